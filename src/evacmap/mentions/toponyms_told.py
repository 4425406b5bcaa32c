"""Names that no gazetteer knows, where the text tells that they are places people move between.

"They fled to Nonesuch", "the camp at Nonesuch", "the Nonesuch border crossing": takes the words
of a block and the toponyms known in it; gives those that only their sentence shows to be places.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from evacmap.languages import load_words
from evacmap.languages.forms import verb_forms
from evacmap.mentions.toponyms_words import Names, Word, toponym_words
from evacmap.mentions.worth import motion_weights

# A word of movement as weak as this may still take people somewhere: "taken", "brought".
LEAST_WEIGHT = 0.3
# How many words may stand between a word of movement and the preposition that it governs.
REACH = 9
LONGEST = 4
SHORTEST = 4
# As frequent as the thousandth name of the census.
_NAMED_SO = 4
_GOALS = frozenset({"to", "into", "onto", "towards", "toward", "from"})
_STAYS = frozenset({"in", "at", "on", "near"})
_PEOPLE = frozenset(
    {"residents", "villagers", "inhabitants", "islanders", "people", "families", "civilians"}
)
_NEARBY = frozenset({"nearby", "neighbouring", "neighboring"})
# "the Andean region" is no name.
_LIKE_ADJECTIVE = re.compile(r"(?:ean|ian|ese|ish|ist|ists)$")
_ADJECTIVE = re.compile(r"-[a-z]+$")


def find_told(
    text: str,
    words: Sequence[Word],
    taken: Mapping[int, int],
    names: Names,
    *,
    least_weight: float,
) -> Iterator[tuple[int, int]]:
    """Yield (first word, number of words) of each name that only its sentence tells to be a place.

    ``taken`` gives for each word of a known toponym the first word of that toponym;
    ``least_weight`` is that of the word of movement which the sentence has to have.
    """
    firsts = dict(taken)
    for index, word in enumerate(words):
        if not word.is_capitalised or word.begins_sentence or index in firsts:
            continue
        before = _before(words, index)
        follows = words[before].text.lower() in _leads() or text[word.start - 2] == ","
        size = _size_of_name(text, words, index, firsts) if follows else 0
        if not size:
            continue
        beside_known = _is_way_with_known(words, before, index + size, firsts)
        if not beside_known and _weight(words, index) < least_weight:
            continue
        if not beside_known and not _is_told(text, words, index, size, firsts):
            continue
        if _may_be_unknown_place(
            text, words, index, size, names, is_camp=_is_camp(words, index, size)
        ):
            firsts.update(dict.fromkeys(range(index, index + size), index))
            yield index, size


# "Red Sky Lake First Nation": communities of Canada and the United States.
_NATION = re.compile(
    r"(?:[A-Z][\w'’-]+ ){1,4}(?:First Nation|(?:Cree|Dene|Ojibway|Anishinaabe|Tribal) Nation"
    r"|Indian (?:Band|Reserve|Reservation)|Indigenous Community)\b"
)


def find_nations(
    text: str, words: Sequence[Word], taken: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the communities that are named as First Nations and that no gazetteer knows."""
    begin, end = (words[0].start, words[-1].end) if words else (0, 0)
    at = {word.start: index for index, word in enumerate(words)}
    for match in _NATION.finditer(text, begin, end):
        index = at.get(match.start())
        size = len(match[0].split())
        if index is not None and taken.keys().isdisjoint(range(index, index + size)):
            yield index, size


