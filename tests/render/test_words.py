"""The page's words: each language says the same, in whole."""

import re

import pytest

from evacmap.model import Mode, PartyKind, RouteMethod, Status
from evacmap.render.words import languages, read_words

# Languages with more forms than one and many may give more of them.
PLURALS = ("_one", "_two", "_few", "_many", "_other")


def flat(words: dict, above: str = "") -> dict[str, str]:
    found = {}
    for key, value in words.items():
        found |= flat(value, f"{above}{key}.") if isinstance(value, dict) else {above + key: value}
    return found


def test_the_page_speaks_five_languages() -> None:
    assert languages() == ("ar", "en", "fr", "ru", "uk")


@pytest.mark.parametrize("language", languages())
def test_every_word_is_there_with_its_slots(language: str) -> None:
    english, words = flat(read_words("en")), flat(read_words(language))
    assert set(english) - set(words) == set()
    more = set(words) - set(english)
    assert {key for key in more if not key.endswith(PLURALS)} == set()
    for key, text in english.items():
        slots = set(re.findall(r"\{(\w+)\}", text))
        allowed = {"n"} if key.endswith("_one") else set()
        assert slots - set(re.findall(r"\{(\w+)\}", words[key])) <= allowed, key


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_leg_has_a_word(language: str) -> None:
    words = read_words(language)
    assert set(words["modes"]) == set(words["how"]) == {mode.value for mode in Mode}
    assert set(words["statuses"]) == {status.value for status in Status}
    assert set(words["parties"]) == {kind.value for kind in PartyKind}
    assert set(words["methods"]) == {method.value for method in RouteMethod}


def test_arabic_runs_from_right_to_left() -> None:
    directions = {language: read_words(language)["direction"] for language in languages()}
    assert directions == {"ar": "rtl", "en": "ltr", "fr": "ltr", "ru": "ltr", "uk": "ltr"}
