"""evacmap: news reports of people on the move, as dated and sourced routes on a map."""
