"""Which sentences are worth a parse: those whose words can add up to a leg.

The judge of legs sums clues against a threshold. Most clues rest on words, so the most that a
sentence can reach is known before it is parsed. The numbers here are bounds, not weights: a test
holds them against those of the judge.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise

from evacmap.languages import load_words
from evacmap.languages.forms import verb_forms

ENOUGH = 0.6
# From this weight on a motion word counts even where it names no place itself.
SURE = 0.8
# Any noun with a course ("a train for Kyiv") moves; anyone may be the mover.
LEAST_WEIGHT = 0.3
ANYONE = 0.15
BY_KIND = {
    "refugees": 0.5,
    "wounded": 0.5,
    "prisoners": 0.45,
    "civilians": 0.3,
    "diplomats": 0.25,
    "military": 0.25,
}
BY_VEHICLE = 0.4
# From this weight on a word tells that people leave a place.
FIRM = 0.5
BY_TELLING = 0.3
BY_BOTH_ENDS = 0.2
# Anyone may be the mover; who does not travel at will has a word of more weight.
LEAST_OF_TAKEN = BY_KIND["diplomats"]
BY_EACH = 0.1
MOST_BY_OTHERS = 0.3
ALONE = -0.2
# A report of fewer sentences need not tell a movement in more than one.
SEVERAL = 4
BY_NUMBER = 0.2
BY_FORCE = 0.3
# As much as to the judge of a weak word, where the report holds no word of flight.
BY_OTHER_THEME = 0.7
# What stands before a noun; "her" and "that" also stand before a verb.
ARTICLES = frozenset({"the", "a", "an", "its", "his", "their", "our", "my", "your"})
_WORD = re.compile(r"[a-z]+")
_LETTERS = re.compile(r"[A-Za-z]+")
_WORD_OR_NUMBER = re.compile(r"[a-z]+|\d+")
_DIGIT = re.compile(r"\d")
# How many words before and after a verb the word that goes with it may stand.
BEFORE = 2
AFTER = 13
# "Got to Homs", "got the children to Homs": a word that stands in most sentences stands near.
_RIGHT_BEHIND = frozenset({"to", "for"})
RIGHT_BEHIND = 4
# How many words from a word of movement those may stand who move.
NEAR = 10
# Among how many words of a sentence those stand of whom the next one says "they".
FIRST = 12
# What befalls whoever is charged with something: too common to be worth a parse.
_CHARGED = frozenset(
    {"arrest", "arrested", "apprehended", "seize", "seized", "detain", "jail"}
    | {"release", "released"}
)
_OURSELVES = frozenset({"we", "i"})
_QUOTES = ('"', "“", "”", "«", "'")
_THEY = frozenset({"they", "them", "all", "both", "these", "those", "group"})
# Behind "March" a day or a year: "On Monday, March 5".
_DAY = re.compile(r"\.?,? \d")
# What a word that goes on with a sentence stands behind: "the School Board", "mid-March".
_INSIDE = re.compile(r"(?:[^\W_]\s*|[^\W_]-)$")
# "had to leave", "were forced to leave", "had no choice but to leave"
_FORCED = re.compile(
    r"\b(?:had|forced|compelled|obliged|driven|ordered|told|but) to ([a-z]+)", re.IGNORECASE
)
_COURSE = frozenset({"to", "for", "into"})
_BEFORE_IN_NAME = re.compile(r"\b[A-Z][\w.'’-]* $")


# A sentence is asked for its words several times on its way.
@lru_cache(maxsize=512)
def words_of(text: str) -> frozenset[str]:
    """Return the words of a sentence, small and without marks."""
    return frozenset(_WORD.findall(text.lower()))


def can_tell_leg(
    text: str,
    *,
    before: str = "",
    others: int | None = None,
    theme: float = 0.0,
    off_topic: float = 0.0,
) -> bool:
    """Whether the words of a sentence can add up to a leg, in a report on these themes.

    ``before`` is the sentence before it, which says who "they" are. ``others`` is how many other
    sentences of the report may tell one, None of a short text. In a report whose words do not
    speak of flight they seldom do, and a parse takes time: there they count less here than to the
    judge.
    """
    weight = motion_weight(text)
    if weight is None:
        return False
    if weight >= SURE:
        return True
    by_others = MOST_BY_OTHERS if others is None else min(MOST_BY_OTHERS, BY_EACH * others)
    alone = ALONE if off_topic else 0.0
    most = most_told(text) + (by_others * theme if others != 0 else alone)
    if _may_be_taken(words_of(text)):
        most += BY_BOTH_ENDS
    if weight >= FIRM and _is_of_ourselves(text):
        most = max(most, weight + BY_TELLING + (alone if others == 0 else 0.0))
    if before and says_they(text):
        most = max(most, weight + most_passed_on(before) + alone)
    return most - BY_OTHER_THEME * off_topic * (1 - theme) >= ENOUGH - 1e-9


@lru_cache(maxsize=512)
def most_told(text: str) -> float:
    """Return the most that the words of a sentence can add up to, its report left out.

    Those who move, and how many they are, are told near the word of movement.
    """
    words, weights = _in_order(text), _weights(text)
    forced = {match.group(1).lower() for match in _FORCED.finditer(text)}
    return max(
        (
            weights[word]
            + (BY_FORCE if word in forced else 0.0)
            + _most_beside(words[max(0, at - NEAR) : at + NEAR])
            for at, word in enumerate(words)
            if weights.get(word)
        ),
        default=0.0,
    )


@lru_cache(maxsize=512)
def most_passed_on(text: str) -> float:
    """Return the most that those of whom a sentence speaks first add to the next one's "they"."""
    told = _in_order(text)[:FIRST]
    return _most_beside(told) if tells_number(" ".join(told)) else 0.0


