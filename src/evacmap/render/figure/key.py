"""Legend and key, laid out in the columns that the sheet leaves them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from evacmap.model import Mode
from evacmap.render.figure.panel import Told
from evacmap.render.figure.rows import (
    Row,
    columns_of,
    key_row,
    key_style,
    legend_rows,
    text_row,
    title_row,
)
from evacmap.render.figure.sizes import SMALLEST_TYPE_PT
from evacmap.render.figure.strands import Strand, numbers_text

LEFT_OUT = "No. {numbers}: too many for this sheet; they stand in the table of legs."
# Sizes of type and lines a leg, from comfortable to what can just be read.
WAYS = ((1.0, 3), (0.9, 3), (0.85, 2), (0.78, 2), (0.7, 2), (0.7, 1), (0.6, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What legend and key have to tell, and the size of ordinary type.

    ``numbered`` are the legs of the key: number, way of travel, and text; ``bundles`` the letters
    of lines of many legs, and which these are.
    """

    numbered: Sequence[tuple[int, Mode, str]]
    bundles: Sequence[tuple[str, str]]
    strands: Sequence[Strand]
    type_pt: float
    told: Told
    is_disputed: bool

    def rows(self, width: float, *, scale: float, most_lines: int, kept: int) -> list[Row]:
        """Return all rows, the key's first ``kept`` with at most so many lines each."""
        size = max(SMALLEST_TYPE_PT, 0.92 * scale * self.type_pt)
        rows = legend_rows(self.strands, size=size, width=width, disputed=self.is_disputed)
        rows += self._bundle_rows(size, width)
        if self.numbered:
            rows.append(title_row("Movements", size))
        labels = [str(number) for number, _, _ in self.numbered]
        style = key_style(labels, size=size, width=width, most=most_lines)
        rows += [
            key_row(str(number), mode, text, style) for number, mode, text in self.numbered[:kept]
        ]
        if kept < len(self.numbered):
            numbers = f"{kept + 1}–{len(self.numbered)}"
            rows.append(text_row(LEFT_OUT.format(numbers=numbers), size=size, width=width))
        return rows + self._notes(size, width, kept)

    def _bundle_rows(self, size: float, width: float) -> list[Row]:
        """Return the rows that tell which movements the lines with letters stand for."""
        if not self.bundles:
            return []
        labels = [letter for letter, _ in self.bundles]
        style = key_style(labels, size=size, width=width, most=99)
        rows = [key_row(letter, Mode.UNKNOWN, text, style) for letter, text in self.bundles]
        return [title_row("Lines of many movements", size), *rows]

    def _notes(self, size: float, width: float, kept: int) -> list[Row]:
        # That a line has no number matters for the movements that the key tells.
        numbers = [n for n in self.told.unnumbered if not self.numbered or n <= kept]
        notes = (
            ("Without room for a name", list(dict.fromkeys(self.told.unnamed))),
            ("Without room for a number", [numbers_text(sorted(set(numbers)))] if numbers else []),
        )
        return [
            text_row(f"{what}: {', '.join(left_out)}", size=size, width=width)
            for what, left_out in notes
            if left_out
        ]

    def columns(self, width: float, height: float, most: int) -> list[list[Row]]:
        """Return the rows in columns: smaller, then shorter, then cut, until they fit."""
        whole = len(self.numbered)
        for scale, most_lines in WAYS:
            rows = self.rows(width, scale=scale, most_lines=most_lines, kept=whole)
            if found := columns_of(rows, height, most):
                return found
        low, high, best = 0, whole, None
        while low < high:
            kept = (low + high) // 2
            rows = self.rows(width, scale=0.6, most_lines=1, kept=kept)
            if fits := columns_of(rows, height, most):
                low, best = kept + 1, fits
            else:
                high = kept
        if best is None:
            best = [self.rows(width, scale=0.6, most_lines=1, kept=0)]
        return best

    def fits(self, width: float, height: float, columns: int) -> bool:
        """Return whether so many columns hold all in type that is read with ease."""
        rows = self.rows(width, scale=0.78, most_lines=2, kept=len(self.numbered))
        return columns_of(rows, height, columns) is not None

    def strip(self, width: float, most: float, columns: int) -> tuple[float, list[list[Row]]]:
        """Return the height of a strip, as low as it can be, and its columns."""
        parts = self.columns(width, most, columns)
        rows = [row for part in parts for row in part]
        least = sum(row.height for row in rows) / columns
        for height in np.linspace(least, most, 25):
            if found := columns_of(rows, float(height), columns):
                return float(height), found
        return most, parts

    def telling(
        self, told: Told, *, bundles: Sequence[tuple[str, str]], is_disputed: bool
    ) -> "Key":
        """Return the same with what only the drawn map shows."""
        return replace(self, told=told, bundles=bundles, is_disputed=is_disputed)
