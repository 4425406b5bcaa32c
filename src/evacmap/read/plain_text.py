"""A text or Markdown report becomes a Document: its blocks told apart, its source found."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from evacmap.errors import UnreadableReportError
from evacmap.model import Block, BlockKind, Document, Source
from evacmap.read import kinds, markup
from evacmap.read.header import read_header
from evacmap.read.layout import RawBlock, Shape, ends_a_sentence, is_label, split_blocks
from evacmap.read.source import complete_source

_GLUED = re.compile(r"([A-Z][a-z]{2,})(?=[A-Z][a-z]{2,})")
_LONGEST_TITLE = 200
_LONGEST_LABEL_WORDS = 5
# Letters from which on a title inside the first words is no accident.
_TELLING_TITLE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block before its place in the text is known."""

    kind: BlockKind
    text: str


def read_plain_text(text: str, *, name: str, path: Path, source: Source | None = None) -> Document:
    """Return the report that ``text`` holds, in plain text or Markdown.

    ``source`` holds what is known from elsewhere; the header and the text itself fill the rest.

    Raises:
        UnreadableReportError: nothing but markup or a header is in it.
    """
    header = read_header(text) if source is None else None
    body = header.body if header else text
    known = source or (header.source if header else Source())
    is_markdown = path.suffix.lower() in (".md", ".markdown")
    to_plain = partial(markup.plain, keep_code_marks=not is_markdown)
    blocks = split_blocks(body)
    return assemble_document(blocks, name=name, path=path, source=known, plain=to_plain)


def assemble_document(
    blocks: Iterable[RawBlock],
    *,
    name: str,
    path: Path,
    source: Source,
    plain: Callable[[str], str],
) -> Document:
    """Return the document that ``blocks`` make, each told for what it is.

    ``plain`` takes the markup out of a block.

    Raises:
        UnreadableReportError: the blocks hold no text.
    """
    raw = [block for block in blocks if plain(block.text)]
    if not raw:
        raise UnreadableReportError(path, "it holds no text", "remove it or save it again")
    pieces = _split_kicker(_classified(raw, source, plain=plain))
    pieces = _with_known_title(pieces, source)
    return document_of(pieces, name=name, path=path, source=complete_source(source, pieces))


def document_of(pieces: Iterable[Piece], *, name: str, path: Path, source: Source) -> Document:
    """Return the document whose text is ``pieces`` with one blank line between."""
    blocks, parts, at = [], [], 0
    for piece in pieces:
        blocks.append(Block(kind=piece.kind, start=at, end=at + len(piece.text)))
        parts.append(piece.text)
        at += len(piece.text) + 2
    return Document(
        name=name, text="\n\n".join(parts), blocks=tuple(blocks), source=source, path=str(path)
    )


def _classified(
    raw: Sequence[RawBlock], source: Source, *, plain: Callable[[str], str]
) -> list[Piece]:
    pieces: list[Piece] = []
    in_head, in_links, in_address = True, False, False
    for index, block in enumerate(raw):
        text = plain(block.text)
        in_links = _is_related(raw, index, text, in_links=in_links)
        if in_links:
            kind = BlockKind.RELATED
        elif in_address and kinds.address_in(text) == text:
            kind = BlockKind.BOILERPLATE
        else:
            kind = _kind(raw, index, text, source=source, pieces=pieces, in_head=in_head)
        in_address = kinds.is_address_label(text)
        in_head = in_head and kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        pieces.append(Piece(kind=kind, text=text))
    return pieces


def _kind(
    raw: Sequence[RawBlock],
    index: int,
    text: str,
    *,
    source: Source,
    pieces: Sequence[Piece],
    in_head: bool,
) -> BlockKind:
    block = raw[index]
    if block.shape is Shape.PICTURE or kinds.is_caption(text):
        return BlockKind.CAPTION
    if kinds.is_boilerplate(text):
        return BlockKind.BOILERPLATE
    if in_head and not _has_title(pieces) and _is_title(raw, index, text, source=source):
        return BlockKind.TITLE
    if kinds.is_credit(text) or (in_head and _is_byline(text, source=source, pieces=pieces)):
        return BlockKind.BYLINE
    if block.shape is Shape.ITEM:
        return BlockKind.LIST_ITEM
    return BlockKind.HEADING if _is_heading(raw, index, text) else BlockKind.PARAGRAPH


