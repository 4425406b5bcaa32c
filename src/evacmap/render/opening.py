"""Where the map opens: on the whole story, or on the part where most of it happens.

Worked out here, so that the page need not read all legs before it shows the first.
"""

import math
from collections import Counter
from collections.abc import Sequence

from evacmap.model import AREA_KINDS, Place, Route

Box = tuple[float, float, float, float]
# The core of a story holds this part of its ends within this part of its width either way.
CORE_WEIGHT = 0.6
CORE_SHARE = 0.12
# The core lies about one of this many places, those with most ends.
MOST_CENTRES = 40
AROUND = 0.12
# Web Mercator ends here.
FURTHEST_DEG = 85.0511287798


def opening_box(routes: Sequence[Route], whole: Box) -> Box:
    """Return west, south, east, north of what the map of ``routes`` opens on.

    ``whole`` is the box of all lines. Where most of the story happens in a small part of it, that
    part is returned: lines that lead away say at the edge where to.
    """
    import numpy as np

    ends = Counter(
        id(end.place)
        for route in routes
        for end in (route.leg.origin, route.leg.destination)
        if end
    )
    places = {id(end.place): end.place for route in routes for end in route.leg.ends}
    weights: Counter[Place] = Counter()
    for number, count in ends.items():
        weights[places[number]] += count
    ranked = sorted(
        ((place, n) for place, n in weights.items() if place.kind not in AREA_KINDS),
        key=lambda pair: (-pair[1], pair[0].lon, pair[0].lat),
    )
    if not ranked:
        return whole
    spots = np.array([_world(place.lon, place.lat) for place, _ in ranked])
    counts = np.array([n for _, n in ranked])
    (west, north), (east, south) = _world(whole[0], whole[3]), _world(whole[2], whole[1])
    reach = max(east - west, south - north) * CORE_SHARE
    near = [(abs(spots - centre) <= reach).all(axis=1) for centre in spots[:MOST_CENTRES]]
    core = max(near, key=lambda inside: int(counts[inside].sum()))
    has_areas = any(place.kind in AREA_KINDS for place in places.values())
    is_small_part = has_areas or not core.all()
    if counts[core].sum() < counts.sum() * CORE_WEIGHT or core.sum() < 2 or not is_small_part:
        return whole
    return _padded([place for (place, _), is_core in zip(ranked, core, strict=True) if is_core])


def _padded(places: Sequence[Place]) -> Box:
    lons, lats = [place.lon for place in places], [place.lat for place in places]
    across, up = (max(lons) - min(lons)) * AROUND, (max(lats) - min(lats)) * AROUND
    box = min(lons) - across, min(lats) - up, max(lons) + across, max(lats) + up
    west, south, east, north = (round(edge, 5) for edge in box)
    return west, south, east, north


def _world(lon: float, lat: float) -> tuple[float, float]:
    """Return Web Mercator coordinates of which 256 make the world, north at 0."""
    clamped = math.radians(max(-FURTHEST_DEG, min(FURTHEST_DEG, lat)))
    y = (0.5 - math.log(math.tan(math.pi / 4 + clamped / 2)) / (2 * math.pi)) * 256
    return (lon + 180) / 360 * 256, y
