"""Places named for their people: those that leave and those that take people in."""

import pytest

from reading import extract

# Text; origin and destination of each leg, in the order of the text.
CASES = [
    ("Fires spread. Vernon and Kelowna left overnight.", [("Kelowna", None)]),
    (
        "Hundreds fled Penticton on Monday. Kelowna too was told that night to go, at once.",
        [("Penticton", None), ("Kelowna", None)],
    ),
    ("Kelowna has been ordered to leave before noon.", [("Kelowna", None)]),
    # … but not those that act for a country, or what is of a place.
    ("Moscow left before the talks ended.", []),
    ("The Vernon bus left before noon.", []),
    ("Kelowna left the league before noon.", []),
    ("Kelowna was told to go to court.", []),
    # Who takes people in.
    ("Vernon took 121 refugees from Kelowna on Friday.", [("Kelowna", "Vernon")]),
    ("Vernon took 90 prisoners from Kelowna.", [("Kelowna", None)]),
]


@pytest.mark.parametrize(("text", "ends"), CASES)
def test_ends_of_places_named_for_their_people(
    text: str, ends: list[tuple[str | None, str | None]]
) -> None:
    legs = extract(text + "\n", published="2022-05-12")
    assert [
        (leg.origin.name if leg.origin else None, leg.destination.name if leg.destination else None)
        for leg in legs
    ] == ends
