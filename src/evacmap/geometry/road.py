"""By road and by rail: the shortest way over the packed graphs."""

from functools import lru_cache

from evacmap.geometry.geodesic import Point, geodesic_length_km
from evacmap.geometry.graph import open_graph
from evacmap.geometry.network import Way, find_way
from evacmap.geometry.stretch import Stretch, arc
from evacmap.model import RouteMethod

# A place farther than this from the network is not on it: main roads pass within 25 km of
# nearly every town, and beyond that the way to them would be our invention.
REACH_KM = 40
SAME_SPOT_KM = 0.5


def route_stretch(start: Point, end: Point) -> Stretch:
    """Return the shortest way over the world's main roads; an arc where there is none."""
    return _over("road", start, end)


def route_rail_stretch(start: Point, end: Point) -> Stretch:
    """Return the shortest way over the world's railways; an arc where there is none."""
    return _over("rail", start, end)


METHODS = {"road": RouteMethod.ROAD, "rail": RouteMethod.RAIL}
NAMES = {"road": "main road", "rail": "railway"}


@lru_cache(maxsize=20_000)
def _over(network: str, start: Point, end: Point) -> Stretch:
    if geodesic_length_km(start, end) < SAME_SPOT_KM:
        return arc(start, end)
    way = find_way(open_graph(network), start, end, reach_km=REACH_KM)
    if way is None:
        return arc(start, end, note=f"no {NAMES[network]} found between the two")
    line = _joined(start, way, end)
    return Stretch(line=line, method=METHODS[network], length_km=way.length_km + sum(way.gaps_km))


def _joined(start: Point, way: Way, end: Point) -> tuple[Point, ...]:
    line = [start]
    for point in (*way.line, end):
        if point != line[-1]:
            line.append(point)
    return tuple(line)
