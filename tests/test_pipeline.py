import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import builders
from evacmap import pipeline
from evacmap.errors import DamagedDataError, NothingToReadError, UnwritableOutputError
from evacmap.model import Document, Leg, Mentions
from evacmap.read import read_document
from evacmap.render import write_csv

FILES = {"map.html", "legs.geojson", "legs.csv", "run.json", "texts.jsonl"}


class Fakes:
    """Stages that tell one leg a report, and fail on a report that says so."""

    def __init__(self) -> None:
        self.failure: Exception | BaseException | None = None

    def work_through(
        self, document: Document, gazetteer: object
    ) -> tuple[Mentions, tuple[Leg, ...]]:
        if self.failure and "FAIL" in document.text:
            raise self.failure
        quote = builders.evidence(document.text[:10], document=document.name)
        leg = builders.leg(id=f"leg-{document.name}", quotes=(quote,))
        return Mentions(sentences=(), dates=(), counts=()), (leg,)

    def write_map(self, routes, path, *, title, subtitle, set_aside, reports, **rest):
        told = [route.leg.id for route in routes]
        aside = [(item.path, item.reason) for item in set_aside]
        Path(path).write_text(json.dumps([title, subtitle, told, aside, reports]))


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> Fakes:
    made = Fakes()
    monkeypatch.setattr(pipeline, "_work_through", made.work_through)
    monkeypatch.setattr(pipeline, "write_map", made.write_map)
    monkeypatch.setattr(pipeline, "join_legs", tuple)
    monkeypatch.setattr(
        pipeline.Gazetteer, "open", classmethod(lambda cls: SimpleNamespace(overlay_path=None))
    )
    return made


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    for name in ("a", "b"):
        (folder / name).mkdir(parents=True)
        text = f"title: Report {name}\npublished: 2024-12-16\n\nSoldiers of {name} left."
        (folder / name / "report.txt").write_text(text)
    return folder


def run_record(folder: Path) -> dict:
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


def test_build_writes_the_map_its_tables_and_the_record(fakes, reports, tmp_path):
    built = pipeline.build([reports], tmp_path / "out")
    assert built.map_path == tmp_path / "out" / "map.html"
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES
    title, subtitle, told, aside, count = json.loads(built.map_path.read_text())
    assert title == "Movements reported in reports"
    assert subtitle == "9 December 2024 to 16 December 2024"
    assert told == ["leg-a/report", "leg-b/report"]
    assert (aside, count) == ([], 2)


def test_the_record_holds_hashes_of_what_was_read_and_written(fakes, reports, tmp_path):
    pipeline.build([reports], tmp_path / "out")
    record = run_record(tmp_path / "out")
    report = record["reports"][0]
    assert (report["doc"], report["path"]) == ("a/report", "reports/a/report.txt")
    assert report["published"] == "2024-12-16"
    data = (reports / "a" / "report.txt").read_bytes()
    assert report["sha256"] == hashlib.sha256(data).hexdigest()
    assert set(record["outputs"]) == FILES - {"run.json"}
    for name, entry in record["outputs"].items():
        written = (tmp_path / "out" / name).read_bytes()
        assert entry == {"bytes": len(written), "sha256": hashlib.sha256(written).hexdigest()}
    assert record["legs"]["by_status"] == {"completed": 2}
    assert "gazetteer.sqlite.zst" in record["data"]
    assert record["own_places"] is None


def test_the_record_tells_which_places_of_the_user_were_known(fakes, reports, tmp_path):
    own = tmp_path / "places.sqlite"
    own.write_bytes(b"mine")
    pipeline.build([reports], tmp_path / "out", gazetteer=SimpleNamespace(overlay_path=own))
    assert run_record(tmp_path / "out")["own_places"] == hashlib.sha256(b"mine").hexdigest()


