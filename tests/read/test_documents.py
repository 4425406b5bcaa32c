"""Files as they come: encodings, damaged files, formats, and folders of them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evacmap.errors import UnreadableReportError
from evacmap.model import BlockKind
from evacmap.read import READERS, find_reports, read_document, read_records
from evacmap.read.decode import normalise
from report_files import WRITERS, Told

TEXT = "Évacués de Łódź à Köln\n\nAbout 40 families from Łódź, déplacées en février, reached Köln."
RUSSIAN = (
    "Эвакуация жителей\n\nВ понедельник из города вывезли около сорока семей, их доставили "
    "в Ростов. Ещё двести человек ждут автобусов на границе, сообщили в министерстве."
)


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_unicode_encodings_give_the_same_text(tmp_path, encoding):
    data = TEXT.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    (document,) = read_document(write(tmp_path / "a.txt", data))
    assert document.text == TEXT


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        (
            "cp1252",
            "Les évacués\n\nPrès de quarante familles évacuées vers Orléans ont été logées à "
            "l’hôtel, a déclaré le préfet. Les blessés sont soignés à l’hôpital de Besançon.",
        ),
    ],
)
def test_a_legacy_encoding_is_detected(tmp_path, encoding, text):
    (document,) = read_document(write(tmp_path / "a.txt", text.encode(encoding)))
    assert document.text == text


def test_an_html_page_is_read_in_the_encoding_it_declares(tmp_path):
    page = f'<html><meta charset="windows-1251"><body><p>{RUSSIAN.split(chr(10))[2]}</p></body>'
    (document,) = read_document(write(tmp_path / "a.html", page.encode("cp1251")))
    assert document.text == RUSSIAN.split("\n")[2]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "the file is empty; remove it or save it again"),
        ("blank.txt", b" \n\n\xc2\xa0\n", "the file is empty; remove it or save the report again"),
        ("binary.txt", b"ABC\0\1\2\3" * 99, "a binary file, not text; save the report as text"),
        (
            "noise.txt",
            bytes(range(128, 256)) * 40 + bytes([0x81, 0x8D, 0x8F]) * 999,
            "byte 0 is not UTF-8 and no other encoding fits; save it as UTF-8",
        ),
        (
            "odd.txt",
            b"\xff\xfea\0b",
            "its bytes are not the utf-16 it claims to be; save it as UTF-8",
        ),
        ("rules.md", b"---\n\n***\n", "it holds no text; remove it or save it again"),
        ("old.doc", b"\xd0\xcf", "no reader for .doc; save it as one of .txt, .text, .md"),
        ("scan.txt", b"%PDF-1.7\n", "a PDF by its first bytes, not text; give it the suffix .pdf"),
        ("word.md", b"PK\x03\x04x", "a Word file or other zip archive by its first bytes"),
        ("page.html", b"<html><body></body></html>", "no article found in the page; save its text"),
        ("list.jsonl", b"[1, 2]\n", "not a JSON object; write one object a line"),
        ("list.jsonl", b'{"title": "x"}\n', 'the record holds no text; give it a "text"'),
        ("list.jsonl", b'{"text": "x"\n', "not a JSON object; write one object a line"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_in_one_line(tmp_path, name, data, reason):
    path = write(tmp_path / name, data)
    with pytest.raises(UnreadableReportError) as caught:
        read_document(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert reason in message
    assert "\n" not in message


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(UnreadableReportError, match=r"none\.txt: no such file; check the path"):
        read_document(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(UnreadableReportError, match=r"folder\.txt: a folder, not a file"):
        read_document(tmp_path / "folder.txt")


def test_a_line_of_fifty_megabytes_is_refused_unread(tmp_path):
    path = write(tmp_path / "long.txt", b"x" * 50_000_000)
    with pytest.raises(UnreadableReportError, match="has 50 MB, more than a report's 20; split it"):
        read_document(path)


def test_a_line_of_two_megabytes_is_no_report(tmp_path):
    path = write(tmp_path / "long.txt", b"a word " * 300_000)
    with pytest.raises(UnreadableReportError, match="a line is longer than 1,000,000 characters"):
        read_document(path)


def test_a_saved_page_gives_the_article_and_its_source(tmp_path):
    page = """<html><head><title>Buses leave - The Daily</title>
    <meta property="og:site_name" content="The Daily">
    <meta property="article:published_time" content="2031-12-15T09:00:00Z">
    <link rel="canonical" href="https://daily.example.org/buses"></head><body>
    <nav><ul><li><a href="/">Home</a></li></ul></nav>
    <article><h1>Buses leave Homs for Idlib</h1>
    <p>Ten buses with about 400 people left <a href="#">Homs</a> on Thursday for <b>Idlib</b>.<br>
    The first of them came to the town in the evening, the Red Crescent said.</p>
    <p>A *star*, a [link](x), &lt;script&gt;, ${x} and `ticks` are written like this.</p>
    <h2>What comes next</h2><ul><li>More buses would leave on Friday.</li></ul></article>
    <footer>© The Daily</footer></body></html>"""
    (document,) = read_document(write(tmp_path / "page.html", page.encode()))
    assert [(b.kind.value, document.text[b.start : b.end]) for b in document.blocks] == [
        ("title", "Buses leave Homs for Idlib"),
        ("paragraph", "Ten buses with about 400 people left Homs on Thursday for Idlib."),
        ("paragraph", "The first of them came to the town in the evening, the Red Crescent said."),
        (
            "paragraph",
            "A *star*, a [link](x), <script>, ${x} and `ticks` are written like this.",
        ),
        ("heading", "What comes next"),
        ("list item", "More buses would leave on Friday."),
    ]
    source = document.source
    assert (source.title, source.publisher) == ("Buses leave Homs for Idlib", "The Daily")
    assert str(source.published) == "2031-12-15"
    assert source.url == "https://daily.example.org/buses"


def test_json_lines_hold_a_report_each_and_a_bad_one_hides_no_other(tmp_path):
    lines = [
        {"id": 7, "headline": "One", "date": "2020-05-01", "body": "They left Homs.\n\nFor Hama."},
        "broken",
        {"title": "Two", "source": {"name": "The Daily"}, "text": "They left Hama.", "link": "u"},
    ]
    text = "\n".join(line if line == "broken" else json.dumps(line) for line in lines)
    records = list(read_records(write(tmp_path / "all.jsonl", text.encode())))
    first, broken, third = records
    assert (first.name, first.text) == ("7", "One\n\nThey left Homs.\n\nFor Hama.")
    assert str(first.source.published) == "2020-05-01"
    assert str(broken) == f"{tmp_path}/all.jsonl:2: not a JSON object; write one object a line"
    assert (third.name, third.source.url) == ("all#3", "u")


def test_blocks_that_do_not_fit_their_text_are_refused(tmp_path):
    record = {"text": "They left.", "blocks": [["paragraph", 0, 99]]}
    path = write(tmp_path / "a.jsonl", json.dumps(record).encode())
    with pytest.raises(UnreadableReportError, match="its blocks do not fit its text"):
        read_document(path)


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_format_reads_a_plain_report(tmp_path, suffix):
    """The contract of a format: a document named after the file, its blocks covering its text."""
    body = "Ten buses with about 400 people left Homs on Thursday for the town of Idlib."
    data = WRITERS[suffix](Told(title=None, blocks=[(BlockKind.PARAGRAPH, body)]))
    (document,) = read_document(write(tmp_path / f"report{suffix}", data))
    assert (document.name.removesuffix("#1"), document.text) == ("report", body)
    assert [(block.start, block.end) for block in document.blocks] == [(0, len(body))]
    assert document.path == str(tmp_path / f"report{suffix}")


def test_folders_are_searched_in_order_and_other_files_passed_over(tmp_path):
    for name in ("b.txt", "a/z.md", "a/y.html", "c.jsonl", ".hidden.txt", "legs.json", "x.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, b"They left.")
    write(tmp_path / "old.DOC", b"\xd0\xcf")
    paths, aside = find_reports([tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "a/y.html",
        "a/z.md",
        "b.txt",
        "c.jsonl",
    ]
    assert [(item.path, item.reason) for item in aside] == [
        (f"{tmp_path}/old.DOC", "no reader for .doc; save it as text")
    ]


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once


@given(st.binary(max_size=400), st.sampled_from(sorted(READERS)))
def test_no_bytes_make_a_reader_fail_in_another_way(tmp_path_factory, data, suffix):
    path = write(tmp_path_factory.mktemp("any") / f"a{suffix}", data)
    for item in read_records(path):
        if isinstance(item, UnreadableReportError):
            assert str(path) in str(item)
        else:
            assert all(item.text[b.start : b.end].strip() for b in item.blocks)


SIGNS = [*"*_[]()<>`\\#|. \n\u202e😀", "---", "&amp;", "](", "\n\n", "- ", "1. ", "://"]
WORDS = ["By ", "12 May 2020", "word ", "Homs", "title: x"]
MARKS = st.lists(st.sampled_from([*SIGNS, *WORDS]), max_size=60).map("".join)


@given(MARKS)
def test_any_mixture_of_marks_gives_text_whose_blocks_cover_it(tmp_path_factory, text):
    path = write(tmp_path_factory.mktemp("any") / "a.md", text.encode())
    for item in read_records(path):
        if not isinstance(item, UnreadableReportError):
            pieces = [item.text[b.start : b.end] for b in item.blocks]
            assert "\n\n".join(pieces) == item.text


@pytest.mark.parametrize(
    "text",
    [
        *(mark * 100_000 for mark in ("[", "`", "*a ", "_a", "<a", "- ", "&amp", "| ", "[a](")),
        "\n> " * 30_000 + "end",
        "By A " * 9_000,
    ],
    ids=lambda text: text[:4],
)
def test_endless_marks_are_read_to_the_end(tmp_path, text):
    """Markup that never closes must not make the reader slow; this would not end in an hour."""
    records = list(read_records(write(tmp_path / "a.md", f"First.\n\n{text}\n\nLast.".encode())))
    assert records[0].text.endswith("Last.")
