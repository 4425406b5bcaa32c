"""What English date expressions mean, as days between two bounds.

A rule takes the match and the day of publication and gives the bounds for a deed that is past
and for one that is planned. The intervals are those of the annotation guideline: "in recent
days" is the week up to publication, "overnight" the day before and that day.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable

from evacmap.languages.leads import MONTHS

Bounds = tuple[dt.date | None, dt.date | None]
Meaning = tuple[Bounds, Bounds]
Rule = Callable[[re.Match[str], dt.date], Meaning | None]

DAY = dt.timedelta(days=1)
WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "a": 1, "an": 1, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 5,
}  # fmt: skip

MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?P<weekday>Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)day"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY_NUMBER = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
NUMBER = (
    r"(?P<number>\d{1,3}|a couple of|couple of|a few|several|few|an?|"
    + "|".join(list(SMALL)[:12])
    + r")"
)
PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon|midday|midnight)"


def _same(bounds: Bounds) -> Meaning:
    return bounds, bounds


def one_day(day: dt.date) -> Meaning:
    """Return that day, past or planned."""
    return _same((day, day))


def full_date(match: re.Match[str], published: dt.date | None) -> Meaning | None:
    """A day and month, with its year or, without, the nearest such day to publication."""
    month, day = _month(match), int(match["day"])
    year = match.groupdict().get("year")
    try:
        if year:
            return one_day(dt.date(int(year), month, day))
        if published is None:
            return None
        past = dt.date(published.year, month, day)
        # A report of January speaks of last December; one of December of next January.
        if past > published + 45 * DAY:
            past = dt.date(published.year - 1, month, day)
        planned = past if past >= published - 180 * DAY else dt.date(past.year + 1, month, day)
    except ValueError:
        return None
    return (past, past), (planned, planned)


def iso_date(match: re.Match[str], published: dt.date | None) -> Meaning | None:
    """2024-12-09."""
    try:
        return one_day(dt.date.fromisoformat(match.group()))
    except ValueError:
        return None


def numeric_date(match: re.Match[str], published: dt.date | None) -> Meaning | None:
    """9/12/2024 or 09.12.2024: day first, unless only month first makes a date."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    for day, month in ((first, second), (second, first)):
        try:
            return one_day(dt.date(year, month, day))
        except ValueError:
            continue
    return None


def month_only(match: re.Match[str], published: dt.date | None) -> Meaning | None:
    """ "in March", "early March 2022", "last month" being another rule."""
    month, year = _month(match), match.groupdict().get("year")
    if not year and published is None:
        return None
    if year:
        past_year = planned_year = int(year)
    else:
        assert published is not None
        past_year = published.year if month <= published.month else published.year - 1
        planned_year = published.year if month >= published.month else published.year + 1
    part = (match.groupdict().get("part") or "").lower()
    past = _cut_off(_part_of_month(past_year, month, part), published)
    return past, _part_of_month(planned_year, month, part)


def year_only(match: re.Match[str], published: dt.date | None) -> Meaning | None:
    """ "in 2013"."""
    year = int(match["year"])
    return _same(_cut_off((dt.date(year, 1, 1), dt.date(year, 12, 31)), published))


def two_years(match: re.Match[str], published: dt.date | None) -> Meaning | None:
    """ "in 2006-7", "2006/07": that year and the next."""
    year, upto = int(match["year"]), match["upto"]
    if not str(year + 1).endswith(upto):
        return None
    return _same(_cut_off((dt.date(year, 1, 1), dt.date(year + 1, 12, 31)), published))


def weekday(match: re.Match[str], published: dt.date) -> Meaning:
    """A weekday: the last on or before publication; planned, the next on or after it."""
    index = WEEKDAYS[match["weekday"][:3].lower()]
    back = (published.weekday() - index) % 7
    ahead = (index - published.weekday()) % 7
    which = (match.groupdict().get("which") or "").lower()
    if which == "last" and back == 0:
        back = 7
    if which in ("next", "coming") and ahead == 0:
        ahead = 7
    past, planned = published - back * DAY, published + ahead * DAY
    if which in ("next", "coming"):
        return one_day(planned)
    if which in ("last", "past"):
        return one_day(past)
    night = match.groupdict().get("night")
    return (past - DAY if night else past, past), (planned - DAY if night else planned, planned)


def relative_day(match: re.Match[str], published: dt.date) -> Meaning | None:
    """today, yesterday, tomorrow, tonight, overnight, this morning, last night …"""
    text = re.sub(r"\s+", " ", match.group().lower())
    if text.startswith("the day before yesterday"):
        return one_day(published - 2 * DAY)
    if text.startswith("the day after tomorrow"):
        return one_day(published + 2 * DAY)
    if "yesterday" in text:
        return one_day(published - DAY)
    if "tomorrow" in text:
        return one_day(published + DAY)
    if "overnight" in text or text == "last night":
        return _same((published - DAY, published))
    return one_day(published)


