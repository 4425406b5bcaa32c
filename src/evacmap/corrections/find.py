"""Which leg of today a correction is about: by its id, else by what the leg said."""

from collections.abc import Mapping
from dataclasses import dataclass

from evacmap.corrections.entries import Fields, Problem
from evacmap.likeness import Said, find_alike, said_by
from evacmap.model import Leg
from evacmap.tables.flat import flat_row

MOST_NAMED = 3


def said_of(leg: Leg) -> Said:
    """Return what ``leg`` says, with the words of all its reports."""
    return said_by(flat_row(leg), [item.quote for item in leg.evidence])


@dataclass(slots=True)
class Legs:
    """The legs as they are while corrections are applied, by id, and what each says.

    ``gone`` says of a leg that is no more which entry took it away, and how.
    """

    legs: dict[str, Leg]
    said: dict[str, Said]
    gone: dict[str, tuple[int, str]]

    def find(self, id: str | None, said: Fields | None, entry: int) -> str:
        """Return the id of the leg that a correction means.

        Raises:
            NotFoundError: no leg is clearly it.
        """
        if id is not None and id in self.legs:
            return self._among_twins(id, said)
        if id is not None and id in self.gone:
            number, deed = self.gone[id]
            raise NotFoundError(entry, f"leg {id} is {deed} by entry {number}")
        if said is None:
            raise NotFoundError(entry, f"no leg has the id {id!r} any more, and nothing tells it")
        alike, _ = find_alike(said_by(said), self.said)
        if len(alike) == 1:
            return alike[0]
        where = " to ".join(str(said.get(side) or "?") for side in ("origin", "destination"))
        named = f"the leg {id or ''} from {where}".replace("  ", " ")
        if not alike:
            raise NotFoundError(entry, f"{named} is no longer told by any report")
        raise NotFoundError(
            entry, f"{named} could now be any of {', '.join(alike[:MOST_NAMED])}; name one"
        )

    def _among_twins(self, id: str, said: Fields | None) -> str:
        """Return the leg that is meant among those whose ids differ by a number alone."""
        base = id.partition("-")[0]
        twins = {
            other: each for other, each in self.said.items() if other.partition("-")[0] == base
        }
        if said is None or len(twins) < 2:
            return id
        alike, _ = find_alike(said_by(said), twins)
        return alike[0] if len(alike) == 1 else id


class NotFoundError(Exception):
    """A correction whose leg is not to be found."""

    def __init__(self, entry: int, reason: str) -> None:
        super().__init__(entry, reason)
        self.problem = Problem(entry=entry, reason=reason)


def legs_by_id(legs: Mapping[str, Leg]) -> Legs:
    """Return the legs, none of them corrected yet."""
    return Legs(legs=dict(legs), said={id: said_of(leg) for id, leg in legs.items()}, gone={})
