"""Names that no gazetteer knows are found where the text tells that people move between them."""

import pytest

from builders import document
from evacmap.mentions.toponyms import find_toponyms
from reading import gazetteer

# A report on flight; its own names are known.
AROUND = "Thousands of refugees fled the fighting in Sudan and were evacuated to Chad. "


def names(text: str) -> list[str]:
    report = document(AROUND + text)
    found = find_toponyms(report, gazetteer())
    return [item.text for item in found if item.start >= len(AROUND)]


@pytest.mark.parametrize(
    "text",
    [
        "Families fled to Qwezzy on Monday.",
        "Some 400 people were taken from Qwezzy by bus.",
        "The first trucks reached Qwezzy at dawn.",
        "Villagers left Qwezzy on foot.",
        "The wounded were flown out, and 30 others arrived in Qwezzy.",
        "Many took refuge in Qwezzy.",
        "Six buses left for Qwezzy.",
        "They were brought to rebel-held Qwezzy.",
        "They were moved to nearby Qwezzy.",
        "About 90 people left the camp at Qwezzy.",
        "Residents of the village of Qwezzy were evacuated.",
        "Patients were taken to the hospital in Qwezzy.",
        "They were moved to the Qwezzy settlement.",
        "From Qwezzy 300 villagers were evacuated.",
        "Buses evacuated 90 residents of Qwezzy.",
        "All the people at Qwezzy were evacuated by train.",
    ],
)
def test_an_unknown_name_is_a_place_where_people_come_or_go(text: str) -> None:
    assert names(text) == ["Qwezzy"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Helicopters lift people from Qwezzy to Khartoum.", ["Qwezzy", "Khartoum"]),
        ("A train with pupils ran from Khartoum to Qwezzy.", ["Khartoum", "Qwezzy"]),
        ("Prices rose from Qwezzy to Brozzow.", []),
        ("Pupils came to Qwezzy.", []),
        ("It runs from Monday to Khartoum.", ["Khartoum"]),
    ],
)
def test_an_unknown_name_on_a_way_from_or_to_a_known_place_needs_no_word_of_flight(
    text: str, expected: list[str]
) -> None:
    report = document("Parliament met in Sudan. " + text)
    found = [item.text for item in find_toponyms(report, gazetteer())]
    assert found == ["Sudan", *expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They crossed at the Qwezzy border crossing.", ["Qwezzy border crossing"]),
        ("They were driven to Camp Virginia.", ["Camp Virginia"]),
        ("They fled to Khartoum, Qwezzy and Brozzow.", ["Khartoum", "Qwezzy", "Brozzow"]),
        ("They fled from Tel Qwezzy.", ["Tel Qwezzy"]),
        # A camp may be named after a person.
        ("They were moved to the Qwezzy Transit Camp.", ["Qwezzy Transit Camp"]),
        ("They arrived at the Hassan Qwezzy camp.", ["Hassan Qwezzy camp"]),
        ("They were relocated to Hassan Qwezzy reception centre.", ["Hassan Qwezzy"]),
    ],
)
def test_an_unknown_name_is_taken_whole_and_lists_are_followed(
    text: str, expected: list[str]
) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Buses left, according to Qwezzy.",
        "They were moved after Hassan Qwezzy spoke.",
        "They had fled to Hassan Qwezzy.",
        "The order to leave came from General Qwezzy.",
        "They left with Amina Qwezzy.",
        "They had fled to Qwezzy, who took them in.",
        "Troops loyal to Qwezzy withdrew.",
        "They were handed over to UNHCR.",
        "They were moved by the International Organization for Migration.",
        "They arrived on Tuesdays.",
        "They were taken to the Serb-Hungarian border.",
        "They fled from Islamists.",
        "The offices at Qwezzy opened on Monday.",
    ],
)
def test_a_person_body_or_day_is_no_place(text: str) -> None:
    assert names(text) == []


def test_a_report_of_other_things_has_no_unknown_places() -> None:
    report = document("Shoppers came to Qwezzy for the sales. The shop at Qwezzy closes at ten.")
    assert find_toponyms(report, gazetteer()) == ()


def test_what_an_area_is_held_by_is_no_part_of_its_name() -> None:
    assert names("Buses drove to Russian-occupied Berdiansk.") == ["Berdiansk"]
