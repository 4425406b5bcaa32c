"""2. Mentions: the parse, then places, dates, counts, parties and vehicles."""

from evacmap.mentions.find import find_mentions, may_tell_leg

__all__ = ["find_mentions", "may_tell_leg"]
