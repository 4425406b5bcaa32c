import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evacmap.mentions.dates import find_dates

MONDAY = dt.date(2024, 12, 16)


@pytest.mark.parametrize(
    ("text", "past", "planned"),
    [
        ("on 8 December", "2024-12-08", "2024-12-08"),
        ("on December 8th, 2023", "2023-12-08", "2023-12-08"),
        ("2022-03-15", "2022-03-15", "2022-03-15"),
        ("Nov. 27", "2024-11-27", "2024-11-27"),
        ("12-15 March 2022", "2022-03-12/2022-03-15", "2022-03-12/2022-03-15"),
        ("in March 2011", "2011-03-01/2011-03-31", "2011-03-01/2011-03-31"),
        ("in 2006-7", "2006-01-01/2007-12-31", "2006-01-01/2007-12-31"),
        ("in 2011/12", "2011-01-01/2012-12-31", "2011-01-01/2012-12-31"),
        ("on Tuesday", "2024-12-10", "2024-12-17"),
        ("on Monday", "2024-12-16", "2024-12-16"),
        ("last Monday", "2024-12-09", "2024-12-09"),
        ("early Friday", "2024-12-12/2024-12-13", "2024-12-19/2024-12-20"),
        ("yesterday", "2024-12-15", "2024-12-15"),
        ("overnight", "2024-12-15/2024-12-16", "2024-12-15/2024-12-16"),
        ("in recent days", "2024-12-09/2024-12-16", "2024-12-09/2024-12-16"),
        ("in the past six days", "2024-12-10/2024-12-16", "2024-12-10/2024-12-16"),
        ("last month", "2024-11-01/2024-11-30", "2024-11-01/2024-11-30"),
        ("three days ago", "2024-12-13", "2024-12-13"),
        ("in two to three days", "2024-12-13/2024-12-16", "2024-12-16/2024-12-19"),
        ("since Friday", "2024-12-13/2024-12-16", "2024-12-20/.."),
        ("by Thursday", "../2024-12-12", "2024-12-16/2024-12-19"),
        ("between Monday and Friday", "2024-12-13/2024-12-16", "2024-12-16/2024-12-20"),
        ("on Thursday and Friday", "2024-12-12/2024-12-13", "2024-12-19/2024-12-20"),
        ("on November 5 and 6", "2024-11-05/2024-11-06", "2024-11-05/2024-11-06"),
        ("next week", "2024-12-23/2024-12-29", "2024-12-23/2024-12-29"),
    ],
)
def test_an_expression_is_resolved_by_tense(text: str, past: str, planned: str) -> None:
    (found,) = find_dates(f"They moved {text}.", MONDAY)
    assert (str(found.if_past), str(found.if_planned)) == (past, planned)


def test_without_a_publication_day_only_full_dates_have_a_meaning() -> None:
    weekday, full = find_dates("On Tuesday, or on 3 May 2022", None)
    assert weekday.if_past is None
    assert str(full.if_past) == "2022-05-03"


def test_a_date_after_the_report_belongs_to_the_year_before() -> None:
    (found,) = find_dates("on 20 December", dt.date(2025, 1, 4))
    assert str(found.if_past) == "2024-12-20"


@given(st.text(max_size=200), st.dates(dt.date(1950, 1, 1), dt.date(2099, 1, 1)))
def test_any_text_is_read_without_error_and_in_order(text: str, published: dt.date) -> None:
    found = find_dates(text, published)
    assert [item.text for item in found] == [text[item.start : item.end] for item in found]
    for item in found:
        for date in (item.if_past, item.if_planned):
            if date and date.earliest and date.latest:
                assert date.earliest <= date.latest


def test_part_of_a_word_is_no_date() -> None:
    assert find_dates("The Onetoday paper of this mornings, tonightly and not-today.", MONDAY) == ()
