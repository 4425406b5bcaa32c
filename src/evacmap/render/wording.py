"""Dates, counts and places of legs in plain English, as figures and reports write them."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from evacmap.model import EdtfDate, Endpoint, Leg, Route
from evacmap.render.text import encodable

LONG_NUMBER = re.compile(r"(?<![\d.,])\d{5,}(?![\d.,]*\d)")
# strftime would name months in the language of the machine.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def plain(text: str) -> str:
    """Return ``text`` on one line, without control characters or marks that turn its direction.

    >>> plain("two\\n lines\\u202e")
    'two lines'
    """
    kept = "".join(
        " " if character.isspace() else character
        for character in encodable(text)
        if character.isprintable() or character.isspace()
    )
    return " ".join(kept.split())


def day_text(day: dt.date) -> str:
    """Return a day in words.

    >>> day_text(dt.date(2013, 1, 22))
    '22 January 2013'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_text(date: EdtfDate | str) -> str:
    """Return an EDTF date in plain words.

    >>> date_text("2024-12-09/2024-12-16")
    '9 to 16 December 2024'
    >>> date_text("../2013-01-22"), date_text("2024-12-06/.."), date_text("2022-03~")
    ('by 22 January 2013', 'from 6 December 2024', 'about March 2022')
    """
    start, slash, end = str(date).partition("/")
    if not slash:
        return _single(start)
    if start in ("", ".."):
        return f"by {_single(end)}" if end not in ("", "..") else "at an unknown time"
    if end in ("", ".."):
        return f"from {_single(start)}"
    return _span(start, end)


def when_text(date: EdtfDate) -> str:
    """Return a date as it follows a verb, with its preposition.

    >>> [when_text(EdtfDate(text)) for text in ("2013-01-22", "2013-01", "../2013-01-22")]
    ['on 22 January 2013', 'in January 2013', 'by 22 January 2013']
    >>> when_text(EdtfDate("2024-12-09/2024-12-16"))
    'between 9 and 16 December 2024'
    """
    start, slash, end = date.text.partition("/")
    words = date_text(date)
    if slash:
        if start in ("", "..") or end in ("", ".."):
            return words
        return "between " + words.replace(" to ", " and ")
    if words.startswith("about "):
        return f"around {words.removeprefix('about ')}"
    if words.startswith("perhaps "):
        return f"perhaps {_in_or_on(words.removeprefix('perhaps '))}"
    return _in_or_on(words)


def _in_or_on(words: str) -> str:
    is_day = words[:1].isdigit() and " " in words
    return f"{'on' if is_day else 'in'} {words}"


def _single(text: str) -> str:
    bare = text.rstrip("~?%")
    parts = bare.split("-")
    if bare[:1] == "-" or not all(part.isdigit() for part in parts) or len(parts) > 3:
        words = bare
    else:
        words = _named([int(part) for part in parts], bare)
    mark = text[len(bare) :]
    if "~" in mark or "%" in mark:
        return f"about {words}"
    return f"perhaps {words}" if "?" in mark else words


def _named(parts: list[int], bare: str) -> str:
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return bare
    year = str(parts[0])
    if len(parts) == 1:
        return year
    month = f"{MONTHS[parts[1] - 1]} {year}"
    return month if len(parts) == 2 else f"{parts[2]} {month}"


def _span(start: str, end: str) -> str:
    """Return a span, what both ends have in common said once."""
    first, last = _single(start), _single(end)
    ours, theirs = first.split(), last.split()
    if len(ours) == len(theirs) == 3 and ours[0].isdigit():
        if ours[1:] == theirs[1:]:
            return f"{ours[0]} to {last}"
        if ours[2] == theirs[2]:
            return f"{ours[0]} {ours[1]} to {last}"
    if len(ours) == len(theirs) == 2 and ours[1] == theirs[1] and ours[0] in MONTHS:
        return f"{ours[0]} to {last}"
    return f"{first} to {last}"


def place_text(end: Endpoint | None) -> str:
    """Return the name of an end as a figure shows it; a question mark where it is not reported."""
    return plain(end.place.name) if end else "?"


def way_text(leg: Leg) -> str:
    """Return origin, waypoints and destination of ``leg`` with arrows between."""
    stops = [leg.origin, *leg.waypoints, leg.destination]
    return " → ".join(place_text(stop) for stop in stops)


def people_of(leg: Leg) -> int | None:
    """Return the most people reported, which sets the width of the line; None where not counted."""
    if leg.people is None:
        return None
    return leg.people.low if leg.people.high is None else leg.people.high


def who_text(leg: Leg) -> str | None:
    """Return who moved in the words of the report, with the number beside them unless in them."""
    count = leg.people or leg.vehicles
    party = plain(leg.party.text) if leg.party else ""
    told = grouped(plain(count.text)) if count else ""
    if not party or not told:
        return party or told or None
    digits = "".join(filter(str.isdigit, told))
    is_in = told.casefold() in party.casefold()
    if is_in or (digits and digits == "".join(filter(str.isdigit, party))):
        return party
    if told[:1].isupper() and told[1:2].islower():
        told = told[0].lower() + told[1:]
    return f"{party} ({told})"


def grouped(text: str) -> str:
    """Return ``text`` with commas in whole numbers of five digits or more.

    >>> grouped("some 40000 of 2500"), grouped("1,200,000"), grouped("0.123456")
    ('some 40,000 of 2500', '1,200,000', '0.123456')
    """
    return LONG_NUMBER.sub(lambda found: f"{int(found[0]):,}", text)


def period_of(legs: Iterable[Leg]) -> str | None:
    """Return the days that the dated legs cover, in words; None where none is dated."""
    days = [day for leg in legs if leg.date for day in (leg.date.earliest, leg.date.latest) if day]
    if not days:
        return None
    first, last = min(days), max(days)
    return day_text(first) if first == last else _span(str(first), str(last))


def numbered_by_time(routes: Sequence[Route]) -> tuple[tuple[int, Route], ...]:
    """Return routes numbered from 1 in order of time; those without a date come last.

    Figure and report number them alike.
    """

    def when(item: tuple[int, Route]) -> tuple[str, str, int]:
        date = item[1].leg.date
        if date is None:
            return "9999", "9999", item[0]
        first, last = date.earliest, date.latest
        return str(first or last), str(last or "9999"), item[0]

    ordered = sorted(enumerate(routes), key=when)
    return tuple((number, route) for number, (_, route) in enumerate(ordered, 1))
