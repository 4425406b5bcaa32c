"""Whether the words of a sentence can mark a place in it as an end of a movement.

A weak word of movement ("went", "took") tells a leg only with an end, and a place is one only by
its mark: "to Homs", "reached Homs", "students in Homs". What can be a mark is known before the
sentence is parsed.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from evacmap.languages import load_words
from evacmap.languages.entries import LONGEST_ENTRY, joins_ends
from evacmap.languages.forms import verb_forms
from evacmap.mentions.worth import movers, tells_number, words_of

# How many characters before its place a mark may stand: "from a village in the hills of Homs".
REACH = 60
# "Homs high school students"
AFTER = 40
# The words that stand for a place named before, or for a pronoun's; a test holds them against
# those of the discourse.
_AREAS = (
    *("capital", "country", "nation", "republic", "kingdom", "city", "town", "village"),
    *("municipality", "base", "airbase", "garrison", "airport", "airfield", "port", "harbour"),
    *("harbor", "province", "region", "district", "county", "governorate", "island", "camp"),
    *("community", "settlement", "suburb", "hamlet", "township"),
)
_DEFINITE = ("the", "their", "this")
_SOIL = ("soil", "territory", "side")
DESCRIPTIONS = frozenset({"there", "where", "home", "homeland", *_AREAS, *_SOIL})
# Verbs that are at their place without reaching it: "boarded a ferry in Homs".
_AT = ("board", "embark")
# "There were buses": here "there" is no place.
_BEING = frozenset({"is", "are", "was", "were", "s", "has", "have", "had", "will", "would", "may"})
_HOME = frozenset({"home", "homeland"})
# Words without which a sentence is seldom told.
_TOLD = frozenset(
    {"is", "are", "was", "were", "has", "have", "had", "will", "would", "said", "says"}
)
_WORD = re.compile(r"[a-z]+")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+")


def can_mark_end(text: str, starts: Sequence[int]) -> bool:
    """Whether a place that begins at one of ``starts``, or a description, may be an end."""
    words = [(match.group(), match.start()) for match in _WORD.finditer(text.lower())]
    if starts and any(word in _HOME for word, _ in words):
        return True
    if any(word == "there" and after not in _BEING for (word, _), (after, _) in pairwise(words)):
        return True
    if any(text[:start].rstrip()[-1:].isdigit() for start in starts):
        # "200 Homs men": those counted are of the place.
        return True
    if any(_LONG_NAME.search(text, max(0, start - LONGEST_NAME), start) for start in starts):
        return True
    places = [*starts, *(at for word, at in words if word in DESCRIPTIONS)]
    return any(
        any(0 < place - at <= REACH for place in places)
        or (word in movers() and any(0 < at - place <= AFTER for place in places))
        for word, at in words
        if word in _marks()
    )


# "to the University of Baghdad Medical Centre and Teaching Hospital in Homs"
LONGEST_NAME = 140
_LONG_NAME = re.compile(
    r"\b(?:to|into|from) (?:the )?(?:(?:[A-Z][\w.'’&-]*|of|and|for|the|at|in),? ){4,}$"
)


def can_be_entry(text: str, starts: Sequence[int]) -> bool:
    """Whether a line of a log may tell a way without a verb: two ends, and a number or people."""
    if len(text) > LONGEST_ENTRY or len(starts) < 2:
        return False
    words = words_of(text)
    if not any(character.isdigit() for character in text) and words.isdisjoint(movers()):
        return False
    if text.count("|") > 1 or _ROW.fullmatch(text):
        return True
    return words.isdisjoint(_TOLD) and any(joins_ends(text, start) for start in starts)


# "Homs, Hama, 850": the row of a table.
_ROW = re.compile(r"[^,.;:]{2,40}(?:,\s[^,.;:]{2,40}){1,5}(?:,\s\d[\d,.]*){1,4}")


@lru_cache(maxsize=512)
def describes_end(text: str) -> bool:
    """Whether a sentence gives a place told of before as an end: "left the village"."""
    words = words_of(text)
    if words.isdisjoint(_AREAS) or words.isdisjoint(_DEFINITE):
        return False
    return _described_end().search(text) is not None


def may_go_on(text: str) -> bool:
    """Whether a sentence that names no place may tell of one named before, or count those who left.

    It needs a description ("left the city", "went home"), a number, an order to go, or people
    who are of the place just spoken of.
    """
    words = words_of(text)
    if not words.isdisjoint(DESCRIPTIONS) or not words.isdisjoint(_of_place_before()):
        return True
    # "Leave now": a sentence, or what someone says, begins with its verb.
    return tells_number(text) or not _verbs().isdisjoint(_CAPITALISED.findall(text))


@cache
def _of_place_before() -> frozenset[str]:
    """Words for those who are of a place, and of orders to go."""
    words = load_words()
    listed = [
        "here",
        "told",
        *(form for verb in words["status"]["urged"] for form in verb_forms(verb)),
    ]
    for noun in words["roles"]["of_here"]:
        listed += [noun, noun + "s", noun[:-1] + "ies"]
    return frozenset(listed)


@cache
def _verbs() -> frozenset[str]:
    """The verbs of movement as they begin a sentence."""
    words = load_words()
    listed = {verb for frame in words["frame"] for verb in frame["verbs"]}
    return frozenset(verb.capitalize() for verb in listed | {p["verb"] for p in words["phrase"]})


@cache
def _marks() -> frozenset[str]:
    roles = load_words()["roles"]
    listed = {*roles["origin"], *roles["destination"], "for"}
    return frozenset(listed | set(_placing_verbs()) | movers().keys())


def _placing_verbs() -> Iterator[str]:
    """Yield the forms of the verbs whose object, or whose "in", is an end."""
    for verb in _AT:
        yield from verb_forms(verb)
    for frame in load_words()["frame"]:
        if frame["object"] in ("origin", "destination") or "at" in frame:
            for verb in frame["verbs"]:
                yield from verb_forms(verb)


@cache
def _described_end() -> re.Pattern[str]:
    roles = load_words()["roles"]
    before = {*roles["origin"], *roles["destination"]}
    for frame in load_words()["frame"]:
        if frame["object"] in ("origin", "destination"):
            before |= {form for verb in frame["verbs"] for form in verb_forms(verb)}
    marks, nouns = "|".join(sorted(before)), "|".join(_AREAS)
    return re.compile(
        rf"\b(?:{marks}) (?:{'|'.join(_DEFINITE)}) (?:[\w-]+ )?(?:{nouns})\b", re.IGNORECASE
    )
