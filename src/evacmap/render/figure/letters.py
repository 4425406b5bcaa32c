"""The letters of a figure: its fonts, how wide a text is, and its outline."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from anyascii import anyascii
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path

from evacmap.render.figure.projection import Box
from evacmap.render.wording import MONTHS, plain

FONTS = {
    "regular": "DejaVuSans.ttf",
    "bold": "DejaVuSans-Bold.ttf",
    "italic": "DejaVuSans-Oblique.ttf",
    "bold italic": "DejaVuSans-BoldOblique.ttf",
}
# Of the type's size: how far DejaVu Sans stands above and below the line.
ASCENT = 0.76
DESCENT = 0.24
# About what a renderer rounds to.
AIR_PT = 0.5
MONTH_WORDS = frozenset(word for month in MONTHS for word in (month, month[:3]))


@lru_cache(maxsize=256)
def font(face: str, size: float) -> FontProperties:
    """Return one of matplotlib's own fonts, so that every machine draws the same."""
    return FontProperties(fname=str(font_file(face)), size=size)


@lru_cache(maxsize=4)
def font_file(face: str) -> Path:
    """Return the file of one of matplotlib's own fonts."""
    return Path(mpl.get_data_path()) / "fonts" / "ttf" / FONTS[face]


@lru_cache(maxsize=4096)
def printable(text: str, face: str = "regular") -> str:
    """Return ``text`` on one line in letters that the font has, others spelt in Latin."""
    holder = get_font(str(font_file(face)))
    kept = [
        character if holder.get_char_index(ord(character)) else anyascii(character)
        for character in plain(text)
    ]
    return " ".join("".join(kept).split())


def text_width(text: str, face: str, size: float) -> float:
    """Return the width of a text in points; a little more than drawn, for pairs moved together."""
    return _width(text, face) * size


@lru_cache(maxsize=16384)
def _width(text: str, face: str) -> float:
    """Return the width of a text in type of one point."""
    return sum(_advance(character, face) for character in text)


@lru_cache(maxsize=4096)
def _advance(character: str, face: str) -> float:
    """Return how far a letter moves on, for type of one point."""
    holder = get_font(str(font_file(face)))
    holder.set_size(100.0, 72.0)
    glyph = holder.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    # Sixteen binary places.
    return float(glyph.linearHoriAdvance) / 65536 / 100


def wrapped(text: str, face: str, size: float, width: float, *, most: int = 99) -> list[str]:
    """Return ``text`` in lines no wider than ``width``; after ``most`` lines comes an ellipsis."""
    space = text_width(" ", face, size)
    lines, used = [""], 0.0
    for word in _words(printable(text, face)):
        for part in _fitting(word, face, size, width):
            own = text_width(part, face, size)
            if not lines[-1]:
                lines[-1], used = part, own
            elif used + space + own <= width:
                lines[-1], used = f"{lines[-1]} {part}", used + space + own
            else:
                lines.append(part)
                used = own
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and text_width(last + " …", face, size) > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last} …"]


def _words(text: str) -> list[str]:
    """Return the words of a text; a day, its month and its year stay on one line."""
    words: list[str] = []
    for word in text.split():
        before = words[-1] if words else ""
        is_month = word.rstrip(",.") in MONTH_WORDS and before.isdecimal()
        is_year = word[:4].isdecimal() and before.rpartition(" ")[2] in MONTH_WORDS
        if is_month or is_year:
            words[-1] = f"{before} {word}"
        else:
            words.append(word)
    return words


def _fitting(word: str, face: str, size: float, width: float) -> list[str]:
    """Return a word in pieces no wider than ``width``; nearly always the word."""
    parts = []
    while len(word) > 1 and text_width(word, face, size) > width:
        cut = len(word) - 1
        while cut > 1 and text_width(word[:cut], face, size) > width:
            cut -= max(1, cut // 8)
        parts.append(word[:cut])
        word = word[cut:]
    return [*parts, word]


@lru_cache(maxsize=2048)
def text_outline(text: str, face: str) -> Outline:
    """Return the outline of a text in type of one point, its foot's left end at 0, 0."""
    holder = get_font(str(font_file(face)))
    holder.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    placed, letters, _ = text_to_path.get_glyphs_with_font(holder, text, _letters(face))
    points, codes = [np.zeros((0, 2))], [np.zeros(0, np.uint8)]
    for name, x, y, _ in placed:
        own, own_codes = letters[name]
        points.append(own + np.array([x, y]))
        codes.append(own_codes)
    return Outline(np.concatenate(points) / text_to_path.FONT_SCALE, np.concatenate(codes))


@lru_cache(maxsize=4)
def _letters(face: str) -> dict[str, Any]:
    """Return the outlines of a face's letters, filled as texts need them."""
    return {}


def text_box(x: float, y: float, width: float, size: float) -> Box:
    """Return the box of a line of text whose foot begins at ``x``, ``y``, with a little air."""
    return (x - AIR_PT, y - size * DESCENT - AIR_PT, x + width + AIR_PT, y + size * ASCENT + AIR_PT)
