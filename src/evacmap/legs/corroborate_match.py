"""Whether two legs tell one movement: what rules it out, and how much speaks for it.

Takes two legs as profiles; gives a score, or None where something rules one movement out.
"""

import math
from dataclasses import dataclass

from evacmap.legs.corroborate_ends import NEAR_KM, Relation, contains, distance_km, relate_ends
from evacmap.legs.corroborate_profile import HAPPENED, INTENDED, Profile
from evacmap.model import AREA_KINDS, Count, Endpoint, Leg, Mode, PartyKind, PlaceKind, Status

# A pair at or above this is one movement. Set on the open groups of benchmarks/movements.
THRESHOLD = 1.8
# How much longer a way may be for the crossing that it takes.
DETOUR = 1.3
# What two numbers within a tenth of each other say for one movement.
SAME_NUMBER = 0.4
# What it takes from a pair that fewer went than were meant to.
FEWER_WENT = -0.1
MOST_WHO_STAY = 5
# What it takes from a pair that only one of the two can be placed in time at all.
ADRIFT = -1.6

# Modes that reports use of one and the same way of travel.
FAMILIES = (
    frozenset({Mode.ROAD, Mode.BUS, Mode.CONVOY}),
    frozenset({Mode.ROAD, Mode.CAR, Mode.CONVOY}),
    frozenset({Mode.ROAD, Mode.FOOT}),
    frozenset({Mode.AIR, Mode.HELICOPTER}),
)

# Kinds that reports use of the same people. A pair in none of them is two parties.
KIN: tuple[frozenset[PartyKind], ...] = (
    frozenset({PartyKind.CIVILIANS, PartyKind.REFUGEES, PartyKind.WOUNDED}),
    frozenset({PartyKind.CIVILIANS, PartyKind.DIPLOMATS, PartyKind.OFFICIALS}),
    frozenset({PartyKind.MILITARY, PartyKind.EQUIPMENT, PartyKind.CREW}),
    frozenset({PartyKind.MILITARY, PartyKind.WOUNDED}),
    frozenset({PartyKind.MILITARY, PartyKind.PRISONERS}),
    frozenset({PartyKind.CIVILIANS, PartyKind.CREW}),
)


def match(one: Profile, two: Profile) -> float | None:
    """Return how much speaks for one movement; None where something rules it out.

    The order of the two does not matter.
    """
    gap_days = max(one.first_day, two.first_day) - min(one.last_day, two.last_day)
    if gap_days > 1:
        return None
    # Cheapest first: most pairs are ruled out by their parties, modes or counts.
    if (parties := match_parties(one, two)) is None:
        return None
    if (modes := _match_modes(one.leg.mode, two.leg.mode)) is None:
        return None
    if (counts := _match_numbers(one.leg, two.leg)) is None:
        return None
    ends = _match_ends(one.leg, two.leg)
    if ends is None or not _may_share_document(one, two):
        return None
    if counts < FEWER_WENT and not _may_be_miscounted(one, two):
        return None
    if gap_days == 1 and not (ends.is_pinned and _is_misdated(one, two, counts=counts)):
        return None
    dates = _match_dates(one, two, gap_days=gap_days)
    statuses = _match_statuses(one.leg.status, two.leg.status)
    copied = 0.8 if one.quotes & two.quotes else 0.0
    return ends.score + dates + parties + modes + counts + statuses + copied


def _may_be_miscounted(one: Profile, two: Profile) -> bool:
    """Return whether one movement may be told with numbers so far apart.

    Not by one paper, which would say that it was wrong, and not for other days: the numbers
    of a flight that goes on grow with the days they are counted over.
    """
    return one.publishers.isdisjoint(two.publishers) and _shared_days(one, two) >= 0.5


def _is_misdated(one: Profile, two: Profile, *, counts: float) -> bool:
    """Return whether one movement may be told of neighbouring days: the same number, two papers.

    One paper with two days tells of two movements, or would say that it was wrong.
    """
    return counts >= SAME_NUMBER and one.publishers.isdisjoint(two.publishers)


def _may_share_document(one: Profile, two: Profile) -> bool:
    """Return False for two legs of one report that it tells apart.

    A plan and its execution may join, and so may the pieces of one way.
    """
    if one.documents.isdisjoint(two.documents):
        return True
    if one.leg.status in INTENDED and two.leg.status in HAPPENED:
        return True
    if two.leg.status in INTENDED and one.leg.status in HAPPENED:
        return True
    return goes_on(one.leg, two.leg) or is_same_but_quote(one.leg, two.leg)


