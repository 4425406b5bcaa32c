"""What only the drawn way shows to be implausible: water under wheels, too far in the time.

Takes a leg and its stretches; gives reasons, in the words shown to readers.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from evacmap.geometry.coast import open_coast
from evacmap.geometry.geodesic import Line, Point
from evacmap.geometry.stretch import Stretch
from evacmap.model import AREA_KINDS, Endpoint, Leg, Mode, PlaceKind, RouteMethod

ON_GROUND = frozenset({Mode.ROAD, Mode.BUS, Mode.CAR, Mode.CONVOY, Mode.FOOT, Mode.RAIL})
# Kilometres that can be covered in a day and a night by an unbroken relay of drivers, on foot by
# a forced march, by rail at an express's pace, by ship at 30 knots.
FARTHEST_A_DAY_KM = {
    Mode.ROAD: 1800.0,
    Mode.BUS: 1800.0,
    Mode.CAR: 2000.0,
    Mode.CONVOY: 1500.0,
    Mode.FOOT: 90.0,
    Mode.RAIL: 3500.0,
    Mode.SEA: 1350.0,
    Mode.HELICOPTER: 2500.0,
}
# Straits and bays narrower than this have bridges, causeways and ferries that a bus drives onto.
WATER_KM = 40.0
# Ends farther than this from any land are not on a shore that the coast is drawn too coarsely for.
OFFSHORE_KM = 8.0
ON_WATER = frozenset({PlaceKind.ISLAND, PlaceKind.PORT, PlaceKind.NAVAL_BASE})


def flags_of(leg: Leg, stretches: Sequence[Stretch]) -> tuple[str, ...]:
    """Return the reasons why ``leg`` can hardly have gone the way it is drawn."""
    return (*_over_water(leg, stretches), *_in_water(leg), *_too_fast(leg, stretches))


def _over_water(leg: Leg, stretches: Sequence[Stretch]) -> Iterator[str]:
    if leg.mode not in ON_GROUND or any(stop.place.kind in AREA_KINDS for stop in leg.ends):
        return
    for stretch in stretches:
        if stretch.method is RouteMethod.ARC:
            water_km = stretch.length_km - _land_km(stretch.line)
            if water_km > WATER_KM:
                yield (
                    f"by {leg.mode.value}, but no road or railway is known and some"
                    f" {round(water_km, -1):.0f} km of the straight way are water"
                )


def _in_water(leg: Leg) -> Iterator[str]:
    for stop in leg.ends:
        if stop.place.kind not in AREA_KINDS | ON_WATER and _is_offshore(_point(stop)):
            yield f"{stop.place.name} lies in water, over {OFFSHORE_KM:.0f} km from land"


# As with the ways themselves: rows of a large table go the same ways again and again.
@lru_cache(maxsize=20_000)
def _land_km(line: Line) -> float:
    return open_coast().land_km(line)


@lru_cache(maxsize=20_000)
def _is_offshore(point: Point) -> bool:
    return open_coast().is_offshore(point, limit_km=OFFSHORE_KM)


def _point(stop: Endpoint) -> Point:
    return (stop.place.lon, stop.place.lat)


def _too_fast(leg: Leg, stretches: Sequence[Stretch]) -> Iterator[str]:
    """Yield a reason where the way is too long for the days told, from first to last."""
    a_day_km = FARTHEST_A_DAY_KM.get(leg.mode)
    date = leg.date
    if a_day_km is None or date is None or date.earliest is None or date.latest is None:
        return
    if any(stop.place.kind in AREA_KINDS for stop in leg.ends):
        return
    days = (date.latest - date.earliest).days + 1
    length_km = sum(stretch.length_km for stretch in stretches)
    if length_km > a_day_km * days:
        when = "one day" if days == 1 else f"{days} days"
        yield f"{round(length_km, -1):,.0f} km by {leg.mode.value} in {when}"
