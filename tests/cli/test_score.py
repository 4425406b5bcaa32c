"""``evacmap score``, from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from evacmap.cli.main import run

LEG = {
    "origin": "Homs",
    "origin_latlon": [34.73, 36.71],
    "origin_kind": "place",
    "destination": None,
    "destination_latlon": None,
    "mode": "bus",
    "status": "completed",
    "date_earliest": "2015-12-09",
    "date_latest": "2015-12-09",
    "people_min": 700,
    "people_max": 700,
    "quote": "Fifteen buses\nleft Homs on Wednesday.",
}


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A folder of three cases: one leg in 101, another in 102, none in 103."""
    for name, legs in {"101": [LEG], "102": [LEG], "103": []}.items():
        _write(tmp_path / "cases" / "gold" / f"{name}.json", {"doc": name, "legs": legs})
    return tmp_path / "cases"


def _write(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))
    return path


def test_figures_of_a_table_of_legs(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {"101": [LEG | {"mode": "road"}], "103": []}
    assert run(["score", str(cases), "--pred", str(_write(tmp_path / "p.json", found))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 documents, 2 legs; found 1, and 0 that are optional"
    figures = {line[:27].strip(): line[27:].split() for line in lines[3:10]}
    assert figures["endpoints"] == ["1.000", "0.500", "0.667", "0.667", "0.667", "0.667"]
    assert figures["endpoints + mode (strict)"][:3] == ["0.000", "0.000", "0.000"]
    assert figures["endpoints + mode (lenient)"][:3] == ["1.000", "0.500", "0.667"]
    assert figures["all (lenient mode)"][:3] == ["1.000", "0.500", "0.667"]
    assert lines[-1] == "documents without a leg kept empty: 1 of 1"


def test_misses_and_false_alarms_are_listed_on_one_line_each(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    astray = LEG | {"origin": "Moscow", "origin_latlon": [55.75, 37.62]}
    pred = _write(tmp_path / "p.json", {"101": [LEG], "102": [astray]})
    run(["score", str(cases), "--pred", str(pred), "--list"])
    listed = capsys.readouterr().out.partition("misses: ")[2].splitlines()
    facts = "| bus/completed | 2015-12-09..2015-12-09 | people 700..700"
    quote = "       Fifteen buses left Homs on Wednesday."
    assert listed == [
        "1",
        f"  102  Homs > - {facts}",
        quote,
        "",
        "false alarms: 1",
        f"  102  Moscow > - {facts}",
        quote,
    ]


@pytest.mark.parametrize(
    ("only", "first"),
    [
        ("held-out", "1 document, 1 leg; found 0, and 0 that are optional"),
        ("open", "2 documents, 1 leg; found 1, and 0 that are optional"),
    ],
)
def test_the_cases_held_out_and_the_rest_are_scored_apart(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], only: str, first: str
) -> None:
    (cases / "held-out.txt").write_text("102\n")
    pred = _write(tmp_path / "p.json", {"101": [LEG]})
    run(["score", str(cases), "--pred", str(pred), "--only", only])
    assert capsys.readouterr().out.splitlines()[0] == first


def test_a_folder_that_holds_out_nothing_is_told(
    cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["score", str(cases), "--only", "open"]) == 1
    message = f"{cases}: no held-out.txt in it, which lists the cases held out"
    assert message in capsys.readouterr().err


def test_reports_are_extracted_where_no_table_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases"
    _write(cases / "gold" / "101.json", {"doc": "101", "legs": []})
    (cases / "docs").mkdir()
    text = "title: Markets\npublished: 2020-02-11\n\nShares fell on Tuesday. Gold rose.\n"
    (cases / "docs" / "101.txt").write_text(text)
    assert run(["score", str(cases)]) == 0
    assert capsys.readouterr().out.endswith("documents without a leg kept empty: 1 of 1\n")


def test_a_case_without_its_report_is_named(
    cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (cases / "docs").mkdir()
    assert run(["score", str(cases)]) == 1
    assert "has no report for 101, 102, 103" in capsys.readouterr().err


def test_a_folder_without_hand_checked_legs_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["score", str(tmp_path)]) == 1
    assert "no hand-checked legs in it" in capsys.readouterr().err
