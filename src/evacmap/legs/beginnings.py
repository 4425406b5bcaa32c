"""Where those had come from who are told to have come: "They fled Homs", "most came from Homs".

Reports tell the end of a way first and then where it began. Going away and coming from a place
lie before the arrival told before them.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.legs.drafts import Draft, same_place
from evacmap.legs.lexicon import vehicle_mode
from evacmap.legs.places import Role
from evacmap.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR_SENTENCES = 2
CARRYING = frozenset({"evacuate", "remove", "transport", "rescue"})
COMING = frozenset({"come", "arrive", "hail"})
# What hangs so on the arrival, or on those who arrive, tells of them.
BELOW = frozenset({"relcl", "acl", "pcomp", "advcl", "ccomp", "conj"})


def tells_where_from(first: Draft, second: Draft) -> bool:
    """Whether the second telling gives only where those had come from whom the first brings."""
    if not first.destinations or second.destinations or not second.origins:
        return False
    if second.number - first.number > NEAR_SENTENCES or second.status is Status.DENIED:
        return False
    by_vehicle = _is_by_vehicle_of(first, second)
    if not by_vehicle and not (second.travellers.refers_back and _is_before_arrival(second)):
        return False
    return not any(same_place(a, b) for a in second.origins for b in first.destinations)


def _is_by_vehicle_of(first: Draft, second: Draft) -> bool:
    """ "Planes landed in Delhi. These flights evacuated 600 from Romania": by those planes."""
    one, other = first.motion.carrier, second.motion.carrier
    if one is None or other is None or second.motion.frame.name not in CARRYING:
        return False
    told_of = any(c.lower_ in ("the", "these", "this", "those", "both") for c in other.children)
    return told_of and vehicle_mode(one) is vehicle_mode(other)


def _is_before_arrival(draft: Draft) -> bool:
    """Whether a telling of going away can only be of the time before an arrival."""
    trigger = draft.motion.trigger
    if draft.motion.frame.name == "flee" or trigger.lemma_.lower() in COMING:
        return True
    return is_earlier(trigger)


def is_earlier(verb: "Token") -> bool:
    """Whether a verb tells what was before that which is told: "had fled"."""
    return any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)


def departure_of(draft: Draft, told: list[Draft]) -> Draft | None:
    """ "65 have left Homs, with 25 of them sent to Hama": the departure of which these are."""
    verb = draft.motion.trigger
    if draft.origins or not draft.destinations or verb.dep_ not in ("acl", "pcomp", "relcl"):
        return None
    above = list(verb.ancestors)
    if draft.names_origin or not any(word.lower_ == "with" for word in above[:4]):
        return None
    for other in told:
        beside = other.number == draft.number and other.motion is not draft.motion
        if beside and other.origins and any(one in above for one in other.motion.triggers):
            return other
    return None


def arrival_of(draft: Draft, told: list[Draft]) -> Draft | None:
    """ "1,400 reached Hama, with 600 of them coming from Homs": the arrival of which these are."""
    motion = draft.motion
    if draft.destinations or not draft.origins or motion.frame.is_noun:
        return None
    if motion.trigger.lemma_.lower() not in COMING or motion.trigger.dep_ not in BELOW:
        return None
    for other in told:
        if other.number != draft.number or not other.destinations or other.motion is motion:
            continue
        above = any(trigger in motion.trigger.ancestors for trigger in other.motion.triggers)
        if above and not other.motion.places(Role.ORIGIN):
            return other
    return None


def lies_before(draft: Draft, last: Draft) -> bool:
    """ "were picked up in Bucharest after leaving Ukraine": they left for where they went on."""
    if draft.destinations or not draft.origins or not last.origins:
        return False
    verb = draft.motion.trigger
    after = verb.dep_ == "pcomp" and verb.head.lower_ == "after"
    if not after or verb.head.head not in last.motion.triggers:
        return False
    return not any(same_place(a, b) for a in draft.origins for b in last.origins)


def with_unknown_origins(drafts: list[Draft]) -> list[Draft]:
    """ "evacuated from a hamlet, 17 of whom went to Homs": they left the hamlet, too."""
    return [
        replace(draft, names_origin=True)
        if not draft.origins and any(_leave_together(draft, other) for other in drafts)
        else draft
        for draft in drafts
    ]


def _leave_together(draft: Draft, other: Draft) -> bool:
    if other is draft or not other.names_origin or other.origins or other.destinations:
        return False
    below = any(trigger in draft.motion.trigger.ancestors for trigger in other.motion.triggers)
    return below and draft.motion.trigger.dep_ in ("relcl", "conj", "ccomp", "advcl")
