"""Stages of one journey told with one verb: "taken by train to Lviv and then by bus to Warsaw".

Where the next stage names its own way of travel it is a leg of its own; otherwise the place
before is one that the travellers came through ("walked to Kurmuk and on to Asosa").
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from evacmap.languages import word_set
from evacmap.legs.drafts import Draft, same_place
from evacmap.legs.spans import field_spans
from evacmap.legs.written import mode_of_word
from evacmap.model import GeocodedToponym, Mode, Sentence

_WORD = re.compile(r"[\w-]+")
_BY = re.compile(r"\b(?:by|on|aboard|in)\s+(?:an?\s+|the\s+)?(?P<vehicle>[a-z]+)")


def with_stages(drafts: Sequence[Draft], sentence: Sentence) -> list[Draft]:
    """Return the drafts of a sentence; one told in stages is parted or goes through its stops."""
    return [stage for draft in drafts for stage in _stages(draft, sentence)]


def _stages(draft: Draft, sentence: Sentence) -> list[Draft]:
    stops = sorted(draft.destinations, key=lambda item: item.toponym.start)
    for number in range(1, len(stops)):
        before, after = stops[:number], stops[number:]
        gap = sentence.text[
            before[-1].toponym.end - sentence.start : after[0].toponym.start - sentence.start
        ]
        if not _goes_on(gap) or any(same_place(one, other) for one in before for other in after):
            continue
        mode, start, end = _way_of_travel(gap)
        if mode is None:
            if _are_stops(after, sentence):
                # "to Chios, then Athens, Idomeni and Skopje": stops on the way to the last.
                before, after = stops[:-1], stops[-1:]
            through = replace(draft, destinations=tuple(after), via=(*draft.via, *before))
            return _stages(through, sentence)
        at = before[-1].toponym.end
        words = tuple(span for span in draft.words if span.field != "mode")
        first = _before_going_on(replace(draft, destinations=tuple(before)), sentence, at)
        second = replace(
            draft,
            origins=tuple(before),
            destinations=tuple(after),
            mode=mode,
            via=(),
            names_origin=True,
            words=words + field_spans("mode", ((at + start, at + end),)),
        )
        return [first, *_stages(second, sentence)]
    return [draft]


def _are_stops(stops: Sequence[GeocodedToponym], sentence: Sentence) -> bool:
    """Whether those who go on go through a row of places: "then Athens, Idomeni and Skopje"."""
    gaps = [
        sentence.text[one.toponym.end - sentence.start : other.toponym.start - sentence.start]
        for one, other in pairwise(stops)
    ]
    return len(gaps) > 1 and all(gap.strip(" ,") in ("", "and", "then", "and then") for gap in gaps)


def _goes_on(gap: str) -> bool:
    """Whether nothing but going on is told between two places: "and then by bus to"."""
    words = {word.lower() for word in _WORD.findall(gap)}
    others = words - word_set("en", "stages", "between")
    onward = not words.isdisjoint(word_set("en", "stages", "onward"))
    return onward and all(mode_of_word(word) is not None for word in others)


def _way_of_travel(text: str) -> tuple[Mode | None, int, int]:
    """Return the way of travel that a piece of text names, and where it stands in it."""
    for match in _BY.finditer(text.lower()):
        mode = mode_of_word(match["vehicle"])
        if mode is not None:
            return mode, match.start("vehicle"), match.end("vehicle")
    return None, 0, 0


def _before_going_on(draft: Draft, sentence: Sentence, until: int) -> Draft:
    """Return the first stage with the way of travel named before its end, if any."""
    mode, start, end = _way_of_travel(sentence.text[: until - sentence.start])
    if mode is None:
        return draft
    words = tuple(span for span in draft.words if span.field != "mode")
    named = field_spans("mode", ((sentence.start + start, sentence.start + end),))
    return replace(draft, mode=mode, words=words + named)
