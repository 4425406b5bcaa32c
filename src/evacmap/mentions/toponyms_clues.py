"""The clues for and against a span being a place name, and their learned weights."""

import json
import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from evacmap.mentions.toponyms_spans import Span
from evacmap.mentions.toponyms_words import Names, Word, toponym_words

Clues = dict[str, float]
_STRENGTH_STEPS = (1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5)


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Return the weight of each clue; ``benchmarks/learn_toponyms.py`` writes the table."""
    text = (files("evacmap.mentions") / "toponyms_weights.json").read_text(encoding="utf-8")
    table: dict[str, float] = json.loads(text)
    return table


def place_probability(clues: Clues) -> float:
    """Return the probability that a span with these clues is a place name (logistic)."""
    table = weights()
    score = sum(table.get(name, 0.0) * value for name, value in clues.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def span_clues(
    text: str, blocks: Sequence[tuple[list[Word], list[Span]]], names: Names
) -> list[list[Clues]]:
    """Return the clues of each span of each block, those of the whole document included."""
    small = {
        word.text
        for words, _ in blocks
        for word in words
        if not word.is_capitalised and len(word.text) > 2
    }
    local = [
        [_local_clues(text, words, span, names, small) for span in spans] for words, spans in blocks
    ]
    _add_document_clues(blocks, local)
    return local


def _local_clues(text: str, words: list[Word], span: Span, names: Names, small: set[str]) -> Clues:
    clues: Clues = {"bias": 1.0}
    if span.strength is None:
        clues["no such place"] = 1.0
    else:
        for step in _STRENGTH_STEPS:
            if span.strength >= step:
                clues[f"strength {step}"] = 1.0
    clues[f"words {min(span.size, 3)}"] = 1.0
    word = words[span.index]
    if word.begins_sentence:
        clues["begins sentence"] = 1.0
    _add_spelling_clues(clues, span, word, names, small)
    _add_clues_before(clues, text, words, span, names)
    _add_clues_after(clues, text, words, span, names)
    if "begins sentence" in clues and "common word" in clues:
        clues["common word begins sentence"] = 1.0
        after = next((clue for clue in clues if clue.startswith("after: ")), "after: nothing")
        clues[f"common word begins sentence, {after}"] = 1.0
    return clues


def _add_spelling_clues(
    clues: Clues, span: Span, word: Word, names: Names, small: set[str]
) -> None:
    if span.text.isupper():
        clues["all capitals, long" if len(span.text) > 4 else "all capitals, short"] = 1.0
    if "." in span.text:
        clues["points"] = 1.0
    if span.size == 1:
        if span.text.lower() in toponym_words()["given_names"]:
            clues["listed given name"] = 1.0
        common, given, surname = _facts(word.text, names)
        if common:
            is_known = (span.strength or 0.0) >= _WELL_KNOWN
            clues["common word, well-known place" if is_known else "common word"] = 1.0
        if word.text.lower() in small:
            clues["small elsewhere"] = 1.0
        clues["given name"] = given / 9
        clues["surname"] = surname / 9
        if span.strength is not None:
            clues["surname of weak place"] = surname / 9 * max(0.0, 5.0 - span.strength)
    else:
        _, given, _ = _facts(word.text, names)
        clues["first word given name"] = given / 9


# As frequent as the hundredth name of the census.
_LISTED_GIVEN_NAME = 7
# Chile, Turkey and Chad are in every dictionary too, as words written small.
_WELL_KNOWN = 9.0


def _facts(word: str, names: Names) -> tuple[int, int, int]:
    common, given, surname = names.word_facts(word)
    if word.lower() in toponym_words()["given_names"]:
        given = max(given, _LISTED_GIVEN_NAME)
    return common, given, surname


def _add_clues_before(clues: Clues, text: str, words: list[Word], span: Span, names: Names) -> None:
    lists = toponym_words()
    if span.index == 0:
        clues["before: nothing"] = 1.0
        return
    before = words[span.index - 1]
    gap = text[before.end : span.start]
    lower = before.text.lower()
    if gap.strip() in ("", "’s", "'s", ".") and not (gap.startswith(".") and len(before.text) > 5):
        if before.is_possessive:
            clues["before: possessive"] = 1.0
        elif not before.is_capitalised or (before.begins_sentence and lower in lists["before"]):
            clues[f"before: {lower}" if lower in lists["before"] else "before: small word"] = 1.0
            if lower == "of" and span.index > 1:
                _add_head_clues(clues, words[span.index - 2])
        elif lower in lists["person_titles"]:
            clues["before: title"] = 1.0
        elif lower in lists["directions"]:
            clues["before: direction"] = 1.0
        else:
            _, given, _surname = _facts(before.text, names)
            kind = "given" if given >= 3 else "initial" if len(before.text) == 1 else "capital"
            clues[f"before: {kind}"] = 1.0
    elif gap.strip() == ",":
        kind = "place" if before.is_capitalised and names.strength(before.text) else "other"
        clues[f"before: comma {kind}"] = 1.0
    elif gap.strip() in ("(", "“", '"', "—", "-", "--"):
        clues[f"before: {gap.strip()}"] = 1.0
    else:
        clues["before: other mark"] = 1.0


def _add_head_clues(clues: Clues, head: Word) -> None:
    lists = toponym_words()
    lower = head.text.lower()
    if head.is_capitalised and lower in lists["organisation_heads"]:
        clues["of organisation"] = 1.0
    elif lower in lists["area_nouns"] or lower in lists["kinds_after"]:
        clues["of area"] = 1.0
    elif head.is_capitalised:
        clues["of capital"] = 1.0


def _add_clues_after(clues: Clues, text: str, words: list[Word], span: Span, names: Names) -> None:
    lists = toponym_words()
    position = span.index + span.size
    if words[position - 1].is_possessive:
        clues["after: possessive"] = 1.0
        return
    rest = text[span.end : span.end + 6]
    if position >= len(words):
        clues["after: nothing"] = 1.0
        return
    after = words[position]
    gap = text[span.end : after.start]
    lower = after.text.lower()
    if gap.isspace():
        clues[_kind_after(after, lower, names, lists)] = 1.0
    elif rest[:1] == "," and rest[1:].strip()[:1].isdigit():
        clues["after: comma number"] = 1.0
    elif gap.strip() == ",":
        is_place = after.is_capitalised and names.strength(after.text) is not None
        kind = "place" if is_place else "capital" if after.is_capitalised else "small"
        clues[f"after: comma {kind}"] = 1.0
    elif gap[:1] == "-":
        clues["after: hyphen"] = 1.0
    elif rest.strip()[:1].isdigit():
        clues["after: number"] = 1.0
    elif gap.strip()[:1] in (".", ";", ")", "”", '"', "—", "-", ":"):
        clues[f"after: {gap.strip()[:1]}"] = 1.0
    else:
        clues["after: other mark"] = 1.0


def _kind_after(after: Word, lower: str, names: Names, lists: dict[str, frozenset[str]]) -> str:
    if after.is_capitalised:
        if lower in lists["kinds_after"]:
            return "after: Kind"
        if lower in lists["organisation_words"]:
            return "after: organisation"
        _, _given, surname = _facts(after.text, names)
        if names.demonym(after.text):
            return "after: demonym"
        return "after: surname" if surname > 2 else "after: capital"
    if lower in lists["speech_verbs"]:
        return "after: speech"
    if lower in lists["area_nouns"]:
        return "after: area noun"
    return f"after: {lower}" if lower in lists["after"] else "after: small word"


_PERSON_CLUES = ("before: given", "before: title", "before: initial", "after: surname")
_PLACE_CLUES = ("before: in", "before: near", "before: at", "after: comma place", "of area")


def _add_document_clues(
    blocks: Sequence[tuple[list[Word], list[Span]]], local: list[list[Clues]]
) -> None:
    """Add what the other mentions of the same name say: one sense a document."""
    mentions: Counter[str] = Counter()
    persons: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for (words, spans), clues_of_spans in zip(blocks, local, strict=True):
        for span, clues in zip(spans, clues_of_spans, strict=True):
            mentions[span.text] += 1
            persons[span.text] += any(clue in clues for clue in _PERSON_CLUES)
            places[span.text] += any(clue in clues for clue in _PLACE_CLUES)
            after = span.index + span.size
            if "after: surname" in clues and after < len(words):
                persons[words[after].text] += 1
    for (_, spans), clues_of_spans in zip(blocks, local, strict=True):
        for span, clues in zip(spans, clues_of_spans, strict=True):
            if mentions[span.text] > 1:
                clues["named again"] = math.log(mentions[span.text])
            if persons[span.text]:
                clues["person in document"] = 1.0
            if places[span.text]:
                clues["place in document"] = 1.0
            if persons[span.text] and places[span.text]:
                clues["person and place in document"] = 1.0
