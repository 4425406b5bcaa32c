"""A leg gets a line, and the line says how it was found."""

import pytest

import builders as build
from evacmap.geometry import ROUTERS, route_leg
from evacmap.model import Mode, RouteMethod


def test_every_mode_has_a_router() -> None:
    assert set(ROUTERS) == set(Mode)


def test_the_bus_from_damascus_to_beirut_takes_the_road_through_masnaa() -> None:
    route = route_leg(build.leg("Damascus", "Beirut", mode=Mode.BUS))
    assert route.method is RouteMethod.ROAD
    assert route.length_km == pytest.approx(101, rel=0.1)
    assert min(abs(lon - 35.924) + abs(lat - 33.7025) for lon, lat in route.lines[0]) < 0.01


def test_a_route_starts_at_its_origin_and_ends_at_its_destination() -> None:
    (line,) = route_leg(build.leg("Damascus", "Khmeimim")).lines
    assert (line[0], line[-1]) == ((36.29128, 33.5102), (35.9487, 35.4011))


def test_a_country_as_an_end_gives_an_arc() -> None:
    route = route_leg(build.leg("Syria", "Beirut", mode=Mode.BUS))
    assert route.method is RouteMethod.ARC
    assert route.lines == (((38.5, 35.0), (35.50157, 33.89332)),)


def test_a_leg_without_a_destination_is_a_point_with_no_length() -> None:
    route = route_leg(build.leg("Tartus", None, mode=Mode.SEA))
    assert (route.method, route.length_km) == (RouteMethod.POINT, None)
    assert route.lines == (((35.88659, 34.88902),),)
