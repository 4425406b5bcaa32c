import datetime as dt
import textwrap
from pathlib import Path

import pytest

from evacmap.errors import UnreadableReportError
from evacmap.model import BlockKind, Document
from evacmap.read.plain_text import read_plain_text

LONG = "Five buses with families on board set out from the town before noon and reached the coast."


def read(text: str, suffix: str = ".txt") -> Document:
    return read_plain_text(text, name="report", path=Path(f"report{suffix}"))


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, document.text[b.start : b.end]) for b in document.blocks]


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [text for name, text in blocks(document) if name == kind.value]


def test_title_byline_and_date_of_a_page_saved_as_text():
    document = read(
        f"# Families reach the coast\n\nBy [The Harbour Times](#)\n\nMarch 04, 2021\n\n"
        f"**The  Harbour Times**\n\n{LONG}\n"
    )
    assert blocks(document) == [
        ("title", "Families reach the coast"),
        ("byline", "By The Harbour Times"),
        ("byline", "March 04, 2021"),
        ("byline", "The Harbour Times"),
        ("paragraph", LONG),
    ]
    source = document.source
    assert (source.title, source.publisher) == ("Families reach the coast", "The Harbour Times")
    assert source.published == dt.date(2021, 3, 4)
    assert source.author is None


@pytest.mark.parametrize(
    ("line", "day", "author"),
    [
        ("Published 23 March 2013", dt.date(2013, 3, 23), None),
        ("Vera Holm — Monday, 5 August 2024, 11:13", dt.date(2024, 8, 5), "Vera Holm"),
        ("August 05, 2024", dt.date(2024, 8, 5), None),
        ("Tuesday, October 8, 2019 ", dt.date(2019, 10, 8), None),
        ("Updated: 2 Sept. 2020 at 4 p.m. GMT", dt.date(2020, 9, 2), None),
        ("By Vera Holm | 2020-09-02T10:00Z", dt.date(2020, 9, 2), "Vera Holm"),
        ("02.09.2020", dt.date(2020, 9, 2), None),
    ],
)
def test_dates_of_bylines(line, day, author):
    document = read(f"Families reach the coast\n\n{line}\n\n{LONG}")
    assert document.source.published == day
    assert document.source.author == author
    assert [kind for kind, _ in blocks(document)] == ["title", "byline", "paragraph"]


def test_a_date_in_figures_with_the_month_in_doubt_is_not_read():
    assert read(f"Families reach the coast\n\n06/12/2024\n\n{LONG}").source.published is None


def test_published_wins_over_updated():
    text = f"Families reach the coast\n\nUpdated 3 May 2021\n\nPublished 2 May 2021\n\n{LONG}"
    assert read(text).source.published == dt.date(2021, 5, 2)


def test_a_dated_dateline_gives_the_day():
    document = read(f"Families reach the coast\n\nPORT SUDAN, May 3, 2023 (AP) — {LONG}")
    assert document.source.published == dt.date(2023, 5, 3)
    assert blocks(document)[1][0] == "paragraph"


def test_the_original_address_gives_url_publisher_and_day():
    document = read(
        f"Families reach the coast\n\n{LONG}\n\nOriginal url:\n\n"
        "<https://www.bbc.co.uk/2023/05/03/families>"
    )
    assert document.source.url == "https://www.bbc.co.uk/2023/05/03/families"
    assert document.source.publisher == "BBC"
    assert document.source.published == dt.date(2023, 5, 3)
    assert of_kind(document, BlockKind.BOILERPLATE) == [
        "Original url:",
        "https://www.bbc.co.uk/2023/05/03/families",
    ]


def test_a_kicker_glued_to_the_title_is_taken_off():
    document = read(f"SudanEgypt opens its border\n\nEgypt let buses from Sudan in. {LONG}")
    assert blocks(document)[:2] == [("heading", "Sudan"), ("title", "Egypt opens its border")]
    assert document.source.title == "Egypt opens its border"


def test_a_name_in_camel_case_is_no_kicker():
    document = read(f"YouTube shows the convoy leaving\n\nA film on YouTube. {LONG}")
    assert document.source.title == "YouTube shows the convoy leaving"


def test_a_paragraph_broken_in_mid_sentence_is_joined():
    document = read(
        f"Title of it\n\n{LONG} Many of them Sudanese\n\nwomen with children.\n\n{LONG}"
    )
    assert of_kind(document, BlockKind.PARAGRAPH) == [
        f"{LONG} Many of them Sudanese women with children.",
        LONG,
    ]


def test_hard_wrapped_lines_are_joined_by_one_space():
    text = (
        "Today, the government helped the departure of citizens\n"
        "and lawful residents on a chartered flight from Kabul.\n"
        "The flight has landed in Doha.\n"
        "  \u00a0 \n"
        "We thank everyone who\nworked on it and for it."
    )
    assert of_kind(read(f"title: A flight\n\n{text}"), BlockKind.PARAGRAPH) == [
        "Today, the government helped the departure of citizens and lawful residents on a "
        "chartered flight from Kabul. The flight has landed in Doha.",
        "We thank everyone who worked on it and for it.",
    ]


