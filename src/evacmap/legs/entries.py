"""Entries of a bulletin or log, told without a verb: "Germany: 124 passengers, Homs to Beirut".

They go on with the movement that a sentence before them tells. A parser makes nothing of them, so
they are read by the words between their names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evacmap.languages import load_words, word_set
from evacmap.languages.entries import entry_mark
from evacmap.languages.leads import lead_length
from evacmap.legs.clipped import verbs_of
from evacmap.legs.drafts import ENTRY, Draft
from evacmap.legs.lexicon import vehicle_mode
from evacmap.legs.spans import field_spans, words_at
from evacmap.legs.written import is_vehicle_word, names_people
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
    from spacy.tokens import Token

_AFTER_WAY = re.compile(r"[–—-]\s*$|[→>]\s*$|\band\s+$")
# What stands between the two ends of "Homs to Hama".
_DIRECT = re.compile(r"\s+(?:to|for|bound for|into)\s+|\s*(?:→|->|>|[–—-])\s*", re.IGNORECASE)
# What a number counts that is no person.
_NO_PEOPLE = re.compile(
    r"/|\s*(?:[\w-]+\s+){0,2}?(?:flights?|planes?|aircraft|buses|bus|ships?|ferries|boats?|famil(?:y|ies)"
    r"|households?|vehicles?|trucks?|cars|km|kilomet\w+|miles|hours?|days|beds?|tons?|tonnes|nations?"
    r"|am|pm|h|hrs|gmt|utc|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*"
    r"|dollars?|euros?|pounds?|per cent|percent)\b",
    re.IGNORECASE,
)
# The lines of a table, run together: "Homs to Hama: 850 Daraa to Hama: 410".
_LINES = r"[;\n]|(?<=\d)\s+(?=[A-Z])"
# "900 people to Hama in 20 buses, and 250 to Aleppo"
_SHARES = r";|,?\s+and\s+(?=\d[\d,]*\s+to\s+[A-Z])|,\s+(?=\d[\d,]*\s+(?:[a-z]+\s+)?to\s+[A-Z])"
_SHARES += r"|,\s+(?:and\s+|then\s+)?(?=[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}\s+(?:to|–|→)\s+[A-Z])"
_PAIR = re.compile(r"[\w’'-]\s+(?:to|–|→)\s+[A-Z]|\d\s+(?:\w+\s+)?to\s+[A-Z]")
_WORDS = re.compile(r"[a-z]+")
_LETTERS = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The ends of an entry, with its own number of people and stops.

    ``start`` and ``end`` are where it stands in its sentence, after what heads that; ``way`` is
    where its way is named as "Homs to Hama", or its end.
    """

    origins: tuple[GeocodedToponym, ...]
    destinations: tuple[GeocodedToponym, ...]
    via: tuple[GeocodedToponym, ...]
    count: CountMention | None
    start: int
    end: int
    way: int


def entries_of(
    sentence: Sentence, items: Sequence[GeocodedToponym], counts: Sequence[CountMention]
) -> list[Entry]:
    """Return the entries of a sentence without a verb, one for each part between semicolons."""
    doc = sentence.parse
    if doc is None:
        return []
    begin = _begin(sentence, items)
    lines = _entries(sentence, begin, _LINES, items, counts)
    if sum(bool(entry.origins and entry.destinations) for entry in lines) > 1:
        return lines
    verbs = verbs_of(doc)
    told = _entries(sentence, begin, ";" if verbs else _SHARES, items, counts)
    if len(told) > 1 and told[0].origins:
        # "Homs: 900 people to Hama, and 250 to Aleppo"
        told = [e if e.origins else replace(e, origins=told[0].origins) for e in told]
    return [entry for entry in told if not _is_told(entry, verbs)]


def _entries(
    sentence: Sentence,
    begin: int,
    marks: str,
    items: Sequence[GeocodedToponym],
    counts: Sequence[CountMention],
) -> list[Entry]:
    """Return the entries of the parts of a sentence, which ``marks`` divide."""
    parts = _parts(sentence.text, begin, marks)
    found = [_entry(sentence, part, items, counts) for part in parts]
    return [each for entry in found if entry is not None for each in _both_ways(entry, sentence)]


def _both_ways(entry: Entry, sentence: Sentence) -> list[Entry]:
    """ "two planes between Homs and Hama, 150 men in each direction": two ways."""
    if not (entry.origins and entry.destinations):
        return [entry]
    if _EACH_WAY.search(sentence.text, entry.start, entry.end) is None:
        return [entry]
    return [entry, replace(entry, origins=entry.destinations, destinations=entry.origins)]


