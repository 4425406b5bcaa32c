"""More of those just told of, going the same way: "another 40 followed on Friday".

A report names the way of the first flight, ship or group and leaves it out of the next: "240 more
on Thursday", "a second train is due tomorrow", "the first group, of 300, had made the same trip".
Such clauses seldom have a word of movement, so that they are read by their words, not by a parse.
"""

import re
from bisect import bisect_left
from calendar import day_name, month_name
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from evacmap.languages import load_words
from evacmap.legs.drafts import Draft, same_place
from evacmap.legs.spans import field_spans
from evacmap.model import (
    Count,
    CountMention,
    DateMention,
    FieldSpan,
    GeocodedToponym,
    Sentence,
    Status,
    ToponymRole,
)

BASIS = "the way of those told of before"
# How many sentences behind a way others may be told to go it too.
REACH = 2
LONGEST = 160
# How many movements told before are looked at.
NEAR = 8
PLANNED = frozenset({Status.PLANNED, Status.URGED})
_END = re.compile(
    r"[.;:!?](?=\s|$)|\s[–—-]\s|,\s+(?:but|while|where|which|who|because|as|when)\b|,(?=\s)"
)


@dataclass(frozen=True, slots=True)
class _Batch:
    """A clause of a sentence that tells of more: its text, where it starts, and their number."""

    text: str
    start: int
    count: CountMention | None


def batches_after(
    told: Sequence[Draft],
    number: int,
    sentence: Sentence,
    items: Sequence[GeocodedToponym],
    counts: Sequence[CountMention],
    dates: Sequence[DateMention],
) -> list[Draft]:
    """Return the movements of those whom a sentence tells to go the way that was told before it.

    ``told`` are the movements told so far, ``number`` that of the sentence; ``items``,
    ``counts`` and ``dates`` are those of the sentence.
    """
    last = _way_before(told, number)
    if last is None:
        return []
    taken = {span.start for draft in told[-NEAR:] for span in draft.words if span.field == "people"}
    batches = [
        *_batches(sentence, counts, taken, after=_end_of(last, number)),
        *_day_by_day(sentence, counts, dates, last, taken),
    ]
    return [
        _of_batch(batch, last, number, sentence, dates)
        for batch in batches
        # "A second group is to leave in two weeks": from there or not, it says too little.
        if (last.destinations or batch.count is not None)
        and not _goes_elsewhere(batch, last, items)
        and not _is_told_itself(batch, told, number)
        and not _is_off(batch, sentence)
    ]


def is_batch(draft: Draft) -> bool:
    """Whether a draft tells of more who went the way of others."""
    return any(item.basis == BASIS and item.field != "date" for item in draft.inferred)


def is_apart(one: Draft, other: Draft) -> bool:
    """Whether a batch sets two drafts apart: it is the same only with its own number and day."""
    if not (is_batch(one) or is_batch(other)):
        return False
    a, b = one.travellers.people, other.travellers.people
    if a is None or b is None or a.low != b.low:
        return True
    return one.is_dated and other.is_dated and one.date != other.date


def _way_before(told: Sequence[Draft], number: int) -> Draft | None:
    """Return the last way told, where it has both ends and is not too far back."""
    for draft in reversed(told[-4:]):
        if number - draft.number > REACH or draft.status is Status.DENIED:
            return None
        if draft.origins or draft.destinations:
            return draft
    return None


def _end_of(last: Draft, number: int) -> int:
    """Return where the telling of a way ends, if it stands in the same sentence."""
    if last.number != number:
        return -1
    ends = [item.toponym.end for item in (*last.origins, *last.destinations)]
    ends += [span.end for span in last.words if span.field in ("status", "people")]
    inside = [end for end in ends if end <= last.motion.sentence.end]
    return max(inside, default=-1)


def _batches(
    sentence: Sentence, counts: Sequence[CountMention], taken: set[int], *, after: int
) -> Iterator[_Batch]:
    """Yield the clauses of a sentence that begin with a number or group that comes on top."""
    seen = -1
    for found in _more().finditer(sentence.text):
        start = found.start() + sentence.start
        if start < after or found.start() < seen:
            continue
        end = _end_of_clause(sentence.text, found.end())
        following = _more().search(sentence.text, found.end(), end)
        if following is not None and _is_listed(sentence.text, following.start()):
            end = following.start()
        count = _count_of(sentence, counts, found.span(), end)
        if count is not None and count.start in taken:
            continue
        text = sentence.text[found.start() : end]
        if _pattern("going").search(text) and not _pattern("against").search(text):
            seen = end
            yield _Batch(text=text, start=start, count=count)


