"""One map on the sheet: ground, halos, lines, places, names, scale and north."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from evacmap.render.figure import furniture
from evacmap.render.figure.ground import draw_ground, figure_theme
from evacmap.render.figure.labels import Room
from evacmap.render.figure.names import draw_context_names, draw_edge_names, draw_place_names
from evacmap.render.figure.pen import Pen
from evacmap.render.figure.places import StoryPlace
from evacmap.render.figure.projection import Box, Frame, Points
from evacmap.render.figure.strands import (
    Strand,
    along,
    fan_stubs,
    ink_of,
    inside_part,
    length_of,
    page_lines,
)
from evacmap.render.figure.strokes import badge_width, draw_badge, draw_strand, loose_end

HALO_RINGS = 20
HALO_ALPHA = 0.007
BADGE_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9)
BADGE_STEPS = (12.0, -12.0, 20.0, -20.0, 30.0, -30.0)


@dataclass(slots=True)
class Told:
    """What a map could not show: names without room, and numbers of legs without a badge."""

    unnamed: list[str] = field(default_factory=list)
    unnumbered: list[int] = field(default_factory=list)


def draw_map(
    pen: Pen,
    frame: Frame,
    strands: Sequence[Strand],
    places: Sequence[StoryPlace],
    *,
    unit: float,
    type_pt: float,
    has_context: bool = True,
    has_scale: bool = True,
    inset: tuple[float, float] | None = None,
) -> tuple[Told, Box | None]:
    """Draw a map into its frame; return what had no room, and where the inset can go.

    ``inset`` is the width and height to keep free in a corner.
    """
    draw_ground(pen, frame, unit)
    fan_stubs(strands, frame, unit)
    lines = {id(strand): page_lines(strand, frame, unit) for strand in strands}
    shown = [(each, frame.page([each.lonlat])[0]) for each in places]
    shown = [(each, at) for each, at in shown if frame.has(*at)]
    pen.within(frame.rect)
    _draw_halos(pen, frame, [each for each, _ in shown], unit)
    # Wide lines lie below narrow ones, so that none is hidden.
    for strand in sorted(strands, key=lambda each: (not each.is_faint, -each.width_px)):
        draw_strand(pen, strand, lines[id(strand)], unit)
    _draw_markers(pen, shown, unit)
    room = _room(frame, strands, lines, shown, unit)
    inset_box = furniture.take_corner(room, inset, inset=0.0) if inset else None
    if has_scale:
        furniture.draw_scale_and_north(pen, frame, room, type_pt)
    told = Told()
    told.unnamed += draw_place_names(pen, shown, room, unit=unit, type_pt=type_pt)
    told.unnamed += draw_edge_names(pen, frame, strands, lines, room, unit=unit, type_pt=type_pt)
    told.unnumbered += _draw_badges(pen, frame, strands, lines, room, unit)
    if has_context:
        draw_context_names(pen, frame, places, room, unit=unit, type_pt=type_pt)
    pen.within(None)
    pen.box(frame.rect, edge=figure_theme()["coast"], width=0.8 * unit)
    return told, inset_box


def _room(
    frame: Frame,
    strands: Sequence[Strand],
    lines: dict[int, list[Points]],
    shown: Sequence[tuple[StoryPlace, Points]],
    unit: float,
) -> Room:
    """Return the room left beside lines, markers, heads and loose ends."""
    room = Room(frame.rect, ink_of([line for each in lines.values() for line in each]))
    for _, (x, y) in shown:
        room.block((x - 5 * unit, y - 5 * unit, x + 5 * unit, y + 5 * unit))
    for strand in strands:
        if strand.is_stub:
            x, y = loose_end(strand, lines[id(strand)][0], unit)
            room.block((x - 8 * unit, y - 8 * unit, x + 8 * unit, y + 8 * unit))
    return room


def _draw_halos(pen: Pen, frame: Frame, places: Sequence[StoryPlace], unit: float) -> None:
    """Draw a soft disc about each area, as far as it reaches."""
    red, green, blue = (int(part) for part in figure_theme()["area"].split(","))
    colour = f"#{red:02x}{green:02x}{blue:02x}"
    x0, y0, x1, y1 = frame.rect
    for each in places:
        if not each.is_area:
            continue
        radius = each.place.extent_km * frame.points_per_km(*each.lonlat)
        if radius < 9 * unit:
            continue
        radius = min(radius, 0.4 * max(x1 - x0, y1 - y0))
        x, y = frame.page([each.lonlat])[0]
        for ring in range(HALO_RINGS, 0, -1):
            pen.circle(
                float(x), float(y), radius * ring / HALO_RINGS, face=colour, alpha=HALO_ALPHA
            )


def _draw_markers(pen: Pen, shown: Sequence[tuple[StoryPlace, Points]], unit: float) -> None:
    for each, (x, y) in shown:
        furniture.draw_marker(pen, float(x), float(y), unit, is_area=each.is_area)


def _draw_badges(
    pen: Pen,
    frame: Frame,
    strands: Sequence[Strand],
    lines: dict[int, list[Points]],
    room: Room,
    unit: float,
) -> list[int]:
    """Number the lines; return the numbers that found no room."""
    left_out: list[int] = []
    for strand in sorted(strands, key=lambda each: each.numbers):
        parts = [room.unhidden(inside_part(line, frame.rect)) for line in lines[id(strand)]]
        line = max(parts, key=length_of)
        # A line wholly off the map is told by the inset and the key.
        if len(line) >= 2 and not _place_badge(pen, strand, line, room, unit):
            left_out += strand.numbers
    return left_out


def _place_badge(pen: Pen, strand: Strand, line: Points, room: Room, unit: float) -> bool:
    text = strand.label
    wide, high = badge_width(text, strand.mode, unit) + 2 * unit, 19 * unit
    spots = [along(line, share) for share in BADGE_SHARES]
    for step in (0.0, *BADGE_STEPS):
        middles = np.array(
            [
                (x - np.sin(angle) * step * unit, y + np.cos(angle) * step * unit)
                for x, y, angle in spots
            ]
        )
        half = np.array([wide / 2, high / 2])
        boxes = np.hstack([middles - half, middles + half])
        free = np.flatnonzero(room.are_free(boxes))
        if not len(free):
            continue
        first = int(free[0])
        x, y = middles[first].tolist()
        room.block((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
        if step:
            leader = np.array([spots[first][:2], (x, y)])
            pen.line(leader, colour="#1d2126", width=0.6 * unit)
        draw_badge(pen, x, y, text, strand.mode, unit)
        return True
    return False
