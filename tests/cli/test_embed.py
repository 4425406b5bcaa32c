"""``evacmap embed`` prints what to paste."""

import json
from pathlib import Path

import pytest

from evacmap.cli.main import run
from evacmap.render import write_map
from render.samples import small_story


@pytest.fixture
def map_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    write_map(small_story(), "map.html", title="Ways out")
    return "map.html"


def test_a_frame_shows_the_file_beside(map_file, capsys):
    assert run(["embed", map_file]) == 0
    out = capsys.readouterr().out
    assert '<iframe src="map.html#embed" title="Ways out" width="100%" height="560"' in out
    assert "<script>" not in out
    assert run(["embed", map_file, "--listener", "--height", "400", "--width", "640"]) == 0
    out = capsys.readouterr().out
    assert 'width="640" height="400"' in out
    assert "evacmap-height" in out


def test_a_frame_shows_the_map_on_the_web(map_file, capsys):
    assert run(["embed", map_file, "--url", "https://example.org/m.html"]) == 0
    assert '<iframe src="https://example.org/m.html#embed"' in capsys.readouterr().out


def test_every_other_form(map_file, capsys):
    url = ["--url", "https://example.org/m.html"]
    assert run(["embed", map_file, "--as", "oembed", *url]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Ways out"
    assert run(["embed", map_file, "--as", "open-graph", *url]) == 0
    assert 'property="og:title" content="Ways out"' in capsys.readouterr().out
    assert run(["embed", map_file, "--as", "srcdoc"]) == 0
    assert capsys.readouterr().out.startswith('<iframe srcdoc="&lt;!DOCTYPE html')


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["none.html"], 1, "none.html: cannot be read: No such file or directory; name the map"),
        (["map.html", "--as", "oembed"], 2, "needs the map's address on the web"),
        (["map.html", "--url", "javascript:alert(1)"], 2, "is no web address"),
        (["map.html", "--image", "map.html"], 1, "map.html: it is not a PNG picture"),
        (["map.html", "--width", "wide"], 2, "is neither pixels nor a share"),
    ],
)
def test_bad_input_is_one_clear_line(map_file, capsys, arguments, status, message):
    assert run(["embed", *arguments]) == status
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
