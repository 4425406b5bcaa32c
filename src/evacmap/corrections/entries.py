"""``corrections.toml`` as entries; what in it cannot be used is told, and the rest goes through."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evacmap.errors import BadCorrectionsError

Value = str | int | float
Fields = Mapping[str, Value]

DEEDS = ("change", "reject", "add", "join", "split")
_ENDS = tuple(
    f"{side}{part}"
    for side in ("origin", "destination")
    for part in ("", "_lon", "_lat", "_id", "_kind")
)
_COUNTS = tuple(
    f"{what}{part}" for what in ("people", "vehicles") for part in ("", "_min", "_max", "_text")
)
CORRECTABLE = (
    *_ENDS,
    *("via", "date", "mode", "party", "party_kind", "nationality", *_COUNTS, "status"),
)
# Where a leg that was added by hand is from.
SOURCE = ("publisher", "published", "url", "said_by", "quote")
# What a leg says, by which it is found again where its id has changed.
SAID = (
    *("doc", "url", *_ENDS, "date", "date_earliest", "date_latest", "mode", "status"),
    *("party_kind", "quote"),
)
_KEYS = ("do", "leg", "with", "by", "why", "set", "was", "said", "with_said", "into")
ENTRY = re.compile(r"^[ \t]*\[\[[ \t]*correction[ \t]*\]\][ \t]*(?:#.*)?$", re.MULTILINE)
_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_POSITION = re.compile(rf"(?:(?P<name>[^()]+)\()?\s*({_NUMBER})\s*,\s*({_NUMBER})\s*\)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One correction. ``number`` counts from 1 in its file.

    ``leg`` is the id of the leg, ``others`` those that are joined to it. ``set`` holds the new
    cells by column of the flat table, ``was`` what they were, ``into`` those of each part of a
    split leg. ``said`` is what the leg said when it was corrected, ``others_said`` the same of
    the others.
    """

    number: int
    do: str
    leg: str | None = None
    others: tuple[str, ...] = ()
    by: str | None = None
    why: str | None = None
    set: Fields = field(default_factory=dict)
    was: Fields = field(default_factory=dict)
    into: tuple[Fields, ...] = ()
    said: Fields | None = None
    others_said: tuple[Fields | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an entry, or with no number the file, could not be used."""

    entry: int | None
    reason: str


def read_corrections(path: Path) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the entries of a file, and what is wrong with others; nothing where there is none.

    Raises:
        BadCorrectionsError: the file is there and cannot be read.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadCorrectionsError(path, f"it cannot be read ({reason})") from error
    except UnicodeDecodeError as error:
        raise BadCorrectionsError(path, "it is not UTF-8; save it as UTF-8") from error
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, table in _tables(text):
        try:
            entries.append(_entry(number, table))
        except ValueError as error:
            problems.append(Problem(entry=number, reason=str(error)))
    return tuple(entries), tuple(problems)


def _tables(text: str) -> Iterator[tuple[int | None, Any]]:
    """Yield the tables of a file by number; where it is no TOML, entry by entry what is."""
    try:
        yield from _listed(tomllib.loads(text))
        return
    except tomllib.TOMLDecodeError:
        pass
    starts = [match.start() for match in ENTRY.finditer(text)]
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    above = text[: starts[0]] if starts else text
    for number, piece in [(None, above), *enumerate(pieces, 1)]:
        try:
            found = tomllib.loads(piece)
        except tomllib.TOMLDecodeError as error:
            yield number, f"it is not TOML: {error}"
            continue
        yield from ((number, table) for _, table in _listed(found))


def _listed(values: Mapping[str, Any]) -> Iterator[tuple[int | None, Any]]:
    for key in values:
        if key != "correction":
            yield None, f"unknown key {key!r}; each correction begins with [[correction]]"
    listed = values.get("correction", [])
    if not isinstance(listed, list):
        yield None, "correction is no list; each correction begins with [[correction]]"
        return
    yield from enumerate(listed, 1)


def _entry(number: int | None, table: Any) -> Entry:
    if number is None or not isinstance(table, dict):
        raise ValueError(str(table))
    for key in table:
        if key not in _KEYS:
            raise ValueError(f"unknown key {key!r}{nearest(key, _KEYS)}")
    do = table.get("do", "change")
    if do not in DEEDS:
        raise ValueError(f"do cannot be {do!r:.40}; write one of {', '.join(DEEDS)}")
    entry = Entry(
        number=number,
        do=do,
        leg=_text(table, "leg"),
        others=tuple(map(str, _list(table, "with"))),
        by=_text(table, "by"),
        why=_text(table, "why"),
        set=_fields(table.get("set", {}), "set", (*CORRECTABLE, *SOURCE)),
        was=_fields(table.get("was", {}), "was", None),
        into=tuple(_fields(part, "into", CORRECTABLE) for part in _list(table, "into")),
        said=_fields(table["said"], "said", None) if "said" in table else None,
        others_said=tuple(_fields(said, "with_said", None) for said in _list(table, "with_said")),
    )
    fault = _fault(entry)
    if fault:
        raise ValueError(fault)
    return entry


def _fault(entry: Entry) -> str | None:
    """Return what an entry of its kind lacks or has too much."""
    if entry.do == "add":
        return _fault_of_added(entry)
    if entry.leg is None and entry.said is None:
        return 'it does not say which leg it is about; write leg = "…" with the id of the leg'
    if entry.do == "change" and not entry.set:
        return "it changes nothing; write set = { … } with the new values"
    if entry.do == "join" and not entry.others:
        return 'it does not say which legs to join; write with = ["…"] with their ids'
    if entry.do == "split" and len(entry.into) < 2:
        return "a leg is split into two or more; write into = [{ … }, { … }]"
    if any(column in SOURCE for column in entry.set):
        named = ", ".join(column for column in entry.set if column in SOURCE)
        return f"{named}: that is the report's, and is not corrected; reject the leg and add one"
    return None


def _fault_of_added(entry: Entry) -> str | None:
    if not any(entry.set.get(f"{side}{part}") for side in ("origin", "destination")
               for part in ("", "_id", "_lon")):  # fmt: skip
        return "the leg that it adds has neither origin nor destination"
    if not any(entry.set.get(column) for column in ("publisher", "url", "quote")):
        return "the leg that it adds has no source; set publisher, url or quote"
    return None


def _text(table: Mapping[str, Any], key: str) -> str | None:
    value = table.get(key)
    if value is None or isinstance(value, str):
        return (value or "").strip() or None
    raise ValueError(f'{key} cannot be {value!r:.40}; write {key} = "…"')


def _list(table: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = table.get(key, [])
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        return [value]
    raise ValueError(f"{key} cannot be {value!r:.40}; write {key} = […]")


def _fields(values: Any, key: str, known: Sequence[str] | None) -> Fields:
    if not isinstance(values, dict):
        raise ValueError(f"{key} cannot be {values!r:.40}; write {key} = {{ people = 80 }}")
    found: dict[str, Value] = {}
    for column, value in values.items():
        if known and column not in known:
            raise ValueError(f"{key}: unknown field {column!r}{nearest(column, known)}")
        if isinstance(value, dt.date):
            value = value.isoformat()
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError(f"{key}: {column} cannot be {value!r:.40}; write a text or a number")
        found[column] = value
    return _with_positions(found)


def _with_positions(fields: dict[str, Value]) -> Fields:
    """Return the fields, with ``origin = "36.3, 33.5"`` taken apart into its coordinates."""
    for side in ("origin", "destination"):
        match = _POSITION.fullmatch(str(fields.get(side, "")).strip())
        if match:
            name = (match["name"] or "").strip()
            fields[f"{side}_lon"], fields[f"{side}_lat"] = float(match[2]), float(match[3])
            if name:
                fields[side] = name
            else:
                del fields[side]
    return fields


def nearest(word: str, known: Sequence[str]) -> str:
    """Return a hint at what was meant: ``; did you mean 'date'?``, or what is known."""
    from rapidfuzz import process

    found = process.extractOne(word, list(known), score_cutoff=60)
    return f"; did you mean {found[0]!r}?" if found else f"; known are {', '.join(known)}"
