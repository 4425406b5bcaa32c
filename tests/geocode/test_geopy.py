"""The gazetteer serves whatever takes a geopy geocoder."""

import geopandas
import pytest
from geopy.exc import GeocoderQueryError

from evacmap.geocode.geopy_geocoder import EvacmapGeocoder


def test_one_or_several_places_of_a_name_are_given() -> None:
    geocoder = EvacmapGeocoder()
    one = geocoder.geocode("Qudsayya")
    assert (round(one.latitude, 2), round(one.longitude, 2)) == (33.55, 36.22)
    assert (one.raw["country"], one.raw["kind"]) == ("SY", "settlement")
    several = geocoder.geocode("Tripoli", exactly_one=False, limit=2)
    assert [item.raw["country"] for item in several] == ["LY", "LY"] or {
        item.raw["country"] for item in several
    } == {"LY", "LB"}
    assert geocoder.geocode("Qwxyzzq Vbnm") is None


def test_a_point_leads_to_the_nearest_place() -> None:
    geocoder = EvacmapGeocoder()
    assert geocoder.reverse((33.7025, 35.924)).raw["id"] == "own:masnaa"
    assert geocoder.reverse("0, -30") is None
    with pytest.raises(GeocoderQueryError):
        geocoder.reverse("here")


def test_geopandas_geocodes_a_series_without_a_network() -> None:
    table = geopandas.tools.geocode(["Damascus", "Beirut"], provider=EvacmapGeocoder)
    assert [(round(p.x, 1), round(p.y, 1)) for p in table.geometry] == [(36.3, 33.5), (35.5, 33.9)]
    assert list(table.address) == ["Damascus, SY", "Beirut, LB"]