def is_same_but_quote(one: Leg, two: Leg) -> bool:
    """Return whether two legs say the same in every field."""
    fields = ("origin", "destination", "waypoints", "date", "mode", "people", "vehicles", "status")
    same = all(getattr(one, field) == getattr(two, field) for field in fields)
    return same and one.party == two.party


def goes_on(one: Leg, two: Leg) -> bool:
    """Return whether one leg ends where the other begins, at a border or within a country.

    Two such legs are one way told in two pieces: to the crossing and on from it, or to a
    country and on to a town of it.
    """
    return any(
        _is_joint(first.destination, second.origin, second.destination)
        for first, second in ((one, two), (two, one))
    )


def _is_joint(end: Endpoint | None, start: Endpoint | None, beyond: Endpoint | None) -> bool:
    relation = relate_ends(end, start)
    if relation in (Relation.SAME, Relation.NEAR):
        return _is_crossing(end) or _is_crossing(start)
    if relation is not Relation.SAME_AREA or start is None or beyond is None:
        return False
    return contains(start.place, beyond.place)


def _is_crossing(end: Endpoint | None) -> bool:
    return end is not None and end.place.kind is PlaceKind.CROSSING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ends:
    """How much the ends of two legs say for one movement.

    ``is_pinned``: at least one end is the same spot in both, and none only an area.
    """

    score: float
    is_pinned: bool


_PINNED = frozenset({Relation.SAME, Relation.NEAR, Relation.SILENT})


def _match_ends(one: Leg, two: Leg) -> _Ends | None:
    if goes_on(one, two):
        # In one report it is the same group that goes on; in two it may well be another.
        documents = [{item.document for item in leg.evidence} for leg in (one, two)]
        at_crossing = any(map(_is_crossing, (one.origin, one.destination, two.origin)))
        sure = at_crossing or not documents[0].isdisjoint(documents[1])
        return _Ends(score=1.2 if sure else 0.4, is_pinned=False)
    origins = _relate_on_the_way(one.origin, two.origin, one, two)
    if origins is Relation.APART:
        return None
    destinations = _relate_on_the_way(one.destination, two.destination, one, two)
    if destinations is Relation.APART or origins is destinations is Relation.SILENT:
        return None
    if _is_return(one, two):
        return None
    is_pinned = origins in _PINNED and destinations in _PINNED
    return _Ends(score=origins.value + destinations.value, is_pinned=is_pinned)


def _relate_on_the_way(
    end: Endpoint | None, other: Endpoint | None, one: Leg, two: Leg
) -> Relation:
    """Return how two ends stand, where an end may be a stop on the other leg's way."""
    relation = relate_ends(end, other)
    if relation is not Relation.APART:
        return relation
    if _is_crossing(end) != _is_crossing(other) and _is_through(end, other, one, two):
        return Relation.TOUCHING
    met = any(
        relate_ends(stop, far) in (Relation.SAME, Relation.NEAR)
        for stops, far in ((one.waypoints, other), (two.waypoints, end))
        for stop in stops
    )
    return Relation.TOUCHING if met else Relation.APART


def _is_through(end: Endpoint | None, other: Endpoint | None, one: Leg, two: Leg) -> bool:
    """Return whether the one of two ends that is a crossing may lie on the way to the other.

    It does if both lie in one country, or if the way by it is hardly longer than the straight
    one from where the legs began.
    """
    assert end
    assert other
    crossing, beyond = (end, other) if _is_crossing(end) else (other, end)
    if crossing.place.country == beyond.place.country:
        return True
    far_ends = (
        (one.origin, two.origin) if end is one.destination else (one.destination, two.destination)
    )
    known = [far for far in far_ends if far and far.place.kind not in AREA_KINDS]
    if not known:
        return False
    by_crossing = distance_km(known[0].place, crossing.place)
    by_crossing += distance_km(crossing.place, beyond.place)
    return by_crossing <= DETOUR * distance_km(known[0].place, beyond.place) + NEAR_KM


def _is_return(one: Leg, two: Leg) -> bool:
    """Return whether one leg leads back over the other, where areas make the ends alike."""
    if not (one.origin and one.destination and two.origin and two.destination):
        return False
    there = distance_km(one.origin.place, two.origin.place)
    there += distance_km(one.destination.place, two.destination.place)
    back = distance_km(one.origin.place, two.destination.place)
    back += distance_km(one.destination.place, two.origin.place)
    return back < there / 2


