"""From a row of the table back to its leg, as ``details`` holds it or from the cells alone.

A cell that a person has changed wins over the details.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from evacmap.errors import BadCellError
from evacmap.model import Count, EdtfDate, Inference, Leg, Mode, Party, PartyKind, Status
from evacmap.tables.counts import range_text, read_count
from evacmap.tables.details import read_details
from evacmap.tables.ends import Locate, locate_as_given, read_end, read_waypoints
from evacmap.tables.evidence import read_evidence
from evacmap.tables.flat import flat_row
from evacmap.tables.row import Cells, Value
from evacmap.tables.words import find_kind

Kind = TypeVar("Kind", bound=StrEnum)
# Ends the note on a word that is none of its column's.
TAKEN_AS_UNKNOWN = "; taken as unknown"


def legs_from_rows(rows: Iterable[Mapping[str, Value]]) -> tuple[Leg, ...]:
    """Return the legs of rows under the names of ``COLUMNS``: the ones they were made of.

    Rows without ``details``, from any hand, need coordinates and give what their cells hold.

    Raises:
        BadCellError: a cell is not what its column says.
    """
    return tuple(
        leg_of_row(cells_of(row), locate=locate_as_given, document=f"row {number}")
        for number, row in enumerate(rows, 1)
    )


def cells_of(
    row: Mapping[str, Value], *, decimal_comma: bool = False, day_first: bool | None = None
) -> Cells:
    """Return the cells of a row beside the leg of its details, if it has any."""
    base, facts, notes = None, None, []
    text = row.get("details")
    if text is not None:
        try:
            base, facts = read_details(str(text))
        except ValueError:
            reason = "are not as evacmap writes them, or cut off; the other cells were used"
            notes.append(BadCellError("details", str(text), reason))
    return Cells(
        values=row,
        base=base,
        facts=facts,
        expected=flat_row(base) if base else {},
        decimal_comma=decimal_comma,
        day_first=day_first,
        notes=notes,
    )


def leg_of_row(cells: Cells, *, locate: Locate, document: str, words: str = "") -> Leg:
    """Return the leg of a row.

    ``locate`` finds the places that the details do not hold. Where the row names no report,
    ``document`` says where the row stands and ``words`` are its cells. An id that the row
    lacks is left empty.

    Raises:
        BadCellError: a cell is not what its column says, or the row names no place.
    """
    base = cells.base
    origin = read_end(cells, "origin", base.origin if base else None, locate)
    destination = read_end(cells, "destination", base.destination if base else None, locate)
    if origin is None and destination is None:
        raise BadCellError("origin", None, "is empty, and so is the destination")
    waypoints = read_waypoints(cells, base.waypoints if base else (), locate)
    scores = [stop.score for stop in (origin, *waypoints, destination) if stop]
    confidence = _confidence(cells, min(scores))
    return Leg(
        id=base.id if base and not cells.has_changed("id") else cells.text("id") or "",
        origin=origin,
        destination=destination,
        waypoints=waypoints,
        date=_date(cells),
        mode=_mode(cells),
        party=_party(cells),
        people=_number_of(cells, "people", base.people if base else None),
        vehicles=_number_of(cells, "vehicles", base.vehicles if base else None),
        status=_status(cells),
        inferred=_inferred(cells),
        evidence=read_evidence(
            cells, base.evidence if base else (), document=document, words=words
        ),
        confidence=confidence,
        **_carried(base),
    )


def _carried(base: Leg | None) -> dict[str, Any]:
    """Return the fields that no flat column shows, as the details hold them."""
    if base is None:
        return {}
    return {
        name: getattr(base, name) for name in Leg.__dataclass_fields__ if name not in _IN_COLUMNS
    }


_IN_COLUMNS = frozenset(
    (
        *("id", "origin", "destination", "waypoints", "date", "mode", "party", "people"),
        *("vehicles", "status", "inferred", "evidence", "confidence"),
    )
)


def _confidence(cells: Cells, of_places: float) -> float:
    if cells.base and not cells.has_changed("confidence"):
        return cells.base.confidence
    try:
        number = cells.number("confidence")
    except BadCellError as error:
        cells.notes.append(BadCellError(error.column, error.value, f"{error.reason}; left out"))
        number = None
    if number is None:
        return of_places
    if not 0 <= number <= 1:
        cells.notes.append(BadCellError("confidence", number, "is not within 0 and 1; left out"))
        return of_places
    return number


def _date(cells: Cells) -> EdtfDate | None:
    if cells.base and not cells.has_changed("date", "date_earliest", "date_latest"):
        return cells.base.date
    if cells.has_changed("date") or not cells.has_changed("date_earliest", "date_latest"):
        found = cells.date("date")
        if found or cells.base:
            return found
    first, last = cells.date("date_earliest"), cells.date("date_latest")
    earliest, latest = first.earliest if first else None, last.latest if last else None
    if earliest and latest and earliest > latest:
        raise BadCellError("date_latest", str(last), f"is before the start, {first}")
    return EdtfDate.from_bounds(earliest, latest)


def _mode(cells: Cells) -> Mode:
    if cells.base and not cells.has_changed("mode"):
        return cells.base.mode
    return _kind(cells, "mode", Mode, "modes") or Mode.UNKNOWN


def _status(cells: Cells) -> Status:
    if cells.base and not cells.has_changed("status"):
        return cells.base.status
    text = cells.text("status")
    if text is None:
        return Status.COMPLETED
    found = find_kind(Status, "statuses", text)
    if found is None:
        # A wrong guess would show as done what was not.
        known = ", ".join(Status)
        raise BadCellError("status", text, f"is no status; write one of {known}")
    return found


def _party(cells: Cells) -> Party | None:
    if cells.base and not cells.has_changed("party", "party_kind", "nationality"):
        return cells.base.party
    text, nationality = cells.text("party"), cells.text("nationality")
    kind = _kind(cells, "party_kind", PartyKind, "party_kinds")
    written = "party_kind" in cells.values and cells.text("party_kind") is not None
    if text is None and nationality is None and kind in (None, PartyKind.UNKNOWN):
        return None
    if kind is None and text and not written:
        kind = find_kind(PartyKind, "party_kinds", text)
    kind = kind or PartyKind.UNKNOWN
    named = text or cells.text("party_kind") or kind.value
    return Party(text=named, kind=kind, nationality=nationality)


def _kind(cells: Cells, column: str, kind: type[Kind], section: str) -> Kind | None:
    text = cells.text(column)
    if text is None:
        return None
    found = find_kind(kind, section, text)
    if found is None:
        reason = f"is none of {', '.join(kind)}{TAKEN_AS_UNKNOWN}"
        cells.notes.append(BadCellError(column, text, reason))
    return found


def _number_of(cells: Cells, what: str, base: Count | None) -> Count | None:
    columns = (f"{what}_min", f"{what}_max", f"{what}_text")
    if cells.base and not cells.has_changed(*columns, what):
        return base
    written = cells.values.get(what)
    if written is not None:
        return _count(cells, what, written)
    low, high = cells.whole(columns[0]), cells.whole(columns[1])
    text = cells.text(columns[2])
    if low is None and high is None:
        return _count(cells, columns[2], text) if text else None
    if min(low or 0, high or 0) < 0:
        raise BadCellError(columns[0], low, "is below 0")
    if low is not None and high is not None and low > high:
        raise BadCellError(columns[0], low, f"is more than {columns[1]}, {high}")
    if text is None or (cells.base and not cells.has_changed(columns[2])):
        text = range_text(low, high)
    return Count(low=low, high=high, text=text)


def _count(cells: Cells, column: str, written: Value) -> Count:
    try:
        return read_count(written)
    except ValueError:
        reason = "is no number or range, and stands as it is"
        cells.notes.append(BadCellError(column, written, reason))
        return Count(low=None, high=None, text=str(written).strip())


def _inferred(cells: Cells) -> tuple[Inference, ...]:
    if cells.base and not cells.has_changed("inferred"):
        return cells.base.inferred
    text = cells.text("inferred")
    parts = [part.partition(":") for part in text.split("; ")] if text else []
    return tuple(
        Inference(field=field.strip(), basis=basis.strip()) for field, _, basis in parts if field
    )
