"""How many people a movement is of, told in its own sentence."""

import pytest

from reading import extract

FRIDAY = "2024-12-06"
AROUND = "Thousands of refugees were evacuated as the fighting went on. "


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("A charter left Beirut for Birmingham on Thursday with over 160 on board.", 160, None),
        ("A ship that docked in Jeddah on Monday, carrying 90 people, came first.", 90, 90),
        ("A ferry arrived in Bari from Durres with 1,350 migrants on board.", 1350, 1350),
        (
            "A plane with 185 Cuban, Brazilian and French staff left Luanda for Lisbon.",
            185,
            185,
        ),
        ("Rescuers evacuated six Syrians from Homs as well as 20 women and children.", 26, 26),
        ("Pakistan deported five families comprising 63 people to Afghanistan.", 63, 63),
        ("Some 40 families, totalling 210 people, fled from Homs to Hama.", 210, 210),
    ],
)
def test_all_who_are_aboard_or_named_beside_are_counted(
    text: str, low: int, high: int | None
) -> None:
    (leg,) = extract(AROUND + text, published=FRIDAY)
    assert leg.people is not None
    assert (leg.people.low, leg.people.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "Some 40 families fled from Homs to Hama.",
        "More than 30 households were moved from Homs to Hama.",
        "Four groups fled from Homs to Hama.",
    ],
)
def test_families_are_no_number_of_people(text: str) -> None:
    (leg,) = extract(AROUND + text, published=FRIDAY)
    assert leg.people is None
