"""The bundled basemap, cut to a story's box in the form the page reads."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from evacmap.errors import DamagedDataError
from evacmap.render.text import base91

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAGIC = b"evacmap-basemap-1\n"
# The header begins with it; the rest of it is long.
HEAD_BYTES = 4096
ATTRIBUTION = re.compile(rb'"attribution":("(?:[^"\\]|\\.)*")')
POLYGON_LAYERS = frozenset({"land", "lakes"})
# A page holds at most about this much of the story's box, and again of the boxes near places.
MOST_CHARACTERS = 110_000
# A story of few legs leaves more room in its page.
MOST_CHARACTERS_OF_SMALL = 260_000
MOST_CITIES = 900
# No line needs to be truer than this part of the box's wider side.
FINEST_PARTS = 6000
# A step is a small integer and a comma.
CHARACTERS_A_STEP = 3.5
# A box near places that covers more than this of the story's adds nothing to it.
MOST_COVER = 0.2
# How far around a place a reader is likely to look, and around how many groups of places.
NEAR_DEG = 1.8
MOST_BOXES = 6
# Coarser than this, admin lines and rivers are left out.
COARSE_DEG = 0.03
MINOR_LAYERS = frozenset({"admin1", "rivers"})
# The room for main roads, all boxes together, and the widest box of a story that gets them.
MOST_ROADS = 40_000
MOST_ROADS_OF_SMALL = 110_000
WIDEST_ROADS_DEG = 9.0
Box = tuple[float, float, float, float]
Roads = Callable[[Box], Sequence[Sequence[tuple[float, float]]]]


class Lines(Sequence["NDArray[Any]"]):
    """Lines as one array of points, each cut out when asked for: there are many thousand."""

    def __init__(self, points: "NDArray[Any]", starts: "NDArray[Any]") -> None:
        self.points, self.starts = points, starts

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, number: Any) -> Any:
        """Return one line, (n, 2)."""
        stop = self.starts[number + 1] if number + 1 < len(self) else len(self.points)
        return self.points[self.starts[number] : stop]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """The world's land, lakes, borders, admin lines, rivers and names.

    ``layers`` holds, for each name, (n, 2) arrays of integers, ``per_degree`` to a degree,
    longitude first; ``boxes`` the (n, 4) west, south, east, north of each of them.
    """

    per_degree: int
    attribution: str
    layers: dict[str, Lines]
    boxes: "dict[str, NDArray[Any]]"
    names: dict[str, list[list[Any]]]


@lru_cache(maxsize=1)
def load_basemap() -> Basemap:
    """Return the bundled basemap.

    Raises:
        DamagedDataError: the file is missing or not what was built.
    """
    import numpy as np
    import zstandard

    packed = _packed_basemap()
    try:
        body = zstandard.ZstdDecompressor().decompress(packed)
        text, planes = body.split(b"\n", 1)
        header = json.loads(text)
        shuffled = np.frombuffer(planes, "u1").reshape(4, -1).T
        deltas = np.ascontiguousarray(shuffled).view("<i4").reshape(2, -1)
    except (zstandard.ZstdError, ValueError) as error:
        raise DamagedDataError("basemap.zst", f"cannot be unpacked ({error})") from error
    layers, boxes, start = {}, {}, 0
    for name, lengths in header["layers"].items():
        stop = start + sum(lengths)
        points = np.cumsum(deltas[:, start:stop], axis=1, dtype=np.int32).T
        starts = np.cumsum([0, *lengths[:-1]])
        layers[name] = Lines(points, starts)
        least = np.minimum.reduceat(points, starts)
        boxes[name] = np.hstack([least, np.maximum.reduceat(points, starts)])
        start = stop
    return Basemap(
        per_degree=header["per_degree"],
        attribution=header["attribution"],
        layers=layers,
        boxes=boxes,
        names=header["names"],
    )


def attribution() -> str:
    """Return whom the basemap is owed to, without unpacking more than its beginning.

    Raises:
        DamagedDataError: the file is missing or not what was built.
    """
    import zstandard

    packed = _packed_basemap()
    try:
        with zstandard.ZstdDecompressor().stream_reader(packed) as body:
            found = ATTRIBUTION.search(body.read(HEAD_BYTES))
    except zstandard.ZstdError as error:
        raise DamagedDataError("basemap.zst", f"cannot be unpacked ({error})") from error
    return str(json.loads(found[1])) if found else load_basemap().attribution


def overview_text() -> str:
    """Return the coarse world as the page reads it: deflated JSON in base 91."""
    return base91(_data_file("basemap-overview.deflate"))


def clipped_basemap(
    box: Box,
    *,
    near: Sequence[Box] = (),
    language: str = "en",
    is_small: bool = True,
    roads: Roads | None = None,
) -> dict[str, Any]:
    """Return what the page draws over the coarse world, and the names of places.

    ``box`` is the story's west, south, east, north in degrees, ``near`` the smaller boxes that a
    reader will zoom into. Each becomes layers of delta-coded lines, as fine as the room allows;
    a page of a small story has more. ``roads`` gives the main roads of a box, longest first.
    """
    basemap = load_basemap()
    most = MOST_CHARACTERS_OF_SMALL if is_small else MOST_CHARACTERS
    near = [each for each in near if _area(each) <= MOST_COVER * _area(box)]
    room = most // max(1, len(near))
    details = [_detail(basemap, box, most), *(_detail(basemap, each, room) for each in near)]
    if roads:
        _add_roads(details, roads, per_degree=basemap.per_degree, is_small=is_small)
    return {
        "per_degree": basemap.per_degree,
        "details": details,
        "cities": _cities(basemap, box, language),
        "seas": [row[:4] for row in basemap.names["seas"]],
        "countries": basemap.names["countries"],
    }


def _add_roads(
    details: Sequence[dict[str, Any]], roads: Roads, *, per_degree: int, is_small: bool
) -> None:
    """Give the boxes near places their main roads; of a wide one only the longest."""
    import numpy as np
    import shapely

    near = [each for each in details[1:] or details if _width(each["box"]) <= WIDEST_ROADS_DEG]
    most = (MOST_ROADS_OF_SMALL if is_small else MOST_ROADS) // max(1, len(near))
    for detail in near:
        lines = [np.array(line) * per_degree for line in roads(detail["box"])]
        whole = shapely.clip_by_rect(_lines(lines), *(edge * per_degree for edge in detail["box"]))
        cut = shapely.get_parts(whole)
        steps, counts = _stepped(cut, _width(detail["box"]) * per_degree / FINEST_PARTS)
        fitting = int(np.searchsorted(np.cumsum(counts) * 2 * CHARACTERS_A_STEP, most))
        detail["roads"] = _coded(steps[: counts[:fitting].sum()], counts[:fitting])


def _width(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1])


def near_boxes(points: Iterable[tuple[float, float]]) -> list[Box]:
    """Return at most ``MOST_BOXES`` boxes around ``points``, those with most points first.

    >>> near_boxes([(36.3, 33.5), (35.5, 33.9), (37.6, 55.7)])[0]
    (33.7, 31.7, 38.1, 35.7)
    """
    found: list[tuple[Box, int]] = []
    for lon, lat in points:
        box = (lon - NEAR_DEG, lat - NEAR_DEG, lon + NEAR_DEG, lat + NEAR_DEG)
        count = 1
        while touching := [pair for pair in found if _touch(pair[0], box)]:
            found = [pair for pair in found if pair not in touching]
            count += sum(n for _, n in touching)
            boxes = [box, *(each for each, _ in touching)]
            west, south, east, north = zip(*boxes, strict=True)
            box = (min(west), min(south), max(east), max(north))
        found.append((box, count))
    found.sort(key=lambda pair: (-pair[1], pair[0]))
    return [_rounded(box) for box, _ in found[:MOST_BOXES]]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _touch(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _rounded(box: Box) -> Box:
    west, south, east, north = (round(edge, 3) for edge in box)
    return max(-180.0, west), max(-85.0, south), min(180.0, east), min(85.0, north)


def _detail(basemap: Basemap, box: Box, most_characters: int) -> dict[str, Any]:
    """Return the box and its layers, coarser and coarser until they fit ``most_characters``."""
    layers = {name: cut_layer(basemap, name, box) for name in basemap.layers}
    tolerance = max(box[2] - box[0], box[3] - box[1]) * basemap.per_degree / FINEST_PARTS
    while True:
        coarse = {name: _stepped(lines, tolerance) for name, lines in layers.items()}
        numbers = sum(steps.size for steps, _ in coarse.values())
        if numbers * CHARACTERS_A_STEP <= most_characters:
            coded = {name: _coded(*each) for name, each in coarse.items()}
            return {"box": _rounded(box), **coded}
        tolerance *= 1.7
        if tolerance > COARSE_DEG * basemap.per_degree:
            layers = {name: layers[name][: 0 if name in MINOR_LAYERS else None] for name in layers}


def _packed_basemap() -> bytes:
    packed = _data_file("basemap.zst")
    if not packed.startswith(MAGIC):
        raise DamagedDataError("basemap.zst", "is not a basemap of evacmap")
    return packed[len(MAGIC) :]


def _data_file(name: str) -> bytes:
    try:
        return (resources.files("evacmap.data") / name).read_bytes()
    except OSError as error:
        raise DamagedDataError(name, f"cannot be read ({error.strerror})") from error


def cut_layer(basemap: Basemap, name: str, box: Box) -> "NDArray[Any]":
    """Return the parts of a layer's lines inside ``box``, as shapely lines or rings."""
    import numpy as np
    import shapely

    edges = np.array(box) * basemap.per_degree
    boxes = basemap.boxes[name]
    is_near = np.asarray(
        (boxes[:, 2:] >= edges[:2]).all(axis=1) & (boxes[:, :2] <= edges[2:]).all(axis=1)
    )
    is_whole = np.asarray(
        (boxes[:, :2] >= edges[:2]).all(axis=1) & (boxes[:, 2:] <= edges[2:]).all(axis=1)
    )
    found: list[NDArray[Any]] = []
    for number in np.flatnonzero(is_near):
        line = basemap.layers[name][number]
        if is_whole[number]:
            found.append(line)
        elif name in POLYGON_LAYERS:
            found.append(_clipped_ring(line, edges))
        else:
            inside = shapely.clip_by_rect(shapely.LineString(line), *edges)
            found += [shapely.get_coordinates(part) for part in shapely.get_parts(inside)]
    least = 4 if name in POLYGON_LAYERS else 2
    return _lines([line for line in found if len(line) >= least])


