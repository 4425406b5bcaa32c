"""How people travelled: from vehicles, motion verbs and set phrases near the motion word."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evacmap.languages import load_words, word_set
from evacmap.legs.lexicon import vehicle_mode
from evacmap.legs.motion import Motion
from evacmap.legs.places import Role
from evacmap.legs.syntax import agent_of
from evacmap.model import Mode, PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

BY = frozenset(
    {"by", "on", "aboard", "in", "via", "using", "with", "onboard", "overland", "into", "onto"}
)
BOARDING = frozenset({"put", "load", "board", "pack", "place", "crowd", "pile", "climb", "herd"})
SPECIFIC = (Mode.HELICOPTER, Mode.BUS, Mode.CONVOY, Mode.RAIL, Mode.SEA, Mode.AIR, Mode.FOOT)


def mode_of(motion: Motion) -> tuple[Mode, "Token | None"]:
    """Return the mode of travel and the word that shows it; unknown where two disagree."""
    found: dict[Mode, Token] = {}
    for mode, word in _clues(motion):
        found.setdefault(mode, word)
    if not found:
        return _by_verb(motion)
    families = {_family(mode) for mode in found}
    if len(families) > 1:
        return Mode.UNKNOWN, None
    for mode in (*SPECIFIC, *found):
        if mode in found:
            return mode, found[mode]
    return Mode.UNKNOWN, None


def _family(mode: Mode) -> str:
    if mode in (Mode.AIR, Mode.HELICOPTER):
        return "air"
    return mode.value if mode in (Mode.SEA, Mode.RAIL, Mode.FOOT) else "road"


def _clues(motion: Motion) -> Iterator[tuple[Mode, "Token"]]:
    """Vehicles that carry the travellers, and what follows by, on, aboard, in."""
    carrier = motion.carrier
    if carrier is not None and (mode := vehicle_mode(carrier)) is not None:
        yield mode, carrier
    mover = motion.mover
    if mover is not None and (mode := vehicle_mode(mover)) is not None and mover != carrier:
        yield mode, mover
    yield from _vehicles_to(motion)
    for trigger in motion.triggers:
        yield from _adjunct_clues(trigger)
        if trigger.dep_ == "conj" and trigger.head.lemma_ in BOARDING:
            # "were put into buses and driven to Baton Rouge"
            yield from _adjunct_clues(trigger.head)
        if trigger.dep_ in ("acl", "relcl", "xcomp", "advcl", "pcomp"):
            yield from _means_above(trigger)


def _vehicles_to(motion: Motion) -> Iterator[tuple[Mode, "Token"]]:
    """ "fled, most of them in cars towards Nubl": the vehicles that an end hangs on."""
    for argument in motion.arguments:
        preposition = argument.token.head
        mode = vehicle_mode(preposition.head) if argument.token.dep_ == "pobj" else None
        if mode is not None:
            yield mode, preposition.head


def _adjunct_clues(trigger: "Token") -> Iterator[tuple[Mode, "Token"]]:
    for noun in _used(trigger):
        mode = vehicle_mode(noun)
        if mode is not None:
            yield mode, noun
    words: dict[str, list[str]] = load_words()["mode_words"]
    for child in _adjuncts(trigger):
        if child.lower_ in ("overland",):
            yield Mode.ROAD, child
        if child.lower_ not in BY or _is_of_next_stage(child):
            continue
        for noun in _nouns_under(child):
            mode = vehicle_mode(noun)
            if mode is not None:
                yield mode, noun
                continue
            if noun.text == "March":
                # "on March 12" is a day; nobody marches.
                continue
            for name, listed in words.items():
                if noun.lemma_.lower() in listed and (
                    child.lower_ in ("by", "on", "via") or name == "foot"
                ):
                    yield Mode(name), noun


def _is_of_next_stage(preposition: "Token") -> bool:
    """ "flown to Homs and then by bus to Hama": the bus is for the way on."""
    onward = word_set("en", "stages", "onward")
    return any(child.dep_ == "advmod" and child.lower_ in onward for child in preposition.children)


def _adjuncts(trigger: "Token") -> Iterator["Token"]:
    for child in trigger.children:
        if child.dep_ in ("prep", "agent", "advmod", "npadvmod", "prt"):
            yield child
            # "to Lebanon by bus": the parser often hangs the means on the destination.
            for inner in child.subtree:
                if inner != child and inner.dep_ in ("prep", "advmod"):
                    yield inner
        if child.dep_ in ("dobj", "nsubjpass"):
            yield from (inner for inner in child.children if inner.dep_ == "prep")


def _used(trigger: "Token") -> Iterator["Token"]:
    """ "leave using any commercial flight": what is used."""
    for child in trigger.children:
        if child.dep_ in ("advcl", "acl") and child.lemma_ in ("use", "board", "take"):
            yield from (inner for inner in child.children if inner.dep_ == "dobj")


def _nouns_under(preposition: "Token") -> Iterator["Token"]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield child
            yield from (c for c in child.children if c.dep_ == "conj")
            if vehicle_mode(child) in (None, Mode.CONVOY):
                # An aircraft carrier is a ship, and so is a car ferry; a bus convoy is of buses.
                yield from (c for c in child.children if c.dep_ == "compound")
            for of in child.children:
                if of.dep_ == "prep" and of.lower_ == "of":
                    yield from (inner for inner in of.children if inner.dep_ == "pobj")


def _means_above(trigger: "Token") -> Iterator[tuple[Mode, "Token"]]:
    """ "used ships to take the troops", "boarded buses bound for Kyiv"."""
    head = trigger.head
    nouns = [head] if head.pos_ == "NOUN" else []
    if head.lemma_ in ("use", "send", "charter", "board", "provide", "deploy", "hire", "dispatch"):
        nouns += [child for child in head.children if child.dep_ == "dobj"]
    for noun in nouns:
        for one in (noun, *(child for child in noun.children if child.dep_ == "conj")):
            mode = vehicle_mode(one)
            if mode is not None:
                yield mode, one


def _is_driven_away(trigger: "Token", motion: Motion) -> bool:
    """ "The clashes drove them across the border": nobody is at the wheel."""
    agent = agent_of(trigger)
    if agent is not None and agent.lemma_.lower() in word_set("en", "driving", "words"):
        return True
    # "driven from their villages"; who is "driven from Homs to Hama" goes by road.
    away = trigger.lemma_ == "drive" and motion.frame.name == "remove"
    return away and not motion.places(Role.DESTINATION)


def _by_verb(motion: Motion) -> tuple[Mode, "Token | None"]:
    words: dict[str, list[str]] = load_words()["mode_words"]
    for trigger in motion.triggers:
        for name, listed in words.items():
            # A plane "lands" as well; only "by land" is a way by road.
            lemma = trigger.lemma_.lower()
            if lemma in listed and lemma != "land" and not _is_driven_away(trigger, motion):
                return Mode(name), trigger
    for argument in motion.arguments:
        place = getattr(argument.place, "place", None)
        known = place is not None and place.kind is PlaceKind.AIRPORT
        airport = known or getattr(argument.place, "kind", None) == "airport"
        if airport and any(t.lemma_.lower() in ("land", "take", "depart") for t in motion.triggers):
            return Mode.AIR, argument.token
    return Mode.UNKNOWN, None
