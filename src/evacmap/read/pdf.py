"""A PDF becomes a Document: its printed lines in reading order, without running heads."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evacmap.errors import UnreadableReportError
from evacmap.model import Document
from evacmap.read.decode import one_line, read_bytes
from evacmap.read.page_order import in_reading_order, without_running_heads
from evacmap.read.page_paragraphs import paragraphs_of
from evacmap.read.pdf_lines import PrintedLine, count_chars, lines_of_page
from evacmap.read.plain_text import assemble_document
from evacmap.read.properties import Properties, with_properties
from evacmap.read.sniff import is_pdf, what_it_is

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_BYTES = 200_000_000
MAX_PAGES = 2_000
MAX_CHARS = 5_000_000
# PDF 32000-1, 7.9.4: D:YYYYMMDDHHmmSS
_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
# pdfium's own numbers for its errors (fpdfview.h).
_PASSWORD, _SECURITY = 4, 5


def read_pdf(path: Path) -> Document:
    """Return the report in a PDF.

    Raises:
        UnreadableReportError: it is damaged, locked, too large, or holds pictures only.
    """
    data = read_bytes(path, max_bytes=MAX_BYTES)
    if not is_pdf(data):
        what = what_it_is(data)
        raise UnreadableReportError(
            path, f"no PDF by its first bytes, but {what}", "give it the suffix of what it is"
        )
    pdf = _opened(data, path)
    try:
        pages = list(_pages(pdf, path))
        properties = _properties(pdf)
    finally:
        pdf.close()
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        what = f"its {len(pages)} pages hold" if len(pages) > 1 else "its page holds"
        raise UnreadableReportError(
            path, f"{what} pictures, not text", "have its text recognised (OCR) first"
        )
    body, heads = without_running_heads([in_reading_order(lines) for lines in pages])
    blocks = paragraphs_of(body)
    document = assemble_document(
        blocks,
        name=path.stem,
        path=path,
        source=with_properties(properties, blocks=blocks, heads=[line.text for line in heads]),
        plain=one_line,
    )
    return properties.noted(document, path, notes=_notes(empty))


def _opened(data: bytes, path: Path) -> "PdfDocument":
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        pages = len(pdf)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY) or "assword" in str(error):
            raise UnreadableReportError(
                path, "the PDF asks for a password", "save it without one"
            ) from None
        raise UnreadableReportError(path, "a damaged PDF", "save it again") from None
    if pages == 0:
        raise UnreadableReportError(path, "a PDF without a page", "save it again")
    if pages > MAX_PAGES:
        raise UnreadableReportError(
            path, f"it has {pages:,} pages, more than a report's {MAX_PAGES:,}", "split it"
        )
    return pdf


def _pages(pdf: "PdfDocument", path: Path) -> Iterator[list[PrintedLine]]:
    """Yield the lines of each page; a page that cannot be loaded has none."""
    import pypdfium2

    left = MAX_CHARS
    for number in range(len(pdf)):
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            yield []
            continue
        left -= count_chars(page)
        if left < 0:
            raise UnreadableReportError(
                path, f"it holds more than {MAX_CHARS:,} characters", "split it into reports"
            )
        yield list(lines_of_page(page, number=number))
        page.close()


def _properties(pdf: "PdfDocument") -> Properties:
    made = _DAY.match(pdf.get_metadata_value("CreationDate"))
    try:
        day = dt.date(int(made[1]), int(made[2]), int(made[3])) if made else None
    except ValueError:
        day = None
    return Properties(
        title=one_line(pdf.get_metadata_value("Title")) or None,
        author=one_line(pdf.get_metadata_value("Author")) or None,
        made=day,
    )


def _notes(empty: Sequence[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    listed = ", ".join(map(str, empty[:10])) + (" …" if len(empty) > 10 else "")
    which = f"page {listed} holds" if len(empty) == 1 else f"pages {listed} hold"
    return (f"{which} no text, perhaps a picture of it",)
