"""Turns of phrase in which a word of movement tells no leg.

Each gives a clue against the leg, which the judge adds to the others.
"""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs import doubts_of_custom as custom
from evacmap.legs import doubts_of_things as things
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.motion import Motion
from evacmap.legs.nouns import is_animal, is_cargo, travels_by_trade
from evacmap.legs.places import Role
from evacmap.model import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

Clues = tuple[tuple[str, float], ...]

DISPLACING = frozenset({"displace", "displacement", "uproot"})
_ALARM = re.compile(
    r"\b(?:bomb (?:scare|threat|alert|hoax)|hoax|false alarm|fire alarm|fire drill|drill|"
    r"threatening (?:call|phone call|letter|message|note|e-?mail)|smell of gas|gas smell|"
    r"suspicious (?:package|parcel|object|letter|envelope|device)|white powder)s?\b",
    re.IGNORECASE,
)
COMING = frozenset({"arrive", "reach", "cross", "travel", "transport"})
FETCHING = frozenset({"evacuation", "rescue", "extraction", "airlift", "repatriation", "operation"})
BARELY_BEGUN = frozenset({"prepare", "wait", "queue", "try", "attempt"})
ALARMED = frozenset({"evacuate", "evacuation", "leave", "empty", "flee"})
ACCUSED = frozenset({"suspect", "accuse", "want", "charge", "convict", "indict"})
BY_THEMSELVES = frozenset({"flee", "leave", "travel", "return", "arrive", "reach", "cross"})
ERRANDS = frozenset({"arrive", "reach", "cross", "travel", "return", "leave"})
WHILE = frozenset({"while", "as", "when", "before"})


def doubts_of(motion: Motion) -> Clues:
    """Return the clues against this movement being a leg that rest on how it is told."""
    return tuple((reason, weight) for check, reason, weight in DOUBTS if check(motion))


UNKNOWN = frozenset({"unclear", "uncertain", "unsure", "unknown", "know"})
# When or whether someone goes, not how many did.
OPEN = frozenset({"when", "whether", "if"})
TO_COME = frozenset({"will", "would", "can", "could", "may", "might", "able"})


def _nobody_knows(motion: Motion) -> bool:
    """ "It was unclear when residents would be able to return": nobody is on the way."""
    for clause in (motion.trigger, *motion.trigger.ancestors):
        if clause.dep_ not in ("ccomp", "advcl", "xcomp", "csubj", "pcomp"):
            continue
        above = clause.head
        is_open = any(c.lower_ in OPEN for c in clause.subtree if c.i < motion.trigger.i)
        ahead = any(c.lower_ in TO_COME for c in (*clause.children, *motion.trigger.children))
        unknown = UNKNOWN & {above.lemma_.lower(), *(c.lower_ for c in above.children)}
        if is_open and ahead and unknown and (above.lemma_ != "know" or _is_negated(above)):
            return True
    return False


def _is_negated(verb: "Token") -> bool:
    return any(child.dep_ == "neg" or child.lower_ in ("nobody", "no") for child in verb.children)


def _is_stock(motion: Motion) -> bool:
    """ "2 million people are displaced in Sudan": how many there are, not where they go."""
    if motion.trigger.lemma_.lower() not in DISPLACING or len(motion.triggers) > 1:
        return False
    if motion.places(Role.DESTINATION):
        return False
    return all(argument.marker != "from" for argument in motion.places(Role.ORIGIN))


def _moves_an_institution(motion: Motion) -> bool:
    """ "to relocate its headquarters from Chicago": a firm moves, and nobody flees."""
    listed = word_set("en", "institutions", "words")
    # Those who "left their headquarters" move, not what they left.
    leaves = motion.frame.mover == "subject" and motion.frame.object == "origin"
    moved = () if leaves else _things_moved(motion)
    words = [word for word in (motion.mover, *moved) if word is not None]
    return any(
        (word.lemma_.lower() in listed and people_kind(word) is None) or _is_firm(word)
        for word in words
    )


