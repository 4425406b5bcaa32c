"""Which role each place of a sentence plays in its movements: origin, destination or waypoint.

The role comes from the preposition that marks the place and the motion word that governs it, as
the dependency parse has them; nothing is taken from word order alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evacmap.languages import load_words, word_set
from evacmap.legs.lexicon import Frame, people_kind, vehicle_mode
from evacmap.legs.syntax import object_of, subject_of
from evacmap.model import GeocodedToponym

if TYPE_CHECKING:
    from spacy.tokens import Token


class Role(StrEnum):
    """What a place is to a movement."""

    ORIGIN = "origin"
    DESTINATION = "destination"
    VIA = "via"
    SETTING = "setting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A place with the preposition that marks it and the word that the phrase hangs on.

    ``within`` is the noun the place says where it is ("a hospital in Omsk"), if any.
    """

    place: "GeocodedToponym | Anaphor"
    token: "Token"
    marker: str | None
    governor: "Token"
    is_object: bool = False
    is_subject: bool = False
    is_possessor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anaphor:
    """A place named by a pronoun or description: "there", "the country", "home"."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceArgument:
    """A place in its role, with the rule that gave it."""

    place: "GeocodedToponym | Anaphor"
    role: Role
    token: "Token"
    rule: str


def mark(token: "Token", place: "GeocodedToponym | Anaphor") -> Marked:
    """Climb from a place name to the word that its phrase hangs on."""
    node, marker = token, None
    while True:
        head = node.head
        if head == node:
            break
        if node.dep_ in ("conj", "appos") and head.pos_ in ("NOUN", "PROPN", "ADV"):
            node = head
        elif node.dep_ in ("compound", "nmod", "amod", "nn") and _is_place_noun(head):
            node = head
        elif node.dep_ in ("pobj", "pcomp") and head.dep_ != "agent":
            of_place = head.lower_ == "of" and _is_place_noun(head.head)
            if of_place:
                node = head.head
                continue
            return _marked_by(token, place, head)
        else:
            break
        if node.i < token.i - 25:
            break
    return Marked(
        place=place,
        token=token,
        marker=marker or ("adverb" if node.dep_ == "advmod" else None),
        governor=node.head,
        is_object=node.dep_ == "dobj",
        is_subject=node.dep_ in ("nsubj", "nsubjpass"),
        is_possessor=node.dep_ in ("poss", "compound", "nmod"),
    )


def _marked_by(token: "Token", place: "GeocodedToponym | Anaphor", preposition: "Token") -> Marked:
    """A place after a preposition, which may itself stand after another ("out of Syria")."""
    marker, governor = preposition.lower_, preposition.head
    if governor.lower_ in ("out", "outside") and marker == "of":
        marker, governor = "from", governor.head
    elif governor.dep_ == "prep" and governor.pos_ in ("ADP", "ADV", "SCONJ"):
        marker, governor = governor.lower_, governor.head
    # A coordinated phrase ("to Poland and to Romania") hangs on the first one's verb.
    if preposition.dep_ == "conj" and governor.pos_ == "ADP":
        governor = governor.head
    return Marked(place=place, token=token, marker=marker, governor=governor)


def _is_place_noun(token: "Token") -> bool:
    return token.lemma_.lower() in word_set("en", "place_nouns", "words")


def role_of(marked: Marked, trigger: "Token", frame: Frame) -> tuple[Role, str] | None:
    """Return the role of a marked place for the movement that ``trigger`` tells; None if none."""
    if marked.governor == trigger:
        return _direct_role(marked, trigger, frame)
    return _indirect_role(marked, trigger, frame)


def _direct_role(marked: Marked, trigger: "Token", frame: Frame) -> tuple[Role, str] | None:
    if marked.is_object and not frame.is_noun:
        return _object_role(frame)
    if marked.is_subject and frame.object == "origin" and _is_passive_place(marked, trigger):
        return Role.ORIGIN, "place as subject of the passive"
    if frame.is_noun and marked.is_possessor:
        return Role.ORIGIN, "place before the noun"
    if marked.marker is None:
        return None
    return prepositional_role(marked.marker, trigger, frame)


def _object_role(frame: Frame) -> tuple[Role, str] | None:
    roles = {"origin": Role.ORIGIN, "destination": Role.DESTINATION, "path": Role.VIA}
    role = roles.get(frame.object)
    return (role, f"object of '{frame.name}'") if role else None


def _is_passive_place(marked: Marked, trigger: "Token") -> bool:
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in trigger.children)


def prepositional_role(marker: str, trigger: "Token", frame: Frame) -> tuple[Role, str] | None:
    """Return what a preposition makes of its place after this motion word."""
    words = load_words()["roles"]
    if marker in words["origin"]:
        return Role.ORIGIN, f"'{marker}'"
    if marker in words["destination"] or marker == "adverb":
        return Role.DESTINATION, f"'{marker}'"
    if marker == "for":
        bound = frame.name in ("leave", "travel") or trigger.lemma_.lower() in words["bound_for"]
        noun = frame.is_noun and frame.name in ("departure", "flight", "convoy", "exodus")
        return (Role.DESTINATION, "'for'") if bound or noun else None
    if marker == "of" and frame.is_noun:
        return Role.ORIGIN, "'of' after the noun"
    if marker in words["via"]:
        return Role.VIA, f"'{marker}'"
    if marker in words["place"]:
        return (Role.DESTINATION, f"'{marker}'") if frame.at else (Role.SETTING, f"'{marker}'")
    return None


def _indirect_role(marked: Marked, trigger: "Token", frame: Frame) -> tuple[Role, str] | None:
    """A place that hangs on an argument of the motion word rather than on the word itself."""
    governor = marked.governor
    if marked.marker is None and not marked.is_possessor:
        return None
    subject = subject_of(trigger) if not frame.is_noun else None
    patient = object_of(trigger) if not frame.is_noun else None
    for holder in (subject, patient):
        if holder is not None and _belongs(governor, holder):
            return _role_on_mover(marked, holder, trigger, frame)
    path = _path_to(governor, trigger)
    if path is None:
        return None
    return _role_on_path(marked, path, trigger, frame)


def _belongs(governor: "Token", holder: "Token") -> bool:
    return governor == holder or (holder.is_ancestor(governor) and governor.pos_ != "AUX")


def _role_on_mover(
    marked: Marked, holder: "Token", trigger: "Token", frame: Frame
) -> tuple[Role, str] | None:
    """ "civilians from Mariupol arrived", "a plane to Moscow left", "soldiers based in Homs"."""
    words = load_words()["roles"]
    marker, governor = marked.marker or "", marked.governor
    if marker in words["origin"]:
        return Role.ORIGIN, "'from' on the traveller"
    if marker in words["destination"] and vehicle_mode(governor) is not None:
        return Role.DESTINATION, "'to' on the vehicle"
    stationed = governor.lemma_.lower() in words["stationed"]
    here = people_kind(holder) is not None and (governor == holder or stationed)
    leaving = frame.at is False and frame.name not in ("reach", "transport", "travel", "cross")
    if marker in words["place"] and here and (leaving or stationed):
        return Role.ORIGIN, "where the travellers were"
    if marked.is_possessor and governor == holder and people_kind(holder) is not None and leaving:
        return Role.ORIGIN, "the travellers' home"
    return None


def _path_to(governor: "Token", trigger: "Token") -> list["Token"] | None:
    """The words from ``governor`` up to ``trigger``; None if it does not hang on it."""
    path = [governor]
    node = governor
    while node.head != node and len(path) < 8:
        if node == trigger:
            return path
        # A clause of its own keeps its places to itself.
        if node.dep_ in ("relcl", "ccomp", "advcl", "parataxis") and node.pos_ in ("VERB", "AUX"):
            return None
        node = node.head
        path.append(node)
    return path if node == trigger else None


def _role_on_path(
    marked: Marked, path: Sequence["Token"], trigger: "Token", frame: Frame
) -> tuple[Role, str] | None:
    marker = marked.marker or ""
    words = load_words()["roles"]
    if any(node.pos_ in ("VERB", "AUX") for node in path[:-1]):
        return None
    if marker in words["origin"] or marker in words["destination"]:
        return prepositional_role(marker, trigger, frame)
    # "left their homes in Aleppo", "from a base in Tartus", "to hospitals in Cairo"
    if marker in ("in", "at", "near", "of", "outside", "on") or marked.is_possessor:
        return _inherited(marked, path, trigger, frame)
    return None


def _inherited(
    marked: Marked, path: Sequence["Token"], trigger: "Token", frame: Frame
) -> tuple[Role, str] | None:
    """A place that says where another end is has that end's role."""
    if marked.is_possessor and not _is_place_noun(marked.governor):
        return None
    for node in path[:-1]:
        if node.dep_ == "pobj":
            inner = mark(node, marked.place)
            if inner.governor == trigger and inner.marker:
                found = prepositional_role(inner.marker, trigger, frame)
                return (found[0], f"inside the {found[0]}") if found else None
        if node.dep_ == "dobj" and node.head == trigger and people_kind(node) is None:
            found_object = _object_role(frame)
            return (found_object[0], "inside the object") if found_object else None
    return None


def place_tokens(
    tokens: Mapping[int, "GeocodedToponym | Anaphor"], sentence_tokens: Sequence["Token"]
) -> list[Marked]:
    """Return every place of the sentence with its marker, in order."""
    return [mark(sentence_tokens[index], tokens[index]) for index in sorted(tokens)]
