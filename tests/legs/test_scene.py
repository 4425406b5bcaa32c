"""An end that no sentence gives for a leg is taken from where the report is set."""

import pytest

from evacmap.legs.scene import BASIS
from reading import extract

PUBLISHED = "2023-08-18"

FILLED = [
    (
        "The lake town of Entebbe is half empty since the dam broke.\n\n"
        "In Entebbe itself the streets were dry until noon. The mayor called it a precaution. "
        "Some 400 patients were flown to Nairobi on Thursday.",
        ("Entebbe", "Nairobi"),
    ),
    (
        "Fighting closed the airport at Wau for a third day.\n\n"
        "Kenya's ministry said on Thursday that 60 aid workers were flown to Nairobi.",
        ("Wau", "Nairobi"),
    ),
]


@pytest.mark.parametrize(("text", "ends"), FILLED)
def test_a_goal_alone_gets_its_origin_from_the_scene(text: str, ends: tuple[str, str]) -> None:
    legs = extract(text, published=PUBLISHED)
    found = [(leg.origin.name, leg.destination.name) for leg in legs if leg.origin]
    assert ends in found
    (leg,) = (leg for leg in legs if leg.destination and leg.destination.name == ends[1])
    assert [(item.field, item.basis) for item in leg.inferred if item.field == "origin"] == [
        ("origin", BASIS)
    ]


LEFT_OPEN = [
    # An origin that the gazetteer does not know is not replaced by one that it knows.
    "Fires burn near Kelowna.\n\nOn Friday 40 patients from Qwertzhausen were driven to Vernon.",
    # Those who go back do not come from where the report is set.
    "Calm has come back to Tyre.\n\nThe port of Tyre is open. Some 200 families returned to Sidon.",
]


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_the_scene_is_not_the_origin(text: str) -> None:
    assert all(
        item.basis != BASIS for leg in extract(text, published=PUBLISHED) for item in leg.inferred
    )


def test_an_area_about_the_goal_is_not_the_origin() -> None:
    text = "Floods in Kenya.\n\nIn Kenya the rains go on. On Thursday 90 families fled to Nairobi."
    (leg,) = extract(text, published=PUBLISHED)
    assert (leg.origin, leg.destination and leg.destination.name) == (None, "Nairobi")


def test_confidence_is_less_than_for_a_stated_origin() -> None:
    scene = extract(FILLED[1][0], published=PUBLISHED)[0]
    assert dict(scene.confidence_parts)["ends stated, not inferred"] == 0.7


def test_no_leg_leads_from_a_place_to_itself() -> None:
    text = "Nothing obliges the displaced families of Sidon to return to Sidon by December."
    for leg in extract(text, published=PUBLISHED):
        assert not (leg.origin and leg.destination and leg.origin.place == leg.destination.place)


ARRIVING = [
    (
        "Bukavu is filling up. About 900 families came from Goma on Monday, and 200 from Uvira"
        " on Tuesday.",
        {("Goma", "Bukavu"), ("Uvira", "Bukavu")},
    ),
    (
        "Bukavu has opened its schools to the displaced. Buses brought 400 refugees from Goma"
        " overnight. Another 60 are expected from Uvira today.",
        {("Goma", "Bukavu"), ("Uvira", "Bukavu")},
    ),
    (
        "Tents have gone up beside the airstrip in Bukavu. All day helicopters came in with"
        " evacuees from Goma.",
        {("Goma", "Bukavu")},
    ),
    (
        "BUKAVU – More than 2,000 people have arrived from Goma since Sunday, said the mayor.",
        {("Goma", "Bukavu")},
    ),
    (
        "BUKAVU – About 900 refugees have fled here from Goma. Buses took 300 of them on to Uvira."
        " Another 60 came from Kindu on Monday.",
        {("Goma", "Bukavu"), ("Bukavu", "Uvira"), ("Kindu", "Bukavu")},
    ),
]


@pytest.mark.parametrize(("text", "ends"), ARRIVING)
def test_those_who_come_from_somewhere_come_to_where_the_report_is_set(
    text: str, ends: set[tuple[str, str]]
) -> None:
    legs = extract(text, published=PUBLISHED)
    found = [(leg.origin, leg.destination) for leg in legs if leg.origin and leg.destination]
    assert {(origin.place.name, goal.place.name) for origin, goal in found} == ends


NOT_ARRIVING = [
    # Those who get out, or come home, come to another place.
    "Bukavu is full of soldiers. On Monday 900 refugees were brought out of Goma.",
    "Bukavu is calm. On Monday 900 Kenyan refugees fled Goma.",
]


@pytest.mark.parametrize("text", NOT_ARRIVING)
def test_those_who_get_away_do_not_come_to_where_the_report_is_set(text: str) -> None:
    legs = extract(text, published=PUBLISHED)
    assert [leg.destination for leg in legs] == [None]
