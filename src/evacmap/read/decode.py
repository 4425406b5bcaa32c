"""The bytes of a file become text, or one clear reason why they cannot."""

import codecs
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from evacmap.errors import UnreadableReportError
from evacmap.read.sniff import refuse_other_formats

MAX_BYTES = 20_000_000
MAX_LINE_CHARS = 1_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
# Joiners shape Arabic, Persian and emoji; every other format character only hides text.
_KEPT_FORMAT = "\u200c\u200d"


def read_text(
    path: Path, *, max_bytes: int | None = MAX_BYTES, max_line_chars: int = MAX_LINE_CHARS
) -> str:
    """Return the text of a file, decoded and with plain line breaks.

    ``max_bytes`` None sets no limit, for files that hold many reports.

    Raises:
        UnreadableReportError: the file is missing, empty, binary, too large or undecodable.
    """
    data = read_bytes(path, max_bytes=max_bytes)
    refuse_other_formats(data, path)
    text = normalise(decode(data, path))
    if not text.strip():
        raise UnreadableReportError(path, "the file is empty", "remove it or save the report again")
    if max_bytes is not None and max(map(len, text.split("\n"))) > max_line_chars:
        raise UnreadableReportError(
            path,
            f"a line is longer than {max_line_chars:,} characters",
            "this is no news report; break it into lines",
        )
    return text


def read_bytes(path: Path, *, max_bytes: int | None) -> bytes:
    """Return the bytes of a file; ``max_bytes`` None sets no limit.

    Raises:
        UnreadableReportError: the file is missing, empty, too large or not allowed to be read.
    """
    try:
        size = path.stat().st_size
        if size == 0:
            raise UnreadableReportError(path, "the file is empty", "remove it or save it again")
        if max_bytes is not None and size > max_bytes:
            raise UnreadableReportError(
                path,
                f"the file has {size / 1e6:,.0f} MB, more than a report's {max_bytes / 1e6:,.0f}",
                "split it into one file a report",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableReportError(path, "no such file", "check the path") from None
    except PermissionError:
        raise UnreadableReportError(path, "not allowed to read it", "check its rights") from None
    except IsADirectoryError:
        raise UnreadableReportError(path, "a folder, not a file", "name the files in it") from None
    except OSError as error:
        raise UnreadableReportError(path, error.strerror or "the disk cannot read it") from None


def decode(data: bytes, path: Path) -> str:
    """Return ``data`` as text: by its byte order mark, as UTF-8, or in a detected encoding.

    Raises:
        UnreadableReportError: the bytes are not text in any encoding that can be told.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, encoding, path)
    if b"\0" in data:
        raise UnreadableReportError(path, "a binary file, not text", "save the report as text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        declared = _META_CHARSET.search(data[:4096])
        if declared:
            return _decode_as(data, declared[1].decode("ascii"), path)
        return _decode_detected(data, path, at=error.start)


def normalise(text: str) -> str:
    """Return ``text`` in NFC, with plain line breaks and spaces and no invisible characters.

    >>> normalise("a\\u00a0b\\r\\nc\\u202ed")
    'a b\\ncd'
    """
    text = _LINE_BREAKS.sub("\n", text)
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", "".join(map(_plain, text)))


def one_line(text: str) -> str:
    """Return ``text`` normalised, with every run of white space as one space."""
    return " ".join(normalise(text).split())


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char == "\n" or (char.isprintable() and char != "\ufffd"):
        return char
    category = unicodedata.category(char)
    if category == "Zs" or char == "\t":
        return " "
    return char if char in _KEPT_FORMAT or category in ("Co", "Cn") else ""


def _decode_as(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise UnreadableReportError(
            path, f"its bytes are not the {encoding} it claims to be", "save it as UTF-8"
        ) from None


def _decode_detected(data: bytes, path: Path, *, at: int) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or best.encoding == "ascii" or _is_garbled(text := str(best)):
        raise UnreadableReportError(
            path, f"byte {at} is not UTF-8 and no other encoding fits", "save it as UTF-8"
        )
    return text


def _is_garbled(text: str) -> bool:
    """Whether more than a hundredth of the characters are controls or unassigned."""
    odd = sum(unicodedata.category(char) in ("Cc", "Cn", "Co") for char in text)
    return odd - text.count("\n") - text.count("\r") - text.count("\t") > len(text) / 100
