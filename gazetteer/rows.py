"""A place while the gazetteer is being built, and the quality of its names."""

from dataclasses import dataclass, field
from enum import IntEnum


class NameQuality(IntEnum):
    """How a name belongs to its place; smaller is better. Two bits in the store."""

    MAIN = 0
    ALTERNATE = 1
    OTHER_SCRIPT = 2
    WEAK = 3


@dataclass(slots=True, kw_only=True)
class Row:
    """One place to be.

    ``id`` is its key in the source after the source's prefix; ``admin1`` and ``admin2`` are ids
    of other rows.
    """

    id: str
    source: str
    name: str
    kind: str
    lon: float
    lat: float
    extent_km: float
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int | None = None
    feature: str = ""
    prominence: float = 0.0
    names: dict[str, NameQuality] = field(default_factory=dict)

    def add_name(self, name: str, quality: NameQuality) -> None:
        """Add a name; the better quality stays where it is known already."""
        name = name.strip()
        if name and (name not in self.names or quality < self.names[name]):
            self.names[name] = quality
