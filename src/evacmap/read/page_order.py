"""Which lines of a page are read after which, and which are running heads and page numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import median

from evacmap.read.pdf_lines import PrintedLine

# A column of running text has at least so many lines, of so many characters as a rule.
_COLUMN_LINES = 4
_COLUMN_CHARS = 16
# So many of the lines may lie across the gap between columns: titles, pictures' captions.
_CROSSING = 0.3
_MARGIN = 0.12
# No page of text has more; one that has is a drawing, and comparing its parts takes long.
_MOST_LINES = 2_000
_PAGE_NUMBER = re.compile(
    r"[\s|–—-]*(?:page|p\.|pg\.?)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[\s|–—-]*",
    re.IGNORECASE,
)
# What a browser prints at the edges of a page: the hour of printing with the title, the address.
_PRINTED_AT = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}, \d{1,2}:\d\d(?: ?[AP]M)?")
_ADDRESS = re.compile(r"(?:https?|file)://\S+")


def in_reading_order(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines of one page as they are read: columns from left to right, else downwards.

    A line that lies across the columns parts what stands above it from what stands below.
    """
    ordered: list[PrintedLine] = []
    for band in _bands(lines):
        ordered += band
    return ordered


def _bands(lines: Sequence[PrintedLine]) -> Iterable[list[PrintedLine]]:
    gap = _gap_between_columns(lines)
    if gap is None:
        yield _downwards(lines)
        return
    across: list[PrintedLine] = []
    rest: list[PrintedLine] = []
    for line in lines:
        lies_across = line.left < gap[0] - 1 and line.right > gap[1] + 1
        (across if lies_across else rest).append(line)
    edges = sorted({line.top for line in across})
    for band, inside in groupby(sorted(rest, key=_top), key=lambda line: _below(line, edges)):
        yield _downwards([line for line in across if _below(line, edges) == band])
        members = list(inside)
        yield in_reading_order([line for line in members if line.left < gap[1] - 0.5])
        yield in_reading_order([line for line in members if line.left >= gap[1] - 0.5])
    bands = {_below(line, edges) for line in rest}
    yield _downwards([line for line in across if _below(line, edges) not in bands])


def _below(line: PrintedLine, edges: Sequence[float]) -> int:
    return sum(edge <= line.top for edge in edges)


def _gap_between_columns(lines: Sequence[PrintedLine]) -> tuple[float, float] | None:
    """Return from where to where the widest gap between two columns of text lies."""
    found: list[tuple[float, float, float]] = []
    if len(lines) > _MOST_LINES:
        return None
    begins = Counter(round(line.left) for line in lines)
    for begin in sorted(begins):
        if sum(begins[near] for near in (begin - 1, begin, begin + 1)) < _COLUMN_LINES:
            continue
        right = [line for line in lines if line.left >= begin - 1.5]
        across = [line for line in lines if line.left < begin - 1.5 and line.right > begin]
        left = [line for line in lines if line.right <= begin and line.left < begin - 1.5]
        if not _is_column(left) or not _is_column(right) or not _are_beside(left, right):
            continue
        if len(across) > _CROSSING * len(lines):
            continue
        end_of_left = max(line.right for line in left)
        found.append((len(across), -(begin - end_of_left), float(begin)))
    if not found:
        return None
    _, minus_width, end = min(found)
    return end + minus_width, end - 1


def _is_column(lines: Sequence[PrintedLine]) -> bool:
    if len(lines) < _COLUMN_LINES:
        return False
    return median(len(line.text) for line in lines) >= _COLUMN_CHARS


def _are_beside(left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> bool:
    top = max(min(map(_top, left)), min(map(_top, right)))
    bottom = min(max(line.bottom for line in left), max(line.bottom for line in right))
    return sum(top <= line.top < bottom for line in right) >= _COLUMN_LINES - 1


def _top(line: PrintedLine) -> float:
    return line.top


def _downwards(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return lines from top to bottom; parts of one row from left to right."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom, line.left)):
        middle = (line.top + line.bottom) / 2
        if rows and rows[-1][0].top < middle < rows[-1][0].bottom:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def without_running_heads(
    pages: Sequence[Sequence[PrintedLine]],
) -> tuple[list[list[PrintedLine]], list[PrintedLine]]:
    """Return the pages without what is printed on each alike, and the heads left out.

    A head repeated on at least half of the pages is one; on the first page it stays where its
    type is larger than that of the text, since it is the title then. Page numbers go from any,
    and so does what a browser prints.
    """
    seen = Counter(
        key for page in pages for key in {_key(line) for line in page if _is_in_margin(line)}
    )
    often = max(2, (len(pages) + 1) // 2)
    body_size = _body_size(pages)
    kept: list[list[PrintedLine]] = []
    heads: list[PrintedLine] = []
    for number, page in enumerate(pages):
        kept.append([])
        stamped = [line.top for line in page if _PRINTED_AT.fullmatch(line.text)]
        for line in page:
            is_head = _is_in_margin(line) and seen[_key(line)] >= often
            if is_head and number == 0 and line.size > 1.15 * body_size:
                is_head = False
            is_mark = _is_in_margin(line) and (
                bool(_PAGE_NUMBER.fullmatch(line.text) or _ADDRESS.fullmatch(line.text))
                or any(abs(line.top - top) < 1 for top in stamped)
            )
            (heads if is_head or is_mark else kept[-1]).append(line)
    return kept, heads


def _body_size(pages: Sequence[Sequence[PrintedLine]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def _is_in_margin(line: PrintedLine) -> bool:
    share = (line.top + line.bottom) / 2 / max(line.page_height, 1.0)
    return share < _MARGIN or share > 1 - _MARGIN


def _key(line: PrintedLine) -> tuple[str, int]:
    """What running heads have in common: the words, but not the numbers, and the height."""
    return re.sub(r"\d+", "#", line.text).casefold(), round(line.top / 8)
