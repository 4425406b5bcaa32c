"""Where the map opens."""

import builders
from evacmap.model import Route
from evacmap.render import payload
from evacmap.render.opening import opening_box
from render.samples import many_routes, route, small_story


def box_of(routes: list[Route]) -> tuple[float, ...]:
    whole = payload.bounds(routes)
    assert whole is not None
    return opening_box(routes, whole)


def test_a_story_with_a_core_opens_on_it() -> None:
    """Most ends lie between Damascus and Khmeimim; two flights lead to Moscow."""
    west, south, east, north = box_of(small_story())
    assert 34 < west < 35.5
    assert 36.2 < east < 37.5
    assert 32 < south < 33.5
    assert 35.3 < north < 37


def test_a_story_spread_evenly_opens_as_a_whole() -> None:
    routes = many_routes(300)
    assert box_of(routes) == payload.bounds(routes)


def test_a_single_way_opens_as_a_whole() -> None:
    routes = [route(builders.leg("Damascus", "Moscow", id="a"))]
    assert box_of(routes) == payload.bounds(routes)


def test_the_order_of_legs_does_not_matter() -> None:
    assert box_of(small_story()[::-1]) == box_of(small_story())


def test_a_story_of_areas_only_opens_as_a_whole() -> None:
    legs = [builders.leg("Syria", "Lebanon", id="a"), builders.leg("Lebanon", "Syria", id="b")]
    routes = [route(leg) for leg in legs]
    assert box_of(routes) == payload.bounds(routes)
