"""The day a report bears, as printed in bylines, datelines, headers and addresses."""

import datetime as dt
import re

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<!\d){_YEAR}/(?P<number>\d\d)/(?P<day>\d\d)(?!\d)",
        rf"\b{_DAY}(?: of)?[ -]{_MONTH},?[ -]{_YEAR}\b",
        rf"\b{_MONTH} {_DAY},? {_YEAR}\b",
        rf"(?<![\d.]){_DAY}\.(?P<number>\d{{1,2}})\.{_YEAR}(?!\d)",
    )
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_AROUND = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\b\.?"
    r"|(?:first |last )?(?:published|updated|posted|modified|issued|released)(?: on| at)?|dated?"
    r"|at|on|am|pm|a\.m\.|p\.m\.|gmt|utc|[ecmp][sd]?t|edt|est|local time|\d{1,2}[:.h]\d\d(?::\d\d)?"
    r"|\d{1,2} ?[ap]\.?m\.?|\d+ min(?:ute)?s? read)(?![\w])",
    re.IGNORECASE,
)


def find_printed_date(text: str) -> tuple[dt.date, int, int] | None:
    """Return the first full date in ``text`` with its offsets; None where there is none.

    Dates in figures with the month in doubt (06/12/2024) are not read.

    >>> find_printed_date("Monday, 16 December 2024, 11:13")
    (datetime.date(2024, 12, 16), 8, 24)
    """
    found = [
        (day, match.start(), match.end())
        for form in _FORMS
        if (match := form.search(text)) and (day := _day_of(match))
    ]
    return min(found, key=lambda item: item[1], default=None)


def is_only_a_date(text: str) -> bool:
    """Whether ``text`` is a date with nothing but weekday, hour and words of publishing.

    >>> is_only_a_date("Published on Friday, 6 December 2024 at 11:13 GMT")
    True
    """
    return bool(find_printed_date(text)) and not re.search(r"\w", without_date(text))


def without_date(text: str) -> str:
    """Return what is left of a byline when its first date and hour are taken out."""
    found = find_printed_date(text)
    if not found:
        return text
    _, start, end = found
    rest = f"{text[:start]} {re.sub(r'^T?[0-9:.+Z]+', ' ', text[end:])}"
    return _AROUND.sub(" ", rest).strip(" \t,;:|/—–-·•()[]")


def date_in_url(url: str) -> dt.date | None:
    """Return the day in the path of an address; None where there is none.

    >>> date_in_url("https://example.org/2013/01/22/leaving")
    datetime.date(2013, 1, 22)
    """
    match = _URL_DAY.search(url)
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _day_of(match: re.Match[str]) -> dt.date | None:
    named = match.groupdict()
    if named.get("number"):
        month = int(named["number"])
    else:
        start = named["month"].lower()[:3]
        month = 1 + next(i for i, name in enumerate(_MONTHS) if name.startswith(start))
    return _date(int(named["year"]), month, int(named["day"]))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
