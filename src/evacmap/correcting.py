"""An edited table of legs becomes entries of ``corrections.toml``.

Takes the table as a person has saved it and the legs of today; gives what the person meant.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evacmap.corrections import Entry
from evacmap.corrections.entries import CORRECTABLE, SAID, SOURCE, Fields
from evacmap.corrections.find import Legs, NotFoundError, legs_by_id
from evacmap.errors import BadCellError, BadTableError
from evacmap.model import Endpoint, Leg
from evacmap.read.rows import RawRow, Rows, read_rows
from evacmap.tabled.lines import lines_of, with_ends_of_line
from evacmap.tabled.places import TablePlaces
from evacmap.tables import Cells, WrittenPlace, cells_of, day_order, leg_details, leg_of_row
from evacmap.tables.flat import flat_row
from evacmap.tables.legs import TAKEN_AS_UNKNOWN

REJECTED = frozenset({"rejected", "reject"})
# Columns that a person may add, to say more than a changed cell can.
JOIN, WHY, BY = "join", "why", "by"
# Columns that hold one of a few words.
WORDED = frozenset({"mode", "status", "party_kind"})
# What a report says in its own words is not a person's to correct.
OF_THE_REPORT = ("doc", "publisher", "published", "url", "said_by", "quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What a person meant by an edited table.

    ``understood`` tells each entry in a line, ``problems`` what in which row could not be used.
    ``missing`` are the ids of legs that have no row.
    """

    entries: tuple[Entry, ...]
    understood: tuple[str, ...]
    problems: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    rows: Rows
    now: Legs
    extracted: Mapping[str, Leg]
    existing: Sequence[Entry]
    places: TablePlaces
    by: str | None
    why: str | None
    day_first: bool | None
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table: its leg as it was written, and as it reads now."""

    raw: RawRow
    id: str | None
    cells: Cells
    base: Leg | None


def read_edited(
    path: Path,
    *,
    extracted: Sequence[Leg],
    corrected: Sequence[Leg],
    existing: Sequence[Entry],
    places: TablePlaces,
    by: str | None = None,
    why: str | None = None,
    reject_missing: bool = False,
) -> Edited:
    """Return what a person has changed in the table at ``path``, which evacmap had written.

    ``extracted`` are the joined legs of today, ``corrected`` the same with the ``existing``
    entries applied. A row without an id adds a leg; rows of one id split it; an id in a column
    "join" joins the row's leg to that one; the status "rejected" rejects it.

    Raises:
        BadTableError: the file cannot be read, or is no table of evacmap's.
    """
    rows = read_rows(path)
    if "id" not in rows.columns:
        reason = "no column 'id', so its rows cannot be told from legs; edit a table of evacmap's"
        raise BadTableError(path, reason)
    days = (row.values.get(column) for row in rows for column in ("date", "date_earliest"))
    reading = _Reading(
        rows=rows,
        now=legs_by_id({leg.id: leg for leg in corrected}),
        extracted={leg.id: leg for leg in extracted},
        existing=existing,
        places=places,
        by=by,
        why=why,
        day_first=day_order(days),
    )
    by_id: defaultdict[str | None, list[_Row]] = defaultdict(list)
    for raw in rows:
        row = _row(reading, raw)
        if row:
            by_id[row.id].append(row)
    drafts = list(_drafts(reading, by_id))
    missing = tuple(
        id for id, leg in reading.now.legs.items() if id not in by_id and not _is_added(leg)
    )
    if reject_missing:
        drafts += [_about(reading, id, Entry(number=0, do="reject")) for id in missing]
        missing = ()
    return _numbered(reading, drafts, missing)


def _is_added(leg: Leg) -> bool:
    # The row that added it has no id.
    return any(item.field == "leg" and item.was == "added" for item in leg.corrected)


def unpinned(extracted: Sequence[Leg], entries: Sequence[Entry]) -> Mapping[int, Fields]:
    """Return what each leg says that an entry names by its id alone, by the entry's number."""
    legs = {leg.id: leg for leg in extracted}
    return {
        entry.number: _said(legs[entry.leg])
        for entry in entries
        if entry.leg in legs and entry.said is None
    }


def _numbered(reading: _Reading, drafts: Sequence[Entry], missing: tuple[str, ...]) -> Edited:
    known = [replace(entry, number=0, said=None, was={}) for entry in reading.existing]
    new = [entry for entry in drafts if replace(entry, said=None, was={}) not in known]
    first = 1 + max((entry.number for entry in reading.existing), default=0)
    entries = tuple(replace(entry, number=first + index) for index, entry in enumerate(new))
    return Edited(
        entries=entries,
        understood=tuple(_told(reading, entry) for entry in entries),
        problems=tuple(reading.problems),
        missing=missing,
    )


