"""By road and by rail: the shortest way over the packed graphs."""

from functools import lru_cache
from itertools import groupby

from evacmap.geometry.geodesic import Line, Point, geodesic_length_km
from evacmap.geometry.graph import open_graph
from evacmap.geometry.network import find_way
from evacmap.geometry.stretch import Stretch, arc
from evacmap.model import RouteMethod

# A place farther than this from the network is not on it: main roads pass within 25 km of
# nearly every town, and beyond that the way to them would be our invention.
REACH_KM = 40
SAME_SPOT_KM = 0.5
# A line as long as the page is wide, some 1,000 dots, shows no bend under half a dot.
FINENESS_DEG_PER_KM = 0.0005 / 111.2
COARSEST_DEG = 0.004


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
        return arc(start, end, note=f"no {NAMES[network]} known that joins the two")
    line = _simplified(joined(start, way.line, end), way.length_km)
    return Stretch(line=line, method=METHODS[network], length_km=way.length_km + sum(way.gaps_km))


def _simplified(line: tuple[Point, ...], length_km: float) -> tuple[Point, ...]:
    """Return the line without bends too small for the scale at which its length is looked at."""
    import shapely

    tolerance_deg = min(COARSEST_DEG, length_km * FINENESS_DEG_PER_KM)
    simple = shapely.simplify(shapely.LineString(line), tolerance_deg)
    inner = [(float(lon), float(lat)) for lon, lat in simple.coords[1:-1]]
    return (line[0], *inner, line[-1])


def joined(start: Point, way: Line, end: Point) -> Line:
    """Return the way with both stops at its ends, without points that repeat the one before."""
    return tuple(point for point, _ in groupby((start, *way, end)))