def _is_related(raw: Sequence[RawBlock], index: int, text: str, *, in_links: bool) -> bool:
    block = raw[index]
    is_link = markup.is_only_a_link(block.text)
    if kinds.is_related_label(text):
        label, _, rest = text.partition(":")
        # "Read more: three buses left …" may be a sentence of the body when it is no link.
        return not rest.strip() or "](" in block.text or len(label) < len(text) <= 120
    if in_links:
        return is_link or block.shape is Shape.ITEM
    neighbours = (*raw[max(index - 1, 0) : index], *raw[index + 1 : index + 2])
    return (
        is_link
        and block.shape is Shape.ITEM
        and any(
            other.shape is Shape.ITEM and markup.is_only_a_link(other.text) for other in neighbours
        )
    )


def _has_title(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind is BlockKind.TITLE for piece in pieces)


def _is_title(raw: Sequence[RawBlock], index: int, text: str, *, source: Source) -> bool:
    block = raw[index]
    if source.title:
        return _folded(text) == _folded(source.title)
    if block.shape is Shape.ITEM or len(text) > _LONGEST_TITLE or kinds.is_byline(text):
        return False
    if block.shape is Shape.HEADING:
        return not text.endswith(".")
    ends_like_text = bool(re.search(r"[.;:,…]$", text))
    return index == 0 and not ends_like_text and any(len(other.text) > 60 for other in raw[1:])


def _is_byline(text: str, *, source: Source, pieces: Sequence[Piece]) -> bool:
    if kinds.is_byline(text):
        return True
    names = [source.publisher, *(kinds.byline_name(p.text) for p in pieces[:6] if _is_by(p))]
    return any(name and _folded(text) == _folded(name) for name in names)


def _is_by(piece: Piece) -> bool:
    return piece.kind is BlockKind.BYLINE


def _is_heading(raw: Sequence[RawBlock], index: int, text: str) -> bool:
    """Whether a block heads what follows; a block that holds a sentence never does."""
    block = raw[index]
    if ends_a_sentence(text.rstrip(":?")) or len(text) > _LONGEST_TITLE:
        return False
    if block.shape is Shape.HEADING or (is_label(text) and index + 1 < len(raw)):
        return True
    is_short = len(text.split()) <= _LONGEST_LABEL_WORDS and block.single_line
    if index + 1 == len(raw) or not is_short or text.endswith("?"):
        return False
    follower = raw[index + 1]
    begins_as_label = text[:1].isupper() and not re.search(r"[,;]$|:\s", text)
    return begins_as_label and (follower.shape is Shape.ITEM or len(follower.text) > 120)


def _split_kicker(pieces: list[Piece]) -> list[Piece]:
    """Take a kicker off the title it is glued to, as pages saved as text often have it.

    Both halves must occur as words of the report, and the glued word nowhere: "YouTube" stays.
    """
    first = pieces[0]
    glued = _GLUED.match(first.text)
    if first.kind is not BlockKind.TITLE or not glued:
        return pieces
    word = re.split(r"\W", first.text, maxsplit=1)[0]
    words = set(re.findall(r"\w+", " ".join(piece.text for piece in pieces[1:])))
    kicker, rest = glued[1], word[len(glued[1]) :]
    if word in words or not {kicker, rest} <= words:
        return pieces
    title = replace(first, text=first.text[len(kicker) :])
    return [Piece(kind=BlockKind.HEADING, text=kicker), title, *pieces[1:]]


def _with_known_title(pieces: list[Piece], source: Source) -> list[Piece]:
    """Put a title that only the header gives before the text, unless the text begins with it."""
    if not source.title or _has_title(pieces):
        return pieces
    start, title = _folded(" ".join(piece.text for piece in pieces[:2])), _folded(source.title)
    if start.startswith(title) or (len(title) > _TELLING_TITLE and title in start):
        return pieces
    return [Piece(kind=BlockKind.TITLE, text=source.title), *pieces]


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
