"""The clues that speak for one candidate of a toponym or another, in numbers.

Small, named and weighted in one table, ``weights.json``, that a script learns.
"""

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from evacmap.geocode.candidates import ROLE_WORDS, Found
from evacmap.geocode.folding import fold_name
from evacmap.geocode.gazetteer import EARTH_RADIUS_KM, NamedPlace, great_circle_km
from evacmap.model import PlaceKind, Toponym

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR_KM = 40.0
FAR_KM = 250.0
# Candidates whose distances are all compared; a report of 10,000 words has fewer.
MOST_TOGETHER = 2000
CLUES = (
    "prominence",
    "behind the most prominent",
    "country",
    "first-level area",
    "second-level area",
    "settlement",
    "settlement under 5,000",
    "seat or capital",
    "national capital",
    "region or sea",
    "airport, base or port",
    "own table",
    "other name",
    "other script",
    "weak name",
    "role word agrees",
    "stated container agrees",
    "stated container differs",
    "others close by",
    "others in reach",
    "others in the same area",
    "others in the same country",
    "country named",
    "area named",
    "contains others",
    "home of the publisher",
)
_CONTAINER_GAP = re.compile(r"^(?:, (?:in )?(?:the )?| \(|, near | in (?:the )?(?:\w+ )?)$")


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """Return the weight of each clue and of the calibration, by name."""
    table: dict[str, float] = json.loads(
        (files("evacmap.geocode") / "weights.json").read_text(encoding="utf-8")
    )
    return table


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a document: how often it stands there, its candidates, and its containers.

    ``containers`` are texts such as "Ill." that the report puts behind the name with a comma.
    """

    text: str
    count: int
    found: tuple[Found, ...]
    containers: frozenset[str]


def stated_containers(text: str, toponyms: Sequence[Toponym]) -> dict[str, frozenset[str]]:
    """Return for each name the names that the text puts it in: "Springfield, Ill."."""
    containers: dict[str, set[str]] = {}
    for inner, outer in itertools.pairwise(toponyms):
        gap = text[inner.end : outer.start]
        if len(gap) < 16 and _CONTAINER_GAP.match(gap):
            containers.setdefault(inner.text, set()).add(outer.text)
    return {name: frozenset(outer) for name, outer in containers.items()}


def clue_matrix(
    names: Sequence[Name], table: Mapping[str, float], homes: frozenset[str] = frozenset()
) -> "tuple[NDArray[Any], NDArray[Any]]":
    """Return the clues (candidates, clues) and the owner (candidates,) of each candidate.

    The clues of the surroundings come in a second round, from what the first round believes.
    """
    import numpy as np

    owners = np.array([i for i, name in enumerate(names) for _ in name.found], dtype=int)
    clues = np.array([row for name in names for row in _own_clues(name)], dtype=float).reshape(
        len(owners), len(CLUES)
    )
    if homes:
        column = CLUES.index("home of the publisher")
        places = [found.named.place for name in names for found in name.found]
        clues[:, column] = [(place.country or "") in homes for place in places]
    vector = np.array([table.get(clue, 0.0) for clue in CLUES])
    if len(owners):
        surroundings = _Surroundings.of(names, owners)
        for _ in range(2):
            belief = softmax_by_owner(clues @ vector, owners)
            _add_surroundings(clues, surroundings, belief)
    return clues, owners


def softmax_by_owner(scores: "NDArray[Any]", owners: "NDArray[Any]") -> "NDArray[Any]":
    """Return probabilities that sum to 1 over the candidates of each name."""
    import numpy as np

    if not len(scores):
        return scores
    size = int(owners[-1]) + 1
    best = np.full(size, -np.inf)
    np.maximum.at(best, owners, scores)
    powers = np.exp(scores - best[owners])
    sums = np.zeros(size)
    np.add.at(sums, owners, powers)
    probabilities: NDArray[Any] = powers / sums[owners]
    return probabilities


def _own_clues(name: Name) -> Iterator[list[float]]:
    """Yield the clues of each candidate of a name that rest on the candidate alone."""
    top = max((found.named.prominence for found in name.found), default=0.0)
    role = role_kinds(name.text)
    for found in name.found:
        row = [0.0] * len(CLUES)
        for clue, value in _clues_of(found, top, role).items():
            if value:
                row[_COLUMNS[clue]] = float(value)
        yield row


_COLUMNS = {clue: column for column, clue in enumerate(CLUES)}


def _clues_of(found: Found, top: float, role: frozenset[PlaceKind]) -> dict[str, float]:
    item, place = found.named, found.named.place
    kind = place.kind
    return {
        "prominence": item.prominence,
        "behind the most prominent": top - item.prominence,
        "country": kind is PlaceKind.COUNTRY,
        "first-level area": kind is PlaceKind.ADMIN1,
        "second-level area": kind is PlaceKind.ADMIN2,
        "settlement": kind in (PlaceKind.SETTLEMENT, PlaceKind.DISTRICT),
        "settlement under 5,000": kind is PlaceKind.SETTLEMENT and (place.population or 0) < 5000,
        "seat or capital": item.feature.startswith(("PPLA", "PPLC")),
        "national capital": item.feature == "PPLC" and item.quality < 2,
        "region or sea": kind in (PlaceKind.REGION, PlaceKind.SEA, PlaceKind.CONTINENT),
        "airport, base or port": kind
        in (PlaceKind.AIRPORT, PlaceKind.AIRBASE, PlaceKind.PORT, PlaceKind.BASE),
        "own table": item.feature == "OWN",
        "other name": item.quality == 1,
        "other script": item.quality == 2,
        "weak name": item.quality == 3,
        "role word agrees": bool(role) and kind in role,
    }


def role_kinds(text: str) -> frozenset[PlaceKind]:
    """Return the kinds of place that a word of the name speaks for, none without such a word."""
    words = fold_name(text).split()
    return (
        ROLE_WORDS.get(words[-1], ROLE_WORDS.get(words[0], frozenset())) if words else frozenset()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surroundings:
    """What stays the same of the candidates of a document while the belief in them changes."""

    names: Sequence[Name]
    owners: "NDArray[Any]"
    items: Sequence[NamedPlace]
    country: "_Groups"
    area: "_Groups"
    is_country: "NDArray[Any]"
    is_area: "NDArray[Any]"
    dots: "NDArray[Any]"

    @classmethod
    def of(cls, names: Sequence[Name], owners: "NDArray[Any]") -> "_Surroundings":
        import numpy as np

        items = [found.named for name in names for found in name.found]
        places = [item.place for item in items]
        areas = [_area_of(place.id, place.kind, place.admin1) for place in places]
        is_country = np.array([place.kind is PlaceKind.COUNTRY for place in places])
        return cls(
            names=names,
            owners=owners,
            items=items,
            country=_Groups.of(_numbers([place.country for place in places]), owners),
            area=_Groups.of(_numbers(areas), owners),
            is_country=is_country,
            is_area=np.array([place.kind is PlaceKind.ADMIN1 for place in places]),
            dots=~is_country & ~np.array([place.extent_km > FAR_KM for place in places]),
        )


def _add_surroundings(clues: "NDArray[Any]", around: _Surroundings, belief: "NDArray[Any]") -> None:
    import numpy as np

    owners, is_country, is_area = around.owners, around.is_country, around.is_area
    country, area, dots = around.country.others, around.area.others, around.dots
    share = 1.0 / max(1, len(np.unique(owners)) - 1)
    in_country, in_area = country(belief * ~is_country), area(belief * ~is_area)
    places = [item.place for item in around.items]
    close, in_reach = _others_near(places, dots, owners, belief)
    columns = {
        "others close by": np.log1p(close),
        "others in reach": in_reach,
        "others in the same area": np.log1p(area(belief * (dots & ~is_area))),
        "others in the same country": in_country * share,
        "country named": np.minimum(1.0, country(belief * is_country)) * ~is_country,
        "area named": np.minimum(1.0, area(belief * is_area)) * ~is_area,
        "contains others": np.minimum(
            1.0, np.where(is_country, in_country, 0.0) + np.where(is_area, in_area, 0.0)
        ),
    }
    for name, values in columns.items():
        clues[:, CLUES.index(name)] = values
    agrees, differs = _container_clues(around.names, belief, owners, around.items)
    clues[:, CLUES.index("stated container agrees")] = agrees
    clues[:, CLUES.index("stated container differs")] = differs


def _numbers(values: Sequence[str | None]) -> "NDArray[Any]":
    """Return a number from 1 on for each different value, 0 for None."""
    import numpy as np

    numbers = {value: i for i, value in enumerate(dict.fromkeys(v for v in values if v), start=1)}
    found: NDArray[Any] = np.array([numbers.get(value or "", 0) for value in values])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Groups:
    """Candidates by a group such as their country; 0 is none.

    ``pair`` is the number of the name and group of each candidate, ``group_of_pair`` its group.
    """

    group: "NDArray[Any]"
    pair: "NDArray[Any]"
    group_of_pair: "NDArray[Any]"

    @classmethod
    def of(cls, group: "NDArray[Any]", owners: "NDArray[Any]") -> "_Groups":
        import numpy as np

        count = int(group.max()) + 1
        pairs, pair = np.unique(owners * count + group, return_inverse=True)
        return cls(group=group, pair=pair, group_of_pair=pairs % count)

    def others(self, belief: "NDArray[Any]") -> "NDArray[Any]":
        """Sum, over the other names, the best belief in a candidate of the same group."""
        import numpy as np

        best = np.zeros(len(self.group_of_pair))
        np.maximum.at(best, self.pair, belief)
        total = np.bincount(self.group_of_pair, weights=best)
        sums: NDArray[Any] = np.where(self.group > 0, total[self.group] - best[self.pair], 0.0)
        return sums.clip(min=0.0)


def _others_near(
    places: Sequence[Any], dots: "NDArray[Any]", owners: "NDArray[Any]", belief: "NDArray[Any]"
) -> "tuple[NDArray[Any], NDArray[Any]]":
    """Return how near the other names are, over about 40 and, as their mean, 250 km.

    All against all; in a document of very many names, those named about where each one is.
    """
    import numpy as np

    close, in_reach = np.zeros(len(owners)), np.zeros(len(owners))
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    ends = np.r_[starts[1:], len(owners)]
    for first, last in _parts(ends):
        begin, end = starts[first], ends[last - 1]
        km = _distances_km(places[begin:end])
        own = owners[begin:end]
        firsts = starts[first:last] - begin
        names = np.searchsorted(np.unique(own), own)
        for sums, reach_km in ((close, NEAR_KM), (in_reach, FAR_KM)):
            near = np.exp(-km / reach_km) * dots[begin:end] * belief[begin:end]
            best = np.maximum.reduceat(near, firsts, axis=1)
            best[np.arange(len(own)), names] = 0.0
            sums[begin:end] = best.sum(axis=1)
        in_reach[begin:end] /= max(1, last - first - 1)
    return close, in_reach


def _parts(ends: "NDArray[Any]") -> Iterator[tuple[int, int]]:
    """Yield (first, last) of names in the order of the text, few enough for all against all.

    ``ends`` (names,) says where each name's candidates end; ``last`` is not included.
    """
    first, begin = 0, 0
    for number, end in enumerate(ends):
        if end - begin > MOST_TOGETHER and number > first:
            yield first, number
            first, begin = number, ends[number - 1]
    yield first, len(ends)


def _area_of(id: str, kind: PlaceKind, admin1: str | None) -> str | None:
    return id if kind is PlaceKind.ADMIN1 else admin1


def _distances_km(places: Sequence[Any]) -> "NDArray[Any]":
    import numpy as np

    lon = np.radians([place.lon for place in places])
    lat = np.radians([place.lat for place in places])
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    distances = EARTH_RADIUS_KM * np.arccos(np.clip(points.T @ points, -1.0, 1.0))
    # A province is as near as its extent, not as its middle.
    extent = np.minimum([place.extent_km for place in places], FAR_KM)
    between: NDArray[Any] = np.maximum(0.0, distances - extent[:, None] / 2 - extent / 2)
    return between


_CONTAINERS = (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2)


def _container_clues(
    names: Sequence[Name], belief: "NDArray[Any]", owners: "NDArray[Any]", items: Sequence[Any]
) -> "tuple[list[float], list[float]]":
    stated = {text for name in names for text in name.containers}
    by_text: dict[str, list[tuple[Any, float]]] = {}
    for owner, item, probability in zip(owners.tolist(), items, belief, strict=True):
        if names[owner].text in stated and item.place.kind in _CONTAINERS:
            by_text.setdefault(names[owner].text, []).append((item.place, float(probability)))
    agrees, differs = [], []
    for owner, item in zip(owners.tolist(), items, strict=True):
        outer = [each for text in names[owner].containers for each in by_text.get(text, ())]
        held = sum(p for place, p in outer if _contains(place, item.place))
        agrees.append(min(1.0, held))
        differs.append(1.0 if outer and held < 0.05 else 0.0)
    return agrees, differs


def _contains(outer: Any, inner: Any) -> bool:
    if outer.id == inner.id:
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return bool(outer.country == inner.country)
    if outer.kind is PlaceKind.ADMIN1:
        return bool(inner.admin1 == outer.id)
    apart_km = great_circle_km(outer.lon, outer.lat, inner.lon, inner.lat)
    return bool(inner.admin1 == outer.admin1 and apart_km < 10 + 1.5 * outer.extent_km)
