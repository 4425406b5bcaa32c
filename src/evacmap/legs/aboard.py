"""What a vehicle that moves is told to have on board: people, goods, or nobody yet."""

from typing import TYPE_CHECKING

from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.motion import Motion
from evacmap.legs.nouns import is_cargo
from evacmap.legs.syntax import children_with

if TYPE_CHECKING:
    from spacy.tokens import Token

SENDING = frozenset({"send", "dispatch", "expect", "direct", "put"})


def carrier_clue(motion: Motion) -> tuple[str, float]:
    """Return the clue of a vehicle of which no travellers are told beside it."""
    carrier = motion.carrier
    assert carrier is not None
    if any(map(_is_load, carrier.subtree)) or _brings_cargo(motion):
        return f"'{carrier.text}' carries cargo", -1.5
    if any(trigger.lemma_ in SENDING for trigger in motion.triggers):
        return f"'{carrier.text}' is sent empty", -0.5
    if any(trigger.lemma_ == "tow" for trigger in motion.triggers):
        return f"'{carrier.text}' is towed", -0.3
    load = _load_of(carrier)
    if load is not None:
        return f"'{carrier.text}' carries '{load.text}', not people", -0.6
    return f"'{carrier.text}' is a vehicle", 0.1


def _is_load(word: "Token") -> bool:
    """Whether a word names goods; "a convoy of cars" is no load of cars."""
    return is_cargo(word) and vehicle_mode(word) is None


def _brings_cargo(motion: Motion) -> bool:
    """ "The planes came with relief goods": a vehicle brings what it comes with."""
    return any(
        is_cargo(noun)
        for trigger in motion.triggers
        for preposition in children_with(trigger, "prep")
        if preposition.lower_ in ("with", "carrying")
        for noun in children_with(preposition, "pobj")
    )


def _load_of(carrier: "Token") -> "Token | None":
    """ "a train with generators": the things that a vehicle is told to have with it."""
    for child in carrier.children:
        if child.dep_ == "prep" and child.lower_ == "with":
            for noun in child.children:
                is_other = people_kind(noun) is None and vehicle_mode(noun) is None
                if noun.tag_ == "NNS" and noun.dep_ == "pobj" and is_other:
                    return noun
    return None
