"""Logs, bulletins and the items of situation reports: lines that tell a way without a verb."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evacmap.pipeline import extract_document
from evacmap.read import read_document
from reading import extract, gazetteer

PUBLISHED = "2023-04-27"
LOG = "The evacuation of stranded refugees goes on.\n\n"

Told = list[tuple[str | None, str | None, int | None]]


@pytest.fixture
def told(tmp_path: Path) -> Callable[[str], Told]:
    """Read a report of paragraphs and items, as a file gives them."""

    def read(text: str) -> Told:
        path = tmp_path / "log.txt"
        path.write_text(f"published: {PUBLISHED}\n\n{text}\n", encoding="utf-8")
        (document,) = read_document(path)
        return [
            (
                leg.origin.name if leg.origin else None,
                leg.destination.name if leg.destination else None,
                leg.people.low if leg.people else None,
            )
            for leg in extract_document(document, gazetteer())
        ]

    return read


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("05.20: HMS Bulwark arr. Jeddah from Aden, 312 evacuees.", ("Aden", "Jeddah", 312)),
        ("11.40: Ferry, Aden to Jeddah, 204 pax.", ("Aden", "Jeddah", 204)),
        ("14.00: Last bus out of Irpin for Kyiv, 49 people.", ("Irpin", "Kyiv", 49)),
        ("First convoy: 14 buses, 620 people, Aleppo to Idlib.", ("Aleppo", "Idlib", 620)),
        ("C-17, Kabul–Doha, 823 evacuees.", ("Kabul", "Doha", 823)),
        ("In transit: 80 people from Bor to Juba.", ("Bor", "Juba", 80)),
        ("Airborne from Juba with 46 evacuees, heading for Entebbe.", ("Juba", "Entebbe", 46)),
        ("Wheels up Juba 0610 with 80 evacuees, down Entebbe 0930.", ("Juba", "Entebbe", 80)),
        ("By sea: 1,687 people, Aden to Jeddah.", ("Aden", "Jeddah", 1687)),
        ("Origin: Homs. Destination: Hama. 3,400 persons.", None),
    ],
)
def test_a_line_of_a_log_tells_its_way_alone(told, line, expected):
    other = "Displaced people fled Tashkent on foot. Refugees were displaced.\n\n"
    found = told(f"{LOG}{line}\n\n{other}")
    assert (expected in found) == (expected is not None)


@pytest.mark.parametrize(
    "line",
    [
        "Distance from Goma to Bukavu: 105 km.",
        "Bus fare from Goma to Bukavu: 20 dollars.",
        "12 trucks of flour, Amman to Aqaba.",
        "Shelling from Donetsk to Kherson: 14 wounded.",
        "Beirut-Damascus highway: two checkpoints.",
        "Weather: 31 degrees from Rabat to Tangier.",
        "Power line from Aleppo to Hama: 220 kV.",
        "Talks between Aden and Amman, 12 detainees on the list.",
    ],
)
def test_a_line_of_distances_prices_attacks_or_goods_is_no_entry(told, line):
    other = "Displaced people fled Tashkent on foot. Refugees were displaced."
    assert [(o, d) for o, d, _ in told(f"{LOG}{line}\n\n{other}")] == [("Tashkent", None)]


def test_each_line_of_a_log_is_a_movement_of_the_day_that_heads_it():
    legs = extract(
        "The evacuation of foreigners continued.\n\n"
        "24 April: HMS Bulwark, Aden to Jeddah, 312 evacuees.\n\n"
        "11.40: Ferry, Aden to Jeddah, 204 pax.\n\n"
        "25 April: Ferry, Aden to Jeddah, 90 pax.",
        published=PUBLISHED,
    )
    assert [(str(leg.date), leg.people and leg.people.low) for leg in legs] == [
        ("2023-04-24", 312),
        ("2023-04-24", 204),
        ("2023-04-25", 90),
    ]


def test_the_place_that_heads_an_item_is_the_end_left_open(told):
    assert told(
        "People were displaced by floods this week.\n\n"
        "- Palmyra: 1,200 people displaced to Hama.\n"
        "- Aleppo: 600 people were moved to Idlib.\n"
        "- Tartus: 340 new arrivals from Latakia.\n"
        "- Daraa: 90 people were displaced from Daraa."
    ) == [
        ("Palmyra", "Hama", 1200),
        ("Aleppo", "Idlib", 600),
        ("Latakia", "Tartus", 340),
        ("Daraa", None, 90),
    ]


def test_the_lines_of_a_table_run_together_are_each_a_way(told):
    text = (
        "Displacement was tracked. From Homs to Hama: 850 From Daraa to Hama: 410 Idlib → Hama: 120"
    )
    assert told(
        f"Families were displaced. Evacuations were tracked. Displacement goes on. {text}"
    ) == [
        ("Homs", "Hama", 850),
        ("Daraa", "Hama", 410),
        ("Idlib", "Hama", 120),
    ]


def test_a_short_log_of_an_exchange_is_read_line_by_line(told):
    assert told(
        "08:10 Aden to Homs, 126 detainees\n"
        "08:25 Homs to Aden, 100 of the others\n"
        "11:50 Amman to Aden, 110, eight of them on stretchers"
    ) == [("Aden", "Homs", 126), ("Homs", "Aden", 100), ("Amman", "Aden", 110)]


def test_a_timetable_is_no_log_of_an_exchange(told):
    assert told("08:10 Lyon to Paris, platform 3\n08:25 Paris to Lyon, 320 seats") == []


def test_each_item_tells_whom_the_place_that_heads_it_counts(told):
    assert told(
        "DISPLACEMENT\n\n"
        "• Idlib: 3,110 people from Aleppo, who came by minibus and were given tents.\n"
        "• Hama: 9,400 IDPs, mostly out of Homs; some stay with relatives.\n"
        "• Mazroub: 870 persons from Hama.\n"
        "• Daraa: 8,361 people. Where they came from is not known.\n"
        "• Food: 45 tonnes of maize came from Amman by lorry."
    ) == [("Aleppo", "Idlib", 3110), ("Homs", "Hama", 9400), ("Hama", "Mazroub", 870)]


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Flight 2: Kabul–Doha, 211 evacuees, landed 06.10.", "completed"),
        ("Flight 3: Kabul – Doha, 97 evacuees (incl. 14 infants), tomorrow", "planned"),
        ("Flight 4: Kabul to Doha, 180 evacuees, cancelled", "denied"),
        ("C-17 Kabul–Doha, 180 evacuees", "completed"),
        ("Kabul–Doha flight: 180 evacuees", "completed"),
    ],
)
def test_a_line_says_what_became_of_its_flight(line, status):
    (leg,) = extract(
        f"Evacuation of refugees: displaced people fly.\n\n{line}", published=PUBLISHED
    )
    assert (leg.origin.name, leg.destination.name, leg.status) == ("Kabul", "Doha", status)


def test_stops_on_a_way_are_no_ends():
    (leg,) = extract(
        "Deportation flights of migrants, refugees displaced.\n\n28 May – Aden–Jeddah–Amman, 97",
        published=PUBLISHED,
    )
    assert (leg.origin.name, leg.destination.name) == ("Aden", "Amman")
    assert [place.name for place in leg.waypoints] == ["Jeddah"]
    assert leg.people.low == 97


def test_a_place_heads_all_that_its_item_tells(told):
    assert told(
        "DISPLACEMENT of refugees\n\n"
        "• Idlib: four buses with 264 returnees left for Aleppo. Another 90 people were taken to "
        "Hama by lorry.\n"
    ) == [("Idlib", "Aleppo", 264), ("Idlib", "Hama", 90)]
    assert told("DISPLACEMENT of refugees\n\n• Tartus: 420 arrivals this week.") == [
        (None, "Tartus", 420)
    ]


def test_one_line_tells_several_shares_and_several_ways(told):
    assert told(
        "Refugees were displaced.\n\n"
        "- Onward transport from Homs: 930 people to Hama in 20 buses, and 125 to Idlib in two\n"
        "- 85 patients, Aleppo to Aden by bus, Aden to Amman by air\n"
    ) == [
        ("Homs", "Hama", 930),
        ("Homs", "Idlib", 125),
        ("Aleppo", "Aden", 85),
        ("Aden", "Amman", None),
    ]


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Origin | Destination | Individuals | Families", "Homs | Hama | 3,210 | 790"),
        ("| Displaced to | Displaced from | Persons |", "| Hama | Homs | 3,210 |"),
        ("Site | No. of IDPs | Place of origin", "Hama | 3,210 | Homs"),
    ],
)
def test_the_heading_of_a_table_says_which_end_is_in_which_cell(told, heading, row):
    text = f"Displacement of refugees\n\n{heading}\n{row}\n"
    assert told(text) == [("Homs", "Hama", 3210)]


def test_a_table_of_goods_tells_no_way(told):
    assert told("Displacement of refugees\n\nFrom | To | Tonnes\nHoms | Hama | 3,210\n") == []


def test_an_arrow_points_to_where_people_go(told):
    assert told("Refugees flee.\n\nHoms: 81 people taken off roofs overnight → Hama.") == [
        ("Homs", "Hama", 81)
    ]


def test_people_taken_aboard_in_a_port_leave_it(told):
    assert told(
        "Refugees flee. The ferry picked up 210 wounded men at Tartus and sailed for Aden."
    ) == [("Tartus", "Aden", 210)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A freighter with 160 evacuees aboard is due in Aden tonight.", [(None, "Aden", 160)]),
        ("A liner with 540 passengers is due in Aden on Friday.", []),
        ("The ferry is due from Tartus at noon.", []),
    ],
)
def test_a_ship_is_due_with_those_who_flee_and_not_by_its_timetable(told, text, expected):
    assert told(f"Refugees flee. {text}") == expected


def test_a_line_tells_both_directions_of_an_exchange(told):
    assert told(
        "08:10 Aden to Homs, 126 detainees.\n\n"
        "TOMORROW: two aircraft between Aden and Amman, 150 detainees in each direction."
    ) == [("Aden", "Homs", 126), ("Aden", "Amman", 150), ("Amman", "Aden", 150)]
