"""Orders and warnings to leave: for which places they are given, and what lifting them tells.

"An evacuation order for Homs", "evacuation warnings remain in effect in Homs"; an order that has
been lifted sends nobody away: those who left may go back to the place. Those who give such orders,
a government or county, bring people to safety within what they rule.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.discourse import Discourse
from evacmap.legs.drafts import Draft
from evacmap.legs.frames import Frame
from evacmap.legs.lexicon import people_kind
from evacmap.legs.marking import Marked, is_place_noun
from evacmap.legs.motion import Motion
from evacmap.legs.places import Role, host_of
from evacmap.legs.spans import offsets_of
from evacmap.legs.syntax import agent_of, child_with, children_with, said_of
from evacmap.model import GeocodedToponym, PlaceKind, Status, ToponymRole

if TYPE_CHECKING:
    from spacy.tokens import Token

ORDERS = frozenset(
    {"order", "warning", "notice", "alert", "advisory", "directive", "instruction", "call"}
)
ORDERED = "for which the order to leave is"
# "evacuation orders for 2,000 homes near Homs": how many words stand between at most.
LONGEST_WAY = 6
COVERED = frozenset({"for", "in", "across", "at", "near", "around", "throughout", "within", "of"})
COVERING = frozenset({"cover", "affect", "include"})
LIFTING = frozenset({"lift", "rescind", "revoke", "downgrade", "ease", "relax", "drop"})
# These end an order, and call off an evacuation.
ENDING = frozenset({"cancel", "remove", "withdraw", "end", "expire"})
UNTIL = frozenset({"until", "till", "before", "once", "when", "if", "unless"})


def is_order(trigger: "Token") -> bool:
    """Whether a word of movement says what an order or warning is about: "evacuation order"."""
    host = host_of(trigger)
    return host != trigger and host.lemma_.lower() in ORDERS


def ordered_for(
    place: Marked, triggers: Sequence[tuple["Token", Frame]]
) -> tuple[int, tuple[Role, str]] | None:
    """Return the position of the evacuation that is ordered for a place, and the place's role."""
    for word, frame in triggers:
        if frame.name != "evacuation" or not frame.is_noun:
            continue
        host = host_of(word)
        if is_order(word) and _is_put_under(place, host):
            return word.i, (Role.ORIGIN, "what is under the order to leave")
        verb = host.head if host.dep_ in ("nsubj", "nsubjpass", "dobj") else None
        binding = binding_words(host)
        if not is_order(word) and not _is_given(verb) and not binding:
            continue
        told = place.is_object and place.governor == verb
        if told and verb is not None and verb.lemma_.lower() in COVERING:
            return word.i, (Role.ORIGIN, "what the order to leave covers")
        given = next((c for c in host.children if c.dep_ == "acl" and _is_given(c)), None)
        if place.marker in COVERED and _hangs_on(place.governor, (host, verb, given, *binding)):
            return word.i, (Role.ORIGIN, ORDERED)
    return None


def _is_put_under(place: Marked, order: "Token") -> bool:
    """ "Homs is under an evacuation order", "residents of Homs were put on evacuation alert"."""
    if order.dep_ != "pobj" or order.head.lower_ not in ("under", "on"):
        return False
    verb = order.head.head
    if verb.dep_ in ("acl", "relcl"):
        return verb.lemma_.lower() in PUTTING and place.token in verb.head.subtree
    if verb.lemma_.lower() not in PUTTING:
        return False
    put = child_with(verb, "nsubj", "nsubjpass") if verb.lemma_ in KEEPING else None
    put = put or child_with(verb, "nsubjpass", "dobj")
    if put is None or not (put == place.token or put.is_ancestor(place.token)):
        return False
    return put == place.token or place.governor == verb or _hangs_on(place.governor, (put,))


PUTTING = frozenset({"be", "remain", "stay", "place", "put", "keep", "come", "fall"})
KEEPING = frozenset({"be", "remain", "stay", "come", "fall"})


def _is_given(verb: "Token | None") -> bool:
    """ "Evacuations were ordered in Homs", "evacuations for Homs have been lifted"."""
    if verb is None:
        return False
    return verb.lemma_.lower() in LIFTING | {"order", "issue", "announce", "declare", "begin"}


def binding_words(evacuation: "Token") -> list["Token"]:
    """ "Mandatory evacuation for Homs", "evacuation is compulsory there": as good as an order."""
    said = [*children_with(evacuation, "amod"), *said_of(evacuation)]
    return [word for word in said if word.lemma_.lower() in BINDING]


BINDING = frozenset({"mandatory", "compulsory", "obligatory", "voluntary", "immediate", "advisory"})


def _hangs_on(node: "Token", ends: tuple["Token | None", ...]) -> bool:
    """Whether a word hangs on an order or its verb by words for places and people alone."""
    for _ in range(LONGEST_WAY):
        if node in ends:
            return True
        is_between = node.dep_ in ("pobj", "prep", "conj", "nmod", "appos")
        if node.head == node or not is_between:
            return False
        if node.dep_ == "pobj" and not _may_be_told_to_go(node):
            return False
        node = node.head
    return False


def _may_be_told_to_go(noun: "Token") -> bool:
    """ "for residents of", "for parts of", "in effect for"; but not "for Germans in"."""
    lemma = noun.lemma_.lower()
    if lemma in word_set("en", "roles", "belong"):
        return False
    plain = people_kind(noun) is not None or is_place_noun(noun)
    return plain or lemma in PARTS


