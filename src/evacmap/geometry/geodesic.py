"""Lengths and lines over the WGS 84 ellipsoid.

Method of all of them: Karney (2013), doi:10.1007/s00190-012-0578-z, through pyproj.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyproj import Geod

Point = tuple[float, float]
Line = tuple[Point, ...]


@lru_cache(maxsize=1)
def wgs84() -> "Geod":
    """Return the ellipsoid; made once, when first asked for."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def geodesic_length_km(start: Point, end: Point) -> float:
    """Return the shortest distance between two (lon, lat) points, in kilometres.

    >>> round(geodesic_length_km((30.5234, 50.4501), (24.0297, 49.8397)))
    469
    """
    _, _, metres = wgs84().inv(start[0], start[1], end[0], end[1])
    return float(metres) / 1000


def line_length_km(line: Sequence[Point]) -> float:
    """Return the length of a line of (lon, lat) points, in kilometres; 0 for one point."""
    return sum(geodesic_length_km(start, end) for start, end in pairwise(line))


def great_circle(start: Point, end: Point, *, spacing_km: float = 50) -> Line:
    """Return points along the geodesic, both ends included exactly, at most ``spacing_km`` apart.

    Longitudes jump by 360 where the line crosses the antimeridian: cut it before drawing.

    Raises:
        ValueError: ``spacing_km`` is not positive.
    """
    if spacing_km <= 0:
        raise ValueError(f"spacing_km must be positive, not {spacing_km}")
    between = int(geodesic_length_km(start, end) // spacing_km)
    if between == 0:
        return (start, end)
    inner = wgs84().npts(start[0], start[1], end[0], end[1], between)
    return (start, *((float(lon), float(lat)) for lon, lat in inner), end)
