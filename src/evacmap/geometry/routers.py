"""From a leg to its route: which router draws it, through its waypoints, cut and measured."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import pairwise

from evacmap.geometry import air, road, sea
from evacmap.geometry.antimeridian import cut_at_antimeridian
from evacmap.geometry.checks import flags_of
from evacmap.geometry.engine import COSTINGS, Engine
from evacmap.geometry.geodesic import Point
from evacmap.geometry.stretch import Stretch, arc
from evacmap.model import AREA_KINDS, Endpoint, Leg, Mode, PlaceKind, Route, RouteMethod

Router = Callable[[Point, Point], Stretch]

ROUTERS: Mapping[Mode, Router] = {
    Mode.ROAD: road.route_stretch,
    Mode.BUS: road.route_stretch,
    Mode.CAR: road.route_stretch,
    Mode.CONVOY: road.route_stretch,
    Mode.FOOT: road.route_stretch,
    Mode.RAIL: road.route_rail_stretch,
    Mode.AIR: air.route_stretch,
    Mode.HELICOPTER: air.route_stretch,
    Mode.SEA: sea.route_stretch,
    Mode.UNKNOWN: arc,
}


def route_leg(leg: Leg, *, engine: Engine | None = None) -> Route:
    """Return the route of ``leg``, through its waypoints, from its origin to its destination.

    A stretch to or from a place known only as a country, province, region or sea is an arc,
    however the party travelled: its way there is not known. Where the way shows the leg to be
    implausible, the route's leg bears the reason among its flags. With an ``engine``, roads are
    asked of the user's own server.
    """
    stops = _distinct(leg.ends)
    if len(stops) < 2:
        return _route_to_a_point(leg, stops[0])
    router = ROUTERS[leg.mode]
    if engine is not None and leg.mode in COSTINGS:
        router = partial(engine.route_stretch, mode=leg.mode)
    stretches = [_route_stretch(start, end, router) for start, end in pairwise(stops)]
    line = list(stretches[0].line)
    for stretch in stretches[1:]:
        line.extend(stretch.line[1:])
    flags = [flag for flag in flags_of(leg, stretches) if flag not in leg.flags]
    return Route(
        leg=dataclasses.replace(leg, flags=(*leg.flags, *flags)) if flags else leg,
        lines=cut_at_antimeridian(line),
        method=_method(stretches),
        length_km=sum(stretch.length_km for stretch in stretches),
        note=_note(leg, stretches),
    )


def _route_stretch(start: Endpoint, end: Endpoint, router: Router) -> Stretch:
    unknown = [stop.name for stop in (start, end) if stop.place.kind is PlaceKind.UNLOCATED]
    if unknown:
        where = " and ".join(unknown)
        note = f"straight to the middle of an area: where {where} lies in it is not known"
        return arc(_point(start), _point(end), note=note)
    areas = [stop.name for stop in (start, end) if stop.place.kind in AREA_KINDS]
    if areas:
        where = " and ".join(areas)
        note = f"straight to a point inside {where}: nothing finer is reported"
        return arc(_point(start), _point(end), note=note)
    return router(_point(start), _point(end))


def _route_to_a_point(leg: Leg, stop: Endpoint) -> Route:
    note = None
    if leg.origin and leg.destination:
        note = "both ends are the same place on the map"
    return Route(
        leg=leg, lines=((_point(stop),),), method=RouteMethod.POINT, length_km=None, note=note
    )


def _distinct(stops: Iterable[Endpoint]) -> list[Endpoint]:
    """Return the stops without those that repeat the one before."""
    kept: list[Endpoint] = []
    for stop in stops:
        if not kept or _spot(kept[-1]) != _spot(stop):
            kept.append(stop)
    return kept


def _spot(stop: Endpoint) -> Point:
    """Return the point, where both names of the antimeridian are one."""
    lon, lat = _point(stop)
    return (180.0 if lon == -180 else lon, lat)


def _method(stretches: list[Stretch]) -> RouteMethod:
    """Return the method of the longest stretch whose way was found; an arc only if none was."""
    found = [item for item in stretches if item.method is not RouteMethod.ARC] or stretches
    return max(found, key=lambda item: item.length_km).method


def _note(leg: Leg, stretches: list[Stretch]) -> str | None:
    notes = list(dict.fromkeys(item.note for item in stretches if item.note))
    if leg.origin is None:
        notes.append("drawn from the first stop reported: no origin is")
    if leg.destination is None:
        notes.append("drawn to the last stop reported: no destination is")
    return "; ".join(notes) or None


def _point(stop: Endpoint) -> Point:
    return (stop.place.lon, stop.place.lat)