def _may_be_taken(words: frozenset[str]) -> bool:
    """ "The UN moved its staff from Homs to Hama": people whom somebody takes from somewhere."""
    if "from" not in words or _taking().isdisjoint(words):
        return False
    table = movers()
    return any(table.get(word, 0.0) >= LEAST_OF_TAKEN for word in words)


def _is_of_ourselves(text: str) -> bool:
    """ "We left Homs," said a farmer in Hama: those who came tell of it."""
    quoted = any(mark in text for mark in _QUOTES)
    return quoted and not _OURSELVES.isdisjoint(words_of(text))


def says_they(text: str) -> bool:
    """Whether a sentence may speak of those whom the one before it tells of."""
    return not _THEY.isdisjoint(words_of(text))


def motion_weight(text: str) -> float | None:
    """Return the greatest weight of the motion words of a sentence; None without any."""
    return max(_weights(text).values(), default=0.0) or None


@lru_cache(maxsize=512)
def _weights(text: str) -> dict[str, float]:
    """Return the weight of each motion word of a sentence, with the words that go with it.

    A vehicle of a sentence with such a word may have its own course.
    """
    words, table = words_of(text), motion_weights()
    beside_of = {
        word: [entry for entry in _phrases().get(word, ()) if not entry[0].isdisjoint(words)]
        for word in words & table.keys()
    }
    light = _light()
    found = {
        word: table[word]
        for word, phrases in beside_of.items()
        if (phrases or word not in light) and _may_move(word, text)
    }
    if not found:
        return {}
    is_told = False
    for word in found:
        for beside, weight in beside_of[word]:
            if _goes_with(word, beside, text):
                found[word], is_told = max(found[word], weight), True
    if not is_told and found.keys() <= light:
        return {}
    vehicles = words & _vehicles()
    if vehicles and _has_course(text):
        found |= {word: max(LEAST_WEIGHT, found.get(word, 0.0)) for word in vehicles}
    return found


def _goes_with(verb: str, beside: frozenset[str], text: str) -> bool:
    """Whether a verb may have one of these words with it: "took them off", "home they went"."""
    words = _in_order(text)
    if words[0] in beside:
        return True
    near, far = beside & _RIGHT_BEHIND, beside - _RIGHT_BEHIND
    return any(
        not far.isdisjoint(words[max(0, at - BEFORE) : at + AFTER])
        or not near.isdisjoint(words[at + 1 : at + RIGHT_BEHIND])
        for at, word in enumerate(words)
        if word == verb
    )


def _has_course(text: str) -> bool:
    """Whether a vehicle of a sentence may go somewhere by itself: "a train for Homs"."""
    words = _in_order(text)
    first = next(at for at, word in enumerate(words) if word in _vehicles())
    return not _COURSE.isdisjoint(words[first:])


@lru_cache(maxsize=64)
def _in_order(text: str) -> list[str]:
    """Return the words and numbers of a sentence as they stand."""
    return _WORD_OR_NUMBER.findall(text.lower())


def _may_move(word: str, text: str) -> bool:
    """Whether a motion word of a sentence can be a verb there, or is a noun of movement.

    "March 5", "the School Board" and "the board" are none: a verb is written small and follows
    no article.
    """
    if word in _moving_nouns():
        return not (word in _named_after() and _is_in_name(word, text))
    if word in text:
        return word not in _like_nouns() or not _follows_articles(word, text)
    # Only with a capital, or in capitals: at the beginning of what is said, or shouted.
    is_headline = is_title_case(text)
    return any(
        is_headline or match.group().isupper() or _INSIDE.search(text, 0, match.start()) is None
        for match in _LETTERS.finditer(text)
        if match.group().lower() == word and _DAY.match(text, match.end()) is None
    )


def _is_in_name(word: str, text: str) -> bool:
    """Whether a noun of movement is only part of a name: "on Wichita Drive", "United Way"."""
    if word in text or is_title_case(text):
        return False
    return all(
        _BEFORE_IN_NAME.search(text, 0, match.start()) is not None
        for match in _LETTERS.finditer(text)
        if match.group().lower() == word
    )


def _follows_articles(word: str, text: str) -> bool:
    words = _in_order(text)
    return all(before in ARTICLES for before, each in pairwise(["", *words]) if each == word)