def _lines(parts: "Sequence[NDArray[Any]]") -> "NDArray[Any]":
    """Return shapely lines through arrays of points, made all at once."""
    import numpy as np
    import shapely

    if not parts:
        return np.empty(0, object)
    owners = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    made: NDArray[Any] = shapely.linestrings(np.concatenate(parts), indices=owners)
    return made


def _clipped_ring(ring: "NDArray[Any]", edges: "NDArray[Any]") -> "NDArray[Any]":
    """Return a closed ring cut by a box, one side after the other.

    Sutherland and Hodgman (1974), doi:10.1145/360767.360802. Parts that fall apart stay joined
    along the edge of the box, where the page does not draw.
    """
    import numpy as np

    points = ring.astype(float)
    for axis, sign, edge in (
        (0, 1, edges[0]),
        (1, 1, edges[1]),
        (0, -1, edges[2]),
        (1, -1, edges[3]),
    ):
        if len(points) < 4:
            return np.empty((0, 2))
        depth = sign * (points[:, axis] - edge)
        is_inside = depth >= 0
        crosses = np.flatnonzero(is_inside[:-1] != is_inside[1:])
        share = depth[crosses] / (depth[crosses] - depth[crosses + 1])
        cuts = points[crosses] + share[:, None] * (points[crosses + 1] - points[crosses])
        kept = is_inside.nonzero()[0]
        order = np.argsort(np.concatenate([kept, crosses + 0.5]), kind="stable")
        points = np.concatenate([points[kept], cuts])[order]
        if len(points) and (points[0] != points[-1]).any():
            points = np.vstack([points, points[:1]])
    return points


