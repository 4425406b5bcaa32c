"""Look up many names at once, without the context that a report gives.

Takes names; gives each with the most prominent places of that name, or of the likest spelling.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evacmap.geocode.gazetteer import Gazetteer
from evacmap.model import Place

# Below it a spelling is rather another name.
LEAST_LIKENESS = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundName:
    """A name that was asked for, and a place that it may mean; None where none bears it.

    ``likeness`` is 1 where the place bears the name, in any transliteration, below where only its
    spelling is like it, and None where there is no place.
    """

    name: str
    place: Place | None
    likeness: float | None


def find_places(
    names: Iterable[str],
    *,
    gazetteer: Gazetteer | None = None,
    limit: int = 1,
    least_likeness: float = LEAST_LIKENESS,
) -> Iterator[FoundName]:
    """Yield at most ``limit`` places of each name, most prominent first, in the order asked.

    Where no place bears a name, those with the likest spelling are given. A name that means no
    place is given once, without one, so that nothing asked is lost.

    >>> [(found.name, found.place.country) for found in find_places(["Masnaa", "Kyiv"])]
    [('Masnaa', 'LB'), ('Kyiv', 'UA')]

    Raises:
        ValueError: ``limit`` is below 1.
        DamagedDataError: the bundled gazetteer cannot be opened.
    """
    if limit < 1:
        raise ValueError(f"at least 1 place a name, not {limit}")
    store = gazetteer or Gazetteer.open()
    # Lists of names repeat them, and a wrong spelling takes a thousand times as long.
    similar: dict[str, tuple[tuple[Place, float], ...]] = {}
    for name in names:
        exact = store.by_name(name)[:limit]
        if exact:
            yield from (FoundName(name=name, place=place, likeness=1.0) for place in exact)
            continue
        if name not in similar:
            found = store.similar(name, limit)
            similar[name] = tuple(item for item in found if item[1] >= least_likeness)
        for place, likeness in similar[name]:
            yield FoundName(name=name, place=place, likeness=likeness)
        if not similar[name]:
            yield FoundName(name=name, place=None, likeness=None)
