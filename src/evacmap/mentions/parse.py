"""One dependency parse of the sentences that can hold a leg, and of no others.

A sentence is parsed if its words can add up to a leg, goes on with such a sentence, or stands
beside it and names a place: legs are told over several sentences where a report is about them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from evacmap.languages.leads import lead_length
from evacmap.languages.model import load_parser, parse_docs
from evacmap.languages.theme import off_topics_of, tells_of_flight, theme_of
from evacmap.mentions.marks import (
    can_be_entry,
    can_mark_end,
    describes_end,
    may_go_on,
)
from evacmap.mentions.worth import (
    SEVERAL,
    SURE,
    can_tell_leg,
    is_title_case,
    motion_weight,
    motion_weights,
)
from evacmap.model import AREA_KINDS, BlockKind, GeocodedToponym, Sentence, Toponym, ToponymRole

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# A sentence longer than this is a list or a table; the parser's answer is noise, its cost is not.
LONGEST_PARSED = 1200
SHORT = 90
# A weak word of movement counts within so many sentences after one that tells a leg.
GOES_ON = 3
# A sure one without a place may count those told of so many sentences before.
FAR = 6
# From this weight on a word of movement ("left", "returned") seldom means something else.
FIRM = 0.5
HEADLINES = frozenset({BlockKind.TITLE, BlockKind.HEADING})
ENDS = frozenset({ToponymRole.PLACE, ToponymRole.GOVERNMENT})
NAMES = frozenset({ToponymRole.PLACE, ToponymRole.GOVERNMENT, ToponymRole.DATELINE})
BESIDE = frozenset({"neighbouring", "neighboring", "adjoining"})
# What stands in for a place that is an area, and for one that is not.
STAND_INS = {True: "France", False: "London"}


def parse_sentences(
    sentences: Sequence[Sentence], places: Sequence[GeocodedToponym]
) -> tuple[Sentence, ...]:
    """Return the sentences, those that can hold a leg with their parse."""
    named = _by_sentence(sentences, places)
    wanted = wanted_sentences(
        sentences,
        {number for number, items in enumerate(named) if items},
        lambda number: [
            item.toponym.start - sentences[number].start
            for item in named[number]
            if item.toponym.role in ENDS and item.place is not None
        ],
    )
    if not wanted:
        return tuple(sentences)
    parser = load_parser()
    common: frozenset[str] = frozenset()
    if any(sentences[n].kind in HEADLINES for n in wanted):
        common = _lower_words(sentences)
    docs = [plain_doc(parser, sentences[n], named[n], common) for n in wanted]
    parses = dict(zip(wanted, parse_docs(docs), strict=True))
    return tuple(
        replace(sentence, parse=parses[number]) if number in parses else sentence
        for number, sentence in enumerate(sentences)
    )


def plain_doc(
    parser: "Language",
    sentence: Sentence,
    items: Sequence[GeocodedToponym],
    common: Collection[str],
) -> "Doc":
    """Return the words of a sentence, made easy for a parser trained on well-known names.

    Each place name becomes one word that the model has often seen, since it takes "to Nauru" for
    an infinitive and "Hola Prystan" for a verb with its object; the words of a headline in title
    case lose their capitals. ``Doc.user_data`` keeps the ``offsets`` of each word in the text of
    the sentence, that ``text``, and which words stand for ``places`` or name ``peoples``.
    """
    from spacy.tokens import Doc

    text = re.sub(r"\s", " ", sentence.text)
    lower = sentence.kind in HEADLINES and is_title_case(text)
    spans = {}
    for item in items:
        if item.toponym.role in NAMES and item.place is not None:
            start, end = item.toponym.start - sentence.start, item.toponym.end - sentence.start
            spans[start] = (end, STAND_INS[item.place.kind in AREA_KINDS])
    words: list[str] = []
    spaces: list[bool] = []
    offsets: list[tuple[int, int]] = []
    stand_ins: set[int] = set()
    until = lead_length(text)
    for token in parser.make_doc(text):
        start, end = token.idx, token.idx + len(token)
        if start < until:
            if spaces and end <= until:
                spaces[-1] = bool(token.whitespace_)
            continue
        if _CLOCK.fullmatch(token.text) and words and words[-1].lower() not in _AT:
            # "left Tripoli 0500 for Valletta": the parser takes the hour for the object.
            continue
        if token.is_space:
            # A second space in a row is a word of its own to spaCy, and stands between others.
            continue
        # The parser has seldom seen typographic quotes, and takes "the city’s people" apart.
        word = token.text.translate(_QUOTES)
        if start in spans:
            end, word = spans[start]
            until = end
            for _ in range(_length_of_sort(words) or _length_of_bearing(words)):
                # "to the port city Basra": the parser takes the city for a subject, and
                # "to southwestern Uganda" for something to do.
                stand_ins.discard(len(words) - 1)
                words.pop(), spaces.pop(), offsets.pop()
            stand_ins.add(len(words))
        elif word in _ARROWS:
            word = "to"
        elif end + 1 in spans and [*words[-2:], word] == ["as", "far", "as"]:
            # "got as far as Homs" is "got to Homs".
            start, word = offsets[-2][0], "to"
            del words[-2:], spaces[-2:], offsets[-2:]
        elif word.lower() in BESIDE:
            # The parser takes "to neighbouring Syria" for "to neighbour Syria".
            word = "nearby"
        elif lower and word.lower() in (common if words else motion_words()):
            word = word.lower()
        words.append(word)
        spaces.append(bool(token.whitespace_))
        offsets.append((start, end))
    doc = Doc(parser.vocab, words=words, spaces=spaces)
    doc.user_data["offsets"] = tuple(offsets)
    doc.user_data["text"] = text
    doc.user_data["places"] = frozenset(stand_ins)
    doc.user_data["peoples"] = _peoples(sentence, items, offsets)
    return doc


def _peoples(
    sentence: Sentence, items: Sequence[GeocodedToponym], offsets: Sequence[tuple[int, int]]
) -> frozenset[int]:
    """Return which words name people by where they come from: "Cypriots", "South Koreans"."""
    spans = [
        (item.toponym.start - sentence.start, item.toponym.end - sentence.start)
        for item in items
        if item.toponym.role is ToponymRole.DEMONYM
    ]
    return frozenset(
        number
        for number, (first, last) in enumerate(offsets)
        if any(start <= first and last <= end for start, end in spans)
    )


_QUOTES = str.maketrans("‘’‛“”„", "'''\"\"\"")
_ARROWS = frozenset({"→", "➡", "➡️", "➔", "->", "-->"})
_CLOCK = re.compile(r"[0-2]?\d[:.]?[0-5]\d(?:Z|L|LT|h|hrs|UTC|GMT)|0\d[0-5]\d")
_AT = frozenset(
    {"at", "by", "around", "about", "from", "until", "till", "before", "after", "since"}
)

# What a name may stand right after: "the capital Khartoum", "its main port Latakia".
_SORTS = frozenset({"city", "town", "village", "capital", "port", "island", "province", "district"})
_DEFINITE = frozenset({"the", "its", "their", "his", "her"})


def _length_of_sort(words: Sequence[str]) -> int:
    """Return how many of the last words only say what sort of place is named next."""
    if not words or words[-1].lower() not in _SORTS:
        return 0
    for size in range(2, min(5, len(words)) + 1):
        if words[-size].lower() in _DEFINITE:
            return size
        if not words[-size].replace("-", "").isalpha():
            return 0
    return 0


_BEARING = re.compile(
    r"(?:(?:north|south|mid)-?)?(?:north|south|east|west|centr)(?:ern|al)?", re.IGNORECASE
)
_BEFORE_BEARING = frozenset({"to", "from", "in", "into", "of", "across", "through", "out", "near"})


def _length_of_bearing(words: Sequence[str]) -> int:
    """Return how many of the last words only say which part of the place is named next."""
    size = 0
    while size < min(3, len(words)) and (
        words[-size - 1] == "-" or _BEARING.fullmatch(words[-size - 1])
    ):
        size += 1
    if not size or words[-size] == "-":
        return 0
    # "went south Friday", "headed north London-bound": alone these are ways to go.
    is_part = words[-1].lower().endswith(("ern", "central"))
    before = words[-size - 1].lower() if len(words) > size else ""
    return size if is_part or before in _BEFORE_BEARING else 0


def _lower_words(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Words that the report also writes without a capital, and all words of movement."""
    seen = {word for s in sentences for word in re.findall(r"\b[a-z]+", s.text)}
    return frozenset(seen) | motion_words()


