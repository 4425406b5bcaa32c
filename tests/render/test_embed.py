"""A map within another page: what is printed for it, and how it behaves there."""

import functools
import html
import http.server
import json
import re
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evacmap.errors import NotAMapError, UnreadablePictureError
from evacmap.render import embed, map_of, write_map
from render.samples import small_story

TITLE = 'Ways "out" <b>&amp;</b>'
STRICT = "default-src 'none'; frame-src 'self'"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("embed")
    write_map(small_story(), folder / "map.html", title=TITLE, subtitle="December 2024", reports=3)
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> embed.MapPage:
    return embed.read_map(folder / "map.html")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; pages whose name says so come with a strict policy."""

    def end_headers(self) -> None:
        if "strict" in self.path:
            self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_map_says_what_it_is(page: embed.MapPage) -> None:
    assert page.title == TITLE
    assert page.description == "11 movements reported by 2 sources, December 2024."


@pytest.mark.parametrize("text", ["", '<body class="evacmap">', "<title>Some page</title>"])
def test_a_page_that_is_no_map_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.html").write_text(text)
    with pytest.raises(NotAMapError, match=r"x\.html: is not a map page"):
        embed.read_map(tmp_path / "x.html")
    with pytest.raises(NotAMapError, match="cannot be read: No such file"):
        embed.read_map(tmp_path / "none.html")


def test_the_frame_is_sandboxed_and_its_title_escaped(page: embed.MapPage) -> None:
    text = embed.frame(page, "some maps/map.html", picture="map.png", width=640, height=400)
    assert 'src="some%20maps/map.html#embed"' in text
    assert 'width="640" height="400"' in text
    sandbox = re.search(r'sandbox="([^"]*)"', text)
    assert sandbox is not None
    assert "allow-scripts" in sandbox[1].split()
    assert "allow-same-origin" not in sandbox[1]
    assert "<b>" not in text
    assert html.escape(TITLE) in text
    assert '<noscript><a href="some maps/map.html"><img src="map.png" alt="Ways' in text


def test_the_whole_map_can_stand_in_the_frame(page: embed.MapPage) -> None:
    text = embed.srcdoc_frame(page)
    inner = re.search(r'srcdoc="([^"]*)"', text)
    assert inner is not None
    assert html.unescape(inner[1]) == page.text.replace('evacmap"', 'evacmap embed"', 1)


def test_others_are_told_title_and_picture(page: embed.MapPage, tmp_path: Path) -> None:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 1200, 630)
    (tmp_path / "a b.png").write_bytes(head)
    picture = embed.read_picture(tmp_path / "a b.png")
    url = "https://example.org/maps/m.html"
    meta = dict(
        re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">',
                   embed.open_graph(page, url, picture=picture))
    )  # fmt: skip
    assert meta["og:title"] == html.escape(TITLE)
    assert meta["og:url"] == url
    assert meta["og:image"] == "https://example.org/maps/a%20b.png"
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["twitter:card"] == "summary_large_image"
    answer = json.loads(embed.oembed_json(page, url, picture=picture))
    assert answer["type"] == "rich"
    assert answer["version"] == "1.0"
    assert answer["thumbnail_url"] == "https://example.org/maps/a%20b.png"
    assert (answer["thumbnail_width"], answer["thumbnail_height"]) == (1200, 630)
    assert f'src="{url}#embed"' in answer["html"]


def head_of(path: Path) -> dict[str, str]:
    """What the head of a page tells of itself, as a reader of HTML reads it."""
    from html.parser import HTMLParser

    found: dict[str, str] = {}

    class Head(HTMLParser):
        def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
            told = dict(pairs)
            name = told.get("property") or told.get("name")
            if tag == "meta" and name:
                assert name not in found, name
                found[name] = told.get("content") or ""

    Head().feed(path.read_text(encoding="utf-8").partition("</head>")[0])
    return found


def test_a_map_tells_those_who_get_its_link_what_it_is(folder: Path, tmp_path: Path) -> None:
    head = head_of(folder / "map.html")
    told = "11 movements reported by 2 sources, December 2024."
    assert head["og:title"] == TITLE
    assert head["og:description"] == head["description"] == told
    assert head["twitter:card"] == "summary"
    # Without its address nothing can be told that needs one.
    assert not {"og:url", "og:image"} & set(head)
    path = tmp_path / "map.html"
    picture = embed.Picture(name="a b.png", width=1200, height=630)
    url = "https://example.org/maps/?a=1&b=2"
    write_map(small_story(), path, title=TITLE, url=url, picture=picture)
    head = head_of(path)
    assert head["og:url"] == url
    assert head["og:image"] == "https://example.org/maps/a%20b.png"
    assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
    assert head["twitter:card"] == "summary_large_image"


def test_the_head_of_a_map_speaks_its_language(tmp_path: Path) -> None:
    write_map(small_story(), tmp_path / "fr.html", title="Départs", language="fr")
    head = head_of(tmp_path / "fr.html")
    assert head["og:description"] == "11 déplacements rapportés par 2 sources."


def test_a_picture_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"GIF89a")
    with pytest.raises(UnreadablePictureError, match=r"x\.png: it is not a PNG picture; give"):
        embed.read_picture(tmp_path / "x.png")


def test_a_map_shows_itself_in_a_notebook_in_a_sandboxed_frame() -> None:
    text = map_of(small_story(), title="x")._repr_html_()
    assert text.startswith('<iframe srcdoc="&lt;!DOCTYPE html&gt;')
    assert f'sandbox="{embed.SANDBOX}"' in text


@pytest.mark.browser
def test_the_frame_works_under_a_page_with_a_strict_policy(
    folder: Path, page: embed.MapPage, address: str, browser: Any
) -> None:
    snippet = embed.frame(page, "map.html", picture="map.png")
    (folder / "strict.html").write_text(f"<!DOCTYPE html><title>An article</title>{snippet}")
    window = browser.new_page(viewport={"width": 900, "height": 700})
    noises: list[str] = []
    window.on("console", lambda message: noises.append(message.text))
    response = window.goto(f"{address}/strict.html")
    assert response.headers["content-security-policy"] == STRICT
    inner = window.frames[1]
    inner.wait_for_selector("html[data-ready]")
    assert inner.evaluate("evacmap.story.n") == 11
    assert not inner.is_visible("#evacmap-side")
    assert not inner.is_visible("#evacmap-tools")
    inner.evaluate("evacmap.select(0)")
    inner.wait_for_selector(".source blockquote")
    assert inner.evaluate("location.hash") == "#embed&leg=a1"
    assert inner.evaluate("evacmap.hash") == "#leg=a1"
    assert noises == []
    window.close()


@pytest.mark.browser
def test_the_map_tells_the_page_around_how_high_it_wants_to_be(
    folder: Path, page: embed.MapPage, address: str, browser: Any
) -> None:
    snippet = embed.frame(page, "map.html", height=300) + embed.LISTENER
    (folder / "article.html").write_text(f"<!DOCTYPE html><title>An article</title>{snippet}")
    window = browser.new_page(viewport={"width": 900, "height": 700})
    window.goto(f"{address}/article.html")
    window.wait_for_function("document.querySelector('iframe').height > 500")
    wide = int(window.get_attribute("iframe", "height"))
    window.set_viewport_size({"width": 420, "height": 700})
    window.wait_for_function(f"document.querySelector('iframe').height != {wide}")
    assert 300 < int(window.get_attribute("iframe", "height")) < 700
    window.close()


@pytest.mark.browser
def test_the_wheel_scrolls_the_page_around_until_the_map_is_clicked(
    folder: Path, browser: Any
) -> None:
    window = browser.new_page(viewport={"width": 900, "height": 700})
    window.goto((folder / "map.html").as_uri() + "#embed")
    window.wait_for_selector("html[data-ready]")
    zoom = window.evaluate("evacmap.map.getZoom()")
    window.mouse.move(450, 300)
    window.mouse.wheel(0, -300)
    window.wait_for_timeout(400)
    assert window.evaluate("evacmap.map.getZoom()") == zoom
    window.mouse.click(450, 300)
    window.mouse.wheel(0, -300)
    window.wait_for_function("zoom => evacmap.map.getZoom() > zoom", arg=zoom)
    window.close()


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore:IPython3 lexer")
def test_a_notebook_made_into_a_page_shows_the_legs(tmp_path: Path, browser: Any) -> None:
    nbformat = pytest.importorskip("nbformat")
    exporters = pytest.importorskip("nbconvert.exporters")
    made = map_of(small_story(), title="Ways out")
    shown = nbformat.v4.new_output("display_data", data={"text/html": made._repr_html_()})
    cell = nbformat.v4.new_code_cell("evacmap.show(routes)", outputs=[shown])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    text, _ = exporters.HTMLExporter().from_notebook_node(notebook)
    (tmp_path / "notebook.html").write_text(text, encoding="utf-8")
    window = browser.new_page(viewport={"width": 1000, "height": 800})
    # The page that nbconvert makes asks for scripts of others; the map must not need them.
    window.route(re.compile("^https?:"), lambda route: route.abort())
    window.goto((tmp_path / "notebook.html").as_uri(), wait_until="domcontentloaded")
    window.wait_for_selector("iframe")
    inner = next(frame for frame in window.frames if frame != window.main_frame)
    inner.wait_for_selector("html[data-ready]")
    assert inner.evaluate("evacmap.layer.scene.strands.flatMap(s => s.legs).length") == 11
    assert inner.evaluate("performance.getEntriesByName('evacmap-first-legs').length") == 1
    assert not inner.is_visible("#evacmap-side")
    window.close()
