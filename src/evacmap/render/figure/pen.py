"""Draws on a sheet in points, from its lower left corner: lines, areas, and text that is measured.

What is drawn later lies on top.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
from anyascii import anyascii
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from numpy.typing import NDArray

from evacmap.render.figure.projection import Box
from evacmap.render.wording import plain

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
RGBA = re.compile(r"rgba\((\d+),\s*(\d+),\s*(\d+),\s*([\d.]+)\)")


@lru_cache(maxsize=256)
def font(face: str, size: float) -> FontProperties:
    """Return one of matplotlib's own fonts, so that every machine draws the same."""
    return FontProperties(fname=str(font_file(face)), size=size)


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
    return sum(_advance(character, face) for character in text) * size


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
    lines = [""]
    for word in printable(text, face).split():
        for part in _fitting(word, face, size, width):
            longer = f"{lines[-1]} {part}".strip()
            if not lines[-1] or text_width(longer, face, size) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and text_width(last + " …", face, size) > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last} …"]


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


def colour_of(text: str) -> Any:
    """Return a colour of ``symbols.json`` as matplotlib takes it."""
    found = RGBA.fullmatch(text)
    if not found:
        return text
    red, green, blue = (int(part) / 255 for part in found.groups()[:3])
    return red, green, blue, float(found[4])


class Pen:
    """Draws on the one axes of a figure, whose units are points."""

    def __init__(self, figure: Figure, axes: Axes) -> None:
        self.figure = figure
        self.axes = axes
        self._clip: Rectangle | None = None
        self._drawn = 0

    def within(self, rect: Box | None) -> None:
        """Let only what lies in ``rect`` show from now on; all with None."""
        self._clip = None
        if rect is not None:
            x0, y0, x1, y1 = rect
            self._clip = Rectangle((x0, y0), x1 - x0, y1 - y0, transform=self.axes.transData)

    def line(self, points: NDArray[Any], *, colour: str, width: float, **style: Any) -> None:
        """Draw an open line; ``dash`` is in points."""
        self.shape(Outline(points), edge=colour, width=width, **style)

    def polygon(self, points: Any, **style: Any) -> None:
        """Draw a closed line and fill it."""
        corners = np.asarray(points, float)
        self.shape(Outline(np.vstack([corners, corners[:1]]), closed=True), **style)

    def circle(self, x: float, y: float, radius: float, **style: Any) -> None:
        """Draw a circle."""
        unit = Outline.unit_circle()
        self.shape(Outline(np.asarray(unit.vertices, float) * radius + (x, y), unit.codes), **style)

    def box(self, rect: Box, *, radius: float = 0.0, **style: Any) -> None:
        """Draw a rectangle, with round corners if ``radius`` is given."""
        x0, y0, x1, y1 = rect
        if not radius:
            self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], **style)
            return
        turn = np.radians(np.arange(0, 91, 15))
        arc = np.column_stack([np.cos(turn), np.sin(turn)]) * radius
        corners = [(x1, y1, 1, 1), (x0, y1, -1, 1), (x0, y0, -1, -1), (x1, y0, 1, -1)]
        parts = []
        for number, (x, y, right, up) in enumerate(corners):
            ordered = arc if number % 2 == 0 else arc[::-1]
            parts.append(ordered * [right, up] + [x - right * radius, y - up * radius])
        self.polygon(np.vstack(parts), **style)

    def shape(
        self,
        outline: Outline,
        *,
        face: Any = "none",
        edge: Any = "none",
        width: float = 0.0,
        dash: tuple[float, ...] = (),
        cap: str = "round",
        alpha: float | None = None,
        gid: str | None = None,
    ) -> None:
        """Draw and fill an outline."""
        dashed: Any = (0, tuple(part / width for part in dash)) if dash and width else "solid"
        patch = PathPatch(
            outline,
            facecolor=colour_of(face),
            edgecolor=colour_of(edge),
            linewidth=width if edge != "none" else 0,
            linestyle=dashed,
            capstyle=cap,
            joinstyle="round",
            alpha=alpha,
        )
        self._add(patch, gid)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float,
        face: str = "regular",
        colour: str = "#1d2126",
        align: Literal["left", "center", "right"] = "left",
        halo: float = 0.0,
        gid: str | None = None,
    ) -> None:
        """Write one line of text, its foot at ``y``; nothing in it is taken for markup."""
        artist = Text(
            x,
            y,
            printable(text, face),
            fontproperties=font(face, size),
            color=colour_of(colour),
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
        )
        if halo:
            artist.set_path_effects([withStroke(linewidth=halo, foreground="white", alpha=0.9)])
        self._add(artist, gid)

    def lines(self, lines: list[str], x: float, y: float, *, size: float, **style: Any) -> float:
        """Write lines below one another, the first's top at ``y``; return the height they take."""
        step = size * 1.25
        for number, line in enumerate(lines):
            self.text(line, x, y - size * ASCENT - number * step, size=size, **style)
        return step * len(lines)

    def _add(self, artist: Any, gid: str | None) -> None:
        self._drawn += 1
        artist.set_zorder(self._drawn)
        if gid is not None:
            artist.set_gid(gid)
        self.axes.add_artist(artist)
        if self._clip is not None:
            artist.set_clip_path(self._clip)
        else:
            artist.set_clip_on(False)


def text_box(x: float, y: float, width: float, size: float) -> Box:
    """Return the box of a line of text whose foot begins at ``x``, ``y``, with a little air."""
    return (x - AIR_PT, y - size * DESCENT - AIR_PT, x + width + AIR_PT, y + size * ASCENT + AIR_PT)
