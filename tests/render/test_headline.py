"""The days that a map spans, in the language of its page."""

from typing import Any

import pytest

import builders
from evacmap.render.headline import period_of
from evacmap.render.words import languages, read_words
from render.samples import route, small_story


def test_the_period_runs_from_the_first_to_the_last_day() -> None:
    assert period_of(small_story()) == "1 December 2024 to 31 December 2024"
    assert period_of(small_story(), language="ar") == "من 1 ديسمبر 2024 إلى 31 ديسمبر 2024"
    assert period_of(small_story(), language="fr") == "1 décembre 2024 – 31 décembre 2024"


def test_a_single_day_is_said_once_and_no_day_not_at_all() -> None:
    one = [route(builders.leg("Damascus", "Beirut", date="2013-01-22"))]
    assert period_of(one) == "22 January 2013"
    assert period_of([route(builders.leg("Damascus", "Beirut", date=None))]) is None


@pytest.mark.browser
@pytest.mark.parametrize("language", languages())
def test_days_are_written_as_in_the_page(language: str, browser: Any) -> None:
    page = browser.new_page()
    locale = read_words(language)["locale"]
    for month in range(1, 13):
        date = f"2024-{month:02}-09"
        shown = page.evaluate(
            f"new Intl.DateTimeFormat('{locale}', {{ timeZone: 'UTC', year: 'numeric',"
            f" month: 'long', day: 'numeric' }}).format(Date.UTC(2024, {month - 1}, 9))"
        )
        one = [route(builders.leg("Damascus", "Beirut", date=date))]
        assert period_of(one, language=language) == shown.replace("\u00a0", " ")
    page.close()
