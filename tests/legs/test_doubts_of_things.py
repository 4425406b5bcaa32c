"""Goods, storms, lines of travel and buildings, beside people told in like words."""

import pytest

from reading import extract

CONTEXT = (
    "Residents fled Idlib on Sunday. Some 200 villagers were evacuated from Aleppo. "
    "Families fled Raqqa on foot. "
)


def _ends(text: str) -> set[tuple[str | None, str | None]]:
    legs = extract(CONTEXT + text, published="2024-12-06")
    found = {
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name) for leg in legs
    }
    return found - {("Idlib", None), ("Aleppo", None), ("Raqqa", None)}


@pytest.mark.parametrize(
    "text",
    [
        "Two lorries with sugar and diesel for the inhabitants reached Sofia from Hamburg.",
        "A convoy of 30 trucks with flour and lentils rolled into Sofia on Friday.",
        "The patrol boat left Ancona at dawn with water and tarpaulins.",
        "A third, from Hamburg to Sofia, was delivered last week.",
        "Flights to Ancona were cancelled on Friday.",
        "The airline suspended all flights to Ancona.",
        "The crossing from Hamburg into Poland is open.",
        "It could reach Ancona by Friday as a hurricane.",
        "Two ballot boxes were evacuated from a tent in Hamburg.",
        "The counters of the airport in Hamburg were evacuated.",
        "Shoppers waited in Hamburg and went back in after ten minutes.",
        "Guests left the hall in Hamburg after a bomb threat.",
        "Two men suspected of the theft fled to Hamburg.",
        "A fugitive returned to Ancona last week.",
        "Her mother had come from Hamburg to fetch her.",
        "Fifteen more were taken off the list in Hamburg.",
        "The club brought the winger Luca Dorini back from Hamburg.",
        "The company retreats from Poland.",
        "Thousands travel from Hamburg to Ancona each spring.",
        "People are often reluctant to leave Hamburg.",
        "The terminal and the airport in Hamburg were evacuated.",
        "The agency asked for evacuation assistance for 900 people from Hamburg.",
        "Doctors in Hamburg made a request for an airlift.",
        "Boarding and departure from Hamburg at 17:00.",
        "Adele arrived 05:10 from Ancona.",
        "What is withdrawn from banks in Hamburg comes back.",
        "We are also moving $6 billion from Hamburg to Sofia.",
        "Passport holders should not travel to Hamburg.",
        "Do not travel to Hamburg.",
        "The embassy advised against travelling to Hamburg.",
        "Villagers threatened to march on Sofia.",
        "A coalition ousted the president of Poland.",
        "Ten people died when a bus travelling from Hamburg to Sofia overturned.",
        "Some 53 are injured after a bus skids off a bridge while travelling to Sofia.",
        "Germans have come to Hamburg from Poland over the years.",
        "The deal has the aim to stop migrants from reaching Poland.",
        "A clinic in Hamburg was evacuated after a threatening call.",
        "The newcomers come from Poland.",
        "Ferries from Hamburg stay moored in Sofia until the strike ends.",
        "Serbian tanks crossed into Poland at Hamburg before noon.",
        "The old pier, whence steamers used to leave Hamburg for Sofia, was sold.",
        "The others came from 53 countries, from Yemen to Poland.",
        "Trucks with flour reached Sofia. Another truck went from Hamburg to Ancona.",
    ],
)
def test_no_leg(text: str) -> None:
    assert _ends(text) == set()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("A bus with 40 patients and their beds reached Sofia from Hamburg.", ("Hamburg", "Sofia")),
        (
            "Lorries from Hamburg took families with beds to Sofia.",
            ("Hamburg", "Sofia"),
        ),
        ("Rescue flights from Hamburg to Sofia were cancelled.", ("Hamburg", "Sofia")),
        ("The flight with 90 deportees from Hamburg to Sofia was cancelled.", ("Hamburg", "Sofia")),
        ("Patients were evacuated from a hospital in Hamburg.", ("Hamburg", None)),
        ("The village of Hamburg was evacuated.", ("Hamburg", None)),
        ("Residents went back from Hamburg to Sofia in lorries.", ("Hamburg", "Sofia")),
        ("Hundreds accused of spying were deported from Poland.", ("Poland", None)),
        ("Survivors came from Hamburg to Sofia to collect their papers.", ("Hamburg", "Sofia")),
        ("Police stopped 40 migrants from leaving Hamburg for Sofia.", ("Hamburg", "Sofia")),
        ("The rebels were ousted from Hamburg.", ("Hamburg", None)),
        ("Soldiers marched 90 captives from Hamburg to Sofia.", ("Hamburg", "Sofia")),
        ("Some 90 refugees came from Hamburg to Sofia on Friday.", ("Hamburg", "Sofia")),
        ("The crew made for Sofia from Hamburg.", ("Hamburg", "Sofia")),
        ("A long queue of them moved from Hamburg to Sofia on foot.", ("Hamburg", "Sofia")),
        ("Three buses with 90 people left Hamburg for Sofia at 17:00.", ("Hamburg", "Sofia")),
        ("Families who often slept in cellars left Hamburg for Sofia.", ("Hamburg", "Sofia")),
        ("A company of marines left Hamburg for Sofia.", ("Hamburg", "Sofia")),
    ],
)
def test_people_move(text: str, ends: tuple[str | None, str | None]) -> None:
    assert ends in _ends(text)
