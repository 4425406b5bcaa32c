"""A table of reports, CSV or TSV, becomes Documents: one a row."""

from collections.abc import Iterator
from pathlib import Path

from evacmap.errors import BadTableError, UnreadableReportError
from evacmap.model import Document
from evacmap.read.decode import read_bytes
from evacmap.read.records import TEXT_KEYS, document_of
from evacmap.read.rows import Rows, read_rows
from evacmap.read.sniff import refuse_other_formats

_ENDS = frozenset({"origin", "destination"})


def read_report_table(path: Path) -> Iterator[Document | UnreadableReportError]:
    """Yield the report of each row, or the error that says why a row holds none.

    Raises:
        UnreadableReportError: it is no table, has no column of texts, or is a table of legs.
    """
    refuse_other_formats(read_bytes(path, max_bytes=None)[:4096], path)
    try:
        rows = read_rows(path)
    except BadTableError as error:
        reason, _, way_out = error.reason.partition("; ")
        raise UnreadableReportError(path, reason, way_out) from None
    keys = {column: column.strip().lower() for column in rows.columns}
    _check_columns(rows, set(keys.values()), path)
    for row in rows:
        place = f"{path}: {rows.where(row)}"
        if row.fault is not None:
            yield UnreadableReportError(place, row.fault, "quote the cells that hold separators")
            continue
        record = {keys[column]: value for column, value in row.values.items() if value is not None}
        try:
            yield document_of(record, name=f"{path.stem}#{row.number}", path=path, place=place)
        except UnreadableReportError as error:
            yield error


def _check_columns(rows: Rows, named: set[str], path: Path) -> None:
    if named >= _ENDS:
        raise UnreadableReportError(
            path, "a table of legs, not of reports", "its legs are read by `evacmap map`"
        )
    if named.isdisjoint(TEXT_KEYS):
        listed = ", ".join(rows.columns[:8]) + (" …" if len(rows.columns) > 8 else "")
        raise UnreadableReportError(
            path, f"a table without a column of texts (it has {listed[:200]})", "name it text"
        )
    if not len(rows):
        raise UnreadableReportError(path, "a table without a row of data", "save it again")
