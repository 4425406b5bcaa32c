"""Which sentences with a weak word of movement can have an end, before they are parsed."""

import pytest

from evacmap.legs.anaphors import KIND_OF_WORD, SOIL
from evacmap.mentions.marks import DESCRIPTIONS, can_mark_end, describes_end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Buses took them to Homs.", True),
        ("Buses took them to a school in the old town of Homs.", True),
        ("They reached Homs at noon.", True),
        ("They landed at noon in Homs.", True),
        ("Students in Homs went by bus.", True),
        ("Homs high school students went by bus.", True),
        ("The 200 Homs men went by sea.", True),
        ("They went home after a week in Homs.", True),
        ("Homs was quiet, and she took a walk.", False),
        ("She took the stand in Homs.", False),
        ("They went there on foot.", True),
        ("They went from there on foot.", True),
        ("There were some who went on foot.", False),
    ],
)
def test_a_place_is_an_end_only_by_its_mark(text: str, expected: bool) -> None:
    starts = [text.index("Homs")] if "Homs" in text else []
    assert can_mark_end(text, starts) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Many leave the village at dawn.", True),
        ("More people are going into the city.", True),
        ("More people are going to the port city.", True),
        ("They took the city's money.", False),
        ("They left the office.", False),
    ],
)
def test_a_place_told_of_before_is_an_end_by_its_mark(text: str, expected: bool) -> None:
    assert describes_end(text) is expected


def test_every_description_that_the_discourse_knows_can_be_an_end() -> None:
    assert KIND_OF_WORD.keys() | SOIL <= DESCRIPTIONS