# What lies between an order and its place: "in effect for parts of", "for properties near".
PARTS = frozenset(
    {"effect", "force", "place", "part", "portion", "number", "people", "property", "address"}
    | {"structure", "parcel", "lot", "thousand", "hundred", "dozen", "zone"}
)


def lifts_order(trigger: "Token") -> "Token | None":
    """Return the verb by which an order to leave is lifted: "the evacuation order was lifted"."""
    host = host_of(trigger)
    ordered = is_order(trigger)
    if not ordered and trigger.lemma_.lower() != "evacuation":
        return None
    verb = host.head
    while verb.dep_ == "conj" and verb.pos_ in ("NOUN", "PROPN"):
        verb = verb.head
    if host.dep_ not in ("nsubj", "nsubjpass", "dobj", "conj") or verb.pos_ != "VERB":
        return None
    lemma = verb.lemma_.lower()
    if lemma not in LIFTING and not (ordered and lemma in ENDING):
        return None
    denied = child_with(verb, "neg") is not None
    waits = any(child.lower_ in UNTIL for child in children_with(verb, "mark", "advmod"))
    return None if denied or waits else verb


def with_return(draft: Draft) -> Draft:
    """Return the draft of an order that was lifted as one of going back to where it was for."""
    if draft.motion.frame.name != "evacuation" or not draft.origins or draft.destinations:
        return draft
    if lifts_order(draft.motion.trigger) is None:
        return draft
    back = replace(draft, origins=(), destinations=draft.origins, names_origin=False)
    back = replace(back, status=Status.PLANNED)
    return back.inferring("destination", "where the order to leave was lifted")


Found = tuple[GeocodedToponym, str] | None
PEOPLE = frozenset({"people", "family", "person", "household", "child", "woman", "patient"})
# Those who rule a part of a country bring people to safety within it.
ACTING = "the area of those who move them"
OF_AREA = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.SETTLEMENT, PlaceKind.ISLAND})
GOVERNING = frozenset(
    {"government", "authority", "administration", "official", "council", "county", "province"}
    | {"state", "police", "governor", "sheriff", "mayor", "municipality", "city", "district"}
    | {"department", "office", "parish", "prefecture", "town", "village"}
)
SAVING = frozenset({"evacuate", "rescue", "transport", "resettle"})
WITHIN = frozenset(
    {"inmate", "prisoner", "detainee", "individual", "man", "thousand", "hundred", "dozen"}
    | {"lakh", "million", "household", "evacuee", "student", "pupil", "child", "elderly", "crore"}
)


def from_actor(draft: Draft, discourse: Discourse) -> Found:
    """ "The Odisha government has evacuated 300,000 people from coastal villages": in Odisha."""
    motion = draft.motion
    mover = motion.mover
    if draft.destinations or motion.frame.is_noun or motion.frame.name not in SAVING:
        return None
    if mover is None or mover.dep_ != "dobj" or not _are_of_here(mover):
        return None
    actor = agent_of(motion.trigger)
    if actor is None or actor.i > motion.trigger.i:
        return None
    begin = motion.sentence.start
    first, last = (begin + offsets_of(word)[0] for word in (actor.left_edge, actor))
    for item in discourse.heard:
        if item.place is None or not first <= item.toponym.start <= last:
            continue
        if item.toponym.role is ToponymRole.NESTED:
            return None
        governs = actor.lemma_.lower() in GOVERNING or item.toponym.end >= last
        if not governs:
            return None
        if item.place.kind in OF_AREA:
            return item, ACTING
        if item.place.kind is PlaceKind.COUNTRY and _is_in_peril(motion):
            return item, ACTING
    return None


def _are_of_here(mover: "Token") -> bool:
    """Whether people may be of the place that is spoken of: neither students nor nationals."""
    words = [mover, *(word for of in mover.children if of.lower_ == "of" for word in of.children)]
    lemmas = {word.lemma_.lower() for word in words}
    if lemmas & word_set("en", "roles", "belong"):
        return False
    if any(child.pos_ in ("PROPN",) or child.dep_ == "poss" for child in mover.children):
        return False
    here = PEOPLE | WITHIN | word_set("en", "roles", "of_here")
    return bool(lemmas & here) or mover.like_num


def _is_in_peril(motion: Motion) -> bool:
    """Whether the sentence tells of a storm, flood or the like, which a state has at home."""
    perils = word_set("en", "weather", "words") | PERILS
    return any(token.lemma_.lower() in perils for token in motion.trigger.doc)


PERILS = frozenset(
    {"flood", "flooding", "volcano", "eruption", "wildfire", "bushfire", "landslide", "quake"}
    | {"earthquake", "mudslide", "rain", "river", "dam", "coast", "coastal", "monsoon", "typhoon"}
)


def leaves_unnamed(motion: Motion) -> bool:
    """ "evacuated people from low-lying areas", "out of coastal districts": all without a name."""
    nouns = [
        noun
        for trigger in motion.triggers
        for preposition in trigger.children
        if preposition.lower_ in ("from", "out")
        for noun in preposition.subtree
        if noun.dep_ == "pobj"
    ]
    return bool(nouns) and all(noun.pos_ == "NOUN" and not _is_named(noun) for noun in nouns)


def _is_named(noun: "Token") -> bool:
    return any(child.pos_ == "PROPN" for child in noun.children)
