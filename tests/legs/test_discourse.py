"""Places that a report names by a description: the war-torn country, the port city, Thai soil."""

import pytest

from reading import extract, summary

CONTEXT = "The evacuation of civilians went on this week, officials said. "

CASES = [
    (
        "France will send planes to Yemen to fetch its nationals from the war-torn country.",
        [("Yemen", None)],
    ),
    (
        "Fighting raged in Haiti. The army flew 40 tourists out of the Caribbean nation on Monday.",
        [("Haiti", None)],
    ),
    (
        "Shells fell on Kidal on Monday. The last column pulled out of the desert town.",
        [("Kidal", None)],
    ),
    (
        "Rebels entered Goma on Monday. Thousands of people fled the eastern city on foot.",
        [("Goma", None)],
    ),
    (
        "Bombs fell on Aden. Some 90 families fled the Yemeni city on Tuesday.",
        [("Aden", None)],
    ),
    # another place than the one spoken of
    ("Fighting raged in Goma. Thousands of people fled to the next town.", []),
    ("Fighting raged in Goma. Thousands of people fled to the neighbouring country.", []),
    # all that is said of that city is its country
    ("Bombs fell on Aden. Some 90 families fled the Syrian city.", [("Syria", None)]),
    # whose soil it is
    ("Some 700 refugees crossed into Turkish territory from Syria.", [("Syria", "Turkey")]),
    ("Some 400 soldiers fled onto Uzbek soil on Monday.", [(None, "Uzbekistan")]),
    ("About 600 villagers fled to the Thai side of the border.", [(None, "Thailand")]),
    ("The army ordered its soldiers to leave Lebanese soil.", [("Lebanon", None)]),
]


@pytest.mark.parametrize(("text", "ends"), CASES)
def test_a_description_means_the_place_spoken_of(
    text: str, ends: list[tuple[str | None, str | None]]
):
    legs = extract(CONTEXT + text, published="2024-12-06")
    assert [row[:2] for row in summary(legs)] == ends
