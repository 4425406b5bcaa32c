"""The maps of a sheet: one of the whole story, or of its core with the whole in a corner."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from evacmap.model import Route
from evacmap.render.figure.ground import has_disputed_borders, middle_of
from evacmap.render.figure.panel import Told, draw_map
from evacmap.render.figure.pen import Pen
from evacmap.render.figure.places import StoryPlace, core_of, story_places
from evacmap.render.figure.projection import Box, Frame, Projection, fitted
from evacmap.render.figure.sizes import SMALLEST_TYPE_PT, Sheet
from evacmap.render.figure.strands import Letters, Strand, metres_of, strands_of

# A map shows at least this much of the world, so that a village has its country around it.
LEAST_KM = 120.0
LEAST_OF_ONE_PLACE_KM = 300.0
# A map that shows less gets a small one in a corner that tells where it lies.
LOCATED_KM = 700.0
LOCATOR_KM = 3000.0
# What a figure without a place shows: the world.
NOWHERE = [(-100.0, 0.0), (-50.0, 70.0), (0.0, 0.0), (50.0, -50.0), (100.0, 0.0)]
# From so many lines on, lines and names get smaller.
MANY_STRANDS = 24


def projection_of(routes: Sequence[Route]) -> Projection:
    """Return the projection centred on the story."""
    points = [point for route in routes for line in route.lines for point in line]
    points += [(stop.place.lon, stop.place.lat) for route in routes for stop in route.leg.ends]
    return Projection(np.array(points or NOWHERE, float))


def draw_maps(
    pen: Pen,
    numbered: Sequence[tuple[int, Route]],
    strands: list[Strand],
    projection: Projection,
    rect: Box,
    sheet: Sheet,
    *,
    letters: Letters,
) -> tuple[Told, bool]:
    """Draw the map; return what had no room in it, and whether a border in it is disputed."""
    places = story_places([route for _, route in numbered])
    core = core_of(places)
    shrink = max(0.6, min(1.0, (MANY_STRANDS / max(1, len(strands))) ** 0.35))
    type_pt = max(SMALLEST_TYPE_PT, shrink * sheet.type_pt)
    unit = shrink * sheet.type_pt / 13
    inset: tuple[float, float] | None
    if len(core) < len(places):
        frame = _core_frame(strands, core, rect, unit)
        strands_near = strands_of(numbered, frame.projection, letters=letters)
        inset = _inset_size(strands, projection, rect)
    else:
        frame = _whole_frame(strands, projection, rect, unit, len(places))
        strands_near = strands
        inset = _locator_size(frame)
    told, box = draw_map(pen, frame, strands_near, places, unit=unit, type_pt=type_pt, inset=inset)
    if box is not None and len(core) < len(places):
        _draw_inset(pen, strands, places, core, frame, projection, box, sheet)
    elif box is not None:
        _draw_locator(pen, frame, box, sheet)
    return told, has_disputed_borders(frame)


def _whole_frame(
    strands: list[Strand], projection: Projection, rect: Box, unit: float, places: int
) -> Frame:
    metres = metres_of(strands, projection)
    if not strands:
        metres = projection.metres(np.array(NOWHERE, float) * [1.6, 1])
    least_km = LEAST_KM if places > 1 else LEAST_OF_ONE_PLACE_KM
    return fitted(projection, metres, rect, margin_pt=_margin(rect, unit), least_km=least_km)


def _margin(rect: Box, unit: float) -> float:
    return min(52 * unit, 0.16 * min(rect[2] - rect[0], rect[3] - rect[1]))


def _core_frame(strands: list[Strand], core: list[StoryPlace], rect: Box, unit: float) -> Frame:
    """Return the frame around the core's places and the lines that stay among them."""
    lonlat = np.array([each.lonlat for each in core], float)
    projection = Projection(lonlat)
    near = {each.place.id for each in core}
    parts = [projection.metres(lonlat)]
    for strand in strands:
        ends = strand.route.leg.ends
        if all(stop.place.id in near for stop in ends):
            parts.append(metres_of([strand], projection))
    metres = np.vstack(parts)
    return fitted(projection, metres, rect, margin_pt=_margin(rect, unit), least_km=LEAST_KM)


def _inset_size(strands: list[Strand], projection: Projection, rect: Box) -> tuple[float, float]:
    """Return the width and height of the corner map, in the shape of the whole story."""
    span = np.ptp(metres_of(strands, projection), axis=0) * 1.25 + 1
    wide, high = 0.36 * (rect[2] - rect[0]), 0.36 * (rect[3] - rect[1])
    scale = min(wide / span[0], high / span[1])
    least = 0.2 * min(rect[2] - rect[0], rect[3] - rect[1])
    return max(least, float(span[0] * scale)), max(least, float(span[1] * scale))


def _draw_inset(
    pen: Pen,
    strands: list[Strand],
    places: Sequence[StoryPlace],
    core: Sequence[StoryPlace],
    main: Frame,
    projection: Projection,
    box: Box,
    sheet: Sheet,
) -> None:
    """Draw the whole story small in a corner, with what the large map shows outlined."""
    type_pt = max(SMALLEST_TYPE_PT, 0.78 * sheet.type_pt)
    unit = 0.62 * sheet.type_pt / 13
    frame = fitted(
        projection, metres_of(strands, projection), box, margin_pt=16 * unit, least_km=LEAST_KM
    )
    pen.box(box, face="#ffffff")
    far = [each for each in places if each not in core]
    lines = [strand for strand in strands if _leaves(strand, main)]
    draw_map(pen, frame, lines, far, unit=unit, type_pt=type_pt, has_context=False, has_scale=False)
    _outline(pen, main, frame)


def _locator_size(frame: Frame) -> tuple[float, float] | None:
    x0, y0, x1, y1 = frame.rect
    if (x1 - x0) / frame.points_per_km(*middle_of(frame)) > LOCATED_KM:
        return None
    side = 0.24 * min(x1 - x0, y1 - y0)
    return side, side


def _draw_locator(pen: Pen, main: Frame, box: Box, sheet: Sheet) -> None:
    """Draw where in the world the map lies."""
    lon, lat = middle_of(main)
    projection = Projection(np.array([(lon, lat)]))
    reach = LOCATOR_KM * 500
    frame = fitted(
        projection,
        np.array([(-reach, -reach), (reach, reach)]),
        box,
        margin_pt=0.0,
        least_km=LOCATOR_KM,
    )
    pen.box(box, face="#ffffff")
    type_pt = max(SMALLEST_TYPE_PT, 0.7 * sheet.type_pt)
    draw_map(pen, frame, [], [], unit=0.62 * sheet.type_pt / 13, type_pt=type_pt, has_scale=False)
    _outline(pen, main, frame)


def _outline(pen: Pen, main: Frame, small: Frame) -> None:
    """Draw in a small map what the large one shows."""
    x0, y0, x1, y1 = main.rect
    share = np.linspace(0, 1, 12)[:, None]
    corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], float)
    edge = [a + (b - a) * share for a, b in pairwise(corners)]
    outline = small.page(main.degrees(np.vstack(edge)))
    if np.isfinite(outline).all():
        pen.within(small.rect)
        pen.polygon(outline, edge="#b3261e", width=1.0, gid="extent-of-main-map")
        pen.within(None)
    pen.box(small.rect, edge="#1d2126", width=0.8)


def _leaves(strand: Strand, main: Frame) -> bool:
    """Return whether a strand has an end that the large map does not show."""
    ends = [(stop.place.lon, stop.place.lat) for stop in strand.route.leg.ends]
    return not all(main.has(*at) for at in main.page(ends))
