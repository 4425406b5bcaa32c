"""Entries of a bulletin or log, told without a verb: "Germany: 124 passengers, Homs to Beirut".

They go on with the movement that a sentence before them tells. A parser makes nothing of them, so
they are read by the words between their names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evacmap.languages.leads import lead_length
from evacmap.legs.drafts import Draft
from evacmap.legs.lexicon import vehicle_mode
from evacmap.legs.spans import field_spans, words_at
from evacmap.model import (
    BlockKind,
    Count,
    CountMention,
    DateMention,
    GeocodedToponym,
    Mode,
    Sentence,
    Status,
    ToponymRole,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SORT = r"(?:the\s+)?(?:(?:city|town|village|port|island|camp|region|province)\s+of\s+)?"
_TO_WORD = re.compile(rf"(?:^|[\s,(])(?:to|into|for|→|->|>)\s+{_SORT}$", re.IGNORECASE)
_TO_DASH = re.compile(r"[–—-]\s*$|[→>]\s*$")
_FROM = re.compile(rf"(?:^|[\s,(])(?:from|out of|ex)\s+{_SORT}$", re.IGNORECASE)
_VIA = re.compile(rf"(?:^|[\s,(])(?:via|through|by way of)\s+{_SORT}$", re.IGNORECASE)
# What stands between the two ends of "Homs to Hama".
_DIRECT = re.compile(r"\s+to\s+|\s*(?:→|->|>|[–—-])\s*", re.IGNORECASE)
# What a number counts that is no person.
_NO_PEOPLE = re.compile(
    r"\s*(?:[\w-]+\s+){0,2}?(?:flights?|planes?|aircraft|buses|bus|ships?|ferries|boats?|famil(?:y|ies)"
    r"|households?|vehicles?|trucks?|cars|km|kilomet\w+|miles|hours?|days|beds?|tons?|tonnes|nations?"
    r"|am|pm|h|dollars?|euros?|pounds?|per cent|percent)\b",
    re.IGNORECASE,
)
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The ends of an entry, with its own number of people and stops."""

    origins: tuple[GeocodedToponym, ...]
    destinations: tuple[GeocodedToponym, ...]
    via: tuple[GeocodedToponym, ...]
    count: CountMention | None


def entries_of(
    sentence: Sentence, items: Sequence[GeocodedToponym], counts: Sequence[CountMention]
) -> list[Entry]:
    """Return the entries of a sentence without a verb, one for each part between semicolons."""
    doc = sentence.parse
    if doc is None or _has_verb(doc):
        return []
    begin = _begin(sentence, items)
    found = []
    for start, end in _parts(sentence.text, begin):
        entry = _entry(sentence, (start, end), items, counts)
        if entry is not None:
            found.append(entry)
    return found


def _begin(sentence: Sentence, items: Sequence[GeocodedToponym]) -> int:
    """Return where an entry begins: after its heading, if that tells no way itself."""
    text, lead = sentence.text, lead_length(sentence.text)
    inside = [item for item in items if item.toponym.start - sentence.start < lead]
    for number, item in enumerate(inside):
        before = text[: item.toponym.start - sentence.start]
        if _FROM.search(before) or _TO_WORD.search(before):
            return 0
        behind = inside[number + 1] if number + 1 < len(inside) else None
        if behind is not None and _DIRECT.fullmatch(_text_between(sentence, item, behind)):
            return 0
    return lead


def _text_between(sentence: Sentence, one: GeocodedToponym, other: GeocodedToponym) -> str:
    start, end = one.toponym.end, other.toponym.start
    return sentence.text[start - sentence.start : end - sentence.start]


def _has_verb(doc: "Doc") -> bool:
    """Whether something is told by a verb, other than in brackets."""
    depth = 0
    for token in doc:
        depth += (token.text in "([") - (token.text in ")]")
        if not depth and token.tag_ in FINITE:
            return True
    return False


