"""One report in every format gives the same legs, each quote and word in its place."""

import html
import json
from pathlib import Path

import pytest

from evacmap.geocode import Gazetteer
from evacmap.model import BlockKind, Document
from evacmap.pipeline import extract_document
from evacmap.read import READERS, read_document
from resting import check_words

SEED = Path(__file__).parents[1] / "seeds" / "2024-12-16-damascus-withdrawal" / "report.md"


def legs_of(document: Document) -> list[tuple[object, ...]]:
    legs = extract_document(document, Gazetteer.open())
    texts = {document.name: document.text}
    for leg in legs:
        for item in leg.evidence:
            assert document.text[item.start : item.end] == item.quote
            assert (item.document, item.published) == (document.name, "2024-12-16")
    return [
        (
            leg.origin and leg.origin.place.id,
            leg.destination and leg.destination.place.id,
            str(leg.date),
            leg.status,
            leg.evidence[0].quote,
            check_words(leg, texts),
        )
        for leg in legs
    ]


def page_of(document: Document) -> str:
    tags = {BlockKind.HEADING: "h2", BlockKind.LIST_ITEM: "li"}
    body = "\n".join(
        f"<{tag}>{html.escape(document.text[block.start : block.end])}</{tag}>"
        for block in document.blocks
        if block.kind is not BlockKind.TITLE
        for tag in [tags.get(block.kind, "p")]
    ).replace("<li>", "<ul><li>", 1)
    title = html.escape(document.source.title or "")
    return (
        f'<html><head><title>{title}</title><meta property="article:published_time" '
        f'content="2024-12-16T11:13:00Z"></head><body><article><h1>{title}</h1>{body}</ul>'
        "</article></body></html>"
    )


def written(document: Document, suffix: str) -> str:
    if suffix in (".html", ".htm"):
        return page_of(document)
    if suffix in (".jsonl", ".ndjson"):
        record = {"title": document.source.title, "date": "2024-12-16", "text": document.text}
        return json.dumps(record)
    return SEED.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_format_gives_the_same_legs(tmp_path, suffix):
    (seed,) = read_document(SEED)
    path = tmp_path / f"report{suffix}"
    path.write_text(written(seed, suffix), encoding="utf-8")
    (document,) = read_document(path)
    expected = legs_of(seed)
    assert len(expected) >= 3
    assert legs_of(document) == expected
