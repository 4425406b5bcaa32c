"""The rows of a table whose heading names the columns: "Origin | Destination | People".

A row is an entry of a log whose ends stand in its cells. Takes its sentence; gives its entry.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evacmap.legs.entries import Entry
from evacmap.model import CountMention, GeocodedToponym, Sentence

_CELL = re.compile(r"\s*\|\s*")
_COMMA = re.compile(r",\s+")
_OF = r"(?:(?:place|area|district|province|state|port|point|country|airport|location)s? of )?"
_ORIGIN = re.compile(
    rf"{_OF}(?:origin|departure|embarkation)\b"
    r"|(?:displaced |coming |evacuated |moved )?from\b|ex\b",
    re.IGNORECASE,
)
_DESTINATION = re.compile(
    rf"{_OF}(?:destination|arrival|disembarkation|displacement|refuge)\b"
    r"|(?:displaced |moved |sent )?to\b"
    r"|(?:host|hosting|receiving|reception)\b|received (?:at|in)\b|current location\b",
    re.IGNORECASE,
)
# Where only the origin has a column of its own, people are where the row stands.
_PLACE = re.compile(
    r"(?:district|town|city|village|location|site|camp|province|state|county|municipality|port"
    r"|shelter|centre|center|governorate|region|island)s?\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:no\.? of |number of )?(?:people|persons?|individuals|idps|evacuees|passengers|pax|refugees"
    r"|migrants|returnees|detainees|prisoners|patients|displaced|total|arrivals|number|on board"
    r"|aboard)\b",
    re.IGNORECASE,
)
_LONGEST_CELL = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which cell of each row holds what."""

    size: int
    origin: int
    destination: int
    people: int | None


def columns_of(text: str) -> Columns | None:
    """Return the columns that the heading of a table names; None for any other line."""
    cells = [text[start:end].strip() for start, end in _cells(text)]
    if len(cells) < 2 or any(len(cell) > _LONGEST_CELL for cell in cells):
        return None
    origin = _first(cells, _ORIGIN)
    destination = _first(cells, _DESTINATION)
    if destination is None and origin is not None:
        destination = _first(cells, _PLACE)
    if origin is None or destination is None:
        return None
    others = ["" if number in (origin, destination) else cell for number, cell in enumerate(cells)]
    return Columns(
        size=len(cells), origin=origin, destination=destination, people=_first(others, _PEOPLE)
    )


def row_entry(
    sentence: Sentence,
    columns: Columns,
    items: Sequence[GeocodedToponym],
    counts: Sequence[CountMention],
) -> Entry | None:
    """Return the way of a row with a place in both its cells; None for any other line."""
    cells = _cells(sentence.text)
    if len(cells) != columns.size:
        return None

    def inside(cell: int, start: int) -> bool:
        return cells[cell][0] <= start - sentence.start < cells[cell][1]

    placed = [item for item in items if item.place is not None]
    origins = tuple(item for item in placed if inside(columns.origin, item.toponym.start))
    goals = tuple(item for item in placed if inside(columns.destination, item.toponym.start))
    if not origins or not goals:
        return None
    people = columns.people
    counted = [] if people is None else [count for count in counts if inside(people, count.start)]
    return Entry(
        origins=origins,
        destinations=goals,
        via=(),
        count=counted[0] if len(counted) == 1 else None,
        start=0,
        end=len(sentence.text),
        way=len(sentence.text),
    )


def _cells(text: str) -> list[tuple[int, int]]:
    mark = _CELL if "|" in text else _COMMA
    found, start = [], 0
    for match in mark.finditer(text):
        found.append((start, match.start()))
        start = match.end()
    return [*found, (start, len(text))]


def _first(cells: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((number for number, cell in enumerate(cells) if pattern.match(cell)), None)
