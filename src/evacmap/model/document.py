"""A report as read: its text, the blocks of the text, and where it comes from."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of a report is, as far as its layout tells."""

    TITLE = "title"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CAPTION = "caption"
    RELATED = "related"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of ``Document.text``: characters ``start`` up to, not including, ``end``."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a report comes from. None means the report does not say.

    ``published`` is the day the report bears.
    """

    publisher: str | None = None
    title: str | None = None
    published: dt.date | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report.

    ``name`` is the stem of its file (with ``#n`` for the n-th record of a file of many), unique
    within a run. ``text`` is the plain reading text, markup removed; every offset in evacmap
    counts characters of it. ``blocks`` are in order and do not overlap. ``notes`` say what of the
    file was not read, or is not sure, one line each.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    source: Source
    path: str | None = None
    notes: tuple[str, ...] = ()
