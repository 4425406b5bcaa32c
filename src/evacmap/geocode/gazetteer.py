"""The gazetteer: every place a report may name, looked up by name, id or position.

Stands at the beginning of the stage "geocode": takes names; gives places.
"""

import math
import struct
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from evacmap.geocode.folding import fold_name, fold_new_name, loosen, skeleton
from evacmap.geocode.index import make_index, open_index
from evacmap.geocode.overlay import Overlay, overlay_path
from evacmap.geocode.unpack import open_readonly, unpacked_path
from evacmap.model import Place, PlaceKind

EARTH_RADIUS_KM = 6371.0088
CELLS_PER_DEGREE = 2
# Names and places kept in memory; a hundred reports name fewer.
CACHED = 16384
_COLUMNS = (
    "rank, id, name, kind, lon_e5, lat_e5, extent_hm, country, admin1, population, feature, "
    "prominence_e2, source"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A place found by a name, with what the store knows of that name and place.

    ``quality`` is 0 for the main name, 1 for another name in Latin letters, 2 for one from
    another script, 3 for a weak name such as a port's town. ``prominence`` is about the
    logarithm of the number of people; ``feature`` is the code of the source. ``is_exact`` is
    false where only the loosened spelling agrees.
    """

    place: Place
    quality: int
    prominence: float
    feature: str
    is_exact: bool = True


class Gazetteer:
    """A read-only store of places; one object may serve many threads.

    >>> [place.country for place in Gazetteer.open().by_name("Masnaa")]
    ['LB']
    """

    def __init__(self, path: Path, overlay: Path | None = None) -> None:
        self.path = path
        self.overlay_path = overlay
        self._overlay = Overlay(overlay) if overlay else None
        self._connection = open_readonly(path)
        self._index = open_index(path)
        self._lock = threading.Lock()
        self._entries = lru_cache(maxsize=CACHED)(self._read_entries)
        self._row = lru_cache(maxsize=CACHED)(self._read_row)
        self._asked: dict[str, tuple[Place, ...]] = {}
        self._word = lru_cache(maxsize=CACHED)(self._read_word)
        self._demonym = lru_cache(maxsize=8192)(self._read_demonym)

    @classmethod
    def open(cls, path: str | Path | None = None) -> "Gazetteer":
        """Return the bundled gazetteer with the user's own places, or the SQLite file at ``path``.

        Raises:
            DamagedDataError: the file is missing, damaged or of another format.
        """
        if path is not None:
            return cls(Path(path))
        own, store = overlay_path(), unpacked_path()
        if open_index(store) is None:
            make_index(store)
        return cls(store, own if own.is_file() else None)

    def __reduce__(self) -> tuple[type["Gazetteer"], tuple[Path, Path | None]]:
        return Gazetteer, (self.path, self.overlay_path)

    def by_name(self, name: str) -> tuple[Place, ...]:
        """Return the places that bear ``name``, most prominent first.

        Spellings that only a transliteration tells apart count as the same name where no
        place bears the exact one: Qamishli, Kamishly.
        """
        known = self._asked.get(name)
        if known is not None:
            return known
        places: tuple[Place, ...] = ()
        if self._index and not self._overlay:
            places = self._index.places(fold_new_name(name))
        places = places or tuple(found.place for found in self.named(name))
        # The first stay: putting others in their stead would cost a long list more than it saves.
        if len(self._asked) < CACHED:
            self._asked[name] = places
        return places

    def named(self, name: str) -> tuple[NamedPlace, ...]:
        """Return as ``by_name`` does, with the quality of the name and more of each place."""
        fold = fold_name(name)
        exact = self._entries(fold)
        if exact:
            found = [self._named(rank, quality, is_exact=True) for rank, quality in exact]
            # A dump that the user imported holds many of the bundled places again.
            return tuple({item.place.id: item for item in reversed(found)}.values())[::-1]
        loose = self._loose_entries(fold)
        return tuple(self._named(rank, quality, is_exact=False) for rank, quality in loose)

    def has_name(self, name: str) -> bool:
        """Return whether a place bears exactly this name in Latin letters."""
        return any(quality < 2 for _, quality in self._entries(fold_name(name)))

    def strength(self, name: str) -> float | None:
        """Return the prominence of the best place of this name in Latin letters, or None.

        Codes such as NY count where the name is written as one.
        """
        for rank, quality in self._entries(fold_name(name)):
            if quality < 2 or (quality == 3 and name.isupper() and len(name) <= 3):
                return self._row(rank)[1]
        return None

    def loose_strength(self, name: str) -> float | None:
        """Return the prominence of the best place of a name, where only its spelling differs.

        None where a place bears the name itself, and where none bears one that sounds like it.
        """
        found = self.named(name)
        return None if not found or found[0].is_exact else max(item.prominence for item in found)

    def word_facts(self, word: str) -> tuple[int, int, int]:
        """Return whether a word is a common one, and its frequency as given name and surname.

        Frequencies count from 0 to 9, from the names of the United States census.
        """
        return self._word(word.lower())

    def _read_word(self, word: str) -> tuple[int, int, int]:
        rows = self._select("SELECT facts FROM word WHERE word = ?", (word,))
        facts = rows[0][0] if rows else 0
        return facts & 1, facts >> 1 & 15, facts >> 5

    def by_id(self, id: str) -> Place | None:
        """Return the place of an id such as ``gn:170654``; None where there is none."""
        if self._overlay:
            own = self._overlay.select("SELECT rowid FROM place WHERE id = ?", (id,))
            if own:
                return self._row(-own[0][0])[0]
        rows = self._select("SELECT rank FROM place WHERE id = ?", (id,))
        return self._row(rows[0][0])[0] if rows else None

    def near(
        self, lon: float, lat: float, *, radius_km: float = 25.0, limit: int = 10
    ) -> tuple[Place, ...]:
        """Return the places within ``radius_km`` of a point, nearest first."""
        found = []
        for place in self._in_cells(_cells_around(lon, lat, radius_km)):
            distance_km = great_circle_km(lon, lat, place.lon, place.lat)
            if distance_km <= radius_km:
                found.append((distance_km, place.id, place))
        return tuple(place for _, _, place in sorted(found, key=lambda item: item[:2])[:limit])

    def within(
        self, west: float, south: float, east: float, north: float, *, limit: int = 1000
    ) -> tuple[Place, ...]:
        """Return the places of a box, most prominent first; ``west`` may exceed ``east``."""
        found = [
            place
            for place in self._in_cells(_cells_of_box(west, south, east, north))
            if south <= place.lat <= north and _is_between(place.lon, west, east)
        ]
        return tuple(found[:limit])

    def similar(self, name: str, limit: int = 5) -> tuple[tuple[Place, float], ...]:
        """Return places with a name spelt like ``name``, each with its likeness in 0..1."""
        return tuple((item.place, like) for item, like in self.similar_named(name, limit))

    def similar_named(self, name: str, limit: int = 5) -> tuple[tuple[NamedPlace, float], ...]:
        """Return as ``similar`` does, with the quality of the name and more of each place."""
        from evacmap.geocode.similar import similar_folds

        best: dict[int, tuple[float, int]] = {}
        for other, likeness in similar_folds(fold_name(name), self._folds_under):
            for rank, quality in self._entries(other):
                if quality < 2:
                    best[rank] = max(best.get(rank, (0.0, 0)), (likeness, quality))
        ordered = sorted(best.items(), key=lambda item: (-round(item[1][0], 2), item[0]))
        return tuple(
            (self._named(rank, quality, is_exact=False), likeness)
            for rank, (likeness, quality) in ordered[:limit]
        )

    def demonym(self, word: str) -> Place | None:
        """Return the place that a word such as "Syrian", "Russians" or "Gazans" belongs to."""
        return self._demonym(fold_name(word))

    def _read_demonym(self, fold: str) -> Place | None:
        rows = self._select("SELECT rank FROM demonym WHERE fold = ?", (fold,))
        return self._row(rows[0][0])[0] if rows else None

    def capital_of(self, place: Place) -> Place | None:
        """Return the capital of the country that ``place`` is or lies in."""
        rows = self._select("SELECT rank FROM capital WHERE country = ?", (place.country,))
        return self._row(rows[0][0])[0] if rows else None

    def country(self, iso2: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code."""
        rank = self._countries().get(iso2.upper())
        return None if rank is None else self._row(rank)[0]

    @lru_cache(maxsize=1)  # noqa: B019 - gazetteers are few and live as long as the program
    def _countries(self) -> dict[str, int]:
        return dict(self._select("SELECT country, rank FROM place WHERE kind = 'country'"))

    def _select(self, query: str, values: tuple[object, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def _read_entries(self, fold: str) -> tuple[tuple[int, int], ...]:
        if self._index:
            bundled = self._index.entries(fold)
        else:
            rows = self._select(
                "SELECT places FROM name WHERE skeleton = ? AND fold = ?",
                (skeleton(loosen(fold)), fold),
            )
            bundled = _unpack_entries(rows[0][0]) if rows else ()
        return (*self._overlay_entries(fold), *bundled) if self._overlay else bundled

    def _overlay_entries(self, fold: str) -> tuple[tuple[int, int], ...]:
        """Return the user's own places of a name; their ranks are negative."""
        assert self._overlay
        with self._lock:
            rows = self._overlay.select(
                "SELECT n.place, n.quality FROM name n JOIN place p ON p.rowid = n.place "
                "WHERE skeleton = ? AND fold = ? ORDER BY -p.prominence_e2, n.place",
                (skeleton(loosen(fold)), fold),
            )
        return tuple((-rank, quality) for rank, quality in rows)

    def _loose_entries(self, fold: str) -> tuple[tuple[int, int], ...]:
        loose = loosen(fold)
        best: dict[int, int] = {}
        for other, packed in self._skeleton_rows(skeleton(loose)):
            if loosen(other) == loose:
                for rank, quality in _unpack_entries(packed):
                    if quality < 2:
                        best[rank] = min(best.get(rank, 3), quality)
        return tuple(sorted(best.items()))

    def _skeleton_rows(self, key: str) -> list[tuple[str, bytes]]:
        return self._select("SELECT fold, places FROM name WHERE skeleton = ?", (key,))

    def _folds_under(self, keys: Sequence[str]) -> list[str]:
        """Return the folded names under keys of consonants, not those of other scripts."""
        found: list[str] = []
        for first in range(0, len(keys), 500):
            part = tuple(keys[first : first + 500])
            marks = ",".join("?" * len(part))
            query = f"SELECT fold FROM name WHERE skeleton IN ({marks})"
            found += [fold for (fold,) in self._select(query, part)]
        return found

    def _named(self, rank: int, quality: int, *, is_exact: bool) -> NamedPlace:
        place, prominence, feature = self._row(rank)
        return NamedPlace(
            place=place,
            quality=quality,
            prominence=prominence,
            feature=feature,
            is_exact=is_exact,
        )

    def _read_row(self, rank: int) -> tuple[Place, float, str]:
        if rank < 0 and self._overlay:
            columns = _COLUMNS.replace("rank", "rowid").replace("admin1", "NULL")
            with self._lock:
                query = f"SELECT {columns} FROM place WHERE rowid = ?"
                return self._place(self._overlay.select(query, (-rank,))[0])
        if self._index:
            return self._index.row(rank)
        fields = self._select(f"SELECT {_COLUMNS} FROM place WHERE rank = ?", (rank,))[0]
        return self._place(fields)

    def _place(self, fields: tuple) -> tuple[Place, float, str]:  # type: ignore[type-arg]
        (_, id, name, kind, lon, lat, extent, country, admin1, population, feature, prominence,
         source) = fields  # fmt: skip
        place = Place(
            id=id,
            name=name,
            kind=PlaceKind(kind),
            lon=lon / 1e5,
            lat=lat / 1e5,
            extent_km=extent / 10,
            country=country,
            admin1=None if admin1 is None else self._id(admin1),
            population=population,
            source=source,
            source_id=id.partition(":")[2],
        )
        return place, prominence / 100, feature

    def _id(self, rank: int) -> str:
        return str(self._select("SELECT id FROM place WHERE rank = ?", (rank,))[0][0])

    def _in_cells(self, cells: Iterable[int]) -> Iterator[Place]:
        wanted = sorted(set(cells))
        for first in range(0, len(wanted), 500):
            part = wanted[first : first + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT rank FROM place WHERE cell IN ({marks}) ORDER BY rank"
            if self._overlay:
                with self._lock:
                    own = self._overlay.select(
                        f"SELECT rowid FROM place WHERE cell IN ({marks})", tuple(part)
                    )
                yield from (self._row(-rowid)[0] for (rowid,) in own)
            for (rank,) in self._select(query, tuple(part)):
                yield self._row(rank)[0]


def great_circle_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the distance over a sphere of mean radius, in kilometres (haversine)."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half = (
        math.sin((other_phi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def _unpack_entries(packed: bytes) -> tuple[tuple[int, int], ...]:
    values = struct.unpack(f"<{len(packed) // 4}I", packed)
    return tuple((value >> 2, value & 3) for value in values)


def _cells_around(lon: float, lat: float, radius_km: float) -> Iterator[int]:
    reach = math.degrees(radius_km / EARTH_RADIUS_KM)
    widest = max(abs(lat - reach), abs(lat + reach))
    across = 180.0 if widest >= 89 else min(180.0, reach / math.cos(math.radians(widest)))
    return _cells_of_box(lon - across, lat - reach, lon + across, lat + reach)


def _cells_of_box(west: float, south: float, east: float, north: float) -> Iterator[int]:
    if east < west:
        east += 360
    columns = range(
        math.floor((west + 180) * CELLS_PER_DEGREE), math.floor((east + 180) * CELLS_PER_DEGREE) + 1
    )
    rows = range(
        max(0, math.floor((south + 90) * CELLS_PER_DEGREE)),
        min(180 * CELLS_PER_DEGREE, math.floor((north + 90) * CELLS_PER_DEGREE)) + 1,
    )
    width = 360 * CELLS_PER_DEGREE
    return (row * width + column % width for row in rows for column in columns)


def _is_between(lon: float, west: float, east: float) -> bool:
    return west <= lon <= east if west <= east else lon >= west or lon <= east
