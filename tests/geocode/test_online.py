"""An online geocoder is asked only when told to, and its answers are kept and marked."""

from pathlib import Path

import pytest
from geopy.location import Location
from geopy.point import Point

from evacmap.errors import UnknownServiceError
from evacmap.geocode import Gazetteer
from evacmap.geocode.online import geocode_online, open_service
from evacmap.geocode.overlay import Overlay
from evacmap.geocode.unpack import unpacked_path


def test_an_answer_is_kept_and_marked_with_the_service(tmp_path: Path) -> None:
    overlay = Overlay(tmp_path / "places.sqlite")
    asked: list[str] = []

    def ask(name: str) -> Location:
        asked.append(name)
        return Location("Little Mill, Somewhere", Point(10.5, 20.25), {})

    geocode_online("Lytle Mill", service="nominatim", ask=ask, overlay=overlay)
    gazetteer = Gazetteer(unpacked_path(), overlay.path)
    for name in ("Lytle Mill", "Little Mill"):
        place = gazetteer.by_name(name)[0]
        assert (place.lon, place.lat, place.source) == (20.25, 10.5, "online: nominatim")
    assert asked == ["Lytle Mill"]


def test_a_name_that_the_service_does_not_know_adds_nothing(tmp_path: Path) -> None:
    overlay = Overlay(tmp_path / "places.sqlite")
    found = geocode_online("X", service="nominatim", ask=lambda name: None, overlay=overlay)
    assert found == ()
    assert overlay.select("SELECT count(*) FROM place") == [(0,)]


def test_a_service_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownServiceError, match="nowhere"):
        open_service("nowhere")
