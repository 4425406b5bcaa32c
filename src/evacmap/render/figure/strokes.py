"""Lines as on the page: colour for the way of travel, dash for what became of it, and the heads."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from matplotlib.path import Path as Outline

from evacmap.model import Mode, Status
from evacmap.render.figure.letters import printable, text_width
from evacmap.render.figure.pen import Pen
from evacmap.render.figure.projection import Points
from evacmap.render.figure.strands import Strand, along, length_of, shortened
from evacmap.render.symbols import read_symbols

INK = "#1d2126"
WHITE = "#ffffff"
FILLED = frozenset({Status.COMPLETED, Status.ONGOING})
FAINT = 0.45


def colour_of_mode(mode: Mode) -> str:
    """Return the colour of the lines of a way of travel."""
    colour: str = read_symbols()["lines"]["light"][mode.value]
    return colour


def draw_strand(pen: Pen, strand: Strand, lines: list[Points], unit: float) -> None:
    """Draw the lines of a strand, its head at the end of the last one."""
    gid = f"legs-{'-'.join(map(str, strand.numbers))}"
    alpha = FAINT if strand.is_faint else None
    for number, line in enumerate(lines):
        is_last = number == len(lines) - 1
        gap = 0.0 if strand.is_stub or not is_last else 5 * unit
        draw_line(
            pen,
            shortened(line, gap) if gap else line,
            mode=strand.mode,
            status=strand.status,
            width_px=strand.width_px,
            unit=unit,
            has_head=is_last,
            alpha=alpha,
            gid=gid if number == 0 else None,
        )
    if strand.is_stub:
        _draw_loose_end(pen, lines[0], strand, unit)


def draw_line(
    pen: Pen,
    line: Points,
    *,
    mode: Mode,
    status: Status,
    width_px: float,
    unit: float,
    has_head: bool = True,
    alpha: float | None = None,
    gid: str | None = None,
) -> None:
    """Draw one line in the style of a mode, a status and a width in pixels of the page."""
    colour = colour_of_mode(mode)
    head = (5 + width_px * 1.6) * unit
    # A head longer than its line would point back.
    head = min(head, max(2.5 * unit, 0.7 * length_of(line)))
    body = shortened(line, head * 0.8) if has_head else line
    pen.line(body, colour=WHITE, width=(width_px + 3) * unit, alpha=0.85)
    width = (min(width_px, 2) if status is Status.DENIED else width_px) * unit
    scale = max(1.0, width_px / 3) * unit
    dash = tuple(part * scale for part in read_symbols()["dashes"][status.value])
    pen.line(body, colour=colour, width=width, dash=dash, alpha=alpha, gid=gid)
    if status is Status.ONGOING:
        _draw_chevrons(pen, body, width_px, unit)
    if status is Status.DENIED:
        _draw_strikes(pen, body, colour, unit)
    if has_head:
        _draw_head(pen, line, head, colour, status, unit)


def _draw_head(
    pen: Pen, line: Points, size: float, colour: str, status: Status, unit: float
) -> None:
    tip = line[-1]
    back = shortened(line, size)[-1]
    angle = np.arctan2(*(tip - back)[::-1])
    shape = np.array([(0, 0), (-1, 0.5), (-0.78, 0), (-1, -0.5)]) * size
    corners = _turned(shape, angle) + tip
    if status in FILLED:
        pen.polygon(corners, edge=WHITE, width=2.5 * unit)
        pen.polygon(corners, face=colour)
    else:
        pen.polygon(corners, face=WHITE, edge=colour, width=1.6 * unit)


def _turned(points: Points, angle: float) -> Points:
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(np.asarray(points, float) @ turn)


def _draw_chevrons(pen: Pen, line: Points, width_px: float, unit: float) -> None:
    """Cut chevrons into a line: still on the way."""
    total, size = length_of(line), max(3.0, width_px) * unit
    shape = np.array([(-size, size), (0, 0), (-size, -size)])
    for at in np.arange(14 * unit, total - 8 * unit, 18 * unit):
        x, y, angle = along(line, float(at) / total)
        pen.line(_turned(shape, angle) + np.array([x, y]), colour=WHITE, width=1.8 * unit)


def _draw_strikes(pen: Pen, line: Points, colour: str, unit: float) -> None:
    """Put strokes across a line: said not to have happened."""
    total = length_of(line)
    shape = np.array([(-4, -5), (4, 5)]) * unit
    for at in np.arange(min(16 * unit, total / 2), total - 4 * unit, 22 * unit):
        x, y, angle = along(line, float(at) / total)
        stroke = _turned(shape, angle) + np.array([x, y])
        pen.line(stroke, colour=WHITE, width=4 * unit)
        pen.line(stroke, colour=colour, width=2 * unit)


def loose_end(strand: Strand, line: Points, unit: float) -> Points:
    """Return the middle of the ring that stands for a place not reported."""
    if strand.opens == "from":
        return np.asarray(line[0])
    return np.asarray(line[-1]) + 11 * unit * np.array([np.cos(strand.angle), np.sin(strand.angle)])


def _draw_loose_end(pen: Pen, line: Points, strand: Strand, unit: float) -> None:
    x, y = loose_end(strand, line, unit)
    colour = colour_of_mode(strand.mode)
    draw_question(pen, float(x), float(y), colour, unit)


def draw_question(pen: Pen, x: float, y: float, colour: str, unit: float) -> None:
    """Draw the ring with a question mark."""
    pen.circle(x, y, 6.5 * unit, face=WHITE, edge=colour, width=1.2 * unit)
    size = 10 * unit
    pen.text("?", x, y - 0.36 * size, size=size, face="bold", colour=colour, align="center")


def badge_width(text: str, mode: Mode, unit: float) -> float:
    """Return how wide the badge of a line is."""
    icon = 0.0 if mode is Mode.UNKNOWN else 13 * unit
    return max(17 * unit, text_width(printable(text, "bold"), "bold", 10 * unit) + 9 * unit + icon)


def draw_badge(pen: Pen, x: float, y: float, text: str, mode: Mode, unit: float) -> None:
    """Draw the symbol of the way of travel and a number on a line."""
    colour, wide, high = colour_of_mode(mode), badge_width(text, mode, unit), 17 * unit
    rect = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    pen.box(rect, radius=high / 2, face=WHITE, edge=colour, width=1.3 * unit)
    middle = x
    if mode is not Mode.UNKNOWN:
        draw_icon(pen, rect[0] + 4 * unit, y - 6 * unit, 12 * unit, mode)
        middle = (rect[0] + 16 * unit + rect[2] - 4 * unit) / 2
    size = 10 * unit
    pen.text(text, middle, y - 0.36 * size, size=size, face="bold", colour=INK, align="center")


def draw_icon(pen: Pen, x: float, y: float, size: float, mode: Mode) -> None:
    """Draw the picture of a way of travel, its lower left corner at ``x``, ``y``."""
    outline = _icon(mode)
    scaled = Outline(np.asarray(outline.vertices) * (size / 16) + (x, y), outline.codes)
    pen.shape(scaled, face=colour_of_mode(mode))


@lru_cache(maxsize=16)
def _icon(mode: Mode) -> Outline:
    """Return a picture in a box of 16 by 16, north up, its holes turned the other way round."""
    import shapely

    recorded = RecordingPen()
    parse_path(read_symbols()["icons"][mode.value], recorded)
    filled = shapely.Polygon()
    for ring in _rings(recorded):
        if len(ring) > 2:
            filled = filled.symmetric_difference(shapely.Polygon(ring).buffer(0))
    vertices, codes = [], []
    for part in shapely.get_parts(filled):
        oriented = shapely.geometry.polygon.orient(part)
        for ring in (oriented.exterior, *oriented.interiors):
            points = shapely.get_coordinates(ring)
            vertices.append(np.column_stack([points[:, 0], 16 - points[:, 1]]))
            own = [Outline.MOVETO, *[Outline.LINETO] * (len(points) - 2), Outline.CLOSEPOLY]
            codes.append(np.array(own, np.uint8))
    return Outline(np.vstack(vertices), np.concatenate(codes))


def _rings(recorded: RecordingPen) -> list[list[tuple[float, float]]]:
    rings: list[list[tuple[float, float]]] = []
    share = np.linspace(0, 1, 7)[1:, None]
    for name, points in recorded.value:
        if name == "moveTo":
            rings.append([points[0]])
        elif name == "lineTo":
            rings[-1].append(points[0])
        elif name in ("curveTo", "qCurveTo"):
            corners = [np.array(point, float) for point in (rings[-1][-1], *points)]
            while len(corners) > 1:
                corners = [a + (b - a) * share for a, b in pairwise(corners)]
            rings[-1] += [tuple(point) for point in corners[0].tolist()]
    return rings
