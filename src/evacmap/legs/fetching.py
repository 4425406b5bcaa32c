"""Those who go to a place to fetch people, or seize them there, take them from there."""

from dataclasses import replace

from evacmap.legs.lexicon import people_kind
from evacmap.legs.marking import Anaphor, Marked
from evacmap.legs.motion import Motion
from evacmap.legs.parties import seizure_of
from evacmap.legs.places import PlaceArgument, Role
from evacmap.legs.status import status_of
from evacmap.model import PartyKind, Status

FETCHING = frozenset({"evacuate", "remove", "rescue", "transport", "extraction", "evacuation"})
HELPING = frozenset({"help", "assist"})
ARRIVING = frozenset({"arrive", "reach", "travel"})
TOWARDS = frozenset({"to", "into", "in", "at", "on", "onto", "near", "outside", "off"})


def with_fetched(motions: list[Motion], marked: list[Marked]) -> list[Motion]:
    """Those who go to a place to fetch people take them from there.

    "sent two planes to Beirut to take them home", "planes landed in Kabul and flew 300 people
    out". The empty outward journey is not told as one of its own.
    """
    kept, outward = list(motions), set()
    for number, motion in enumerate(motions):
        if motion.frame.name not in FETCHING or _names_origin(motion):
            continue
        found = _sent_to(motion, marked) or _came_to(motion, motions) or _waits_at(motion, motions)
        if not found or _were_brought(motion, motions, found[1]):
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
        # "flew to Yemen to take them out of the country": that says where from, too.
        fetched = () if motion.places(Role.ORIGIN) else (argument,)
        kept[number] = replace(
            motion, arguments=(*fetched, *motion.arguments), carrier=motion.carrier or sent
        )
        outward |= empty
    return [motion for number, motion in enumerate(kept) if number not in outward]


SEIZED_AT = frozenset({"in", "at", "near", "on", "outside", "inside", "off", "around", "from"})


def with_seized(motions: list[Motion], marked: list[Marked]) -> list[Motion]:
    """ "captured in Homs and taken to Hama": from where they were captured."""
    return [_from_seizure(motion, marked) for motion in motions]


def _from_seizure(motion: Motion, marked: list[Marked]) -> Motion:
    if motion.frame.is_noun or motion.frame.name == "free" or motion.places(Role.ORIGIN):
        return motion
    if not motion.places(Role.DESTINATION):
        return motion
    verb = seizure_of(motion)
    if verb is None:
        return motion
    seized = tuple(
        PlaceArgument(
            place=one.place, role=Role.ORIGIN, token=one.token, rule="where they were seized"
        )
        for one in marked
        if one.governor == verb and one.marker in SEIZED_AT and not isinstance(one.place, Anaphor)
    )
    return replace(motion, arguments=(*seized, *motion.arguments)) if seized else motion


def _were_brought(motion: Motion, motions: list[Motion], verb: int) -> bool:
    """ "moving residents to a shelter ready to take them in": they came, nobody fetches them."""
    mover = motion.mover
    if mover is None:
        return False
    if people_kind(mover) is None and mover.pos_ not in ("PRON", "NUM"):
        return motion.frame.name == "transport"
    others = [other for other in motions if other.trigger.i == verb]
    if any(other.mover == mover for other in others):
        # "The 50 rescued in Homs are to be flown to Hama."
        return True
    return mover.lower_ == "them" and any(map(_has_people, others))


def _names_origin(motion: Motion) -> bool:
    return any(not isinstance(end.place, Anaphor) for end in motion.places(Role.ORIGIN))


def _has_people(motion: Motion) -> bool:
    return motion.mover is not None and people_kind(motion.mover) not in (
        None,
        PartyKind.MILITARY,
    )


def _sent_to(motion: Motion, marked: list[Marked]) -> tuple[Marked, int] | None:
    """The place that the verb above a purpose clause gives, with that verb's position."""
    node = motion.trigger
    if motion.frame.is_noun:
        # "buses entered the town to begin the evacuation"
        node = next((word for word in node.ancestors if word.pos_ == "VERB"), node)
    while (
        node.head.pos_ == "VERB"
        and node.head != node
        and (node.dep_ == "conj" or node.head.lemma_ in HELPING)
    ):
        node = node.head
    is_purpose = any(child.dep_ == "aux" and child.lower_ == "to" for child in node.children)
    if node.dep_ not in ("advcl", "xcomp", "acl", "ccomp") or not is_purpose:
        return None
    for head in list(node.ancestors)[:3]:
        for place in marked:
            # A verb below is another deed: "as ships came to Malta, they went to help".
            on_object = place.governor.head == head and place.governor.pos_ != "VERB"
            # "Coast guards in Homs were asked to evacuate a man": they are there, not he.
            doer = place.governor.dep_ in ("nsubj", "nsubjpass")
            on_object = on_object and not (doer and people_kind(place.governor) is not None)
            under = place.governor == head or on_object
            if (
                under
                and head.pos_ == "VERB"
                and place.marker in TOWARDS
                and place.token.i < motion.trigger.i
            ):
                return place, head.i
        if head.dep_ in ("relcl", "ccomp", "ROOT"):
            break
    return None


def _came_to(motion: Motion, motions: list[Motion]) -> tuple[PlaceArgument, int] | None:
    """The place where the vehicle of this motion had come to in the same sentence."""
    vehicle = motion.carrier or motion.agent
    for other in motions:
        if other is motion or vehicle is None or _has_people(other) or _are_aboard(motion, other):
            continue
        reached = other.places(Role.DESTINATION)
        if other.carrier == vehicle and reached and other.trigger.i < motion.trigger.i:
            return reached[0], other.trigger.i
    return None


def _are_aboard(motion: Motion, coming: Motion) -> bool:
    """ "A flight arrived in Beijing from Athens, bringing 326 home": they came with it."""
    verb = motion.trigger
    return (
        verb.tag_ == "VBG"
        and verb.dep_ in ("advcl", "acl")
        and (verb.head == coming.trigger or verb.head == coming.carrier)
    )


def _waits_at(motion: Motion, motions: list[Motion]) -> tuple[PlaceArgument, int] | None:
    """The place where a vehicle has come to that is to carry these people off.

    "The planes are in Beirut by now, so we are ready to take them out": where those taken are
    to go is not said, or only "home", for it is not where the vehicle came to.
    """
    if motion.mover is None or status_of(motion.trigger)[0] is not Status.PLANNED:
        return None
    if motion.trigger.tag_ == "VBG" and motion.trigger.dep_ == "acl":
        # "ships carrying 108 people" have them on board.
        return None
    if not all(_is_home(argument) for argument in motion.places(Role.DESTINATION)):
        return None
    for other in motions:
        if other.carrier is None or other.trigger.i > motion.trigger.i or _has_people(other):
            continue
        reached = other.places(Role.DESTINATION)
        arrived = other.frame.name in ARRIVING and status_of(other.trigger)[0] is Status.COMPLETED
        if reached and arrived and not motion.group & other.group:
            return reached[0], other.trigger.i
    return None


def _is_home(argument: PlaceArgument) -> bool:
    return isinstance(argument.place, Anaphor) and argument.place.kind == "home"
