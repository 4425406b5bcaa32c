"""Where on the sheet a place lies: a projection centred on the story, fitted into a rectangle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
from numpy.typing import NDArray

Points = NDArray[np.float64]
Box = tuple[float, float, float, float]

# Beyond this an azimuthal map of the story is more rim than map.
WORLD_RADIUS_DEG = 70.0
EARTH_RADIUS_KM = 6371.0
GEOD = pyproj.Geod(ellps="WGS84")
# So near to the seam of a map of the world that both its sides are told apart.
SEAM_DEG = 1e-4


class Projection:
    """Degrees to metres and back.

    Lambert's azimuthal equal-area projection about the middle of the story, so that it is true
    at high latitudes and across the antimeridian; for a story all over the world Equal Earth
    (Savric, Patterson and Jenny 2018, doi:10.1080/13658816.2018.1504949).
    """

    def __init__(self, lonlat: Points) -> None:
        lon, lat, radius_deg = enclosing_cap(lonlat)
        self.is_world = radius_deg > WORLD_RADIUS_DEG
        self.lon_0 = middle_lon(lonlat[:, 0]) if self.is_world else lon
        self.lat_0 = 0.0 if self.is_world else lat
        kind = "eqearth" if self.is_world else f"laea +lat_0={lat:.2f}"
        self._proj = pyproj.Proj(f"+proj={kind} +lon_0={self.lon_0:.2f} +ellps=WGS84")

    @property
    def name(self) -> str:
        """What the projection is called, for the small print."""
        if self.is_world:
            return "Equal Earth projection"
        return "Lambert azimuthal equal-area projection"

    def metres(self, lonlat: Points) -> Points:
        """Return (n, 2) x and y in metres of (n, 2) degrees."""
        lonlat = np.asarray(lonlat, float).reshape(-1, 2)
        return np.column_stack(self._proj(lonlat[:, 0], lonlat[:, 1]))

    def degrees(self, metres: Points) -> Points:
        """Return (n, 2) longitude and latitude; infinite outside the world."""
        return np.column_stack(self._proj(metres[:, 0], metres[:, 1], inverse=True))

    def pieces(self, lines: Iterable[Points]) -> list[Points]:
        """Return lines of degrees whole across the antimeridian, but cut at the map's own seam."""
        whole = joined(lines)
        if not self.is_world:
            return whole
        return [piece for line in whole for piece in self._cut_at_seam(line)]

    def _cut_at_seam(self, line: Points) -> list[Points]:
        lon = (line[:, 0] - self.lon_0 + 180) % 360 - 180
        points = np.column_stack([lon, line[:, 1]])
        parts, start = [], 0
        for at in np.flatnonzero(np.abs(np.diff(lon)) > 180).tolist():
            side = np.sign(lon[at]) * (180 - SEAM_DEG)
            far = lon[at + 1] + np.sign(lon[at]) * 360
            share = (side - lon[at]) / (far - lon[at]) if far != lon[at] else 0.0
            lat = points[at, 1] + share * (points[at + 1, 1] - points[at, 1])
            parts.append(np.vstack([points[start : at + 1], [side, lat]]))
            points[at] = [-side, lat]
            start = at
        parts.append(points[start:])
        moved = np.array([self.lon_0, 0.0])
        return [part + moved for part in parts if len(part) > 1 or len(line) == 1]