def _is_firm(word: "Token") -> bool:
    """ "The company retreats from Brazil", where nothing else speaks of soldiers."""
    if word.lower_ != "company" or any(child.like_num for child in word.children):
        return False
    soldiers = word_set("en", "institutions", "soldiers")
    return all(other.lower_.removesuffix("s") not in soldiers for other in word.doc)


def _things_moved(motion: Motion) -> "Iterator[Token]":
    for trigger in motion.triggers:
        yield from (child for child in trigger.children if child.dep_ == "dobj")


def _goes_to_fetch(motion: Motion) -> bool:
    """ "Ambulances crossed into Syria for the evacuation": they go there empty."""
    empty = motion.carrier is not None and motion.mover is None
    if not empty or not motion.places(Role.DESTINATION):
        return False
    return any(
        noun.lemma_.lower() in FETCHING
        for trigger in motion.triggers
        for child in trigger.children
        if child.dep_ == "prep" and child.lower_ == "for"
        for noun in child.children
    )


def _is_barely_begun(motion: Motion) -> bool:
    """ "was hit while preparing to take off from Khartoum": it says when, not where it went."""
    node = motion.trigger
    for head in motion.trigger.ancestors:
        if node.dep_ != "xcomp":
            return False
        if head.lemma_.lower() in BARELY_BEGUN and head.dep_ == "advcl":
            return any(child.lower_ in WHILE for child in head.children)
        node = head
    return False


def _is_supposed(motion: Motion) -> bool:
    """ "If there is room for us in Russia, we may go there": nothing is planned."""
    for node in (motion.trigger, *motion.trigger.ancestors):
        if any(child.dep_ == "mark" and child.lower_ == "if" for child in node.children):
            return True
    for trigger in motion.triggers:
        modal = any(
            child.dep_ == "aux" and child.lower_ in ("may", "might", "could", "would")
            for child in trigger.children
        )
        for child in trigger.children:
            if modal and child.dep_ == "advcl" and any(w.lower_ == "if" for w in child.children):
                return True
    return False


def _is_of_water(motion: Motion) -> bool:
    """ "sent flood water racing towards Almaty": what is named just before is no traveller."""
    if motion.frame.is_noun or motion.mover is not None or motion.carrier is not None:
        return False
    before = list(motion.trigger.doc[max(0, motion.trigger.i - 1) : motion.trigger.i])
    subjects = [word for word in motion.trigger.sent if word.dep_ in ("nsubj", "ROOT")]
    before += [word for word in subjects if word.i < motion.trigger.i][:1]
    return any(is_cargo(word) and word.pos_ == "NOUN" for word in before)


def _comes_to_work(motion: Motion) -> bool:
    """ "300 soldiers arrived in Haiti to keep order", "aid workers reached the valley"."""
    if any(_has_task(trigger, "protesting") for trigger in motion.triggers):
        return motion.frame.weight < 1.0
    has_own = any(_has_task(trigger, "own") for trigger in motion.triggers)
    if has_own and motion.frame.name in ERRANDS and not _are_in_need(motion):
        return True
    if motion.frame.name not in COMING or (motion.places(Role.ORIGIN) and _are_fleeing(motion)):
        return False
    mover = motion.mover
    by_themselves = motion.frame.name != "transport"
    if by_themselves and mover is not None and mover.lemma_.lower() in ("worker", "team", "staff"):
        helpers = word_set("en", "tasks", "helpers")
        if any(child.lower_ in helpers for child in mover.children):
            return True
    return any(_has_task(trigger, "words") for trigger in motion.triggers)


def _are_fleeing(motion: Motion) -> bool:
    kind = people_kind(motion.mover) if motion.mover is not None else None
    return kind in (PartyKind.REFUGEES, PartyKind.CIVILIANS, PartyKind.WOUNDED)


def _has_task(trigger: "Token", tasks: str) -> bool:
    """Whether those who come are to do something there: "arrived to help search"."""
    listed = word_set("en", "tasks", tasks)
    for child in trigger.children:
        if child.dep_ in ("advcl", "xcomp") and child.lemma_.lower() in listed:
            return any(word.lower_ == "to" and word.dep_ == "aux" for word in child.children)
    return False


