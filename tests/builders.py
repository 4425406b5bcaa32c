"""Small builders for the objects that tests need."""

import datetime as dt

from evacmap.model import (
    Block,
    BlockKind,
    Document,
    EdtfDate,
    Endpoint,
    Evidence,
    FieldSpan,
    Leg,
    Mode,
    Party,
    Place,
    PlaceKind,
    Source,
    Status,
)

PLACES = {
    "Damascus": (36.29128, 33.5102, PlaceKind.SETTLEMENT, "SY", 12.0),
    "Masnaa": (35.924, 33.7025, PlaceKind.CROSSING, "LB", 1.0),
    "Beirut": (35.50157, 33.89332, PlaceKind.SETTLEMENT, "LB", 10.0),
    "Khmeimim": (35.9487, 35.4011, PlaceKind.AIRBASE, "SY", 3.0),
    "Tartus": (35.88659, 34.88902, PlaceKind.SETTLEMENT, "SY", 5.0),
    "Moscow": (37.61556, 55.75222, PlaceKind.SETTLEMENT, "RU", 25.0),
    "Syria": (38.5, 35.0, PlaceKind.COUNTRY, "SY", 300.0),
    "Lebanon": (35.83333, 33.83333, PlaceKind.COUNTRY, "LB", 80.0),
    "Russia": (100.0, 60.0, PlaceKind.COUNTRY, "RU", 3000.0),
}


def place(name: str) -> Place:
    lon, lat, kind, country, extent_km = PLACES[name]
    return Place(
        id=f"test:{name}",
        name=name,
        kind=kind,
        lon=lon,
        lat=lat,
        extent_km=extent_km,
        country=country,
        source="test",
        source_id=name,
    )


def endpoint(name: str | None) -> Endpoint | None:
    return None if name is None else Endpoint(name=name, place=place(name), score=0.95)


def evidence(
    quote: str = "They left.",
    *,
    document: str = "report",
    publisher: str | None = "The Example",
    published: str | None = "2024-12-16",
    url: str | None = "https://example.org/report",
    said_by: str | None = None,
    spans: tuple[FieldSpan, ...] = (),
) -> Evidence:
    return Evidence(
        document=document,
        publisher=publisher,
        title="A report",
        published=published,
        url=url,
        quote=quote,
        start=0,
        end=len(quote),
        said_by=said_by,
        spans=spans,
    )


def leg(
    origin: str | None = "Damascus",
    destination: str | None = "Khmeimim",
    *,
    id: str = "leg1",
    waypoints: tuple[str, ...] = (),
    date: str | None = "2024-12-09/2024-12-16",
    mode: Mode = Mode.CONVOY,
    status: Status = Status.COMPLETED,
    party: Party | None = None,
    quotes: tuple[Evidence, ...] = (),
    **fields: object,
) -> Leg:
    stops = tuple(endpoint(name) for name in waypoints)
    return Leg(
        id=id,
        origin=endpoint(origin),
        destination=endpoint(destination),
        waypoints=tuple(stop for stop in stops if stop),
        date=EdtfDate(date) if date else None,
        mode=mode,
        status=status,
        party=party or Party(text="soldiers"),
        evidence=quotes or (evidence(),),
        confidence=0.8,
        **fields,  # type: ignore[arg-type]
    )


def document(
    text: str, *, name: str = "report", published: str | None = "2024-12-16", **source: str
) -> Document:
    return Document(
        name=name,
        text=text,
        blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),),
        source=Source(
            published=dt.date.fromisoformat(published) if published else None,
            publisher=source.get("publisher", "The Example"),
            title=source.get("title"),
            url=source.get("url"),
        ),
    )
