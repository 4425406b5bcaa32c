"""Routes as the columns that the page reads.

One block holds what the map and the lists need at once, the other the evidence, which the page
opens when it is first asked for. A repeated text stands once, in ``strings``, and is meant by its
number; None is null throughout.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from evacmap import tables
from evacmap.model import AREA_KINDS, Endpoint, Leg, Mode, Place, Route, RouteMethod, Status

# About a metre and a half: far finer than any line drawn here is true to.
PER_DEGREE = 50_000
EPOCH = dt.date(1970, 1, 1)
Columns = dict[str, list[Any]]


class Numbers:
    """Distinct values, each with its number in order of first use."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def __call__(self, value: Any) -> int | None:
        """Return the number of ``value``; None for None."""
        if value is None:
            return None
        return self.numbers.setdefault(value, len(self.numbers))

    def values(self) -> list[Any]:
        """Return the values in the order of their numbers."""
        return list(self.numbers)


def story(routes: Sequence[Route]) -> dict[str, Any]:
    """Return places, legs and lines, in columns, of ``routes``."""
    strings, places, lines = Numbers(), Numbers(), Numbers()
    legs = [_leg_row(route, strings, places, lines) for route in routes]
    return {
        "per_degree": PER_DEGREE,
        "modes": [mode.value for mode in Mode],
        "statuses": [status.value for status in Status],
        "methods": [method.value for method in RouteMethod],
        "places": _columns([_place_row(place) for place in places.values()]),
        "legs": _columns(legs),
        "lines": [[_steps(line) for line in way] for way in lines.values()],
        "strings": strings.values(),
    }


def evidence(routes: Sequence[Route]) -> dict[str, Any]:
    """Return, in columns, every evidence of ``routes``; ``leg`` numbers the route it is of."""
    strings = Numbers()
    rows = [
        {
            "leg": number,
            "document": strings(item.document),
            "publisher": strings(item.publisher),
            "title": strings(item.title),
            "published": strings(item.published),
            "url": strings(item.url),
            "said_by": strings(item.said_by),
            "quote": item.quote,
            "start": item.start,
            "end": item.end,
        }
        for number, route in enumerate(routes)
        for item in route.leg.evidence
    ]
    return {**_columns(rows), "strings": strings.values()}


def bounds(routes: Iterable[Route]) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of all lines and known places; None without any."""
    points = [point for route in routes for line in route.lines for point in line]
    if not points:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return min(lons), min(lats), max(lons), max(lats)


def _leg_row(route: Route, strings: Numbers, places: Numbers, lines: Numbers) -> dict[str, Any]:
    leg = route.leg
    return {
        "id": leg.id,
        "from": _place_number(leg.origin, places),
        "to": _place_number(leg.destination, places),
        "from_name": _name(leg.origin, strings),
        "to_name": _name(leg.destination, strings),
        "via": [[_place_number(stop, places), _name(stop, strings)] for stop in leg.waypoints]
        or None,
        "date": strings(str(leg.date)) if leg.date else None,
        "first_day": _day(leg.date.earliest) if leg.date else None,
        "last_day": _day(leg.date.latest) if leg.date else None,
        "mode": list(Mode).index(leg.mode),
        "status": list(Status).index(leg.status),
        **_party(leg, strings),
        **_counts(leg, strings),
        **_judgement(leg, strings),
        "method": list(RouteMethod).index(route.method),
        "length_km": None if route.length_km is None else round(route.length_km, 1),
        "line": lines(tuple(route.lines)),
        "note": strings(route.note),
    }


def _party(leg: Leg, strings: Numbers) -> dict[str, Any]:
    party = leg.party
    return {
        "party": strings(party.text) if party else None,
        "party_kind": strings(party.kind.value if party else "unknown"),
        "nationality": strings(party.nationality) if party else None,
    }


def _counts(leg: Leg, strings: Numbers) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for what, count in (("people", leg.people), ("vehicles", leg.vehicles)):
        row[f"{what}_low"] = count.low if count else None
        row[f"{what}_high"] = count.high if count else None
        row[f"{what}_text"] = strings(count.text) if count else None
    return row


def _judgement(leg: Leg, strings: Numbers) -> dict[str, Any]:
    parts = [[strings(name), round(value, 2)] for name, value in leg.confidence_parts]
    return {
        "confidence": round(leg.confidence, 2),
        "confidence_parts": parts or None,
        "sources": tables.independent_sources(leg),
        "publishers": sorted(
            {number for item in leg.evidence if (number := strings(item.publisher)) is not None}
        ),
        "documents": sorted(
            {number for item in leg.evidence if (number := strings(item.document)) is not None}
        ),
        "inferred": [[strings(item.field), strings(item.basis)] for item in leg.inferred] or None,
        "disagreements": [strings(text) for text in leg.disagreements] or None,
        "flags": [strings(text) for text in leg.flags] or None,
    }


def _place_number(endpoint: Endpoint | None, places: Numbers) -> int | None:
    return places(endpoint.place) if endpoint else None


def _name(endpoint: Endpoint | None, strings: Numbers) -> int | None:
    """Return the number of the name as the report writes it; None where it is the place's own."""
    if endpoint is None or endpoint.name == endpoint.place.name:
        return None
    return strings(endpoint.name)


def _place_row(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind.value,
        "is_area": int(place.kind in AREA_KINDS),
        "lon": round(place.lon, 5),
        "lat": round(place.lat, 5),
        "extent_km": round(place.extent_km, 1),
        "country": place.country,
    }


def _steps(line: Sequence[tuple[float, float]]) -> list[int]:
    """Return the first point and the steps to each next one, flattened, lon before lat."""
    flat, last_x, last_y = [], 0, 0
    for lon, lat in line:
        x, y = round(lon * PER_DEGREE), round(lat * PER_DEGREE)
        flat += [x - last_x, y - last_y]
        last_x, last_y = x, y
    return flat


def _day(day: dt.date | None) -> int | None:
    """Return the number of days since 1970-01-01."""
    return None if day is None else (day - EPOCH).days


def _columns(rows: list[dict[str, Any]]) -> Columns:
    """Return rows as columns; a column that is None throughout is left out."""
    names = rows[0] if rows else {}
    columns = {name: [row[name] for row in rows] for name in names}
    return {
        name: values
        for name, values in columns.items()
        if any(value is not None for value in values)
    }
