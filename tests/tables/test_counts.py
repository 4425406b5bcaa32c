"""Numbers of people as people write them in a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evacmap.tables.counts import range_text, read_count


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("400", 400, 400),
        (400, 400, 400),
        (400.0, 400, 400),
        ("1,500", 1500, 1500),
        ("1.500", 1500, 1500),
        ("1 500 people", 1500, 1500),
        ("12\u202f000", 12000, 12000),
        ("about 400 men", 400, 400),
        ("~400", 400, 400),
        ("ca. 400", 400, 400),
        ("80-100", 80, 100),
        ("80 to 100 families", None, None),
        ("between 80 and 100", 80, 100),
        ("1,500–2,000", 1500, 2000),
        (">400", 400, None),
        ("at least 400 people", 400, None),
        ("400+", 400, None),
        ("up to 50", None, 50),
        ("< 50", None, 49),
        ("a few", None, None),
        ("100-80", None, None),
        ("-5", None, None),
        ("3 buses, 40 people", None, None),
        ("4.5", None, None),
        (4.5, None, None),
        ("", None, None),
    ],
)
def test_a_cell_is_a_range_or_no_number(written, low, high):
    if low is None and high is None:
        with pytest.raises(ValueError, match=r"^"):
            read_count(written)
    else:
        count = read_count(written)
        assert (count.low, count.high) == (low, high)
        assert count.text == " ".join(str(written).split()).removesuffix(".0")


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_range_in_figures_is_read_as_it_was(one, other):
    low, high = sorted((one, other))
    for wanted in ((low, high), (low, None), (None, high)):
        count = read_count(range_text(*wanted))
        assert (count.low, count.high) == wanted