_EACH_WAY = re.compile(r"\b(?:in )?(?:each|both|either) (?:directions?|ways?)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)


def _begin(sentence: Sentence, items: Sequence[GeocodedToponym]) -> int:
    """Return where an entry begins: after its heading, if that tells no way itself."""
    text, lead = sentence.text, lead_length(sentence.text)
    inside = [item for item in items if item.toponym.start - sentence.start < lead]
    for number, item in enumerate(inside):
        before = text[: item.toponym.start - sentence.start]
        if entry_mark("from").search(before) or entry_mark("to").search(before):
            return 0
        behind = items[number + 1] if number + 1 < len(items) else None
        if behind is not None and _DIRECT.fullmatch(_text_between(sentence, item, behind)):
            return 0
    return lead


def _text_between(sentence: Sentence, one: GeocodedToponym, other: GeocodedToponym) -> str:
    start, end = one.toponym.end, other.toponym.start
    return sentence.text[start - sentence.start : end - sentence.start]


def _is_told(entry: Entry, verbs: Mapping[int, bool]) -> bool:
    """Whether a verb tells what an entry would; one of a log may do so behind both its ends."""
    inside = [(at, of_log) for at, of_log in verbs.items() if entry.start <= at < entry.end]
    return any(not (of_log and at > entry.way) for at, of_log in inside)


def begins_entry(sentence: Sentence) -> bool:
    """Whether a heading, bullet, day or time stands before what a sentence tells."""
    return sentence.kind is BlockKind.LIST_ITEM or lead_length(sentence.text) > 0


def _parts(text: str, begin: int, marks: str) -> Iterator[tuple[int, int]]:
    start = begin
    for mark in re.finditer(marks, text[begin:]):
        if mark[0][0] == "," and not _PAIR.search(text, start, begin + mark.start()):
            # "620 people, Homs to Hama": the number is of that way.
            continue
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
        and item.toponym.role in (ToponymRole.PLACE, ToponymRole.DATELINE)
        and start <= item.toponym.start - sentence.start < end
    ]
    origins: list[GeocodedToponym] = []
    destinations: list[GeocodedToponym] = []
    via: list[GeocodedToponym] = []
    goes_on, way = False, end
    for number, item in enumerate(inside):
        before = text[start : item.toponym.start - sentence.start]
        behind = inside[number + 1] if number + 1 < len(inside) else None
        goes_to, goes_on = goes_on, behind is not None and _goes_on(sentence, item, behind)
        if entry_mark("from").search(before):
            origins.append(item)
        elif entry_mark("via").search(before) or (goes_to and goes_on):
            via.append(item)
        elif entry_mark("to").search(before) or (goes_to and _AFTER_WAY.search(before)):
            if not _goes_further(sentence, (*destinations[-1:], item)):
                destinations.append(item)
                way = item.toponym.start - sentence.start if goes_to and origins else way
        elif goes_on:
            origins.append(item)
    own = _people_counted(sentence, part, counts)
    if not (origins or destinations) or not ((origins and destinations) or own):
        return None
    return Entry(
        origins=tuple(origins),
        destinations=tuple(destinations),
        via=tuple(via),
        count=own[0] if _is_one_number(text, own, sentence.start) else None,
        start=start,
        end=end,
        way=way,
    )


# "110, eight of them on stretchers", "97 (incl. 14 infants)", "320 (180 men, 140 women)"
_PARTS = re.compile(
    r"[\w\s,.]*?(?:\(|\bincl|\bamong|\bof (?:them|whom|which)\b|\bthereof\b|:)"
    r"|[\w\s,]*?\d+[\w\s]*?\bof (?:them|whom)\b|\s*,\s+\w+ of (?:them|whom)\b",
    re.IGNORECASE,
)


def _is_one_number(text: str, own: Sequence[CountMention], start: int) -> bool:
    """Whether a part gives one number of people, the others being parts of that."""
    if len(own) < 2:
        return len(own) == 1
    return _PARTS.match(text, own[0].end - start) is not None


# Where such a word does not name the thing.
_OF_PEOPLE = re.compile(
    r"\bby (?:road|rail)\b|\ben route\b|\b(?:aid|relief|rescue|support) (?:worker|staff|flight)"
)


# "Homs-Hama by road", "Homs–Hama, 40 people"; but "the Iran–Iraq war", "the Homs-Hama highway".
_OF_BOTH = re.compile(
    r"\s+(?!(?:by|with|on|via|aboard|and|for|carrying|flights?|planes?|trains?|bus(?:es)?|coach(?:es)?|ferry|"
    r"ferries|boats?|ships?|convoys?|columns?|charters?|airlift|shuttle|rotation|evacuation|medevac|transfers?)\b)[a-z]"
)


def _goes_on(sentence: Sentence, item: GeocodedToponym, behind: GeocodedToponym) -> bool:
    """Whether two names stand for a way from one to the other, not for what is between them."""
    between = _text_between(sentence, item, behind)
    if between == " and ":
        before = sentence.text[: item.toponym.start - sentence.start]
        # Talks and borders are between two names, too.
        carried = any(map(is_vehicle_word, _LETTERS.findall(sentence.text)))
        return carried and _BETWEEN.search(before) is not None
    if _DIRECT.fullmatch(between) is None:
        return False
    after = sentence.text[behind.toponym.end - sentence.start :]
    return between not in ("-", "–", "—") or _OF_BOTH.match(after) is None


