"""The commands that draw figures and write reports of a table."""

from pathlib import Path

import docx
import pytest
from PIL import Image

from evacmap.cli.main import run
from evacmap.cli.options import _FIGURE_OPTIONS
from evacmap.render.figure import SERIES, SIZES

TABLE = (
    "origin,destination,date,mode,quote,publisher\nDamascus,Beirut,2024-12-08,bus,They left.,A\n"
)


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "moves.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def test_a_table_becomes_a_figure_of_the_size_asked_for(table: str, tmp_path: Path) -> None:
    out = tmp_path / "figure.png"
    given = ["--size", "square", "--width", "90", "--dpi", "100", "--title", "Out"]
    assert run(["export", table, "-o", str(out), *given]) == 0
    with Image.open(out) as picture:
        assert picture.size == (354, 354)
        assert picture.info["Title"] == "Out"


def test_a_table_becomes_a_report(table: str, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    assert run(["report", table, "-o", str(out), "--title", "Out", "--subtitle", "a draft"]) == 0
    text = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    assert text[:2] == ["Out", "a draft · 8 December 2024"]
    assert "People went from Damascus to Beirut by bus on 8 December 2024, according to A." in text


def test_a_bad_row_is_named_and_the_others_are_reported(tmp_path: Path, capsys) -> None:
    path = tmp_path / "moves.csv"
    path.write_text(TABLE + "Damascus,Beirut,soonish,bus,Later.,B\n", encoding="utf-8")
    assert run(["report", str(path), "-o", str(tmp_path / "report.md")]) == 3
    assert "soonish" in capsys.readouterr().err
    assert "1 movement is reported" in (tmp_path / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["export", "-o", "legs.geojson", "--size", "half"], 2, "there is no --size for"),
        (["export", "-o", "legs.geojson", "--width", "90"], 2, "there is no --width for"),
        (["export", "-o", "fig.png", "--dpi", "5"], 2, "cannot draw at 5 dpi; give 30 to"),
        (["export", "-o", "fig.svg", "--width", "5"], 2, "cannot be 5 mm wide; give 60 to 1500"),
        (["export", "-o", "no/fig.svg"], 1, "the folder does not exist"),
        (["report", "-o", "report.odt"], 2, "ends with none of .docx, .html, .md, .pdf"),
        (["report", "-o", "moves.csv"], 2, "never overwritten"),
        (["report"], 2, "Missing option '-o'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    table: str, arguments: list[str], status: int, message: str, capsys, monkeypatch
) -> None:
    monkeypatch.chdir(Path(table).parent)
    command, *rest = arguments
    assert run([command, table, *rest]) == status
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_the_options_offer_every_size_and_series() -> None:
    names = ("--size", "--series")
    import click

    @click.command()
    def empty() -> None:
        """Do nothing."""

    for option in _FIGURE_OPTIONS:
        option(empty)
    choices = {
        parameter.opts[0]: tuple(parameter.type.choices)
        for parameter in empty.params
        if parameter.opts[0] in names
    }
    assert choices == {"--size": tuple(SIZES), "--series": SERIES}
