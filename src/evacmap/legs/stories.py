"""The stories of a digest of news, in which what one item tells has no part in the next.

Takes the sentences of a report and its geocoded toponyms; gives the runs of sentences to be read
each by itself. A report that is no digest is one story.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from evacmap.model import BlockKind, GeocodedToponym, Sentence

_DIGEST = re.compile(
    r"\b(?:current events|(?:news|world) in brief|news briefs?|in brief|news round-?up|"
    r"news digest|news summary|(?:today|yesterday)['’]s headlines|news headlines)\b",
    re.IGNORECASE,
)

Story = tuple[tuple[Sentence, ...], tuple[GeocodedToponym, ...]]


def stories_of(
    sentences: Sequence[Sentence], places: Sequence[GeocodedToponym], *, title: str | None
) -> list[Story]:
    """Return the sentences of each story with the places named in it, in order.

    In a digest, which says so in its title, a story ends before a heading, and before a paragraph
    that names no country of those told of so far.
    """
    if not _DIGEST.search(title or ""):
        return [(tuple(sentences), tuple(places))]
    stories: list[list[Sentence]] = []
    known: set[str] = set()
    for _, block in groupby(sentences, key=lambda sentence: sentence.block):
        inside = list(block)
        countries = _countries(inside, places)
        is_heading = inside[0].kind is BlockKind.HEADING
        apart = is_heading or (known and countries and not known & countries)
        if apart or not stories:
            stories.append([])
            known = set()
        stories[-1] += inside
        known |= countries
    return [(tuple(story), _within(story, places)) for story in stories]


def _countries(sentences: Sequence[Sentence], places: Sequence[GeocodedToponym]) -> set[str]:
    named = (item.place for item in _within(sentences, places) if item.place is not None)
    return {place.country or place.id for place in named}


def _within(
    sentences: Sequence[Sentence], places: Sequence[GeocodedToponym]
) -> tuple[GeocodedToponym, ...]:
    start, end = sentences[0].start, sentences[-1].end
    return tuple(item for item in places if start <= item.toponym.start < end)
