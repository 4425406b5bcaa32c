"""Marks on a sheet in points, from its lower left corner: lines, areas and text.

A mark made later lies on top. Nothing is drawn here: ``plate.py`` does that, once.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from evacmap.render.figure.letters import ASCENT, printable, text_width
from evacmap.render.figure.projection import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An outline, filled with ``face`` and drawn with ``edge`` where these are given.

    ``dash`` is in points; only what lies in ``clip`` shows.
    """

    outline: Outline
    face: str | None
    edge: str | None
    width: float
    dash: tuple[float, ...]
    cap: Literal["butt", "round"]
    alpha: float | None
    clip: Box | None
    gid: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A line of text from the left end of its foot, with a white halo if that has a width."""

    text: str
    x: float
    y: float
    size: float
    face: str
    colour: str
    halo: float
    clip: Box | None
    gid: str | None


class Pen:
    """Makes the marks of a sheet."""

    def __init__(self) -> None:
        self.marks: list[Shape | Words] = []
        self._clip: Box | None = None

    def within(self, rect: Box | None) -> None:
        """Let only what lies in ``rect`` show from now on; all with None."""
        self._clip = rect

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
        face: str | None = None,
        edge: str | None = None,
        width: float = 0.0,
        dash: tuple[float, ...] = (),
        cap: Literal["butt", "round"] = "round",
        alpha: float | None = None,
        gid: str | None = None,
    ) -> None:
        """Draw and fill an outline."""
        self.marks.append(
            Shape(
                outline=outline,
                face=face,
                edge=edge if width else None,
                width=width,
                dash=dash,
                cap=cap,
                alpha=alpha,
                clip=self._clip,
                gid=gid,
            )
        )

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
        written = printable(text, face)
        if not written:
            return
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        self.marks.append(
            Words(
                text=written,
                x=x - share * text_width(written, face, size),
                y=y,
                size=size,
                face=face,
                colour=colour,
                halo=halo,
                clip=self._clip,
                gid=gid,
            )
        )

    def lines(self, lines: list[str], x: float, y: float, *, size: float, **style: Any) -> float:
        """Write lines below one another, the first's top at ``y``; return the height they take."""
        step = size * 1.25
        for number, line in enumerate(lines):
            self.text(line, x, y - size * ASCENT - number * step, size=size, **style)
        return step * len(lines)
