"""A written map as part of another page: the frame to paste in, and what describes it to others.

Takes the text of a map page; gives HTML and JSON. The frame is sandboxed: the map runs its own
code and opens links, and reaches nothing of the page around it.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from evacmap.errors import NotAMapError, UnreadablePictureError

# Scripts, because the map draws itself; downloads for its files; windows for links to reports.
SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
WIDTH_PX, HEIGHT_PX = 800, 560
BODY = '<body class="evacmap">'
ABOUT = re.compile(r'<script type="application/json" id="evacmap-about"[^>]*>(.*?)</script>', re.S)
PNG = b"\x89PNG\r\n\x1a\n"
LISTENER = """\
<script>
addEventListener("message", (event) => {
  if (!event.data || event.data.type !== "evacmap-height") return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === event.source) frame.height = event.data.height;
  }
});
</script>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """A map that was written, and what it says of itself."""

    text: str
    title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A still picture of a map, for where the map itself cannot be shown; sizes in pixels."""

    name: str
    width: int
    height: int


def read_map(path: str | Path) -> MapPage:
    """Return the map page in a file.

    Raises:
        NotAMapError: the file cannot be read or is no map of evacmap.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise NotAMapError(path, f"cannot be read: {reason}") from error
    return map_page(text, path=path)


def map_page(text: str, *, path: str | Path = "the page") -> MapPage:
    """Return a map page from its text.

    Raises:
        NotAMapError: it is no map of evacmap.
    """
    found = ABOUT.search(text)
    if found is None or BODY not in text:
        raise NotAMapError(path, "is not a map page that evacmap wrote")
    about = {"movements": 0, "sources": 0, **json.loads(found[1])}
    return MapPage(text=text, title=str(about["title"]), description=description_of(about))


def description_of(about: Mapping[str, Any]) -> str:
    """Return one sentence on a map, from what the page says of itself.

    >>> description_of({"movements": 2, "sources": 1, "subtitle": "9 to 16 December 2024"})
    '2 movements reported by 1 source, 9 to 16 December 2024.'
    """
    movements, sources = about["movements"], about["sources"]
    counted = (
        f"{movements:,} movement{'' if movements == 1 else 's'} reported by "
        f"{sources:,} source{'' if sources == 1 else 's'}"
    )
    return f"{', '.join(filter(None, (counted, about.get('subtitle'))))}."


def read_picture(path: str | Path) -> Picture:
    """Return the name and size of a PNG picture.

    Raises:
        UnreadablePictureError: the file cannot be read or is no PNG.
    """
    try:
        with Path(path).open("rb") as file:
            head = file.read(24)
    except OSError as error:
        raise UnreadablePictureError(path, error.strerror or "unreadable") from error
    if len(head) < 24 or not head.startswith(PNG) or head[12:16] != b"IHDR":
        raise UnreadablePictureError(path, "it is not a PNG picture")
    size = (int.from_bytes(head[at : at + 4], "big") for at in (16, 20))
    width, height = size
    return Picture(name=Path(path).name, width=width, height=height)


def first_picture(folder: Path, names: Iterable[str]) -> Picture | None:
    """Return the first of these files in a folder that is a PNG by its name; None where none is."""
    pictures = (name for name in names if name.lower().endswith(".png"))
    return next((read_picture(folder / name) for name in pictures), None)


def frame(
    page: MapPage,
    address: str,
    *,
    picture: str | None = None,
    width: str | int = "100%",
    height: int = HEIGHT_PX,
) -> str:
    """Return the HTML that shows the map at ``address`` in a page.

    ``picture`` is the address of a still picture for readers whose browser runs no scripts.
    """
    source = html.escape(framed_address(address))
    link = html.escape(address)
    title = html.escape(page.title)
    lines = [
        "<figure>",
        f'<iframe src="{source}" title="{title}" width="{width}" height="{height}" '
        f'sandbox="{SANDBOX}" loading="lazy" frameborder="0" allowfullscreen></iframe>',
        *_fallback(page, picture, link),
        f'<figcaption><a href="{link}">{title}</a></figcaption>',
        "</figure>",
    ]
    return "\n".join(lines)


