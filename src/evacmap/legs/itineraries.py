"""One party's legs in order. Takes movements; gives them in order, with missing ends filled.

An end that no report names is taken from the leg before or after only where party and time
fit and no other leg fits as well, and is marked as inferred.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evacmap.legs.corroborate_ends import Relation, distance_km, relate_ends
from evacmap.legs.corroborate_match import match_counts, match_parties
from evacmap.legs.corroborate_profile import Profile, profile
from evacmap.legs.identity import leg_id
from evacmap.legs.resting import moved_spans, with_spans
from evacmap.model import AREA_KINDS, Endpoint, FieldSpan, Inference, Leg, Mode, Status

# A party that goes on does so within days, or reports no longer tell it as one journey.
PAUSE_DAYS = 3
# How alike two parties must be: nationality and kind, or words of their own, or the number.
LIKENESS = 0.6
# What an inferred end takes from the confidence of a leg.
DISCOUNT = 0.7
FARTHEST_KM = {Mode.FOOT: 300.0, Mode.BUS: 2500.0, Mode.CAR: 2500.0, Mode.CONVOY: 2500.0}

ANYWHERE = "*"

_HAPPENED = frozenset({Status.COMPLETED, Status.ONGOING})


def chain_legs(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Return the legs by itinerary and then in order of travel, missing ends filled.

    A leg that joins no other is an itinerary of its own. Itineraries are in the order in which
    their first legs came.
    """
    return tuple(leg for itinerary in itineraries(legs) for leg in itinerary)


