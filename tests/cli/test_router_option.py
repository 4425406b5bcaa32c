"""``evacmap build --router``: roads from a server of the user's own."""

import pytest
from click.testing import CliRunner

import builders
from evacmap import pipeline
from evacmap.cli.build import build
from evacmap.geometry import Engine
from evacmap.model import Mode


def test_an_address_that_is_no_web_address_is_wrong_usage(tmp_path):
    result = CliRunner().invoke(build, ["x.txt", "-o", str(tmp_path), "--router", "localhost:8002"])
    assert result.exit_code == 2
    assert "write http://host:port" in result.output


def test_the_engine_is_asked_for_the_roads(tmp_path, monkeypatch):
    seen: list[object] = []
    monkeypatch.setattr(pipeline, "build", lambda *args, **rest: seen.append(rest["engine"]))
    CliRunner().invoke(build, ["x.txt", "-o", str(tmp_path), "--router", "http://127.0.0.1:9"])
    assert [engine.url for engine in seen] == ["http://127.0.0.1:9"]


def test_a_server_that_is_not_there_costs_no_line():
    engine = Engine(url="http://127.0.0.1:9")
    (route,) = pipeline.route_legs([builders.leg(mode=Mode.CONVOY)], engine=engine)
    assert route.length_km == pytest.approx(293, abs=2)
    assert route.note == "the road engine gave no way (it cannot be reached): bundled roads"
