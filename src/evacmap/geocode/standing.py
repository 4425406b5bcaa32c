"""A place that the gazetteer lacks stands at the town or area that the text says it lies in."""

import re
from collections.abc import Sequence
from dataclasses import replace

from evacmap.model import GeocodedToponym, PlaceKind, ToponymRole

# How sure a place is that is known only by where it lies.
SURENESS = 0.5
AREAS = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION, PlaceKind.ISLAND})
TOWNS_AND_AREAS = AREAS | {PlaceKind.SETTLEMENT}
_OWNER = re.compile(r"['’]s?\s+")
_LYING_IN = re.compile(r",?\s+in\s+(?:the\s+)?(?:\w+\s+)?(?:of\s+)?")
_COMMA = re.compile(r",\s+")


def stand_in_place(text: str, items: Sequence[GeocodedToponym]) -> tuple[GeocodedToponym, ...]:
    """Return the toponyms; an undecided one gets the place named beside it that it lies in.

    "Addis Ababa's Bole airport" and "Bole airport in Addis Ababa" are drawn at Addis Ababa,
    "Nonesuch, North Kivu" in North Kivu. A country is too large to stand for a place in it.
    """
    ordered = sorted(range(len(items)), key=lambda number: items[number].toponym.start)
    stood = list(items)
    for at, number in enumerate(ordered):
        item = items[number]
        if item.place is not None or item.toponym.role is not ToponymRole.PLACE:
            continue
        if item.reason.startswith("too close"):
            continue
        before = items[ordered[at - 1]] if at else None
        after = items[ordered[at + 1]] if at + 1 < len(ordered) else None
        about = _owner(text, before, item) or _container(text, item, after)
        if about is not None and about.place is not None:
            reason = f"{item.reason}; lies in {about.place.name}"
            score = round(SURENESS * about.score, 3)
            stood[number] = replace(item, place=about.place, score=score, reason=reason)
    return tuple(stood)


def _owner(
    text: str, before: GeocodedToponym | None, item: GeocodedToponym
) -> GeocodedToponym | None:
    """ "Addis Ababa's Bole airport"."""
    if before is None or before.place is None or before.place.kind not in TOWNS_AND_AREAS:
        return None
    between = text[before.toponym.end : item.toponym.start]
    return before if _OWNER.fullmatch(between) else None


def _container(
    text: str, item: GeocodedToponym, after: GeocodedToponym | None
) -> GeocodedToponym | None:
    """ "Bole airport in Addis Ababa", "Nonesuch, North Kivu"."""
    if after is None or after.place is None:
        return None
    between = text[item.toponym.end : after.toponym.start]
    if _LYING_IN.fullmatch(between) and after.place.kind in TOWNS_AND_AREAS:
        return after
    return after if _COMMA.fullmatch(between) and after.place.kind in AREAS else None
