"""The build script packs a network so that it reads back as it was, in the same bytes."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from evacmap.geometry.graph import unpack

CODE = """
from scgraph.core import GeoGraph
graph=[{1: 60.0, 2: 25.0}, {0: 60.0, 3: 0.0}, {0: 25.0}, {3: 1.0, 1: 0.0}]
nodes=[[33.51, 36.291], [33.893, 35.502], [33.7, 36.1], [33.893, 35.502]]
"""


@pytest.fixture(scope="module")
def build() -> ModuleType:
    path = Path(__file__).parents[2] / "gazetteer" / "roads.py"
    spec = importlib.util.spec_from_file_location("roads_build", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_network_reads_back_with_its_lengths_by_road(build: ModuleType) -> None:
    graph = unpack(build.pack(*build.read_network(CODE)))
    points = list(zip(graph.lon.round(3), graph.lat.round(3), strict=True))
    assert sorted(points) == [(35.502, 33.893), (35.502, 33.893), (36.1, 33.7), (36.291, 33.51)]
    # Both lengths given, 60 and 25 km, are below the distance between the ends: that counts. The
    # edge between two nodes at one spot has no length; one from a node to itself is left out.
    assert np.sort(graph.length_km) == pytest.approx([0, 27.55, 84.6], abs=0.3)
    assert (graph.first < graph.second).all()


def test_the_same_network_gives_the_same_bytes(build: ModuleType) -> None:
    assert build.pack(*build.read_network(CODE)) == build.pack(*build.read_network(CODE))


def test_a_number_too_large_for_its_bytes_stops_the_build(build: ModuleType) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        build.planes(np.array([256**3]), 3)
