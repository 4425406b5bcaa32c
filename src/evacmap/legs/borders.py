"""The two sides of a border that is crossed: "the Iraq-Kuwait border", "between Sudan and Chad".

Which side people leave is not in these words: it is the side that they are told to have left, or
the other than that where they are told to have come.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from evacmap.legs.drafts import Draft, coarseness, contains, same_place
from evacmap.model import GeocodedToponym, Sentence

Sides = tuple[GeocodedToponym, GeocodedToponym]
CROSSING = frozenset({"cross", "travel", "arrive", "reach", "crossing", "transport"})
_BETWEEN_NAMES = re.compile(r"\s?[-–—/]\s?|\s+and\s+(?:the\s+)?")
_BORDER_AFTER = re.compile(r"\s+(?:border|frontier)\b", re.IGNORECASE)
_BORDER_BEFORE = re.compile(r"\b(?:border|frontier)\s+between\s+(?:the\s+)?$", re.IGNORECASE)
# The side left is looked for among so many movements before.
STORY = 6


def across_border(
    draft: Draft, earlier: Sequence[Draft], sentence: Sentence, items: Sequence[GeocodedToponym]
) -> Draft:
    """Return the draft with the sides of the border that its people cross for its open ends."""
    if draft.motion.frame.name not in CROSSING or (draft.origins and draft.destinations):
        return draft
    sides = _sides_crossed(sentence, items)
    if sides is None:
        return draft
    for one, other in (sides, sides[::-1]):
        if _are_in(draft.destinations, one) or _are_in(draft.origins, other):
            return _crossed(draft, other, one)
    if draft.origins or draft.destinations:
        return draft
    for known in reversed(earlier[-STORY:]):
        for one, other in (sides, sides[::-1]):
            if _are_in(known.origins, one) and not _are_in(known.destinations, one):
                return _crossed(draft, one, other)
    return draft


def _sides_crossed(sentence: Sentence, items: Sequence[GeocodedToponym]) -> Sides | None:
    """The two countries of a border that a sentence speaks of."""
    text, at = sentence.text, sentence.start
    countries = [item for item in items if item.place is not None and coarseness(item) >= 4]
    for one, other in pairwise(countries):
        between = text[one.toponym.end - at : other.toponym.start - at]
        if not _BETWEEN_NAMES.fullmatch(between):
            continue
        after = _BORDER_AFTER.match(text, other.toponym.end - at)
        if after or _BORDER_BEFORE.search(text, 0, one.toponym.start - at):
            return one, other
    return None


def _are_in(ends: Sequence[GeocodedToponym], side: GeocodedToponym) -> bool:
    return any(contains(side, end) or same_place(side, end) for end in ends)


def _crossed(draft: Draft, left: GeocodedToponym, entered: GeocodedToponym) -> Draft:
    via = tuple(item for item in draft.via if item is not left and item is not entered)
    draft = replace(draft, via=via)
    if not draft.origins:
        draft = replace(draft, origins=(left,)).inferring("origin", "the side of the border left")
    if not draft.destinations:
        draft = replace(draft, destinations=(entered,))
        draft = draft.inferring("destination", "the other side of the border")
    return draft
