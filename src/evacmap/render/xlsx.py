"""Routes as an Excel workbook: the same columns, with a heading that stays and filters.

The book is openpyxl's; the rows are written into its sheet by ``render/sheet_rows.py``, since a
cell by openpyxl takes ten times as long.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evacmap import tables
from evacmap.errors import UnwritableOutputError
from evacmap.model import Route
from evacmap.render.files import Progress, told, whole_stream
from evacmap.render.sheet_rows import SheetRows, safe_text
from evacmap.render.zipped import write_entry
from evacmap.tables.cells import LONG_SHEET

# Excel specifications and limits.
MOST_ROWS = 1_048_575
SHEET = "legs"
WIDTHS = {"quote": 60, "party": 24, "url": 30, "details": 12, "origin": 18, "destination": 18}
SHEET_FILE = "xl/worksheets/sheet1.xml"
LINKS_FILE = "xl/worksheets/_rels/sheet1.xml.rels"
# docProps/core.xml bears the hour at which it was made.
_HOURS = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
# The second row of the book holds a day, for its style; here our rows begin.
_SAMPLE = re.compile(r'<row r="2"[^>]*><c r="A2"[^>]* s="(\d+)".*?</row>')
_AFTER_FILTER = re.compile(r"<autoFilter [^>]*?(/>|</autoFilter>)")


def write_xlsx(
    routes: Sequence[Route], path: str | Path, *, progress: Progress | None = None
) -> None:
    """Write a workbook with the sheet ``legs``, one row a route under ``tables.COLUMNS``.

    No cell is a formula: a text that would become one gets an apostrophe in front. The first
    address of a row is a link.

    Raises:
        UnwritableOutputError: ``path`` cannot be written, or a sheet cannot hold so many rows.
    """
    if len(routes) > MOST_ROWS:
        reason = f"{len(routes):,} legs are more than the {MOST_ROWS:,} rows of a sheet"
        raise UnwritableOutputError(path, reason, "write .csv or .gpkg")
    empty = _files_of_book(len(routes))[SHEET_FILE]
    sample = _SAMPLE.search(empty)
    filtered = _AFTER_FILTER.search(empty)
    assert sample
    assert filtered
    rows = SheetRows(day_style=int(sample[1]))

    def sheet() -> Iterator[str]:
        yield empty[: sample.start()]
        for route in told(routes, progress):
            yield rows.row(tables.route_row(route))
        yield empty[sample.end() : filtered.end()]
        yield rows.links()
        yield empty[filtered.end() :]

    with whole_stream(path) as file, zipfile.ZipFile(file, "w") as archive:
        write_entry(archive, SHEET_FILE, sheet(), legs=len(routes))
        if rows.targets:
            write_entry(archive, LINKS_FILE, rows.relations())
        for name, text in _files_of_book(len(routes), long=rows.long).items():
            if name != SHEET_FILE:
                write_entry(archive, name, (text,))


def _files_of_book(rows: int, *, long: Sequence[Sequence[str]] = ()) -> dict[str, str]:
    """Return the files of a workbook whose first sheet has its heading and one day below it."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "evacmap"
    _add_sheet(book, rows)
    if long:
        more = book.create_sheet(LONG_SHEET)
        for parts in long:
            more.append([_text_cell(more, part) for part in parts])
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    core = "docProps/core.xml"
    files[core] = _HOURS.sub(r"\g<1>1970-01-01T00:00:00Z\g<3>", files[core])
    return files


def _add_sheet(book: Any, rows: int) -> None:
    import datetime as dt

    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(tables.COLUMNS))}{rows + 1}"
    for number, column in enumerate(tables.COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, 13)
    heading = [_text_cell(sheet, column) for column in tables.COLUMNS]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    sheet.append([dt.date(2000, 1, 1)])


def _text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that is text whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=safe_text(text))
    cell.data_type = "s"
    return cell
