"""What the stages need to ask of the gazetteer, without knowing it."""

from typing import Protocol

from evacmap.model.place import Place


class Atlas(Protocol):
    """The questions about places that a report leaves open ("the country", "home")."""

    def country(self, iso2: str) -> Place | None:
        """Return the country with this ISO 3166-1 alpha-2 code."""

    def capital_of(self, place: Place) -> Place | None:
        """Return the capital of the country that ``place`` is or lies in."""
