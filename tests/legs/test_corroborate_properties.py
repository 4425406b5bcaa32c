"""What holds whatever legs are joined."""

import dataclasses
import random

from hypothesis import given, settings
from hypothesis import strategies as st

import builders as build
from evacmap.legs.corroborate import corroborate_legs
from evacmap.model import (
    Count,
    EdtfDate,
    Evidence,
    Inference,
    Leg,
    Mode,
    Party,
    PartyKind,
    Status,
)

NAMES = st.sampled_from([None, *build.PLACES])
DATES = st.sampled_from(
    [None, "2013-01-22", "2013-01-23", "2013-01-22/2013-01-24", "../2013-01-23", "2013-01-21/..",
     "2013-01", "2024-12-09"]
)  # fmt: skip
PARTIES = st.builds(
    Party,
    text=st.sampled_from(["Russians", "another group", "soldiers", "they", "Russian citizens"]),
    kind=st.sampled_from(list(PartyKind)),
    nationality=st.sampled_from([None, "Russia", "Syria"]),
)
COUNTS = st.sampled_from(
    [
        None,
        Count(low=80, high=80, text="about 80"),
        Count(low=77, high=77, text="77"),
        Count(low=100, high=None, text="at least 100"),
        Count(low=None, high=99, text="fewer than 100"),
        Count(low=0, high=0, text="none"),
    ]
)


@st.composite
def legs_of_reports(draw: st.DrawFn) -> list[Leg]:
    """Legs with evidence that no other leg shares, so that each can be found again."""
    listed = []
    for number in range(draw(st.integers(1, 9))):
        origin, destination = draw(NAMES), draw(NAMES)
        if origin is None and destination is None:
            origin = "Syria"
        document = f"report{draw(st.integers(0, 4))}"
        quote = f"line {number}"
        evidence = Evidence(
            document=document,
            publisher=draw(st.sampled_from([None, "One", "Two"])),
            title=None,
            published=draw(st.sampled_from([None, "2013-01-22", "2013-01-24"])),
            url=None,
            quote=quote,
            start=number,
            end=number + len(quote),
            said_by=draw(st.sampled_from([None, "a spokesman"])),
        )
        date = draw(DATES)
        leg = build.leg(
            origin,
            destination,
            waypoints=tuple(draw(st.lists(st.sampled_from(["Masnaa", "Tartus"]), max_size=1))),
            mode=draw(st.sampled_from([Mode.BUS, Mode.ROAD, Mode.AIR, Mode.UNKNOWN])),
            status=draw(st.sampled_from(list(Status))),
            party=draw(PARTIES),
            quotes=(evidence,),
            people=draw(COUNTS),
            inferred=draw(
                st.sampled_from([(), (Inference(field="origin", basis="the leg before"),)])
            ),
        )
        listed.append(dataclasses.replace(leg, date=EdtfDate(date) if date else None))
    return listed


@settings(max_examples=50, deadline=None)
@given(legs=legs_of_reports(), seed=st.integers(0, 1000))
def test_the_order_of_the_reports_does_not_matter(legs: list[Leg], seed: int) -> None:
    shuffled = list(legs)
    random.Random(seed).shuffle(shuffled)
    assert corroborate_legs(shuffled) == corroborate_legs(legs)


@settings(max_examples=50, deadline=None)
@given(legs=legs_of_reports())
def test_joining_twice_changes_nothing(legs: list[Leg]) -> None:
    once = corroborate_legs(legs)
    assert corroborate_legs(once) == once


@settings(max_examples=50, deadline=None)
@given(legs=legs_of_reports())
def test_every_leg_is_found_again_in_exactly_one_movement(legs: list[Leg]) -> None:
    found = [item for movement in corroborate_legs(legs) for item in movement.evidence]
    told = [item for leg in legs for item in leg.evidence]
    assert sorted(found, key=repr) == sorted(told, key=repr)


@settings(max_examples=50, deadline=None)
@given(legs=legs_of_reports())
def test_evidence_is_oldest_first_and_ids_are_unique(legs: list[Leg]) -> None:
    movements = corroborate_legs(legs)
    assert len({leg.id for leg in movements}) == len(movements)
    for leg in movements:
        days = [item.published or "~" for item in leg.evidence]
        assert days == sorted(days)


@settings(max_examples=50, deadline=None)
@given(legs=legs_of_reports())
def test_a_movement_says_nothing_that_none_of_its_legs_say(legs: list[Leg]) -> None:
    told = {item: leg for leg in legs for item in leg.evidence}
    for movement in corroborate_legs(legs):
        parts = [told[item] for item in movement.evidence]
        assert movement.origin in [leg.origin for leg in parts]
        assert movement.destination in [leg.destination for leg in parts]
        assert movement.date in [leg.date for leg in parts]
        assert movement.people in [leg.people for leg in parts]
        assert movement.mode in [leg.mode for leg in parts]
        assert movement.status in [leg.status for leg in parts]
        ends = {end for leg in parts for end in leg.ends}
        assert set(movement.waypoints) <= ends


@settings(max_examples=50, deadline=None)
@given(legs=legs_of_reports())
def test_what_one_report_tells_apart_as_done_stays_apart(legs: list[Leg]) -> None:
    """Unless two halves of a way meet at a crossing, or it says the same twice."""
    told = {item: leg for leg in legs for item in leg.evidence}
    for movement in corroborate_legs(legs):
        by_report: dict[str, list[Leg]] = {}
        for item in movement.evidence:
            by_report.setdefault(item.document, []).append(told[item])
        for parts in by_report.values():
            assert all(
                one is two
                or one.status is not two.status
                or "Masnaa" in {end.name for end in (*one.ends, *two.ends)}
                or (one.ends, one.date, one.mode) == (two.ends, two.date, two.mode)
                for one in parts
                for two in parts
            )
