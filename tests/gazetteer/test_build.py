"""The build refuses changed inputs and writes the same bytes for the same rows."""

import hashlib
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "gazetteer"))

from evacmap.geocode import Gazetteer
from inputs import ChangedInputError, Inputs
from rows import NameQuality, Row
from store import Tables, prominence, write_store

TABLES = Tables(
    demonyms={"testlander": "t:land"}, capitals={"TL": "t:big"}, words={"nice": (1, 0, 0)}
)


def row(id: str, name: str, kind: str, population: int | None = None, **fields: object) -> Row:
    made = Row(
        id=id,
        source="test",
        name=name,
        kind=kind,
        lon=10.5,
        lat=50.25,
        extent_km=2.0,
        country="TL",
        population=population,
        **fields,
    )
    made.add_name(name, NameQuality.MAIN)
    return made


def write(path: Path, rows: list[Row]) -> bytes:
    write_store(rows, path, TABLES, {"format": "2"})
    return path.read_bytes()


def some_rows() -> list[Row]:
    return [
        row("t:land", "Testland", "country", 9_000_000),
        row("t:small", "Newtown", "settlement", 900),
        row("t:big", "Newtown", "settlement", 500_000, feature="PPLC"),
    ]


def test_the_order_of_rows_does_not_change_a_byte(tmp_path: Path) -> None:
    assert write(tmp_path / "one", some_rows()) == write(tmp_path / "two", some_rows()[::-1])


def test_the_store_is_read_back_with_the_most_prominent_first(tmp_path: Path) -> None:
    write(tmp_path / "store", some_rows())
    gazetteer = Gazetteer.open(tmp_path / "store")
    assert [place.id for place in gazetteer.by_name("newtown")] == ["t:big", "t:small"]
    assert gazetteer.demonym("Testlander") == gazetteer.country("TL")
    assert gazetteer.capital_of(gazetteer.country("TL")).id == "t:big"
    assert gazetteer.word_facts("Nice") == (1, 0, 0)
    assert (gazetteer.by_id("t:big").lon, gazetteer.by_id("t:big").lat) == (10.5, 50.25)


def test_a_changed_package_stops_the_build_with_the_name_of_the_file(tmp_path: Path) -> None:
    package = tmp_path / "thing-1.0.whl"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("data.txt", "as it was")
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    sources = tmp_path / "sources.toml"
    sources.write_text(f'[thing]\nfile = "thing-1.0.whl"\nsha256 = "{digest}"\n')
    assert Inputs(tmp_path, sources).text("thing", "data.txt") == "as it was"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("data.txt", "changed")
    with pytest.raises(ChangedInputError, match=r"thing-1\.0\.whl has SHA-256"):
        Inputs(tmp_path, sources).text("thing", "data.txt")
    package.unlink()
    with pytest.raises(ChangedInputError, match=r"thing-1\.0\.whl is not in"):
        Inputs(tmp_path, sources).text("thing", "data.txt")


def test_a_small_island_is_no_better_known_than_a_small_town() -> None:
    small, large = row("t:isle", "Isle", "island"), row("t:isle", "Isle", "island")
    large.extent_km = 90.0
    town = row("t:town", "Town", "settlement", 40_000)
    assert prominence(small) < prominence(town) < prominence(large)


def test_a_place_known_only_by_its_airfield_is_the_least_known_of_its_name() -> None:
    served = row("oap:X", "Newtown", "settlement", feature="SERVED")
    assert prominence(served) < prominence(row("t:least", "Newtown", "settlement"))
