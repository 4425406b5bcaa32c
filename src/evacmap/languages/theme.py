"""What a report is about, by its own words: evacuation and flight, or sport and business.

Takes the sentences of a report. Both who chooses the sentences worth a parse and who judges
what is a leg ask this, and must get one answer.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from evacmap.languages import load_words, word_set
from evacmap.model import BlockKind, Sentence


def theme_of(sentences: Sequence[Sentence]) -> float:
    """Return how much a report is about evacuation or flight, 0 to 1, by its own words."""
    return min(1.0, sum(_hits(sentence.text) for sentence in sentences) / 3)


# A report is asked for its theme several times on its way, and each time in other hands.
@lru_cache(maxsize=2048)
def _hits(text: str) -> int:
    return len(_stems().findall(text.lower()))


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
        said += _says_one_of(unfree, sentence.text)
        if said >= enough:
            return True
    return False


@lru_cache(maxsize=2048)
def _says_one_of(listed: frozenset[str], text: str) -> bool:
    return not listed.isdisjoint(_WORD.findall(text.lower()))


_WORD = re.compile(r"[a-z]+")


@cache
def _stems() -> re.Pattern[str]:
    """Return the pattern of the beginnings of the words that tell of evacuation or flight."""
    stems = map(re.escape, load_words()["theme"]["stems"])
    return re.compile(rf"(?<!\S)(?:{'|'.join(stems)})")


def off_topic_of(sentences: Sequence[Sentence]) -> float:
    """Return how much a report is about sport, business or entertainment, 0 to 1."""
    said = frozenset[str]().union(*(_said_off_topic(sentence.text) for sentence in sentences))
    return min(1.0, len(said) / 3)


@lru_cache(maxsize=2048)
def _said_off_topic(text: str) -> frozenset[str]:
    """Return the words of a sentence that speak of sport, business or entertainment."""
    listed = word_set("en", "off_topic", "words")
    return listed & {raw.strip(".,;:!?\"'()") for raw in text.lower().split()}


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


_WITHDRAWN = re.compile(r"(?<!\S)(?:withdr|pullout|pull-out|pullback|pull-back|retreat)")


def is_of_withdrawal(sentences: Sequence[Sentence]) -> bool:
    """Return whether a report speaks of forces that withdraw."""
    return any(_WITHDRAWN.search(sentence.text.lower()) is not None for sentence in sentences)
