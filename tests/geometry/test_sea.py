"""Ways over the sea, and the coast they keep off."""

import pytest

from evacmap.geometry import sea
from evacmap.geometry.coast import MAGIC, Coast, open_coast
from evacmap.model import RouteMethod

TARTUS, NOVOROSSIYSK = (35.867, 34.9), (37.783, 44.717)
BEIRUT, LIMASSOL = (35.517, 33.9), (33.05, 34.667)
PORT_SUDAN, JEDDAH = (37.233, 19.617), (39.15, 21.467)
LATAKIA, MERSIN = (35.767, 35.517), (34.65, 36.8)


def test_the_lane_from_tartus_to_novorossiysk_goes_through_the_straits() -> None:
    stretch = sea.route_stretch(TARTUS, NOVOROSSIYSK)
    assert stretch.method is RouteMethod.SEA
    assert stretch.length_km == pytest.approx(2387, rel=0.1)
    assert open_coast().land_km(stretch.line) < 0.02 * stretch.length_km
    assert min(abs(lon - 29.05) + abs(lat - 41.1) for lon, lat in stretch.line) < 0.2


@pytest.mark.parametrize(
    ("start", "end"), [(BEIRUT, LIMASSOL), (PORT_SUDAN, JEDDAH), (LATAKIA, MERSIN)]
)
def test_a_short_crossing_is_straight_and_over_no_land_between_the_ports(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    stretch = sea.route_stretch(start, end)
    assert stretch.method is RouteMethod.SEA_STRAIGHT
    between = [point for point in stretch.line if point not in (start, end)]
    assert open_coast().land_km(between) == 0
    assert (stretch.line[0], stretch.line[-1]) == (start, end)


def test_a_hop_along_a_bent_coast_does_not_cut_over_land() -> None:
    stretch = sea.route_stretch((35.88659, 34.88902), (35.78333, 35.51667))
    assert open_coast().land_km(stretch.line[1:-1]) == 0
    assert stretch.length_km < 100


def test_an_inland_city_is_not_reached_by_ship() -> None:
    stretch = sea.route_stretch(TARTUS, (37.61556, 55.75222))
    assert stretch.method is RouteMethod.ARC
    assert stretch.note == "one end is over 60 km from any water"


def test_the_way_found_does_not_depend_on_the_ways_found_before() -> None:
    first = sea.route_stretch(TARTUS, NOVOROSSIYSK).line
    for cached in (sea.route_stretch, sea._lanes, sea._hops, sea._edge_numbers):
        cached.cache_clear()
    sea.route_stretch((29.0, 41.3), (25.9, 40.0))
    assert sea.route_stretch(TARTUS, NOVOROSSIYSK).line == first


@pytest.mark.parametrize(
    ("point", "is_land"),
    [
        ((36.29, 33.51), True),
        ((34.5, 34.0), False),
        ((0.0, 0.0), False),
        ((51.0, 41.5), False),
        ((29.6, -6.5), False),
        ((20.0, 10.0), True),
        ((-120.0, -80.0), True),
        ((180.0, 10.0), False),
    ],
    ids=["Damascus", "off Beirut", "Gulf of Guinea", "Caspian", "Tanganyika", "Chad", "ice", "180"],
)
def test_land_is_land_and_lakes_are_water(point: tuple[float, float], is_land: bool) -> None:
    assert open_coast().is_land(point) is is_land


def test_land_along_a_line_is_measured_across_tiles() -> None:
    """The meridian 20 E is land from the Gulf of Sidra's shore to the south of the continent."""
    assert open_coast().land_km([(20.0, 29.0), (20.0, 5.0)]) == pytest.approx(2657, rel=0.01)


def test_a_damaged_coast_is_refused() -> None:
    with pytest.raises(ValueError, match="does not begin as"):
        Coast(b"something else")
    with pytest.raises(ValueError, match="cannot be unpacked"):
        Coast(MAGIC + b"not compressed")
