"""Ends that are named before the movement is told, or that a neighbouring word says more of."""

import pytest

from reading import extract, summary

CASES = [
    # What a sentence begins with, and whose people they are.
    (
        "In Mariupol, officials said 3,000 people were taken by bus to Zaporizhzhia.",
        [("Mariupol", "Zaporizhzhia")],
    ),
    (
        "Irpin lay under fire for weeks. Most of its residents fled to Kyiv.",
        [("Irpin", "Kyiv")],
    ),
    (
        "Lahaina burned on Tuesday. Its 12,000 inhabitants have been taken to Kahului.",
        [("Lahaina", "Kahului")],
    ),
    ("Kenya backs Goma, and getting its people out was wise, he said.", []),
    ("Turkey is in mourning. Its soldiers fled to Homs.", [(None, "Homs")]),
    ("In Geneva, a minister said 3,000 people had fled to Homs.", [(None, "Homs")]),
    ("Some 400 residents of Homs returned home from Idlib on Friday.", [("Idlib", "Homs")]),
    # What befell the place in the sentence before.
    ("Rebels have seized Goma. More than 3,000 people fled into Rwanda.", [("Goma", "Rwanda")]),
    ("A landslide threatens Brienz. Residents have been moved to Chur.", [("Brienz", "Chur")]),
    ("Goma has fallen. Some 3,000 people have fled to Kigali.", [("Goma", "Kigali")]),
    # A clause on the place.
    (
        "Rebels retook the town of Ar-Rutbah, which the army had withdrawn from in May.",
        [("Ar Rutbah", None)],
    ),
    ("The army holds Kidal, from which French troops withdrew in March.", [("Kidal", None)]),
    (
        "The base at Bagram, which American troops left on Friday, is empty.",
        [("Bagram Airfield", None)],
    ),
    (
        "All eyes are on Poltava, from which the students will be flown to Warsaw.",
        [("Poltava", "Warsaw")],
    ),
    ("It is a firm of drivers, which evacuated 300 people from Sumy.", [("Sumy", None)]),
    # Home, and whose it is.
    ("India has brought home 242 students from Ukraine.", [("Ukraine", "India")]),
    ("Indonesia repatriated 120 of its citizens from Sudan on Friday.", [("Sudan", "Indonesia")]),
    ("Some 24 Fijians were repatriated from Sudan.", [("Sudan", "Fiji")]),
    ("Some 24 Fijians were evacuated from Sudan.", [("Sudan", None)]),
    ("About 14,900 Syrians returned from Turkey in the week.", [("Turkey", "Syria")]),
    ("The programme helped 90 Guineans to return from Niger.", [("Niger", "Guinea")]),
    ("India brought back 90 Indian students from Poland.", [("Poland", "India")]),
    ("Some 300 Syrians returned from Aleppo.", [("Aleppo", None)]),
    ("Turkey sent 300 refugees home from Bodrum.", [("Bodrum", None)]),
    # Where they are afterwards, in a sentence of its own.
    (
        "About 80 families fled Mueda. They are sheltering in schools in Pemba.",
        [("Mueda", "Pemba")],
    ),
    (
        "Some 400 nurses were evacuated from Libya to Egypt. The rest are in Tunisia.",
        [("Libya", "Egypt"), ("Libya", "Tunisia")],
    ),
    ("Some 200 people fled Homs. They are not in Hama.", [("Homs", None)]),
    ("Some 200 people fled Homs. The ministers are in Hama.", [("Homs", None)]),
    ("Some 200 people fled Homs. The families had been in Aleppo before.", [("Homs", None)]),
    (
        "Planes brought 429 people from Tel Aviv to Madrid. Eighteen continued to Lisbon.",
        [("Tel Aviv", "Madrid"), ("Madrid", "Lisbon")],
    ),
    # Two lists in pairs, and the two days of one way.
    (
        "Residents of Irpin and Bucha were taken to Kyiv and Zhytomyr respectively.",
        [("Irpin", "Kyiv"), ("Bucha", "Zhytomyr")],
    ),
    (
        "Some 200 students left Khartoum on Friday. They arrived in Port Sudan on Sunday.",
        [("Khartoum", "Port Sudan")],
    ),
    # "For" after the hour.
    ("About 300 residents left Homs on Monday morning for Hama.", [("Homs", "Hama")]),
    ("The last 120 soldiers left Goma before sunrise for Bukavu.", [("Goma", "Bukavu")]),
    ("About 300 residents left Homs on Monday for fear of Hama.", [("Homs", None)]),
    # Where people are due.
    (
        "The first plane from Jakarta is expected at Dili on Thursday, carrying 120 students.",
        [("Jakarta", "Dili")],
    ),
    ("Some 200 evacuees from Khartoum are expected in Jeddah on Friday.", [("Khartoum", "Jeddah")]),
    ("A ship with 300 evacuees from Beirut is due in Larnaca tonight.", [("Beirut", "Larnaca")]),
    # The name beside a description, and what only says where an end lies.
    (
        "In the provincial capital, Pemba, partners registered 2,615 arrivals from Maputo.",
        [("Maputo", "Pemba")],
    ),
    ("Mozambique: the 90 wounded were flown to the provincial capital.", []),
    (
        "At least 540 men were taken from the camp towards Banja Luka, near Bijeljina, on Sunday.",
        [(None, "Banja Luka")],
    ),
    (
        "Helicopters had moved 163 seriously injured to hospitals in Quito by Tuesday.",
        [(None, "Quito")],
    ),
    # Where a movement is told of that names no end of its own.
    (
        "In Larimer County, a wildfire forced the evacuation of three hamlets on Monday.",
        [("Larimer County", None)],
    ),
    (
        "In the western state of Gujarat, officials began evacuating people from coastal villages.",
        [("Gujarat", None)],
    ),
    ("In Geneva, the agency said 3,000 people had been evacuated.", []),
    ("In Goma, aid workers evacuated in March spoke of hunger.", []),
    # Those who rule a place move people within it, a state only from what befalls it.
    ("Odisha has evacuated 200,000 people as the cyclone nears.", [("Odisha", None)]),
    (
        "The Kerala government has moved 40,000 people from coastal villages to relief camps.",
        [("Kerala", None)],
    ),
    (
        "India began evacuating tens of thousands of villagers ahead of the cyclone.",
        [("India", None)],
    ),
    ("India evacuated 200 people in the night, the navy said.", []),
    ("The Kerala government evacuated its students on Monday.", []),
    # Where people go home.
    ("In Santa Cruz, residents were allowed to return home on Sunday.", [(None, "Santa Cruz")]),
    ("Residents in Kelowna returned home on Monday after the fire.", [(None, "Kelowna")]),
    (
        "Hundreds of people in Lebanon returned home to Syria on Monday.",
        [("Lebanon", "Syria")],
    ),
    # The community, and what is only far from a place.
    (
        "Smoke drifted into Fort Smith on Sunday. The whole community was evacuated on Monday.",
        [("Fort Smith", None)],
    ),
    ("Jews in Ankara met on Sunday. The Muslim community was evacuated on Monday.", []),
    ("Families were evacuated from hills about 60 miles (97 km) north of Sacramento.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_an_end_is_the_place_that_the_words_mean(
    text: str, expected: list[tuple[str | None, str | None]]
) -> None:
    legs = summary(extract(text + "\n", published="2022-05-12"))
    assert [leg[:2] for leg in legs] == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (
            "Some 400 people have fled the fighting that rages in the outskirts of Homs "
            "to seek refuge with friends in the port of Tartus.",
            [("Homs", "Tartus")],
        ),
        ("Thousands fled a war that has raged for years in Yemen.", [("Yemen", None)]),
        (
            "A detainee was moved from Homs to the government of Oman, a country off the coast of "
            "Africa.",
            [("Homs", "Oman")],
        ),
        (
            "A total of 300 refugees reached Beirut. The majority were from Homs, he said.",
            [("Homs", "Beirut")],
        ),
        (
            "Some 300 refugees reached Beirut. Many of them are residents of Homs.",
            [("Homs", "Beirut")],
        ),
        (
            "Some 300 refugees reached Beirut. Most are from poor families in need.",
            [(None, "Beirut")],
        ),
        # Forces of several countries leave one; whose mission ends is not where it was.
        (
            "Norway will withdraw its troops from Mali by June. The last Danish troops are due to "
            "leave by October.",
            [("Mali", None), ("Mali", None)],
        ),
        ("Norwegian troops came back, ending Norway's mission.", []),
    ],
)
def test_an_end_is_told_by_what_is_fled_and_by_whose_people_they_are(
    text: str, ends: list[tuple[str | None, str | None]]
) -> None:
    legs = summary(extract("Families fled the fighting. " + text, published="2024-12-06"))
    assert [leg[:2] for leg in legs] == ends


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Rebels seized control of the town, Goma, as the governor fled.", [("Goma", None)]),
        ("Government troops retook Goma after the rebels fled.", [("Goma", None)]),
        ("Troops entered Kidal on Friday after the separatists withdrew.", [("Kidal", None)]),
        ("Militants overran Goma while soldiers fled to Bukavu.", [("Goma", "Bukavu")]),
        ("Homs was captured by insurgents in May, when the soldiers fled.", [("Homs", None)]),
        ("Rebels attacked Goma after soldiers fled Homs.", [("Homs", None)]),
        # Those who take or attack a place, and then flee, are not those who give it up.
        ("The rebels attacked Goma and fled.", []),
        ("Attackers bombed a post in Homs and fled on motorcycles.", []),
        ("Protesters stormed the parliament in Beirut while guards fled.", []),
    ],
)
def test_those_who_flee_as_others_take_a_place_leave_it(
    text: str, ends: list[tuple[str | None, str | None]]
) -> None:
    legs = summary(extract(text, published="2024-12-06"))
    assert [leg[:2] for leg in legs] == ends
