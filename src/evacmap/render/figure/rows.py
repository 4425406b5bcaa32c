"""Rows of the legend and the key: how high each is, and how it is drawn."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evacmap.model import Mode, Route, RouteMethod, Status
from evacmap.render.figure.furniture import draw_marker
from evacmap.render.figure.letters import ASCENT, text_width, wrapped
from evacmap.render.figure.pen import Pen
from evacmap.render.figure.strands import Strand
from evacmap.render.figure.strokes import draw_icon, draw_line, draw_question
from evacmap.render.symbols import read_symbols
from evacmap.render.wording import MONTHS, date_text, way_text, who_text
from evacmap.render.words import read_words

LEADING = 1.22
# Room for a symbol in front of a legend's text, in sizes of its type.
SYMBOL = 4.2


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its height, and what draws it from its left end and top. Titles stay with the next."""

    height: float
    draw: Callable[[Pen, float, float], None]
    is_title: bool = False


@lru_cache(maxsize=1)
def english() -> dict[str, dict[str, str]]:
    """Return the words of the page in English, which figures use too."""
    return read_words("en")


Symbol = Callable[[Pen, float, float, float], None]


def title_row(text: str, size: float) -> Row:
    """Return a heading."""

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.text(text, x, top - 0.55 * size - ASCENT * size, size=size, face="bold")

    return Row(1.95 * size, draw, is_title=True)


def legend_rows(
    strands: Sequence[Strand], *, size: float, width: float, disputed: bool
) -> list[Row]:
    """Return the legend of just what the map shows."""
    words = english()
    groups = [
        (words["legend"]["way_of_travel"], _mode_rows(strands, words)),
        (words["legend"]["status"], _status_rows(strands, words)),
        (words["legend"]["people"], _people_rows(strands, words)),
        (words["legend"]["places"], _place_rows(strands, words, disputed=disputed)),
    ]
    rows = []
    for title, entries in groups:
        if entries:
            rows.append(title_row(title, size))
            rows += [_legend_row(*entry, size=size, width=width) for entry in entries]
    return rows


def _legend_row(gid: str, text: str, symbol: Symbol, *, size: float, width: float) -> Row:
    lines = wrapped(text, "regular", size, width - SYMBOL * size)

    def draw(pen: Pen, x: float, top: float) -> None:
        middle = top - 0.5 * LEADING * size
        symbol(pen, x, middle, size)
        for number, line in enumerate(lines):
            foot = middle - 0.36 * size - number * LEADING * size
            tag = gid if number == 0 else None
            pen.text(line, x + SYMBOL * size, foot, size=size, gid=tag)

    return Row(LEADING * size * len(lines) + 0.25 * size, draw)


Entry = tuple[str, str, Symbol]


def _mode_rows(strands: Sequence[Strand], words: dict[str, dict[str, str]]) -> list[Entry]:
    used = {strand.mode for strand in strands}

    def entry(mode: Mode) -> Entry:
        def symbol(pen: Pen, x: float, y: float, size: float) -> None:
            icon = 0.0
            if mode is not Mode.UNKNOWN:
                icon = 1.5 * size
                draw_icon(pen, x, y - 0.7 * size, 1.4 * size, mode)
            _sample(pen, x + icon, y, 3.7 * size - icon, size, mode, Status.COMPLETED, 2.5)

        return f"legend-mode-{mode.value}", words["modes"][mode.value], symbol

    return [entry(mode) for mode in Mode if mode in used]


def _status_rows(strands: Sequence[Strand], words: dict[str, dict[str, str]]) -> list[Entry]:
    used = {strand.status for strand in strands}

    def entry(status: Status) -> Entry:
        def symbol(pen: Pen, x: float, y: float, size: float) -> None:
            _sample(pen, x, y, 3.7 * size, size, Mode.UNKNOWN, status, 2.5)

        return f"legend-status-{status.value}", words["statuses"][status.value], symbol

    return [entry(status) for status in Status if status in used]


