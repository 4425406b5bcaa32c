"""Places that the parser hangs on a wrong word, given to the motion word that they follow.

A statistical parser loses the thread of a long sentence: in "thousands have fled Afrin, most of
them in cars towards Nubl, a monitoring group said" it hangs "towards" on what the group said.
Only the plain marks of an end, "from", "to", "for" and their like, are moved, and never past
another finite verb or from a noun that may have an end of its own ("a road to Nubl").
"""

from calendar import day_name, month_name
from collections.abc import Sequence
from typing import TYPE_CHECKING

from evacmap.languages import load_words, word_set
from evacmap.legs.belonging import is_their_country
from evacmap.legs.frames import Frame
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.marking import BESIDE, Marked, is_place_noun
from evacmap.legs.places import Role, host_of, prepositional_role

if TYPE_CHECKING:
    from spacy.tokens import Token

FARTHEST = 20
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
TIMES = frozenset(
    {"day", "night", "morning", "noon", "afternoon", "evening", "midnight", "dawn", "dusk"}
    | {"weekend", "week", "month", "year", "hour", "minute", "today", "yesterday", "tomorrow"}
    | {name.lower() for name in (*day_name, *month_name)}
)

Strayed = tuple[int, tuple[Role, str]]


def teller_of(
    place: Marked, triggers: Sequence[tuple["Token", Frame]], names: frozenset[int]
) -> Strayed | None:
    """Return the position of the motion word that a place without one follows, and its role.

    ``names`` are the positions of the places of the sentence.
    """
    driven = _driven_out(place, triggers)
    if driven is not None:
        return driven
    preposition = _preposition(place)
    if preposition is None or not (preposition.head.i in names or _may_stray(preposition)):
        return None
    told = _told_before(preposition, triggers) or _told_after(preposition, triggers)
    if told is None:
        return None
    word, frame = told
    if is_their_country(place, frame):
        return None
    marker = "from" if preposition.lower_ == "out" else preposition.lower_
    found = prepositional_role(marker, word, frame)
    if found is None or found[0] not in (Role.ORIGIN, Role.DESTINATION):
        return None
    return word.i, found


Told = tuple["Token", Frame]


def _driven_out(place: Marked, triggers: Sequence[Told]) -> Strayed | None:
    """ "Violence in Sibut has forced hundreds to flee": they flee from where it is."""
    cause = place.governor
    if cause.dep_ == "acl":
        # In "heavy shelling" the parser may take "heavy" for the noun.
        cause = cause.head
    verb = cause.head
    roles = load_words()["roles"]
    if place.marker not in roles["place"] or cause.dep_ not in ("nsubj", "csubj"):
        return None
    events = word_set("en", "driving", "words")
    if verb.lemma_.lower() not in roles["causing"] or not events & {
        cause.lemma_.lower(),
        cause.lower_,
        place.governor.lower_,
    }:
        return None
    for word, frame in triggers:
        told = word == verb or (word.head == verb and word.dep_ in ("xcomp", "ccomp", "advcl"))
        into = word.dep_ in ("pcomp", "pobj") and word.head.head == verb
        if (told or into) and frame.name in DRIVEN_OUT:
            return word.i, (Role.ORIGIN, "where they are driven out")
    return None


DRIVEN_OUT = frozenset(
    {"flee", "leave", "evacuate", "withdraw", "remove", "exodus", "displacement"}
)


def _told_before(preposition: "Token", triggers: Sequence[Told]) -> Told | None:
    """The motion word before an end, with no other finite verb between them."""
    before = [(word, frame) for word, frame in triggers if word.i < preposition.i]
    if not before:
        return None
    word = before[-1][0]
    if _is_of_other_subject(preposition, word):
        return None
    between = preposition.doc[word.i + 1 : preposition.i]
    said = _said_of(word, preposition)
    finite = [o for o in between if o.tag_ in FINITE and said not in (o, o.head)]
    lost = len(between) > FARTHEST or not all(_is_aside(other, word) for other in finite)
    return None if lost else before[-1]


def _is_of_other_subject(preposition: "Token", trigger: "Token") -> bool:
    """ "crossed into Homs, where a man from the port in Hama waited": that is of the man."""
    node = _governor(preposition)
    is_subject = node.dep_ in ("nsubj", "nsubjpass") and trigger.i < node.i < node.head.i
    return is_subject and node.head.pos_ in ("VERB", "AUX")


def _said_of(noun: "Token", preposition: "Token") -> "Token | None":
    """ "A corridor is opened from Homs", "arrivals were counted, most of them from Homs".

    What is said of a movement takes the ends that the noun would have.
    """
    noun = host_of(noun)
    verb = noun.head
    if noun.pos_ != "NOUN" or noun.dep_ not in ("nsubj", "nsubjpass"):
        return None
    governor = _governor(preposition)
    part = governor.dep_ == "appos" and governor.pos_ in ("PRON", "ADJ") and governor.head == verb
    return verb if governor == verb or part else None


def _is_aside(verb: "Token", trigger: "Token") -> bool:
    """ "left on Friday, officials said, for Homs", "left before the truce ended for Homs"."""
    if verb.dep_ == "advcl" and verb.head == trigger:
        return True
    said = verb.lemma_.lower() in word_set("en", "status", "reporting")
    closed = any(word.text == "," for word in verb.doc[verb.i + 1 : verb.i + 4])
    return said and closed and verb.is_ancestor(trigger)


