"""What a report says of itself before its text: front matter, or lines of ``key: value``."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from evacmap.model import Source
from evacmap.read.decode import normalise
from evacmap.read.markup import plain
from evacmap.read.printed_dates import find_printed_date

_KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "subject"),
    "publisher": ("publisher", "site", "sitename", "site_name", "outlet", "newspaper", "agency"),
    "published": ("published", "date", "published_at", "publication_date", "pubdate", "datetime"),
    "url": ("url", "link", "canonical", "original url", "original_url", "permalink"),
    "author": ("author", "authors", "byline", "creator"),
    "language": ("language", "lang"),
}
_LINE = re.compile(r"([A-Za-z][A-Za-z_ -]{0,30}?)\s*:\s(.*)|([A-Za-z][A-Za-z_-]{0,30}):$")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The source as the header gives it, and the text below."""

    source: Source
    body: str


def read_header(text: str) -> Header:
    """Return the source given at the top of ``text`` and what follows it.

    Two forms are known: front matter between ``---`` lines, and lines of ``key: value`` closed
    by a blank line. A text without either comes back whole with an empty source.
    """
    lines = text.lstrip("\n").split("\n")
    closing = _FENCES.get(lines[0].strip())
    if closing:
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in closing), None)
        if end is not None and any(_LINE.match(line) for line in lines[1:end]):
            fields = _fields(lines[1:end], equals=lines[0].strip() == "+++")
            return Header(source=source_of(fields), body="\n".join(lines[end + 1 :]))
        return Header(source=Source(), body=text)
    end = next((i for i, line in enumerate(lines) if not line.strip()), len(lines))
    fields = _fields(lines[:end])
    is_header = len(fields) == end and any(key in fields for key in _NAMES_A_REPORT)
    if not is_header:
        return Header(source=Source(), body=text)
    return Header(source=source_of(fields), body="\n".join(lines[end + 1 :]))


_NAMES_A_REPORT = ("title", "headline", "subject", "published", "url", "publisher", "date")


def source_of(fields: Mapping[str, object]) -> Source:
    """Return the source that a mapping of fields describes, whatever its keys are called."""
    lowered = {str(key).strip().lower(): value for key, value in fields.items()}
    values = {
        name: next((text for key in keys if (text := _text(lowered.get(key)))), None)
        for name, keys in _KEYS.items()
    }
    if not values["publisher"] and not values["url"]:
        values["publisher"] = _source_field(_text(lowered.get("source")))
    return Source(
        title=plain(values["title"]) if values["title"] else None,
        publisher=values["publisher"],
        published=_day(values["published"]),
        url=values["url"],
        author=values["author"],
        language=values["language"],
    )


def _source_field(value: str | None) -> str | None:
    """Return a ``source`` that names a publisher; an address or a code names none."""
    return value if value and not re.search(r"://|^\w+:\S", value) else None


def _text(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = ", ".join(filter(None, map(_text, value)))
    if value is None or isinstance(value, bool):
        return None
    return " ".join(normalise(str(value)).split()) or None


def _day(value: str | None) -> dt.date | None:
    found = find_printed_date(value) if value else None
    return found[0] if found else None


def _fields(lines: list[str], *, equals: bool = False) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        match = _LINE.match(line.replace(" = ", ": ", 1) if equals else line)
        if match:
            fields[(match[1] or match[3]).lower()] = _unquoted(match[2] or "")
    return fields


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace('\\"', '"').replace("''", "'")
    return value
