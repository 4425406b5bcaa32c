"""A draft: what one passage of a report says of one movement, before it becomes a leg."""

from dataclasses import dataclass, replace

from evacmap.legs.motion import Motion
from evacmap.legs.parties import Travellers
from evacmap.model import (
    EdtfDate,
    FieldSpan,
    GeocodedToponym,
    Inference,
    Mode,
    PlaceKind,
    Status,
)

ENTRY = "an entry without a verb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One telling of a movement.

    ``origins`` and ``destinations`` hold alternatives or a list ("from Sumy, Izyum and Lyman").
    ``is_dated`` is false where the date is only what the guideline gives for want of one.
    ``names_origin`` is true where the words name an origin, known to the gazetteer or not.
    ``is_added`` is true of a group besides those told of before ("soldiers there also left").
    ``nations`` are those of the travellers in all tellings joined so far.
    ``spans`` are the sentences it rests on, as (start, end) of the document's text; ``words``
    are the words on which each field rests, those of the places left out: they have their own.
    """

    motion: Motion
    number: int
    origins: tuple[GeocodedToponym, ...]
    destinations: tuple[GeocodedToponym, ...]
    via: tuple[GeocodedToponym, ...]
    status: Status
    mode: Mode
    date: EdtfDate | None
    is_dated: bool
    travellers: Travellers
    said_by: str | None
    spans: tuple[tuple[int, int], ...]
    names_origin: bool = False
    inferred: tuple[Inference, ...] = ()
    clues: tuple[tuple[str, float], ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    words: tuple[FieldSpan, ...] = ()
    is_added: bool = False
    nations: frozenset[str] = frozenset()

    @property
    def own_nations(self) -> frozenset[str]:
        """The nations of the travellers, in this telling and in those joined with it."""
        party = self.travellers.party
        own = {party.nationality} - {None} if party is not None else set()
        return self.nations | {name for name in own if name is not None}

    @property
    def score(self) -> float:
        """How surely this tells a leg: the sum of its clues, to two decimals as they are given."""
        return round(sum(weight for _, weight in self.clues), 2)

    @property
    def is_entry(self) -> bool:
        """Whether a line of a log or bulletin tells it, which has its ends and number together."""
        return any(rule == ENTRY for _, rule in self.rules)

    @property
    def has_end(self) -> bool:
        """Whether an origin or destination is named."""
        return bool(self.origins or self.destinations)

    def inferring(self, field: str, basis: str) -> "Draft":
        """Return the draft with ``field`` marked as inferred from ``basis``."""
        return replace(self, inferred=(*self.inferred, Inference(field=field, basis=basis)))


AREAS_BY_SIZE = {
    PlaceKind.CONTINENT: 5,
    PlaceKind.SEA: 4,
    PlaceKind.COUNTRY: 4,
    PlaceKind.REGION: 3,
    PlaceKind.ADMIN1: 3,
    PlaceKind.ADMIN2: 2,
    PlaceKind.ISLAND: 2,
}


def is_of_kind(item: GeocodedToponym, kind: PlaceKind) -> bool:
    """Whether a name is of a place of this kind; a name that no place is known for is of none."""
    return item.place is not None and item.place.kind is kind


def coarseness(item: GeocodedToponym) -> int:
    """How coarse a named place is: 0 for a facility or crossing, 5 for a continent."""
    if item.place is None:
        return 1
    if item.place.kind in AREAS_BY_SIZE:
        return AREAS_BY_SIZE[item.place.kind]
    return 1 if item.place.kind in (PlaceKind.SETTLEMENT, PlaceKind.UNLOCATED) else 0


def distance_km(one: GeocodedToponym, other: GeocodedToponym) -> float:
    """Return the great-circle distance on a sphere between two named places, in kilometres."""
    from math import asin, cos, radians, sin, sqrt

    a, b = one.place, other.place
    if a is None or b is None or PlaceKind.UNLOCATED in (a.kind, b.kind):
        return float("inf")
    half_lat = radians(b.lat - a.lat) / 2
    half_lon = radians(b.lon - a.lon) / 2
    chord = sin(half_lat) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(half_lon) ** 2
    return 12742 * asin(min(1.0, sqrt(chord)))


def contains(area: GeocodedToponym, inner: GeocodedToponym) -> bool:
    """Whether ``area`` is a country or area about the place ``inner``."""
    a, b = area.place, inner.place
    if a is None or b is None:
        return False
    if a.kind is PlaceKind.ISLAND and b.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2):
        # Some islands hold many provinces, and some provinces many islands.
        return a.extent_km > b.extent_km and distance_km(area, inner) <= a.extent_km
    if coarseness(area) <= coarseness(inner):
        return False
    if a.kind is PlaceKind.COUNTRY:
        return b.country is not None and a.country == b.country
    if b.admin1 is not None and b.admin1 == a.id:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    return distance_km(area, inner) <= max(a.extent_km, 15.0)


def same_place(one: GeocodedToponym, other: GeocodedToponym, *, near_km: float = 30.0) -> bool:
    """Whether two names stand for one end of a movement: equal, near, or one in the other."""
    a, b = one.place, other.place
    if a is None or b is None:
        return one.toponym.text.lower() == other.toponym.text.lower()
    if a.id == b.id or contains(one, other) or contains(other, one):
        return True
    if coarseness(one) >= 3 or coarseness(other) >= 3:
        return False
    return distance_km(one, other) <= near_km


def finest(items: tuple[GeocodedToponym, ...]) -> tuple[GeocodedToponym, ...]:
    """Drop the areas that contain another of the places: "Berlin, Germany" is Berlin."""
    kept: list[GeocodedToponym] = []
    for item in items:
        if any(item is not other and contains(item, other) for other in items):
            continue
        if any(_stands_in(other, item) for other in items):
            continue
        same = [k for k in kept if k.place and item.place and k.place.id == item.place.id]
        if not same:
            kept.append(item)
    return tuple(kept)


def _stands_in(unlocated: GeocodedToponym, area: GeocodedToponym) -> bool:
    """ "the camp at Omo, near Goma": Goma only says where the unknown Omo lies."""
    if unlocated.place is None or area.place is None or not unlocated.is_unlocated:
        return False
    return unlocated.place.id.endswith(f"@{area.place.id}")


def lacks_ends(
    base: Draft,
    origins: tuple[GeocodedToponym, ...],
    destinations: tuple[GeocodedToponym, ...],
) -> bool:
    """Whether the movement before is open at an end that the list gives."""
    return bool(
        (origins and destinations)
        or (origins and not base.origins)
        or (destinations and not base.destinations)
    )
