import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

import builders
from evacmap.model import RouteMethod, Status
from evacmap.render import coarsen_routes
from render.samples import route

WGS84 = Geod(ellps="WGS84")


def planned(**fields: object):
    return route(builders.leg("Damascus", "Masnaa", status=Status.PLANNED, **fields))  # type: ignore[arg-type]


def test_a_planned_leg_is_moved_and_blurred_to_its_month() -> None:
    (coarse,) = coarsen_routes([planned(date="2024-12-09/2024-12-16")], within_km=20)
    assert str(coarse.leg.date) == "2024-12"
    assert coarse.method is RouteMethod.ARC
    assert coarse.leg.destination is not None
    place, true = coarse.leg.destination.place, builders.place("Masnaa")
    assert (place.lon, place.lat) != (true.lon, true.lat)
    assert place.extent_km == 14.1
    assert coarse.lines[0][-1] == (place.lon, place.lat)
    assert coarse.note == "places and date blurred: known to within 20 km"


def test_a_completed_leg_stays_as_it_is() -> None:
    done = route(builders.leg())
    assert coarsen_routes([done], within_km=20) == [done]


def test_two_places_of_one_cell_cannot_be_told_apart() -> None:
    one, other = planned(id="a"), planned(id="b")
    coarse = coarsen_routes([one, other], within_km=500)
    assert coarse[0].lines == coarse[1].lines


@given(st.floats(1, 200))
def test_the_extent_covers_the_true_place(within_km: float) -> None:
    (coarse,) = coarsen_routes([planned()], within_km=within_km)
    for end, name in ((coarse.leg.origin, "Damascus"), (coarse.leg.destination, "Masnaa")):
        assert end is not None
        true = builders.place(name)
        _, _, metres = WGS84.inv(true.lon, true.lat, end.place.lon, end.place.lat)
        assert metres / 1000 <= end.place.extent_km * 1.02 + 0.05


def test_a_distance_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="give a distance above 0"):
        coarsen_routes([], within_km=0)
