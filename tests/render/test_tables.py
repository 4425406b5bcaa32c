"""GeoJSON and CSV: the same rows, in each format's own rules."""

import csv
import io
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import builders
from evacmap import tables
from evacmap.model import Party, RouteMethod
from evacmap.render import WRITERS, write_csv, write_geojson
from evacmap.render.csv_table import cell
from render.samples import hostile, route, small_story


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def test_geojson_holds_the_columns_in_order_and_the_line(tmp_path: Path) -> None:
    write_geojson(small_story(), tmp_path / "legs.geojson")
    collection = json.loads((tmp_path / "legs.geojson").read_bytes())
    first = collection["features"][0]
    assert tuple(first["properties"]) == tables.COLUMNS
    assert first["id"] == first["properties"]["id"] == "a1"
    assert first["geometry"]["type"] == "LineString"
    assert first["geometry"]["coordinates"][0] == [36.29128, 33.5102]
    assert first["geometry"]["coordinates"][-1] == [35.9487, 35.4011]
    assert first["properties"]["people_text"] == "about 400"


def test_a_leg_with_one_end_is_a_point(tmp_path: Path) -> None:
    write_geojson([route(builders.leg("Damascus", None))], tmp_path / "x.geojson")
    feature = json.loads((tmp_path / "x.geojson").read_bytes())["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [36.29128, 33.5102]}
    assert feature["properties"]["destination"] is None


def test_a_line_over_the_antimeridian_has_two_parts(tmp_path: Path) -> None:
    from dataclasses import replace

    west = ((179.0, 10.0), (180.0, 10.5))
    east = ((-180.0, 10.5), (-179.0, 11.0))
    cut = replace(route(builders.leg()), lines=(west, east), method=RouteMethod.GEODESIC)
    write_geojson([cut], tmp_path / "x.geojson")
    geometry = json.loads((tmp_path / "x.geojson").read_bytes())["features"][0]["geometry"]
    assert geometry == {
        "type": "MultiLineString",
        "coordinates": [[[179.0, 10.0], [180.0, 10.5]], [[-180.0, 10.5], [-179.0, 11.0]]],
    }


def test_csv_has_one_row_a_leg_under_the_columns(tmp_path: Path) -> None:
    write_csv(small_story(), tmp_path / "legs.csv")
    text = (tmp_path / "legs.csv").read_bytes()
    assert text.startswith(",".join(tables.COLUMNS).encode() + b"\r\n")
    rows = rows_of(tmp_path / "legs.csv")
    assert len(rows) == 11
    assert rows[0]["origin"] == "Damascus"
    assert rows[0]["people_min"] == "400"
    assert rows[8]["destination"] == ""
    assert rows[0]["sources"] == "2"


def test_no_cell_of_text_runs_as_a_formula(tmp_path: Path) -> None:
    starts = ("=1+1", "+44 20", "-3", "@SUM(A1)", "\tx", '=HYPERLINK("x")')
    routes = [route(builders.leg(party=Party(text=text))) for text in starts]
    write_csv(routes, tmp_path / "x.csv")
    assert [row["party"] for row in rows_of(tmp_path / "x.csv")] == ["'" + t for t in starts]
    assert cell(-4.5) == "-4.5"


@given(st.text())
def test_any_text_survives_both_formats(text: str) -> None:
    shown = cell(text)
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow([shown, "end"])
    assert next(csv.reader(io.StringIO(buffer.getvalue(), newline=""))) == [shown, "end"]


def test_a_lone_surrogate_does_not_stop_a_table(tmp_path: Path) -> None:
    for suffix, write in WRITERS.items():
        write([hostile("a\ud800b\x00c")], tmp_path / f"x{suffix}")
    assert rows_of(tmp_path / "x.csv")[0]["quote"] == "a\ufffdb\ufffdc"
    feature = json.loads((tmp_path / "x.geojson").read_bytes())["features"][0]
    assert feature["properties"]["quote"] == "a\ufffdb\x00c"
