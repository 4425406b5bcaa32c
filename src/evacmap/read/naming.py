"""What a report is called in a run: a name of its own, and a path that is the same anywhere."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evacmap.model import Document
from evacmap.model.run import Extraction


def name_uniquely(documents: Sequence[Document], sources: Sequence[str]) -> list[Document]:
    """Return the documents, those of one name told apart by the folders they are in."""
    named = list(documents)
    folders = [Path(label(item.path, sources) or "").parts[:-1] for item in named]
    for depth in range(1, 1 + max(map(len, folders), default=0)):
        for index in _clashing(named):
            name = "/".join((*folders[index][-depth:], documents[index].name))
            named[index] = replace(named[index], name=name)
    for number, index in enumerate(_clashing(named), 1):
        named[index] = replace(named[index], name=f"{named[index].name}~{number}")
    return named


def _clashing(documents: Sequence[Document]) -> list[int]:
    counts = Counter(document.name for document in documents)
    return [index for index, document in enumerate(documents) if counts[document.name] > 1]


def label(path: str | None, sources: Sequence[str]) -> str | None:
    """Return ``path`` from its source on: ``seeds/a/report.md`` for one below ``/x/seeds``.

    >>> label("/home/ann/seeds/a/report.md", ["/home/ann/seeds"])
    'seeds/a/report.md'
    """
    if path is None:
        return None
    whole = Path(path)
    for source in map(Path, sources):
        if whole != source and whole.is_relative_to(source):
            below = whole.relative_to(source)
            return (source.name / below if source.name not in ("", "..") else below).as_posix()
    return whole.name


def label_extraction(extraction: Extraction, sources: Sequence[str]) -> Extraction:
    """Return ``extraction`` with paths named below their source, the same on any machine."""
    reports = tuple(
        replace(
            report, document=replace(report.document, path=label(report.document.path, sources))
        )
        for report in extraction.reports
    )
    aside = tuple(
        replace(item, path=label(item.path, sources) or item.path, reason=item.reason)
        for item in extraction.set_aside
    )
    return Extraction(reports=reports, set_aside=aside)