def test_long_lines_without_blank_lines_are_paragraphs_of_their_own():
    first, second = f"{LONG} {LONG}", f"{LONG} And more of them came in the evening of that day."
    document = read(f"Families reach the coast\n{first}\n{second}")
    assert blocks(document) == [
        ("title", "Families reach the coast"),
        ("paragraph", first),
        ("paragraph", second),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Families reach the coast\nBy Vera Holm\n5 August 2024\n",
        "Families reach the coast\nVera Holm | 5 August 2024\n",
        "Families reach the coast\nBy Vera Holm\n5 August 2024\n\n",
    ],
)
def test_a_head_without_blank_lines_is_told_from_the_wrapped_text(head):
    wrapped = textwrap.fill(f"{LONG} The last of them came in after midnight.", 50)
    document = read(head + wrapped)
    assert document.source.title == "Families reach the coast"
    assert document.source.author == "Vera Holm"
    assert document.source.published == dt.date(2024, 8, 5)
    assert of_kind(document, BlockKind.PARAGRAPH) == [
        f"{LONG} The last of them came in after midnight."
    ]


def test_a_first_paragraph_that_is_wrapped_stays_whole():
    wrapped = textwrap.fill(f"{LONG} The last of them came in after midnight.", 50)
    assert blocks(read(f"title: A\n\n{wrapped}"))[1:] == [
        ("paragraph", f"{LONG} The last of them came in after midnight.")
    ]


def test_markup_is_taken_out_of_the_text():
    document = read(
        "---\ntitle: 'The road *out*'\npublisher: \"Ex & Co\"\npublished: 2020-02-03\n"
        "url: https://example.org/a\n---\n\n"
        "They [left](https://example.org/b) **Homs** &amp; went _home_ \\[by bus] on 3_4.\n\n"
        "## What is next\n\n- First *item*\n- Second item\n\n![A bus in Homs](a.jpg)\n\n"
        "***\n\nEnd.",
        ".md",
    )
    assert blocks(document) == [
        ("title", "The road out"),
        ("paragraph", "They left Homs & went home [by bus] on 3_4."),
        ("heading", "What is next"),
        ("list item", "First item"),
        ("list item", "Second item"),
        ("caption", "A bus in Homs"),
        ("paragraph", "End."),
    ]
    assert document.source.publisher == "Ex & Co"
    assert document.source.published == dt.date(2020, 2, 3)
    assert document.source.url == "https://example.org/a"


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_what_looks_like_code_in_a_quote_stays_as_written(suffix):
    quote = 'He said "<script>alert(1)</script> ${x} {{ 7*7 }} </script>" and a ` tick.'
    assert of_kind(read(f"Title here\n\n{LONG}\n\n{quote}", suffix), BlockKind.PARAGRAPH) == [
        LONG,
        quote,
    ]


def test_captions_related_links_and_boilerplate_are_told_apart():
    document = read(
        f"Families reach the coast\n\n{LONG}\n\n"
        "A girl waves from a bus // Source: example.org\n\n"
        "A poster in the town. **Ann Lee / AP / TASS**\n\n"
        "**Related article:** [Buses leave](#)\n\n"
        f"{LONG}\n\n"
        "#### **Related articles:**\n\n- [Buses leave Homs](#)\n- [More buses](#)\n\n"
        "Support XY or become our patron!\n\n"
        "AFP contributed reporting."
    )
    assert of_kind(document, BlockKind.CAPTION) == [
        "A girl waves from a bus // Source: example.org",
        "A poster in the town. Ann Lee / AP / TASS",
    ]
    assert of_kind(document, BlockKind.RELATED) == [
        "Related article: Buses leave",
        "Related articles:",
        "Buses leave Homs",
        "More buses",
    ]
    assert of_kind(document, BlockKind.BOILERPLATE) == ["Support XY or become our patron!"]
    assert of_kind(document, BlockKind.PARAGRAPH) == [LONG, LONG]


@pytest.mark.parametrize(
    "sentence",
    [
        "Support for the convoy came from three towns on the way to the coast.",
        "More than 400 people left Homs for Idlib by bus on Friday.",
        "Read by the governor, the order told all to leave Homs for Hama.",
        "Related families left the town of Homs together for Idlib.",
        "Source: Financial Times (FT)",
        "Three buses left Homs for Idlib",
        "20. The bus left at eight.",
        "In the photo three men left Homs, police said, and walked to Hama / Salamiyah.",
        "Activists had posted film of trucks on the road; the pictures could not be checked.",
        "The ministry published its orders on 3 May 2021 and people left Homs for Hama.",
    ],
)
def test_sentences_of_the_body_are_never_taken_for_the_page_around_it(sentence):
    document = read(f"Families reach the coast\n\n{LONG}\n\n{sentence}\n\n{LONG}")
    kind = BlockKind.LIST_ITEM if sentence[0].isdigit() else BlockKind.PARAGRAPH
    expected = sentence.removeprefix("20. ")
    assert expected in of_kind(document, kind)


