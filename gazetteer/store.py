"""Write the rows into the SQLite file of the gazetteer, the same bytes for the same rows."""

import math
import sqlite3
import struct
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from evacmap.geocode.folding import fold_name, loosen, skeleton
from rows import Row

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place (
    rank INTEGER PRIMARY KEY, id TEXT, name TEXT, kind TEXT, lon_e5 INTEGER, lat_e5 INTEGER,
    extent_hm INTEGER, country TEXT, admin1 INTEGER, admin2 INTEGER, population INTEGER,
    feature TEXT, prominence_e2 INTEGER, source TEXT, cell INTEGER
);
CREATE TABLE name (
    skeleton TEXT, fold TEXT, places BLOB, PRIMARY KEY (skeleton, fold)
) WITHOUT ROWID;
CREATE TABLE demonym (fold TEXT PRIMARY KEY, rank INTEGER) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, facts INTEGER) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, rank INTEGER) WITHOUT ROWID;
"""
_KIND_PROMINENCE = {
    "continent": 11.0,
    "country": 10.0,
    "sea": 7.0,
    "region": 7.0,
    "admin1": 3.5,
    "admin2": 2.5,
    "island": 5.5,
    "settlement": 0.0,
    "district": -1.0,
    "airport": 2.0,
    "airbase": 2.5,
    "naval base": 4.0,
    "base": 4.0,
    "port": 2.5,
    "crossing": 4.5,
    "camp": 4.0,
    "facility": 4.0,
}
_FEATURE_PROMINENCE = {
    "PPLC": 2.5,
    "PPLA": 1.0,
    "PPLA2": 0.4,
    "PPLG": 1.0,
    "OWN": 2.0,
    # Less known than the least of the listed towns.
    "SERVED": -0.5,
    "large_airport": 2.0,
    "medium_airport": 1.0,
    "Large": 1.5,
    "Medium": 1.0,
    "Small": 0.5,
}


# A small island is no better known than a small town.
_SMALL_ISLAND_KM, _SMALL_ISLAND = 15.0, -2.5


def prominence(row: Row) -> float:
    """Return how likely news means this place, on the scale of the logarithm of people."""
    score = _KIND_PROMINENCE[row.kind] + _FEATURE_PROMINENCE.get(row.feature, 0.0)
    if row.kind == "island" and row.extent_km < _SMALL_ISLAND_KM:
        score += _SMALL_ISLAND
    people = math.log10((row.population or 0) + 10)
    weight = {"settlement": 1.0, "district": 1.0, "country": 0.4, "admin1": 0.4, "admin2": 0.3}
    return round(score + people * weight.get(row.kind, 0.0), 3)


def cell_of(lon: float, lat: float) -> int:
    """Return the number of the half-degree cell, counted from 90 south and 180 west."""
    return int((lat + 90) * 2) * 720 + int((lon + 180) * 2) % 720


@dataclass(frozen=True, kw_only=True)
class Tables:
    """What the store holds beside the places: words for people, capitals, common words."""

    demonyms: dict[str, str]
    capitals: dict[str, str]
    words: dict[str, tuple[int, int, int]]


def write_store(rows: list[Row], path: Path, tables: Tables, meta: dict[str, str]) -> None:
    """Write the SQLite file; the order of ``rows`` does not matter."""
    for row in rows:
        row.prominence = prominence(row)
    ordered = sorted(rows, key=lambda row: (-row.prominence, row.id))
    ranks = {row.id: rank for rank, row in enumerate(ordered, start=1)}
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + SCHEMA)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    connection.executemany(
        f"INSERT INTO place VALUES ({','.join('?' * 15)})",
        (_place_fields(row, ranks) for row in ordered),
    )
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", _name_table(ordered, ranks))
    _write_tables(connection, tables, ranks)
    connection.executescript(
        "CREATE INDEX place_id ON place (id); CREATE INDEX place_cell ON place (cell);"
    )
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


def _write_tables(connection: sqlite3.Connection, tables: Tables, ranks: dict[str, int]) -> None:
    for table, values in (("demonym", tables.demonyms), ("capital", tables.capitals)):
        connection.executemany(
            f"INSERT INTO {table} VALUES (?, ?)",
            sorted((key, ranks[place]) for key, place in values.items()),
        )
    connection.executemany(
        "INSERT INTO word VALUES (?, ?)",
        sorted(
            (word, common | given << 1 | surname << 5)
            for word, (common, given, surname) in tables.words.items()
        ),
    )


def _place_fields(row: Row, ranks: dict[str, int]) -> tuple[object, ...]:
    return (
        ranks[row.id],
        row.id,
        row.name,
        row.kind,
        round(row.lon * 1e5),
        round(row.lat * 1e5),
        round(row.extent_km * 10),
        row.country,
        ranks.get(row.admin1 or ""),
        ranks.get(row.admin2 or ""),
        row.population,
        row.feature,
        round(row.prominence * 100),
        row.source,
        cell_of(row.lon, row.lat),
    )


def _name_table(ordered: list[Row], ranks: dict[str, int]) -> list[tuple[str, str, bytes]]:
    keys: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row in ordered:
        rank = ranks[row.id]
        for name, quality in row.names.items():
            fold = fold_name(name)
            if not fold or len(fold) > 80:
                continue
            known = keys[(skeleton(loosen(fold)), fold)]
            known[rank] = min(known.get(rank, 3), int(quality))
    return [
        (
            key,
            fold,
            struct.pack(f"<{len(places)}I", *(rank << 2 | places[rank] for rank in sorted(places))),
        )
        for (key, fold), places in sorted(keys.items())
    ]
