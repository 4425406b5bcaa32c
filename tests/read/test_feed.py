"""RSS and Atom: each item a report, the whole article before its summary."""

from pathlib import Path

import pytest

from evacmap.errors import UnreadableReportError
from evacmap.model import Document
from evacmap.read import read_document, read_records


def rss(*items: str, title: str = "The Example Daily") -> bytes:
    listed = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{title}</title>{listed}</channel></rss>"
    ).encode()


def read(data: bytes, tmp_path: Path, name: str = "news.rss") -> tuple[Document, ...]:
    (tmp_path / name).write_bytes(data)
    return read_document(tmp_path / name)


def test_each_item_is_a_report_with_its_source(tmp_path):
    first, second = read(
        rss(
            "<title>Ten buses leave</title><link>https://daily.example.org/a</link>"
            "<pubDate>Fri, 14 Mar 2031 18:00:00 GMT</pubDate><dc:creator>Ann Example</dc:creator>"
            "<description>Ten buses …</description><content:encoded><![CDATA[<p>Ten buses left "
            "<b>Homs</b> &amp; Hama.</p><ul><li>They came at night.</li></ul>]]></content:encoded>",
            "<title>60 stay</title><link>https://www.bbc.co.uk/news/world-1</link>"
            "<description>60 people stayed in Hama.</description>",
        ),
        tmp_path,
    )
    assert (first.name, second.name) == ("news#1", "news#2")
    assert first.text == "Ten buses leave\n\nTen buses left Homs & Hama.\n\nThey came at night."
    assert (first.source.publisher, first.source.author) == ("The Example Daily", "Ann Example")
    assert (str(first.source.published), first.source.url) == (
        "2031-03-14",
        "https://daily.example.org/a",
    )
    assert second.text == "60 stay\n\n60 people stayed in Hama."
    assert second.source.publisher == "BBC"


def test_an_item_with_a_title_alone_is_read(tmp_path):
    (document,) = read(rss("<title>Ten buses leave Homs</title>"), tmp_path)
    assert document.text == "Ten buses leave Homs"


def test_atom_is_read_by_its_own_names(tmp_path):
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Border Watch</title><entry>
    <title type="html">Buses &amp;amp; trains</title><id>urn:x</id>
    <link rel="self" href="https://example.org/a.xml"/><link href="https://example.org/a"/>
    <updated>2031-03-15T01:00:00Z</updated><published>2031-03-14T18:00:00Z</published>
    <author><name>Ann Example</name></author><summary>Short.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ten buses left Homs.</p>
    <p>They came at night.</p></div></content></entry></feed>"""
    (document,) = read(data, tmp_path, "news.atom")
    assert document.text == "Buses & trains\n\nTen buses left Homs.\n\nThey came at night."
    source = document.source
    assert (source.url, str(source.published)) == ("https://example.org/a", "2031-03-14")
    assert (source.author, source.publisher) == ("Ann Example", "Border Watch")


def test_names_of_html_are_read_without_being_declared(tmp_path):
    (document,) = read(rss("<description>Ten&nbsp;buses left Malm&ouml;.</description>"), tmp_path)
    assert document.text == "Ten buses left Malmö."


def test_a_broken_feed_gives_what_stands_before_the_break_and_says_so(tmp_path):
    item = "<description>Ten buses left Homs.</description>"
    path = tmp_path / "news.xml"
    path.write_bytes(rss(item, item).partition(b"</channel>")[0] + b"<item><b></item>")
    records = list(read_records(path))
    assert [item.text for item in records[:2]] == ["Ten buses left Homs."] * 2
    assert "damaged XML" in str(records[-1])


def test_an_item_without_text_hides_no_other(tmp_path):
    path = tmp_path / "news.rss"
    path.write_bytes(rss("<link>x</link>", "<description>Ten buses left Homs.</description>"))
    empty, full = read_records(path)
    assert str(empty) == f"{path}: item 1: it holds no text; remove it or save it again"
    assert full.text == "Ten buses left Homs."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<kml><Placemark/></kml>", "XML with the root <kml>, neither RSS nor Atom"),
        (b"Ten buses left Homs.", "no XML (Start tag expected"),
        (rss(), "a feed without an item"),
        (b"%PDF-1.7", "a PDF by its first bytes, not text; give it the suffix .pdf"),
        (
            b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
            "XML that declares entities of its own",
        ),
        (b"<rss>" + b"<a>" * 9000 + b"</a>" * 9000 + b"</rss>", "Excessive depth in document"),
    ],
)
def test_what_is_no_feed_is_said_in_one_line(tmp_path, data, reason):
    with pytest.raises(UnreadableReportError) as caught:
        read(data, tmp_path)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_html_in_an_item_may_nest_as_deep_as_it_pleases(tmp_path):
    nested = "&lt;div&gt;" * 5000 + "Ten buses left Homs." + "&lt;/div&gt;" * 5000
    (document,) = read(rss(f"<description>{nested}</description>"), tmp_path)
    assert document.text == "Ten buses left Homs."
