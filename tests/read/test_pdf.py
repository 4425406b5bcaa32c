"""PDF: lines become paragraphs in reading order; what is not the report is left out."""

import datetime as dt
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.encryption import AccessPermission

from evacmap.errors import UnreadableReportError
from evacmap.model import Document
from evacmap.read import pdf as pdf_reader
from evacmap.read import read_document

SENTENCE = "About 400 people were taken by bus from Homs to Idlib on Friday, the mayor said. "


class Paper(FPDF):
    """A paper with a running head and page numbers."""

    def header(self):
        self.set_font("Helvetica", size=8)
        self.cell(0, 5, "Relief Desk | Situation report 4 | 12 March 2031")
        self.ln(12)

    def footer(self):
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 10, f"Page {self.page_no()} of 9", align="C")


def read(file: FPDF, tmp_path: Path, name: str = "report.pdf") -> Document:
    file.output(str(tmp_path / name))
    (document,) = read_document(tmp_path / name)
    return document


def pieces(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def paper(write: Callable[[FPDF], None], kind: type[FPDF] = FPDF) -> FPDF:
    file = kind()
    file.set_creation_date(dt.datetime(2031, 3, 14, tzinfo=dt.UTC))
    file.add_page()
    file.set_font("Helvetica", size=11)
    write(file)
    return file


def test_a_word_parted_at_the_end_of_a_line_is_joined_and_a_compound_keeps_its_hyphen(tmp_path):
    lines = (
        "The evacu-\nation of Homs went on. A door-to-\ndoor search found nobody in Khan-\nYounis. "
        "A well-known man said it was a well-\nknown way."
    )
    document = read(paper(lambda file: file.multi_cell(0, 6, lines)), tmp_path)
    assert document.text == (
        "The evacuation of Homs went on. A door-to-door search found nobody in Khan-Younis. "
        "A well-known man said it was a well-known way."
    )


def test_running_heads_and_page_numbers_go_and_a_paragraph_goes_on_over_the_page(tmp_path):
    names = (f"Group {first}{last} left Homs. " for first in "BDFGHKLM" for last in "aeioulnr" * 3)
    text = "".join(f"{name}{SENTENCE}" for name in names).strip()
    document = read(paper(lambda file: file.multi_cell(0, 6, text), Paper), tmp_path)
    # Where a page ends with a sentence, nothing tells whether its paragraph goes on.
    assert document.text.replace("\n\n", " ") == text
    assert 1 <= len(document.blocks) <= 5
    assert document.source.published == dt.date(2031, 3, 12)
    assert document.notes == ()


def test_columns_are_read_one_after_the_other_below_their_title(tmp_path):
    numbered = [f"{word} of all. {SENTENCE}".strip() for word in ("First", "Second", "Third")]

    def write(file: FPDF) -> None:
        file.set_font("Helvetica", style="B", size=18)
        file.multi_cell(0, 9, "Ten buses leave Homs", new_x="LMARGIN", new_y="NEXT")
        file.set_font("Helvetica", size=11)
        top = file.get_y() + 5
        for column, text in enumerate(numbered):
            file.set_xy(10 + 64 * column, top)
            file.multi_cell(56, 6, text, align="J")

    document = read(paper(write), tmp_path)
    assert pieces(document) == [
        ("title", "Ten buses leave Homs"),
        *(("paragraph", text) for text in numbered),
    ]


def test_columns_set_line_by_line_are_read_one_after_the_other(tmp_path):
    """Some programs write the lines of both columns side by side into the file."""
    left = [
        "On Friday about 400 people",
        "left Homs by bus. They came",
        "to Idlib at night, and were",
    ]
    left.append("given a bed in its schools.")
    right = [
        "Another 60 people are still",
        "waiting in Hama. Buses for",
        "them would go on Sunday, as",
    ]
    right.append("the mayor of the town said.")

    def write(file: FPDF) -> None:
        for row, texts in enumerate(zip(left, right, strict=True)):
            for column, text in enumerate(texts):
                file.text(10 + 90 * column, 30 + 6 * row, text)

    assert read(paper(write), tmp_path).text == " ".join([*left, *right]).replace(
        "schools. Another", "schools.\n\nAnother"
    )


def test_a_table_is_read_row_by_row(tmp_path):
    def write(file: FPDF) -> None:
        with file.table() as table:
            for cells in (("From", "To"), ("Homs", "Idlib"), ("Hama", "Tartus")):
                row = table.row()
                for cell in cells:
                    row.cell(cell)

    assert pieces(read(paper(write), tmp_path)) == [
        ("list item", "From, To"),
        ("list item", "Homs, Idlib"),
        ("list item", "Hama, Tartus"),
    ]


def test_what_a_browser_prints_around_a_page_is_left_out_but_its_address(tmp_path):
    def write(file: FPDF) -> None:
        file.text(10, 10, "3/14/31, 6:29 AM")
        file.text(90, 10, "Buses leave")
        file.text(10, 60, "Ten buses left Homs for Idlib.")
        file.text(10, 287, "https://news.example.org/2031/03/12/buses")
        file.text(190, 287, "1/1")

    file = paper(write)
    file.set_auto_page_break(False)
    document = read(file, tmp_path)
    assert document.text == "Ten buses left Homs for Idlib."
    assert document.source.url == "https://news.example.org/2031/03/12/buses"
    assert str(document.source.published) == "2031-03-12"


def test_the_day_of_making_is_the_last_resort_and_noted(tmp_path):
    def write(file: FPDF) -> None:
        file.multi_cell(0, 6, "Ten buses left Homs for Idlib.")

    made = read(paper(write), tmp_path)
    assert str(made.source.published) == "2031-03-14"
    assert made.notes[0].startswith("its text bears no day; 2031-03-14 is the day on which")
    named = read(paper(write), tmp_path, "2031-03-12 buses.pdf")
    assert (str(named.source.published), named.notes) == ("2031-03-12", ())


def test_properties_fill_what_the_text_lacks(tmp_path):
    file = paper(lambda file: file.multi_cell(0, 6, "Ten buses left Homs on 12 March 2031."))
    file.set_title("Microsoft Word - draft3.docx")
    file.set_author("Ann Example")
    source = read(file, tmp_path).source
    assert (source.title, source.author) == (None, "Ann Example")


def test_pages_without_text_are_noted_and_a_scan_is_refused(tmp_path):
    file = paper(lambda file: file.multi_cell(0, 6, "Ten buses left Homs."))
    file.add_page()
    file.rect(10, 10, 50, 50)
    assert read(file, tmp_path).notes[0] == "page 2 holds no text, perhaps a picture of it"
    scan = paper(lambda file: file.rect(10, 10, 50, 50))
    with pytest.raises(UnreadableReportError, match=r"its page holds pictures, not text; have its"):
        read(scan, tmp_path)


def test_a_locked_pdf_is_said_to_be_locked(tmp_path):
    file = paper(lambda file: file.multi_cell(0, 6, "Ten buses left Homs."))
    file.set_encryption(owner_password="a", user_password="b", permissions=AccessPermission.none())
    with pytest.raises(UnreadableReportError, match="the PDF asks for a password; save it without"):
        read(file, tmp_path)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html></html>", "no PDF by its first bytes, but a web page or XML"),
        (b"%PDF-1.7\nnothing", "a damaged PDF; save it again"),
    ],
)
def test_what_is_no_pdf_is_said_in_one_line(tmp_path, data, reason):
    (tmp_path / "a.pdf").write_bytes(data)
    with pytest.raises(UnreadableReportError, match=reason):
        read_document(tmp_path / "a.pdf")