def _row(reading: _Reading, raw: RawRow) -> _Row | None:
    """Return a row with its leg; None, and a problem told, where it cannot be used."""
    if raw.fault:
        reading.problems.append(f"{reading.rows.where(raw)}: {raw.fault}")
        return None
    values = dict(raw.values)
    id = str(values["id"]).strip() if values.get("id") is not None else None
    if id and not values.get("details") and id in reading.now.legs:
        values["details"] = leg_details(reading.now.legs[id])
    cells = cells_of(values, decimal_comma=reading.rows.decimal_comma, day_first=reading.day_first)
    if cells.base and not cells.has_changed("id"):
        id = cells.base.id
    if id and not cells.base:
        reading.problems.append(
            f"{reading.rows.where(raw)}: no leg has the id {id!r}; leave it empty to add a leg"
        )
        return None
    cells = with_ends_of_line(cells, lines_of(raw.geometry))
    return _Row(raw=raw, id=id, cells=cells, base=cells.base)


def _drafts(reading: _Reading, by_id: Mapping[str | None, Sequence[_Row]]) -> Iterator[Entry]:
    for id, rows in by_id.items():
        if id is None:
            for row in rows:
                yield from _try(reading, row, _added)
        elif len(rows) > 1:
            yield from _try(reading, rows[0], lambda reading, row, all=rows: _split(reading, all))
        else:
            yield from _try(reading, rows[0], _changed)


def _try(reading: _Reading, row: _Row, read: Any) -> list[Entry]:
    try:
        found = list(read(reading, row))
    except BadCellError as error:
        reading.problems.append(f"{reading.rows.where(row.raw)}, {error}")
        return []
    except NotFoundError as error:
        reading.problems.append(f"{reading.rows.where(row.raw)}: {error.problem.reason}")
        return []
    reading.problems += [
        f"{reading.rows.where(row.raw)}, {note}"
        for note in row.cells.notes
        if note.column in (*CORRECTABLE, *OF_THE_REPORT)
    ]
    return found


def _changed(reading: _Reading, row: _Row) -> Iterator[Entry]:
    """Yield what a row says of its leg: to reject it, to join it, to change it."""
    assert row.base
    is_rejected = str(row.cells.values.get("status") or "").strip().lower() in REJECTED
    target = str(row.raw.values.get(JOIN) or "").strip()
    cells, was = ({}, {}) if is_rejected else _difference(reading, row)
    settled = _settled(reading, row.base.id)
    if not (is_rejected or target or cells) or (settled and not cells):
        return
    if settled:
        reason = f"leg {row.base.id} is no more: entry {settled.number} was to {settled.do} it"
        raise NotFoundError(0, reason)
    id = reading.now.find(row.base.id, _said(row.base), 0)
    draft = _draft(reading, row)
    if is_rejected:
        yield _about(reading, id, replace(draft, do="reject"))
    elif target:
        first = reading.now.find(target, None, 0)
        joined = replace(draft, do="join", others=(id,), others_said=(_said_of(reading, id),))
        yield _about(reading, first, joined)
    else:
        yield _about(reading, id, replace(draft, set=cells, was=was))


def _settled(reading: _Reading, id: str) -> Entry | None:
    """Return the entry that has taken the leg from the map already."""
    if id in reading.now.legs:
        return None
    return next(
        (
            entry
            for entry in reading.existing
            if id in entry.others or (entry.leg == id and entry.do in ("reject", "split"))
        ),
        None,
    )


def _split(reading: _Reading, rows: Sequence[_Row]) -> Iterator[Entry]:
    base = rows[0].base
    assert base
    into = tuple(_difference(reading, row)[0] for row in rows)
    if len({tuple(sorted(cells.items())) for cells in into}) < len(into):
        reason = f"leg {base.id} has another row that says the same; remove one"
        raise NotFoundError(0, reason)
    settled = _settled(reading, base.id)
    if settled and settled.into == into:
        return
    id = reading.now.find(base.id, _said(base), 0)
    yield _about(reading, id, replace(_draft(reading, rows[0]), do="split", into=into))


def _added(reading: _Reading, row: _Row) -> Iterator[Entry]:
    cells: dict[str, Any] = {}
    for column in (*CORRECTABLE, *SOURCE):
        value = row.cells.values.get(column)
        if value is not None and str(value).strip():
            cells[column] = value
    leg = _leg(reading, row)
    flat = flat_row(leg)
    placed = {column: value for column in cells if (value := flat.get(column)) is not None}
    if not any(cells.get(column) for column in ("publisher", "url", "quote")):
        raise NotFoundError(0, "the leg that it adds has no source; fill publisher, url or quote")
    yield replace(_draft(reading, row), do="add", set={**cells, **placed})


