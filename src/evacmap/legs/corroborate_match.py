"""Whether two legs tell one movement: what rules it out, and how much speaks for it.

Takes two legs as profiles; gives a score, or None where something rules one movement out.
"""

import datetime as dt
import math
import re
from dataclasses import dataclass

from evacmap.legs.corroborate_ends import Relation, distance_km, relate_ends
from evacmap.model import Count, Endpoint, Leg, Mode, PartyKind, PlaceKind, Status

# A pair at or above this is one movement. Set on the open groups of benchmarks/movements.
THRESHOLD = 1.9
# A report without a date for a movement tells of the days about its own.
BEFORE_DAYS, AFTER_DAYS, AHEAD_DAYS = 21, 1, 45

LAND = frozenset({Mode.ROAD, Mode.BUS, Mode.CAR, Mode.CONVOY, Mode.FOOT})
FAMILIES = (LAND, frozenset({Mode.AIR, Mode.HELICOPTER}))

HAPPENED = frozenset({Status.COMPLETED, Status.ONGOING})
INTENDED = frozenset({Status.PLANNED, Status.URGED})

# Kinds that reports use of the same people. A pair in none of them is two parties.
KIN: tuple[frozenset[PartyKind], ...] = (
    frozenset({PartyKind.CIVILIANS, PartyKind.REFUGEES, PartyKind.WOUNDED}),
    frozenset({PartyKind.CIVILIANS, PartyKind.DIPLOMATS, PartyKind.OFFICIALS}),
    frozenset({PartyKind.MILITARY, PartyKind.EQUIPMENT, PartyKind.CREW}),
    frozenset({PartyKind.MILITARY, PartyKind.WOUNDED}),
    frozenset({PartyKind.MILITARY, PartyKind.PRISONERS}),
    frozenset({PartyKind.CIVILIANS, PartyKind.CREW}),
)

