"""Flags on legs that can hardly be as told. Takes legs; gives the same legs, with reasons.

What only the drawn way can show (a bus over water, a day's drive too long) is flagged by
``evacmap.geometry``. Nothing is ever dropped.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from evacmap.legs.corroborate_ends import distance_km
from evacmap.model import AREA_KINDS, Endpoint, Leg, Mode, PlaceKind, Status

ON_GROUND = frozenset({Mode.ROAD, Mode.BUS, Mode.CAR, Mode.CONVOY, Mode.FOOT, Mode.RAIL})

# What the largest vehicle of a kind has held: an Airbus A380 is certified for 853 seats, and
# an Antonov carried 1,088 in 1991; the largest troopships and cruise ships some 10,000; a
# packed evacuation train some 5,000.
MOST_ABOARD = {
    Mode.BUS: 150,
    Mode.CAR: 15,
    Mode.AIR: 1100,
    Mode.HELICOPTER: 150,
    Mode.SEA: 10_000,
    Mode.RAIL: 6000,
}
# Roughly the farthest that people have been known to walk or be driven in one such movement.
FARTHEST_KM = {Mode.FOOT: 1500.0, Mode.BUS: 6000.0, Mode.CAR: 6000.0, Mode.CONVOY: 5000.0}
# How many times its population a town may send: it may be full of people displaced before.
FULLNESS = 5
SMALLEST_CROWD = 5000


def flag_legs(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Return the legs in order, each with the reasons why it is implausible added to its flags."""
    return tuple(flag_leg(leg) for leg in legs)


def flag_leg(leg: Leg) -> Leg:
    """Return ``leg`` with every reason against it that is not there yet; never drops it."""
    found = [reason for check in CHECKS for reason in check(leg) if reason not in leg.flags]
    return dataclasses.replace(leg, flags=(*leg.flags, *found)) if found else leg


def _done_after_its_report(leg: Leg) -> Iterator[str]:
    if leg.status is not Status.COMPLETED or leg.date is None or leg.date.earliest is None:
        return
    published = [item.published[:10] for item in leg.evidence if item.published]
    if published and leg.date.earliest.isoformat() > max(published):
        yield f"told as completed, but dated {leg.date}, after the report of {max(published)}"


def _planned_before_its_report(leg: Leg) -> Iterator[str]:
    if leg.status is not Status.PLANNED or leg.date is None or leg.date.latest is None:
        return
    published = [item.published[:10] for item in leg.evidence if item.published]
    if published and leg.date.latest.isoformat() < min(published):
        yield f"told as planned, but dated {leg.date}, before the report of {min(published)}"


def _ends_where_it_began(leg: Leg) -> Iterator[str]:
    if leg.origin and leg.destination and leg.origin.place.id == leg.destination.place.id:
        yield f"begins and ends in the same place, {leg.origin.place.name}"


def _over_ground_to_a_sea(leg: Leg) -> Iterator[str]:
    for end in (leg.origin, leg.destination):
        if end and end.place.kind is PlaceKind.SEA and leg.mode in ON_GROUND:
            yield f"by {leg.mode.value} to or from a sea, {end.place.name}"


def _too_far(leg: Leg) -> Iterator[str]:
    limit_km = FARTHEST_KM.get(leg.mode)
    if limit_km is None or any(end.place.kind in AREA_KINDS for end in leg.ends):
        return
    length_km = sum(distance_km(one.place, two.place) for one, two in pairwise(leg.ends))
    if length_km > limit_km:
        yield f"{round(length_km, -1):,.0f} km by {leg.mode.value}"


def _too_many_aboard(leg: Leg) -> Iterator[str]:
    most = MOST_ABOARD.get(leg.mode)
    if most is None or leg.people is None or leg.vehicles is None:
        return
    people, vehicles = leg.people.low, leg.vehicles.high
    if people and vehicles and people > most * vehicles:
        yield (
            f"{leg.people.text} people with {leg.vehicles.text} {_vehicle(leg.mode)}:"
            f" at most {most:,} fit in one"
        )


def _vehicle(mode: Mode) -> str:
    names = {Mode.AIR: "aircraft", Mode.SEA: "ships", Mode.RAIL: "trains", Mode.BUS: "buses"}
    return names.get(mode, f"{mode.value}s")


def _more_than_live_there(leg: Leg) -> Iterator[str]:
    if leg.people is None or not leg.people.low or leg.people.low < SMALLEST_CROWD:
        return
    if leg.origin and (population := _population(leg.origin)):
        low = leg.people.low
        if low > FULLNESS * population:
            yield f"at least {low:,} people from {leg.origin.place.name}, a town of {population:,}"


def _population(end: Endpoint) -> int | None:
    """Return how many live in a settlement; None for other places, whose people come and go."""
    return end.place.population if end.place.kind is PlaceKind.SETTLEMENT else None


CHECKS: tuple[Callable[[Leg], Iterator[str]], ...] = (
    _done_after_its_report,
    _planned_before_its_report,
    _ends_where_it_began,
    _over_ground_to_a_sea,
    _too_far,
    _too_many_aboard,
    _more_than_live_there,
)
