"""What a noun by itself names, from the lists of the language and from how it ends.

``lexicon`` asks for it in its sentence.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from evacmap.languages import load_words, word_set
from evacmap.model import Mode, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

# Types of aircraft as they are written: C-130, Il-76, A400M, CH-47.
_AIRCRAFT = re.compile(r"(?:C|KC|CC|Il|An|Tu|CH|UH|MH|Mi|MV)-\d{1,3}[A-Za-z]{0,2}s?|A\d{3}M?s?")
_HELICOPTER = re.compile(r"(?:CH|UH|MH|Mi|MV)-")
# Endings of words for several people, and for one.
SEVERAL = ("ees", "ists", "ians", "ers", "ors", "men", "women", "folk", "people", "kids")
ONE = ("ist", "ian", "man", "woman")
# "Sin" and "clan" end so, too.
LEAST_LETTERS = 6
# Peoples whose plural has no ending: "French flown out of Abidjan".
PLURAL_PEOPLES = ("ese", "ish", "nch", "tch", "iss", "elsh")


@cache
def people_kinds() -> dict[str, PartyKind]:
    """Return the sort of people of each word for people."""
    table: dict[str, list[str]] = load_words()["people"]
    kinds = dict.fromkeys(word_set("en", "trades", "words"), PartyKind.CIVILIANS)
    return kinds | {word: PartyKind(kind) for kind, words in table.items() for word in words}


@cache
def kind_of_noun(lemma: str, written: str) -> PartyKind | None:
    """Return what sort of people, or military things, a listed noun names; None if not listed."""
    kinds = people_kinds()
    for form in _forms(lemma, written):
        if form in kinds:
            return kinds[form]
    return None


def _forms(lemma: str, written: str) -> tuple[str, ...]:
    """The forms under which a noun may be listed: the lemmatizer leaves "servicemen" as it is."""
    singular = written[:-1] if written.endswith("s") else written
    if written.endswith("men"):
        singular = written[:-3] + "man"
    return lemma, written, singular, lemma.replace("-", "")


@cache
def kind_of_called() -> dict[str, PartyKind]:
    """Return the adjectives and participles that name people: "the vulnerable"."""
    table: dict[str, list[str]] = load_words()["called"]
    return {word: PartyKind(kind) for kind, words in table.items() for word in words}


def is_called(written: str) -> bool:
    """Whether a word is an adjective or a participle that also names people: "the sick"."""
    return written in kind_of_called()


@cache
def is_by_trade(lemma: str) -> bool:
    """Whether a noun names people by their work, belief or pastime."""
    return lemma in word_set("en", "trades", "words") and "people" not in lemma


@cache
def ends_like_people(lemma: str, written: str, *, is_plural: bool) -> bool:
    """Whether a noun that is not listed ends as words for people do: "volcanologists"."""
    things = word_set("en", "not_people", "words")
    if lemma in things or written in things or written.removesuffix("s") in things:
        return False
    if is_plural:
        return written.endswith(SEVERAL)
    return len(written) >= LEAST_LETTERS and written.endswith(ONE)


@cache
def last_words_of_people() -> frozenset[str]:
    """Return the last words of people of two words: "blue helmets"."""
    return frozenset(name.split()[-1] for name in people_kinds() if " " in name)


def is_body(noun: "Token") -> bool:
    """Whether a noun stands for the people who work or live there: "the mission withdraws"."""
    return noun.lemma_.lower() in word_set("en", "bodies", "words")


@cache
def is_share_noun(lemma: str) -> bool:
    """Whether a noun names a part, which is people if the whole is: "half of the nuns"."""
    return lemma in word_set("en", "shares", "words") or lemma in stands_alone()


def is_inhabited(noun: "Token") -> bool:
    """Whether one speaks of a place and means its people: "half of the village fled"."""
    return noun.lemma_.lower() in word_set("en", "shares", "inhabited")


@cache
def stands_alone() -> frozenset[str]:
    """Return the words for a part that need no "of": "half were put on buses"."""
    return word_set("en", "shares", "alone")


@cache
def is_several(lemma: str) -> bool:
    """Whether a noun in the singular is more than one person: "the squadron", "the crew"."""
    counted = word_set("en", "collectives", "counted")
    return is_collective(lemma) or lemma in counted or is_share_noun(lemma)


@cache
def is_collective(lemma: str) -> bool:
    """Whether the number of a noun is none of people: "two battalions", "three busloads"."""
    return lemma in word_set("en", "collectives", "words")


@cache
def vehicle_modes() -> dict[str, Mode]:
    """Return the mode of travel of each listed vehicle, those of two words included."""
    table: dict[str, list[str]] = load_words()["vehicles"]
    return {word: Mode(mode) for mode, words in table.items() for word in words}


@cache
def mode_of_aircraft(written: str) -> Mode | None:
    """Return the mode of a type of aircraft, such as Il-76; None for other words."""
    if _AIRCRAFT.fullmatch(written) is None:
        return None
    return Mode.HELICOPTER if _HELICOPTER.match(written) else Mode.AIR


@cache
def last_words_of_vehicles() -> frozenset[str]:
    """Return the last words of vehicles of two words: "air ambulance", "landing craft"."""
    return frozenset(name.split()[-1] for name in vehicle_modes() if " " in name)


def is_cargo(token: "Token") -> bool:
    """Whether a noun names goods, weather or another thing that moves without people.

    Of names only those of storms do: Rice is a person.
    """
    lemma = token.lemma_.lower()
    if token.tag_ == "NNP" and lemma not in word_set("en", "driving", "words"):
        return False
    return lemma in word_set("en", "cargo", "words") or is_animal(token)


def is_animal(token: "Token") -> bool:
    """Whether a noun names animals, which some flee with."""
    return token.lemma_.lower() in word_set("en", "cargo", "animals")


def travels_by_trade(token: "Token") -> bool:
    """Whether a noun names someone whose journeys are work or show, such as a minister."""
    return token.lemma_.lower() in word_set("en", "travellers_by_trade", "words")


def is_of_stairs(token: "Token") -> bool:
    """Whether a flight is one of stairs."""
    inner = [noun.lemma_ for of in token.children if of.lower_ == "of" for noun in of.children]
    return bool({"stair", "step", "fancy"} & set(inner))


WAYS = frozenset({"to", "into", "toward", "towards", "from", "of"})


def leads_on(particle: "Token") -> bool:
    """ "took them on to Homs", "came down in lorries from Homs": a way to or from a name."""
    return any(
        way.i > particle.i
        and way.lower_ in WAYS
        and (way.lower_ != "of" or particle.lower_ == "out")
        and any(goal.dep_ == "pobj" and goal.pos_ == "PROPN" for goal in way.children)
        for way in particle.head.subtree
    )


def mode_of_designation(token: "Token") -> Mode | None:
    """ "USAF C-17 REACH 451", "INS Mumbai": the mode of a craft that bears a name."""
    if token.tag_ != "NNP":
        return None
    modes = vehicle_modes()
    for child in token.children:
        if child.dep_ == "compound" and child.text[:1].isupper():
            prefix = modes.get(child.lower_) if child.text.isupper() else None
            found = prefix or mode_of_aircraft(child.text)
            if found is not None:
                return found
    return None
