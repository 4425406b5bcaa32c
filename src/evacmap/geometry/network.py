"""Shortest ways over a packed graph: from a point to the nearest road and along it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evacmap.geometry.blocks import edges_from, edges_near, nodes_between
from evacmap.geometry.geodesic import Point, geodesic_length_km, line_length_km
from evacmap.geometry.graph import MEAN_RADIUS_KM, Graph, apart_km, components, on_sphere

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Rounds of the search: nodes whose distance to the start and to the end adds up to at most
# this many times the distance between the two, and DETOUR_KM. A way found that is no longer
# than this cannot be beaten by one that leaves the ellipse. Beyond the last round a way is so
# roundabout that a missing link of the network is the likelier reason.
ELLIPSES = (1.25, 1.7, 3.0)
DETOUR_KM = 100
KM_PER_DEGREE = MEAN_RADIUS_KM * 3.141592653589793 / 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Snap:
    """Where a point meets the network: ``share`` of the way along ``edge``, ``gap_km`` off."""

    edge: int
    share: float
    gap_km: float
    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way over the network, from the first point's snap to the last point's.

    ``length_km`` is by road or rail, which the straightened ``line`` may fall short of.
    """

    line: tuple[Point, ...]
    length_km: float
    gaps_km: tuple[float, float]


def find_way(graph: Graph, start: Point, end: Point, *, reach_km: float) -> Way | None:
    """Return the shortest way between two points, each at most ``reach_km`` off the network.

    None where no connected part of the network passes near both, or none leads from one to the
    other without a detour past belief.
    """
    pair = _best_pair(graph, snaps(graph, start, reach_km), snaps(graph, end, reach_km))
    if pair is None:
        return None
    first, last = pair
    if first.edge == last.edge:
        share = abs(first.share - last.share)
        line: tuple[Point, ...] = (first.point, last.point)
        length_km = share * float(graph.length_km[first.edge])
    else:
        found = _search(graph, first, last)
        if found is None:
            return None
        nodes, length_km = found
        inner = ((float(graph.lon[node]), float(graph.lat[node])) for node in nodes)
        line = (first.point, *inner, last.point)
        length_km *= line_length_km(line) / _sphere_length_km(line)
    return Way(line=line, length_km=length_km, gaps_km=(first.gap_km, last.gap_km))


def snaps(graph: Graph, point: Point, reach_km: float) -> dict[int, Snap]:
    """Return the nearest spot of each component within ``reach_km`` of ``point``, by component."""
    import numpy as np

    lon, lat = point
    squeeze = max(float(np.cos(np.radians(lat))), 0.01)
    near = edges_near(graph, on_sphere(lon, lat), radius_km=reach_km)
    one, two = graph.first[near], graph.second[near]
    x1, y1 = (graph.lon[one] - lon) * squeeze, graph.lat[one] - lat
    x2, y2 = (graph.lon[two] - lon) * squeeze, graph.lat[two] - lat
    squared = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = -(x1 * (x2 - x1) + y1 * (y2 - y1)) / np.where(squared > 0, squared, 1)
    share = np.clip(along, 0, 1)
    gap_km = np.hypot(x1 + share * (x2 - x1), y1 + share * (y2 - y1)) * KM_PER_DEGREE
    component_of = components(graph)
    found: dict[int, Snap] = {}
    within = np.flatnonzero(gap_km <= reach_km)
    for index in within[np.lexsort((near[within], gap_km[within]))]:
        component = int(component_of[one[index]])
        if component not in found:
            found[component] = _snap(graph, int(near[index]), float(share[index]), point)
    return found


def _snap(graph: Graph, edge: int, share: float, point: Point) -> Snap:
    one, two = int(graph.first[edge]), int(graph.second[edge])
    lon = float(graph.lon[one] + share * (graph.lon[two] - graph.lon[one]))
    lat = float(graph.lat[one] + share * (graph.lat[two] - graph.lat[one]))
    spot = (round(lon, 5), round(lat, 5))
    return Snap(edge=edge, share=share, gap_km=geodesic_length_km(point, spot), point=spot)


def _best_pair(
    graph: Graph, starts: dict[int, Snap], ends: dict[int, Snap]
) -> tuple[Snap, Snap] | None:
    """Return the two snaps on one component that lie nearest their points together."""
    shared = starts.keys() & ends.keys()
    if not shared:
        return None
    best = min(shared, key=lambda part: (starts[part].gap_km + ends[part].gap_km, part))
    return starts[best], ends[best]


