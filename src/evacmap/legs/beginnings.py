"""Where those had come from who are told to have come: "They fled Homs", "most came from Homs".

Reports tell the end of a way first and then where it began. Going away and coming from a place
lie before the arrival told before them.
"""

from evacmap.legs.drafts import Draft, same_place
from evacmap.legs.places import Role
from evacmap.model import Status

NEAR_SENTENCES = 2
COMING = frozenset({"come", "arrive", "hail"})
# What hangs so on the arrival, or on those who arrive, tells of them.
BELOW = frozenset({"relcl", "acl", "pcomp", "advcl", "ccomp", "conj"})


def tells_where_from(first: Draft, second: Draft) -> bool:
    """Whether the second telling gives only where those had come from whom the first brings."""
    if not first.destinations or second.destinations or not second.origins:
        return False
    if second.number - first.number > NEAR_SENTENCES or second.status is Status.DENIED:
        return False
    if not second.travellers.refers_back or not _is_before_arrival(second):
        return False
    return not any(same_place(a, b) for a in second.origins for b in first.destinations)


def _is_before_arrival(draft: Draft) -> bool:
    """Whether a telling of going away can only be of the time before an arrival."""
    trigger = draft.motion.trigger
    if draft.motion.frame.name == "flee" or trigger.lemma_.lower() in COMING:
        return True
    return any(child.dep_ == "aux" and child.lower_ == "had" for child in trigger.children)


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
