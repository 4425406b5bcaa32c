"""Routes as an Excel workbook: the same columns, with a heading that stays and filters."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evacmap import tables
from evacmap.errors import UnwritableOutputError
from evacmap.model import Route
from evacmap.render.files import write_whole
from evacmap.render.text import encodable
from evacmap.render.zipped import zipped
from evacmap.tables.cells import LONG_MARK, LONG_SHEET

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

# Excel specifications and limits: rows, characters in a cell, links in a sheet.
MOST_ROWS = 1_048_575
MOST_CHARACTERS = 32_767
MOST_LINKS = 65_000
SHEET = "legs"
DAYS = ("date_earliest", "date_latest", "published")
FIRST_DAY = "1900-03-01"
WIDTHS = {"quote": 60, "party": 24, "url": 30, "details": 12, "origin": 18, "destination": 18}
# docProps/core.xml bears the hour at which it was made.
_HOURS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
_NO_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Excel reads _x0041_ as A (ECMA-376, part 1, 22.9.2.19); its own underscore is _x005F_.
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(routes: Sequence[Route], path: str | Path) -> None:
    """Write a workbook with the sheet ``legs``, one row a route under ``tables.COLUMNS``.

    No cell is a formula: a text that would become one gets an apostrophe in front. The first
    address of a row is a link.

    Raises:
        UnwritableOutputError: ``path`` cannot be written, or a sheet cannot hold so many rows.
    """
    if len(routes) > MOST_ROWS:
        reason = f"{len(routes):,} legs are more than the {MOST_ROWS:,} rows of a sheet"
        raise UnwritableOutputError(path, reason, "write .csv or .gpkg")
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "evacmap"
    _fill(book, routes)
    made = io.BytesIO()
    book.save(made)
    write_whole(path, _timeless(made))


def _fill(book: Any, routes: Sequence[Route]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "A2"
    last = get_column_letter(len(tables.COLUMNS))
    sheet.auto_filter.ref = f"A1:{last}{len(routes) + 1}"
    for number, column in enumerate(tables.COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, 13)
    bold = Font(bold=True)
    sheet.append([_cell(sheet, column, font=bold) for column in tables.COLUMNS])
    long: list[list[str]] = []
    for number, route in enumerate(routes):
        row = dict(tables.route_row(route))
        details = _text(str(row["details"]))
        if len(details) > MOST_CHARACTERS:
            long.append(_parts(details))
            row["details"] = LONG_MARK.format(len(long))
        sheet.append(_cells(sheet, row, is_linked=number < MOST_LINKS))
    if long:
        more = book.create_sheet(LONG_SHEET)
        for parts in long:
            more.append([_cell(more, part) for part in parts])


def _cells(
    sheet: Any, row: Mapping[str, str | int | float | None], *, is_linked: bool
) -> list[Any]:
    cells: list[Any] = []
    for column in tables.COLUMNS:
        value: Any = row[column]
        if column in DAYS and isinstance(value, str):
            value = _day(value)
        if isinstance(value, str):
            link = value.split()[0] if column == "url" and is_linked and value.split() else ""
            # Only texts such as #N/A need a cell made by hand, which takes its time.
            is_plain = not link and not value.startswith("#")
            cells.append(_safe(value) if is_plain else _cell(sheet, value, link=link))
        else:
            cells.append(value)
    return cells


def _cell(sheet: Any, text: str, *, link: str = "", font: Any = None) -> "WriteOnlyCell":
    """Return a cell that is text whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=_safe(text))
    cell.data_type = "s"
    if font:
        cell.font = font
    if link.startswith(("http://", "https://")) and len(link) < 2000:
        cell.hyperlink = _text(link)
    return cell


def _safe(text: str) -> str:
    """Return a text that is no formula and fits into a cell."""
    written = tables.as_harmless(_text(text))
    if len(written) > MOST_CHARACTERS:
        return f"{written[: MOST_CHARACTERS - 1]}…"
    return written


def _text(text: str) -> str:
    return _CODE.sub("_x005F_", _NO_CELL.sub("�", encodable(text)))


def _parts(text: str) -> list[str]:
    # One less, for the apostrophe before what looks like a formula.
    size = MOST_CHARACTERS - 1
    return [text[at : at + size] for at in range(0, len(text), size)]


def _day(value: str) -> dt.date | str:
    """Return a full day as one that Excel can count and sort, anything else as it is."""
    try:
        # Excel counts a 29 February 1900 that never was.
        return dt.date.fromisoformat(value) if value >= FIRST_DAY else value
    except ValueError:
        return value


def _timeless(made: io.BytesIO) -> bytes:
    with zipfile.ZipFile(made) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    files[core] = _HOURS.sub(rb"\g<1>1970-01-01T00:00:00Z\g<3>", files[core])
    return zipped(files)
