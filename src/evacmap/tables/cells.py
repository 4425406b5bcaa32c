"""Cells of spreadsheets: text that must not run as a formula, numbers as people write them."""

import math
import re

# Spreadsheets run a cell that begins so as a formula (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Details longer than a cell of Excel stand in a sheet of their own, in parts.
LONG_SHEET = "long details"
LONG_MARK = "see sheet 'long details', row {}"
# Spaces of every width and the apostrophe separate thousands in some countries.
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+|(?:\.\d{3})+)")


def as_harmless(text: str) -> str:
    """Return ``text`` with an apostrophe before what a spreadsheet would run as a formula.

    Text that has such an apostrophe of its own gets another, so that nothing is lost.

    >>> as_harmless("=2+3"), as_harmless("'=2+3"), as_harmless("2 people")
    ("'=2+3", "''=2+3", '2 people')
    """
    return "'" + text if text.lstrip("'").startswith(FORMULA_STARTS) else text


def as_written(cell: str) -> str:
    """Return the text that ``as_harmless`` turned into ``cell``.

    >>> as_written("'=2+3"), as_written("'t Zand")
    ('=2+3', "'t Zand")
    """
    if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS):
        return cell[1:]
    return cell


def is_decimal(text: str, mark: str) -> bool:
    """Whether ``text`` is plainly a number with ``mark`` before its decimals.

    >>> is_decimal("35,92", ","), is_decimal("1,500", ",")
    (True, False)
    """
    whole, found, decimals = text.strip().lstrip("+-").partition(mark)
    digits = f"{whole}{decimals}"
    is_number = bool(found and decimals) and digits.isascii() and digits.isdigit()
    return is_number and not _THOUSANDS.fullmatch(text.strip())


def read_float(value: object, *, decimal_comma: bool = False) -> float:
    """Return a number as written in a cell, in the notation of its table.

    >>> read_float("35,924", decimal_comma=True), read_float("1,500.25"), read_float(" 7 ")
    (35.924, 1500.25, 7.0)

    Raises:
        ValueError: it is no number.
    """
    if isinstance(value, bool) or value is None:
        raise ValueError(value)
    if isinstance(value, int | float):
        number = float(value)
    else:
        text = _SPACES.sub("", str(value)).replace("\u2212", "-")
        text = text.replace(".", "").replace(",", ".") if decimal_comma else text.replace(",", "")
        number = float(text)
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def read_whole(value: object, *, decimal_comma: bool = False) -> int:
    """Return a whole number as written in a cell; thousands may be marked in either notation.

    >>> read_whole("1.500"), read_whole("1,500"), read_whole("1 500"), read_whole(80.0)
    (1500, 1500, 1500, 80)

    Raises:
        ValueError: it is no whole number.
    """
    if isinstance(value, str):
        text = _SPACES.sub("", value)
        if _THOUSANDS.fullmatch(text):
            return int(text.replace(",", "").replace(".", ""))
        value = text
    number = read_float(value, decimal_comma=decimal_comma)
    if not number.is_integer():
        raise ValueError(value)
    return int(number)