def itineraries(legs: Iterable[Leg]) -> tuple[tuple[Leg, ...], ...]:
    """Return the legs as itineraries: each a party's legs, every one where the last one ended."""
    listed = list(legs)
    profiles = [profile(leg) for leg in listed]
    follows = _links(profiles)
    goes_on = {before: later for later, before in follows.items()}
    filled = [
        _fill(
            leg,
            before=listed[follows[index]] if index in follows else None,
            after=listed[goes_on[index]] if index in goes_on else None,
        )
        for index, leg in enumerate(listed)
    ]
    named = _with_own_ids(listed, filled)
    return tuple(
        tuple(named[index] for index in chain) for chain in _chains(len(listed), follows, goes_on)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """That leg ``later`` goes on where leg ``earlier`` ended, and how surely."""

    score: float
    earlier: int
    later: int


def _links(profiles: Sequence[Profile]) -> dict[int, int]:
    """Return, for each leg that goes on from another, that other; each has at most one after it.

    A missing end is filled by a link only where no second leg fits it nearly as well.
    """
    links = sorted(_possible(profiles), key=lambda link: (-link.score, link.earlier, link.later))
    rivals_of: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
    for link in links:
        rivals_of["after", link.earlier].append(link.score)
        rivals_of["before", link.later].append(link.score)
    follows: dict[int, int] = {}
    taken: set[int] = set()
    for link in links:
        earlier, later = profiles[link.earlier].leg, profiles[link.later].leg
        fills = earlier.destination is None or later.origin is None
        scores = [*rivals_of["after", link.earlier], *rivals_of["before", link.later]]
        is_rivalled = sum(score > link.score - 0.2 for score in scores) > 2
        if link.later in follows or link.earlier in taken or (fills and is_rivalled):
            continue
        if _root(follows, link.earlier) != link.later:
            follows[link.later] = link.earlier
            taken.add(link.earlier)
    return follows


def _root(follows: dict[int, int], index: int) -> int:
    while index in follows:
        index = follows[index]
    return index


def _possible(profiles: Sequence[Profile]) -> Iterator[_Link]:
    """Return the links there may be, looked for by day and by the country of the joint."""
    starts: defaultdict[tuple[int, str | None], list[int]] = defaultdict(list)
    dated = [index for index, item in enumerate(profiles) if item.is_dated]
    for index in dated:
        item = profiles[index]
        starts[item.first_day, _country(item.leg.origin)].append(index)
        if item.leg.origin is not None:
            starts[item.first_day, ANYWHERE].append(index)
    for index in dated:
        earlier = profiles[index]
        ended = earlier.leg.destination
        joints = (_country(ended), None) if ended else (ANYWHERE,)
        for day in range(earlier.first_day, earlier.first_day + PAUSE_DAYS + 8):
            for other in (other for joint in joints for other in starts.get((day, joint), ())):
                score = None if other == index else _going_on(earlier, profiles[other])
                if score is not None:
                    yield _Link(score=score, earlier=index, later=other)


def _country(end: Endpoint | None) -> str | None:
    return (end.place.country or end.place.id) if end else None


def _going_on(earlier: Profile, later: Profile) -> float | None:
    """Return how surely ``later`` goes on from ``earlier``; None where it does not."""
    one, two = earlier.leg, later.leg
    if later.first_day > earlier.last_day + PAUSE_DAYS or later.last_day < earlier.first_day:
        return None
    if (one.status in _HAPPENED) != (two.status in _HAPPENED):
        return None
    if Status.DENIED in (one.status, two.status):
        return None
    parties, counts = match_parties(earlier, later), match_counts(one.people, two.people)
    if parties is None or counts is None or counts < 0 or parties + counts < LIKENESS:
        return None
    joint = relate_ends(one.destination, two.origin)
    if joint is Relation.APART or (one.destination is None and two.origin is None):
        return None
    if joint is Relation.SILENT and not _may_fill(one, two):
        return None
    return float(parties + counts + joint.value)


def _may_fill(earlier: Leg, later: Leg) -> bool:
    """Return whether the end that one leg lacks can be the other's: a spot, and within reach."""
    joint = earlier.destination or later.origin
    if joint is None or joint.place.kind in AREA_KINDS:
        return False
    lacking = earlier if earlier.destination is None else later
    known = lacking.origin if lacking is earlier else lacking.destination
    if known is None:
        return False
    if relate_ends(known, joint) not in (Relation.APART, Relation.WITHIN):
        return False
    limit_km = FARTHEST_KM.get(lacking.mode)
    return limit_km is None or distance_km(known.place, joint.place) <= limit_km


def _fill(leg: Leg, *, before: Leg | None, after: Leg | None) -> Leg:
    """Return ``leg`` with a missing origin from the leg before, a destination from that after."""
    if leg.origin is None and before is not None and before.destination is not None:
        basis = f"where {_told(before)} had come to"
        words = moved_spans(before.evidence, "destination", "origin")
        return _filled(leg, "origin", before.destination, basis, words)
    if leg.destination is None and after is not None and after.origin is not None:
        basis = f"from where {_told(after)} went on"
        words = moved_spans(after.evidence, "origin", "destination")
        return _filled(leg, "destination", after.origin, basis, words)
    return leg


def _filled(leg: Leg, field: str, end: Endpoint, basis: str, words: tuple[FieldSpan, ...]) -> Leg:
    first, *others = leg.evidence
    return dataclasses.replace(
        leg,
        evidence=(with_spans(first, words), *others),
        origin=end if field == "origin" else leg.origin,
        destination=end if field == "destination" else leg.destination,
        inferred=(*leg.inferred, Inference(field=field, basis=basis)),
        confidence=round(leg.confidence * DISCOUNT, 4),
    )


def _told(leg: Leg) -> str:
    first = leg.evidence[0]
    return f"the same party, as told by {first.publisher or first.document},"


def _with_own_ids(before: Sequence[Leg], after: Sequence[Leg]) -> list[Leg]:
    """Return the filled legs with new ids, a number added where another leg has it already."""
    taken = {leg.id for leg, filled in zip(before, after, strict=True) if leg is filled}
    named: list[Leg] = []
    for leg, filled in zip(before, after, strict=True):
        if leg is filled:
            named.append(leg)
            continue
        stem = leg_id(
            origin=filled.origin,
            destination=filled.destination,
            date=filled.date,
            mode=filled.mode,
            party=filled.party,
        )
        name, count = stem, 1
        while name in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name)
        named.append(dataclasses.replace(filled, id=name))
    return named


def _chains(size: int, follows: dict[int, int], goes_on: dict[int, int]) -> list[list[int]]:
    chains: dict[int, list[int]] = {}
    for index in range(size):
        root = _root(follows, index)
        if root not in chains:
            chain = [root]
            while chain[-1] in goes_on:
                chain.append(goes_on[chain[-1]])
            chains[root] = chain
    return list(chains.values())
