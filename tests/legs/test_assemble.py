"""What a report says, as legs: one short report of our own a case, with the values expected."""

import pytest

from reading import extract, summary

FRIDAY = "2024-12-06"

CASES = [
    # who, from where, to where
    (
        "Families fled Mariupol for Zaporizhzhia on Tuesday.",
        [("Mariupol", "Zaporizhzhia", "unknown", "completed", "2024-12-03", None)],
    ),
    (
        "About 300 civilians were evacuated by bus from Homs to Tartus on Thursday.",
        [("Homs", "Tartus", "bus", "completed", "2024-12-05", (300, 300))],
    ),
    (
        "The evacuation of 45 wounded fighters from Aleppo to Idlib began on Wednesday.",
        [("Aleppo", "Idlib", "unknown", "ongoing", "2024-12-04", (45, 45))],
    ),
    (
        "More than 250 injured people from Misrata arrived in Benghazi by ship on Monday.",
        [("Misrata", "Benghazi", "sea", "completed", "2024-12-02", (250, None))],
    ),
    (
        "Soldiers based in Homs withdrew to Damascus on Sunday.",
        [("Homs", "Damascus", "unknown", "completed", "2024-12-01", None)],
    ),
    (
        "Residents of Tartus were ordered to leave on Thursday.",
        [("Tartus", None, "unknown", "urged", "2024-12-05/..", None)],
    ),
    (
        "The embassy in Khartoum is evacuating its staff.",
        [("Khartoum", None, "unknown", "ongoing", "2024-12-05/2024-12-06", None)],
    ),
    (
        "Israel orders residents of Rafah to evacuate to Khan Yunis.",
        [("Rafah", "Khan Yunis", "unknown", "urged", "2024-12-06/..", None)],
    ),
    (
        "Iraq asks the United States to withdraw its forces from the country.",
        [("Iraq", None, "unknown", "urged", "2024-12-06/..", None)],
    ),
    (
        "Malaysia deported 290 workers to Indonesia on Tuesday.",
        [("Malaysia", "Indonesia", "unknown", "completed", "2024-12-03", (290, 290))],
    ),
    (
        "The agency said on Monday that ships had taken 90 troops from Tartus to Tripoli.",
        [("Tartus", "Tripoli", "sea", "completed", "../2024-12-02", (90, 90))],
    ),
    (
        "Helicopters took 90 wounded from Homs to Hama on Tuesday.",
        [("Homs", "Hama", "helicopter", "completed", "2024-12-03", (90, 90))],
    ),
    (
        "The frigate left Tartus with 250 people on board and reached Beirut on Tuesday.",
        [("Tartus", "Beirut", "sea", "completed", "2024-12-03", (250, 250))],
    ),
    (
        "Sudan saw more fighting. A group of doctors and nationals from Chad arrived in Jeddah on "
        "Monday after being airlifted from Port Sudan.",
        [("Port Sudan", "Jeddah", "air", "completed", "2024-12-02", None)],
    ),
    (
        "Soldiers have withdrawn from four bases in Syria, including from the town of Manbij.",
        [("Manbij", None, "unknown", "completed", "../2024-12-06", None)],
    ),
    (
        "Two groups left their homes in Rafah on Monday.",
        [("Rafah", None, "unknown", "completed", "2024-12-02", None)],
    ),
    (
        "The evacuation goes on. A ferry with 210 evacuees docked at the Black Sea port of Odesa.",
        [(None, "Odesa", "sea", "completed", "../2024-12-06", (210, 210))],
    ),
    (
        "An Indian ship coming from Port Sudan with 288 evacuees on board docked in Jeddah.",
        [("Port Sudan", "Jeddah", "sea", "completed", "../2024-12-06", (288, 288))],
    ),
    (
        "The residents appear to have fled Homs on Tuesday.",
        [("Homs", None, "unknown", "completed", "2024-12-03", None)],
    ),
    (
        "Buses took 900 people, including 150 children, from Homs to Tartus on Tuesday.",
        [("Homs", "Tartus", "bus", "completed", "2024-12-03", (900, 900))],
    ),
    (
        "Turkish troops crossed into Turkey from Syria on Monday as the withdrawal went on.",
        [("Syria", "Turkey", "unknown", "completed", "2024-12-02", None)],
    ),
    (
        "Turkey advocated a withdrawal of the troops from Lebanon.",
        [("Lebanon", None, "unknown", "urged", "2024-12-06/..", None)],
    ),
    (
        "The airport in Homs came under fire on Monday on the road to Tartus.",
        [],
    ),
    (
        "Two coaches filled with evacuees from the port of Odesa arrived in Warsaw on Tuesday.",
        [("Odesa", "Warsaw", "bus", "completed", "2024-12-03", None)],
    ),
    (
        "The coast guard rescued 30 migrants. On Tuesday one of the 30 migrants was flown from "
        "Malta to Rome.",
        [("Malta", "Rome", "air", "completed", "2024-12-03", (1, 1))],
    ),
    (
        "The crew of the cutter Key West took 40 evacuees to Havana on Tuesday.",
        [(None, "Havana", "unknown", "completed", "2024-12-03", (40, 40))],
    ),
    (
        "On Tuesday a voluntary return flight took 80 migrants from Tripoli to Accra.",
        [("Tripoli", "Accra", "air", "completed", "2024-12-03", (80, 80))],
    ),
    (
        "The evacuees spent the night in Homs and are now heading to Tartus.",
        [("Homs", "Tartus", "unknown", "ongoing", "2024-12-05/2024-12-06", None)],
    ),
    (
        "A convoy loaded with munitions crossed into Syria on Monday amid the fighting.",
        [],
    ),
    (
        "Aid groups help 900 refugees in Chad who fled the fighting in Sudan on Monday.",
        [("Sudan", "Chad", "unknown", "completed", "2024-12-02", (900, 900))],
    ),
    (
        "Some 700 people have fled Sudan to seek refuge in Chad.",
        [("Sudan", "Chad", "unknown", "completed", "../2024-12-06", (700, 700))],
    ),
    (
        "GONDAR, Ethiopia: More than 50 refugees from Sudan arrived in Ethiopia on Monday.",
        [("Sudan", "Ethiopia", "unknown", "completed", "2024-12-02", (50, None))],
    ),
    (
        "They were part of the last group of soldiers to withdraw from Iraq on Sunday.",
        [("Iraq", None, "unknown", "completed", "2024-12-01", None)],
    ),
    (
        "About 500 refugees made the journey south from Homs to Damascus on Sunday.",
        [("Homs", "Damascus", "unknown", "completed", "2024-12-01", (500, 500))],
    ),
    (
        "The relief agency has been shipping water and shelter equipment to Homs for refugees.",
        [],
    ),
    (
        "The group of 80 people was due to go on from Homs to Beirut, and to be flown from there "
        "to Moscow on two planes.",
        [
            ("Homs", "Beirut", "unknown", "planned", None, (80, 80)),
            ("Beirut", "Moscow", "air", "planned", None, (80, 80)),
        ],
    ),
    (
        "Shells fell on Mariupol on Monday. Some 900 residents fled the port city on Tuesday.",
        [("Mariupol", None, "unknown", "completed", "2024-12-03", (900, 900))],
    ),
    # several legs
    (
        "People were evacuated on Tuesday from Irpin and Bucha to Kyiv and from Sumy to Poltava.",
        [
            ("Irpin", "Kyiv", "unknown", "completed", "2024-12-03", None),
            ("Sumy", "Poltava", "unknown", "completed", "2024-12-03", None),
        ],
    ),
    (
        "The patients were taken by bus from Aleppo to Beirut on Monday and flown from there "
        "to Moscow on Tuesday.",
        [
            ("Aleppo", "Beirut", "bus", "completed", "2024-12-02", None),
            ("Beirut", "Moscow", "air", "completed", "2024-12-03", None),
        ],
    ),
    (
        "Refugees from Homs crossed into Lebanon on Monday. Most were driven on to Beirut "
        "the same day.",
        [
            ("Homs", "Lebanon", "unknown", "completed", "2024-12-02", None),
            ("Lebanon", "Beirut", "road", "completed", "2024-12-02", None),
        ],
    ),
    (
        "Civilians were evacuated from Sumy, Kharkiv and Mariupol on Monday.",
        [
            ("Sumy", None, "unknown", "completed", "2024-12-02", None),
            ("Kharkiv", None, "unknown", "completed", "2024-12-02", None),
            ("Mariupol", None, "unknown", "completed", "2024-12-02", None),
        ],
    ),
    # numbers
    (
        "Some 1,600 students and 3,500 residents were evacuated from Sumy to Poltava on Tuesday.",
        [("Sumy", "Poltava", "unknown", "completed", "2024-12-03", (5100, 5100))],
    ),
    (
        "Dozens of residents fled Homs on Monday.",
        [("Homs", None, "unknown", "completed", "2024-12-02", (24, 99))],
    ),
    (
        "Fewer than 50 diplomats left Damascus for Beirut on Monday.",
        [("Damascus", "Beirut", "unknown", "completed", "2024-12-02", (None, 49))],
    ),
    # whether it happened
    (
        "Russia will evacuate its citizens from Syria next week.",
        [("Syria", None, "unknown", "planned", "2024-12-09/2024-12-15", None)],
    ),
    (
        "The army denied that it had withdrawn its troops from Homs.",
        [("Homs", None, "unknown", "denied", "../2024-12-06", None)],
    ),
    (
        "The embassy urged its citizens to leave Lebanon.",
        [("Lebanon", None, "unknown", "urged", "2024-12-06/..", None)],
    ),
    (
        "Thousands of people are fleeing Hama for Homs.",
        [("Hama", "Homs", "unknown", "ongoing", "../2024-12-06", (2000, 9999))],
    ),
    (
        "A group of 139 was to leave Athens for Hanover on Wednesday, but the flight was "
        "postponed.",
        [("Athens", "Hanover", "unknown", "denied", "2024-12-04", (139, 139))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_a_short_report_gives_its_legs(text: str, expected: list[object]) -> None:
    assert summary(extract(text, published=FRIDAY)) == expected


NOT_LEGS = [
    "The striker completed his transfer from Lyon to Marseille on Friday.",
    "The minister flew from Damascus to Moscow for talks on Monday.",
    "Investors fled to safety as shares in Frankfurt fell.",
    "The blast in Homs left 12 dead and 40 injured.",
    "An aid convoy carrying food and medicine reached Aleppo from Damascus on Monday.",
    "Rebel forces advanced from Hama to Homs on Monday.",
    "The government withdrew the bill that it had sent to parliament in Beirut.",
    "She withdrew from the race for mayor of Beirut.",
    "Tourists travelled from Beirut to Tripoli for the festival.",
    "The storm moved from Cyprus to Lebanon overnight.",
    "Police evacuated a shopping centre in Beirut after a bomb threat.",
    "All 176 passengers were evacuated from the aircraft in Beirut after smoke was seen.",
]


@pytest.mark.parametrize("text", NOT_LEGS)
def test_what_is_not_a_leg_gives_none(text: str) -> None:
    assert summary(extract(text, published=FRIDAY)) == []


def test_every_quote_is_the_text_at_its_offsets() -> None:
    text = "KYIV — Calm returned.\n\nFamilies fled Mariupol for Zaporizhzhia on Tuesday. It rained."
    (leg,) = extract(text, published=FRIDAY)
    (evidence,) = leg.evidence
    assert text[evidence.start : evidence.end] == evidence.quote
    assert evidence.quote == "Families fled Mariupol for Zaporizhzhia on Tuesday."


def test_a_report_without_a_date_gives_legs_without_one() -> None:
    (leg,) = extract("Families fled Mariupol for Zaporizhzhia on Tuesday.", published=None)
    assert leg.date is None


def test_the_country_is_the_one_last_named_and_marked_as_inferred() -> None:
    text = "Fighting spread in Sudan. Hundreds of foreigners left the country on Monday."
    (leg,) = extract(text, published=FRIDAY)
    assert leg.origin is not None
    assert leg.origin.place.country == "SD"
    assert [item.field for item in leg.inferred] == ["origin"]


def test_home_is_the_country_of_the_travellers_and_marked_as_inferred() -> None:
    (leg,) = extract("On Monday 40 Russians were flown home from Beirut.", published=FRIDAY)
    assert leg.destination is not None
    assert leg.destination.place.country == "RU"
    assert [item.field for item in leg.inferred] == ["destination"]


def test_two_tellings_of_one_movement_are_one_leg_with_the_finest_values() -> None:
    text = (
        "Hundreds of soldiers left Syria last week. On Thursday some 400 soldiers were withdrawn "
        "from Homs to Tartus in a convoy."
    )
    legs = summary(extract(text, published=FRIDAY))
    assert legs[-1] == ("Homs", "Tartus", "convoy", "completed", "2024-12-05", (400, 400))


def test_who_is_quoted_is_kept() -> None:
    (leg,) = extract(
        "The Red Crescent said on Monday that 90 patients had been taken from Homs to Beirut.",
        published=FRIDAY,
    )
    assert leg.evidence[0].said_by == "The Red Crescent"


def test_those_who_go_as_well_are_another_group():
    text = (
        "On Monday 400 soldiers were withdrawn from Damascus to Tartus. "
        "Sailors who guarded the embassy in Damascus have left Syria as well since Monday."
    )
    assert [
        (leg.party.text, leg.destination and leg.destination.name)
        for leg in extract(text, published=FRIDAY)
    ] == [
        ("400 soldiers", "Tartus"),
        ("Sailors", None),
    ]


def test_a_vehicle_carries_those_who_are_said_to_go_on_it_and_no_others():
    text = (
        "The refugees were to go on from Homs to Hama and to be flown out from there on two planes."
    )
    modes = [(leg.origin.name, leg.mode.value) for leg in extract(text, published=FRIDAY)]
    assert modes == [("Homs", "unknown"), ("Hama", "air")]


def test_the_planes_that_people_go_on_with_are_not_the_vehicles_of_the_way_before() -> None:
    legs = extract(
        "The group of 80 people was due to go on from Homs to Beirut, and to be flown from there "
        "to Moscow on two planes.",
        published=FRIDAY,
    )
    assert [leg.vehicles.low if leg.vehicles else None for leg in legs] == [None, 2]
