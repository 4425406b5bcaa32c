"""Whether two legs of different runs are the same leg, by what they say.

Takes rows of the flat table; gives how alike they are, and pairs them. An id is a hash of what a
leg says, so it changes with every corrected reading; likeness finds the leg again.
"""

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SIDES = ("origin", "destination")
# How much each part counts; a leg that agrees in all has 1.
WEIGHTS = {
    "quote": 0.30,
    "source": 0.18,
    "origin": 0.16,
    "destination": 0.16,
    "date": 0.08,
    "mode": 0.04,
    "status": 0.04,
    "party_kind": 0.04,
}
# Below this two legs may share a report and a place and still be two.
ALIKE = 0.6
# What the best must be ahead of the second, to be taken for it.
AHEAD = 0.08
# The same town by two gazetteers or two spellings.
NEAR_KM = 20.0
WITHIN_AREA_KM = 1500.0
AREAS = frozenset({"country", "admin1", "admin2", "region", "continent", "sea"})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a row of the table says, ready for comparing.

    ``names`` and ``ids`` are those of the origin and the destination.
    """

    row: Mapping[str, Any]
    names: tuple[str, str]
    ids: tuple[str, str]
    words: tuple[frozenset[str], ...]
    sources: frozenset[str]
    days: tuple[str, str]


def said_by(row: Mapping[str, Any], quotes: Sequence[str] = ()) -> Said:
    """Return what ``row`` says; ``quotes`` are all its quotes, where there are several."""
    first = row.get("quote")
    texts = quotes or ([str(first)] if first else [])
    named = f"{row.get('doc') or ''} {row.get('url') or ''}".split()
    day = str(row.get("date") or "")
    return Said(
        row=row,
        names=(_folded(row, "origin"), _folded(row, "destination")),
        ids=(str(row.get("origin_id") or ""), str(row.get("destination_id") or "")),
        words=tuple(frozenset(_WORD.findall(text.casefold())) for text in texts),
        sources=frozenset(named),
        days=(str(row.get("date_earliest") or day), str(row.get("date_latest") or day)),
    )


def likeness(one: Said, other: Said) -> float:
    """Return how alike two legs are, in 0..1; 0 where they go to different places."""
    ends = {side: _same_end(one, other, side) for side in SIDES}
    if min(ends.values()) == 0 or max(ends.values()) < 1:
        return 0.0
    parts = {
        "quote": max((_shared(a, b) for a in one.words for b in other.words), default=0.0),
        "source": float(bool(one.sources & other.sources)),
        "date": _same_days(one, other),
        **ends,
    }
    for column in ("mode", "status", "party_kind"):
        parts[column] = float((one.row.get(column) or "") == (other.row.get(column) or ""))
    return sum(WEIGHTS[name] * value for name, value in parts.items())


def find_alike(wanted: Said, among: Mapping[str, Said]) -> tuple[list[str], float]:
    """Return the ids of the legs most like ``wanted`` and the likeness of the best.

    One id where one is clearly the best; several where they are too close to choose; none where
    no leg is alike.
    """
    # Most legs have neither end in common, which is soon seen.
    near = ((id, said) for id, said in among.items() if _share_end(wanted, said))
    scored = sorted((-likeness(wanted, said), id) for id, said in near)
    if not scored or -scored[0][0] < ALIKE:
        return [], -scored[0][0] if scored else 0.0
    best = -scored[0][0]
    return [id for negative, id in scored if best + negative < AHEAD], best


def _folded(row: Mapping[str, Any], side: str) -> str:
    return str(row.get(side) or "").casefold()


def _share_end(one: Said, other: Said) -> bool:
    """Return whether two legs have the same place at one end; ``likeness`` is 0 where not."""
    return (
        one.names[0] == other.names[0]
        or one.names[1] == other.names[1]
        or one.ids[0] == other.ids[0] != ""
        or one.ids[1] == other.ids[1] != ""
    )


def _same_end(one: Said, other: Said, side: str) -> float:
    """Return 1 for the same place, less where one is unnamed or wider, 0 for another place."""
    at = SIDES.index(side)
    names = (one.names[at], other.names[at])
    if names[0] == names[1] or one.ids[at] == other.ids[at] != "":
        return 1.0
    if not all(names):
        return 0.3
    apart_km = _apart_km(one.row, other.row, side)
    if apart_km is None:
        return 0.0
    if apart_km <= NEAR_KM:
        return 0.9
    is_area = any(str(each.row.get(f"{side}_kind") or "") in AREAS for each in (one, other))
    return 0.4 if is_area and apart_km <= WITHIN_AREA_KM else 0.0


def _apart_km(one: Mapping[str, Any], other: Mapping[str, Any], side: str) -> float | None:
    try:
        points = [(float(row[f"{side}_lon"]), float(row[f"{side}_lat"])) for row in (one, other)]
    except (KeyError, TypeError, ValueError):
        return None
    return distance_km(*points)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return about how far two (lon, lat) points lie apart, good enough to tell places apart."""
    (lon, lat), (other_lon, other_lat) = one, other
    around = abs(lon - other_lon)
    across = min(around, 360 - around) * math.cos(math.radians((lat + other_lat) / 2))
    return 111.2 * math.hypot(across, lat - other_lat)


def _same_days(one: Said, other: Said) -> float:
    if one.days == other.days:
        return 1.0
    try:
        bounds = [
            (
                dt.date.fromisoformat(first or "0001-01-01"),
                dt.date.fromisoformat(last or "9999-12-31"),
            )
            for first, last in (one.days, other.days)
        ]
    except ValueError:
        return 0.0
    (first, last), (other_first, other_last) = bounds
    return 0.6 if first <= other_last and other_first <= last else 0.0


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words that two quotes have in common (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 0.0
