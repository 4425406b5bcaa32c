"""``evacmap init``, and ``evacmap build`` with a description of the map."""

from pathlib import Path
from types import SimpleNamespace

import pytest

import builders
from evacmap import pipeline, render
from evacmap.cli.main import run
from evacmap.model import Document, Leg, Mentions


@pytest.fixture(autouse=True)
def _fake_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    def work_through(document: Document, gazetteer: object) -> tuple[Mentions, tuple[Leg, ...]]:
        quote = builders.evidence(document.text[-10:], document=document.name)
        goal = "Tartus" if "Tartus" in document.text else "Khmeimim"
        leg = builders.leg("Damascus", goal, id=f"leg-{document.name}", quotes=(quote,))
        return Mentions(sentences=(), dates=(), counts=()), (leg,)

    monkeypatch.setattr(pipeline, "_work_through", work_through)
    monkeypatch.setattr(pipeline, "join_legs", tuple)
    opened = classmethod(lambda cls: SimpleNamespace(overlay_path=None))
    monkeypatch.setattr(pipeline.Gazetteer, "open", opened)
    monkeypatch.setattr(pipeline, "write_map", lambda routes, path, **rest: path.write_text("map"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "flight"
    folder.mkdir()
    text = "title: A report\npublished: 2024-12-16\n\nSoldiers left Damascus."
    (folder / "report.txt").write_text(text)
    monkeypatch.chdir(folder)
    return folder


def test_init_and_build_without_arguments_make_a_map(folder, capsys):
    assert run(["init"]) == 0
    assert run(["build"]) == 0
    out, err = capsys.readouterr()
    assert out == "evacmap.toml\nmap/map.html\n"
    assert (folder / "map" / "map.html").is_file()
    assert err == ""


def test_init_leaves_a_description_that_is_there(folder, capsys):
    (folder / "evacmap.toml").write_text("title = 'mine'")
    assert run(["init", str(folder)]) == 1
    assert "it is there already" in capsys.readouterr().err
    assert (folder / "evacmap.toml").read_text() == "title = 'mine'"


def test_build_without_a_description_says_the_way_out(folder, capsys):
    assert run(["build"]) == 2
    err = capsys.readouterr().err
    assert "there is no evacmap.toml here; name the reports, or run evacmap init" in err


@pytest.mark.parametrize("named", ["flight", "flight/evacmap.toml"])
def test_a_description_is_named_by_its_folder_or_itself(folder, monkeypatch, capsys, named):
    (folder / "evacmap.toml").write_text('title = "Out"\nfolder = "../out"')
    monkeypatch.chdir(folder.parent)
    assert run(["build", named]) == 0
    assert capsys.readouterr().out == "out/map.html\n"


def test_options_come_before_the_description(folder, capsys):
    (folder / "evacmap.toml").write_text('title = "Out"')
    assert run(["build", "-o", "there", "--title", "Gone"]) == 0
    assert capsys.readouterr().out == "there/map.html\n"
    assert '"title": "Gone"' in Path("there/run.json").read_text()


def test_a_period_leaves_out_the_movements_of_another_time(folder, capsys):
    (folder / "evacmap.toml").write_text('period = "2031"')
    assert run(["build", "--period", "2030", "-o", "there"]) == 0
    assert Path("there/legs.csv").read_text().count("\n") == 1
    assert run(["build", "--period", "2020/..", "-o", "there"]) == 0
    assert Path("there/legs.csv").read_text().count("\n") > 1


def test_a_shared_link_shows_the_picture_of_the_outputs(folder, monkeypatch, capsys):
    monkeypatch.setattr(pipeline, "write_map", render.write_map)
    (folder / "evacmap.toml").write_text(
        'title = "Out"\nurl = "https://example.org/m/map.html"\n'
        'outputs = ["legs.geojson", "preview.png", "other.png"]\n'
    )
    assert run(["build", "-o", "there"]) == 0
    page = Path("there/map.html").read_text(encoding="utf-8")
    assert '<meta property="og:image" content="https://example.org/m/preview.png">' in page
    assert '<meta property="og:image:width" content="2338">' in page
    assert run(["build", "-o", "there", "--check"]) == 0
    assert run(["build", "-o", "there", "--url", "https://example.net/"]) == 0
    page = Path("there/map.html").read_text(encoding="utf-8")
    assert '<meta property="og:image" content="https://example.net/preview.png">' in page
    assert run(["build", "-o", "there", "--url", "example.net"]) == 2
    assert "'example.net' is no web address; give it whole" in capsys.readouterr().err


def test_a_second_build_says_what_changed(folder, capsys):
    assert run(["build", "report.txt", "-o", "map"]) == 0
    assert run(["build", "report.txt", "-o", "map"]) == 0
    assert capsys.readouterr().err == ""
    (folder / "report.txt").write_text("published: 2024-12-16\n\nSoldiers went to Tartus.")
    assert run(["build", "report.txt", "-o", "map"]) == 0
    assert capsys.readouterr().err == (
        "since the last run: 0 new, 1 changed, 0 gone\n"
        "  ~ Damascus > Tartus [leg-report]: to Khmeimim -> Tartus; other words quoted\n"
    )


def test_a_check_is_1_where_the_map_is_stale_and_0_where_it_is_not(folder, capsys):
    command = ["build", "report.txt", "-o", "map", "--check"]
    assert run(command) == 1
    assert capsys.readouterr() == (
        "",
        "evacmap: map is stale: legs.csv, legs.geojson, map.html, run.json, texts.jsonl; "
        "make it again without --check\n",
    )
    run(command[:-1])
    capsys.readouterr()
    assert run(command) == 0
    assert capsys.readouterr() == ("", "")


def test_an_edited_table_is_kept_and_said(folder, capsys):
    run(["build", "report.txt", "-o", "map"])
    Path("map/legs.csv").write_text("mine")
    run(["build", "report.txt", "-o", "map"])
    assert "a file edited by hand is kept as map/legs.edited.csv\n" in capsys.readouterr().err
    assert Path("map/legs.edited.csv").read_text() == "mine"


def test_earlier_work_is_used_unless_fresh(folder, monkeypatch):
    run(["build", "report.txt", "-o", "map"])

    def fail(*arguments: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr(pipeline, "_work_through", fail)
    assert run(["build", "report.txt", "-o", "map"]) == 0
    assert run(["extract", "report.txt", "-o", "legs.csv"]) == 0
    assert run(["build", "report.txt", "-o", "map", "--fresh"]) == 3
    assert run(["extract", "report.txt", "-o", "legs.csv", "--fresh"]) == 3
