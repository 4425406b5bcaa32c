"""The printed lines of a PDF page, each with its box on the page."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

# Parts of a line further apart than this many times the size of type stand in two columns.
GAP = 1.5
# pdfium marks the hyphen at the end of a line so.
_HYPHENS = (0x02, 0xFFFE, 0xAD)
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_SPACE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line of type, or the part of one in a column; ``page`` counts from 0.

    ``left``, ``top``, ``right``, ``bottom`` are points from the upper left corner of the page, as
    are ``page_height``. ``size`` is that of the type.
    """

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float
    is_bold: bool = False
    page_height: float = 842.0


@dataclass(slots=True)
class _Draft:
    """A line in the making; the box as on the page that is read, y downwards."""

    chars: list[str] = field(default_factory=list)
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    first: int = 0

    def takes(self, box: tuple[float, float, float, float], size: float) -> bool:
        """Whether a character in this box stands right behind the line so far."""
        left, top, _, bottom = box
        shared = min(self.bottom, bottom) - max(self.top, top)
        if shared < 0.4 * min(self.bottom - self.top, bottom - top):
            return False
        # Superscripts and small capitals belong to the line; the larger type sets the measure.
        width = max(self.size, size, 1.0)
        return -width <= left - self.right <= GAP * width

    def add(
        self, char: str, box: tuple[float, float, float, float], size: float, *, index: int
    ) -> None:
        """Put a character at the end of the line."""
        left, top, right, bottom = box
        if not self.chars:
            self.left, self.top, self.right, self.bottom = box
            self.first = index
        elif left - self.right > _SPACE * max(size, 1.0) and self.chars[-1] != " ":
            self.chars.append(" ")
        self.chars.append(char)
        self.left, self.right = min(self.left, left), max(self.right, right)
        self.top, self.bottom = min(self.top, top), max(self.bottom, bottom)
        self.size = max(self.size, size)


def count_chars(page: "PdfPage") -> int:
    """Return how many characters pdfium finds on a page."""
    return int(page.get_textpage().count_chars())


def lines_of_page(page: "PdfPage", *, number: int) -> Iterator[PrintedLine]:
    """Yield the lines of a page in the order in which they were set."""
    text = page.get_textpage()
    width, height = page.get_size()
    turned = _Turn(page.get_rotation(), width, height)
    draft = _Draft()
    for index, char, box, size in _chars(text, turned):
        if char == " ":
            if draft.chars and draft.chars[-1] != " ":
                draft.chars.append(" ")
            continue
        if draft.chars and not draft.takes(box, size):
            yield _finished(draft, text, number=number, height=height)
            draft = _Draft()
        draft.add(char, box, size, index=index)
    if draft.chars:
        yield _finished(draft, text, number=number, height=height)


def _finished(draft: _Draft, text: "PdfTextPage", *, number: int, height: float) -> PrintedLine:
    return PrintedLine(
        text="".join(draft.chars).strip(),
        page=number,
        left=draft.left,
        top=draft.top,
        right=draft.right,
        bottom=draft.bottom,
        size=round(draft.size, 1),
        is_bold=_is_bold(text, draft.first),
        page_height=height,
    )


def _is_bold(text: "PdfTextPage", index: int) -> bool:
    """Whether the font of a character is called bold; its weight is often not given."""
    import pypdfium2.raw as pdfium

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, len(name), ctypes.byref(flags))
    return bool(_BOLD.search(name.value))


@dataclass(frozen=True, slots=True)
class _Turn:
    """Turns boxes of a page's own space, y upwards, into those of the page as it is read."""

    degrees: int
    width: float
    height: float

    def box(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[float, float, float, float]:
        if self.degrees == 90:
            return bottom, left, top, right
        if self.degrees == 180:
            return self.width - right, bottom, self.width - left, top
        if self.degrees == 270:
            return self.width - top, self.height - right, self.width - bottom, self.height - left
        return left, self.height - top, right, self.height - bottom


Char = tuple[int, str, tuple[float, float, float, float], float]


def _chars(text: "PdfTextPage", turned: _Turn) -> Iterator[Char]:
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    high = 0
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in (0, 10, 13) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        char = "-" if code in _HYPHENS else chr(code)
        pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        size = abs(box.top - box.bottom) if turned.degrees in (0, 180) else box.right - box.left
        placed = turned.box(box.left, box.top, box.right, box.bottom)
        yield index, " " if char.isspace() else char, placed, size
