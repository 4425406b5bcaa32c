"""The blocks of a piece of HTML that is no whole page: an item of a feed, a part of an e-mail."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from evacmap.read.decode import one_line
from evacmap.read.layout import RawBlock, Shape

_SHAPES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Shape.HEADING),
    "li": Shape.ITEM,
    "tr": Shape.ITEM,
    "figcaption": Shape.PICTURE,
}
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "ul", "ol", "table", "tbody", "thead", "blockquote", "pre"}
    | {"figure", "header", "footer", "hr", "br", "dl", "dt", "dd", "center", "td", "th", "body"}
    | _SHAPES.keys()
)
_SILENT = frozenset({"script", "style", "head", "title", "noscript", "template", "svg", "form"})

_TAG = re.compile(r"<[^<>]*>")
_SILENT_ELEMENT = re.compile(r"<(script|style|svg)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_QUOTES = "//blockquote[@type='cite'] | //div[contains(@class, 'gmail_quote')]"


def html_blocks(html: str) -> list[RawBlock]:
    """Return the blocks of an HTML fragment in order; those of plain text are its lines."""
    from lxml import etree
    from lxml import html as parser

    try:
        tree = parser.fragment_fromstring(f"<div>{html}</div>", create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return _without_tags(html)
    blocks: list[RawBlock] = []
    held: list[str] = []
    shape = Shape.TEXT
    for text, opened in _events(tree):
        if opened is not None:
            _flush(blocks, held, shape)
            shape = opened
        else:
            held.append(text)
    _flush(blocks, held, shape)
    # The parser gives up on what nests more than some hundred deep.
    return blocks or _without_tags(html)


def _without_tags(html: str) -> list[RawBlock]:
    text = one_line(unescape(_TAG.sub(" ", _SILENT_ELEMENT.sub(" ", html))))
    return [RawBlock(shape=Shape.TEXT, text=text)] if text else []


def without_quotes(html: str) -> str:
    """Return the HTML of an e-mail without the quoted one it answers, unless that is all of it."""
    from lxml import etree
    from lxml import html as parser

    try:
        tree = parser.document_fromstring(html)
    except (etree.LxmlError, ValueError):
        return html
    for quote in tree.xpath(_QUOTES):
        if quote.getparent() is not None:
            quote.drop_tree()
    is_left = bool(tree.text_content().strip())
    return str(parser.tostring(tree, encoding="unicode")) if is_left else html


def _flush(blocks: list[RawBlock], held: list[str], shape: Shape) -> None:
    text = one_line("".join(held))
    if text:
        blocks.append(RawBlock(shape=shape, text=text))
    held.clear()


def _events(tree: Any) -> Iterator[tuple[str, Shape | None]]:
    """Yield stretches of text, and the shape of the block that begins or goes on after a tag.

    Walks without recursion: pages nest as deep as they please.
    """
    todo: list[tuple[Any, bool]] = [(tree, True)]
    shapes = [Shape.TEXT]
    while todo:
        element, begins = todo.pop()
        tag = element.tag if isinstance(element.tag, str) else "script"
        if not begins:
            if tag in _SHAPES:
                shapes.pop()
            if tag in _BLOCKS:
                yield (
                    (", ", None)
                    if tag in ("td", "th") and _has_next(element)
                    else (
                        "",
                        shapes[-1],
                    )
                )
            yield element.tail or "", None
            continue
        todo.append((element, False))
        if tag in _SILENT:
            continue
        if tag in _SHAPES:
            shapes.append(_SHAPES[tag])
        if tag in _BLOCKS and tag not in ("td", "th"):
            yield "", shapes[-1]
        yield element.text or "", None
        todo.extend((child, True) for child in reversed(element))


def _has_next(element: Any) -> bool:
    return element.getnext() is not None
