"""Which words tell a movement, and what each does with its arguments: its frame."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from evacmap.languages import load_words, word_set
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.nouns import kind_of_noun, leads_on

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns after which "in" and "at" mark where people come to.
COMING_IN = frozenset({"arrival", "influx", "inflow", "resettlement", "rehousing", "reception"})
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
    if _is_progressive(token):
        lemma = lower.removesuffix("ing")
    else:
        if token.pos_ in ("NOUN", "PROPN") or _looks_nominal(token):
            return _noun_frame(token)
        if token.pos_ not in ("VERB", "AUX") and not _looks_verbal(token):
            return None
    lemma = _verb_of_form().get(lower) or _mended(lemma)
    if lemma not in verb_frames() and lemma not in _phrases():
        return _named_frames()["arrive"] if ends_journey(token) else None
    if ends_journey(token):
        return _named_frames()["arrive"]
    if lemma in EXPECTING and any(
        child.dep_ in ("xcomp", "ccomp") and child.i > token.i for child in token.children
    ):
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
            return _if_come(token, frame)
    return _if_come(token, verb_frames().get(lemma))


def ends_journey(verb: "Token") -> bool:
    """ "The flight to evacuate them ended in Homs": there they arrived."""
    if verb.lemma_ not in ENDING or verb.pos_ != "VERB":
        return False
    where = any(c.dep_ == "prep" and c.lower_ in ("in", "at", "on") for c in verb.children)
    journeys = word_set("en", "journeys", "words")
    return where and any(c.dep_ == "nsubj" and c.lemma_.lower() in journeys for c in verb.children)


ENDING = frozenset({"end", "conclude", "finish", "terminate", "culminate"})


def _if_come(verb: "Token", frame: Frame | None) -> Frame | None:
    """A stay tells a movement of those told to be from elsewhere: "people from Homs shelter there".

    In "evacuated 300 people sheltering in Dili" they were there before.
    """
    if frame is None or frame.name != "shelter":
        return frame
    before = verb.dep_ in ("acl", "relcl", "amod")
    told = frame.weight >= SURELY or tells_whence(verb)
    return frame if told and not before else None


# From this weight on a stay tells a movement by itself: "were given shelter in Homs".
SURELY = 0.8


def tells_whence(verb: "Token") -> bool:
    """Whether the people of a verb are told to be from somewhere: "hosts 300 people from Homs"."""
    whom = (c for c in verb.children if c.dep_ in THEIR_PLACES and c.lower_ != "those")
    return any(
        word.lower_ in ("from", "fled", "left", "escaped") for c in whom for word in c.subtree
    )


# Where the people of a verb stand, those "to" and "after" whom something is done included.
THEIR_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "prep"})


def _is_progressive(token: "Token") -> bool:
    """ "Schools in Homs are housing 300 people": the tagger takes "housing" for a noun."""
    if token.tag_ != "NN" or token.dep_ != "ROOT" or not token.lower_.endswith("ing"):
        return False
    return any(child.dep_ == "aux" and child.i < token.i for child in token.children)


@cache
def _mended(lemma: str) -> str:
    """Mend the lemma of a rare verb: "stretchere", "readmitte" and "wad" for "wade"."""
    known = verb_frames().keys() | _phrases().keys()
    if lemma in known:
        return lemma
    bare = lemma.removesuffix("e")
    for guess in (bare, bare[:-1] if bare[-2:-1] == bare[-1:] else bare, lemma + "e"):
        if len(guess) > 3 and guess in known:
            return guess
    return lemma


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
    # "took off for Oslo on Monday, hours after the talks" took no hours.
    near = word.dep_ not in ("prep", "npadvmod") or 0 < word.i - word.head.i <= BY_THE_VERB
    return near and word.lemma_.lower() in _undoing("standing").get(verb, ())


# So many words after a verb a preposition may still make a phrase of its own with it.
BY_THE_VERB = 2


def _receives_people(verb: "Token") -> bool:
    """ "Uganda took in 300 refugees"; nobody is moved by "took in a show"."""
    return any(
        c.dep_ == "dobj" and (people_kind(c) is not None or c.like_num) for c in verb.children
    )


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
            # "The rest stood alone; they had left Homs" leaves nobody alone.
            behind = child.dep_ == "dobj" or (child.dep_ == "ccomp" and child.i > verb.i)
            if behind and any(w.lower_ in listed for w in child.children):
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
    if token.pos_ != "ADJ" or token.dep_ not in OF_NOUNS:
        return False
    return token.lemma_.lower() in load_words()["nouns"]


OF_NOUNS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "advmod", "ROOT", "conj", "appos"})


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
    if lemma == "way" and any(c.lower_ == "harm" for c in token.children):
        # "moved out of harm's way from Homs"
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
    """ "the movement of 1,500 people", "troop movements", "300 people made the trek"."""
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in MAKING:
        makers = (c for c in noun.head.children if c.dep_ == "nsubj")
        if any(people_kind(maker) is not None for maker in makers):
            return True
    of = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "by")]
    before = [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod", "poss")]
    inner = [people for preposition in of for people in preposition.children]
    return any(people_kind(word) is not None for word in (*inner, *before))


# Verbs with which people make a movement: "made the crossing", "joined the exodus".
MAKING = frozenset({"make", "undertake", "complete", "begin", "start", "continue", "join"})


def _has_course(vehicle: "Token") -> bool:
    """Whether a vehicle is said to go somewhere by itself: "a train for Kyiv", "ships to Malta"."""
    beside = list(vehicle.children)
    if vehicle.dep_ in ("dobj", "nsubjpass") and vehicle.head.lemma_.lower() in ARRANGING:
        # "chartered two planes to Homs"
        beside += [child for child in vehicle.head.children if child.i > vehicle.i]
    return any(child.dep_ == "prep" and child.lower_ in ("to", "for", "into") for child in beside)


# Verbs of providing a journey: "laid on buses to Homs".
ARRANGING = frozenset(
    {"charter", "add", "arrange", "organise", "organize", "schedule", "plan", "offer"}
    | {"book", "hire", "lay", "provide", "announce", "promise", "cancel"}
)
# Verbs that lend a noun of movement their arguments: "made the journey from X to Y".
LENDING = ARRANGING | frozenset(
    {"make", "begin", "start", "undertake", "complete", "finish", "continue", "end"}
)


FIXED = frozenset(
    {
        "out",
        "for",
        "from",
        "to",
        "into",
        "onto",
        "aboard",
        "towards",
        "across",
        "over",
        "through",
        "after",
    }
)


def _makes_something(verb: "Token") -> bool:
    """ "made a request for buses", which is not "made for the border" or "made their way"."""
    return any(
        child.dep_ == "dobj" and child.lower_ not in ("way", "it") for child in verb.children
    )


def _goes_with(child: "Token", words: frozenset[str]) -> bool:
    if child.lower_ not in words:
        # "took to the boats", "staying with relatives"
        return child.dep_ == "prep" and any(
            f"{child.lower_} {noun.lemma_.lower()}" in words
            for noun in child.children
            if noun.dep_ == "pobj"
        )
    if child.lower_ == "due" and any(c.dep_ in ("xcomp", "advcl") for c in child.children):
        # "is due to leave" leaves it to "leave".
        return False
    if child.lower_ == "from" and child.head.lemma_ == "pull" and not _is_of_place(child):
        # "pulled 30 people from the rubble"
        return False
    # "took them off the beach" is not "took off"; "pulled out of Kidal" is "pulled out".
    fixed = child.lower_ in FIXED
    beside = ("prt", "advmod", "dobj", "npadvmod", "acomp")
    # In "made for Homs" the parser takes the town for one who is given something.
    return child.dep_ in beside or (child.dep_ in ("prep", "dative") and fixed)


def _is_of_place(preposition: "Token") -> bool:
    """Whether a preposition stands before a name or a sort of place."""
    sorts = word_set("en", "place_nouns", "words")
    return any(
        noun.pos_ == "PROPN" or noun.lemma_.lower() in sorts
        for noun in preposition.children
        if noun.dep_ == "pobj"
    )
