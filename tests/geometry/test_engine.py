"""A road engine of the user's own, played by a real server that speaks its protocol."""

import json
import threading
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

import builders as build
from evacmap.geometry import Engine, route_leg
from evacmap.geometry.engine import decode_polyline
from evacmap.model import Leg, Mode, RouteMethod

DAMASCUS, BEIRUT = (36.29128, 33.5102), (35.50157, 33.89332)
# Damascus, a point in the hills, Beirut, as polyline6: latitude first, differences, six decimals.
SHAPE = "_fh|~@_|}edA_brJ~uxV_brJ~flW"


class Handler(BaseHTTPRequestHandler):
    """Answers as the engine named by ``kind`` does; records what it was asked."""

    kind = "valhalla"
    asked: list[str] = []

    def do_GET(self) -> None:
        Handler.asked.append(self.path)
        answer = self.answer()
        body = json.dumps(answer).encode() if answer is not None else b"<html>oops"
        self.send_response(200 if answer is not None or self.kind == "broken" else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self) -> object:
        path = urllib.parse.urlsplit(self.path)
        if self.kind == "valhalla" and path.path == "/status":
            return {"version": "3.5.1", "tileset_last_modified": 0}
        if self.kind == "valhalla" and path.path == "/route":
            asked = json.loads(urllib.parse.parse_qs(path.query)["json"][0])
            assert [set(stop) for stop in asked["locations"]] == [{"lon", "lat"}] * 2
            return {"trip": {"legs": [{"shape": SHAPE}], "summary": {"length": 111.5}}}
        if self.kind == "osrm" and path.path.startswith("/route/v1/"):
            line = [[36.29, 33.51], [35.9, 33.7], [35.5, 33.89]]
            geometry = {"type": "LineString", "coordinates": line}
            return {"code": "Ok", "routes": [{"geometry": geometry, "distance": 109_000.0}]}
        if self.kind == "lost" and path.path.startswith("/route/v1/"):
            return {"code": "NoRoute", "routes": []}
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        Handler.asked = []
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def bus() -> Leg:
    return build.leg("Damascus", "Beirut", mode=Mode.BUS)


def test_valhalla_is_recognised_and_its_way_is_drawn(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "kind", "valhalla")
    route = route_leg(bus(), engine=Engine(url=server))
    assert (route.method, route.length_km) == (RouteMethod.ROAD, 111.5)
    assert route.note == "by the user's road engine"
    assert (route.lines[0][0], route.lines[0][-1]) == (DAMASCUS, BEIRUT)
    assert (35.9, 33.7) in route.lines[0]
    query = urllib.parse.unquote(Handler.asked[-1])
    assert '"costing":"bus"' in query


def test_osrm_is_recognised_and_asked_once_for_each_way(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "kind", "osrm")
    engine = Engine(url=server)
    first, second = route_leg(bus(), engine=engine), route_leg(bus(), engine=engine)
    assert first == second
    assert first.length_km == 109.0
    assert Handler.asked == [
        "/status",
        "/route/v1/driving/36.291280,33.510200;35.501570,33.893320"
        "?overview=full&geometries=geojson",
    ]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("lost", "its answer cannot be read"), ("broken", "its answer cannot be read"),
     ("absent", "HTTP 404")],
)  # fmt: skip
def test_an_engine_that_fails_is_told_and_the_bundled_roads_are_used(
    server: str, monkeypatch: pytest.MonkeyPatch, kind: str, reason: str
) -> None:
    monkeypatch.setattr(Handler, "kind", kind)
    route = route_leg(bus(), engine=Engine(url=server))
    assert route.note == f"the road engine gave no way ({reason}): bundled roads"
    assert route.length_km == route_leg(bus()).length_km


def test_an_engine_that_is_not_there_is_told() -> None:
    route = route_leg(bus(), engine=Engine(url="http://127.0.0.1:9"))
    assert route.note == "the road engine gave no way (it cannot be reached): bundled roads"


def test_ships_and_planes_are_not_asked_of_a_road_engine(server: str) -> None:
    route = route_leg(build.leg("Beirut", "Moscow", mode=Mode.AIR), engine=Engine(url=server))
    assert route.method is RouteMethod.GEODESIC
    assert Handler.asked == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "localhost:8002", "ftp://host", ""])
def test_only_a_web_address_is_an_engine(url: str) -> None:
    with pytest.raises(ValueError, match="write http://host:port"):
        Engine(url=url)


def test_a_shape_cut_short_is_refused() -> None:
    with pytest.raises(ValueError, match="cut short"):
        decode_polyline(SHAPE[:-1], precision=6)
