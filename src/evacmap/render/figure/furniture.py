"""What stands in the map beside its lines: scale bar, north arrow, markers, corners taken."""

import numpy as np

from evacmap.render.figure.ground import middle_of
from evacmap.render.figure.labels import Room
from evacmap.render.figure.letters import text_width
from evacmap.render.figure.pen import Pen
from evacmap.render.figure.projection import GEOD, Box, Frame

INK = "#1d2126"
# A scale is true at the middle only where the map shows more than this of the world.
WIDE_KM = 3000.0


def take_corner(room: Room, size: tuple[float, float], *, inset: float = 4.0) -> Box:
    """Return and take the corner of the map, of a size, that covers least."""
    x0, y0, x1, y1 = room.rect
    wide, high = size
    left, right = (x0 + inset, x0 + inset + wide), (x1 - inset - wide, x1 - inset)
    low, top = (y0 + inset, y0 + inset + high), (y1 - inset - high, y1 - inset)
    corners = [(left, low), (right, low), (left, top), (right, top)]
    boxes = [(xs[0], ys[0], xs[1], ys[1]) for xs, ys in corners]
    best = min(
        boxes, key=lambda box: room.ink_under(box) + 50 * (not room.is_free(box, inset=-1.0))
    )
    room.cover(best)
    return best


def draw_scale_and_north(pen: Pen, frame: Frame, room: Room, type_pt: float) -> None:
    """Draw a scale bar and an arrow that points north, in the emptiest corner."""
    size = 0.8 * type_pt
    km, length = scale_of(frame)
    text = f"{km:,g} km"
    if (frame.rect[2] - frame.rect[0]) * km / length > WIDE_KM:
        text += " at the middle"
    wide = max(length, text_width(text, "regular", size)) + 2.2 * type_pt + 8
    box = take_corner(room, (wide, 2.6 * type_pt))
    pen.box(box, radius=2.0, face="#ffffff", alpha=0.8)
    x, y = box[0] + 2.2 * type_pt, box[1] + 0.55 * type_pt
    for start, stop, face in ((0.0, 0.5, INK), (0.5, 1.0, "#ffffff")):
        pen.box(
            (x + start * length, y, x + stop * length, y + 0.32 * type_pt),
            face=face,
            edge=INK,
            width=0.6,
            gid="scale-bar",
        )
    pen.text(text, x, y + 0.75 * type_pt, size=size, gid="scale")
    _draw_north(pen, frame, box[0] + 1.1 * type_pt, box[1] + 1.15 * type_pt, type_pt)


def _draw_north(pen: Pen, frame: Frame, x: float, y: float, type_pt: float) -> None:
    lon, lat = middle_of(frame)
    here, north = frame.page([(lon, lat), (lon, min(89.9, lat + 0.5))])
    angle = np.arctan2(*(north - here)[::-1])
    shape = np.array([(1.15, 0), (-0.7, 0.5), (-0.35, 0), (-0.7, -0.5)]) * 0.75 * type_pt
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    pen.polygon(shape @ turn + [x, y - 0.15 * type_pt], face=INK, gid="north")
    size = 0.62 * type_pt
    at = (
        np.array([x, y - 0.15 * type_pt]) + np.array([np.cos(angle), np.sin(angle)]) * 1.2 * type_pt
    )
    pen.text("N", float(at[0]), float(at[1]) - 0.36 * size, size=size, face="bold", align="center")


def scale_of(frame: Frame) -> tuple[float, float]:
    """Return a round number of kilometres and how long they are at the middle of the map."""
    x0, _, x1, _ = frame.rect
    per_km = frame_points_per_km(frame)
    most = 0.2 * (x1 - x0) / per_km
    power = 10.0 ** np.floor(np.log10(most))
    km = max(step * power for step in (1, 2, 5) if step * power <= most)
    return float(km), float(km * per_km)


def frame_points_per_km(frame: Frame) -> float:
    """Return how long a kilometre from west to east is at the middle of the map."""
    lon, lat = middle_of(frame)
    x, y = frame.page([(lon, lat)])[0]
    ends = frame.degrees(np.array([(x - 2, y), (x + 2, y)]))
    _, _, metres = GEOD.inv(ends[0, 0], ends[0, 1], ends[1, 0], ends[1, 1])
    return 4.0 / (float(metres) / 1000)


def draw_marker(pen: Pen, x: float, y: float, unit: float, *, is_area: bool) -> None:
    """Draw the ring of a place or the diamond of an area."""
    radius = 4 * unit
    if is_area:
        reach = 1.3 * radius
        corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
        pen.polygon(corners, face="#ffffff", edge=INK, width=1.8 * unit)
    else:
        pen.circle(x, y, radius, face="#ffffff", edge=INK, width=1.8 * unit)
