"""A user's own places: added, imported in several formats, and found before the bundled ones."""

import json
import zipfile
from pathlib import Path

import pytest

from evacmap.errors import BadTableError, DamagedDataError
from evacmap.geocode import Gazetteer
from evacmap.geocode.importing import is_geonames_dump, read_geonames_dump, read_places
from evacmap.geocode.overlay import Overlay, OwnPlace
from evacmap.geocode.unpack import unpacked_path
from evacmap.model import PlaceKind

CAMP = OwnPlace(
    id="own:1", name="Camp Nine", kind=PlaceKind.CAMP, lon=38.7, lat=33.31, names=("Ninth Camp",)
)


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    return Overlay(tmp_path / "data" / "places.sqlite")


def gazetteer(overlay: Overlay) -> Gazetteer:
    return Gazetteer(unpacked_path(), overlay.path)


def geonames_line(id: int, name: str, lat: float, lon: float, feature: str = "PPL") -> str:
    fields = [str(id), name, name, "", str(lat), str(lon), "P", feature, "SY", *[""] * 5]
    return "\t".join([*fields, "1200", "", "", "Asia/Damascus", "2026-01-01"])


def test_an_own_place_is_found_by_each_of_its_names_and_near_its_position(
    overlay: Overlay,
) -> None:
    assert overlay.add([CAMP]) == (1, [])
    for name in ("Camp Nine", "ninth camp"):
        assert gazetteer(overlay).by_name(name)[0].id == "own:1"
    assert gazetteer(overlay).near(38.7, 33.31, radius_km=1)[0].name == "Camp Nine"
    assert gazetteer(overlay).by_id("own:1").kind is PlaceKind.CAMP


def test_an_own_place_comes_before_the_bundled_one_of_its_name(overlay: Overlay) -> None:
    overlay.add([OwnPlace(id="own:d", name="Damascus", lon=10.0, lat=20.0)])
    first, second, *_ = gazetteer(overlay).by_name("Damascus")
    assert (first.id, second.id) == ("own:d", "gn:170654")


def test_the_same_name_twice_is_reported_and_the_same_id_replaced(overlay: Overlay) -> None:
    overlay.add([CAMP])
    other = OwnPlace(id="own:2", name="Camp Nine", lon=1.0, lat=2.0)
    assert overlay.add([other]) == (1, ["Camp Nine"])
    moved = OwnPlace(id="own:2", name="Camp Nine", lon=3.0, lat=4.0)
    overlay.add([moved])
    assert sorted(p.lon for p in gazetteer(overlay).by_name("Camp Nine")) == [3.0, 38.7]


def test_a_table_is_read_with_the_usual_names_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Name,Latitude,Longitude,kind,aliases\nCamp Ten,33.3,38.8,camp,C10|Ten\n")
    (place,) = read_places(path)
    assert (place.name, place.lon, place.lat, place.kind) == (
        "Camp Ten",
        38.8,
        33.3,
        PlaceKind.CAMP,
    )
    assert place.names == ("C10", "Ten")


def test_geojson_and_linked_places_are_read(tmp_path: Path) -> None:
    path = tmp_path / "own.geojson"
    features = [
        {
            "type": "Feature",
            "properties": {"name": "Old Ferry", "kind": "crossing"},
            "geometry": {"type": "Point", "coordinates": [35.5, 31.9]},
        },
        {
            "@id": "https://example.org/7",
            "type": "Feature",
            "properties": {"title": "Lower Mill", "ccodes": ["JO"]},
            "names": [{"toponym": "al-Tahuna"}],
            "geometry": {"type": "Point", "coordinates": [35.9, 32.0]},
        },
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    ferry, mill = read_places(path)
    assert (ferry.kind, ferry.lon, ferry.lat) == (PlaceKind.CROSSING, 35.5, 31.9)
    assert (mill.id, mill.country, mill.names) == (
        "own:https://example.org/7",
        "JO",
        ("al-Tahuna",),
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("title,lat\nX,1\n", "no column for lon"),
        ("name,lat,lon\nX,95,1\n", "line 2"),
        ("name,lat,lon\n,5,1\n", "line 2"),
        ("name,lat,lon,kind\nX,5,1,castle\n", "castle"),
    ],
)
def test_a_table_that_lacks_something_is_refused_with_the_line(
    content: str, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(content)
    with pytest.raises(BadTableError, match=reason):
        list(read_places(path))


def test_an_interrupted_import_goes_on_where_it_stopped(overlay: Overlay, tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    lines = [geonames_line(9_000_000 + n, f"Testville {n}", 34 + n / 1000, 37) for n in range(50)]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", "\n".join(lines) + "\n")
    assert is_geonames_dump(path)
    steps = overlay.add_in_steps("SY", read_geonames_dump(path), step=20)
    assert next(steps) == 20
    steps.close()
    assert overlay.lines_done("SY") == 20
    rest = read_geonames_dump(path, skip=overlay.lines_done("SY"))
    assert list(overlay.add_in_steps("SY", rest, step=20)) == [40, 50]
    assert overlay.select("SELECT count(*) FROM place") == [(50,)]
    assert gazetteer(overlay).by_name("Testville 49")[0].id == "gn:9000049"


def test_a_dump_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "SY.txt"
    path.write_text(geonames_line(1, "A", 1, 2) + "\nB\t1\t2\n")
    with pytest.raises(BadTableError, match="line 2 has 3 columns"):
        list(read_geonames_dump(path))


def test_a_file_of_own_places_that_is_none_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    path.write_text("no database " * 500)
    with pytest.raises(DamagedDataError, match=r"places\.sqlite"):
        Overlay(path)


def test_a_place_that_a_dump_holds_again_is_found_once(overlay: Overlay) -> None:
    overlay.add([OwnPlace(id="gn:170654", name="Damascus", lon=36.3, lat=33.5)])
    found = [place for place in gazetteer(overlay).by_name("Damascus") if place.id == "gn:170654"]
    assert [(place.lon, place.lat) for place in found] == [(36.3, 33.5)]
