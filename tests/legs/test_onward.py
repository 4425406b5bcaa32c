"""A group or vehicle told of in halves: where it set out, where it came to, who was on it."""

import pytest

from reading import extract

FRIDAY = "2024-12-06"
AROUND = "The evacuation of civilians goes on as families flee the fighting. "
AFTER = " Aid groups say that tents are short. The government has promised help."
CASES = [
    (
        "The last lorries rolled out of Homs at nightfall. They pulled into Hama at dawn.",
        [("Homs", "Hama")],
    ),
    (
        "A column of 14 buses left Homs on Monday. It arrived in Hama shortly before midnight.",
        [("Homs", "Hama")],
    ),
    (
        "Some 200 miners were put on lorries in Homs on Monday. The lorries crossed into Hama on "
        "Tuesday.",
        [("Homs", "Hama")],
    ),
    (
        "A plane landed in Hama at noon. On board were 150 people flown out of Homs.",
        [("Homs", "Hama")],
    ),
    (
        "The ship put in at Hama on Monday. The 220 people aboard had embarked at Latakia.",
        [("Latakia", "Hama")],
    ),
    (
        "A train leaves Homs for Hama every evening. On Monday it carried 600 evacuees.",
        [("Homs", "Hama")],
    ),
    (
        "A bus from Homs reached Hama on Monday evening. There were 75 people aboard.",
        [("Homs", "Hama")],
    ),
    (
        "Lorries shuttled between Homs and Hama all day, carrying 230 displaced people.",
        [("Homs", "Hama")],
    ),
    (
        "By noon the convoy had left Homs. It was on its way to Hama with 400 people.",
        [("Homs", "Hama")],
    ),
    (
        "A military aircraft flew to Homs on Monday to fetch 400 people. It brought them to "
        "Latakia the same night.",
        [("Homs", "Latakia")],
    ),
    (
        "A ferry from Latakia docked at Mersin on Monday night. Its passengers were taken on to "
        "Adana.",
        [("Latakia", "Mersin"), ("Mersin", "Adana")],
    ),
    (
        "On Monday buses took 150 people from Homs to Hama. The next convoy went to Idlib.",
        [("Homs", "Hama"), ("Homs", "Idlib")],
    ),
    (
        "Some 300 villagers set out from Homs on foot on Sunday. By Tuesday they had got as far as "
        "Hama.",
        [("Homs", "Hama")],
    ),
    (
        "Soldiers found 230 people in a cellar and drove them from Homs to Hama.",
        [("Homs", "Hama")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda value: str(value)[:40])
def test_a_way_told_in_halves_is_one(text: str, expected: list[tuple[str, str]]) -> None:
    ends = [
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name)
        for leg in extract(AROUND + text, published=FRIDAY)
    ]
    assert ends == expected


@pytest.mark.parametrize(
    "text",
    [
        "A train leaves Homs for Hama every evening. On Monday it was two hours late.",
        "Lorries shuttled between Homs and Hama all day, carrying sandbags.",
        "A plane landed in Hama at noon. On board were 12 tonnes of medicine from Homs.",
        "The brigade set out from Homs on Sunday. Its first tanks attacked Hama on Monday.",
    ],
)
def test_goods_and_attackers_have_no_way_of_two_halves(text: str) -> None:
    legs = extract(AROUND + text + AFTER, published=FRIDAY)
    assert [leg.id for leg in legs if leg.origin and leg.destination] == []
