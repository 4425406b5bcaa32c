"""What stands at the head of a map: its title, and the days it spans."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from evacmap.model import Route

# strftime would name months in the language of the machine.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def title_of(sources: Sequence[str]) -> str:
    """Return a title from the name of the one source folder, which moves with it."""
    name = Path(sources[0]).name if len(sources) == 1 else ""
    words = Path(name).stem.replace("_", " ").replace("-", " ").strip(" .")
    return f"Movements reported in {words}" if words else "Reported movements"


def period_of(routes: Iterable[Route]) -> str | None:
    """Return the first to the last day of the movements in words; None where none is dated."""
    dates = [route.leg.date for route in routes if route.leg.date]
    days = [day for date in dates for day in (date.earliest, date.latest) if day]
    if not days:
        return None
    first, last = _in_words(min(days)), _in_words(max(days))
    return first if first == last else f"{first} to {last}"


def _in_words(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