# "…, who were given tents" says more of the people of a line.
_ADDED = re.compile(r",\s+(?:who|whom|where|most of (?:them|whom)|many of (?:them|whom))\b")
_ONE_MORE = re.compile(r"\W*(?:(?:and|or|some|\d[\d,.]*|\w+)\W+){0,3}(?:to|for|into)?\W*")


def _goes_further(sentence: Sentence, ends: Sequence[GeocodedToponym]) -> bool:
    """ "Homs to Hama: 123 men, by bus, for Turkey": where they go on to, not another goal."""
    if len(ends) < 2:
        return False
    return _ONE_MORE.fullmatch(_text_between(sentence, *ends)) is None


def tells_of_things(part: str) -> bool:
    """Whether a line is of no people who move: a distance, a price, an attack, goods."""
    told = _ADDED.split(_OF_PEOPLE.sub(" ", part.lower()), maxsplit=1)[0]
    words = frozenset(_WORDS.findall(told))
    return not words.isdisjoint(word_set("en", "entries", "other"))


def _people_counted(
    sentence: Sentence, part: tuple[int, int], counts: Sequence[CountMention]
) -> list[CountMention]:
    """Return the numbers in a part that count people; those that say so, where any does."""
    text, (start, end) = sentence.text, part
    own = [
        count
        for count in counts
        if start <= count.start - sentence.start < end
        and not _ABOARD.search(text, 0, count.start - sentence.start)
        and not _NO_PEOPLE.match(text, count.end - sentence.start)
    ]
    sure = [count for count in own if counts_people(text[count.end - sentence.start :])]
    return sure or [count for count in own if not _TIME.fullmatch(count.text)]


# "125 to Idlib in two": vehicles
_ABOARD = re.compile(r"\b(?:in|on|aboard|by)\s+$")
# An hour of the day in a log: "0610".
_TIME = re.compile(r"[0-2]\d[0-5]\d")


def counts_people(after: str) -> bool:
    """Whether what follows a number names people: "312 on board", "97 evacuees", "620 pax"."""
    return any(map(_is_of_people, _following(after)))


def _following(after: str) -> list[str]:
    return re.split(r"[,;.(:–—\d]", after, maxsplit=1)[0].split()[:3]


def _is_of_people(word: str) -> bool:
    return word.lower() in word_set("en", "entries", "passengers") or names_people(word)


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
    status = _status(sentence.text[: entry.end], base.status)
    party, called = base.travellers.party, _called(entry, sentence)
    if party is not None and called is not None:
        start, end = (at - sentence.start for at in called)
        party = replace(party, text=sentence.text[start:end])
        words = tuple(span for span in words if span.field != "party")
        words += field_spans("party", (called,))
    inside = [d for d in dates if entry.start <= d.start - sentence.start < entry.end]
    heading = [d for d in dates if d.start - sentence.start < entry.start][:1]
    own = next(iter((*inside, *heading)), None)
    told = own and (own.if_planned if status in PLANNED else own.if_past)
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
        travellers=replace(base.travellers, people=people, vehicles=None, party=party),
        date=date,
        is_dated=is_dated,
        status=status,
        mode=mode,
        words=words,
        names_origin=base.names_origin or bool(entry.origins),
        spans=tuple(sorted({*base.spans, (sentence.start, sentence.end)})),
        rules=(*base.rules, ("ends", ENTRY)),
    )


def _called(entry: Entry, sentence: Sentence) -> tuple[int, int] | None:
    """Return where an entry calls its people by their own words: "204 pax"."""
    if entry.count is None:
        return None
    at, end = entry.count.end - sentence.start, None
    for word in _following(sentence.text[at:]):
        at = sentence.text.index(word, at) + len(word)
        end = at if _is_of_people(word) else end
    return None if end is None else (entry.count.start, sentence.start + end)


PLANNED = frozenset({Status.PLANNED, Status.URGED})


def _status(line: str, otherwise: Status) -> Status:
    """Return the status that the words of a line give it: "(cancelled)", "tomorrow", "ETA"."""
    words = load_words()["entries"]
    for status in (Status.DENIED, Status.PLANNED):
        said = "|".join(map(re.escape, words[status.value]))
        if re.search(rf"\b(?:{said})\b", line, re.IGNORECASE):
            return status
    return otherwise


def _mode(sentence: Sentence) -> "tuple[Mode, Token | None]":
    """Return the mode of the only sort of vehicle in a sentence, with its word."""
    found: dict[Mode, Token] = {}
    for token in sentence.parse or ():
        mode = vehicle_mode(token)
        if mode is not None:
            found.setdefault(mode, token)
    return next(iter(found.items())) if len(found) == 1 else (Mode.UNKNOWN, None)
