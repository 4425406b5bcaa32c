"""Speed of reading, from text to legs, against plain spaCy over the same texts in one run.

    python benchmarks/reading.py CORPUS.jsonl [--limit N] [--full-parse] [--show]

A row of the corpus has ``docid``, ``text`` and perhaps ``date``. Both run on one core, in turn
over batches of documents, and are timed by the processor time they take, so that a busy machine
does not favour either. With ``--full-parse`` the path also runs with every sentence parsed, and
the legs that differ are counted; ``--show`` prints them.
"""

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

from evacmap.geocode import Gazetteer, geocode
from evacmap.legs import assemble_legs
from evacmap.mentions import find_mentions, may_tell_leg, parse
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import Document, GeocodedToponym, Leg, Sentence, Toponym
from toponyms import corpus_document

BATCH = 32
WARM_UP = 8

Result = TypeVar("Result")


@dataclass(slots=True)
class Tally:
    """What reading a corpus cost, in seconds of processor time, and what it gave."""

    documents: int = 0
    characters: int = 0
    plain_s: float = 0.0
    stage_s: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    parsed: int = 0
    legs: int = 0
    full_legs: int = 0
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def path_s(self) -> float:
        """The whole path from text to legs."""
        return float(sum(self.stage_s.values()))

    def run(self, stage: str, work: Callable[[], Result]) -> Result:
        """Do the work of a stage and add the time it takes."""
        begin = time.process_time()
        result = work()
        self.stage_s[stage] += time.process_time() - begin
        return result


def read(document: Document, gazetteer: Gazetteer, tally: Tally) -> tuple[Leg, ...]:
    """Return the legs of a document, by the stages and in the order of ``pipeline``."""
    toponyms: tuple[Toponym, ...] = ()
    places: tuple[GeocodedToponym, ...] = ()
    if tally.run("choice", lambda: may_tell_leg(document)):
        toponyms = tally.run("toponyms", lambda: find_toponyms(document, gazetteer))
    if tally.run("choice", lambda: may_tell_leg(document, toponyms)):
        places = tally.run("geocode", lambda: geocode(document, toponyms, gazetteer))
    mentions = tally.run("mentions", lambda: find_mentions(document, places))
    legs = tally.run("legs", lambda: assemble_legs(document, mentions, places, atlas=gazetteer))
    tally.documents += 1
    tally.characters += len(document.text)
    tally.sentences += len(mentions.sentences)
    tally.parsed += sum(sentence.parse is not None for sentence in mentions.sentences)
    tally.legs += len(legs)
    return legs


def read_with_full_parse(document: Document, gazetteer: Gazetteer) -> tuple[Leg, ...]:
    """Return the legs that a document gives when every sentence is parsed."""
    places = geocode(document, find_toponyms(document, gazetteer), gazetteer)
    with mock.patch.object(parse, "wanted_sentences", every_sentence):
        mentions = find_mentions(document, places)
    return assemble_legs(document, mentions, places, atlas=gazetteer)


def every_sentence(sentences: Sequence[Sentence], *_: object) -> list[int]:
    return list(range(len(sentences)))


def compare(document: Document, legs: Sequence[Leg], full: Sequence[Leg], tally: Tally) -> None:
    """Count the legs of one document that are not the same, field for field, in both."""
    tally.full_legs += len(full)
    tally.missing += [
        f"{document.name} missing: {describe(leg)}" for leg in full if leg not in legs
    ]
    tally.extra += [f"{document.name} extra: {describe(leg)}" for leg in legs if leg not in full]


def describe(leg: Leg) -> str:
    ends = (end.name if end else "?" for end in (leg.origin, leg.destination))
    words = " ".join(leg.evidence[0].quote.split())
    return f"{' → '.join(ends)}, {leg.date}, {leg.mode}, {leg.status}, {leg.confidence}: {words}"


def rows_of(corpus: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    with corpus.open(encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, limit))


def measure(documents: Sequence[Document], *, full_parse: bool) -> Tally:
    """Read all documents by both ways, and again with the full parse where asked."""
    gazetteer, parser = Gazetteer.open(), parse.load_parser()
    for document in documents[:WARM_UP]:
        parser(document.text[:2000])
        read(document, gazetteer, Tally())
    tally = Tally()
    for first in range(0, len(documents), BATCH):
        batch = documents[first : first + BATCH]
        begin = time.process_time()
        for _ in parser.pipe([document.text for document in batch]):
            pass
        tally.plain_s += time.process_time() - begin
        for document in batch:
            legs = read(document, gazetteer, tally)
            if full_parse:
                compare(document, legs, read_with_full_parse(document, gazetteer), tally)
    return tally


def report(tally: Tally, *, full_parse: bool) -> Iterator[str]:
    yield f"{tally.documents} documents, {tally.characters:,} characters, {tally.legs} legs"
    yield f"plain spaCy         {tally.plain_s:8.2f} s"
    ratio = tally.plain_s / tally.path_s
    yield f"evacmap, whole path {tally.path_s:8.2f} s, {ratio:.2f} times as fast"
    for stage, seconds in tally.stage_s.items():
        yield f"  {stage:<18}{seconds:8.2f} s"
    yield f"parsed {tally.parsed} of {tally.sentences} sentences"
    if full_parse:
        differing = max(len(tally.missing), len(tally.extra))
        share = 100 * differing / max(1, tally.full_legs)
        yield (
            f"every sentence parsed: {tally.full_legs} legs; of these {len(tally.missing)} differ "
            f"or are missing, {len(tally.extra)} differ or are extra: {share:.1f} %"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, help="read only the first rows")
    parser.add_argument("--full-parse", action="store_true", help="also parse every sentence")
    parser.add_argument("--show", action="store_true", help="print the legs that differ")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    documents = [corpus_document(row) for row in rows_of(arguments.corpus, arguments.limit)]
    tally = measure(documents, full_parse=arguments.full_parse)
    for line in report(tally, full_parse=arguments.full_parse):
        print(line)
    for line in (*tally.missing, *tally.extra) if arguments.show else ():
        print(line)


if __name__ == "__main__":
    main()
