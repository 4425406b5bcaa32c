"""The line at the head of a page."""

import json
from typing import Any

import pytest

from evacmap.render.counts import counts_text, plural_form
from evacmap.render.words import languages, read_words

NUMBERS = (0, 1, 2, 3, 5, 10, 11, 12, 14, 20, 21, 22, 25, 99, 100, 101, 103, 111, 112, 1000, 12345)


def test_the_line_says_what_was_read_and_set_aside() -> None:
    text = counts_text(
        read_words("en"), language="en", movements=1, sources=2, reports=1200, set_aside=3
    )
    assert text == "1 movement reported by 2 sources · 1,200 reports read · 3 set aside"


def test_russian_and_arabic_bend_their_words_by_the_number() -> None:
    russian = counts_text(read_words("ru"), language="ru", movements=3, sources=21)
    assert russian == "3 перемещения, о которых сообщили 21 источник"
    arabic = counts_text(read_words("ar"), language="ar", movements=7, sources=2)
    assert "مصدرين" in arabic


@pytest.mark.browser
@pytest.mark.parametrize("language", languages())
def test_forms_and_numbers_are_those_of_the_browser(language: str, browser: Any) -> None:
    page = browser.new_page()
    words = read_words(language)
    forms = page.evaluate(
        f"{json.dumps(NUMBERS)}.map(n => new Intl.PluralRules('{words['locale']}').select(n))"
    )
    assert [plural_form(language, n) for n in NUMBERS] == forms
    number = page.evaluate(f"new Intl.NumberFormat('{words['locale']}').format(1234567)")
    page.close()
    assert number in counts_text(words, language=language, movements=1234567, sources=1)
