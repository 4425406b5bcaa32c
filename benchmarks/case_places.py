"""Say of every place in hand-checked cases whether it is found where it is.

    python benchmarks/case_places.py DOCS GOLD

``GOLD`` holds a JSON file a case: ``toponyms`` with ``start``, ``end``, ``lat`` and ``lon``, and
``legs`` with the names and positions of their ends. ``DOCS`` holds the texts; offsets count from
the first blank line where a text begins with header lines. A place is found where the one chosen
for it lies within 15 km, or where it is an area and the position lies in it. Printed is a line
for each that is not, with the reason, and how many there were.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evacmap.geocode import Gazetteer, geocode
from evacmap.geocode.candidates import find_candidates
from evacmap.geocode.gazetteer import great_circle_km
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import AREA_KINDS, GeocodedToponym, Place, PlaceKind
from toponyms import corpus_document

NEAR_KM = 15.0
_AREAS = AREA_KINDS | {PlaceKind.ISLAND}


def read_body(path: Path) -> str:
    """Return the text that offsets count in: all after the header, if there is one."""
    text = path.read_text(encoding="utf-8")
    header, blank, body = text.partition("\n\n")
    is_header = all(re.match(r"^\w+: ", line) for line in header.split("\n"))
    return body if blank and is_header else text


def is_there(place: Place, lon: float, lat: float) -> bool:
    reach_km = max(NEAR_KM, place.extent_km) if place.kind in _AREAS else NEAR_KM
    return great_circle_km(place.lon, place.lat, lon, lat) <= reach_km


def toponym_faults(gold: dict[str, Any], body: str, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield for each marked toponym None where its place is found, else what was found."""
    document = corpus_document({"docid": "", "text": body, "date": gold.get("published")})
    found = geocode(document, find_toponyms(document, gazetteer), gazetteer)
    for marked in gold["toponyms"]:
        over = [
            item
            for item in found
            if item.toponym.start < marked["end"] and marked["start"] < item.toponym.end
        ]
        places = [item.place for item in over if item.place]
        if not any(is_there(place, marked["lon"], marked["lat"]) for place in places):
            yield f"{marked['text']!r} at {marked['start']}: {_reason(over)}"


def _reason(found: list[GeocodedToponym]) -> str:
    if not found:
        return "not seen as a toponym"
    return "; ".join(
        f"{item.toponym.text!r} {item.place.name if item.place else 'left open'}, {item.reason}"
        for item in found
    )


def end_faults(gold: dict[str, Any], gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the names of legs' ends that no candidate of the gazetteer bears at that position."""
    for leg in gold["legs"]:
        for end in ("origin", "destination"):
            position = leg.get(f"{end}_latlon")
            if leg.get(end) and position:
                lat, lon = position
                places = [found.named.place for found in find_candidates(leg[end], gazetteer)]
                if not any(is_there(place, lon, lat) for place in places):
                    yield f"{end} {leg[end]!r}: {len(places)} candidates, none there"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("docs", type=Path)
    parser.add_argument("gold", type=Path)
    arguments = parser.parse_args()
    gazetteer = Gazetteer.open()
    toponyms = ends = faults = 0
    for path in sorted(arguments.gold.glob("*.json")):
        gold = {"toponyms": [], "legs": [], **json.loads(path.read_text(encoding="utf-8"))}
        body = read_body(arguments.docs / f"{path.stem}.txt")
        toponyms += len(gold["toponyms"])
        ends += sum(bool(leg.get(end)) for leg in gold["legs"] for end in ("origin", "destination"))
        for fault in (*toponym_faults(gold, body, gazetteer), *end_faults(gold, gazetteer)):
            faults += 1
            print(f"{path.stem} {fault}")
    print(f"{faults} of {toponyms} toponyms and {ends} ends of legs are not found where they are")


if __name__ == "__main__":
    main()
