"""Online tiles: off unless asked for, and then from just their host."""

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evacmap.render import write_map
from evacmap.render.tiles import find_tiles
from render.samples import small_story

TEMPLATE = "https://{s}.tiles.example.org/{z}/{x}/{y}.png"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def pictures_of(path: Path) -> str:
    policy = re.search(r"img-src ([^;]*);", path.read_text(encoding="utf-8"))
    assert policy is not None
    return policy[1]


def test_names_and_templates_are_known() -> None:
    osm = find_tiles("OpenStreetMap")
    assert osm.url == "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    assert osm.attribution == "© OpenStreetMap contributors"
    assert osm.origins == ("https://tile.openstreetmap.org",)
    assert find_tiles("osm") == osm
    own = find_tiles(TEMPLATE)
    assert own.origins == tuple(f"https://{letter}.tiles.example.org" for letter in "abc")
    assert own.host == "tiles.example.org"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Nonsense", "no tiles are called 'Nonsense'; give OpenStreetMap"),
        ("Thunderforest.Transport", "need a key"),
        ("https://tiles.example.org/{z}/{x}.png", "must hold {z}, {x} and {y}"),
        ("ftp://tiles.example.org/{z}/{x}/{y}.png", "must begin with https://"),
        ("https://x;script-src *//{z}/{x}/{y}", "has no plain host name"),
        ("https://ann:pw@example.org/{z}/{x}/{y}", "has no plain host name"),
        ("https://example.org/{z}/{x}/{y}?key={key}", "holds {key}, which nothing fills"),
    ],
)
def test_what_cannot_be_tiles_is_said(name: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        find_tiles(name)


def test_the_policy_lists_just_the_hosts_of_the_tiles(tmp_path: Path) -> None:
    write_map(small_story(), tmp_path / "none.html", title="x")
    assert pictures_of(tmp_path / "none.html") == "data: blob:"
    write_map(small_story(), tmp_path / "tiles.html", title="x", tiles=TEMPLATE)
    hosts = " ".join(f"https://{letter}.tiles.example.org" for letter in "abc")
    assert pictures_of(tmp_path / "tiles.html") == f"data: blob: {hosts}"


@pytest.mark.browser
@pytest.mark.parametrize("is_up", [True, False])
def test_the_land_of_the_page_stays_below_the_tiles(
    tmp_path: Path, browser: Any, is_up: bool
) -> None:
    write_map(small_story(), tmp_path / "map.html", title="x", tiles=TEMPLATE)
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    asked = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(body=PIXEL, content_type="image/png") if is_up else route.abort()

    page.route(re.compile("^https?:"), answer)
    page.goto((tmp_path / "map.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(600)
    assert asked
    assert all(re.match(r"https://[abc]\.tiles\.example\.org/\d+/\d+/\d+\.png$", u) for u in asked)
    assert page.evaluate("evacmap.hasTiles === true") is is_up
    colour = page.evaluate(
        "Array.from(evacmap.layer.paper.getContext('2d').getImageData(400, 300, 1, 1).data)"
    )
    assert colour[3] == 255
    credits = page.inner_text("#evacmap-credits")
    assert "tiles.example.org" in credits
    assert "needs the network" in credits
    page.close()


@pytest.mark.browser
def test_a_map_without_tiles_asks_for_none(tmp_path: Path, open_page: Callable[..., Any]) -> None:
    write_map(small_story(), tmp_path / "map.html", title="x")
    page = open_page(tmp_path / "map.html")
    assert page.locator(".leaflet-tile").count() == 0
