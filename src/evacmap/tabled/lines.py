"""The line that comes with a row: where it starts and ends, and whether it can be kept."""

from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.geometry.geodesic import line_length_km
from evacmap.model import Leg, Route, RouteMethod
from evacmap.tables import Cells, read_route

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
Lines = tuple[tuple[Point, ...], ...]
# The tables have five decimals, which is a metre; eleven metres is a change by hand.
UNMOVED_DEG = 1e-4


def with_ends_of_line(cells: Cells, lines: Lines) -> Cells:
    """Return the cells with the positions that only the line tells.

    In a table of others these fill the coordinates that it lacks. Where a person has moved an
    end of one of our own lines, as in a GIS, the place has moved.
    """
    if not lines:
        return cells
    ends = {"origin": lines[0][0], "destination": lines[-1][-1]}
    moved = {
        f"{side}_{axis}": value
        for side in _sides(cells, is_point=lines == ((lines[0][0],),))
        if _tells(cells, side, ends[side])
        for axis, value in zip(("lon", "lat"), ends[side], strict=True)
    }
    return replace(cells, values={**cells.values, **moved}) if moved else cells


def given_route(cells: Cells, leg: Leg, lines: Lines) -> Route | None:
    """Return the route whose line came with the row; None where it has to be found anew.

    Our own line holds as long as nobody changed ends, waypoints or mode. A line of others is
    kept where it has bends, since two points alone say only that the way is not told.
    """
    if not lines or not leg.ends:
        return None
    if cells.base and cells.facts:
        is_same = (leg.ends, leg.mode) == (cells.base.ends, cells.base.mode)
        return _own_route(leg, cells, lines) if is_same and _joins(lines, leg) else None
    bends = sum(map(len, lines)) > 2
    if cells.base or not (bends and leg.origin and leg.destination and _joins(lines, leg)):
        return None
    length_km = sum(map(line_length_km, lines))
    return Route(leg=leg, lines=lines, method=RouteMethod.GIVEN, length_km=length_km)


def lines_of(geometry: "BaseGeometry | None") -> Lines:
    """Return the lines of a geometry as Route has them; none for areas and many points."""
    if geometry is None or geometry.geom_type not in ("Point", "LineString", "MultiLineString"):
        return ()
    from shapely import get_coordinates

    # Parts and points as Python's own: numpy takes its time for each.
    return tuple(
        tuple([(_within_180(lon), lat) for lon, lat in get_coordinates(part).tolist()])
        for part in getattr(geometry, "geoms", (geometry,))
    )


def _own_route(leg: Leg, cells: Cells, lines: Lines) -> Route | None:
    try:
        return read_route(leg, cells.facts or {}, lines)
    except ValueError:
        return None


def _sides(cells: Cells, *, is_point: bool) -> tuple[str, ...]:
    """Return the ends of the leg that are the ends of the line."""
    if cells.base:
        known = {"origin": cells.base.origin, "destination": cells.base.destination}
        sides = tuple(side for side, end in known.items() if end)
        is_whole = not is_point or (len(sides) == 1 and not cells.base.waypoints)
        return sides if is_whole else ()
    if not is_point:
        return ("origin", "destination")
    named = tuple(side for side in ("origin", "destination") if cells.text(side))
    return named if len(named) == 1 else ()


def _tells(cells: Cells, side: str, point: Point) -> bool:
    columns = (f"{side}_lon", f"{side}_lat")
    if not cells.base:
        return all(cells.values.get(column) is None for column in columns)
    if cells.has_changed(side, *columns):
        return False
    end = cells.base.origin if side == "origin" else cells.base.destination
    return end is not None and not _is_near(point, (end.place.lon, end.place.lat))


def _joins(lines: Lines, leg: Leg) -> bool:
    first, last = leg.ends[0].place, leg.ends[-1].place
    start, end = lines[0][0], lines[-1][-1]
    if len(lines) == 1 and len(lines[0]) == 1:
        return _is_near(start, (first.lon, first.lat))
    return _is_near(start, (first.lon, first.lat)) and _is_near(end, (last.lon, last.lat))


def _is_near(one: Point, other: Point) -> bool:
    apart = abs(one[0] - other[0])
    return min(apart, abs(360 - apart)) <= UNMOVED_DEG and abs(one[1] - other[1]) <= UNMOVED_DEG


def _within_180(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180
