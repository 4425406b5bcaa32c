"""Reports of business, councils, travel and nature, in which people move but nobody flees."""

import pytest

from reading import extract


def _ends(text: str) -> list[tuple[str | None, str | None]]:
    legs = extract(text, published="2024-12-06")
    return [
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name) for leg in legs
    ]


@pytest.mark.parametrize(
    "report",
    [
        "Bookings for the holidays were good. Some 4,000 passengers took the ferry from Ancona to "
        "Split on Saturday. Fares rose. Another 900 people flew to Zadar.",
        "Councillors voted against the plan. The vendors would have been moved from Split to "
        "Solin. An amendment failed. Two members left Split before the ballot.",
        "Investors sold their shares. The lender retreats from Poland, where it had 90 customers "
        "in ten. Analysts were surprised. Forty of the staff left Gdansk for Sopot.",
    ],
)
def test_a_report_of_other_matters_has_no_leg(report: str) -> None:
    assert _ends(report) == []


def test_flight_told_among_other_matters_is_a_leg() -> None:
    report = (
        "Bookings for the holidays were good until the fire. Some 4,000 residents fled Split for "
        "Solin on Saturday. Fares rose. Another 900 people were evacuated to Zadar by ferry."
    )
    assert ("Split", "Solin") in _ends(report)


def test_one_who_moves_house_is_no_leg() -> None:
    quiet = "The lift was repaired. A tower in Split was locked. Engines came late. "
    assert _ends(quiet + "One tenant says he will relocate to Solin in March.") == []
    assert _ends(quiet + "Some 300 residents had to relocate to Solin in March.") != []


def test_one_who_flies_home_is_no_leg() -> None:
    quiet = "The lift was repaired. A tower in Split was locked. Engines came late. "
    assert _ends(quiet + "The nephew flew home from Zadar to Solin on Friday.") == []
    assert _ends(quiet + "The wounded nephew was flown home from Zadar to Solin.") != []


@pytest.mark.parametrize(
    "text",
    [
        "Officials said they had been driven from Zadar to Solin and put up there.",
        "The last patients, whom the Red Cross brought from Zadar to Solin, arrived weak.",
        "Three flights left Zadar for Solin on Sunday with 410 aboard.",
        "The fighters were flown from Zadar to Solin after the truce.",
    ],
)
def test_who_are_taken_from_place_to_place_need_no_other_sentence(text: str) -> None:
    assert _ends(f"The heat lasted. {text} Bread is dear. Schools are shut.") == [
        ("Zadar", "Solin")
    ]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("A tug was to take them over the bay to Solin.", "Solin"),
        ("Some were bused to Solin after dark.", "Solin"),
        ("The mayor wants to send them on to Solin.", "Solin"),
    ],
)
def test_they_who_are_taken_are_on_such_a_way_too(text: str, end: str) -> None:
    told = "The heat lasted in Zadar. Some 90 villagers were evacuated from Zadar on Friday. "
    assert ("Zadar", end) in _ends(f"{told}{text} Bread is dear. Schools are shut.")


def test_a_boat_that_is_towed_is_no_leg() -> None:
    told = "The heat lasted. Some 90 villagers were evacuated from Zadar to Solin on Friday. "
    assert _ends(f"{told}A sailing boat was towed from Pula to Split. Bread is dear.") == [
        ("Zadar", "Solin")
    ]
