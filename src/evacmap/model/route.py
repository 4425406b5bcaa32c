"""A route: the line drawn for a leg, and how it was found."""

from dataclasses import dataclass
from enum import StrEnum

from evacmap.model.leg import Leg


class RouteMethod(StrEnum):
    """How the line of a route was found, in the words shown to readers."""

    ROAD = "approximate road"
    RAIL = "approximate railway"
    SEA = "sea lane"
    SEA_STRAIGHT = "straight over open sea"
    GIVEN = "as given in the table"
    GEODESIC = "geodesic"
    ARC = "arc: way not reported"
    POINT = "one end not reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The line drawn for a leg.

    ``lines`` holds one or more lines of (lon, lat) pairs in degrees, EPSG:4326, in order of
    travel; a line that crosses the antimeridian is cut into two. Where only one end is known
    there is one line of one point and ``length_km`` is None. ``note`` says what a reader should
    know of how the line was found, such as why a better method failed.
    """

    leg: Leg
    lines: tuple[tuple[tuple[float, float], ...], ...]
    method: RouteMethod
    length_km: float | None
    note: str | None = None
