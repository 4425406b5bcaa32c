"""Flags on legs that can hardly be as told. Takes legs; gives the same legs, with reasons."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from evacmap.legs.corroborate_ends import distance_km
from evacmap.model import AREA_KINDS, Leg, Mode, PlaceKind, Status

ROAD_MODES = frozenset({Mode.ROAD, Mode.BUS, Mode.CAR, Mode.CONVOY, Mode.FOOT, Mode.RAIL})


def flag_legs(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Return the legs in order, each with the reasons why it is implausible added to its flags."""
    return tuple(flag_leg(leg) for leg in legs)


def flag_leg(leg: Leg) -> Leg:
    """Return ``leg`` with every reason against it that is not there yet; never drops it."""
    found = [reason for check in CHECKS for reason in check(leg) if reason not in leg.flags]
    return dataclasses.replace(leg, flags=(*leg.flags, *found)) if found else leg


def _after_its_report(leg: Leg) -> Iterator[str]:
    if leg.status is not Status.COMPLETED or leg.date is None or leg.date.earliest is None:
        return
    published = [item.published for item in leg.evidence if item.published]
    if published and str(leg.date.earliest) > max(published):
        yield f"told as completed, but dated {leg.date}, after the report of {max(published)}"


def _ends_where_it_began(leg: Leg) -> Iterator[str]:
    if leg.origin and leg.destination and leg.origin.place.id == leg.destination.place.id:
        yield f"begins and ends in the same place, {leg.origin.place.name}"


def _destination_in_the_sea(leg: Leg) -> Iterator[str]:
    for end in (leg.origin, leg.destination):
        if end and end.place.kind is PlaceKind.SEA and leg.mode in ROAD_MODES:
            yield f"{leg.mode.value} to or from a sea, {end.place.name}"


# Roughly the farthest that people have been known to walk or be driven in one such movement.
FARTHEST_KM = {Mode.FOOT: 800.0, Mode.BUS: 5000.0, Mode.CAR: 6000.0, Mode.CONVOY: 5000.0}


def _too_far(leg: Leg) -> Iterator[str]:
    limit_km = FARTHEST_KM.get(leg.mode)
    ends = leg.ends
    if limit_km is None or any(end.place.kind in AREA_KINDS for end in ends):
        return
    length_km = sum(distance_km(one.place, two.place) for one, two in pairwise(ends))
    if length_km > limit_km:
        yield f"{round(length_km):,} km by {leg.mode.value}"


CHECKS: tuple[Callable[[Leg], Iterator[str]], ...] = (
    _after_its_report,
    _ends_where_it_began,
    _destination_in_the_sea,
    _too_far,
)