_NAME = r"[^\W\d_a-z][\w'’-]+(?:[ -][^\W\d_a-z][\w'’-]+){0,2}"
_NUMBER = r"(?:some|about|around|nearly|over|at least|more than|an estimated)?\s*\d[\d,. ]*\d|\d"
_COUNTED = (
    r"(?:people|persons|individuals|idps|families|households|refugees|returnees|evacuees|migrants"
    r"|arrivals|civilians|residents|inhabitants|detainees|prisoners|patients|wounded|displaced)"
)
# "Nonesuch town: 300 families from", "300 persons, mainly out of Nonesuch", "Nonesuch to X: 300"
_LISTED = (
    re.compile(
        rf"({_NAME})(?: (?:town|district|province|county|city|camp|village|municipality|state))?"
        rf"(?::| [–—-])\s+(?:[a-z][\w-]*\s+){{0,5}}(?:{_NUMBER})\s+"
        rf"(?:[\w-]+\s+){{0,2}}{_COUNTED}\b",
    ),
    re.compile(
        rf"\d\s+(?:[\w-]+\s+){{0,2}}{_COUNTED}\b[^.;:]{{0,25}}?\b(?:from|out of|to)\s+({_NAME})"
    ),
    re.compile(rf"({_NAME})(?: to |\s?[–—→]\s?)({_NAME})\s?[:,(]\s?\d"),
)
_LONGEST_LISTED = 200


def find_listed(
    text: str, words: Sequence[Word], taken: Mapping[int, int], names: Names
) -> Iterator[tuple[int, int]]:
    """Yield the names that only an item of a list tells to be places, by whom it counts there."""
    if not words or words[-1].end - words[0].start > _LONGEST_LISTED:
        return
    begin, end = words[0].start, words[-1].end + 12
    if not any(character.isdigit() for character in text[begin:end]):
        return
    at = {word.start: index for index, word in enumerate(words)}
    heading, *others = _LISTED
    found = [heading.match(text, begin, end), *(each.search(text, begin, end) for each in others)]
    for match in filter(None, found):
        for group in range(1, (match.re.groups or 0) + 1):
            index = at.get(match.start(group))
            if index is None or index in taken:
                continue
            size = sum(match.start(group) <= start < match.end(group) for start in at)
            if not taken.keys().isdisjoint(range(index, index + size)):
                continue
            if _may_be_unknown_place(text, words, index, size, names):
                yield index, size


def _before(words: Sequence[Word], index: int) -> int:
    """Return the index of the word before a name, what describes it left out: "rebel-held X"."""
    at = index - 1
    while at > 0 and not words[at].is_capitalised and _is_described(words[at].text):
        at -= 1
    return at


def _is_described(word: str) -> bool:
    return "-" in word or word.lower() in toponym_words()["directions"] | _NEARBY


def _is_way_with_known(
    words: Sequence[Word], before: int, behind: int, firsts: Mapping[int, int]
) -> bool:
    """Whether a name is one end of a way that has a known other: "from Nonesuch to Homs"."""
    preposition = words[before].text.lower()
    if preposition == "from":
        is_way = behind + 1 < len(words) and words[behind].text.lower() == "to"
        return is_way and behind + 1 in firsts
    if preposition != "to" or before - 1 not in firsts:
        return False
    known = firsts[before - 1]
    return known > 0 and words[known - 1].text.lower() == "from"


def _is_told(
    text: str, words: Sequence[Word], index: int, size: int, firsts: Mapping[int, int]
) -> bool:
    if _follows_sort(words, index) or _stands_before_sort(text, words, index, size):
        return True
    if _is_camp(words, index, size) and words[index - 1].text.lower() == "the" and index > 1:
        return is_end_of_motion(words, index - 1)
    return is_end_of_motion(words, _first_of_list(text, words, index, firsts))


def is_end_of_motion(words: Sequence[Word], index: int) -> bool:
    """Whether a name stands where a movement's end does: "fled to", "arrived in", "left"."""
    if not index:
        return False
    last = _before(words, index)
    before = words[last].text.lower()
    if before in _transitive():
        return not words[last].is_capitalised
    governing: list[str] = []
    for word in reversed(words[max(0, last - REACH) : last]):
        governing.insert(0, word.text.lower())
        if word.begins_sentence:
            break
    if words[last].begins_sentence:
        # "From Nonesuch 64 people came over to Suva."
        return before == "from"
    if not governing:
        return False
    if governing[-1] in toponym_words()["speaking_to"]:
        return False
    if before in _GOALS or (before == "for" and not _leaving().isdisjoint(governing[-4:])):
        table = motion_weights()
        return any(table.get(word, 0.0) >= LEAST_WEIGHT for word in governing)
    return before in _STAYS and not _arriving().isdisjoint(governing[-3:])


