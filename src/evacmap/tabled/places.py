"""The places that a row names, found in the gazetteer with the rest of the row as context."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from evacmap.errors import BadCellError
from evacmap.geocode import Gazetteer, geocode
from evacmap.geocode.gazetteer import great_circle_km
from evacmap.model import (
    Document,
    Endpoint,
    GeocodedToponym,
    Place,
    Source,
    Toponym,
)
from evacmap.tables import WrittenPlace, given_place, name_of

# Rows of a large table name the same few thousand pairs of places again and again.
CACHED = 65536
# As far as hand-written coordinates lie from where a gazetteer puts the middle of a town.
SAME_PLACE_KM = 15.0
SWAPPED_KM = 50.0
FAR_KM = 300.0
# A country that the row names leaves little doubt, unless several places there bear the name.
SOLE_SCORE, AMONG_SCORE = 0.9, 0.6
NEAREST = 3
DOUBTFUL = 0.5
MIN_LIKENESS = 0.8

Key = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a name of a row means, or in words why it means nothing."""

    place: Place | None
    score: float
    reason: str
    note: str | None = None


class TablePlaces:
    """Finds the places of rows, with what is remembered from the rows before."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._choices = lru_cache(maxsize=CACHED)(self._choose)
        self._placed = lru_cache(maxsize=CACHED)(self._place_given)

    def locate(
        self, written: WrittenPlace, others: Sequence[WrittenPlace], notes: list[BadCellError]
    ) -> Endpoint:
        """Return the end that a row writes; ``others`` are the other places it names.

        Raises:
            BadCellError: the gazetteer knows no such place, or too many.
        """
        if written.lon is not None and written.lat is not None:
            place, note = self._placed(replace(written, column=""))
            if note:
                notes.append(BadCellError(f"{written.column}_lat", written.lat, note))
            return Endpoint(name=name_of(written), place=place, score=1.0)
        if written.id and (known := self._gazetteer.by_id(written.id)):
            return Endpoint(name=written.name or known.name, place=known, score=1.0)
        if written.name is None:
            raise BadCellError(written.column, written.id, "is no id that the gazetteer knows")
        keys = tuple(dict.fromkeys(_key(item) for item in others if item.name))
        choice = self._choices(_key(written), keys)
        if choice.place is None:
            raise BadCellError(written.column, written.name, choice.reason)
        if choice.note:
            notes.append(BadCellError(written.column, written.name, choice.note))
        return Endpoint(name=written.name, place=choice.place, score=choice.score)

    def described(self, id: str) -> str | None:
        """Return what a person knows the place with this id by; None where there is none."""
        place = self._gazetteer.by_id(id)
        if place is None:
            return None
        home = self._gazetteer.country(place.country) if place.country else None
        country = home.name if home and home.id != place.id else None
        return f"{place.name} ({', '.join(filter(None, (place.kind.value, country)))})"

    def _place_given(self, written: WrittenPlace) -> tuple[Place, str | None]:
        """Return the place at the written position, and a note where that looks wrong."""
        assert written.lon is not None
        assert written.lat is not None
        place = given_place(written)
        known = self._gazetteer.by_id(written.id) if written.id else None
        bearers = [known] if known else self._bearers(written.name)
        if not bearers:
            return place, None
        near_km, nearest = _nearest(bearers, written.lon, written.lat)
        if near_km <= SAME_PLACE_KM + nearest.extent_km:
            kind = written.kind or nearest.kind
            return replace(nearest, lon=written.lon, lat=written.lat, kind=kind), None
        swapped_km, other = _nearest(bearers, written.lat, written.lon)
        if near_km > FAR_KM and swapped_km <= SWAPPED_KM + other.extent_km:
            spot = f"{other.name} lies at latitude {other.lat:.2f}, longitude {other.lon:.2f}"
            return place, f"and its longitude {written.lon} look swapped: {spot}; drawn as written"
        return place, None

    def _bearers(self, name: str | None) -> list[Place]:
        if not name:
            return []
        found = list(self._gazetteer.by_name(name))
        head, comma, _ = name.partition(",")
        return found or (list(self._gazetteer.by_name(head.strip())) if comma else [])

    def _choose(self, key: Key, others: tuple[Key, ...]) -> _Choice:
        written, _, country = key
        home = self._country(country)
        if home and fold_equal(written, country):
            return _Choice(home, SOLE_SCORE, "a country")
        text, toponyms = self._as_text((key, *(other for other in others if other != key)))
        found = geocode(_document(text), toponyms, self._gazetteer)[0]
        if found.is_unlocated:
            # Who writes a table can say where it lies.
            found = replace(found, place=None)
        if home and found.place is not None and found.place.country == home.country:
            return _of_geocoded(found)
        if home:
            return self._within(found, home)
        if found.place is not None:
            return _of_geocoded(found)
        return _Choice(None, 0.0, self._why_not(found))

    def _within(self, found: GeocodedToponym, home: Place) -> _Choice:
        """Return the place of that name in the country that the row names."""
        name = found.toponym.text
        inside = [item for item in self._gazetteer.by_name(name) if item.country == home.country]
        if inside:
            score = SOLE_SCORE if len(inside) == 1 else AMONG_SCORE
            return _Choice(inside[0], score, f"in {home.name}")
        similar = self._gazetteer.similar(name, 20)
        names = _alike((item, like) for item, like in similar if item.country == home.country)
        reason = f"is no place in {home.name} that the gazetteer knows{_hint(names)}"
        return _Choice(None, 0.0, reason)

    def _why_not(self, found: GeocodedToponym) -> str:
        if found.candidates:
            return f"is {found.reason}; name its country in a column of its own, or coordinates"
        names = _alike(self._gazetteer.similar(found.toponym.text, 9))
        return f"is not in the gazetteer{_hint(names)}"

    def _as_text(self, keys: Sequence[Key]) -> tuple[str, list[Toponym]]:
        """Return the places of a row as a text with its toponyms, each before what it lies in."""
        text, toponyms = "", []
        for written, area, country in keys:
            parts = [part.strip() for part in written.split(",")]
            if len(parts) > 1 and self._gazetteer.has_name(written):
                parts = [written]
            home = self._country(country)
            parts += [part for part in (area, home.name if home else country) if part]
            for index, part in enumerate(filter(None, parts)):
                text += ", " if index else ""
                toponyms.append(Toponym(text=part, start=len(text), end=len(text) + len(part)))
                text += part
            text += "\n\n"
        return text, toponyms

    def _country(self, written: str | None) -> Place | None:
        if not written:
            return None
        if len(written) == 2 and written.isalpha():
            return self._gazetteer.country(written)
        places = self._gazetteer.by_name(written)
        return next((place for place in places if place.kind.value == "country"), None)


def fold_equal(one: str, other: str | None) -> bool:
    """Whether two names are the same but for case and spaces at their ends."""
    return other is not None and one.strip().casefold() == other.strip().casefold()


def _key(written: WrittenPlace) -> Key:
    return (written.name or "").strip(), written.area, written.country


def _document(text: str) -> Document:
    return Document(name="row", text=text, blocks=(), source=Source())


def _of_geocoded(found: GeocodedToponym) -> _Choice:
    assert found.place
    note = None
    if found.reason.startswith("spelt like"):
        note = f"was taken for {found.place.name}: {found.reason}"
    elif found.score < DOUBTFUL:
        place = found.place
        described = f"{place.name} ({place.kind.value}, {place.country or 'no country'})"
        note = f"was taken for {described}, which is far from certain"
    return _Choice(found.place, found.score, found.reason, note)


def _nearest(places: Iterable[Place], lon: float, lat: float) -> tuple[float, Place]:
    """Return the place nearest to a position and its distance; far where there is no such lat."""
    if abs(lat) > 90:
        return float("inf"), next(iter(places))
    measured = [(great_circle_km(lon, lat, item.lon, item.lat), item) for item in places]
    return min(measured, key=lambda item: item[0])


def _hint(names: Sequence[str]) -> str:
    nearest = f"; nearest: {', '.join(names[:NEAREST])}" if names else ""
    return f"{nearest}; correct it, give coordinates, or see evacmap places add"


def _alike(similar: Iterable[tuple[Place, float]]) -> list[str]:
    return list(dict.fromkeys(place.name for place, like in similar if like >= MIN_LIKENESS))