def last_span(match: re.Match[str], published: dt.date) -> Meaning | None:
    """ "in the past six days", "over the past week", "in recent weeks", "the last 24 hours"."""
    number, unit = match.groupdict().get("number"), match["unit"].lower()
    if unit.startswith("hour"):
        days = max(1, round(_number(number, 24) / 24))
    else:
        days = round(_number(number, 1) * _unit_days(unit, plural_is_vague=number is None))
    return _same((published - days * DAY, published))


def last_calendar(match: re.Match[str], published: dt.date) -> Meaning | None:
    """last week, last month, last year: the calendar unit before this one."""
    unit = match["unit"].lower()
    if unit == "week":
        monday = published - (published.weekday() + 7) * DAY
        return _same((monday, monday + 6 * DAY))
    if unit == "weekend":
        return _same(_weekend(published, past=True))
    if unit == "month":
        last = published.replace(day=1) - DAY
        return _same((last.replace(day=1), last))
    year = published.year - 1
    return _same((dt.date(year, 1, 1), dt.date(year, 12, 31)))


def this_calendar(match: re.Match[str], published: dt.date) -> Meaning | None:
    """this week, earlier this month, later this year, this weekend."""
    unit, which = match["unit"].lower(), (match.groupdict().get("which") or "").lower()
    if unit == "weekend":
        return _weekend(published, past=True), _weekend(published, past=False)
    start = {
        "week": published - published.weekday() * DAY,
        "month": published.replace(day=1),
        "year": published.replace(month=1, day=1),
    }[unit]
    end = {
        "week": start + 6 * DAY,
        "month": _part_of_month(published.year, published.month, "")[1],
        "year": dt.date(published.year, 12, 31),
    }[unit]
    if which == "earlier":
        return _same((start, max(start, published - DAY)))
    return (start, published), (published, end)


def next_calendar(match: re.Match[str], published: dt.date) -> Meaning | None:
    """next week, next month, the coming days, the next three weeks."""
    number, unit = match.groupdict().get("number"), match["unit"].lower()
    if number is None and unit == "week" and "next" in match.group().lower():
        monday = published + (7 - published.weekday()) * DAY
        return _same((monday, monday + 6 * DAY))
    if number is None and unit == "month" and "next" in match.group().lower():
        first = (published.replace(day=28) + 4 * DAY).replace(day=1)
        return _same((first, _part_of_month(first.year, first.month, "")[1]))
    days = round(_number(number, 1) * _unit_days(unit, plural_is_vague=number is None))
    return _same((published, published + max(1, days) * DAY))


def ago(match: re.Match[str], published: dt.date) -> Meaning | None:
    """three days ago, two weeks ago (to within half the unit), hours ago."""
    unit = match["unit"].lower()
    if unit.startswith(("hour", "minute")):
        return _same((published - DAY, published))
    days = round(_number(match["number"], 1) * _unit_days(unit, plural_is_vague=False))
    if unit.startswith("day"):
        return one_day(published - days * DAY)
    slack = {"w": 3, "m": 15, "y": 183}[unit[0]]
    return _same((published - (days + slack) * DAY, published - (days - slack) * DAY))


def within(match: re.Match[str], published: dt.date) -> Meaning | None:
    """in two to three days, within 48 hours."""
    high = match.groupdict().get("upto") or match["number"]
    unit = match["unit"].lower()
    if unit.startswith("hour"):
        days = max(1, round(_number(high, 24) / 24))
    else:
        days = round(_number(high, 1) * _unit_days(unit, plural_is_vague=False))
    return (published - days * DAY, published), (published, published + days * DAY)


def _month(match: re.Match[str]) -> int:
    return MONTHS[match["month"][:3].lower()]


def _number(text: str | None, default: int) -> int:
    if not text:
        return default
    return int(text) if text.isdigit() else SMALL.get(re.sub(r"\s+", " ", text.lower()), default)


def _unit_days(unit: str, *, plural_is_vague: bool) -> float:
    """Days in a unit; a bare plural ("recent weeks") is several of it."""
    size = {"d": 1.0, "w": 7.0, "m": 30.4, "y": 365.25}.get(unit[0], 1.0)
    if plural_is_vague and unit.endswith("s"):
        return {"d": 7.0, "w": 28.0, "m": 120.0, "y": 1461.0}.get(unit[0], 7.0)
    return size


def _part_of_month(year: int, month: int, part: str) -> Bounds:
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {
        "early": (1, 10),
        "mid": (10, 20),
        "late": (20, last),
        "end of": (25, last),
        "beginning of": (1, 7),
    }.get(part.strip(" -"), (1, last))
    return dt.date(year, month, first_day), dt.date(year, month, last_day)


def _cut_off(bounds: Bounds, published: dt.date | None) -> Bounds:
    """A past deed did not happen after the report was published."""
    start, end = bounds
    if published and start and end and start <= published < end:
        return start, published
    return bounds


def _weekend(published: dt.date, *, past: bool) -> Bounds:
    saturday = published - ((published.weekday() - 5) % 7) * DAY
    if not past and saturday + DAY < published:
        saturday += 7 * DAY
    end = saturday + DAY
    return saturday, min(end, published) if past and saturday <= published else end
