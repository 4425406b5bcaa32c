"""Find date expressions and resolve them against the day of publication."""

import datetime as dt
import re

from evacmap.mentions import date_rules as rules
from evacmap.mentions.date_rules import DAY, Bounds, Meaning, Rule
from evacmap.model import DateMention, EdtfDate

_UNIT = r"(?P<unit>hours?|days?|weeks?|months?|years?)"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)


# Earlier rules win where two begin at the same place and are as long.
_ABSOLUTE: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (_compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d"), rules.iso_date),
    (_compile(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>(?:19|20)\d\d)"), rules.numeric_date),
    (
        _compile(rf"(?:the\s+)?{rules.DAY_NUMBER}\s+(?:of\s+)?{rules.MONTH},?\s+{rules.YEAR}"),
        rules.full_date,
    ),
    (_compile(rf"{rules.MONTH}\s+{rules.DAY_NUMBER},?\s+{rules.YEAR}"), rules.full_date),
    (_compile(rf"(?:the\s+)?{rules.DAY_NUMBER}\s+(?:of\s+)?{rules.MONTH}"), rules.full_date),
    (_compile(rf"{rules.MONTH}\s+{rules.DAY_NUMBER}(?!\s*[:,]?\d)"), rules.full_date),
    (
        _compile(
            rf"(?:(?P<part>early|mid|late|end\s+of|beginning\s+of)[\s-]+)?{rules.MONTH}"
            rf",?\s+(?:of\s+)?{rules.YEAR}"
        ),
        rules.month_only,
    ),
    (
        _compile(
            rf"(?:(?P<part>early|mid|late|end\s+of|beginning\s+of)[\s-]+|(?<=in\s)|(?<=since\s)|"
            rf"(?<=until\s)|(?<=during\s)|(?<=by\s)){rules.MONTH}"
        ),
        rules.month_only,
    ),
    (_compile(rf"{rules.YEAR}\s?[-–/]\s?(?P<upto>\d\d?)(?![-\d])"), rules.two_years),
    (_compile(rf"(?:(?<=in\s)|(?<=since\s)|(?<=during\s)){rules.YEAR}"), rules.year_only),
    (re.compile(rf"^\s*{rules.YEAR}(?=\s*[—–:-]\s)"), rules.year_only),
)

_RELATIVE: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (
        _compile(
            r"the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|"
            rf"(?:today|yesterday|tomorrow)(?:\s+{rules.PART_OF_DAY})?|tonight|overnight|"
            rf"last\s+night|this\s+{rules.PART_OF_DAY}|earlier\s+today|later\s+today|"
            r"this\s+day|at\s+dawn|before\s+dawn|at\s+noon|at\s+midnight"
        ),
        rules.relative_day,
    ),
    (
        _compile(
            r"(?P<night>overnight\s+(?:on|into|to)\s+|early\s+(?:on\s+)?|overnight\s+)?"
            rf"(?:(?P<which>last|past|next|coming|this)\s+)?{rules.WEEKDAY}"
            rf"(?:\s+{rules.PART_OF_DAY})?"
        ),
        rules.weekday,
    ),
    (
        _compile(
            r"(?:(?:in|over|during|within)\s+)?the\s+(?:past|last|previous|preceding)\s+"
            rf"(?:{rules.NUMBER}\s+)?{_UNIT}"
        ),
        rules.last_span,
    ),
    (_compile(rf"(?:in|over|during)\s+recent\s+{_UNIT}"), rules.last_span),
    (_compile(rf"(?:past|last)\s+{rules.NUMBER}\s+{_UNIT}"), rules.last_span),
    (_compile(r"last\s+(?P<unit>week|weekend|month|year)"), rules.last_calendar),
    (
        _compile(
            r"(?:(?P<which>earlier|later)\s+)?(?:this|over\s+the|at\s+the)\s+"
            r"(?P<unit>weekend|week|month|year)"
        ),
        rules.this_calendar,
    ),
    (
        _compile(
            r"(?:in\s+|over\s+|within\s+)?(?:the\s+)?(?:next|coming|following)\s+"
            rf"(?:{rules.NUMBER}\s+)?{_UNIT}"
        ),
        rules.next_calendar,
    ),
    (
        _compile(rf"{rules.NUMBER}\s+(?P<unit>minutes?|hours?|days?|weeks?|months?|years?)\s+ago"),
        rules.ago,
    ),
    (
        _compile(
            rf"(?:in|within)\s+{rules.NUMBER}(?:\s*(?:to|or|-|–)\s*(?P<upto>\d+|\w+))?\s+{_UNIT}"
        ),
        rules.within,
    ),
)

_BEFORE = re.compile(
    r"\b(since|by|before|until|till|after|from|as of|starting)\s+(?:late\s+|early\s+)?(?:on\s+)?$",
    re.I,
)
_BETWEEN = re.compile(r"\s*(?:to|until|till|through|and|-|–|—|/)\s*(?:on\s+)?", re.I)
_DAY_RANGE = _compile(
    rf"(?:between\s+|from\s+)?(?P<first>[0-3]?\d)\s*(?:-|–|to|and)\s*{rules.DAY_NUMBER}\s+"
    rf"(?:of\s+)?{rules.MONTH}(?:,?\s+{rules.YEAR})?"
)
_MONTH_RANGE = _compile(
    rf"{rules.MONTH}\s+(?P<first>[0-3]?\d)\s*(?:-|–|to|and)\s*{rules.DAY_NUMBER}"
    rf"(?:,?\s+{rules.YEAR})?"
)

Found = tuple[int, int, Meaning | None]


