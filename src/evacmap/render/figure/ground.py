"""The ground under the lines: land, water, borders, and their names, from the bundled basemap."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path as Outline

from evacmap.render.basemap import POLYGON_LAYERS, Basemap, cut_layer, load_basemap
from evacmap.render.figure.pen import Pen
from evacmap.render.figure.projection import SEAM_DEG, Box, Frame, Points
from evacmap.render.symbols import read_symbols

# No line needs to be truer than this, in points, nor an island be smaller.
FINEST_PT = 0.12
SMALLEST_PT = 0.5
# Rivers and admin lines only where a degree is at least this long.
NEAR_POINTS_PER_DEGREE = 22.0


def draw_ground(pen: Pen, frame: Frame, unit: float) -> None:
    """Draw the ground of a map; ``unit`` is a pixel of the page in points."""
    theme = figure_theme()
    basemap = load_basemap()
    box = visible_box(frame)
    pen.within(frame.rect)
    _draw_sea(pen, frame, theme)
    is_near = frame.points_per_km(*middle_of(frame)) * 111.2 > NEAR_POINTS_PER_DEGREE
    _draw_polygons(pen, frame, basemap, "land", box, theme["land"], theme["coast"], 0.7 * unit)
    if is_near:
        _draw_lines(pen, frame, basemap, "rivers", box, theme["river"], 0.9 * unit)
    _draw_polygons(pen, frame, basemap, "lakes", box, theme["lake"], theme["coast"], 0.5 * unit)
    if is_near:
        _draw_lines(pen, frame, basemap, "admin1", box, theme["admin"], 0.9 * unit)
    width = (1.3 if is_near else 0.8) * unit
    _draw_lines(pen, frame, basemap, "borders", box, theme["border"], width)
    dash = (4 * unit, 4 * unit)
    _draw_lines(pen, frame, basemap, "disputed", box, theme["border"], width, dash=dash)
    pen.within(None)


def figure_theme() -> dict[str, str]:
    """Return the colours of the page when printed, a little stronger where the sheet is white."""
    symbols = read_symbols()
    return {**symbols["themes"]["light"], **symbols["print"]}


def middle_of(frame: Frame) -> tuple[float, float]:
    """Return longitude and latitude of the middle of a map; the story's if it is off the world."""
    x0, y0, x1, y1 = frame.rect
    lon, lat = frame.degrees(np.array([[(x0 + x1) / 2, (y0 + y1) / 2]]))[0]
    if not np.isfinite(lon) or not np.isfinite(lat):
        return frame.projection.lon_0, frame.projection.lat_0
    return float(lon), float(lat)


def has_disputed_borders(frame: Frame) -> bool:
    """Return whether a disputed border lies in the map."""
    basemap = load_basemap()
    lines = [line for line, _ in _pieces(frame, basemap, "disputed", visible_box(frame))]
    x0, y0, x1, y1 = frame.rect
    return any(bool(((line >= [x0, y0]) & (line <= [x1, y1])).all(axis=1).any()) for line in lines)


def visible_box(frame: Frame) -> Box:
    """Return west, south, east, north of what a map shows; longitudes may run past 180."""
    x0, y0, x1, y1 = frame.rect
    projection = frame.projection
    if projection.is_world:
        edge = 180 - SEAM_DEG
        return projection.lon_0 - edge, -90.0, projection.lon_0 + edge, 90.0
    xs, ys = np.meshgrid(np.linspace(x0, x1, 41), np.linspace(y0, y1, 41))
    seen = frame.degrees(np.column_stack([xs.ravel(), ys.ravel()]))
    seen = seen[np.isfinite(seen).all(axis=1)]
    if not len(seen):
        return projection.lon_0 - 180, -90.0, projection.lon_0 + 180, 90.0
    lon = (seen[:, 0] - projection.lon_0 + 180) % 360 - 180
    margin = 0.05 * max(np.ptp(lon), np.ptp(seen[:, 1])) + 0.05
    west, east = lon.min() - margin, lon.max() + margin
    south, north = seen[:, 1].min() - margin, seen[:, 1].max() + margin
    for lat in (-90.0, 90.0):
        if frame.has(*frame.page([(0.0, lat)])[0]):
            west, east = -180.0, 180.0
            south, north = (lat, north) if lat < 0 else (south, lat)
    west, east = max(-180.0, west), min(180.0, east)
    return (
        projection.lon_0 + float(west),
        max(-90.0, float(south)),
        projection.lon_0 + float(east),
        min(90.0, float(north)),
    )


