"""Rows of an Excel workbook: the sheet named legs, or else the first with a table."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evacmap.errors import BadTableError
from evacmap.read.rows.heading import find_heading
from evacmap.read.rows.rows import Record, Rows, Value, plain
from evacmap.tables.cells import LONG_MARK, LONG_SHEET, as_written

OWN_SHEET = "legs"
# A million rows of legs unpack to less; what is larger is a mistake or an attack.
MAX_UNPACKED_BYTES = 4_000_000_000


def read_xlsx_rows(path: Path) -> Rows:
    """Return the rows of a workbook; formulas give the value that was last computed.

    Raises:
        BadTableError: the file is no workbook, or has no table in any sheet.
    """
    import openpyxl

    _check_size(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    # openpyxl meets a damaged file with errors of many kinds.
    except Exception as error:
        raise BadTableError(path, f"cannot be read as .xlsx ({_said(error)})") from error
    try:
        records = _first_table(path, book)
    finally:
        book.close()
    heading = find_heading(path, [cells for _, cells, _ in records])
    return Rows(
        path=str(path),
        columns=heading.columns,
        tags=heading.tags,
        records=records[heading.rows :],
    )


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile as error:
        way_out = "save it as .xlsx or .csv"
        raise BadTableError(path, f"no .xlsx workbook ({_said(error)}); {way_out}") from None
    if size > MAX_UNPACKED_BYTES:
        raise BadTableError(path, f"unpacks to {size / 1e9:,.0f} GB; this is no table of legs")


def _first_table(path: Path, book: Any) -> list[Record]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sorted(sheets, key=lambda sheet: sheet.title.lower() != OWN_SHEET):
        # Some programs write a wrong size into a sheet, and rows would be cut off.
        sheet.reset_dimensions()
        try:
            records = list(_records(sheet))
        except Exception as error:
            reason = f"sheet {sheet.title!r} cannot be read ({_said(error)})"
            raise BadTableError(path, reason) from error
        if records:
            return _with_long_details(records, book)
    raise BadTableError(path, "no sheet of it holds a table")


def _with_long_details(records: list[Record], book: Any) -> list[Record]:
    """Return the rows with the details that were too long for their cell."""
    if LONG_SHEET not in book.sheetnames:
        return records
    rows = book[LONG_SHEET].iter_rows(values_only=True)
    marks = {
        LONG_MARK.format(number): "".join(str(_cell(part)) for part in parts if part is not None)
        for number, parts in enumerate(rows, 1)
    }
    return [
        (number, tuple(marks.get(str(cell), cell) for cell in cells), geometry)
        for number, cells, geometry in records
    ]


def _records(sheet: Any) -> Iterator[Record]:
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        record = tuple(map(_cell, cells))
        while record and record[-1] is None:
            record = record[:-1]
        if record:
            yield number, record, None


def _cell(value: object) -> Value:
    if not isinstance(value, str):
        return plain(value)
    from openpyxl.utils.escape import unescape

    # Excel writes what XML cannot hold as _x000D_, and openpyxl leaves it so.
    return plain(as_written(unescape(value) if "_x" in value else value))


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
