"""Find the movements that one sentence tells: motion word, mover, and places in their roles."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.lexicon import Frame, frame_of, is_cargo, people_kind, vehicle_mode
from evacmap.legs.places import (
    HOME_PORT,
    Anaphor,
    Marked,
    PlaceArgument,
    Role,
    host_of,
    is_place_noun,
    place_tokens,
    role_of,
)
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
from evacmap.model import GeocodedToponym, PartyKind, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """One motion word with its mover and places, before anything is decided about it.

    ``group`` holds the positions of the words that stand for the travellers and what carries
    them; two motions of a sentence with a common group tell of the same people.
    """

    sentence: Sentence
    triggers: tuple["Token", ...]
    frame: Frame
    mover: "Token | None"
    carrier: "Token | None"
    agent: "Token | None"
    group: frozenset[int]
    arguments: tuple[PlaceArgument, ...]

    @property
    def trigger(self) -> "Token":
        """The word that decides tense, status and date."""
        return self.triggers[0]

    def places(self, role: Role) -> tuple[PlaceArgument, ...]:
        """Return the places in this role, in the order of the text."""
        return tuple(argument for argument in self.arguments if argument.role is role)


def find_motions(
    sentence: Sentence, tokens: Mapping[int, "GeocodedToponym | Anaphor"]
) -> tuple[Motion, ...]:
    """Return the movements of a parsed sentence; ``tokens`` gives the place at a word."""
    if sentence.parse is None:
        return ()
    words = list(sentence.parse)
    triggers = [(word, frame) for word in words if (frame := frame_of(word)) is not None]
    marked = place_tokens(tokens, words)
    owned = _owned_places(triggers, marked)
    motions = [
        _motion(sentence, word, frame, owned.get(word.i, ()), frozenset(tokens))
        for word, frame in triggers
    ]
    return _merged(_with_fetched(motions, marked))


def _owned_places(
    triggers: list[tuple["Token", Frame]], marked: list[Marked]
) -> dict[int, tuple[PlaceArgument, ...]]:
    """Give each place to the one motion word that governs it most closely."""
    owned: dict[int, list[PlaceArgument]] = {}
    for place in marked:
        offers = []
        for word, frame in triggers:
            found = role_of(place, word, frame)
            if found is not None:
                direct = place.governor == word
                setting = found[0] is Role.SETTING
                offers.append((setting, not direct, abs(word.i - place.token.i), word.i, found))
        if offers:
            *_, index, (role, rule) = min(offers, key=lambda offer: offer[:4])
            argument = PlaceArgument(
                place=place.place, role=role, token=place.token, rule=rule, marker=place.marker
            )
            owned.setdefault(index, []).append(argument)
    return {index: tuple(arguments) for index, arguments in owned.items()}


def _motion(
    sentence: Sentence,
    word: "Token",
    frame: Frame,
    arguments: tuple[PlaceArgument, ...],
    places: frozenset[int],
) -> Motion:
    if frame.is_noun:
        mover, carrier, agent = _noun_roles(word)
    else:
        mover, carrier, agent = _verb_roles(word, frame, places)
    if mover is not None and carrier is None:
        mover, carrier = _known_as(_nearer(mover, word))
    group = {token.i for token in (mover, carrier) if token is not None}
    return Motion(
        sentence=sentence,
        triggers=(word,),
        frame=frame,
        mover=mover,
        carrier=carrier,
        agent=agent,
        group=frozenset(group),
        arguments=_settled(arguments, word, frame),
    )


def _settled(
    arguments: tuple[PlaceArgument, ...], word: "Token", frame: Frame
) -> tuple[PlaceArgument, ...]:
    """Decide what a mere setting is: where people are evacuated is where they leave from."""
    leaves_setting = frame.name in word_set("en", "roles", "leaves_setting")
    roles = {argument.role for argument in arguments}
    settled = []
    for argument in arguments:
        role, rule = argument.role, argument.rule
        if role is Role.SETTING and leaves_setting and Role.ORIGIN not in roles:
            role, rule = Role.ORIGIN, "where it takes place"
        elif role is Role.VIA and leaves_setting and Role.ORIGIN not in roles:
            if argument.marker in ("across", "over", "throughout"):
                role, rule = Role.ORIGIN, "where it takes place"
        elif role is Role.SETTING and frame.name == "cross" and argument.marker == "at":
            role, rule = Role.DESTINATION, "where the border is crossed"
        settled.append(replace(argument, role=role, rule=rule))
    return tuple(settled)


Roles = tuple["Token | None", "Token | None", "Token | None"]


def _verb_roles(verb: "Token", frame: Frame, places: frozenset[int]) -> Roles:
    """Return who moves, what carries them and who makes them move."""
    subject, patient = subject_of(verb), patient_of(verb)
    if patient is not None and patient.i in places:
        patient = None
    elif patient is not None and frame.mover == "either" and _is_other_thing(verb, patient):
        return patient, None, subject
    if frame.mover == "subject":
        mover = subject if not is_passive(verb) or frame.object == "none" else None
        if mover is not None and vehicle_mode(mover) is not None:
            return _carried_by(mover), mover, None
        return mover, None, None
    if patient is None or (frame.mover == "either" and not _can_move(patient)):
        if subject is not None and vehicle_mode(subject) is not None:
            return _carried_by(subject), subject, None
        mover = subject if not is_passive(verb) and frame.mover == "either" else None
        if frame.mover == "object" and patient is None:
            mover = subject
        return mover, None, subject
    agent = agent_of(verb)
    carrier = agent if agent is not None and vehicle_mode(agent) is not None else None
    if vehicle_mode(patient) is not None and people_kind(patient) is None:
        return _carried_by(patient), patient, agent
    return patient, carrier, agent


def _is_other_thing(verb: "Token", patient: "Token") -> bool:
    """ "withdrew the bill": what is withdrawn does not travel."""
    return not (is_passive(verb) or _can_move(patient) or is_place_noun(patient))


def _nearer(mover: "Token", verb: "Token") -> "Token":
    """ "assistance to Russians fleeing Syria": it is the Russians who flee."""
    if verb.dep_ != "acl" or people_kind(mover) is not None or vehicle_mode(mover) is not None:
        return mover
    inside = [
        word
        for word in mover.subtree
        if word.i < verb.i and word.dep_ == "pobj" and people_kind(word)
    ]
    return inside[-1] if inside else mover


def _known_as(mover: "Token") -> tuple["Token | None", "Token | None"]:
    """Return traveller and vehicle of a named vehicle: "the freighter Vlora", "train No. 45"."""
    if people_kind(mover) is not None:
        return mover, None
    for child in mover.children:
        named = child.dep_ in ("compound", "appos", "nmod") and child.pos_ in ("NOUN", "PROPN")
        if named and vehicle_mode(child) is not None:
            return _carried_by(mover), child
    return mover, None


def _can_move(token: "Token") -> bool:
    movable = people_kind(token) is not None or vehicle_mode(token) is not None
    return movable or token.pos_ == "PRON" or token.ent_type_ == "PERSON" or is_cargo(token)


def _carried_by(vehicle: "Token") -> "Token | None":
    """Whom a vehicle carries: "four buses carrying citizens", "a flight with 300 evacuees"."""
    for child in vehicle.children:
        carried = object_of(child) if child.dep_ in ("acl", "relcl") else None
        if carried is not None and people_kind(carried) is not None:
            return carried
        if child.dep_ == "prep" and child.lower_ in ("with", "of", "for"):
            inside = child_with(child, "pobj")
            if inside is not None and people_kind(inside) is not None:
                return inside
    return None


def _noun_roles(noun: "Token") -> Roles:
    """ "the evacuation of civilians", "the troop withdrawal", "the Russians' departure"."""
    agent = None
    if noun.dep_ == "dobj" and noun.head.pos_ in ("VERB", "AUX"):
        agent = subject_of(noun.head)
    if vehicle_mode(noun) is not None:
        return _carried_by(noun), noun, agent
    host = host_of(noun)
    for child in (*noun.children, *(host.children if host != noun else ())):
        if child.dep_ == "prep" and child.lower_ in ("of", "by", "for"):
            inside = child_with(child, "pobj")
            if inside is not None and people_kind(inside) is not None:
                return inside, None, agent
        if child.dep_ in ("poss", "compound", "nmod", "amod") and people_kind(child) is not None:
            return child, None, agent
    given = child_with(noun.head, "dative") if noun.head.pos_ == "VERB" else None
    to_whom = _evacuation_order(noun)
    return to_whom or given, None, agent


def _evacuation_order(noun: "Token") -> "Token | None":
    """ "issued an evacuation order to some residents": the residents."""
    head = noun.head if noun.dep_ == "compound" else noun
    for node in (head, head.head):
        for child in node.children:
            if child.dep_ in ("prep", "dative") and child.lower_ in ("to", "for"):
                inside = child_with(child, "pobj")
                if inside is not None and people_kind(inside) is not None:
                    return inside
    return None


def _merged(motions: list[Motion]) -> tuple[Motion, ...]:
    """Join the motions of one sentence that tell one journey of the same people."""
    linked = _linked_groups(motions)
    kept: list[Motion] = []
    for motion, group in zip(motions, linked, strict=True):
        motion = replace(motion, group=group)
        earlier = next((n for n, other in enumerate(kept) if _one_journey(other, motion)), None)
        if earlier is None:
            kept.append(motion)
        else:
            kept[earlier] = _joined(kept[earlier], motion)
    return tuple(kept)


FETCHING = frozenset({"evacuate", "remove", "rescue", "transport", "extraction", "evacuation"})
HELPING = frozenset({"help", "assist"})
TOWARDS = frozenset({"to", "into", "in", "at", "on", "onto", "near", "outside", "off"})


def _with_fetched(motions: list[Motion], marked: list[Marked]) -> list[Motion]:
    """Those who go to a place to fetch people take them from there.

    "sent two planes to Beirut to take them home", "planes landed in Kabul and flew 300 people
    out". The empty outward journey is not told as one of its own.
    """
    kept, outward = list(motions), set()
    for number, motion in enumerate(motions):
        if motion.frame.name not in FETCHING or motion.places(Role.ORIGIN):
            continue
        found = _sent_to(motion, marked) or _came_to(motion, motions)
        if not found:
            continue
        place, verb = found
        argument = PlaceArgument(
            place=place.place, role=Role.ORIGIN, token=place.token, rule="where they went to fetch"
        )
        empty = {
            n
            for n, other in enumerate(motions)
            if other.trigger.i == verb and n != number and not _has_people(other)
        }
        sent = next((motions[n].carrier for n in empty if motions[n].carrier is not None), None)
        kept[number] = replace(
            motion, arguments=(argument, *motion.arguments), carrier=motion.carrier or sent
        )
        outward |= empty
    return [motion for number, motion in enumerate(kept) if number not in outward]


def _has_people(motion: Motion) -> bool:
    return motion.mover is not None and people_kind(motion.mover) not in (
        None,
        PartyKind.MILITARY,
    )


def _sent_to(motion: Motion, marked: list[Marked]) -> tuple[Marked, int] | None:
    """The place that the verb above a purpose clause gives, with that verb's position."""
    node = motion.trigger
    while node.head.pos_ == "VERB" and (node.dep_ == "conj" or node.head.lemma_ in HELPING):
        node = node.head
    is_purpose = any(child.dep_ == "aux" and child.lower_ == "to" for child in node.children)
    if node.dep_ not in ("advcl", "xcomp", "acl", "ccomp") or not is_purpose:
        return None
    for head in list(node.ancestors)[:3]:
        for place in marked:
            under = place.governor == head or place.governor.head == head
            if under and place.marker in TOWARDS and place.token.i < motion.trigger.i:
                return place, head.i
        if head.dep_ in ("relcl", "ccomp", "ROOT"):
            break
    return None


