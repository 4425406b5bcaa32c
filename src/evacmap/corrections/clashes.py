"""Corrections of one leg that contradict each other."""

from collections.abc import Iterator, Sequence

from evacmap.corrections.entries import CORRECTABLE, Entry, Fields, Problem

# What people correct as one thing, and the fields that make it up.
THINGS = {
    "origin": "origin",
    "destination": "destination",
    "people": "people",
    "vehicles": "vehicles",
    "via": "waypoints",
}


def thing_of(column: str) -> str:
    """Return the field of a leg that a column of the table is part of.

    >>> thing_of("origin_lon"), thing_of("people_min"), thing_of("party_kind")
    ('origin', 'people', 'party_kind')
    """
    start = column.partition("_")[0]
    return THINGS.get(start, column)


def values_of(fields: Fields, thing: str) -> dict[str, str]:
    """Return the cells of ``fields`` that make up ``thing``, as text."""
    return {column: str(value) for column, value in fields.items() if thing_of(column) == thing}


def clashes_of(entries: Sequence[Entry], id: str) -> tuple[frozenset[int], list[Problem]]:
    """Return the numbers of the entries that contradict others, and the contradictions.

    A later change goes on from an earlier one, and does not contradict it, where it knows it:
    where what it says the value was is what the earlier one set.
    """
    clashing: set[int] = set()
    problems = []
    for first, second, what in _clashes(entries):
        clashing |= {first.number, second.number}
        reason = (
            f"it contradicts entry {second.number} on {what} of leg {id}; neither is applied: "
            "remove one of them"
        )
        problems.append(Problem(entry=first.number, reason=reason))
    return frozenset(clashing), problems


def _clashes(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry, str]]:
    for number, first in enumerate(entries):
        for second in entries[number + 1 :]:
            what = _clash(first, second)
            if what:
                yield first, second, what


def _clash(first: Entry, second: Entry) -> str | None:
    """Return what the two disagree on, if anything."""
    if first.do == "reject":
        return None if second.do == "reject" else "the keeping"
    if second.do == "reject":
        return None
    for thing in dict.fromkeys(map(thing_of, CORRECTABLE)):
        old, new = values_of(first.set, thing), values_of(second.set, thing)
        if not old or not new or old == new:
            continue
        was = values_of(second.was, thing)
        if not (was and all(was[column] == old[column] for column in was.keys() & old.keys())):
            return thing
    return None
