"""Follow every field of a leg back to the words it rests on."""

import datetime as dt
from collections.abc import Iterator, Mapping

from evacmap.languages import load_words
from evacmap.mentions.dates import find_dates
from evacmap.model import RESTING_FIELDS, FieldSpan, Leg, Mode, PartyKind, Status

Told = list[tuple[str, str]]


def told_words(leg: Leg, texts: Mapping[str, str]) -> Told:
    """Return each field with its words, as they stand in the stored texts of the reports."""
    return [
        (span.field, " ".join(texts[document][span.start : span.end].split()))
        for document, span in _spans(leg)
    ]


def check_spans(leg: Leg, texts: Mapping[str, str]) -> Told:
    """Check that every field of a leg that has a value leads to whole words, and return them."""
    for document, span in _spans(leg):
        text = texts[document]
        assert 0 <= span.start < span.end <= len(text), span
        found = text[span.start : span.end]
        assert found == found.strip(), (span, found)
        assert not _cuts_word(text, span.start), (span, found)
        assert not _cuts_word(text, span.end), (span, found)
    told = told_words(leg, texts)
    assert valued_fields(leg) == {field for field, _ in told}
    return told


def check_words(leg: Leg, texts: Mapping[str, str]) -> Told:
    """Check also that the words of a leg of one report say what its fields say."""
    told = check_spans(leg, texts)
    inferred = {item.field for item in leg.inferred}
    for field, value in _values(leg).items():
        words = [word for name, word in told if name == field]
        if field not in inferred:
            assert value in words or _is_sum(value, words), (field, value, words)
    if leg.date is not None and "date" not in inferred:
        assert any(_says_date(texts[name], span, leg) for name, span in _spans(leg)), told
    for word in (word for name, word in told if name == "mode"):
        assert _shows(leg.mode, word), (leg.mode, word)
    return told


def valued_fields(leg: Leg) -> set[str]:
    """Return the fields of a leg that have a value which rests on words."""
    party = leg.party
    has_value = {
        "origin": leg.origin,
        "waypoint": leg.waypoints,
        "destination": leg.destination,
        "date": leg.date,
        "mode": leg.mode is not Mode.UNKNOWN,
        "status": leg.status in Status,
        "party": party,
        "party_kind": party and party.kind is not PartyKind.UNKNOWN,
        "nationality": party and party.nationality,
        "people": leg.people,
        "vehicles": leg.vehicles,
        "said_by": any(item.said_by for item in leg.evidence),
    }
    assert tuple(has_value) == RESTING_FIELDS
    return {field for field, value in has_value.items() if value}


def _spans(leg: Leg) -> Iterator[tuple[str, FieldSpan]]:
    for item in leg.evidence:
        for span in item.spans:
            yield span.document or item.document, span


def _cuts_word(text: str, at: int) -> bool:
    """Whether a word goes on over a boundary, but for "not" in "don't" and a hyphened name."""
    around = text[max(0, at - 1) : at + 1]
    return len(around) == 2 and around.isalnum() and text[at : at + 3] not in ("n't", "n’t")


def _values(leg: Leg) -> dict[str, str]:
    """Return the fields that quote the report, with what they quote."""
    ends = {"origin": leg.origin, "destination": leg.destination}
    quoted = {field: end.name for field, end in ends.items() if end is not None}
    if leg.party is not None:
        quoted["party"] = leg.party.text
    for field, count in (("people", leg.people), ("vehicles", leg.vehicles)):
        if count is not None:
            quoted[field] = count.text
    (said_by,) = {item.said_by for item in leg.evidence}
    if said_by is not None:
        quoted["said_by"] = said_by
    return {field: " ".join(value.split()) for field, value in quoted.items()}


def _is_sum(value: str, words: list[str]) -> bool:
    """Whether a count is put together from several: "1,600 and 3,500"."""
    return value == " and ".join(words)


def _says_date(text: str, span: FieldSpan, leg: Leg) -> bool:
    """Whether the words are a date expression that means the date of the leg, or its first day."""
    begin = max(0, span.start - 60)
    published = leg.evidence[0].published
    day = None if published is None else dt.date.fromisoformat(published)
    meanings = [
        date
        for found in find_dates(text[begin : span.end + 20], day, offset=begin)
        if span.field == "date" and (found.start, found.end) == (span.start, span.end)
        for date in (found.if_past, found.if_planned)
        if date is not None
    ]
    return any(date == leg.date or date.earliest == leg.date.earliest for date in meanings)


def _shows(mode: Mode, word: str) -> bool:
    """Whether a word is one of the language's for a mode of travel, in any of its forms.

    A type of aircraft is one, too: "C-130".
    """
    if any(character.isdigit() for character in word):
        return mode in (Mode.AIR, Mode.HELICOPTER)
    words = load_words()
    listed = {*words["vehicles"].get(mode.value, ()), *words["mode_words"].get(mode.value, ())}
    listed |= {form for verb in listed for form in words["irregular"].get(verb, ())}
    stems = {verb.removesuffix("y").removesuffix("e") for verb in listed}
    return word.lower().startswith((*stems, "overland"))
