"""Corrections last: edited tables of the seeds, reworded reports, built again."""

import csv
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from evacmap import pipeline
from evacmap.cli.main import run
from evacmap.corrections import read_corrections
from evacmap.model import Leg
from evacmap.read.rows import read_rows
from evacmap.tables import legs_from_rows

SEEDS = Path(__file__).parents[1] / "seeds"
BY = ["--by", "Ann Example", "--why", "the ministry's list"]

Row = dict[str, str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds with their map, built once."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(SEEDS, folder / "seeds")
    (folder / "seeds" / "evacmap.toml").write_text('folder = "../map"\nown_places = false\n')
    assert run(["build", str(folder / "seeds")]) == 0
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seeds and their map; what was found in them is found again quickly."""
    shutil.copytree(built, tmp_path / "work")
    monkeypatch.setenv("EVACMAP_CACHE", str(built.parent / "seeds-cache.sqlite"))
    monkeypatch.setattr(pipeline, "write_map", write_quick_page)
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def write_quick_page(routes, path: Path, *, set_aside, **rest) -> None:
    """Write what of the page these tests ask for; the whole takes seconds to draw."""
    path.write_text("\n".join(item.reason for item in set_aside), encoding="utf-8")


def table(path: str = "map/legs.csv") -> list[Row]:
    csv.field_size_limit(sys.maxsize)
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def save(rows: list[Row], path: str = "edited.csv") -> str:
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list({key: None for row in rows for key in row}))
        writer.writeheader()
        writer.writerows(rows)
    return path


def find(rows: list[Row], **cells: str) -> Row:
    (row,) = [row for row in rows if all(row[key] == value for key, value in cells.items())]
    return row


def legs() -> dict[str, Leg]:
    return {leg.id: leg for leg in legs_from_rows(row.values for row in read_rows("map/legs.csv"))}


ADDED = {
    "origin": "Tartus",
    "destination": "Novorossiysk",
    "date": "2024-12-18",
    "mode": "sea",
    "people_min": "50",
    "people_max": "50",
    "publisher": "Harbour watch",
    "url": "https://example.org/harbour",
    "quote": "Fifty people went aboard.",
}


def edited_rows() -> list[Row]:
    rows = table()
    people = find(rows, origin="Syria", mode="bus")
    people["people_min"] = people["people_max"] = "77"
    find(rows, origin="Damascus", destination="Khmeimim")["date"] = "2024-12-12"
    find(rows, origin="Homs")["mode"] = "road"
    find(rows, origin="Beirut", destination="Moscow")["status"] = "rejected"
    return [*rows, {**dict.fromkeys(rows[0], ""), **ADDED}]


def assert_corrected() -> None:
    rows = table()
    people = find(rows, origin="Syria", mode="bus")
    assert (people["people_min"], people["people_max"], people["people_text"]) == ("77", "77", "77")
    assert "people: was About 80 (Ann Example: the ministry's list)" in people["corrected"]
    assert find(rows, origin="Damascus", destination="Khmeimim")["date"] == "2024-12-12"
    assert find(rows, origin="Homs")["mode"] == "road"
    assert [row for row in rows if row["origin"] == "Beirut"] == []
    added = find(rows, destination="Novorossiysk")
    assert {key: added[key] for key in ADDED} == ADDED
    assert added["corrected"] == "leg: added (Ann Example: the ministry's list)"


def test_corrections_of_the_seeds_last_when_reports_are_reworded(folder, capsys):
    assert run(["correct", save(edited_rows()), "--in", "seeds", *BY]) == 0
    told = capsys.readouterr()
    assert told.out == "seeds/corrections.toml\n"
    assert "entry 2: reject" in told.err
    assert run(["build", "seeds"]) == 0
    assert_corrected()
    ids = set(legs())
    reword(
        "seeds/2013-01-22-masnaa-crossing/report.md",
        ("In the early afternoon, four buses", "Shortly after noon four buses"),
        ("women and children above all, came", "most of them women and children, came"),
    )
    reword(
        "seeds/2024-12-16-damascus-withdrawal/report.md",
        ("In a video that the FT has obtained", "In footage the FT has seen"),
    )
    reword("seeds/2024-12-06-urged-to-leave/report.md", ("The defense ministry", "The ministry"))
    reword(
        "seeds/2013-01-22-risky-rescue/report.md",
        ("By helping a group of Russians who fled", "By helping some dozens of Russians who fled"),
    )
    capsys.readouterr()
    assert run(["build", "seeds"]) == 0
    assert "set aside" not in capsys.readouterr().err
    assert_corrected()
    assert set(legs()) != ids, "no id has changed, so nothing was found again"


def reword(path: str, *changes: tuple[str, str]) -> None:
    text = Path(path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    Path(path).write_text(text, encoding="utf-8")


def test_the_page_shows_who_corrected_what(folder, monkeypatch):
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    run(["correct", save(edited_rows()), "--in", "seeds", *BY])
    run(["build", "seeds"])
    page = Path("map/map.html").read_text(encoding="utf-8")
    assert "Ann Example" in page
    assert "the ministry's list" in page


def test_the_same_table_again_is_nothing_new(folder, capsys):
    edited = save(edited_rows())
    run(["correct", edited, "--in", "seeds", *BY])
    before = Path("seeds/corrections.toml").read_bytes()
    capsys.readouterr()
    assert run(["correct", edited, "--in", "seeds", *BY]) == 0
    assert capsys.readouterr().err == "nothing new to correct\n"
    assert Path("seeds/corrections.toml").read_bytes() == before


def test_a_table_of_the_corrected_map_can_be_corrected_again(folder, capsys):
    run(["correct", save(edited_rows()), "--in", "seeds", *BY])
    run(["build", "seeds"])
    rows = table()
    find(rows, origin="Syria", mode="bus")["people_max"] = "79"
    find(rows, destination="Novorossiysk")["status"] = "planned"
    assert run(["correct", save(rows), "--in", "seeds", "--by", "Bob"]) == 0
    assert run(["build", "seeds"]) == 0
    rows = table()
    people = find(rows, origin="Syria", mode="bus")
    assert (people["people_min"], people["people_max"]) == ("77", "79")
    assert people["corrected"].count("people: was") == 2
    assert find(rows, destination="Novorossiysk")["status"] == "planned"


def to_xlsx(rows: list[Row]) -> str:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([row[key] or None for key in rows[0]])
    book.save("edited.xlsx")
    return "edited.xlsx"


def to_gpkg(rows: list[Row]) -> str:
    import geopandas

    frame = geopandas.GeoDataFrame(
        [{key: row[key] or None for key in rows[0]} for row in rows],
        geometry=[None] * len(rows),
        crs="EPSG:4326",
    )
    frame.to_file("edited.gpkg", layer="legs")
    return "edited.gpkg"


NUMBERS = (
    *("origin_lon", "origin_lat", "destination_lon", "destination_lat"),
    *("confidence", "length_km"),
)


def to_german_csv(rows: list[Row]) -> str:
    """Return the table as a German Excel saves it: semicolons, decimal commas, no details."""
    for row in rows:
        for key in NUMBERS:
            row[key] = row[key].replace(".", ",")
        row.pop("details")
    with Path("german.csv").open("w", encoding="cp1252", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return "german.csv"


@pytest.mark.parametrize("saved", [to_xlsx, to_gpkg, to_german_csv])
def test_each_program_s_table_gives_the_same_corrections(folder, saved: Callable, capsys):
    assert run(["correct", saved(edited_rows()), "--in", "seeds", *BY]) == 0
    entries, problems = read_corrections(Path("seeds/corrections.toml"))
    assert problems == ()
    assert [entry.do for entry in entries] == ["change", "reject", "change", "change", "add"]
    assert run(["build", "seeds"]) == 0
    assert_corrected()


def test_a_line_moved_in_a_gis_moves_its_place(folder):
    import geopandas
    from shapely import LineString

    rows = table()
    row = find(rows, origin="Beirut")
    frame = geopandas.GeoDataFrame(
        [{key: value or None for key, value in row.items()}],
        geometry=[LineString([(35.9, 34.5), (37.61781, 55.75204)])],
        crs="EPSG:4326",
    )
    frame.to_file("edited.gpkg", layer="legs")
    assert run(["correct", "edited.gpkg", "--in", "seeds"]) == 0
    run(["build", "seeds"])
    moved = find(table(), id=row["id"])
    assert (moved["origin"], moved["origin_lon"], moved["origin_lat"]) == ("Beirut", "35.9", "34.5")


def test_rows_join_split_and_leave_out(folder, capsys):
    rows = table()
    tartus = find(rows, origin="Tartus", destination="")
    tartus["join"] = find(rows, origin="Syria", destination="Russia")["id"]
    convoy = find(rows, origin="Damascus", destination="Khmeimim")
    convoy["people_min"] = convoy["people_max"] = "100"
    rows.append({**convoy, "people_min": "300", "people_max": "300", "destination": "Tartus"})
    rows.remove(find(rows, origin="Homs"))
    assert run(["correct", save(rows), "--in", "seeds", "--dry-run"]) == 0
    assert not Path("seeds/corrections.toml").exists()
    err = capsys.readouterr().err
    assert "1 leg of the map without a row in the table stay; --reject-missing rejects" in err
    assert run(["correct", save(rows), "--in", "seeds", "--reject-missing"]) == 0
    assert run(["build", "seeds"]) == 0
    found = legs()
    parts = [found[f"{convoy['id']}.{number}"] for number in (1, 2)]
    assert [part.people and part.people.low for part in parts] == [100, 300]
    assert [part.destination and part.destination.name for part in parts] == ["Khmeimim", "Tartus"]
    joined = found[tartus["join"]]
    assert tartus["quote"] in [item.quote for item in joined.evidence]
    assert tartus["id"] not in found
    assert not any(leg.origin and leg.origin.name == "Homs" for leg in found.values())


def test_bad_rows_are_told_by_number_and_the_others_go_through(folder, capsys):
    rows = table()
    find(rows, origin="Beirut")["date"] = "someday"
    find(rows, origin="Homs")["destination"] = "Nowhereville"
    find(rows, origin="Tartus", destination="")["quote"] = "my own words"
    find(rows, origin="Damascus", destination="Khmeimim")["mode"] = "bus"
    rows += [
        {**dict.fromkeys(rows[0], ""), "origin": "Tartus"},
        {**dict.fromkeys(rows[0], ""), "id": "made-up", "origin": "Tartus"},
    ]
    assert run(["correct", save(rows), "--in", "seeds"]) == 3
    out, err = capsys.readouterr()
    assert out == "seeds/corrections.toml\n"
    for words in (
        "'someday'",
        "'Nowhereville' is not in the gazetteer",
        "'my own words' is the report's, and is not corrected",
        "the leg that it adds has no source; fill publisher, url or quote",
        "no leg has the id 'made-up'",
    ):
        (line,) = [line for line in err.splitlines() if words in line]
        assert line.startswith("evacmap: row ")
    (entry,), _ = read_corrections(Path("seeds/corrections.toml"))
    assert entry.set == {"mode": "bus"}


def test_entries_by_hand_are_made_to_last(folder, capsys):
    row = find(table(), origin="Damascus", destination="Khmeimim")
    text = f'# mine\n[[correction]]\nleg = "{row["id"]}"\nset = {{ people = 450 }}\n\n'
    Path("seeds/corrections.toml").write_text(f"{text}[[correction]]\ndo = 'reject'\nleg = 'x'\n")
    assert run(["correct", "--in", "seeds"]) == 0
    copy = "seeds/corrections.before.toml"
    assert f"the corrections as they were are kept as {copy}" in capsys.readouterr().err
    pinned = Path("seeds/corrections.toml").read_text(encoding="utf-8")
    assert pinned.startswith(text.rstrip())
    entries, problems = read_corrections(Path("seeds/corrections.toml"))
    assert problems == ()
    assert [entry.said and entry.said["origin"] for entry in entries] == ["Damascus", None]
    reword(
        "seeds/2024-12-16-damascus-withdrawal/report.md",
        ("In a video that the FT has obtained", "In footage the FT has seen"),
    )
    assert run(["build", "seeds"]) == 3
    assert "set aside corrections.toml, entry 2: no leg has the id 'x'" in capsys.readouterr().err
    assert find(table(), origin="Damascus", destination="Khmeimim")["people_min"] == "450"
    assert run(["correct", "--in", "seeds"]) == 0
    assert Path("seeds/corrections.toml").read_text(encoding="utf-8") == pinned


def test_a_correction_that_lost_its_leg_is_on_the_map_and_in_the_record(folder, capsys):
    run(["correct", save(edited_rows()), "--in", "seeds", *BY])
    shutil.rmtree("seeds/2024-12-16-damascus-withdrawal")
    assert run(["build", "seeds"]) == 3
    lost = "from Damascus to Khmeimim is no longer told by any report"
    assert lost in capsys.readouterr().err
    for path in ("map/map.html", "map/run.json"):
        assert lost in Path(path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["correct", "x.csv"], 2, "there is no evacmap.toml in .; name its folder with --in"),
        (["correct", "none.csv", "--in", "seeds"], 1, "none.csv: no such file"),
        (["correct", "other.csv", "--in", "seeds"], 1, "other.csv: no column 'id'"),
    ],
)
def test_what_cannot_be_used_is_one_line(folder, arguments, status, words, capsys):
    Path("other.csv").write_text("from,to\nHoms,Hama\n")
    assert run(arguments) == status
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_a_new_name_is_looked_for_near_the_places_the_leg_has_had(folder, capsys):
    """There is a larger Tripoli in Libya."""
    rows = table()
    row = next(row for row in rows if row["destination"] == "Beirut")
    row["destination"] = "Tripoli"
    assert run(["correct", save(rows), "--in", "seeds", "--dry-run"]) == 0
    assert "destination Beirut -> Tripoli, " in (err := capsys.readouterr().err)
    assert "(settlement, Lebanon)" in err


def test_swapped_coordinates_are_told_and_the_row_is_not_used(folder, capsys):
    rows = table()
    number, row = next((n, row) for n, row in enumerate(rows, 2) if row["origin"] == "Tartus")
    lon, lat = row["origin_lon"], row["origin_lat"]
    row["origin_lon"], row["origin_lat"] = lat, lon
    assert run(["correct", save(rows), "--in", "seeds", "--dry-run"]) == 3
    err = capsys.readouterr().err
    assert f"row {number}, column 'origin_lat': {lon} and its longitude {lat} are swapped" in err
    assert "nothing new to correct" in err


def test_a_corrected_number_is_told_once(folder, capsys):
    rows = table()
    row = next(row for row in rows if row["people_min"] == row["people_max"] == "80")
    row["people_min"] = row["people_max"] = "77"
    assert run(["correct", save(rows), "--in", "seeds", "--dry-run"]) == 0
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "entry 1" in line]
    assert line.endswith("): people 80 -> 77")


def test_a_word_that_is_none_of_its_column_leaves_the_leg_as_it_was(folder, capsys):
    rows = table()
    row = find(rows, origin="Damascus", destination="Khmeimim")
    row["mode"], row["people_min"], row["people_max"] = "Ochsenkarren", "350", "350"
    assert run(["correct", save(rows), "--in", "seeds"]) == 3
    err = capsys.readouterr().err
    assert "column 'mode': 'Ochsenkarren' is none of road, bus" in err
    assert "unknown; it stays as it was\n" in err
    assert "(Damascus > Khmeimim): people 400 or more -> 350\n" in err
    (entry,), _ = read_corrections(Path("seeds/corrections.toml"))
    assert "mode" not in entry.set
