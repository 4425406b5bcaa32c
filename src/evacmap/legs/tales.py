"""Whose flight a report tells, and which weaker words go on with it.

A diary or a testimony says once "we had to leave" and then only "we walked to Homs" and "I came
to Hama"; a feature says once that a family fled. By themselves such words tell ordinary journeys:
here they go on with the flight. Takes drafts in the order of the text; gives a clue for each.
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.drafts import Draft
from evacmap.legs.frames import Frame
from evacmap.legs.lexicon import people_kind
from evacmap.legs.syntax import is_compelled, object_of
from evacmap.model import PartyKind, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

TELLERS = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves"})
ALONE = frozenset({"i", "me", "my", "he", "she", "him", "his", "her"})
THIRD = frozenset({"he", "she", "him", "his", "her", "they", "them", "their", "both"})
# Of those who flee; "we withdrew" and "I left" tell none by themselves.
FLYING = frozenset({"flee", "evacuate", "remove", "rescue"})
# How many sentences a tale may turn to other things: its tellers' own, and of others.
OWN_REACH = 40
REACH = 10
GOES_ON = "goes on with a flight told before"


def is_teller(mover: "Token | None") -> bool:
    """Whether those who move tell of themselves: "we", "my family", "my wife, our son and I"."""
    if mover is None:
        return False
    if mover.lower_ in TELLERS:
        return True
    own = any(c.dep_ == "poss" and c.lower_ in ("my", "our") for c in mover.children)
    if own and (people_kind(mover) is not None or mover.lower_ == "family"):
        return True
    return any(c.dep_ == "conj" and is_teller(c) for c in mover.children)


def names_of(mover: "Token | None") -> frozenset[str]:
    """Return the names of a person: "Ambia" and "Khatun"; none of others."""
    if mover is None or mover.tag_ != "NNP" or people_kind(mover) is not None:
        return frozenset()
    beside = (c for c in mover.children if c.pos_ == "PROPN" and c.dep_ in ("compound", "conj"))
    return frozenset({mover.lower_, *(child.lower_ for child in beside)})


def _is_third(mover: "Token") -> bool:
    """Whether it is those a story has told of: "he", "they", "the family", "her mother"."""
    if mover.lower_ in THIRD:
        return True
    known = any(c.lower_ in ("the", "his", "her", "their") for c in mover.children)
    return known and mover.lemma_.lower() in word_set("en", "kin", "words")


def _is_flight(draft: Draft) -> bool:
    """Whether a draft tells of people who flee, or have to leave where they live."""
    frame: Frame = draft.motion.frame
    if draft.status is Status.DENIED or frame.is_noun:
        return False
    if frame.name in FLYING and frame.weight >= 0.6:
        return True
    leaves = frame.name in ("leave", "evacuate", "travel", "transport")
    return leaves and any(
        is_compelled(word) or _leaves_home(word) for word in draft.motion.triggers
    )


def _leaves_home(verb: "Token") -> bool:
    """ "we left our home", "they had left everything behind"."""
    left = object_of(verb) if verb.lemma_ in ("leave", "abandon") else None
    return left is not None and left.lemma_.lower() in word_set("en", "kin", "left")


def goes_on_with_flight(draft: Draft) -> bool:
    """Whether a draft has the clue that it goes on with a flight told before."""
    return any(name == GOES_ON for name, _ in draft.clues)


@dataclass(slots=True)
class Tale:
    """Who has fled so far in a report; the numbers are of the last sentence that told of it."""

    own: int | None = None
    other: int | None = None
    names: set[str] = field(default_factory=set)

    def told_of(self, draft: Draft) -> Draft:
        """Return the draft with the clue of the flight told before, and take note of it."""
        clue = self._clue(draft)
        if clue is not None:
            draft = replace(draft, clues=(*draft.clues, clue))
        self._take(draft)
        return draft

    def _clue(self, draft: Draft) -> tuple[str, float] | None:
        mover = draft.motion.mover
        if mover is None or draft.motion.frame.weight >= 1.0 or not draft.has_end:
            return None
        if not self._goes_on(mover, draft.number):
            return None
        party = draft.travellers.party
        if party is not None and party.kind in (PartyKind.OFFICIALS, PartyKind.MILITARY):
            return None
        single = mover.lower_ in ALONE or bool(names_of(mover))
        return GOES_ON, 0.6 if single else 0.3

    def _goes_on(self, mover: "Token", number: int) -> bool:
        if is_teller(mover):
            return self.own is not None and number - self.own <= OWN_REACH
        if self.other is None:
            return False
        if not self.names.isdisjoint(names_of(mover)):
            return number - self.other <= OWN_REACH
        return _is_third(mover) and number - self.other <= REACH

    def _take(self, draft: Draft) -> None:
        """Take note of a flight, or of a way that goes on with one."""
        mover = draft.motion.mover
        if mover is None:
            return
        on = goes_on_with_flight(draft)
        if not on and not _is_flight(draft):
            return
        if is_teller(mover):
            self.own = draft.number
        elif on or _is_third(mover) or names_of(mover) or people_kind(mover) is not None:
            self.other = draft.number
            self.names |= names_of(mover)
