"""Where people are after a movement: "left Kherson and are now in Warsaw".

English often tells the end of a way by a state: those who have left are, live or sleep somewhere.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.lexicon import Frame, people_kind
from evacmap.legs.marking import Marked, is_place_noun
from evacmap.legs.places import Role
from evacmap.legs.syntax import child_with, object_of

if TYPE_CHECKING:
    from spacy.tokens import Token

WITHIN = frozenset({"in", "at", "on", "inside", "near", "outside"})
THEY = frozenset({"they", "he", "she", "all", "most", "both", "many"})
PAST = frozenset({"VBD", "VBN"})
# "People displaced by floods live in Chad": how many there are, not where they went.
STOCK = frozenset({"displace", "uproot"})
WHERE_NOW = "where they are now"

Told = tuple["Token", Frame]
Stay = tuple[int, tuple[Role, str]]


def where_they_are(place: Marked, triggers: Sequence[Told]) -> Stay | None:
    """Return the position of the motion word after which people are at a place, with its role."""
    if place.is_subject:
        word = _left_for_host(place.governor, triggers)
        return (word.i, (Role.DESTINATION, WHERE_NOW)) if word is not None else None
    counted = _counted_at(place, triggers)
    if counted is not None:
        return counted.i, (Role.DESTINATION, WHERE_NOW)
    verb = _verb_of_stay(place)
    if verb is None:
        return None
    word = _left_before(verb, triggers) or _left_by_subject(verb, triggers)
    return (word.i, (Role.DESTINATION, WHERE_NOW)) if word is not None else None


def _counted_at(place: Marked, triggers: Sequence[Told]) -> "Token | None":
    """The arrivals that a place counts: "counters at Adré registered 300 new arrivals"."""
    node = place.governor
    while node.dep_ == "pobj" and node.head.lower_ in WITHIN:
        node = node.head.head
    verb = node.head if node.dep_ in ("nsubj", "nsubjpass") else node
    if place.marker not in WITHIN or verb.pos_ not in ("VERB", "AUX"):
        return None
    if verb.lemma_.lower() not in word_set("en", "roles", "hosting"):
        return None
    coming = (word for word, frame in triggers if frame.is_noun and frame.at)
    return next((word for word in coming if word.head == verb), None)


def _verb_of_stay(place: Marked) -> "Token | None":
    """The verb that tells of a stay at a place: "are sleeping in a school in Juba"."""
    if place.marker not in WITHIN:
        return None
    node = place.governor
    while node.dep_ == "pobj" and node.head.lower_ in WITHIN and is_place_noun(node):
        node = node.head.head
    if node.pos_ not in ("VERB", "AUX"):
        return None
    if node.lemma_.lower() not in word_set("en", "roles", "abiding"):
        return None
    helpers = {child.lower_ for child in node.children if child.dep_ in ("aux", "neg", "auxpass")}
    # "had been in Goma" was before; "would be in Goma" and "not" are not so.
    unsure = helpers & {"had", "not", "n't", "would", "could", "might", "to"}
    return None if unsure else node


def _left_before(verb: "Token", triggers: Sequence[Told]) -> "Token | None":
    """The movement that a stay goes on from: "drove all night and were in Homs by morning"."""
    subject = child_with(verb, "nsubj", "nsubjpass")
    if subject is not None and subject.lower_ not in THEY:
        return None
    above = verb.head
    while subject is None and verb.dep_ == "conj" and above.dep_ == "conj":
        if any(word == above for word, _ in triggers):
            break
        above = above.head
    if subject is None:
        on_from = verb.dep_ == "conj" and any(word == above for word, _ in triggers)
        return above if on_from and above.i < verb.i else None
    before = [word for word, frame in triggers if word.i < subject.i and not frame.is_noun]
    beside = verb.dep_ in ("ROOT", "conj", "parataxis", "ccomp")
    return before[-1] if beside and before and before[-1].tag_ in PAST else None


def _left_by_subject(verb: "Token", triggers: Sequence[Told]) -> "Token | None":
    """The movement told of those who stay: "Refugees who came from Wau sleep in a school"."""
    subject = child_with(verb, "nsubj", "nsubjpass")
    if subject is None or people_kind(subject) is None:
        return None
    for word, frame in triggers:
        of_them = word.dep_ in ("relcl", "acl") and word.head == subject
        if word.lemma_.lower() in STOCK:
            continue
        if of_them and (word.tag_ in PAST or frame.name == "flee"):
            return word
    return None


def _left_for_host(verb: "Token", triggers: Sequence[Told]) -> "Token | None":
    """The movement of those whom a place has: "Kassala has 300 newcomers, who fled Gondar"."""
    guests = object_of(verb)
    if guests is None or verb.lemma_.lower() not in word_set("en", "roles", "hosting"):
        return None
    for word, frame in triggers:
        if word == guests and frame.at:
            return word
        of_them = word.dep_ in ("relcl", "acl") and guests in word.ancestors
        if (of_them or _is_told_of_whom(word, verb)) and (
            word.tag_ in PAST or frame.name == "flee"
        ):
            return word
    return None


def _is_told_of_whom(word: "Token", verb: "Token") -> bool:
    """ "…, most of whom had come from Gondar": the parser hangs that on the verb before."""
    if word.dep_ != "ccomp" or word.head != verb:
        return False
    subject = child_with(word, "nsubj", "nsubjpass")
    return subject is not None and any(inner.lower_ == "whom" for inner in subject.subtree)