def is_title_case(text: str) -> bool:
    """Whether most words of a line begin with a capital, as in a headline."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _most_beside(words: list[str]) -> float:
    """Return the most that a traveller and a number among these words can add."""
    by_number = BY_NUMBER if any(word.isdigit() for word in words) else 0.0
    if not by_number and not _number_words().isdisjoint(words):
        by_number = BY_NUMBER
    table = movers()
    by_mover = max((table[word] for word in words if word in table), default=ANYONE)
    # A number may stand for the travellers.
    return max(by_mover, by_number) + by_number


def tells_number(text: str) -> bool:
    """Whether a sentence has a number, in digits or words."""
    return _DIGIT.search(text) is not None or not words_of(text).isdisjoint(_number_words())


@cache
def _number_words() -> frozenset[str]:
    table = load_words()["numbers"]
    vague = table.keys() - {"words", "at_least", "at_most", "about"}
    written = (*table["words"], *vague)
    return frozenset(word for entry in written for word in _WORD.findall(entry)) - {"a", "of"}


@cache
def movers() -> dict[str, float]:
    """Return the most that a word for people or a vehicle can add, by each form of the word."""
    words = load_words()
    table: dict[str, float] = {}
    kinds = {kind: (names, BY_KIND.get(kind, ANYONE)) for kind, names in words["people"].items()}
    kinds |= {mode: (names, BY_VEHICLE) for mode, names in words["vehicles"].items()}
    for names, bound in kinds.values():
        for name in names:
            last = _WORD.findall(name)[-1]
            for form in (last, last + "s", last + "es", last[:-1] + "ies", last[:-3] + "men"):
                table[form] = max(table.get(form, ANYONE), bound)
    # "the freed pilots", whatever they are.
    held = dict.fromkeys({*words["captivity"]["freed"]} - _CHARGED, BY_KIND["prisoners"])
    return {**held, **table, "children": BY_KIND["civilians"], "people": BY_KIND["civilians"]}


@cache
def _vehicles() -> frozenset[str]:
    listed = [name for names in load_words()["vehicles"].values() for name in names]
    return frozenset(name + ending for name in listed for ending in ("", "s", "es")) | {
        name[:-1] + "ies" for name in listed
    }


@cache
def motion_weights() -> dict[str, float]:
    """Return the weight of every form of every motion verb and noun, without particles."""
    words = load_words()
    table: dict[str, float] = {}
    for frame in words["frame"]:
        for verb in frame["verbs"]:
            for form in verb_forms(verb):
                table[form] = max(table.get(form, 0.0), frame["weight"])
    for phrase in words["phrase"]:
        for form in verb_forms(phrase["verb"]):
            table.setdefault(form, 0.0)
    for noun, weight in words["nouns"].items():
        for form in (noun, noun + "s", noun + "es"):
            table[form] = max(table.get(form, 0.0), weight)
    return table


@cache
def _taking() -> frozenset[str]:
    """The forms of the verbs by which some are taken elsewhere: "moved", "flown"."""
    frame = next(each for each in load_words()["frame"] if each["name"] == "transport")
    return frozenset(form for verb in frame["verbs"] for form in verb_forms(verb))


@cache
def _light() -> frozenset[str]:
    """The forms of verbs such as "be", which tell a movement only together with other words."""
    light = load_words()["light"]["words"]
    return frozenset(form for verb in light for form in verb_forms(verb))


@cache
def _moving_nouns() -> frozenset[str]:
    nouns: dict[str, float] = load_words()["nouns"]
    return _vehicles() | {noun + ending for noun in nouns for ending in ("", "s", "es")}


@cache
def _named_after() -> frozenset[str]:
    """Weak nouns of movement, after which streets and offices are named."""
    nouns: dict[str, float] = load_words()["nouns"]
    weak = [noun for noun, weight in nouns.items() if weight <= LEAST_WEIGHT]
    return frozenset(noun + ending for noun in weak for ending in ("", "s", "es"))


@cache
def _like_nouns() -> frozenset[str]:
    """Forms of motion verbs that are written as a noun is: "board", "drives"; and "the left"."""
    words = load_words()
    verbs = {verb for frame in words["frame"] for verb in frame["verbs"]}
    verbs |= {phrase["verb"] for phrase in words["phrase"]}
    return frozenset(verb + ending for verb in verbs for ending in ("", "s", "es")) | {"left"}


@cache
def _phrases() -> dict[str, list[tuple[frozenset[str], float]]]:
    """For each form of a verb, the words that it goes with and the weight of both together."""
    words = load_words()
    weights = {frame["name"]: frame["weight"] for frame in words["frame"]}
    table: dict[str, list[tuple[frozenset[str], float]]] = {}
    for phrase in words["phrase"]:
        beside = frozenset(form for entry in phrase["with"] for form in _last_word_forms(entry))
        told = beside, phrase.get("weight", weights[phrase["frame"]])
        for form in verb_forms(phrase["verb"]):
            table.setdefault(form, []).append(told)
    return table


def _last_word_forms(entry: str) -> tuple[str, ...]:
    """ "Out" as it stands, and of "with family" the noun in both its numbers."""
    *before, last = entry.split()
    many = last[:-1] + "ies" if last.endswith("y") else last.replace("fe", "ves")
    return (last, last + "s", last + "es", many) if before else (last,)
