"""Places named for their people: "Homs left at once", "Hama took 300 of them"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evacmap.legs.frames import Frame
from evacmap.legs.lexicon import people_kind
from evacmap.legs.marking import Marked
from evacmap.legs.places import Role
from evacmap.legs.syntax import is_passive, object_of
from evacmap.model import GeocodedToponym, PartyKind, PlaceKind, ToponymRole

if TYPE_CHECKING:
    from spacy.tokens import Token

LEFT = "the place whose people leave"
TOWNS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.ISLAND, PlaceKind.UNLOCATED})
# A city of so many people is not emptied at a word; where it leaves, its rulers do.
METROPOLIS = 1_000_000
LEAVING = frozenset({"leave", "flee", "evacuate"})
# A town is told to, and its people do; "to go" alone is to leave.
TOLD = frozenset({"tell", "order", "ask", "urge", "advise", "instruct", "warn", "direct"})
AWAY = frozenset({"to", "into", "onto", "for", "back", "out", "home", "off", "away", "aboard"})


def told_for_people(
    place: Marked, triggers: Sequence[tuple["Token", Frame]]
) -> tuple[int, tuple[Role, str]] | None:
    """Return the position of the motion word whose people are those of a place, and its role."""
    item = place.place
    if not place.is_subject or not isinstance(item, GeocodedToponym) or item.place is None:
        return None
    if item.toponym.role is not ToponymRole.PLACE:
        return None
    for word, frame in triggers:
        if frame.is_noun or word.pos_ != "VERB":
            continue
        is_town = item.place.kind in TOWNS and (item.place.population or 0) < METROPOLIS
        is_town = is_town and _is_bare(place)
        if is_town and _leave(place.governor, word, frame):
            return word.i, (Role.ORIGIN, LEFT)
        if _takes(place.governor, word):
            return word.i, (Role.DESTINATION, "which takes them in")
    return None


def _is_bare(place: Marked) -> bool:
    """Whether a name stands for the place itself: no post or bus of it, and no row of a table."""
    words = [place.token.doc[index] for index in place.climbed]
    return not any(
        word.pos_ not in ("PROPN", "X") or any(child.like_num for child in word.children)
        for word in words
    )


def _leave(verb: "Token", word: "Token", frame: Frame) -> bool:
    """ "Homs has left", "Homs was told to go"."""
    if object_of(word) is not None or is_passive(word):
        return False
    told = word.dep_ == "xcomp" and word.head == verb and verb.lemma_.lower() in TOLD
    if told and is_passive(verb):
        return (word.lemma_ == "go" and not _has_way(word)) or frame.name in LEAVING
    return word == verb and frame.name in LEAVING


def _takes(verb: "Token", word: "Token") -> bool:
    """ "Hama took 300 of them", "Hama took 90 refugees from Homs"."""
    if word != verb or word.lemma_ != "take" or is_passive(word):
        return False
    taken = object_of(word)
    if taken is None or _has_way(word):
        return False
    kind = people_kind(taken)
    counted = taken.like_num or any(child.like_num for child in taken.children)
    some = counted or any(child.lower_ == "of" for child in taken.children)
    return taken.like_num or (some and kind is not None and kind is not PartyKind.PRISONERS)


def _has_way(verb: "Token") -> bool:
    """Whether a verb is told to lead anywhere: "to go to court", "took them home"."""
    return any(
        child.dep_ == "prt" or (child.lower_ in AWAY and child.dep_ != "aux")
        for child in verb.children
    )
