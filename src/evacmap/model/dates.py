"""Dates in EDTF (ISO 8601-2), from a text to its first and last day."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from evacmap.errors import BadDateError


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date as EDTF text: ``2024-12-09``, ``2024-12``, ``2013-01-22~``, ``../2024-12-06``.

    >>> EdtfDate("2024-12-09/2024-12-16").latest
    datetime.date(2024, 12, 16)
    >>> EdtfDate("../2024-12-06").earliest is None
    True

    Raises:
        BadDateError: the text is not EDTF.
    """

    text: str

    def __post_init__(self) -> None:
        _bounds(self.text)

    def __str__(self) -> str:
        return self.text

    @property
    def earliest(self) -> dt.date | None:
        """The first possible day; None where the start is open or unknown."""
        return _bounds(self.text)[0]

    @property
    def latest(self) -> dt.date | None:
        """The last possible day; None where the end is open or unknown."""
        return _bounds(self.text)[1]

    def overlaps(self, other: "EdtfDate") -> bool:
        """Return whether there is a day that may belong to both.

        >>> EdtfDate("2024-12").overlaps(EdtfDate("2024-12-09/.."))
        True
        """
        return not (
            (self.latest and other.earliest and self.latest < other.earliest)
            or (other.latest and self.earliest and other.latest < self.earliest)
        )

    @classmethod
    def from_bounds(cls, earliest: dt.date | None, latest: dt.date | None) -> "EdtfDate | None":
        """Return the date between two days; None where both are None."""
        if earliest is None and latest is None:
            return None
        if earliest == latest:
            return cls(str(earliest))
        return cls(f"{earliest or '..'}/{latest or '..'}")


@lru_cache(maxsize=4096)
def _bounds(text: str) -> tuple[dt.date | None, dt.date | None]:
    start, slash, end = text.partition("/")
    if not slash:
        return _day(text, last=False), _day(text, last=True)
    earliest = None if start in ("", "..") else _day(start, last=False)
    latest = None if end in ("", "..") else _day(end, last=True)
    if earliest and latest and earliest > latest:
        raise BadDateError(text)
    return earliest, latest


def _day(text: str, *, last: bool) -> dt.date:
    """Return the first or last day of one EDTF date without a slash."""
    try:
        return dt.date.fromisoformat(text.rstrip("~?%"))
    except ValueError:
        return _day_by_edtf(text, last=last)


def _day_by_edtf(text: str, *, last: bool) -> dt.date:
    # edtf takes 60 ms to import, and nearly every date is a plain day.
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        when = parsed.upper_strict() if last else parsed.lower_strict()
        return dt.date(when.tm_year, when.tm_mon, when.tm_mday)
    except (EDTFParseException, ValueError, AttributeError, TypeError) as error:
        raise BadDateError(text) from error
