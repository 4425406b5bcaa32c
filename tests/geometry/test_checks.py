"""A way that can hardly have been gone bears the reason."""

import dataclasses

import builders as build
from evacmap.geometry import route_leg
from evacmap.model import Endpoint, Leg, Mode, PlaceKind


def moved(leg: Leg, name: str, lon: float, lat: float) -> Leg:
    """The leg with its destination somewhere else."""
    assert leg.destination
    place = dataclasses.replace(
        leg.destination.place, id=f"test:{name}", name=name, lon=lon, lat=lat
    )
    return dataclasses.replace(leg, destination=Endpoint(name=name, place=place, score=1.0))


def test_the_bus_from_damascus_to_beirut_has_no_flag() -> None:
    assert route_leg(build.leg("Damascus", "Beirut", mode=Mode.BUS)).leg.flags == ()


def test_a_bus_over_the_sea_is_flagged() -> None:
    leg = moved(build.leg("Beirut", "Tartus", mode=Mode.BUS), "Limassol", 33.04, 34.68)
    assert route_leg(leg).leg.flags == (
        "by bus, but no road or railway is known and some 240 km of the straight way are water",
    )


def test_a_ship_on_the_same_way_is_not() -> None:
    leg = moved(build.leg("Beirut", "Tartus", mode=Mode.SEA), "Limassol", 33.04, 34.68)
    assert route_leg(leg).leg.flags == ()


def test_a_destination_in_the_middle_of_a_lake_is_flagged() -> None:
    leg = moved(build.leg("Damascus", "Beirut", mode=Mode.AIR), "Nowhere", 33.0, -1.2)
    assert route_leg(leg).leg.flags == ("Nowhere lies in water, over 8 km from land",)


def test_an_island_smaller_than_the_map_draws_is_not() -> None:
    leg = moved(build.leg("Damascus", "Beirut", mode=Mode.AIR), "Islet", 33.0, -1.2)
    assert leg.destination
    islet = dataclasses.replace(leg.destination.place, kind=PlaceKind.ISLAND)
    leg = dataclasses.replace(leg, destination=dataclasses.replace(leg.destination, place=islet))
    assert route_leg(leg).leg.flags == ()


def test_a_long_way_in_one_day_is_flagged_and_in_a_week_is_not() -> None:
    leg = build.leg("Damascus", "Moscow", mode=Mode.CONVOY, date="2024-12-09")
    assert route_leg(leg).leg.flags == ("3,350 km by convoy in one day",)
    week = build.leg("Damascus", "Moscow", mode=Mode.CONVOY, date="2024-12-09/2024-12-15")
    assert route_leg(week).leg.flags == ()


def test_a_leg_with_a_country_at_an_end_is_not_measured() -> None:
    leg = build.leg("Damascus", "Russia", mode=Mode.BUS, date="2024-12-09")
    assert route_leg(leg).leg.flags == ()
