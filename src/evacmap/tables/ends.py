"""The ends and waypoints of a leg from the cells of a row."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from evacmap.errors import BadCellError
from evacmap.model import Endpoint, Place, PlaceKind
from evacmap.tables.row import Cells

# The extent of a place of which a table gives the position alone.
POINT_EXTENT_KM = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPlace:
    """What a row says of a place: its name or position, or both, under ``column``.

    ``area`` and ``country`` are what the row says it lies in.
    """

    column: str
    name: str | None
    lon: float | None = None
    lat: float | None = None
    id: str | None = None
    kind: PlaceKind | None = None
    area: str | None = None
    country: str | None = None


Locate = Callable[[WrittenPlace], Endpoint]


def locate_as_given(written: WrittenPlace) -> Endpoint:
    """Return the end at the position that the row gives, without asking a gazetteer.

    Raises:
        BadCellError: the row gives none.
    """
    if written.lon is None or written.lat is None:
        reason = "has no coordinates beside it, and no gazetteer was asked"
        raise BadCellError(written.column, written.name, reason)
    return Endpoint(name=name_of(written), place=given_place(written), score=1.0)


def given_place(written: WrittenPlace) -> Place:
    """Return the place at the written position, known to no gazetteer."""
    assert written.lon is not None
    assert written.lat is not None
    position = f"{written.lon:.5f},{written.lat:.5f}"
    return Place(
        id=written.id or f"at:{position}",
        name=name_of(written),
        kind=written.kind or PlaceKind.SETTLEMENT,
        lon=written.lon,
        lat=written.lat,
        extent_km=POINT_EXTENT_KM,
        source="table",
        source_id=written.id or position,
    )


def name_of(written: WrittenPlace) -> str:
    """Return the name as written, or the position where the row gives no name."""
    if written.name:
        return written.name
    assert written.lon is not None
    assert written.lat is not None
    return f"{written.lat:.4f}, {written.lon:.4f}"


def read_end(cells: Cells, side: str, base: Endpoint | None, locate: Locate) -> Endpoint | None:
    """Return the origin or destination of a row; None where it names none.

    Raises:
        BadCellError: the position is none, or ``locate`` finds no place.
    """
    columns = tuple(f"{side}{part}" for part in ("", "_lon", "_lat", "_id", "_kind"))
    if base and not cells.has_changed(*columns):
        return base
    name, lon, lat = cells.text(side), *_position(cells, side)
    if name is None and lon is None:
        return None
    is_renamed = cells.has_changed(side)
    is_moved = cells.has_changed(f"{side}_lon", f"{side}_lat") or not base
    other_id = cells.text(f"{side}_id") if cells.has_changed(f"{side}_id") or not base else None
    kind = _kind(cells, f"{side}_kind")
    if base and is_moved and lon is not None and lat is not None and not other_id:
        return _moved(base, name or base.name, lon, lat, kind)
    if base and not is_moved and not is_renamed and not other_id:
        return replace(base, place=replace(base.place, kind=kind or base.place.kind))
    return locate(
        WrittenPlace(
            column=side,
            name=name,
            lon=lon if is_moved else None,
            lat=lat if is_moved else None,
            id=other_id,
            kind=kind,
            area=cells.text(f"{side}_area"),
            country=cells.text(f"{side}_country") or cells.text("country"),
        )
    )


def read_waypoints(
    cells: Cells, base: tuple[Endpoint, ...], locate: Locate
) -> tuple[Endpoint, ...]:
    """Return the places of the column ``via``, which are set apart by semicolons.

    Raises:
        BadCellError: ``locate`` finds no place.
    """
    if not cells.has_changed("via"):
        return base
    known = {stop.name: stop for stop in base}
    names = [name.strip() for name in (cells.text("via") or "").split(";")]
    country = cells.text("country")
    return tuple(
        known.get(name) or locate(WrittenPlace(column="via", name=name, country=country))
        for name in names
        if name
    )


def _moved(base: Endpoint, name: str, lon: float, lat: float, kind: PlaceKind | None) -> Endpoint:
    """Return the end where a person has put it."""
    position = f"{lon:.5f},{lat:.5f}"
    place = replace(
        base.place,
        id=f"at:{position}",
        lon=lon,
        lat=lat,
        kind=kind or base.place.kind,
        name=name if name != base.name else base.place.name,
        source="table",
        source_id=position,
    )
    return Endpoint(name=name, place=place, score=1.0)


def _position(cells: Cells, side: str) -> tuple[float | None, float | None]:
    lon, lat = cells.number(f"{side}_lon"), cells.number(f"{side}_lat")
    if lon is None and lat is None:
        return None, None
    if lon is None or lat is None:
        column = f"{side}_lon" if lon is None else f"{side}_lat"
        raise BadCellError(column, None, "is empty, and the other coordinate is not")
    if lon == 0 and lat == 0:
        reason = "with latitude 0 is in the open sea; taken as not known"
        cells.notes.append(BadCellError(f"{side}_lon", 0, reason))
        return None, None
    if abs(lat) > 90:
        hint = "; latitude and longitude look swapped" if abs(lat) <= 180 and abs(lon) <= 90 else ""
        raise BadCellError(f"{side}_lat", lat, f"is no latitude, which ends at 90{hint}")
    if abs(lon) > 180:
        raise BadCellError(f"{side}_lon", lon, "is no longitude, which ends at 180")
    return lon, lat


def _kind(cells: Cells, column: str) -> PlaceKind | None:
    text = cells.text(column)
    if text is None:
        return None
    try:
        return PlaceKind(text.lower())
    except ValueError:
        known = ", ".join(kind.value for kind in PlaceKind)
        reason = f"is no kind of place and was left out; kinds are {known}"
        cells.notes.append(BadCellError(column, text, reason))
        return None
