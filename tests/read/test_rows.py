"""Tables as people save them, read as rows with the numbers that their programs show."""

import builtins
import csv
import io
import json
from pathlib import Path

import geopandas
import openpyxl
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point

from evacmap.errors import BadTableError, MissingPackageError
from evacmap.read.rows import ROW_READERS, RawRow, Rows, read_rows
from evacmap.tables import as_harmless, as_written, read_float, read_whole

COLUMNS = ("from", "to", "date", "people")
CELLS = (("Homs", "Tartus", "2024-12-08", 40), ("Zürich", None, "2024-12", None))


def shown(rows: Rows) -> list[tuple[int, dict[str, object]]]:
    return [(row.number, dict(row.values)) for row in rows]


def write(path: Path) -> Path:
    """The same table in any format."""
    frame = pandas.DataFrame(CELLS, columns=COLUMNS).astype({"people": "Int64"})
    shapes = [LineString([(36.7, 34.7), (35.9, 34.9)]), Point(8.5, 47.4)]
    placed = geopandas.GeoDataFrame(frame, geometry=shapes, crs="EPSG:4326")
    if path.suffix in (".csv", ".tsv"):
        frame.to_csv(path, index=False, sep="\t" if path.suffix == ".tsv" else ",")
    elif path.suffix == ".xlsx":
        frame.to_excel(path, index=False)
    elif path.suffix in (".geojson", ".json"):
        placed.to_file(path, driver="GeoJSON")
    elif path.suffix == ".gpkg":
        placed.to_file(path, layer="moves")
    else:
        placed.to_parquet(path)
    return path


@pytest.mark.parametrize("suffix", ROW_READERS)
def test_every_format_gives_the_same_rows(tmp_path, suffix):
    rows = read_rows(write(tmp_path / f"moves{suffix}"))
    assert rows.columns == COLUMNS
    is_text = suffix in (".csv", ".tsv")
    first = 2 if is_text or suffix == ".xlsx" else 1
    people = "40" if is_text else 40
    assert shown(rows) == [
        (first, dict(zip(COLUMNS, ("Homs", "Tartus", "2024-12-08", people), strict=True))),
        (first + 1, dict(zip(COLUMNS, ("Zürich", None, "2024-12", None), strict=True))),
    ]
    if first == 1:
        assert [row.geometry and row.geometry.geom_type for row in rows] == ["LineString", "Point"]
    assert len(rows) == 2
    assert shown(rows) == shown(rows)


def rows_of(tmp_path: Path, data: bytes, name: str = "x.csv") -> Rows:
    path = tmp_path / name
    path.write_bytes(data)
    return read_rows(path)


class TestSpreadsheetsOfOtherCountries:
    def test_a_german_excel(self, tmp_path):
        text = 'von;nach;Länge;Personen\r\nKöln;"Bonn; Beuel";6,95;1.500\r\n'
        rows = rows_of(tmp_path, text.encode("cp1252"))
        assert rows.columns == ("von", "nach", "Länge", "Personen")
        assert rows.decimal_comma
        row = next(iter(rows))
        assert row.values["nach"] == "Bonn; Beuel"
        assert read_float(row.values["Länge"], decimal_comma=rows.decimal_comma) == 6.95
        assert read_whole(row.values["Personen"]) == 1500

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
    def test_unicode_with_or_without_a_mark(self, tmp_path, encoding):
        mark = "\ufeff" if encoding == "utf-16-le" else ""
        rows = rows_of(tmp_path, f"{mark}from\tto\nحمص\tطرطوس\n".encode(encoding))
        assert shown(rows) == [(2, {"from": "حمص", "to": "طرطوس"})]

    def test_a_russian_excel(self, tmp_path):
        text = "откуда;куда;дата\n" + "Мариуполь;Запорожье;21.03.2022\n" * 5
        rows = rows_of(tmp_path, text.encode("cp1251"))
        assert rows.columns == ("откуда", "куда", "дата")

    def test_commas_within_cells_are_not_taken_for_the_mark_between(self, tmp_path):
        text = "from;lon;note\nHoms;36,72;one, two\nHama;36,75;a, b, c\nHoms;36,7;x\n"
        rows = rows_of(tmp_path, text.encode())
        assert rows.columns == ("from", "lon", "note")

    def test_the_line_that_names_the_delimiter(self, tmp_path):
        rows = rows_of(tmp_path, b"sep=;\r\nfrom;to,or by\r\nHoms;Tartus\r\n")
        assert shown(rows) == [(3, {"from": "Homs", "to,or by": "Tartus"})]

    @pytest.mark.parametrize(
        ("text", "is_comma"),
        [
            ("a;b\n35,92;1\n", True),
            ("a;b\n35.92;1\n", False),
            ("a;b\n1.500;x\n", True),
            ('a,b\n"1,500",x\n', False),
            ('a,b\n"35,92",x\n', True),
            ("a,b\n35.92,x\n", False),
        ],
    )
    def test_how_decimals_are_written(self, tmp_path, text, is_comma):
        assert rows_of(tmp_path, text.encode()).decimal_comma is is_comma


