"""Rows of a table as they stand in its file."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Value = str | int | float | bool | None
Record = tuple[int, tuple[Value, ...], "BaseGeometry | None"]
"""The number of a row, its cells, and its geometry: as kept, small for the sake of memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One row: its number in the file as people count it there, and its cells by column.

    An empty cell is None. ``geometry`` is in degrees, EPSG:4326. ``fault`` says in words why the
    row cannot be trusted, such as more cells than columns.
    """

    number: int
    values: Mapping[str, Value]
    geometry: "BaseGeometry | None" = None
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table as read: iterate it for its rows, as often as you like.

    ``columns`` are named as written; a second of one name is told apart by its number.
    ``tags`` are the HXL tags under the names, where the table has a row of them. ``unit`` is the
    word for one row of this format. ``decimal_comma`` tells how its numbers are written.
    """

    path: str
    columns: tuple[str, ...]
    records: Sequence[Record]
    tags: Mapping[str, str]
    unit: str = "row"
    decimal_comma: bool = False

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[RawRow]:
        width = len(self.columns)
        for number, cells, geometry in self.records:
            fault = None
            if len(cells) > width:
                fault = f"has {len(cells)} cells under {width} columns"
            values = dict(zip(self.columns, cells[:width], strict=False))
            for column in self.columns[len(cells) :]:
                values[column] = None
            yield RawRow(number=number, values=values, geometry=geometry, fault=fault)

    def where(self, row: RawRow | int, column: str | None = None) -> str:
        """Return the place of a row for a message: ``row 7, column 'people'``."""
        number = row if isinstance(row, int) else row.number
        return f"{self.unit} {number}" + (f", column {column!r}" if column else "")


def named_columns(names: Iterable[Value]) -> tuple[str, ...]:
    """Return names for the columns: as written, or by number where empty or there before.

    >>> named_columns(["from", "", "from"])
    ('from', 'column 2', 'from (column 3)')
    """
    named: dict[str, None] = {}
    for number, written in enumerate(names, 1):
        name = "" if written is None else str(written).strip()
        if not name:
            name = f"column {number}"
        elif name in named:
            name = f"{name} (column {number})"
        named[name] = None
    return tuple(named)


def plain(value: object) -> Value:
    """Return a cell as text, number or truth value; days as ISO 8601, emptiness as None."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dict | list | tuple):
        import json

        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
