"""Join the motions of one sentence that tell one journey of the same people."""

from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.motion import Motion
from evacmap.legs.places import AT_BORDER, HOME_PORT, PlaceArgument, Role, host_of
from evacmap.legs.syntax import child_with, children_with, with_conjuncts
from evacmap.model import PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Token


BOARDING = frozenset({"board", "embark"})


def joined_journeys(motions: list[Motion]) -> tuple[Motion, ...]:
    """Join the motions of one sentence that tell one journey of the same people."""
    motions = [_back_from(motion, motions) for motion in motions]
    linked = _linked_groups(motions)
    kept: list[Motion] = []
    for motion, group in zip(motions, linked, strict=True):
        motion = replace(motion, group=group)
        fits = [n for n, other in enumerate(kept) if _one_journey(other, motion)]
        if not fits:
            kept.append(motion)
        else:
            # "to go on and be flown home on planes sent by Russia": "sent" belongs to "flown".
            nearest = min(fits, key=lambda n: _steps_up(motion, kept[n]))
            kept[nearest] = _joined(kept[nearest], motion)
    return tuple(kept)


def _steps_up(motion: Motion, other: Motion) -> int:
    """How many words a motion hangs below another; the same large number if it does not."""
    above = [word.i for word in motion.trigger.ancestors]
    return min((above.index(t.i) for t in other.triggers if t.i in above), default=len(above))


def _linked_groups(motions: list[Motion]) -> list[frozenset[int]]:
    """Make one group of a vehicle and whom it carries, and of a noun and its conjuncts."""
    groups = [set(motion.group) for motion in motions]
    for group, motion in zip(groups, motions, strict=True):
        if motion.mover is not None:
            group |= {token.i for token in with_conjuncts(motion.mover) if token.dep_ != "appos"}
            group |= _people_of(motion.mover)
        group |= _heads_of(motion.carrier)
    for group, motion in zip(groups, motions, strict=True):
        group |= _means_of(motion)
        group |= _antecedent(motion, motions)
    changed = True
    while changed:
        changed = False
        for one in groups:
            for other in groups:
                if one & other and one != other:
                    one |= other
                    other |= one
                    changed = True
    return [frozenset(group) for group in groups]


def _heads_of(vehicle: "Token | None") -> set[int]:
    """ "a column of buses": the column and the buses are one."""
    if vehicle is None:
        return set()
    found = {
        inner.i
        for of in vehicle.children
        if of.lower_ == "of"
        for inner in children_with(of, "pobj")
    }
    if vehicle.dep_ == "pobj" and vehicle.head.lower_ == "of":
        found.add(vehicle.head.head.i)
    return found


def _people_of(group: "Token") -> set[int]:
    """ "a group of 300 students": the group and the students are one."""
    return {
        inner.i
        for of in group.children
        if of.lower_ == "of"
        for inner in children_with(of, "pobj")
        if people_kind(inner) is not None and people_kind(group) is not None
    }


def _means_of(motion: Motion) -> set[int]:
    """The vehicle that a movement is made on: "their departure on a charter flight"."""
    found = set()
    for child in motion.trigger.subtree:
        # "were taken to Homs by train and then by bus": the parser hangs the second on the verb.
        by = child.dep_ in ("prep", "agent", "conj") and child.pos_ == "ADP"
        if by and child.lower_ in ("on", "aboard", "by", "in", "via"):
            noun = child_with(child, "pobj")
            # "to go on to Beirut and be flown home on two planes": those fly, not go, on planes.
            if _verb_above(child, motion.trigger) != motion.trigger:
                continue
            if noun is not None and vehicle_mode(noun) is not None:
                found.add(noun.i)
    return found


def _verb_above(word: "Token", trigger: "Token") -> "Token":
    """The nearest verb over a word, or the motion word if that is nearer."""
    node = word.head
    # "including" is tagged as a verb, but stands as a preposition.
    while node != trigger and node.head != node:
        if node.pos_ in ("VERB", "AUX") and node.dep_ != "prep":
            break
        node = node.head
    return node


def _antecedent(motion: Motion, motions: list[Motion]) -> set[int]:
    """Whom "them" means: the people of the clause before ("rescues 250 people and takes them")."""
    mover = motion.mover
    if mover is None or mover.lower_ not in ("them", "they", "him", "her", "he", "she"):
        return set()
    before = [
        other.mover
        for other in motions
        if other.mover is not None
        and other.trigger.i < motion.trigger.i
        and (people_kind(other.mover) is not None or _is_named_one(other.mover, mover))
    ]
    return {before[-1].i} if before else set()


def _is_named_one(named: "Token", pronoun: "Token") -> bool:
    """ "Amina Saleh came to Cairo a week after she had left Aswan": she is Amina."""
    return named.tag_ == "NNP" and pronoun.lower_ in ("he", "she", "him", "her")


