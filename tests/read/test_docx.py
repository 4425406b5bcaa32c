"""Word files: paragraphs and tables in order, as shown, with the file's properties."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from evacmap.errors import UnreadableReportError
from evacmap.model import Document
from evacmap.read import docx as docx_reader
from evacmap.read import read_document


def read(file: WordFile, tmp_path: Path) -> Document:
    file.save(str(tmp_path / "report.docx"))
    (document,) = read_document(tmp_path / "report.docx")
    return document


def pieces(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def test_headings_lists_and_tables_come_in_order(tmp_path):
    file = WordFile()
    file.add_heading("Ten buses leave Homs", level=0)
    file.add_paragraph("Ten buses left Homs for Idlib on Friday. They came at night.")
    file.add_heading("Onward", level=1)
    file.add_paragraph("60 people went to Hama.", style="List Bullet")
    table = file.add_table(rows=2, cols=3)
    for row, texts in zip(
        table.rows, (("From", "To", "People"), ("Homs", "Idlib", "400")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    file.add_paragraph("No bus was late.")
    assert pieces(read(file, tmp_path)) == [
        ("title", "Ten buses leave Homs"),
        ("paragraph", "Ten buses left Homs for Idlib on Friday. They came at night."),
        ("heading", "Onward"),
        ("list item", "60 people went to Hama."),
        ("list item", "From, To, People"),
        ("list item", "Homs, Idlib, 400"),
        ("paragraph", "No bus was late."),
    ]


def test_a_table_that_lays_out_the_page_gives_its_paragraphs(tmp_path):
    file = WordFile()
    cell = file.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "Ten buses left Homs for Idlib on Friday. " * 6
    cell.add_paragraph("They came at night.")
    kinds = [kind for kind, _ in pieces(read(file, tmp_path))]
    assert kinds == ["paragraph", "paragraph"]


def test_changes_are_read_as_if_accepted_and_text_boxes_too(tmp_path):
    file = WordFile()
    file.element.body.insert(
        0,
        parse_xml(
            f"<w:p {nsdecls('w')}><w:r><w:t xml:space='preserve'>Ten buses left </w:t></w:r>"
            "<w:del><w:r><w:delText>Hama</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>Homs</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r>"
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>60 stayed.</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r></w:p>"
        ),
    )
    assert read(file, tmp_path).text == "Ten buses left Homs.\n\n60 stayed."


def test_title_and_author_come_from_the_properties_and_the_day_from_the_running_head(tmp_path):
    file = WordFile()
    file.core_properties.title = "Buses to Idlib"
    file.core_properties.author = "Ann Example"
    file.core_properties.created = dt.datetime(2031, 3, 20)
    file.sections[0].header.paragraphs[0].text = "Situation report 4, 12 March 2031"
    file.add_paragraph("Ten buses left Homs for Idlib on Friday.")
    source = read(file, tmp_path).source
    assert (source.title, source.author) == ("Buses to Idlib", "Ann Example")
    assert str(source.published) == "2031-03-12"


def test_the_day_of_making_is_noted_and_that_of_a_template_never_used(tmp_path):
    file = WordFile()
    file.add_paragraph("Ten buses left Homs for Idlib on Friday.")
    template = read(file, tmp_path)
    assert (template.source.published, template.source.author) == (None, None)
    file.core_properties.created = dt.datetime(2031, 3, 20)
    made = read(file, tmp_path)
    assert str(made.source.published) == "2031-03-20"
    assert made.notes[0].startswith("its text bears no day; 2031-03-20 is the day on which")


def packed(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "save it as .docx without a password"),
        (b"%PDF-1.7", "no Word file by its first bytes, but a PDF; save it again"),
        (b"PK\x03\x04 and no more", "a damaged Word file; save it again"),
        (packed(a="b"), "a zip archive, but no Word file; unpack it first"),
        (packed(**{"[Content_Types]": "<Types/>"}), "a damaged Word file, or another kind"),
    ],
)
def test_what_is_no_word_file_is_said_in_one_line(tmp_path, data, reason):
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(UnreadableReportError) as caught:
        read_document(tmp_path / "a.docx")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(docx_reader, "MAX_UNPACKED", 2_000_000)
    (tmp_path / "a.docx").write_bytes(packed(word__document="x" * 3_000_000))
    with pytest.raises(UnreadableReportError, match="it unpacks to 3 MB, more than a report's"):
        read_document(tmp_path / "a.docx")


def test_entities_are_refused(tmp_path):
    file = WordFile()
    file.add_paragraph("Ten buses left Homs for MARK.")
    data = io.BytesIO()
    file.save(data)
    out = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "word/document.xml":
                laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document'
                text = text.replace(b"<w:document", laughs, 1).replace(b"MARK", b"&b;")
            new.writestr(part, text)
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    with pytest.raises(UnreadableReportError, match="XML that declares entities of its own"):
        read_document(tmp_path / "a.docx")
