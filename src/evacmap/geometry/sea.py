"""By sea: along the lanes of searoute."""

from functools import lru_cache

from evacmap.geometry.geodesic import Line, Point, geodesic_length_km, line_length_km
from evacmap.geometry.stretch import Stretch, arc
from evacmap.model import RouteMethod


@lru_cache(maxsize=20_000)
def route_stretch(start: Point, end: Point) -> Stretch:
    """Return the shortest way over the sea lanes; an arc where there is none."""
    lane = _lane(start, end)
    if lane is None:
        return arc(start, end, note="no sea lane found between the two")
    return Stretch(line=lane, method=RouteMethod.SEA, length_km=line_length_km(lane))


def _lane(start: Point, end: Point) -> Line | None:
    if geodesic_length_km(start, end) == 0:
        return None
    from searoute import searoute

    feature = searoute(list(start), list(end))
    inner = [_normal(lon, lat) for lon, lat in feature["geometry"]["coordinates"]]
    if not inner:
        return None
    line = [start]
    for point in (*inner, end):
        if point != line[-1]:
            line.append(point)
    return tuple(line)


def _normal(lon: float, lat: float) -> Point:
    """Return the point with its longitude in -180..180; searoute lets it run past."""
    return ((lon + 180) % 360 - 180, lat)