def begins_entry(sentence: Sentence) -> bool:
    """Whether a heading, bullet, day or time stands before what a sentence tells."""
    return sentence.kind is BlockKind.LIST_ITEM or lead_length(sentence.text) > 0


def _parts(text: str, begin: int) -> Iterator[tuple[int, int]]:
    start = begin
    for mark in re.finditer(r";", text[begin:]):
        yield start, begin + mark.start()
        start = begin + mark.end()
    yield start, len(text)


def _entry(
    sentence: Sentence,
    part: tuple[int, int],
    items: Sequence[GeocodedToponym],
    counts: Sequence[CountMention],
) -> Entry | None:
    text, (start, end) = sentence.text, part
    inside = [
        item
        for item in items
        if item.place is not None
        and item.toponym.role is ToponymRole.PLACE
        and start <= item.toponym.start - sentence.start < end
    ]
    origins, destinations, via = [], [], []
    for number, item in enumerate(inside):
        before = text[start : item.toponym.start - sentence.start]
        behind = inside[number + 1] if number + 1 < len(inside) else None
        goes_on = behind is not None and _DIRECT.fullmatch(_text_between(sentence, item, behind))
        if _FROM.search(before):
            origins.append(item)
        elif _VIA.search(before):
            via.append(item)
        elif _TO_WORD.search(before) or (number and _TO_DASH.search(before)):
            destinations.append(item)
        elif goes_on:
            origins.append(item)
    own = [
        count
        for count in counts
        if start <= count.start - sentence.start < end
        and not _NO_PEOPLE.match(text, count.end - sentence.start)
    ]
    if not (origins or destinations) or not ((origins and destinations) or own):
        return None
    return Entry(
        origins=tuple(origins),
        destinations=tuple(destinations),
        via=tuple(via),
        count=own[0] if len(own) == 1 else None,
    )


def draft_of_entry(
    entry: Entry, base: Draft, *, number: int, sentence: Sentence, dates: Sequence[DateMention]
) -> Draft:
    """Return the movement that an entry tells: that of ``base`` with its own ends and number."""
    words = tuple(
        span for span in base.words if span.field not in ("people", "vehicles", "mode", "date")
    )
    people = None
    if entry.count is not None:
        count = entry.count
        people = Count(low=count.low, high=count.high, text=count.text)
        words += field_spans("people", ((count.start, count.end),))
    own = dates[0] if dates else None
    told = own and (own.if_planned if base.status in PLANNED else own.if_past)
    date, is_dated = (told, True) if told else (base.date, base.is_dated)
    if own is not None and told:
        words += field_spans("date", ((own.start, own.end),))
    else:
        words += tuple(span for span in base.words if span.field == "date")
    mode, word = _mode(sentence)
    if word is not None:
        words += field_spans("mode", words_at(sentence, word))
    else:
        mode = base.mode
        words += tuple(span for span in base.words if span.field == "mode")
    return replace(
        base,
        number=number,
        origins=entry.origins or base.origins,
        destinations=entry.destinations or base.destinations,
        via=entry.via,
        travellers=replace(base.travellers, people=people, vehicles=None),
        date=date,
        is_dated=is_dated,
        mode=mode,
        words=words,
        names_origin=base.names_origin or bool(entry.origins),
        spans=tuple(sorted({*base.spans, (sentence.start, sentence.end)})),
        rules=(*base.rules, ("ends", "an entry without a verb")),
    )


PLANNED = frozenset({Status.PLANNED, Status.URGED})


def _mode(sentence: Sentence) -> "tuple[Mode, Token | None]":
    """Return the mode of the only sort of vehicle in a sentence, with its word."""
    found: dict[Mode, Token] = {}
    for token in sentence.parse or ():
        mode = vehicle_mode(token)
        if mode is not None:
            found.setdefault(mode, token)
    return next(iter(found.items())) if len(found) == 1 else (Mode.UNKNOWN, None)
