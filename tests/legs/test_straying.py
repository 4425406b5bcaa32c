"""Ends that stand away from their motion word, or that a slip of the parser hides."""

import pytest

from reading import extract

# Text; origin and destination of each leg, in the order of the text.
CASES = [
    # "For" behind a place, behind how they went, and behind what they were put on.
    (
        "A chartered Boeing lifted off from Entebbe for Amman with 120 refugees.",
        [("Entebbe", "Amman")],
    ),
    ("Some 300 diplomats fled Monrovia by air for Freetown.", [("Monrovia", "Freetown")]),
    ("The 90 wounded villagers were put on a train in Aleppo for Homs.", [("Aleppo", "Homs")]),
    ("Some 90 prisoners fled Monrovia by order of a judge for theft.", [("Monrovia", None)]),
    ("The refugees of Aleppo made for Homs by way of Hama.", [("Aleppo", "Homs")]),
    # What has an end and stands in a place.
    (
        "Some 2,500 refugees were moved to Goma by bus from the reception centre at Bukavu.",
        [("Bukavu", "Goma")],
    ),
    ("Hundreds fled Goma, most of them heading for relatives in Bukavu.", [("Goma", "Bukavu")]),
    # A clause before the motion word, and a time beside it.
    ("Police said 40 refugees were lodged; 90 were sent on to Ravenna.", [(None, "Ravenna")]),
    (
        "The last evacuees took off from Aden for Djibouti on Monday, hours after the truce.",
        [("Aden", "Djibouti")],
    ),
    ("Displacement from Taiz district continues.", [("Taiz district", None)]),
    # Names that the parser hangs on the word behind them.
    (
        "A plane with 90 evacuees took off from Nantes/Rennes for Geneva.",
        [("Nantes", "Geneva"), ("Rennes", "Geneva")],
    ),
    ("Some 90 refugees from Aden reached Djibouti thanks to a fisherman.", [("Aden", "Djibouti")]),
    (
        "Some 700 refugees cling to a rock, each alone; they had left Taiz for Aden.",
        [("Taiz", "Aden")],
    ),
    # Of somebody else, who waits where they come.
    (
        "Four vans with about 60 pupils, mostly boys, crossed into Jordan in the afternoon at the "
        "Nasib border crossing, where a clerk from the German Embassy in Amman was waiting.",
        [("Nasib border crossing", "Jordan")],
    ),
    # What is said of a movement that a noun names.
    (
        "A humanitarian corridor will be opened on Monday from Homs to Hama for 900 civilians.",
        [("Homs", "Hama")],
    ),
    ("An airlift of the 300 wounded is foreseen out of Aden.", [("Aden", None)]),
    ("The evacuation was criticised on Friday by officials from Aleppo.", []),
    ("The return of the 300 refugees was a gift to Damascus.", []),
    ("The 500 evacuees were put down at Larnaca by a frigate.", [(None, "Larnaca")]),
    # Journeys that are laid on.
    (
        "Spain has chartered two evacuation flights to Madrid for its 300 nationals in Goma.",
        [("Goma", "Madrid")],
    ),
]


@pytest.mark.parametrize(("text", "ends"), CASES)
def test_ends_that_stray(text: str, ends: list[tuple[str | None, str | None]]) -> None:
    legs = extract(text + "\n", published="2022-05-12")
    assert [
        (leg.origin.name if leg.origin else None, leg.destination.name if leg.destination else None)
        for leg in legs
    ] == ends
