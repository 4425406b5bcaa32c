"""How many people a movement is of: sums, parts, shares of a whole, families, single persons."""

import pytest

from reading import extract

# Text; people of its one leg.
NUMBERS = [
    ("A flight carrying 64 Greeks and 26 evacuees arrived in Athens from Aleppo.", (90, 90)),
    ("Some 230 foreigners, 54 of them Germans, were evacuated from Kabul.", (230, 230)),
    ("The 266 Kenyans, including three infants, who were flown out of Juba are well.", (266, 266)),
    ("Some 266 Kenyans including three infants who were flown out of Juba are well.", (266, 266)),
    ("Twenty-six evacuees were on the first flight to land in Freetown.", (26, 26)),
    ("Police deported five families comprising 63 individuals to Kabul.", (63, 63)),
    ("About 3,000 families fled from Mosul to Erbil.", None),
    ("She fled from Kharkiv to Lviv.", (1, 1)),
    ("The mariner was airlifted from Kiritimati to Honolulu.", (1, 1)),
    ("Some 150 patients and their 60 nurses were evacuated from Chico to Reno.", (210, 210)),
    ("Eleven members of staff and four nurses were flown from Juba to Entebbe.", (15, 15)),
    ("The caravan, by now some 7,200 strong, walked from Tapachula to Huixtla.", (7200, 7200)),
    ("Passengers, numbering 450, were shipped from Misrata to Valletta.", (450, 450)),
    ("Of these, 860 have walked back from Bukavu to Goma.", (860, 860)),
    ("A convoy took 90 people from Goma to Xyzzyville and Plughtown in Rwanda.", (90, 90)),
    ("About 1,600 pupils were evacuated by bus from Gao on Friday.", (1600, 1600)),
    # Some of a whole: the number of those who moved, not of the whole.
    ("About 18,000 of the town's 22,000 people have fled Aleppo.", (18000, 18000)),
    ("More than 700 of its estimated 1,000 people left Montserrat for Antigua.", (700, None)),
    ("An estimated 300 of roughly 450 patients were flown from Juba to Entebbe.", (300, 300)),
    ("Half of the town's 8,000 people have fled Bakhmut.", (4000, 4000)),
    ("Two-thirds of the 900 foreigners were flown from Juba to Nairobi.", (600, 600)),
    ("Most of the camp's 6,000 residents fled from Goma to Bukavu.", (3001, 6000)),
    ("Nearly all of the 500 workers were evacuated from Misrata to Valletta.", (500, 500)),
    # A number told of a number.
    ("The number of people who crossed from Sudan into Chad has risen to 120,000.", (120000,) * 2),
    ("The number of people evacuated from Aleppo was around 3,000, officials said.", (3000, 3000)),
    ("The total number of people evacuated from Sumy has reached 7,800.", (7800, 7800)),
    ("The number of residents evacuated from Sumy grew by 300 to 2,100.", (2100, 2100)),
    ("The number of people displaced from Palma rose from 1,500 to 3,000.", (3000, 3000)),
    ("The figure for those evacuated from Mariupol to Poltava exceeded 75,000.", (75000, None)),
    ("Officials put the number of people who fled Goma at 40,000.", (40000, 40000)),
    ("The number of families displaced from Palma to Pemba rose to 3,000.", None),
    ("The number of people killed in Homs rose to 300 as residents fled to Hama.", None),
    ("A number of people fled from Bakhmut and 12 were killed.", None),
]


@pytest.mark.parametrize(("text", "people"), NUMBERS, ids=[text[:40] for text, _ in NUMBERS])
def test_people_of_a_leg(text: str, people: tuple[int, int] | None) -> None:
    legs = extract(text, published="2024-12-06")
    assert [(leg.people.low, leg.people.high) if leg.people else None for leg in legs] == [people]


def test_a_total_that_a_movement_brings_about_is_not_its_own_number() -> None:
    """ "… bringing the number of evacuees to 8,400": so many came in all, not on that ship."""
    legs = extract(
        "A ship reached Jeddah from Port Sudan on Monday, bringing the total number of evacuees "
        "from Sudan to 8,400.",
        published="2024-12-06",
    )
    people = {leg.origin.name: leg.people and leg.people.low for leg in legs if leg.origin}
    assert people == {"Port Sudan": None, "Sudan": 8400}


PARTS = [
    # Those of whom a whole is told first left where all of them left, and are no retelling of it.
    (
        "Over 12,000 people had fled Kosovo by Sunday. About 10,000 have gone into "
        "Serbia and another 1,000 have moved into Montenegro.",
        {("Kosovo", None, 12000), ("Kosovo", "Serbia", 10000), ("Kosovo", "Montenegro", 1000)},
    ),
    (
        "Around 40,000 civilians have fled Bakhmut since January. Nearly 9,000 reached Dnipro and "
        "5,000 came to Poltava.",
        {("Bakhmut", None, 40000), ("Bakhmut", "Dnipro", 9000), ("Bakhmut", "Poltava", 5000)},
    ),
    (
        "UNHCR said 30,000 people fled Burundi last month. About 20,000 crossed into Rwanda. "
        "Another 6,000 went to Tanzania.",
        {("Burundi", None, 30000), ("Burundi", "Rwanda", 20000), ("Burundi", "Tanzania", 6000)},
    ),
    # A greater number than "more than n" is of others, and so is one told as another.
    (
        "More than 50,000 people fled from Homs to Hama. By then 96,500 people had fled from Homs "
        "to Hama in the war.",
        {("Homs", "Hama", 50000), ("Homs", "Hama", 96500)},
    ),
    (
        "It was a hard week. The roads were full. About 3,000 refugees came from Kosovo to "
        "Skopje on Tuesday. Another 3,000 refugees came from Kosovo to Bitola.",
        {("Kosovo", "Skopje", 3000), ("Kosovo", "Bitola", 3000)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARTS, ids=[text[:40] for text, _ in PARTS])
def test_a_whole_and_its_parts(
    text: str, expected: set[tuple[str | None, str | None, int]]
) -> None:
    legs = extract(text, published="2024-12-06")
    found = {
        (
            leg.origin.name if leg.origin else None,
            leg.destination.name if leg.destination else None,
            leg.people.low if leg.people else None,
        )
        for leg in legs
    }
    assert found == expected


def test_typographic_quotes_are_read_as_plain_ones() -> None:
    text = (
        "A fire nears Yellowknife, the capital of Canada's Northwest Territories. About 18,000 of "
        "the city's 22,000 people had evacuated, the territories' premier said."
    )
    plain, curly = (
        [(leg.origin and leg.origin.name, leg.people and leg.people.low) for leg in legs]
        for legs in (
            extract(text, published="2023-08-20"),
            extract(text.replace("'", "’"), published="2023-08-20"),
        )
    )
    assert plain == curly == [("Yellowknife", 18000)]