def _came_to(motion: Motion, motions: list[Motion]) -> tuple[PlaceArgument, int] | None:
    """The place where the vehicle of this motion had come to in the same sentence."""
    vehicle = motion.carrier or motion.agent
    for other in motions:
        if other is motion or vehicle is None or _has_people(other):
            continue
        reached = other.places(Role.DESTINATION)
        if other.carrier == vehicle and reached and other.trigger.i < motion.trigger.i:
            return reached[0], other.trigger.i
    return None


def _linked_groups(motions: list[Motion]) -> list[frozenset[int]]:
    """Make one group of a vehicle and whom it carries, and of a noun and its conjuncts."""
    groups = [set(motion.group) for motion in motions]
    for group, motion in zip(groups, motions, strict=True):
        if motion.mover is not None:
            group |= {token.i for token in with_conjuncts(motion.mover) if token.dep_ != "appos"}
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


def _means_of(motion: Motion) -> set[int]:
    """The vehicle that a movement is made on: "their departure on a charter flight"."""
    found = set()
    for child in motion.trigger.subtree:
        if child.dep_ == "prep" and child.lower_ in ("on", "aboard", "by", "in", "via"):
            noun = child_with(child, "pobj")
            if noun is not None and vehicle_mode(noun) is not None:
                found.add(noun.i)
    return found


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
        and people_kind(other.mover) is not None
    ]
    return {before[-1].i} if before else set()


