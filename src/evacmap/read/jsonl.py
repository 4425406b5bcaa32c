"""JSON Lines: one report a line, under the key names in common use."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evacmap.errors import UnreadableReportError
from evacmap.model import Block, BlockKind, Document
from evacmap.read.records import document_of, name_of, source_of_record, text_of


def read_jsonl(text: str, *, name: str, path: Path) -> Iterator[Document | UnreadableReportError]:
    """Yield the report of each line, or the error that says why a line holds none.

    A line that evacmap wrote itself carries the blocks of its text, and comes back as it was.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _read_record(line, name=f"{name}#{number}", path=path, number=number)
        except UnreadableReportError as error:
            yield error


def _read_record(line: str, *, name: str, path: Path, number: int) -> Document:
    place = f"{path}:{number}"
    record = _record(line, place)
    if "blocks" not in record:
        return document_of(record, name=name, path=path, place=place)
    text, source = text_of(record, place), source_of_record(record)
    return Document(
        name=name_of(record) or name,
        text=text,
        blocks=_blocks(record["blocks"], text, place),
        source=source,
        path=str(path),
    )


def _record(line: str, place: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise UnreadableReportError(place, "not a JSON object", "write one object a line") from None
    if not isinstance(record, dict):
        raise UnreadableReportError(place, "not a JSON object", "write one object a line")
    return record


def _blocks(listed: object, text: str, place: str) -> tuple[Block, ...]:
    """Return the blocks that a record lists as [kind, start, end]."""
    try:
        blocks = tuple(
            Block(kind=BlockKind(kind), start=int(start), end=int(end))
            for kind, start, end in listed  # type: ignore[attr-defined]
        )
    except (TypeError, ValueError):
        blocks = ()
    edges = [edge for block in blocks for edge in (block.start, block.end)]
    if not blocks or edges != sorted(edges) or edges[0] < 0 or edges[-1] > len(text):
        raise UnreadableReportError(
            place, "its blocks do not fit its text", 'leave out "blocks" to have them found'
        )
    return blocks
