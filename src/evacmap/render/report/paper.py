"""A report as PDF: text that can be selected and searched, bookmarks, links, and the figure."""

import datetime as dt
import io

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from evacmap.render.figure.letters import font_file, printable
from evacmap.render.report.contents import COLUMNS, Contents, Movement

FIXED = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
MARGIN_MM = 18.0
WIDTHS_MM = (9, 25, 27, 25, 19, 33, 19, 17)
STYLES = {"": "regular", "B": "bold", "I": "italic", "BI": "bold italic"}
BLUE = (0, 95, 158)
INK = (29, 33, 38)


class Paper(FPDF):
    """An A4 document whose every page bears its number, and whose bytes depend on nothing else."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4", unit="mm")
        for style, face in STYLES.items():
            self.add_font("DejaVu", style, str(font_file(face)))
        self.set_creation_date(FIXED)
        self.set_title(title)
        self.set_lang("en")
        self.set_producer("evacmap")
        self.set_margins(MARGIN_MM, MARGIN_MM)
        self.set_auto_page_break(True, MARGIN_MM + 4)
        self.set_text_color(*INK)

    def footer(self) -> None:
        """Write the number of the page."""
        self.set_y(-14)
        self.set_font("DejaVu", "", 8)
        self.cell(0, 5, str(self.page_no()), align="C")

    def paragraph(
        self,
        text: str,
        *,
        size: float = 9.5,
        style: str = "",
        indent: float = 0,
        after: float = 1.6,
    ) -> None:
        """Write running text."""
        self.set_font("DejaVu", style, size)
        self.set_x(self.l_margin + indent)
        wide = self.epw - indent
        self.multi_cell(
            wide, size * 0.5, _letters(text, style), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        self.ln(after)

    def heading(self, text: str, level: int) -> None:
        """Write a heading that can be jumped to, never as the last line of a page."""
        size = (20.0, 13.5, 10.5)[level]
        if self.get_y() > self.h - MARGIN_MM - (40, 34, 26)[level]:
            self.add_page()
        if level:
            self.ln((0, 4, 2)[level])
        self.set_font("DejaVu", "B", size)
        self.start_section(_letters(text, "B")[:200] or "Report", level=min(level, 1))
        self.paragraph(text, size=size, style="B", after=(1, 1.5, 0.8)[level])


def pdf_of(contents: Contents, *, figure_png: bytes, width_mm: float) -> bytes:
    """Return the bytes of the document; the same contents give the same bytes."""
    paper = Paper(_letters(contents.title, ""))
    paper.add_page()
    paper.heading(contents.title, 0)
    if contents.subtitle:
        paper.paragraph(contents.subtitle, size=10.5)
    paper.image(
        io.BytesIO(figure_png),
        x=(paper.w - width_mm) / 2,
        w=width_mm,
        alt_text=_letters(contents.figure_text, ""),
    )
    paper.heading("Summary", 1)
    paper.paragraph(contents.overview)
    for text in contents.told:
        _bullet(paper, text)
    paper.heading("Movements", 1)
    if contents.movements:
        _add_table(paper, contents)
    paper.heading("Sources", 1)
    for movement in contents.movements:
        _add_sources(paper, movement)
    paper.heading("What is uncertain", 1)
    _add_doubts(paper, contents)
    paper.heading("Method", 1)
    for text in contents.method:
        paper.paragraph(text)
    paper.heading("Credits", 1)
    for text in contents.credits:
        paper.paragraph(text)
    return bytes(paper.output())


def _letters(text: str, style: str) -> str:
    return printable(text, STYLES[style])


def _bullet(paper: Paper, text: str) -> None:
    paper.set_font("DejaVu", "", 9.5)
    paper.set_x(paper.l_margin + 1)
    paper.cell(4, 4.75, "•")
    paper.set_x(paper.l_margin)
    paper.paragraph(text, indent=5, after=0.9)


def _add_table(paper: Paper, contents: Contents) -> None:
    paper.set_font("DejaVu", "", 7)
    head = FontFace(emphasis="BOLD", fill_color=(239, 236, 228))
    paper.set_draw_color(201, 196, 186)
    with paper.table(
        col_widths=WIDTHS_MM,
        headings_style=head,
        line_height=3.6,
        padding=0.8,
        text_align="LEFT",
        repeat_headings=1,
        first_row_as_headings=True,
    ) as table:
        table.row([_letters(name, "B") for name in COLUMNS])
        for movement in contents.movements:
            table.row([_letters(cell, "") for cell in movement.cells])


def _add_sources(paper: Paper, movement: Movement) -> None:
    paper.heading(f"{movement.number}. {movement.heading}", 2)
    paper.paragraph(movement.sentence)
    for citation in movement.citations:
        if citation.quote:
            paper.paragraph(f"“{citation.quote}”", style="I", size=9, indent=5, after=0.3)
        paper.set_font("DejaVu", "", 8.5)
        paper.set_x(paper.l_margin + 5)
        if citation.url:
            paper.set_text_color(*BLUE)
        paper.multi_cell(
            paper.epw - 5,
            4.2,
            _letters(citation.source, ""),
            align="L",
            link=citation.url or "",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )
        paper.set_text_color(*INK)
        paper.ln(1.8)


def _add_doubts(paper: Paper, contents: Contents) -> None:
    doubtful = [movement for movement in contents.movements if movement.doubts]
    if not doubtful:
        paper.paragraph("Nothing was inferred, and no sources disagree.")
    for movement in doubtful:
        for doubt in movement.doubts:
            _bullet(paper, f"{movement.number}: {doubt}")
