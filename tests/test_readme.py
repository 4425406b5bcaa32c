"""The commands and the Python of the README run as they stand."""

import re
import shlex
import shutil
from pathlib import Path

import click
import geopandas
import pyogrio
import pytest

from evacmap.cli.main import cli, run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line, comments=True)[1:]
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("evacmap ")
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "maps", tmp_path / "maps")
    shutil.copytree(ROOT / "seeds" / "2013-01-22-masnaa-crossing", tmp_path / "reports")
    cases = tmp_path / "benchmarks" / "cases"
    for part in ("docs", "gold"):
        (cases / part).mkdir(parents=True)
        for path in sorted((ROOT / "benchmarks" / "cases" / part).iterdir())[:3]:
            shutil.copy(path, cases / part)
    added = "id,origin,destination,date,publisher\n,Homs,Hama,2024-12-05,The Example\n"
    (tmp_path / "legs.csv").write_text(added)
    row = "Homs,Tartus,08/12/2024,1500"
    (tmp_path / "moves.csv").write_text("from,to,date\nHama,Homs,2024-12-09\n")
    (tmp_path / "more.csv").write_text(f"Gone,To,Date,People\n{row}\n")
    (tmp_path / "names.txt").write_text("Masnaa\nHoms\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_commands_of_the_readme_run(folder, arguments, capsys):
    assert arguments[0] in cli.list_commands(click.Context(cli))
    assert run(arguments) == 0
    if "-o" in arguments:
        assert Path(arguments[arguments.index("-o") + 1]).exists()
    else:
        assert capsys.readouterr().out


def test_the_python_of_the_readme_runs(folder, capsys):
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(code, {})
    table = capsys.readouterr().out
    assert "Khmeimim" in table
    assert "completed" in table
    assert "Masnaa LB 33.7025 35.924" in table
    assert Path("map.html").stat().st_size > 100_000
    assert len(pyogrio.read_dataframe("legs.gpkg")) == table.count("\n") - 3
    assert set(geopandas.read_file("completed.geojson")["status"]) == {"completed"}


def test_files_named_in_the_readme_exist():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []
    for name in re.findall(r"`([\w./-]+/)`", README):
        assert (ROOT / name).exists() or name in ("map/", "reports/"), name
