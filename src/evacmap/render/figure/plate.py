"""The plate that a sheet is printed from: its marks, drawn straight by matplotlib's renderers.

An artist of matplotlib's for each mark would take longer to make than to draw.
"""

import io
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from matplotlib.artist import Artist
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, Bbox

from evacmap.render.figure.letters import font, text_outline
from evacmap.render.figure.pen import Shape, Words
from evacmap.render.figure.projection import Box
from evacmap.render.figure.sizes import Sheet

HALO_ALPHA = 0.9
RGBA = re.compile(r"rgba\((\d+),\s*(\d+),\s*(\d+),\s*([\d.]+)\)")
Colour = tuple[float, float, float, float]


def print_sheet(
    marks: Sequence[Shape | Words],
    sheet: Sheet,
    kind: str,
    *,
    dpi: int,
    metadata: dict[str, str | None],
) -> bytes:
    """Return the marks of a sheet as a file of the kind ``.svg``, ``.png`` or ``.pdf``."""
    figure = Figure(figsize=(sheet.width_pt / 72, sheet.height_pt / 72), facecolor="white")
    figure.add_artist(Plate(marks))
    data = io.BytesIO()
    options: dict[str, Any] = {"pil_kwargs": {"compress_level": 4}} if kind == ".png" else {}
    figure.savefig(data, format=kind[1:], dpi=dpi, metadata=metadata, **options)
    return data.getvalue()


class Plate(Artist):
    """All marks of a sheet, for any renderer."""

    def __init__(self, marks: Sequence[Shape | Words]) -> None:
        super().__init__()
        self._marks = marks
        self._clips: dict[Box, Bbox] = {}

    def draw(self, renderer: Any) -> None:
        """Draw the marks, the first ones lowest."""
        scale = renderer.points_to_pixels(1.0)
        to_pixels = Affine2D().scale(scale)
        # A renderer of pixels takes longer over a letter of a font than over its outline.
        has_fonts = scale == 1.0
        # One for all marks: making one takes longer than drawing most of them.
        graphics = renderer.new_gc()
        graphics.set_joinstyle("round")
        for mark in self._marks:
            if mark.gid:
                renderer.open_group("mark", mark.gid)
            graphics.set_clip_rectangle(self._clip(mark.clip, scale) if mark.clip else None)
            if isinstance(mark, Shape):
                _draw_shape(renderer, graphics, mark, to_pixels)
            else:
                _draw_words(renderer, graphics, mark, to_pixels, has_fonts=has_fonts)
            if mark.gid:
                renderer.close_group("mark")
        graphics.restore()

    def _clip(self, box: Box, scale: float) -> Bbox:
        if box not in self._clips:
            x0, y0, x1, y1 = (edge * scale for edge in box)
            self._clips[box] = Bbox.from_extents(x0, y0, x1, y1)
        return self._clips[box]


def _draw_shape(renderer: Any, graphics: Any, mark: Shape, to_pixels: Affine2D) -> None:
    graphics.set_linewidth(mark.width if mark.edge else 0.0)
    graphics.set_foreground(_rgba(mark.edge or mark.face or "#000000", mark.alpha), isRGBA=True)
    graphics.set_capstyle("butt" if mark.cap == "butt" else "round")
    graphics.set_dashes(0, mark.dash or None)
    face = _rgba(mark.face, mark.alpha) if mark.face else None
    renderer.draw_path(graphics, mark.outline, to_pixels, face)


def _draw_words(
    renderer: Any, graphics: Any, mark: Words, to_pixels: Affine2D, *, has_fonts: bool
) -> None:
    graphics.set_dashes(0, None)
    place = Affine2D().scale(mark.size).translate(mark.x, mark.y) + to_pixels
    if mark.halo:
        graphics.set_linewidth(mark.halo)
        graphics.set_foreground(_rgba("#ffffff", HALO_ALPHA), isRGBA=True)
        renderer.draw_path(graphics, text_outline(mark.text, mark.face), place)
    graphics.set_linewidth(0.0)
    graphics.set_foreground(_rgba(mark.colour, None), isRGBA=True)
    if not has_fonts:
        colour = _rgba(mark.colour, None)
        renderer.draw_path(graphics, text_outline(mark.text, mark.face), place, colour)
        return
    _, height = renderer.get_canvas_width_height()
    foot = height - mark.y if renderer.flipy() else mark.y
    renderer.draw_text(graphics, mark.x, foot, mark.text, font(mark.face, mark.size), 0.0)


@lru_cache(maxsize=256)
def _rgba(text: str, alpha: float | None) -> Colour:
    """Return a colour of ``symbols.json`` as matplotlib takes it."""
    found = RGBA.fullmatch(text)
    if not found:
        return to_rgba(text, alpha)
    red, green, blue = (int(part) / 255 for part in found.groups()[:3])
    return red, green, blue, float(found[4]) if alpha is None else alpha
