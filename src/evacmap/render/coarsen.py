"""Blur legs that are still to happen, so that a map does not lead anyone to them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from evacmap.model import EdtfDate, Endpoint, Leg, Place, Route, RouteMethod, Status

KM_PER_DEGREE = 111.2
# What stands for a corrected value that would tell what is blurred.
HIDDEN = "blurred"
_BLURRED = frozenset({"origin", "destination", "waypoints", "date"})


def coarsen_routes(
    routes: Sequence[Route], *, within_km: float, statuses: Iterable[Status] = (Status.PLANNED,)
) -> list[Route]:
    """Return ``routes`` with places and days of legs of these statuses made coarse.

    A place moves to the middle of a cell of a fixed grid, ``within_km`` on a side, and its extent
    grows to cover the cell, so that its true position cannot be worked out; a date becomes its
    month. The drawn way becomes an arc. Quotes stay as they are: whoever coarsens must see that
    they do not name what the map hides.

    Raises:
        ValueError: ``within_km`` is not positive.
    """
    if within_km <= 0:
        raise ValueError(f"cannot coarsen to within {within_km} km; give a distance above 0")
    hidden = frozenset(statuses)
    return [
        _coarse_route(route, within_km) if route.leg.status in hidden else route for route in routes
    ]


def _coarse_route(route: Route, within_km: float) -> Route:
    leg = _coarse_leg(route.leg, within_km)
    points = tuple((stop.place.lon, stop.place.lat) for stop in leg.ends)
    is_open = len(points) == 1
    return Route(
        leg=leg,
        lines=(points,),
        method=RouteMethod.POINT if is_open else RouteMethod.ARC,
        length_km=None,
        note=f"places and date blurred: known to within {within_km:g} km",
    )


def _coarse_leg(leg: Leg, within_km: float) -> Leg:
    return replace(
        leg,
        origin=_coarse_end(leg.origin, within_km),
        destination=_coarse_end(leg.destination, within_km),
        waypoints=(),
        date=_month_of(leg.date),
        corrected=tuple(
            replace(item, was=HIDDEN) if item.field in _BLURRED else item for item in leg.corrected
        ),
    )


def _coarse_end(end: Endpoint | None, within_km: float) -> Endpoint | None:
    if end is None or end.place.extent_km >= within_km:
        return end
    return replace(end, place=_coarse_place(end.place, within_km))


def _coarse_place(place: Place, within_km: float) -> Place:
    """Return ``place`` at the middle of its cell; the cell's half diagonal is the extent."""
    lat_step = within_km / KM_PER_DEGREE
    lat = (math.floor(place.lat / lat_step) + 0.5) * lat_step
    lon_step = lat_step / max(0.05, math.cos(math.radians(lat)))
    lon = (math.floor(place.lon / lon_step) + 0.5) * lon_step
    return replace(
        place,
        lon=round(lon, 4),
        lat=round(lat, 4),
        extent_km=max(place.extent_km, round(within_km * math.sqrt(0.5), 1)),
    )


def _month_of(date: EdtfDate | None) -> EdtfDate | None:
    if date is None or date.earliest is None or date.latest is None:
        return date
    first, last = f"{date.earliest:%Y-%m}", f"{date.latest:%Y-%m}"
    return EdtfDate(first if first == last else f"{first}/{last}")
