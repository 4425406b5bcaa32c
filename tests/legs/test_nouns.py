"""What nouns name: people of many sorts, vehicles, parts of a whole, and things."""

import pytest

from reading import extract

PUBLISHED = "2023-05-20"


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("The abbot and some forty novices", "civilians"),
        ("The port's 38 stevedores", "civilians"),
        ("Two dozen volcanologists", "civilians"),
        ("A handful of deminers", "unknown"),
        ("The most frail", "civilians"),
        ("The lame, the old and the infirm", "civilians"),
        ("Half of the hamlet", "civilians"),
        ("The remainder", "unknown"),
        ("The bulk of the nurses", "civilians"),
        ("A trickle of refugees", "refugees"),
        ("Three boatloads of refugees", "refugees"),
        ("The squadron", "military"),
        ("Gendarmes", "military"),
        ("Servicewomen", "military"),
        ("All 80 policemen", "military"),
        ("The trawlermen", "crew"),
        ("The skipper and nine deckhands", "crew"),
        ("Eleven internees", "prisoners"),
        ("Grandparents and toddlers", "civilians"),
        ("Some 60 Lutherans", "unknown"),
    ],
)
def test_people_are_known_by_many_nouns(who: str, kind: str) -> None:
    (leg,) = extract(f"{who} were evacuated from Freetown to Monrovia.", published=PUBLISHED)
    assert leg.origin is not None
    assert leg.destination is not None
    assert (leg.origin.name, leg.destination.name) == ("Freetown", "Monrovia")
    assert leg.party is not None
    assert leg.party.kind.value == kind


@pytest.mark.parametrize(
    "text",
    [
        "Eleven transformers were shipped from Freetown to Monrovia.",
        "Half of the timber was taken from Freetown to Monrovia.",
        "Part of the harvest left Bunia for Kampala.",
        "A series of raids moved from Bria to Bambari.",
        "The private yacht registry moved from Valletta to Benghazi.",
        "Sixty antiquities were flown from Valletta to Benghazi.",
        "Seven giraffes were transferred from Nairobi to Mombasa.",
        "The cellist travelled from Valletta to Benghazi.",
        "His nephew flew from Valletta to Benghazi.",
    ],
)
def test_things_and_single_travellers_tell_no_leg(text: str) -> None:
    assert extract(text, published=PUBLISHED) == ()


@pytest.mark.parametrize(
    ("vehicle", "mode"),
    [
        ("a dhow", "sea"),
        ("a pirogue", "sea"),
        ("a landing craft", "sea"),
        ("a motorboat", "sea"),
        ("an air ambulance", "air"),
        ("a seaplane", "air"),
        ("a gunship", "helicopter"),
        ("a streetcar", "rail"),
        ("a trolleybus", "bus"),
        ("a minicab", "car"),
        ("an oxcart", "road"),
        ("two sampans", "sea"),
        ("a car ferry", "sea"),
        ("freight wagons", "rail"),
    ],
)
def test_vehicles_of_many_regions_tell_the_mode(vehicle: str, mode: str) -> None:
    text = f"Sixty villagers were taken from Freetown to Monrovia on {vehicle}."
    (leg,) = extract(text, published=PUBLISHED)
    assert leg.mode.value == mode


def test_a_ship_known_by_its_prefix_carries_those_it_takes() -> None:
    text = "On Tuesday HMS Bulwark took 60 villagers from Freetown to Monrovia."
    (leg,) = extract(text, published=PUBLISHED)
    assert leg.mode.value == "sea"


def test_one_person_in_the_singular_is_counted_and_a_unit_is_not() -> None:
    (one,) = extract("The archbishop was deported from Managua to Rome.", published=PUBLISHED)
    assert one.people is not None
    assert (one.people.low, one.people.high) == (1, 1)
    (unit,) = extract("The battalion was evacuated from Bunia to Kampala.", published=PUBLISHED)
    assert unit.people is None


def test_those_who_bring_their_animals_are_no_traders() -> None:
    text = "Some 900 people, many of them hurt, fled the fighting. "
    text += "About 1,280 people reached Ouallam from Ayorou with camels."
    (leg,) = [leg for leg in extract(text, published=PUBLISHED) if leg.destination]
    assert leg.people is not None
    assert leg.people.low == 1280


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Dutch flown out of Paramaribo", "Paramaribo"),
        ("The blue helmets withdrew from Kidal on Friday.", "Kidal"),
        ("The mission will withdraw from Gao next month.", "Gao"),
        ("The governor told tourists to leave Madang on Friday.", "Madang"),
    ],
)
def test_peoples_bodies_and_those_told_to_go_are_travellers(text: str, origin: str) -> None:
    (leg,) = extract(text, published=PUBLISHED)
    assert leg.origin is not None
    assert leg.origin.name == origin


def test_tourists_who_leave_of_their_own_will_tell_no_leg() -> None:
    assert extract("Tourists left Madang on Friday.", published=PUBLISHED) == ()
