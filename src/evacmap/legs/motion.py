"""A motion: one motion word with its mover and places, before anything is decided about it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evacmap.legs.frames import Frame
from evacmap.legs.places import PlaceArgument, Role
from evacmap.model import Sentence

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
