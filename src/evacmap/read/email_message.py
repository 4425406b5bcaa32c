"""An e-mail becomes a Document: what its sender wrote, or what was forwarded."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from pathlib import Path

from evacmap.errors import UnreadableReportError
from evacmap.model import Document, Source
from evacmap.read.decode import decode, normalise, one_line, read_bytes
from evacmap.read.header import source_of
from evacmap.read.html_blocks import html_blocks, without_quotes
from evacmap.read.plain_text import assemble_document, read_plain_text
from evacmap.read.quoted import Forwarded, own_text, split_forwarded
from evacmap.read.sniff import refuse_other_formats
from evacmap.read.source import knows_publisher_at, publisher_at

MAX_BYTES = 100_000_000
MAX_TEXT = 5_000_000
_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
# A plain part that only sends the reader to the other one.
_STUB = re.compile(r"(?:html|browser)", re.IGNORECASE)
_STUB_CHARS = 300
# Anyone may write from there, so the host names no publisher.
_MAILBOXES = frozenset(
    {"gmail.com", "googlemail.com", "yahoo.com", "outlook.com", "hotmail.com", "live.com"}
    | {"aol.com", "icloud.com", "protonmail.com", "proton.me", "gmx.com", "gmx.net", "mail.ru"}
    | {"yandex.ru", "ukr.net", "web.de", "qq.com", "163.com"}
)
_HEADERS = ("from", "date", "subject", "received", "message-id", "mime-version", "to")


def read_email(path: Path) -> Document:
    """Return the report in an e-mail, with sender, day and subject as its source.

    Raises:
        UnreadableReportError: it is no e-mail, or holds no text.
    """
    data = read_bytes(path, max_bytes=MAX_BYTES)
    refuse_other_formats(data, path)
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
        if not any(name in message for name in _HEADERS):
            raise UnreadableReportError(
                path, "no e-mail: it has no From, Date or Subject", "give it the suffix .txt"
            )
        return _document(message, path)
    except (RecursionError, MessageError, IndexError, KeyError, ValueError) as error:
        if isinstance(error, UnreadableReportError):
            raise
        raise UnreadableReportError(
            path, f"a damaged e-mail ({type(error).__name__})", "save its text as .txt"
        ) from None


def _document(message: EmailMessage, path: Path) -> Document:
    plain, html = _bodies(message, path)
    attached = list(_attached(message))
    inner = next((part for part in attached if isinstance(part, EmailMessage)), None)
    if inner is not None and not plain.strip() and not html.strip():
        return _document(inner, path)
    names = [part if isinstance(part, str) else "an e-mail" for part in attached]
    subject = _header(message, "subject") or ""
    source = _source(message)
    use_html = html.strip() and (not plain.strip() or _is_stub(plain))
    if use_html:
        document = _of_html(html, path=path, source=source)
    else:
        document = _of_plain(plain, subject=subject, path=path, source=source)
    return _noted(document, names)


def _noted(document: Document, names: list[str]) -> Document:
    if not names:
        return document
    what = "an attachment was" if len(names) == 1 else f"{len(names)} attachments were"
    listed = ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
    note = f"{what} not read ({listed}); save what matters beside the e-mail"
    return replace(document, notes=(note,))


def _of_plain(text: str, *, subject: str, path: Path, source: Source) -> Document:
    forwarded = split_forwarded(text, subject=subject)
    if forwarded is not None:
        source = _source_of_forwarded(forwarded, source)
        text = forwarded.text
    return read_plain_text(own_text(text), name=path.stem, path=path, source=source)


def _of_html(html: str, *, path: Path, source: Source) -> Document:
    from evacmap.read.web_page import page_blocks

    html = without_quotes(html)
    blocks = page_blocks(html, path) or html_blocks(html)
    return assemble_document(blocks, name=path.stem, path=path, source=source, plain=one_line)


def _bodies(message: EmailMessage, path: Path) -> tuple[str, str]:
    """Return the plain text and the HTML of a message; "" for one that it lacks."""
    found = {"text/plain": "", "text/html": ""}
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in found and not part.get_filename() and not _is_attachment(part):
            text = _content(part, path)
            if len(found[kind]) + len(text) > MAX_TEXT:
                raise UnreadableReportError(
                    path, f"its text has more than {MAX_TEXT:,} characters", "split it"
                )
            found[kind] += f"\n\n{text}" if found[kind] else text
    return found["text/plain"], found["text/html"]


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts of a message itself, not those of a message attached to it."""
    todo = [message]
    while todo:
        part = todo.pop()
        if part.get_content_type() == "message/rfc822":
            continue
        if part.is_multipart():
            todo += _inner(part)
        else:
            yield part


def _inner(part: EmailMessage) -> list[EmailMessage]:
    """Return the parts directly in a part, the last first."""
    payload = part.get_payload()
    listed = payload if isinstance(payload, list) else []
    return [inner for inner in reversed(listed) if isinstance(inner, EmailMessage)]


def _attached(message: EmailMessage) -> Iterator["EmailMessage | str"]:
    """Yield attached messages as such, other attachments by their name."""
    todo = [message]
    while todo:
        part = todo.pop()
        if part.get_content_type() == "message/rfc822":
            yield from _inner(part)[:1]
        elif part.is_multipart():
            todo += _inner(part)
        elif part.get_filename() or _is_attachment(part):
            is_picture = part.get_content_maintype() == "image"
            if not is_picture or part.get_content_disposition() == "attachment":
                yield one_line(part.get_filename() or part.get_content_type())


def _is_attachment(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment"


def _content(part: EmailMessage, path: Path) -> str:
    """Return the text of a part, in its charset or, where that is wrong, in the one detected."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return normalise(str(data or ""))
    charset = part.get_content_charset()
    try:
        return normalise(data.decode(charset or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        return normalise(decode(data, path)) if data.strip() else ""


def _is_stub(plain: str) -> bool:
    return len(plain) < _STUB_CHARS and bool(_STUB.search(plain))


def _source(message: EmailMessage) -> Source:
    sender = _header(message, "from") or ""
    fields = {
        "title": _PREFIX.sub("", _header(message, "subject") or "", count=1),
        "published": _header(message, "date"),
        "url": _address(_header(message, "archived-at")),
    }
    return source_of({**fields, **_who(sender)})


def _source_of_forwarded(forwarded: Forwarded, source: Source) -> Source:
    """Return the source of what was forwarded: its own sender and day, as far as given."""
    fields = forwarded.fields
    found = source_of(
        {
            "title": _PREFIX.sub("", fields.get("subject", ""), count=1),
            "published": fields.get("date") or fields.get("sent"),
            **_who(fields.get("from", "")),
        }
    )
    return replace(
        found, title=found.title or source.title, published=found.published or source.published
    )


def _who(sender: str) -> dict[str, str | None]:
    """Return publisher and author as the sender's name and address tell them."""
    name, address = (getaddresses([sender]) or [("", "")])[0]
    host = address.rpartition("@")[2].lower()
    if knows_publisher_at(host):
        publisher = publisher_at(host)
        return {"publisher": publisher, "author": name if name and name != publisher else None}
    if name:
        return {"publisher": name, "author": None}
    return {"publisher": host if host and host not in _MAILBOXES else address or None}


def _header(message: EmailMessage, name: str) -> str | None:
    """Return a header as text; None where it is missing or cannot be decoded."""
    try:
        value = message[name]
    except (ValueError, IndexError, TypeError, AttributeError):
        return None
    return one_line(str(value)) or None if value is not None else None


def _address(written: str | None) -> str | None:
    match = re.search(r"https?://[^\s<>]+", written) if written else None
    return match[0] if match else None
