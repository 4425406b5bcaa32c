"""Every exchange format, opened by the programs that people open it with."""

import csv
import gc
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tracemalloc
import zipfile
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import geopandas
import openpyxl
import pyarrow.parquet
import pyogrio
import pytest
from lxml import etree

import builders
from evacmap import tables
from evacmap.errors import MissingPackageError, UnwritableOutputError
from evacmap.geocode import Gazetteer
from evacmap.model import Party, Route, RouteMethod, Status
from evacmap.read.rows import ROW_READERS, read_rows
from evacmap.render import (
    WRITERS,
    frames,
    write_csv,
    write_geoparquet,
    write_gpkg,
    write_kml,
    write_xlsx,
    xlsx,
)
from evacmap.tabled import routes_of_table
from render.hostile_texts import HOSTILE
from render.samples import hostile, many_routes, route, small_story

FORMULAS = ("=1+1", "+44 20", "-3", "@SUM(A1)", "\tx", '=HYPERLINK("x")', "'=1")
ERRORS = ("#N/A", "#REF!", "#VALUE!")
NEEDS_SOFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="needs soffice (apt install libreoffice-calc)"
)
READABLE = [suffix for suffix in WRITERS if suffix in ROW_READERS]
GEOGRAPHIC = [suffix for suffix in READABLE if suffix not in (".csv", ".tsv", ".xlsx")]


def told(routes: list[Route]) -> list[Route]:
    """The routes as files hold them: lines that start at their ends, to five decimals."""
    return [
        replace(
            item,
            lines=tuple(
                tuple((round(lon, 5), round(lat, 5)) for lon, lat in line) for line in item.lines
            ),
        )
        for item in routes
    ]


def awkward() -> list[Route]:
    """Legs whose every text is hostile to some format."""
    texts = (*HOSTILE, *FORMULAS, "a\ud800b\x00c", "_x0041_ \r\n z", "\x85\uffff", " ")
    return [
        replace(item, lines=(tuple((end.place.lon, end.place.lat) for end in item.leg.ends),))
        for item in map(hostile, texts)
    ]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize("suffix", WRITERS)
class TestEveryFormat:
    def test_the_same_routes_give_the_same_bytes(self, tmp_path, suffix):
        """In another process, time zone and order of hashing too."""
        code = (
            "import sys; from evacmap.render import WRITERS; "
            "from render.samples import small_story; "
            "WRITERS[sys.argv[1]](small_story(), sys.argv[2])"
        )
        other = tmp_path / f"other{suffix}"
        paths = os.pathsep.join((str(Path(__file__).parents[1]), *sys.path))
        env = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "PYTHONPATH": paths}
        subprocess.run([sys.executable, "-c", code, suffix, str(other)], check=True, env=env)
        WRITERS[suffix](small_story(), tmp_path / f"own{suffix}")
        assert (tmp_path / f"own{suffix}").read_bytes() == other.read_bytes()
        assert sorted(path.name for path in tmp_path.iterdir()) == [
            f"other{suffix}",
            f"own{suffix}",
        ]

    def test_no_routes_are_a_file_too(self, tmp_path, suffix):
        WRITERS[suffix]([], tmp_path / f"x{suffix}")
        assert (tmp_path / f"x{suffix}").stat().st_size > 0

    def test_a_folder_that_is_not_there_is_named(self, tmp_path, suffix):
        with pytest.raises(UnwritableOutputError, match="the folder does not exist; make it first"):
            WRITERS[suffix](small_story(), tmp_path / "no" / f"x{suffix}")


