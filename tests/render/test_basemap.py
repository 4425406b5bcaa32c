"""The bundled basemap, cut to a box."""

from typing import Any

import pytest

from evacmap.errors import DamagedDataError
from evacmap.render import basemap

LEVANT = (28.0, 26.0, 46.0, 44.0)


def points_of(steps: list[int], per_degree: int) -> list[tuple[float, float]]:
    found, x, y = [], 0, 0
    for i in range(0, len(steps), 2):
        x, y = x + steps[i], y + steps[i + 1]
        found.append((x / per_degree, y / per_degree))
    return found


def is_inside(rings: list[list[tuple[float, float]]], lon: float, lat: float) -> bool:
    """Whether a point is on land by the even-odd rule, as the page fills it."""
    crossings = 0
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y0 > lat) != (y1 > lat) and lon < x0 + (lat - y0) / (y1 - y0) * (x1 - x0):
                crossings += 1
    return crossings % 2 == 1


@pytest.fixture(scope="module")
def levant() -> dict[str, Any]:
    return basemap.clipped_basemap(LEVANT, near=basemap.near_boxes([(35.5, 33.9)]))


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(
    ("lon", "lat", "is_land"),
    [
        (36.29, 33.51, True),
        (35.9, 34.2, True),
        (35.2, 34.2, False),
        (34.6, 33.5, False),
    ],
)
def test_land_is_where_land_is(
    levant: dict[str, Any], number: int, lon: float, lat: float, is_land: bool
) -> None:
    detail = levant["details"][number]
    rings = [points_of(steps, levant["per_degree"]) for steps in detail["land"]]
    assert is_inside(rings, lon, lat) is is_land


def test_every_line_lies_within_its_box(levant: dict[str, Any]) -> None:
    for detail in levant["details"]:
        west, south, east, north = detail["box"]
        for layer in ("land", "lakes", "borders", "disputed", "admin1", "rivers"):
            for steps in detail[layer]:
                for lon, lat in points_of(steps, levant["per_degree"]):
                    assert west - 0.001 <= lon <= east + 0.001
                    assert south - 0.001 <= lat <= north + 0.001


def test_disputed_borders_are_apart_from_settled_ones(levant: dict[str, Any]) -> None:
    # The line between the Golan Heights and Syria proper runs near 35.8 E, 33.0 N.
    lines = [points_of(steps, 1000) for steps in levant["details"][0]["disputed"]]
    nearest = min(abs(lon - 35.8) + abs(lat - 33.0) for line in lines for lon, lat in line)
    assert nearest < 0.15


def test_names_come_in_the_language_of_the_page() -> None:
    cities = basemap.clipped_basemap(LEVANT, language="ar")["cities"]
    assert "بيروت" in {name for _, _, name, _, _ in cities}


def test_a_wide_story_stays_small() -> None:
    import json

    world = basemap.clipped_basemap((-180, -85, 180, 85))
    assert len(json.dumps(world["details"])) < 600_000


def test_places_far_apart_get_boxes_of_their_own() -> None:
    boxes = basemap.near_boxes([(36.3, 33.5), (35.5, 33.9), (37.6, 55.7)])
    assert boxes == [(33.7, 31.7, 38.1, 35.7), (35.8, 53.9, 39.4, 57.5)]


def test_a_damaged_basemap_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    basemap.load_basemap.cache_clear()
    monkeypatch.setattr(basemap, "_data_file", lambda name: basemap.MAGIC + b"not zstd")
    with pytest.raises(DamagedDataError, match="reinstall evacmap"):
        basemap.load_basemap()
    monkeypatch.undo()
    basemap.load_basemap.cache_clear()


def test_the_attribution_is_read_without_the_map(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = basemap.load_basemap().attribution
    monkeypatch.setattr(basemap, "load_basemap", None)
    assert basemap.attribution() == whole == "Made with Natural Earth"


def test_the_attribution_of_a_damaged_basemap_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basemap, "_data_file", lambda name: basemap.MAGIC + b"not zstd")
    with pytest.raises(DamagedDataError, match="reinstall evacmap"):
        basemap.attribution()


def test_main_roads_stand_in_the_boxes_near_places_and_nowhere_else() -> None:
    asked: list[basemap.Box] = []

    def roads(box: basemap.Box) -> list[list[tuple[float, float]]]:
        asked.append(box)
        # One through road that leaves the box, and one too short to be seen.
        return [[(30.0, 33.9), (35.5, 33.9), (36.0, 34.4)], [(35.5, 33.9), (35.5001, 33.9)]]

    near = basemap.near_boxes([(35.5, 33.9)])
    whole, detail = basemap.clipped_basemap(LEVANT, near=near, roads=roads)["details"]
    assert "roads" not in whole
    assert asked == [detail["box"]]
    (line,) = (points_of(steps, 1000) for steps in detail["roads"])
    assert line[0] == (detail["box"][0], 33.9)
    assert line[-1] == (36.0, 34.4)


def test_of_too_many_roads_the_longest_are_drawn() -> None:
    def roads(box: basemap.Box) -> list[list[tuple[float, float]]]:
        return [
            [(34.0 + 0.1 * (i + j) % 3, 32.5 + 0.0001 * i + 0.3 * j) for j in range(8)]
            for i in range(9000)
        ]

    near = basemap.near_boxes([(35.5, 33.9)])
    detail = basemap.clipped_basemap(LEVANT, near=near, roads=roads)["details"][1]
    assert 100 < len(detail["roads"]) < 9000
    numbers = sum(len(steps) for steps in detail["roads"])
    assert numbers * basemap.CHARACTERS_A_STEP <= basemap.MOST_ROADS_OF_SMALL
