"""2. Mentions: the parse, then places, dates, counts, parties and vehicles."""
