"""One movement out of several legs: the finest values, all evidence, what the sources dispute.

Takes legs found to tell one movement; gives one leg.
"""

import dataclasses
import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from evacmap.legs.corroborate_disputes import disputes
from evacmap.legs.corroborate_ends import Relation, distance_km, relate_ends
from evacmap.legs.identity import leg_id
from evacmap.legs.resting import moved_spans, with_spans
from evacmap.model import (
    AREA_KINDS,
    Count,
    EdtfDate,
    Endpoint,
    Evidence,
    FieldSpan,
    Inference,
    Leg,
    Mode,
    Party,
    PartyKind,
    PlaceKind,
    Status,
)
from evacmap.tables import source_numbers

T = TypeVar("T")

HAPPENED = (Status.COMPLETED, Status.ONGOING)
# No number of reports makes a movement certain.
SUREST = 0.99
_ABOUT = re.compile(r"\b(about|around|some|nearly|roughly|approximately|almost)\b", re.IGNORECASE)

# Words for a party that lean on the sentence around them, and numbers, which are kept apart.
_LEANING = re.compile(r"\d|\b(its|their|his|her|they|them|those|these|it|he|she)\b", re.IGNORECASE)

# What a report that saw it happen says counts before what was intended.
STATUS_ORDER = (
    Status.COMPLETED,
    Status.ONGOING,
    Status.PLANNED,
    Status.URGED,
    Status.DENIED,
)


def merge_legs(legs: Sequence[Leg]) -> Leg:
    """Return one leg that says what all of ``legs`` say; their order does not matter."""
    if len(legs) == 1:
        return _alone(legs[0])
    ordered = sorted(legs, key=leg_key)
    origin = _finest_end([leg.origin for leg in ordered], [leg.destination for leg in ordered])
    destination = _finest_end([leg.destination for leg in ordered], [leg.origin for leg in ordered])
    firm = [leg for leg in ordered if leg.status in HAPPENED] or ordered
    date = _narrowest_date([leg.date for leg in firm]) or _narrowest_date(
        [leg.date for leg in ordered]
    )
    stops = _waypoints(ordered, origin, destination)
    mode = _finest_mode([leg.mode for leg in ordered])
    party = _fullest_party([leg.party for leg in ordered])
    told = set.union(*({item.field for item in leg.inferred} for leg in ordered))
    return Leg(
        id=leg_id(origin=origin, destination=destination, date=date, mode=mode, party=party),
        origin=origin,
        destination=destination,
        waypoints=stops,
        date=date,
        mode=mode,
        party=party,
        people=_narrowest_count(firm, lambda leg: leg.people)
        or _narrowest_count(ordered, lambda leg: leg.people),
        vehicles=_narrowest_count(ordered, lambda leg: leg.vehicles),
        status=min((leg.status for leg in ordered), key=STATUS_ORDER.index),
        inferred=_inferences(ordered, told, origin, destination, date),
        evidence=merge_evidence(
            item for leg in ordered for item in _with_crossings_as_stops(leg, stops)
        ),
        confidence=_confidence(ordered),
        confidence_parts=max(ordered, key=lambda leg: leg.confidence).confidence_parts,
        disagreements=_unique(
            [*(line for leg in ordered for line in leg.disagreements), *disputes(ordered)]
        ),
        flags=_unique(flag for leg in ordered for flag in leg.flags),
    )


def _alone(leg: Leg) -> Leg:
    """Return a leg that no other joins, with its id and the order of its evidence as of all."""
    name = leg_id(
        origin=leg.origin,
        destination=leg.destination,
        date=leg.date,
        mode=leg.mode,
        party=leg.party,
    )
    evidence = merge_evidence(leg.evidence)
    if name == leg.id and evidence == leg.evidence:
        return leg
    return dataclasses.replace(leg, id=name, evidence=evidence)


