"""By sea: straight over open water where that is short, else along the lanes of searoute."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING, Any

from evacmap.geometry.coast import open_coast, ring
from evacmap.geometry.geodesic import (
    Line,
    Point,
    geodesic_length_km,
    great_circle,
    line_length_km,
)
from evacmap.geometry.graph import apart_km, on_sphere
from evacmap.geometry.stretch import Stretch, arc
from evacmap.model import RouteMethod

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Up to here a ship goes straight if it can; lanes are for longer voyages and bend short hops.
STRAIGHT_KM = 300
# Farther inland than this no ship is boarded, river ports aside.
INLAND_KM = 60
# How far a quay is looked for from the middle of a port city, each ring 1.5 times the last.
RINGS_KM = tuple(1.5**step for step in range(11))
MOST_QUAYS = 12
MOST_STRAIGHTS = 60
NEAREST_NODES = 24
# A kilometre over land counts as this many: crossed only where there is no way round, as where
# the map's coast closes a strait.
LAND_COST = 10
MOST_SEARCHES = 200
# A way with more land than this is no way by sea: the two stops lie on different waters.
MOST_LAND_KM = 60
# Passages closed to the ordinary traveller, and lines that only frame the network.
CLOSED = frozenset({"northwest", "segment", "segment2"})


@lru_cache(maxsize=20_000)
def route_stretch(start: Point, end: Point) -> Stretch:
    """Return the way over water between two stops; an arc where there is none."""
    if not (_quays(start) and _quays(end)):
        return arc(start, end, note=f"one end is over {INLAND_KM} km from any water")
    line = _straight(start, end)
    if line is not None:
        return Stretch(line=line, method=RouteMethod.SEA_STRAIGHT, length_km=line_length_km(line))
    line = _lane(start, end)
    if line is None or open_coast().land_km(line) > MOST_LAND_KM:
        return arc(start, end, note="no sea lane found between the two")
    return Stretch(line=line, method=RouteMethod.SEA, length_km=line_length_km(line))


@lru_cache(maxsize=20_000)
def _quays(stop: Point) -> tuple[Point, ...]:
    """Return the stop itself if it is on water, else spots of water about it, nearest first."""
    coast = open_coast()
    if not coast.is_land(stop):
        return (stop,)
    water = (spot for spot in ring(stop, RINGS_KM, every_deg=15) if not coast.is_land(spot))
    return tuple(islice(water, MOST_QUAYS))


def _straight(start: Point, end: Point) -> Line | None:
    """Return the shortest straight way from quay to quay over open water, if it is short."""
    if geodesic_length_km(start, end) > STRAIGHT_KM:
        return None
    pairs = [
        (_hop_km(start, one) + geodesic_length_km(one, two) + _hop_km(two, end), one, two)
        for one in _quays(start)
        for two in _quays(end)
    ]
    for _, one, two in sorted(pairs)[:MOST_STRAIGHTS]:
        if open_coast().is_open_water(one, two):
            return _joined((start, *great_circle(one, two), end))
    return None


def _hop_km(one: Point, two: Point) -> float:
    """Return the cost of the ground between a stop and a quay."""
    return LAND_COST * geodesic_length_km(one, two)


def _lane(start: Point, end: Point) -> Line | None:
    """Return the way over the lanes with the least land; None where the two do not meet.

    Edges are measured against the coast only once a way uses them, and the search is repeated
    until it uses none that is not measured.
    """
    hops = (_hops(start), _hops(end))
    points, (one, two, cost_km, is_measured) = _lanes()
    found = None
    for _ in range(MOST_SEARCHES):
        found = _shortest(hops, points, (one, two, cost_km))
        if found is None:
            return None
        fresh = [edge for edge in _edges_along(found) if not is_measured[edge]]
        if not fresh:
            break
        for edge in fresh:
            is_measured[edge] = True
            cost_km[edge] += LAND_COST * open_coast().land_km(
                [_point(points[one[edge]]), _point(points[two[edge]])]
            )
    assert found
    first, last = (hop.quay[node] for hop, node in zip(hops, (found[0], found[-1]), strict=True))
    return _joined((start, first, *(_point(points[node]) for node in found), last, end))


def _shortest(
    hops: "tuple[_Hops, _Hops]", points: Any, edges: tuple[Any, Any, Any]
) -> list[int] | None:
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    one, two, cost_km = edges
    leave, enter = (np.array(list(hop.cost_km)) for hop in hops)
    leave_km, enter_km = (np.array(list(hop.cost_km.values())) for hop in hops)
    source, sink = len(points), len(points) + 1
    rows = [one, two, np.full(len(leave), source), enter]
    columns = [two, one, leave, np.full(len(enter), sink)]
    network = coo_array(
        (
            np.concatenate([cost_km, cost_km, leave_km, enter_km]),
            (np.concatenate(rows), np.concatenate(columns)),
        ),
        shape=(sink + 1, sink + 1),
    ).tocsr()
    far, before = dijkstra(network, indices=source, return_predecessors=True)
    if not np.isfinite(far[sink]):
        return None
    nodes: list[int] = []
    at = int(before[sink])
    while at != source:
        nodes.append(at)
        at = int(before[at])
    return nodes[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hops:
    """The lane nodes about a stop: what reaching each costs, and from which quay."""

    cost_km: dict[int, float]
    quay: dict[int, Point]


@lru_cache(maxsize=20_000)
def _hops(stop: Point) -> _Hops:
    import numpy as np

    points, _ = _lanes()
    km = apart_km(_lane_vectors(), on_sphere(*stop))
    cost_km: dict[int, float] = {}
    quay: dict[int, Point] = {}
    for node in np.argsort(km, kind="stable")[:NEAREST_NODES].tolist():
        target = _point(points[node])
        for spot in _quays(stop):
            cost = _hop_km(stop, spot) + geodesic_length_km(spot, target)
            if cost >= cost_km.get(node, math.inf):
                continue
            cost += LAND_COST * open_coast().land_km([spot, target])
            if cost < cost_km.get(node, math.inf):
                cost_km[node], quay[node] = max(cost, 1e-6), spot
    return _Hops(cost_km=cost_km, quay=quay)


@lru_cache(maxsize=1)
def _lanes() -> tuple["NDArray[np.float64]", tuple[Any, Any, Any, Any]]:
    """Return the nodes (n, 2), lon then lat, and edges: first, second, cost_km, is_measured.

    The last two change as edges are measured against the coast.
    """
    import numpy as np
    from searoute.data.marnet_dict import edge_list

    index: dict[Point, int] = {}
    edges: dict[tuple[int, int], None] = {}
    for node, neighbours in edge_list.items():
        for other, facts in neighbours.items():
            if facts.get("passage") in CLOSED:
                continue
            first, second = (
                index.setdefault(_wrapped(*point), len(index)) for point in (node, other)
            )
            if first != second:
                edges[min(first, second), max(first, second)] = None
    points = np.array(list(index))
    one, two = np.array(sorted(edges)).T
    xyz = on_sphere(points[:, 0], points[:, 1])
    length_km = apart_km(xyz[:, one], xyz[:, two])
    return points, (one, two, np.maximum(length_km, 1e-6), np.zeros(len(one), dtype=bool))


@lru_cache(maxsize=1)
def _edge_numbers() -> dict[tuple[int, int], int]:
    _, (one, two, _, _) = _lanes()
    return {pair: edge for edge, pair in enumerate(zip(one.tolist(), two.tolist(), strict=True))}


def _edges_along(nodes: list[int]) -> list[int]:
    numbers = _edge_numbers()
    return [numbers[min(pair), max(pair)] for pair in pairwise(nodes)]


@lru_cache(maxsize=1)
def _lane_vectors() -> "NDArray[np.float64]":
    points, _ = _lanes()
    return on_sphere(points[:, 0], points[:, 1])


def _joined(points: Iterable[Point]) -> Line:
    """Return the points as a line, without those that repeat the one before."""
    return tuple(point for point, _ in groupby(points))


def _point(row: Any) -> Point:
    return (float(row[0]), float(row[1]))


def _wrapped(lon: float, lat: float) -> Point:
    """Return the point with its longitude in -180 up to, not including, 180."""
    return ((lon + 180) % 360 - 180, float(lat))
