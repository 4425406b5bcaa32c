"""Turns of agency reports: provenance of troops, places near bases, planes told of as others."""

import pytest

from reading import extract, summary

FRIDAY = "2024-12-06"

# Text; origin, destination, mode, status, date, people of each leg.
TURNS = [
    (
        "The garrison has left the base near the village of Menaka in the Gao region on Sunday.",
        [("Menaka", None, "unknown", "completed", "2024-12-01", None)],
    ),
    (
        "The deal will see about 900 troops leave 4 bases in South Kivu by the end of January.",
        [("South Kivu", None, "unknown", "planned", "2025-01-25/2025-01-31", (900, 900))],
    ),
    (
        "Peacekeepers from Chad that are set to leave the camp near Ansongo will join the convoy.",
        [("Ansongo", None, "unknown", "planned", None, None)],
    ),
    (
        "The evacuees were bused out in the direction of Hama on Thursday.",
        [(None, "Hama", "bus", "completed", "2024-12-05", None)],
    ),
    (
        "On March 12, another 23 refugees were flown from Goma to Kigali.",
        [("Goma", "Kigali", "air", "completed", "2024-03-12", (23, 23))],
    ),
    (
        "All of the roughly 5,000 peacekeepers in Burundi will leave by February 2025.",
        [("Burundi", None, "unknown", "planned", "2024-12-06/2025-02-28", (5000, 5000))],
    ),
    (
        "A flight from Amman with 120 evacuees landed at Sofia airport on Thursday. The other "
        "from Cairo landed at the airport on Friday, carrying 91 people.",
        [
            ("Amman", "Sofia airport", "air", "completed", "2024-12-05", (120, 120)),
            ("Cairo", "Sofia Airport", "air", "completed", "2024-12-06", (91, 91)),
        ],
    ),
    (
        "On Monday buses drove the 300 refugees from Goma on to Kigali.",
        [("Goma", "Kigali", "bus", "completed", "2024-12-02", (300, 300))],
    ),
    (
        "Some 130 children were evacuated by bus to a school in Jacmel from an orphanage in the "
        "shoreside Gonaives slum.",
        [("Gonaives", "Jacmel", "bus", "completed", "../2024-12-06", (130, 130))],
    ),
    (
        "About 1,200 refugees stuck at a post in Tetovo were moved to a camp at Skopje on Monday.",
        [("Tetovo", "Skopje", "unknown", "completed", "2024-12-02", (1200, 1200))],
    ),
    (
        "Families have fled in thousands of cars to neighboring Rwanda since Tuesday.",
        [(None, "Rwanda", "car", "completed", "2024-12-03/2024-12-06", None)],
    ),
    (
        "Goma (RND) – Some 300 refugees fled to Bukavu on Tuesday and Wednesday.",
        [(None, "Bukavu", "unknown", "completed", "2024-12-03/2024-12-04", (300, 300))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TURNS, ids=lambda value: str(value)[:40])
def test_a_turn_is_read(text: str, expected: list[object]) -> None:
    assert summary(extract(text, published=FRIDAY)) == expected


def test_a_newspaper_beside_a_town_is_no_goal() -> None:
    text = "Damascus - Arab Today\n\nSome 620 families left the besieged town of Daraya on Monday."
    (leg,) = extract(text, published=FRIDAY)
    assert (leg.origin and leg.origin.name, leg.destination) == ("Daraya", None)
