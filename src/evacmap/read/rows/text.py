"""Rows of CSV and TSV as spreadsheets of many countries save them."""

import csv
import io
import itertools
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evacmap.errors import BadTableError, UnreadableReportError
from evacmap.read.decode import decode
from evacmap.read.rows.heading import LOOKED_AT, Heading, find_heading
from evacmap.read.rows.rows import Record, Rows, Value
from evacmap.tables.cells import as_written, is_decimal

DELIMITERS = (",", ";", "\t")
# Rows that are looked at to tell how numbers are written.
SAMPLE = 2000
# Texts up to this length recur (names, statuses) and are kept once.
SHORT = 64
# What Excel and LibreOffice save in where they do not save UTF-8.
_OFFICE_ENCODINGS = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    "mac_roman",
)
_SEP = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)


def read_csv_rows(path: Path) -> Rows:
    """Return the rows of a CSV file with commas, semicolons or tabs between the cells."""
    return _read(path, DELIMITERS)


def read_tsv_rows(path: Path) -> Rows:
    """Return the rows of a file with tabs between the cells."""
    return _read(path, ("\t",))


def _read(path: Path, delimiters: Sequence[str]) -> Rows:
    text = _decoded(path)
    skipped = 0
    said = _SEP.match(text)
    if said:
        # Excel's own first line, which is a row of the file but none of the table.
        text, delimiters, skipped = text[said.end() :], (said[1],), 1
    delimiter = max(delimiters, key=lambda mark: _fit(text, mark))
    records = _records(path, text, delimiter, skipped)
    heading = find_heading(path, [cells for _, cells, _ in records])
    records = records[heading.rows :]
    return Rows(
        path=str(path),
        columns=heading.columns,
        tags=heading.tags,
        records=records,
        decimal_comma=_has_decimal_comma(records, heading, delimiter),
    )


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
            return _decoded_by_mark(data, path)
        return _decoded_as_office(data, path, error)


def _decoded_by_mark(data: bytes, path: Path) -> str:
    try:
        return decode(data, path)
    except UnreadableReportError as error:
        raise BadTableError(path, f"{error.reason}; save it as UTF-8") from None


def _decoded_as_office(data: bytes, path: Path, error: UnicodeDecodeError) -> str:
    from charset_normalizer import from_bytes

    # Only lines with letters beyond ASCII tell one encoding from another.
    telling = [line for line in data.split(b"\n") if not line.isascii()]
    best = from_bytes(b"\n".join(telling[:SAMPLE]), cp_isolation=list(_OFFICE_ENCODINGS)).best()
    for encoding in (best.encoding if best else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    reason = f"byte {error.start} is not UTF-8 and no other encoding fits; save it as UTF-8"
    raise BadTableError(path, reason)


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many of the first rows have the same number of cells, above one, and which.

    Commas of numbers and texts vary from row to row; the mark between the cells does not.
    """
    head = io.StringIO(text[:100_000], newline="")
    try:
        first = list(itertools.islice(csv.reader(head, delimiter=delimiter), LOOKED_AT))
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in first if len(row) > 1)
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


def _records(path: Path, text: str, delimiter: str, skipped: int) -> list[Record]:
    previous = csv.field_size_limit(sys.maxsize)
    try:
        try:
            return list(_parsed(text, delimiter, skipped, strict=True))
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise BadTableError(path, "a quotation mark is opened and never closed") from None
            return list(_parsed(text, delimiter, skipped, strict=False))
    finally:
        csv.field_size_limit(previous)


def _parsed(text: str, delimiter: str, skipped: int, *, strict: bool) -> Iterator[Record]:
    lines = io.StringIO(text, newline="")
    known: dict[str, str] = {}
    reader = csv.reader(lines, delimiter=delimiter, strict=strict)
    for number, cells in enumerate(reader, skipped + 1):
        record = tuple(_cell(cell, known) for cell in cells)
        while record and record[-1] is None:
            record = record[:-1]
        if record:
            yield number, record, None


def _cell(cell: str, known: dict[str, str]) -> Value:
    text = as_written(cell)
    if not text or text.isspace():
        return None
    return known.setdefault(text, text) if len(text) <= SHORT else text


def _has_decimal_comma(records: Sequence[Record], heading: Heading, delimiter: str) -> bool:
    """Whether 35,92 is a number here: by the plain cases, or else by the semicolons."""
    cells: Iterable[str] = [
        cell for _, row, _ in records[:SAMPLE] for cell in row if isinstance(cell, str)
    ]
    commas = sum(is_decimal(cell, ",") for cell in cells)
    points = sum(is_decimal(cell, ".") for cell in cells)
    return commas > points or (commas == points == 0 and delimiter == ";")