@pytest.mark.parametrize("suffix", WRITERS)
class TestManyRoutes:
    def test_how_far_it_is_is_told_up_to_the_last_leg(self, tmp_path, suffix, monkeypatch):
        monkeypatch.setattr(frames, "STEP", 300)
        steps = []
        WRITERS[suffix](
            many_routes(450), tmp_path / f"x{suffix}", progress=lambda *step: steps.append(step)
        )
        assert steps[0] == ("writing", 0, 450)
        assert steps[-1] == ("writing", 450, 450)
        assert len(steps) > 2
        assert steps == sorted(steps)

    def test_an_interruption_leaves_the_earlier_file_and_no_part(self, tmp_path, suffix):
        path = tmp_path / f"x{suffix}"
        path.write_bytes(b"earlier")

        def interrupted(stage: str, done: int, total: int) -> None:
            if done:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            WRITERS[suffix](many_routes(450), path, progress=interrupted)
        assert path.read_bytes() == b"earlier"
        assert list(tmp_path.iterdir()) == [path]

    def test_its_memory_does_not_grow_with_the_legs(self, tmp_path, suffix, monkeypatch):
        monkeypatch.setattr(frames, "STEP", 50)
        routes = many_routes(600)
        WRITERS[suffix](routes[:2], tmp_path / f"x{suffix}")
        few, many = (peak(suffix, routes[:number], tmp_path) for number in (150, 600))
        write_csv(routes[150:], tmp_path / "more.csv")
        assert many - few < (tmp_path / "more.csv").stat().st_size / 4


def peak(suffix: str, routes: list[Route], folder: Path) -> int:
    """Bytes that writing takes at its peak, of what Python knows; what it loads once left out."""
    return min(peak_once(suffix, routes, folder) for _ in range(2))


def peak_once(suffix: str, routes: list[Route], folder: Path) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        WRITERS[suffix](routes, folder / f"x{suffix}")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_a_table_written_in_parts_holds_the_same_legs(tmp_path, suffix, monkeypatch, gazetteer):
    # The last part has no number and no text where the first had some.
    routes = told([*small_story(), route(builders.leg("Damascus", None, id="last", date=None))])
    monkeypatch.setattr(frames, "STEP", 5)
    WRITERS[suffix](routes, tmp_path / f"x{suffix}")
    table = routes_of_table(tmp_path / f"x{suffix}", gazetteer=gazetteer)
    assert list(table.routes) == routes


def test_a_geoparquet_in_parts_knows_the_extent_of_all(tmp_path, monkeypatch):
    monkeypatch.setattr(frames, "STEP", 1)
    lines = (((179.0, 10.0), (180.0, 10.5)), ((-180.0, 10.5), (-179.0, 11.0)))
    cut = replace(route(builders.leg()), lines=lines, method=RouteMethod.GEODESIC)
    point = route(builders.leg("Damascus", None))
    write_geoparquet([replace(point, lines=()), cut, point], tmp_path / "x.parquet")
    metadata = pyarrow.parquet.read_schema(tmp_path / "x.parquet").metadata[b"geo"]
    column = json.loads(metadata)["columns"]["geometry"]
    assert column["geometry_types"] == ["MultiLineString", "Point"]
    assert column["bbox"] == [-180.0, 10.0, 180.0, 33.5102]
    assert geopandas.read_parquet(tmp_path / "x.parquet").geometry[0] is None


@pytest.mark.parametrize("suffix", READABLE)
class TestReadAgain:
    def test_the_columns_are_those_of_the_table(self, tmp_path, suffix):
        WRITERS[suffix](small_story(), tmp_path / f"x{suffix}")
        rows = read_rows(tmp_path / f"x{suffix}")
        assert tuple(name for name in rows.columns if name != "bbox") == tables.COLUMNS
        assert [row.values["origin"] for row in rows][:2] == ["Damascus", "Khmeimim"]

    def test_the_legs_come_back_as_they_were(self, tmp_path, suffix, gazetteer):
        WRITERS[suffix](small_story(), tmp_path / f"x{suffix}")
        table = routes_of_table(tmp_path / f"x{suffix}", gazetteer=gazetteer)
        assert [replace(item.leg, flags=()) for item in table.routes] == [
            replace(item.leg, flags=()) for item in small_story()
        ]
        assert (table.set_aside, table.notes) == ((), ())

    def test_texts_hostile_to_a_format_come_back_too(self, tmp_path, suffix, gazetteer):
        WRITERS[suffix](awkward(), tmp_path / f"x{suffix}")
        table = routes_of_table(tmp_path / f"x{suffix}", gazetteer=gazetteer)
        assert [replace(item.leg, flags=()) for item in table.routes] == [
            replace(item.leg, flags=()) for item in awkward()
        ]


