"""Whatever stands in a report, the whole path from text to legs raises nothing."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import document
from evacmap.geocode import geocode
from evacmap.legs import assemble_legs
from evacmap.legs.cases import read_held_out
from evacmap.mentions import find_mentions
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import Leg
from evacmap.pipeline import extract_document
from evacmap.read import read_document
from reading import extract, gazetteer, summary
from resting import check_words

ROOT = Path(__file__).parents[2]
CASES = ROOT / "benchmarks" / "cases"
HELD_OUT = read_held_out(CASES)
PATHS = [
    *sorted(ROOT.glob("seeds/*/report.md")),
    *(path for path in sorted(CASES.glob("docs/*")) if path.stem not in HELD_OUT),
]
TEXTS = [path.read_text(encoding="utf-8") for path in PATHS]
FEW = settings(derandomize=True, max_examples=12, deadline=None, database=None)
PUBLISHED = "2024-12-16"
PLACES = ("Homs", "Mariupol", "Nauru", "Côte d'Ivoire", "New York", "Донецк", "Tel Aviv", "there")


def checked_legs(text: str, *, published: str | None = PUBLISHED) -> tuple[Leg, ...]:
    """Read a text, and check what every leg promises."""
    report = document(text, published=published)
    places = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    legs = assemble_legs(report, find_mentions(report, places), places, atlas=gazetteer())
    for leg in legs:
        assert leg.origin is not None or leg.destination is not None
        check_words(leg, {report.name: text})
        for told in leg.evidence:
            assert told.quote == text[told.start : told.end] != ""
        if leg.date is not None and leg.date.earliest and leg.date.latest:
            assert leg.date.earliest <= leg.date.latest
        assert 0 <= leg.confidence <= 1
    assert len({leg.id for leg in legs}) == len(legs)
    return legs


def dropped(words: list[str], by: random.Random) -> list[str]:
    return [word for word in words if by.random() > 0.15]


def doubled(words: list[str], by: random.Random) -> list[str]:
    return [word for word in words for _ in range(1 + (by.random() < 0.15))]


def shuffled(words: list[str], by: random.Random) -> list[str]:
    begin = by.randrange(len(words))
    part = words[begin : begin + 40]
    by.shuffle(part)
    return [*words[:begin], *part, *words[begin + 40 :]]


def renamed(words: list[str], by: random.Random) -> list[str]:
    return [by.choice(PLACES) if word.istitle() and by.random() < 0.5 else word for word in words]


def marked(words: list[str], by: random.Random) -> list[str]:
    marks = (
        "\0",
        "\u202e",
        "\u200f",
        "\u200d",
        "🚌",
        "👩‍👧",
        "é",
        "\ufffd",
        "((",
        "“‘",
        "»",
        "\u2028",
        "ﬁ",
    )
    return [by.choice(marks) + word if by.random() < 0.2 else word for word in words]


def unpointed(words: list[str], by: random.Random) -> list[str]:
    return [re.sub(r"[.!?]", ",", word) for word in words]


MUTATIONS = (dropped, doubled, shuffled, renamed, marked, unpointed)


@FEW
@given(
    text=st.sampled_from(TEXTS),
    mutations=st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=3),
    seed=st.integers(0, 10**6),
)
def test_mutated_reports_are_read(text, mutations, seed):
    by = random.Random(seed)
    words = re.findall(r"\S+|\s+", text)
    for mutation in mutations:
        words = mutation(words, by) or words
    checked_legs("".join(words))


PARTS = st.sampled_from(
    [
        *("fled", "were evacuated", "help", "helped evacuate", "taken and", "sent to fetch"),
        *("withdrew", "left", "the evacuation of", "flights", "who", "that", "and", "or", ","),
        *("from", "to", "via", "near", "on Monday", "by bus", "300", "dozens of", "people", "it"),
        *("soldiers", "they", "there", "home", "the country", "the capital", "not", "said", "“"),
        *("Syria", "Homs", "Tartus", "Kabul", "Russian", "U.S.", ".", ". ", "\n", "—", ":", "\0"),
    ]
)


@FEW
@given(parts=st.lists(PARTS, max_size=60), published=st.sampled_from([PUBLISHED, None]))
def test_any_order_of_words_of_movement_is_read(parts, published):
    checked_legs(" ".join(parts), published=published)


@FEW
@given(text=st.text(max_size=300))
def test_any_text_is_read(text):
    checked_legs(text)


MOVE = "About 300 people fled Homs for Tartus on Monday"
LONG = {
    "one endless sentence": f"{MOVE}, and " * 600,
    "brackets in brackets": "(" * 3_000 + MOVE + ")" * 3_000,
    "quotes in quotes": "“‘" * 1_500 + MOVE + "’”" * 1_500,
    "blank lines": f"{MOVE}.{chr(10) * 10_000}{MOVE}.",
    "no space": "x" * 100_000 + f" {MOVE}.",
    "dates": "on 5 March 2023 and " * 3_000 + MOVE + ".",
    "numbers": "1,200 and " * 5_000 + MOVE + ".",
    "toponyms": "Homs, Hama, Kabul, Doha, Kyiv, Lviv and " * 400 + MOVE + ".",
    "one verb": "flee " * 220 + ".",
    "and": "Homs and " * 130 + "fled.",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_overlong_texts_are_read(text):
    checked_legs(text)


def test_helping_to_evacuate_is_read():
    """The verb above "evacuate" is the root of the parse, which is its own head."""
    legs = extract("Soldiers helped evacuate 300 people from Izmir.", published=PUBLISHED)
    assert [(leg.origin.name, leg.people.low) for leg in legs] == [("Izmir", 300)]


@pytest.mark.parametrize("path", PATHS[::29], ids=lambda path: path.stem)
def test_the_same_report_gives_the_same_legs(path):
    text = path.read_text(encoding="utf-8")
    assert checked_legs(text) == checked_legs(text)


@pytest.mark.parametrize("path", PATHS[1::7], ids=lambda path: path.stem)
def test_every_field_leads_to_the_words_it_rests_on(path):
    for report in read_document(path):
        for leg in extract_document(report, gazetteer()):
            check_words(leg, {report.name: report.text})


@pytest.mark.parametrize("path", PATHS[::29], ids=lambda path: path.stem)
def test_a_paragraph_about_other_things_changes_no_leg(path):
    text = path.read_text(encoding="utf-8")
    aside = "\n\nThe price of bread is what it was, and the shops are open."
    assert summary(checked_legs(text + aside)) == summary(checked_legs(text))
