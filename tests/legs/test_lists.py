"""Lists of places and entries of bulletins, told without a verb of their own."""

import pytest

from reading import extract

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