def leg_key(leg: Leg) -> tuple[object, ...]:
    """Return a key that puts legs in one order, whatever the order they came in.

    The id is left out of it, since it may bear a number that tells it from its like.
    """
    return (
        tuple(map(_evidence_key, leg.evidence)),
        tuple(map(_end_key, (leg.origin, *leg.waypoints, leg.destination))),
        leg.date.text if leg.date else "",
        (leg.mode.value, leg.status.value, leg.confidence),
        (leg.party.text, leg.party.kind.value, leg.party.nationality or "") if leg.party else (),
        tuple(map(_count_key, (leg.people, leg.vehicles))),
        tuple((item.field, item.basis) for item in leg.inferred),
        (leg.disagreements, leg.flags, leg.confidence_parts),
    )


def _end_key(end: Endpoint | None) -> tuple[str, str, float]:
    return (end.place.id, end.name, end.score) if end else ("", "", 0.0)


def _count_key(count: Count | None) -> tuple[str, int, int]:
    return (count.text, count.low or -1, count.high or -1) if count else ("", -1, -1)


def merge_evidence(items: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence without repeats, oldest report first, undated reports last.

    The same words given twice are one piece of evidence, with the spans of both.
    """
    listed = list(items)
    if len(listed) == 1:
        return (with_spans(listed[0], ()),)
    spans: dict[Evidence, list[FieldSpan]] = {}
    for item in listed:
        spans.setdefault(dataclasses.replace(item, spans=()), []).extend(item.spans)
    merged = [with_spans(item, found) for item, found in spans.items()]
    return tuple(sorted(merged, key=_evidence_key))


def _evidence_key(item: Evidence) -> tuple[str, ...]:
    place = f"{item.start:012d}{item.end:012d}"
    rest = (item.quote, item.publisher, item.title, item.url, item.said_by)
    return (item.published or "~", item.document, place, *(part or "" for part in rest))


def _finest_end(
    ends: Sequence[Endpoint | None], far_ends: Sequence[Endpoint | None]
) -> Endpoint | None:
    """Return the end that says most, and is one.

    A crossing is an end only where no report names what lies beyond; a place that is the far
    end of another leg is where two pieces of the way meet.
    """
    known = [end for end in ends if end]
    joints = {end.place.id for end in far_ends if end}
    outer = [end for end in known if end.place.id not in joints] or known
    beyond = [end for end in outer if end.place.kind is not PlaceKind.CROSSING]
    chosen = beyond or outer
    if not chosen:
        return None
    votes = {id(end): sum(end.place.id == other.place.id for other in known) for end in chosen}
    return min(
        chosen,
        key=lambda end: (
            end.place.kind in AREA_KINDS,
            -votes[id(end)] if end.place.kind not in AREA_KINDS else 0,
            end.place.extent_km,
            -end.score,
            end.place.id,
            end.name,
        ),
    )


def _waypoints(
    legs: Sequence[Leg], origin: Endpoint | None, destination: Endpoint | None
) -> tuple[Endpoint, ...]:
    """Return the stops between the ends: waypoints, and crossings told as an end."""
    stops: list[Endpoint] = []
    for leg in legs:
        crossings = [
            end
            for end in (leg.origin, leg.destination)
            if end and end.place.kind is PlaceKind.CROSSING
        ]
        for stop in (*leg.waypoints, *crossings):
            alike = (Relation.SAME, Relation.NEAR, Relation.SAME_AREA)
            known = (*stops, origin, destination)
            if all(relate_ends(stop, other) not in alike for other in known):
                stops.append(stop)
    if len(stops) < 2 or origin is None:
        return tuple(stops)
    return tuple(sorted(stops, key=lambda s: (distance_km(origin.place, s.place), s.place.id)))


def _with_crossings_as_stops(leg: Leg, stops: Sequence[Endpoint]) -> tuple[Evidence, ...]:
    """Return the evidence of a leg; the words for an end that became a stop are those of both."""
    ends = (("origin", leg.origin), ("destination", leg.destination))
    fields = [field for field, end in ends if end is not None and end in stops]
    return tuple(
        with_spans(item, (span for f in fields for span in moved_spans((item,), f, "waypoint")))
        if fields
        else item
        for item in leg.evidence
    )


def _confidence(legs: Sequence[Leg]) -> float:
    """Return the chance that not all independent sources are wrong; one source's best leg.

    Sources count as independent as in ``evacmap.tables``.
    """
    told = [(item, leg.confidence) for leg in legs for item in leg.evidence]
    numbers = source_numbers([item for item, _ in told])
    best: dict[int, float] = {}
    for number, (_, confidence) in zip(numbers, told, strict=True):
        best[number] = max(best.get(number, 0.0), confidence)
    doubt = math.prod(1 - confidence for confidence in sorted(best.values()))
    return max(max(leg.confidence for leg in legs), min(SUREST, round(1 - doubt, 4)))


def _narrowest_date(dates: Sequence[EdtfDate | None]) -> EdtfDate | None:
    """Return the date that leaves the fewest days open; of equally narrow ones, the one most
    reports give, then the earliest.
    """
    known = [date for date in dates if date]
    if not known:
        return None
    return min(
        known,
        key=lambda date: (_days(date), -known.count(date), str(date.earliest), date.text),
    )


def _days(date: EdtfDate) -> int:
    if date.earliest and date.latest:
        return (date.latest - date.earliest).days
    return 100_000


def _finest_mode(modes: Sequence[Mode]) -> Mode:
    """Return the mode told most often, a specific one before "road", any before unknown."""
    known = [mode for mode in modes if mode is not Mode.UNKNOWN]
    special = [mode for mode in known if mode is not Mode.ROAD] or known
    if not special:
        return Mode.UNKNOWN
    return min(special, key=lambda mode: (-special.count(mode), mode.value))


def _fullest_party(parties: Sequence[Party | None]) -> Party | None:
    """Return the party in the words that say most by themselves, with the kind and nationality
    that any report gives.
    """
    known = [party for party in parties if party]
    if not known:
        return None
    best = min(
        known,
        key=lambda party: (
            bool(_LEANING.search(party.text)),
            party.nationality is None,
            party.kind is PartyKind.UNKNOWN,
            -len(party.text),
            party.text,
            party.kind.value,
        ),
    )
    kinds = [party.kind for party in known if party.kind is not PartyKind.UNKNOWN]
    nationalities = [party.nationality for party in known if party.nationality]
    return dataclasses.replace(
        best,
        kind=_commonest(kinds) if best.kind is PartyKind.UNKNOWN and kinds else best.kind,
        nationality=best.nationality or (_commonest(nationalities) if nationalities else None),
    )


def _commonest(items: Sequence[T]) -> T:
    return min(items, key=lambda item: (-items.count(item), str(item)))


def _narrowest_count(legs: Sequence[Leg], count_of: Callable[[Leg], Count | None]) -> Count | None:
    """Return the count that leaves least open, an exact number before an "about"."""
    known = [count for leg in legs if (count := count_of(leg))]
    if not known:
        return None
    numbers = [(count.low, count.high) for count in known]
    return min(
        known,
        key=lambda count: (
            _looseness(count),
            bool(_ABOUT.search(count.text)),
            -numbers.count((count.low, count.high)),
            count.low or 0,
            count.text,
        ),
    )


def _looseness(count: Count) -> float:
    if count.low is None or count.high is None:
        return 1e9
    return count.high - count.low


def _inferences(
    legs: Sequence[Leg],
    told: set[str],
    origin: Endpoint | None,
    destination: Endpoint | None,
    date: EdtfDate | None,
) -> tuple[Inference, ...]:
    """Return the inferences that still hold: those behind a value no report states."""
    chosen: dict[str, Callable[[Leg], object]] = {
        "origin": lambda leg: leg.origin and origin and leg.origin.place.id == origin.place.id,
        "destination": lambda leg: (
            leg.destination and destination and leg.destination.place.id == destination.place.id
        ),
        "date": lambda leg: leg.date == date,
    }
    kept: list[Inference] = []
    for field in sorted(told):
        states = chosen.get(field)
        stated = any(
            (states is None or states(leg)) and all(item.field != field for item in leg.inferred)
            for leg in legs
        )
        if not stated:
            kept.extend(item for leg in legs for item in leg.inferred if item.field == field)
    return _unique(kept)


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
