"""What a file is by its first bytes, whatever its suffix says."""

from pathlib import Path

from evacmap.errors import UnreadableReportError

# The marks that formats put at their beginning, and what people call the formats.
_MARKS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or locked Office file", ""),
    (b"PK\x03\x04", "a Word file or other zip archive", ".docx"),
    (b"{\\rtf", "a rich text file", ""),
    (b"\x1f\x8b", "a gzip archive", ""),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"BZh", "a bzip2 archive", ""),
    (b"\xfd7zXZ", "an xz archive", ""),
    (b"7z\xbc\xaf", "a 7-Zip archive", ""),
    (b"SQLite format 3", "a database", ""),
    (b"PAR1", "a Parquet table", ""),
)
# Readers of PDF look for the mark within the first kilobyte, and so do we.
_PDF = b"%PDF-"
_PDF_WITHIN = 1024


def is_pdf(data: bytes) -> bool:
    """Whether the file begins as a PDF does."""
    return _PDF in data[:_PDF_WITHIN]


def refuse_other_formats(data: bytes, path: Path) -> None:
    """Do nothing where ``data`` may be text.

    Raises:
        UnreadableReportError: it begins as a file of another kind does.
    """
    mark = next(((what, suffix) for mark, what, suffix in _MARKS if data.startswith(mark)), None)
    if mark is None and data.startswith(_PDF):
        mark = ("a PDF", ".pdf")
    if mark is None:
        return
    what, suffix = mark
    way_out = f"give it the suffix {suffix}" if suffix else "save the report as text"
    raise UnreadableReportError(path, f"{what} by its first bytes, not text", way_out)


def what_it_is(data: bytes) -> str:
    """Return in words what a file seems to be.

    >>> what_it_is(b"%PDF-1.7"), what_it_is(b"<html>"), what_it_is(b"Ten buses left.")
    ('a PDF', 'a web page or XML', 'text')
    """
    if is_pdf(data):
        return "a PDF"
    for mark, what, _ in _MARKS:
        if data.startswith(mark):
            return what
    start = data[:_PDF_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return "a web page or XML"
    return "binary data" if b"\0" in start else "text"