def _first_of_list(text: str, words: Sequence[Word], index: int, firsts: Mapping[int, int]) -> int:
    """Return the first word of the list of names that one goes on with: "to Homs, Hama and X"."""
    while index:
        last = index - 1
        if words[last].text == "and":
            last -= 1
            if text[words[last].end : words[last + 1].start].strip(" ,"):
                return index
        elif text[words[last].end : words[index].start] != ", ":
            return index
        if last < 0 or last not in firsts:
            return index
        index = firsts[last]
    return index


def _follows_sort(words: Sequence[Word], index: int) -> bool:
    """Whether the sort of place or its people stand before a name: "a camp at", "residents of"."""
    if index < 2 or words[index - 1].text not in ("of", "at", "in", "from"):
        return False
    sort = words[index - 2]
    if sort.text in _PEOPLE:
        return True
    if words[index - 1].text == "from":
        return False
    return not sort.is_capitalised and sort.text.lower() in toponym_words()["sorts"]


def _stands_before_sort(text: str, words: Sequence[Word], index: int, size: int) -> bool:
    """Whether the sort of place stands after a name: "to the Nonesuch camp"."""
    position = index + size
    before = words[index - 1].text.lower() if index else ""
    if before == "the" and index > 1:
        before = words[index - 2].text.lower()
    placed = before in _GOALS or before in _STAYS or before in _transitive()
    if not placed or before == "for" or position >= len(words):
        return False
    for sort in words[position : position + 2]:
        if sort.is_capitalised or text[words[position - 1].end : sort.start].strip():
            return False
        if sort.text.lower() in toponym_words()["sorts"]:
            return True
        position += 1
    return False


# What the camps of relief work are called: "the Nonesuch transit centre", "Nonesuch Refugee Camp".
_CAMPS = frozenset({"camp", "camps", "settlement"})
_CENTRES = frozenset({"centre", "center", "site", "point", "camp", "settlement"})
_OF_CENTRES = frozenset({"transit", "reception", "refugee", "idp", "displacement", "relocation"})


def _is_camp(words: Sequence[Word], index: int, size: int) -> bool:
    """Whether a name is that of a camp, its sort being its last word or those that follow it."""
    sorts = [word.text.lower() for word in words[index + 1 : index + size + 2]]
    following = sorts[size - 1 :]
    if following[:1] and following[0] in _CAMPS:
        return True
    if any(first in _OF_CENTRES and second in _CENTRES for first, second in pairwise(sorts)):
        return True
    return size > 1 and sorts[size - 2] in _CAMPS


def _size_of_name(text: str, words: Sequence[Word], index: int, taken: Mapping[int, int]) -> int:
    """Return how many words from a capitalised one on are one name; 0 where it is of no length."""
    size = 1
    while size < LONGEST and index + size < len(words):
        left, word = words[index + size - 1], words[index + size]
        joined = text[left.end : word.start] in (" ", "-") and not left.is_possessive
        if not joined or not word.is_capitalised or index + size in taken:
            break
        size += 1
    following = index + size
    if following < len(words) and words[following].is_capitalised:
        gap = text[words[following - 1].end : words[following].start]
        if gap in (" ", "-"):
            # Longer than a name, or one with a known name in it.
            return 0
    return size


