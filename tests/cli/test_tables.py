"""evacmap map and evacmap export: tables in, maps and other formats out."""

import json
from pathlib import Path

import pytest

from evacmap.cli.main import run
from evacmap.read.rows import read_rows

TABLE = "from,to,date,people\nHoms,Tartus,2024-12-08,1500\nHoms,Nowherestan,2024-12-08,\n"


@pytest.fixture
def moves(tmp_path: Path) -> Path:
    path = tmp_path / "moves.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_becomes_a_map_and_bad_rows_are_named(moves, tmp_path, capsys):
    page = tmp_path / "map.html"
    assert run(["map", str(moves), "-o", str(page), "--title", "Away & out"]) == 3
    out, err = capsys.readouterr()
    assert out == f"{page}\n"
    assert err.startswith(f"evacmap: set aside {moves}, row 3: column 'to': 'Nowherestan' is not")
    assert err.count("\n") == 1
    text = page.read_text(encoding="utf-8")
    assert "<title>Away &amp; out</title>" in text
    assert "Tartus" in text


def test_export_writes_by_the_suffix(moves, tmp_path):
    target = tmp_path / "legs.geojson"
    assert run(["export", str(moves), "-o", str(target)]) == 3
    (feature,) = json.loads(target.read_bytes())["features"]
    assert feature["properties"]["destination"] == "Tartus"
    assert feature["properties"]["people_min"] == 1500
    assert feature["properties"]["route_method"] == "arc: way not reported"


def test_hxl_tags_are_written_and_read(moves, tmp_path):
    tagged, again = tmp_path / "tagged.csv", tmp_path / "again.csv"
    run(["export", str(moves), "-o", str(tagged), "--hxl"])
    rows = read_rows(tagged)
    assert rows.tags["people_min"] == "#affected+people+min"
    assert len(rows.tags) == len(rows.columns)
    assert run(["export", str(tagged), "-o", str(again), "--hxl"]) == 0
    assert again.read_bytes() == tagged.read_bytes()


def test_planned_legs_can_be_blurred(tmp_path):
    path, out = tmp_path / "x.csv", tmp_path / "x.geojson"
    path.write_text("from,to,date,status\nHoms,Tartus,2024-12-08,planned\n")
    assert run(["export", str(path), "-o", str(out), "--coarsen", "planned=50km"]) == 0
    (feature,) = json.loads(out.read_bytes())["features"]
    assert feature["properties"]["date"] == "2024-12"
    assert feature["properties"]["origin_lon"] != 36.72559
    assert "2024-12-08" not in json.dumps(
        json.loads(feature["properties"]["details"])["leg"]["date"]
    )


@pytest.fixture
def december(tmp_path: Path) -> Path:
    path = tmp_path / "december.csv"
    path.write_text(
        "from,to,date,mode,status\nHoms,Tartus,2024-12-08,bus,completed\n"
        "Homs,Hama,2024-12-20,bus,planned\nHama,Homs,,car,completed\n",
        encoding="utf-8",
    )
    return path


def told_in(path: Path) -> list[str]:
    features = json.loads(path.read_bytes())["features"]
    return [
        f"{each['properties']['destination']} {each['properties']['mode']}" for each in features
    ]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (["--period", "2024-12-01/2024-12-10"], ["Tartus bus", "Homs car"]),
        (["--period", "2024-12-09/.."], ["Hama bus", "Homs car"]),
        (["--mode", "bus"], ["Tartus bus", "Hama bus"]),
        (["--mode", "bus", "--mode", "car", "--status", "completed"], ["Tartus bus", "Homs car"]),
    ],
)
def test_only_the_legs_asked_for_are_written(december, tmp_path, wanted, told):
    target = tmp_path / "some.geojson"
    assert run(["export", str(december), "-o", str(target), *wanted]) == 0
    assert told_in(target) == told