@pytest.mark.parametrize("suffix", GEOGRAPHIC)
def test_lines_come_back_with_how_they_were_found(tmp_path, suffix, gazetteer):
    routes = told(small_story())
    WRITERS[suffix](routes, tmp_path / f"x{suffix}")
    table = routes_of_table(tmp_path / f"x{suffix}", gazetteer=gazetteer)
    assert list(table.routes) == routes


def test_a_geopackage_is_a_layer_that_gdal_reads(tmp_path):
    write_gpkg(small_story(), tmp_path / "x.gpkg")
    assert pyogrio.list_layers(tmp_path / "x.gpkg").tolist() == [["legs", "Unknown"]]
    frame = pyogrio.read_dataframe(tmp_path / "x.gpkg")
    assert str(frame.crs) == "EPSG:4326"
    assert frame.loc[0, "people_min"] == 400
    assert frame.geometry[0].geom_type == "LineString"
    assert frame.geometry[8].geom_type == "Point"
    info = pyogrio.read_info(tmp_path / "x.gpkg")
    kinds = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert (kinds["people_min"], kinds["origin_lon"], kinds["quote"]) == (
        "int64",
        "float64",
        "object",
    )


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="needs ogrinfo (apt install gdal-bin)")
@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".kml", ".kmz", ".gpx", ".csv", ".tsv"])
def test_ogrinfo_reads_it_without_a_warning(tmp_path, suffix):
    path = tmp_path / f"x{suffix}"
    WRITERS[suffix](small_story(), path)
    done = subprocess.run(
        ["ogrinfo", "-al", str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    said = done.stdout + done.stderr
    assert "Warning" not in said
    assert "ERROR" not in said
    assert "A plane with 120 people took off." in said
    if suffix == ".gpx":
        assert "MULTILINESTRING ((36.29128 33.5102" in said
    elif suffix not in (".csv", ".tsv"):
        assert "LINESTRING (36.29128 33.5102" in said


def test_geoparquet_follows_version_1_1(tmp_path):
    write_geoparquet(small_story(), tmp_path / "x.parquet")
    table = pyarrow.parquet.read_table(tmp_path / "x.parquet")
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    column = geo["columns"][geo["primary_column"]]
    assert column["encoding"] == "WKB"
    assert set(column["geometry_types"]) == {"LineString", "Point"}
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    assert str(table.schema.field("people_min").type) == "int64"
    assert table.column("people_min").to_pylist()[:2] == [400, None]
    nearby = geopandas.read_parquet(tmp_path / "x.parquet", bbox=(36.9, 55, 38, 56))
    assert sorted(nearby["id"]) == ["a5", "a6"]


def test_parquet_without_pyarrow_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPackageError, match=r"pip install evacmap\[parquet\]"):
        write_geoparquet(small_story(), tmp_path / "x.parquet")


class TestKml:
    NS = {"k": "http://www.opengis.net/kml/2.2"}

    def tree(self, path: Path) -> etree._Element:
        return etree.parse(path).getroot()

    @pytest.mark.parametrize("routes", [small_story(), awkward(), []], ids=["few", "hostile", "no"])
    def test_it_follows_the_schema_of_the_ogc(self, tmp_path, routes):
        write_kml(routes, tmp_path / "x.kml")
        schema = etree.XMLSchema(etree.parse(str(files("fastkml") / "schema" / "ogckml22.xsd")))
        schema.assertValid(etree.parse(tmp_path / "x.kml"))

    def test_it_shows_days_style_words_and_columns(self, tmp_path):
        write_kml(small_story(), tmp_path / "x.kml", title="Away")
        root = self.tree(tmp_path / "x.kml")
        assert root.findtext(".//k:Document/k:name", namespaces=self.NS) == "Away"
        first = root.find(".//k:Placemark", self.NS)
        assert first.findtext("k:name", namespaces=self.NS) == "Damascus → Khmeimim"
        assert first.findtext("k:TimeSpan/k:begin", namespaces=self.NS) == "2024-12-09"
        assert first.findtext("k:TimeSpan/k:end", namespaces=self.NS) == "2024-12-16"
        cells = {cell.get("name"): cell.text for cell in first.findall(".//k:SimpleData", self.NS)}
        row = tables.route_row(small_story()[0])
        assert cells == {name: str(row[name]) for name in tables.COLUMNS if row[name] is not None}
        style = first.findtext("k:styleUrl", namespaces=self.NS).removeprefix("#")
        found = root.find(f".//k:Style[@id='{style}']/k:LineStyle/k:color", self.NS)
        assert style == "convoy-completed-3_5"
        assert found.text == "ff00628f"

    def test_an_open_side_of_a_date_has_no_end_in_the_time_span(self, tmp_path):
        write_kml([route(builders.leg(date="../2024-12-30"))], tmp_path / "x.kml")
        span = self.tree(tmp_path / "x.kml").find(".//k:TimeSpan", self.NS)
        assert [(child.tag.rpartition("}")[2], child.text) for child in span] == [
            ("end", "2024-12-30")
        ]

    def test_what_was_denied_is_paler(self, tmp_path):
        legs = [builders.leg(status=status) for status in Status]
        write_kml([route(leg) for leg in legs], tmp_path / "x.kml")
        colours = [
            item.text[:2]
            for item in self.tree(tmp_path / "x.kml").findall(".//k:LineStyle/k:color", self.NS)
        ]
        assert sorted(colours) == ["55", "77", "99", "ff", "ff"]

    def test_words_of_a_report_stay_text_in_a_description(self, tmp_path):
        quote = builders.evidence("<script>alert(1)</script> & $[id]")
        write_kml([route(builders.leg(quotes=(quote,)))], tmp_path / "x.kml")
        shown = self.tree(tmp_path / "x.kml").findtext(".//k:description", namespaces=self.NS)
        assert "“&lt;script&gt;alert(1)&lt;/script&gt; &amp; $[id]”" in shown
        assert "<script" not in shown

    def test_the_zipped_form_holds_the_same(self, tmp_path):
        write_kml(small_story(), tmp_path / "x.kml")
        WRITERS[".kmz"](small_story(), tmp_path / "x.kmz")
        with zipfile.ZipFile(tmp_path / "x.kmz") as archive:
            assert archive.namelist() == ["doc.kml"]
            assert archive.read("doc.kml") == (tmp_path / "x.kml").read_bytes()


class TestGpx:
    NS = {"g": "http://www.topografix.com/GPX/1/1"}

    def test_a_line_is_a_track_and_one_end_a_waypoint(self, tmp_path):
        WRITERS[".gpx"](small_story(), tmp_path / "x.gpx")
        root = etree.parse(tmp_path / "x.gpx").getroot()
        assert len(root.findall("g:trk", self.NS)) == 8
        assert len(root.findall("g:wpt", self.NS)) == 3
        first = root.find("g:trk", self.NS)
        assert first.findtext("g:name", namespaces=self.NS) == "Damascus → Khmeimim"
        assert first.findtext("g:type", namespaces=self.NS) == "convoy, completed"
        assert first.find("g:link", self.NS).get("href") == "https://example.org/report"
        point = first.find("g:trkseg/g:trkpt", self.NS)
        assert (point.get("lat"), point.get("lon")) == ("33.51020", "36.29128")
        assert root.findall(".//g:time", self.NS) == []

    def test_a_line_over_the_antimeridian_has_two_segments_within_the_format(self, tmp_path):
        lines = (((179.0, 10.0), (180.0, 10.5)), ((-180.0, 10.5), (-179.0, 11.0)))
        cut = replace(route(builders.leg()), lines=lines, method=RouteMethod.GEODESIC)
        WRITERS[".gpx"]([cut], tmp_path / "x.gpx")
        root = etree.parse(tmp_path / "x.gpx").getroot()
        assert len(root.findall(".//g:trkseg", self.NS)) == 2
        assert max(float(item.get("lon")) for item in root.iter("{*}trkpt")) < 180

    def test_only_web_addresses_are_links(self, tmp_path):
        quote = builders.evidence(url="javascript:alert(1)")
        WRITERS[".gpx"]([route(builders.leg(quotes=(quote,)))], tmp_path / "x.gpx")
        assert etree.parse(tmp_path / "x.gpx").getroot().findall(".//g:link", self.NS) == []


class TestXlsx:
    def sheet(self, path: Path, name: str = "legs"):
        return openpyxl.load_workbook(path)[name]

    def test_the_heading_stays_and_filters(self, tmp_path):
        write_xlsx(small_story(), tmp_path / "x.xlsx")
        sheet = self.sheet(tmp_path / "x.xlsx")
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.max_row == 12
        assert tuple(cell.value for cell in sheet[1]) == tables.COLUMNS
        assert sheet["A1"].font.bold

    def test_numbers_and_days_are_ones_and_addresses_are_links(self, tmp_path):
        write_xlsx(small_story(), tmp_path / "x.xlsx")
        row = dict(zip(tables.COLUMNS, self.sheet(tmp_path / "x.xlsx")[2], strict=True))
        assert (row["people_min"].value, row["people_min"].data_type) == (400, "n")
        assert row["date"].value == "2024-12-09/2024-12-16"
        assert row["date_earliest"].is_date
        assert row["url"].hyperlink.target == "https://example.org/report"

    def test_no_cell_runs_as_a_formula(self, tmp_path):
        texts = (*FORMULAS, *ERRORS)
        routes = [route(builders.leg(party=Party(text=text))) for text in texts]
        write_xlsx(routes, tmp_path / "x.xlsx")
        sheet = self.sheet(tmp_path / "x.xlsx")
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert kinds == {"s", "n", "d"}
        column = tables.COLUMNS.index("party")
        shown = [row[column].value for row in sheet.iter_rows(min_row=2)]
        assert shown == [*(f"'{text}" for text in FORMULAS), *ERRORS]

    def test_only_web_addresses_are_links(self, tmp_path):
        quote = builders.evidence(url="javascript:alert(1)")
        write_xlsx([route(builders.leg(quotes=(quote,)))], tmp_path / "x.xlsx")
        assert {cell.hyperlink for cell in self.sheet(tmp_path / "x.xlsx")[2]} == {None}

    def test_details_longer_than_a_cell_have_a_sheet_of_their_own(self, tmp_path, gazetteer):
        quotes = tuple(
            builders.evidence(f"Report {n} said so. " * 20, document=f"d{n}") for n in range(90)
        )
        long = [route(builders.leg(id="long", quotes=quotes)), *small_story()]
        write_xlsx(long, tmp_path / "x.xlsx")
        row = dict(zip(tables.COLUMNS, self.sheet(tmp_path / "x.xlsx")[2], strict=True))
        assert row["details"].value == "see sheet 'long details', row 1"
        parts = self.sheet(tmp_path / "x.xlsx", "long details")[1]
        assert all(len(part.value) <= 32767 for part in parts)
        table = routes_of_table(tmp_path / "x.xlsx", gazetteer=gazetteer)
        assert table.routes[0].leg == long[0].leg
        assert table.notes == ()

    def test_a_text_longer_than_a_cell_is_cut_where_details_hold_it(self, tmp_path, gazetteer):
        leg = builders.leg(quotes=(builders.evidence("word " * 8000),))
        write_xlsx([route(leg)], tmp_path / "x.xlsx")
        (read,) = routes_of_table(tmp_path / "x.xlsx", gazetteer=gazetteer).routes
        assert replace(read.leg, flags=()) == leg

    def test_more_legs_than_rows_are_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr(xlsx, "MOST_ROWS", 10)
        with pytest.raises(UnwritableOutputError, match=r"11 legs are more than the 10 rows"):
            write_xlsx(small_story(), tmp_path / "x.xlsx")

    @NEEDS_SOFFICE
    def test_libreoffice_shows_the_same_cells(self, tmp_path):
        write_xlsx(small_story(), tmp_path / "x.xlsx")
        options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
        made = saved_by_libreoffice(tmp_path / "x.xlsx", options)
        shown = list(csv.DictReader(io.StringIO(made.read_text(encoding="utf-8"))))
        assert len(shown) == 11
        for cells, item in zip(shown, small_story(), strict=True):
            row = tables.route_row(item)
            for column in ("id", "origin", "date", "date_earliest", "people_min", "details"):
                assert cells[column] == ("" if row[column] is None else str(row[column]))

    @NEEDS_SOFFICE
    def test_a_workbook_saved_by_libreoffice_gives_the_same_legs(self, tmp_path, gazetteer):
        # LibreOffice saves the text _x0041_ as the code that stands for A.
        routes = [item for item in awkward() if "_x0041_" not in item.leg.id]
        write_xlsx(routes, tmp_path / "x.xlsx")
        made = saved_by_libreoffice(tmp_path / "x.xlsx", "xlsx:Calc MS Excel 2007 XML")
        table = routes_of_table(made, gazetteer=gazetteer)
        assert [replace(item.leg, flags=()) for item in table.routes] == [
            replace(item.leg, flags=()) for item in routes
        ]


@NEEDS_SOFFICE
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_no_cell_of_text_runs_as_a_formula_in_libreoffice(tmp_path, suffix):
    texts = (*FORMULAS, "a,b\tc")
    routes = [route(builders.leg(party=Party(text=text))) for text in texts]
    WRITERS[suffix](routes, tmp_path / f"x{suffix}")
    marks = {".csv": ord(","), ".tsv": ord("\t")}
    made = saved_by_libreoffice(
        tmp_path / f"x{suffix}",
        "xlsx:Calc MS Excel 2007 XML",
        # Double quotation marks, UTF-8.
        read_as=f"CSV:{marks[suffix]},34,76",
    )
    sheet = openpyxl.load_workbook(made).active
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    column = tables.COLUMNS.index("party")
    shown = [row[column].value for row in sheet.iter_rows(min_row=2)]
    assert shown == [*(f"'{text}" for text in FORMULAS), texts[-1]]


def test_a_csv_saved_by_a_german_excel_gives_the_same_legs(tmp_path, gazetteer):
    """Semicolons, decimal commas, days as 09.12.2024, months as Dez 24, and no UTF-8."""
    write_csv(small_story(), tmp_path / "x.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "x.csv").read_bytes().decode(), newline="")))
    path = tmp_path / "saved.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([[german(cell) for cell in row] for row in rows])
    table = routes_of_table(path, gazetteer=gazetteer)
    assert [replace(item.leg, flags=()) for item in table.routes] == [
        replace(item.leg, flags=()) for item in small_story()
    ]
    assert (table.set_aside, table.notes) == ((), ())


def german(cell: str) -> str:
    if re.fullmatch(r"-?\d+\.\d+", cell):
        return cell.replace(".", ",")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return ".".join(reversed(cell.split("-")))
    return "Dez 24" if cell == "2024-12" else cell


def saved_by_libreoffice(path: Path, options: str, *, read_as: str | None = None) -> Path:
    """The file as LibreOffice saves it in another format or its own."""
    out = path.parent / "saved"
    profile = (path.parent / "profile").as_uri()
    done = subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless"),
            *((f"--infilter={read_as}",) if read_as else ()),
            *("--convert-to", options, "--outdir", str(out), str(path)),
        ],
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    (made,) = out.iterdir()
    return made
