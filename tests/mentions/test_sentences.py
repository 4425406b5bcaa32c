from builders import document
from evacmap.languages.leads import lead_length
from evacmap.mentions.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(document(text))]


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    assert sentences("The U.S. Navy sent Gen. J. Smith. He left.") == [
        "The U.S. Navy sent Gen. J. Smith.",
        "He left.",
    ]


def test_quotes_belong_to_the_sentence_they_close() -> None:
    assert sentences("“We left.” She wept.") == ["“We left.”", "She wept."]


def test_a_sentence_ends_where_a_page_has_lost_the_space() -> None:
    assert sentences("Planes left Homs.The first reached Hama.") == [
        "Planes left Homs.",
        "The first reached Hama.",
    ]
    assert len(sentences("See the list at example.org or node.js, or call 3.5.Two.")) == 1


def test_offsets_point_into_the_document() -> None:
    text = "  One left.   Two stayed.  "
    for sentence in split_sentences(document(text)):
        assert text[sentence.start : sentence.end] == sentence.text


def test_datelines_times_and_headings_are_leads() -> None:
    for lead in (
        *("KYIV, March 5 (Agency) — ", "ILIGAN CITY — ", "11.30 Odisha: ", "Sweden: "),
        *("GITEGA, 16 Dec 2005 (RND) - ", "Hanoi (RND) – ", "Kabul, Afghanistan — "),
        *("HOMS, SYRIA (3:15 P.M.) – ", "RÖSZKE, HUNGARY, Sept 7 (RND) -- ", "Al-Hasakah (RND) - "),
    ):
        assert lead_length(lead + "Families left the town by bus.") == len(lead)


def test_a_sentence_of_its_own_has_no_lead() -> None:
    for text in (
        "Families left the town - all of it - by bus.",
        "Kharkiv - Lviv trains took the families out on Sunday.",
        "Homs (in the west) and Hama - both empty - were left on Sunday.",
        "Syria — which had asked for buses — took the families out.",
    ):
        assert lead_length(text) == 0


def test_an_hour_ends_a_sentence_before_a_word_that_begins_one():
    text = "They landed at 3 p.m. From there they went on. They left at 4 p.m. Monday."
    assert sentences(text) == [
        "They landed at 3 p.m.",
        "From there they went on.",
        "They left at 4 p.m. Monday.",
    ]
