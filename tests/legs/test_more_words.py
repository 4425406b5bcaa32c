"""Rarer words of leaving, coming and being taken in; and the same words where nobody moves."""

import re

import pytest

from evacmap.model import Endpoint
from reading import extract

SENTENCES = [
    ("Villagers hightailed it out of Kharkiv as shells fell.", [("Kharkiv", None)]),
    ("About 200 soldiers slipped away from Kherson by night.", [("Kherson", None)]),
    ("Some 50 of the refugees ended up in Gaziantep.", [(None, "Gaziantep")]),
    ("A group of 57 asylum seekers wound up in Kigali.", [(None, "Kigali")]),
    ("Some 120 migrants set foot in Malta on Monday.", [(None, "Malta")]),
    ("A total of 40 wounded were rushed to hospital in Adana.", [(None, "Adana")]),
    ("Germany took in 47 children from Lesbos.", [("Lesbos", "Germany")]),
    ("Poland has welcomed 20,000 refugees from Ukraine.", [("Ukraine", "Poland")]),
    ("About 900 refugees were given shelter in Hama.", [(None, "Hama")]),
    ("The governor wants 5,000 people out of Kherson by Sunday.", [("Kherson", None)]),
    ("No refugees were allowed out of Mariupol on Sunday.", [("Mariupol", None)]),
    ("The movement of 1,500 displaced people from Homs to Hama was seen.", [("Homs", "Hama")]),
    ("A flow of refugees from Khartoum to Cairo continues.", [("Khartoum", "Cairo")]),
    ("We have completed the drawdown of our forces from Baghdad.", [("Baghdad", None)]),
    ("Deportations of migrants from Algeria to Niger continue.", [("Algeria", "Niger")]),
    ("The agency assisted 162 Gambians to return from Tripoli to Banjul.", [("Tripoli", "Banjul")]),
    ("The army pulled its last 300 soldiers from Gao.", [("Gao", None)]),
    ("A ship brought 70 Ghanaians home from Tripoli.", [("Tripoli", None)]),
    ("Under the deal, 2,000 fighters will go to Idlib.", [(None, "Idlib")]),
    ("Some 40 refugees rode a coach from Urfa to Bodrum.", [("Urfa", "Bodrum")]),
    ("About 630 refugees were collected from Zarzis by bus.", [("Zarzis", None)]),
    ("A ship turned back 31 refugees to Malaysia.", [(None, "Malaysia")]),
    ("The last 200 residents got away from Mariupol on foot.", [("Mariupol", None)]),
    ("Police kicked 60 refugees out of Calais.", [("Calais", None)]),
    ("Families crept out of Raqqa at night.", [("Raqqa", None)]),
    ("Some 90 refugees stepped ashore at Piraeus.", [(None, "Piraeus")]),
    ("All foreign troops left Chad on Monday.", [("Chad", None)]),
    ("An Australian Hercules left Dili for Darwin with 90 refugees.", [("Dili", "Darwin")]),
    ("Some 300 people were carted off to Minsk.", [(None, "Minsk")]),
    ("Safe passage to Idlib was given to 1,100 refugees.", [(None, "Idlib")]),
]
NOBODY_MOVES = [
    "The government took in 300 million dollars in taxes from Lagos.",
    "The movement from Lagos won two seats.",
    "The flow of the Nile from Khartoum to Cairo has slowed.",
    "The bank was bailed out by Dublin.",
    "Fighting broke out in Khartoum.",
    "Germany welcomed the decision of Ukraine.",
    "Rescuers pulled 37 migrants from a capsized boat off Kos.",
    "Rescuers pulled three people from the rubble in Antakya.",
    "The agency collected data of refugees in Jammu.",
    "The dispute was settled in Geneva.",
    "Soldiers left the base in Gao on patrol.",
    "Protesters dispersed in Tunis.",
    "Investors want out of Athens.",
    "The tour ended up in Sydney with a concert.",
    "Rebels will go to Homs and attack the garrison.",
]
# A report of movements, so that no sentence stands alone.
COMPANY = " Some 200 villagers were evacuated from Multan. Families fled Tashkent. Men fled Lahore."


def _ends(text: str) -> list[tuple[str | None, str | None]]:
    """Return the ends that ``text`` names of its movements, those filled in left out."""
    legs = extract(text + COMPANY, published="2024-12-06")
    own = [leg for leg in legs if leg.evidence[0].start < len(text)]
    assert len(legs) - len(own) == 3
    return [(_named(leg.origin, text), _named(leg.destination, text)) for leg in own]


def _named(end: Endpoint | None, text: str) -> str | None:
    return end.name if end is not None and re.search(rf"\b{end.name}\b", text) else None


@pytest.mark.parametrize(("text", "ends"), SENTENCES)
def test_a_movement_told_by_a_rarer_word_has_its_ends(text, ends):
    assert _ends(text) == ends


@pytest.mark.parametrize("text", NOBODY_MOVES)
def test_the_same_word_tells_nothing_where_nobody_moves(text):
    assert _ends(text) == []