def srcdoc_frame(
    page: MapPage,
    *,
    picture: str | None = None,
    width: str | int = "100%",
    height: int = HEIGHT_PX,
) -> str:
    """Return HTML that holds the whole map itself and needs no file beside it.

    It works where the page around it lets scripts in its own text run, as notebooks do; a strict
    Content-Security-Policy there keeps the map from drawing itself.
    """
    inner = html.escape(page.text.replace(BODY, '<body class="evacmap embed">', 1))
    title = html.escape(page.title)
    lines = [
        f'<iframe srcdoc="{inner}" title="{title}" width="{width}" height="{height}" '
        f'sandbox="{SANDBOX}" frameborder="0" allowfullscreen></iframe>',
        *_fallback(page, picture, None),
    ]
    return "\n".join(lines)


def framed_address(address: str) -> str:
    """Return the address that shows the map without its side panels.

    >>> framed_address("maps/my map.html"), framed_address("https://example.org/m.html#leg=a1")
    ('maps/my%20map.html#embed', 'https://example.org/m.html#embed&leg=a1')
    """
    place, _, rest = address.partition("#")
    safe = place if urlsplit(place).scheme in ("http", "https") else quote(place, safe="/:._-~")
    return f"{safe}#{'&'.join(filter(None, ('embed', rest)))}"


def open_graph(page: MapPage, url: str, *, picture: Picture | None = None) -> str:
    """Return the elements for a page's head that tell others what to show of the map at ``url``."""
    return sharing_elements(page.title, page.description, url=url, picture=picture)


def sharing_elements(
    title: str, description: str, *, url: str | None = None, picture: Picture | None = None
) -> str:
    """Return what the head of a page tells those that show a link to it (Open Graph).

    ``url`` is where the page will stand. A picture stands beside it, and is told only where that
    is known: its own address has to be whole.
    """
    properties: list[tuple[str, str | int]] = [
        ("og:type", "website"),
        ("og:title", title),
        ("og:description", description),
    ]
    if url:
        properties.append(("og:url", url))
    if url and picture:
        properties += [
            ("og:image", urljoin(url, quote(picture.name))),
            ("og:image:width", picture.width),
            ("og:image:height", picture.height),
            ("og:image:alt", title),
        ]
    lines = [_meta("property", name, value) for name, value in properties]
    lines.append(_meta("name", "description", description))
    card = "summary_large_image" if url and picture else "summary"
    lines.append(_meta("name", "twitter:card", card))
    return "\n".join(lines)


def oembed_json(page: MapPage, url: str, *, picture: Picture | None = None) -> str:
    """Return the oEmbed answer (version 1.0, type rich) for the map at ``url``."""
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": page.title,
        "provider_name": "evacmap",
        "html": frame(page, url, width=WIDTH_PX),
        "width": WIDTH_PX,
        "height": HEIGHT_PX,
    }
    if picture:
        answer |= {
            "thumbnail_url": urljoin(url, quote(picture.name)),
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _meta(kind: str, name: str, value: str | int) -> str:
    return f'<meta {kind}="{name}" content="{html.escape(str(value))}">'


def _fallback(page: MapPage, picture: str | None, link: str | None) -> list[str]:
    if not picture:
        return []
    words = html.escape(f"{page.title}. {page.description}")
    image = f'<img src="{html.escape(picture)}" alt="{words}">'
    return [f"<noscript>{_linked(image, link)}</noscript>"]


def _linked(content: str, link: str | None) -> str:
    return f'<a href="{link}">{content}</a>' if link else content


class MapView:
    """A map to look at in a notebook: Jupyter, Quarto and marimo show it by ``_repr_html_``."""

    def __init__(self, page: MapPage, *, height: int = HEIGHT_PX) -> None:
        self.page = page
        self.height = height

    def _repr_html_(self) -> str:
        return srcdoc_frame(self.page, height=self.height)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.page.title!r}: {self.page.description}>"

    def save(self, path: str | Path) -> None:
        """Write the map page into a file.

        Raises:
            UnwritableOutputError: ``path`` cannot be written.
        """
        from evacmap.render.files import write_whole

        write_whole(path, self.page.text.encode())