@dataclass(frozen=True, slots=True)
class Frame:
    """A map on the sheet: its rectangle in points, and the projection moved and scaled into it."""

    projection: Projection
    rect: Box
    scale: float
    middle: tuple[float, float]

    def page(self, lonlat: Any) -> Points:
        """Return (n, 2) points on the sheet of (n, 2) degrees."""
        return self.from_metres(self.projection.metres(np.asarray(lonlat, float)))

    def from_metres(self, metres: Points) -> Points:
        """Return points on the sheet of metres of the projection."""
        x0, y0, x1, y1 = self.rect
        return (metres - self.middle) * self.scale + [(x0 + x1) / 2, (y0 + y1) / 2]

    def degrees(self, page: Points) -> Points:
        """Return longitude and latitude of points on the sheet."""
        x0, y0, x1, y1 = self.rect
        metres = (page - [(x0 + x1) / 2, (y0 + y1) / 2]) / self.scale + self.middle
        return self.projection.degrees(metres)

    def has(self, x: float, y: float, inset: float = 0.0) -> bool:
        """Return whether a point of the sheet lies in the map, at least ``inset`` from its edge."""
        x0, y0, x1, y1 = self.rect
        return x0 + inset <= x <= x1 - inset and y0 + inset <= y <= y1 - inset

    def points_per_km(self, lon: float, lat: float) -> float:
        """Return how long a kilometre is on the sheet at a place."""
        ends = self.page([(lon, max(-89.5, lat - 0.25)), (lon, min(89.5, lat + 0.25))])
        _, _, metres = GEOD.inv(lon, max(-89.5, lat - 0.25), lon, min(89.5, lat + 0.25))
        return float(np.hypot(*(ends[1] - ends[0])) / (metres / 1000))


def fitted(
    projection: Projection, metres: Points, rect: Box, *, margin_pt: float, least_km: float
) -> Frame:
    """Return the frame in which ``metres`` fill ``rect`` but for a margin.

    ``least_km`` is how much of the world the shorter side shows at least.
    """
    x0, y0, x1, y1 = rect
    low, high = metres.min(axis=0), metres.max(axis=0)
    span = np.maximum(high - low, 1.0)
    room = np.maximum([x1 - x0 - 2 * margin_pt, y1 - y0 - 2 * margin_pt], 20.0)
    scale = min(*(room / span), min(x1 - x0, y1 - y0) / (least_km * 1000))
    middle = (low + high) / 2
    return Frame(projection, rect, float(scale), (float(middle[0]), float(middle[1])))


def joined(lines: Iterable[Points]) -> list[Points]:
    """Return lines with those joined that were cut at the antimeridian, without the cut's ends."""
    found: list[Points] = []
    for line in lines:
        points = np.asarray(line, float).reshape(-1, 2)
        if found and _continues(found[-1][-1], points[0]):
            found[-1] = np.vstack([found[-1][:-1], points[1:]])
        else:
            found.append(points)
    return found


def _continues(end: Points, start: Points) -> bool:
    is_across = abs(abs(end[0] - start[0]) - 360) < 1e-6 and abs(abs(end[0]) - 180) < 1e-6
    return bool(is_across and abs(end[1] - start[1]) < 1e-6)


def enclosing_cap(lonlat: Points) -> tuple[float, float, float]:
    """Return longitude, latitude and angular radius of the smallest cap around points, nearly.

    Method: Badoiu and Clarkson (2003), "Smaller core-sets for balls", on unit vectors.
    """
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    units = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    centre = units[0].copy()
    for step in range(1, 200):
        farthest = units[int(np.argmin(units @ centre))]
        centre = centre + (farthest - centre) / (step + 1)
        centre /= np.linalg.norm(centre) or 1.0
    radius = np.degrees(np.arccos(np.clip((units @ centre).min(), -1, 1)))
    where = np.degrees([np.arctan2(centre[1], centre[0]), np.arcsin(np.clip(centre[2], -1, 1))])
    return round(float(where[0]), 2), round(float(where[1]), 2), float(radius)


def middle_lon(lons: Sequence[float] | Points) -> float:
    """Return the longitude opposite the middle of the widest gap.

    >>> float(middle_lon([170.0, -150.0]))
    -170.0
    """
    around = np.sort(np.mod(np.asarray(lons, float), 360))
    gaps = np.diff(np.append(around, around[0] + 360))
    widest = int(np.argmax(gaps))
    opposite = around[widest] + gaps[widest] / 2 + 180
    return round(float((opposite + 180) % 360 - 180), 2)
