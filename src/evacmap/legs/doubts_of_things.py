"""Turns of phrase in which what moves, or is left, is a thing: goods, a storm, a line of travel.

Each gives a clue against the leg, as those of ``doubts`` do.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.languages.model import is_person
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.motion import Motion
from evacmap.legs.nouns import is_cargo
from evacmap.legs.places import Role
from evacmap.legs.syntax import subject_of, with_conjuncts
from evacmap.model import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

HOLDING = frozenset({"with", "carrying", "bringing", "hauling", "transporting", "delivering"})
LINES = frozenset({"flight", "service", "departure", "arrival"})
STOPPED = frozenset(
    {"cancel", "suspend", "halt", "ground", "divert", "delay", "resume", "stop", "scrap", "disrupt"}
)
PASSAGES = frozenset({"crossing", "passage", "way", "route"})
OPEN = frozenset({"open", "closed", "shut", "passable", "impassable", "blocked", "reopened"})
MOORED = frozenset({"tie", "moor", "berth", "dock", "anchor"})
CLEARING = frozenset({"evacuate", "empty", "evacuation"})


def carries_goods(motion: Motion) -> bool:
    """ "Two lorries with flour and diesel reached Homs", wherever the parser hangs the flour."""
    mover = motion.mover
    vehicles = [
        word
        for word in (motion.carrier, motion.mover)
        if word is not None and vehicle_mode(word) is not None
    ]
    if not any(_is_freight(load) for vehicle in vehicles for load in _loads_of(vehicle, motion)):
        return False
    # "A bus took families with mattresses": the families have them.
    return mover is None or mover.head not in motion.triggers or not _is_human(mover)


def _loads_of(vehicle: "Token", motion: Motion) -> "Iterator[Token]":
    """What a vehicle is told to have with it, up to the word of movement or just after it."""
    end = max(vehicle.i, *(trigger.i for trigger in motion.triggers)) + 12
    for word in vehicle.doc[vehicle.i + 1 : end]:
        if word.lower_ in HOLDING and (word.dep_ == "prep" or word.tag_ == "VBG"):
            yield from (child for child in word.children if child.dep_ in ("pobj", "dobj"))


def _is_freight(load: "Token") -> bool:
    """Whether goods are named and no people beside them."""
    named = list(with_conjuncts(load))
    counted = [
        noun
        for each in named
        for of in each.children
        if of.lower_ == "of"
        for noun in of.children
        if noun.dep_ == "pobj"
    ]
    if not any(is_cargo(noun) and vehicle_mode(noun) is None for noun in (*named, *counted)):
        return False
    return not any(_is_human(noun) for noun in (*named, *counted))


def _is_human(noun: "Token") -> bool:
    kind = people_kind(noun)
    return kind not in (None, PartyKind.EQUIPMENT) or is_person(noun)


def is_line_stopped(motion: Motion) -> bool:
    """ "flights to Homs were cancelled": a line of travel, and nobody's journey."""
    if motion.frame.name not in LINES or motion.mover is not None or len(motion.triggers) > 1:
        return False
    trigger = motion.trigger
    if trigger.tag_ != "NNS" or any(
        child.dep_ in ("compound", "amod", "nummod") and not _is_of_lines(child)
        for child in trigger.children
    ):
        return False
    return any(word.lemma_.lower() in STOPPED for word in _governing(trigger))


def _is_of_lines(word: "Token") -> bool:
    """ "all", "commercial" and "ferry" flights are lines; "rescue" and "two" flights are none."""
    return word.lemma_.lower() in word_set("en", "lines", "words")


def _governing(noun: "Token") -> "Iterator[Token]":
    yield noun.head
    if noun.head.dep_ in ("prep", "pobj", "dobj", "conj"):
        yield noun.head.head


def is_way_open(motion: Motion) -> bool:
    """ "The crossing at Homs is open": nobody is told to go through."""
    if motion.frame.name not in PASSAGES:
        return False
    head = motion.trigger.head
    return head.lemma_ in ("be", "remain", "stay") and any(
        child.lower_ in OPEN for child in head.children
    )


def is_of_weather(motion: Motion) -> bool:
    """ "It could reach Homs by Thursday as a hurricane": no traveller."""
    mover = motion.mover
    if mover is None or mover.lower_ not in ("it", "which", "that"):
        return False
    listed = word_set("en", "weather", "words")
    return any(word.lemma_.lower() in listed and word.pos_ == "NOUN" for word in mover.doc)


def is_thing_cleared(motion: Motion) -> bool:
    """ "The counters of the airport in Homs were evacuated": nobody is told to leave the town."""
    if motion.frame.name not in CLEARING or motion.places(Role.DESTINATION):
        return False
    if motion.mover is not None or motion.carrier is not None or motion.frame.is_noun:
        return False
    dwelt = word_set("en", "place_nouns", "words") | word_set("en", "spots", "words")
    cleared = word_set("en", "cleared", "words")
    for noun in motion.trigger.children:
        if noun.dep_ != "nsubjpass" or noun.pos_ != "NOUN":
            continue
        word = noun.lemma_.lower()
        if word in cleared or (word not in dwelt and people_kind(noun) is None):
            return True
    return False


def goes_back_in(motion: Motion) -> bool:
    """ "They waited on the Corniche and went back in": into the house that they had left."""
    if motion.places(Role.DESTINATION):
        return False
    for trigger in motion.triggers:
        after = [word.lower_ for word in trigger.doc[trigger.i + 1 : trigger.i + 4]]
        for inside in ("in", "inside", "indoors"):
            if inside in after and "back" in after[: after.index(inside)]:
                word = trigger.doc[trigger.i + 1 + after.index(inside)]
                return not any(child.dep_ == "pobj" for child in word.children)
    return False


def lies_idle(motion: Motion) -> bool:
    """ "Ferries to Samos remain tied up": they have come from nowhere."""
    trigger = motion.trigger
    if trigger.lemma_ not in MOORED or trigger.tag_ != "VBN":
        return False
    return trigger.head.lemma_ in ("remain", "stay", "lie", "keep") and trigger.dep_ != "conj"


def is_delivered(motion: Motion) -> bool:
    """ "A third, from Homs to Hama, was delivered": what is delivered is no traveller."""
    mover = motion.mover
    is_of_people = mover is not None and people_kind(mover) is not None
    return motion.trigger.lemma_ == "deliver" and not is_of_people


def has_an_accident(motion: Motion) -> bool:
    """ "A bus travelling from Homs to Hama crashed": a journey like any other."""
    listed = word_set("en", "accidents", "words")
    mover, vehicle = motion.mover, motion.carrier
    flees = mover is not None and people_kind(mover) is PartyKind.REFUGEES
    if motion.frame.weight >= 0.8 or flees:
        return False
    for trigger in motion.triggers:
        for word in (*trigger.ancestors, *trigger.children):
            down = word.lemma_ == "break" and any(c.lower_ == "down" for c in word.children)
            ashore = word.lemma_ == "run" and any(c.lower_ == "aground" for c in word.children)
            down = down or ashore or any(c.lower_ in listed for c in word.children if c != trigger)
            if (down or word.lemma_.lower() in listed) and word.pos_ in ("VERB", "AUX"):
                subject = subject_of(word)
                if subject is None or vehicle is None:
                    return subject is not None and vehicle_mode(subject) is not None
                return subject in (vehicle, *vehicle.children)
            if word.lemma_.lower() in listed and any(
                # "after a bus skids off", which the tagger takes for a noun
                child.dep_ == "compound" and vehicle_mode(child) is not None
                for child in word.children
            ):
                return True
    return False
