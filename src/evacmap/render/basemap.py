"""The bundled basemap, cut to a story's box in the form the page reads."""

import base64
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from evacmap.errors import DamagedDataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAGIC = b"evacmap-basemap-1\n"
POLYGON_LAYERS = frozenset({"land", "lakes"})
# A page holds at most about this much detail; a wider story gets coarser lines.
MOST_CHARACTERS = 180_000
MOST_CITIES = 900
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """The world's land, lakes, borders, admin lines, rivers and names.

    ``layers`` holds, for each name, (n, 2) arrays of integers, ``per_degree`` to a degree,
    longitude first.
    """

    per_degree: int
    attribution: str
    layers: "dict[str, list[NDArray[Any]]]"
    names: dict[str, list[list[Any]]]


@lru_cache(maxsize=1)
def load_basemap() -> Basemap:
    """Return the bundled basemap.

    Raises:
        DamagedDataError: the file is missing or not what was built.
    """
    import numpy as np
    import zstandard

    packed = _data_file("basemap.zst")
    if not packed.startswith(MAGIC):
        raise DamagedDataError("basemap.zst", "is not a basemap of evacmap")
    try:
        body = zstandard.ZstdDecompressor().decompress(packed[len(MAGIC) :])
        text, planes = body.split(b"\n", 1)
        header = json.loads(text)
        shuffled = np.frombuffer(planes, "u1").reshape(4, -1).T
        deltas = np.ascontiguousarray(shuffled).view("<i4").reshape(2, -1)
    except (zstandard.ZstdError, ValueError) as error:
        raise DamagedDataError("basemap.zst", f"cannot be unpacked ({error})") from error
    layers, start = {}, 0
    for name, lengths in header["layers"].items():
        stop = start + sum(lengths)
        points = np.cumsum(deltas[:, start:stop], axis=1).T
        layers[name] = np.split(points, np.cumsum(lengths)[:-1])
        start = stop
    return Basemap(
        per_degree=header["per_degree"],
        attribution=header["attribution"],
        layers=layers,
        names=header["names"],
    )


def overview_base64() -> str:
    """Return the coarse world as the page reads it: base64 of deflated JSON."""
    return base64.b64encode(_data_file("basemap-overview.deflate")).decode()


def clipped_basemap(box: Box, *, language: str = "en") -> dict[str, Any]:
    """Return the layers within ``box`` as delta-coded lines, and the names around it.

    ``box`` is west, south, east, north in degrees. Lines are made coarser until the whole
    takes at most about ``MOST_CHARACTERS``.
    """
    basemap = load_basemap()
    tolerance_deg = 0.0
    while True:
        layers = {
            name: _cut(lines, box, basemap.per_degree, tolerance_deg, name in POLYGON_LAYERS)
            for name, lines in basemap.layers.items()
            if not (tolerance_deg > 0.05 and name in ("admin1", "rivers"))
        }
        if sum(len(json.dumps(lines)) for lines in layers.values()) <= MOST_CHARACTERS:
            break
        tolerance_deg = max(0.005, tolerance_deg * 1.6)
    return {
        "per_degree": basemap.per_degree,
        "box": [round(edge, 3) for edge in box],
        **layers,
        "cities": _cities(basemap, box, language),
        "seas": [row[:4] for row in basemap.names["seas"]],
        "countries": basemap.names["countries"],
    }


def _data_file(name: str) -> bytes:
    try:
        return (resources.files("evacmap.data") / name).read_bytes()
    except OSError as error:
        raise DamagedDataError(name, f"cannot be read ({error.strerror})") from error


def _cut(
    lines: "list[NDArray[Any]]", box: Box, per_degree: int, tolerance_deg: float, is_area: bool
) -> list[list[int]]:
    """Return the parts of ``lines`` inside ``box``: first point, then steps, flattened."""
    import numpy as np
    import shapely

    edges = np.array(box) * per_degree
    near = [
        line
        for line in lines
        if (line.max(axis=0) >= edges[:2]).all() and (line.min(axis=0) <= edges[2:]).all()
    ]
    if not near:
        return []
    shapes = [shapely.Polygon(line) if is_area else shapely.LineString(line) for line in near]
    whole = [i for i, line in enumerate(near) if _is_within(line, edges)]
    inside = np.array(shapes, dtype=object)
    cut = np.setdiff1d(np.arange(len(shapes)), whole)
    if is_area:
        inside[cut] = shapely.make_valid(inside[cut])
    inside[cut] = shapely.clip_by_rect(inside[cut], *edges)
    inside = shapely.simplify(inside, tolerance_deg * per_degree)
    parts = shapely.get_parts(shapely.get_parts(inside))
    if is_area:
        parts = shapely.get_rings(parts)
    return [steps for part in parts if (steps := _steps(part, is_area))]


def _is_within(line: "NDArray[Any]", edges: "NDArray[Any]") -> bool:
    return bool((line.min(axis=0) >= edges[:2]).all() and (line.max(axis=0) <= edges[2:]).all())


def _steps(part: Any, is_area: bool) -> list[int]:
    import numpy as np
    import shapely

    points = np.rint(shapely.get_coordinates(part)).astype(int)
    if len(points) < (4 if is_area else 2):
        return []
    steps = np.diff(points, axis=0, prepend=[[0, 0]])
    moved = np.any(steps, axis=1)
    moved[0] = True
    flat: list[int] = steps[moved].ravel().tolist()
    return flat


def _cities(basemap: Basemap, box: Box, language: str) -> list[list[Any]]:
    """Return [lon, lat, name, population, is capital]: all capitals, and most of those near."""
    west, south, east, north = box
    capitals, near = [], []
    for lon, lat, name, population, is_capital, others in basemap.names["cities"]:
        row = [lon, lat, others.get(language, name), population, is_capital]
        if west <= lon <= east and south <= lat <= north:
            near.append(row)
        elif is_capital or population > 2_000_000:
            capitals.append(row)
    return near[:MOST_CITIES] + capitals
