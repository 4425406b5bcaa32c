"""The clues that speak for one candidate of a toponym or another, in numbers.

Small, named and weighted in one table, ``weights.json``, that a script learns.
"""

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from evacmap.geocode.candidates import ROLE_WORDS, Found
from evacmap.geocode.folding import fold_name
from evacmap.geocode.gazetteer import EARTH_RADIUS_KM, great_circle_km
from evacmap.model import PlaceKind, Toponym

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR_KM = 40.0
FAR_KM = 250.0
CLUES = (
    "prominence",
    "behind the most prominent",
    "country",
    "first-level area",
    "second-level area",
    "settlement",
    "settlement under 5,000",
    "seat or capital",
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
    clues = np.array(
        [_own_clues(name, found) for name in names for found in name.found], dtype=float
    ).reshape(len(owners), len(CLUES))
    if homes:
        column = CLUES.index("home of the publisher")
        places = [found.named.place for name in names for found in name.found]
        clues[:, column] = [(place.country or "") in homes for place in places]
    vector = np.array([table.get(clue, 0.0) for clue in CLUES])
    for _ in range(2):
        belief = softmax_by_owner(clues @ vector, owners)
        _add_surroundings(clues, names, owners, belief)
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


def _own_clues(name: Name, found: Found) -> list[float]:
    item, place = found.named, found.named.place
    kind, top = place.kind, max(other.named.prominence for other in name.found)
    role = role_kinds(name.text)
    values = {
        "prominence": item.prominence,
        "behind the most prominent": top - item.prominence,
        "country": kind is PlaceKind.COUNTRY,
        "first-level area": kind is PlaceKind.ADMIN1,
        "second-level area": kind is PlaceKind.ADMIN2,
        "settlement": kind in (PlaceKind.SETTLEMENT, PlaceKind.DISTRICT),
        "settlement under 5,000": kind is PlaceKind.SETTLEMENT and (place.population or 0) < 5000,
        "seat or capital": item.feature.startswith(("PPLA", "PPLC")),
        "region or sea": kind in (PlaceKind.REGION, PlaceKind.SEA, PlaceKind.CONTINENT),
        "airport, base or port": kind
        in (PlaceKind.AIRPORT, PlaceKind.AIRBASE, PlaceKind.PORT, PlaceKind.BASE),
        "own table": item.feature == "OWN",
        "other name": item.quality == 1,
        "other script": item.quality == 2,
        "weak name": item.quality == 3,
        "role word agrees": bool(role) and kind in role,
    }
    return [float(values.get(clue, 0.0)) for clue in CLUES]


def role_kinds(text: str) -> frozenset[PlaceKind]:
    """Return the kinds of place that a word of the name speaks for, none without such a word."""
    words = fold_name(text).split()
    return (
        ROLE_WORDS.get(words[-1], ROLE_WORDS.get(words[0], frozenset())) if words else frozenset()
    )


def _add_surroundings(
    clues: "NDArray[Any]", names: Sequence[Name], owners: "NDArray[Any]", belief: "NDArray[Any]"
) -> None:
    import numpy as np

    if not len(owners):
        return
    items = [found.named for name in names for found in name.found]
    places = [item.place for item in items]
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    country = np.array([hash(place.country) if place.country else 0 for place in places])
    area = np.array([hash(_area_of(place.id, place.kind, place.admin1)) or 1 for place in places])
    has_area = np.array([_area_of(p.id, p.kind, p.admin1) is not None for p in places])
    km = _distances_km(places)
    is_country = np.array([place.kind is PlaceKind.COUNTRY for place in places])
    is_area = np.array([place.kind is PlaceKind.ADMIN1 for place in places])
    same_country = (country[:, None] == country) & (country != 0)
    same_area = (area[:, None] == area) & has_area[:, None] & has_area
    dots = ~is_country & ~np.array([place.extent_km > FAR_KM for place in places])
    present = np.unique(owners)

    def others(relation: "NDArray[Any]") -> "NDArray[Any]":
        """Sum over the other names of the best belief that the relation holds."""
        best = np.maximum.reduceat(relation * belief, starts, axis=1)
        best[np.arange(len(owners)), np.searchsorted(present, owners)] = 0.0
        total: NDArray[Any] = best.sum(axis=1)
        return total

    share = 1.0 / max(1, len(present) - 1)
    columns = {
        "others close by": np.log1p(others(np.exp(-km / NEAR_KM) * dots)),
        "others in reach": others(np.exp(-km / FAR_KM) * dots) * share,
        "others in the same area": np.log1p(others(same_area & dots & ~is_area)),
        "others in the same country": others(same_country & ~is_country) * share,
        "country named": np.minimum(1.0, others(same_country & is_country)) * ~is_country,
        "area named": np.minimum(1.0, others(same_area & is_area)) * ~is_area,
        "contains others": np.minimum(
            1.0,
            np.where(is_country, others(same_country & ~is_country), 0.0)
            + np.where(is_area, others(same_area & ~is_area), 0.0),
        ),
    }
    for name, values in columns.items():
        clues[:, CLUES.index(name)] = values
    agrees, differs = _container_clues(names, belief, owners, items)
    clues[:, CLUES.index("stated container agrees")] = agrees
    clues[:, CLUES.index("stated container differs")] = differs


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


def _container_clues(
    names: Sequence[Name], belief: "NDArray[Any]", owners: "NDArray[Any]", items: Sequence[Any]
) -> "tuple[list[float], list[float]]":
    by_text: dict[str, list[tuple[Any, float]]] = {}
    for owner, item, probability in zip(owners, items, belief, strict=True):
        by_text.setdefault(names[owner].text, []).append((item.place, float(probability)))
    agrees, differs = [], []
    for owner, item in zip(owners, items, strict=True):
        outer = [
            (place, probability)
            for text in names[owner].containers
            for place, probability in by_text.get(text, ())
            if place.kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2)
        ]
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
