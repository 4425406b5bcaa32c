"""The page around folium's own elements: our scripts, styles, words and data, without folium."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from evacmap.render.symbols import read_symbols
from evacmap.render.text import encodable

STYLES = ("page.css",)
SCRIPTS = (
    "data.js",
    "symbols.js",
    "basemap.js",
    "ways.js",
    "drawing.js",
    "marks.js",
    "layer.js",
    "state.js",
    "words.js",
    "panel.js",
    "filters.js",
    "timeline.js",
    "table.js",
    "legend.js",
    "svg.js",
    "export.js",
    "paper.js",
    "opening.js",
    "embed.js",
    "tiles.js",
    "main.js",
)
FIRST_BLOCKS = ("words", "about", "lines")
INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
SLOT = re.compile(r"<!--slot:(\w+)-->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says besides what folium's elements put into it.

    ``blocks`` gives, by name, the coding and the text of each block of data. The page begins once
    it has the ``FIRST_BLOCKS``; the others follow in their order. ``subtitle`` and ``counts``
    stand below the page's title; ``reading`` is HTML for readers without scripts. Pictures may
    come from ``picture_origins`` besides the page itself.
    """

    title: str
    language: str = "en"
    direction: str = "ltr"
    sharing: str = ""
    picture_origins: Sequence[str] = ()
    blocks: Mapping[str, tuple[str, str]]
    reading: str = ""
    subtitle: str | None = None
    counts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What folium's elements put into a page: into its head, its body and its script."""

    header: str
    map: str
    script: str


def page_text(page: Page, frame: Frame) -> str:
    """Return the whole page, with the policy that lets nothing else run in it."""
    slots = _slots(page, frame)
    text = SLOT.sub(lambda slot: slots[slot[1]], page_file("page.html"))
    policy = security_policy(text, picture_origins=page.picture_origins)
    return text.replace("<!--policy-->", policy, 1)


def _slots(page: Page, frame: Frame) -> dict[str, str]:
    later = [name for name in page.blocks if name not in FIRST_BLOCKS]
    return {
        "language": html.escape(page.language),
        "direction": html.escape(page.direction),
        "title": html.escape(encodable(page.title)),
        "sharing": encodable(page.sharing),
        "styles": "".join(f"<style>{page_file(name)}</style>\n" for name in STYLES),
        "leaflet_style": f"<style>{leaflet_style()}</style>",
        "leaflet": f"<script>{leaflet_script()}</script>",
        "scripts": "".join(f"<script>{text}</script>\n" for text in page_scripts()),
        "header": frame.header,
        "map": frame.map,
        "reading": page.reading,
        "counts": html.escape(encodable(page.counts)),
        "subtitle": html.escape(encodable(page.subtitle or "")),
        "data": _elements(page, FIRST_BLOCKS),
        "later": _elements(page, later),
        "script": f"<script>{frame.script}</script>",
    }


def _elements(page: Page, names: Iterable[str]) -> str:
    return "".join(data_element(name, *page.blocks[name]) for name in names)


def security_policy(page: str, *, picture_origins: Sequence[str] = ()) -> str:
    """Return a Content-Security-Policy that lets just the page's own scripts and styles run.

    Pictures may come from the page itself and from ``picture_origins``.
    """
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, content in INLINE.findall(page):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    scripts, styles = (" ".join(dict.fromkeys(hashes[kind])) for kind in ("script", "style"))
    pictures = " ".join(("data:", "blob:", *picture_origins))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src {pictures}; "
        "base-uri 'none'; form-action 'none'"
    )


def data_element(name: str, coding: str, text: str) -> str:
    """Return the element that holds a block of data, which browsers never run."""
    kind = "application/json" if coding == "json" else "text/plain"
    return f'<script type="{kind}" id="evacmap-{name}" data-coding="{coding}">{text}</script>\n'


def page_scripts() -> list[str]:
    """Return the page's scripts: first the colours and symbols that figures have in common."""
    shared = json.dumps(read_symbols(), separators=(",", ":"))
    symbols = f"window.evacmap = {{ symbols: {shared} }};"
    return [symbols, *(_bare(page_file(name)) for name in SCRIPTS)]


def _bare(script: str) -> str:
    """Return a script without indentation and comments, which only its package needs."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def page_file(name: str) -> str:
    """Return a file of the page's own code."""
    return (resources.files("evacmap.render") / "page" / name).read_text(encoding="utf-8")


def leaflet_script() -> str:
    """Return Leaflet, from the installed package, without the pointer to its source map."""
    text = _leaflet_text("leaflet.js")
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "", text)


def leaflet_style() -> str:
    """Return Leaflet's style sheet with its pictures written in."""

    def picture(match: re.Match[str]) -> str:
        data = base64.b64encode(_leaflet_file(f"images/{match[1]}")).decode()
        return f"url(data:image/png;base64,{data})"

    text = _leaflet_text("leaflet.css")
    return re.sub(r"url\(images/([\w.-]+)\)", picture, text)


def _leaflet_text(name: str) -> str:
    # Browsers hash a script with plain line feeds, whatever the file has.
    return _leaflet_file(name).decode().replace("\r\n", "\n").replace("\r", "\n")


def _leaflet_file(name: str) -> bytes:
    from xstatic.pkg import leaflet

    return (resources.files(leaflet) / "data" / name).read_bytes()
