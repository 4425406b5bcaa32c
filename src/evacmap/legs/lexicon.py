"""What a word of a parse means for a movement, looked up in the table of the language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from evacmap.languages import load_words, word_set
from evacmap.languages.model import entity_type
from evacmap.legs.nouns import (
    PLURAL_PEOPLES,
    ends_like_people,
    is_body,
    is_cargo,
    is_inhabited,
    is_of_stairs,
    is_several,
    is_share_noun,
    kind_of_called,
    kind_of_noun,
    last_words_of_people,
    last_words_of_vehicles,
    leads_on,
    mode_of_aircraft,
    mode_of_designation,
    stands_alone,
    vehicle_modes,
)
from evacmap.model import Mode, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns after which "in" and "at" mark where people come to.
COMING_IN = frozenset({"arrival", "influx"})
# "are expected in Aden" tells a movement; "are expected to leave" leaves that to "leave".
EXPECTING = frozenset({"expect", "direct", "order", "put", "send"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a motion word does with its arguments; the fields are explained in en.toml."""

    name: str
    mover: str
    object: str = "none"
    subject: str = "none"
    at: bool = False
    weight: float
    is_noun: bool = False


@cache
def verb_frames() -> dict[str, Frame]:
    """Return the frame of each motion verb."""
    return {
        verb: Frame(
            name=entry["name"],
            mover=entry["mover"],
            object=entry["object"],
            subject=entry.get("subject", "none"),
            at=entry.get("at") == "destination",
            weight=entry["weight"],
        )
        for entry in load_words()["frame"]
        for verb in entry["verbs"]
    }


@cache
def _named_frames() -> dict[str, Frame]:
    return {frame.name: frame for frame in verb_frames().values()}


@cache
def _phrases() -> dict[str, tuple[tuple[frozenset[str], Frame], ...]]:
    table: dict[str, list[tuple[frozenset[str], Frame]]] = {}
    for entry in load_words()["phrase"]:
        frame = _named_frames()[entry["frame"]]
        frame = replace(frame, weight=entry.get("weight", frame.weight))
        table.setdefault(entry["verb"], []).append((frozenset(entry["with"]), frame))
    return {verb: tuple(entries) for verb, entries in table.items()}


@cache
def _verb_of_form() -> dict[str, str]:
    """Irregular forms to their verb: the lemmatizer follows the tag, which may be wrong."""
    irregular: dict[str, list[str]] = load_words()["irregular"]
    return {form: verb for verb, forms in irregular.items() for form in forms}


def frame_of(token: "Token") -> Frame | None:
    """Return the frame of a motion verb or noun; None for any other word."""
    lower, lemma = token.lower_, token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN") or _looks_nominal(token):
        return _noun_frame(token)
    if token.pos_ not in ("VERB", "AUX") and not _looks_verbal(token):
        return None
    lemma = _verb_of_form().get(lower, lemma)
    if lemma not in verb_frames() and lemma not in _phrases():
        return None
    if lemma in EXPECTING and any(child.dep_ in ("xcomp", "ccomp") for child in token.children):
        return None
    if lemma in ("leave", "abandon") and _leaves_behind(token):
        return None
    if any(_stands_still(child, lemma) for child in token.children):
        return None
    if _takes_in(token, lemma):
        return _named_frames()["resettle"]
    if _says_for_whom(token):
        return None
    if any(
        c.dep_ == "prt" and c.lower_ in _undoing("unmoving").get(lemma, ()) and not leads_on(c)
        for c in token.children
    ):
        return None
    if lemma == "take" and any(c.dep_ == "prt" and c.lower_ == "in" for c in token.children):
        return _named_frames()["receive"] if _receives_people(token) else None
    for words, frame in _phrases().get(lemma, ()):
        if lemma == "make" and _makes_something(token):
            continue
        if any(_goes_with(child, words) for child in _beside(token)):
            return frame
    return verb_frames().get(lemma)


