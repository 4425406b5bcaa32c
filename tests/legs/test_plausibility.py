"""Legs that can hardly be as told bear the reason, and stay."""

import dataclasses

import builders as build
from evacmap.legs.plausibility import flag_leg, flag_legs
from evacmap.model import Count, Leg, Mode, PlaceKind, Status


def count(number: int, *, text: str | None = None) -> Count:
    return Count(low=number, high=number, text=text or f"{number:,}")


def test_an_ordinary_leg_has_no_flag() -> None:
    assert flag_leg(build.leg()).flags == ()


def test_a_completed_leg_dated_after_its_report_is_flagged() -> None:
    leg = build.leg(date="2024-12-20", quotes=(build.evidence(published="2024-12-16"),))
    assert flag_leg(leg).flags == (
        "told as completed, but dated 2024-12-20, after the report of 2024-12-16",
    )


def test_a_later_report_settles_it() -> None:
    quotes = (build.evidence(published="2024-12-16"), build.evidence(published="2024-12-21"))
    assert flag_leg(build.leg(date="2024-12-20", quotes=quotes)).flags == ()


def test_a_plan_for_the_past_is_flagged() -> None:
    leg = build.leg(date="2024-12-01", status=Status.PLANNED)
    assert flag_leg(leg).flags == (
        "told as planned, but dated 2024-12-01, before the report of 2024-12-16",
    )


def test_280_000_people_on_two_planes_are_flagged() -> None:
    leg = build.leg(
        "Beirut", "Moscow", mode=Mode.AIR, people=count(280_000), vehicles=count(2, text="two")
    )
    assert flag_leg(leg).flags == ("280,000 people with two aircraft: at most 1,100 fit in one",)


def test_eighty_people_in_four_buses_are_not() -> None:
    leg = build.leg(mode=Mode.BUS, people=count(80), vehicles=count(4))
    assert flag_leg(leg).flags == ()


def test_at_most_so_many_people_are_not_too_many() -> None:
    people = Count(low=None, high=280_000, text="up to 280,000")
    leg = build.leg(mode=Mode.BUS, people=people, vehicles=count(4))
    assert flag_leg(leg).flags == ()


def test_a_walk_across_a_continent_is_flagged() -> None:
    assert flag_leg(build.leg("Damascus", "Moscow", mode=Mode.FOOT)).flags == ("2,480 km by foot",)


def test_a_walk_between_countries_is_not_measured_from_their_middles() -> None:
    assert flag_leg(build.leg("Syria", "Russia", mode=Mode.FOOT)).flags == ()


def test_more_people_than_a_town_can_hold_are_flagged() -> None:
    leg = build.leg(people=count(90_000))
    assert leg.origin
    village = dataclasses.replace(leg.origin.place, population=12_000)
    leg = dataclasses.replace(leg, origin=dataclasses.replace(leg.origin, place=village))
    assert flag_leg(leg).flags == ("at least 90,000 people from Damascus, a town of 12,000",)


def test_a_bus_to_a_sea_is_flagged() -> None:
    leg = build.leg("Damascus", "Beirut", mode=Mode.BUS)
    assert leg.destination
    sea = dataclasses.replace(leg.destination.place, kind=PlaceKind.SEA, name="Black Sea")
    leg = dataclasses.replace(leg, destination=dataclasses.replace(leg.destination, place=sea))
    assert flag_leg(leg).flags == ("by bus to or from a sea, Black Sea",)


def test_a_leg_from_a_place_to_itself_is_flagged() -> None:
    leg = build.leg("Beirut", "Beirut")
    assert flag_leg(leg).flags == ("begins and ends in the same place, Beirut",)


def test_flagging_twice_adds_nothing_and_no_leg_is_dropped() -> None:
    legs: tuple[Leg, ...] = (build.leg("Beirut", "Beirut"), build.leg())
    once = flag_legs(legs)
    assert flag_legs(once) == once
    assert [leg.id for leg in once] == [leg.id for leg in legs]
