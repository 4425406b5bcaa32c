"""An installed Chromium or Chrome for the tests that open pages."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WAY_OUT = "no Chromium or Chrome found; install one (Debian: apt-get install chromium)"


def browser_path() -> str | None:
    """The browser named in EVACMAP_BROWSER, or the first that is installed."""
    return os.environ.get("EVACMAP_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = browser_path()
    # Everything but the page can be tested where no browser may be installed.
    if path is None:
        pytest.skip(WAY_OUT)
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a map page; it must ask for nothing but itself and say nothing on the console."""
    contexts, noises = [], []

    def opened(path: Path, *, address: str = "", width: int = 1280, height: int = 800, **how: Any):
        context = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, **how
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: noises.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: noises.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (noises.append("dialog"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("file:", "blob:", "data:"))
                else noises.append(f"request: {request.url}")
            ),
        )
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready]", timeout=30_000)
        page.wait_for_function("window.evacmap.drawn > 0")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert noises == []
