"""The user's own places, kept apart from the bundled gazetteer; they come before its own.

The overlay is an SQLite file in the user's data folder, or where ``EVACMAP_PLACES`` says.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evacmap.errors import DamagedDataError, UnwritableOutputError
from evacmap.geocode.folding import fold_name, loosen, skeleton
from evacmap.model import PlaceKind

SCHEMA = """
CREATE TABLE IF NOT EXISTS place (
    rowid INTEGER PRIMARY KEY, id TEXT UNIQUE, name TEXT, kind TEXT, lon_e5 INTEGER,
    lat_e5 INTEGER, extent_hm INTEGER, country TEXT, population INTEGER, feature TEXT,
    prominence_e2 INTEGER, source TEXT, cell INTEGER
);
CREATE TABLE IF NOT EXISTS name (
    skeleton TEXT, fold TEXT, place INTEGER, quality INTEGER,
    PRIMARY KEY (skeleton, fold, place)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS place_cell ON place (cell);
CREATE INDEX IF NOT EXISTS name_place ON name (place);
CREATE TABLE IF NOT EXISTS progress (file TEXT PRIMARY KEY, lines INTEGER);
"""
PROMINENCE = 8.0
CELLS_PER_DEGREE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A place to be added to the overlay. ``names`` hold the other names."""

    id: str
    name: str
    kind: PlaceKind = PlaceKind.SETTLEMENT
    lon: float
    lat: float
    extent_km: float = 1.0
    country: str | None = None
    population: int | None = None
    names: tuple[str, ...] = ()
    source: str = "own"
    feature: str = "OWN"
    prominence: float = PROMINENCE


def overlay_path() -> Path:
    """Return where the user's own places are kept."""
    from platformdirs import user_data_path

    named = os.environ.get("EVACMAP_PLACES")
    return Path(named) if named else user_data_path("evacmap") / "places.sqlite"


def cell_of(lon: float, lat: float) -> int:
    """Return the number of the half-degree cell, as the bundled gazetteer counts them."""
    width = 360 * CELLS_PER_DEGREE
    return int((lat + 90) * CELLS_PER_DEGREE) * width + int((lon + 180) * CELLS_PER_DEGREE) % width


class Overlay:
    """The places a user keeps.

    Raises:
        DamagedDataError: the file is there and is no SQLite file.
        UnwritableOutputError: the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, check_same_thread=False)
            self._connection.executescript(SCHEMA)
        except sqlite3.DatabaseError as error:
            if path.exists() and path.stat().st_size:
                raise DamagedDataError(path, f"is no file of places ({error})") from error
            raise UnwritableOutputError(path, str(error)) from error
        except OSError as error:
            raise UnwritableOutputError(path, error.strerror or "cannot be written") from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def select(self, query: str, values: tuple[object, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]
        """Return the rows of a query."""
        return self._connection.execute(query, values).fetchall()

    def add(self, places: Iterable[OwnPlace]) -> tuple[int, list[str]]:
        """Add places in one transaction; return how many, and the names that were there already.

        A place of an id that is there already replaces it.
        """
        count, doubled = 0, []
        with self._connection:
            for place in places:
                if self._has_other(place):
                    doubled.append(place.name)
                self._put(place)
                count += 1
        return count, doubled

    def _has_other(self, place: OwnPlace) -> bool:
        fold = fold_name(place.name)
        rows = self.select(
            "SELECT p.id FROM name JOIN place p ON p.rowid = name.place "
            "WHERE skeleton = ? AND fold = ?",
            (skeleton(loosen(fold)), fold),
        )
        return any(id != place.id for (id,) in rows)

    def _put(self, place: OwnPlace) -> None:
        old = self.select("SELECT rowid FROM place WHERE id = ?", (place.id,))
        for (rowid,) in old:
            self._connection.execute("DELETE FROM place WHERE rowid = ?", (rowid,))
            self._connection.execute("DELETE FROM name WHERE place = ?", (rowid,))
        cursor = self._connection.execute(
            "INSERT INTO place (id, name, kind, lon_e5, lat_e5, extent_hm, country, population, "
            "feature, prominence_e2, source, cell) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                place.id,
                place.name,
                place.kind.value,
                round(place.lon * 1e5),
                round(place.lat * 1e5),
                round(place.extent_km * 10),
                place.country,
                place.population,
                place.feature,
                round(place.prominence * 100),
                place.source,
                cell_of(place.lon, place.lat),
            ),
        )
        folds = {fold_name(place.name): 0}
        for name in place.names:
            folds.setdefault(fold_name(name), 1)
        self._connection.executemany(
            "INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)",
            [
                (skeleton(loosen(fold)), fold, cursor.lastrowid, quality)
                for fold, quality in folds.items()
                if fold
            ],
        )

    def add_in_steps(
        self, file: str, places: Iterable[tuple[int, OwnPlace | None]], *, step: int = 20_000
    ) -> Iterator[int]:
        """Add the places of a large file, and yield the number of lines done after each step.

        ``places`` gives each line's number with its place, None where it holds none. Memory
        stays bounded; what was committed is skipped when the same file is imported again.
        """
        batch: list[OwnPlace] = []
        done = 0
        for line, place in places:
            done = line
            if place:
                batch.append(place)
            if line % step == 0:
                self._commit_step(file, done, batch)
                batch = []
                yield done
        self._commit_step(file, done, batch)
        yield done

    def _commit_step(self, file: str, lines: int, batch: list[OwnPlace]) -> None:
        with self._connection:
            for place in batch:
                self._put(place)
            self._connection.execute("REPLACE INTO progress VALUES (?, ?)", (file, lines))

    def lines_done(self, file: str) -> int:
        """Return how many lines of a large file were imported before."""
        rows = self.select("SELECT lines FROM progress WHERE file = ?", (file,))
        return int(rows[0][0]) if rows else 0
