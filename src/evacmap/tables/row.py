"""The cells of one row, read by their columns, and set against what the details say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evacmap.errors import BadCellError, BadDateError
from evacmap.model import EdtfDate, Leg
from evacmap.tables.cells import read_float, read_whole
from evacmap.tables.dates import is_same_date, read_date

Value = str | int | float | bool | None
# What a spreadsheet's number format cuts off a coordinate, about six metres.
ROUNDED = 6e-5
# What some format cannot hold, and writes in another way.
_LOST = re.compile(r"[\x00-\x1f\x7f-\x9f\s\ud800-\udfff\ufffd-\uffff]+")
# Excel's longest cell; a text that was cut there is still the same text.
LONGEST_CELL = 32767


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of a row under the names of ``tables.COLUMNS``, however its file calls them.

    ``base`` is the leg of the details and ``facts`` what they say of its line; ``expected`` is
    the row that evacmap would write of them. A cell that differs from it was changed by a
    person and counts. ``notes`` gathers what to tell of cells that were read in part.
    """

    values: Mapping[str, Value]
    base: Leg | None = None
    facts: Mapping[str, Any] | None = None
    expected: Mapping[str, Value] = field(default_factory=dict)
    decimal_comma: bool = False
    day_first: bool | None = None
    notes: list[BadCellError] = field(default_factory=list)

    def has_changed(self, *columns: str) -> bool:
        """Whether any of these cells is there and differs from what is expected."""
        return any(column in self.values and not self._is_as_expected(column) for column in columns)

    def text(self, column: str) -> str | None:
        """Return the text of a cell, or what is expected where the table lacks the column."""
        value = self._value(column)
        if value is None:
            return None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).strip() or None

    def number(self, column: str) -> float | None:
        """Return the number of a cell; None where it is empty.

        Raises:
            BadCellError: it holds something else.
        """
        value = self._value(column)
        if value is None:
            return None
        try:
            return read_float(value, decimal_comma=self.decimal_comma)
        except ValueError:
            raise BadCellError(column, value, "is no number") from None

    def whole(self, column: str) -> int | None:
        """Return the whole number of a cell; None where it is empty.

        Raises:
            BadCellError: it holds something else.
        """
        value = self._value(column)
        if value is None:
            return None
        try:
            return read_whole(value, decimal_comma=self.decimal_comma)
        except ValueError:
            raise BadCellError(column, value, "is no whole number") from None

    def date(self, column: str) -> EdtfDate | None:
        """Return the date of a cell; None where it is empty.

        Raises:
            BadCellError: no date can be read in it.
        """
        value = self._value(column)
        if value is None:
            return None
        try:
            return read_date(value, day_first=self.day_first)
        except BadDateError as error:
            raise BadCellError(column, value, error.reason) from None

    def _value(self, column: str) -> Value:
        return self.values[column] if column in self.values else self.expected.get(column)

    def _is_as_expected(self, column: str) -> bool:
        value, expected = self.values[column], self.expected.get(column)
        if value == expected:
            return True
        if value is None or expected is None:
            return _bare(value) == _bare(expected)
        if isinstance(expected, int | float):
            return self._is_same_number(value, expected)
        is_date = column.startswith("date") or column == "published"
        if is_date and is_same_date(str(value).strip(), str(expected)):
            return True
        return is_same_text(str(value), str(expected)) or _is_same_code(value, str(expected))

    def _is_same_number(self, value: Value, expected: float) -> bool:
        try:
            number = read_float(value, decimal_comma=self.decimal_comma)
            if number != int(number) and isinstance(expected, int):
                number = float(read_whole(value))
        except ValueError:
            return False
        return abs(number - expected) <= (ROUNDED if isinstance(expected, float) else 0)


def is_same_text(value: str, expected: str) -> bool:
    """Whether two texts are the same but for what some format cannot hold.

    >>> is_same_text("a b", "a\\r\\n b"), is_same_text("New York", "NewYork")
    (True, False)
    """
    bare, expected = _bare(value), _bare(expected)
    if bare == expected:
        return True
    return len(value) >= LONGEST_CELL - 1 and expected.startswith(bare.rstrip("… "))


def _is_same_code(value: Value, expected: str) -> bool:
    """Whether a spreadsheet took an id such as 0123456789 or 12e4567890 for a number."""
    try:
        return float(str(value)) == float(expected)
    except ValueError:
        return False


def _bare(value: Value) -> str:
    return "" if value is None else _LOST.sub(" ", str(value)).strip()
