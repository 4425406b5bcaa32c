"""E-mail: what the sender wrote or forwarded, with its source; not quotes and signatures."""

import datetime as dt
from email.message import EmailMessage
from pathlib import Path

import pytest

from evacmap.errors import UnreadableReportError
from evacmap.model import Document
from evacmap.read import read_document
from evacmap.read.quoted import own_text

BODY = "Ten buses left Homs for Idlib on Friday.\n\nThey came at night.\n"
TEXT = "Ten buses left Homs for Idlib on Friday.\n\nThey came at night."


def message(body: str | None = BODY, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    given = {
        "From": "Relief Desk <desk@relief.example.org>",
        "Date": "Mon, 17 Mar 2031 09:30:00 +0200",
        "Subject": "Re: Buses to Idlib",
        **headers,
    }
    for name, value in given.items():
        mail[name] = value
    if body is not None:
        mail.set_content(body)
    return mail


def read(mail: EmailMessage | bytes, tmp_path: Path) -> Document:
    path = tmp_path / "mail.eml"
    path.write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes())
    (document,) = read_document(path)
    return document


def body_of(document: Document) -> str:
    return document.text.removeprefix(f"{document.source.title}\n\n")


def test_sender_day_and_subject_are_the_source(tmp_path):
    document = read(message(), tmp_path)
    assert document.text == f"Buses to Idlib\n\n{TEXT}"
    source = document.source
    assert (source.title, source.publisher, str(source.published)) == (
        "Buses to Idlib",
        "Relief Desk",
        "2031-03-17",
    )


def test_a_known_publisher_is_told_by_the_host_and_the_sender_is_its_author(tmp_path):
    source = read(message(From="Ann Example <ann@bbc.co.uk>"), tmp_path).source
    assert (source.publisher, source.author) == ("BBC", "Ann Example")


def test_quotes_and_signatures_are_left_out(tmp_path):
    body = (
        f"{BODY}\nOn Sun, 16 Mar 2031 at 10:00, Bo Example <bo@example.org>\nwrote:\n\n"
        "> Did 90 people leave Hama?\n>> 80 people left Daraa.\n\n-- \nAnn, Aleppo\n"
    )
    assert body_of(read(message(body), tmp_path)) == TEXT


def test_the_message_answered_below_is_left_out(tmp_path):
    body = f"{BODY}\nFrom: Bo Example\nSent: Sunday, 16 March 2031\nTo: Ann\n\n90 left Hama.\n"
    assert body_of(read(message(body), tmp_path)) == TEXT


def test_a_forwarded_message_is_the_report_with_its_own_sender_and_day(tmp_path):
    body = (
        "For the map.\n\n---------- Forwarded message ---------\n"
        "From: Border Watch <watch@example.org>\nDate: Fri, 14 Mar 2031 18:00\n"
        f"Subject: Buses\nTo: Ann\n\n{BODY}"
    )
    document = read(message(body, Subject="Fwd: Buses"), tmp_path)
    assert body_of(document) == TEXT
    assert (document.source.publisher, str(document.source.published)) == (
        "Border Watch",
        "2031-03-14",
    )


def test_a_mail_that_only_quotes_is_read_without_the_marks():
    assert own_text("> Ten buses left Homs.\n> They came at night.") == (
        "Ten buses left Homs.\nThey came at night."
    )


@pytest.mark.parametrize("plain", [None, "This message needs an HTML viewer.\n"])
def test_the_html_part_is_read_where_there_is_no_plain_one(tmp_path, plain):
    mail = message(plain)
    page = (
        "<html><body><p>Ten buses left Homs for Idlib on Friday.</p><p>They came at night.</p>"
        "<blockquote type='cite'><p>Did 90 people leave Hama?</p></blockquote></body></html>"
    )
    if plain is None:
        mail.set_content(page, subtype="html")
    else:
        mail.add_alternative(page, subtype="html")
    assert body_of(read(mail, tmp_path)) == TEXT


def test_attachments_are_named_in_a_note(tmp_path):
    mail = message()
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="list.pdf")
    mail.add_attachment("90 people left Hama.", filename="more.txt")
    document = read(mail, tmp_path)
    assert body_of(document) == TEXT
    assert document.notes == (
        "2 attachments were not read (list.pdf, more.txt); save what matters beside the e-mail",
    )


def test_a_mail_with_nothing_but_an_attached_mail_is_that_mail(tmp_path):
    outer = message(None, Subject="Fwd")
    outer.make_mixed()
    outer.add_attachment(message(Date="Fri, 14 Mar 2031 18:00:00 +0000"))
    document = read(outer, tmp_path)
    assert (body_of(document), document.source.published) == (TEXT, dt.date(2031, 3, 14))


def test_a_wrong_charset_is_detected(tmp_path):
    head = b"From: a@example.org\nContent-Type: text/plain; charset=us-ascii\n\n"
    text = "Près de 40 familles ont quitté Homs."
    assert read(head + text.encode(), tmp_path).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Ten buses left Homs.", "no e-mail: it has no From, Date or Subject"),
        (b"From: a@example.org\n\n \n", "it holds no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or locked Office file by its first bytes"),
        (
            b"From: a@example.org\n" + b"Content-Type: message/rfc822\n\n" * 3000,
            "a damaged e-mail (RecursionError); save its text as .txt",
        ),
    ],
)
def test_what_is_no_mail_is_said_in_one_line(tmp_path, data, reason):
    with pytest.raises(UnreadableReportError) as caught:
        read(data, tmp_path)
    assert reason in str(caught.value)
