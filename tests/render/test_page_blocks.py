"""A page whose legs and quotes come in several blocks tells the same as one of one block."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evacmap.render import payload, write_map
from render.samples import small_story

pytestmark = pytest.mark.browser
PANEL = "#evacmap-evidence-panel"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("blocks")
    write_map(small_story(), folder / "one.html", title="Ways out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payload, "FIRST_LEGS", 3)
        patch.setattr(payload, "LEGS_A_BLOCK", 4)
        write_map(small_story(), folder / "several.html", title="Ways out")
    return folder / "one.html", folder / "several.html"


def test_every_leg_has_its_own_quotes(
    pages: tuple[Path, Path], open_page: Callable[..., Any]
) -> None:
    page = open_page(pages[1])
    for number, route in enumerate(small_story()):
        page.evaluate("leg => evacmap.select(leg)", number)
        page.wait_for_selector(f"{PANEL}[data-leg='{number}']")
        quotes = page.eval_on_selector_all(
            ".source blockquote", "nodes => nodes.map(n => n.innerText)"
        )
        assert quotes == [item.quote for item in route.leg.evidence]


def test_files_map_and_legend_are_the_same(
    pages: tuple[Path, Path], open_page: Callable[..., Any]
) -> None:
    one, several = (open_page(path) for path in pages)
    for asked in (
        "evacmap.files.geojson()",
        "evacmap.files.svg()",
        "document.getElementById('evacmap-legend').innerText",
        "document.getElementById('evacmap-list').innerText",
        "[evacmap.map.getCenter(), evacmap.map.getZoom()]",
    ):
        assert one.evaluate(asked) == several.evaluate(asked)
    assert len(json.loads(several.evaluate("evacmap.files.geojson()"))["features"]) == 11


def test_words_of_a_later_block_are_found(
    pages: tuple[Path, Path], open_page: Callable[..., Any]
) -> None:
    page = open_page(pages[1], address="#words=wounded")
    found = page.evaluate("evacmap.state.listed.map(leg => evacmap.story.data.legs.id[leg])")
    assert found == ["b3"]
    strands = page.evaluate("evacmap.layer.scene.strands.flatMap(strand => strand.legs)")
    assert strands == [10]


def test_the_first_legs_are_drawn_before_the_others_come(
    pages: tuple[Path, Path], tmp_path: Path, browser: Any
) -> None:
    whole = pages[1].read_text(encoding="utf-8")
    cut = whole[: whole.index('id="evacmap-more"') - 40]
    (tmp_path / "cut.html").write_text(cut, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "cut.html").as_uri())
    page.wait_for_function("performance.getEntriesByName('evacmap-first-legs').length > 0")
    assert page.evaluate("evacmap.layer.scene.strands.flatMap(s => s.legs)") == [0, 1, 2]
    assert page.inner_text("#evacmap-counts") == "11 movements reported by 2 sources"
    page.close()


def test_a_filter_pales_what_the_legend_has_of_other_legs(
    pages: tuple[Path, Path], open_page: Callable[..., Any]
) -> None:
    page = open_page(pages[0], address="#status=planned")
    pale = page.eval_on_selector_all(
        "#evacmap-legend [data-of]",
        "nodes => nodes.filter(n => !n.classList.contains('is-absent')).map(n => n.dataset.of)",
    )
    assert pale == ["mode air", "status planned", "width 2", "place"]
    page.click("[data-pane-tab=filters]")
    page.click(".clear")
    assert page.locator("#evacmap-legend .is-absent").count() == 0
