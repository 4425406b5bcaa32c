import re
from pathlib import Path

import pytest

from evacmap.description import NAME, find_description, read_description, write_template
from evacmap.errors import BadDescriptionError
from evacmap.model import EdtfDate, Status


@pytest.fixture
def described(tmp_path: Path):
    def write(text: str, name: str = NAME) -> Path:
        path = tmp_path / "flight" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_all_that_a_map_can_be(described):
    path = described(
        """
        title = "Leaving"
        subtitle = "2024"
        sources = ["reports", "../more.txt"]
        folder = "out"
        outputs = ["legs.geojson", "legs.csv"]
        period = "2024-12-06/2024-12-16"
        region = [35.5, 32.0, 42.5, 37.5]
        corrections = "mine.toml"
        language = "ar"
        credits = ["Map: The Example"]
        router = "http://localhost:8002"
        own_places = false
        [coarsen]
        planned = "10km"
        urged = 25
        """
    )
    found = read_description(path)
    base = path.parent
    assert (found.title, found.subtitle, found.language) == ("Leaving", "2024", "ar")
    assert found.sources == (base / "reports", base / "../more.txt")
    assert found.folder == base / "out"
    assert found.corrections == base / "mine.toml"
    assert found.outputs == ("legs.geojson", "legs.csv")
    assert found.period == EdtfDate("2024-12-06/2024-12-16")
    assert found.region == (35.5, 32.0, 42.5, 37.5)
    assert found.credits == ("Map: The Example",)
    assert found.coarsen_km == {Status.PLANNED: 10.0, Status.URGED: 25.0}
    assert (found.router, found.own_places) == ("http://localhost:8002", False)


def test_an_empty_file_describes_the_reports_beside_it(described):
    found = read_description(described(""))
    assert [source.name for source in found.sources] == ["flight"]
    assert found.folder == found.path.parent / "map"
    assert found.corrections == found.path.parent / "corrections.toml"
    assert found.outputs == ("legs.geojson",)
    assert found.own_places is True


def test_a_day_of_toml_is_a_period(described):
    assert read_description(described("period = 2024-12-06")).period == EdtfDate("2024-12-06")


def test_sources_are_called_the_same_wherever_the_command_is_given(described, monkeypatch):
    path = described('sources = ["."]')
    monkeypatch.chdir(path.parent)
    assert read_description(NAME).sources[0].name == "flight"
    (path.parent / "below").mkdir()
    monkeypatch.chdir("below")
    assert read_description(f"../{NAME}").sources[0].name == "flight"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("titel = 'x'", r"unknown key 'titel'; did you mean 'title'\? known are title, subtitle,"),
        ("zzz = 1", r"unknown key 'zzz'; known are title"),
        ("title = 3", 'title cannot be 3; write title = "…"'),
        ("sources = [1]", r'sources cannot be \[1\]; write sources = \["…", "…"\]'),
        ("sources = []", r"sources cannot be \[\]; name a file or folder"),
        ("outputs = ['../x.csv']", r"outputs cannot be '../x.csv'; write plain file names"),
        ("period = 'May'", "period cannot be 'May'; write period ="),
        ("period = true", "period cannot be True; write period ="),
        ("region = [1, 2, 3]", r"region cannot be \[1, 2, 3\]; write a place"),
        ("region = [1, 50, 3, 40]", "region cannot be .*, in degrees"),
        ("coarsen = '10km'", "coarsen cannot be '10km'; write coarsen = { planned"),
        ("coarsen = { soon = 1 }", "coarsen.soon cannot be 1; write coarsen"),
        ("coarsen = { planned = 0 }", "coarsen.planned cannot be 0; the distance must be above 0"),
        ("own_places = 'no'", "own_places cannot be 'no'; write own_places = true"),
        ("url = 'maps/map.html'", "url cannot be 'maps/map.html'; write the map's own address, as"),
        ("url = 'https://a b/'", "url cannot be 'https://a b/'; write the map's own address"),
        ("title = Leaving", "it is not TOML: .*; write text in quotes"),
    ],
)
def test_what_cannot_be_is_one_line_with_the_way_out(described, text, words):
    path = described(text)
    with pytest.raises(BadDescriptionError, match=f"^{re.escape(str(path))}: {words}") as raised:
        read_description(path)
    assert "\n" not in str(raised.value)


def test_a_file_in_another_encoding_is_said(described):
    path = described("")
    path.write_bytes("title = 'Flucht über die Brücke'".encode("latin-1"))
    with pytest.raises(BadDescriptionError, match="it is not UTF-8; save it as UTF-8"):
        read_description(path)


def test_it_is_found_by_its_folder_or_its_own_path(described, tmp_path):
    path = described("", "other.toml")
    assert find_description(path) == path
    assert find_description(path.parent) is None
    assert find_description(described("")) == path.parent / NAME
    assert find_description(path.parent) == path.parent / NAME
    assert find_description(tmp_path / "none.toml") is None


def test_the_template_names_every_key_and_reads_as_the_defaults(tmp_path):
    path = write_template(tmp_path)
    found = read_description(path)
    path.write_text("", encoding="utf-8")
    assert found == read_description(path)


def test_each_commented_line_of_the_template_can_be_used(tmp_path):
    path = write_template(tmp_path)
    commented = re.findall(r"^# (\w+ = .*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert {line.split(" = ")[0] for line in commented} >= {"title", "period", "region", "coarsen"}
    for line in commented:
        path.write_text(line, encoding="utf-8")
        assert read_description(path).path == path


def test_a_description_that_is_there_stays(tmp_path):
    path = tmp_path / NAME
    path.write_text("title = 'mine'", encoding="utf-8")
    with pytest.raises(BadDescriptionError, match=r"evacmap\.toml: it is there already"):
        write_template(tmp_path)
    assert path.read_text(encoding="utf-8") == "title = 'mine'"
