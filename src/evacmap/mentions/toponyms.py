"""Find the place names of a report and say what each does where it stands.

Stands at the beginning of the stage "mentions": takes a document and the names that the
gazetteer knows; gives toponyms. Works on the text alone.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Protocol

from evacmap.model import Document, Place, Toponym, ToponymRole

LONGEST_NAME_WORDS = 7


class Names(Protocol):
    """What finding toponyms asks of a gazetteer."""

    def has_name(self, name: str) -> bool:
        """Return whether a place bears this name."""
        ...

    def demonym(self, word: str) -> Place | None:
        """Return the country that a word such as "Syrian" belongs to."""
        ...


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    is_capitalised: bool
    begins_sentence: bool


_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’‘`-][^\W\d_]+)*")
_GLUE = frozenset(
    {"of", "the", "and", "de", "del", "da", "do", "du", "la", "le", "les", "al", "el", "ash", "as"}
    | {"ez", "az", "an", "et"}
)
_SENTENCE_END = re.compile(r"(?:^|[.!?:;][\"'”’)\]]*\s+|\n\s*|[\"“‘(]\s*|[—–]\s*)$")


@lru_cache(maxsize=1)
def toponym_words() -> dict[str, frozenset[str]]:
    """Return the word lists of English that tell names apart, lower case."""
    text = (files("evacmap.languages") / "en_toponyms.toml").read_text(encoding="utf-8")
    return {key: frozenset(value.split()) for key, value in tomllib.loads(text).items()}


def find_toponyms(
    document: Document, names: Names, *, entities: Sequence[tuple[int, int, str]] = ()
) -> tuple[Toponym, ...]:
    """Return the toponyms of all blocks in order of the text; none overlaps another.

    ``entities`` are (start, end, label) of a statistical model, a weak clue against persons.
    """
    persons = {(start, end) for start, end, label in entities if label == "PERSON"}
    found: list[Toponym] = []
    for block in document.blocks:
        words = list(_words(document.text, block.start, block.end))
        found.extend(_find_in_block(document.text, words, names, persons))
    return tuple(sorted(found, key=lambda toponym: toponym.start))


def _words(text: str, start: int, end: int) -> Iterator[_Word]:
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        before = text[max(start, match.start() - 4) : match.start()]
        yield _Word(
            word.removesuffix("'s").removesuffix("’s"),
            match.start(),
            match.end() - (2 if word.endswith(("'s", "’s")) else 0),
            word[0].isupper() or _has_capital_part(word),
            match.start() == start or bool(_SENTENCE_END.search(before)),
        )


def _has_capital_part(word: str) -> bool:
    return any(part[:1].isupper() for part in re.split(r"['’‘`-]", word)[1:])


def _find_in_block(
    text: str, words: list[_Word], names: Names, persons: set[tuple[int, int]]
) -> Iterator[Toponym]:
    index = 0
    while index < len(words):
        size = _longest_name(text, words, index, names)
        if size:
            first, last = words[index], words[index + size - 1]
            role = _role(text, words, index, size, names)
            if role and (first.start, last.end) not in persons:
                yield Toponym(
                    text=text[first.start : last.end], start=first.start, end=last.end, role=role
                )
            index += size
        else:
            index += 1


def _longest_name(text: str, words: list[_Word], index: int, names: Names) -> int:
    """Return of how many words the longest name beginning here is; 0 where none begins."""
    if not words[index].is_capitalised:
        return 0
    for size in range(min(LONGEST_NAME_WORDS, len(words) - index), 0, -1):
        part = words[index : index + size]
        if not part[-1].is_capitalised or not _is_one_phrase(text, part):
            continue
        span = text[part[0].start : part[-1].end]
        if (
            size == 1
            and (
                span.lower() in toponym_words()["not_places"]
                or len(span) < 2
                or not span[0].isalpha()
            )
            and not (span.isupper() and span in ("US", "UK"))
        ):
            continue
        if names.has_name(span) or (size == 1 and names.demonym(span)):
            return size
    return 0


def _is_one_phrase(text: str, part: list[_Word]) -> bool:
    if any(not word.is_capitalised and word.text.lower() not in _GLUE for word in part):
        return False
    gaps = (text[left.end : right.start] for left, right in pairwise(part))
    return all(gap in (" ", "-", ". ", " - ", "’ ", "\u00a0") for gap in gaps)


def _role(text: str, words: list[_Word], index: int, size: int, names: Names) -> ToponymRole | None:
    lists = toponym_words()
    first, last = words[index], words[index + size - 1]
    before = words[index - 1] if index else None
    after = words[index + size] if index + size < len(words) else None
    touches_before = before is not None and text[before.end : first.start] in (" ", ". ", "-")
    touches_after = after is not None and text[last.end : after.start] in (" ", "-")
    if size == 1 and names.demonym(first.text):
        return ToponymRole.DEMONYM
    if touches_before and before and before.is_capitalised:
        if before.text.lower() in lists["person_titles"]:
            return None
        if before.text.lower() not in lists["not_places"] and not before.begins_sentence:
            return None if not names.has_name(before.text) else ToponymRole.NESTED
    if touches_before and before and before.text == "of" and index >= 2:
        head = words[index - 2]
        if head.is_capitalised and head.text.lower() in lists["organisation_heads"]:
            return ToponymRole.NESTED
    if touches_after and after:
        word = after.text.lower()
        if after.is_capitalised and word in lists["organisation_words"]:
            return ToponymRole.NESTED
        if (
            after.is_capitalised
            and not names.demonym(after.text)
            and word not in lists["not_places"]
        ):
            return ToponymRole.NESTED if size == 1 else ToponymRole.PLACE
        if word in lists["speech_verbs"] and (
            before is None or before.text.lower() not in _PLACING
        ):
            return ToponymRole.GOVERNMENT
    if first.text.isupper() and len(first.text) > 3 and _begins_line(text, first.start):
        return ToponymRole.DATELINE
    return ToponymRole.PLACE


_PLACING = frozenset(
    {"in", "from", "to", "at", "near", "of", "into", "towards", "toward", "via", "through"}
    | {"around", "outside"}
)


def _begins_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"
