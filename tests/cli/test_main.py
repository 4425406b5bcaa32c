import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

import builders
from evacmap import pipeline
from evacmap.cli.main import COMMANDS, cli, run
from evacmap.model import Document, Leg, Mentions

EVACMAP = [sys.executable, "-c", "from evacmap.cli.main import main; main()"]


@pytest.fixture
def fake_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    def work_through(document: Document, gazetteer: object) -> tuple[Mentions, tuple[Leg, ...]]:
        if "INTERRUPT" in document.text:
            raise KeyboardInterrupt
        quote = builders.evidence(document.text[:10], document=document.name)
        leg = builders.leg(id=f"leg-{document.name}", quotes=(quote,))
        return Mentions(sentences=(), dates=(), counts=()), (leg,)

    monkeypatch.setattr(pipeline, "_work_through", work_through)
    monkeypatch.setattr(pipeline, "join_legs", tuple)
    monkeypatch.setattr(
        pipeline.Gazetteer, "open", classmethod(lambda cls: SimpleNamespace(overlay_path=None))
    )
    monkeypatch.setattr(pipeline, "write_map", lambda routes, path, **rest: path.write_text("map"))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text("title: A report\npublished: 2024-12-16\n\nSoldiers left Damascus.")
    return path


@pytest.mark.usefixtures("fake_stages")
class TestCommands:
    def test_build_prints_the_path_of_the_map_and_nothing_else_in_a_pipe(
        self, report, tmp_path, capsys
    ):
        assert run(["build", str(report), "-o", str(tmp_path / "out")]) == 0
        assert capsys.readouterr() == (f"{tmp_path / 'out' / 'map.html'}\n", "")

    def test_the_title_is_taken_as_given(self, report, tmp_path):
        run(["build", str(report), "-o", str(tmp_path / "out"), "--title", "Out & away"])
        record = json.loads((tmp_path / "out" / "run.json").read_text())
        assert record["title"] == "Out & away"

    @pytest.mark.parametrize("given", ["planned", "soon=10km", "planned=0", "planned=far"])
    def test_a_distance_that_is_none_is_wrong_usage(self, report, tmp_path, capsys, given):
        assert run(["build", str(report), "-o", str(tmp_path / "out"), "--coarsen", given]) == 2
        assert given in capsys.readouterr().err

    def test_coarsened_legs_lose_their_exact_place(self, report, tmp_path):
        out = tmp_path / "out"
        assert run(["build", str(report), "-o", str(out), "--coarsen", "completed=100km"]) == 0
        with (out / "legs.csv").open(encoding="utf-8") as table:
            (row,) = csv.DictReader(table)
        assert (row["origin_lon"], row["origin_lat"]) != ("36.29128", "33.5102")

    def test_extract_prints_a_table(self, report, capsys):
        assert run(["extract", str(report)]) == 0
        (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
        assert (row["doc"], row["origin"], row["destination"]) == ("report", "Damascus", "Khmeimim")

    @pytest.mark.parametrize("suffix", [".csv", ".geojson", ".GeoJSON"])
    def test_extract_writes_by_suffix(self, report, tmp_path, suffix, capsys):
        path = tmp_path / f"legs{suffix}"
        assert run(["extract", str(report), "-o", str(path)]) == 0
        start = "id,doc,origin" if suffix == ".csv" else '{"type": "FeatureCollection"'
        assert path.read_text(encoding="utf-8-sig").startswith(start)
        assert capsys.readouterr() == ("", "")

    def test_something_set_aside_gives_status_3_and_one_line(self, report, tmp_path, capsys):
        (tmp_path / "bad.txt").write_bytes(b"\0")
        assert run(["build", str(tmp_path), "-o", str(tmp_path / "out")]) == 3
        out, err = capsys.readouterr()
        assert out == f"{tmp_path / 'out' / 'map.html'}\n"
        assert err == (
            f"evacmap: set aside {tmp_path}/bad.txt: "
            "a binary file, not text; save the report as text\n"
        )

    def test_a_missing_source_among_good_ones_is_set_aside(self, report, tmp_path, capsys):
        missing = str(tmp_path / "none.txt")
        assert run(["extract", str(report), missing]) == 3
        assert capsys.readouterr().err == (
            f"evacmap: set aside {missing}: no such file or folder\n"
        )

    def test_a_report_without_a_date_is_read_and_said(self, tmp_path, capsys):
        (tmp_path / "undated.txt").write_text("Soldiers left Damascus.")
        assert run(["extract", str(tmp_path)]) == 0
        assert capsys.readouterr().err == (
            f"evacmap: {tmp_path}/undated.txt: no day of publication, so weekdays and "
            "'yesterday' stay undated; put published: YYYY-MM-DD at its top, or the day into the "
            "name of a PDF or Word file\n"
        )

    def test_an_interrupted_build_leaves_the_earlier_map(self, report, tmp_path, capsys):
        out = tmp_path / "out"
        assert run(["build", str(report), "-o", str(out)]) == 0
        before = {path.name: path.read_bytes() for path in out.iterdir()}
        report.write_text("INTERRUPT while this one is read.")
        assert run(["build", str(report), "-o", str(out)]) == 130
        # click ends the line that the terminal has written ^C into.
        assert capsys.readouterr().err.strip() == (
            "evacmap: interrupted; files from earlier runs are as they were"
        )
        assert {path.name: path.read_bytes() for path in out.iterdir()} == before

    @pytest.mark.parametrize(
        ("arguments", "status", "message"),
        [
            (["build", "{tmp}/none.txt"], 1, "{tmp}/none.txt: no such file or folder"),
            (["build", "{tmp}/empty"], 1, "{tmp}/empty: no report in it; evacmap reads .txt"),
            (["extract", "{tmp}/bad.txt"], 1, "{tmp}/bad.txt: a binary file, not text"),
            (["build", "{tmp}/report.txt", "-o", "{tmp}/bad.txt"], 1, "{tmp}/bad.txt: a file"),
            (["build", "{tmp}/report.txt", "-o", "/proc/map"], 1, "/proc/map: "),
            (["extract", "{tmp}/report.txt", "-o", "{tmp}/no/legs.csv"], 1, "{tmp}/no/legs.csv: "),
            (["extract", "{tmp}/report.txt", "-o", "legs.xyz"], 2, "ends with none of .geojson"),
            (["build"], 2, "there is no evacmap.toml here; name the reports"),
            (["build", "--fast", "x"], 2, "No such option"),
            (["bild"], 2, "No such command"),
        ],
    )
    def test_each_error_is_one_line_with_its_status(
        self, report, tmp_path, capsys, arguments, status, message
    ):
        (tmp_path / "empty").mkdir()
        (tmp_path / "bad.txt").write_bytes(b"\0")
        given = [argument.format(tmp=tmp_path) for argument in arguments]
        assert run(given) == status
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("evacmap: ")
        assert message.format(tmp=tmp_path) in err
        assert err.count("\n") == 1

    def test_an_unexpected_error_is_one_line_too(self, report, tmp_path, monkeypatch, capsys):
        monkeypatch.delenv("EVACMAP_DEBUG", raising=False)
        monkeypatch.setattr(pipeline, "build", lambda *a, **k: {}["missing\nkey"])
        assert run(["build", str(report)]) == 1
        err = capsys.readouterr().err
        assert err.startswith("evacmap: unexpected KeyError: ")
        assert err.count("\n") == 1


def commands() -> list[str]:
    return cli.list_commands(click.Context(cli))


@pytest.mark.parametrize("name", commands())
def test_every_command_has_help_with_an_example(name, capsys):
    assert run([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert f"evacmap {name}" in text.split("xample", 1)[1]


@pytest.mark.parametrize("name", commands())
def test_every_command_is_in_the_readme(name):
    readme = Path(__file__).parents[2] / "README.md"
    assert f"evacmap {name} " in readme.read_text(encoding="utf-8")


def test_commands_are_listed_in_order_and_only_where_their_module_is():
    assert [name for name in COMMANDS if name in commands()] == commands()
    assert {"build", "extract"} <= set(commands())


def test_version():
    done = subprocess.run([*EVACMAP, "--version"], capture_output=True, text=True, check=True)
    from importlib.metadata import version

    assert done.stdout == f"evacmap {version('evacmap')}\n"


def test_help_loads_no_stage_and_no_heavy_package():
    code = (
        "import sys; from evacmap.cli.main import run; run(['--help']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    heavy = {"spacy", "folium", "geopandas", "numpy", "rich", "trafilatura", "evacmap.pipeline"}
    assert heavy & loaded == set()


def test_a_reader_that_leaves_early_gets_no_traceback():
    code = "from evacmap.cli import main; import sys; sys.exit(main.run(['--help']))"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.wait(timeout=30)


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_cleans_up_after_itself(tmp_path, number, status):
    reports = tmp_path / "reports"
    reports.mkdir()
    for index in range(400):
        (reports / f"{index}.txt").write_text(f"Report {index}\n\nMany left Homs for Hama by bus.")
    out = tmp_path / "out"
    process = subprocess.Popen(
        [*EVACMAP, "build", str(reports), "-o", str(out)],
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background has told them to ignore an interrupt.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )
    for _ in range(600):
        if out.exists() and any(out.iterdir()):
            break
        time.sleep(0.05)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == status
    assert "Traceback" not in err
    assert not out.exists()


@pytest.mark.parametrize("arguments", [["build", "reports"], ["map", "legs.csv"]])
def test_tiles_that_are_not_known_are_one_clear_line(arguments, capsys):
    assert run([*arguments, "--tiles", "Nonsense"]) == 2
    error = capsys.readouterr().err
    assert "no tiles are called 'Nonsense'; give OpenStreetMap" in error
    assert error.count("\n") == 1
