import shutil
import sys
from pathlib import Path

import pytest

import builders
from evacmap import remake
from evacmap.cli.main import run
from evacmap.description import read_description
from evacmap.errors import BadDescriptionError
from evacmap.geocode import Gazetteer
from evacmap.model import Leg
from evacmap.pipeline import Build
from evacmap.render import basemap

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Two of the seeds with a description of their map."""
    folder = tmp_path / "seeds"
    for name in ("2013-01-22-masnaa-crossing", "2024-12-16-damascus-withdrawal"):
        shutil.copytree(SEEDS / name, folder / name)
    (folder / "evacmap.toml").write_text('title = "Leaving"\nsubtitle = "Two winters"\n')
    return folder


def made(folder: Path, **options: bool) -> Build:
    return remake.remake(read_description(folder / "evacmap.toml"), **options)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_map_is_made_as_described_and_again_with_the_same_bytes(seeds, monkeypatch):
    first = made(seeds)
    before = bytes_of(seeds / "map")
    assert b"Two winters" in before["map.html"]
    monkeypatch.setattr("evacmap.pipeline._work_through", None)
    monkeypatch.setattr("evacmap.pipeline.route_leg", None)
    again = made(seeds)
    assert bytes_of(seeds / "map") == before
    assert (first.changes, again.changes) == (None, again.changes)
    assert not again.changes
    assert (again.stale, again.kept) == ((), ())


def test_without_the_model_when_nothing_changed(seeds, monkeypatch):
    made(seeds)
    monkeypatch.setattr("evacmap.mentions.parse.load_parser", None)
    assert not made(seeds).changes


def test_a_page_is_made_again_without_folium_and_the_same(seeds, monkeypatch):
    made(seeds)
    before = (seeds / "map" / "map.html").read_bytes()
    described = seeds / "evacmap.toml"
    text = described.read_text()
    described.write_text('title = "<Fled> {{ 1 }}"\nlanguage = "ar"\n')
    monkeypatch.setitem(sys.modules, "evacmap.render.folium_page", None)
    made(seeds)
    other = (seeds / "map" / "map.html").read_bytes()
    assert other != before
    monkeypatch.undo()
    assert made(seeds, is_fresh=True).stale == ()
    assert (seeds / "map" / "map.html").read_bytes() == other
    described.write_text(text)
    made(seeds)
    assert (seeds / "map" / "map.html").read_bytes() == before


def test_the_basemap_is_cut_once_and_anew_for_other_places_or_another_language(seeds, monkeypatch):
    cut, boxes = basemap.clipped_basemap, []

    def counted(box, **options):
        boxes.append(box)
        return cut(box, **options)

    monkeypatch.setattr(basemap, "clipped_basemap", counted)
    made(seeds)
    made(seeds)
    assert len(boxes) == 1
    described = seeds / "evacmap.toml"
    described.write_text(described.read_text() + 'language = "fr"\n')
    made(seeds)
    assert (len(boxes), boxes[0]) == (2, boxes[1])
    report = seeds / "2013-01-22-masnaa-crossing" / "report.md"
    told = "\n\nOn Tuesday 340 people fled from Nairobi to Mombasa by bus.\n"
    report.write_text(report.read_text(encoding="utf-8") + told, encoding="utf-8")
    made(seeds)
    before = bytes_of(seeds / "map")
    assert len(boxes) == 3
    assert boxes[2] != boxes[1]
    assert made(seeds, is_fresh=True).stale == ()
    assert (len(boxes), bytes_of(seeds / "map")) == (4, before)


def test_a_fresh_map_is_the_same_as_one_of_earlier_work(seeds):
    made(seeds)
    before = bytes_of(seeds / "map")
    assert made(seeds, is_fresh=True).stale == ()
    assert bytes_of(seeds / "map") == before


def test_a_changed_report_changes_its_legs_and_no_others(seeds):
    made(seeds)
    report = seeds / "2013-01-22-masnaa-crossing" / "report.md"
    text = report.read_text(encoding="utf-8")
    assert "some 80 people" in text
    report.write_text(text.replace("some 80 people", "some 90 people"), encoding="utf-8")
    changes = made(seeds).changes
    assert changes is not None
    assert (changes.new, changes.gone) == ((), ())
    assert {now["doc"] for _, now in changes.changed} == {"2013-01-22-masnaa-crossing/report"}
    assert any(now["people_min"] == "90" for _, now in changes.changed)


def test_a_check_writes_nothing_and_says_what_is_stale(seeds):
    assert made(seeds, is_check=True).stale != ()
    assert not (seeds / "map").exists()
    made(seeds)
    assert made(seeds, is_check=True).stale == ()
    before = bytes_of(seeds / "map")
    shutil.rmtree(seeds / "2024-12-16-damascus-withdrawal")
    found = made(seeds, is_check=True)
    assert {"map.html", "legs.csv", "run.json"} <= set(found.stale)
    assert found.changes is not None
    assert len(found.changes.gone) > 0
    assert bytes_of(seeds / "map") == before


def test_a_table_that_someone_edited_is_kept_as_a_copy_and_each_copy_stays(seeds):
    made(seeds)
    table = seeds / "map" / "legs.csv"
    for number, name in enumerate(("legs.edited.csv", "legs.edited2.csv")):
        table.write_bytes(table.read_bytes() + b"mine %d" % number)
        built = made(seeds)
        assert built.kept == (seeds / "map" / name,)
        assert (seeds / "map" / name).read_bytes().endswith(b"mine %d" % number)
        assert b"mine" not in table.read_bytes()
    assert made(seeds).kept == ()


def test_someone_elses_file_of_the_same_name_is_kept_too(seeds):
    (seeds / "map").mkdir()
    (seeds / "map" / "legs.csv").write_bytes(b"name;phone\r\n")
    assert made(seeds).kept == (seeds / "map" / "legs.edited.csv",)
    assert (seeds / "map" / "legs.edited.csv").read_bytes() == b"name;phone\r\n"


def test_a_period_and_a_region_leave_out_other_movements(seeds):
    with (seeds / "evacmap.toml").open("a") as file:
        file.write('period = "2013"\nregion = "Lebanon"\n')
    built = made(seeds)
    assert {route.leg.evidence[0].document for route in built.routes} == {
        "2013-01-22-masnaa-crossing/report"
    }
    assert {reason for _, reason in built.left_out} == {
        "outside the period 2013",
        "outside the region Lebanon",
    }


@pytest.fixture
def select(tmp_path):
    def made_of(text: str):
        path = tmp_path / "evacmap.toml"
        path.write_text(text, encoding="utf-8")
        return remake.selection(read_description(path), Gazetteer.open())

    return made_of


@pytest.mark.parametrize(
    ("region", "leg", "belongs"),
    [
        ("'Syria'", builders.leg("Damascus", "Moscow"), True),
        ("'Syria'", builders.leg("Beirut", "Moscow"), False),
        ("'gn:276781'", builders.leg("Beirut", "Moscow"), True),
        ("'Beirut'", builders.leg("Tartus", "Moscow"), False),
        ("[35.0, 33.0, 36.0, 34.0]", builders.leg("Beirut", "Moscow"), True),
        ("[35.0, 33.0, 36.0, 34.0]", builders.leg("Tartus", "Moscow"), False),
        ("[170.0, -10.0, 37.0, 80.0]", builders.leg("Beirut", "Moscow"), True),
        ("[170.0, -10.0, -170.0, 80.0]", builders.leg("Beirut", "Moscow"), False),
    ],
)
def test_a_leg_belongs_to_a_region_by_any_of_its_ends(select, region, leg: Leg, belongs):
    assert (select(f"region = {region}")(leg) is None) is belongs


@pytest.mark.parametrize(
    ("date", "belongs"),
    [("2024-12-16", True), ("2024-12-17", False), ("../2024-12-01", False), (None, True)],
)
def test_a_leg_belongs_to_a_period_if_it_may_have_been_then(select, date, belongs):
    chosen = select('period = "2024-12-06/2024-12-16"')
    assert (chosen(builders.leg(date=date)) is None) is belongs


def test_a_region_that_is_not_known_is_an_error_with_the_nearest(select):
    with pytest.raises(BadDescriptionError, match=r"no place named 'Lebnaon'; nearest: .*Lebanon"):
        select('region = "Lebnaon"')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('language = "xx"', "language cannot be 'xx'; the page has words in ar, en"),
        ('outputs = ["legs.xyz"]', "outputs: 'legs.xyz' ends with none of .geojson"),
        ('outputs = ["map.html"]', "outputs: 'map.html' is the name of a file that every map has"),
        ('router = "localhost"', "router: 'localhost' is not the address of a server"),
    ],
)
def test_what_the_description_asks_for_in_vain_is_one_line(seeds, text, words, capsys):
    (seeds / "evacmap.toml").write_text(text)
    assert run(["build", str(seeds)]) == 1
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1
    assert not (seeds / "map").exists()


def test_reports_and_figures_are_made_with_the_map_and_are_no_sources_of_the_next(seeds, capsys):
    """They lie in the folder of the map, which lies among the sources."""
    text = 'title = "Leaving"\noutputs = ["report.docx", "report.md", "figure.pdf", "legs.xlsx"]\n'
    (seeds / "evacmap.toml").write_text(text)
    made(seeds)
    before = bytes_of(seeds / "map")
    written = {"report.docx", "report.md", "report-figure.png", "figure.pdf", "legs.xlsx"}
    assert written <= before.keys()
    assert before["report.md"].startswith(b"# Leaving\n")
    (seeds / "map" / "report.md").write_text("A colleague fled from Homs to Hama.")
    again = made(seeds)
    assert [copy.name for copy in again.kept] == ["report.edited.md"]
    assert run(["build", str(seeds)]) == 0
    after = bytes_of(seeds / "map")
    assert after.pop("report.edited.md") == b"A colleague fled from Homs to Hama."
    assert after == before
