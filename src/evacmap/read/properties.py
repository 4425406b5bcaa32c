"""What the properties of a PDF or Word file say of the report, trusted less than its text."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evacmap.model import Document, Source
from evacmap.read.layout import RawBlock, Shape
from evacmap.read.printed_dates import find_printed_date

# Titles and authors that programs give by themselves.
_PROGRAM_TITLE = re.compile(
    r"(?:microsoft word|word document|untitled|document|presentation|slide|print)\b.{0,3}\d*$"
    r"|microsoft word - |.{1,120}\.(?:docx?|pdf|odt|rtf|html?|indd|pages|txt)$|about:blank|https?:",
    re.IGNORECASE,
)
_PROGRAM_AUTHOR = re.compile(
    r"(?:python-docx|user|admin(?:istrator)?|owner|windows user|microsoft.*|author|root|pc|hp|dell"
    r"|lenovo|unknown|anonymous)\W*\d*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """Title, author and day of making as the file bears them; None where it bears none."""

    title: str | None = None
    author: str | None = None
    made: dt.date | None = None

    def noted(self, document: Document, path: Path, *, notes: tuple[str, ...] = ()) -> Document:
        """Return ``document`` with a day of publication from the file where its text has none.

        A day in the file's name comes before the day of making, which may be that of a template
        or of a later copy and is therefore noted.
        """
        source = document.source
        if source.published is None and (named := find_printed_date(path.stem)):
            source = replace(source, published=named[0])
        elif source.published is None and self.made is not None:
            source = replace(source, published=self.made)
            notes = (
                *notes,
                f"its text bears no day; {self.made} is the day on which the file was made: if "
                "the report is of another day, put that into the file's name",
            )
        return replace(document, source=source, notes=notes)


def with_properties(
    properties: Properties, *, blocks: Sequence[RawBlock], heads: Sequence[str]
) -> Source:
    """Return the source that the properties give, with the day printed in the running heads.

    A heading among the first blocks is the title rather than that of the properties, which many
    people never set and others copy from an earlier report.
    """
    title, author = properties.title, properties.author
    if any(block.shape is Shape.HEADING for block in blocks[:3]):
        title = None
    days = (found[0] for head in heads if (found := find_printed_date(head)))
    return Source(
        title=title if title and not _PROGRAM_TITLE.match(title) else None,
        author=author if author and not _PROGRAM_AUTHOR.match(author) else None,
        published=next(days, None),
        url=next((head for head in heads if _ADDRESS.fullmatch(head)), None),
    )
