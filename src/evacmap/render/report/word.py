"""A report as a Word document, with real headings, a table that repeats its head, and links."""

import datetime as dt
import io
import zipfile
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from evacmap.render.report.contents import COLUMNS, Citation, Contents, Movement

# The earliest day a zip file can bear; the document itself must bear a day too.
FIXED = dt.datetime(1980, 1, 1)
WIDTHS_MM = (9, 24, 26, 29, 21, 29, 20, 16)
RULE, SHADE = "C9C4BA", "EFECE4"
FONT = "Arial"


def document_of(contents: Contents, *, figure_png: bytes, width_mm: float) -> bytes:
    """Return the bytes of the document; the same contents give the same bytes."""
    document = docx.Document()
    _set_up(document, contents)
    document.add_heading(contents.title, level=0)
    if contents.subtitle:
        document.add_paragraph(contents.subtitle, style="Subtitle")
    _add_figure(document, contents, figure_png, width_mm)
    document.add_heading("Summary", level=1)
    document.add_paragraph(contents.overview)
    for text in contents.told:
        document.add_paragraph(text, style="List Bullet")
    document.add_heading("Movements", level=1)
    if contents.movements:
        _add_table(document, contents)
    document.add_heading("Sources", level=1)
    for movement in contents.movements:
        _add_sources(document, movement)
    document.add_heading("What is uncertain", level=1)
    _add_doubts(document, contents)
    document.add_heading("Method", level=1)
    for text in contents.method:
        document.add_paragraph(text)
    document.add_heading("Credits", level=1)
    for text in contents.credits:
        document.add_paragraph(text)
    return _with_fixed_times(document)


def _set_up(document: Document, contents: Contents) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    for name, size in (("Normal", 10), ("Title", 22), ("Heading 1", 14), ("Heading 2", 11)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0x1D, 0x21, 0x26)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
        fonts.set(qn("w:cs"), FONT)
    document.styles["Subtitle"].font.color.rgb = RGBColor(0x3B, 0x3F, 0x45)
    properties = document.core_properties
    properties.title, properties.author = contents.title[:255], "evacmap"
    properties.comments, properties.last_modified_by = "", "evacmap"
    properties.created = properties.modified = FIXED
    properties.language = "en"


def _add_figure(document: Document, contents: Contents, png: bytes, width_mm: float) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width_mm))
    described = shape._inline.docPr
    described.set("descr", contents.figure_text)
    described.set("name", "Map of the movements")


def _add_table(document: Document, contents: Contents) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    _rule_thinly(table)
    _fill(table, 0, COLUMNS, is_bold=True)
    for cell in table.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=SHADE))
    head = table.rows[0]._tr.get_or_add_trPr()
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    head.append(repeated)
    for movement in contents.movements:
        table.add_row()
        _fill(table, len(table.rows) - 1, movement.cells)
    for column, width in zip(table.columns, WIDTHS_MM, strict=True):
        column.width = Mm(width)


def _rule_thinly(table: Table) -> None:
    """Give a table thin grey rules; the style's black ones are louder than the words."""
    rules = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        rules.append(_element(f"w:{side}", val="single", sz="4", space="0", color=RULE))
    # Word refuses elements that stand in another order than its schema has.
    after = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    table._tbl.tblPr.insert_element_before(rules, *after)


def _element(name: str, **values: str) -> Any:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _fill(table: Table, at: int, texts: tuple[str, ...], *, is_bold: bool = False) -> None:
    row = table.rows[at]
    # A row that breaks across pages cannot be read.
    kept = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(kept)
    for cell, text, width in zip(row.cells, texts, WIDTHS_MM, strict=True):
        cell.width = Mm(width)
        run = cell.paragraphs[0].add_run(text)
        run.font.size, run.bold = Pt(8), is_bold


def _add_sources(document: Document, movement: Movement) -> None:
    document.add_heading(f"{movement.number}. {movement.heading}", level=2)
    document.add_paragraph(movement.sentence).paragraph_format.keep_with_next = True
    for citation in movement.citations:
        paragraph = document.add_paragraph(style="Quote")
        paragraph.paragraph_format.left_indent = Mm(6)
        if citation.quote:
            paragraph.add_run(f"“{citation.quote}”")
            paragraph.add_run(" — ").italic = False
        _add_source(paragraph, citation)


def _add_source(paragraph: Paragraph, citation: Citation) -> None:
    if citation.url is None:
        paragraph.add_run(citation.source).italic = False
        return
    relation = paragraph.part.relate_to(citation.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(citation.source)
    run.italic, run.underline = False, True
    run.font.color.rgb = RGBColor(0x00, 0x5F, 0x9E)
    link.append(run._r)
    paragraph._p.append(link)


def _add_doubts(document: Document, contents: Contents) -> None:
    doubtful = [movement for movement in contents.movements if movement.doubts]
    if not doubtful:
        document.add_paragraph("Nothing was inferred, and no sources disagree.")
    for movement in doubtful:
        for doubt in movement.doubts:
            paragraph = document.add_paragraph(style="List Bullet")
            paragraph.add_run(f"{movement.number} ").bold = True
            paragraph.add_run(doubt)


def _with_fixed_times(document: Any) -> bytes:
    """Return the saved document with the same time on every part of the archive."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(fixed, "w") as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return fixed.getvalue()
