"""Routes as the columns that the page reads.

In the order in which the page needs them: what the map is drawn from, the first legs apart from the
others so that they are on screen at once; what the lists and filters add; and the quotes, some
legs' at a time, which are opened when they are first asked for. A repeated text, place, count,
report or line stands once and is meant by its number. None is null throughout; true means "what
follows from the other columns", as said at each column.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from evacmap import tables
from evacmap.model import (
    AREA_KINDS,
    Count,
    EdtfDate,
    Endpoint,
    Evidence,
    Leg,
    Mode,
    Place,
    Route,
    RouteMethod,
    Status,
)

# The page draws so many legs before it reads the others, and opens the quotes of so many at a time.
FIRST_LEGS = 2000
LEGS_A_BLOCK = 2000
# About two metres: far finer than any line drawn here is true to.
PER_DEGREE = 50_000
EPOCH = dt.date(1970, 1, 1)
MODES = {mode: number for number, mode in enumerate(Mode)}
STATUSES = {status: number for number, status in enumerate(Status)}
METHODS = {method: number for number, method in enumerate(RouteMethod)}


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


class Tables:
    """What the columns of legs refer to by number; shared by the blocks of one page."""

    def __init__(self) -> None:
        self.strings, self.places, self.counts = Numbers(), Numbers(), Numbers()
        self.reports, self.lines = Numbers(), Numbers()
        self._place_numbers: dict[int, int | None] = {}

    def report(self, item: Evidence) -> int | None:
        """Return the number of the report that ``item`` is from."""
        return self.reports((item.document, item.publisher, item.title, item.published, item.url))

    def report_rows(self) -> list[list[int | None]]:
        """Return each report's texts by their numbers."""
        return [[self.strings(text) for text in report] for report in self.reports.values()]

    def count(self, count: Count | None) -> int | None:
        """Return the number of a [low, high, text]."""
        return self.counts((count.low, count.high, self.strings(count.text)) if count else None)

    def place(self, endpoint: Endpoint | None) -> int | None:
        """Return the number of the place of an end."""
        if endpoint is None:
            return None
        # Most legs share the very same places, whose hashes are dear. The routes outlive this
        # table, so no other object takes an identity that is noted here.
        known = self._place_numbers.get(id(endpoint.place))
        if known is None:
            known = self._place_numbers[id(endpoint.place)] = self.places(endpoint.place)
        return known

    def name(self, endpoint: Endpoint | None) -> int | None:
        """Return the number of the name as written; None where it is the place's own."""
        if endpoint is None or endpoint.name == endpoint.place.name:
            return None
        return self.strings(endpoint.name)

    def texts(self, texts: Iterable[str]) -> list[int | None] | None:
        """Return the numbers of texts; None for none."""
        return [self.strings(text) for text in texts] or None


def lines(routes: Sequence[Route], refer: Tables) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Return what the map of ``routes`` is drawn from: the first legs, and the others if any.

    Each table of the second goes on where that of the first ends.
    """
    first = {
        "per_degree": PER_DEGREE,
        "modes": [mode.value for mode in Mode],
        "statuses": [status.value for status in Status],
        "methods": [method.value for method in RouteMethod],
        **_drawn(routes[:FIRST_LEGS], refer),
    }
    return first, _drawn(routes[FIRST_LEGS:], refer) if len(routes) > FIRST_LEGS else None


def _drawn(routes: Sequence[Route], refer: Tables) -> dict[str, Any]:
    places, counts, ways = (len(each.numbers) for each in (refer.places, refer.counts, refer.lines))
    legs = _columns([route.leg for route in routes], _drawn_leg_columns(refer))
    legs |= _columns(routes, _drawn_route_columns(refer))
    return {
        "n": len(routes),
        "legs": legs,
        "places": _columns(refer.places.values()[places:], PLACE_COLUMNS),
        "counts": refer.counts.values()[counts:],
        "lines": [[_steps(line) for line in way] for way in refer.lines.values()[ways:]],
    }


def story(routes: Sequence[Route], refer: Tables) -> dict[str, Any]:
    """Return what the lists, filters and the panel say of ``routes``.

    To be called after ``lines``, whose texts it holds too.
    """
    legs = _columns([route.leg for route in routes], _told_leg_columns(refer))
    legs |= _columns(routes, _told_route_columns(refer))
    reports = refer.report_rows()
    return {
        "legs": legs,
        "reports": reports,
        "strings": refer.strings.values(),
        "legs_a_block": LEGS_A_BLOCK,
    }


def evidence(routes: Sequence[Route]) -> Iterator[dict[str, Any]]:
    """Yield the quotes, ``LEGS_A_BLOCK`` legs at a time, in the order of each leg's ``reports``.

    There is always a first one.
    """
    for start in range(0, max(1, len(routes)), LEGS_A_BLOCK):
        yield _quotes(routes[start : start + LEGS_A_BLOCK])


def _quotes(routes: Sequence[Route]) -> dict[str, Any]:
    strings = Numbers()
    items = [item for route in routes for item in route.leg.evidence]
    columns: dict[str, Callable[[Evidence], Any]] = {
        "quote": lambda item: item.quote,
        "start": lambda item: item.start,
        # True: as many characters after the start as the quote has.
        "end": lambda item: item.end - item.start == len(item.quote) or item.end,
        "said_by": lambda item: strings(item.said_by),
    }
    return {**_columns(items, columns), "strings": strings.values()}


def bounds(routes: Iterable[Route]) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of all lines; None without any."""
    points = {point for route in routes for line in route.lines for point in line}
    if not points:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    west, south, east, north = (
        round(edge, 5) for edge in (min(lons), min(lats), max(lons), max(lats))
    )
    return west, south, east, north


