"""Numbers of people and vehicles as people write them in a cell."""

import re

from evacmap.model import Count
from evacmap.tables.cells import read_whole

_NUMBER = r"\d[\d.,\s\u00a0\u202f'’]*\d|\d"
_BETWEEN = re.compile(
    rf"(?:between\s+)?(?P<low>{_NUMBER})\s*(?:-|–|—|to|and|bis|à|/)\s*(?P<high>{_NUMBER})",
    re.IGNORECASE,
)
_ABOUT = r"~|≈|±|c\.|ca\.?|circa|about|around|some|approx\.?|approximately|nearly|almost|etwa|rund"
_MARKED = re.compile(rf"(?P<mark>[^\d]*?)\s*(?P<number>{_NUMBER})\s*(?P<after>[^\d]*)", re.DOTALL)
_AT_LEAST = re.compile(
    r">=|≥|>|at least|more than|over|min\.?|mindestens|mehr als|über", re.IGNORECASE
)
_AT_MOST = re.compile(r"<=|≤|up to|at most|max\.?|bis zu|höchstens", re.IGNORECASE)
_BELOW = re.compile(r"<|less than|fewer than|under|below|weniger als|unter", re.IGNORECASE)


def read_count(value: object) -> Count:
    """Return the range that a cell holds, its words kept.

    >>> read_count("about 1,500 people")
    Count(low=1500, high=1500, text='about 1,500 people')
    >>> read_count("80-100").high, read_count("> 400").high, read_count("under 400").high
    (100, None, 399)

    Raises:
        ValueError: there is no number in it, or more than a range.
    """
    if isinstance(value, int | float):
        number = read_whole(value)
        return _count(number, number, str(number))
    text = " ".join(str(value).split())
    if match := _BETWEEN.fullmatch(text):
        low, high = _whole(match["low"]), _whole(match["high"])
        return _count(low, high, text)
    match = _MARKED.fullmatch(text)
    if not match:
        raise ValueError(text)
    number, mark = _whole(match["number"]), match["mark"]
    if match["after"].lstrip().startswith("+") or _AT_LEAST.fullmatch(mark):
        return _count(number, None, text)
    if _AT_MOST.fullmatch(mark):
        return _count(None, number, text)
    if _BELOW.fullmatch(mark):
        return _count(None, number - 1, text)
    if mark and not re.fullmatch(_ABOUT, mark, re.IGNORECASE):
        raise ValueError(text)
    return _count(number, number, text)


def range_text(low: int | None, high: int | None) -> str:
    """Return a range in figures.

    >>> range_text(80, 100), range_text(400, None), range_text(None, 9), range_text(4, 4)
    ('80–100', 'at least 400', 'up to 9', '4')
    """
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}–{high}"


def _whole(text: str) -> int:
    return read_whole(text)


def _count(low: int | None, high: int | None, text: str) -> Count:
    if min(low or 0, high or 0) < 0 or (low is not None and high is not None and low > high):
        raise ValueError(text)
    return Count(low=low, high=high, text=text)
