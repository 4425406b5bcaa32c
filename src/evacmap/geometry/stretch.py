"""One stretch of a route: the line between two neighbouring stops of a leg."""

from dataclasses import dataclass

from evacmap.geometry.geodesic import Line, Point, geodesic_length_km
from evacmap.model import RouteMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A line from one stop to the next, both ends included exactly, and how it was found.

    Longitudes may jump by 360 where the line crosses the antimeridian.
    """

    line: Line
    method: RouteMethod
    length_km: float
    note: str | None = None


def arc(start: Point, end: Point, *, note: str | None = None) -> Stretch:
    """Return the stretch of an unreported way: its two ends; the page curves it.

    ``length_km`` is the geodesic distance, since no way is known.
    """
    return Stretch(
        line=(start, end),
        method=RouteMethod.ARC,
        length_km=geodesic_length_km(start, end),
        note=note,
    )