def _by_sentence(
    sentences: Sequence[Sentence], places: Sequence[GeocodedToponym]
) -> list[list[GeocodedToponym]]:
    found: list[list[GeocodedToponym]] = [[] for _ in sentences]
    at = 0
    for place in sorted(places, key=lambda item: item.toponym.start):
        while at < len(sentences) and sentences[at].end <= place.toponym.start:
            at += 1
        if at == len(sentences):
            break
        if sentences[at].start <= place.toponym.start:
            found[at].append(place)
    return found


def names_in(
    sentences: Sequence[Sentence], toponyms: Sequence[Toponym]
) -> dict[int, list[Toponym]]:
    """Return the toponyms of each sentence that has any, by its number."""
    begins = [sentence.start for sentence in sentences]
    found: dict[int, list[Toponym]] = {}
    for toponym in toponyms:
        number = bisect_right(begins, toponym.start) - 1
        if number >= 0 and toponym.start < sentences[number].end:
            found.setdefault(number, []).append(toponym)
    return found


def wanted_sentences(
    sentences: Sequence[Sentence],
    with_places: set[int],
    ends_in: Callable[[int], Sequence[int]],
) -> list[int]:
    """Return the numbers of the sentences to parse.

    ``ends_in`` gives, for the number of a sentence, where in it the places begin that can be an
    end. A report about evacuation or flight tells a leg over several sentences: the place may
    stand two before or after its verb. Any other tells one in passing, within a sentence or, with
    a firm word of movement, in those around.
    """
    theme = _theme(tuple(sentences))
    kept: set[int] = set()
    beside: set[int] = set()
    places_in_order = sorted(with_places)
    last = last_named = -FAR - 1
    spoken_of: set[int] = set()
    for number, told in _telling(sentences, with_places).items():
        is_firm = told.weight >= FIRM
        reach = 2 if theme >= 1 or is_firm else 0
        near = range(number - reach, number + reach + 1)
        text = sentences[number].text
        described = describes_end(text)
        is_near = described or any(each in with_places for each in near)
        names_place = number in with_places
        goes_on = names_place or number - last_named <= GOES_ON
        if not (goes_on or _is_by_list(sentences, with_places, number) or may_go_on(text)):
            continue
        if not is_near and told.weight >= SURE and number - last <= FAR:
            kept.add(number)
        if is_near and (is_firm or can_mark_end(text, ends_in(number))):
            kept.add(number)
            last = number if is_firm else last
            last_named = number if names_place else last_named
            if described:
                spoken_of |= set(_last_before(number, places_in_order))
        if theme >= 1 or (number in kept and is_firm and told.can_tell_leg):
            beside |= {number - 1, number + 1}
    kept |= spoken_of
    if theme >= 1 or _tells_of_flight(tuple(sentences)):
        # "0600: 14 buses, Homs to Hama, 620 people": a log needs no word of movement.
        kept |= {
            number
            for number in with_places - kept
            if can_be_entry(sentences[number].text, ends_in(number))
        }
    # Beside them only a list of places tells more; it goes on with what they say.
    kept |= {number for number in beside & with_places if len(sentences[number].text) < SHORT}
    # A run of short sentences that only name places goes on the list begun before it.
    for number in places_in_order:
        if number - 1 in kept and len(sentences[number].text) < SHORT:
            kept.add(number)
    return sorted(n for n in kept if len(sentences[n].text) <= LONGEST_PARSED)


