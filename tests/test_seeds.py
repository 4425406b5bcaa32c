"""Each seed is scored against its hand-checked legs; the score may not fall."""

import json
from pathlib import Path

import pytest

from evacmap.geocode import Gazetteer
from evacmap.legs.cases import predicted_leg, read_gold
from evacmap.legs.scoring import Score, score_legs
from evacmap.pipeline import extract, extract_document, join_legs
from evacmap.read import read_document
from evacmap.tables import leg_row
from resting import check_spans, check_words

SEEDS = Path(__file__).parents[1] / "seeds"
FOLDERS = sorted(path.parent for path in SEEDS.glob("*/report.md"))
# Right legs of the 15 required, by criterion, and false alarms. Raise them as reading improves.
RIGHT = {"endpoints": 15, "date": 15, "mode_lenient": 15, "status": 15, "count": 14, "all": 14}
FALSE_ALARMS = 0


@pytest.fixture(scope="module")
def score(tmp_path_factory: pytest.TempPathFactory) -> Score:
    folder = tmp_path_factory.mktemp("gold")
    for seed in FOLDERS:
        (folder / f"{seed.name}.json").write_bytes((seed / "legs.json").read_bytes())
    gazetteer = Gazetteer.open()
    found = {
        seed.name: [
            predicted_leg(leg_row(leg))
            for document in read_document(seed / "report.md")
            for leg in extract_document(document, gazetteer)
        ]
        for seed in FOLDERS
    }
    return score_legs(read_gold(folder), found)


@pytest.mark.parametrize("criterion", RIGHT)
def test_the_score_of_the_seeds_does_not_fall(score, criterion):
    assert score.right(criterion) >= RIGHT[criterion]


def test_false_alarms_in_the_seeds_do_not_grow(score):
    assert score.judged - score.right("endpoints") <= FALSE_ALARMS


def test_there_are_five_seeds_with_fifteen_required_legs(score):
    assert len(FOLDERS) == 5
    assert score.required == 15


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_quotes_of_the_hand_checked_legs_stand_in_the_report(folder):
    text = (folder / "report.md").read_text(encoding="utf-8")
    legs = json.loads((folder / "legs.json").read_text(encoding="utf-8"))["legs"]
    assert [leg["quote"] for leg in legs if leg["quote"] not in text] == []


def test_every_quote_is_where_its_offsets_say():
    extraction = extract([SEEDS])
    texts = {report.document.name: report.document.text for report in extraction.reports}
    evidence = [item for leg in extraction.legs for item in leg.evidence]
    assert evidence
    for item in evidence:
        assert texts[item.document][item.start : item.end] == item.quote


def test_every_field_leads_to_the_words_it_rests_on():
    extraction = extract([SEEDS])
    texts = {report.document.name: report.document.text for report in extraction.reports}
    for leg in extraction.legs:
        check_words(leg, texts)
    movements = join_legs(extraction.legs)
    assert len(movements) < len(extraction.legs)
    for movement in movements:
        check_spans(movement, texts)


def test_each_report_says_when_it_was_published_and_is_dated():
    extraction = extract([SEEDS])
    assert extraction.set_aside == ()
    assert [report.notes for report in extraction.reports] == [()] * 5
