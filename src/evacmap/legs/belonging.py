"""Whose people are, and where they were before: what a place beside those who move says of them."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.frames import Frame
from evacmap.legs.lexicon import people_kind
from evacmap.legs.marking import Marked
from evacmap.model import PartyKind, PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

COMING = frozenset({"transport", "arrive", "reach", "travel", "cross", "rescue", "free"})


def is_their_country(marked: Marked, frame: Frame) -> bool:
    """Whether countries are whose people move: "vehicles with soldiers from Chad and Nepal"."""
    place = getattr(marked.place, "place", None)
    is_country = place is not None and place.kind is PlaceKind.COUNTRY
    if marked.marker != "from" or not is_country:
        return False
    first = marked.token
    while first.dep_ in ("conj", "appos") and first.head != first:
        first = first.head
    if first.head.head.lemma_.lower() == "hail":
        return True
    if frame.name not in COMING:
        return False
    listed = first != marked.token or any(child.dep_ == "conj" for child in first.children)
    preposition = first.head
    if not listed or preposition.lower_ != "from" or preposition.i == 0:
        return False
    return people_kind(preposition.doc[preposition.i - 1]) is PartyKind.MILITARY


def is_of_country(marked: Marked, people: "Token") -> bool:
    """ "nationals from Pakistan", "diplomats from Chad": whose they are, not where they were."""
    place = getattr(marked.place, "place", None)
    if place is None or place.kind is not PlaceKind.COUNTRY:
        return False
    if people.lemma_.lower() in ("hail", "originate"):
        return True
    # The parser may hang "from" on the "group" of "a group of citizens and nationals from …".
    before = next(
        (w for w in reversed(list(people.doc[: marked.token.i])) if w.lower_ == "from"), None
    )
    last = people.doc[before.i - 1] if before is not None and before.i else people
    listed = word_set("en", "roles", "belong")
    return any(
        word.lemma_.lower() in listed or people_kind(word) is PartyKind.MILITARY
        for word in (people, last)
    )


def says_where_they_were(verb: "Token", holder: "Token", stationed: Collection[str]) -> bool:
    """ "soldiers stationed at", "students who had been hiding in": a clause on the travellers."""
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    if verb.lemma_.lower() in stationed:
        return True
    # "who got down at" is told of those who have come there.
    return verb.dep_ in ("relcl", "acl") and verb.head == holder and verb.lemma_ not in ENDING_UP


ENDING_UP = frozenset({"get", "end", "wind", "show", "turn"})
