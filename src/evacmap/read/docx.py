"""A Word file becomes a Document: paragraphs and tables in order, without changes struck out."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from evacmap.errors import UnreadableReportError
from evacmap.model import Document
from evacmap.read.decode import one_line, read_bytes
from evacmap.read.layout import RawBlock, Shape
from evacmap.read.plain_text import assemble_document
from evacmap.read.properties import Properties, with_properties
from evacmap.read.sniff import what_it_is

MAX_BYTES = 200_000_000
MAX_UNPACKED = 500_000_000
MAX_TEXT_PART = 100_000_000
MAX_PARTS = 20_000
# Cells of a table that only lays out the page hold whole paragraphs.
_LONG_CELL = 200
# python-docx and some converters leave this day of their template in every file.
_TEMPLATE_DAY = "2013-12-23"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{_W}txbxContent"
_NOT_SHOWN = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK, _BOX})
_CHARS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(path: Path) -> Document:
    """Return the report in a Word file.

    Raises:
        UnreadableReportError: it is damaged, locked, unpacks to too much, or holds no text.
    """
    data = read_bytes(path, max_bytes=MAX_BYTES)
    _check_archive(data, path)
    word = _opened(data, path)
    if word.element.getroottree().docinfo.doctype:
        raise UnreadableReportError(
            path, "XML that declares entities of its own", "save it as .docx again"
        )
    blocks = list(_blocks(word.element.body, _styles(word)))
    properties = _properties(word)
    heads = [text for section in word.sections for text in _head_texts(section)]
    source = with_properties(properties, blocks=blocks, heads=heads)
    document = assemble_document(blocks, name=path.stem, path=path, source=source, plain=one_line)
    return properties.noted(document, path)


def _check_archive(data: bytes, path: Path) -> None:
    """Refuse what is no zip archive, and what would not fit into memory when unpacked."""
    if not data.startswith(b"PK"):
        what = what_it_is(data)
        way_out = "save it as .docx without a password" if "Office" in what else "save it again"
        raise UnreadableReportError(path, f"no Word file by its first bytes, but {what}", way_out)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    # zipfile has no word for a method or version it does not know but NotImplementedError.
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableReportError(path, "a damaged Word file", "save it again") from None
    unpacked = sum(part.file_size for part in parts)
    text = max((part.file_size for part in parts if part.filename.endswith(".xml")), default=0)
    if unpacked > MAX_UNPACKED or text > MAX_TEXT_PART or len(parts) > MAX_PARTS:
        raise UnreadableReportError(
            path, f"it unpacks to {unpacked / 1e6:,.0f} MB, more than a report's", "split it"
        )
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise UnreadableReportError(path, "a zip archive, but no Word file", "unpack it first")


def _opened(data: bytes, path: Path) -> Any:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return docx.Document(BytesIO(data))
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, OSError) as error:
        reason = f"a damaged Word file, or another kind of Office file ({type(error).__name__})"
        raise UnreadableReportError(path, reason, "save it as .docx again") from None
    # Unpacking a part meets the same, and RuntimeError where the part is encrypted.
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise UnreadableReportError(path, "a damaged Word file", "save it again") from None


def _styles(word: Any) -> dict[str, str]:
    """Return the names of the styles of paragraphs by their ids, lower case."""
    return {
        style.style_id: str(style.name or "").lower()
        for style in word.styles
        if style.style_id is not None
    }


def _blocks(element: Any, styles: dict[str, str]) -> Iterator[RawBlock]:
    """Yield the blocks below an element, with those of text boxes after their paragraph."""
    for child in element:
        if child.tag == f"{_W}p":
            yield from _of_paragraph(child, styles)
            boxes = (box for box in child.iter(_BOX) if _is_shown(box, child))
            for box in boxes:
                yield from _blocks(box, styles)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                if _nearest(row, f"{_W}tbl") is child:
                    yield from _of_row(row, styles)
        elif child.tag not in _NOT_SHOWN and isinstance(child.tag, str):
            yield from _blocks(child, styles)


def _of_paragraph(paragraph: Any, styles: dict[str, str]) -> Iterator[RawBlock]:
    named = paragraph.find(f"{_W}pPr/{_W}pStyle")
    style = styles.get(named.get(f"{_W}val"), "") if named is not None else ""
    shape = Shape.TEXT
    if style.startswith(("heading", "title")):
        shape = Shape.HEADING
    elif style.startswith("list") or paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
        shape = Shape.ITEM
    elif style == "caption":
        shape = Shape.PICTURE
    for line in _text(paragraph).split("\n"):
        if text := one_line(line):
            yield RawBlock(shape=shape, text=text)


def _of_row(row: Any, styles: dict[str, str]) -> Iterator[RawBlock]:
    """Yield a row as one block, its cells apart by commas; the paragraphs of long cells apart."""
    cells = [list(_blocks(cell, styles)) for cell in row.iter(f"{_W}tc") if _is_cell(cell, row)]
    texts = [" ".join(block.text for block in cell) for cell in cells]
    if any(len(text) > _LONG_CELL for text in texts):
        for cell in cells:
            yield from cell
    elif text := ", ".join(filter(None, texts)):
        yield RawBlock(shape=Shape.ITEM, text=text)


def _is_cell(cell: Any, row: Any) -> bool:
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    goes_on = merged is not None and merged.get(f"{_W}val") != "restart"
    return _nearest(cell, f"{_W}tr") is row and not goes_on


def _nearest(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag), None)


def _is_shown(box: Any, paragraph: Any) -> bool:
    """Whether a text box belongs to this paragraph itself, and is no second form of one."""
    return _nearest(box, f"{_W}p") is paragraph and _nearest(box, _FALLBACK) is None


def _text(paragraph: Any) -> str:
    """Return the words of a paragraph as shown: inserted ones, but none that are struck out."""
    parts: list[str] = []
    todo = list(reversed(paragraph))
    while todo:
        element = todo.pop()
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _CHARS:
            parts.append(_CHARS[element.tag])
        elif element.tag not in _NOT_SHOWN:
            todo.extend(reversed(element))
    return "".join(parts)


def _head_texts(section: Any) -> Iterator[str]:
    for part in (section.header, section.first_page_header):
        if not part.is_linked_to_previous:
            yield from (one_line(_text(item)) for item in part._element.iter(f"{_W}p"))


def _properties(word: Any) -> Properties:
    core = word.core_properties
    made = core.created.date() if core.created else None
    if made is not None and made.isoformat() == _TEMPLATE_DAY:
        made = core.modified.date() if core.modified else None
        made = None if made is None or made.isoformat() == _TEMPLATE_DAY else made
    return Properties(
        title=one_line(core.title) or None, author=one_line(core.author) or None, made=made
    )
