"""Rows of an Excel sheet (ECMA-376, part 1, 18.3.1), written as text."""

import datetime as dt
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from evacmap import tables
from evacmap.render.text import encodable
from evacmap.tables.cells import LONG_MARK

# Excel specifications and limits: characters in a cell, links in a sheet.
MOST_CHARACTERS = 32_767
MOST_LINKS = 65_000
LONGEST_LINK = 2000
DAYS = ("date_earliest", "date_latest", "published")
# Excel counts days since then, and a 29 February 1900 that never was.
DAY_NOUGHT = dt.date(1899, 12, 30).toordinal()
FIRST_DAY = "1900-03-01"
_NO_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Excel reads _x0041_ as A (ECMA-376, part 1, 22.9.2.19); its own underscore is _x005F_.
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class SheetRows:
    """Writes row after row, and remembers the links and the details too long for a cell.

    ``targets`` are the cells that are links, with their addresses. ``long`` holds the details
    that go into a sheet of their own, in parts.
    """

    def __init__(self, *, day_style: int) -> None:
        self._day_style = day_style
        # Below the heading.
        self._number = 1
        self.targets: list[tuple[str, str]] = []
        self.long: list[list[str]] = []

    def row(self, row: tables.Row) -> str:
        """Return the next row of the sheet."""
        self._number += 1
        cells = [f'<row r="{self._number}">']
        for column, letters in _LETTERS.items():
            value = row[column]
            if value is None:
                continue
            at = f"{letters}{self._number}"
            if not isinstance(value, str):
                cells.append(f'<c r="{at}"><v>{value}</v></c>')
            elif column in DAYS and (day := day_number(value)) is not None:
                cells.append(f'<c r="{at}" s="{self._day_style}"><v>{day}</v></c>')
            else:
                cells.append(self._text_cell(column, at, value))
        cells.append("</row>")
        return "".join(cells)

    def links(self) -> str:
        """Return the element of the sheet that says which cells are links."""
        if not self.targets:
            return ""
        links = "".join(
            f'<hyperlink ref="{at}" r:id="rId{number}"/>'
            for number, (at, _) in enumerate(self.targets, 1)
        )
        return f'<hyperlinks xmlns:r="{_DOCUMENT}">{links}</hyperlinks>'

    def relations(self) -> Iterator[str]:
        """Yield the file that says where the links lead."""
        yield f'<Relationships xmlns="{_RELATIONS}">'
        for number, (_, target) in enumerate(self.targets, 1):
            yield (
                f'<Relationship Type="{_DOCUMENT}/hyperlink" Target={quoteattr(target)} '
                f'TargetMode="External" Id="rId{number}"/>'
            )
        yield "</Relationships>"

    def _text_cell(self, column: str, at: str, value: str) -> str:
        if column == "url" and len(self.targets) < MOST_LINKS:
            self._link(at, value)
        if column == "details":
            value = self._details(value)
        # A carriage return would be read as a line feed.
        text = escape(safe_text(value)).replace("\r", "&#13;")
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'

    def _link(self, at: str, addresses: str) -> None:
        first = next(iter(addresses.split()), "")
        if first.startswith(("http://", "https://")) and len(first) < LONGEST_LINK:
            self.targets.append((at, cell_text(first)))

    def _details(self, value: str) -> str:
        details = cell_text(value)
        if len(details) <= MOST_CHARACTERS:
            return value
        # One less, for the apostrophe before what looks like a formula.
        size = MOST_CHARACTERS - 1
        self.long.append([details[at : at + size] for at in range(0, len(details), size)])
        return LONG_MARK.format(len(self.long))


def safe_text(text: str) -> str:
    """Return a text that is no formula and fits into a cell.

    >>> safe_text("=2+3"), safe_text("a" + chr(0) + "b"), safe_text("_x0041_")
    ("'=2+3", 'a�b', '_x005F_x0041_')
    """
    written = tables.as_harmless(cell_text(text))
    if len(written) > MOST_CHARACTERS:
        return f"{written[: MOST_CHARACTERS - 1]}…"
    return written


def cell_text(text: str) -> str:
    """Return ``text`` without what a cell cannot hold, and with what Excel would take for codes."""
    return _CODE.sub("_x005F_", _NO_CELL.sub("�", encodable(text)))


def day_number(value: str) -> int | None:
    """Return a full day as Excel counts it, so that it can be sorted; None for anything else.

    >>> day_number("2024-12-16"), day_number("2024-12"), day_number("1812-09-14")
    (45642, None, None)
    """
    try:
        if value < FIRST_DAY:
            return None
        return dt.date.fromisoformat(value).toordinal() - DAY_NOUGHT
    except ValueError:
        return None


def _letters(number: int) -> str:
    """Return the name of a column, counted from 1.

    >>> _letters(1), _letters(27), _letters(41)
    ('A', 'AA', 'AO')
    """
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


_LETTERS = {column: _letters(number) for number, column in enumerate(tables.COLUMNS, 1)}
