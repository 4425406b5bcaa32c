"""Turns of phrase that tell what is usual, allowed or feared, and no movement of some day.

Each gives a clue against the leg, as those of ``doubts`` do.
"""

import re
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.motion import Motion
from evacmap.legs.places import Role
from evacmap.legs.syntax import PREVENTING

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b")
COMING = frozenset(
    {"arrive", "reach", "cross", "travel", "transport", "move", "receive", "arrival", "influx"}
)
USUAL = "what is usual"
# From this weight on a motion word tells a movement by itself.
SURE = 0.8
ALLOWING = frozenset({"allow", "enable", "let", "permit", "help"})
# Those whom any ship or plane has on board.
PASSENGERS = frozenset({"passenger", "guest", "vehicle", "ship", "flight", "plane", "ferry"})
WEEKDAYS = frozenset(
    {"mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"}
)
USUALLY = frozenset(
    {"often", "usually", "always", "typically", "traditionally", "normally", "generally"}
    | {"sometimes", "rarely", "seldom", "frequently"}
)
SEASONS = frozenset(
    {"year", "spring", "summer", "autumn", "fall", "winter", "season", "month", "week", "weekend"}
    | {"morning", "evening", "weekday", "term"}
)
_ORIGINS = re.compile(
    r"\bc[ao]me from (?:(?:some|about|around|at least|more than) )?[\w-]+ (?:different )?"
    r"(?:countries|nations|provinces|states)\b"
)
_EVER = re.compile(
    r"\b(?:over|down|through|throughout) the (?:years|ages|decades|centuries)\b"
    r"|\bfrom time to time\b|\bfor generations\b|\bin years past\b|\byear after year\b"
)


def is_habit(motion: Motion) -> bool:
    """ "Tourists flock to Bali every year": what is usual, and no movement told of."""
    if motion.frame.weight < 1.0 and (_is_usual(motion.trigger) or _was_usual(motion.trigger)):
        return True
    if motion.frame.weight < 1.0 and _EVER.search(motion.sentence.text):
        return True
    return motion.frame.weight < 1.0 and any(
        child.dep_ == "npadvmod"
        and child.lemma_.lower() in SEASONS
        and any(word.lower_ in ("every", "each") for word in child.children)
        for trigger in motion.triggers
        for child in trigger.children
    )


def _is_usual(verb: "Token") -> bool:
    """ "People are often reluctant to leave": at any time, told in the present."""
    word = verb
    while True:
        if any(child.dep_ == "advmod" and child.lower_ in USUALLY for child in word.children):
            return word.tag_ in ("VBZ", "VBP") or word.pos_ == "ADJ"
        if word.dep_ not in ("xcomp", "ccomp", "acomp"):
            return False
        word = word.head


def _was_usual(verb: "Token") -> bool:
    """ "the quay from which liners used to leave for Rio", but "used ships to bring them out"."""
    use = verb.head
    is_use = verb.dep_ == "xcomp" and use.lower_ == "used" and use.pos_ == "VERB"
    return is_use and not any(word.pos_ in ("NOUN", "PROPN") for word in verb.doc[use.i : verb.i])


def is_by_timetable(motion: Motion) -> bool:
    """ "Guests arrive from Homs on Tuesdays": a journey that anyone makes each week."""
    alone = motion.mover is None and motion.carrier is None and motion.frame.weight < SURE
    if motion.frame.is_noun and alone and _CLOCK.search(motion.sentence.text):
        return len(motion.triggers) == 1
    if motion.frame.weight >= 1.0 or motion.trigger.tag_ not in ("VBZ", "VBP"):
        return False
    mover = motion.mover
    if _is_due(motion.trigger) and (mover is None or mover.lemma_.lower() in PASSENGERS):
        # "A liner with 540 passengers is due from Tangier."
        return True
    return any(word.lower_ in WEEKDAYS for word in motion.trigger.subtree)


def _is_due(verb: "Token") -> bool:
    return any(child.dep_ == "acomp" and child.lower_ == "due" for child in verb.children)


def is_of_a_line(motion: Motion) -> bool:
    """ "the suspension of flights to and from Tripoli": a line both ways, no journey."""
    if not motion.frame.is_noun:
        return False
    words = [
        word.lower_ for word in motion.trigger.doc[motion.trigger.i + 1 : motion.trigger.i + 4]
    ]
    return words in (["to", "and", "from"], ["from", "and", "to"], ["into", "and", "from"])


def is_only_allowed(motion: Motion) -> bool:
    """ "registration, which allows refugees to move on to Vienna": nobody is told to have gone."""
    verb = motion.trigger.head
    is_rule = verb.lemma_.lower() in ALLOWING and verb.tag_ in ("VBZ", "VBP")
    helpers = any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    return is_rule and not helpers and motion.trigger.dep_ in ("ccomp", "xcomp")


def is_policy(motion: Motion) -> bool:
    """ "efforts to stop migrants from reaching Europe": whoever may wish to, at any time."""
    mover, preposition = motion.mover, motion.trigger.head
    if motion.trigger.dep_ != "pcomp" or preposition.lower_ != "from" or mover is None:
        return False
    verb = preposition.head
    is_aim = verb.lemma_.lower() in PREVENTING and any(
        child.dep_ == "aux" and child.lower_ == "to" for child in verb.children
    )
    return is_aim and all(child.dep_ not in ("det", "nummod", "poss") for child in mover.children)


def is_descent(motion: Motion) -> bool:
    """ "They come from Homs", "came from 53 countries": who they are, not that they travelled."""
    trigger = motion.trigger
    if trigger.lemma_ != "come" or len(motion.triggers) > 1 or motion.carrier is not None:
        return False
    if motion.places(Role.DESTINATION) and not _ORIGINS.search(motion.sentence.text):
        return False
    if trigger.tag_ in ("VBZ", "VBP"):
        return any(child.lower_ == "from" for child in trigger.children)
    return _ORIGINS.search(motion.sentence.text) is not None


def is_counterfactual(motion: Motion) -> bool:
    """Whether a movement is one that would have been: "would have allowed them to leave"."""
    for word in (motion.trigger, *motion.trigger.ancestors):
        helpers = {child.lower_ for child in word.children if child.dep_ == "aux"}
        if helpers & {"would", "could", "might"} and "have" in helpers:
            return True
    return False


def is_for_pleasure(motion: Motion) -> bool:
    """ "gone home to Huế for the New Year": they come back."""
    return motion.frame.weight < 1.0 and any(
        word.lemma_.lower() in word_set("en", "holidays", "words")
        for trigger in motion.triggers
        for child in trigger.children
        if child.dep_ == "prep" and child.lower_ in ("for", "on")
        for word in child.subtree
        if word.pos_ != "VERB"
    )


def is_asked_not_to(motion: Motion) -> bool:
    """ "asked people not to come to Maui", "should not travel there": nobody was on the way."""
    trigger = motion.trigger
    if motion.frame.name not in COMING:
        return False
    if trigger.dep_ == "pcomp" and trigger.head.lower_ == "against":
        return True
    if all(child.dep_ != "neg" for child in trigger.children):
        return False
    helpers = {child.lower_ for child in trigger.children if child.dep_ == "aux"}
    return bool(helpers & {"to", "should", "must"}) or (helpers == {"do"} and trigger.i <= 2)