def _may_be_unknown_place(
    text: str,
    words: Sequence[Word],
    index: int,
    size: int,
    names: Names,
    *,
    is_camp: bool = False,
) -> bool:
    part = words[index : index + size]
    lists = toponym_words()
    written = text[part[0].start : part[-1].end]
    if len(written) < SHORTEST or part[-1].is_possessive:
        return False
    if any(_is_no_name(word.text, names) for word in part):
        return False
    before = words[index - 1]
    if part[0].text.lower() in lists["kinds_before"]:
        # "Camp Virginia", but not "Camp 3"
        return size > 1 and not before.is_capitalised
    if size == 1 and _LIKE_ADJECTIVE.search(written):
        return False
    if before.is_capitalised and before.text.lower() in lists["person_titles"]:
        return False
    if not is_camp and any(_may_be_person(word.text, names) for word in part):
        # "the Al Salaam camp" is named after a person at most.
        return False
    # "Wadi" is in English dictionaries, too.
    if all(names.word_facts(word.text)[0] for word in part):
        return False
    return not _is_person_told_of(text, written)


_NEVER_IN_NAMES = (
    *("christened", "not_places", "person_titles"),
    *("organisation_words", "months", "directions"),
)


def _is_no_name(word: str, names: Names) -> bool:
    """Whether a capitalised word is no part of a name: an acronym, a title, "Serb-Croatian"."""
    lists, lower = toponym_words(), word.lower()
    if len(word) < 2 or word.isupper() or _ADJECTIVE.search(word):
        return True
    if lower.removesuffix("s") in lists["not_places"]:
        # "on Tuesdays"
        return True
    if any(lower in lists[table] for table in _NEVER_IN_NAMES):
        return True
    return any(names.demonym(each) is not None for each in {word, *word.split("-")})


def _may_be_person(word: str, names: Names) -> bool:
    """Whether a word is a frequent name of persons."""
    lists, lower = toponym_words(), word.lower()
    if lower in lists["kinds_after"]:
        return False
    _, given, surname = names.word_facts(word)
    return max(given, surname) >= _NAMED_SO or lower in lists["given_names"]


def _is_person_told_of(text: str, name: str) -> bool:
    """Whether the report tells what a bearer of the name said, or gives a first name as well."""
    written = re.escape(name)
    if re.search(rf"\b{written},?\s+(?:also\s+)?(?:{_speaking()})\b", text):
        return True
    lists = toponym_words()
    firsts = re.findall(rf"\b([A-Z][a-z]+)\s{written}\b", text)
    return any(
        first.lower() not in lists["before"] | lists["determiners"] | _leads() for first in firsts
    )


@cache
def _speaking() -> str:
    return "|".join(sorted(toponym_words()["speech_verbs"] | {"told", "says", "who"}))


def _weight(words: Sequence[Word], index: int) -> float:
    """Return the greatest weight of the words of movement in the sentence of a word."""
    table = motion_weights()
    begin = index
    while begin and not words[begin].begins_sentence:
        begin -= 1
    most = table.get(words[begin].text.lower(), 0.0)
    for word in words[begin + 1 :]:
        if word.begins_sentence:
            break
        most = max(most, table.get(word.text.lower(), 0.0))
    return most


@cache
def _transitive() -> frozenset[str]:
    """Forms of the verbs that take a place as their object: "left", "reached"."""
    ends = ("origin", "destination")
    return _forms(lambda frame: frame["object"] in ends and frame["mover"] == "subject")


@cache
def _leads() -> frozenset[str]:
    return _transitive() | _GOALS | _STAYS | {"of", "for", "the", "and"}


@cache
def _arriving() -> frozenset[str]:
    return _forms(lambda frame: frame.get("at") == "destination") | {"refuge", "shelter", "safety"}


@cache
def _leaving() -> frozenset[str]:
    verbs = load_words()["roles"]["bound_for"]
    return frozenset(form for verb in verbs for form in verb_forms(verb)) | {"bound", "departed"}


def _forms(is_chosen: Callable[[Mapping[str, Any]], bool]) -> frozenset[str]:
    verbs = [verb for frame in load_words()["frame"] if is_chosen(frame) for verb in frame["verbs"]]
    return frozenset(form for verb in verbs for form in verb_forms(verb))
