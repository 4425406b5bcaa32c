"""Vehicles that come to fetch people: those they take leave from where they came to."""

import pytest

from reading import extract, summary

FRIDAY = "2024-12-06"
CASES = [
    (
        "The Ministry said families fled Goma on Monday. As two ferries have come to Bukavu and "
        "many want to go, the navy is prepared to take them away.",
        [
            ("Goma", None, "unknown", "completed", "2024-12-02", None),
            ("Bukavu", None, "sea", "planned", None, None),
        ],
    ),
    (
        "Evacuees from Goma wait. The ship came to Bukavu with food, and on its way home it would "
        "carry those who wanted to leave.",
        [("Bukavu", None, "sea", "planned", None, None)],
    ),
    (
        # Those who are taken on to another place came by the vehicle themselves.
        "A bus with 40 evacuees reached Lviv on Monday; they will be taken to Kielce on Sunday.",
        [
            (None, "Lviv", "bus", "completed", "2024-12-02", (40, 40)),
            ("Lviv", "Kielce", "unknown", "planned", "2024-12-08", (40, 40)),
        ],
    ),
    ("Refugees fled. A plane came to Goma with tents.", []),
    ("Refugees fled. Two lorries arrived in Goma with blankets on Monday.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_an_empty_or_laden_vehicle_tells_no_leg_of_its_own(text, expected):
    assert summary(extract(text, published=FRIDAY)) == expected