def _difference(reading: _Reading, row: _Row) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the cells that a person has changed, and what they were."""
    assert row.base
    before, after = flat_row(row.base), flat_row(_leg(reading, row))
    unread = _unread_words(row.cells.notes)
    changed = [
        column
        for column in CORRECTABLE
        if column not in unread and before.get(column) != after.get(column)
    ]
    for side in ("origin", "destination"):
        was_lon, was_lat = (before[f"{side}_{part}"] for part in ("lon", "lat"))
        lon, lat = (after[f"{side}_{part}"] for part in ("lon", "lat"))
        if (lon, lat) == (was_lat, was_lon) != (was_lon, was_lat):
            reason = f"and its longitude {lon} are swapped; put them back to use this row"
            raise BadCellError(f"{side}_lat", lat, reason)
    for column in OF_THE_REPORT:
        if row.cells.has_changed(column):
            reason = "is the report's, and is not corrected; reject the leg and add one"
            row.cells.notes.append(BadCellError(column, row.cells.values.get(column), reason))
    return (
        {column: "" if after[column] is None else after[column] for column in changed},
        {column: "" if before[column] is None else before[column] for column in changed},
    )


def _unread_words(notes: list[BadCellError]) -> set[str]:
    """Return the columns whose word is none of theirs; they stay as they were, and say so."""
    unread = set()
    for index, note in enumerate(notes):
        if note.column in WORDED and note.reason.endswith(TAKEN_AS_UNKNOWN):
            reason = note.reason.removesuffix(TAKEN_AS_UNKNOWN) + "; it stays as it was"
            notes[index] = BadCellError(note.column, note.value, reason)
            unread.add(note.column)
    return unread


def _leg(reading: _Reading, row: _Row) -> Leg:
    others = [
        WrittenPlace(column=side, name=row.cells.text(side)) for side in ("origin", "destination")
    ]
    # A new name is looked for near the places that the leg has had.
    others += [
        WrittenPlace(column="", name=stop.place.name, country=stop.place.country)
        for stop in (row.base.ends if row.base else ())
    ]

    def locate(written: WrittenPlace) -> Endpoint:
        near = [other for other in others if other.name and other.name != written.name]
        return reading.places.locate(written, near, row.cells.notes)

    return leg_of_row(row.cells, locate=locate, document="by hand", words="")


def _draft(reading: _Reading, row: _Row) -> Entry:
    """Return an entry with who and why: the row's own, else those of the command."""
    said = {key: str(row.raw.values.get(key) or "").strip() for key in (BY, WHY)}
    return Entry(number=0, do="change", by=said[BY] or reading.by, why=said[WHY] or reading.why)


def _about(reading: _Reading, id: str, entry: Entry) -> Entry:
    return replace(
        entry,
        leg=id,
        by=entry.by or reading.by,
        why=entry.why or reading.why,
        said=_said_of(reading, id),
    )


def _said_of(reading: _Reading, id: str) -> Fields:
    """Return what the leg said before anyone corrected it."""
    for entry in reading.existing:
        if entry.leg == id and entry.said:
            return entry.said
    return _said(reading.extracted.get(id) or reading.now.legs[id])


def _said(leg: Leg) -> Fields:
    row = flat_row(leg)
    return {column: value for column in SAID if (value := row.get(column)) is not None}


def _told(reading: _Reading, entry: Entry) -> str:
    """Return an entry in a line for people."""
    if entry.do == "add":
        ends = " > ".join(str(entry.set.get(side) or "?") for side in ("origin", "destination"))
        return f"entry {entry.number}: add {ends}, {entry.set.get('date') or 'no date'}"
    leg = reading.now.legs[entry.leg or ""]
    ends = " > ".join(stop.name for stop in leg.ends)
    start = f"entry {entry.number}: {entry.do} {entry.leg} ({ends})"
    if entry.do == "join":
        return f"{start} with {', '.join(entry.others)}"
    if entry.do == "split":
        parts = (", ".join(f"{key} {value}" for key, value in part.items()) for part in entry.into)
        return f"{start} into {' and '.join(part or 'the rest' for part in parts)}"
    told = "; ".join(_told_changes(reading, entry))
    return f"{start}: {told}" if told else start


def _told_changes(reading: _Reading, entry: Entry) -> Iterator[str]:
    """Yield what an entry changes: a place with where it lies, a number once."""
    left = dict(entry.set)
    for side in ("origin", "destination"):
        lon, lat = left.pop(f"{side}_lon", None), left.pop(f"{side}_lat", None)
        id = left.pop(f"{side}_id", None)
        name = left.pop(side, None)
        if lon is not None or lat is not None or id or name is not None:
            was = f" {_shown(entry.was.get(side))} ->" if name is not None else " moved to"
            spot = reading.places.described(str(id)) if id else None
            where = spot or f"{_shown(lat)}, {_shown(lon)} (latitude, longitude)"
            yield f"{side}{was} {f'{name}, ' if name else ''}{where}"
    for what in ("people", "vehicles"):
        numbers = [left.pop(f"{what}_{part}", None) for part in ("min", "max")]
        if numbers[0] is not None and numbers[0] == numbers[1]:
            left.pop(f"{what}_text", None)
            before = _range(*(entry.was.get(f"{what}_{part}") for part in ("min", "max")))
            yield f"{what} {before} -> {_shown(numbers[0])}"
        else:
            for part, number in zip(("min", "max"), numbers, strict=True):
                if number is not None:
                    left[f"{what}_{part}"] = number
    for column, value in left.items():
        yield f"{column} {_shown(entry.was.get(column))} -> {_shown(value)}"


def _range(low: Any, high: Any) -> str:
    least, most = _shown(low), _shown(high)
    if least == most:
        return least
    if "none" in (least, most):
        return f"up to {most}" if least == "none" else f"{least} or more"
    return f"{least} to {most}"


def _shown(value: Any) -> str:
    return "none" if value is None or value == "" else str(value)
