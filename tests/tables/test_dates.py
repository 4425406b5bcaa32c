"""Dates as people write them in tables."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evacmap.errors import BadDateError
from evacmap.tables.dates import day_order, is_same_date, read_date


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2022-03-04", "2022-03-04"),
        ("2022/3/4", "2022-03-04"),
        ("2022-03-04T06:30:00Z", "2022-03-04"),
        (" 2022-03-04  06:30:00 ", "2022-03-04"),
        ("20220304", "2022-03-04"),
        (20220304, "2022-03-04"),
        (2022.0, "2022"),
        (dt.datetime(2022, 3, 4, 6), "2022-03-04"),
        ("2022-03", "2022-03"),
        ("03/2022", "2022-03"),
        ("04.03.2022", "2022-03-04"),
        ("4. März 2022", "2022-03-04"),
        ("4 March 2022", "2022-03-04"),
        ("Friday, 4 March 2022", "2022-03-04"),
        ("Mar 4, 2022", "2022-03-04"),
        ("March 2022", "2022-03"),
        ("1er mars 2022", "2022-03-01"),
        ("4 de mayo de 2022", "2022-05-04"),
        ("4 марта 2022", "2022-03-04"),
        ("4 березня 2022", "2022-03-04"),
        ("4 آذار 2022", "2022-03-04"),
        ("25/04/2022", "2022-04-25"),
        ("4/25/2022", "2022-04-25"),
        ("03/03/2022", "2022-03-03"),
        ("8-12 Dec 2024", "2024-12-08/2024-12-12"),
        ("8 – 12.12.2024", "2024-12-08/2024-12-12"),
        ("8 Dec 2024 to 2 Jan 2025", "2024-12-08/2025-01-02"),
        ("2024-12-08 - 2024-12-12", "2024-12-08/2024-12-12"),
        ("2024-12-09/2024-12-16", "2024-12-09/2024-12-16"),
        ("../2024-12-06", "../2024-12-06"),
        ("2013-01-22~", "2013-01-22~"),
        ("201X", "201X"),
    ],
)
def test_usual_forms_are_read(written, edtf):
    assert str(read_date(written)) == edtf


@pytest.mark.parametrize(("day_first", "edtf"), [(True, "2022-04-03"), (False, "2022-03-04")])
def test_the_order_of_day_and_month_is_as_told(day_first, edtf):
    assert str(read_date("03/04/2022", day_first=day_first)) == edtf
    assert str(read_date("25/04/2022", day_first=day_first)) == "2022-04-25"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("03/04/2022", "is one of two days"),
        ("2022-02-30", "is no day of the calendar"),
        ("44624", "is a spreadsheet's number for a day"),
        ("soon", "is not an EDTF date"),
        ("Dec-24", "is not an EDTF date"),
        ("02.03.22", "is not an EDTF date"),
        ("2024-12-09 to soon", "is not an EDTF date"),
        ("12 Dec 2024 - 8 Dec 2024", "is not an EDTF date"),
        ("mar 4 5 2022", "is not an EDTF date"),
    ],
)
def test_what_leaves_the_day_open_is_refused(written, reason):
    with pytest.raises(BadDateError) as caught:
        read_date(written)
    assert reason in str(caught.value)


def test_a_column_tells_the_order_where_its_days_agree():
    assert day_order(["03/04/2022", "13/04/2022", None, "soon"]) is True
    assert day_order(["03-04-2022", "04-13-2022"]) is False
    assert day_order(["13/04/2022", "04/13/2022"]) is None


@given(st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)))
def test_every_day_is_read_from_the_ways_programs_write_it(day):
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d %H:%M:%S"):
        assert str(read_date(day.strftime(form))) == day.isoformat()
    for first, form in ((True, "%d/%m/%Y"), (False, "%m/%d/%Y")):
        assert str(read_date(day.strftime(form), day_first=first)) == day.isoformat()
        assert is_same_date(day.strftime(form), day.isoformat())


@given(st.text())
def test_any_text_is_a_date_or_a_clear_error(text):
    try:
        read_date(text)
    except BadDateError as error:
        message = str(error)
    else:
        return
    assert message.startswith(repr(" ".join(text.split()))[:20])
