"""A place that the gazetteer lacks stands at the town or area that it is said to lie in."""

import pytest

from builders import document
from evacmap.geocode import geocode
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import GeocodedToponym, PlaceKind
from reading import gazetteer


@pytest.mark.parametrize(
    ("text", "stands_at"),
    [
        ("The plane landed at Addis Ababa's Bole airport.", "Addis Ababa"),
        ("They slept at Bole airport in Kigali for a week.", "Kigali"),
    ],
)
def test_an_unknown_place_stands_at_its_town(text: str, stands_at: str) -> None:
    item = found(text, "Bole airport")
    assert item.place is not None
    assert item.place.name == stands_at
    assert item.score <= 0.5
    assert f"lies in {stands_at}" in item.reason


@pytest.mark.parametrize(
    ("text", "country", "admin"),
    [
        ("They fled to Qwezzy, North Kivu, a week ago.", "CD", "North Kivu"),
        ("They fled to Qwezzy in Kenya a week ago.", "KE", None),
        ("They fled to Qwezzy (Romania) a week ago.", "RO", None),
        ("They fled to Qwezzy, a village in the north of Jordan.", "JO", None),
        ("They fled to Qwezzy, which is west of Kampala.", "UG", None),
        ("They fled to the North Kivu town of Qwezzy.", "CD", "North Kivu"),
        ("They fled from Goma and Bukavu to Qwezzy.", "CD", None),
    ],
)
def test_an_unknown_place_keeps_its_name_somewhere_in_its_area(
    text: str, country: str, admin: str | None
) -> None:
    item = found(text, "Qwezzy")
    assert item.is_unlocated
    assert item.place is not None
    assert item.place.country == country
    assert item.place.name.startswith("Qwezzy, ")
    assert admin is None or admin in item.place.name
    assert item.place.extent_km >= 40
    assert item.score <= 0.5


def test_an_unknown_place_of_a_report_set_in_two_countries_is_less_sure() -> None:
    item = found("They fled from Beirut and Damascus to Qwezzy.", "Qwezzy")
    assert item.place is not None
    assert (item.place.name, item.place.kind) == ("Qwezzy, Syria", PlaceKind.UNLOCATED)
    assert item.score == 0.125


def test_a_quay_of_an_unknown_name_stands_in_its_town() -> None:
    text = "They were evacuated from the Qwezzy camp in Nunukan to Tawau."
    item = found(text, "Qwezzy camp")
    assert item.place is not None
    assert item.place.name == "Nunukan"


def test_a_name_of_places_far_from_the_report_is_a_place_of_its_country() -> None:
    text = "Families left Maiduguri, Damboa and Gwoza on Monday. They fled to Monte Grande on foot."
    item = found(text, "Monte Grande")
    assert item.reason.startswith("too close to call")
    assert item.place is not None
    assert item.place.name == "Monte Grande, Nigeria"


def test_all_mentions_of_an_unknown_place_stand_at_one() -> None:
    text = "They fled from Beirut to Qwezzy. Refugees were evacuated from Qwezzy, Jordan, on foot."
    report = document(text)
    items = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    places = [item.place for item in items if item.toponym.text == "Qwezzy"]
    assert [place and place.country for place in places] == ["JO", "JO"]


def found(text: str, name: str) -> GeocodedToponym:
    report = document(text)
    items = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    (item,) = (item for item in items if item.toponym.text == name)
    return item
