"""Find the place names of a report and say what each does where it stands.

Stands at the beginning of the stage "mentions": takes a document and the names that the
gazetteer knows; gives toponyms. Works on the text alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from evacmap.languages.leads import LONGEST_LEAD, dateline_length
from evacmap.languages.theme import tells_of_flight, theme_of
from evacmap.mentions.sentences import split_sentences
from evacmap.mentions.toponyms_clues import place_probability, span_clues
from evacmap.mentions.toponyms_spans import Span, find_spans
from evacmap.mentions.toponyms_told import LEAST_WEIGHT, find_listed, find_nations, find_told
from evacmap.mentions.toponyms_words import Names, Word, split_words, toponym_words
from evacmap.mentions.worth import SURE
from evacmap.model import Document, Toponym, ToponymRole

__all__ = ["Names", "find_toponyms"]

# Where precision and recall balance on the corpora that the weights were learned on.
MIN_PROBABILITY = 0.42
# A report that is about evacuation or flight takes people to places that nobody knows.
_THEMED = 0.6
# A label of a small statistical model counts for as little as this.
_PERSON_LABEL_FACTOR = 0.7


def find_toponyms(
    document: Document, names: Names, *, entities: Sequence[tuple[int, int, str]] = ()
) -> tuple[Toponym, ...]:
    """Return the toponyms of all blocks in order of the text; none overlaps another.

    ``entities`` are (start, end, label) of a statistical model, a weak clue against persons.
    """
    persons = {(start, end) for start, end, label in entities if label == "PERSON"}
    text = document.text
    acronyms = _acronyms(text, names)
    blocks = []
    for block in document.blocks:
        words = split_words(text, block.start, block.end, names)
        blocks.append((words, list(find_spans(text, words, names))))
    found: list[Toponym] = []
    sentences = split_sentences(document)
    is_themed = theme_of(sentences) >= _THEMED
    is_of_flight = is_themed or tells_of_flight(sentences)
    least_weight = LEAST_WEIGHT if is_themed else SURE
    for (words, spans), clues in zip(blocks, span_clues(text, blocks, names), strict=True):
        taken: dict[int, int] = {}
        chances = [place_probability(clues_of_span) for clues_of_span in clues]
        for span, probability in zip(spans, _on_ways(text, spans, chances), strict=True):
            if span.text in acronyms:
                continue
            if (span.start, span.end) in persons:
                probability *= _PERSON_LABEL_FACTOR
            toponym = _toponym(text, words, span, probability, names)
            if toponym:
                found.append(toponym)
                taken |= dict.fromkeys(range(span.index, span.index + span.size), span.index)
        found.extend(_demonyms(text, words, set(taken), names))
        told = list(find_told(text, words, taken, names, least_weight=least_weight))
        if "Nation" in text or "Indian" in text:
            told += set(find_nations(text, words, taken)) - set(told)
        if is_of_flight:
            told += set(find_listed(text, words, taken, names)) - set(told)
        found.extend(_named(text, words, told))
    return tuple(sorted(found, key=lambda toponym: toponym.start))


# "Bor–Juba": what a dash joins is a way where either end is a place.
_WAY = re.compile(r"\s?[–—→>-]\s?")
_MAY_BE_END = 0.2


def _on_ways(text: str, spans: Sequence[Span], chances: Sequence[float]) -> list[float]:
    """Return the probabilities of spans, the ends of a way each as probable as the other."""
    found = list(chances)
    for number, (one, other) in enumerate(pairwise(spans)):
        low, high = sorted(found[number : number + 2])
        if low >= MIN_PROBABILITY or low < _MAY_BE_END or None in (one.strength, other.strength):
            continue
        if _WAY.fullmatch(text, one.end, other.start) and high >= _EITHER_END:
            found[number : number + 2] = [max(high, MIN_PROBABILITY)] * 2
    return found


# Two names that are little known each are a way together.
_EITHER_END = 0.25

_DEFINED = re.compile(
    r"((?:[A-Z][\w’'-]+\s(?:(?:of|for|and|the|on|in|to)\s){0,2}){1,6}[A-Z][\w’'-]+)\s\(([A-Z]{2,6})\)"
)


def _acronyms(text: str, names: Names) -> frozenset[str]:
    """Return the acronyms that the report itself gives to something that is no place.

    "the International Office for Travel (IOT)" is an office, whatever island has that code.
    """
    found = set()
    for match in _DEFINED.finditer(text):
        initials = [word[0] for word in match[1].split() if word[0].isupper()]
        if "".join(initials[-len(match[2]) :]) == match[2] and not names.has_name(match[1]):
            found.add(match[2])
    return frozenset(found)


def _toponym(
    text: str, words: list[Word], span: Span, probability: float, names: Names
) -> Toponym | None:
    if names.demonym(span.text):
        return None
    role = _role(text, words, span)
    if probability < MIN_PROBABILITY or _is_end_of_a_name(text, words, span, names):
        return None
    if _IS_NUMBERED.match(text, span.end) and span.text.isupper() and len(span.text) <= 3:
        return None
    end = _end_with_kind(text, words, span)
    return Toponym(text=text[span.start : end], start=span.start, end=end, role=role)


# "RIO-373" is a flight.
_IS_NUMBERED = re.compile(r"[- ]?\d{2,4}\b")

# Less prominent than a large town: one of many small places of a name; and less than a large city.
_LITTLE_KNOWN, _LESS_KNOWN = 5.0, 8.0


def _is_end_of_a_name(text: str, words: list[Word], span: Span, names: Names) -> bool:
    """Return whether a little-known name is the end of an unknown one: "Tunon Taka"."""
    if span.strength is None or span.strength >= _LESS_KNOWN or not span.index:
        return False
    before = words[span.index - 1]
    if span.strength >= _LITTLE_KNOWN and any(names.word_facts(before.text)):
        return False
    if not before.is_capitalised or before.begins_sentence or before.is_possessive:
        return False
    if text[before.end : span.start] != " ":
        return False
    lists, lower = toponym_words(), before.text.lower()
    known = ("directions", "person_titles", "kinds_after", "area_nouns", "before")
    if any(lower in lists[table] for table in known) or len(before.text) < 3:
        return False
    return names.strength(before.text) is None and names.demonym(before.text) is None


def _named(text: str, words: list[Word], names_at: Iterable[tuple[int, int]]) -> Iterator[Toponym]:
    for index, size in names_at:
        start = words[index].start
        span = Span(index, size, "", start, words[index + size - 1].end, None)
        end = _end_with_kind(text, words, span)
        yield Toponym(text=text[start:end], start=start, end=end)


def _demonyms(text: str, words: list[Word], taken: set[int], names: Names) -> Iterator[Toponym]:
    index = 0
    while index < len(words):
        for size in (2, 1) if words[index].is_capitalised else ():
            part = words[index : index + size]
            if len(part) == size and part[-1].is_capitalised:
                span = text[part[0].start : part[-1].end]
                free = taken.isdisjoint(range(index, index + size))
                if free and "\n" not in span and names.demonym(span):
                    end = _end_of_capital(text, words, index + size, taken)
                    yield Toponym(
                        text=text[part[0].start : end or part[-1].end],
                        start=part[0].start,
                        end=end or part[-1].end,
                        role=ToponymRole.PLACE if end else ToponymRole.DEMONYM,
                    )
                    index += size - 1
                    break
        index += 1


def _end_of_capital(text: str, words: list[Word], position: int, taken: set[int]) -> int | None:
    """Return the end of "Lebanese capital" where it stands for a place by itself.

    None where the name of the capital stands beside it: "Beirut, the Lebanese capital".
    """
    if position >= len(words) or words[position].text != "capital":
        return None
    beside = {position - 3, position - 2, position + 1}
    if taken & beside or text[words[position - 1].end : words[position].start] != " ":
        return None
    return words[position].end


def _end_with_kind(text: str, words: list[Word], span: Span) -> int:
    """Return the end of "Idlib province" and "Khmeimim airbase", their small words included."""
    position = span.index + span.size
    if position < len(words) and not words[position - 1].is_possessive:
        for size in (3, 2, 1):
            part = words[position : position + size]
            role = text[part[0].start : part[-1].end]
            is_role = role in _ROLES or (
                role.lower() in _AREAS and not _goes_on(text, words, position + size)
            )
            if is_role and text[span.end : part[0].start] == " ":
                return part[-1].end
    return span.end


def _goes_on(text: str, words: list[Word], position: int) -> bool:
    """Whether another word of a name stands there: the "Police" of "Sumy Region Police"."""
    if position >= len(words) or text[words[position - 1].end : words[position].start] != " ":
        return False
    word = words[position]
    return word.is_capitalised and word.text.lower() not in _PLACING | _LINKING


_LINKING = frozenset({"over", "after", "as", "amid", "on", "by", "with", "since", "before", "is"})
_AREAS = frozenset(
    {"province", "governorate", "oblast", "prefecture", "region", "county", "district", "raion"}
)


_ROLES = frozenset(
    {"province", "governorate", "oblast", "prefecture", "region", "county", "district"}
    | {"raion", "airbase", "air base", "airport", "airfield", "naval base", "military base"}
    | {"international airport", "military airport", "military airbase", "military air base"}
    | {"camp", "refugee camp", "crossing", "border crossing", "checkpoint"}
)
_PLACING = frozenset(
    {"in", "from", "to", "at", "near", "of", "into", "towards", "toward", "via", "through"}
    | {"around", "outside", "inside", "across", "between", "and", "for", "leaving", "left"}
)


# Countries whose name serves as their adjective.
_ADJECTIVES = frozenset(("U.S.", "U.S", "US", "United States", "U.K.", "UK", "EU", "UAE", "U.A.E."))
# Those who fight under a name that only happens to be that of a small place.
_ARMED = frozenset(("fighters", "mercenaries", "militants", "gunmen", "paramilitaries"))
_BEFORE_A_VERB = frozenset(("has", "have", "had", "also", "later", "then", "again", "already"))


def _role(text: str, words: list[Word], span: Span) -> ToponymRole:
    lists = toponym_words()
    before = words[span.index - 1] if span.index else None
    position = span.index + span.size
    after = words[position] if position < len(words) else None
    if _is_in_dateline(text, span):
        return ToponymRole.DATELINE
    if span.text.isupper() and len(span.text) > 3 and _BY_AGENCY.match(text, span.end):
        return ToponymRole.DATELINE
    if before and before.text == "of" and span.index >= 2:
        head = words[span.index - 2]
        if head.is_capitalised and head.text.lower() in lists["organisation_heads"]:
            return ToponymRole.NESTED
    if after and text[span.end : after.start].isspace() and not words[position - 1].is_possessive:
        if span.text in _ADJECTIVES and (
            after.text in lists["belongings"] or after.text in ("Armed", "Air")
        ):
            return ToponymRole.DEMONYM
        if after.is_capitalised and after.text.lower() in lists["organisation_words"]:
            is_gone_to = _is_gone_to(text, words, span) and span.text not in _ADJECTIVES
            return ToponymRole.PLACE if is_gone_to else ToponymRole.NESTED
        if _begins_a_firm(text, words, position):
            return ToponymRole.NESTED
        little_known = (span.strength or 0.0) < _LITTLE_KNOWN
        if little_known and after.text.lower() in _ARMED:
            return ToponymRole.NESTED
        while after.text in _BEFORE_A_VERB and position + 1 < len(words):
            position += 1
            after = words[position]
        lower = after.text.lower()
        is_placed = before is not None and before.text.lower() in _PLACING
        if lower in lists["speech_verbs"] and not after.is_capitalised and not is_placed:
            return ToponymRole.GOVERNMENT
    return ToponymRole.PLACE


def _is_gone_to(text: str, words: list[Word], span: Span) -> bool:
    """Whether a name begins that of a hospital or the like that someone is taken to or from."""
    at = span.index - 1
    if at > 0 and words[at].text in ("a", "the"):
        at -= 1
    if at < 0 or words[at].text not in _TAKING:
        return False
    for position in range(span.index + span.size, min(span.index + span.size + 4, len(words))):
        word = words[position]
        if (
            words[position - 1].text == "Street"
            or not word.is_capitalised
            or text[words[position - 1].end : word.start] != " "
        ):
            return False
        if word.text.lower() in _HOUSES:
            return True
    return False


_TAKING = frozenset({"to", "into", "from", "at"})
_HOUSES = frozenset({"hospital", "infirmary", "clinic", "prison", "jail", "school", "church"})
# The last word of the name of a firm, however many stand before it.
_FIRMS = frozenset({"company", "corporation", "group", "ltd", "inc", "co", "corp", "airlines"})


def _begins_a_firm(text: str, words: list[Word], position: int) -> bool:
    """Whether the words from ``position`` on end a firm's name: "Lagos Water Company"."""
    for at in range(position, min(position + 4, len(words))):
        word = words[at]
        if not word.is_capitalised or text[words[at - 1].end : word.start] != " ":
            return False
        if word.text.lower() in _FIRMS:
            return True
    return False