def _leaves_to_attack(motion: Motion) -> bool:
    """ "Fighters left Homs to attack Hama": they advance."""
    listed = word_set("en", "tasks", "attacks")
    return motion.frame.weight < 1.0 and any(
        child.lemma_.lower() in listed and child.dep_ in ("advcl", "xcomp") and _is_purpose(child)
        for trigger in motion.triggers
        for child in trigger.children
    )


def _is_purpose(verb: "Token") -> bool:
    return any(word.lower_ == "to" and word.dep_ == "aux" for word in verb.children)


def _brings_goods(motion: Motion) -> bool:
    """ "Volunteers drove to Homs with medicine": they come to help."""
    if motion.mover is None or motion.frame.name not in COMING or _are_in_need(motion):
        return False
    if motion.mover.dep_ in ("dobj", "nsubjpass"):
        # "Lorries took families with mattresses": what they have with them.
        return False
    return any(
        is_cargo(noun) and not is_animal(noun) and vehicle_mode(noun) is None
        for trigger in motion.triggers
        for preposition in trigger.children
        if preposition.dep_ == "prep" and preposition.lower_ in ("with", "carrying")
        for noun in preposition.children
    )


def _are_in_need(motion: Motion) -> bool:
    kind = people_kind(motion.mover) if motion.mover is not None else None
    return kind in (PartyKind.REFUGEES, PartyKind.WOUNDED)


def _is_of_trade(motion: Motion) -> bool:
    """ "hundreds of fans travelled"; but "79 men and women of the team" are people at work."""
    mover = motion.mover
    if mover is None:
        return False
    if mover.pos_ == "PROPN" and any(map(_is_player, mover.children)):
        return True
    if motion.frame.weight >= 1.0 or mover.lemma_.lower() in ("man", "woman", "people"):
        return False
    inside = (noun for of in mover.children if of.lower_ == "of" for noun in of.children)
    return any(travels_by_trade(noun) for noun in inside)


def _is_player(beside: "Token") -> bool:
    """ "the winger Luca Merlo": what the one who is named does for a living."""
    named = beside.dep_ in ("compound", "appos", "amod", "nmod")
    return named and beside.lemma_.lower() in word_set("en", "tasks", "players")


def _flees_the_law(motion: Motion) -> bool:
    """ "the suspect fled to Mexico"."""
    mover = motion.mover
    if mover is None or motion.frame.name not in BY_THEMSELVES:
        return False
    listed = word_set("en", "tasks", "wanted")
    if mover.lemma_.lower() in listed or mover.lower_ == "fugitive":
        return True
    return any(
        child.lemma_.lower() in ACCUSED and child.dep_ in ("acl", "amod", "relcl")
        for child in mover.children
    )


def _is_only_let_go(motion: Motion) -> bool:
    """ "captives held in Aleppo were freed": nobody says that they were taken anywhere."""
    if motion.frame.name != "free" or len(motion.triggers) > 1:
        return False
    return not motion.places(Role.DESTINATION) and all(
        not argument.rule.startswith("'") for argument in motion.places(Role.ORIGIN)
    )


def _is_topic(motion: Motion) -> bool:
    """ "talks on the return of refugees to Syria": what is spoken of."""
    trigger = motion.trigger
    if not motion.frame.is_noun or trigger.dep_ != "pobj":
        return False
    about = trigger.head.lower_ in ("on", "about", "over")
    return about and trigger.head.head.lemma_.lower() in word_set("en", "tasks", "topics")


def _is_alarm(motion: Motion) -> bool:
    """ "a bomb scare led to the evacuation of two hospitals": they are cleared for an hour."""
    if motion.frame.name not in ALARMED or motion.places(Role.DESTINATION):
        return False
    return _ALARM.search(motion.sentence.text) is not None


def _is_loaded_with_goods(motion: Motion) -> bool:
    """ "a convoy loaded with munitions crossed": wherever the parser hangs "crossed"."""
    if motion.mover is not None and people_kind(motion.mover) is not None:
        return False
    cargo = word_set("en", "cargo", "words") | word_set("en", "cargo", "animals")
    before = list(motion.trigger.doc[max(0, motion.trigger.i - 12) : motion.trigger.i])
    for at, word in enumerate(before):
        if word.lower_ in ("loaded", "laden", "filled", "packed", "stacked", "carrying"):
            vehicle = any(vehicle_mode(other) is not None for other in before[:at])
            return vehicle and any(other.lemma_.lower() in cargo for other in before[at + 1 :])
    return False