def find_dates(text: str, published: dt.date | None, *, offset: int = 0) -> tuple[DateMention, ...]:
    """Return the date expressions of ``text`` in order, their offsets moved by ``offset``.

    Without ``published`` only full dates have a meaning; the others are still found.

    >>> friday = dt.date(2024, 12, 6)
    >>> [str(d.if_past) for d in find_dates("They left on Tuesday.", friday)]
    ['2024-12-03']
    """
    found = _joined(text, _single(text, published), published)
    return tuple(
        DateMention(
            text=text[start:end],
            start=offset + start,
            end=offset + end,
            if_past=_edtf(meaning[0]) if meaning else None,
            if_planned=_edtf(meaning[1]) if meaning else None,
        )
        for start, end, meaning in found
    )


def _edtf(bounds: Bounds) -> EdtfDate | None:
    """Return the date between two days; None where the words contradict the publication day."""
    earliest, latest = bounds
    if earliest and latest and earliest > latest:
        return None
    return EdtfDate.from_bounds(earliest, latest)


# Some word of every expression; looking for one is quicker than for each expression.
_TELLTALE = re.compile(
    r"\d|day|week|month|year|night|morning|evening|noon|dawn|hour|morrow|recent|late|now|ago|century"
    r"|decade|spring|summer|autumn|winter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|minute"
    r"|moment|mid|dusk|sun|eve\b|current|present|already|still|soon|immediate|just|so far|today",
    re.IGNORECASE,
)


def _single(text: str, published: dt.date | None) -> list[Found]:
    """Find each expression by itself; the leftmost, then the longest, wins."""
    if not _TELLTALE.search(text):
        return []
    hits: list[tuple[int, int, int, Meaning | None]] = []
    for pattern in (_DAY_RANGE, _MONTH_RANGE):
        for match in pattern.finditer(text):
            meaning = _range_of_days(match, published)
            hits.append((match.start(), -match.end(), 0, meaning))
    for order, (pattern, rule) in enumerate((*_ABSOLUTE, *_RELATIVE), 1):
        for match in pattern.finditer(text):
            if order <= len(_ABSOLUTE):
                meaning = rule(match, published)  # type: ignore[arg-type]
                if meaning is None and published is not None:
                    continue
            else:
                meaning = rule(match, published) if published else None
            hits.append((match.start(), -match.end(), order, meaning))
    kept: list[Found] = []
    for start, minus_end, _, meaning in sorted(hits, key=lambda hit: hit[:3]):
        if not kept or start >= kept[-1][1]:
            kept.append((start, -minus_end, meaning))
    return kept


def _range_of_days(match: re.Match[str], published: dt.date | None) -> Meaning | None:
    last = rules.full_date(match, published)
    if last is None or last[0][1] is None or last[1][1] is None:
        return None
    first = int(match["first"])
    try:
        past, planned = (bounds[1].replace(day=first) for bounds in last if bounds[1])
    except ValueError:
        return None
    if past > last[0][1]:
        return None
    return (past, last[0][1]), (planned, last[1][1])


def _joined(text: str, found: list[Found], published: dt.date | None) -> list[Found]:
    """Apply "since", "by", "between … and …" and the like to what was found."""
    joined: list[Found] = []
    at = 0
    while at < len(found):
        start, end, meaning = found[at]
        before = _BEFORE.search(text, max(0, start - 20), start)
        word = before.group(1).lower() if before else ""
        if at + 1 < len(found) and _spans(text, found[at], found[at + 1], word):
            following = found[at + 1]
            end, meaning = following[1], _hull(meaning, following[2])
            at += 1
        elif meaning and word:
            meaning = _bounded(word, meaning, published)
        if before and word:
            start = before.start()
        joined.append((start, end, meaning))
        at += 1
    return joined


def _spans(text: str, left: Found, right: Found, word: str) -> bool:
    """Whether two expressions are the two ends of one span of time."""
    between = text[left[1] : right[0]]
    if not _BETWEEN.fullmatch(between):
        return False
    if "and" not in between.lower() or _are_near(left[2], right[2]):
        return True
    return text[max(0, left[0] - 40) : left[0]].rstrip().lower().endswith("between")


def _are_near(left: Meaning | None, right: Meaning | None) -> bool:
    """ "on Thursday and Friday": days so near that the movement went on from one to the other."""
    if left is None or right is None:
        return False
    (first, first_end), (second, second_end) = left[0], right[0]
    if first is None or second is None or first != first_end or second != second_end:
        return False
    return DAY <= second - first <= 2 * DAY


def _hull(left: Meaning | None, right: Meaning | None) -> Meaning | None:
    if left is None or right is None:
        return left or right
    return _hull_bounds(left[0], right[0]), _hull_bounds(left[1], right[1])


def _hull_bounds(left: Bounds, right: Bounds) -> Bounds:
    if left[0] and right[1] and left[0] > right[1]:
        return right[0], left[1]
    return left[0], right[1]


def _bounded(word: str, meaning: Meaning, published: dt.date | None) -> Meaning:
    past, planned = meaning
    if word in ("since", "from", "as of", "starting"):
        until = published if published and past[0] and published >= past[0] else None
        return (past[0], until), (planned[0], None)
    if word == "after":
        until = published if published and past[1] and published >= past[1] else None
        return (past[1], until), (planned[1], None)
    if word == "before":
        return (None, _minus(past[0])), (published, _minus(planned[0]))
    return (None, past[1]), (published, planned[1])


def _minus(day: dt.date | None) -> dt.date | None:
    return None if day is None else day - DAY
