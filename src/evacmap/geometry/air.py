"""By air: along the geodesic."""

from evacmap.geometry.geodesic import Point, geodesic_length_km, great_circle
from evacmap.geometry.stretch import Stretch
from evacmap.model import RouteMethod


def route_stretch(start: Point, end: Point) -> Stretch:
    """Return the geodesic between two stops, with points at most 50 km apart."""
    return Stretch(
        line=great_circle(start, end),
        method=RouteMethod.GEODESIC,
        length_km=geodesic_length_km(start, end),
    )
