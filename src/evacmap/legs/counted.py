"""How many people a movement is of, told in a sentence of its own after it.

"The operation involved fewer than a hundred people", "They numbered about 80", "Some 80 people
were on board": such a sentence names no mover and no place, so that it is read by its words, not
by a parse.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from evacmap.languages import load_words
from evacmap.legs.afterwards import with_count
from evacmap.legs.drafts import Draft
from evacmap.legs.joining import party_fits, status_fits
from evacmap.legs.resting import OF_TRAVELLERS, resting
from evacmap.legs.telling import Report
from evacmap.model import CountMention, Sentence, Status

# A longer sentence than this tells of other things as well.
LONGEST = 400
# How far behind a movement its number may stand, and by how sure a word it is told.
FAR = 6
STRONG = 0.8


def counting(last: Draft, draft: Draft) -> Draft | None:
    """ "A corridor opened from A to B. 1,600 people were rescued.": the numbers of that leg."""
    if draft.has_end or draft.motion.frame.weight < STRONG:
        return None
    if draft.number - last.number > FAR or not status_fits(last.status, draft.status):
        return None
    if not party_fits(last, draft):
        return None
    if last.travellers.people is not None or draft.travellers.people is None:
        return None
    sentence = draft.motion.sentence
    counted = replace(
        last,
        travellers=draft.travellers,
        spans=tuple(sorted({*last.spans, (sentence.start, sentence.end)})),
    )
    return resting(counted, draft, fields=OF_TRAVELLERS)


EMPTY = "a vehicle by itself, in a report of other things"


def laden_last(
    dropped: Sequence[tuple[Draft, str]], number: int, sentence: Sentence, report: Report
) -> Draft | None:
    """ "A bus from Homs reached Hama. There were 40 people aboard.": these went with it.

    ``dropped`` is what was set aside so far, the last telling last.
    """
    draft = dropped[-1][0] if dropped and report.is_of_flight else None
    if draft is None or number - draft.number != 1 or draft.status is Status.DENIED:
        return None
    carrier, counts = draft.motion.carrier, report.counts
    if carrier is None or draft.motion.mover is not None:
        return None
    count = count_told_after(sentence, counts)
    if count is None:
        return None
    clues = tuple(clue for clue in draft.clues if clue[0] != EMPTY)
    clue = (f"'{carrier.text}' carries those counted after it", 0.5)
    return with_count(replace(draft, clues=(*clues, clue)), count, sentence)


def count_told_after(sentence: Sentence, counts: Sequence[CountMention]) -> CountMention | None:
    """Return the number that a sentence gives for the people of the movement told just before it.

    ``counts`` are the numbers of the sentence; None where it speaks of something else.
    """
    if len(sentence.text) > LONGEST:
        return None
    about = _before()
    for count in counts:
        start, end = count.start - sentence.start, count.end - sentence.start
        before, behind = sentence.text[:start], sentence.text[end:]
        if any(about[way].search(before) and _follows(way, behind) for way in about):
            return count
    return None


Patterns = dict[str, re.Pattern[str]]


@cache
def _listed() -> dict[str, str]:
    return {name: _any_of(entries) for name, entries in load_words()["counted"].items()}


@cache
def _before() -> Patterns:
    """Return what may stand before the number."""
    listed = _listed()
    only = r"(?:only\s+|just\s+|a total of\s+)?$"
    about = {
        "movement": rf"\b(?:the|this|that)\s+(?:[\w-]+\s+){{0,3}}(?:{listed['movements']})\b"
        rf"(?:[^;:]{{0,120}}\s)?(?:{listed['involving']})\s+{only}",
        "group": rf"^\s*(?:in all,?\s+)?(?:{listed['groups']})\s+"
        rf"(?:{listed['numbering']})\s+{only}",
        "it": rf"^\s*(?:so far,?\s+)?(?:it|this)\s+(?:(?:has|had)\s+)?(?:so far\s+)?"
        rf"(?:{listed['involving']}|{listed['moving']})\s+{only}",
        "aboard": r"^\s*(?:in all,?\s+)?$",
        "there were": r"^\s*(?:in all,?\s+)?there\s+(?:are|were)\s+$",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in about.items()}


def _follows(way: str, behind: str) -> bool:
    """Whether what stands after the number is what tells of people there."""
    if way == "aboard" and _carried().search(behind) is None:
        return False
    return _after(way).match(behind) is not None


@cache
def _carried() -> re.Pattern[str]:
    return re.compile(rf"\s(?:are|were|was)\s+(?:{_listed()['carried']})\b", re.IGNORECASE)


# With every word for people in it a pattern takes long to make, and is seldom asked for.
@cache
def _after(way: str) -> re.Pattern[str]:
    """Return what may stand after the number."""
    listed, people = _listed(), rf"\s+(?:[\w-]+\s+){{0,2}}(?:{_any_of(_people())})\b"
    after = {
        "movement": people,
        "group": r"(?:,?\s+in all)?\s*[.,;]",
        "it": rf"{people}\s*[.,;]",
        "aboard": rf"(?:{people})?\s+(?:are|were|was)\s+(?:{listed['carried']})\b",
        "there were": rf"(?:{people})?\s+(?:{listed['carried']}|of\s+them)\b",
    }
    return re.compile(after[way], re.IGNORECASE)


@cache
def _people() -> frozenset[str]:
    """Words for several people, in the forms that they may have."""
    table: dict[str, list[str]] = load_words()["people"]
    names = {name for kind, listed in table.items() if kind != "equipment" for name in listed}
    plurals = {name + "s" for name in names} | {name[:-1] + "ies" for name in names}
    return frozenset(plurals | {name[:-3] + "men" for name in names} | {"people", "children"})


def _any_of(entries: Iterable[str]) -> str:
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda e: (-len(e), e)))
