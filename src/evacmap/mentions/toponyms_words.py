"""Cut a report's text into words, with what is seen of each where it stands."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, Protocol

from evacmap.model import Place


class Names(Protocol):
    """What finding toponyms asks of a gazetteer."""

    def has_name(self, name: str) -> bool:
        """Return whether a place bears this name."""
        ...

    def strength(self, name: str) -> float | None:
        """Return the prominence of the best place of this name; None where there is none."""
        ...

    def loose_strength(self, name: str) -> float | None:
        """Return the prominence of the best place of a name transliterated otherwise."""
        ...

    def demonym(self, word: str) -> Place | None:
        """Return the place that a word such as "Syrian" belongs to."""
        ...

    def word_facts(self, word: str) -> tuple[int, int, int]:
        """Return whether a word is a common one, and how frequent as given name and surname."""
        ...


# A tuple, because a report has thousands of them and a frozen dataclass takes five times as long.
class Word(NamedTuple):
    """A word of a report: ``text`` without a possessive ending, from ``start`` to ``end``."""

    text: str
    start: int
    end: int
    is_capitalised: bool
    begins_sentence: bool
    is_possessive: bool


_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b(?!\.))?|[^\W\d_]+(?:(?:['’‘`-]|\.(?=[A-Z]))[^\W\d_]+)*"
)
_POSSESSIVE = frozenset({"'s", "’s", "'S", "’S"})
_SENTENCE_END = re.compile(r"(?:^|[.!?:;][\"'”’)\]]*\s+|\n\s*|[\"“‘(]\s*|[—–]\s*|-- ?)$")
_ABBREVIATIONS_BEFORE_A_NAME = re.compile(r"\b(?:St|Mt|Ft|Dr|Mr|Mrs|Ms|Gen|Col|Sen|Rep|Gov)\.\s$")


@lru_cache(maxsize=1)
def toponym_words() -> dict[str, frozenset[str]]:
    """Return the word lists of English that tell names apart, lower case."""
    text = (files("evacmap.languages") / "en_toponyms.toml").read_text(encoding="utf-8")
    return {key: frozenset(value.split()) for key, value in tomllib.loads(text).items()}


def split_words(text: str, start: int, end: int, names: Names) -> list[Word]:
    """Return the words of one block of the text; "Lebanon-Syria" counts as two."""
    found: list[Word] = []
    for word in _words(text, start, end):
        if "-" in word.text:
            found += _hyphened_parts(word, names)
        else:
            found.append(word)
    return found


# Both halves of a pair such as "Lebanon-Syria" are at least as prominent as a large town.
_PAIR_STRENGTH = 5.0


def _hyphened_parts(word: Word, names: Names) -> list[Word]:
    left, _, right = word.text.partition("-")
    if not (left[:1].isupper() and right[:1].isupper()) or names.has_name(word.text):
        return [word]
    if any((names.strength(part) or 0.0) < _PAIR_STRENGTH for part in (left, right)):
        return [word]
    middle = word.start + len(left)
    return [
        Word(left, word.start, middle, True, word.begins_sentence, False),
        Word(right, middle + 1, word.end, True, False, word.is_possessive),
    ]


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, end):
        begin, finish = match.span()
        word = match[0]
        is_possessive = word[-2:] in _POSSESSIVE
        if is_possessive:
            word, finish = word[:-2], finish - 2
        # Most words follow a word and a space, and most are small: they are told first.
        if begin - start > 1 and text[begin - 1] == " " and text[begin - 2].isalnum():
            begins_sentence = False
        else:
            begins_sentence = begin == start or _ends_a_sentence(
                text[max(start, begin - 5) : begin]
            )
        is_capitalised = not word.islower() and _begins_name(word)
        seen = (word, begin, finish, is_capitalised, begins_sentence, is_possessive)
        yield tuple.__new__(Word, seen)


# "Russian-occupied", "Britain-based" qualify a name and are none.
_PARTICIPLE = re.compile(r"-[a-z]*(?:ed|held|run|led|born|built|wide|era)$")


def _begins_name(word: str) -> bool:
    if "-" in word and _PARTICIPLE.search(word):
        return False
    return word[:1].isupper() or _has_capital_part(word)


def _ends_a_sentence(before: str) -> bool:
    """Whether a sentence ends with these last characters before a word."""
    return bool(_SENTENCE_END.search(before) and not _ABBREVIATIONS_BEFORE_A_NAME.search(before))


def _has_capital_part(word: str) -> bool:
    return any(part[:1].isupper() for part in re.split(r"['’‘`-]", word)[1:])
