"""Routes as a table of text: CSV (RFC 4180), and TSV with tabs."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from evacmap import tables
from evacmap.model import Route
from evacmap.render.files import Progress, told, whole_stream
from evacmap.render.text import encodable


def write_csv(
    routes: Sequence[Route],
    path: str | Path,
    *,
    hxl: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write one row a route under ``tables.COLUMNS``, in UTF-8.

    A text that a spreadsheet would take for a formula gets an apostrophe in front. ``hxl`` puts
    a row of HXL tags under the names.

    Raises:
        UnwritableOutputError: ``path`` cannot be written.
    """
    _write(routes, path, hxl=hxl, progress=progress, delimiter=",")


def write_tsv(
    routes: Sequence[Route],
    path: str | Path,
    *,
    hxl: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write as ``write_csv`` does, with tabs between the cells.

    Raises:
        UnwritableOutputError: ``path`` cannot be written.
    """
    _write(routes, path, hxl=hxl, progress=progress, delimiter="\t")


def _write(
    routes: Sequence[Route],
    path: str | Path,
    *,
    hxl: bool,
    progress: Progress | None,
    delimiter: str,
) -> None:
    # Straight into the file: a table of 200,000 legs has 270 MB.
    with whole_stream(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(tables.COLUMNS)
        if hxl:
            writer.writerow(tables.own_tags().values())
        for route in told(routes, progress):
            row = tables.route_row(route)
            writer.writerow([cell(row[column]) for column in tables.COLUMNS])
        # The stream is closed by who opened it.
        text.detach()


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