def _people_rows(strands: Sequence[Strand], words: dict[str, dict[str, str]]) -> list[Entry]:
    classes = [(least, width) for least, width in read_symbols()["people_classes"]]
    told = words["legend"]
    used = {strand.width_px for strand in strands}
    rows: list[Entry] = []

    def entry(width: float, text: str) -> Entry:
        def symbol(pen: Pen, x: float, y: float, size: float) -> None:
            _sample(pen, x, y, 3.7 * size, size, Mode.UNKNOWN, Status.COMPLETED, width)

        return f"legend-people-{width:g}", text, symbol

    for number, (least, width) in enumerate(classes):
        if width not in used:
            continue
        beyond = classes[number + 1][0] if number + 1 < len(classes) else None
        if beyond is None:
            text = told["over"].format(n=f"{least:,}")
        elif number == 0:
            text = told["under"].format(n=f"{beyond:,}")
        else:
            text = told["range"].format_map({"from": f"{least:,}", "to": f"{beyond - 1:,}"})
        rows.append(entry(width, text))
    unknown = float(read_symbols()["unknown_width"])
    if rows and unknown in used:
        rows.append(entry(unknown, told["unknown"]))
    return rows


def _place_rows(
    strands: Sequence[Strand], words: dict[str, dict[str, str]], *, disputed: bool
) -> list[Entry]:
    from evacmap.model import AREA_KINDS

    told = words["legend"]
    ends = [stop for strand in strands for stop in strand.route.leg.ends]
    rows: list[Entry] = []
    for name, is_area in (("place", False), ("area", True)):
        if any((end.place.kind in AREA_KINDS) == is_area for end in ends):
            rows.append((f"legend-{name}", told[name], _marker_symbol(is_area)))
    if any(strand.is_stub for strand in strands):
        rows.append(("legend-open-end", told["open_end"], _question_symbol))
    if any(strand.route.method is RouteMethod.ARC and not strand.is_stub for strand in strands):
        rows.append(("legend-arc", told["arc"], _arc_symbol))
    if any(len(strand.numbers) > 1 for strand in strands):
        rows.append(("legend-bundle", told["bundle"], _bundle_symbol))
    if any(strand.is_faint for strand in strands):
        rows.append(("legend-faint", "pale: day uncertain", _faint_symbol))
    if disputed:
        rows.append(("legend-disputed", told["disputed"], _disputed_symbol))
    return rows


def _sample(
    pen: Pen,
    x: float,
    y: float,
    length: float,
    size: float,
    mode: Mode,
    status: Status,
    width_px: float,
    alpha: float | None = None,
) -> None:
    unit = size / 13
    ends = np.array([(x + 0.1 * size, y), (x + length, y)])
    draw_line(pen, ends, mode=mode, status=status, width_px=width_px, unit=unit, alpha=alpha)


def _marker_symbol(is_area: bool) -> Symbol:
    def symbol(pen: Pen, x: float, y: float, size: float) -> None:
        if is_area:
            pen.circle(x + 1.9 * size, y, 0.8 * size, face="#5a544a", alpha=0.18)
        draw_marker(pen, x + 1.9 * size, y, size / 13, is_area=is_area)

    return symbol


def _question_symbol(pen: Pen, x: float, y: float, size: float) -> None:
    draw_question(pen, x + 1.9 * size, y, "#5d6066", size / 13)


def _curve(x: float, y: float, size: float) -> np.ndarray:
    share = np.linspace(0, 1, 13)
    return np.column_stack(
        [x + 0.2 * size + 3.4 * size * share, y - 0.35 * size + 3.2 * size * share * (1 - share)]
    )


def _arc_symbol(pen: Pen, x: float, y: float, size: float) -> None:
    pen.line(_curve(x, y, size), colour="#5d6066", width=2.5 * size / 13)


def _bundle_symbol(pen: Pen, x: float, y: float, size: float) -> None:
    pen.text("3–9", x + 1.9 * size, y - 0.36 * size, size=size, face="bold", align="center")


def _faint_symbol(pen: Pen, x: float, y: float, size: float) -> None:
    _sample(pen, x, y, 3.7 * size, size, Mode.UNKNOWN, Status.COMPLETED, 2.5, alpha=0.45)


