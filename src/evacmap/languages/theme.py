"""What a report is about, by its own words: evacuation and flight, or sport and business.

Takes the sentences of a report. Both who chooses the sentences worth a parse and who judges
what is a leg ask this, and must get one answer.
"""

import re
from collections.abc import Sequence
from functools import cache

from evacmap.languages import load_words, word_set
from evacmap.model import BlockKind, Sentence


def theme_of(sentences: Sequence[Sentence]) -> float:
    """Return how much a report is about evacuation or flight, 0 to 1, by its own words."""
    hits = sum(len(_stems().findall(sentence.text.lower())) for sentence in sentences)
    return min(1.0, hits / 3)


def tells_of_flight(sentences: Sequence[Sentence]) -> bool:
    """Whether the lines of a log or table tell of flight: by its theme, or by whom they count.

    A short one has few words, and only some of its lines say who "110" are.
    """
    if theme_of(sentences) >= 1:
        return True
    unfree = word_set("en", "entries", "unfree")
    enough = min(3, max(1, len(sentences) // 3))
    said = 0
    for sentence in sentences:
        said += not unfree.isdisjoint(_WORD.findall(sentence.text.lower()))
        if said >= enough:
            return True
    return False


_WORD = re.compile(r"[a-z]+")


@cache
def _stems() -> re.Pattern[str]:
    """Return the pattern of the beginnings of the words that tell of evacuation or flight."""
    stems = map(re.escape, load_words()["theme"]["stems"])
    return re.compile(rf"(?<!\S)(?:{'|'.join(stems)})")


def off_topic_of(sentences: Sequence[Sentence]) -> float:
    """Return how much a report is about sport, business or entertainment, 0 to 1."""
    listed = word_set("en", "off_topic", "words")
    said = {raw for sentence in sentences for raw in sentence.text.lower().split()}
    return min(1.0, len(listed & {raw.strip(".,;:!?\"'()") for raw in said}) / 3)


def off_topics_of(sentences: Sequence[Sentence]) -> tuple[float, ...]:
    """Return, for each sentence, how much what it stands in is about sport, business or shows.

    The items of a list ("current events") are each a report of their own.
    """
    whole = off_topic_of(sentences)
    items: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        if sentence.kind is BlockKind.LIST_ITEM:
            items.setdefault(sentence.block, []).append(sentence)
    each = {block: off_topic_of(inside) for block, inside in items.items()}
    return tuple(
        each[sentence.block] if sentence.kind is BlockKind.LIST_ITEM else whole
        for sentence in sentences
    )


WITHDRAWING = ("withdr", "pullout", "pull-out", "pullback", "pull-back", "retreat")


def is_of_withdrawal(sentences: Sequence[Sentence]) -> bool:
    """Return whether a report speaks of forces that withdraw."""
    said = (word for s in sentences for word in s.text.lower().split())
    return any(word.startswith(WITHDRAWING) for word in said)
