"""Whatever stands in a text, finding mentions raises nothing and keeps its promises."""

import datetime as dt
import re
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import document
from evacmap.languages.leads import lead_length
from evacmap.mentions import dates
from evacmap.mentions.counts import find_counts
from evacmap.mentions.dates import find_dates
from evacmap.mentions.sentences import split_sentences

FEW = settings(derandomize=True, max_examples=120, deadline=None, database=None)
PUBLISHED = dt.date(2024, 2, 29)

NUMBER_WORDS = (
    "one two twelve hundred thousand million dozen dozens score a and or to between more than "
    "at least up to nearly 0 1 7 12 300 1,600 1.5 2 000 1.000.000 12/2024 % $ € - – , . ٣٤ ² ½"
    " 999999999999999999999999 1e400 hundreds of thousands"
)
DATE_WORDS = (
    "Monday Tuesday last next this early late on by since until between and from to 0 1 29 30 31 "
    "32 39 February Feb. March May Sept December 2023 2024 1900 2099 0000 2024-02-30 31/02/2023 "
    "29.02.2024 the past 999 days weeks months years ago in within a few couple of today overnight "
    "yesterday before after at dawn week month – — , : 12:30 ٢ in 2024 end of beginning of"
)


NUMBERS = st.sampled_from(NUMBER_WORDS.split())
DATES = st.sampled_from(DATE_WORDS.split())


def joined(words: st.SearchStrategy[str], longest: int = 24) -> st.SearchStrategy[str]:
    gaps = st.sampled_from([" ", " ", " ", "", "\n", "-", "\u00a0", "  "])
    pairs = st.lists(st.tuples(words, gaps), max_size=longest)
    return pairs.map(lambda found: "".join(word + gap for word, gap in found))


@FEW
@given(text=joined(NUMBERS) | st.text(max_size=200))
def test_counts_point_at_their_words_and_low_is_not_above_high(text: str) -> None:
    for count in find_counts(text, 7):
        assert text[count.start - 7 : count.end - 7] == count.text
        assert (count.low, count.high) != (None, None)
        assert count.low is None or count.high is None or count.low <= count.high


@FEW
@given(
    text=joined(DATES) | st.text(max_size=200),
    published=st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
)
def test_dates_point_at_their_words_and_are_in_order(text: str, published: dt.date | None) -> None:
    at = 0
    for date in find_dates(text, published, offset=7):
        assert text[date.start - 7 : date.end - 7] == date.text
        assert date.start >= at
        at = date.end
        for meaning in (date.if_past, date.if_planned):
            if meaning is not None and meaning.earliest and meaning.latest:
                assert meaning.earliest <= meaning.latest


@FEW
@given(text=joined(DATES, longest=4))
def test_a_text_without_a_telltale_word_holds_no_date(text: str) -> None:
    found = find_dates(text, PUBLISHED)
    with mock.patch.object(dates, "_TELLTALE", re.compile("")):
        assert find_dates(text, PUBLISHED) == found


@FEW
@given(text=joined(DATES | NUMBERS | st.sampled_from("…?!.\"'”’)]([«»•*")) | st.text())
def test_sentences_are_in_order_and_leave_out_nothing_but_space(text: str) -> None:
    rest, at = [], 0
    for sentence in split_sentences(document(text)):
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert 0 <= lead_length(sentence.text) <= len(sentence.text)
        rest.append(text[at : sentence.start])
        at = sentence.end
    assert "".join((*rest, text[at:])).strip() == ""


# Each takes hours where a pattern goes back over what it has read.
LONG = {
    "points": "." * 100_000,
    "points and marks": "He left." + "?!…" * 30_000 + "x",
    "closing quotes": '."' * 50_000,
    "opening quotes": ". " + "“" * 100_000,
    "blank lines": "He left.\n" + "\n" * 10_000 + "She stayed.",
    "spaces": "since" + " " * 100_000 + "Monday" + " " * 100_000,
    "one word": "a" * 100_000,
    "capitals": "A." * 50_000,
    "digits": "1" * 100_000,
    "groups of digits": "1,000" + ",000" * 25_000,
    "number words": "one hundred and " * 10_000,
    "dates": "between 5 March and 6 March and " * 3_000,
    "weekdays": "Monday " * 15_000,
    "the the": "the " * 25_000,
    "dashes": "5 - " * 25_000,
    "NULs": "\0" * 100_000,
    "right to left": "\u202e\u200f. " * 30_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_long_runs_of_anything_are_read(text: str) -> None:
    whole = document(text)
    sentences = split_sentences(whole)
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join(s.text for s in sentences))
    for sentence in sentences:
        for date in find_dates(sentence.text, PUBLISHED):
            assert sentence.text[date.start : date.end] == date.text
    for count in find_counts(text):
        assert text[count.start : count.end] == count.text
