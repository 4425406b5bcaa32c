"""The command line finds, explains and keeps places."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from evacmap.cli.places import places
from evacmap.errors import UnknownToponymError, UnreadableReportError


@pytest.fixture(autouse=True)
def _own_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EVACMAP_PLACES", str(tmp_path / "places.sqlite"))


def run(*arguments: str) -> list[list[str]]:
    result = CliRunner().invoke(places, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return [line.split("\t") for line in result.stdout.splitlines()]


def test_find_lists_the_places_of_a_name() -> None:
    first = run("find", "Masnaa")[0]
    assert first == ["Masnaa border crossing", "crossing", "LB", "33.7025", "35.9240", "own:masnaa"]


def test_find_marks_a_likeness_where_nobody_bears_the_name() -> None:
    first = run("find", "Mariupool")[0]
    assert first[0] == "Mariupol"
    assert first[-1].startswith("~0.9")


def test_find_says_when_there_is_no_such_place() -> None:
    with pytest.raises(UnknownToponymError):
        CliRunner().invoke(places, ["find", "Qwxyzzq Vbnm"], catch_exceptions=False)


def table(*arguments: str, said: str | bytes = "", status: int = 0) -> list[dict[str, str]]:
    result = CliRunner().invoke(
        places, ["find", *arguments], input=said, catch_exceptions=False, standalone_mode=False
    )
    assert (result.exit_code, result.return_value) == (0, status)
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_find_looks_up_each_line_of_a_file_and_prints_a_csv(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_bytes("\ufeffMasnaa\r\n\r\n Mariupool\r\nMasnaa\r\n".encode())
    first, second, third = table("--from", str(names))
    assert first == third
    assert first == {
        "name": "Masnaa", "place": "Masnaa border crossing", "kind": "crossing", "country": "LB",
        "lat": "33.70250", "lon": "35.92400", "id": "own:masnaa", "likeness": "1.00",
    }  # fmt: skip
    assert (second["name"], second["place"]) == ("Mariupool", "Mariupol")
    assert second["likeness"].startswith("0.9")


def test_find_reads_names_from_stdin_and_lists_as_many_places_as_asked() -> None:
    rows = table("--from", "-", "--limit", "3", said="Tripoli\nHoms\n")
    assert [row["name"] for row in rows] == ["Tripoli"] * 3 + ["Homs"] * 3
    assert {"LY", "LB"} <= {row["country"] for row in rows[:3]}


def test_find_keeps_a_row_for_a_name_of_no_place() -> None:
    rows = table("--from", "-", said="=cmd()\nHoms\n=cmd()\n", status=3)
    assert [(row["name"], row["place"]) for row in rows] == [
        ("'=cmd()", ""), ("Homs", "Homs"), ("'=cmd()", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "arguments", [[], ["Homs", "--from", "-"], ["--from", "-", "--limit", "0"]]
)
def test_find_takes_either_a_name_or_a_file(arguments: list[str]) -> None:
    assert CliRunner().invoke(places, ["find", *arguments]).exit_code == 2


def test_a_file_of_names_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReportError, match=r"no\.txt"):
        CliRunner().invoke(
            places, ["find", "--from", str(tmp_path / "no.txt")], catch_exceptions=False
        )


def test_near_takes_latitude_first_and_negative_numbers() -> None:
    assert run("near", "33.7", "35.9")[0][-2:] == ["own:masnaa", "2.2 km"]
    assert run("near", "-1.29", "36.82", "--limit", "1")[0][2] == "KE"
    result = CliRunner().invoke(places, ["near", "95", "10"])
    assert result.exit_code == 2


def test_explain_shows_candidates_and_clues(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text(
        "---\ntitle: On the coast\npublished: 2024-12-01\n---\n\n"
        "Boats from Tripoli reached Tunis; others came from Benghazi in Libya.\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(
        places, ["explain", "Tripoli", "--in", str(report)], catch_exceptions=False
    )
    assert result.output.startswith("Tripoli (1 times, place): Tripoli, gn:2210247; score 0.")
    for word in ("gn:266826", "prominence", "LB"):
        assert word in result.output
    with pytest.raises(UnknownToponymError, match="Tripoli"):
        CliRunner().invoke(
            places, ["explain", "Sirte", "--in", str(report)], catch_exceptions=False
        )


def test_a_place_added_or_imported_is_found_afterwards(tmp_path: Path) -> None:
    run("add", "Camp Nine", "33.31", "38.7", "--kind", "camp", "--alias", "Ninth Camp")
    assert run("find", "ninth camp")[0][:2] == ["Camp Nine", "camp"]
    table = tmp_path / "own.csv"
    table.write_text("name,lat,lon\nCamp Ten,-33.3,-38.8\n", encoding="utf-8")
    run("import", str(table))
    assert run("find", "Camp Ten")[0][3:5] == ["-33.3000", "-38.8000"]


def test_add_refuses_an_unknown_kind() -> None:
    result = CliRunner().invoke(places, ["add", "X", "1", "2", "--kind", "castle"])
    assert result.exit_code == 2
    assert "settlement" in result.output
