"""One report in every format gives the same legs, each quote and word in its place."""

from pathlib import Path

import pytest

from evacmap.geocode import Gazetteer
from evacmap.model import Document
from evacmap.pipeline import extract_document
from evacmap.read import READERS, read_document
from report_files import WRITERS, told
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


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_format_gives_the_same_legs(tmp_path, suffix):
    (seed,) = read_document(SEED)
    path = tmp_path / f"report{suffix}"
    path.write_bytes(WRITERS[suffix](told(seed)))
    (document,) = read_document(path)
    expected = legs_of(seed)
    assert len(expected) >= 3
    assert legs_of(document) == expected
