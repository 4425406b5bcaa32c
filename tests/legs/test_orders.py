"""Orders and warnings to leave: for which places they are, and what lifting them tells."""

import pytest

from reading import extract, summary

CASES = [
    # For whom an order is.
    (
        "Evacuation warnings were issued for residents of Santa Rosa on Monday.",
        [("Santa Rosa", None)],
    ),
    ("The evacuation order covers 3,000 homes in Halifax.", [("Halifax", None)]),
    ("Residents of Kelowna have been placed on evacuation alert.", [("Kelowna", None)]),
    ("All of Kelowna is under a mandatory evacuation order.", [("Kelowna", None)]),
    ("An evacuation advisory was issued for German citizens in Bamako.", []),
    ("The evacuation plan for Naples covers 600,000 people.", []),
    ("An evacuation exercise for Naples was announced on Monday.", []),
    ("Mandatory evacuation for Kelowna and Vernon.", [("Kelowna", None)]),
    ("From 6 a.m. evacuation is compulsory for Kelowna.", [("Kelowna", None)]),
    ("An evacuation of the sick is possible for Kelowna.", []),
    # An order that is lifted lets people go back.
    (
        "All evacuation orders in Santa Barbara County were lifted.",
        [(None, "Santa Barbara County")],
    ),
    ("Officials rescinded the evacuation order for Kelowna on Monday.", [(None, "Kelowna")]),
    ("Evacuations were lifted in Napa County on Sunday.", [(None, "Napa County")]),
    ("The evacuation order for Kelowna has not been lifted.", [("Kelowna", None)]),
    ("Officials lifted a ban on fishing in Kelowna on Monday.", []),
    ("The siege of Sarajevo was lifted on Monday.", []),
]


@pytest.mark.parametrize(("text", "ends"), CASES)
def test_ends_of_orders(text: str, ends: list[tuple[str | None, str | None]]) -> None:
    legs = summary(extract(text + "\n", published="2022-05-12"))
    assert [leg[:2] for leg in legs] == ends


def test_a_lifted_order_is_a_return_still_to_come() -> None:
    text = "Officials rescinded the evacuation order for Kelowna on Monday.\n"
    (leg,) = extract(text, published="2022-05-12")
    assert leg.status == "planned"
    assert [item.field for item in leg.inferred if item.field != "date"] == ["destination"]
