"""The user's own road engine, Valhalla or OSRM, in place of the bundled roads.

Off unless asked for by URL. Speaks the engines' documented HTTP interfaces: Valhalla's
``/status`` and ``/route`` (shape in polyline6), OSRM's ``/route/v1``.
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evacmap.geometry import road
from evacmap.geometry.geodesic import Line, Point
from evacmap.geometry.stretch import Stretch
from evacmap.model import Mode, RouteMethod

TIMEOUT_S = 20
LARGEST_ANSWER = 20_000_000
COSTINGS: Mapping[Mode, str] = {
    Mode.ROAD: "auto",
    Mode.CAR: "auto",
    Mode.CONVOY: "truck",
    Mode.BUS: "bus",
    Mode.FOOT: "pedestrian",
}
OSRM_PROFILES: Mapping[Mode, str] = {Mode.FOOT: "foot"}


@dataclass(slots=True, kw_only=True, eq=False)
class Engine:
    """A Valhalla or OSRM server at ``url``; which of the two is asked of it once.

    Where it does not answer, or knows no way, the bundled roads are used and the note of the
    route says so.

    Raises:
        ValueError: ``url`` is not an http or https address.
    """

    url: str
    _is_valhalla: bool | None = field(default=None, init=False)
    _known: dict[tuple[Point, Point, Mode], Stretch] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{self.url!r} is not the address of a server; write http://host:port")

    def route_stretch(self, start: Point, end: Point, *, mode: Mode) -> Stretch:
        """Return the way by the engine, from stop to stop; by the bundled roads if it fails."""
        key = (start, end, mode)
        if key not in self._known:
            self._known[key] = self._ask(start, end, mode)
        return self._known[key]

    def _ask(self, start: Point, end: Point, mode: Mode) -> Stretch:
        try:
            line, length_km = self._answer(start, end, mode)
        except (OSError, ValueError, LookupError, TypeError) as error:
            stretch = road.route_stretch(start, end)
            note = f"the road engine gave no way ({_reason(error)}): bundled roads"
            return Stretch(
                line=stretch.line,
                method=stretch.method,
                length_km=stretch.length_km,
                note="; ".join(part for part in (note, stretch.note) if part),
            )
        return Stretch(
            line=road.joined(start, line, end),
            method=RouteMethod.ROAD,
            length_km=length_km,
            note="by the user's road engine",
        )

    def _answer(self, start: Point, end: Point, mode: Mode) -> tuple[Line, float]:
        if self._is_valhalla is None:
            self._is_valhalla = self._looks_like_valhalla()
        if self._is_valhalla:
            return self._ask_valhalla(start, end, mode)
        return self._ask_osrm(start, end, mode)

    def _looks_like_valhalla(self) -> bool:
        try:
            return "version" in self._fetch("/status")
        except (urllib.error.HTTPError, ValueError):
            return False

    def _ask_valhalla(self, start: Point, end: Point, mode: Mode) -> tuple[Line, float]:
        query = {
            "locations": [{"lon": lon, "lat": lat} for lon, lat in (start, end)],
            "costing": COSTINGS[mode],
            "units": "kilometers",
        }
        text = urllib.parse.urlencode({"json": json.dumps(query, separators=(",", ":"))})
        trip = self._fetch(f"/route?{text}")["trip"]
        shapes = [decode_polyline(leg["shape"], precision=6) for leg in trip["legs"]]
        line = tuple(point for shape in shapes for point in shape)
        return _checked(line), float(trip["summary"]["length"])

    def _ask_osrm(self, start: Point, end: Point, mode: Mode) -> tuple[Line, float]:
        profile = OSRM_PROFILES.get(mode, "driving")
        stops = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in (start, end))
        answer = self._fetch(f"/route/v1/{profile}/{stops}?overview=full&geometries=geojson")
        if answer.get("code") != "Ok":
            raise ValueError(str(answer.get("code")))
        best = answer["routes"][0]
        line = tuple((float(lon), float(lat)) for lon, lat in best["geometry"]["coordinates"])
        return _checked(line), float(best["distance"]) / 1000

    def _fetch(self, path: str) -> dict[str, Any]:
        request = urllib.request.Request(
            self.url.rstrip("/") + path, headers={"Accept": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
            answer = json.loads(response.read(LARGEST_ANSWER))
        if not isinstance(answer, dict):
            raise ValueError("its answer is not an object")
        return answer


def decode_polyline(text: str, *, precision: int) -> Line:
    """Return the points of an encoded polyline, as lon and lat.

    Method: Google's Encoded Polyline Algorithm Format; ``precision`` is 6 for Valhalla.

    >>> decode_polyline("_p~iF~ps|U_ulLnnqC", precision=5)
    ((-120.2, 38.5), (-120.95, 40.7))

    Raises:
        ValueError: the text ends within a number.
    """
    numbers: list[int] = []
    value = shift = 0
    for letter in text:
        bits = ord(letter) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift or len(numbers) % 2:
        raise ValueError("the shape is cut short")
    lat = lon = 0
    points: list[Point] = []
    for dlat, dlon in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + dlat, lon + dlon
        points.append((lon / 10**precision, lat / 10**precision))
    return tuple(points)


def _checked(line: Sequence[Point]) -> Line:
    if len(line) < 2 or not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in line):
        raise ValueError("its line is not on the Earth")
    return tuple(line)


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"HTTP {error.code}"
    if isinstance(error, TimeoutError):
        return f"no answer in {TIMEOUT_S} s"
    if isinstance(error, OSError):
        return "it cannot be reached"
    return "its answer cannot be read"
