"""Joining what many reports say. Takes the legs of all reports; gives movements.

A movement is a leg with the evidence of every report that tells it. The order of the legs
does not matter, and joining twice changes nothing.
"""

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from evacmap.legs.corroborate_ends import contains
from evacmap.legs.corroborate_match import THRESHOLD, match
from evacmap.legs.corroborate_merge import leg_key, merge_legs
from evacmap.legs.corroborate_profile import Profile, profile
from evacmap.model import Endpoint, Leg, PlaceKind


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Group:
    """Legs as extracted that were found to tell one movement, and the leg they make.

    ``profile`` and ``key`` are of that leg, worked out once; no two groups share a ``number``.
    """

    number: int
    members: tuple[Leg, ...]
    profile: Profile
    key: tuple[object, ...]

    @property
    def merged(self) -> Leg:
        return self.profile.leg


def corroborate_legs(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Return the movements that ``legs`` tell, by date, each with all its evidence.

    Two legs of one report that it tells apart stay apart. What the sources tell differently is
    listed in ``disagreements``. Ids are new, and no two movements share one.
    """
    rounds = _Rounds()
    groups = [rounds.grouped([leg]) for leg in legs]
    while True:
        # A merged leg says more than its parts did, so that it may now match another; the
        # result is what no further round changes, which is why joining twice changes nothing.
        joined = rounds.join(sorted(groups, key=lambda group: group.key))
        if len(joined) == len(groups):
            return _with_own_ids([group.merged for group in sorted(groups, key=_by_date)])
        groups = joined


@dataclass(slots=True, kw_only=True, eq=False)
class _Rounds:
    """Joins groups round by round, and compares no two of them twice.

    ``scores`` are those of the pairs compared, by their numbers, that nothing rules out; groups
    numbered up to ``compared`` have all been compared with each other.
    """

    numbers: Iterator[int] = field(default_factory=itertools.count)
    compared: int = -1
    scores: dict[tuple[int, int], float] = field(default_factory=dict)

    def grouped(self, members: Sequence[Leg]) -> _Group:
        """Return the group of ``members``."""
        merged = merge_legs(members)
        return _Group(
            number=next(self.numbers),
            members=tuple(members),
            profile=profile(merged),
            key=leg_key(merged),
        )

    def join(self, groups: Sequence[_Group]) -> list[_Group]:
        """Return fewer groups, the surest pairs joined first."""
        pairs = [
            (-score, one, two)
            for one, two in _candidates([group.profile for group in groups])
            if (score := self._score(groups[one], groups[two])) is not None and score >= THRESHOLD
        ]
        self.compared = max((group.number for group in groups), default=-1)
        cluster_of = {index: [index] for index in range(len(groups))}
        for _, one, two in sorted(pairs):
            first, second = cluster_of[one], cluster_of[two]
            if first is not second and self._may_join(groups, first, second):
                first.extend(second)
                for index in second:
                    cluster_of[index] = first
        unique = {id(cluster): cluster for cluster in cluster_of.values()}
        return [
            groups[cluster[0]]
            if len(cluster) == 1
            else self.grouped([leg for index in cluster for leg in groups[index].members])
            for cluster in unique.values()
        ]

    def _score(self, one: _Group, two: _Group) -> float | None:
        """Return what ``match`` says of a pair of candidates."""
        pair = _numbers(one, two)
        # Whether two are candidates depends on them alone, so they were compared in every round.
        if pair[1] <= self.compared:
            return self.scores.get(pair)
        score = match(one.profile, two.profile)
        if score is not None:
            self.scores[pair] = score
        return score

    def _may_join(
        self, groups: Sequence[_Group], first: Sequence[int], second: Sequence[int]
    ) -> bool:
        """Return whether nothing rules out that all of two clusters tell one movement."""
        pairs = ((groups[one], groups[two]) for one in first for two in second)
        return all(
            _numbers(*pair) in self.scores or match(pair[0].profile, pair[1].profile) is not None
            for pair in pairs
        )


def _numbers(one: _Group, two: _Group) -> tuple[int, int]:
    return (one.number, two.number) if one.number < two.number else (two.number, one.number)


def _candidates(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing: days that meet, and countries that may be the same.

    Legs are laid in blocks by the countries of their ends, so that two complete legs meet only
    if both countries agree; a leg that lacks an end, or has one at a border, meets every leg
    that agrees with it in the other.
    """
    complete: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    loose: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
    partial: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
    for index, item in enumerate(profiles):
        origin, destination = _country(item.leg.origin), _country(item.leg.destination)
        if origin == destination and _is_onward(item.leg):
            origin = None
        if origin and destination:
            complete[origin, destination].append(index)
            loose["from", origin].append(index)
            loose["to", destination].append(index)
        elif origin or destination:
            side = ("from", origin) if origin else ("to", destination)
            partial[side].append(index)
        else:
            # All that is known is a crossing, which may be either end of another's way.
            for country in {end.place.country for end in item.leg.ends}:
                partial["from", country].append(index)
                partial["to", country].append(index)
    pairs: set[tuple[int, int]] = set()
    for block in complete.values():
        pairs.update(_meeting(profiles, block))
    for side, block in partial.items():
        pairs.update(_meeting(profiles, [*block, *loose.get(side, ())], lone=set(block)))
    return pairs


def _is_onward(leg: Leg) -> bool:
    """Return whether a leg goes on within the area it begins in, as from a country to a town.

    It may be the end of another's way into that area, whatever country that one began in.
    """
    ends = (leg.origin, leg.destination)
    return all(ends) and contains(*(end.place for end in ends if end))


def _country(end: Endpoint | None) -> str | None:
    """Return the country an end lies in; None where it is not known, or at a border."""
    if end is None or end.place.kind is PlaceKind.CROSSING:
        return None
    return end.place.country


def _meeting(
    profiles: Sequence[Profile], block: Sequence[int], *, lone: set[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Return the pairs of a block whose days overlap or adjoin, by one sweep over the days.

    With ``lone``, only pairs that hold one of those.
    """
    open_ones: list[int] = []
    for index in sorted(block, key=lambda at: (profiles[at].first_day, at)):
        first_day = profiles[index].first_day
        open_ones = [other for other in open_ones if profiles[other].last_day >= first_day - 1]
        for other in open_ones:
            if lone is None or index in lone or other in lone:
                yield (index, other) if index < other else (other, index)
        open_ones.append(index)


def _by_date(group: _Group) -> tuple[object, ...]:
    leg = group.merged
    earliest = leg.date.earliest if leg.date else None
    return (str(earliest or leg.evidence[0].published or "~"), group.key)


def _with_own_ids(legs: Sequence[Leg]) -> tuple[Leg, ...]:
    """Return the legs, those after the first of an id with a number added to it."""
    seen: dict[str, int] = {}
    named: list[Leg] = []
    for leg in legs:
        seen[leg.id] = count = seen.get(leg.id, 0) + 1
        named.append(leg if count == 1 else dataclasses.replace(leg, id=f"{leg.id}-{count}"))
    return tuple(named)
