"""One dependency parse of the sentences that can hold a leg, and of no others.

A sentence is parsed if it has a word of movement, or stands beside such a sentence and names a
place or a number: legs are told over several sentences.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from evacmap.languages import load_words
from evacmap.model import GeocodedToponym, Sentence

if TYPE_CHECKING:
    from spacy.language import Language

_WORD = re.compile(r"[a-z]+")
_VOWELS = "aeiou"
# A sentence longer than this is a list or a table; the parser's answer is noise, its cost is not.
LONGEST_PARSED = 1200
SHORT = 90


@cache
def load_parser() -> "Language":
    """Return the spaCy pipeline: tagger, parser, lemmatizer and names."""
    import spacy

    return spacy.load(load_words()["model"])


def parse_sentences(
    sentences: Sequence[Sentence], places: Sequence[GeocodedToponym]
) -> tuple[Sentence, ...]:
    """Return the sentences, those that can hold a leg with their parse."""
    wanted = _wanted(sentences, _with_places(sentences, places))
    if not wanted:
        return tuple(sentences)
    texts = [re.sub(r"\s", " ", sentences[number].text) for number in wanted]
    parses = dict(zip(wanted, load_parser().pipe(texts, batch_size=32), strict=True))
    return tuple(
        replace(sentence, parse=parses[number]) if number in parses else sentence
        for number, sentence in enumerate(sentences)
    )


def _with_places(sentences: Sequence[Sentence], places: Sequence[GeocodedToponym]) -> set[int]:
    found, at = set(), 0
    for place in sorted(places, key=lambda item: item.toponym.start):
        while at < len(sentences) and sentences[at].end <= place.toponym.start:
            at += 1
        if at == len(sentences):
            break
        if sentences[at].start <= place.toponym.start:
            found.add(at)
    return found


def _wanted(sentences: Sequence[Sentence], with_places: set[int]) -> list[int]:
    moving = {
        number
        for number, sentence in enumerate(sentences)
        if len(sentence.text) <= LONGEST_PARSED
        and not motion_words().isdisjoint(_WORD.findall(sentence.text.lower()))
    }
    beside = {near for number in moving for near in (number - 1, number + 1)}
    # Both neighbours count, and a place may stand two sentences before its verb.
    near_place = {near for number in with_places for near in range(number - 2, number + 3)}
    kept = (moving & (near_place | with_places)) | (beside & with_places)
    # A run of short sentences that only name places goes on the list begun before it.
    for number in sorted(with_places):
        if number - 1 in kept and len(sentences[number].text) < SHORT:
            kept.add(number)
    return sorted(n for n in kept if len(sentences[n].text) <= LONGEST_PARSED)


@cache
def motion_words() -> frozenset[str]:
    """Return every form of every motion verb and noun."""
    words = load_words()
    verbs = {verb for frame in words["frame"] for verb in frame["verbs"]}
    verbs |= {phrase["verb"] for phrase in words["phrase"]}
    irregular: dict[str, list[str]] = words["irregular"]
    forms = set()
    for verb in verbs:
        forms |= {verb, *irregular.get(verb, _regular_forms(verb))}
    for noun in words["nouns"]:
        forms |= {noun, noun + "s", noun + "es"}
    return frozenset(forms)


def _regular_forms(verb: str) -> set[str]:
    if verb.endswith("e"):
        return {verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    doubled = verb + verb[-1]
    return {verb + "s", verb + "es", verb + "ed", verb + "ing", doubled + "ed", doubled + "ing"}