def _is_by_list(sentences: Sequence[Sentence], with_places: set[int], number: int) -> bool:
    """Whether a sentence beside this one may be a mere list of its places."""
    beside = with_places & {number - 1, number + 1}
    return any(len(sentences[each].text) < SHORT for each in beside)


def _last_before(number: int, in_order: Sequence[int]) -> Sequence[int]:
    """Return the last of some sentences before one; none where there is none."""
    at = bisect_left(in_order, number)
    return in_order[max(0, at - 1) : at]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The greatest weight of a sentence's words of movement, and whether it can tell a leg."""

    weight: float
    can_tell_leg: bool


def _telling(sentences: Sequence[Sentence], with_places: set[int]) -> dict[int, _Told]:
    """Return the sentences with a word of movement that can tell a leg, or go on with one.

    One that only goes on names a place itself.
    """
    telling: dict[int, _Told] = {}
    last = -GOES_ON
    for number, told in _moving(tuple(sentences)).items():
        if told.can_tell_leg or (number - last < GOES_ON and number in with_places):
            telling[number] = told
            last = number
    return telling


# Asked for three times on the way of a report: before the gazetteer is asked, with the toponyms,
# and with their places.
@lru_cache(maxsize=4)
def _moving(sentences: tuple[Sentence, ...]) -> dict[int, _Told]:
    """Return the sentences with a word of movement, in order."""
    theme, off_topics = _theme(sentences), off_topics_of(sentences)
    weights = {
        number: weight
        for number, sentence in enumerate(sentences)
        if len(sentence.text) <= LONGEST_PARSED
        and (weight := motion_weight(sentence.text)) is not None
    }
    # Others speak for a sentence only where they tell a movement by themselves.
    alone = {number for number in weights if can_tell_leg(sentences[number].text)}
    is_short = len(sentences) < SEVERAL
    return {
        number: _Told(
            weight=weight,
            can_tell_leg=can_tell_leg(
                sentences[number].text,
                before=sentences[number - 1].text if number else "",
                others=None if is_short else len(alone - {number}),
                theme=theme,
                off_topic=off_topics[number],
            ),
        )
        for number, weight in weights.items()
    }


@lru_cache(maxsize=4)
def _theme(sentences: tuple[Sentence, ...]) -> float:
    return theme_of(sentences)


@lru_cache(maxsize=4)
def _tells_of_flight(sentences: tuple[Sentence, ...]) -> bool:
    return tells_of_flight(sentences)


@cache
def motion_words() -> frozenset[str]:
    """Return every form of every motion verb and noun."""
    return frozenset(motion_weights())