def test_no_path_of_the_machine_is_in_the_outputs(fakes, reports, tmp_path):
    (reports / "bad.txt").write_bytes(b"\0\1")
    pipeline.build([reports], tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        assert str(tmp_path) not in path.read_text(encoding="utf-8"), path.name


def test_the_stored_texts_read_again_give_the_same_documents(fakes, reports, tmp_path):
    page = "<article><h1>Out</h1><p>They left &lt;Homs&gt; \u202efor Hama&#769;.</p></article>"
    (reports / "page.html").write_text(page, encoding="utf-8")
    (reports / "Список.md").write_text("# Путь\n\n*Они* ушли из 🌍 Хомса.", encoding="utf-8")
    built = pipeline.build([reports], tmp_path / "out")
    again = read_document(tmp_path / "out" / "texts.jsonl")
    first = [report.document for report in built.extraction.reports]
    assert [(d.name, d.text, d.blocks, d.source) for d in again] == [
        (d.name, d.text, d.blocks, d.source) for d in first
    ]


def test_a_report_that_breaks_a_stage_is_set_aside_and_the_others_go_through(
    fakes, reports, tmp_path
):
    (reports / "worse.txt").write_text("FAIL here, and nothing else.")
    fakes.failure = ZeroDivisionError("by\nzero")
    built = pipeline.build([reports], tmp_path / "out")
    assert [report.document.name for report in built.extraction.reports] == ["a/report", "b/report"]
    assert run_record(tmp_path / "out")["set_aside"] == [
        {
            "path": "reports/worse.txt",
            "reason": "extracting it failed (ZeroDivisionError: by zero); please report this",
        }
    ]


def test_damaged_data_is_no_fault_of_a_report(fakes, reports, tmp_path):
    (reports / "worse.txt").write_text("FAIL here, and nothing else.")
    fakes.failure = DamagedDataError("gazetteer.sqlite", "wrong hash")
    with pytest.raises(DamagedDataError):
        pipeline.build([reports], tmp_path / "out")


def test_bad_files_among_good_ones_are_set_aside_with_their_reasons(fakes, reports, tmp_path):
    (reports / "binary.txt").write_bytes(b"GIF89a\0\0\1")
    (reports / "empty.md").write_text("")
    (reports / "scan.pdf").write_bytes(b"%PDF-1.7")
    (reports / "photo.jpg").write_bytes(b"\xff\xd8")
    built = pipeline.build([reports], tmp_path / "out")
    assert len(built.extraction.reports) == 2
    assert {item["path"]: item["reason"] for item in run_record(tmp_path / "out")["set_aside"]} == {
        "reports/binary.txt": "a picture by its first bytes, not text; save the report as text",
        "reports/empty.md": "the file is empty; remove it or save it again",
        "reports/scan.pdf": "a damaged PDF; save it again",
    }


def test_a_report_without_a_date_is_read_and_noted(fakes, tmp_path):
    (tmp_path / "undated.txt").write_text("They left Homs.")
    pipeline.build([tmp_path / "undated.txt"], tmp_path / "out")
    report = run_record(tmp_path / "out")["reports"][0]
    assert report["published"] is None
    assert report["notes"] == [
        "no day of publication, so weekdays and 'yesterday' stay undated; "
        "put published: YYYY-MM-DD at its top, or the day into the name of a PDF or Word file"
    ]


@pytest.mark.parametrize("where", ["map", "."])
def test_what_evacmap_wrote_among_the_sources_is_not_read_as_a_report(fakes, reports, where):
    for _ in range(2):
        built = pipeline.build([reports], reports / where)
    write_csv(built.routes, reports / "legs-of-mine.csv")
    extraction = pipeline.extract([reports])
    assert [report.document.name for report in extraction.reports] == ["a/report", "b/report"]
    assert extraction.set_aside == ()


def test_a_source_named_twice_is_read_once(fakes, reports):
    extraction = pipeline.extract([reports, reports / "a", reports / "a" / "report.txt"])
    assert [report.document.name for report in extraction.reports] == ["a/report", "b/report"]


def test_reports_of_one_name_in_one_folder_are_told_apart(fakes, tmp_path):
    (tmp_path / "x.txt").write_text("They left Homs.")
    (tmp_path / "x.md").write_text("They left Hama.")
    extraction = pipeline.extract([tmp_path])
    names = [report.document.name for report in extraction.reports]
    assert names == [f"{tmp_path.name}/x~1", f"{tmp_path.name}/x~2"]


@pytest.mark.parametrize("content", [None, "photo"])
def test_a_folder_with_nothing_readable_is_an_error(fakes, tmp_path, content):
    folder = tmp_path / "reports"
    folder.mkdir()
    if content:
        (folder / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(NothingToReadError, match=r"reports: no report in it; evacmap reads \.txt"):
        pipeline.build([folder], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_missing_source_is_an_error_that_names_it(fakes, tmp_path):
    with pytest.raises(NothingToReadError, match=r"nowhere\.txt: no such file or folder$"):
        pipeline.build([tmp_path / "nowhere.txt"], tmp_path / "out")


def test_a_file_where_the_folder_should_be(fakes, reports, tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UnwritableOutputError, match="out: a file stands there; choose a folder"):
        pipeline.build([reports], tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full; free some space"),
        (errno.EROFS, "the file system is read-only; choose another folder"),
        (errno.EACCES, "no permission to write here; choose another folder"),
    ],
)
def test_a_folder_that_cannot_be_written_leaves_the_earlier_map(
    fakes, reports, tmp_path, monkeypatch, code, words
):
    folder = tmp_path / "out"
    pipeline.build([reports], folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (reports / "a" / "report.txt").write_text("Others left Hama.")

    def full(*args: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableOutputError, match=f"out: {words}"):
        pipeline.build([reports], folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_interrupted_run_leaves_the_earlier_map(fakes, reports, tmp_path):
    folder = tmp_path / "out"
    pipeline.build([reports], folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (reports / "worse.txt").write_text("FAIL here, and nothing else.")
    fakes.failure = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        pipeline.build([reports], folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_leg_that_cannot_be_routed_is_drawn_plainly_and_says_so(monkeypatch):
    def fail(leg: Leg, *, engine: object) -> None:
        raise RuntimeError("no way")

    monkeypatch.setattr(pipeline, "route_leg", fail)
    (route,) = pipeline.route_legs([builders.leg("Damascus", "Moscow")])
    assert route.lines == (((36.29128, 33.5102), (37.61556, 55.75222)),)
    assert route.note == "routing it failed (RuntimeError: no way); please report this"
    assert route.length_km is None


def test_titles_do_not_depend_on_where_the_sources_lie(fakes, reports, tmp_path, monkeypatch):
    monkeypatch.chdir(reports)
    pipeline.build(["."], tmp_path / "out")
    assert run_record(tmp_path / "out")["title"] == "Reported movements"
    assert run_record(tmp_path / "out")["reports"][0]["path"] == "a/report.txt"


def test_progress_is_told_from_nothing_to_all(fakes, reports, tmp_path):
    told: list[tuple[str, int, int]] = []
    pipeline.build([reports], tmp_path / "out", progress=lambda *step: told.append(step))
    assert told[0] == ("reading", 0, 2)
    assert ("reading", 2, 2) in told
    assert ("routing", 2, 2) in told
    assert told[-1] == ("drawing", 1, 1)


def test_public_names_are_all_there():
    import evacmap

    assert [name for name in evacmap.__all__ if not hasattr(evacmap, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = evacmap.nothing


def test_importing_the_pipeline_loads_no_heavy_package():
    code = "import sys, evacmap.pipeline; print(*(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"spacy", "folium", "geopandas", "pandas", "numpy", "scipy", "trafilatura", "rich"}
    assert heavy & set(loaded) == set()
