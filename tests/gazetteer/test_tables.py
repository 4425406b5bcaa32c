"""Our own tables are complete and consistent."""

import csv
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "gazetteer"))

from evacmap.model import PlaceKind
from readers_own import read_own_places
from rows import NameQuality

TABLES = Path(__file__).parents[2] / "gazetteer"


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_our_own_table_has_at_least_400_places_each_with_its_facts() -> None:
    places = rows("own_places.csv")
    assert len(places) >= 400
    assert len({place["id"] for place in places}) == len(places)
    kinds = {kind.value for kind in PlaceKind}
    for place in places:
        assert place["kind"] in kinds, place["id"]
        assert -180 <= float(place["lon"]) <= 180, place["id"]
        assert -90 <= float(place["lat"]) <= 90, place["id"]
        assert float(place["extent_km"]) > 0, place["id"]
        assert place["source"], place["id"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", place["checked"]), place["id"]


@pytest.mark.parametrize(
    "kind", ["crossing", "airbase", "naval base", "camp", "facility", "region", "sea", "district"]
)
def test_our_own_table_covers_what_packages_lack(kind: str) -> None:
    assert sum(place["kind"] == kind for place in rows("own_places.csv")) >= 20


def test_every_country_has_a_point_and_those_of_the_news_their_people() -> None:
    countries = {row["iso2"]: row for row in rows("countries.csv")}
    assert len(countries) == 250
    for code in ("SY", "LB", "RU", "UA", "SD", "AF", "IL", "PS", "US", "GB", "AM", "AZ"):
        assert countries[code]["demonyms"], code


def test_every_fix_says_why_and_on_whose_word() -> None:
    for fix in rows("fixes.csv"):
        assert fix["why"], fix["id"]
        assert fix["on whose word"], fix["id"]


def test_a_name_after_a_tilde_is_weak_and_the_others_are_main_names() -> None:
    places = {place.id: place for place in read_own_places()}
    assert places["own:bjornoya"].names == {
        "Bjørnøya": NameQuality.MAIN,
        "Bjornoya": NameQuality.MAIN,
        "Bear Island": NameQuality.WEAK,
    }
    assert places["own:bule"].names["Bule"] is NameQuality.WEAK


def test_no_name_of_our_own_keeps_the_tilde() -> None:
    assert not [name for place in read_own_places() for name in place.names if "~" in name]
