"""A memory-mapped index beside the unpacked gazetteer, for many exact look-ups a second.

Takes the SQLite file; gives the same names and places without a query. It is made once, where
the gazetteer was unpacked. Nothing is read before it is asked for, so opening it is quick.

The file is a header of JSON and five sections. ``texts`` holds the id and name of each place.
``names`` holds for each folded name its length, the number of its places, its letters, and the
rank and quality of each place. ``rows`` holds a record of fixed length for each rank. A name's
bucket is its CRC-32: ``starts`` says which ``offsets`` belong to a bucket, and they say where in
the file its names begin. Numbers are in the order of the machine that wrote them, which reads
them.
"""

import json
import mmap
import os
import sqlite3
import struct
import sys
import tempfile
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

from evacmap.model import Place, PlaceKind

FORMAT = f"evacmap names 1 {sys.byteorder}"
BUCKETS = 1 << 20
# Rows at a time; more of them only keep the garbage collector busy.
_STEP = 2_000
# Prominence, feature; longitude, latitude, extent, population (and 1), first-level area, where
# the text begins, its length, that of its id, of the id up to the colon, kind, country, source.
_ROW = struct.Struct("=hHiiiIIIHBBBHH")
_read_rating = struct.Struct("=hH").unpack_from
_read_place = struct.Struct("=4xiiiIIIHBBBHH").unpack_from
_ROW_COLUMNS = (
    "rank, id, name, prominence_e2, lon_e5, lat_e5, extent_hm, ifnull(population + 1, 0), "
    "ifnull(admin1, 0), kind, country, feature, source"
)
_read_values = [struct.Struct(f"={count}I").unpack_from for count in range(256)]
_TABLES = ("kind", "country", "feature", "source")
_SECTIONS = ("texts", "names", "rows", "starts", "offsets")
_HEADER_BYTES = 16384


class DamagedIndexError(ValueError):
    """The file is no whole index of this format; the gazetteer is read without it."""


class _Draft:
    """A place being filled; it becomes a ``Place`` by its class, which has the same slots.

    A frozen place's own constructor takes eight times as long, most of a look-up.
    """

    __slots__ = tuple(Place.__dataclass_fields__)


class _Areas(dict[int, str | None]):
    """The id of the first-level area of each rank, read where it is first asked for."""

    def __init__(self, read_id: Callable[[int], str]) -> None:
        self[0] = None
        self._read_id = read_id

    def __missing__(self, rank: int) -> str:
        id = self[rank] = self._read_id(rank)
        return id


