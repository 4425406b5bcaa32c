"""The main roads of a part of the world, to be drawn below routes: from the packed road graph."""

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence

from evacmap.geometry.geodesic import Point
from evacmap.geometry.graph import open_graph

# A road goes on past a junction where it turns by less than this.
STRAIGHT_ON_DEG = 50.0
Box = tuple[float, float, float, float]


def main_roads(box: Box) -> list[list[Point]]:
    """Return the main roads that touch ``box`` (west, south, east, north), longest first.

    Each is a line of longitudes and latitudes that runs straight on through junctions, and may
    reach out of the box.

    Raises:
        DamagedDataError: the bundled roads cannot be read.
    """
    import numpy as np

    graph = open_graph("road")
    west, south, east, north = box
    is_inside = (
        (graph.lon >= west) & (graph.lon <= east) & (graph.lat >= south) & (graph.lat <= north)
    )
    edges = np.flatnonzero(is_inside[graph.first] | is_inside[graph.second])
    nodes, ends = np.unique(
        np.stack([graph.first[edges], graph.second[edges]], axis=1), return_inverse=True
    )
    # Plain lists: single numbers are read from arrays many times more slowly.
    points = list(zip(graph.lon[nodes].tolist(), graph.lat[nodes].tolist(), strict=True))
    pairs = [(first, second) for first, second in ends.reshape(-1, 2).tolist()]
    lines = [[points[node] for node in trail] for trail in _trails(points, pairs)]
    return sorted(lines, key=lambda line: (-_length(line), line))


def _trails(points: Sequence[Point], ends: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the nodes of lines that use each edge once and run on as straight as they can."""
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for number, pair in enumerate(ends):
        for node in pair:
            beside[node].append(number)
    free = [True] * len(ends)
    trails = []
    for number, (first, second) in enumerate(ends):
        if not free[number]:
            continue
        free[number] = False
        forth = _run_on(points, ends, beside, free, (first, second))
        back = _run_on(points, ends, beside, free, (second, first))
        trails.append([*reversed(back), first, second, *forth])
    return trails


def _run_on(
    points: Sequence[Point],
    ends: Sequence[tuple[int, int]],
    beside: dict[int, list[int]],
    free: list[bool],
    step: tuple[int, int],
) -> list[int]:
    """Return the nodes that follow ``step``, and mark their edges as used."""
    found: list[int] = []
    came, here = step
    heading = _heading(points[came], points[here])
    while True:
        ahead = []
        for number in beside[here]:
            if free[number]:
                there = ends[number][0] if ends[number][1] == here else ends[number][1]
                onward = _heading(points[here], points[there])
                ahead.append((abs((onward - heading + 180) % 360 - 180), number, there, onward))
        if not ahead or min(ahead)[0] > STRAIGHT_ON_DEG:
            return found
        _, number, here, heading = min(ahead)
        free[number] = False
        found.append(here)


def _heading(here: Point, there: Point) -> float:
    east = (there[0] - here[0]) * math.cos(math.radians(here[1]))
    return math.degrees(math.atan2(east, there[1] - here[1]))


def _length(line: Sequence[Point]) -> float:
    """Return a length to sort by, in degrees of latitude."""
    squeeze = math.cos(math.radians(line[0][1]))
    return round(
        sum(
            math.hypot((x1 - x0) * squeeze, y1 - y0)
            for (x0, y0), (x1, y1) in itertools.pairwise(line)
        ),
        9,
    )
