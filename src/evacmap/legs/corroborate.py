"""Joining what many reports say. Takes the legs of all reports; gives movements.

A movement is a leg with the evidence of every report that tells it. The order of the legs
does not matter, and joining twice changes nothing.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from evacmap.legs.corroborate_match import THRESHOLD, Profile, match, profile
from evacmap.legs.corroborate_merge import leg_key, merge_legs
from evacmap.model import Leg

BLOCK_DAYS = 32


def corroborate_legs(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Return the movements that ``legs`` tell, by date, each with all its evidence.

    Two legs of one report that it tells apart stay apart. What the sources tell differently is
    listed in ``disagreements``. Ids are new, and no two movements share one.
    """
    movements = tuple(merge_legs([leg]) for leg in legs)
    while True:
        groups = _group(sorted(movements, key=leg_key))
        joined = tuple(merge_legs(group) for group in groups)
        if len(joined) == len(movements):
            return _with_own_ids(sorted(joined, key=_by_date))
        movements = joined


def _group(legs: Sequence[Leg]) -> list[list[Leg]]:
    """Return the legs in groups that tell one movement each, the surest pairs joined first."""
    profiles = [profile(leg) for leg in legs]
    pairs = [
        (-score, one, two)
        for one, two in sorted(_candidates(profiles))
        if (score := match(profiles[one], profiles[two])) is not None and score >= THRESHOLD
    ]
    group_of = {index: [index] for index in range(len(profiles))}
    for _, one, two in sorted(pairs):
        first, second = group_of[one], group_of[two]
        if first is not second and _may_join(profiles, first, second):
            first.extend(second)
            for index in second:
                group_of[index] = first
    unique = {id(group): group for group in group_of.values()}
    return [[profiles[index].leg for index in group] for group in unique.values()]


def _may_join(profiles: Sequence[Profile], first: Sequence[int], second: Sequence[int]) -> bool:
    """Return whether nothing rules out that any leg of one group tells what the other tells."""
    return all(match(profiles[one], profiles[two]) is not None for one in first for two in second)


def _candidates(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing: those that share a country or cell in the same weeks."""
    blocks: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for index, item in enumerate(profiles):
        for key in _keys(item):
            blocks[key].append(index)
    return {
        (one, two)
        for block in blocks.values()
        for at, one in enumerate(block)
        for two in block[at + 1 :]
    }


def _keys(item: Profile) -> Iterator[tuple[str, int]]:
    first, last = item.first_day // BLOCK_DAYS, (item.last_day + 1) // BLOCK_DAYS
    countries = {end.place.country or end.place.id for end in item.leg.ends}
    for country in sorted(countries):
        for days in range(first, min(last, first + 24) + 1):
            yield country, days


def _by_date(leg: Leg) -> tuple[object, ...]:
    earliest = leg.date.earliest if leg.date else None
    published = leg.evidence[0].published
    return (str(earliest or published or "~"), leg_key(leg))


def _with_own_ids(legs: Sequence[Leg]) -> tuple[Leg, ...]:
    """Return the legs, those after the first of an id with a number added to it."""
    seen: dict[str, int] = {}
    named: list[Leg] = []
    for leg in legs:
        seen[leg.id] = count = seen.get(leg.id, 0) + 1
        named.append(leg if count == 1 else dataclasses.replace(leg, id=f"{leg.id}-{count}"))
    return tuple(named)
