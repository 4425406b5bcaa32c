"""Stock folium and our map page, side by side: size, time to build, memory, time to first legs.

Makes legs with a seed, builds a page of them with stock folium 0.20 (a PolyLine and a Popup a leg)
and with ours, each in a process of its own, and opens both in Chromium without a graphics card and
without a network (stock folium is given Leaflet and jQuery from here, or it would show nothing).

    python benchmarks/page.py [--legs 1000 10000] [--ours-only] [--folder DIR]
"""

import argparse
import itertools
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
FIRST_STOCK = "document.querySelectorAll('path.leaflet-interactive').length > 0"
FIRST_OURS = "performance.getEntriesByName('evacmap-first-legs').length > 0"
# Both alike: the start of the frame after the one in which legs were first drawn, so that the
# painting is counted.
WATCH = """(() => {
  const look = () => {
    if (IS_DRAWN) requestAnimationFrame(() => { window.firstLegs_ = performance.now(); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--legs", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--ours-only", action="store_true", help="leave stock folium out")
    parser.add_argument("--folder", type=Path, help="keep the pages here")
    parser.add_argument("--build", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        tool, number, path = options.build
        print(json.dumps(build(tool, int(number), Path(path))))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for number in options.legs:
            compare(number, folder, ["ours"] if options.ours_only else ["stock", "ours"])
    return 0


def compare(number: int, folder: Path, tools: list[str]) -> None:
    rows = {}
    for tool in tools:
        path = folder / f"{tool}-{number}.html"
        command = [sys.executable, __file__, "--build", tool, str(number), str(path)]
        built = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        rows[tool] = {**json.loads(built), **opened(tool, path)}
        figures = "  ".join(f"{name} {value:g}" for name, value in rows[tool].items())
        print(f"{number} legs, {tool}: {figures}", flush=True)
    if len(rows) == 2:
        shared = [name for name in rows["stock"] if name in rows["ours"]]
        ratios = {name: rows["stock"][name] / max(1e-9, rows["ours"][name]) for name in shared}
        text = "  ".join(f"{name} {ratio:.1f}" for name, ratio in ratios.items())
        print(f"{number} legs, stock divided by ours: {text}", flush=True)


def build(tool: str, number: int, path: Path) -> dict[str, float]:
    """Build one page; memory is what building adds to the legs themselves and the imports."""
    import folium  # noqa: F401  both need it, so neither is charged for importing it

    from evacmap.render import write_map
    from render.samples import many_routes

    routes = many_routes(number)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    if tool == "ours":
        write_map(routes, path, title=f"{number} legs")
    else:
        write_stock(routes, path)
    return {
        "built_s": round(time.perf_counter() - started, 2),
        "size_mb": round(path.stat().st_size / 1e6, 2),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "added_memory_mb": round(
            max(1, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        ),
    }


def write_stock(routes: list[Any], path: Path) -> None:
    import folium

    page = folium.Map((39, 36), zoom_start=5, tiles=None)
    for route in routes:
        leg = route.leg
        text = f"{leg.evidence[0].quote} {leg.evidence[0].url}"
        ends = [(lat, lon) for lon, lat in route.lines[0]]
        folium.PolyLine(ends, popup=folium.Popup(text, parse_html=True)).add_to(page)
    page.save(path)


def opened(tool: str, path: Path) -> dict[str, float]:
    """Open a page in Chromium; the best of two tries, in milliseconds and frames a second."""
    from playwright.sync_api import sync_playwright

    from render.conftest import browser_path

    tries = []
    with sync_playwright() as playwright:
        for _ in range(2):
            browser = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
            tries.append(measured(browser, tool, path))
            browser.close()
    best = min(tries, key=lambda row: row["first_legs_ms"])
    return {name: round(value, 1) for name, value in best.items()}


def measured(browser: Any, tool: str, path: Path) -> dict[str, float]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.route(re.compile(r"^https?://"), stand_in)
    page.add_init_script(WATCH.replace("IS_DRAWN", FIRST_OURS if tool == "ours" else FIRST_STOCK))
    page.goto(path.as_uri(), timeout=300_000)
    page.wait_for_function("window.firstLegs_ > 0", timeout=300_000)
    first = page.evaluate("window.firstLegs_")
    if tool == "ours":
        page.wait_for_selector("html[data-ready]", timeout=300_000)
    page.wait_for_timeout(1500)
    row = {"first_legs_ms": first, **motion(page)}
    if tool == "ours":
        row["panel_ms"] = page.evaluate(
            "(async () => { const t = performance.now(); evacmap.select(5);"
            " while (document.querySelector('#evacmap-evidence-panel').dataset.leg !== '5')"
            " await new Promise(r => setTimeout(r, 1)); return performance.now() - t; })()"
        )
    return row


def motion(page: Any) -> dict[str, float]:
    """Drag the map by 240 pixels, then turn the wheel once, and time the frames."""
    page.evaluate(
        "window.frames_ = []; (function f(t) { frames_.push(t); requestAnimationFrame(f); })(0)"
    )
    page.mouse.move(800, 300)
    page.mouse.down()
    page.evaluate("frames_.length = 0")
    for step in range(48):
        page.mouse.move(800 - step * 5, 300 + step * 2)
        page.wait_for_timeout(8)
    pan = gaps(page)
    page.mouse.up()
    page.wait_for_timeout(1500)
    page.evaluate("frames_.length = 0")
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(2500)
    zoom = gaps(page)
    return {"pan_fps": 1000 * len(pan) / max(1, sum(pan)), "zoom_worst_ms": max(zoom, default=0)}


def gaps(page: Any) -> list[float]:
    times = page.evaluate("frames_")
    return [after - before for before, after in itertools.pairwise(times)]


def stand_in(request: Any) -> None:
    """Answer stock folium's requests: Leaflet from the installed package, the rest with nothing.

    Popups go through jQuery; a stub that makes an element of a string does what they need of it.
    """
    from evacmap.render.page_text import leaflet_script, leaflet_style

    url = request.request.url
    if "leaflet" in url and url.endswith("leaflet.js"):
        request.fulfill(body=leaflet_script(), content_type="text/javascript")
    elif "leaflet" in url and url.endswith("leaflet.css"):
        request.fulfill(body=leaflet_style(), content_type="text/css")
    elif "jquery" in url:
        stub = (
            "window.$ = text => { const t = document.createElement('template');"
            " t.innerHTML = String(text).trim(); return [t.content.firstChild]; };"
        )
        request.fulfill(body=stub, content_type="text/javascript")
    else:
        request.fulfill(
            body="", content_type="text/css" if url.endswith("css") else "text/javascript"
        )


if __name__ == "__main__":
    raise SystemExit(main())
