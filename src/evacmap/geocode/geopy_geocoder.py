"""The gazetteer as a geopy geocoder, for GeoPandas and whatever else takes one.

``geopandas.tools.geocode(names, provider=EvacmapGeocoder)`` works without a network.
"""

from typing import TYPE_CHECKING, Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from evacmap.geocode.candidates import find_candidates
from evacmap.geocode.gazetteer import Gazetteer
from evacmap.model import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_RADIUS_KM = 50.0


class EvacmapGeocoder(Geocoder):  # type: ignore[misc]
    """A geocoder over the bundled gazetteer; ``Location.raw`` holds the place's fields.

    >>> location = EvacmapGeocoder().geocode("Qudsayya")
    >>> round(location.latitude, 2), round(location.longitude, 2)
    (33.55, 36.22)
    """

    def __init__(self, *, gazetteer: Gazetteer | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.gazetteer = gazetteer or Gazetteer.open()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        timeout: Any = None,
    ) -> "Location | list[Location] | None":
        """Return the places of a name, most prominent first; None where there is none."""
        found = [item.named.place for item in find_candidates(str(query), self.gazetteer)]
        return _answer(found[:limit] if limit else found, exactly_one=exactly_one)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int = 10,
        timeout: Any = None,
    ) -> "Location | list[Location] | None":
        """Return the places nearest to a point; None where none lies within 50 km.

        Raises:
            GeocoderQueryError: ``query`` is no point.
        """
        try:
            point = Point(query)
        except ValueError as error:
            raise GeocoderQueryError(f"{query!r} is no point") from error
        found = self.gazetteer.near(
            point.longitude, point.latitude, radius_km=DEFAULT_RADIUS_KM, limit=limit
        )
        return _answer(found, exactly_one=exactly_one)


def _answer(places: "Sequence[Place]", *, exactly_one: bool) -> "Location | list[Location] | None":
    if not places:
        return None
    locations = [_location(place) for place in places]
    return locations[0] if exactly_one else locations


def _location(place: Place) -> Location:
    raw = {
        "id": place.id,
        "name": place.name,
        "kind": place.kind.value,
        "country": place.country,
        "extent_km": place.extent_km,
        "population": place.population,
        "source": place.source,
        "source_id": place.source_id,
    }
    address = f"{place.name}, {place.country}" if place.country else place.name
    return Location(address, Point(place.lat, place.lon), raw)
