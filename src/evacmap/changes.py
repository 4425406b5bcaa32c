"""What is new, changed and gone between two runs, leg by leg.

Takes the rows of an earlier table and of a new one; gives lines for people.
"""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evacmap.likeness import Said, find_alike, said_by

Row = Mapping[str, str]

# What a reader of the map would notice, each with its word.
COMPARED = {
    "origin": "from",
    "via": "via",
    "destination": "to",
    "date": "date",
    "mode": "mode",
    "party": "party",
    "party_kind": "kind of party",
    "nationality": "nationality",
    "people": "people",
    "vehicles": "vehicles",
    "status": "status",
    "sources": "sources",
    "corrected": "corrected",
    "quote": "quote",
}
MOST_LINES = 40
LONGEST = 60
# More legs than this are not compared one by one for likeness.
MOST_COMPARED = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The rows that are new and gone, and pairs of an earlier row and what became of it."""

    new: tuple[Row, ...]
    changed: tuple[tuple[Row, Row], ...]
    gone: tuple[Row, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    @property
    def summary(self) -> str:
        """How many legs are new, changed and gone, in words."""
        return f"{len(self.new):,} new, {len(self.changed):,} changed, {len(self.gone):,} gone"


def read_table(path: Path) -> tuple[Row, ...] | None:
    """Return the rows of an earlier ``legs.csv``; None where there is none to compare with."""
    # The details of a leg of many reports are longer than csv's usual limit.
    limit = csv.field_size_limit(sys.maxsize)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        listed = csv.reader(io.StringIO(text, newline=""))
        names = next(listed, [])
        rows = tuple(dict(zip(names, cells, strict=False)) for cells in listed if cells)
    except (OSError, UnicodeDecodeError, csv.Error):
        return None
    finally:
        csv.field_size_limit(limit)
    return rows if all(row.get("id") for row in rows) else None


def compare(earlier: Sequence[Row], now: Sequence[Row]) -> Changes:
    """Return what changed from ``earlier`` to ``now``: by id, then by what the legs say."""
    before = {row["id"]: row for row in earlier}
    after = {row["id"]: row for row in now}
    pairs = [(row, after[id]) for id, row in before.items() if id in after]
    lost = {id: row for id, row in before.items() if id not in after}
    found = {id: row for id, row in after.items() if id not in before}
    pairs += _found_again(lost, found)
    return Changes(
        new=tuple(found.values()),
        changed=tuple(pair for pair in pairs if pair[0] != pair[1] and any(_differences(*pair))),
        gone=tuple(lost.values()),
    )


def describe(changes: Changes) -> Iterator[str]:
    """Yield one line for each leg that is new (+), changed (~) or gone (-), at most so many."""
    lines = [
        *(f"+ {_told(row)}" for row in changes.new),
        *(f"~ {_ends(now)} [{now['id']}]: {_difference(was, now)}" for was, now in changes.changed),
        *(f"- {_told(row)}" for row in changes.gone),
    ]
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"and {len(lines) - MOST_LINES:,} more; compare legs.csv with the earlier one"


def _found_again(lost: dict[str, Row], found: dict[str, Row]) -> list[tuple[Row, Row]]:
    """Return the pairs of lost and found rows that are one leg, and take them out of both."""
    pairs: list[tuple[Row, Row]] = []
    by_source: defaultdict[str, dict[str, Said]] = defaultdict(dict)
    for id, row in found.items():
        said = said_by(row)
        for source in said.sources:
            by_source[source][id] = said
    if len(lost) * max(map(len, by_source.values()), default=0) > MOST_COMPARED:
        return pairs
    for id in list(lost):
        said = said_by(lost[id])
        near: dict[str, Said] = {}
        for source in said.sources:
            near |= {other: each for other, each in by_source[source].items() if other in found}
        alike, _ = find_alike(said, near)
        if len(alike) == 1:
            pairs.append((lost.pop(id), found.pop(alike[0])))
    return pairs


def _differences(was: Row, now: Row) -> Iterator[str]:
    for column, word in COMPARED.items():
        before, after = _value(was, column), _value(now, column)
        if before != after:
            if column == "quote":
                yield "other words quoted"
            else:
                yield f"{word} {_shown(before)} -> {_shown(after)}"
    for side, word in (("origin", "from"), ("destination", "to")):
        places = [tuple(row.get(f"{side}_{part}") for part in ("lon", "lat")) for row in (was, now)]
        if was.get(side) == now.get(side) and places[0] != places[1]:
            before, after = (", ".join(part or "" for part in place) for place in places)
            yield f"{word} moved, {before} -> {after}"


def _difference(was: Row, now: Row) -> str:
    return "; ".join(_differences(was, now))


def _value(row: Row, column: str) -> str:
    if column in ("people", "vehicles"):
        return _number(row, column)
    return row.get(column) or ""


def _number(row: Row, what: str) -> str:
    low, high = row.get(f"{what}_min") or "", row.get(f"{what}_max") or ""
    if low == high:
        return low
    return f"{low}-{high}" if low and high else f"{low} or more" if low else f"up to {high}"


def _told(row: Row) -> str:
    people = _number(row, "people")
    facts = [
        _ends(row),
        row.get("date") or "no date",
        row.get("mode") if row.get("mode") != "unknown" else "",
        f"{people} people" if people else row.get("party"),
        row.get("status"),
    ]
    told = ", ".join(fact for fact in facts if fact)
    by = row.get("publisher") or row.get("doc") or ""
    return _one_line(f"{told} [{row['id']}] by {by}" if by else f"{told} [{row['id']}]")


def _ends(row: Row) -> str:
    stops = (row.get("origin"), row.get("via"), row.get("destination"))
    named = [stop or "?" for stop, is_end in zip(stops, (1, 0, 1), strict=True) if stop or is_end]
    return _one_line(" > ".join(named))


def _shown(text: str) -> str:
    return _one_line(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…") or "none"


def _one_line(text: str) -> str:
    """Return ``text`` without what could steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
