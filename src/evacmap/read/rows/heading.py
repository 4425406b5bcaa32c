"""Where the names of the columns stand, and the HXL tags under them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evacmap.errors import BadTableError
from evacmap.read.rows.rows import Value, named_columns

# HXL standard 1.1: the tags stand within the first 25 rows.
LOOKED_AT = 25
_TAG = re.compile(r"#[a-z]\w*(?:\s*\+\s*[a-z]\w*)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The names of the columns, their HXL tags, and how many rows stand before the data."""

    columns: tuple[str, ...]
    tags: Mapping[str, str]
    rows: int


def find_heading(path: Path, rows: Sequence[tuple[Value, ...]]) -> Heading:
    """Return the heading of a table whose rows without any cell are left out.

    It is the row above the HXL tags, or else the first with two cells: a title over a table
    stands alone in its row.

    Raises:
        BadTableError: no row has a cell.
    """
    if not rows:
        raise BadTableError(path, "the table is empty")
    first = rows[:LOOKED_AT]
    tagged = next((index for index, row in enumerate(first) if _are_tags(row)), None)
    if tagged is not None:
        columns = named_columns(rows[max(0, tagged - 1)])
        if len(rows[tagged]) > len(columns):
            columns = named_columns([*columns, *rows[tagged][len(columns) :]])
        pairs = zip(columns, rows[tagged], strict=False)
        tags = {column: _plain_tag(tag) for column, tag in pairs if tag is not None}
        return Heading(columns=columns, tags=tags, rows=tagged + 1)
    index = next(
        (index for index, row in enumerate(first) if sum(cell is not None for cell in row) > 1), 0
    )
    return Heading(columns=named_columns(rows[index]), tags={}, rows=index + 1)


def _are_tags(row: Sequence[Value]) -> bool:
    cells = [str(cell).strip() for cell in row if cell is not None]
    return bool(cells) and all(_TAG.fullmatch(cell) for cell in cells)


def _plain_tag(tag: Value) -> str:
    return "".join(str(tag).split()).lower()
