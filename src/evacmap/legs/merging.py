"""Two tellings of one movement as one: the finest places, the stated date, the fuller numbers."""

from collections.abc import Iterator
from dataclasses import replace

from evacmap.legs.drafts import Draft, coarseness, contains, distance_km, finest, same_place
from evacmap.legs.parties import Travellers
from evacmap.legs.resting import resting
from evacmap.model import (
    BlockKind,
    Count,
    EdtfDate,
    GeocodedToponym,
    Inference,
    Mode,
    PlaceKind,
    Status,
)

AHEAD = frozenset({Status.PLANNED, Status.URGED})
# How far beyond an area's extent a crossing of its border may lie.
NEAR_BORDER_KM = 35.0
ROADLIKE = frozenset({Mode.ROAD, Mode.BUS, Mode.CAR, Mode.CONVOY})


def merged(one: Draft, other: Draft) -> Draft:
    """Return both drafts as one: the finest places, the stated date, the fuller numbers."""
    one, other = through_crossing(one, other), through_crossing(other, one)
    main, extra = (one, other) if _fullness(one) >= _fullness(other) else (other, one)
    joined = replace(
        main,
        number=max(one.number, other.number),
        origins=_finer(main.origins, extra.origins),
        destinations=_finer(main.destinations, extra.destinations),
        via=finest((*main.via, *extra.via)),
        mode=_finer_mode(main.mode, extra.mode),
        date=_merged_date(main, extra),
        is_dated=main.is_dated or extra.is_dated,
        status=_merged_status(main, extra),
        travellers=_merged_travellers(main, extra),
        said_by=main.said_by or extra.said_by,
        nations=one.own_nations | other.own_nations,
        spans=tuple(sorted({*one.spans, *other.spans})),
        inferred=(),
        rules=tuple(dict.fromkeys((*main.rules, *extra.rules))),
    )
    inferred = (*_still_inferred(main, joined), *_still_inferred(extra, joined))
    joined = replace(joined, inferred=tuple(dict.fromkeys(inferred)))
    return resting(joined, main, extra)


def _still_inferred(draft: Draft, joined: Draft) -> Iterator[Inference]:
    """Yield what a telling infers, without an end that the other telling gives instead."""
    for item in draft.inferred:
        taken = {
            "origin": joined.origins is draft.origins,
            "destination": joined.destinations is draft.destinations,
        }
        if taken.get(item.field, True):
            yield item


def through_crossing(draft: Draft, other: Draft) -> Draft:
    """Return ``draft`` as come through the crossing it begins at, if ``other`` has it from beyond.

    "Syrians cross into Lebanon. They crossed into Lebanon at Masnaa.": from Syria by Masnaa.
    """
    if len(draft.origins) != 1 or len(other.origins) != 1:
        return draft
    crossing, area = draft.origins[0], other.origins[0]
    if not (draft.inferred and _begins_at_border(draft) and _is_neighbour(area, crossing)):
        return draft
    if not any(same_place(a, b) for a in draft.destinations for b in other.destinations):
        return draft
    inferred = tuple(item for item in draft.inferred if item.field != "origin")
    return replace(draft, origins=(), via=(*draft.via, crossing), inferred=inferred)


def _begins_at_border(draft: Draft) -> bool:
    crossing = draft.origins[0].place
    if crossing is None or crossing.kind is not PlaceKind.CROSSING:
        return False
    return any(item.field == "origin" for item in draft.inferred)


def _is_neighbour(area: GeocodedToponym, crossing: GeocodedToponym) -> bool:
    """Whether an area that does not hold the crossing reaches about as far as it."""
    if area.place is None or coarseness(area) < 3 or contains(area, crossing):
        return False
    return distance_km(area, crossing) <= 1.5 * area.place.extent_km + NEAR_BORDER_KM


def is_title(draft: Draft) -> bool:
    """Whether the title of the report tells it."""
    return draft.motion.sentence.kind is BlockKind.TITLE


def _fullness(draft: Draft) -> tuple[int, float]:
    """How much a telling says: the ends it states, then how surely it tells a leg."""
    inferred = {item.field for item in draft.inferred}
    ends = bool(draft.origins and "origin" not in inferred) + bool(draft.destinations)
    return ends, draft.score


def _merged_date(main: Draft, extra: Draft) -> EdtfDate | None:
    if main.is_dated != extra.is_dated:
        return main.date if main.is_dated else extra.date
    if main.date is None or extra.date is None:
        return main.date or extra.date
    return min((main.date, extra.date), key=_width)


def _width(date: EdtfDate) -> int:
    if date.earliest is None or date.latest is None:
        return 10**6
    return (date.latest - date.earliest).days


def _merged_status(main: Draft, extra: Draft) -> Status:
    if is_title(main) != is_title(extra):
        # A headline's present tense may be of what is still to come.
        told = extra if is_title(main) else main
        guessed = any(item.field == "origin" for item in told.inferred)
        if told.status in AHEAD and told.origins and not guessed:
            return told.status
    if Status.COMPLETED in (main.status, extra.status):
        return Status.COMPLETED
    return main.status


def _finer(
    one: tuple[GeocodedToponym, ...], other: tuple[GeocodedToponym, ...]
) -> tuple[GeocodedToponym, ...]:
    if not one or not other:
        return one or other
    if all(any(contains(area, item) for item in other) for area in one):
        return other
    if len(one) > 1 or len(other) > 1:
        return one if len(one) >= len(other) else other
    return one if coarseness(one[0]) <= coarseness(other[0]) else other


def _finer_mode(one: Mode, other: Mode) -> Mode:
    if one is Mode.UNKNOWN:
        return other
    return other if one is Mode.ROAD and other in ROADLIKE else one


def _merged_travellers(main: Draft, extra: Draft) -> Travellers:
    a, b = main.travellers, extra.travellers
    party = a.party
    if party is None or (a.refers_back and b.party is not None and not b.refers_back):
        party = b.party
    return replace(
        a,
        party=party,
        people=_finer_count(a.people, b.people),
        vehicles=_finer_count(a.vehicles, b.vehicles),
        refers_back=a.refers_back and b.refers_back,
    )


def _finer_count(one: Count | None, other: Count | None) -> Count | None:
    """Return the number that says more: "at least 400" before "hundreds"."""
    if one is None or other is None:
        return one or other
    vague = [count.high is not None and count.low != count.high for count in (one, other)]
    return other if vague[0] and not vague[1] else one


def clusters(
    items: tuple[GeocodedToponym, ...], *, near_km: float = 50.0, is_together: bool = False
) -> list[tuple[GeocodedToponym, ...]]:
    """Group places within about 50 km of the first of each group, as the guideline asks.

    Several countries left by those who are together later ("fleeing Libya and Tunisia") stay one
    group, and so do villages that the gazetteer lacks with what they are named beside.
    """
    if is_together and items and all(coarseness(item) >= 4 for item in items):
        return [items]
    groups: list[list[GeocodedToponym]] = []
    for item in items:
        for group in groups:
            if distance_km(group[0], item) <= near_km or _may_lie_near(group[0], item):
                group.append(item)
                break
        else:
            groups.append([item])
    return [tuple(group) for group in groups]


def _may_lie_near(one: GeocodedToponym, other: GeocodedToponym) -> bool:
    """Whether one of two places is too small to be known, in the country that the other is in."""
    a, b = one.place, other.place
    if a is None or b is None or not (one.is_unlocated or other.is_unlocated):
        return False
    return a.country == b.country and max(coarseness(one), coarseness(other)) <= 1
