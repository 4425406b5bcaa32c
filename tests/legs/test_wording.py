"""Turns of English: one sentence or two of our own a turn, with the ends that are expected."""

import pytest

from reading import extract

FRIDAY = "2024-12-06"

# Who travels and what carries them.
TRAVELLERS = [
    (
        "Thousands of refugees have taken the bus from Homs to Tartus.",
        [("Homs", "Tartus", "bus", (2000, 9999))],
    ),
    (
        "A charter plane with 43 Albanian nationals who had been refused leave to remain "
        "landed in Tirana on Thursday.",
        [(None, "Tirana", "air", (43, 43))],
    ),
    (
        "The ferry Ariadne arrived in Piraeus from Lesbos with 1,750 migrants on board.",
        [("Lesbos", "Piraeus", "sea", (1750, 1750))],
    ),
    (
        "More than 500 refugees were due to sail from Tartus to Tripoli.",
        [("Tartus", "Tripoli", "sea", (500, None))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TRAVELLERS, ids=lambda value: str(value)[:50])
def test_who_travels_and_what_carries_them(text: str, expected: list[object]) -> None:
    assert found(text) == expected


def found(text: str) -> list[object]:
    """Origin, destination, mode and people of each leg."""
    return [
        (
            leg.origin.name if leg.origin else None,
            leg.destination.name if leg.destination else None,
            leg.mode.value,
            (leg.people.low, leg.people.high) if leg.people else None,
        )
        for leg in extract(text, published=FRIDAY)
    ]