def _says_for_whom(word: "Token") -> bool:
    """ "camps for displaced persons in Homs": who they are for, and nobody moves."""
    head = word.head
    if word.dep_ != "amod" or head.dep_ != "pobj" or head.head.lower_ != "for":
        return False
    return head.head.head.lemma_.lower() in word_set("en", "place_nouns", "words")


def _beside(verb: "Token") -> "Iterator[Token]":
    """What hangs on a verb; in "flew the men home" the parser hangs "home" on the men."""
    yield from verb.children
    for thing in verb.children:
        if thing.dep_ == "dobj":
            yield from (word for word in thing.children if word.i == thing.i + 1)


def _stands_still(word: "Token", verb: str) -> bool:
    """Whether a word makes a verb of movement tell none: "came under fire", "took part".

    "Under the deal they went" and "came to Homs under guard" still tell where they went.
    """
    near = word.dep_ != "prep" or 0 < word.i - word.head.i <= BY_THE_VERB
    return near and word.lemma_.lower() in _undoing("standing").get(verb, ())


# So many words after a verb a preposition may still make a phrase of its own with it.
BY_THE_VERB = 2


def _receives_people(verb: "Token") -> bool:
    """ "Uganda took in 300 refugees"; nobody is moved by "took in a show"."""
    return any(c.dep_ == "dobj" and people_kind(c) is not None for c in verb.children)


@cache
def _undoing(table: str) -> dict[str, frozenset[str]]:
    """Verbs of movement with the words or particles beside which they tell none."""
    listed: dict[str, list[str]] = load_words()[table]
    return {verb: frozenset(words) for verb, words in listed.items()}


def _leaves_behind(verb: "Token") -> bool:
    """ "left 12 dead", "left four players behind": those named do not travel, nor does anyone."""
    listed = word_set("en", "left_behind", "words")
    for child in verb.children:
        if child.dep_ in ("dobj", "oprd", "ccomp", "acomp", "advmod", "prt", "xcomp"):
            if child.lower_ in listed:
                return True
            if child.dep_ in ("dobj", "ccomp") and any(w.lower_ in listed for w in child.children):
                return True
    return False


def _looks_verbal(token: "Token") -> bool:
    """A participle that the tagger took for an adjective ("fleeing civilians")."""
    return (
        token.pos_ == "ADJ"
        and token.tag_ in ("VBG", "VBN", "JJ")
        and (token.lower_.endswith(("ing", "ed")) and token.lemma_.lower() in verb_frames())
    )


def _looks_nominal(token: "Token") -> bool:
    """A noun that the tagger took for an adjective ("Displacement continues")."""
    if token.pos_ != "ADJ" or token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return False
    return token.lemma_.lower() in load_words()["nouns"]


def _takes_in(verb: "Token", lemma: str) -> bool:
    """ "The families were taken in by relatives", "were put up in a school"."""
    particle = {"take": "in", "put": "up"}.get(lemma)
    taken = any(c.dep_ == "prt" and c.lower_ == particle for c in verb.children)
    return taken and any(
        c.dep_ == "nsubjpass" and people_kind(c) is not None for c in verb.children
    )


def _noun_frame(token: "Token") -> Frame | None:
    nouns: dict[str, float] = load_words()["nouns"]
    lemma = token.lemma_.lower()
    weight = nouns.get(lemma)
    if weight is None and vehicle_mode(token) is not None and _has_course(token):
        lemma, weight = "flight", 0.3
    if weight is None:
        weight = nouns.get(token.lower_.replace("-", ""))
        lemma = token.lower_.replace("-", "")
    if weight is None or (lemma == "route" and token.head.lower_ != "en"):
        # "en route to Homs" is a movement, a route to Homs none.
        return None
    if _only_qualifies(token) or (
        lemma in word_set("en", "of_people", "words") and not _of_people(token)
    ):
        return None
    at = lemma in COMING_IN
    return Frame(name=lemma, mover="of", object="none", at=at, weight=weight, is_noun=True)


