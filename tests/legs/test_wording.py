"""Turns of English: one sentence or two of our own a turn, with the ends that are expected."""

from pathlib import Path

import pytest

from evacmap import pipeline
from reading import extract

FRIDAY = "2024-12-06"

# Who travels and what carries them.
TRAVELLERS = [
    (
        "The convoy of 40 soldiers snaked out of Kandahar and trundled into Chaman on Sunday.",
        [("Kandahar", "Chaman", "convoy", (40, 40))],
    ),
    (
        "Around 300 villagers were evicted from Hebron on Tuesday.",
        [("Hebron", None, "unknown", (300, 300))],
    ),
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
    (
        "A C-130 carrying 86 French nationals touched down in Djibouti from Khartoum on Sunday.",
        [("Khartoum", "Djibouti", "air", (86, 86))],
    ),
    (
        "Nearly 2,000 Rohingya boarded seven navy ships at Chittagong and were taken to Bhasan "
        "Char.",
        [("Chittagong", "Bhasan Char", "sea", (2000, 2000))],
    ),
    (
        "About 30,000 Rohingya were relocated from Cox's Bazar to Bhasan Char by ship.",
        [("Cox's Bazar", "Bhasan Char", "sea", (30000, 30000))],
    ),
    (
        "Most of the refugees will continue their journey by ship to Parepare.",
        [(None, "Parepare", "sea", None)],
    ),
    (
        "Protesters besieged his house. The president, who fled Sri Lanka on Wednesday by plane "
        "to the Maldives, arrived in Singapore on Thursday on a later flight.",
        [("Sri Lanka", "Maldives", "air", (1, 1)), ("Maldives", "Singapore", "air", (1, 1))],
    ),
]

# Places: what marks an end, and what only says where an end lies.
PLACES = [
    (
        "Some 400 people were evacuated from the airbase at Shayrat, 40 km south-east of Homs.",
        [("Shayrat", None, "unknown", (400, 400))],
    ),
    (
        "About 90 refugees fled Bukavu on Monday for a camp 60 km from Goma.",
        [("Bukavu", None, "unknown", (90, 90))],
    ),
    (
        "Hundreds of residents left villages including Bucha and Irpin on Thursday.",
        [("Bucha", None, "unknown", (200, 999))],
    ),
    (
        "On Monday the army ordered the evacuation of 28 villages, among them Metula and Shlomi.",
        [("Metula", None, "unknown", None)],
    ),
    (
        "The refugees walked from Homs to Tartus, where they boarded a bus for Latakia.",
        [("Homs", "Tartus", "foot", None), ("Tartus", "Latakia", "bus", None)],
    ),
    (
        "A navy ship landed 355 migrants in Augusta on Monday.",
        [(None, "Augusta", "sea", (355, 355))],
    ),
    (
        "Some 39 survivors were brought ashore at Dover by lifeboats.",
        [(None, "Dover", "sea", (39, 39))],
    ),
    (
        "More than 10,000 civilians have fled Afrin since Monday, most of them in cars towards "
        "Nubl, a monitoring group said.",
        [("Afrin", "Nubl", "car", (10000, None))],
    ),
    (
        "From Manston, the crowded processing site in Kent, the last asylum seekers were moved "
        "to hotels in Oxford on 22 November.",
        [("Manston", "Oxford", "unknown", None)],
    ),
]

# What the sentences before supply.
BEFORE = [
    (
        "The last asylum seekers were moved out of Manston on 22 November. About 500 of them "
        "had been taken by coach to Oxford.",
        [("Manston", "Oxford", "bus", (500, 500))],
    ),
    (
        "A convoy carrying aid workers reached Port Sudan from Khartoum on Monday, and more than "
        "500 of them were due to sail for Jeddah on Tuesday.",
        [
            ("Khartoum", "Port Sudan", "convoy", None),
            ("Port Sudan", "Jeddah", "sea", (500, None)),
        ],
    ),
    (
        "About 200 soldiers flew home to Australia from Dili on Wednesday. The remaining 300 "
        "will leave by April.",
        [
            ("Dili", "Australia", "air", (200, 200)),
            ("Dili", None, "unknown", (300, 300)),
        ],
    ),
    (
        "A flight from Riyadh with 498 migrants landed in Addis Ababa on Wednesday. A second, "
        "from Jeddah, brought 438 on Thursday.",
        [
            ("Riyadh", "Addis Ababa", "air", (498, 498)),
            ("Jeddah", "Addis Ababa", "unknown", (438, 438)),
        ],
    ),
    (
        "The evacuation goes on; others are stranded. Chartered aircraft are taking 300 evacuees "
        "from Larnaca to Baltimore. The first plane, with 145 people, landed there this morning.",
        [
            ("Larnaca", "Baltimore", "air", (300, 300)),
            ("Larnaca", "Baltimore", "air", (145, 145)),
        ],
    ),
    (
        "Thousands of people have fled to Uganda since the massacre in Bunia.",
        [("Bunia", "Uganda", "unknown", (2000, 9999))],
    ),
]

