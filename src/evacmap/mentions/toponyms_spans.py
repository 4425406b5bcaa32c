"""Find the spans of a report's words that may be place names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from evacmap.languages import load_words
from evacmap.mentions.toponyms_words import Names, Word, toponym_words

LONGEST_NAME_WORDS = 7


@dataclass(frozen=True, slots=True)
class Span:
    """``size`` words from ``index`` on that may be a place name.

    ``strength`` is the prominence of the best place so named; None where the gazetteer knows
    none and only a word such as River or County speaks for a place.
    """

    index: int
    size: int
    text: str
    start: int
    end: int
    strength: float | None


_PLACING = frozenset(("in", "from", "to", "at", "near", "outside", "around", "towards", "toward"))
# Small words that a title in capitals writes large.
_IN_TITLES = (_PLACING - {"at"}) | {
    "of",
    "for",
    "with",
    "across",
    "into",
    "inside",
    "through",
    "and",
}
_SHORTEST_LOOSE_NAME = 6
_GLUE = frozenset(
    {"of", "the", "and", "de", "del", "da", "do", "du", "la", "le", "les", "al", "el", "ash", "as"}
    | {"ez", "az", "an", "et", "e", "y", "sur", "am", "upon", "on", "in", "den", "der", "es", "at"}
)
_GAPS = frozenset((" ", "-", ". ", " - ", "\u00a0", "’ ", ""))


def find_spans(text: str, words: list[Word], names: Names) -> Iterator[Span]:
    """Yield the longest names of the gazetteer, and names that end or begin like places."""
    index = 0
    while index < len(words):
        # Most words are small, and no name begins with one.
        span = _span_at(text, words, index, names) if words[index].is_capitalised else None
        if span:
            yield span
        index += span.size if span else 1


def _span_at(text: str, words: list[Word], index: int, names: Names) -> Span | None:
    if words[index].begins_sentence and words[index].text.lower() in _PLACING:
        # "At Gulf Coast Health, …" names no place At Gulf, nor "From Port Sudan" a From Port.
        return None
    span = _longest_name(text, words, index, names)
    span = _loosely_named(text, words, index, names, span.size if span else 0) or span
    by_kind = _named_by_kind(text, words, index)
    if span and by_kind and by_kind.size == span.size + 1 and _ends_as_landmark(by_kind):
        # "Elbow Cay" is not the Elbow that the gazetteer knows.
        span = by_kind
    span = span or by_kind
    if span and words[index].text == "The" and index + 1 < len(words):
        rest = _span_at(text, words, index + 1, names)
        if rest and rest.end >= span.end and not _has_article(span, rest):
            return None
    return span


def _loosely_named(
    text: str, words: list[Word], index: int, names: Names, known: int
) -> Span | None:
    """Return a name after "in" or "from" whose transliteration alone the gazetteer lacks.

    ``known`` is the number of words that it does know: "Ain" of "Ain Issa", its Ayn Isa.
    """
    if not index or not (words[index - 1].text.lower() in _PLACING or _is_told_sort(words, index)):
        return None
    if not words[index].is_capitalised or text[words[index - 1].end : words[index].start] != " ":
        return None
    for size in range(min(3, len(words) - index), known, -1):
        part = words[index : index + size]
        span = text[part[0].start : part[-1].end]
        if len(span) < _SHORTEST_LOOSE_NAME or not part[-1].is_capitalised:
            continue
        if size == 1 and span.lower().replace("-", "") in toponym_words()["directions"]:
            # "the Bor area of South-eastern Sudan"
            continue
        if not _is_one_phrase(text, part) or _may_be_person_or_word(part, names):
            continue
        strength = names.loose_strength(span)
        if strength is not None:
            return Span(index, size, span, part[0].start, part[-1].end, strength)
    return None


def _is_told_sort(words: list[Word], index: int) -> bool:
    """Return whether the sort of place stands before a name: "the coastal city of"."""
    sort = words[index - 2].text.lower() if index > 1 and words[index - 1].text == "of" else ""
    return sort in toponym_words()["area_nouns"]


def _may_be_person_or_word(part: list[Word], names: Names) -> bool:
    facts = [names.word_facts(word.text) for word in part]
    _, given, surname = facts[0]
    is_person = bool(given or (surname and len(part) == 1))
    return is_person or all(common for common, _, _ in facts)


def _has_article(span: Span, rest: Span) -> bool:
    """Return whether "The" belongs to the name, as in The Hague but not in The Gaza Strip."""
    if rest.end > span.end or span.strength is None:
        return False
    return span.strength > (rest.strength or 0.0) or (
        rest.size == 1 and span.strength == rest.strength
    )


def _ends_as_landmark(span: Span) -> bool:
    return span.text.rpartition(" ")[2].lower() in toponym_words()["landmarks"]


def _longest_name(text: str, words: list[Word], index: int, names: Names) -> Span | None:
    if not words[index].is_capitalised or _is_christened(text, words, index):
        return None
    for size in range(_phrase_length(text, words, index), 0, -1):
        part = words[index : index + size]
        if not part[-1].is_capitalised:
            continue
        span = text[part[0].start : part[-1].end]
        if size == 1 and not _may_stand_alone(text, words, index):
            continue
        if size > 1 and span.lower().replace(" ", "_") in toponym_words()["not_places"]:
            return None
        if size > 2 and part[1].text == "of" and _heads_a_body(part[0]):
            continue
        if size == 1 and (
            _governs_an_object(text, words, index, names) or _is_definite_noun(words, index, names)
        ):
            return None
        strength = names.strength(span)
        if strength is not None and size == 1 and _is_of_a_feature(text, words, index):
            whole = text[part[0].start : words[index + 1].end]
            return Span(index, 2, whole, part[0].start, words[index + 1].end, strength)
        if strength is not None:
            end = _end_with_point(text, part[-1])
            return Span(index, size, text[part[0].start : end], part[0].start, end, strength)
    return None


FEATURES = frozenset({"island", "islands", "isle", "islet", "atoll", "reef", "cay"}) | {
    "airport",
    "airfield",
    "airbase",
    "street",
    "avenue",
    "boulevard",
}


def _is_of_a_feature(text: str, words: list[Word], index: int) -> bool:
    """Return whether a name is part of that of an island or airport: no town of Monito is meant."""
    if index + 1 >= len(words) or words[index].is_possessive:
        return False
    after = words[index + 1]
    is_beside = text[words[index].end : after.start] == " " and after.is_capitalised
    return is_beside and after.text.lower() in FEATURES


def _end_with_point(text: str, word: Word) -> int:
    """Return the end of a name, the point of an abbreviation such as "Ill." included."""
    is_short = word.text.lower() in toponym_words()["abbreviations"]
    return word.end + 1 if is_short and text[word.end : word.end + 1] == "." else word.end


def _may_stand_alone(text: str, words: list[Word], index: int) -> bool:
    word = words[index]
    lists = toponym_words()
    lower = word.text.lower()
    if _is_number(word.text) or _follows_designation(text, word):
        return False
    if lower in _GLUE and index + 1 < len(words) and words[index + 1].is_capitalised:
        # "Al Houthi" is not the town of Al.
        return text[word.end : word.end + 1] != " "
    if lower == "america" and index and words[index - 1].text.lower() in _PARTS_OF_AMERICA:
        return False
    if text[word.end : word.end + 6] == " river" and not word.is_possessive:
        # "the Escondido river" is not the town of Escondido.
        return False
    # "I've", with either apostrophe
    if len(word.text) < 2 or (word.text[1] in "'’" and len(word.text) < 5):
        return False
    follows_comma = index > 0 and text[words[index - 1].end : word.start] in (", ", " (")
    if lower in lists["abbreviations"]:
        return text[word.end : word.end + 1] == "." or follows_comma
    if word.text.isupper() and len(word.text) == 2 and word.text not in ("US", "UK", "EU"):
        return follows_comma and words[index - 1].is_capitalised
    if lower in ("us", "uk", "eu"):
        return word.text.isupper()
    if lower in lists["person_titles"] and text[word.end : word.end + 2] == ". ":
        # "Col. Geerhan" is an officer, not the town of Col.
        return False
    return lower not in lists["not_places"]


def _is_christened(text: str, words: list[Word], index: int) -> bool:
    """Return whether a name is that of a vessel, operation or storm: "HMS London"."""
    if index == 0 or text[words[index - 1].end : words[index].start] != " ":
        return False
    before = words[index - 1]
    lower = before.text.lower()
    if before.is_capitalised and lower in toponym_words()["christened"]:
        return True
    return lower in toponym_words()["vessels"]


_PARTS_OF_AMERICA = frozenset(("central", "latin", "south", "north"))
# A place more prominent than this is meant even where its name is a common word after "the".
_PROMINENT = 5.5


def _is_definite_noun(words: list[Word], index: int, names: Names) -> bool:
    """Return whether a name is a common noun with a capital: "the Mission will end"."""
    if index == 0 or words[index - 1].text.lower() not in ("the", "this", "our", "its"):
        return False
    word = words[index].text
    return bool(names.word_facts(word)[0]) and (names.strength(word) or 0.0) < _PROMINENT


@cache
def _numbers() -> frozenset[str]:
    return frozenset(load_words()["numbers"]["words"])


def _is_number(word: str) -> bool:
    """Return whether a word is a number in words: "Seventy-nine people were taken"."""
    numbers = _numbers()
    return all(part in numbers for part in word.lower().split("-"))


_GOING = re.compile(r"(?:\s?[–—→>-]\s?|\s(?:to|for)\s)[^\W\d_a-z]")
_DESIGNATION = re.compile(r"\b[A-Z]{1,4}-?\d{1,3}[A-Z]{0,2}\s$")


def _follows_designation(text: str, word: Word) -> bool:
    """Return whether a name is that of a type of machine: "a C-130 Hercules".

    In "C-130 Juba to Entebbe" it is where the machine set out.
    """
    if _DESIGNATION.search(text[max(0, word.start - 12) : word.start]) is None:
        return False
    return _GOING.match(text, word.end) is None


def _governs_an_object(text: str, words: list[Word], index: int, names: Names) -> bool:
    """Return whether a common word opens a sentence and an object follows: "Reading the list"."""
    if not words[index].begins_sentence or index + 1 >= len(words):
        return False
    after = words[index + 1]
    return (
        after.text in toponym_words()["determiners"]
        and text[words[index].end : after.start] == " "
        and names.word_facts(words[index].text)[0] == 1
    )


def _is_one_phrase(text: str, part: list[Word]) -> bool:
    if any(not word.is_capitalised and word.text.lower() not in _GLUE for word in part):
        return False
    return all(_are_joined(text, left, right) for left, right in pairwise(part))


def _phrase_length(text: str, words: list[Word], index: int) -> int:
    """Return how many words from a capitalised one on are one phrase, at most those of a name."""
    last = min(index + LONGEST_NAME_WORDS, len(words))
    for position in range(index + 1, last):
        word = words[position]
        if not word.is_capitalised and word.text.lower() not in _GLUE:
            return position - index
        if not _are_joined(text, words[position - 1], word):
            return position - index
    return last - index


def _are_joined(text: str, left: Word, right: Word) -> bool:
    # "Cox's Bazar" is one name; "Syria's Aleppo" is none that the gazetteer knows.
    gap = text[left.end : right.start]
    if (gap[2:] if left.is_possessive else gap) not in _GAPS:
        return False
    return gap != ". " or len(left.text) <= 3


def _heads_a_body(word: Word) -> bool:
    """Return whether a word such as University names a body with the "of" that follows."""
    return word.text.lower() in toponym_words()["organisation_heads"]


def _named_by_kind(text: str, words: list[Word], index: int) -> Span | None:
    """Return a name that the gazetteer lacks but a word tells to be one: "Neches River"."""
    if index + 1 >= len(words) or not words[index + 1].is_capitalised:
        return None
    if words[index].text.lower() in _IN_TITLES:
        # "Children Taken Out Of Homs Province"
        return None
    lists = toponym_words()
    part: list[Word] = []
    for word in words[index : index + 4]:
        if not word.is_capitalised or (part and not _is_one_phrase(text, [part[-1], word])):
            break
        part.append(word)
        lower = word.text.lower()
        if "_".join(each.text.lower() for each in part) in lists["not_places"] and len(part) > 1:
            break
        if len(part) > 1 and (
            lower in lists["kinds_after"]
            or (part[0].text.lower() in lists["kinds_before"] and lower not in lists["not_places"])
        ):
            return Span(
                index, len(part), text[part[0].start : word.end], part[0].start, word.end, None
            )
        if lower in lists["not_places"] and len(part) > 1:
            break
    return None
