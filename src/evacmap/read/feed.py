"""RSS and Atom: each item of a feed becomes a Document."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from pathlib import Path
from typing import Any

from evacmap.errors import UnreadableReportError
from evacmap.model import Document
from evacmap.read.decode import MAX_BYTES, one_line, read_bytes
from evacmap.read.header import source_of
from evacmap.read.html_blocks import html_blocks
from evacmap.read.layout import RawBlock, Shape
from evacmap.read.plain_text import assemble_document
from evacmap.read.sniff import refuse_other_formats
from evacmap.read.source import knows_publisher_at

_ROOTS = frozenset({"rss", "feed", "RDF"})
_ITEMS = frozenset({"item", "entry"})
# In order of worth: the whole article, then what may be its beginning.
_TEXTS = ("encoded", "content", "description", "summary")
_DAYS = ("pubDate", "published", "date", "issued", "updated", "modified")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


def read_feed(path: Path) -> Iterator[Document | UnreadableReportError]:
    """Yield the report of each item, or the error that says why an item holds none.

    Raises:
        UnreadableReportError: the file is no feed, or is damaged from its beginning.
    """
    data = read_bytes(path, max_bytes=MAX_BYTES)
    refuse_other_formats(data, path)
    root, damage = _parsed(data, path)
    kind = _local(root)
    if kind not in _ROOTS:
        raise UnreadableReportError(
            path,
            f"XML with the root <{kind[:40]}>, neither RSS nor Atom",
            "save a web page as .html, other reports as text",
        )
    title = _text(root if kind == "feed" else _child(root, "channel"), "title")
    items = [element for element in root.iter("{*}*") if _local(element) in _ITEMS]
    for number, item in enumerate(items, 1):
        try:
            yield _document(item, path=path, number=number, feed=title)
        except UnreadableReportError as error:
            yield error
    if damage:
        yield UnreadableReportError(
            path, f"damaged XML ({damage}); items after that may be missing", "save the feed again"
        )
    elif not items:
        raise UnreadableReportError(path, "a feed without an item", "save it again")


def _parsed(data: bytes, path: Path) -> tuple[Any, str | None]:
    """Return the root of the XML, and what is damaged in it.

    Entities are never expanded and nothing is fetched; only names of HTML such as &nbsp; are
    put in, since feeds use them without declaring them.
    """
    from lxml import etree

    if b"<!ENTITY" in data:
        raise UnreadableReportError(
            path, "XML that declares entities of its own", "save the feed without them"
        )
    data = _ENTITY.sub(_as_number, data)
    try:
        return etree.fromstring(data, _parser(recover=False)), None
    except etree.XMLSyntaxError as error:
        said = " ".join(str(error.msg or error).split())[:120]
    root = etree.fromstring(data, _parser(recover=True))
    if root is None:
        raise UnreadableReportError(path, f"no XML ({said})", "save the feed again")
    return root, said


def _parser(*, recover: bool) -> Any:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=recover, remove_pis=True
    )


def _as_number(entity: re.Match[bytes]) -> bytes:
    char = html5.get(entity[1].decode("ascii") + ";")
    if char is None or entity[1] in _OF_XML:
        return entity[0]
    return "".join(f"&#{ord(part)};" for part in char).encode("ascii")


def _document(item: Any, *, path: Path, number: int, feed: str | None) -> Document:
    title = _text(item, "title")
    url = _link(item)
    publisher = _text(item, "source") or _text(item, "publisher")
    if publisher is None and not knows_publisher_at(url):
        publisher = feed
    days = (_text(item, name) for name in _DAYS)
    source = source_of(
        {
            "title": title,
            "url": url,
            "published": next((day for day in days if day), None),
            "author": _text(item, "creator") or _text(_child(item, "author"), "name"),
            "publisher": publisher,
        }
    )
    blocks = _blocks(item) or ([RawBlock(shape=Shape.HEADING, text=title)] if title else [])
    try:
        return assemble_document(
            blocks, name=f"{path.stem}#{number}", path=path, source=source, plain=one_line
        )
    except UnreadableReportError as error:
        place = f"{path}: item {number}"
        raise UnreadableReportError(place, error.reason, error.way_out) from None


def _blocks(item: Any) -> list[RawBlock]:
    """Return the blocks of the fullest text that an item has."""
    for name in _TEXTS:
        found = [blocks for element in _children(item, name) if (blocks := _of_text(element))]
        if found:
            return max(found, key=lambda blocks: sum(len(block.text) for block in blocks))
    return []


def _of_text(element: Any) -> list[RawBlock]:
    from lxml import etree

    if len(element):
        return html_blocks(etree.tostring(element, encoding="unicode", with_tail=False))
    text = element.text or ""
    if _TAG.search(text):
        return html_blocks(text)
    lines = (one_line(line) for line in text.split("\n\n"))
    return [RawBlock(shape=Shape.TEXT, text=line) for line in lines if line]


def _link(item: Any) -> str | None:
    for element in _children(item, "link"):
        if element.get("rel", "alternate") == "alternate":
            link = element.get("href") or element.text
            if link and link.strip():
                return str(link).strip()
    guid = _text(item, "guid") or _text(item, "id")
    return guid if guid and guid.startswith(("http://", "https://")) else None


def _children(element: Any, name: str) -> Iterator[Any]:
    for child in element if element is not None else ():
        if _local(child) == name:
            yield child


def _child(element: Any, name: str) -> Any:
    return next(_children(element, name), None)


def _text(element: Any, name: str) -> str | None:
    """Return the words of a child; titles may hold HTML, escaped once more than they should."""
    child = _child(element, name)
    if child is None:
        return None
    words = "".join(child.itertext())
    if _TAG.search(words):
        words = unescape(" ".join(block.text for block in html_blocks(words)))
    return one_line(words) or None


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
