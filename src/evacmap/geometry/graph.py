"""The packed road and railway graphs: reading them from ``evacmap.data``.

``gazetteer/roads.py`` writes them and says how they are laid out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from evacmap.errors import DamagedDataError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAGIC = b"evacmap-graph-1\n"
# IUGG mean radius. Searching may be a little wrong on a sphere; lengths given out are WGS 84.
MEAN_RADIUS_KM = 6371.0088
FILES: Mapping[str, str] = {"road": "roads.graph.zst", "rail": "roads-rail.graph.zst"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Graph:
    """A network of n nodes and m undirected edges.

    ``lon`` and ``lat`` (n,) in degrees, EPSG:4326, exact to 0.001. ``first`` and ``second`` (m,)
    are indices of nodes, ``first`` below ``second`` and in order. ``length_km`` (m,) is the
    length by road or rail, never below the distance between the ends. ``xyz`` (3, n) are the
    nodes as unit vectors.
    """

    lon: "NDArray[np.float64]"
    lat: "NDArray[np.float64]"
    first: "NDArray[np.int32]"
    second: "NDArray[np.int32]"
    length_km: "NDArray[np.float64]"
    xyz: "NDArray[np.float64]"


@lru_cache(maxsize=2)
def open_graph(name: str) -> Graph:
    """Return the graph called ``road`` or ``rail``, unpacked when first asked for.

    Raises:
        DamagedDataError: the file is missing or is not what the build wrote.
    """
    file = resources.files("evacmap.data").joinpath(FILES[name])
    try:
        packed = file.read_bytes()
    except OSError as error:
        raise DamagedDataError(str(file), "the file cannot be read") from error
    try:
        return unpack(packed)
    except ValueError as error:
        raise DamagedDataError(str(file), str(error)) from error


def unpack(packed: bytes) -> Graph:
    """Return the graph in ``packed``.

    Raises:
        ValueError: the bytes are not a graph of this version, or are cut short.
    """
    import numpy as np

    parts = _Parts(packed)
    node_count, edge_count = parts.number(), parts.number()
    lon = np.cumsum(_unzigzag(parts.planes(node_count))) / 1000
    lat = np.cumsum(_unzigzag(parts.planes(node_count))) / 1000
    first = np.repeat(np.arange(node_count, dtype=np.int32), parts.octets(node_count))
    reach = parts.planes(edge_count)
    ratio = 1 + parts.octets(edge_count) / 100
    if len(first) != edge_count:
        raise ValueError("the edges do not add up")
    second = _running(first, reach)
    xyz = on_sphere(lon, lat)
    return Graph(
        lon=lon,
        lat=lat,
        first=first,
        second=second,
        length_km=ratio * apart_km(xyz[:, first], xyz[:, second]),
        xyz=xyz,
    )


class _Parts:
    """The arrays of a packed graph, read one after the other."""

    def __init__(self, packed: bytes) -> None:
        import zstandard

        if not packed.startswith(MAGIC):
            raise ValueError("it does not begin as a packed graph does")
        try:
            self._bytes = zstandard.ZstdDecompressor().decompress(packed[len(MAGIC) :])
        except zstandard.ZstdError as error:
            raise ValueError(f"it cannot be unpacked ({error})") from error
        self._at = 0

    def number(self) -> int:
        return int.from_bytes(self._take(4), "little")

    def octets(self, count: int) -> "NDArray[np.uint8]":
        import numpy as np

        return np.frombuffer(self._take(count), dtype=np.uint8)

    def planes(self, count: int) -> "NDArray[np.int32]":
        """Return ``count`` numbers stored as three planes of bytes, lowest first."""
        import numpy as np

        low, middle, high = self.octets(3 * count).reshape(3, count).astype(np.int32)
        return low | middle << 8 | high << 16

    def _take(self, count: int) -> bytes:
        taken = self._bytes[self._at : self._at + count]
        if len(taken) < count:
            raise ValueError("it is cut short")
        self._at += count
        return taken


def _unzigzag(values: "NDArray[np.int32]") -> "NDArray[np.int32]":
    import numpy as np

    return np.where(values & 1, -(values + 1) // 2, values // 2)


def _running(first: "NDArray[np.int32]", reach: "NDArray[np.int32]") -> "NDArray[np.int32]":
    """Return the second node of each edge: steps from the first node, then from edge to edge."""
    import numpy as np

    steps = np.cumsum(reach, dtype=np.int64)
    starts = np.flatnonzero(np.diff(first, prepend=-1))
    before = np.repeat(steps[starts] - reach[starts], np.diff(starts, append=len(first)))
    return (first + steps - before).astype(np.int32)


def on_sphere(lon: Any, lat: Any) -> "NDArray[np.float64]":
    """Return unit vectors from the middle of the Earth to each point, shape (3, n) or (3,)."""
    import numpy as np

    lam, phi = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


def apart_km(one: "NDArray[np.float64]", two: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the lengths over a sphere of mean radius between unit vectors, shape (n,)."""
    import numpy as np

    squared = sum((first - second) ** 2 for first, second in zip(one, two, strict=True))
    half_chord = np.sqrt(squared) / 2
    length_km: NDArray[np.float64] = 2 * MEAN_RADIUS_KM * np.arcsin(np.minimum(half_chord, 1))
    return length_km


@lru_cache(maxsize=2)
def components(graph: Graph) -> "NDArray[np.int32]":
    """Return a number for each node (n,), the same for nodes that hang together."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = len(graph.lon)
    ones = np.ones(len(graph.first), dtype=np.int8)
    edges = coo_array((ones, (graph.first, graph.second)), shape=(count, count))
    labels: NDArray[np.int32] = connected_components(edges, directed=False)[1]
    return labels
