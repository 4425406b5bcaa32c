"""Routes as a CSV table (RFC 4180)."""

import csv
from collections.abc import Sequence
from pathlib import Path

from evacmap import tables
from evacmap.model import Route
from evacmap.render.files import whole_file
from evacmap.render.text import encodable


def write_csv(routes: Sequence[Route], path: str | Path, *, hxl: bool = False) -> None:
    """Write one row a route under ``tables.COLUMNS``, in UTF-8.

    A text that a spreadsheet would take for a formula gets an apostrophe in front. ``hxl`` puts
    a row of HXL tags under the names.

    Raises:
        UnwritableOutputError: ``path`` cannot be written.
    """
    # Straight into the file: a table of 200,000 legs has 270 MB.
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(tables.COLUMNS)
        if hxl:
            writer.writerow(tables.own_tags().values())
        for route in routes:
            row = tables.route_row(route)
            writer.writerow([cell(row[column]) for column in tables.COLUMNS])


def cell(value: str | int | float | None) -> str:
    """Return a value as it stands in the table; unknown is empty, numbers stay numbers.

    >>> cell("=2+3"), cell(-4.5), cell(None)
    ("'=2+3", '-4.5', '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    return tables.as_harmless(encodable(value).replace("\0", "�"))