def _day_by_day(
    sentence: Sentence,
    counts: Sequence[CountMention],
    dates: Sequence[DateMention],
    last: Draft,
    taken: set[int],
) -> Iterator[_Batch]:
    """ "165 on Wednesday night, 240 on Thursday": each number with its day is a batch."""
    begin, text = sentence.start, sentence.text
    daily = []
    for count in counts:
        at = bisect_left(dates, count.end, key=lambda date: date.start)
        day = dates[at] if at < len(dates) else None
        if day is None or not _ON.fullmatch(text[count.end - begin : day.start - begin]):
            continue
        if _is_listed(text, count.start - begin):
            daily.append((count, day))
    days = {span.start for span in last.words if span.field == "date"}
    for count, day in daily:
        if count.start not in taken and day.start not in days:
            yield _Batch(text[count.start - begin : day.end - begin], count.start, count)


_ON = re.compile(
    r"(?:\s+(?:people|persons|of them|others|more|\w+s))?\s+(?:on\s+|the\s+)?", re.IGNORECASE
)
_LISTED = re.compile(r"(?:[:,;(–—-]|\band|\bwere|\bwas)\s*$", re.IGNORECASE)
# How many characters before a number say whether it is one of a list.
AHEAD = 12


def _is_listed(text: str, at: int) -> bool:
    return _LISTED.search(text[max(0, at - AHEAD) : at]) is not None


def _end_of_clause(text: str, at: int) -> int:
    """Return where a clause ends: at the comma by which it has told that someone goes."""
    for found in _END.finditer(text, at, at + LONGEST):
        going = _pattern("going").search(text, at, found.start())
        if found.group() != "," or going is not None:
            return found.start()
    return min(len(text), at + LONGEST)


def _count_of(
    sentence: Sentence, counts: Sequence[CountMention], head: tuple[int, int], end: int
) -> CountMention | None:
    """Return how many people go: "another 40", "a second flight with 90 people"."""
    text, begin = sentence.text, sentence.start
    first = bisect_left(counts, begin + head[0] - AHEAD, key=lambda count: count.start)
    for count in islice(counts, first, None):
        start, until = count.start - begin, count.end - begin
        if start >= end:
            break
        if start < head[1]:
            counts_trips = _trips_next().match(text, until) or _MONTH.match(text, until)
            if until > head[0] and not counts_trips:
                return count
        elif _WITH.search(text[head[0] : start]):
            return count
    return None


_WITH = re.compile(
    r"(?:\b(?:with|carrying|bringing|for|of|took|brought|carried)|,)\s+"
    r"(?:some\s+|about\s+|around\s+|another\s+)?$",
    re.IGNORECASE,
)


def _is_off(batch: _Batch, sentence: Sentence) -> bool:
    """Whether the same sentence takes it back: "a second was due on Monday, but never sailed"."""
    behind = batch.start + len(batch.text) - sentence.start
    return _OFF.match(sentence.text, behind, behind + LONGEST) is not None


_OFF = re.compile(r"[^.;]*?\b(?:never|not|cancell?ed|called off|postponed)\b|[^.;]*?n['’]t\b", re.I)


def _goes_elsewhere(batch: _Batch, last: Draft, items: Sequence[GeocodedToponym]) -> bool:
    """Whether a clause names a place that is not an end of the way."""
    end = batch.start + len(batch.text)
    for item in items:
        if not batch.start <= item.toponym.start < end:
            continue
        if item.toponym.role in (ToponymRole.DEMONYM, ToponymRole.NESTED):
            continue
        if not any(same_place(item, own) for own in (*last.origins, *last.destinations)):
            return True
    known = {item.toponym.start for item in items}
    names = _NAMED.finditer(batch.text)
    return any(batch.start + found.start("name") not in known for found in names)


def _is_told_itself(batch: _Batch, told: Sequence[Draft], number: int) -> bool:
    """Whether a movement was read from the clause by a word of its own."""
    end = batch.start + len(batch.text)
    return any(
        batch.start <= span.start < end
        for draft in told[-NEAR:]
        if draft.number == number
        for span in draft.words
        if span.field in ("status", "people")
    )


def _of_batch(
    batch: _Batch, last: Draft, number: int, sentence: Sentence, dates: Sequence[DateMention]
) -> Draft:
    """Return the way of ``last`` as that of a batch, with the number and day of its own."""
    end = batch.start + len(batch.text)
    own = next((d for d in dates if batch.start <= d.start < end), None)
    status = _status(batch, last, is_dated=own is not None)
    planned = status in PLANNED
    told = (own.if_planned if planned else own.if_past) if own is not None else None
    date = told or (None if planned else last.date)
    count = batch.count
    people = Count(low=count.low, high=count.high, text=count.text) if count else None
    inferred = [item for item in last.inferred if item.field not in _OWN]
    draft = replace(
        last,
        motion=replace(last.motion, sentence=sentence),
        number=number,
        status=status,
        date=date,
        is_dated=told is not None,
        travellers=replace(last.travellers, people=people, vehicles=None),
        said_by=None,
        words=_words(batch, last, own if told else None, keeps_date=date is last.date),
        inferred=tuple(inferred),
        is_added=True,
        spans=tuple(sorted({*last.spans, (sentence.start, sentence.end)})),
    )
    if told is None and date is not None:
        draft = draft.inferring("date", BASIS)
    for field, ends in (("origin", last.origins), ("destination", last.destinations)):
        draft = draft.inferring(field, BASIS) if ends else draft
    return draft