# "… Show Caption HOMS, Syria (AP) —": a page may have lost the break before its dateline.
_BY_AGENCY = re.compile(r"(?:, [A-Z][\w .]{2,24})?\s?\([A-Z][\w/ ]{1,20}\)\s?(?:—|–|--|-|_)")
_DAY = re.compile(
    r",? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}\b(?!\s\w+ [a-z])"
)


def _is_in_dateline(text: str, span: Span) -> bool:
    """Return whether a name stands in what begins a line: "MASNAA, Lebanon —", "Cairo (AP) -"."""
    begin = text.rfind("\n", max(0, span.start - LONGEST_LEAD), span.start) + 1
    if begin == 0 and span.start >= LONGEST_LEAD:
        return False
    line = text[begin : begin + LONGEST_LEAD + 60].partition("\n")[0]
    if span.end <= begin + dateline_length(line):
        return True
    if span.start > begin:
        return False
    rest = text[span.end : span.end + 60].partition("\n")[0]
    if _DAY.match(rest):
        return True
    if not span.text.isupper():
        # "Cairo: The crew …" at the top of a report; further down it heads an entry of a list.
        above = text[: span.start].strip().count("\n")
        return above == 0 and span.start > 0 and rest.startswith(": ") and len(rest) > 30
    return any(mark in rest for mark in ("—", "–", " - ", "--", "(", ":"))
