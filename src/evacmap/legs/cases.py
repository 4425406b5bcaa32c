"""Hand-checked legs and predicted legs, as they are compared.

Takes folders of cases and tables of legs; gives legs with only what the scoring looks at.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evacmap.errors import BadTableError
from evacmap.legs.same_place import NamedPlace

Bounds = tuple[int | None, int | None]


HELD_OUT = "held-out.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLeg:
    """A leg written down by a careful reader.

    ``origin`` and ``destination`` hold every acceptable place of that end and are empty where
    the report leaves it open. Days are ISO dates; None is open or unknown.
    """

    origin: tuple[NamedPlace, ...]
    destination: tuple[NamedPlace, ...]
    modes: frozenset[str]
    statuses: frozenset[str]
    earliest: str | None
    latest: str | None
    people: Bounds
    quote: str
    is_optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedLeg:
    """A leg that an extractor found."""

    origin: NamedPlace | None
    destination: NamedPlace | None
    mode: str
    status: str
    earliest: str | None
    latest: str | None
    people: Bounds
    quote: str


def read_held_out(cases: str | Path) -> frozenset[str]:
    """Return the names of the cases that the folder ``cases`` holds out from development.

    Its file ``held-out.txt`` lists them, a name a line.

    Raises:
        BadTableError: the folder has no such file.
    """
    path = Path(cases) / HELD_OUT
    if not path.is_file():
        raise BadTableError(cases, f"no {HELD_OUT} in it, which lists the cases held out")
    return frozenset(path.read_text(encoding="utf-8").split())


def read_gold(folder: str | Path) -> dict[str, tuple[GoldLeg, ...]]:
    """Return the hand-checked legs of each document in ``folder``, one JSON file a document.

    Raises:
        BadTableError: the folder holds no such file, or one that is not in the layout.
    """
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        raise BadTableError(folder, "no hand-checked legs in it: expected gold/NNN.json")
    gold = {}
    for path in paths:
        try:
            gold[path.stem] = tuple(_gold_leg(leg) for leg in _json(path)["legs"])
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise BadTableError(path, f"not a case: {error!r}") from error
    return gold


def read_predictions(path: str | Path) -> dict[str, tuple[PredictedLeg, ...]]:
    """Return the predicted legs of each document.

    ``path`` is a table written by ``evacmap extract`` (.csv, .geojson), a JSON file of
    ``{"doc": ..., "legs": [...]}``, of a list of these or of ``{document: [leg, ...]}``, or a
    folder of such files.

    Raises:
        BadTableError: the file is in none of these layouts, or missing.
    """
    whole = Path(path)
    files = sorted(whole.glob("*.json")) if whole.is_dir() else [whole]
    if not files:
        raise BadTableError(path, "no predicted legs in it: expected .json files")
    found: dict[str, list[PredictedLeg]] = {}
    for file in files:
        try:
            for document, row in _rows(file):
                legs = found.setdefault(document, [])
                if row is not None:
                    legs.append(predicted_leg(row))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise BadTableError(file, f"not a table of legs: {error!r}") from error
    return {document: tuple(legs) for document, legs in found.items()}


def predicted_leg(row: Mapping[str, Any]) -> PredictedLeg:
    """Return the leg of one row: of the flat table, or of a case's JSON.

    >>> predicted_leg({"origin": "Homs", "people_min": "24", "mode": "bus"}).people
    (24, None)
    """
    return PredictedLeg(
        origin=_predicted_end(row, "origin"),
        destination=_predicted_end(row, "destination"),
        mode=row.get("mode") or "unknown",
        status=row.get("status") or "",
        earliest=row.get("date_earliest") or None,
        latest=row.get("date_latest") or None,
        people=(_number(row.get("people_min")), _number(row.get("people_max"))),
        quote=row.get("quote") or "",
    )


def _gold_leg(leg: Mapping[str, Any]) -> GoldLeg:
    return GoldLeg(
        origin=_gold_end(leg, "origin"),
        destination=_gold_end(leg, "destination"),
        modes=frozenset((leg.get("mode") or "unknown", *leg.get("mode_alt", ()))),
        statuses=frozenset((leg["status"], *leg.get("status_alt", ()))),
        earliest=leg.get("date_earliest"),
        latest=leg.get("date_latest"),
        people=(leg.get("people_min"), leg.get("people_max")),
        quote=leg.get("quote") or "",
        is_optional=bool(leg.get("optional")),
    )


def _gold_end(leg: Mapping[str, Any], side: str) -> tuple[NamedPlace, ...]:
    if leg.get(side) is None:
        return ()
    first = {
        "name": leg[side],
        "latlon": leg.get(f"{side}_latlon"),
        "kind": leg.get(f"{side}_kind"),
        "country": leg.get(f"{side}_country"),
    }
    return tuple(_gold_place(place) for place in (first, *leg.get(f"{side}_alt", ())))


def _gold_place(place: Mapping[str, Any]) -> NamedPlace:
    lat_lon = place.get("latlon")
    return NamedPlace(
        name=place["name"],
        lon_lat=(lat_lon[1], lat_lon[0]) if lat_lon else None,
        kind=place.get("kind") or "place",
        country=place.get("country"),
    )


def _predicted_end(row: Mapping[str, Any], side: str) -> NamedPlace | None:
    lat, lon = row.get(f"{side}_lat"), row.get(f"{side}_lon")
    lat, lon = row.get(f"{side}_latlon") or (lat, lon)
    name = row.get(side) or None
    if lat in (None, "") or lon in (None, ""):
        return NamedPlace(name=name) if name else None
    return NamedPlace(name=name, lon_lat=(float(lon), float(lat)))


def _number(value: Any) -> int | None:
    return None if value in (None, "") else int(float(value))


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadTableError(path, error.strerror or "cannot be read") from error


def _rows(path: Path) -> Iterable[tuple[str, Mapping[str, Any] | None]]:
    """Yield each leg with its document; a document without a leg once, with None."""
    if path.suffix == ".csv":
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise BadTableError(path, error.strerror or "cannot be read") from error
        for row in csv.DictReader(text.splitlines(keepends=True)):
            yield row["doc"], row
        return
    content = _json(path)
    if isinstance(content, dict) and content.get("type") == "FeatureCollection":
        for feature in content["features"]:
            yield feature["properties"]["doc"], feature["properties"]
        return
    if isinstance(content, dict) and "legs" not in content:
        content = [{"doc": document, "legs": legs} for document, legs in content.items()]
    for case in content if isinstance(content, list) else [content]:
        document = str(case.get("doc") or path.stem)
        yield document, None
        for leg in case["legs"]:
            yield document, leg
