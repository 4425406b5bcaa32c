"""The one schema of the flat table, and legs as rows of it and back.

``legs.csv``, GeoPackage, Parquet and the properties of ``legs.geojson`` share these columns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from evacmap.model import Correction, Count, Endpoint, Evidence, Leg, Route
from evacmap.tables.details import leg_details, route_details

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

COLUMNS = (
    "id",
    "doc",
    "origin",
    "origin_lon",
    "origin_lat",
    "origin_id",
    "origin_kind",
    "via",
    "destination",
    "destination_lon",
    "destination_lat",
    "destination_id",
    "destination_kind",
    "date",
    "date_earliest",
    "date_latest",
    "mode",
    "party",
    "party_kind",
    "nationality",
    "people_min",
    "people_max",
    "people_text",
    "vehicles_min",
    "vehicles_max",
    "vehicles_text",
    "status",
    "inferred",
    "confidence",
    "publisher",
    "published",
    "url",
    "said_by",
    "quote",
    "quote_start",
    "quote_end",
    "sources",
    "route_method",
    "length_km",
    "corrected",
    "details",
)

# The columns that hold no text.
WHOLE_NUMBERS = (
    *("people_min", "people_max", "vehicles_min", "vehicles_max"),
    *("quote_start", "quote_end", "sources"),
)
NUMBERS = (
    *("origin_lon", "origin_lat", "destination_lon", "destination_lat", "confidence", "length_km"),
)
COPIED_LENGTH = 60

# Some 100 MB; further rows are made again for each table.
MOST_KEPT = 40_000

Row = Mapping[str, str | int | float | None]

# The rows made of routes, by the identity of the route, which is kept beside so that no other
# takes it.
_KEPT: ContextVar[dict[int, tuple[Route, Row]] | None] = ContextVar("kept rows", default=None)


def route_row(route: Route) -> Row:
    """Return one row of the table: the leg of ``route`` and how its line was found.

    Evidence columns hold the first evidence; ``doc`` and ``url`` of several are joined by a
    space, publishers by "; ". A place the sources do not name, and any other unknown, is None.
    ``details`` holds what these columns cannot.
    """
    kept = _KEPT.get()
    known = kept.get(id(route)) if kept is not None else None
    if known is not None:
        return known[1]
    row = flat_row(route.leg)
    row["route_method"] = route.method.value
    row["length_km"] = None if route.length_km is None else round(route.length_km, 1)
    row["details"] = route_details(route)
    if kept is not None and len(kept) < MOST_KEPT:
        kept[id(route)] = (route, row)
    return row


@contextmanager
def keep_rows() -> Iterator[None]:
    """Make the row of the same route only once inside: several tables hold the same rows."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def leg_row(leg: Leg) -> Row:
    """Return one row of the table for ``leg``, without its route."""
    return {**flat_row(leg), "details": leg_details(leg)}


def flat_row(leg: Leg) -> dict[str, str | int | float | None]:
    """Return the row of ``leg`` with empty details."""
    first = leg.evidence[0]
    return {
        "id": leg.id,
        "doc": " ".join(_unique(item.document for item in leg.evidence)),
        **_endpoint_columns("origin", leg.origin),
        "via": "; ".join(stop.name for stop in leg.waypoints) or None,
        **_endpoint_columns("destination", leg.destination),
        "date": str(leg.date) if leg.date else None,
        "date_earliest": _iso(leg.date.earliest) if leg.date else None,
        "date_latest": _iso(leg.date.latest) if leg.date else None,
        "mode": leg.mode.value,
        "party": leg.party.text if leg.party else None,
        "party_kind": leg.party.kind.value if leg.party else "unknown",
        "nationality": leg.party.nationality if leg.party else None,
        **_count_columns("people", leg.people),
        **_count_columns("vehicles", leg.vehicles),
        "status": leg.status.value,
        "inferred": "; ".join(f"{item.field}: {item.basis}" for item in leg.inferred) or None,
        "confidence": round(leg.confidence, 2),
        "publisher": "; ".join(_unique(item.publisher for item in leg.evidence)) or None,
        "published": first.published,
        "url": " ".join(_unique(item.url for item in leg.evidence)) or None,
        "said_by": first.said_by,
        "quote": first.quote,
        "quote_start": first.start,
        "quote_end": first.end,
        "sources": independent_sources(leg),
        "route_method": None,
        "length_km": None,
        "corrected": "; ".join(map(_correction_text, leg.corrected)) or None,
        "details": None,
    }


