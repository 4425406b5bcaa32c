"""Write toponym predictions for a corpus, one JSON object a line.

    python benchmarks/toponyms.py CORPUS.jsonl OUT.jsonl [--gold-spans]

A row of the corpus has ``docid``, ``text``, ``toponyms`` (``start``, ``end``, ``name``) and
perhaps ``date``. A row written has ``docid`` and ``preds``: ``start``, ``end``, ``name``, ``lat``
and ``lon``, null where evacmap is undecided. With ``--gold-spans`` the spans of the corpus are
geocoded instead of our own.
"""

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import Any

from evacmap.geocode import Gazetteer, geocode
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import Block, BlockKind, Document, GeocodedToponym, Source, Toponym, ToponymRole

# As far as the scorer lets an answer be from the truth.
WIDE_KM = 161


def corpus_document(row: dict[str, Any]) -> Document:
    """Return a row of a corpus as a document of one paragraph."""
    text = row["text"]
    published = row.get("date")
    return Document(
        name=str(row["docid"]),
        text=text,
        blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),),
        source=Source(published=dt.date.fromisoformat(published[:10]) if published else None),
    )


def gold_toponyms(row: dict[str, Any]) -> list[Toponym]:
    """Return the annotated spans as toponyms."""
    return [
        Toponym(text=row["text"][gold["start"] : gold["end"]], start=gold["start"], end=gold["end"])
        for gold in sorted(row["toponyms"], key=lambda gold: (gold["start"], gold["end"]))
    ]


def prediction(item: GeocodedToponym) -> dict[str, Any]:
    place = item.place
    if item.is_unlocated and place is not None and place.extent_km > WIDE_KM:
        # Somewhere in a country: its middle is no answer.
        place = None
    return {
        "start": item.toponym.start,
        "end": item.toponym.end,
        "name": item.toponym.text,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "score": item.score,
        "id": place.id if place else None,
    }


def predict(row: dict[str, Any], gazetteer: Gazetteer, *, gold_spans: bool) -> dict[str, Any]:
    """Return the predictions for one row; words for people such as "Syrian" are left out."""
    document = corpus_document(row)
    toponyms = gold_toponyms(row) if gold_spans else find_toponyms(document, gazetteer)
    geocoded = geocode(document, toponyms, gazetteer)
    kept = [
        item
        for item in geocoded
        if item.toponym.role is not ToponymRole.DEMONYM
        or gazetteer.demonym(item.toponym.text) is None
    ]
    return {"docid": row["docid"], "preds": [prediction(item) for item in kept]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--gold-spans", action="store_true")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.open()
    with (
        arguments.corpus.open(encoding="utf-8") as corpus,
        arguments.out.open("w", encoding="utf-8") as out,
    ):
        for line in corpus:
            row = predict(json.loads(line), gazetteer, gold_spans=arguments.gold_spans)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
