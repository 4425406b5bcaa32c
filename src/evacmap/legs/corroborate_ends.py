"""How the ends of two legs stand to each other: same, near, one within the other, apart."""

import math
from enum import Enum

from evacmap.model import AREA_KINDS, Endpoint, Place, PlaceKind

NEAR_KM = 35.0
# A large city's airport or suburb may lie beyond NEAR_KM from the middle of the city.
NEAR_LIMIT_KM = 60.0
EARTH_RADIUS_KM = 6371.0088
# What a degree of latitude is at least.
LEAST_DEGREE_KM = 111.19


class Relation(Enum):
    """How two ends stand to each other, with how much it says for one movement, 0..1.

    TOUCHING is a border crossing against a country on either side of it. SILENT: one leg or
    both do not name the end. APART rules one movement out.
    """

    SAME = 1.0
    NEAR = 0.9
    SAME_AREA = 0.7
    WITHIN = 0.5
    TOUCHING = 0.4
    SILENT = 0.0
    APART = -9.0


def relate_ends(one: Endpoint | None, two: Endpoint | None) -> Relation:
    """Return how two ends stand to each other; the order of the two does not matter."""
    if one is None or two is None:
        return Relation.SILENT
    return relate_places(one.place, two.place)


def relate_places(one: Place, two: Place) -> Relation:
    """Return how two places stand to each other; the order of the two does not matter."""
    areas = (one.kind in AREA_KINDS) + (two.kind in AREA_KINDS)
    if one.id == two.id:
        return Relation.SAME_AREA if areas else Relation.SAME
    if areas == 0:
        limit_km = max(NEAR_KM, min(NEAR_LIMIT_KM, one.extent_km + two.extent_km + 10))
        if abs(one.lat - two.lat) * LEAST_DEGREE_KM > limit_km:
            return Relation.APART
        return Relation.NEAR if distance_km(one, two) <= limit_km else Relation.APART
    if PlaceKind.CROSSING in (one.kind, two.kind):
        return _relate_crossing(one, two)
    return Relation.WITHIN if contains(one, two) or contains(two, one) else Relation.APART


def contains(area: Place, other: Place) -> bool:
    """Return whether ``other`` lies in ``area``, by country and first-level area, else by extent.

    False where ``area`` is not an area, and where ``other`` is the larger.
    """
    if area.kind not in AREA_KINDS or other.extent_km > area.extent_km:
        return False
    if area.kind is PlaceKind.UNLOCATED:
        return False
    if area.kind is PlaceKind.COUNTRY:
        return other.country == area.country
    if area.country and other.country and area.country != other.country:
        return False
    if area.kind is PlaceKind.ADMIN1 and other.admin1:
        return other.admin1 == area.id
    return distance_km(area, other) <= area.extent_km


def distance_km(one: Place, two: Place) -> float:
    """Return the distance between the middles of two places over a sphere, in kilometres.

    Method: haversine; within 0.6 % of the geodesic, which is enough to call places near.
    """
    phi1, phi2 = math.radians(one.lat), math.radians(two.lat)
    half = math.sin((phi2 - phi1) / 2) ** 2
    turn = math.sin(math.radians(two.lon - one.lon) / 2) ** 2
    root = math.sqrt(min(1.0, half + math.cos(phi1) * math.cos(phi2) * turn))
    return 2 * EARTH_RADIUS_KM * math.asin(root)


def _relate_crossing(one: Place, two: Place) -> Relation:
    """Return TOUCHING for a crossing and an area that owns it or reaches about as far as it."""
    crossing, area = (one, two) if one.kind is PlaceKind.CROSSING else (two, one)
    if crossing.country and crossing.country == area.country:
        return Relation.TOUCHING
    reaches = distance_km(crossing, area) <= 1.5 * area.extent_km + NEAR_KM
    return Relation.TOUCHING if reaches else Relation.APART
