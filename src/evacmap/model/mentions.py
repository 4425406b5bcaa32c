"""Mentions: what was found in the text of a report, each with its offsets."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evacmap.model.dates import EdtfDate
from evacmap.model.document import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence: characters ``start`` to ``end`` of the document's text.

    ``parse`` is the dependency parse of exactly these characters, or None where nothing in
    the sentence can tell a movement.
    """

    text: str
    start: int
    end: int
    block: int
    kind: BlockKind
    parse: "Doc | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date expression. What it means can depend on whether the deed is past or planned.

    Each is None where the expression needs the day of publication and the report has none.
    """

    text: str
    start: int
    end: int
    if_past: EdtfDate | None
    if_planned: EdtfDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMention:
    """A number as written, ``low`` to ``high``; None where that side is open."""

    text: str
    start: int
    end: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Everything found in one document, in order."""

    sentences: tuple[Sentence, ...]
    dates: tuple[DateMention, ...]
    counts: tuple[CountMention, ...]
