"""The bundled gazetteer holds the world, and every place that the seeds name."""

import pytest

from evacmap.geocode import Gazetteer
from evacmap.geocode.gazetteer import great_circle_km
from evacmap.model import PlaceKind

TRUE_POSITIONS = {
    "Damascus": (36.2919, 33.5138),
    "Masnaa": (35.924, 33.7025),
    "Beirut": (35.5018, 33.8938),
    "Qudsayya": (36.213, 33.5353),
    "Khmeimim": (35.9487, 35.4011),
    "Tartus": (35.8866, 34.889),
    "Homs": (36.7196, 34.7308),
    "Hama": (36.75, 35.1318),
    "Aleppo": (37.1613, 36.2012),
    "Masyaf": (36.3406, 35.0653),
    "Moscow": (37.6173, 55.7558),
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize("name", TRUE_POSITIONS)
def test_a_place_of_the_seeds_is_first_by_its_name_within_5_km(
    name: str, gazetteer: Gazetteer
) -> None:
    place = gazetteer.by_name(name)[0]
    assert great_circle_km(place.lon, place.lat, *TRUE_POSITIONS[name]) < 5


@pytest.mark.parametrize(("name", "iso2"), [("Syria", "SY"), ("Lebanon", "LB"), ("Russia", "RU")])
def test_a_country_of_the_seeds_is_found_as_a_country(
    name: str, iso2: str, gazetteer: Gazetteer
) -> None:
    place = gazetteer.by_name(name)[0]
    assert (place.kind, place.country) == (PlaceKind.COUNTRY, iso2)
    assert gazetteer.country(iso2) == place


def test_a_demonym_leads_to_its_country(gazetteer: Gazetteer) -> None:
    assert [gazetteer.demonym(word).country for word in ("Syrian", "Russians", "Dutch")] == [
        "SY",
        "RU",
        "NL",
    ]
    assert gazetteer.demonym("Table") is None


def test_the_capital_of_a_country_is_known(gazetteer: Gazetteer) -> None:
    capital = gazetteer.capital_of(gazetteer.country("LB"))
    assert (capital.name, capital.country) == ("Beirut", "LB")


def test_near_gives_the_nearest_first(gazetteer: Gazetteer) -> None:
    assert gazetteer.near(35.924, 33.7025, radius_km=10)[0].id == "own:masnaa"


def test_a_spelling_never_seen_is_found_by_likeness_and_flagged(gazetteer: Gazetteer) -> None:
    assert not gazetteer.has_name("Mariupool")
    place, likeness = gazetteer.similar("Mariupool")[0]
    assert place.name == "Mariupol"
    assert 0.86 < likeness < 1
