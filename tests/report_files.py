"""One report written in every format that evacmap reads, by the libraries that know them."""

import csv
import datetime as dt
import html
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from evacmap.model import BlockKind, Document

DAY = dt.date(2024, 12, 16)


@dataclass(frozen=True)
class Told:
    """A report to be written: its title, and its blocks by kind."""

    title: str | None
    blocks: Sequence[tuple[BlockKind, str]]

    @property
    def text(self) -> str:
        return "\n\n".join(text for _, text in self.blocks)


def told(document: Document) -> Told:
    """The report of a document, without its title among the blocks."""
    return Told(
        title=document.source.title,
        blocks=[
            (block.kind, document.text[block.start : block.end])
            for block in document.blocks
            if block.kind is not BlockKind.TITLE
        ],
    )


def html_body(report: Told) -> str:
    tags = {BlockKind.HEADING: "h2", BlockKind.LIST_ITEM: "li"}
    parts = [
        f"<{tag}>{html.escape(text)}</{tag}>"
        for kind, text in report.blocks
        for tag in [tags.get(kind, "p")]
    ]
    body = "\n".join(parts)
    return re.sub(r"(?:<li>.*</li>\n?)+", lambda items: f"<ul>{items[0]}</ul>", body)


def page(report: Told) -> bytes:
    title = html.escape(report.title or "")
    heading = f"<h1>{title}</h1>" if title else ""
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{DAY}T11:13:00Z"></head>'
        f"<body><article>{heading}{html_body(report)}</article></body></html>"
    ).encode()


def markdown(report: Told) -> bytes:
    marks = {BlockKind.HEADING: "## ", BlockKind.LIST_ITEM: "- "}
    head = f"---\ntitle: {report.title}\npublished: {DAY}\n---\n\n" if report.title else ""
    body = "\n\n".join(f"{marks.get(kind, '')}{text}" for kind, text in report.blocks)
    return (head + body).encode()


def json_lines(report: Told) -> bytes:
    record = {"doc": "report", "title": report.title, "date": str(DAY), "text": report.text}
    return json.dumps(record).encode()


def table(report: Told, delimiter: str = ",") -> bytes:
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=delimiter)
    writer.writerow(["doc", "Title", "Published", "Text"])
    writer.writerow(["report", report.title, DAY, report.text])
    return lines.getvalue().encode()


def pdf(report: Told) -> bytes:
    import matplotlib
    from fpdf import FPDF

    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    file = FPDF()
    file.add_font("body", fname=fonts / "DejaVuSans.ttf")
    file.add_font("body", style="B", fname=fonts / "DejaVuSans-Bold.ttf")
    file.set_creation_date(dt.datetime(2024, 12, 16, tzinfo=dt.UTC))
    file.add_page()
    if report.title:
        file.set_font("body", style="B", size=18)
        file.multi_cell(0, 9, report.title, new_x="LMARGIN", new_y="NEXT")
    for kind, text in report.blocks:
        bold = kind is BlockKind.HEADING
        file.set_font("body", style="B" if bold else "", size=14 if bold else 11)
        mark = "• " if kind is BlockKind.LIST_ITEM else ""
        file.ln(4)
        file.multi_cell(0, 6, mark + text, new_x="LMARGIN", new_y="NEXT")
    return bytes(file.output())


def docx(report: Told) -> bytes:
    from docx import Document as WordFile

    file = WordFile()
    file.core_properties.created = dt.datetime(2024, 12, 16, 11, 13)
    styles = {BlockKind.HEADING: "Heading 2", BlockKind.LIST_ITEM: "List Bullet"}
    if report.title:
        file.add_heading(report.title, level=0)
    for kind, text in report.blocks:
        file.add_paragraph(text, style=styles.get(kind))
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def email(report: Told) -> bytes:
    message = EmailMessage()
    message["From"] = "The Example <news@example.org>"
    message["Date"] = format_datetime(dt.datetime(2024, 12, 16, 11, 13, tzinfo=dt.UTC))
    if report.title:
        message["Subject"] = report.title
    message.set_content(markdown(Told(title=None, blocks=report.blocks)).decode())
    return message.as_bytes()


def rss(report: Told) -> bytes:
    title = f"<title>{escape(report.title)}</title>" if report.title else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Example'
        f"</title><item>{title}<pubDate>Mon, 16 Dec 2024 11:13:00 GMT</pubDate>"
        f"<description>Only the beginning.</description>"
        f"<content:encoded><![CDATA[{html_body(report)}]]></content:encoded>"
        "</item></channel></rss>"
    ).encode()


def atom(report: Told) -> bytes:
    title = f"<title>{escape(report.title)}</title>" if report.title else ""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title><entry>'
        f"{title}<published>2024-12-16T11:13:00Z</published>"
        f'<content type="html">{escape(html_body(report))}</content></entry></feed>'
    ).encode()


WRITERS: Mapping[str, Callable[[Told], bytes]] = {
    ".txt": markdown,
    ".text": markdown,
    ".md": markdown,
    ".markdown": markdown,
    ".html": page,
    ".htm": page,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".csv": table,
    ".tsv": lambda report: table(report, delimiter="\t"),
    ".pdf": pdf,
    ".docx": docx,
    ".eml": email,
    ".rss": rss,
    ".xml": rss,
    ".atom": atom,
}
