"""The articles that the seeds retell, read and joined in one run: each movement once."""

from pathlib import Path

import pytest

from evacmap import pipeline
from evacmap.model import Leg, Mode, Status

ARTICLES = Path(__file__).parents[2] / "shared" / "seeds"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles are not beside the checkout"),
]


@pytest.fixture(scope="module")
def movements() -> tuple[Leg, ...]:
    return pipeline.join_legs(pipeline.extract([ARTICLES]).legs)


def ends(leg: Leg) -> list[str]:
    return [stop.place.name for stop in leg.ends]


def reports(leg: Leg) -> set[str]:
    return {item.document[:3] for item in leg.evidence}


def test_the_buses_of_january_2013_are_one_movement_through_masnaa(movements) -> None:
    buses = [leg for leg in movements if leg.mode is Mode.BUS]
    assert len(buses) == 1
    assert ends(buses[0]) == ["Syria", "Masnaa border crossing", "Beirut"]
    assert buses[0].status is Status.COMPLETED
    assert reports(buses[0]) >= {"000", "002"}
    assert any("planned from Lebanon to Beirut" in line for line in buses[0].disagreements)


def test_the_flight_home_is_one_movement_of_two_reports(movements) -> None:
    flights = [leg for leg in movements if ends(leg) == ["Beirut", "Moscow"]]
    assert [(leg.mode, reports(leg)) for leg in flights] == [(Mode.AIR, {"000", "002"})]


def test_the_convoy_of_december_2024_is_told_once(movements) -> None:
    convoys = [leg for leg in movements if leg.mode is Mode.CONVOY]
    assert len(convoys) == 1
    origin, destination = ends(convoys[0])
    assert origin in ("Damascus", "Qudsayya")
    assert destination == "Khmeimim air base"
