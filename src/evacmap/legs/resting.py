"""The words on which each field of a movement rests, from its draft to the evidence of its leg.

Places bring their own words (``GeocodedToponym.words``); those of the other fields are kept in
``Draft.words`` and follow the values that tellings hand on to one another.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from evacmap.legs.drafts import Draft
from evacmap.legs.spans import field_spans
from evacmap.model import (
    RESTING_FIELDS,
    Evidence,
    FieldSpan,
    GeocodedToponym,
    Mode,
    PartyKind,
)

_VALUES: dict[str, Callable[[Draft], object]] = {
    "date": lambda draft: draft.date,
    "mode": lambda draft: None if draft.mode is Mode.UNKNOWN else draft.mode,
    "status": lambda draft: draft.status,
    "party": lambda draft: draft.travellers.party and draft.travellers.party.text,
    "party_kind": lambda draft: _kind(draft),
    "nationality": lambda draft: draft.travellers.party and draft.travellers.party.nationality,
    "people": lambda draft: draft.travellers.people,
    "vehicles": lambda draft: draft.travellers.vehicles,
    "said_by": lambda draft: draft.said_by,
}
OF_TRAVELLERS = frozenset({"party", "party_kind", "nationality", "people", "vehicles"})


def _kind(draft: Draft) -> PartyKind | None:
    party = draft.travellers.party
    return None if party is None or party.kind is PartyKind.UNKNOWN else party.kind


def span_key(span: FieldSpan) -> tuple[int, str, int, int]:
    """Return a key that puts spans in the order of the fields, then of the text."""
    return RESTING_FIELDS.index(span.field), span.document or "", span.start, span.end


def resting(draft: Draft, *tellings: Draft, fields: Collection[str] = frozenset(_VALUES)) -> Draft:
    """Return ``draft`` with ``fields`` resting on the words of those tellings that give its values.

    ``draft`` was put together from ``tellings``; its other fields keep the words they rest on.
    """
    words = [span for span in draft.words if span.field not in fields]
    for field in fields:
        value = _VALUES[field](draft)
        if value is not None:
            words += [
                span
                for telling in tellings
                if _VALUES[field](telling) == value
                for span in telling.words
                if span.field == field
            ]
    return replace(draft, words=_in_order(words))


def leg_spans(
    draft: Draft,
    *,
    origins: Iterable[GeocodedToponym],
    destinations: Iterable[GeocodedToponym],
) -> tuple[FieldSpan, ...]:
    """Return the words on which each field of a movement rests that goes between these ends."""
    spans = [span for span in draft.words if _VALUES[span.field](draft) is not None]
    for field, items in (
        ("origin", origins),
        ("destination", destinations),
        ("waypoint", draft.via),
    ):
        for item in items:
            if item.place is not None:
                spans += field_spans(field, item.words)
    return _in_order(spans)


def with_spans(evidence: Evidence, spans: Iterable[FieldSpan]) -> Evidence:
    """Return ``evidence`` with more spans, in order and without repeats."""
    ordered = _in_order(
        replace(span, document=None) if span.document == evidence.document else span
        for span in (*evidence.spans, *spans)
    )
    return evidence if ordered == evidence.spans else replace(evidence, spans=ordered)


def moved_spans(items: Iterable[Evidence], field: str, to: str) -> tuple[FieldSpan, ...]:
    """Return the words on which ``field`` rests as those of the field ``to``, with their report."""
    return tuple(
        replace(span, field=to, document=span.document or item.document)
        for item in items
        for span in item.spans
        if span.field == field
    )


def _in_order(spans: Iterable[FieldSpan]) -> tuple[FieldSpan, ...]:
    return tuple(sorted(set(spans), key=span_key))
