"""The map page as a file: what is in it, and that the same legs give the same bytes."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import folium
import pytest

from evacmap.model import SetAside
from evacmap.render import map_of, write_map
from evacmap.render.html_map import deflated_block, plain_block
from render.samples import many_routes, small_story

TESTS = Path(__file__).parents[1]
WRITE = """
import sys
from pathlib import Path
from evacmap.render import write_map
from render.samples import small_story
write_map(small_story(), Path(sys.argv[1]), title="Ways out", reports=3)
"""


def blocks_of(page: str) -> dict[str, dict]:
    pattern = (
        r'<script type="application/json" id="evacmap-(\w+)" data-coding="json">(.*?)</script>'
    )
    return {name: json.loads(text) for name, text in re.findall(pattern, page, re.DOTALL)}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "map.html"
    aside = (SetAside(path="empty.txt", reason="is empty"),)
    write_map(small_story(), path, title="Ways out", set_aside=aside, reports=3)
    return path.read_text(encoding="utf-8")


def test_the_page_tells_what_was_read_and_set_aside(page: str) -> None:
    about = blocks_of(page)["about"]
    assert about["reports"] == 3
    assert about["sources"] == 2
    assert about["set_aside"] == [["empty.txt", "is empty"]]
    assert "© OpenStreetMap contributors (ODbL)" in about["credits"]
    assert "Made with Natural Earth" in about["credits"]


def test_the_page_holds_legs_and_evidence(page: str) -> None:
    blocks = blocks_of(page)
    assert blocks["story"]["legs"]["id"][:2] == ["a1", "a2"]
    assert len(blocks["story"]["legs"]["id"]) == 11
    assert blocks["evidence"]["quote"][1] == "The convoy of some 350 men arrived at Khmeimim."
    assert [len(reports) for reports in blocks["story"]["legs"]["reports"][:3]] == [2, 1, 1]


def test_the_page_refers_to_nothing_outside(page: str) -> None:
    code = re.sub(r'<script type="[^"]+".*?</script>', "", page, flags=re.DOTALL)
    code = re.sub(r"<noscript>.*?</noscript>", "", code, flags=re.DOTALL)
    assert re.findall(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="(?!data:)', code) == []
    assert re.findall(r"url\((?!data:|#)", code) == []


def test_only_the_page_s_own_scripts_and_styles_may_run(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "unsafe" not in policy[1]
    assert policy[1].startswith("default-src 'none';")
    for content in re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]
    assert not re.search(r"\son\w+=", page.split("<script>")[0])


def test_the_same_legs_give_the_same_bytes_anywhere(tmp_path: Path) -> None:
    digests = set()
    for number, (seed, zone, locale) in enumerate(
        [("0", "UTC", "C"), ("4711", "Asia/Kathmandu", "C.UTF-8")]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        env = {
            **os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale,
            "PYTHONPATH": str(TESTS), "PYTHONUTF8": "0",
        }  # fmt: skip
        subprocess.run([sys.executable, "-c", WRITE, "map.html"], cwd=folder, env=env, check=True)
        digests.add(hashlib.sha256((folder / "map.html").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_map_rendered_twice_is_the_same() -> None:
    page = map_of(small_story(), title="Ways out")
    folium.CircleMarker((33.5, 36.3), radius=20).add_to(page)
    first = page.get_root().render()
    assert page.get_root().render() == first
    assert "circleMarker" in first


def test_a_small_map_of_few_reports_stays_small(page: str) -> None:
    assert len(page.encode()) < 1_200_000


def test_a_thousand_legs_take_less_than_eight_hundred_kilobytes(tmp_path: Path) -> None:
    write_map(many_routes(1000), tmp_path / "map.html", title="Many")
    assert (tmp_path / "map.html").stat().st_size <= 800_000


def test_no_tag_is_left_in_a_block() -> None:
    content = {"quote": "</script><!--<script>\u2028"}
    coding, text = plain_block(content)
    assert coding == "json"
    assert "<" not in text
    assert "<" not in deflated_block(content)[1]
    assert json.loads(text) == {"quote": "</script><!--<script>\u2028"}


def test_a_map_without_legs_is_a_map(tmp_path: Path) -> None:
    write_map([], tmp_path / "map.html", title="Nothing yet", reports=2)
    about = blocks_of((tmp_path / "map.html").read_text(encoding="utf-8"))["about"]
    assert about["sources"] == 0


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(ValueError, match=r"'xx'; it has: .*en"):
        map_of([], title="x", language="xx")


def test_readers_without_scripts_find_the_quotes(page: str) -> None:
    reading = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert reading is not None
    assert (
        "“About 400 Russian soldiers drove from Damascus to the base.” (The Example" in reading[1]
    )
    assert "Made with Natural Earth" in reading[1]
    head = page[page.index("<header") : page.index("</header>")]
    assert "11 movements reported by 2 sources · 3 reports read · 1 set aside" in head


def test_readers_without_scripts_read_the_language_of_the_page(tmp_path: Path) -> None:
    write_map(small_story(), tmp_path / "map.html", title="x", language="fr")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    reading = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "<h2>Déplacements</h2>" in reading
    assert "Avion" in reading
    assert "not reported" not in reading
