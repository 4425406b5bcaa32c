"""List the places that a toponym as written might mean, role words taken as clues."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evacmap.geocode.folding import fold_name
from evacmap.geocode.gazetteer import Gazetteer, NamedPlace
from evacmap.model import PlaceKind

MAX_CANDIDATES = 24
# Only a likeness as high as this stands in for a name that nobody bears, and with its own clue.
MIN_SPELLING_LIKENESS = 0.95

_AREAS = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION})
_TOWNS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.DISTRICT})
_AIR = frozenset({PlaceKind.AIRPORT, PlaceKind.AIRBASE, PlaceKind.BASE})
_SEA = frozenset({PlaceKind.PORT, PlaceKind.NAVAL_BASE})

_AREA_WORDS = frozenset(
    {"province", "governorate", "oblast", "region", "prefecture", "state", "county"}
    | {"parish", "raion", "district", "voivodeship", "canton"}
)
# The word that says what a place is, and the kinds that it speaks for.
ROLE_WORDS: dict[str, frozenset[PlaceKind]] = {
    **dict.fromkeys(_AREA_WORDS, _AREAS),
    **dict.fromkeys(("city", "town", "village", "township", "municipality", "suburb"), _TOWNS),
    **dict.fromkeys(("airport", "airfield", "airbase", "air base", "military base"), _AIR),
    **dict.fromkeys(("port", "harbour", "harbor", "naval base"), _SEA),
    **dict.fromkeys(
        ("crossing", "border crossing", "checkpoint", "border"), frozenset({PlaceKind.CROSSING})
    ),
    **dict.fromkeys(("camp", "refugee camp", "idp camp"), frozenset({PlaceKind.CAMP})),
    **dict.fromkeys(("island", "islands"), frozenset({PlaceKind.ISLAND})),
}
_ROLES = "|".join(sorted((re.escape(word) for word in ROLE_WORDS), key=len, reverse=True))
_ROLE_AFTER = re.compile(rf"^(?P<name>.+?) (?P<role>{_ROLES})$")
_ROLE_BEFORE = re.compile(rf"^(?P<role>{_ROLES}) (?:of )?(?P<name>.+)$")
_DIRECTION = re.compile(
    r"^(?:(?:north|south|east|west)(?:ern)?|(?:north|south)(?:east|west)(?:ern)?|central|greater"
    r"|upper|lower|inner|downtown|midtown|mid|occupied|old) (?P<name>.+)$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a name might mean, and how the name was read to find it.

    ``reading`` is one of "as written", "role word", "part of area" and "spelling";
    ``likeness`` is 1 where the name is the one written.
    """

    named: NamedPlace
    reading: str = "as written"
    likeness: float = 1.0


def find_candidates(text: str, gazetteer: Gazetteer) -> tuple[Found, ...]:
    """Return the places that ``text`` might mean, most prominent first, at most 24."""
    return tuple(_find(text, gazetteer))[:MAX_CANDIDATES]


def _find(text: str, gazetteer: Gazetteer) -> Iterator[Found]:
    exact = gazetteer.named(text)
    if exact and exact[0].is_exact:
        cleaned = list(_clean(exact, text))
        yield from (Found(item, "as written", 1.0) for item in cleaned)
        yield from _seats(cleaned, text, gazetteer)
        return
    fold = fold_name(text)
    for pattern in (_ROLE_AFTER, _ROLE_BEFORE):
        match = pattern.match(fold)
        base = gazetteer.named(match["name"]) if match else ()
        if match and base and base[0].is_exact:
            kinds = ROLE_WORDS[match["role"]]
            ordered = sorted(base, key=lambda item: item.place.kind not in kinds)
            yield from (Found(item, "role word", 1.0) for item in ordered)
            return
    match = _DIRECTION.match(fold)
    base = gazetteer.named(match["name"]) if match else ()
    if base and base[0].is_exact:
        yield from (Found(item, "part of area", 1.0) for item in base)
        return
    if exact:
        yield from (Found(item, "as written", 1.0) for item in exact)
    elif len(fold) > 5:
        for item, likeness in gazetteer.similar_named(text, 5):
            if likeness >= MIN_SPELLING_LIKENESS:
                yield Found(item, "spelling", likeness)


# A town is spelt like the area that is named for it: Zaporizhia, Zaporizhzhya.
MIN_SEAT_LIKENESS = 0.9


def _seats(areas: list[NamedPlace], text: str, gazetteer: Gazetteer) -> Iterator[Found]:
    """Yield the town that an area is named for, where only the area bears the name so spelt."""
    ids = {item.place.id for item in areas if item.place.kind is PlaceKind.ADMIN1}
    if not ids or any(item.place.kind is not PlaceKind.ADMIN1 for item in areas):
        return
    for item, likeness in gazetteer.similar_named(text, 5):
        is_town = item.place.kind is PlaceKind.SETTLEMENT and item.place.admin1 in ids
        if is_town and likeness >= MIN_SEAT_LIKENESS:
            yield Found(item, "as written", 1.0)


def _clean(found: tuple[NamedPlace, ...], text: str) -> Iterator[NamedPlace]:
    """Leave out codes unless the text is one, and names from other scripts beside Latin ones."""
    is_code = text.isupper() and len(text) <= 3
    latin = [item for item in found if item.quality < 2]
    for item in found:
        if item.quality == 3 and not is_code and item.feature.startswith("ADM"):
            continue
        if item.quality == 2 and latin and text.isascii():
            continue
        yield item