def _disputed_symbol(pen: Pen, x: float, y: float, size: float) -> None:
    from evacmap.render.figure.ground import figure_theme

    ends = np.array([(x + 0.1 * size, y), (x + 3.6 * size, y)])
    colour, unit = figure_theme()["border"], size / 13
    pen.line(ends, colour=colour, width=1.3 * unit, dash=(4 * unit, 4 * unit), cap="butt")


def key_text(route: Route) -> str:
    """Return what a numbered line tells, in few words."""
    leg = route.leg
    words = english()["statuses"]
    status = "" if leg.status is Status.COMPLETED else f"{words[leg.status.value]}: "
    rest = [who_text(leg), _short(date_text(leg.date)) if leg.date else None]
    told = ", ".join(part for part in rest if part)
    return f"{status}{way_text(leg)}" + (f" · {told}" if told else "")


def _short(date: str) -> str:
    """Return a date with its months in three letters."""
    return " ".join(word[:3] if word in MONTHS else word for word in date.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyStyle:
    """How rows of the key are set: size of type, width, lines a row, and where texts begin."""

    size: float
    width: float
    most: int
    indent: float


def key_style(labels: Iterable[str], *, size: float, width: float, most: int) -> KeyStyle:
    """Return the style in which rows have room for the widest of their numbers or letters."""
    widest = max((text_width(label, "bold", size) for label in labels), default=0.0)
    # A picture of a way of travel stands before the number.
    indent = max(3.6 * size, 1.85 * size + widest)
    return KeyStyle(size=size, width=width, most=most, indent=indent)


def key_row(label: str, mode: Mode, text: str, style: KeyStyle) -> Row:
    """Return the row of the key that tells a numbered line, or one with a letter."""
    size, indent = style.size, style.indent
    lines = wrapped(text, "regular", size, style.width - indent, most=style.most)

    def draw(pen: Pen, x: float, top: float) -> None:
        foot = top - ASCENT * size - 0.15 * size
        if mode is not Mode.UNKNOWN:
            draw_icon(pen, x, foot - 0.25 * size, 1.25 * size, mode)
        pen.text(
            label,
            x + indent - 0.4 * size,
            foot,
            size=size,
            face="bold",
            align="right",
            gid=f"key-{label}",
        )
        for at, line in enumerate(lines):
            pen.text(line, x + indent, foot - at * LEADING * size, size=size)

    # Rows of one line are told apart by their numbers; longer ones need some air.
    air = (0.2 if style.most == 1 else 0.35) * size
    return Row(LEADING * size * len(lines) + air, draw)


def text_row(text: str, *, size: float, width: float, face: str = "italic") -> Row:
    """Return a row of running text."""
    lines = wrapped(text, face, size, width)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.lines(lines, x, top, size=size, face=face)

    return Row(1.25 * size * len(lines) + 0.3 * size, draw)


def columns_of(rows: Sequence[Row], height: float, most: int) -> list[list[Row]] | None:
    """Return rows in at most so many columns of a height; None where they do not fit.

    What stands under one title stays in one column where there is room for that.
    """
    for keeps_groups in (True, False):
        columns = _filled(rows, height, keeps_groups=keeps_groups)
        if columns is not None and len(columns) <= most:
            return columns
    return None


def _filled(rows: Sequence[Row], height: float, *, keeps_groups: bool) -> list[list[Row]] | None:
    columns: list[list[Row]] = [[]]
    used = 0.0
    for at, row in enumerate(rows):
        needed = row.height
        if row.is_title:
            group = _group_height(rows, at)
            first = sum(each.height for each in rows[at : at + 2])
            needed = group if keeps_groups and group <= height else first
        if columns[-1] and used + needed > height:
            columns.append([])
            used = 0.0
        columns[-1].append(row)
        used += row.height
        if used > height and len(columns[-1]) == 1:
            return None
    return columns


def _group_height(rows: Sequence[Row], at: int) -> float:
    """Return how high a title and the rows under it are."""
    stop = next((n for n in range(at + 1, len(rows)) if rows[n].is_title), len(rows))
    return sum(row.height for row in rows[at:stop])


def draw_column(pen: Pen, rows: Sequence[Row], x: float, top: float) -> None:
    """Draw rows below one another."""
    for row in rows:
        row.draw(pen, x, top)
        top -= row.height
