"""One leg changed, added or joined, with what of it is a person's written on it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from evacmap.corrections.clashes import thing_of, values_of
from evacmap.corrections.entries import Entry, Problem
from evacmap.errors import BadCellError
from evacmap.likeness import distance_km
from evacmap.model import Correction, Count, Endpoint, Leg, Mode
from evacmap.tables import WrittenPlace, cells_of, leg_details, leg_of_row
from evacmap.tables.flat import flat_row

Find = Callable[[WrittenPlace, Sequence[WrittenPlace], list[BadCellError]], Endpoint]
"""Returns the end that a place means, with the other ends as context; notes what is doubtful."""

BY_HAND = "by hand"
# A place moved farther than this, that would lie near its old place with lon and lat exchanged.
FAR_KM = 400.0
SWAPPED_KM = 100.0


def changed_leg(entry: Entry, leg: Leg, *, find: Find, notes: list[Problem]) -> Leg:
    """Return ``leg`` with the new cells of ``entry``.

    Raises:
        BadCellError: a cell is not what its field says.
    """
    changed = _edited(entry, {**entry.set, "details": leg_details(leg)}, leg, find, notes)
    for side in ("origin", "destination"):
        _check_not_swapped(side, getattr(leg, side), getattr(changed, side))
    corrected = tuple(
        Correction(field=thing, was=_in_words(leg, thing), who=entry.by, why=entry.why)
        for thing in dict.fromkeys(map(thing_of, entry.set))
    )
    things = {item.field for item in corrected}
    return replace(
        changed,
        inferred=tuple(item for item in changed.inferred if item.field not in things),
        corrected=(*leg.corrected, *corrected),
    )


def added_leg(entry: Entry, id: str, *, find: Find, notes: list[Problem]) -> Leg:
    """Return the leg that ``entry`` adds.

    Raises:
        BadCellError: a cell is not what its field says, or a place is not known.
    """
    leg = _edited(entry, dict(entry.set), None, find, notes)
    sign = Correction(field="leg", was="added", who=entry.by, why=entry.why)
    return replace(leg, id=id, corrected=(sign,))


def joined_leg(entry: Entry, legs: Sequence[Leg], *, find: Find, notes: list[Problem]) -> Leg:
    """Return the first of ``legs`` with the evidence of all, what it lacks from the others.

    Raises:
        BadCellError: a cell is not what its field says.
    """
    first = legs[0]
    sign = Correction(field="leg", was="joined", who=entry.by, why=entry.why)
    whole = replace(
        first,
        **{name: _first(getattr(leg, name) for leg in legs) for name in _FILLED},
        mode=next((leg.mode for leg in legs if leg.mode is not Mode.UNKNOWN), first.mode),
        inferred=_all(legs, "inferred"),
        evidence=_all(legs, "evidence"),
        confidence=max(leg.confidence for leg in legs),
        disagreements=_all(legs, "disagreements"),
        corrected=(*_all(legs, "corrected"), sign),
    )
    return changed_leg(entry, whole, find=find, notes=notes) if entry.set else whole


_FILLED = ("origin", "destination", "date", "party", "people", "vehicles")


def drift_of(entry: Entry, among: Sequence[Entry], leg: Leg) -> Iterator[Problem]:
    """Yield a note where the reports now say other than when the leg was corrected."""
    row = flat_row(leg)
    for thing in dict.fromkeys(map(thing_of, entry.was)):
        is_first = not any(
            values_of(other.set, thing) for other in among if other.number < entry.number
        )
        was = values_of(entry.was, thing)
        now = {column: str(row[column]) for column in was if row.get(column) is not None}
        if is_first and now != {c: v for c, v in was.items() if v} and _is_known(row, was):
            reason = (
                f"{thing} was {' '.join(was.values()) or 'not reported'} when it was corrected; "
                f"the reports now give {' '.join(now.values()) or 'nothing'}"
            )
            yield Problem(entry=entry.number, reason=reason)


def _is_known(row: dict[str, Any], columns: Iterable[str]) -> bool:
    return all(column in row for column in columns)


def _edited(
    entry: Entry, values: dict[str, Any], leg: Leg | None, find: Find, notes: list[Problem]
) -> Leg:
    # TOML has no word for "nothing": an empty text empties the field.
    cells = cells_of({column: None if value == "" else value for column, value in values.items()})
    others = [
        WrittenPlace(column="", name=stop.name, country=stop.place.country)
        for stop in (leg.ends if leg else ())
    ]
    if leg is None:
        named = (values.get("origin"), values.get("destination"))
        others = [WrittenPlace(column="", name=str(name)) for name in named if name]

    def locate(written: WrittenPlace) -> Endpoint:
        near = [other for other in others if other.name != written.name]
        return find(written, near, cells.notes)

    made = leg_of_row(cells, locate=locate, document=BY_HAND, words=entry.why or "")
    notes += (Problem(entry=entry.number, reason=str(note)) for note in cells.notes)
    return made


def _check_not_swapped(side: str, old: Endpoint | None, new: Endpoint | None) -> None:
    if old is None or new is None or new.place.source != "table" or abs(new.place.lon) > 90:
        return
    spot = (old.place.lon, old.place.lat)
    apart_km = distance_km(spot, (new.place.lon, new.place.lat))
    if apart_km > FAR_KM and distance_km(spot, (new.place.lat, new.place.lon)) < SWAPPED_KM:
        written = f"{new.place.lon:g}, {new.place.lat:g}"
        raise BadCellError(side, written, "looks swapped; write longitude, then latitude")


def _in_words(leg: Leg, thing: str) -> str | None:
    """Return what the leg says of a field; None where nothing."""
    value = getattr(leg, thing, None)
    if thing in ("party_kind", "nationality"):
        value = leg.party and getattr(leg.party, thing.removeprefix("party_"))
    if isinstance(value, Endpoint):
        return f"{value.name} ({value.place.lon:.4f}, {value.place.lat:.4f})"
    if isinstance(value, tuple):
        return "; ".join(stop.name for stop in value) or None
    if isinstance(value, Count):
        return value.text
    if thing == "party":
        return leg.party.text if leg.party else None
    return None if value is None else str(value)


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _all(legs: Sequence[Leg], name: str) -> Any:
    return tuple(dict.fromkeys(item for leg in legs for item in getattr(leg, name)))