def test_a_header_of_key_and_value_lines():
    document = read(
        "title: The road out: a diary\npublisher: The Example\npublished: 2022-05-01\n"
        f"url: https://example.org/d\nlicence: CC0\n\n{LONG}"
    )
    assert document.source.title == "The road out: a diary"
    assert document.source.publisher == "The Example"
    assert document.source.published == dt.date(2022, 5, 1)
    assert blocks(document) == [("title", "The road out: a diary"), ("paragraph", LONG)]


def test_a_title_in_the_header_is_not_told_twice():
    document = read(f"title: The road out\n\n# The Road Out!\n\n{LONG}")
    assert blocks(document) == [("title", "The Road Out!"), ("paragraph", LONG)]


def test_a_text_that_begins_with_a_label_is_no_header():
    text = f"Details: {LONG}\n\n{LONG}"
    assert blocks(read(text)) == [("paragraph", f"Details: {LONG}"), ("paragraph", LONG)]


def test_blocks_cover_the_text_with_one_blank_line_between():
    document = read(f"Families reach the coast\n\n{LONG}\n\n- one\n- two\n\n{LONG}")
    assert document.text == "\n\n".join(text for _, text in blocks(document))


def test_a_report_that_gives_no_date_or_publisher_has_none():
    source = read(f"Families reach the coast\n\n{LONG}").source
    assert (source.published, source.publisher, source.url) == (None, None, None)


def test_a_header_without_a_text_is_no_report():
    with pytest.raises(UnreadableReportError, match=r"report\.txt: it holds no text"):
        read("---\ntitle: Nothing\n---\n\n***\n")


def test_a_situation_report_with_labels_and_lists_without_blank_lines():
    document = read(
        "SUDAN: Situation Report No. 12\n(as of 4 May 2023)\n\n"
        "HIGHLIGHTS\n• 2,300 people crossed to Adré in Chad on 3 May\n"
        "• A convoy carrying 72 staff reached Port Sudan\n  from Khartoum on Tuesday.\n\n"
        "SITUATION OVERVIEW\nFighting continues.\n\n10:45\nThree buses left Homs\n\n"
        "LOGISTICS\n- All roads are open.\n"
    )
    assert document.source.published == dt.date(2023, 5, 4)
    assert blocks(document) == [
        ("title", "SUDAN: Situation Report No. 12 (as of 4 May 2023)"),
        ("heading", "HIGHLIGHTS"),
        ("list item", "2,300 people crossed to Adré in Chad on 3 May"),
        ("list item", "A convoy carrying 72 staff reached Port Sudan from Khartoum on Tuesday."),
        ("heading", "SITUATION OVERVIEW"),
        ("paragraph", "Fighting continues."),
        ("heading", "10:45"),
        ("paragraph", "Three buses left Homs"),
        ("heading", "LOGISTICS"),
        ("list item", "All roads are open."),
    ]


def test_a_date_in_a_title_is_that_of_the_events():
    document = read(f"The march of 4 May 2023 and what came of it\n\n{LONG}")
    assert document.source.published is None


def test_footnotes_keep_their_words():
    document = read(f"title: A\n\n{LONG}[^1] ~~Old~~\n\n[^1]: They went by bus.\n\n[x]: http://a.b")
    assert of_kind(document, BlockKind.PARAGRAPH) == [f"{LONG} Old", "They went by bus."]


def test_lists_under_short_lines_and_wiki_headings():
    document = read(
        "title: A day\n\nSports\n- The season is suspended.\n- Nobody left.\n\n"
        f"{LONG} It came from\n- as they said - the sea.\n\n== Health ==\n* A ward was emptied.\n\n"
        "== External links ==\n* A page about it, The Daily\n"
    )
    assert blocks(document)[1:] == [
        ("heading", "Sports"),
        ("list item", "The season is suspended."),
        ("list item", "Nobody left."),
        ("paragraph", f"{LONG} It came from - as they said - the sea."),
        ("heading", "Health"),
        ("list item", "A ward was emptied."),
        ("related", "External links"),
        ("related", "A page about it, The Daily"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["08:10 Homs to Hama, 126 men", "08:25 Hama to Homs, 100 women, all well"],
        ["27 May – Homs to Hama, 128 aboard", "28 May – Hama to Aleppo by way of Idlib, 131"],
        ["Homs to Hama: 850", "Daraa to Hama: 410"],
        ["From | To | People", "Homs | Hama | 850", "Daraa | Hama | 410"],
        ["Bus 1 left Homs", "Bus 2 left Hama", "Bus 3 is to leave Daraa and wait at Idlib"],
    ],
)
def test_the_lines_of_a_log_or_list_stay_apart(lines):
    text = f"{LONG}\n\n" + "\n".join(lines)
    assert [block for block in read(text).text.split("\n\n") if block in lines] == lines
