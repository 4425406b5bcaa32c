"""A number of people told in a sentence of its own, after the movement."""

import pytest

from reading import extract
from resting import check_words

FRIDAY = "2024-12-06"
TOLD = "Kenya flew nationals out of Khartoum on Tuesday."


@pytest.mark.parametrize(
    ("after", "low", "high"),
    [
        ("The airlift was a small one, involving fewer than fifty people.", None, 49),
        ("This first operation has so far covered only 1,200 women and children.", 1200, 1200),
        ("The effort is small. It has so far moved fewer than 100 women.", None, 99),
        ("They numbered about 80.", 80, 80),
        ("In all, the passengers were 96, all of them students.", 96, 96),
        ("At least 140 people were on board.", 140, None),
        ("There were 64 of them.", 64, 64),
        ("It was hot. The flight involved 70 people.", 70, 70),
    ],
)
def test_it_is_the_number_of_the_movement(after: str, low: int | None, high: int | None) -> None:
    text = f"{TOLD} {after}"
    (leg,) = extract(text, published=FRIDAY)
    assert leg.people is not None
    assert (leg.people.low, leg.people.high) == (low, high)
    assert ("people", leg.people.text) in check_words(leg, {"report": text})


@pytest.mark.parametrize(
    "after",
    [
        "The fighting has killed more than 400 people.",
        "The operation cost 40 million dollars.",
        "The operation involved two aircraft.",
        "Some 300 people demonstrated at the airport.",
        "Hospitals took in 90 people.",
        "It has 40 people on its staff.",
        "They are 3 km away.",
        "Some 90 of them were questioned.",
        "It was hot. It was dry. Nobody slept. The flight involved 70 people.",
    ],
)
def test_another_number_is_not(after: str) -> None:
    (leg,) = extract(f"{TOLD} {after}", published=FRIDAY)
    assert leg.people is None


def test_a_number_told_with_the_movement_stays() -> None:
    (leg,) = extract(
        "Kenya flew 30 nationals out of Khartoum on Tuesday. They numbered 80.", published=FRIDAY
    )
    assert leg.people is not None
    assert (leg.people.low, leg.people.high) == (30, 30)
