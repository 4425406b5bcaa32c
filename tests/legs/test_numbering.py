"""How many people a movement is of, where a sentence gives several numbers."""

import pytest

from reading import extract

FRIDAY = "2024-12-06"
Range = tuple[int | None, int | None]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "A charter flight carrying 71 Danes and 18 other foreigners arrived in Copenhagen"
            " from Amman on Tuesday.",
            (89, 89),
        ),
        (
            "A chartered ferry arrived in Limassol on Tuesday, carrying 210 Maltese, six Croats,"
            " four Serbs, two Polish nurses and one Finnish nurse from Tripoli in Lebanon.",
            (223, 223),
        ),
        (
            "Nurses evacuated seven men wounded in the raids as well as 20 women and children"
            " from Rutshuru to Goma.",
            (27, 27),
        ),
        ("Malta airlifted 85 young, tired and hungry engineers from Tripoli to Rome.", (85, 85)),
        (
            "A group of 66 Kenyans including three pupils who were flown to Nairobi from Juba"
            " on Tuesday is safe.",
            (66, 66),
        ),
        (
            "The police deported nine families comprising 41 persons from Quetta to Kandahar.",
            (41, 41),
        ),
        ("Some 40 households (212 people) were evacuated from Jindires to Mersin.", (212, 212)),
        ("The raids drove dozens of villagers into fleeing Masisi for Goma.", (24, 99)),
        ("A coach left Sumy for Poltava on Tuesday with over 50 on board.", (50, None)),
    ],
)
def test_the_numbers_of_one_group_are_added(text: str, people: Range) -> None:
    (leg,) = extract(text, published=FRIDAY)
    assert leg.people is not None
    assert (leg.people.low, leg.people.high) == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "More than 400 people, 150 women and 250 children, were evacuated from Izium"
            " to Poltava.",
            (400, None),
        ),
        ("Some 90 refugees (30 women) fled from Goma to Gisenyi.", (90, 90)),
        ("Some 300 people fled Homs for Hama and 20 soldiers were killed.", (300, 300)),
        (
            "Three buses left Sumy for Poltava carrying 45 women, 60 children and two dogs.",
            (105, 105),
        ),
    ],
)
def test_parts_and_others_are_not_added(text: str, people: Range) -> None:
    (leg,) = extract(text, published=FRIDAY)
    assert leg.people is not None
    assert (leg.people.low, leg.people.high) == people


@pytest.mark.parametrize(
    "text",
    [
        "Thirty-five families sheltering in Derna were relocated on Monday to Tobruk.",
        "The captives were flown to Ankara on seven jets, two from Oslo and one each from Riga"
        " and Berlin.",
    ],
)
def test_families_and_aircraft_are_no_people(text: str) -> None:
    assert [leg.people for leg in extract(text, published=FRIDAY)] == [None] * len(
        extract(text, published=FRIDAY)
    )
    assert extract(text, published=FRIDAY)
