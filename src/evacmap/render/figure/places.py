"""The places of the story, and which part of it a map should show large."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from evacmap.model import AREA_KINDS, Place, Route
from evacmap.render.figure.projection import EARTH_RADIUS_KM, Points

# A core this much smaller than the whole is shown large, with the whole in a corner.
CORE_SHARE = 0.22
# How much of the story's ends the core holds.
CORE_WEIGHT = 0.6
SAME_PLACE_DEG = 0.002


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """A place that legs begin, pass or end at, and how many do."""

    place: Place
    weight: int

    @property
    def is_area(self) -> bool:
        """Whether the movement happened somewhere in it, not at a point."""
        return self.place.kind in AREA_KINDS

    @property
    def lonlat(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.place.lon, self.place.lat


def story_places(routes: Iterable[Route]) -> list[StoryPlace]:
    """Return the places of routes, those of most legs first, each once."""
    found: dict[tuple[str, int, int], list[Place]] = {}
    for route in routes:
        for stop in route.leg.ends:
            place = stop.place
            key = (
                place.name,
                round(place.lon / SAME_PLACE_DEG),
                round(place.lat / SAME_PLACE_DEG),
            )
            found.setdefault(key, []).append(place)
    places = [StoryPlace(members[0], len(members)) for members in found.values()]
    return sorted(places, key=lambda each: (-each.weight, each.place.name, each.lonlat))


def core_of(places: Sequence[StoryPlace]) -> list[StoryPlace]:
    """Return the places to show large: all, or a core that would be too small among all.

    The core is the nearest places around the one about which they lie closest, as many as hold
    most of the story's ends.
    """
    if len(places) < 3:
        return list(places)
    km = _distances_km(np.array([each.lonlat for each in places]))
    weights = np.array([each.weight for each in places])
    order = np.argsort(km, axis=1, kind="stable")
    reached = np.cumsum(weights[order], axis=1) >= CORE_WEIGHT * weights.sum()
    radii = np.take_along_axis(km, order, axis=1)[np.arange(len(km)), reached.argmax(axis=1)]
    centre = int(np.argmin(radii))
    whole = float(km.max())
    # Whatever lies just outside belongs to it too.
    radius = max(1.6 * float(radii[centre]), 1.0)
    while True:
        inside = km[centre] <= radius
        beyond = km[centre][~inside]
        if not len(beyond) or 2 * radius > CORE_SHARE * whole:
            break
        if beyond.min() > 1.5 * radius:
            break
        radius = float(beyond.min())
    if inside.all() or 2 * radius > CORE_SHARE * whole or inside.sum() < 2:
        return list(places)
    return [each for each, is_in in zip(places, inside, strict=True) if is_in]


def _distances_km(lonlat: Points) -> Points:
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    units = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    cosines = np.clip(units @ units.T, -1, 1)
    return np.asarray(np.arccos(cosines) * EARTH_RADIUS_KM)
