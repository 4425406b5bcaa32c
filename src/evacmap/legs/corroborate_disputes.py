"""What the reports of one movement tell differently, in plain words with who says what."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

from evacmap.legs.corroborate_ends import distance_km
from evacmap.model import (
    AREA_KINDS,
    Count,
    EdtfDate,
    Endpoint,
    Evidence,
    Leg,
    Mode,
    Place,
    PlaceKind,
    Status,
)

T = TypeVar("T")

# Statuses that do not dispute one another: what is under way now is done in a later report.
_HAPPENED = (Status.COMPLETED, Status.ONGOING)
_LAND = frozenset({Mode.ROAD, Mode.BUS, Mode.CAR, Mode.CONVOY, Mode.FOOT})


def disputes(legs: Sequence[Leg]) -> tuple[str, ...]:
    """Return a line for each field on which ``legs`` cannot all be right, in a fixed order.

    A coarser value is no dispute: "by road" agrees with "by bus", a week with a day of it,
    "at least 400" with 500.
    """
    stops = {stop.place.id for leg in legs for stop in leg.waypoints}
    lines = (
        _line("origin", legs, lambda leg: _spot(leg.origin, stops), _name_of, _are_one_place),
        _line(
            "destination", legs, lambda leg: _spot(leg.destination, stops), _name_of, _are_one_place
        ),
        _line("date", legs, lambda leg: leg.date, str, _share_a_day),
        _line("mode", legs, _specific_mode, lambda mode: mode.value, _are_one_mode),
        _count_line("people", legs, lambda leg: leg.people),
        _count_line("vehicles", legs, lambda leg: leg.vehicles),
        _status_line(legs),
    )
    return tuple(line for line in lines if line)


def _line(
    field: str,
    legs: Sequence[Leg],
    value_of: Callable[[Leg], T | None],
    words_of: Callable[[T], str],
    may_all_hold: Callable[[Sequence[T]], bool],
) -> str | None:
    told = [(value, leg) for leg in legs if (value := value_of(leg)) is not None]
    if may_all_hold([value for value, _ in told]):
        return None
    return _listed(field, ((words_of(value), leg) for value, leg in told))


def _count_line(
    field: str, legs: Sequence[Leg], count_of: Callable[[Leg], Count | None]
) -> str | None:
    """Return the line of a number; "about 80" and "about eighty" are one telling."""
    words: dict[tuple[int | None, int | None], str] = {}
    for leg in legs:
        if count := count_of(leg):
            words.setdefault((count.low, count.high), count.text)
    return _line(field, legs, count_of, lambda count: words[count.low, count.high], _share_a_number)


def _listed(field: str, told: Iterable[tuple[str, Leg]]) -> str | None:
    tellers: dict[str, dict[str, None]] = {}
    for words, leg in told:
        tellers.setdefault(words, {}).update(dict.fromkeys(map(_teller, leg.evidence)))
    if len(tellers) < 2:
        return None
    return f"{field}: " + "; ".join(f"{words} ({', '.join(who)})" for words, who in tellers.items())


def _teller(item: Evidence) -> str:
    publisher = item.publisher or item.document
    return f"{publisher}, citing {item.said_by}" if item.said_by else publisher


def _spot(end: Endpoint | None, stops: set[str]) -> Place | None:
    """Return the place of an end; None for an area, and for a stop on the way of another leg."""
    if end is None or end.place.kind in AREA_KINDS or end.place.kind is PlaceKind.CROSSING:
        return None
    return None if end.place.id in stops else end.place


def _are_one_place(places: Sequence[Place]) -> bool:
    return all(
        one.id == two.id or distance_km(one, two) <= max(one.extent_km, two.extent_km)
        for one, two in combinations(places, 2)
    )


def _share_a_day(dates: Sequence[EdtfDate]) -> bool:
    firsts = [date.earliest for date in dates if date.earliest]
    lasts = [date.latest for date in dates if date.latest]
    return not firsts or not lasts or max(firsts) <= min(lasts)


def _specific_mode(leg: Leg) -> Mode | None:
    return None if leg.mode is Mode.UNKNOWN else leg.mode


def _are_one_mode(modes: Sequence[Mode]) -> bool:
    if Mode.ROAD in modes and all(mode in _LAND for mode in modes):
        modes = [mode for mode in modes if mode is not Mode.ROAD]
    return len(set(modes)) < 2


def _share_a_number(counts: Sequence[Count]) -> bool:
    lows = [count.low for count in counts if count.low is not None]
    highs = [count.high for count in counts if count.high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def _status_line(legs: Sequence[Leg]) -> str | None:
    """Return who tells it as done and who as planned, with the part of the way it is told of."""
    kinds = {Status.COMPLETED if leg.status in _HAPPENED else leg.status for leg in legs}
    if len(kinds) < 2:
        return None
    return _listed("status", ((_status_words(leg, legs), leg) for leg in legs))


def _status_words(leg: Leg, legs: Sequence[Leg]) -> str:
    if not leg.origin or not leg.destination:
        return leg.status.value
    begins = any(other.destination == leg.origin for other in legs)
    goes_on = any(other.origin == leg.destination for other in legs)
    if not (begins or goes_on):
        return leg.status.value
    return f"{leg.status.value} from {leg.origin.place.name} to {leg.destination.place.name}"


def _name_of(place: Place) -> str:
    return place.name
