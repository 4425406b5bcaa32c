"""How many people a movement is of: sums, parts already counted, families, single persons."""

import pytest

from reading import extract

# Text; people of its one leg.
NUMBERS = [
    ("A flight carrying 64 Greeks and 26 evacuees arrived in Athens from Aleppo.", (90, 90)),
    ("Some 230 foreigners, 54 of them Germans, were evacuated from Kabul.", (230, 230)),
    ("The 266 Kenyans, including three infants, who were flown out of Juba are well.", (266, 266)),
    ("Some 266 Kenyans including three infants who were flown out of Juba are well.", (266, 266)),
    ("Twenty-six evacuees were on the first flight to land in Freetown.", (26, 26)),
    ("Police deported five families comprising 63 individuals to Kabul.", (63, 63)),
    ("About 3,000 families fled from Mosul to Erbil.", None),
    ("She fled from Kharkiv to Lviv.", (1, 1)),
    ("The mariner was airlifted from Kiritimati to Honolulu.", (1, 1)),
    ("Some 150 patients and their 60 nurses were evacuated from Chico to Reno.", (210, 210)),
    ("Eleven members of staff and four nurses were flown from Juba to Entebbe.", (15, 15)),
    ("The caravan, by now some 7,200 strong, walked from Tapachula to Huixtla.", (7200, 7200)),
    ("Passengers, numbering 450, were shipped from Misrata to Valletta.", (450, 450)),
    ("Of these, 860 have walked back from Bukavu to Goma.", (860, 860)),
    ("A convoy took 90 people from Goma to Xyzzyville and Plughtown in Rwanda.", (90, 90)),
    ("About 1,600 pupils were evacuated by bus from Gao on Friday.", (1600, 1600)),
]


@pytest.mark.parametrize(("text", "people"), NUMBERS, ids=[text[:40] for text, _ in NUMBERS])
def test_people_of_a_leg(text: str, people: tuple[int, int] | None) -> None:
    legs = extract(text, published="2024-12-06")
    assert [(leg.people.low, leg.people.high) if leg.people else None for leg in legs] == [people]
