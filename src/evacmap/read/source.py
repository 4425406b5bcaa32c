"""Where a report comes from, as far as its own text says."""

import datetime as dt
import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Protocol
from urllib.parse import urlsplit

from evacmap.model import BlockKind, Source
from evacmap.read import kinds
from evacmap.read.printed_dates import date_in_url, find_printed_date

_MEDIA_WORD = re.compile(
    r"^The [A-Z]|\b(?:Times|News|Newspaper|Post|Press|Agency|Tribune|Herald|Journal|Gazette|Daily"
    r"|Today|Guardian|Observer|Monitor|Telegraph|Chronicle|Review|Radio|TV|Television|Media"
    r"|Broadcasting|Network|Staff|Correspondent|Desk|Service|Pravda|AP|AFP|BBC|CNN|Reuters|TASS)\b"
)
_DATELINE = re.compile(r"^[^a-z\n]{3,60}.{0,60}?(?:[—–]|--| - )")
_PUBLISHED = re.compile(r"\bpublished|\bposted|\bissued", re.IGNORECASE)


# A date in a title tells of the events, unless the title is that of a regular report.
_ISSUED = re.compile(
    r"\bas (?:of|at)\b|\b(?:situation|operational|flash) (?:report|update)|\bsit-?rep\b"
    r"|\bbulletin\b|\b(?:daily|weekly) (?:report|update|briefing)",
    re.IGNORECASE,
)


class HasKindAndText(Protocol):
    """A block of a report with its text."""

    @property
    def kind(self) -> BlockKind:
        """What the block is."""

    @property
    def text(self) -> str:
        """The block's plain text."""


def complete_source(source: Source, pieces: Sequence[HasKindAndText]) -> Source:
    """Return ``source`` with what it lacks filled from the blocks of the report.

    What the header says wins. The day comes from a byline, a dateline or the address, in this
    order; the publisher from a byline, else from the host of the address.
    """
    url = source.url or _own_address(pieces)
    names = [name for piece in pieces if _is_byline(piece) and (name := _name(piece))]
    outlets = [name for name in names if _MEDIA_WORD.search(name) or _is_host_of(name, url)]
    authors = [name for name in names if name not in outlets and name != source.publisher]
    title = next((piece.text for piece in pieces if piece.kind is BlockKind.TITLE), None)
    return replace(
        source,
        title=source.title or title,
        url=url,
        published=source.published or _published(pieces) or (date_in_url(url) if url else None),
        publisher=source.publisher
        or next(iter(outlets), None)
        or (publisher_at(url) if url else None),
        author=source.author or next(iter(authors), None),
    )


def publisher_at(url: str) -> str | None:
    """Return the name of the publisher behind an address, else its bare host.

    >>> publisher_at("https://www.bbc.co.uk/news/world-1")
    'BBC'
    >>> publisher_at("https://news.example.org/a")
    'news.example.org'
    """
    host = _host(url)
    if not host:
        return None
    labels = host.split(".")
    known = _publishers()
    suffixes = (".".join(labels[i:]) for i in range(len(labels)))
    return next((known[suffix] for suffix in suffixes if suffix in known), host)


def knows_publisher_at(url: str | None) -> bool:
    """Whether the host of an address is that of a publisher known by name."""
    return url is not None and publisher_at(url) not in (None, _host(url))


@cache
def _publishers() -> dict[str, str]:
    text = files("evacmap.read").joinpath("publishers.toml").read_text(encoding="utf-8")
    return {host: str(name) for host, name in tomllib.loads(text).items()}


def _host(url: str) -> str | None:
    try:
        host = urlsplit(url if "://" in url else f"//{url}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _is_host_of(name: str, url: str | None) -> bool:
    host = (_host(url) if url else None) or ""
    folded = "".join(char for char in name.casefold() if char.isalnum())
    return len(folded) > 3 and folded in (label.replace("-", "") for label in host.split("."))


def _is_byline(piece: HasKindAndText) -> bool:
    return piece.kind is BlockKind.BYLINE and not kinds.is_credit(piece.text)


def _name(piece: HasKindAndText) -> str | None:
    return kinds.byline_name(piece.text)


def _own_address(pieces: Sequence[HasKindAndText]) -> str | None:
    """Return the address that follows words such as "Original url:"; None without such words."""
    for piece, after in zip(pieces, (*pieces[1:], None), strict=True):
        if kinds.is_address_label(piece.text):
            return kinds.address_in(piece.text) or (kinds.address_in(after.text) if after else None)
    return None


def _published(pieces: Sequence[HasKindAndText]) -> dt.date | None:
    bylines = [piece.text for piece in pieces if piece.kind is BlockKind.BYLINE]
    dated = [(text, found[0]) for text in bylines if (found := find_printed_date(text))]
    for text, day in dated:
        if _PUBLISHED.search(text):
            return day
    if dated:
        return dated[0][1]
    title = next((piece.text for piece in pieces if piece.kind is BlockKind.TITLE), "")
    if _ISSUED.search(title) and (found := find_printed_date(title)):
        return found[0]
    body = next((piece.text for piece in pieces if piece.kind is BlockKind.PARAGRAPH), "")
    dateline = _DATELINE.match(body)
    found = find_printed_date(dateline[0]) if dateline else None
    return found[0] if found else None
