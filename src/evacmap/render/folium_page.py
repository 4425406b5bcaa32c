"""A folium map and layer that write everything into the page and nothing through Jinja."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

from branca.element import Element, Figure
from folium import Map
from folium.map import Layer

from evacmap.render.embed import map_page, srcdoc_frame
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
VIEWPORT = re.compile(r"<meta name=\"viewport\".*?/>", re.DOTALL)
INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
SLOT = re.compile(r"<!--slot:(\w+)-->")


class Raw(Element):
    """Text that goes into the page as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:
        """Return the text."""
        return self.text


class PageFigure(Figure):
    """The whole page: our own frame around what folium's elements contribute."""

    def __init__(
        self,
        *,
        title: str,
        language: str,
        direction: str,
        sharing: str = "",
        picture_origins: Sequence[str] = (),
    ) -> None:
        super().__init__(title=encodable(title))
        self.language = language
        self.direction = direction
        self.sharing = sharing
        self.picture_origins = picture_origins
        self.data, self.later = "", ""
        self.reading, self.counts, self.subtitle = "", "", ""

    def render(self, **kwargs: Any) -> str:
        """Return the page. The same map gives the same bytes, however often it is rendered."""
        number_elements(self)
        for part in (self.header, self.html, self.script):
            part._children.clear()
        for child in self._children.values():
            child.render(**kwargs)
        slots = self._slots(kwargs)
        page = SLOT.sub(lambda slot: slots[slot[1]], page_file("page.html"))
        policy = security_policy(page, picture_origins=self.picture_origins)
        return page.replace("<!--policy-->", policy, 1)

    def _slots(self, kwargs: Mapping[str, Any]) -> dict[str, str]:
        return {
            "language": html.escape(self.language),
            "direction": html.escape(self.direction),
            "title": html.escape(str(self.title)),
            "sharing": encodable(self.sharing),
            "styles": "".join(f"<style>{page_file(name)}</style>\n" for name in STYLES),
            "leaflet_style": f"<style>{leaflet_style()}</style>",
            "leaflet": f"<script>{leaflet_script()}</script>",
            "scripts": "".join(f"<script>{text}</script>\n" for text in page_scripts()),
            "header": VIEWPORT.sub("", self.header.render(**kwargs)),
            "map": self.html.render(**kwargs),
            "reading": self.reading,
            "counts": html.escape(encodable(self.counts)),
            "subtitle": html.escape(encodable(self.subtitle)),
            "data": self.data,
            "later": self.later,
            "script": f"<script>{self.script.render(**kwargs)}</script>",
        }


class OfflineMap(Map):
    """A folium.Map that loads nothing from elsewhere, but pictures from ``picture_origins``."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []

    def __init__(
        self,
        *,
        title: str,
        language: str = "en",
        direction: str = "ltr",
        sharing: str = "",
        picture_origins: Sequence[str] = (),
    ) -> None:
        super().__init__(
            location=(20, 0),
            zoom_start=2,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0.25,
            min_zoom=1,
            max_zoom=15,
            max_bounds=False,
        )
        # A copy, because add_js_link would change the list of the class.
        self.default_js, self.default_css = [], []
        PageFigure(
            title=title,
            language=language,
            direction=direction,
            sharing=sharing,
            picture_origins=picture_origins,
        ).add_child(self)

    def _repr_html_(self, **kwargs: Any) -> str:
        """Return the map in a sandboxed frame, for notebooks."""
        return srcdoc_frame(map_page(self.get_root().render(**kwargs)))


class LegLayer(Layer):
    """Legs, drawn on canvas from the blocks of data in the page.

    ``blocks`` gives, by name, the coding and the text of each block. The page begins once it has
    the ``FIRST_BLOCKS``; the others follow in their order. ``subtitle`` and ``counts`` stand below
    the page's title; ``reading`` is HTML for readers without scripts.
    """

    def __init__(
        self,
        *,
        blocks: Mapping[str, tuple[str, str]],
        reading: str = "",
        subtitle: str | None = None,
        counts: str = "",
    ) -> None:
        super().__init__(name="Legs", overlay=True, control=False)
        self._name = "LegLayer"
        self.blocks = dict(blocks)
        self.reading, self.subtitle, self.counts = reading, subtitle or "", counts

    def _elements(self, names: Iterable[str]) -> str:
        return "".join(data_element(name, *self.blocks[name]) for name in names)

    def render(self, **kwargs: Any) -> str:
        """Put the data and the call that starts the layer into the page; gives no text itself.

        Raises:
            TypeError: the layer is not on an OfflineMap.
        """
        page = self.get_root()
        if not isinstance(page, PageFigure) or self._parent is None:
            raise TypeError("a LegLayer needs an OfflineMap to be added to")
        page.data = self._elements(FIRST_BLOCKS)
        page.later = self._elements(name for name in self.blocks if name not in FIRST_BLOCKS)
        page.reading = self.reading
        page.subtitle, page.counts = self.subtitle, self.counts
        start = f"var {self.get_name()} = evacmap.start({self._parent.get_name()});"
        page.script.add_child(Raw(start), name=self.get_name())
        return ""


def number_elements(root: Element) -> None:
    """Number all elements below ``root`` in their order, in place of random ids."""
    waiting, number = [root], 0
    while waiting:
        element = waiting.pop(0)
        element._id = str(number)
        number += 1
        waiting += element._children.values()


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
