"""What a sentence can reach before it is parsed is never less than what the judge gives it."""

import pytest

from builders import document
from evacmap.geocode import geocode
from evacmap.legs import judge, reader
from evacmap.legs.assemble import tell
from evacmap.mentions import find_mentions, may_tell_leg, parse, worth
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import PartyKind
from reading import gazetteer


def test_the_bounds_are_not_below_the_weights_of_the_judge() -> None:
    assert worth.ENOUGH == judge.THRESHOLD
    for kind in PartyKind:
        assert worth.BY_KIND.get(kind.value, worth.ANYONE) >= judge.KIND_CLUES[kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Families fled Homs.", True),
        ("They went to Homs.", False),
        ("Some 300 refugees went to Homs.", True),
        ("She took a walk in Homs.", False),
        ("The price of bread in Homs is high.", False),
        ("Some 300 refugees met the board in Homs in March.", False),
        ("Some 300 refugees march on Homs.", True),
        ("March on Homs, 300 refugees were told.", True),
        ("300 Refugees March From Homs", True),
        ("The Flight of 300 refugees began in Homs.", True),
        ("On Monday, March 5, some 300 refugees met in Homs.", False),
        ("Some 300 refugees were living in a house on Garden Drive in Homs.", False),
        ("A drive by some 300 refugees who were for Homs began.", True),
        ("Some 300 refugees found a car in Homs.", False),
        ("Some 300 refugees found a train for Homs.", True),
        ("Some 300 refugees were, on that day, at last back in Homs.", True),
        ("Back in Homs, on that day, some 300 refugees were.", True),
        ("In mid-March some 300 refugees met in Homs.", False),
        ("Homs, March 5, 2010: Refugees Meet Ministers", False),
        (
            "Some 300 refugees were heard on the price of bread in Homs, of which, as the judge "
            "said at last, a good deal went on the rent.",
            False,
        ),
        ("The 300 lay down the law for those who live in the city, and look back.", False),
    ],
)
def test_only_words_that_add_up_can_tell_a_leg(text: str, expected: bool) -> None:
    assert worth.can_tell_leg(text, theme=0.0, off_topic=0.0) is expected


def test_a_weak_word_of_movement_is_parsed_only_where_a_place_can_be_its_end() -> None:
    text = (
        "Some 300 refugees went to Homs. "
        "In Homs, the wind that came up at night was so strong that 300 roofs were carried off, "
        "and the trees in the gardens lay on their sides."
    )
    report = document(text)
    places = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    first, second = find_mentions(report, places).sentences
    assert (first.parse is not None, second.parse is not None) == (True, False)


def test_a_firm_word_of_movement_without_a_place_is_parsed_where_it_may_count_those_before() -> (
    None
):
    text = "Families fled Homs. " + "The shops were open. " * 4 + "Some 300 people fled."
    report = document(text + " The shops were open." * 8 + " Some 200 people fled.")
    places = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    sentences = find_mentions(report, places).sentences
    assert [n for n, sentence in enumerate(sentences) if sentence.parse is not None] == [0, 5]
    assert (parse.FAR, worth.SURE) == (reader.FAR, reader.STRONG)


def test_the_place_that_a_description_means_is_read_closely() -> None:
    text = "Omsk was quiet. " + "The shops were open. " * 4 + "Many leave the village at dawn."
    report = document(text)
    places = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    sentences = find_mentions(report, places).sentences
    assert [n for n, sentence in enumerate(sentences) if sentence.parse is not None] == [0, 5]


def test_what_reaches_the_threshold_was_worth_a_parse() -> None:
    text = "Some 300 refugees went to Homs. Buses took the wounded to Tartus. He left Hama."
    report = document(text)
    places = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    tellings = tell(report, find_mentions(report, places), places, gazetteer())
    told = [telling.sentence.text for telling in tellings if telling.kept]
    assert told
    assert all(worth.can_tell_leg(sentence, theme=0.0, off_topic=0.0) for sentence in told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The driver fled at the sight.", False),
        ("The driver fled home at the sight.", True),
        ("The driver fled with 20 others.", True),
        ("The residents fled at the sight.", True),
        ("Flee at the sight.", True),
        ("All have been told to flee at the sight.", True),
    ],
)
def test_a_firm_word_of_movement_is_parsed_only_where_it_may_tell_of_a_place_before(
    text: str, expected: bool
) -> None:
    before = "Omsk was quiet, as it is on all the days of a year" + ", and nobody said a word" * 3
    report = document(f"{before}. {text}")
    places = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    sentences = find_mentions(report, places).sentences
    assert (sentences[1].parse is not None) is expected


def test_what_follows_a_movement_told_of_a_place_is_parsed() -> None:
    report = document("Families fled Omsk. The shops were open. The driver fled at the sight.")
    places = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    sentences = find_mentions(report, places).sentences
    assert [n for n, sentence in enumerate(sentences) if sentence.parse is not None] == [0, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The price of bread is what it was. Shops are open in Homs.", (False, False)),
        ("Families fled in the night.", (True, False)),
        ("Families fled Homs in the night.", (True, True)),
    ],
)
def test_a_report_without_movement_or_place_needs_no_gazetteer(
    text: str, expected: tuple[bool, bool]
) -> None:
    report = document(text)
    toponyms = find_toponyms(report, gazetteer())
    assert (may_tell_leg(report), may_tell_leg(report, toponyms)) == expected
    assert may_tell_leg(report, toponyms) == any(
        sentence.parse is not None
        for sentence in find_mentions(report, geocode(report, toponyms, gazetteer())).sentences
    )