class TestShapesOfTables:
    def test_rows_are_numbered_as_the_program_shows_them(self, tmp_path):
        rows = rows_of(tmp_path, b'from,to\n\n"Homs\n(city)",Tartus\n,\nHama,Aleppo\n')
        assert [row.number for row in rows] == [3, 5]
        assert rows.where(5, "to") == "row 5, column 'to'"

    def test_a_title_above_the_names_is_passed_over(self, tmp_path):
        rows = rows_of(tmp_path, b"Table 1: departures,,\n,,\nfrom,to,date\nHoms,Hama,2024\n")
        assert shown(rows) == [(4, {"from": "Homs", "to": "Hama", "date": "2024"})]

    def test_hxl_tags_are_kept_apart(self, tmp_path):
        rows = rows_of(tmp_path, b"Place,n\n#adm1 +origin,#Affected\nHoms,3\n")
        assert rows.tags == {"Place": "#adm1+origin", "n": "#affected"}
        assert shown(rows) == [(3, {"Place": "Homs", "n": "3"})]

    def test_a_row_with_too_many_cells_says_so(self, tmp_path):
        faults = [row.fault for row in rows_of(tmp_path, b"a,b\n1,2,3\n4\n5,6,,\n")]
        assert faults == ["has 3 cells under 2 columns", None, None]

    def test_columns_of_one_name_are_told_apart(self, tmp_path):
        rows = rows_of(tmp_path, b"place,,place\nHoms,x,Hama\n")
        assert rows.columns == ("place", "column 2", "place (column 3)")

    def test_quotes_that_break_the_rules_are_taken_as_they_are(self, tmp_path):
        rows = rows_of(tmp_path, b'a,b\n5" pipe,"x"y\n')
        assert shown(rows) == [(2, {"a": '5" pipe', "b": "xy"})]

    def test_a_cell_longer_than_csv_likes(self, tmp_path):
        rows = rows_of(tmp_path, b"a,b\n1," + b"x" * 300_000 + b"\n")
        assert len(str(next(iter(rows)).values["b"])) == 300_000

    def test_texts_made_harmless_come_back_as_they_were(self, tmp_path):
        rows = rows_of(tmp_path, b"a,b\n'=1+1,'t Zand\n''+44,-4.5\n")
        assert [tuple(row.values.values()) for row in rows] == [
            ("=1+1", "'t Zand"),
            ("'+44", "-4.5"),
        ]

    def test_days_and_numbers_of_a_workbook(self, tmp_path):
        import datetime as dt

        book = openpyxl.Workbook()
        book.active.title = "notes"
        book.active.append(["read me"])
        sheet = book.create_sheet("Legs")
        for row in (["when", "n"], [dt.datetime(2022, 3, 4), 4], [dt.date(2022, 3, 5), 4.5]):
            sheet.append(row)
        sheet.append([dt.datetime(2022, 3, 4, 6, 30), True])
        book.save(tmp_path / "x.xlsx")
        assert shown(read_rows(tmp_path / "x.xlsx")) == [
            (2, {"when": "2022-03-04", "n": 4}),
            (3, {"when": "2022-03-05", "n": 4.5}),
            (4, {"when": "2022-03-04 06:30:00", "n": True}),
        ]

    def test_another_projection_is_turned_into_degrees(self, tmp_path):
        frame = geopandas.GeoDataFrame(
            {"from": ["Homs"]}, geometry=[Point(4085000, 4127000)], crs="EPSG:3857"
        )
        frame.to_file(tmp_path / "x.gpkg")
        (row,) = read_rows(tmp_path / "x.gpkg")
        assert (round(row.geometry.x, 2), round(row.geometry.y, 2)) == (36.7, 34.73)

    def test_a_json_list_of_objects(self, tmp_path):
        data = json.dumps([{"from": "Homs"}, {"to": ["Hama", "Idlib"], "n": 3}]).encode()
        rows = rows_of(tmp_path, data, "x.json")
        assert rows.where(2) == "feature 2"
        assert shown(rows) == [
            (1, {"from": "Homs", "to": None, "n": None}),
            (2, {"from": None, "to": '["Hama", "Idlib"]', "n": 3}),
        ]

    def test_parquet_without_geometry(self, tmp_path):
        pandas.DataFrame({"from": ["Homs"], "n": [3]}).to_parquet(tmp_path / "x.parquet")
        (row,) = read_rows(tmp_path / "x.parquet")
        assert row == RawRow(number=1, values={"from": "Homs", "n": 3})


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("x.csv", b"", "the file is empty"),
        ("x.csv", b"\n,\n\n", "the table is empty"),
        ("x.csv", b'a,b\n"1,2\n3,4\n', "a quotation mark is opened and never closed"),
        ("x.csv", b"a,b\n\0\1\2\0\x90\0", "a binary file, not text"),
        ("x.txt", b"a,b\n", "no table; evacmap reads tables in .csv, .tsv, .xlsx"),
        ("x.xlsx", b"a,b\n1,2\n", "no .xlsx workbook"),
        ("x.gpkg", b"a,b\n1,2\n", "cannot be read as GeoPackage"),
        ("x.parquet", b"a,b\n1,2\n", "cannot be read as Parquet"),
        ("x.geojson", b'{"type": "Feature', "line 1 is not JSON"),
        ("x.geojson", b"[" * 100_000, "nested too deeply for a table"),
        ("x.geojson", b'{"type": "Topology"}', "no FeatureCollection and no list of objects"),
        ("x.geojson", b"[]", "no feature in it"),
        (
            "x.geojson",
            b'[{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [1]}}]',
            "feature 1 has no valid geometry",
        ),
    ],
)
def test_a_file_that_is_no_table_is_named_in_one_line(tmp_path, name, data, message):
    with pytest.raises(BadTableError) as caught:
        rows_of(tmp_path, data, name)
    assert str(caught.value).startswith(f"{tmp_path / name}: {message}")
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(BadTableError, match="no such file"):
        read_rows(tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(BadTableError, match=r"a folder, not a table|not allowed"):
        read_rows(tmp_path / "folder.csv")


def test_a_missing_package_is_named_with_its_extra(tmp_path, monkeypatch):
    path = write(tmp_path / "x.parquet")
    load = builtins.__import__

    def without_pyarrow(name: str, *rest: object, **more: object) -> object:
        if name.partition(".")[0] == "pyarrow":
            raise ImportError(name)
        return load(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_pyarrow)
    with pytest.raises(MissingPackageError, match=r"pip install evacmap\[parquet\]"):
        read_rows(path)


@given(st.lists(st.text(), min_size=2, max_size=2))
def test_any_text_comes_back_from_a_csv(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("rows") / "x.csv"
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["first", "second"])
    writer.writerow([as_harmless(cell).encode("utf-8", "replace").decode() for cell in cells])
    path.write_bytes(text.getvalue().encode())
    expected = [
        cell.encode("utf-8", "replace").decode() if cell.strip() else None for cell in cells
    ]
    if expected == [None, None]:
        expected = []
    assert [cell for row in read_rows(path) for cell in row.values.values()] == expected


@given(st.text())
def test_making_a_text_harmless_loses_nothing(text):
    assert as_written(as_harmless(text)) == text
    assert not as_harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("value", ["", "many", "1.5.2", None, True, "nan", "inf"])
def test_what_is_no_number_is_an_error(value):
    with pytest.raises(ValueError, match=r"^"):
        read_float(value)
    with pytest.raises(ValueError, match=r"^"):
        read_whole(value)
    with pytest.raises(ValueError, match=r"1\.5"):
        read_whole("1.5")
