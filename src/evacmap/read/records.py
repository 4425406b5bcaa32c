"""A record of a file that holds many becomes a Document, under the names in common use."""

from collections.abc import Mapping
from pathlib import Path

from evacmap.errors import UnreadableReportError
from evacmap.model import Document, Source
from evacmap.read.decode import normalise
from evacmap.read.header import source_of
from evacmap.read.plain_text import read_plain_text

TEXT_KEYS = ("text", "body", "content", "article", "maintext", "raw_content")
_NAME_KEYS = ("doc", "docid", "name", "id")


def document_of(record: Mapping[str, object], *, name: str, path: Path, place: str) -> Document:
    """Return the report of a record; ``name`` is for one without a name, ``place`` for errors.

    Raises:
        UnreadableReportError: the record holds no text.
    """
    text = text_of(record, place)
    try:
        return read_plain_text(
            normalise(text),
            name=name_of(record) or name,
            path=path,
            source=source_of_record(record),
        )
    except UnreadableReportError as error:
        raise UnreadableReportError(place, error.reason, error.way_out) from None


def text_of(record: Mapping[str, object], place: str) -> str:
    """Return the text of a record.

    Raises:
        UnreadableReportError: the record holds none.
    """
    for key in TEXT_KEYS:
        text = record.get(key)
        if isinstance(text, str):
            if text.strip():
                return text
            break
    raise UnreadableReportError(place, "the record holds no text", 'give it a "text"')


def name_of(record: Mapping[str, object]) -> str | None:
    """Return the name that a record gives its report; None where it gives none."""
    return next((str(record[key]) for key in _NAME_KEYS if record.get(key) is not None), None)


def source_of_record(record: Mapping[str, object]) -> Source:
    """Return where a record says that its report comes from."""
    return source_of({key: value for key, value in record.items() if key not in TEXT_KEYS})