def _one_journey(one: Motion, other: Motion) -> bool:
    """Whether two motions of a sentence tell the same journey, each giving a part of it."""
    governed = other.frame.is_noun and _hangs_on(other.trigger, one.trigger)
    governing = one.frame.is_noun and _hangs_on(one.trigger, other.trigger)
    if not (one.group & other.group or governed or governing):
        return False
    if _firm(one, Role.DESTINATION) and _firm(other, Role.DESTINATION):
        return False
    if _firm(one, Role.ORIGIN) and _firm(other, Role.ORIGIN):
        return False
    # "went to Lebanon and left from there": what begins where the other ends is another leg.
    return not (one.places(Role.DESTINATION) and other.places(Role.ORIGIN) and _then(one, other))


def _firm(motion: Motion, role: Role) -> bool:
    return any(argument.rule != HOME_PORT for argument in motion.places(role))


def _then(one: Motion, other: Motion) -> bool:
    return other.trigger.dep_ == "conj" and one.trigger.i < other.trigger.i


def _hangs_on(noun: "Token", verb: "Token") -> bool:
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
    return tuple(a for a in arguments if not (firm and a.rule == HOME_PORT))


def _rank(motion: Motion) -> tuple[bool, int, int]:
    depth = sum(1 for _ in motion.trigger.ancestors)
    return motion.frame.is_noun, depth, motion.trigger.i


def _better_mover(first: Motion, second: Motion) -> "Token | None":
    movers = [motion.mover for motion in (first, second) if motion.mover is not None]
    named = [mover for mover in movers if people_kind(mover) is not None]
    return next(iter(named or movers), None)
