"""Whatever a report says is shown as written, and runs nowhere."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evacmap.model import SetAside
from evacmap.render import write_csv, write_geojson, write_map
from evacmap.render.text import encodable
from render.hostile_texts import HOSTILE
from render.samples import hostile


def routes() -> list[Any]:
    return [
        replace(
            hostile(text),
            leg=replace(hostile(text).leg, id=f"{number}:{text}"),
            lines=(((36 + number / 9, 33.5), (35.9 + number / 9, 33.9)),),
        )
        for number, text in enumerate(HOSTILE)
    ]


def test_the_corpus_is_large_enough() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("text", ["<b>{{ 7*7 }}</b>", "${1}</title>", "{% x %}", "a\ud800b"])
def test_title_and_file_names_are_shown_as_written(tmp_path: Path, text: str) -> None:
    aside = (SetAside(path=text, reason=text),)
    write_map([hostile(text)], tmp_path / "x.html", title=text, subtitle=text, set_aside=aside)
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    title = re.search(r"<title>(.*?)</title>", page)
    assert title is not None
    assert "<" not in title[1]
    assert "49" not in title[1]
    about = re.search(r'id="evacmap-about" data-coding="json">(.*?)</script>', page)
    assert about is not None
    assert json.loads(about[1])["set_aside"] == [[encodable(text), encodable(text)]]


def test_tables_keep_every_text(tmp_path: Path) -> None:
    write_geojson(routes(), tmp_path / "x.geojson")
    write_csv(routes(), tmp_path / "x.csv")
    features = json.loads((tmp_path / "x.geojson").read_bytes())["features"]
    # The longest text stands in the details several times.
    csv.field_size_limit(10_000_000)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "x.csv").read_bytes().decode(), newline="")))
    for text, feature, row in zip(HOSTILE, features, rows, strict=True):
        assert feature["properties"]["quote"] == encodable(text)
        assert row["quote"].removeprefix("'") in (
            encodable(text).replace("\0", "\ufffd"),
            encodable(text).replace("\0", "\ufffd").removeprefix("'"),
        )


@pytest.mark.browser
def test_every_text_is_shown_and_none_runs(tmp_path: Path, open_page: Callable[..., Any]) -> None:
    aside = tuple(SetAside(path=text, reason=text) for text in HOSTILE)
    title = HOSTILE[1] + HOSTILE[-2] + "{{ 7*7 }}${1}"
    write_map(routes(), tmp_path / "x.html", title=title, subtitle=HOSTILE[3], set_aside=aside)
    page = open_page(tmp_path / "x.html")
    assert page.inner_text("h1") == title
    for number, text in enumerate(HOSTILE):
        page.evaluate(f"evacmap.select({number})")
        page.wait_for_function(
            "n => evacmap.state.selected === n && document.querySelector('#evacmap-evidence-panel')"
            ".dataset.leg === String(n)",
            arg=number,
        )
        quote = page.eval_on_selector(".source blockquote", "node => node.textContent")
        assert quote == encodable(text)
        assert page.eval_on_selector(".source cite", "node => node.textContent") == encodable(text)
        links = page.eval_on_selector_all(".source a", "nodes => nodes.map(n => n.href)")
        assert all(link.startswith(("http://", "https://")) for link in links)
    for kind in ("csv", "geojson", "kml", "svg"):
        written = page.evaluate(f"evacmap.files.{kind}()")
        assert written
        if kind in ("kml", "svg"):
            error = "new DOMParser().parseFromString(t, 'text/xml').querySelector('parsererror')"
            assert page.evaluate(f"t => {error} === null", written) is True
    page.click("[data-tool=about]")
    asides = page.eval_on_selector_all(
        ".about ul:first-of-type strong", "n => n.map(x => x.textContent)"
    )
    assert asides == [encodable(text) for text in HOSTILE]
    page.keyboard.press("Escape")
    page.click("[data-tool=table]")
    assert page.locator(".legs-table tbody tr").count() == len(HOSTILE)
    assert page.evaluate("window.evacmapTaken === undefined") is True
