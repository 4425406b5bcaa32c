"""One file becomes Documents, by the reader for its suffix."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from evacmap.errors import UnreadableReportError
from evacmap.model import Document
from evacmap.read.decode import MAX_BYTES, read_text
from evacmap.read.jsonl import read_jsonl
from evacmap.read.plain_text import read_plain_text

Reading = Iterator[Document | UnreadableReportError]


def _read_plain_text(path: Path) -> Reading:
    yield read_plain_text(read_text(path), name=path.stem, path=path)


def _read_html(path: Path) -> Reading:
    from evacmap.read.web_page import read_web_page

    yield read_web_page(read_text(path, max_line_chars=MAX_BYTES), name=path.stem, path=path)


def _read_jsonl(path: Path) -> Reading:
    yield from read_jsonl(read_text(path, max_bytes=None), name=path.stem, path=path)


def _read_pdf(path: Path) -> Reading:
    from evacmap.read.pdf import read_pdf

    yield read_pdf(path)


def _read_docx(path: Path) -> Reading:
    from evacmap.read.docx import read_docx

    yield read_docx(path)


def _read_email(path: Path) -> Reading:
    from evacmap.read.email_message import read_email

    yield read_email(path)


def _read_feed(path: Path) -> Reading:
    from evacmap.read.feed import read_feed

    yield from read_feed(path)


def _read_table(path: Path) -> Reading:
    from evacmap.read.report_table import read_report_table

    yield from read_report_table(path)


READERS: Mapping[str, Callable[[Path], Reading]] = {
    ".txt": _read_plain_text,
    ".text": _read_plain_text,
    ".md": _read_plain_text,
    ".markdown": _read_plain_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".csv": _read_table,
    ".tsv": _read_table,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
    ".eml": _read_email,
    ".rss": _read_feed,
    ".atom": _read_feed,
    ".xml": _read_feed,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
}


def read_document(path: str | Path) -> tuple[Document, ...]:
    """Return the reports in a file: one, or as many as a JSON Lines file has records.

    Raises:
        UnreadableReportError: the file, or its first bad record, cannot be read.
    """
    documents = []
    for item in read_records(path):
        if isinstance(item, UnreadableReportError):
            raise item
        documents.append(item)
    return tuple(documents)


def read_records(path: str | Path) -> Reading:
    """Yield each report in a file, or in its place the error that says why it has none.

    Never raises for what is in a file, so that one bad record does not hide the others.
    """
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield UnreadableReportError(
            path,
            f"no reader for {path.suffix or 'files without a suffix'}",
            f"save it as one of {', '.join(READERS)}",
        )
        return
    try:
        yield from reader(path)
    except UnreadableReportError as error:
        yield error
