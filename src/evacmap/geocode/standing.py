"""A place that the gazetteer lacks stands at the town, area or country that the text puts it in."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from evacmap.geocode.folding import fold_name
from evacmap.model import GeocodedToponym, Place, PlaceKind, ToponymRole

# How sure a place is that is known only by where it lies, and by where its report is set.
SURENESS = 0.5
SURENESS_OF_SETTING = 0.25
# How far from the town that it is said to be near a place may lie, in kilometres.
NEAR_KM = 40.0
AREAS = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION, PlaceKind.ISLAND})
TOWNS_AND_AREAS = AREAS | {PlaceKind.SETTLEMENT}
TOO_WIDE = frozenset({PlaceKind.CONTINENT, PlaceKind.SEA, PlaceKind.UNLOCATED})
_OWNER = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,3}(?:of\s+)?")
# "X port in Y": the sort of place belongs to the name.
_SORT = r"(?:\s+(?:airport|camp|crossing|dock|harbour|hospital|pier|port|quay|site|station))?"
_LYING_IN = re.compile(_SORT + r",?\s+in\s+(?:the\s+)?(?:\w+\s+)?(?:of\s+)?")
_COMMA = re.compile(r",\s+|\s*\((?:in\s+)?")
# "the Homs town of X"
_ATTRIBUTE = re.compile(r"\s+(?:[a-z-]+\s+){1,3}of\s+")
# "X, a village in the south of Y", "X, some 20 km west of Y", "X, near Y"
_LYING_NEAR = re.compile(
    r"(?:\s+[a-z]+){0,3},?\s+(?:(?:which\s+is|a|an|the|about|some)\s+)?(?:[\w-]+\s+){0,5}?"
    r"(?P<how>in|near|outside|of|from)\s+(?:the\s+)?"
)
_FAR = 60


def stand_in_place(
    text: str,
    items: Sequence[GeocodedToponym],
    *,
    country: Callable[[str], Place | None],
) -> tuple[GeocodedToponym, ...]:
    """Return the toponyms; an undecided one gets the place that it is told to lie in.

    "Addis Ababa's Bole airport" and "Bole airport in Addis Ababa" are drawn at Addis Ababa. What
    is known to lie in an area or country alone, or in the country that the report is set in, is
    of the kind unlocated and as wide as that: its name is kept and its place is not invented.
    ``country`` gives the country of a code.
    """
    ordered = sorted(range(len(items)), key=lambda number: items[number].toponym.start)
    stood = list(items)
    told = {item.place.country for item in items if item.place is not None}
    undecided = []
    for at, number in enumerate(ordered):
        item = items[number]
        if not _is_undecided(item, told):
            continue
        undecided.append(number)
        before = items[ordered[at - 1]] if at else None
        after = items[ordered[at + 1]] if at + 1 < len(ordered) else None
        about = _owner(text, before, item) or _container(text, item, after)
        if about is None:
            setting, score = _setting(items, country, near=item.toponym.start)
            if setting is not None:
                stood[number] = _within(item, setting, score, "its report is set in")
        elif about.place is not None and about.place.kind is PlaceKind.SETTLEMENT:
            score = round(SURENESS * about.score, 3)
            reason = f"{item.reason}; lies in {about.place.name}"
            stood[number] = replace(item, place=about.place, score=score, reason=reason)
        elif about.place is not None:
            stood[number] = _within(item, about.place, SURENESS * about.score, "lies in")
    return _alike(stood, undecided)


def _is_undecided(item: GeocodedToponym, told: Collection[str | None]) -> bool:
    """Whether no place of the name is known that the report can mean.

    ``told`` are the countries that it speaks of. A choice between places of two of them is left
    to a person; two in one of them, or far from all, say no more than that the name is a place.
    """
    if item.place is not None or item.toponym.role is not ToponymRole.PLACE:
        return False
    if not item.reason.startswith("too close"):
        return True
    lie_in = {one.place.country for one in item.candidates}
    return len(lie_in) == 1 or lie_in.isdisjoint(told)


def _alike(stood: Sequence[GeocodedToponym], open_: Sequence[int]) -> tuple[GeocodedToponym, ...]:
    """Let a name mean one place throughout, the one that the text says most of.

    ``open_`` are the numbers of the toponyms that were undecided.
    """
    best: dict[str, GeocodedToponym] = {}
    for number in open_:
        item = stood[number]
        known = best.get(item.toponym.text)
        if item.place is not None and (known is None or item.score > known.score):
            best[item.toponym.text] = item
    same = list(stood)
    for number in open_:
        one = best.get(stood[number].toponym.text)
        if one is not None:
            same[number] = replace(
                stood[number], place=one.place, score=one.score, reason=one.reason
            )
    return tuple(same)


def _within(item: GeocodedToponym, area: Place, score: float, how: str) -> GeocodedToponym:
    """Return a toponym with a place somewhere in ``area``."""
    name = item.toponym.text
    place = Place(
        id=f"unlocated:{fold_name(name)}@{area.id}",
        name=f"{name}, {area.name}",
        kind=PlaceKind.UNLOCATED,
        lon=area.lon,
        lat=area.lat,
        extent_km=max(area.extent_km, NEAR_KM),
        country=area.country,
        admin1=area.id if area.kind is PlaceKind.ADMIN1 else area.admin1,
        source=area.source,
        source_id=area.source_id,
    )
    reason = f"{item.reason}; {how} {area.name}"
    return replace(item, place=place, score=round(score, 3), reason=reason)


def _setting(
    items: Sequence[GeocodedToponym], country: Callable[[str], Place | None], *, near: int
) -> tuple[Place | None, float]:
    """Return the country that most places of a report lie in, and how sure that is.

    Of two that are level it is the one named nearest to the offset ``near``, and half as sure.
    """
    lies_in = {
        item.toponym.start: item.place.country
        for item in items
        if item.place is not None and item.place.country and item.toponym.role in _PLACES
    }
    times = Counter(lies_in.values())
    if not times:
        return None, 0.0
    most = max(times.values())
    level = sum(number == most for number in times.values()) > 1
    nearest = min(
        (start for start, code in lies_in.items() if times[code] == most),
        key=lambda start: (abs(start - near), start),
    )
    return country(lies_in[nearest]), SURENESS_OF_SETTING / (2 if level else 1)


_PLACES = frozenset({ToponymRole.PLACE, ToponymRole.DATELINE})


def _owner(
    text: str, before: GeocodedToponym | None, item: GeocodedToponym
) -> GeocodedToponym | None:
    """ "Addis Ababa's Bole airport", "the Homs town of X"."""
    if before is None or before.place is None or before.place.kind in TOO_WIDE:
        return None
    between = text[before.toponym.end : item.toponym.start]
    if len(between) > _FAR:
        return None
    if before.toponym.role is ToponymRole.DEMONYM:
        return before if _ATTRIBUTE.fullmatch(between) else None
    is_area = before.place.kind in AREAS | {PlaceKind.COUNTRY}
    if _OWNER.fullmatch(between) and (is_area or " of" not in between):
        return before
    return before if is_area and _ATTRIBUTE.fullmatch(between) else None


def _container(
    text: str, item: GeocodedToponym, after: GeocodedToponym | None
) -> GeocodedToponym | None:
    """ "Bole airport in Addis Ababa", "Nonesuch, North Kivu", "Nonesuch, west of Goma"."""
    if after is None or after.place is None or after.place.kind in TOO_WIDE:
        return None
    between = text[item.toponym.end : after.toponym.start]
    if len(between) > _FAR or after.toponym.role is ToponymRole.DEMONYM:
        return None
    wide = AREAS | {PlaceKind.COUNTRY}
    if _LYING_IN.fullmatch(between):
        return after
    if _COMMA.fullmatch(between):
        return after if after.place.kind in wide else None
    lying = _LYING_NEAR.fullmatch(between)
    if lying is None or not _is_described(between):
        return None
    if after.place.kind in wide and lying["how"] in ("in", "of"):
        return after
    if after.place.kind is not PlaceKind.SETTLEMENT:
        return None
    near = replace(after.place, kind=PlaceKind.REGION, extent_km=NEAR_KM)
    return replace(after, place=near)


def _is_described(between: str) -> bool:
    """Whether words between two names say where the first lies, not where someone goes next."""
    said = between.split()
    return between.startswith(",") or said[0] in ("near", "outside", "in") or "which" in said
