"""Ways over the packed road and railway graphs."""

import re
from importlib import resources
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from evacmap.errors import DamagedDataError
from evacmap.geometry import graph as graphs
from evacmap.geometry import road
from evacmap.geometry.geodesic import geodesic_length_km
from evacmap.geometry.graph import MAGIC, open_graph, unpack
from evacmap.geometry.network import find_way
from evacmap.model import RouteMethod

DAMASCUS, MASNAA, BEIRUT = (36.29128, 33.5102), (35.924, 33.7025), (35.50157, 33.89332)
HOMS, TARTUS, LATAKIA = (36.71682, 34.72682), (35.88659, 34.88902), (35.78333, 35.51667)
QUDSAYYA, KHMEIMIM = (36.2266, 33.5376), (35.9487, 35.4011)
KHARTOUM, PORT_SUDAN = (32.53241, 15.55177), (37.21644, 19.61745)
MARIUPOL, ZAPORIZHZHIA = (37.54131, 47.09514), (35.11714, 47.82289)
STEPANAKERT, GORIS = (46.7528, 39.8153), (46.3383, 39.5111)


@pytest.mark.parametrize(
    ("stops", "length_km"),
    [
        ((DAMASCUS, MASNAA, BEIRUT), 101),
        ((DAMASCUS, HOMS, TARTUS, LATAKIA), 329),
        ((QUDSAYYA, KHMEIMIM), 313),
        ((KHARTOUM, PORT_SUDAN), 775),
        ((MARIUPOL, ZAPORIZHZHIA), 212),
        ((STEPANAKERT, GORIS), 55),
    ],
)
def test_known_roads_have_their_known_lengths(
    stops: tuple[tuple[float, float], ...], length_km: float
) -> None:
    """Lengths by road as measured on OpenStreetMap's main roads."""
    found = [road.route_stretch(a, b) for a, b in pairwise(stops)]
    assert {stretch.method for stretch in found} == {RouteMethod.ROAD}
    assert sum(stretch.length_km for stretch in found) == pytest.approx(length_km, rel=0.1)


def test_the_road_to_beirut_crosses_the_border_at_masnaa_without_being_told() -> None:
    line = road.route_stretch(DAMASCUS, BEIRUT).line
    assert min(geodesic_length_km(point, MASNAA) for point in line) < 1


def test_the_railway_from_kyiv_to_lviv_is_a_railway() -> None:
    stretch = road.route_rail_stretch((30.4893, 50.4401), (23.9940, 49.8399))
    assert stretch.method is RouteMethod.RAIL
    assert stretch.length_km == pytest.approx(572, rel=0.1)


@pytest.mark.parametrize(
    "end", [(-62.2, 16.7), (33.03, 34.68)], ids=["an island off the graph", "over the sea"]
)
def test_no_road_over_the_sea_is_an_arc_that_says_so(end: tuple[float, float]) -> None:
    stretch = road.route_stretch(BEIRUT, end)
    assert (stretch.line, stretch.method) == ((BEIRUT, end), RouteMethod.ARC)
    assert stretch.note == "no main road known that joins the two"


def test_a_search_finds_what_an_unbounded_dijkstra_finds() -> None:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    graph = open_graph("road")
    size = len(graph.lon)
    whole = coo_array((graph.length_km, (graph.first, graph.second)), shape=(size, size)).tocsr()
    start = int(np.argmin((graph.lon - 37.5) ** 2 + (graph.lat - 47.1) ** 2))
    ends = np.random.default_rng(7).choice(
        np.flatnonzero((abs(graph.lon - 37) < 12) & (abs(graph.lat - 48) < 6)), 12, replace=False
    )
    (far,) = dijkstra(whole, directed=False, indices=[start])
    for end in ends:
        here, there = (graph.lon[start], graph.lat[start]), (graph.lon[end], graph.lat[end])
        way = find_way(graph, here, there, reach_km=1)
        expected = far[end]
        if expected <= 3 * geodesic_length_km(here, there):
            assert way is not None
            # The graph is measured on a sphere, ways on the ellipsoid, 0.6 % apart at most.
            straight = geodesic_length_km(here, there) / float(
                graphs.apart_km(graphs.on_sphere(*here), graphs.on_sphere(*there))
            )
            assert way.length_km == pytest.approx(expected * straight, rel=2e-3, abs=0.05)


def test_the_graph_holds_what_its_build_says() -> None:
    sources = Path(__file__).parents[2] / "gazetteer" / "roads-sources.toml"
    counts = re.findall(r"^(nodes|edges) = (\d+)$", sources.read_text(encoding="utf-8"), re.M)
    graph = open_graph("road")
    assert dict(counts[:2]) == {"nodes": str(len(graph.lon)), "edges": str(len(graph.first))}


def test_an_edge_is_never_shorter_than_the_distance_between_its_ends() -> None:
    graph = open_graph("rail")
    chord = graphs.apart_km(graph.xyz[:, graph.first], graph.xyz[:, graph.second])
    assert float((graph.length_km - chord).min()) >= -1e-9


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda whole: whole[: len(whole) // 2], "it cannot be unpacked"),
        (lambda whole: b"other" + whole, "it does not begin as a packed graph does"),
        (lambda whole: MAGIC, "it cannot be unpacked"),
    ],
)
def test_a_damaged_graph_is_refused(damage: object, reason: str) -> None:
    whole = (resources.files("evacmap.data") / "roads-rail.graph.zst").read_bytes()
    with pytest.raises(ValueError, match=reason):
        unpack(damage(whole))  # type: ignore[operator]


def test_a_missing_graph_is_an_error_that_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(graphs.FILES, "road", "gone.zst")
    graphs.open_graph.cache_clear()
    with pytest.raises(DamagedDataError, match=r"gone\.zst"):
        graphs.open_graph("road")
    graphs.open_graph.cache_clear()