def _match_dates(one: Profile, two: Profile, *, gap_days: int) -> float:
    if gap_days == 1:
        return -0.5
    if one.is_anchored != two.is_anchored:
        return ADRIFT
    if not (one.is_dated and two.is_dated):
        return 0.0
    if _is_open(one.leg) or _is_open(two.leg):
        return 0.35
    return 0.2 + 0.5 * _shared_days(one, two)


def _shared_days(one: Profile, two: Profile) -> float:
    """Return the share of the days that either leg spans which both do; 0 for neighbours."""
    shared = min(one.last_day, two.last_day) - max(one.first_day, two.first_day) + 1
    whole = max(one.last_day, two.last_day) - min(one.first_day, two.first_day) + 1
    return max(shared, 0) / whole


def _is_open(leg: Leg) -> bool:
    return leg.date is None or leg.date.earliest is None or leg.date.latest is None


def _match_modes(one: Mode, two: Mode) -> float | None:
    if one is two:
        return 0.0 if one is Mode.UNKNOWN else 0.4
    if Mode.UNKNOWN in (one, two):
        return 0.0
    if any(one in family and two in family for family in FAMILIES):
        return 0.2
    return -0.2 if {one, two} == {Mode.BUS, Mode.CAR} else None


def match_parties(one: Profile, two: Profile) -> float | None:
    """Return how alike two parties are; None where they cannot be one."""
    if one.is_another != two.is_another and one.leg.party and two.leg.party:
        return None
    score = 0.0
    if one.nationality and two.nationality:
        if one.nationality != two.nationality:
            return None
        score += 0.4
    if PartyKind.UNKNOWN not in (one.kind, two.kind):
        if one.kind is two.kind:
            score += 0.2
        elif not any(one.kind in kin and two.kind in kin for kin in KIN):
            return None
    if one.words and two.words:
        shared = len(one.words & two.words) / min(len(one.words), len(two.words))
        score += 0.5 * shared
        if not shared and not one.nationality:
            score -= 0.2
        if not shared and _is_one_person(one.leg) != _is_one_person(two.leg):
            return None
    return score


def _is_one_person(leg: Leg) -> bool:
    return leg.people is not None and leg.people.low == leg.people.high == 1


def _match_numbers(one: Leg, two: Leg) -> float | None:
    """Return how the numbers of two legs agree; fewer may go than were told or meant to."""
    counts = match_counts(one.people, two.people)
    if counts is not None and counts >= 0:
        return counts
    meant, went = (one, two) if one.status in INTENDED else (two, one)
    if meant.status not in INTENDED or went.status not in HAPPENED:
        return counts
    assert meant.people
    assert went.people
    low = went.people.low or went.people.high or 1
    most = meant.people.high or meant.people.low or 1
    return FEWER_WENT if low <= most <= MOST_WHO_STAY * low else counts


def match_counts(one: Count | None, two: Count | None) -> float | None:
    """Return how two numbers agree: by how much of their ranges they share, else by their ratio.

    None where they are too far apart to tell of one party.

    A range is compared by the ratio of its ends, so that "dozens" against 40 says less than 80
    against 77. An open side reaches as far as the other number.
    """
    if one is None or two is None:
        return 0.0
    low1, high1 = _bounds(one, two)
    low2, high2 = _bounds(two, one)
    shared = min(high1, high2) / max(low1, low2)
    if shared >= 1:
        whole = max(high1, high2) / min(low1, low2)
        # Within a tenth of each other is the same number to a reporter.
        return 0.1 + 0.4 * (math.log(shared) + 0.1) / (math.log(whole) + 0.1)
    if shared >= 1 / 1.1:
        return SAME_NUMBER
    if shared >= 1 / 1.4:
        return 0.2
    return -0.5 if shared >= 1 / 2.2 else None


def _bounds(count: Count, other: Count) -> tuple[float, float]:
    low = count.low if count.low is not None else (other.low or 1)
    high = count.high if count.high is not None else max(count.low or 1, other.high or low)
    return max(min(low, high), 1), max(high, 1)


def _match_statuses(one: Status, two: Status) -> float:
    if one is two:
        return 0.1
    if Status.DENIED in (one, two):
        return -0.2
    return -0.1 if Status.URGED in (one, two) else 0.0
