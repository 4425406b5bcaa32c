"""Dates as people write them in tables, turned into EDTF; none is guessed."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from evacmap.errors import BadDateError
from evacmap.model import EdtfDate
from evacmap.tables.words import fold, month_number

_Y = r"(?P<year>[12]\d{3})"
_TIME = r"(?:[T ]\s*\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:Z|UTC|[+-]\d\d:?\d\d)?)?"
_ISO = re.compile(rf"{_Y}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}", re.IGNORECASE)
_COMPACT = re.compile(rf"{_Y}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)")
_DOTTED = re.compile(rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_Y}{_TIME}")
_EITHER = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<mark>[/-])(?P<second>\d{{1,2}})(?P=mark){_Y}{_TIME}"
)
_NAMED = (
    re.compile(
        rf"(?:(?P<weekday>\w+?),?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[\s-]+(?:of |de |d')?"
        rf"(?P<name>[^\W\d]+)\.?,?[\s-]+(?:de )?{_Y}{_TIME}"
    ),
    re.compile(rf"(?P<name>[^\W\d]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_Y}{_TIME}"),
    re.compile(rf"(?P<name>[^\W\d]+)\.?,?[\s-]+(?:de )?{_Y}(?P<day>)"),
)
_MONTH = re.compile(rf"(?P<month>\d{{1,2}})[/.]{_Y}")
_SHORT_YEAR = re.compile(r"(?P<name>[^\W\d]+)\.?[\s-](?P<year>\d\d)")
_RANGE = re.compile(r"\s+(?:-|–|—|to|until|till|bis|au|al|до|по)\s+|(?<=\d)[–—](?=\d)|\s*…\s*")
_DAYS_OF_MONTH = re.compile(r"(?P<first>\d{1,2})\.?\s?[-–—]\s?(?P<rest>\d{1,2}\.?\s.+)")
# What a spreadsheet counts in days since 1899, for 1982 to 2064.
_SERIAL = re.compile(r"[3-5]\d{4}(?:[.,]\d+)?")


def read_date(value: object, *, day_first: bool | None = None) -> EdtfDate:
    """Return the date that a cell holds: EDTF, or a form in common use, of days or of months.

    Hours are left out. ``day_first`` says how 03/04/2022 is meant.

    >>> str(read_date("4 March 2022")), str(read_date("04.03.2022 06:30"))
    ('2022-03-04', '2022-03-04')
    >>> str(read_date("8-12 Dec 2024")), str(read_date("2013-01-22~"))
    ('2024-12-08/2024-12-12', '2013-01-22~')

    Raises:
        BadDateError: no date can be read, or more than one.
    """
    if isinstance(value, dt.datetime | dt.date):
        return EdtfDate(value.isoformat()[:10])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _read(" ".join(str(value).split()), day_first)


@lru_cache(maxsize=16384)
def _read(text: str, day_first: bool | None) -> EdtfDate:
    plain = _one(text, day_first)
    if plain:
        return EdtfDate(plain)
    if re.match(r"[\d.(\[XYYZ~?%/-]", text):
        try:
            return EdtfDate(text)
        except BadDateError:
            pass
    return EdtfDate(_range(text, day_first) or _refused(text))


def _range(text: str, day_first: bool | None) -> str | None:
    parts = _RANGE.split(text)
    if len(parts) != 2:
        days = _DAYS_OF_MONTH.fullmatch(text)
        if not days:
            return None
        parts = [days["first"] + re.sub(r"^\d+", "", days["rest"]), days["rest"]]
    start, end = (_one(part.strip(), day_first) for part in parts)
    if start is None and end and re.fullmatch(r"\d{1,2}\.?", parts[0]):
        start = f"{end[:8]}{int(parts[0].rstrip('.')):02}"
    return f"{start}/{end}" if start and end else None


def _one(text: str, day_first: bool | None) -> str | None:
    """Return one day or month as ISO 8601; None where the text has no such form.

    Raises:
        BadDateError: the form is one, but not the day.
    """
    for form in (_ISO, _COMPACT, _DOTTED):
        if match := form.fullmatch(text):
            return _iso(text, match["year"], match["month"], match["day"])
    if match := _EITHER.fullmatch(text):
        return _either(text, match, day_first)
    for form in _NAMED:
        if (match := form.fullmatch(text)) and (month := month_number(match["name"])):
            return _iso(text, match["year"], month, match["day"])
    if match := _MONTH.fullmatch(text):
        return _iso(text, match["year"], match["month"], "")
    return None


def _either(text: str, match: re.Match[str], day_first: bool | None) -> str:
    first, second = int(match["first"]), int(match["second"])
    if day_first is None and first <= 12 and second <= 12 and first != second:
        raise BadDateError(text, "is one of two days; say whether the day or the month comes first")
    if first > 12 or (day_first is not False and second <= 12):
        first, second = second, first
    return _iso(text, match["year"], first, second)


def _iso(text: str, year: str, month: str | int, day: str | int) -> str:
    try:
        if not day:
            return f"{dt.date(int(year), int(month), 1):%Y-%m}"
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise BadDateError(text, "is no day of the calendar") from None


def _refused(text: str) -> str:
    if _SERIAL.fullmatch(text):
        reason = "is a spreadsheet's number for a day; format the column as a date"
        raise BadDateError(text, reason)
    raise BadDateError(text)


def day_order(values: Iterable[object]) -> bool | None:
    """Return whether days come before months in these cells, where all that tell agree.

    >>> day_order(["03/04/2022", "25/04/2022"]), day_order(["03/04/2022"])
    (True, None)
    """
    told = set()
    for value in values:
        match = _EITHER.fullmatch(" ".join(str(value).split()))
        if match and (int(match["first"]) > 12) != (int(match["second"]) > 12):
            told.add(int(match["first"]) > 12)
    return told.pop() if len(told) == 1 else None


def is_same_date(cell: str, expected: str) -> bool:
    """Whether a cell still holds a date that a spreadsheet may have written in its own way.

    >>> is_same_date("12/9/2024", "2024-12-09"), is_same_date("Dez 24", "2024-12")
    (True, True)
    """
    if cell == expected:
        return True
    readings: tuple[Callable[[], EdtfDate], ...] = (
        lambda: read_date(cell, day_first=True),
        lambda: read_date(cell, day_first=False),
    )
    for reading in readings:
        try:
            if str(reading()) == expected:
                return True
        except BadDateError:
            continue
    match = _SHORT_YEAR.fullmatch(fold(cell))
    month = month_number(match["name"]) if match else None
    return bool(match and month) and expected[2:] == f"{match['year']}-{month:02}"  # type: ignore[index]
