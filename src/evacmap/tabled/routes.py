"""Tables become routes, row by row; what is wrong with a row is said, and the rest goes on."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evacmap.errors import BadCellError, BadTableError
from evacmap.geocode import Gazetteer
from evacmap.geometry import Engine
from evacmap.legs.identity import leg_id
from evacmap.model import Endpoint, Leg, Route, SetAside
from evacmap.pipeline import route_legs
from evacmap.read.rows import RawRow, Rows, Value, read_rows
from evacmap.tabled.lines import given_route, lines_of, with_ends_of_line
from evacmap.tabled.places import TablePlaces
from evacmap.tables import (
    FIELDS,
    Cells,
    WrittenPlace,
    cells_of,
    day_order,
    field_named,
    leg_of_row,
    recognise_columns,
)

if TYPE_CHECKING:
    pass

Progress = Callable[[str, int, int], None]
# A bar that is told of every row of a large table costs more than the rows.
TELL_EVERY = 100
LONGEST_WORDS = 1000
ENDS = ("origin", "destination")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutedTable:
    """What a table gave: its routes in order, the rows set aside, and what else to know."""

    routes: tuple[Route, ...]
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]


def routes_of_table(
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    gazetteer: Gazetteer | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> RoutedTable:
    """Return the routes of a table with origin, destination and date, from any hand.

    ``columns`` says which field a column holds, by the name of the column; the others are
    recognised. ``day_first`` says how 03/04/2022 is meant. A row that cannot be used is set
    aside with its number, its column and the reason.

    Raises:
        BadTableError: the file is no table, or no column says where anyone came from or went.
        MissingPackageError: its format needs a package that is not installed.
    """
    if progress:
        progress("opening", 0, 1)
    rows = read_rows(path)
    if progress:
        progress("opening", 1, 1)
    return routes_of_rows(
        rows,
        columns=columns,
        day_first=day_first,
        gazetteer=gazetteer,
        engine=engine,
        progress=progress,
    )


def routes_of_rows(
    rows: Rows,
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    gazetteer: Gazetteer | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> RoutedTable:
    """Return as ``routes_of_table`` does, of rows that were read before."""
    reader = _Reader(rows, columns or {}, day_first, gazetteer or Gazetteer.open())
    found: list[Leg | Route] = []
    for done, row in enumerate(rows):
        if progress and done % TELL_EVERY == 0:
            progress("placing", done, len(rows))
        leg = reader.read(row)
        if leg is not None:
            found.append(leg)
    if progress:
        progress("placing", len(rows), len(rows))
    routes = _routed(found, engine, progress)
    return RoutedTable(
        routes=routes, set_aside=tuple(reader.set_aside), notes=tuple(reader.notes())
    )


def _routed(
    found: Sequence[Leg | Route], engine: Engine | None, progress: Progress | None
) -> tuple[Route, ...]:
    """Return a route for each: the line that came with the row, unless an engine is to find it."""
    kept = {
        index: item
        for index, item in enumerate(found)
        if isinstance(item, Route) and engine is None
    }
    legs = [
        item.leg if isinstance(item, Route) else item
        for index, item in enumerate(found)
        if index not in kept
    ]
    routed = iter(route_legs(legs, engine=engine, progress=progress))
    return tuple(kept[index] if index in kept else next(routed) for index in range(len(found)))


class _Reader:
    """Reads the rows of one table, and remembers what was wrong with them."""

    def __init__(
        self,
        rows: Rows,
        given: Mapping[str, str],
        day_first: bool | None,
        gazetteer: Gazetteer,
    ) -> None:
        self._rows = rows
        self._stem = Path(rows.path).stem
        self._columns = _columns_of(rows, given)
        self._places = TablePlaces(gazetteer)
        self._ids: Counter[str] = Counter()
        self._noted: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], int] = {}
        self.set_aside: list[SetAside] = []
        self._day_first = day_first if day_first is not None else self._order_of_days()

    def read(self, row: RawRow) -> Leg | Route | None:
        """Return the leg of a row, with its line where that came along; None if set aside."""
        if row.fault:
            self._put_aside(row, row.fault)
            return None
        values = {field: row.values[column] for field, column in self._columns.items()}
        _tidy_source(values)
        cells = cells_of(values, decimal_comma=self._rows.decimal_comma, day_first=self._day_first)
        lines = lines_of(row.geometry)
        cells = with_ends_of_line(cells, lines)
        try:
            leg = self._leg(cells, row)
        except BadCellError as error:
            column = self._columns.get(error.column, error.column)
            error = BadCellError(column, error.value, error.reason)
            self._put_aside(row, _reason(error))
            return None
        for note in cells.notes:
            self._note(row.number, note)
        return given_route(cells, leg, lines) or leg

    def notes(self) -> list[str]:
        """Return what to know of the table, the same remark about many rows in one line."""
        listed = []
        if self._day_first is not None and self._told_order:
            order = "day before month" if self._day_first else "month before day"
            listed.append(f"dates such as 03/04/2022 were read {order}, as other rows have it")
        missing = [field for field in ("date",) if not self._has(field)]
        if missing:
            listed.append(
                f"no column for {', '.join(missing)} among {', '.join(self._rows.columns)}; "
                "name it with --map COLUMN=date"
            )
        for (column, remark), times in self._noted.items():
            first = self._rows.where(self._first[column, remark])
            more = f" (and {times - 1:,} more)" if times > 1 else ""
            listed.append(f"{first}{more}, {remark}")
        return listed

    def _leg(self, cells: Cells, row: RawRow) -> Leg:
        others = [
            WrittenPlace(
                column=side,
                name=cells.text(side),
                area=cells.text(f"{side}_area"),
                country=cells.text(f"{side}_country") or cells.text("country"),
            )
            for side in ENDS
        ]

        def locate(written: WrittenPlace) -> Endpoint:
            return self._places.locate(written, others, cells.notes)

        leg = leg_of_row(
            cells,
            locate=locate,
            document=f"{self._stem}#{row.number}",
            words=_words(row),
        )
        return leg if leg.id else replace(leg, id=self._new_id(leg))

    def _new_id(self, leg: Leg) -> str:
        """Return an id of what the leg says, with a number where rows say the same."""
        id = leg_id(
            origin=leg.origin,
            destination=leg.destination,
            date=leg.date,
            mode=leg.mode,
            party=leg.party,
        )
        self._ids[id] += 1
        return id if self._ids[id] == 1 else f"{id}-{self._ids[id]}"

    def _put_aside(self, row: RawRow, reason: str) -> None:
        place = f"{self._rows.path}, {self._rows.where(row)}"
        self.set_aside.append(SetAside(path=place, reason=reason))

    def _note(self, number: int, note: BadCellError) -> None:
        column = self._columns.get(note.column, note.column)
        key = (column, str(BadCellError(column, note.value, note.reason)))
        self._noted[key] += 1
        self._first.setdefault(key, number)

    def _order_of_days(self) -> bool | None:
        fields = ("date", "date_earliest", "date_latest", "published")
        columns = [self._columns[field] for field in fields if field in self._columns]
        order = day_order(row.values[column] for row in self._rows for column in columns)
        self._told_order = order is not None
        return order

    _told_order = False

    def _has(self, field: str) -> bool:
        return any(name in self._columns for name in (field, f"{field}_earliest", "details"))


def _columns_of(rows: Rows, given: Mapping[str, str]) -> Mapping[str, str]:
    """Return the column of each field.

    Raises:
        BadTableError: a column or field given is unknown, or none tells where people moved.
    """
    chosen = {}
    for column, name in given.items():
        field = field_named(name)
        if field is None:
            reason = f"no field {name!r} to map {column!r} to; fields are {', '.join(FIELDS)}"
            raise BadTableError(rows.path, reason)
        if column not in rows.columns:
            reason = f"no column {column!r}; it has {', '.join(rows.columns)}"
            raise BadTableError(rows.path, reason)
        chosen[column] = field
    found = recognise_columns(rows.columns, tags=rows.tags, given=chosen)
    placed = any(geometry is not None for _, _, geometry in rows.records)
    ends = ("origin", "origin_lon", "destination", "destination_lon", "details")
    if not placed and not any(field in found for field in ends):
        reason = (
            f"no column for origin or destination among {', '.join(rows.columns)}; "
            "name them with --map COLUMN=origin --map COLUMN=destination"
        )
        raise BadTableError(rows.path, reason)
    return found


def _tidy_source(values: dict[str, Value]) -> None:
    """Take a source that is a link for one, in rows that are not our own."""
    source = values.get("publisher")
    if (
        values.get("details") is None
        and isinstance(source, str)
        and source.startswith(("http://", "https://"))
    ):
        values["publisher"] = None
        values["url"] = values.get("url") or source


def _words(row: RawRow) -> str:
    """Return the cells of a row as it stands, for the evidence of a row that quotes no report."""
    cells = [
        f"{column}: {' '.join(str(value).split())}"
        for column, value in row.values.items()
        if value is not None
    ]
    words = "; ".join(cells)
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"


def _reason(error: BadCellError) -> str:
    if error.value is None:
        return f"column {error.column!r} {error.reason}"
    return str(error)
