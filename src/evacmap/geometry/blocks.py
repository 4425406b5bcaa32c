"""Which part of a graph to look at: its nodes in blocks of about a degree, as they are stored.

The build lays nodes along a Hilbert curve, so that the nodes of one block stand together and a
search touches only the blocks it can pass through.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from evacmap.geometry.graph import Graph, apart_km, on_sphere

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Blocks are this many thousandths of a degree wide, as a power of two.
BLOCK_BITS = 10
# From the middle of a block to its farthest corner, at the equator.
BLOCK_RADIUS_KM = 81.0
# Longer edges, of deserts and the far north, are looked at always.
LONG_EDGE_KM = 60.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Blocks:
    """The blocks of a graph of n nodes.

    Block b holds the nodes ``starts[b]`` up to, not including, ``starts[b + 1]``; ``xyz`` (3, b)
    are their middles as unit vectors. The edges that begin at node i are ``edge_starts[i]`` up to
    ``edge_starts[i + 1]``. ``long_edges`` are those longer than ``LONG_EDGE_KM``.
    """

    starts: "NDArray[np.int64]"
    xyz: "NDArray[np.float64]"
    edge_starts: "NDArray[np.int64]"
    long_edges: "NDArray[np.int64]"


@lru_cache(maxsize=2)
def blocks_of(graph: Graph) -> Blocks:
    """Return the blocks of ``graph``; made once."""
    import numpy as np

    column = (np.rint(graph.lon * 1000).astype(np.int32) + 180_000) >> BLOCK_BITS
    row = (np.rint(graph.lat * 1000).astype(np.int32) + 90_000) >> BLOCK_BITS
    begins = np.flatnonzero((np.diff(column, prepend=-1) != 0) | (np.diff(row, prepend=-1) != 0))
    middle = (np.stack([column[begins], row[begins]]) + 0.5) * (1 << BLOCK_BITS) / 1000
    counts = np.bincount(graph.first, minlength=len(graph.lon))
    return Blocks(
        starts=np.append(begins, len(graph.lon)),
        xyz=on_sphere(middle[0] - 180, middle[1] - 90),
        edge_starts=np.concatenate([[0], np.cumsum(counts)]),
        long_edges=np.flatnonzero(graph.length_km > LONG_EDGE_KM),
    )


def nodes_between(
    graph: Graph, start: "NDArray[np.float64]", end: "NDArray[np.float64]", *, limit_km: float
) -> "NDArray[np.int64]":
    """Return the nodes of blocks by which a way no longer than ``limit_km`` may pass, in order."""
    import numpy as np

    blocks = blocks_of(graph)
    middles_km = apart_km(blocks.xyz, start) + apart_km(blocks.xyz, end)
    chosen = np.flatnonzero(middles_km <= limit_km + 2 * BLOCK_RADIUS_KM)
    return ranges(blocks.starts[chosen], blocks.starts[chosen + 1])


def edges_near(
    graph: Graph, point: "NDArray[np.float64]", *, radius_km: float
) -> "NDArray[np.int64]":
    """Return edges among which are all that pass within ``radius_km`` of a unit vector."""
    import numpy as np

    blocks = blocks_of(graph)
    reach_km = radius_km + LONG_EDGE_KM + BLOCK_RADIUS_KM
    chosen = np.flatnonzero(apart_km(blocks.xyz, point) <= reach_km)
    nodes = ranges(blocks.starts[chosen], blocks.starts[chosen + 1])
    return np.union1d(edges_from(graph, nodes), blocks.long_edges)


def edges_from(graph: Graph, nodes: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Return the edges whose first node is among ``nodes``, which are in order."""
    edge_starts = blocks_of(graph).edge_starts
    return ranges(edge_starts[nodes], edge_starts[nodes + 1])


def ranges(starts: "NDArray[np.int64]", stops: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Return the numbers of all the ranges, one after the other.

    >>> import numpy as np
    >>> ranges(np.array([3, 9]), np.array([6, 11])).tolist()
    [3, 4, 5, 9, 10]
    """
    import numpy as np

    sizes = stops - starts
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))