class NameIndex:
    """The names and rows of a gazetteer, mapped into memory; many threads may read it.

    Raises:
        DamagedIndexError: the file is cut short or of another format.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size <= _HEADER_BYTES:
                raise DamagedIndexError(path)
            self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        header = _read_header(self._bytes, path)
        sizes = [header["bytes"][section] for section in _SECTIONS]
        bounds = list(accumulate(sizes, initial=_HEADER_BYTES))
        if bounds[-1] != len(self._bytes):
            raise DamagedIndexError(path)
        _, _, self._rows_at, *_ = bounds
        starts, offsets = list(pairwise(bounds))[-2:]
        self._starts = memoryview(self._bytes)[slice(*starts)].cast("I")
        self._offsets = memoryview(self._bytes)[slice(*offsets)].cast("I")
        self._kinds = [PlaceKind(kind) for kind in header["kind"]]
        self._countries, self._features, self._sources = (header[key] for key in _TABLES[1:])
        self._areas = _Areas(self._read_id)

    def entries(self, fold: str) -> tuple[tuple[int, int], ...]:
        """Return the rank and quality of each place of a folded name, by rank."""
        return tuple([(value >> 2, value & 3) for value in self._values(fold)])

    def places(self, fold: str) -> tuple[Place, ...]:
        """Return the places of a folded name, most prominent first."""
        return tuple([self._place(value >> 2) for value in self._values(fold)])

    def row(self, rank: int) -> tuple[Place, float, str]:
        """Return the place of a rank, its prominence and its code of the source."""
        prominence, feature = _read_rating(self._bytes, self._rows_at + _ROW.size * rank)
        return self._place(rank), prominence / 100, self._features[feature]

    def _values(self, fold: str) -> tuple[int, ...]:
        key = fold.encode()
        whole, length, bucket = self._bytes, len(key), crc32(key) & BUCKETS - 1
        for number in range(self._starts[bucket], self._starts[bucket + 1]):
            at = self._offsets[number]
            first = at + 2 + length
            if whole[at] == length and whole[at + 2 : first] == key:
                values: tuple[int, ...] = _read_values[whole[at + 1]](whole, first)
                return values
        return ()

    def _place(self, rank: int) -> Place:
        (lon, lat, extent, people, area, first, length, id_length, colon, kind, country,
         source) = _read_place(self._bytes, self._rows_at + _ROW.size * rank)  # fmt: skip
        text = self._bytes[first : first + length].decode()
        place: Any = _Draft()
        place.id = text[:id_length]
        place.name = text[id_length:]
        place.kind = self._kinds[kind]
        place.lon = lon / 1e5
        place.lat = lat / 1e5
        place.extent_km = extent / 10
        place.country = self._countries[country]
        place.admin1 = self._areas[area]
        place.population = people - 1 if people else None
        place.source = self._sources[source]
        place.source_id = text[colon:id_length]
        place.__class__ = Place
        return place  # type: ignore[no-any-return]

    def _read_id(self, rank: int) -> str:
        return self._place(rank).id


def index_path(store: Path) -> Path:
    """Return where the index of an unpacked gazetteer lies."""
    return store.with_suffix(".names")


def open_index(store: Path) -> NameIndex | None:
    """Return the index beside a gazetteer; None where there is none that can be read."""
    try:
        return NameIndex(index_path(store))
    except (OSError, DamagedIndexError):
        return None


def make_index(store: Path) -> None:
    """Write the index beside the gazetteer, whole or not at all, where that can be done.

    Without it every look-up is a query: slower, with the same answers.
    """
    target = index_path(store)
    with suppress(OSError, ValueError, struct.error, sqlite3.Error):
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.stem, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as output:
                output.writelines(_index_bytes(store))
            os.replace(name, target)
        finally:
            Path(name).unlink(missing_ok=True)


def _read_header(whole: Any, path: Path) -> dict[str, Any]:
    try:
        header: dict[str, Any] = json.loads(whole[:_HEADER_BYTES])
    except ValueError as error:
        raise DamagedIndexError(path) from error
    if header.get("format") != FORMAT:
        raise DamagedIndexError(path)
    return header


class _Numbers(dict[str | None, int]):
    """The number of each value, given out where it is first seen."""

    def __missing__(self, value: str | None) -> int:
        number = self[value] = len(self)
        return number


def _index_bytes(store: Path) -> Iterator[bytes]:
    connection = sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        tables = {key: _Numbers() for key in _TABLES}
        texts, rows = _pack_rows(connection, tables)
        names, *buckets = _pack_names(connection, _HEADER_BYTES + len(texts))
    finally:
        connection.close()
    sections = dict(zip(_SECTIONS, (texts, names, rows, *buckets), strict=True))
    sizes = {key: len(section) for key, section in sections.items()}
    values = {key: list(numbers) for key, numbers in tables.items()}
    header = json.dumps({"format": FORMAT, "bytes": sizes, **values}).encode()
    if len(header) > _HEADER_BYTES:
        raise ValueError("the tables of the index are too long")
    yield header.ljust(_HEADER_BYTES)
    yield from (bytes(section) for section in sections.values())


def _pack_names(connection: sqlite3.Connection, first: int) -> tuple[bytearray, bytes, bytes]:
    """Return the section ``names``, which begins at ``first``, ``starts`` and ``offsets``."""
    import numpy as np

    sums, sizes, names = array("I"), array("I"), bytearray()
    cursor = connection.execute("SELECT CAST(fold AS BLOB), places FROM name")
    while part := cursor.fetchmany(_STEP):
        sums.extend([crc32(key) for key, _ in part])
        entries = [bytes((len(key), len(places) >> 2)) + key + places for key, places in part]
        sizes.extend(map(len, entries))
        names += b"".join(entries)
    bucket = np.frombuffer(sums, "u4") & (BUCKETS - 1)
    size = np.frombuffer(sizes, "u4")
    at = np.cumsum(size, dtype="u4") - size + np.uint32(first)
    offsets = at[np.argsort(bucket, kind="stable")]
    starts = np.cumsum(np.bincount(bucket + 1, minlength=BUCKETS + 1), dtype="u4")
    return names, starts.tobytes(), offsets.tobytes()


def _pack_rows(
    connection: sqlite3.Connection, tables: dict[str, _Numbers]
) -> tuple[bytearray, bytearray]:
    """Return the sections ``texts`` and ``rows``; the record of rank 0 stays empty."""
    texts, rows, rank = bytearray(), bytearray(_ROW.size), 0
    cursor = connection.execute(f"SELECT {_ROW_COLUMNS} FROM place ORDER BY rank")
    while part := cursor.fetchmany(_STEP):
        ranks, ids, names, prominence, *measures, kind, country, feature, source = zip(
            *part, strict=True
        )
        if ranks != tuple(range(rank + 1, rank + 1 + len(part))):
            raise ValueError("the ranks of the gazetteer have gaps")
        rank = ranks[-1]
        written = [(id + name).encode() for id, name in zip(ids, names, strict=True)]
        lengths = [len(text) for text in written]
        begins = accumulate(lengths[:-1], initial=_HEADER_BYTES + len(texts))
        colons = [id.index(":") + 1 for id in ids]
        kinds, countries, features, sources = (
            map(tables[key].__getitem__, column)
            for key, column in zip(_TABLES, (kind, country, feature, source), strict=True)
        )
        spans = (begins, lengths, map(len, ids), colons)
        columns = (prominence, features, *measures, *spans, kinds, countries, sources)
        rows += b"".join(map(_ROW.pack, *columns))
        texts += b"".join(written)
    return texts, rows