def _told_after(preposition: "Token", triggers: Sequence[Told]) -> Told | None:
    """ "From Piraeus, buses were to take most of them …": "from" hangs on "were"."""
    above = preposition.head
    if above.pos_ not in ("VERB", "AUX") or above.i < preposition.i:
        return None
    below = [(word, frame) for word, frame in triggers if above in word.ancestors]
    return next(((w, f) for w, f in below if w.dep_ == "xcomp" and w.head == above), None)


def _preposition(place: Marked) -> "Token | None":
    """Return the "from" or "to" of a place; None where another word or none marks it."""
    node = place.token
    while node.dep_ in ("conj", "appos") and node.head != node:
        node = node.head
    roles = load_words()["roles"]
    plain = {"from", "for", "in", "at", *roles["destination"]}
    node = _out_of(_site_of(node))
    if node.lower_ == "of" and node.dep_ == "prep":
        return node.head
    if node.dep_ != "pobj" or node.head.lower_ not in plain or node.head.head.lower_ in BESIDE:
        # "another close to Homs" is near it.
        return None
    return node.head


def _site_of(name: "Token") -> "Token":
    """Return what a place is told to have in it, "the camp" of "from the camp at Homs", or it."""
    site = name.head.head
    if name.dep_ != "pobj" or name.head.lower_ not in OF_SITES or not is_place_noun(site):
        return name
    return site if site.dep_ == "pobj" and site.head.lower_ in ENDS else name


OF_SITES = frozenset({"in", "at", "near", "of", "outside"})
ENDS = frozenset({"from", "of", "to", "into"})


def _out_of(node: "Token") -> "Token":
    """Return what stands for a place after "from": the "of" of "out of Homs" is "from"."""
    of = node.head
    return of if of.lower_ == "of" and of.head.lower_ == "out" else node


def _may_stray(preposition: "Token") -> bool:
    """Whether what a preposition hangs on is no noun with an end of its own."""
    governor = _governor(preposition)
    if governor.pos_ not in ("NOUN", "PROPN"):
        return True
    people = people_kind(governor) is not None
    if preposition.lower_ not in OF_NOUNS and (is_place_noun(governor) or people):
        return True
    if governor.lower_ in TIMES or governor.lemma_.lower() in TIMES or governor.text.isdecimal():
        return True
    if preposition.lower_ in OF_NOUNS and vehicle_mode(governor) is not None:
        return preposition.lower_ == "for"
    if vehicle_mode(governor) is not None or _is_circumstance(governor):
        return True
    return _is_of_pair(preposition, governor)


# Marks that people and places have as well: "food for people in Homs", "a school at the port".
OF_NOUNS = frozenset({"for", "in", "at"})


def _governor(preposition: "Token") -> "Token":
    """Return what a preposition hangs on, through the "from" that the parser hangs a "to" on."""
    governor = preposition.head
    while governor.pos_ == "ADP" and governor.head != governor:
        governor = governor.head
    return governor


# What stands before how something is done: "without incident", "under escort", "amid shelling".
HOW = frozenset({"without", "under", "despite", "amid", "amidst", "within", "between"})


def _is_circumstance(noun: "Token") -> bool:
    """Whether a noun says how, with what or in what state people went, and has no end itself."""
    lemma = noun.lemma_.lower()
    if lemma in word_set("en", "circumstances", "words") or _is_means(noun):
        return True
    how = noun.dep_ == "pobj" and noun.head.lower_ in HOW
    return how and lemma not in word_set("en", "circumstances", "with_ends")


def _is_means(noun: "Token") -> bool:
    """ "left Homs by air for Doha": the bare noun after "by" only says how."""
    bare = noun.dep_ == "pobj" and noun.tag_ == "NN" and noun.head.lower_ == "by"
    return bare and not any(child.dep_ in ("det", "poss", "amod") for child in noun.children)


def _is_of_pair(preposition: "Token", governor: "Token") -> bool:
    """Whether an end is one of two side by side, "from Homs to Hama", which tell a way.

    "Help from Homs to Hama" is a way of its own, "help of the army from Homs to Hama" none.
    """
    has_ends = governor.lemma_.lower() in word_set("en", "circumstances", "with_ends")
    closed = any(c.lower_ == "of" and c.i < preposition.i for c in governor.children)
    if governor.dep_ != "pobj" or (has_ends and not closed):
        return False
    goal = {"for", *load_words()["roles"]["destination"]}
    beside = (*governor.children, *preposition.children, *preposition.head.children)
    others = [word for word in beside if word.dep_ == "prep" and word != preposition]
    if preposition.head.pos_ == "ADP":
        others.append(preposition.head)
    elif governor == preposition.head:
        # "rose from Wheelus for Rome": "for" hangs on Wheelus.
        others.append(governor.head)
    wanted = goal if preposition.lower_ in ("from", "out") else {"from", "out"}
    return any(o.lower_ in wanted and abs(o.i - preposition.i) <= PAIR for o in others)


# So many words at most stand from the one mark of a pair of ends to the other.
PAIR = 6
