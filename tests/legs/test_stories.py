"""The items of a digest of news are each a story of their own."""

from dataclasses import replace

import pytest

from builders import document
from evacmap.geocode import geocode
from evacmap.legs import assemble_legs
from evacmap.legs.stories import stories_of
from evacmap.mentions import find_mentions
from evacmap.mentions.sentences import split_sentences
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import Block, BlockKind
from reading import gazetteer

ITEMS = (
    "Residents fled Split in Croatia.",
    "Some 300 people were evacuated to Tampere in Finland.",
    "A bank failed in Helsinki.",
    "A minister of Chile resigned.",
)


def _read(title: str) -> tuple[list[str], list[tuple[str | None, str | None]]]:
    text, blocks = "\n\n".join(ITEMS), []
    for item in ITEMS:
        start = text.index(item)
        blocks.append(Block(kind=BlockKind.PARAGRAPH, start=start, end=start + len(item)))
    report = document(text, title=title, published="2024-12-06")
    report = replace(report, blocks=tuple(blocks))
    places = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    mentions = find_mentions(report, places)
    stories = stories_of(split_sentences(report), places, title=title)
    legs = assemble_legs(report, mentions, places, atlas=gazetteer())
    return [" ".join(one.text for one in sentences) for sentences, _ in stories], [
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name) for leg in legs
    ]


@pytest.mark.parametrize(
    "title", ["Portal: Current events, 2024-12-06", "News in brief", "World in brief: Friday"]
)
def test_a_digest_is_several_stories(title: str) -> None:
    stories, legs = _read(title)
    assert stories == [ITEMS[0], " ".join(ITEMS[1:3]), ITEMS[3]]
    assert legs == [("Split", None), (None, "Tampere")]


def test_a_report_is_one_story() -> None:
    stories, legs = _read("Flood strikes the coast")
    assert stories == [" ".join(ITEMS)]
    assert legs == [("Split", "Tampere")]
