"""Who moves, what carries them, and who makes them move, for a motion verb or noun."""

from typing import TYPE_CHECKING

from evacmap.languages.model import is_person
from evacmap.legs.frames import MAKING, Frame, ends_journey, verb_frames
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.marking import is_place_noun
from evacmap.legs.nouns import is_cargo
from evacmap.legs.phrasing import taken_along
from evacmap.legs.places import host_of
from evacmap.legs.syntax import (
    agent_of,
    child_with,
    children_with,
    is_passive,
    object_of,
    patient_of,
    subject_of,
    with_conjuncts,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from evacmap.legs.motion import Motion

Roles = tuple["Token | None", "Token | None", "Token | None"]


# A vehicle told of before: "The other landed in Homs, carrying 90 people."
ONE_OF = frozenset({"other", "another", "second", "third", "first", "latter"})
# What is sought, set or dropped does not travel: "sought refuge in Uganda", "set foot in Malta".
SOUGHT = frozenset(
    {"refuge", "shelter", "safety", "sanctuary", "asylum", "foot", "anchor"}
    | {"accommodation", "home", "passage", "flight"}
)


def verb_roles(verb: "Token", frame: Frame, places: frozenset[int]) -> Roles:
    """Return who moves, what carries them and who makes them move."""
    subject, patient = subject_of(verb), patient_of(verb)
    if subject is not None and ends_journey(verb):
        return _carried_by(subject), subject if vehicle_mode(subject) else None, None
    if patient is not None and (patient.i in places or patient.lower_ in SOUGHT):
        # "The town gave shelter to 300 people."
        patient = _given_to(verb)
    elif patient is None and frame.name == "shelter":
        patient = _given_to(verb)
    elif patient is not None and frame.name == "arrive" and is_place_noun(patient):
        # "arrived the airport", as some papers write
        patient = None
    elif patient is not None and frame.mover == "either" and _is_other_thing(verb, patient):
        return patient, None, subject
    if subject is not None and subject.lemma_.lower() in ONE_OF and not is_passive(verb):
        carried = _carried_by(verb)
        if carried is not None:
            return carried, subject, None
    if frame.mover == "subject" and patient is not None and _gets_out(verb, patient):
        return patient, None, subject
    if frame.mover == "subject":
        # "The town was abandoned" names no one; "they were moved out" does.
        goes = subject is not None and people_kind(subject) is not None
        mover = subject if goes or not is_passive(verb) or frame.object == "none" else None
        if mover is not None and vehicle_mode(mover) is not None:
            return _carried_by(mover) or _carried_by(verb) or _aboard(verb), mover, None
        rides = mover is not None and patient is not None and _rides(verb, mover, patient)
        return mover, patient if rides else None, None
    if patient is None or (frame.mover == "either" and not _can_move(patient)):
        if subject is not None and vehicle_mode(subject) is not None:
            return _carried_by(subject) or _carried_by(verb) or _aboard(verb), subject, None
        mover = subject if not is_passive(verb) and frame.mover == "either" else None
        if frame.mover == "object" and patient is None:
            mover = subject
        return mover, None, subject
    if subject is not None and _rides(verb, subject, patient):
        return subject, patient, None
    agent = agent_of(verb)
    carrier = _named_vehicle(agent) if agent is not None else None
    if vehicle_mode(patient) is not None:
        carried = _carried_by(patient)
        if carried is not None or people_kind(patient) is None:
            return carried, patient, agent
    return patient, carrier, agent


def _given_to(verb: "Token") -> "Token | None":
    """ "gave shelter to 300 people", "looked after 300 people": those people."""
    for child in verb.children:
        if child.dep_ == "dative" and child.pos_ != "ADP":
            return child
        if child.dep_ in ("dative", "prep") and child.lower_ in ("to", "for", "after", "with"):
            people = child_with(child, "pobj")
            if people is not None and people_kind(people) is not None:
                return people
    return None


def _is_other_thing(verb: "Token", patient: "Token") -> bool:
    """ "withdrew the bill": what is withdrawn does not travel."""
    return not (is_passive(verb) or _can_move(patient) or is_place_noun(patient))


# Verbs of going by oneself that also take those who are made to go.
HELPING = frozenset({"get", "walk", "march", "hurry", "sail", "race"})


def _gets_out(verb: "Token", patient: "Token") -> bool:
    """ "got 80 patients out", "walked them to Homs": they go, whoever sees to it."""
    is_helped = verb.lemma_.lower() in HELPING and not is_passive(verb)
    return is_helped and people_kind(patient) is not None


# One takes, catches or boards what one travels in.
RIDING = frozenset({"take", "catch", "board", "ride"})


def _rides(verb: "Token", subject: "Token", patient: "Token") -> bool:
    """ "Thousands have taken the bus": they travel, and the bus carries them."""
    if verb.lemma_ not in RIDING or is_passive(verb) or vehicle_mode(patient) is None:
        return False
    people = people_kind(subject) is not None or subject.pos_ == "PRON"
    return people and vehicle_mode(subject) is None


def nearer_people(mover: "Token", verb: "Token") -> "Token":
    """Return the people nearest the verb: "assistance to Russians fleeing Syria".

    In "266 Sudanese, including three infants, who were flown out", they all were.
    """
    if verb.dep_ == "relcl" and mover == verb.head and mover.head.lower_ == "including":
        whole = mover.head.head
        return whole if whole.pos_ in ("NOUN", "PROPN") else mover
    if verb.dep_ != "acl" or people_kind(mover) is not None or vehicle_mode(mover) is not None:
        return mover
    inside = [
        word
        for word in mover.subtree
        if word.i < verb.i and word.dep_ == "pobj" and people_kind(word)
    ]
    return inside[-1] if inside else mover


def vehicle_of(mover: "Token") -> tuple["Token | None", "Token | None"]:
    """Return traveller and vehicle of a named vehicle: "the freighter Vlora", "train No. 45"."""
    is_name = mover.tag_ == "NNP"
    if people_kind(mover) is not None and not is_name:
        return mover, None
    for child in mover.children:
        named = child.dep_ in ("compound", "appos", "nmod") and child.pos_ in ("NOUN", "PROPN")
        if named and vehicle_mode(child) is not None:
            return _carried_by(mover) or _carried_by(child), child
    return mover, None


def _named_vehicle(agent: "Token") -> "Token | None":
    """Return the vehicle that a deed's doer is, or is named as: "HMS Bulwark took them"."""
    if vehicle_mode(agent) is not None:
        return agent
    before = (child for child in agent.children if child.dep_ in ("compound", "nmod"))
    is_name = agent.tag_ == "NNP" and people_kind(agent) is None
    return next((word for word in before if is_name and vehicle_mode(word) is not None), None)


def _can_move(token: "Token") -> bool:
    movable = any(
        people_kind(one) is not None or vehicle_mode(one) is not None
        for one in with_conjuncts(token)
    )
    if movable or token.pos_ == "PRON" or is_cargo(token):
        return True
    return is_person(token)


def _carried_by(vehicle: "Token") -> "Token | None":
    """Whom a vehicle carries: "four buses carrying citizens", "a flight with 300 evacuees"."""
    clauses = [child for child in vehicle.children if child.dep_ in ("acl", "relcl")]
    owners = (noun for of in vehicle.children if of.lower_ == "of" for noun in of.children)
    clauses += [
        c for noun in owners for c in noun.children if c.dep_ == "acl" and _owns(noun.head, vehicle)
    ]
    for child in (
        *vehicle.children,
        *clauses,
        *(inner for clause in clauses for inner in clause.children),
    ):
        laden = child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_ in CARRYING
        told = child.dep_ in ("acl", "relcl") and not _is_for_others(child)
        carried = object_of(child) if laden or told else None
        if carried is not None and people_kind(carried) is not None:
            return carried
        if child.dep_ == "prep" and child.lower_ in ("with", "of", "for"):
            inside = child_with(child, "pobj")
            if inside is not None and people_kind(inside) is not None and not _owns(child, vehicle):
                return inside
        if child.lemma_.lower() in LADEN:
            # "two buses full of families", "trains packed with women"
            for preposition in children_with(child, "prep"):
                inside = child_with(preposition, "pobj")
                if inside is not None and people_kind(inside) is not None:
                    return inside
    return _on_board(vehicle) or _carried_later(vehicle)


def _owns(preposition: "Token", vehicle: "Token") -> bool:
    """ "ships of the Kenyan Navy carrying 300 people": whose they are, not who is on board."""
    if preposition.lower_ != "of":
        return False
    inside = child_with(preposition, "pobj")
    return inside is not None and any(
        child.lemma_ in CARRYING and child.tag_ == "VBG" and object_of(child) is not None
        for word in (vehicle, inside)
        for child in word.children
    )


def _is_for_others(clause: "Token") -> bool:
    """ "a convoy to help fighters in Homs": they are not on it; "buses to take fighters" are."""
    is_purpose = any(word.lower_ == "to" and word.dep_ == "aux" for word in clause.children)
    return is_purpose and clause.lemma_.lower() not in verb_frames()


# "The ship docked in Jeddah, bringing 150 people."
CARRYING = frozenset({"carry", "bring", "transport", "ferry"})
LADEN = frozenset({"full", "pack", "packed", "load", "loaded", "laden", "cram", "crammed", "fill"})


def _carried_later(vehicle: "Token") -> "Token | None":
    """ "a ship that docked in Homs on Monday, carrying 150 people", wherever "carrying" hangs."""
    for word in vehicle.doc[vehicle.i + 1 : vehicle.i + FARTHEST]:
        if vehicle_mode(word) is not None:
            return None
        if word.lemma_ == "carry" and word.tag_ == "VBG" and word.nbor(-1).lower_ == ",":
            carried = object_of(word)
            return carried if carried is not None and people_kind(carried) is not None else None
    return None


# How many words behind a vehicle those whom it carries may be told.
FARTHEST = 20


def _on_board(vehicle: "Token") -> "Token | None":
    """Who is said to be on it: "Six people were on board the frigate, which …"."""
    first = vehicle.left_edge
    before = first.nbor(-1) if first.i else first
    if before.lower_ not in ("aboard", "board", "on"):
        return None
    verb = next((word for word in before.ancestors if word.pos_ in ("AUX", "VERB")), None)
    subject = subject_of(verb) if verb is not None and verb.lemma_ == "be" else None
    return subject if subject is not None and people_kind(subject) is not None else None


def _aboard(verb: "Token") -> "Token | None":
    """ "took off from the airfield with 39 people aboard", whatever the parser hangs "with" on."""
    for word in verb.subtree:
        people = people_kind(word) is not None or word.like_num
        if word.dep_ == "pobj" and word.head.lower_ == "with" and people:
            following = word.doc[word.i + 1 : word.i + 3].text.lower()
            if following.startswith(("aboard", "on board", "onboard")):
                return word
    return None


# From this weight on a noun of movement says what the vehicle is for that it stands before.
SURE = 0.9
JOURNEYS = frozenset(
    {"journey", "trip", "voyage", "crossing", "trek", "way", "return", "flight", "escape"}
    | {"exodus", "departure", "retreat", "passage", "withdrawal"}
)


def noun_roles(noun: "Token", weight: float) -> Roles:
    """ "the evacuation of civilians", "the troop withdrawal", "the Russians' departure"."""
    agent = None
    if noun.dep_ == "dobj" and noun.head.pos_ in ("VERB", "AUX"):
        agent = subject_of(noun.head)
    if vehicle_mode(noun) is not None:
        return _carried_by(noun), noun, agent
    if noun.dep_ == "compound" and vehicle_mode(noun.head) is not None and weight >= SURE:
        # "evacuation buses left": the evacuation goes on them.
        return _carried_by(noun.head), noun.head, agent
    traveller = _underway(noun)
    if traveller is not None and vehicle_mode(traveller) is not None:
        return _carried_by(traveller) or _carried_by(noun), traveller, None
    if traveller is not None and traveller.lower_ in ("it", "she"):
        return taken_along(traveller.head) or traveller, None, None
    if traveller is not None:
        return traveller, None, None
    host = host_of(noun)
    for child in (*noun.children, *(host.children if host != noun else ())):
        if child.dep_ == "prep" and child.lower_ in ("of", "by", "for"):
            inside = child_with(child, "pobj")
            if inside is not None and people_kind(inside) is not None:
                return inside, None, agent
        if child.dep_ in ("poss", "compound", "nmod", "amod") and people_kind(child) is not None:
            return child, None, agent
        if child.dep_ == "poss" and child.lower_ == "their" and agent is not None:
            # "Most will continue their journey to Parepare."
            return agent, None, None
        if child.dep_ == "poss" and child.tag_ == "PRP$" and noun.lemma_.lower() in JOURNEYS:
            # "Our return to Homs was uneventful."
            return child, None, None
    made = noun.dep_ == "dobj" and noun.head.lemma_.lower() in MAKING
    if made and noun.lemma_.lower() in JOURNEYS and agent is not None:
        # "110 vehicles made the last trip to the border."
        return (None, agent, None) if vehicle_mode(agent) else (agent, None, None)
    given = child_with(noun.head, "dative") if noun.head.pos_ == "VERB" else None
    if given is not None and given.pos_ == "ADP":
        # "Safe passage was given to 300 families."
        given = child_with(given, "pobj")
    to_whom = _evacuation_order(noun) or given
    # "registered 300 new arrivals": they are the people.
    counted = people_kind(noun) is not None and child_with(noun, "nummod") is not None
    goods = any(child.lower_ == "of" for child in noun.children)
    return to_whom or (noun if counted and not goods else None), None, agent


def _underway(noun: "Token") -> "Token | None":
    """Who is "on the way" or "en route": the subject of that verb, or the noun before it."""
    is_way = noun.lemma_ == "way" and noun.head.lower_ == "on"
    if not (is_way or noun.lemma_ == "route") or noun.dep_ != "pobj":
        return None
    above = noun.head.head
    return above if above.pos_ in ("NOUN", "PROPN", "PRON") else subject_of(above)


GIVING = frozenset({"issue", "give", "send", "extend", "order", "announce"})


def _evacuation_order(noun: "Token") -> "Token | None":
    """ "issued an evacuation order to some residents": the residents."""
    head = noun.head if noun.dep_ == "compound" else noun
    given = head.dep_ == "dobj" and head.head.lemma_.lower() in GIVING
    for node in (head, head.head) if given else (head,):
        for child in node.children:
            if child.dep_ in ("prep", "dative") and child.lower_ in ("to", "for"):
                inside = child_with(child, "pobj")
                if inside is not None and people_kind(inside) is not None:
                    return inside
    return None


# Words that set a group beside one told of before: "another 90", "the others", "80 more".
BESIDE = frozenset(
    {"another", "other", "others", "more", "rest", "remaining", "remainder", "further", "second"}
    | {"third", "next", "later", "subsequent", "else"}
)


# At the head of a sentence: "Separately, 70 were flown out".
BESIDES = frozenset({"additionally", "separately", "besides", "elsewhere"})


def is_of_others(motion: "Motion") -> bool:
    """Whether a motion is of a group besides those told of before: "soldiers there also left"."""
    words = {
        word.lower_
        for one in (motion.mover, motion.carrier)
        if one is not None
        for word in (one, *one.children)
    }
    if motion.agent is not None:
        words.add(motion.agent.lower_)
    also = any(
        _means_also(word)
        for trigger in motion.triggers
        for child in trigger.children
        for word in (child, *child.children)
        if child.pos_ not in ("VERB", "AUX") or word == child
    )
    first = next(iter(motion.trigger.sent)).lower_
    return also or bool(words & BESIDE) or first in BESIDES


def _means_also(word: "Token") -> bool:
    """ "also", "too" and "as well", which is not the "as well" of "as well as"."""
    if word.lower_ in ("also", "too"):
        return True
    nearby = [near.lower_ for near in word.doc[max(0, word.i - 1) : word.i + 2]]
    return nearby[:2] == ["as", "well"] and nearby[2:] != ["as"]


LOADED = frozenset({"hold", "contain", "pack", "fill", "cram", "load", "crowd", "jam", "carry"})


def those_aboard(trigger: "Token") -> "Token | None":
    """ "The buses held families and headed for Homs": those whom the verb before puts on board."""
    above = trigger.head
    if trigger.dep_ != "conj" or above.lemma_.lower() not in LOADED:
        return None
    with_whom = (c for c in above.children if c.dep_ in ("dobj", "prep"))
    loads = (
        word
        for child in with_whom
        for word in ((child,) if child.dep_ == "dobj" else child.children)
        if child.dep_ == "dobj" or child.lower_ == "with"
    )
    return next((word for word in loads if people_kind(word) is not None), None)
