"""Where land is: the bundled coast, in tiles read when first needed.

``gazetteer/coast.py`` cuts it from the basemap and says how it is laid out. Lakes are water.
"""

import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from evacmap.errors import DamagedDataError
from evacmap.geometry.geodesic import Point, line_length_km, wgs84

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAGIC = b"evacmap-coast-1\n"
SEA, LAND, MIXED = 0, 1, 2


class Coast:
    """The world's land in square tiles of ``tile_deg`` degrees, from the south-west corner up."""

    def __init__(self, packed: bytes) -> None:
        """Read the tiles' states; their shapes are made when first asked for.

        Raises:
            ValueError: the bytes are not a coast of this version, or are cut short.
        """
        import numpy as np
        import zstandard

        if not packed.startswith(MAGIC):
            raise ValueError("it does not begin as a packed coast does")
        try:
            body = zstandard.ZstdDecompressor().decompress(packed[len(MAGIC) :])
            text, planes = body.split(b"\n", 1)
            header = json.loads(text)
        except (zstandard.ZstdError, ValueError) as error:
            raise ValueError(f"it cannot be unpacked ({error})") from error
        self.tile_deg = int(header["tile_deg"])
        self._per_degree = int(header["per_degree"])
        self._rows = 180 // self.tile_deg
        count = self._rows * 360 // self.tile_deg
        self._states = planes[:count]
        octets = np.frombuffer(planes[count:], "u1").reshape(2, -1).T
        self._deltas = np.ascontiguousarray(octets).view("<i2").reshape(2, -1).astype(np.int64)
        self._lengths = np.array(header["lengths"])
        if self._deltas.shape[1] != self._lengths.sum():
            raise ValueError("it is cut short")
        rings = np.concatenate([[0], np.cumsum(header["counts"])])
        mixed = [index for index, state in enumerate(self._states) if state == MIXED]
        self._rings = {tile: (rings[at], rings[at + 1]) for at, tile in enumerate(mixed)}
        self._starts = np.concatenate([[0], np.cumsum(self._lengths)])
        self._shapes: dict[int, Any] = {}

    def is_land(self, point: Point) -> bool:
        """Return whether ``point`` is on land; the shore itself counts as neither for sure."""
        import shapely

        tile = self._tile_of(point)
        if self._states[tile] != MIXED:
            return self._states[tile] == LAND
        return bool(shapely.contains_xy(self._shape(tile), point[0], point[1]))

    def land_parts(self, start: Point, end: Point) -> "list[NDArray[np.float64]]":
        """Return the stretches over land of the straight line between two points.

        Each has shape (n, 2), lon then lat. The line must not cross the antimeridian.
        """
        import numpy as np
        import shapely

        line = shapely.LineString([start, end])
        parts: list[NDArray[np.float64]] = []
        for tile in self._tiles_about(start, end):
            state = self._states[tile]
            if state == SEA:
                continue
            shape = self._shape(tile) if state == MIXED else self._square(tile)
            crossed = shapely.intersection(line, shape)
            parts.extend(np.asarray(part.coords) for part in _lines_of(crossed))
        return parts

    def land_km(self, line: Sequence[Point]) -> float:
        """Return how much of a line lies over land, in kilometres."""
        return sum(
            line_length_km([(float(lon), float(lat)) for lon, lat in part])
            for start, end in pairwise(line)
            if abs(start[0] - end[0]) < 180
            for part in self.land_parts(start, end)
        )

    def is_open_water(self, start: Point, end: Point) -> bool:
        """Return whether the straight line between two points stays off land.

        False where it would cross the antimeridian, which this does not look beyond.
        """
        return abs(start[0] - end[0]) <= 180 and not self.land_parts(start, end)

    def is_offshore(self, point: Point, *, limit_km: float) -> bool:
        """Return whether ``point`` is on water with no land within ``limit_km`` of it."""
        rings_km = (limit_km / 4, limit_km / 2, limit_km)
        spots = itertools.chain((point,), ring(point, rings_km, every_deg=30))
        return not any(map(self.is_land, spots))

    def _tile_of(self, point: Point) -> int:
        column = int((point[0] + 180) // self.tile_deg) % (360 // self.tile_deg)
        row = min(int((point[1] + 90) // self.tile_deg), self._rows - 1)
        return column * self._rows + row

    def _tiles_about(self, start: Point, end: Point) -> Iterator[int]:
        west, east = sorted((start[0], end[0]))
        south, north = sorted((start[1], end[1]))
        last = 360 // self.tile_deg - 1
        columns = range(
            int((west + 180) // self.tile_deg),
            min(math.floor((east + 180) / self.tile_deg), last) + 1,
        )
        rows = range(
            int((south + 90) // self.tile_deg),
            min(math.floor((north + 90) / self.tile_deg), self._rows - 1) + 1,
        )
        for column, row in itertools.product(columns, rows):
            yield column * self._rows + row

    def _corner(self, tile: int) -> tuple[int, int]:
        column, row = divmod(tile, self._rows)
        return column * self.tile_deg - 180, row * self.tile_deg - 90

    def _square(self, tile: int) -> Any:
        import shapely

        west, south = self._corner(tile)
        return shapely.box(west, south, west + self.tile_deg, south + self.tile_deg)

    def _shape(self, tile: int) -> Any:
        """Return the prepared land of a mixed tile."""
        import numpy as np
        import shapely

        if tile not in self._shapes:
            first, last = self._rings[tile]
            rings = [
                np.cumsum(self._deltas[:, self._starts[at] : self._starts[at + 1]], axis=1).T
                for at in range(first, last)
            ]
            corner = np.array(self._corner(tile))
            polygons = [shapely.Polygon(ring / self._per_degree + corner) for ring in rings]
            shape = _even_odd(shapely.make_valid(np.array(polygons, dtype=object)))
            shapely.prepare(shape)
            self._shapes[tile] = shape
        return self._shapes[tile]


def ring(point: Point, radii_km: Iterable[float], *, every_deg: int) -> Iterator[Point]:
    """Return points about ``point``, ring by ring outwards, on bearings ``every_deg`` apart."""
    for radius_km in radii_km:
        for bearing in range(0, 360, every_deg):
            lon, lat, _ = wgs84().fwd(point[0], point[1], bearing, radius_km * 1000)
            yield (round(float(lon), 4), round(float(lat), 4))


@lru_cache(maxsize=1)
def open_coast() -> Coast:
    """Return the bundled coast.

    Raises:
        DamagedDataError: the file is missing or is not what the build wrote.
    """
    file = resources.files("evacmap.data").joinpath("coast.zst")
    try:
        return Coast(file.read_bytes())
    except OSError as error:
        raise DamagedDataError(str(file), "the file cannot be read") from error
    except ValueError as error:
        raise DamagedDataError(str(file), str(error)) from error


def _even_odd(polygons: "NDArray[Any]") -> Any:
    """Return the area that an odd number of the polygons, which nest but do not cross, cover."""
    import numpy as np
    import shapely

    tree = shapely.STRtree(polygons)
    inner, outer = tree.query(shapely.point_on_surface(polygons), predicate="within")
    depth = np.bincount(inner[inner != outer], minlength=len(polygons))
    filled = shapely.union_all(polygons[depth % 2 == 0])
    return shapely.difference(filled, shapely.union_all(polygons[depth % 2 == 1]))


def _lines_of(geometry: Any) -> Iterator[Any]:
    import shapely

    for part in shapely.get_parts(geometry):
        if part.geom_type == "LineString" and not part.is_empty:
            yield part
