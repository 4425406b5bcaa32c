"""Main roads to draw below routes."""

import itertools

from evacmap.geometry import main_roads
from evacmap.geometry.graph import open_graph

LEBANON = (35.0, 33.0, 36.8, 34.8)


def test_every_road_of_the_box_is_drawn_once() -> None:
    graph = open_graph("road")
    west, south, east, north = LEBANON
    inside = (graph.lon >= west) & (graph.lon <= east) & (graph.lat >= south) & (graph.lat <= north)
    touching = inside[graph.first] | inside[graph.second]
    drawn = [frozenset(pair) for line in main_roads(LEBANON) for pair in itertools.pairwise(line)]
    spots = [(float(lon), float(lat)) for lon, lat in zip(graph.lon, graph.lat, strict=True)]
    wanted = [
        frozenset((spots[a], spots[b]))
        for a, b in zip(graph.first[touching], graph.second[touching], strict=True)
    ]
    assert len(drawn) == len(wanted)
    assert set(drawn) == set(wanted)


def test_roads_run_on_through_junctions_and_the_longest_come_first() -> None:
    lines = main_roads(LEBANON)
    spans = [
        max(max(xs) - min(xs), max(ys) - min(ys))
        for xs, ys in (zip(*line, strict=True) for line in lines)
    ]
    assert spans[0] > 0.7
    assert len(lines) < 0.6 * sum(len(line) - 1 for line in lines)
    assert main_roads(LEBANON) == lines


def test_there_are_no_roads_at_sea() -> None:
    assert main_roads((-30.0, 30.0, -28.0, 32.0)) == []
