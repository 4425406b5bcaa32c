"""The place that heads an item of a list: "Sofala: 1,200 people displaced to Beira".

Situation reports tell a movement in items, one a province or town. What an item leaves open is
where it stands: those displaced set out there, and new arrivals came there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from evacmap.languages.leads import lead_length
from evacmap.legs.drafts import Draft, coarseness, contains
from evacmap.legs.opening import is_one_place
from evacmap.model import BlockKind, GeocodedToponym, PlaceKind, Sentence

BASIS = "the place that heads the item"
# "Pemba (2,615 arrivals from Chiúre)"
_BRACKET = re.compile(r"\s*\(")
_SORTS = re.compile(
    r"\b(?:province|district|region|state|county|governorate|regency|city|town|municipality|island"
    r"|the|of|and|in|on|no|from)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
ARRIVALS = frozenset({"arrival", "influx"})
COMING = frozenset({"arrive", "arrival", "receive", "influx", "reach"})


def heading_place(
    sentence: Sentence, items: Sequence[GeocodedToponym], *, number: int
) -> GeocodedToponym | None:
    """Return the only place before the colon or bracket with which an item begins, if any."""
    lead = _heading_length(sentence, items)
    if not lead or not (sentence.kind is BlockKind.LIST_ITEM or number):
        return None
    named = [item for item in items if item.toponym.start - sentence.start < lead]
    if len(named) != 1 or named[0].place is None:
        return None
    heading = sentence.text[:lead]
    start, end = (at - sentence.start for at in (named[0].toponym.start, named[0].toponym.end))
    others = _SORTS.sub(" ", heading[:start] + " " + heading[end:])
    return None if _LETTER.search(others) or heading[start:end].isupper() else named[0]


def _heading_length(sentence: Sentence, items: Sequence[GeocodedToponym]) -> int:
    """Return how many characters of a sentence are its heading, the colon or bracket included."""
    text = sentence.text
    lead = lead_length(text)
    if lead and text[:lead].rstrip().endswith(":"):
        return lead
    first = min(items, key=lambda item: item.toponym.start, default=None)
    if first is None or sentence.kind is not BlockKind.LIST_ITEM:
        return 0
    bracket = _BRACKET.match(text, first.toponym.end - sentence.start)
    return bracket.end() if bracket is not None else 0


def under_heading(draft: Draft, heading: GeocodedToponym | None) -> Draft:
    """Return a draft with its one open end closed by the place that heads its item."""
    if heading is None or (draft.origins and draft.destinations):
        return draft
    comes = draft.motion.frame.at or draft.motion.frame.name in COMING
    told = draft.origins or draft.destinations
    if not told:
        # "Joda: 420 arrivals this week"
        counts = draft.motion.frame.name in ARRIVALS and draft.travellers.people is not None
        return _filled(draft, "destination", heading) if counts else draft
    if draft.origins and _is_crossing_of(heading, draft.origins):
        return _filled(draft, "destination", heading)
    around = any(contains(heading, end) for end in told)
    if any(is_one_place(heading, end) for end in told) and not (around and not comes):
        return draft
    if draft.origins:
        if around:
            return draft
        return _filled(draft, "destination", heading)
    return _filled(draft, "origin", heading)


def _is_crossing_of(heading: GeocodedToponym, origins: Sequence[GeocodedToponym]) -> bool:
    """ "Torkham: 412 people came from Pakistan": they came to its frontier, on either side."""
    is_crossing = heading.place is not None and heading.place.kind is PlaceKind.CROSSING
    return is_crossing and all(coarseness(origin) >= 4 for origin in origins)


def _filled(draft: Draft, side: str, heading: GeocodedToponym) -> Draft:
    ruled = replace(draft, rules=(*draft.rules, (side, BASIS)))
    if side == "origin":
        return replace(ruled, origins=(heading,), names_origin=True)
    return replace(ruled, destinations=(heading,))