def _pieces(
    frame: Frame, basemap: Basemap, layer: str, box: Box
) -> Iterator[tuple[Points, "np.ndarray[Any, Any]"]]:
    """Yield each line of a layer on the sheet, and which of its steps are not cuts."""
    for shift in (-360.0, 0.0, 360.0):
        west, south, east, north = box[0] - shift, box[1], box[2] - shift, box[3]
        if east < -180 or west > 180:
            continue
        inside = (max(-180.0, west), south, min(180.0, east), north)
        lines = cut_layer(basemap, layer, inside)
        if not len(lines):
            continue
        points, owners = shapely.get_coordinates(lines, return_index=True)
        degrees = points / basemap.per_degree
        is_cut = _along_edges(degrees, inside)
        if frame.projection.is_world:
            degrees[:, 0] = np.clip(degrees[:, 0] + shift, box[0], box[2])
        starts = np.flatnonzero(np.diff(owners, prepend=-1))[1:]
        pages, cuts = np.split(frame.page(degrees), starts), np.split(~is_cut, starts)
        yield from ((page, is_kept[:-1]) for page, is_kept in zip(pages, cuts, strict=True))


def _along_edges(degrees: Points, box: Box) -> Any:
    """Return which steps run along an edge of the box or of the data, and are no coast."""
    found = np.zeros(len(degrees), bool)
    for axis, edges in ((0, (box[0], box[2], -180.0, 180.0)), (1, (box[1], box[3], -90.0))):
        for edge in edges:
            on = np.abs(degrees[:, axis] - edge) < 2e-3
            found[:-1] |= on[:-1] & on[1:]
    return found


def _draw_polygons(
    pen: Pen,
    frame: Frame,
    basemap: Basemap,
    layer: str,
    box: Box,
    face: str,
    coast: str,
    width: float,
) -> None:
    rings, shores = [], []
    for line, is_coast in _pieces(frame, basemap, layer, box):
        if np.ptp(line, axis=0).max() < SMALLEST_PT:
            continue
        rings.append(line)
        for run in np.split(np.arange(len(line) - 1), np.flatnonzero(~is_coast)):
            kept = run[is_coast[run]]
            if len(kept):
                shores.append(line[kept[0] : kept[-1] + 2])
    if rings:
        pen.shape(outline_of(_simple(rings), closes=True), face=face)
    if shores:
        pen.shape(outline_of(_simple(shores), closes=False), edge=coast, width=width)


def _draw_lines(
    pen: Pen,
    frame: Frame,
    basemap: Basemap,
    layer: str,
    box: Box,
    colour: str,
    width: float,
    *,
    dash: tuple[float, ...] = (),
) -> None:
    assert layer not in POLYGON_LAYERS
    lines = [line for line, _ in _pieces(frame, basemap, layer, box)]
    if lines:
        outline = outline_of(_simple(lines), closes=False)
        pen.shape(outline, edge=colour, width=width, dash=dash, cap="butt")


def _simple(lines: list[Points]) -> list[Points]:
    simple = shapely.simplify(
        [shapely.LineString(line) for line in lines], FINEST_PT, preserve_topology=False
    )
    # A hundredth of a point is finer than any printer.
    return [np.round(shapely.get_coordinates(line), 2) for line in simple]


def outline_of(lines: list[Points], *, closes: bool) -> Outline:
    """Return many lines as one outline, so that holes in them stay holes."""
    codes = []
    for line in lines:
        own = np.full(len(line), Outline.LINETO, np.uint8)
        own[0] = Outline.MOVETO
        if closes:
            own[-1] = Outline.CLOSEPOLY
        codes.append(own)
    return Outline(np.vstack(lines), np.concatenate(codes))


def _draw_sea(pen: Pen, frame: Frame, theme: dict[str, str]) -> None:
    if not frame.projection.is_world:
        pen.box(frame.rect, face=theme["sea"])
        return
    pen.box(frame.rect, face="#ffffff")
    edge, lon_0 = 180 - SEAM_DEG, frame.projection.lon_0
    lats = np.linspace(-90, 90, 91)
    east = np.column_stack([np.full(91, lon_0 + edge), lats])
    west = np.column_stack([np.full(91, lon_0 - edge), lats[::-1]])
    pen.polygon(frame.page(np.vstack([east, west])), face=theme["sea"])
