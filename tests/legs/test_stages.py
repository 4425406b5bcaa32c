"""Stages of one journey told with one verb: legs of their own, or stops on the way."""

import pytest

from reading import extract

# Text; origin, places on the way, destination and mode of each leg.
STAGES = [
    (
        "The 34 orphans were taken by train from Sumy to Poltava and then by bus to Dnipro.",
        [("Sumy", [], "Poltava", "rail"), ("Poltava", [], "Dnipro", "bus")],
    ),
    (
        "The 30 refugees were flown from Tripoli to Cairo and later by bus to Damascus.",
        [("Tripoli", [], "Cairo", "air"), ("Cairo", [], "Damascus", "bus")],
    ),
    (
        "The 200 evacuees were driven from Homs to Hama and then on to Aleppo.",
        [("Homs", ["Hama"], "Aleppo", "road")],
    ),
    (
        "The 200 evacuees were flown from Kabul to Doha and Kuwait.",
        [("Kabul", [], "Doha", "air"), ("Kabul", [], "Kuwait", "air")],
    ),
    (
        "The sick were flown from Kabul to Doha and later others to Kuwait.",
        [("Kabul", [], "Doha", "air"), ("Kabul", [], "Kuwait", "air")],
    ),
]


@pytest.mark.parametrize(("text", "legs"), STAGES, ids=[text[:40] for text, _ in STAGES])
def test_stages_of_a_journey(
    text: str, legs: list[tuple[str | None, list[str], str | None, str]]
) -> None:
    found = [
        (
            leg.origin and leg.origin.name,
            [stop.name for stop in leg.waypoints],
            leg.destination and leg.destination.name,
            leg.mode.value,
        )
        for leg in extract(text, published="2024-12-06")
    ]
    assert found == legs