def _only_qualifies(noun: "Token") -> bool:
    """Whether a noun only says what another is for: "rescue workers", "an evacuation centre"."""
    head = noun.head
    if noun.dep_ != "compound" or head.pos_ not in ("NOUN", "PROPN"):
        return False
    if head.lemma_.lower() in word_set("en", "roles", "host_nouns"):
        return False
    is_place = head.lemma_.lower() in word_set("en", "place_nouns", "words")
    if noun.lower_ == "evacuation" and head.lemma_.lower() in word_set("en", "only_about", "words"):
        return True
    return is_place or kind_of_noun(head.lemma_.lower(), head.lower_) is not None


def _of_people(noun: "Token") -> bool:
    """ "the movement of 1,500 people", "troop movements", "their escape"."""
    of = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "by")]
    before = [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod", "poss")]
    inner = [people for preposition in of for people in preposition.children]
    return any(people_kind(word) is not None for word in (*inner, *before))


def _has_course(vehicle: "Token") -> bool:
    """Whether a vehicle is said to go somewhere by itself: "a train for Kyiv", "ships to Malta"."""
    return any(
        child.dep_ == "prep" and child.lower_ in ("to", "for", "into") for child in vehicle.children
    )


FIXED = frozenset({"out", "for", "from", "to", "into", "towards", "across", "over"})


def _makes_something(verb: "Token") -> bool:
    """ "made a request for buses", which is not "made for the border" or "made their way"."""
    return any(
        child.dep_ == "dobj" and child.lower_ not in ("way", "it") for child in verb.children
    )


def _goes_with(child: "Token", words: frozenset[str]) -> bool:
    if child.lower_ not in words:
        return False
    if child.lower_ == "from" and child.head.lemma_ == "pull" and not _is_of_place(child):
        # "pulled 30 people from the rubble"
        return False
    # "took them off the beach" is not "took off"; "pulled out of Kidal" is "pulled out".
    fixed = child.lower_ in FIXED
    beside = ("prt", "advmod", "dobj", "npadvmod", "acomp")
    return child.dep_ in beside or (child.dep_ == "prep" and fixed)


def _is_of_place(preposition: "Token") -> bool:
    """Whether a preposition stands before a name or a sort of place."""
    sorts = word_set("en", "place_nouns", "words")
    return any(
        noun.pos_ == "PROPN" or noun.lemma_.lower() in sorts
        for noun in preposition.children
        if noun.dep_ == "pobj"
    )


def people_kind(token: "Token") -> PartyKind | None:
    """Return what sort of people, or military things, a noun names; None for other nouns."""
    lemma = token.lemma_.lower()
    if is_share_noun(lemma) and token.pos_ not in ("VERB", "AUX"):
        return _kind_of_share(token)
    before = token.nbor(-1).lower_ if token.i and lemma in last_words_of_people() else ""
    kind = kind_of_noun(f"{before} {lemma}".strip(), token.lower_) or kind_of_noun(lemma, "")
    if kind is not None and not (_counts_things(token) or _only_describes(token)):
        is_name = token.tag_ == "NNP" and token.text[:1].isupper()
        if not is_name or is_several(lemma) or kind in (PartyKind.OFFICIALS, PartyKind.DIPLOMATS):
            # The Grand Pioneer is a ship, the Royal Guard a unit.
            return kind
    if token.lower_ in kind_of_called() and _names_those(token):
        return kind_of_called()[token.lower_]
    if any(child.dep_ == "det" for child in token.children) and _is_of_a_people(token):
        # "the last American"; a storm or a person has no article.
        return PartyKind.UNKNOWN
    if token.pos_ == "PROPN" or _is_of_a_people(token) or _is_counted_name(token):
        return PartyKind.UNKNOWN if _is_named_people(token) else None
    is_plural = token.tag_ in ("NNS", "NNPS")
    if (
        (is_plural or token.tag_ == "NN")
        and ends_like_people(lemma, token.lower_, is_plural=is_plural)
        and not is_cargo(token)
    ):
        return PartyKind.UNKNOWN if vehicle_mode(token) is None else None
    return None


def _only_describes(token: "Token") -> bool:
    """ "a major evacuation", "private planes": no major and no private."""
    if token.dep_ not in ("amod", "compound") or token.pos_ != "ADJ":
        return False
    return token.lower_ in word_set("en", "only_describing", "words")


NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "dative", "ROOT"})
THOSE = frozenset({"the", "its", "their", "our", "most", "more", "these", "those", "many", "all"})


