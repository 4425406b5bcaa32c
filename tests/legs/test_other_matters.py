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
