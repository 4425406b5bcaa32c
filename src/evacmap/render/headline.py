"""What stands at the head of a map: its title, and the days it spans."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evacmap.model import Route
from evacmap.render.words import read_words


def title_of(sources: Sequence[str]) -> str:
    """Return a title from the name of the one source folder, which moves with it."""
    name = Path(sources[0]).name if len(sources) == 1 else ""
    words = Path(name).stem.replace("_", " ").replace("-", " ").strip(" .")
    return f"Movements reported in {words}" if words else "Reported movements"


def period_of(routes: Iterable[Route], *, language: str = "en") -> str | None:
    """Return the first to the last day of the movements in words; None where none is dated."""
    dates = [route.leg.date for route in routes if route.leg.date]
    days = [day for date in dates for day in (date.earliest, date.latest) if day]
    if not days:
        return None
    words = read_words(language)
    first, last = (_in_words(day, words["days"]) for day in (min(days), max(days)))
    if first == last:
        return first
    period: str = words["ui"]["from_to"].format(**{"from": first, "to": last})
    # In some languages the line begins with a word.
    return period[0].upper() + period[1:]


def _in_words(day: dt.date, words: Mapping[str, Any]) -> str:
    # strftime would name months in the language of the machine.
    month = words["months"].split()[day.month - 1]
    text: str = words["day"].format(day=day.day, month=month, year=day.year)
    return text