# Words that set a party apart from one named before: "another group", "90 more students".
_OTHERS = re.compile(r"\b(another|further|additional|second|third|next|more(?! than))\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that fit any party; two parties are neither alike nor unlike for them.
_EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        """about all and another approximately around at citizen civilian crowd dozen dozens evacuee
        everyone families family few first from group hundred hundreds including inhabitant last
        least local mainly many member men more mostly national nearly nobody number other others
        over people person population refugee remaining resident second several some than the
        their them they thing thousand thousands those traveller were who with women""",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """A leg with what the comparison needs, worked out once.

    ``first_day`` and ``last_day`` are proleptic ordinals, the last one included; where
    ``is_dated`` is False they are guessed from the day of the report, or as wide as time.
    """

    leg: Leg
    first_day: int
    last_day: int
    is_dated: bool
    documents: frozenset[str]
    words: frozenset[str]
    is_another: bool
    nationality: str | None
    kind: PartyKind
    quotes: frozenset[str]


def profile(leg: Leg) -> Profile:
    """Return the profile of ``leg``."""
    first_day, last_day = _window(leg)
    party = leg.party.text.casefold() if leg.party else ""
    return Profile(
        leg=leg,
        first_day=first_day,
        last_day=last_day,
        is_dated=leg.date is not None,
        documents=frozenset(item.document for item in leg.evidence),
        words=frozenset(_stem(word) for word in _WORD.findall(party)) - _EMPTY_WORDS,
        is_another=bool(_OTHERS.search(party)),
        nationality=leg.party.nationality if leg.party else None,
        kind=leg.party.kind if leg.party else PartyKind.UNKNOWN,
        quotes=frozenset(" ".join(item.quote.casefold().split()) for item in leg.evidence),
    )


def match(one: Profile, two: Profile) -> float | None:
    """Return how much speaks for one movement; None where something rules it out.

    The order of the two does not matter.
    """
    gap_days = max(one.first_day, two.first_day) - min(one.last_day, two.last_day)
    if gap_days > 1:
        return None
    # Cheapest first: most pairs are ruled out by their parties, modes or counts.
    if (parties := match_parties(one, two)) is None:
        return None
    if (modes := _match_modes(one.leg.mode, two.leg.mode)) is None:
        return None
    if (counts := match_counts(one.leg.people, two.leg.people)) is None:
        return None
    ends = _match_ends(one.leg, two.leg)
    if ends is None or not _may_share_document(one, two):
        return None
    if gap_days == 1 and not (ends.is_pinned and counts > 0):
        return None
    dates = _match_dates(one, two, gap_days=gap_days)
    statuses = _match_statuses(one.leg.status, two.leg.status)
    copied = 0.8 if one.quotes & two.quotes else 0.0
    return ends.score + dates + parties + modes + counts + statuses + copied


def _may_share_document(one: Profile, two: Profile) -> bool:
    """Return False for two legs of one report that it tells apart.

    A plan and its execution may join, and so may two halves of a way that meet at a crossing.
    """
    if one.documents.isdisjoint(two.documents):
        return True
    if one.leg.status in INTENDED and two.leg.status in HAPPENED:
        return True
    if two.leg.status in INTENDED and one.leg.status in HAPPENED:
        return True
    return meets_at_crossing(one.leg, two.leg) or is_same_but_quote(one.leg, two.leg)


def is_same_but_quote(one: Leg, two: Leg) -> bool:
    """Return whether two legs say the same in every field."""
    fields = ("origin", "destination", "waypoints", "date", "mode", "people", "vehicles", "status")
    same = all(getattr(one, field) == getattr(two, field) for field in fields)
    return same and one.party == two.party


def meets_at_crossing(one: Leg, two: Leg) -> bool:
    """Return whether one leg ends at the border crossing where the other begins."""
    return any(
        relate_ends(first.destination, second.origin) in (Relation.SAME, Relation.NEAR)
        and (_is_crossing(first.destination) or _is_crossing(second.origin))
        for first, second in ((one, two), (two, one))
    )


def _is_crossing(end: Endpoint | None) -> bool:
    return end is not None and end.place.kind is PlaceKind.CROSSING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ends:
    """How much the ends of two legs say for one movement.

    ``is_pinned``: at least one end is the same spot in both, and none only an area.
    """

    score: float
    is_pinned: bool


_PINNED = frozenset({Relation.SAME, Relation.NEAR, Relation.SILENT})


def _match_ends(one: Leg, two: Leg) -> _Ends | None:
    if meets_at_crossing(one, two):
        return _Ends(score=1.2, is_pinned=False)
    origins = _relate_on_the_way(one.origin, two.origin, one, two)
    if origins is Relation.APART:
        return None
    destinations = _relate_on_the_way(one.destination, two.destination, one, two)
    if destinations is Relation.APART or origins is destinations is Relation.SILENT:
        return None
    if _is_return(one, two):
        return None
    is_pinned = origins in _PINNED and destinations in _PINNED
    return _Ends(score=origins.value + destinations.value, is_pinned=is_pinned)


def _relate_on_the_way(
    end: Endpoint | None, other: Endpoint | None, one: Leg, two: Leg
) -> Relation:
    """Return how two ends stand, where an end may be a stop on the other leg's way."""
    relation = relate_ends(end, other)
    if relation is not Relation.APART:
        return relation
    if _is_crossing(end) or _is_crossing(other):
        assert end
        assert other
        crossing, beyond = (end, other) if _is_crossing(end) else (other, end)
        if not _is_crossing(beyond) and crossing.place.country == beyond.place.country:
            return Relation.TOUCHING
    met = any(
        relate_ends(stop, far) in (Relation.SAME, Relation.NEAR)
        for stops, far in ((one.waypoints, other), (two.waypoints, end))
        for stop in stops
    )
    return Relation.TOUCHING if met else Relation.APART


def _is_return(one: Leg, two: Leg) -> bool:
    """Return whether one leg leads back over the other, where areas make the ends alike."""
    if not (one.origin and one.destination and two.origin and two.destination):
        return False
    there = distance_km(one.origin.place, two.origin.place)
    there += distance_km(one.destination.place, two.destination.place)
    back = distance_km(one.origin.place, two.destination.place)
    back += distance_km(one.destination.place, two.origin.place)
    return back < there / 2


def _match_dates(one: Profile, two: Profile, *, gap_days: int) -> float:
    if gap_days == 1:
        return -0.5
    if not (one.is_dated and two.is_dated):
        return 0.0
    if _is_open(one.leg) or _is_open(two.leg):
        return 0.35
    shared = 1 - gap_days
    whole = max(one.last_day, two.last_day) - min(one.first_day, two.first_day) + 1
    return 0.2 + 0.5 * shared / whole


def _is_open(leg: Leg) -> bool:
    return leg.date is None or leg.date.earliest is None or leg.date.latest is None


def _match_modes(one: Mode, two: Mode) -> float | None:
    if one is two:
        return 0.0 if one is Mode.UNKNOWN else 0.4
    if Mode.UNKNOWN in (one, two):
        return 0.0
    return 0.2 if any({one, two} <= family for family in FAMILIES) else None


def match_parties(one: Profile, two: Profile) -> float | None:
    """Return how alike two parties are; None where they cannot be one."""
    if one.is_another != two.is_another and one.leg.party and two.leg.party:
        return None
    score = 0.0
    if one.nationality and two.nationality:
        if one.nationality != two.nationality:
            return None
        score += 0.4
    if PartyKind.UNKNOWN not in (one.kind, two.kind):
        if one.kind is two.kind:
            score += 0.2
        elif not any(one.kind in kin and two.kind in kin for kin in KIN):
            return None
    if one.words and two.words:
        shared = len(one.words & two.words) / min(len(one.words), len(two.words))
        score += 0.5 * shared - (0.2 if not shared else 0.0)
    return score


def match_counts(one: Count | None, two: Count | None) -> float | None:
    """Return how two numbers agree: by how much of their ranges they share, else by their ratio.

    None where they are too far apart to tell of one party.

    A range is compared by the ratio of its ends, so that "dozens" against 40 says less than 80
    against 77. An open side reaches as far as the other number.
    """
    if one is None or two is None:
        return 0.0
    low1, high1 = _bounds(one, two)
    low2, high2 = _bounds(two, one)
    shared = min(high1, high2) / max(low1, low2)
    if shared >= 1:
        whole = max(high1, high2) / min(low1, low2)
        # Within a tenth of each other is the same number to a reporter.
        return 0.1 + 0.4 * (math.log(shared) + 0.1) / (math.log(whole) + 0.1)
    if shared >= 1 / 1.1:
        return 0.4
    if shared >= 1 / 1.4:
        return 0.2
    return -0.4 if shared >= 1 / 2.5 else None


def _bounds(count: Count, other: Count) -> tuple[float, float]:
    low = count.low if count.low is not None else (other.low or 1)
    high = count.high if count.high is not None else max(count.low or 1, other.high or low)
    return max(min(low, high), 1), max(high, 1)


def _match_statuses(one: Status, two: Status) -> float:
    if one is two:
        return 0.1
    if Status.DENIED in (one, two):
        return -0.6
    return -0.1 if Status.URGED in (one, two) else 0.0


def _window(leg: Leg) -> tuple[int, int]:
    """Return the first and last day of a leg as ordinals, guessed where the report is silent."""
    reported = _report_days(leg)
    ahead = leg.status in INTENDED or leg.status is Status.DENIED
    guess_first = reported[0] - (0 if leg.status in INTENDED else BEFORE_DAYS)
    guess_last = reported[1] + (AHEAD_DAYS if ahead else AFTER_DAYS)
    if leg.date is None:
        return guess_first, guess_last
    earliest, latest = leg.date.earliest, leg.date.latest
    last_day = latest.toordinal() if latest else None
    first_day = earliest.toordinal() if earliest else None
    if first_day is None:
        first_day = (last_day or guess_last) - BEFORE_DAYS
    if last_day is None:
        last_day = max(guess_last, first_day)
    return first_day, last_day


def _report_days(leg: Leg) -> tuple[int, int]:
    """Return the days of the first and last report; all of time where none bears a date."""
    days = [
        dt.date.fromisoformat(item.published[:10]).toordinal()
        for item in leg.evidence
        if item.published
    ]
    return (min(days), max(days)) if days else (1, 3_000_000)


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 4 else word
