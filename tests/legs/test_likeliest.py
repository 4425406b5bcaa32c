"""A goal that the words of a movement leave open is the likeliest of the report's places."""

import pytest

from evacmap.legs.likeliest import BASIS, ENOUGH, Option, likeliest, weights
from evacmap.model import Leg
from reading import extract

PUBLISHED = "2023-08-18"

BEFORE = "Families fled the fighting in the hills. Roads are cut. "
AFTER = " The wounded come first. Fuel is short."
TOLD_BESIDE = [
    (
        "Helicopters lifted 80 patients out of Derna on Thursday."
        " Volunteers at Tobruk airport handed out blankets and tea on arrival.",
        ("Derna", "Tobruk airport"),
    ),
    (
        "Rescuers lifted 70 villagers out of Songea on Friday."
        " Relatives waited at Mbinga hospital for their arrival.",
        ("Songea", "Mbinga"),
    ),
]
NOT_TOLD = [
    "The navy took 300 people off the beach at Dili on Monday, officials in Canberra said.",
    "Helicopters lifted 80 patients out of Derna on Thursday, said an officer in Tripoli.",
    "About 900 people fled Mopti on Friday, a spokesman said in Geneva.",
]
A_WHOLE = (
    "About 8,000 have fled Homs since Monday."
    " Some 3,000 of them are in camps near Hama and 700 reached Aleppo."
)


def goals_of(text: str) -> list[tuple[str | None, str | None]]:
    legs = extract(text, published=PUBLISHED)
    return [
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name) for leg in legs
    ]


def basis_of_goal(leg: Leg) -> list[str]:
    return [item.basis for item in leg.inferred if item.field == "destination"]


@pytest.mark.parametrize(("text", "ends"), TOLD_BESIDE)
def test_the_place_where_people_are_received_is_their_goal(
    text: str, ends: tuple[str, str]
) -> None:
    assert goals_of(BEFORE + text + AFTER) == [ends]
    (leg,) = extract(BEFORE + text + AFTER, published=PUBLISHED)
    assert basis_of_goal(leg) == [BASIS]
    assert dict(leg.confidence_parts)["ends stated, not inferred"] == 0.7


@pytest.mark.parametrize("text", NOT_TOLD)
def test_a_place_that_nothing_makes_likely_is_no_goal(text: str) -> None:
    assert [goal for _, goal in goals_of(BEFORE + text + AFTER)] == [None]


def test_a_report_of_a_sentence_or_two_is_read_by_its_words_alone() -> None:
    assert goals_of("Some 200 people fled Homs. The ministers are in Hama.") == [("Homs", None)]


def test_a_whole_does_not_go_where_a_part_of_it_does() -> None:
    assert ("Homs", "Aleppo", 8000) not in [
        (leg.origin.name, leg.destination.name, leg.people.low)
        for leg in extract(BEFORE + A_WHOLE + AFTER, published=PUBLISHED)
        if leg.origin and leg.destination and leg.people
    ]


def test_a_goal_that_is_told_stays() -> None:
    text = TOLD_BESIDE[0][0].replace("out of Derna", "from Derna to Bayda")
    (leg,) = extract(BEFORE + text + AFTER, published=PUBLISHED)
    assert leg.destination is not None
    assert leg.destination.name == "Bayda"
    assert basis_of_goal(leg) == []


def test_no_place_is_as_good_an_answer_as_any() -> None:
    for table in weights().values():
        assert likeliest([Option(None, ("nowhere",))], table) == (None, 1.0)


def test_the_weights_are_of_clues_and_none_is_without_effect() -> None:
    assert set(weights()) == {"origin", "destination"}
    assert all(value for table in weights().values() for value in table.values())
    assert 0 < ENOUGH < 1