def test_maps_reports_and_figures_take_the_same_filters(december, tmp_path):
    wanted = ["--period", "2024-12-20", "--status", "planned"]
    for command, name in (("map", "m.html"), ("report", "r.md"), ("export", "f.svg")):
        assert run([command, str(december), "-o", str(tmp_path / name), *wanted]) == 0, command
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "Hama" in text, command
        # The other legs' days, in any of the ways in which they are written.
        for day in ("2024-12-08", ">8 December 2024", "on 8 December", "8 Dec 2024"):
            assert day not in text, command


def test_a_map_of_a_table_tells_its_address_and_picture(december, tmp_path, capsys):
    picture, page = tmp_path / "m.png", tmp_path / "m.html"
    figure = ["export", str(december), "-o", str(picture), "--size", "half", "--dpi", "40"]
    assert run(figure) == 0
    draw = ["map", str(december), "-o", str(page), "--image", str(picture)]
    assert run(draw) == 2
    assert "--image needs the map's address on the web: --url https://" in capsys.readouterr().err
    assert run([*draw, "--url", "https://example.org/maps/m.html"]) == 0
    text = page.read_text(encoding="utf-8")
    assert '<meta property="og:image" content="https://example.org/maps/m.png">' in text


def test_legs_of_two_tables_keep_ids_of_their_own(moves, tmp_path, capsys):
    other = tmp_path / "other.csv"
    other.write_text(TABLE, encoding="utf-8")
    assert run(["map", str(moves), str(other), "-o", str(tmp_path / "map.html")]) == 3
    assert capsys.readouterr().err.count("set aside") == 2


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["map", "{tmp}/none.csv"], 1, "{tmp}/none.csv: no such file; check the path"),
        (["map", "{tmp}/x.txt"], 1, "{tmp}/x.txt: no table; evacmap reads tables in .csv"),
        (["map", "{tmp}/bare.csv"], 1, "{tmp}/bare.csv: no column for origin or destination among"),
        (["map", "{tmp}/moves.csv", "-o", "{tmp}/moves.csv"], 2, "is the table itself, which is"),
        (["map", "{tmp}/moves.csv", "--map", "origin"], 2, "'origin' is not a column and a field"),
        (["map", "{tmp}/moves.csv", "--coarsen", "x"], 2, "'x' is not a status and a distance"),
        (["map", "{tmp}/moves.csv", "--router", "x"], 2, "Invalid value for --router"),
        (["map", "{tmp}/moves.csv", "--period", "soon"], 2, "'soon' is no period; give a day,"),
        (["map", "{tmp}/moves.csv", "--period", "2030"], 2, "none of the 1 leg is of this --per"),
        (["export", "{tmp}/moves.csv"], 2, "Missing option '-o'"),
        (["export", "{tmp}/moves.csv", "-o", "x.xyz"], 2, "ends with none of .geojson"),
        (["export", "{tmp}/moves.csv", "-o", "x.geojson", "--hxl"], 2, "there is no --hxl for"),
        (["export", "{tmp}/moves.csv", "-o", "/proc/x.csv"], 1, "/proc/x.csv: "),
    ],
)
def test_each_error_is_one_line(moves, tmp_path, capsys, arguments, status, message):
    (tmp_path / "x.txt").write_text("a,b\n")
    (tmp_path / "bare.csv").write_text("a,b\n1,2\n")
    assert run([argument.format(tmp=tmp_path) for argument in arguments]) == status
    err = capsys.readouterr().err
    assert message.format(tmp=tmp_path) in err
    assert err.splitlines()[-1].startswith("evacmap: ")
    assert moves.read_text() == TABLE


def test_a_flood_of_bad_rows_is_cut_short(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_text("from,to,date\n" + "Homs,Tartus,soon\n" * 250 + "Homs,Tartus,2024\n")
    assert run(["export", str(path), "-o", str(tmp_path / "y.csv")]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 201
    assert lines[-1] == f"evacmap: {path}: and 50 more rows set aside"