PLACE_COLUMNS: dict[str, Callable[[Place], Any]] = {
    "id": lambda place: place.id,
    "name": lambda place: place.name,
    "kind": lambda place: place.kind.value,
    "is_area": lambda place: int(place.kind in AREA_KINDS),
    "lon": lambda place: round(place.lon, 5),
    "lat": lambda place: round(place.lat, 5),
    "extent_km": lambda place: round(place.extent_km, 1),
    "country": lambda place: place.country,
}


def _drawn_leg_columns(refer: Tables) -> dict[str, Callable[[Leg], Any]]:
    return {
        "from": lambda leg: refer.place(leg.origin),
        "to": lambda leg: refer.place(leg.destination),
        "via": lambda leg: (
            [[refer.place(stop), refer.name(stop)] for stop in leg.waypoints] or None
        ),
        "mode": lambda leg: MODES[leg.mode],
        "status": lambda leg: STATUSES[leg.status],
        "people": lambda leg: refer.count(leg.people),
        "vehicles": lambda leg: refer.count(leg.vehicles),
    }


def _drawn_route_columns(refer: Tables) -> dict[str, Callable[[Route], Any]]:
    return {
        "method": lambda route: METHODS[route.method],
        # True: straight from place to place.
        "line": lambda route: _joins_places(route) or refer.lines(route.lines),
    }


def _told_leg_columns(refer: Tables) -> dict[str, Callable[[Leg], Any]]:
    strings = refer.strings
    return {
        "id": lambda leg: leg.id,
        "from_name": lambda leg: refer.name(leg.origin),
        "to_name": lambda leg: refer.name(leg.destination),
        "first_day": lambda leg: _days(leg.date.text)[0] if leg.date else None,
        # True: the first day is the last.
        "last_day": lambda leg: _days(leg.date.text)[1] if leg.date else None,
        # True: the first day, and nothing else, is the date.
        "date": lambda leg: _days(leg.date.text)[2] or strings(leg.date.text) if leg.date else None,
        "party": lambda leg: strings(leg.party.text) if leg.party else None,
        "party_kind": lambda leg: strings(leg.party.kind.value if leg.party else "unknown"),
        "nationality": lambda leg: strings(leg.party.nationality) if leg.party else None,
        "confidence": lambda leg: round(leg.confidence, 2),
        "confidence_parts": lambda leg: (
            [[strings(name), round(value, 2)] for name, value in leg.confidence_parts] or None
        ),
        "sources": tables.independent_sources,
        "reports": lambda leg: [refer.report(item) for item in leg.evidence],
        "inferred": lambda leg: (
            [[strings(item.field), strings(item.basis)] for item in leg.inferred] or None
        ),
        "corrected": lambda leg: (
            [
                [strings(item.field), strings(item.was), strings(item.who), strings(item.why)]
                for item in leg.corrected
            ]
            or None
        ),
        "disagreements": lambda leg: refer.texts(leg.disagreements),
        "flags": lambda leg: refer.texts(leg.flags),
    }


def _told_route_columns(refer: Tables) -> dict[str, Callable[[Route], Any]]:
    return {
        "length_km": lambda route: None if route.length_km is None else round(route.length_km, 1),
        "note": lambda route: refer.strings(route.note),
    }


def _columns(items: Sequence[Any], columns: dict[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """Return each column's values; a column that is None throughout is left out."""
    found = {name: [value(item) for item in items] for name, value in columns.items()}
    return {
        name: values for name, values in found.items() if any(value is not None for value in values)
    }


def _joins_places(route: Route) -> bool:
    if len(route.lines) != 1:
        return False
    ends, line = route.leg.ends, route.lines[0]
    if len(line) != len(ends):
        return False
    for point, stop in zip(line, ends, strict=True):
        spot = (stop.place.lon, stop.place.lat)
        if point != spot and _on_grid(point) != _on_grid(spot):
            return False
    return True


def _on_grid(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0] * PER_DEGREE), round(point[1] * PER_DEGREE)


def _steps(line: Sequence[tuple[float, float]]) -> list[int]:
    """Return the first point and the steps to each next one, flattened, lon before lat."""
    flat, last_x, last_y = [], 0, 0
    for lon, lat in line:
        x, y = _on_grid((lon, lat))
        flat += [x - last_x, y - last_y]
        last_x, last_y = x, y
    return flat


@lru_cache(maxsize=4096)
def _days(text: str) -> tuple[int | None, int | bool | None, bool]:
    """Return the first and last day as the columns hold them, and whether the first is the text."""
    date = EdtfDate(text)
    first, last = _day(date.earliest), _day(date.latest)
    return first, last == first or last, text == str(date.earliest)


def _day(day: dt.date | None) -> int | None:
    """Return the number of days since 1970-01-01."""
    return None if day is None else (day - EPOCH).days