def raw_pdf(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length "
        + str(len(packed)).encode()
        + b">>stream\n"
        + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>"
    )


def test_too_many_pages_or_characters_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 3)
    monkeypatch.setattr(pdf_reader, "MAX_CHARS", 1000)
    file = paper(lambda file: file.multi_cell(0, 6, SENTENCE))
    for _ in range(3):
        file.add_page()
    with pytest.raises(UnreadableReportError, match=r"it has 4 pages, more than a report's 3"):
        read(file, tmp_path)
    text = b"BT /F1 12 Tf 50 700 Td " + b"(Families left Homs.) Tj " * 60 + b"ET"
    (tmp_path / "b.pdf").write_bytes(raw_pdf(text))
    with pytest.raises(UnreadableReportError, match=r"it holds more than 1,000 characters; split"):
        read_document(tmp_path / "b.pdf")


def test_a_page_turned_on_its_side_is_read_as_it_is_shown(tmp_path):
    text = b"BT /F1 12 Tf 0 1 -1 0 300 100 Tm (Ten buses left) Tj 0 -16 Td (Homs for Idlib.) Tj ET"
    data = raw_pdf(text).replace(b"/Type/Page/", b"/Type/Page/Rotate 90/")
    (tmp_path / "a.pdf").write_bytes(data)
    (document,) = read_document(tmp_path / "a.pdf")
    assert document.text == "Ten buses left Homs for Idlib."


def test_the_same_file_gives_the_same_document(tmp_path):
    file = paper(lambda file: file.multi_cell(0, 6, re.sub("Homs", "Hama", SENTENCE) * 9))
    assert read(file, tmp_path) == read_document(tmp_path / "report.pdf")[0]