# Whose journey it is, and whether it was made.
JUDGED = [
    (
        "Clashes went on. Most of the wounded were driven on to a hospital in Al-Arish on Monday.",
        [(None, "Al-Arish", "road", "completed")],
    ),
    (
        "The freed soldiers were brought to Kharkiv by bus after the exchange of prisoners.",
        [(None, "Kharkiv", "bus", "completed")],
    ),
    (
        "Police were sent to fetch the farmers on Thursday and took 28 people to Balete.",
        [(None, "Balete", "unknown", "completed")],
    ),
    (
        "Chad said it would start moving refugees from Adre to Farchana next week.",
        [("Adre", "Farchana", "unknown", "planned")],
    ),
    (
        "The fighters have begun pulling out of Bakhmut.",
        [("Bakhmut", None, "unknown", "ongoing")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), JUDGED, ids=lambda value: str(value)[:50])
def test_whose_journey_it_is_and_whether_it_was_made(text: str, expected: list[object]) -> None:
    legs = extract(text, published=FRIDAY)
    assert [
        (
            leg.origin.name if leg.origin else None,
            leg.destination.name if leg.destination else None,
            leg.mode.value,
            leg.status.value,
        )
        for leg in legs
    ] == expected


# What "the airport", "the island" and "the same airfield" are.
KNOWN = [
    (
        "About 2,000 travellers slept at Kahului Airport. Buses took 1,400 tourists from "
        "Kaanapali to the airport on Wednesday.",
        [("Kaanapali", "Kahului", "bus", (1400, 1400))],
    ),
    (
        "German planes flew 300 people out of Wadi Seidna airfield on Monday. A second plane "
        "took off from the same airfield for Larnaca with 39 people aboard.",
        [
            ("Wadi Seidna airfield", None, "air", (300, 300)),
            ("Wadi Seidna air base", "Larnaca", "air", (39, 39)),
        ],
    ),
    (
        "Some 1,052 citizens left Beirut by ship for Larnaca on Monday. Helicopters carried a "
        "further 130 evacuees from the embassy to Cyprus.",
        [
            ("Beirut", "Larnaca", "sea", (1052, 1052)),
            ("Beirut", "Cyprus", "helicopter", (130, 130)),
        ],
    ),
    (
        "The volcano on the island of St Vincent erupted. The government had ordered 16,000 people "
        "to leave the island.",
        [("Saint Vincent and the Grenadines", None, "unknown", (16000, 16000))],
    ),
    (
        "Buses took 498 people, among them 30 children, from Homs to Tartus.",
        [("Homs", "Tartus", "bus", (498, 498))],
    ),
]

# How many, where the number is not plain.
COUNTED = [
    (
        "The president fled Sri Lanka on Wednesday by plane for the Maldives.",
        [("Sri Lanka", "Maldives", "air", (1, 1))],
    ),
    (
        "Refugees fled the shelling. No one has returned to Myanmar.",
        [(None, "Myanmar", "unknown", None)],
    ),
    (
        "Children under five were evacuated from Mallacoota to Sale by helicopter.",
        [("Mallacoota", "Sale", "helicopter", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED, ids=lambda value: str(value)[:50])
def test_how_many_travel(text: str, expected: list[object]) -> None:
    assert found(text) == expected


def test_a_plan_without_a_day_follows_the_arrival_of_its_group() -> None:
    legs = extract(
        "Eighty refugees from Syria reached Masnaa by bus on Thursday. The group is due to go on "
        "from Masnaa to Beirut.",
        published=FRIDAY,
    )
    assert [(leg.status.value, str(leg.date)) for leg in legs] == [
        ("completed", "2024-12-05"),
        ("planned", "2024-12-05/.."),
    ]


NOT_LEGS = [
    "A train with two generators from Poland reached Kharkiv overnight.",
    "Before leaving for Suva, he gave bags to 120 pupils.",
    "Officials asked people not to come to Maui unless it was needed.",
    "The president freed 23 prisoners from jails in Kent and Suffolk.",
    "The shops are shut and their staff have gone home to Vinh for a long New Year.",
]


@pytest.mark.parametrize("text", NOT_LEGS)
def test_what_is_no_flight_and_no_evacuation_is_no_leg(text: str) -> None:
    assert found(f"Refugees fled. Rebels shelled a camp. {text}") == []


@pytest.mark.parametrize(("text", "expected"), TRAVELLERS, ids=lambda value: str(value)[:50])
def test_who_travels_and_what_carries_them(text: str, expected: list[object]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=lambda value: str(value)[:50])
def test_which_places_are_ends(text: str, expected: list[object]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), KNOWN, ids=lambda value: str(value)[:50])
def test_which_place_a_description_means(text: str, expected: list[object]) -> None:
    assert found(text) == expected


def test_an_item_of_a_list_is_judged_by_itself(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text(
        "published: 2024-12-06\n\n- The league ends its season after the match.\n\n"
        "- Stocks and shares fall.\n\n"
        "- Some 400 refugees are taken by bus from Oakland to Fairfield.\n"
    )
    legs = pipeline.extract([report]).legs
    assert [(leg.origin.name, leg.destination.name) for leg in legs] == [("Oakland", "Fairfield")]


@pytest.mark.parametrize(("text", "expected"), BEFORE, ids=lambda value: str(value)[:50])
def test_what_was_said_before_supplies_an_end(text: str, expected: list[object]) -> None:
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
