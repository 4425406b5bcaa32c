"""What holds for every route."""

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builders as build
from evacmap.geometry import route_leg
from evacmap.geometry.antimeridian import cut_at_antimeridian
from evacmap.geometry.geodesic import geodesic_length_km, great_circle, line_length_km
from evacmap.model import Endpoint, Leg, Mode, PlaceKind, RouteMethod

LON = st.floats(-180, 180).map(lambda value: round(value, 5))
LAT = st.floats(-85, 85).map(lambda value: round(value, 5))
POINT = st.tuples(LON, LAT)
NEAR = st.tuples(st.floats(-3, 3), st.floats(-3, 3))


def at(point: tuple[float, float], *, name: str = "Somewhere") -> Endpoint:
    place = dataclasses.replace(
        build.place("Damascus"), id=f"test:{point}", name=name, lon=point[0], lat=point[1]
    )
    return Endpoint(name=name, place=place, score=1.0)


def leg_between(*points: tuple[float, float], mode: Mode) -> Leg:
    origin, *waypoints, destination = (at(point) for point in points)
    return dataclasses.replace(
        build.leg(mode=mode), origin=origin, destination=destination, waypoints=tuple(waypoints)
    )


def shared_spot(one: tuple[float, float], two: tuple[float, float]) -> bool:
    return geodesic_length_km(one, two) < 1e-6


@settings(max_examples=60, deadline=None)
@given(start=POINT, end=POINT, mode=st.sampled_from([Mode.AIR, Mode.UNKNOWN, Mode.HELICOPTER]))
def test_a_route_joins_its_ends_and_is_no_shorter_than_the_geodesic(
    start: tuple[float, float], end: tuple[float, float], mode: Mode
) -> None:
    check_route(start, end, mode)


@settings(max_examples=25, deadline=None)
@given(
    start=st.tuples(st.floats(-10, 60), st.floats(10, 55)),
    step=NEAR,
    mode=st.sampled_from([Mode.BUS, Mode.FOOT, Mode.RAIL, Mode.SEA]),
)
def test_a_way_by_road_rail_or_sea_does_too(
    start: tuple[float, float], step: tuple[float, float], mode: Mode
) -> None:
    check_route(start, (start[0] + step[0], start[1] + step[1]), mode)


def check_route(start: tuple[float, float], end: tuple[float, float], mode: Mode) -> None:
    route = route_leg(leg_between(start, end, mode=mode))
    if route.method is RouteMethod.POINT:
        assert shared_spot(start, end)
        return
    assert shared_spot(route.lines[0][0], start)
    assert shared_spot(route.lines[-1][-1], end)
    assert route.length_km is not None
    assert route.length_km >= geodesic_length_km(start, end) * (1 - 1e-6)
    for line in route.lines:
        assert len(line) >= 2
        assert all(abs(one[0] - two[0]) <= 180 for one, two in pairwise(line))
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in line)
    for before, after in pairwise(route.lines):
        assert (abs(before[-1][0]), before[-1][1]) == (180, after[0][1])
        assert before[-1][0] == -after[0][0]


@settings(max_examples=60, deadline=None)
@given(start=POINT, end=POINT)
def test_points_of_a_great_circle_add_up_to_the_geodesic(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    line = great_circle(start, end)
    assert (line[0], line[-1]) == (start, end)
    assert line_length_km(line) == pytest.approx(geodesic_length_km(start, end), rel=1e-6, abs=1e-6)
    assert all(geodesic_length_km(one, two) <= 50.001 for one, two in pairwise(line))


def test_a_flight_from_anchorage_to_vladivostok_is_cut_at_the_antimeridian() -> None:
    route = route_leg(leg_between((-149.9, 61.2181), (131.8735, 43.1056), mode=Mode.AIR))
    assert [line[0][0] for line in route.lines] == [-149.9, 180.0]
    assert [line[-1][0] for line in route.lines] == [-180.0, 131.8735]
    length_km = geodesic_length_km((-149.9, 61.2181), (131.8735, 43.1056))
    assert route.length_km == pytest.approx(length_km, rel=0.001)
    assert sum(line_length_km(line) for line in route.lines) == pytest.approx(length_km, rel=0.001)


def test_a_line_that_starts_on_the_antimeridian_has_no_empty_piece() -> None:
    assert cut_at_antimeridian([(180.0, 5.0), (-179.0, 5.0)]) == (((-180.0, 5.0), (-179.0, 5.0)),)


def test_waypoints_are_passed_in_order() -> None:
    leg = build.leg("Damascus", "Khmeimim", waypoints=("Beirut", "Tartus"), mode=Mode.CAR)
    (line,) = route_leg(leg).lines
    stops = [line.index((end.place.lon, end.place.lat)) for end in leg.ends]
    assert stops == sorted(stops)
    assert stops[0] == 0


def test_a_stretch_from_a_country_is_an_arc_and_the_rest_is_road() -> None:
    route = route_leg(build.leg("Syria", "Beirut", waypoints=("Masnaa",), mode=Mode.BUS))
    assert route.method is RouteMethod.ROAD
    assert route.note == "straight to a point inside Syria: nothing finer is reported"
    assert route.lines[0][:2] == ((38.5, 35.0), (35.924, 33.7025))


@pytest.mark.parametrize("kind", [PlaceKind.REGION, PlaceKind.ADMIN1, PlaceKind.SEA])
def test_an_area_at_an_end_gives_an_arc_by_every_mode(kind: PlaceKind) -> None:
    leg = build.leg("Damascus", "Beirut")
    assert leg.destination
    area = dataclasses.replace(leg.destination.place, kind=kind)
    end = dataclasses.replace(leg.destination, place=area)
    for mode in Mode:
        route = route_leg(dataclasses.replace(leg, destination=end, mode=mode))
        assert (route.method, len(route.lines[0])) == (RouteMethod.ARC, 2)


def test_where_an_unlocated_place_lies_is_said_to_be_unknown() -> None:
    leg = build.leg("Damascus", "Beirut", mode=Mode.BUS)
    assert leg.destination
    place = dataclasses.replace(leg.destination.place, kind=PlaceKind.UNLOCATED, extent_km=90.0)
    end = dataclasses.replace(leg.destination, name="Nonesuch", place=place)
    route = route_leg(dataclasses.replace(leg, destination=end))
    assert route.method is RouteMethod.ARC
    assert route.note == (
        "straight to the middle of an area: where Nonesuch lies in it is not known"
    )


def test_a_leg_with_no_origin_is_drawn_from_its_first_waypoint() -> None:
    route = route_leg(build.leg(None, "Beirut", waypoints=("Masnaa",), mode=Mode.BUS))
    assert route.lines[0][0] == (35.924, 33.7025)
    assert route.note == "drawn from the first stop reported: no origin is"


def test_both_ends_at_one_place_are_a_point_that_says_so() -> None:
    route = route_leg(build.leg("Beirut", "Beirut"))
    assert (route.method, route.length_km) == (RouteMethod.POINT, None)
    assert route.note == "both ends are the same place on the map"
