"""Lines of a text file become blocks: paragraphs, headings, list items, pictures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from evacmap.read import markup
from evacmap.read.kinds import is_byline
from evacmap.read.printed_dates import is_only_a_date

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)[\s#]*|={2,6}\s*([^=]+?)\s*={2,6}\s*")
_RULE = re.compile(r"\s*(?:\\?[#*_=~—–-]\s*){3,}")
_UNDERLINE = re.compile(r"\s{0,3}(?:={3,}|-{3,})\s*")
_BULLET = re.compile(r"\s*[•▪◦‣●○■□·]\s*(\S.*)")
_DASH = re.compile(r"\s*[-*+]\s+(\S.*)")
_NUMBERED = re.compile(r"\s*(?:\d{1,2}[.)]|\(\d{1,2}\))\s+(\S.*)")
_QUOTED = re.compile(r"^\s{0,3}(?:>\s?)+")
_TABLE_ROW = re.compile(r"\s*\|(.*)\|\s*")
_DEFINITION = re.compile(r"\s{0,3}\[[^\]^]{1,80}\]:\s+<?(?:[a-z]+://|www\.|/|#|mailto:)\S*.*")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?(?:GMT|UTC|[A-Z]{2,4}))?")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$|[\"”»]$")
# Text files are wrapped at 60 to 100 columns; a longer line is a paragraph of its own.
_WIDEST_WRAP = 130
_LABEL_WORDS = 6
# No file is wrapped at fewer columns.
_LEAST_WRAP = 60
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
# With what the lines of a log or list begin: an hour, a day, a label.
_ENTRY_LEADS = tuple(
    re.compile(lead, re.IGNORECASE)
    for lead in (
        r"\*{0,2}(?:\d{1,2}[:.]\d\d|[0-2]\d[0-5]\d\s?(?:[hzl]\b|hrs?\b|:|UTC|GMT))",
        rf"\*{{0,2}}(?:{_WEEKDAY},?\s+)?(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})\b|\*{{0,2}}{_WEEKDAY}\s?[:–—-]",
        r"[^\s:.!?][^:.!?]{1,40}:\s",
        r"[^\W\d_][^|]*\|[^|]+\|",
    )
)


class Shape(StrEnum):
    """What the layout alone says of a block."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A block with its markup; ``single_line`` where the file has it on one line."""

    shape: Shape
    text: str
    single_line: bool = True


def split_blocks(text: str) -> list[RawBlock]:
    """Return the blocks of a plain or Markdown text, in order, their inline markup kept.

    Hard-wrapped lines are joined by a space, and so is a paragraph that a stray blank line
    breaks in mid-sentence.
    """
    return _joined(list(_blocks(text)))


def ends_a_sentence(text: str) -> bool:
    """Whether ``text`` ends with a mark that closes a sentence, quotation or lead-in."""
    return bool(_SENTENCE_END.search(text))


def is_label(line: str) -> bool:
    """Whether a line is an hour, or a few words all in capitals, that head what follows."""
    return bool(_CLOCK.fullmatch(line)) or (line.isupper() and len(line.split()) <= _LABEL_WORDS)


def _blocks(text: str) -> Iterator[RawBlock]:
    held: list[str] = []
    shape = Shape.TEXT
    in_head = True
    for line in text.split("\n"):
        line = _QUOTED.sub("", line)
        alone = _block_of_one_line(line)
        item = None if alone else _item_text(line, held=held, shape=shape)
        if alone is None and item is None and line.strip():
            held.append(line)
            continue
        if _UNDERLINE.fullmatch(line) and len(held) == 1 and shape is Shape.TEXT:
            yield RawBlock(shape=Shape.HEADING, text=held[0].strip())
        else:
            yield from _flushed(held, shape, in_head=in_head)
        in_head = in_head and not held
        held, shape = ([item], Shape.ITEM) if item else ([], Shape.TEXT)
        yield from alone or ()
    yield from _flushed(held, shape, in_head=in_head)


def _block_of_one_line(line: str) -> tuple[RawBlock, ...] | None:
    """Return the block that a line makes by its own mark, () for a rule, None for others."""
    if heading := _HEADING.fullmatch(line):
        title = heading[1] or heading[2]
        return (RawBlock(shape=Shape.HEADING, text=title),) if title else ()
    if _RULE.fullmatch(line) or _DEFINITION.fullmatch(line) or line.strip().startswith("```"):
        return ()
    if (description := markup.image_description(line)) is not None:
        return (RawBlock(shape=Shape.PICTURE, text=description),) if description else ()
    if row := _TABLE_ROW.fullmatch(line):
        cells = [cell.strip() for cell in row[1].split("|")]
        if not re.search(r"\w", row[1]):
            return ()
        return (RawBlock(shape=Shape.ITEM, text=", ".join(filter(None, cells))),)
    return (RawBlock(shape=Shape.TEXT, text=line.strip()),) if is_only_a_date(line) else None