def _names_those(word: "Token") -> bool:
    """Whether an adjective stands for people: "the most vulnerable", "the old and the infirm"."""
    if word.dep_ not in NOMINAL or (word.pos_ == "VERB" and word.dep_ in ("ROOT", "conj")):
        return False
    if any(child.lower_ in THOSE or child.dep_ == "nummod" for child in word.children):
        return True
    return word.dep_ == "conj" and word.head.pos_ != "VERB" and people_kind(word.head) is not None


def _kind_of_share(share: "Token") -> PartyKind | None:
    """ "half of the nuns", "a stream of refugees" are people; "part of the cargo" is not."""
    inside = list(_inside(share))
    for noun in inside:
        if noun.pos_ == "PRON":
            return PartyKind.UNKNOWN
        kind = people_kind(noun)
        if kind is not None or is_inhabited(noun):
            return kind or PartyKind.CIVILIANS
    alone = share.lower_ in stands_alone() and share.dep_ in NOMINAL
    return PartyKind.UNKNOWN if alone and not inside else None


def _inside(whole: "Token") -> "Iterator[Token]":
    """The nouns after "of"."""
    for of in whole.children:
        if of.dep_ == "prep" and of.lower_ == "of":
            yield from (noun for noun in of.children if noun.dep_ == "pobj")


def _counts_things(number: "Token") -> bool:
    """ "thousands of tons of corn", "dozens of trucks": what is counted is no people."""
    if number.lemma_.lower() not in word_set("en", "shares", "counting"):
        return False
    counted = list(_inside(number))
    return bool(counted) and all(
        noun.pos_ == "NOUN" and people_kind(noun) in (None, PartyKind.EQUIPMENT) for noun in counted
    )


def _is_named_people(token: "Token") -> bool:
    """Whether a name is of people: a plural, or counted ("200 Houthi", "45,000 Rohingya")."""
    plural = token.lower_.endswith(PLURAL_PEOPLES) and token.pos_ == "ADJ"
    if token.tag_ in ("NNPS", "NNS") or (plural and token.dep_ in NOMINAL):
        return True
    counted = any(child.dep_ == "nummod" and child.i < token.i for child in token.children)
    return counted and vehicle_mode(token) is None


def _is_counted_name(token: "Token") -> bool:
    """Whether a plural with a capital has a number: "102 Cypriots"."""
    is_name = token.tag_ == "NNS" and token.text[:1].isupper() and token.i > 0
    return is_name and any(child.dep_ == "nummod" for child in token.children)


def _is_of_a_people(token: "Token") -> bool:
    """Whether a word such as "American" names people by where they come from."""
    # Only a capital begins such a name, and looking for names takes longer than the parse.
    if token.pos_ == "PRON" or not token.text[:1].isupper():
        return False
    # "Police left the town": a capital begins every sentence.
    if token.pos_ == "NOUN" and token.i == 0 and not token.doc.user_data.get("peoples"):
        return False
    return not is_body(token) and entity_type(token) == "NORP"


def vehicle_mode(token: "Token") -> Mode | None:
    """Return the mode of travel of a vehicle; None for other nouns."""
    if token.lemma_ == "flight" and any(child.lower_ == "of" for child in token.children):
        return None if is_of_stairs(token) else Mode.AIR
    lemma = token.lemma_.lower()
    before = token.nbor(-1).lower_ if token.i and lemma in last_words_of_vehicles() else ""
    # The lemmatizer leaves plurals of rare words as they are: "sampans", "two Antonovs".
    forms = (f"{before} {lemma}", lemma, token.lower_, token.lower_.removesuffix("s"))
    known = (mode for form in forms if (mode := vehicle_modes().get(form)))
    return next(known, None) or mode_of_aircraft(token.text) or mode_of_designation(token)
