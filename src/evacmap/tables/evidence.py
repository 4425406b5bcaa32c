"""The evidence of a leg from the cells of a row."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from evacmap.errors import BadCellError
from evacmap.model import Evidence
from evacmap.tables.row import Cells

# The columns that hold the values of all evidence, and what sets them apart.
_JOINED = {"doc": ("document", " "), "publisher": ("publisher", "; "), "url": ("url", " ")}


def read_evidence(
    cells: Cells, base: tuple[Evidence, ...], *, document: str, words: str
) -> tuple[Evidence, ...]:
    """Return the evidence of a row, where nothing is changed that of its details.

    A row that names no report is its own evidence: ``document`` says where it stands, and
    ``words`` are its cells.

    Raises:
        BadCellError: a changed cell does not say which report it is about.
    """
    if not base:
        return (_of_cells(cells, document, words),)
    evidence = base
    for column in _JOINED:
        if cells.has_changed(column):
            evidence = _renamed(cells, evidence, column)
    first = evidence[0]
    if cells.has_changed("published"):
        first = replace(first, published=_published(cells))
    if cells.has_changed("said_by"):
        first = replace(first, said_by=cells.text("said_by"))
    if cells.has_changed("quote", "quote_start", "quote_end"):
        quote, start, end = _quote(cells, first.quote)
        # Spans counted characters around the words that were there.
        first = replace(first, quote=quote, start=start, end=end, spans=())
    return (first, *evidence[1:])


def _of_cells(cells: Cells, document: str, words: str) -> Evidence:
    quote, start, end = _quote(cells, words)
    return Evidence(
        document=cells.text("doc") or document,
        publisher=cells.text("publisher"),
        title=None,
        published=_published(cells),
        url=cells.text("url"),
        quote=quote,
        start=start,
        end=end,
        said_by=cells.text("said_by"),
    )


def _quote(cells: Cells, default: str) -> tuple[str, int, int]:
    # Not stripped: the offsets count every character.
    value = cells.values.get("quote") or cells.expected.get("quote")
    quote = default if value is None else str(value)
    start = cells.whole("quote_start") or 0
    end = cells.whole("quote_end")
    return quote, start, start + len(quote) if end is None else end


def _published(cells: Cells) -> str | None:
    try:
        date = cells.date("published")
    except BadCellError:
        return cells.text("published")
    return str(date) if date else None


def _renamed(cells: Cells, evidence: tuple[Evidence, ...], column: str) -> tuple[Evidence, ...]:
    """Return the evidence with each value of ``column`` as it is written now."""
    field, mark = _JOINED[column]
    written = cells.text(column)
    if len(evidence) == 1:
        new: Any = written or ("" if field == "document" else None)
        return (replace(evidence[0], **{field: new}),)
    old = _unique(getattr(item, field) for item in evidence)
    now = written.split(mark) if written else []
    if len(now) != len(old):
        reason = f"names {len(now)} where the leg's reports have {len(old)}, so which is unclear"
        raise BadCellError(column, written, reason)
    new_of: dict[Any, Any] = dict(zip(old, now, strict=True))
    return tuple(
        replace(item, **{field: new_of.get(value, value)})
        for item in evidence
        for value in (getattr(item, field),)
    )


def _unique(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