def _stepped(lines: "NDArray[Any]", tolerance: float) -> "tuple[NDArray[Any], NDArray[Any]]":
    """Return lines, coarser by ``tolerance``, as steps (n, 2) and how many steps each line has.

    The first step of a line is its first point.
    """
    import numpy as np
    import shapely

    simple = shapely.simplify(lines, tolerance, preserve_topology=False)
    whole, owners = shapely.get_coordinates(simple, return_index=True)
    if not len(whole):
        return np.empty((0, 2), int), np.empty(0, int)
    points = np.rint(whole).astype(int)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    steps = np.diff(points, axis=0, prepend=0)
    is_moved = steps.any(axis=1)
    steps[starts], is_moved[starts] = points[starts], True
    extents = np.maximum.reduceat(points, starts) - np.minimum.reduceat(points, starts)
    counts = np.add.reduceat(is_moved, starts, dtype=int)
    is_kept = (counts > 1) & (extents.max(axis=1) > tolerance)
    lengths = np.diff(starts, append=len(points))
    return steps[is_moved & np.repeat(is_kept, lengths)], counts[is_kept]


def _coded(steps: "NDArray[Any]", counts: "NDArray[Any]") -> list[list[int]]:
    """Return each line's steps as one flat list."""
    import numpy as np

    flat = steps.ravel().tolist()
    stops = (2 * np.cumsum(counts)).tolist()
    return [flat[start:stop] for start, stop in zip([0, *stops], stops, strict=False)]


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
