"""Who has come tells by where they are, and a place by whom it shelters, expects or counts."""

import re

import pytest

from evacmap.model import Endpoint, Status
from reading import extract

CAME = [
    ("Some 640 people from Gori are sheltering in Tbilisi.", ("Gori", "Tbilisi")),
    ("Some 90 people from Gori are housed in a school in Tbilisi.", ("Gori", "Tbilisi")),
    ("About 300 people from Gori are being hosted by families in Tbilisi.", ("Gori", "Tbilisi")),
    ("About 45 people from Gori are camped in a stadium in Tbilisi.", ("Gori", "Tbilisi")),
    ("Families from Gori have found refuge with relatives in Tbilisi.", ("Gori", "Tbilisi")),
    ("Tbilisi is sheltering 640 people from Gori.", ("Gori", "Tbilisi")),
    ("Tbilisi gave shelter to 150 people from Gori.", ("Gori", "Tbilisi")),
    ("Schools in Tbilisi are housing 45 people from Gori.", ("Gori", "Tbilisi")),
    ("Hospitals in Tbilisi took in at least 90 wounded from Gori.", ("Gori", "Tbilisi")),
    ("In Tbilisi, volunteers received 150 people from Gori.", ("Gori", "Tbilisi")),
    ("Families in Tbilisi opened their homes to 85 people from Gori.", ("Gori", "Tbilisi")),
    ("Shelters in Tbilisi have filled with people from Gori.", ("Gori", "Tbilisi")),
    ("Tbilisi recorded 85 arrivals from Gori.", ("Gori", "Tbilisi")),
    ("Gori has seen 1,200 people leave for Tbilisi.", ("Gori", "Tbilisi")),
]
DUE = [
    ("Tbilisi is expecting 85 people from Gori this week.", ("Gori", "Tbilisi")),
    ("Tbilisi is preparing to receive 640 refugees from Gori.", ("Gori", "Tbilisi")),
    ("A bus with 40 people from Gori is due in Tbilisi today.", ("Gori", "Tbilisi")),
]
WENT = [
    ("About 90 people took to the road from Gori to Tbilisi.", ("Gori", "Tbilisi")),
    ("Some 300 people were packed onto trains from Gori to Tbilisi.", ("Gori", "Tbilisi")),
    ("About 45 people were bundled onto planes from Minsk to Tbilisi.", ("Minsk", "Tbilisi")),
    ("About 45 people made the trek from Gori to Tbilisi.", ("Gori", "Tbilisi")),
    ("Some 85 people waded across from Gori to Tbilisi.", ("Gori", "Tbilisi")),
    ("Some 300 people were stretchered out of Gori to Tbilisi.", ("Gori", "Tbilisi")),
    ("Aid workers assisted 150 people in leaving Gori for Tbilisi.", ("Gori", "Tbilisi")),
    ("Some 1,200 wounded were flown from Gori to Tbilisi.", ("Gori", "Tbilisi")),
    ("About 85 troops fell back from Gori on Tbilisi.", ("Gori", "Tbilisi")),
]
NOBODY_CAME = [
    "Russia had given the fallen president and his family asylum.",
    "Russia granted them asylum.",
    "Tbilisi is hosting 300 delegates from Gori at a conference.",
    "The museum in Tbilisi houses 300 paintings from Gori.",
    "Tbilisi is expecting 300 tonnes of wheat from Gori this week.",
    "Tbilisi registered 90 cases of cholera from Gori.",
    "About 300 students from Gori live in Tbilisi.",
    "A report from Gori is due in Tbilisi on Friday.",
    "The minister met 40 bankers from Gori in Tbilisi.",
    "Some 300 people are living in tents in Tbilisi.",
    "The hall in Tbilisi was filled with people of all ages.",
]
# A report of movements, so that no sentence stands alone.
COMPANY = " Some 200 villagers were evacuated from Multan. Families fled Tashkent. Men fled Lahore."


def _told(text: str) -> list[tuple[tuple[str | None, str | None], Status]]:
    """Return the ends that ``text`` names of its movements, and their status."""
    legs = extract(text + COMPANY, published="2024-12-06")
    own = [leg for leg in legs if leg.evidence[0].start < len(text)]
    return [((_named(leg.origin, text), _named(leg.destination, text)), leg.status) for leg in own]


def _named(end: Endpoint | None, text: str) -> str | None:
    return end.name if end is not None and re.search(rf"\b{end.name}\b", text) else None


@pytest.mark.parametrize(("text", "ends"), CAME)
def test_people_from_elsewhere_have_come_to_where_they_are(text, ends):
    assert _told(text) == [(ends, Status.COMPLETED)]


@pytest.mark.parametrize(("text", "ends"), DUE)
def test_who_awaits_people_is_where_they_are_to_come(text, ends):
    assert _told(text) == [(ends, Status.PLANNED)]


@pytest.mark.parametrize(("text", "ends"), WENT)
def test_a_movement_told_by_a_turn_of_phrase_has_both_ends(text, ends):
    assert [told for told, _ in _told(text)] == [ends]


@pytest.mark.parametrize("text", NOBODY_CAME)
def test_the_same_words_tell_no_movement_of_goods_guests_or_residents(text):
    assert _told(text) == []