def _withdraws_on_paper(motion: Motion) -> bool:
    """ "withdrew from three tournaments, in Rotterdam and Dubai", "will leave the pact"."""
    listed = word_set("en", "on_paper", "lists")
    if motion.frame.name in ("withdraw", "withdrawal", "leave", "departure", "pullout"):
        listed |= word_set("en", "on_paper", "words")
    for trigger in motion.triggers:
        for child in trigger.children:
            is_from = child.dep_ == "prep" and child.lower_ in ("from", "off")
            nouns = child.children if is_from else (child,)
            if any(n.dep_ in ("pobj", "dobj") and n.lemma_.lower() in listed for n in nouns):
                return True
    return False


def _marches_on(motion: Motion) -> bool:
    """ "threatened to march on Homs": to protest or to take it."""
    trigger = motion.trigger
    return trigger.lemma_ in ("march", "advance") and any(
        child.dep_ in ("prep", "prt") and child.lower_ in ("on", "upon", "against")
        for child in trigger.children
    )


def _is_ousted(motion: Motion) -> bool:
    """ "A coalition ousted the president in 2003", who went nowhere that is told."""
    if motion.trigger.lemma_ != "oust" or motion.places(Role.DESTINATION):
        return False
    return all(argument.marker != "from" for argument in motion.places(Role.ORIGIN))


Check = tuple[Callable[[Motion], bool], str, float]
DOUBTS: tuple[Check, ...] = (
    (_nobody_knows, "nobody knows whether or when", -1.0),
    (_is_stock, "people displaced within a place, not from it", -1.5),
    (_withdraws_on_paper, "withdraws on paper or from a game", -1.5),
    (_moves_an_institution, "an institution moves, not people", -1.5),
    (things.has_an_accident, "an accident on a journey", -1.0),
    (_goes_to_fetch, "goes empty to fetch others", -0.6),
    (_is_barely_begun, "only says when something else happened", -1.0),
    (_is_supposed, "only supposed", -1.0),
    (_is_of_water, "what moves is no traveller", -1.0),
    (_is_loaded_with_goods, "a vehicle with goods", -1.5),
    (_comes_to_work, "come to do a job", -0.8),
    (_leaves_to_attack, "on the way to an attack", -1.0),
    (custom.is_for_pleasure, "a holiday", -0.6),
    (custom.is_asked_not_to, "asked not to come", -1.0),
    (custom.is_habit, custom.USUAL, -0.8),
    (_brings_goods, "bring goods", -0.8),
    (_is_of_trade, "travel for work or show", -0.8),
    (_flees_the_law, "flees from the law", -1.2),
    (_is_topic, "only spoken of", -0.8),
    (custom.is_of_a_line, "a line both ways", -1.5),
    (_is_only_let_go, "let go, not taken anywhere", -0.8),
    (custom.is_only_allowed, "made possible, not told as done", -0.8),
    (custom.is_by_timetable, "by a timetable", -0.8),
    (_is_alarm, "cleared for an alarm", -1.2),
    (things.carries_goods, "a vehicle with goods", -1.5),
    (things.is_line_stopped, "a line is stopped, nobody's journey", -1.0),
    (things.is_way_open, "a way is open, nobody is told to go", -1.0),
    (things.is_of_weather, "weather moves, not people", -1.5),
    (things.is_thing_cleared, "a thing or building is cleared", -1.2),
    (custom.is_descent, "where they are from, not a journey", -0.8),
    (custom.is_counterfactual, "did not come to be", -1.0),
    (custom.is_policy, "kept from it by policy", -0.8),
    (_marches_on, "a march on a place", -1.0),
    (_is_ousted, "ousted from power, not from a place", -1.5),
    (things.lies_idle, "lies idle", -1.0),
    (things.is_delivered, "goods are delivered", -0.6),
    (things.goes_back_in, "back into the house just left", -1.0),
)
