import pytest

from builders import document
from evacmap.languages.theme import off_topic_of, theme_of
from evacmap.mentions.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "theme", "off_topic"),
    [
        ("Soldiers came and refugees stayed.", 1 / 3, 0.0),
        ("Refugees fled. Those evacuated were rescued, and others fled too.", 1.0, 0.0),
        ("The striker left for a fee.", 0.0, 1 / 3),
        ("The goal won the league; shares of the club fell.", 0.0, 1.0),
        ("The bakery was open.", 0.0, 0.0),
        ("Councillors voted on the agenda.", 0.0, 1.0),
        ("The timetable for commuters and the fares are new.", 0.0, 1.0),
        ("They slept in the hotel and in the stadium, and came by coach.", 0.0, 0.0),
    ],
)
def test_a_report_is_about_what_its_words_say(text: str, theme: float, off_topic: float) -> None:
    sentences = split_sentences(document(text))
    assert theme_of(sentences) == pytest.approx(theme)
    assert off_topic_of(sentences) == pytest.approx(off_topic)
