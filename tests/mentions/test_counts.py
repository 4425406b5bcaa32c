import pytest

from evacmap.mentions.counts import find_counts, parse_number


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("about 80 people", 80, 80),
        ("at least 400 soldiers", 400, None),
        ("fewer than a hundred people", None, 99),
        ("up to 200 people", None, 200),
        ("dozens of families", 24, 99),
        ("hundreds of men", 200, 999),
        ("tens of thousands of people", 20000, 99999),
        ("more than 1.5 million people", 1_500_000, None),
        ("between 80 and 100 people", 80, 100),
        ("80 to 100 people", 80, 100),
        ("two or three buses", 2, 3),
        ("2-3 million people", 2_000_000, 3_000_000),
        ("two dozen buses", 24, 24),
        ("twenty-five women", 25, 25),
        ("nearly half a million people", 500_000, 500_000),
        ("more than a quarter of a million people", 250_000, None),
    ],
)
def test_a_number_is_read_with_the_range_it_leaves_open(
    text: str, low: int | None, high: int | None
) -> None:
    (count,) = find_counts(text)
    assert (count.low, count.high) == (low, high)
    assert text.startswith(count.text)


@pytest.mark.parametrize(
    "text", ["$400", "5% of it", "12:30", "12/10", "word", "children under five", "people over 60"]
)
def test_money_shares_times_and_ages_are_not_counts(text: str) -> None:
    assert find_counts(text) == ()


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("GOMA, Dec 5 - Four hundred men left", [("Four hundred", 400, 400)]),
        ("Dec. 16 – 412 men left", [("412", 412, 412)]),
        ("some 5 - 10 people left", [("some 5 - 10", 5, 10)]),
    ],
)
def test_the_day_of_a_dateline_begins_no_range(
    text: str, counts: list[tuple[str, int, int]]
) -> None:
    assert [(count.text, count.low, count.high) for count in find_counts(text)] == counts


def test_offsets_are_moved_to_the_document() -> None:
    (count,) = find_counts("some 40 people", 100)
    assert (count.start, count.end) == (100, 107)


@pytest.mark.parametrize(
    ("text", "value"),
    [("one hundred thousand", 100_000), ("two hundred and fifty", 250), ("3 score", 60)],
)
def test_words_make_numbers(text: str, value: int) -> None:
    assert parse_number(text) == value


def test_other_words_make_none() -> None:
    assert parse_number("forty winks") is None