def _item_text(line: str, *, held: list[str], shape: Shape) -> str | None:
    """Return the text of a line that begins a list item; None for any other line."""
    if bullet := _BULLET.fullmatch(line):
        return bullet[1].strip()
    item = _DASH.fullmatch(line) or _NUMBERED.fullmatch(line)
    if not item:
        return None
    # A wrapped line may begin with a dash or with the number that ends a sentence.
    before = held[-1].strip() if held else ""
    is_wrapped = item[1][0].islower() or item.re is _NUMBERED
    begins_free = not held or shape is Shape.ITEM or ends_a_sentence(before) or is_label(before)
    return item[1].strip() if begins_free or not is_wrapped else None


def _flushed(lines: list[str], shape: Shape, *, in_head: bool) -> Iterator[RawBlock]:
    """Yield the blocks of lines without a blank one between; ``in_head`` for a report's first."""
    if not lines:
        return
    stripped = [line.strip() for line in lines]
    if shape is Shape.ITEM:
        yield RawBlock(shape=shape, text=" ".join(stripped), single_line=len(lines) == 1)
        return
    width = max(map(len, stripped))
    entries = _entry_breaks(stripped, width=width)
    paragraph = [stripped[0]]
    for number, (before, line) in enumerate(pairwise(stripped), start=1):
        is_break = _is_paragraph_break(before, line, width=width, in_head=in_head)
        if number in entries or is_break:
            yield _paragraph(paragraph)
            paragraph = []
            in_head = in_head and is_byline(line)
        paragraph.append(line)
    yield _paragraph(paragraph)


def _is_paragraph_break(before: str, line: str, *, width: int, in_head: bool) -> bool:
    """Whether the break between two lines was meant, not made by wrapping at ``width``.

    At the head of a report it parts the title and the byline from what follows.
    """
    if width > _WIDEST_WRAP or (in_head and (is_byline(line) or is_byline(before))):
        return True
    if is_label(before) and not line.isupper():
        return True
    fits = _would_have_fit(before, line, width=width)
    return fits and not line[:1].islower() and (in_head or ends_a_sentence(before))


def _would_have_fit(before: str, line: str, *, width: int) -> bool:
    """Whether the first word of a line had room on the one before, so that no wrapping broke it."""
    return len(before) + 1 + len(line.split(" ", 1)[0]) <= width - 10


def _entry_breaks(lines: Sequence[str], *, width: int) -> frozenset[int]:
    """Return the numbers of the lines that begin an entry of a log, list or table.

    They begin as the first line does, with an hour, a day or a label, be there a full stop before
    them or none; or no wrapping has broken most of them.
    """
    if len(lines) > 2 and not any(line[:1].islower() for line in lines):
        wrapped_at = max(width, _LEAST_WRAP)
        breaks = [_would_have_fit(*pair, width=wrapped_at) for pair in pairwise(lines)]
        if 2 * sum(breaks) > len(breaks):
            return frozenset(range(1, len(lines)))
    lead = next((lead for lead in _ENTRY_LEADS if lead.match(lines[0])), None)
    if lead is None:
        return frozenset()
    return frozenset(number for number, line in enumerate(lines) if lead.match(line)) - {0}


def _paragraph(lines: list[str]) -> RawBlock:
    return RawBlock(shape=Shape.TEXT, text=" ".join(lines), single_line=len(lines) == 1)


def _joined(blocks: list[RawBlock]) -> list[RawBlock]:
    joined: list[RawBlock] = []
    for block in blocks:
        if joined and _goes_on(joined[-1], block, is_first=len(joined) == 1):
            text = f"{joined[-1].text} {block.text}"
            joined[-1] = RawBlock(shape=Shape.TEXT, text=text, single_line=False)
        else:
            joined.append(block)
    return joined


def _goes_on(before: RawBlock, block: RawBlock, *, is_first: bool) -> bool:
    """Whether ``block`` is the rest of the sentence that ``before`` leaves open."""
    if before.shape is not Shape.TEXT or block.shape is not Shape.TEXT:
        return False
    start = markup.plain(block.text[:80])
    if not start[:1].islower() or re.match(r"(?:by|from|via) [A-Z]|https?:|www\.", start):
        return False
    end = markup.plain(before.text[-80:])
    # The first block is most often a title, and a title has no full stop either.
    if is_first and len(before.text) < 150 and not end.endswith(","):
        return False
    return not ends_a_sentence(end)