def _one_journey(one: Motion, other: Motion) -> bool:
    """Whether two motions of a sentence tell the same journey, each giving a part of it."""
    governed = other.frame.is_noun and _hangs_on(other.trigger, one.trigger)
    governing = one.frame.is_noun and _hangs_on(one.trigger, other.trigger)
    if not (one.group & other.group or governed or governing):
        return False
    if _firm(one, Role.DESTINATION) and _firm(other, Role.DESTINATION):
        return False
    if _goes_back(one, other) or _goes_back(other, one):
        return False
    if _firm(one, Role.ORIGIN) and _firm(other, Role.ORIGIN):
        return False
    # "travel to Beirut and board two planes": what is boarded goes on from there.
    if one.places(Role.DESTINATION) and other.trigger.lemma_ in BOARDING:
        where = any(child.lower_ == "where" for child in other.trigger.children)
        if where or _then(one, other):
            return False
    # "went to Lebanon and left from there": what begins where the other ends is another leg.
    return not (one.places(Role.DESTINATION) and other.places(Role.ORIGIN) and _then(one, other))


def _goes_back(motion: Motion, before: Motion) -> bool:
    """ "families who had gone to Afghanistan are returning": they go back from there."""
    had = any(c.dep_ == "aux" and c.lower_ == "had" for c in before.trigger.children)
    of_them = before.trigger.dep_ == "relcl" and before.trigger.head == motion.mover
    returns = motion.frame.name in ("return", "repatriation")
    return had and of_them and returns and bool(before.places(Role.DESTINATION))


def _back_from(motion: Motion, motions: list[Motion]) -> Motion:
    """Return a movement back with where those had gone before who go back."""
    if motion.places(Role.ORIGIN):
        return motion
    gone = next((other for other in motions if _goes_back(motion, other)), None)
    if gone is None:
        return motion
    ends = gone.places(Role.DESTINATION)
    back = (replace(end, role=Role.ORIGIN, rule="where they had gone before") for end in ends)
    return replace(motion, arguments=(*back, *motion.arguments))


def _firm(motion: Motion, role: Role) -> bool:
    """Whether an end is told that no other telling makes finer, as of a home port or "home"."""
    return any(
        argument.rule not in (HOME_PORT, AT_BORDER)
        and not _is_sea(argument)
        and getattr(argument.place, "kind", None) != "home"
        for argument in motion.places(role)
    )


def _is_sea(argument: PlaceArgument) -> bool:
    """ "rescued in the Black Sea off Odesa": the sea is no end beside another one."""
    place = getattr(argument.place, "place", None)
    return place is not None and place.kind is PlaceKind.SEA


def _then(one: Motion, other: Motion) -> bool:
    return other.trigger.dep_ == "conj" and one.trigger.i < other.trigger.i


def _hangs_on(noun: "Token", verb: "Token") -> bool:
    noun = host_of(noun)
    return noun.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj") and (
        noun.head == verb or (noun.dep_ == "pobj" and noun.head.head == verb)
    )


def _joined(one: Motion, other: Motion) -> Motion:
    """The finite verb of the main clause decides; the rest is added."""
    first, second = (one, other)
    if _rank(other) < _rank(one):
        first, second = other, one
    frame = first.frame if first.frame.weight >= second.frame.weight else second.frame
    frame = replace(first.frame, weight=max(first.frame.weight, second.frame.weight, frame.weight))
    return replace(
        first,
        triggers=(*first.triggers, *second.triggers),
        frame=frame,
        mover=_better_mover(first, second),
        carrier=first.carrier or second.carrier,
        agent=first.agent or second.agent,
        group=first.group | second.group,
        arguments=_firmest(sorted((*one.arguments, *other.arguments), key=lambda a: a.token.i)),
    )


def _firmest(arguments: list[PlaceArgument]) -> tuple[PlaceArgument, ...]:
    """A ship's home port is its origin only where nothing better is told."""
    firm = any(a.role is Role.ORIGIN and a.rule != HOME_PORT for a in arguments)
    reached = any(a.role is Role.DESTINATION and a.rule != AT_BORDER for a in arguments)
    land = any(a.role is Role.ORIGIN and not _is_sea(a) for a in arguments)
    kept = (
        a
        for a in arguments
        if not (firm and a.rule == HOME_PORT)
        and not (land and a.role is Role.ORIGIN and _is_sea(a))
    )
    # "crossed at Rafah, carrying children to Arish": they went on from there.
    return tuple(replace(a, role=Role.VIA) if reached and a.rule == AT_BORDER else a for a in kept)


def _rank(motion: Motion) -> tuple[bool, int, int]:
    depth = sum(1 for _ in motion.trigger.ancestors)
    return motion.frame.is_noun, depth, motion.trigger.i


def _better_mover(first: Motion, second: Motion) -> "Token | None":
    movers = [motion.mover for motion in (first, second) if motion.mover is not None]
    named = [mover for mover in movers if people_kind(mover) is not None]
    return next(iter(named or movers), None)