_OWN = frozenset({"people", "date", "origin", "destination"})


def _status(batch: _Batch, last: Draft, *, is_dated: bool) -> Status:
    if _pattern("planned").search(batch.text):
        return Status.PLANNED
    if last.status not in PLANNED:
        return last.status
    is_past = is_dated and _pattern("past").search(batch.text) is not None
    return Status.COMPLETED if is_past else last.status


def _words(
    batch: _Batch, last: Draft, day: DateMention | None, *, keeps_date: bool
) -> tuple[FieldSpan, ...]:
    """Return the words that a batch rests on: those of the way, and its own."""
    own = {"people", "vehicles", "status", "said_by"} | (set() if keeps_date else {"date"})
    words = tuple(span for span in last.words if span.field not in own)
    if batch.count is not None:
        words += field_spans("people", ((batch.count.start, batch.count.end),))
    if day is not None:
        words = tuple(span for span in words if span.field != "date")
        words += field_spans("date", ((day.start, day.end),))
    said = _pattern("going").search(batch.text)
    start, end = said.span() if said else (0, len(batch.text))
    return words + field_spans("status", ((batch.start + start, batch.start + end),))


@cache
def _listed(table: str) -> str:
    entries = load_words()["batches"][table]
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda e: (-len(e), e)))


@cache
def _pattern(table: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_listed(table)})\b", re.IGNORECASE)


@cache
def _more() -> re.Pattern[str]:
    """What begins a clause on those who come on top of others."""
    groups, trips, ordinals = _listed("groups"), _listed("trips"), _listed("ordinals")
    numbers = _listed("numbers")
    number = rf"(?:\d[\d,.]*\d|\d|(?:(?:{numbers})[ -])?(?:{numbers}))\b"
    about = rf"(?:(?:{_listed('about')})\s+)?"
    no_unit = rf"(?!\s+(?:(?:more|further)\s+)?(?:{_listed('units')})\b)"
    then = rf"(?=,|\s+(?:{_listed('then')})\b)"
    heads = (
        rf"(?:another|an?\s+(?:further|additional|extra))\s+{about}"
        rf"(?:{number}{no_unit}|(?:[\w-]+\s+)?(?:{groups})\b)",
        rf"an?\s+(?:larger|smaller|bigger|similar)\s+(?:{groups})\b",
        rf"{about}{number}\s+(?:more|further|additional){no_unit}",
        rf"{about}{number}\s+(?:[\w-]+\s+)?others\b",
        rf"{about}{number}\s+other\s+(?:[\w-]+\s+)?(?:{groups})\b",
        rf"(?:an?|the|its|their)\s+(?:{ordinals})\s+(?:[\w'’-]+\s+){{0,2}}?(?:{groups})\b",
        rf"(?:an?|the|its|their)\s+(?:{ordinals})(?:\s+one)?{then}",
        rf"the\s+(?:first|last|final)\s+(?:{number}|(?:{trips})){then}",
        rf"the\s+(?:rest|remainder|others|remaining\s+{number}){then}",
        r"as many(?: more| again)?|the same number|a similar number",
        r"(?:hundreds|thousands|dozens) more",
    )
    return re.compile(rf"\b(?:{'|'.join(heads)})", re.IGNORECASE)


@cache
def _trips_next() -> re.Pattern[str]:
    """What stands behind a number that counts vehicles or groups: "two more flights"."""
    more = r"(?:(?:more|further|other|additional)\s+)?(?:[\w-]+\s+)?"
    return re.compile(rf"\s+{more}(?:{_listed('trips')})\b", re.IGNORECASE)


_CALENDAR = "|".join((*day_name, *month_name[1:]))
_MONTH = re.compile(rf"\s+(?:{'|'.join(month_name[1:])})\b")
# What names a place that the gazetteer need not know: "to Xanadu", but "for Monday".
_NAMED = re.compile(
    r"\b(?:to|for|from|into|towards?|in|at|near)\s+(?:the\s+)?"
    rf"(?P<name>(?!(?:{_CALENDAR})\b)[A-Z][\w'’-]+)"
)