def _search(graph: Graph, first: Snap, last: Snap) -> tuple[list[int], float] | None:
    """Return the nodes between two snaps on different edges, and the length in kilometres."""
    direct_km = geodesic_length_km(first.point, last.point)
    for stretch in ELLIPSES:
        limit_km = stretch * direct_km + (DETOUR_KM if stretch == ELLIPSES[-1] else 10)
        found = _dijkstra(graph, first, last, limit_km=limit_km)
        if found is not None:
            return found
    return None


def _sphere_length_km(line: tuple[Point, ...]) -> float:
    import numpy as np

    xyz = on_sphere(*np.array(line).T)
    return float(apart_km(xyz[:, :-1], xyz[:, 1:]).sum())


def _dijkstra(
    graph: Graph, first: Snap, last: Snap, *, limit_km: float
) -> tuple[list[int], float] | None:
    """Return the shortest way that is at most ``limit_km`` long; None where there is none.

    A* by reduced lengths: each edge is shortened by how much it brings one nearer the end, which
    leaves the shortest way what it is and lets Dijkstra's algorithm stop early.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    kept, to_end = _inside(graph, first, last, limit_km=limit_km)
    rank = np.full(len(graph.lon), -1, dtype=np.int32)
    rank[kept] = np.arange(len(kept), dtype=np.int32)
    edges = edges_from(graph, kept)
    edges = edges[rank[graph.second[edges]] >= 0]
    one, two = rank[graph.first[edges]], rank[graph.second[edges]]
    gain = to_end[one] - to_end[two]
    length = graph.length_km[edges]
    source, sink = len(kept), len(kept) + 1
    # On the same sphere as the graph's lengths, or reduced lengths could fall below zero.
    ahead_km = _sphere_length_km((first.point, last.point))
    exits, exit_km = _ends_of(graph, first)
    entries, entry_km = _ends_of(graph, last)
    leave, enter = rank[exits], rank[entries]
    pair = np.ones(2, dtype=np.int32)
    rows = [one, two, pair * source, enter]
    columns = [two, one, leave, pair * sink]
    weights = [
        length - gain,
        length + gain,
        exit_km + to_end[leave] - ahead_km,
        entry_km - to_end[enter],
    ]
    reduced = coo_array(
        (
            # Zero would mean no edge.
            np.maximum(np.concatenate(weights), 1e-9),
            (np.concatenate(rows), np.concatenate(columns)),
        ),
        shape=(len(kept) + 2, len(kept) + 2),
    ).tocsr()
    spare_km = max(limit_km - ahead_km, 1.0)
    far, before = dijkstra(reduced, indices=source, return_predecessors=True, limit=spare_km)
    if not np.isfinite(far[sink]):
        return None
    nodes: list[int] = []
    at = int(before[sink])
    while at != source:
        nodes.append(int(kept[at]))
        at = int(before[at])
    return nodes[::-1], float(far[sink] + ahead_km)


def _inside(
    graph: Graph, first: Snap, last: Snap, *, limit_km: float
) -> tuple["NDArray[np.int64]", "NDArray[np.float64]"]:
    """Return the nodes by which a way of ``limit_km`` may pass, in order, and how far each is
    from its end; the ends of both snaps' edges are among them.
    """
    import numpy as np

    start, end = on_sphere(*first.point), on_sphere(*last.point)
    nodes = nodes_between(graph, start, end, limit_km=limit_km)
    own = [int(side[snap.edge]) for snap in (first, last) for side in (graph.first, graph.second)]
    nodes = np.union1d(nodes, own)
    xyz = graph.xyz[:, nodes]
    to_end = apart_km(xyz, end)
    inside = (apart_km(xyz, start) + to_end <= limit_km) | np.isin(nodes, own)
    return nodes[inside], to_end[inside]


def _ends_of(graph: Graph, snap: Snap) -> tuple["NDArray[np.int64]", "NDArray[np.float64]"]:
    """Return the nodes of a snap's edge, and how far along the edge each lies from the snap."""
    import numpy as np

    length_km = float(graph.length_km[snap.edge])
    ends = np.array([graph.first[snap.edge], graph.second[snap.edge]], dtype=np.int64)
    return ends, np.array([snap.share * length_km, (1 - snap.share) * length_km])