def independent_sources(leg: Leg) -> int:
    """Return how many independent sources stand behind ``leg``."""
    return 1 if len(leg.evidence) == 1 else len(set(source_numbers(leg.evidence)))


def source_numbers(evidence: Sequence[Evidence]) -> tuple[int, ...]:
    """Return a number for each piece of evidence, the same for those of one source.

    One source are the reports of one publisher, those that quote the same person or body, and
    those with the same words: two papers that repeat one agency are one. A report without a
    publisher stands for itself.
    """
    numbers = list(range(len(evidence)))
    first_with: dict[tuple[str, str], int] = {}
    for index, item in enumerate(evidence):
        for key in _source_keys(item):
            known = first_with.setdefault(key, index)
            old, new = numbers[index], numbers[known]
            numbers = [new if number == old else number for number in numbers]
    return tuple(numbers)


def _source_keys(item: Evidence) -> Iterator[tuple[str, str]]:
    yield ("publisher", item.publisher) if item.publisher else ("document", item.document)
    if item.said_by:
        yield "said by", item.said_by.casefold()
    words = " ".join(item.quote.casefold().split())
    # Two reporters may hit on the same few words.
    if len(words) >= COPIED_LENGTH:
        yield "quote", words


def to_geodataframe(routes: Iterable[Route]) -> "GeoDataFrame":
    """Return the routes as a GeoDataFrame with the columns of the table, EPSG:4326.

    Whole numbers are pandas' Int64, which has a place for the unknown; texts are objects.
    """
    import geopandas
    import pandas

    listed = list(routes)
    rows = [route_row(route) for route in listed]
    columns = {
        name: pandas.Series([row[name] for row in rows], dtype=_DTYPES.get(name, "object"))
        for name in COLUMNS
    }
    geometry = [route_geometry(route) for route in listed]
    return geopandas.GeoDataFrame(columns, geometry=geometry, crs="EPSG:4326")


_DTYPES = {**dict.fromkeys(WHOLE_NUMBERS, "Int64"), **dict.fromkeys(NUMBERS, "float64")}


def route_geometry(route: Route) -> Any:
    """Return the shapely geometry of a route: a LineString, MultiLineString, Point or None."""
    from shapely import LineString, MultiLineString, Point

    lines = [line for line in route.lines if line]
    if not lines:
        return None
    if len(lines) == 1:
        return Point(lines[0][0]) if len(lines[0]) == 1 else LineString(lines[0])
    return MultiLineString(lines)


def _endpoint_columns(side: str, endpoint: Endpoint | None) -> Row:
    place = endpoint.place if endpoint else None
    return {
        side: endpoint.name if endpoint else None,
        f"{side}_lon": round(place.lon, 5) if place else None,
        f"{side}_lat": round(place.lat, 5) if place else None,
        f"{side}_id": place.id if place else None,
        f"{side}_kind": place.kind.value if place else None,
    }


def _count_columns(what: str, count: Count | None) -> Row:
    return {
        f"{what}_min": count.low if count else None,
        f"{what}_max": count.high if count else None,
        f"{what}_text": count.text if count else None,
    }


def _correction_text(item: Correction) -> str:
    """Return a correction in words: ``people: was 80 (Ann: the ministry says so)``."""
    what = f"{item.was}" if item.field == "leg" else f"was {item.was or 'not reported'}"
    told = ": ".join(filter(None, (item.who, item.why)))
    return f"{item.field}: {what} ({told})" if told else f"{item.field}: {what}"


def _iso(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _unique(items: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(item for item in items if item))
