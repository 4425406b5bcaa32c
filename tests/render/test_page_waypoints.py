"""Ways whose first or last place is only passed through, and a map without a movement."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import builders
from evacmap.geometry import route_leg
from evacmap.model import Mode
from evacmap.render import write_map

pytestmark = pytest.mark.browser


def test_a_way_that_begins_at_a_waypoint_is_drawn_with_all_others(
    tmp_path: Path, open_page: Callable[..., Any]
) -> None:
    legs = [
        builders.leg(None, "Moscow", id="a", waypoints=("Beirut",), mode=Mode.AIR),
        builders.leg("Damascus", None, id="b", waypoints=("Masnaa",), mode=Mode.BUS),
        builders.leg("Damascus", "Khmeimim", id="c"),
    ]
    path = tmp_path / "map.html"
    write_map([route_leg(leg) for leg in legs], path, title="Ways")
    page = open_page(path)
    for zoom in (3, 6, 9):
        page.evaluate(f"evacmap.map?.setZoom?.({zoom})")
        page.wait_for_timeout(300)
    assert page.evaluate("evacmap.story.data.legs.id") == ["a", "b", "c"]


def test_a_leg_without_a_date_and_a_map_without_a_leg_open_quietly(
    tmp_path: Path, browser: Any
) -> None:
    undated = [route_leg(builders.leg(date=None))]
    assert undated[0].leg.date is None
    for number, routes in enumerate((undated, [])):
        path = tmp_path / f"{number}.html"
        write_map(routes, path, title="Few")
        errors: list[str] = []
        page = browser.new_page()
        page.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
        page.on("console", lambda message, errors=errors: errors.append(message.text))
        page.goto(path.as_uri())
        page.wait_for_timeout(1500)
        assert "Few" in page.inner_text("body")
        page.close()
        assert errors == []
