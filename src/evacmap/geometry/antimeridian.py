"""Cutting lines where they cross longitude 180, as RFC 7946 section 3.1.9 asks."""

from collections.abc import Sequence
from itertools import pairwise

from evacmap.geometry.geodesic import Line, Point


def cut_at_antimeridian(line: Sequence[Point]) -> tuple[Line, ...]:
    """Return the line as one or more lines, none of which crosses the antimeridian.

    Two neighbouring points more than 180 degrees of longitude apart are taken to be joined over
    the antimeridian; the latitude of the crossing is interpolated between them. A piece of no
    length, where a line begins or ends on the antimeridian itself, is left out.

    >>> cut_at_antimeridian([(179.0, 10.0), (-179.0, 12.0)])
    (((179.0, 10.0), (180.0, 11.0)), ((-180.0, 11.0), (-179.0, 12.0)))
    """
    lines: list[list[Point]] = [[line[0]]]
    for start, end in pairwise(line):
        if abs(end[0] - start[0]) > 180:
            side = 180.0 if start[0] > 0 else -180.0
            lat = _crossing_lat(start, end, side)
            lines[-1].append((side, lat))
            lines.append([(-side, lat)])
        lines[-1].append(end)
    if len(lines) == 1:
        return (tuple(line),)
    return tuple(tuple(piece) for piece in lines if len(set(piece)) > 1)


def _crossing_lat(start: Point, end: Point, side: float) -> float:
    travelled = abs(side - start[0])
    whole = travelled + abs(-side - end[0])
    share = travelled / whole if whole else 0.0
    return start[1] + share * (end[1] - start[1])
