"""Which role each place of a sentence plays in its movements: origin, destination or waypoint.

The role comes from the preposition that marks the place and the motion word that governs it, as
the dependency parse has them; nothing is taken from word order alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evacmap.languages import load_words, word_set
from evacmap.legs.belonging import (
    is_of_country,
    is_their_country,
    says_where_they_were,
)
from evacmap.legs.frames import LENDING, Frame
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.marking import ADVERBIAL, Anaphor, Marked, is_place_noun, is_state, mark
from evacmap.legs.phrasing import (
    BANISHED,
    BOARDED,
    FETCHED,
    about_an_end,
    comes_to_fetch,
    goes_home_there,
    have_come,
    is_boarded,
    is_brought_where,
    is_come_off,
    is_elsewhere,
    is_emptied,
    is_handed_over,
    is_held,
    is_home,
    is_host,
    is_hour,
    is_load,
    is_of_another,
    is_of_its_own,
    is_of_those_told,
    is_put_aboard,
    is_receiver,
    is_sent_for,
    is_stuck,
    is_to_and_fro,
    is_where_it_rages,
    sees_them_leave,
    takes_aboard,
    takes_others,
    whose_movement,
)
from evacmap.legs.syntax import object_of, subject_of
from evacmap.model import GeocodedToponym, PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Token


class Role(StrEnum):
    """What a place is to a movement."""

    ORIGIN = "origin"
    DESTINATION = "destination"
    VIA = "via"
    SETTING = "setting"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceArgument:
    """A place in its role, with the rule that gave it."""

    place: "GeocodedToponym | Anaphor"
    role: Role
    token: "Token"
    rule: str
    marker: str | None = None


NOUNS = ("NOUN", "PROPN")
HOME_PORT = "'from' on the vehicle"
AT_BORDER = "where the border is crossed"


def host_of(trigger: "Token") -> "Token":
    """Return the noun that a motion noun qualifies: the operation of "evacuation operation"."""
    is_inside = trigger.dep_ in ("compound", "amod", "nmod")
    return (
        trigger.head
        if is_inside and trigger.head.lemma_ in word_set("en", "roles", "host_nouns")
        else trigger
    )


def role_of(marked: Marked, trigger: "Token", frame: Frame) -> tuple[Role, str] | None:
    """Return the role of a marked place for the movement that ``trigger`` tells; None if none."""
    if is_elsewhere(marked) or (frame.is_noun and frame.at and is_stuck(marked)):
        return None
    if marked.marker == "between" and is_to_and_fro(marked, trigger, frame):
        return (Role.DESTINATION if marked.token.dep_ == "conj" else Role.ORIGIN), "'between'"
    lent = frame.is_noun and trigger.dep_ in ("dobj", "nsubjpass")
    light = lent and trigger.head.lemma_.lower() in LENDING
    if light and marked.governor == trigger.head and marked.marker not in (None, "adverb"):
        return _direct_role(marked, trigger, frame)
    if is_their_country(marked, frame):
        return None
    if is_handed_over(marked, trigger, frame):
        return Role.DESTINATION, "where they are handed over"
    if frame.subject == "destination" and is_receiver(marked, trigger):
        return Role.DESTINATION, "who receives them"
    if marked.governor == trigger or (frame.is_noun and marked.governor == host_of(trigger)):
        return _direct_role(marked, trigger, frame)
    return _indirect_role(marked, trigger, frame)


def _direct_role(marked: Marked, trigger: "Token", frame: Frame) -> tuple[Role, str] | None:
    if marked.is_object and not frame.is_noun:
        return _object_role(frame) if trigger.lemma_ != "end" else None  # "ended Poland's mission"
    if marked.is_subject and frame.object == "origin" and _is_passive_place(marked, trigger):
        return Role.ORIGIN, "place as subject of the passive"
    if frame.is_noun and marked.is_possessor and frame.weight >= 0.9:
        place = getattr(marked.place, "place", None)
        is_country = place is not None and place.kind is PlaceKind.COUNTRY
        return None if is_country else (Role.ORIGIN, "place before the noun")
    if marked.marker is None:
        return None
    if isinstance(marked.place, Anaphor) and marked.place.kind == "where":
        from_where = trigger.dep_ == "pcomp" and trigger.head.lower_ == "from"
        # "…, where they boarded trains": there they set out.
        from_where = from_where or trigger.lemma_.lower() in BOARDED
        reached = frame.at or is_brought_where(trigger, frame)
        role = Role.ORIGIN if from_where else Role.DESTINATION if reached else Role.SETTING
        return role, "'from where'" if from_where else "'where'"
    if _says_where_it_is(marked, trigger, frame):
        if frame.object == "destination":
            return Role.DESTINATION, "where what is reached lies"
        return Role.ORIGIN, "where what is left lies"
    if is_sent_for(marked, host_of(trigger), frame):
        return Role.ORIGIN, FETCHED
    about = about_an_end(marked, trigger)
    if about is not None:
        return prepositional_role(about, trigger, frame)
    kind = marked.place.kind if isinstance(marked.place, Anaphor) else None
    if marked.marker == "adverb" and kind == "there" and trigger.lemma_.lower() in BOARDED:
        return Role.ORIGIN, "'there'"
    if marked.marker == "adverb" and (kind == "home" or (kind == "here" and frame.name == "flee")):
        return Role.DESTINATION, f"'{kind}'"
    return prepositional_role(marked.marker, trigger, frame)


def _says_where_it_is(marked: Marked, trigger: "Token", frame: Frame) -> bool:
    """ "left the base near the village of Ban Phai": the parser hangs "near" on the verb."""
    if frame.object not in ("origin", "destination") or frame.is_noun:
        return False
    if marked.marker not in ("in", "at", "near", "on", "outside"):
        return False
    left = object_of(trigger)
    if left is None or not is_place_noun(left):
        return False
    following = (child for child in trigger.children if child.i == left.i + 1)
    return any(child.is_ancestor(marked.token) for child in following)


def _object_role(frame: Frame) -> tuple[Role, str] | None:
    roles = {"origin": Role.ORIGIN, "destination": Role.DESTINATION, "path": Role.VIA}
    role = roles.get(frame.object)
    return (role, f"object of '{frame.name}'") if role else None


def _is_passive_place(marked: Marked, trigger: "Token") -> bool:
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in trigger.children)


def prepositional_role(marker: str, trigger: "Token", frame: Frame) -> tuple[Role, str] | None:
    """Return what a preposition makes of its place after this motion word."""
    words = load_words()["roles"]
    if marker == "outside" and frame.at:
        return Role.DESTINATION, f"'{marker}'"
    if marker in words["origin"]:
        return Role.ORIGIN, f"'{marker}'"
    if marker in words["destination"]:
        return Role.DESTINATION, f"'{marker}'"
    if marker == "adverb":
        return (Role.SETTING if frame.object == "origin" else Role.DESTINATION), "adverb of place"
    if marker == "for":
        departs = frame.name in ("leave", "travel", "flee", "withdraw", "evacuate")
        bound = departs or trigger.lemma_.lower() in words["bound_for"] or is_put_aboard(trigger)
        noun = frame.is_noun and frame.name in ("departure", "flight", "convoy", "exodus")
        return (Role.DESTINATION, "'for'") if bound or noun else None
    if marker == "of" and trigger.lower_ == "way" and trigger.head.lower_ == "by":
        return Role.VIA, "'by way of'"
    if marker == "of" and frame.is_noun:
        return Role.ORIGIN, "'of' after the noun"
    if marker in words["via"]:
        return Role.VIA, f"'{marker}'"
    if marker in ("on", "upon") and frame.name == "withdraw" and trigger.lemma_ == "fall":
        return Role.DESTINATION, "'fell back on'"
    if marker in words["place"] and takes_aboard(trigger):
        return Role.ORIGIN, f"'{marker}'"
    if marker in words["place"]:
        reached = frame.at or any(child.lower_ == "ashore" for child in trigger.children)
        return (Role.DESTINATION if reached else Role.SETTING), f"'{marker}'"
    return None


def _indirect_role(marked: Marked, trigger: "Token", frame: Frame) -> tuple[Role, str] | None:
    """A place that hangs on an argument of the motion word rather than on the word itself."""
    governor = marked.governor
    told_of = not frame.is_noun and frame.at is False
    if told_of and (is_of_those_told(marked, trigger) or is_held(marked, trigger)):
        return Role.ORIGIN, "where the travellers were"
    if frame.name == "flee" and is_where_it_rages(marked, trigger):
        return Role.ORIGIN, "where what is fled happens"
    if marked.is_subject and sees_them_leave(governor, trigger, frame):
        return Role.ORIGIN, "the place that sees them leave"
    if marked.marker is None and not marked.is_possessor:
        return None
    subject = subject_of(trigger) if not frame.is_noun else None
    # "evacuated its nationals from Chad" is another matter: there the parser may be wrong.
    acts = subject is not None and _belongs(governor, subject, trigger)
    if governor == subject and comes_to_fetch(marked, trigger, frame):
        return None
    if governor == subject and is_sent_for(marked, governor, frame):
        return Role.ORIGIN, FETCHED
    if acts and marked.marker == "from" and is_of_country(marked, governor):
        return None
    patient = object_of(trigger) if not frame.is_noun else whose_movement(trigger, frame)
    for holder in (subject, patient):
        if holder is not None and holder == subject and takes_others(trigger, subject, patient):
            continue
        if holder is not None and _belongs(governor, holder, trigger):
            found = _role_on_mover(marked, holder, trigger, frame)
            if found is not None:
                return found
    if frame.name == "flee" and marked.is_possessor and governor == patient:
        return Role.ORIGIN, "what is fled"
    if frame.object == "origin" and governor == subject and is_emptied(marked, trigger):
        return Role.ORIGIN, "where the place that is emptied lies"
    housed = frame.name in (
        "resettle",
        "transport",
        "shelter",
        "receive",
        "arrive",
    ) and marked.marker in ("in", "at")
    if housed and is_host(governor, trigger):
        return Role.DESTINATION, "where those who take them in are"
    if frame.at and marked.marker in ("in", "at", "on") and governor == patient:
        return Role.DESTINATION, "where they are put"
    if frame.name == "withdraw" and marked.marker in ("in", "at", "on") and governor == patient:
        return Role.ORIGIN, "where what ends was"
    own = patient is not None and is_of_its_own(patient, frame)
    if own and marked.marker in ("in", "at") and governor == subject:
        return Role.ORIGIN, "where those are who move their own people"
    path = _path_to(governor, host_of(trigger) if frame.is_noun else trigger)
    if path is None:
        return None
    beside = any(word.lower_ in ("with", "alongside") for word in path[1:])
    if marked.marker == "from" and beside and is_of_country(marked, governor):
        return None
    return _role_on_path(marked, path, trigger, frame)


def _belongs(governor: "Token", holder: "Token", trigger: "Token") -> bool:
    """Whether a word is part of the phrase of ``holder``, the clause of ``trigger`` left out."""
    if governor == holder:
        return True
    in_clause = holder.is_ancestor(trigger) and trigger.is_ancestor(governor)
    return holder.is_ancestor(governor) and not in_clause and governor.pos_ != "AUX"


def _role_on_mover(
    marked: Marked, holder: "Token", trigger: "Token", frame: Frame
) -> tuple[Role, str] | None:
    """ "civilians from Mariupol arrived", "a plane to Moscow left", "soldiers based in Homs"."""
    words = load_words()["roles"]
    marker, governor = marked.marker or "", marked.governor
    if marker in words["origin"]:
        is_vehicle = vehicle_mode(governor) is not None and governor == holder
        return Role.ORIGIN, HOME_PORT if is_vehicle else "'from' on the traveller"
    bound = marker in words["destination"] or marker == "for"
    if bound and vehicle_mode(governor) is not None:
        return Role.DESTINATION, "'to' on the vehicle"
    people = any(people_kind(noun) is not None for noun in (holder, governor))
    stationed = people and says_where_they_were(governor, holder, words["stationed"])
    here = people and marker != "by" and (governor == holder or governor.pos_ in NOUNS)
    if here and marker in words["place"] and goes_home_there(holder, trigger, frame):
        return Role.DESTINATION, "the travellers' home"
    leaving = frame.at is False and frame.name not in ("reach", "cross", "receive")
    if marker in words["place"] and governor == holder and have_come(trigger, holder):
        return Role.DESTINATION, "where those who fled are now"
    if marker in words["place"] and (stationed or (here and leaving)):
        return Role.ORIGIN, "where the travellers were"
    of_home = marker == "of" or marked.is_possessor
    if of_home and people_kind(governor) is not None and is_home(marked, governor):
        goes_home = any(c.lower_ == "home" and c.dep_ in ADVERBIAL for c in trigger.children)
        goes_home |= frame.name == "return" and not frame.is_noun
        goes_home |= any(c.lower_ == "back" for c in trigger.children)
        if goes_home or leaving:
            return Role.DESTINATION if goes_home else Role.ORIGIN, "the travellers' home"
    return None


def _path_to(governor: "Token", trigger: "Token") -> list["Token"] | None:
    """The words from ``governor`` up to ``trigger``; None if it does not hang on it."""
    path = [governor]
    node = governor
    while node.head != node and len(path) < 8:
        if node == trigger:
            return path
        # A clause of its own keeps its places to itself.
        is_clause = node.dep_ in ("relcl", "ccomp", "advcl", "parataxis")
        if is_clause and node.pos_ in ("VERB", "AUX") and not is_state(node):
            return None
        node = node.head
        path.append(node)
    return path if node == trigger else None


NOMINAL = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "conj"})


def _role_on_path(
    marked: Marked, path: Sequence["Token"], trigger: "Token", frame: Frame
) -> tuple[Role, str] | None:
    marker = marked.marker or ""
    words = load_words()["roles"]
    # "the wounded" is tagged as a verb, but stands as a noun; "including" as a preposition.
    clauses = [node for node in path[:-1] if node.pos_ in ("VERB", "AUX") and not is_state(node)]
    if any(node.dep_ not in NOMINAL and node.dep_ != "prep" for node in clauses):
        return None
    # "a camp outside Tripoli", "an island off Chile" lie there; people may come from a ship there.
    lies = is_place_noun(marked.governor) or marked.governor.dep_ == "appos"
    lies = marker in ("outside", "off") and lies
    if marker == "from" and is_of_another(path):
        return None
    if (marker in words["origin"] and not lies) or marker in words["destination"]:
        return prepositional_role(marker, trigger, frame)
    if path[0].lower_ == "those" and marker in ("of", "in"):
        # "Residents of Homs were taken to Hama and those of Daraa to Idlib."
        return Role.ORIGIN, "the travellers' home"
    if marker == "for" and vehicle_mode(marked.governor) is not None:
        return Role.DESTINATION, "'for' on the vehicle"
    if marker == "for" and (is_place_noun(marked.governor) or is_load(path) or is_hour(path)):
        # "left the airfield for Larnaca": the parser hangs "for" on the airfield.
        return prepositional_role(marker, trigger, frame)
    if frame.is_noun and frame.at and people_kind(path[0]) is not None and marker in ("in", "at"):
        return Role.DESTINATION, "where they came to"
    if marker in words["place"] and is_boarded(path):
        return Role.ORIGIN, "where they board"
    # "left their homes in Aleppo", "from a base in Tartus", "to hospitals in Cairo"
    if marker in words["place"] or marker == "of" or marked.is_possessor:
        return _inherited(marked, path, trigger, frame)
    return None


def _inherited(
    marked: Marked, path: Sequence["Token"], trigger: "Token", frame: Frame
) -> tuple[Role, str] | None:
    """A place that says where another end is has that end's role."""
    if marked.is_possessor and not is_place_noun(marked.governor):
        return None
    node = path[0]
    for above in path:
        # "to a camp for displaced persons in Homs": the camp is there.
        if node.dep_ == "pobj" and node.head.lower_ == "for" and above == node.head.head:
            node = above if is_place_noun(above) else node
    if is_come_off(node):
        # "arrived from HMS Albion in Hastings": the ship came to where it lies.
        return (Role.DESTINATION, "where they come off a ship") if frame.at else None
    of_people = frame.is_noun and not frame.at and people_kind(node) is not None
    if of_people and marked.marker != "of" and node.head.lower_ in ("for", "of"):
        return Role.ORIGIN, "where the travellers were"
    # One withdraws from talks in Geneva, but nobody is evacuated from talks.
    abstract = frame.name in ("withdraw", "leave", "travel", "return", "withdrawal", "departure")
    # "heading for relatives in Homs": to where they are.
    sought = node.dep_ == "pobj" and people_kind(node) is not None and node.head.lower_ == "for"
    concrete = is_place_noun(node) or node.pos_ == "PROPN" or sought
    if not abstract or node.lower_ in BANISHED or concrete:
        if node.dep_ == "pobj":
            inner = mark(node, marked.place)
            # "sought refuge in camps": the parser may hang "in" on the refuge.
            on_object = frame.at and inner.governor == object_of(trigger)
            if (inner.governor == trigger or on_object) and inner.marker:
                found = prepositional_role(inner.marker, trigger, frame)
                return (found[0], f"inside the {found[0]}") if found else None
            # "from the rig to a hospital in Homs": the parser hangs "to" on the rig.
            words = load_words()["roles"]
            if inner.marker in words["destination"]:
                way = _path_to(inner.governor, trigger)
                found = _role_on_path(inner, way, trigger, frame) if way else None
                return (found[0], f"inside the {found[0]}") if found else None
        if node.dep_ == "dobj" and node.head == trigger and people_kind(node) is None:
            found_object = _object_role(frame)
            return (found_object[0], "inside the object") if found_object else None
    return None
