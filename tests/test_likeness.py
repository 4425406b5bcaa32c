import pytest

import builders
from evacmap.likeness import ALIKE, find_alike, likeness, said_by
from evacmap.model import Mode, Status
from evacmap.tables import leg_row

QUOTE = "On Monday a convoy of forty lorries left Damascus for the base at Khmeimim."


def said(*ends: str | None, quote: str = QUOTE, **fields):
    document = fields.pop("document", "report")
    url = fields.pop("url", "https://example.org/1")
    evidence = builders.evidence(quote, document=document, url=url)
    return said_by(leg_row(builders.leg(*ends, quotes=(evidence,), **fields)))


def test_a_leg_is_wholly_like_itself():
    assert likeness(said(), said()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "A convoy with forty lorries reached the base at Khmeimim from Damascus."},
        {"date": "2024-12-10"},
        {"mode": Mode.ROAD, "status": Status.ONGOING},
        {"document": "renamed", "url": None},
        {"quote": "Forty lorries drove out.", "date": "2024-12-10"},
    ],
)
def test_a_reworded_or_redated_leg_is_still_the_same(changed):
    assert likeness(said(), said(**changed)) >= ALIKE


@pytest.mark.parametrize(
    "ends", [("Moscow", "Khmeimim"), ("Damascus", "Tartus"), ("Khmeimim", "Damascus")]
)
def test_a_leg_to_or_from_another_place_in_the_same_words_is_another(ends):
    assert likeness(said(), said(*ends)) == 0


def test_an_end_refined_from_the_country_is_the_same_leg():
    assert likeness(said("Syria", "Beirut"), said("Damascus", "Beirut")) >= ALIKE


def test_other_words_of_another_report_are_another_leg():
    other = said(quote="Many fled.", document="other", url="https://example.org/2")
    assert likeness(said(), other) < ALIKE


def test_the_best_is_found_and_a_tie_is_told():
    among = {"a": said(), "b": said("Damascus", "Tartus"), "c": said(quote="Many fled.")}
    assert find_alike(said(), among)[0] == ["a"]
    assert find_alike(said(), {**among, "d": said()})[0] == ["a", "d"]
    assert find_alike(said("Moscow", "Beirut"), among)[0] == []
    assert find_alike(said(), {}) == ([], 0.0)
