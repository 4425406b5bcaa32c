"""Sentences say what the fields say, in English, and never more."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import evidence, leg
from evacmap.model import Count, EdtfDate, Leg, Mode, Party, PartyKind, Status
from evacmap.render.report.sentences import sentence_of
from evacmap.render.report.subjects import subject_of
from evacmap.render.wording import date_text, when_text

FOUR = Count(low=4, high=4, text="four")
EIGHTY = Count(low=80, high=80, text="About 80")


def party(text: str, kind: PartyKind = PartyKind.UNKNOWN) -> Party:
    return Party(text=text, kind=kind)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            leg(
                "Syria", "Lebanon", waypoints=("Masnaa",), mode=Mode.BUS, date="2013-01-22",
                party=party("people"), people=EIGHTY, vehicles=FOUR,
            ),
            "Four buses with about 80 people went from Syria through Masnaa to Lebanon on"
            " 22 January 2013, according to The Example.",
        ),
        (
            leg("Damascus", None, mode=Mode.FOOT, date="2013-01", party=party("The families")),
            "The families left Damascus on foot in January 2013, according to The Example.",
        ),
        (
            leg(None, "Beirut", mode=Mode.AIR, date="../2013-01-22", party=party("Two planes")),
            "Two planes reached Beirut by 22 January 2013, according to The Example.",
        ),
        (
            leg("Tartus", "Russia", mode=Mode.SEA, status=Status.ONGOING, date="2024-12-09",
                party=party("Russian soldiers"), people=Count(low=400, high=None, text="400+")),
            "The movement of at least 400 Russian soldiers from Tartus to Russia by sea was under"
            " way on 9 December 2024, according to The Example.",
        ),
        (
            leg("Syria", None, mode=Mode.AIR, status=Status.URGED, date="2024-12-06/..",
                party=party("Russian citizens")),
            "Russian citizens had been urged to leave Syria by plane from 6 December 2024 on,"
            " according to The Example.",
        ),
        (
            leg("Damascus", "Beirut", mode=Mode.CAR, status=Status.PLANNED, date="2024-12~",
                party=party("They")),
            "It was planned that people would go from Damascus to Beirut by car around"
            " December 2024, according to The Example.",
        ),
        (
            leg("Tartus", None, mode=Mode.SEA, status=Status.DENIED, date=None,
                party=party("its warships")),
            "It was denied that “its warships” had left Tartus, according to The Example.",
        ),
        (
            leg(None, "Syria", mode=Mode.UNKNOWN, date="2024-12-09?",
                party=party("them", PartyKind.MILITARY),
                people=Count(low=100, high=300, text="between them, a few hundred in all")),
            "100 to 300 military personnel reached Syria perhaps on 9 December 2024, according to"
            " The Example.",
        ),
    ],
)  # fmt: skip
def test_a_leg_is_told_in_one_sentence(told: Leg, sentence: str) -> None:
    assert sentence_of(told) == sentence


@pytest.mark.parametrize(
    ("words", "count", "subject"),
    [
        ("soldiers", Count(low=400, high=None, text="At least 400"), "at least 400 soldiers"),
        ("soldiers", Count(low=200, high=900, text="hundreds"), "hundreds of soldiers"),
        ("a group of Russians", EIGHTY, "a group of Russians (about 80)"),
        ("some 80 people", EIGHTY, "some 80 people"),
        (
            "1,300 of the refugees",
            Count(low=1300, high=1300, text="1,300"),
            "1,300 of the refugees",
        ),
        ("300", Count(low=300, high=300, text="300"), "300 people"),
        ("Another 90", None, "another 90 people"),
        ("", EIGHTY, "about 80 people"),
        ("She, he said. They", None, "“She, he said. They”"),
        ("…", None, "people"),
        ("NATO staff", None, "NATO staff"),
    ],
)
def test_who_moved_stands_within_a_sentence(words: str, count: Count | None, subject: str) -> None:
    assert subject_of(leg(party=party(words), people=count)) == subject


def test_one_vehicle_is_singular() -> None:
    one = Count(low=1, high=1, text="a single")
    told = leg(mode=Mode.SEA, party=party("them"), vehicles=one, date=None)
    assert sentence_of(told, has_sources=False) == "One ship went from Damascus to Khmeimim."


def test_each_source_stands_once_and_with_whom_it_quotes() -> None:
    quotes = (
        evidence(publisher="The Example", said_by="The mayor"),
        evidence(publisher="The Example", said_by="The mayor"),
        evidence(publisher=None, said_by="him"),
    )
    told = sentence_of(leg(quotes=quotes, date=None, mode=Mode.UNKNOWN))
    assert told == (
        "Soldiers went from Damascus to Khmeimim, according to The Example (citing the mayor) and"
        " a report titled “A report”."
    )


def test_many_sources_are_counted() -> None:
    quotes = tuple(evidence(publisher=f"Paper {n}") for n in range(6))
    told = sentence_of(leg(quotes=quotes, date=None))
    assert told.endswith("according to Paper 0, Paper 1 and 4 other reports.")


DATES = [
    "2024-12-09", "2024-12", "2024", "2024-12-09~", "2024-12?", "2024-12-09/2024-12-16",
    "2024-12-09/2025-01-02", "../2024-12-06", "2024-12-06/..", "2024-11/2024-12", None,
]  # fmt: skip
WORDS = st.one_of(
    st.none(),
    st.sampled_from(
        ["they", "The planes", "its crew", "some 80 people", "an aid worker", "", " ", "…", "a",
         "Russian\u2028soldiers", "A", "50", "two  men", "the", ". , ;", "(them)", "hundreds of"]
    ),
    st.text(alphabet="abc ABC,.;'“”()-123\n\t\u202e\u00a0é€", max_size=40),
)  # fmt: skip
COUNTS = st.one_of(
    st.none(),
    st.builds(
        Count,
        low=st.sampled_from([None, 1, 2, 400]),
        high=st.sampled_from([None, 1, 400, 5000]),
        text=st.sampled_from(
            ["", "four", "About 80", "hundreds", "a couple", "no one", "1,000 or so"]
        ),
    ),
)
ENDS = st.sampled_from([("Damascus", "Syria"), ("Damascus", None), (None, "Russia")])


@settings(max_examples=400, deadline=None)
@given(
    ends=ENDS,
    date=st.sampled_from(DATES),
    mode=st.sampled_from(list(Mode)),
    status=st.sampled_from(list(Status)),
    words=WORDS,
    kind=st.sampled_from(list(PartyKind)),
    people=COUNTS,
    vehicles=COUNTS,
    publisher=st.sampled_from([None, "The Example", "A. Press.", " "]),
    said_by=st.sampled_from([None, "him", "A mayor.", ""]),
    via=st.sampled_from([(), ("Masnaa",), ("Masnaa", "Beirut")]),
)
def test_no_sentence_is_broken(ends, date, mode, status, words, kind, people, vehicles, publisher, said_by, via):  # type: ignore[no-untyped-def]  # fmt: skip  # noqa: E501
    made = leg(
        *ends, date=date, mode=mode, status=status, people=people, vehicles=vehicles,
        waypoints=via, quotes=(evidence(publisher=publisher, said_by=said_by),),
        party=Party(text=words, kind=kind) if words is not None else None,
    )  # fmt: skip
    told = sentence_of(made)
    # The report's own words may be broken; what stands around them may not.
    own = plainly(told, words)
    assert "None" not in told
    assert "  " not in told
    assert "\n" not in told
    assert not re.search(r" [,.;)]|\(\)|\( |“”|,,|\.\.$", own), told
    assert not re.search(r"\b(a|an|the) (a|an|the)\b", own, re.IGNORECASE), told
    assert not re.search(r"\bby by\b|\bof of\b|\bon on\b|\bin on\b", own), told
    assert told.endswith((".", "…"))
    assert told[:1] == told[:1].upper()
    if status is not Status.COMPLETED:
        assert re.search("planned|urged|denied|under way", told)
    else:
        assert re.search(r"\b(went|left|reached)\b", told)


def plainly(told: str, words: str | None) -> str:
    told = re.sub("“[^”]*”", "“X”", told)
    clean = " ".join((words or "").split())
    for form in (clean, clean[:1].lower() + clean[1:], clean[:1].upper() + clean[1:]):
        if len(form) > 3:
            told = told.replace(form.strip(" .,;:-–—"), "X")
    return told


@pytest.mark.parametrize("text", [text for text in DATES if text])
def test_dates_read_as_english(text: str) -> None:
    words = when_text(EdtfDate(text))
    assert re.match(r"(on|in|by|from|between|around|perhaps) ", words), words
    assert "None" not in date_text(text)
    assert "/" not in date_text(text)
