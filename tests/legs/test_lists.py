"""Lists of places and entries of bulletins, told without a verb of their own."""

import pytest

from reading import extract
from resting import check_words

FRIDAY = "2024-12-06"
ENDS = list[tuple[str | None, str | None]]


def ends(text: str) -> ENDS:
    return [
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name)
        for leg in extract(text, published=FRIDAY)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "People were evacuated from the east on Monday. The cities of Sumy, Izyum and Lozova.",
            [("Sumy", None), ("Izyum", None), ("Lozova", None)],
        ),
        (
            "Thousands of people were evacuated on Monday. Izyum - Lozova.",
            [("Izyum", "Lozova")],
        ),
    ],
)
def test_a_bare_list_names_the_places_of_the_movement(text: str, expected: ENDS) -> None:
    assert ends(text) == expected


@pytest.mark.parametrize(
    "aside",
    [
        "The Weekly Review Newspaper Spokane, Washington, Printed May 19, 1983",
        "Weather Outlook and Situation in Sumy and Izyum",
        "Share This Story With Friends Sumy Izyum",
    ],
)
def test_the_furniture_of_a_page_is_no_list_of_places(aside: str) -> None:
    assert ends(f"Americans were evacuated on Monday.\n\n{aside}\n\nIt rained.") == []


TOLD = "Since Monday several states have flown citizens out of Kabul."


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (
            "Tue 3 Dec — Germany: 124 passengers, Kabul to Tashkent.",
            [("Kabul", "Tashkent", 124, "2024-12-03")],
        ),
        ("Norway: 90, to Oslo.", [("Kabul", "Oslo", 90, None)]),
        ("Kabul–Doha: 310 people; Kabul - Oslo: 44.", [("Kabul", "Doha", 310, None)]),
        ("To Doha: 310 people; to Oslo: 44 Norwegians.", [("Kabul", "Doha", 310, None)]),
        ("From Herat to Oslo by bus, 41 nurses.", [("Herat", "Oslo", 41, None)]),
        ("Two flights to Doha with 170 on board.", [("Kabul", "Doha", 170, None)]),
    ],
)
def test_an_entry_without_a_verb_goes_on_with_the_movement(
    entries: str, expected: list[tuple[str, str, int, str | None]]
) -> None:
    legs = extract(f"{TOLD}\n\n{entries}", published=FRIDAY)
    found = [
        (
            leg.origin and leg.origin.name,
            leg.destination and leg.destination.name,
            leg.people and leg.people.low,
            str(leg.date) if expected[0][3] else None,
        )
        for leg in legs
    ]
    assert expected[0] in found


def test_what_an_entry_tells_rests_on_its_words() -> None:
    text = f"{TOLD}\n\nTue 3 Dec — Germany: 124 passengers, by bus from Herat to Tashkent."
    legs = extract(text, published=FRIDAY)
    (leg,) = (leg for leg in legs if leg.destination is not None)
    told = check_words(leg, {"report": text})
    assert {("mode", "bus"), ("date", "3 Dec"), ("people", "124")} <= set(told)


@pytest.mark.parametrize(
    "text",
    [
        "A letter to Doha.",
        "Price of a ticket to Oslo: 900 dollars.",
        "Distance from Herat: 640 km.",
        "Mail to Oslo: twelve days.",
        "From Herat the news was better.",
    ],
)
def test_what_tells_no_movement_is_no_entry(text: str) -> None:
    assert ends(f"{TOLD}\n\n{text}") == [("Kabul", None)]
