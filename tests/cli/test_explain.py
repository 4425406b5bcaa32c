from pathlib import Path

import pytest

from evacmap.cli.main import run


def test_each_sentence_says_what_was_found_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "title: Families leave\npublished: 2024-12-06\n\n"
        "Families fled Mariupol for Zaporizhzhia on Tuesday. "
        "The minister travelled to Kyiv on Monday.\n",
        encoding="utf-8",
    )
    assert run(["explain", str(report)]) == 0
    told = capsys.readouterr().out
    assert "leg    Mariupol -> Zaporizhzhia, told by 'fled'" in told
    assert "date: 'Tuesday'" in told
    assert "origin rests on 'Mariupol' 30-38\n" in told
    assert "status rests on 'fled' 25-29\n" in told
    assert "date rests on 'Tuesday' 59-66\n" in told
    assert "no leg ? -> Kyiv, told by 'travelled'" in told
    assert "'minister' travels for work or show" in told
    assert "1 leg when tellings of one movement are joined:" in told
    assert "    Mariupol -> Zaporizhzhia: completed, unknown, 2024-12-03\n" in told


def test_a_report_that_is_missing_gets_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "missing.txt"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
