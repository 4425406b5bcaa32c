"""A saved web page becomes a Document: the article without the page around it."""

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evacmap.errors import UnreadableReportError
from evacmap.model import Document, Source
from evacmap.read.decode import one_line
from evacmap.read.layout import RawBlock, Shape
from evacmap.read.plain_text import assemble_document

_SHAPES = {"head": Shape.HEADING, "item": Shape.ITEM, "row": Shape.ITEM}
_CONTAINERS = {"body", "list", "quote", "table", "div"}
# htmldate takes no date after its clock's today; a fixed last day keeps runs alike.
_DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


def read_web_page(text: str, *, name: str, path: Path) -> Document:
    """Return the article of an HTML page, with publisher, day and address from its metadata.

    Raises:
        UnreadableReportError: no article is found in the page.
    """
    page = _extracted(text, path)
    blocks = list(_blocks(page.body)) if page is not None else []
    blocks = blocks or list(_paragraphs(text))
    if not blocks:
        raise UnreadableReportError(path, "no article found in the page", "save its text as .txt")
    source = _source(page, blocks) if page is not None else Source()
    return assemble_document(blocks, name=name, path=path, source=source, plain=one_line)


def page_blocks(text: str, path: Path) -> list[RawBlock]:
    """Return the blocks of the article of a page; none where none is found."""
    page = _extracted(text, path)
    return list(_blocks(page.body)) if page is not None else []


def _extracted(text: str, path: Path) -> Any:
    import trafilatura
    from lxml.etree import LxmlError

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    try:
        for favor_recall in (False, True):
            page: Any = trafilatura.bare_extraction(
                text,
                with_metadata=True,
                include_comments=False,
                favor_recall=favor_recall,
                date_extraction_params=_DATE_SEARCH,
            )
            if page is not None and page.body is not None and len(page.body):
                return page
    except (LxmlError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableReportError(
            path, f"a damaged page ({type(error).__name__})", "save its text as .txt"
        ) from None
    return None


def _source(page: Any, blocks: list[RawBlock]) -> Source:
    return Source(
        title=page.title or next((b.text for b in blocks if b.shape is Shape.HEADING), None),
        publisher=page.sitename if page.sitename and page.sitename != page.hostname else None,
        published=dt.date.fromisoformat(page.date[:10]) if page.date else None,
        url=page.url,
        author=page.author,
        language=page.language,
    )


def _blocks(element: Any) -> Iterator[RawBlock]:
    """Yield the blocks of trafilatura's tree, the lines of a broken paragraph apart."""
    if element.tag in _CONTAINERS:
        if element.text and element.text.strip():
            yield RawBlock(shape=Shape.TEXT, text=one_line(element.text))
        for child in element:
            yield from _blocks(child)
            if child.tail and child.tail.strip():
                yield RawBlock(shape=Shape.TEXT, text=one_line(child.tail))
        return
    if element.tag == "row":
        lines = [", ".join(filter(None, (one_line(_text(cell)) for cell in element)))]
    else:
        lines = _text(element).split("\n")
    shape = _SHAPES.get(element.tag, Shape.TEXT)
    yield from (RawBlock(shape=shape, text=one_line(line)) for line in lines if line.strip())


def _text(element: Any) -> str:
    """Return the text of an element, a line break for each of its own."""
    parts = [element.text or ""]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _text(child))
        parts.append(child.tail or "")
    if element.tag == "lb":
        return "\n"
    return "".join(parts) if len(element) else " ".join(parts)


def _paragraphs(text: str) -> Iterator[RawBlock]:
    """Yield what stands in the page's paragraphs, for pages too short to be told an article."""
    from lxml import html
    from lxml.etree import LxmlError

    try:
        tree = html.fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):
        return
    for element in tree.iter("h1", "h2", "p", "li"):
        line = one_line(element.text_content())
        shape = {"li": Shape.ITEM, "p": Shape.TEXT}.get(element.tag, Shape.HEADING)
        if line:
            yield RawBlock(shape=shape, text=line)
