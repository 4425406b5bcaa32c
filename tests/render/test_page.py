"""The map page in a real browser: everything a reader can do with it."""

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evacmap.model import SetAside
from evacmap.render import write_map
from render.samples import many_routes, small_story

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740, "has_touch": True}
BOTH = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
PANEL = "#evacmap-evidence-panel"

# A point of a leg's line that lies open on the map and is nearest to this leg.
POINT_ON = """leg => {
  const { layer, map } = evacmap;
  const strand = layer.scene.strands.find((each) => each.legs.includes(leg));
  const frame = map.getContainer().getBoundingClientRect();
  for (const line of evacmap.pixels(strand, layer.containerView())) {
    for (let share = 0.04; share < 1; share += 0.02) {
      const at = evacmap.along(line, share);
      const [px, py] = [Math.round(frame.left + at.x), Math.round(frame.top + at.y)];
      const [x, y] = [px - frame.left, py - frame.top];
      if (x < 4 || y < 4 || x > frame.width - 4 || y > frame.height - 4) continue;
      const over = document.elementFromPoint(px, py);
      if (!over || !map.getContainer().contains(over) || over.closest('.leaflet-control')) continue;
      const hits = layer.hit({ x, y }, false);
      const isClear = hits.length === 1 || (hits.length && hits[1].near > hits[0].near + 1.5);
      if (isClear && hits[0].strand === strand) return [px, py];
    }
  }
  return null;
}"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "map.html"
    aside = (SetAside(path="empty.txt", reason="is empty"),)
    write_map(small_story(), path, title="Ways out", subtitle="A test", set_aside=aside, reports=3)
    return path


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "crowd.html"
    write_map(many_routes(900, corridors=30), path, title="Many ways")
    return path


def chosen(page: Any) -> str | None:
    """The id of the leg whose evidence is open."""
    page.wait_for_timeout(50)
    return page.evaluate("evacmap.story.data.legs.id[evacmap.state.selected] ?? null")


@BOTH
def test_a_click_on_any_leg_shows_its_quote(
    story: Path, open_page: Callable[..., Any], size: dict[str, Any]
) -> None:
    page = open_page(story, reduced_motion="reduce", **size)
    for number, route in enumerate(small_story()):
        page.evaluate("evacmap.select(null)")
        point = page.evaluate(POINT_ON, number)
        if point is None:  # too short, or under others, to be hit at this zoom
            page.evaluate("leg => evacmap.zoomTo(leg)", number)
            point = page.evaluate(POINT_ON, number)
        assert point is not None, route.leg.id
        page.mouse.click(*point)
        page.wait_for_selector(f"{PANEL}[data-leg='{number}']")
        quotes = page.eval_on_selector_all(
            ".source blockquote", "nodes => nodes.map(n => n.innerText)"
        )
        assert quotes == [item.quote for item in route.leg.evidence]


def test_the_panel_tells_all_that_is_known_of_a_leg(
    story: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(story)
    page.evaluate("evacmap.select(0)")
    page.wait_for_selector(f"{PANEL}[data-leg='0']")
    text = page.inner_text(PANEL).replace("\u2068", "").replace("\u2069", "")
    for part in (
        "Russian soldiers (about 400) went from Damascus to Khmeimim in a convoy, "
        "9 December 2024 to 16 December 2024.",
        "Other News, 17 December 2024",
        "said by a port official",
        "people: about 400 (The Example), some 350 (Other News)",
        "mode: the word convoy",
        "approximate, along main roads, 120 km",
        "at least 30 lorries",
        "Confidence: 80 %",
        "geocoding: 0.9",
        "Corrected by hand\nHow many: was 80 (Ann Example: the ministry says so)\nTo: was not",
    ):
        assert part in text
    links = page.eval_on_selector_all(".source a", "nodes => nodes.map(n => n.href)")
    assert links == ["https://example.org/report", "https://example.com/b?x=1&y=2"]


def test_the_counts_say_what_was_read(story: Path, open_page: Callable[..., Any]) -> None:
    counts = open_page(story).inner_text("#evacmap-counts")
    assert counts == "11 movements reported by 2 sources · 3 reports read · 1 set aside"


@BOTH
def test_the_keyboard_reaches_every_leg(
    story: Path, open_page: Callable[..., Any], size: dict[str, Any]
) -> None:
    page = open_page(story, **size)
    seen = []
    for _ in range(11):
        page.keyboard.press("n")
        seen.append(chosen(page))
    assert sorted(seen) == sorted(route.leg.id for route in small_story())
    page.keyboard.press("p")
    assert chosen(page) == seen[-2]
    page.keyboard.press("Escape")
    assert chosen(page) is None


def test_tab_and_enter_open_the_first_leg_of_the_list(
    story: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(story)
    page.focus("#evacmap-search")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('leg')"):
            break
    page.keyboard.press("Enter")
    assert chosen(page) == "a8"


@BOTH
def test_a_filter_changes_map_list_and_counts(
    story: Path, open_page: Callable[..., Any], size: dict[str, Any]
) -> None:
    page = open_page(story, **size)
    if size is PHONE:
        page.click("#evacmap-grip")
    page.click("[data-pane-tab=filters]")
    box = page.locator("[data-facet=status][data-value=planned]")
    assert box.locator("xpath=..").locator(".count").inner_text() == "1"
    box.check()
    assert page.evaluate("evacmap.layer.scene.strands.map(s => s.legs)") == [[5]]
    assert "1 of 11 shown" in page.inner_text("#evacmap-counts")
    # Counts of the same facet stay, those of the others follow.
    assert (
        page.locator("[data-value=completed]").locator("xpath=..").locator(".count").inner_text()
        == "7"
    )
    assert (
        page.locator("[data-value=convoy]").locator("xpath=..").locator(".count").inner_text()
        == "0"
    )
    page.click(".clear")
    assert page.evaluate("evacmap.state.count") == 11


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("helicopter", ["b1"]),
        ("PORT official", ["a1"]),
        ("másnaa", ["a3", "a4"]),
        ("nothing like it", []),
    ],
)
def test_search_finds_places_and_quotes_however_spelt(
    story: Path, open_page: Callable[..., Any], words: str, ids: list[str]
) -> None:
    page = open_page(story)
    page.fill("#evacmap-search", words)
    page.wait_for_function(
        "n => evacmap.state.count === n && evacmap.state.words.length > 0", arg=len(ids)
    )
    found = page.evaluate("evacmap.state.listed.map(leg => evacmap.story.data.legs.id[leg])")
    assert sorted(found) == ids


def test_the_timeline_leaves_what_may_fall_in_its_window(
    story: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(story)
    end = page.locator(".handle.end")
    move = "(node, day) => { node.value = day; node.dispatchEvent(new Event('input')); }"
    page.eval_on_selector(".handle.start", move, 9)  # 10 December 2024, days counted from the first
    page.eval_on_selector(".handle.end", move, 11)
    found = page.evaluate("evacmap.state.listed.map(leg => evacmap.story.data.legs.id[leg])")
    # a6 has no date and stays; a7 has no first day; a8 may be any day of the month.
    assert sorted(found) == ["a1", "a4", "a6", "a7", "a8", "b3"]
    assert end.get_attribute("aria-valuetext") == "12 December 2024"
    end.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("evacmap.state.to") == 20070
    page.click("[aria-label='Whole period']")
    assert page.evaluate("[evacmap.state.count, evacmap.state.from, evacmap.state.to]") == [
        11,
        None,
        None,
    ]


def test_play_moves_the_window_and_stops(story: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(story)
    page.click("[aria-label=Play]")
    page.wait_for_function("evacmap.state.from !== null || evacmap.state.to !== null")
    first = page.evaluate("[evacmap.state.from, evacmap.state.to]")
    page.wait_for_function("a => evacmap.state.from !== a[0]", arg=first)
    page.click("[aria-label=Pause]")
    assert page.locator("[aria-label=Play]").count() == 1


@BOTH
def test_the_table_is_the_map_s_twin(
    story: Path, open_page: Callable[..., Any], size: dict[str, Any]
) -> None:
    page = open_page(story, **size)
    page.click("[data-tool=table]")
    assert page.locator(".legs-table tbody tr").count() == 11
    page.click("[data-column=people]")
    page.click("[data-column=people]")
    assert page.get_attribute("th:has([data-column=people])", "aria-sort") == "descending"
    assert "20,000–25,000" in page.inner_text(".legs-table tbody tr >> nth=0")
    page.click(".legs-table tbody tr >> nth=0 >> button")
    assert chosen(page) == "a4"


def test_an_address_restores_what_was_shown(story: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(story, address="#leg=a5&from=2024-12-09&mode=air&mode=bus")
    assert chosen(page) == "a5"
    page.wait_for_selector(f"{PANEL}[data-leg='4']")
    found = page.evaluate("evacmap.state.listed.map(leg => evacmap.story.data.legs.id[leg])")
    assert sorted(found) == ["a2", "a5", "a6"]
    assert page.evaluate("location.hash") == "#leg=a5&from=2024-12-09&mode=air&mode=bus"


def test_files_hold_what_is_shown(story: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(story, address="#status=planned&status=denied")
    page.click("[data-tool=download]")
    with page.expect_download() as download:
        page.click("[data-file=geojson]")
    features = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["features"]
    assert [feature["id"] for feature in features] == ["a8", "a6"]
    with page.expect_download() as download:
        page.click("[data-file=png]")
    assert download.value.suggested_filename == "ways-out.png"
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    assert page.evaluate("evacmap.files.csv()").count("\r\n") == 3


def test_the_page_s_own_geojson_is_that_of_the_package(
    story: Path, tmp_path: Path, open_page: Callable[..., Any]
) -> None:
    from evacmap.render import write_geojson

    page = open_page(story)
    written = {f["id"]: f for f in json.loads(page.evaluate("evacmap.files.geojson()"))["features"]}
    write_geojson(small_story(), tmp_path / "x.geojson")
    for feature in json.loads((tmp_path / "x.geojson").read_bytes())["features"]:
        twin = written[feature["id"]]
        # The page holds no more of a leg than it shows.
        del feature["properties"]["details"]
        assert twin["properties"] == feature["properties"]
        assert list(twin["properties"]) == list(feature["properties"])
        assert twin["geometry"]["type"] == feature["geometry"]["type"]
        for ours, theirs in zip(
            flat(twin["geometry"]["coordinates"]),
            flat(feature["geometry"]["coordinates"]),
            strict=True,
        ):
            assert abs(ours - theirs) <= 0.00003


def flat(values: Any) -> list[float]:
    return [n for value in values for n in flat(value)] if isinstance(values, list) else [values]


def test_many_legs_on_one_way_are_gathered_and_leafed_through(
    crowd: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(crowd)
    bundle = page.evaluate(
        "(() => { const s = evacmap.layer.scene.strands.filter(s => s.legs.length > 6)"
        ".sort((a, b) => b.legs.length - a.legs.length)[0]; return s.legs; })()"
    )
    assert len(bundle) > 50
    point = page.evaluate(POINT_ON, bundle[0])
    page.mouse.click(*point)
    page.wait_for_selector(f"{PANEL}[data-leg='{bundle[0]}']")
    assert f"1 of {len(bundle)}" in page.inner_text(".steps")
    page.click(".steps [aria-label=Next]")
    page.wait_for_selector(f"{PANEL}[data-leg='{bundle[1]}']")


def test_a_page_cut_off_on_its_way_still_shows_its_legs(
    crowd: Path, tmp_path: Path, browser: Any
) -> None:
    """Legs do not wait for lists and quotes, which come later in the file."""
    whole = crowd.read_text(encoding="utf-8")
    cut = whole[: whole.index('id="evacmap-story"') - 40]
    (tmp_path / "cut.html").write_text(cut, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "cut.html").as_uri())
    page.wait_for_function("performance.getEntriesByName('evacmap-first-legs').length > 0")
    assert page.evaluate("evacmap.layer.scene.strands.length") > 20
    assert page.evaluate("document.getElementById('evacmap-side').inert") is True
    page.close()


def test_nothing_vanishes_when_both_ends_are_out_of_view(
    story: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(story)
    page.evaluate("evacmap.map.setView([45, 37], 7, { animate: false })")
    page.wait_for_timeout(200)
    shown = page.evaluate(
        "evacmap.layer.scene.strands"
        ".filter(s => evacmap.isInView(s, evacmap.layer.containerView())).flatMap(s => s.legs)"
    )
    assert 4 in shown


def test_a_folium_layer_beside_ours_is_drawn(tmp_path: Path, open_page: Callable[..., Any]) -> None:
    import folium

    from evacmap.render import map_of

    both = map_of(small_story(), title="Both")
    folium.CircleMarker((33.5, 36.3), radius=22, color="#123456").add_to(both)
    both.save(tmp_path / "both.html")
    page = open_page(tmp_path / "both.html")
    assert page.locator("path[stroke='#123456']").count() == 1


def test_dark_is_remembered_by_the_reader_s_system(
    story: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(story, color_scheme="dark")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.click("[data-tool=theme]")
    assert page.get_attribute("html", "data-theme") == "light"


@pytest.mark.parametrize("way", ["src", "srcdoc"])
def test_the_page_works_in_a_sandboxed_frame(
    story: Path, tmp_path: Path, browser: Any, way: str
) -> None:
    import html

    text = story.read_text(encoding="utf-8")
    source = f'src="{story.as_uri()}"' if way == "src" else f'srcdoc="{html.escape(text)}"'
    frame = tmp_path / "frame.html"
    frame.write_text(
        '<!DOCTYPE html><iframe sandbox="allow-scripts allow-downloads" width=900 height=600 '
        f"{source}>",
        encoding="utf-8",
    )
    page = browser.new_page()
    noises: list[str] = []
    page.on("console", lambda message: noises.append(message.text))
    page.goto(frame.as_uri())
    inner = page.frames[1]
    inner.wait_for_selector("html[data-ready]")
    inner.click(".leg >> nth=0")
    inner.wait_for_selector(".source blockquote")
    assert noises == []
    page.close()


def test_an_embedded_map_shows_the_evidence_of_a_chosen_leg(
    story: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(story, address="?embed", width=640, height=420)
    assert not page.is_visible("#evacmap-side")
    assert not page.is_visible("#evacmap-tools")
    page.keyboard.press("n")
    page.wait_for_selector(".source blockquote")
    page.click(".steps .back")
    assert not page.is_visible("#evacmap-side")


def test_nothing_is_wider_than_a_phone(story: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(story, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        "[...document.querySelectorAll('button, a[role=button], input[type=checkbox]')]"
        ".filter(n => n.offsetParent && !n.closest('label'))"
        ".map(n => [n.className || n.textContent, n.getBoundingClientRect()])"
        ".filter(([, r]) => r.width && (r.width < 24 || r.height < 24)).map(([name]) => name)"
    )
    assert small == []


def test_paper_holds_map_legend_and_every_leg_with_its_sources(
    story: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(story)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.is_visible(".paper-map")
    # A canvas would be printed too small; lines bear the numbers of the list.
    assert page.eval_on_selector(".paper-map", "node => node.tagName") == "svg"
    numbers = page.eval_on_selector_all(
        ".paper-map text", "nodes => nodes.map(n => n.textContent).filter(t => /^\\d+$/.test(t))"
    )
    # Also those of flights that end far out of the picture.
    assert sorted(numbers, key=int) == [str(n) for n in range(1, 12)]
    assert not page.is_visible(".timeline")
    assert page.locator(".paper-legs > li").count() == 11
    text = page.inner_text("#evacmap-paper")
    for route in small_story():
        for item in route.leg.evidence:
            assert item.quote in text
    assert "© OpenStreetMap contributors (ODbL)" in text
    assert "empty.txt: is empty" in text
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_crowd_is_printed_as_a_picture(tmp_path: Path, open_page: Callable[..., Any]) -> None:
    write_map(many_routes(1400), tmp_path / "crowd.html", title="Crowd")
    page = open_page(tmp_path / "crowd.html")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function("document.querySelector('img.paper-map').naturalWidth === 2160")


def test_an_arabic_page_runs_from_right_to_left(
    tmp_path: Path, open_page: Callable[..., Any]
) -> None:
    write_map(small_story(), tmp_path / "ar.html", title="x", language="ar")
    page = open_page(tmp_path / "ar.html")
    assert page.get_attribute("html", "dir") == "rtl"
    side = page.locator("#evacmap-side").bounding_box()
    frame = page.locator("#evacmap-map-frame").bounding_box()
    assert side["x"] > frame["x"] + frame["width"] - 1
    assert "عدد التنقلات 11" in page.inner_text("#evacmap-counts")
    assert page.evaluate("evacmap.localName(evacmap.story.places[0])") == "دمشق"


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_every_line_stands_out_from_land_and_sea(
    story: Path, open_page: Callable[..., Any], theme: str
) -> None:
    """WCAG 2.2, 1.4.11: at least 3:1."""
    colours = open_page(story).evaluate("name => evacmap.themes[name]", theme)
    for mode, line in colours["lines"].items():
        for ground in ("land", "sea", "lake"):
            assert contrast(line, colours[ground]) >= 3, (mode, ground)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours after WCAG 2.2."""
    lights = sorted(map(luminance, (one, other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("size", [WIDE, PHONE, {**WIDE, "color_scheme": "dark"}])
def test_axe_finds_nothing_on_any_view(story: Path, browser: Any, size: dict[str, Any]) -> None:
    axe = pytest.importorskip("axe_playwright_python")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    size = dict(size)
    viewport = {"width": size.pop("width"), "height": size.pop("height")}
    # Only here the page's own policy is off, because axe has to get in.
    context = browser.new_context(viewport=viewport, bypass_csp=True, **size)
    page = context.new_page()
    page.goto(story.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.evaluate(script)
    views = {
        "list": "0",
        "evidence": "evacmap.select(0)",
        "filters": "document.querySelector('[data-pane-tab=filters]').click()",
        "table": "evacmap.openTable()",
        "download": "evacmap.closeDialog(); evacmap.openDownloads()",
        "about": "evacmap.closeDialog(); evacmap.openAbout()",
    }
    for name, action in views.items():
        page.evaluate(f"() => {{ {action} }}")
        page.wait_for_timeout(200)
        found = page.evaluate("axe.run(document).then(r => r.violations.map(v => v.id))")
        assert found == [], name
    context.close()


@pytest.mark.parametrize("size", [WIDE, PHONE, {**PHONE, "width": 320}])
def test_no_name_is_cut_at_the_edge_of_the_map(
    story: Path, open_page: Callable[..., Any], size: dict[str, Any]
) -> None:
    page = open_page(story, reduced_motion="reduce", **size)
    # As the layer draws them, with what is outside for when the map is moved.
    page.evaluate(
        "(() => { window.boxes = []; const write = evacmap.Labels.prototype.write;"
        " evacmap.Labels.prototype.write = function (text, x, y, style) {"
        "   const { width, height, inset } = this.view;"
        "   if (inset && y > inset && y < height - inset)"
        "     boxes.push([text, x - inset, x - inset + this.ctx.measureText(text).width,"
        "       width - 2 * inset]);"
        "   return write.call(this, text, x, y, style); }; })()"
    )
    seen = 0
    for number in range(11):
        page.evaluate("leg => { boxes.length = 0; evacmap.select(leg, { follow: true }); }", number)
        page.wait_for_selector(f"{PANEL}[data-leg='{number}']")
        page.wait_for_timeout(60)
        for text, left, right, wide in page.evaluate("boxes"):
            is_in_sight = right > 0 and left < wide
            seen += is_in_sight
            assert not is_in_sight or (left >= 0 and right <= wide), text
    assert seen > 20


def test_pictures_and_paper_have_a_true_scale_and_north(
    story: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(story)
    page.evaluate("evacmap.map.setView([34, 36], 7, { animate: false })")
    page.wait_for_timeout(200)
    drawing = page.evaluate("evacmap.files.svg()")
    assert ">N</text>" in drawing
    shown = re.search(r">(\d+) km</text>", drawing)
    assert shown is not None
    # The bar: up, along, up; its length is that many kilometres at the middle of the map.
    number = r"([\d.-]+)[ ,]([\d.-]+)"
    bar = re.findall(rf'd="M{number}\s*L{number}\s*L{number}\s*L{number}"', drawing)[-1]
    pixels = float(bar[4]) - float(bar[2])
    middle = page.evaluate("evacmap.map.getCenter().lat")
    km_a_pixel = 40075 * math.cos(math.radians(middle)) / (256 * 2**7)
    assert pixels * km_a_pixel == pytest.approx(int(shown[1]), rel=0.02)
    assert page.get_attribute(".north", "aria-label") == "North is up"


def test_an_address_restores_where_the_map_was_moved_to(
    story: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(story)
    assert page.evaluate("location.hash") == ""
    page.evaluate("evacmap.map.setView([35.5, 38.25], 8.5, { animate: false })")
    page.wait_for_function("location.hash !== ''")
    address = page.evaluate("location.hash")
    again = open_page(story, address=address)
    assert again.evaluate("evacmap.map.getZoom()") == 8.5
    centre = again.evaluate("evacmap.map.getCenter()")
    assert (centre["lat"], centre["lng"]) == pytest.approx((35.5, 38.25), abs=0.002)
    assert again.evaluate("location.hash") == address
    assert open_page(story, address="#at=x,2").evaluate("evacmap.map.getZoom()") < 8.5


def test_a_picture_of_the_map_is_copied(story: Path, browser: Any) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(story.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.click("[data-tool=download]")
    page.click("[data-file=copy]")
    page.get_by_role("button", name="Copied").wait_for()
    kinds = page.evaluate("navigator.clipboard.read().then(items => items[0].types)")
    assert "image/png" in kinds
    context.close()


def test_a_picture_that_may_not_be_copied_is_saved(
    story: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(story)
    page.evaluate("() => { navigator.clipboard.write = async () => { throw new Error('no'); }; }")
    page.click("[data-tool=download]")
    with page.expect_download() as download:
        page.click("[data-file=copy]")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
