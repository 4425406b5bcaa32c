import builders
from evacmap.model import Count, Route, RouteMethod
from evacmap.tables import keep_rows, route_row


def a_route(low: int) -> Route:
    leg = builders.leg(people=Count(low=low, high=low, text=str(low)))
    return Route(leg=leg, lines=(((36.3, 33.5),),), method=RouteMethod.POINT, length_km=None)


def test_rows_that_are_kept_are_made_once_and_say_the_same():
    route = a_route(80)
    before = route_row(route)
    with keep_rows():
        kept = route_row(route)
        assert route_row(route) is kept
        assert route_row(a_route(7))["people_min"] == 7
    assert kept == before
    assert route_row(route) is not kept
