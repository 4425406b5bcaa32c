"""What a report is about, by its own words: evacuation and flight, or sport and business.

Takes the sentences of a report. Both who chooses the sentences worth a parse and who judges
what is a leg ask this, and must get one answer.
"""

from collections.abc import Sequence

from evacmap.languages import load_words, word_set
from evacmap.model import Sentence


def theme_of(sentences: Sequence[Sentence]) -> float:
    """Return how much a report is about evacuation or flight, 0 to 1, by its own words."""
    stems = tuple(load_words()["theme"]["stems"])
    hits = sum(word.startswith(stems) for s in sentences for word in s.text.lower().split())
    return min(1.0, hits / 3)


def off_topic_of(sentences: Sequence[Sentence]) -> float:
    """Return how much a report is about sport, business or entertainment, 0 to 1."""
    listed = word_set("en", "off_topic", "words")
    said = (raw.strip(".,;:!?\"'()") for s in sentences for raw in s.text.lower().split())
    return min(1.0, len({word for word in said if word in listed}) / 3)


WITHDRAWING = ("withdr", "pullout", "pull-out", "pullback", "pull-back", "retreat")


def is_of_withdrawal(sentences: Sequence[Sentence]) -> bool:
    """Return whether a report speaks of forces that withdraw."""
    said = (word for s in sentences for word in s.text.lower().split())
    return any(word.startswith(WITHDRAWING) for word in said)
