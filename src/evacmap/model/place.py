"""Places of the gazetteer, and toponyms of a report set against them."""

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """What sort of place a gazetteer row is."""

    COUNTRY = "country"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    REGION = "region"
    CONTINENT = "continent"
    SEA = "sea"
    ISLAND = "island"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    AIRPORT = "airport"
    AIRBASE = "airbase"
    NAVAL_BASE = "naval base"
    BASE = "base"
    PORT = "port"
    CROSSING = "crossing"
    CAMP = "camp"
    FACILITY = "facility"
    # Named by a report and in no gazetteer: somewhere in the area or country that it stands at.
    UNLOCATED = "unlocated"


AREA_KINDS = frozenset(
    {
        PlaceKind.COUNTRY,
        PlaceKind.ADMIN1,
        PlaceKind.ADMIN2,
        PlaceKind.REGION,
        PlaceKind.CONTINENT,
        PlaceKind.SEA,
        PlaceKind.UNLOCATED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One row of the gazetteer.

    ``lon`` and ``lat`` in degrees, EPSG:4326. ``extent_km`` is the radius of a circle about the
    place's size, so that a country is not taken for a dot. ``country`` is ISO 3166-1 alpha-2,
    ``admin1`` the id of the first-level area; None where the gazetteer does not say.
    """

    id: str
    name: str
    kind: PlaceKind
    lon: float
    lat: float
    extent_km: float
    country: str | None = None
    admin1: str | None = None
    population: int | None = None
    source: str
    source_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a toponym might mean, with its score in 0..1 and the clues behind it."""

    place: Place
    score: float
    clues: tuple[tuple[str, float], ...] = ()


class ToponymRole(StrEnum):
    """What a place name does where it stands.

    Only PLACE can be an end of a leg; the others are kept as context. GOVERNMENT is a capital
    or country named for its government ("Moscow said"), NESTED a name inside the name of an
    organisation or person, DEMONYM an adjective or people ("Syrian", "Russians").
    """

    PLACE = "place"
    GOVERNMENT = "government"
    NESTED = "nested"
    DEMONYM = "demonym"
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name as written: characters ``start`` to ``end`` of the document's text."""

    text: str
    start: int
    end: int
    role: ToponymRole = ToponymRole.PLACE


@dataclass(frozen=True, slots=True, kw_only=True)
class GeocodedToponym:
    """A toponym with the place chosen for it.

    ``place`` is None where the gazetteer knows none or the choice is too close to call;
    ``reason`` says which, or why this one. ``candidates`` are the best few, best first.
    ``score`` is the estimated probability that the choice is right. ``rests_on`` are the
    stretches of text (start, end) that tell what a pronoun or description means: "there", "home".
    """

    toponym: Toponym
    place: Place | None
    score: float
    reason: str
    candidates: tuple[Candidate, ...] = ()
    rests_on: tuple[tuple[int, int], ...] = ()

    @property
    def is_unlocated(self) -> bool:
        """Whether nothing is known of where it lies but the area or country."""
        return self.place is not None and self.place.kind is PlaceKind.UNLOCATED

    @property
    def words(self) -> tuple[tuple[int, int], ...]:
        """Where the words stand that name this place, and those that tell what they mean."""
        return ((self.toponym.start, self.toponym.end), *self.rests_on)
