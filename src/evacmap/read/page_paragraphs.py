"""Printed lines in reading order become paragraphs, headings, list items and rows of tables."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from evacmap.read.layout import RawBlock, Shape, ends_a_sentence
from evacmap.read.pdf_lines import PrintedLine

_BULLET = re.compile(r"(?:[•▪◦‣●○■□·➢➤✓\uf0b7\uf0a7]|[-–*o](?= ))\s*")
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\))\s+(?=\S)")
_WORD_PART = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_HEADING_SIZE = 1.12
# Lines of one paragraph stand at most so many line heights apart, top to top.
_LEADING = 1.75
_LONGEST_HEADING = 160
_SAME_EDGE = 2.0


def paragraphs_of(pages: Sequence[Sequence[PrintedLine]]) -> list[RawBlock]:
    """Return the blocks of a document, paragraphs joined over lines, columns and pages.

    A word parted at the end of a line is joined; it keeps its hyphen where the document writes
    it so elsewhere, and before a capital.
    """
    lines = [line for page in pages for line in page]
    body = _body_size(lines)
    compounds = _compounds(lines)
    blocks: list[tuple[Shape, list[str]]] = []
    previous: Sequence[PrintedLine] = ()
    for row in _rows(lines):
        line = row[0]
        shape = _shape(row, body)
        text = ", ".join(part.text for part in row) if len(row) > 1 else line.text
        mark = _BULLET.match(text) or (_NUMBERED.match(text) if shape is Shape.ITEM else None)
        if mark:
            text = text[mark.end() :]
        before = blocks[-1] if blocks else None
        if before and text and _goes_on(before, previous, row, shape=shape):
            before[1][-1] = _joined(before[1][-1], text, compounds)
        elif text:
            blocks.append((shape, [text]))
        previous = row
    return [RawBlock(shape=shape, text=text, single_line=False) for shape, (text,) in blocks]


def _rows(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Yield lines; together those that stand side by side, as the cells of a table do."""
    rows: list[list[PrintedLine]] = []
    for line in lines:
        if rows and _is_beside(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    for number, row in enumerate(rows):
        beside = (*rows[max(number - 1, 0) : number], *rows[number + 1 : number + 2])
        if len(row) > 1 and any(_is_justified(row, other) for other in beside):
            row = rows[number] = [_closed_up(row)]
        yield row


def _is_justified(row: Sequence[PrintedLine], other: Sequence[PrintedLine]) -> bool:
    """Whether a row with gaps fills the same width as a full line beside it."""
    return (
        len(other) == 1
        and (_is_next(row[0], other[0]) or _is_next(other[0], row[0]))
        and abs(row[0].left - other[0].left) < _SAME_EDGE
        and abs(row[-1].right - other[0].right) < _SAME_EDGE
    )


def _closed_up(row: Sequence[PrintedLine]) -> PrintedLine:
    return replace(row[0], text=" ".join(part.text for part in row), right=row[-1].right)


def _is_beside(before: PrintedLine, line: PrintedLine) -> bool:
    middle = (line.top + line.bottom) / 2
    return (
        before.page == line.page
        and before.top < middle < before.bottom
        and line.left >= before.right - 1
    )


def _shape(row: Sequence[PrintedLine], body: float) -> Shape:
    line = row[0]
    if len(row) > 1 or _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return Shape.ITEM
    is_large = line.size > _HEADING_SIZE * body
    is_bold_alone = line.is_bold and not ends_a_sentence(line.text)
    short = len(line.text) <= _LONGEST_HEADING
    return Shape.HEADING if short and (is_large or is_bold_alone) else Shape.TEXT


def _goes_on(
    before: tuple[Shape, list[str]],
    above: Sequence[PrintedLine],
    row: Sequence[PrintedLine],
    *,
    shape: Shape,
) -> bool:
    """Whether a line goes on with the block that the line above it belongs to."""
    last, line = above[-1], row[0]
    text = before[1][-1]
    if len(above) > 1 or len(row) > 1 or shape is Shape.ITEM:
        return False
    if before[0] is Shape.HEADING or shape is Shape.HEADING:
        return (
            before[0] is shape
            and abs(last.size - line.size) < 0.6
            and last.is_bold == line.is_bold
            and _is_next(last, line)
        )
    if abs(last.size - line.size) > 0.12 * line.size:
        return False
    if not _is_next(last, line):
        # Over the end of a column or page a sentence goes on, a finished one does not.
        moved_on = line.page != last.page or line.top < last.top
        return moved_on and (not ends_a_sentence(text) or text.endswith("-"))
    return not _begins_paragraph(last, line, text, hanging=before[0] is Shape.ITEM)


def _is_next(last: PrintedLine, line: PrintedLine) -> bool:
    height = max(last.bottom - last.top, line.bottom - line.top, 1.0)
    return line.page == last.page and 0 < line.top - last.top <= _LEADING * height


def _begins_paragraph(last: PrintedLine, line: PrintedLine, text: str, *, hanging: bool) -> bool:
    """Whether an indent, or a line that ends early, says that a new paragraph begins."""
    if not ends_a_sentence(text):
        return False
    is_indented = not hanging and 0.8 * line.size < line.left - last.left < 6 * line.size
    words = line.text.split(" ", 1)[0]
    room = line.right - last.right
    needs = (line.right - line.left) * (len(words) + 1) / max(len(line.text), 1)
    return is_indented or room > needs + 1.5 * line.size


def _joined(text: str, more: str, compounds: Counter[str]) -> str:
    parted = _WORD_PART.search(text)
    if not parted or not more[:1].isalpha():
        return f"{text}{more}" if text.endswith(("/", "—", "–")) else f"{text} {more}"
    rest = re.match(r"[^\W\d_]+", more)
    whole = f"{parted[1]}-{rest[0]}".lower() if rest else ""
    keeps = more[:1].isupper() or "-" in parted[1] or compounds[whole] > 0
    return text + more if keeps else text[:-1] + more


def _compounds(lines: Sequence[PrintedLine]) -> Counter[str]:
    """Words with a hyphen that stand within a line, lower case."""
    found: Counter[str] = Counter()
    for line in lines:
        found.update(word.lower() for word in re.findall(r"[^\W\d_]+-[^\W\d_]+", line.text))
    return found


def _body_size(lines: Sequence[PrintedLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
