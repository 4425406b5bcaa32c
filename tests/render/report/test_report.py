"""Reports: every source with its words in all formats, safe with hostile text, the same bytes."""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import pypdfium2
import pytest

from builders import evidence, leg
from evacmap.errors import MissingPackageError, UnwritableOutputError
from evacmap.geometry import route_leg
from evacmap.model import Count, Inference, Mode, Party, Route, Status
from evacmap.render.report import REPORTS, write_report
from evacmap.render.report.contents import contents_of, safe_url
from evacmap.render.report.markdown import escaped

QUOTE = "They drove from Damascus to Khmeimim, the mayor said."
HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) ![y](http://evil.example/i.png) | `z` "
    "{{7*7}} ${8*8} *b* _i_ # h \u202e\u0000\ud800 \U0001f600 سوريا &amp; \"q\" 'p' =1+1"
)


def story() -> tuple[Route, ...]:
    first = leg(
        "Damascus", "Khmeimim", id="a", waypoints=("Tartus",),
        people=Count(low=400, high=None, text="at least 400"),
        inferred=(Inference(field="people", basis="the same group, counted before"),),
        disagreements=("date: 9 December (The Example); 10 December (Other Paper)",),
        flags=("280 km on foot in one day",),
        quotes=(
            evidence(QUOTE, said_by="the mayor"),
            evidence("They left.", publisher="Other Paper", url="https://example.org/b?c=1&d=2"),
        ),
    )  # fmt: skip
    second = leg(
        "Syria", None, id="b", mode=Mode.BUS, status=Status.DENIED, date="2013-01-22",
        quotes=(evidence("Nobody left.", url="javascript:alert(1)"),),
    )  # fmt: skip
    return tuple(route_leg(each) for each in (first, second))


def hostile() -> tuple[Route, ...]:
    quotes = (
        evidence(HOSTILE, publisher=HOSTILE, said_by=HOSTILE, url="https://example.org/<>\"'()"),
        evidence(HOSTILE, publisher=None, url="data:text/html,<script>", document=HOSTILE),
    )
    bad = leg(
        "Damascus", "Beirut", party=Party(text=HOSTILE), quotes=quotes,
        people=Count(low=None, high=None, text=HOSTILE),
        inferred=(Inference(field=HOSTILE, basis=HOSTILE),), disagreements=(HOSTILE,),
        flags=(HOSTILE,),
    )  # fmt: skip
    return (route_leg(bad),)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for kind in REPORTS:
        write_report(story(), folder / f"report{kind}", title="Leaving & arriving")
        write_report(hostile(), folder / f"hostile{kind}", title=HOSTILE, subtitle=HOSTILE)
    return folder


def text_of(path: Path) -> str:
    """The text of a report as a reader of its kind gives it, spaces and line ends alike."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        parts = [paragraph.text for paragraph in document.paragraphs]
        parts += [
            cell.text for table in document.tables for row in table.rows for cell in row.cells
        ]
        text = "\n".join(parts)
    elif path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(path)
        text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    elif path.suffix == ".html":
        text = Page(path.read_text(encoding="utf-8")).text
    else:
        text = re.sub(r"(?m)^> ", "", path.read_text(encoding="utf-8"))
        text = re.sub(r"\\(.)", r"\1", text)
    return " ".join(text.split())


class Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.text += " "

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("kind", sorted(REPORTS))
def test_a_report_tells_all_there_is_to_tell(written: Path, kind: str) -> None:
    text = text_of(written / f"report{kind}")
    for words in (
        "Leaving & arriving",
        "22 January 2013 to 16 December 2024",
        "2 movements are reported by 2 sources: 1 completed and 1 denied.",
        "At least 400 soldiers went from Damascus through Tartus to Khmeimim in a convoy",
        "It was denied that soldiers had left Syria by bus on 22 January 2013",
        "Damascus → Tartus → Khmeimim",
        QUOTE,
        "said by the mayor",
        "Other Paper, “A report”, 16 December 2024",
        "Sources differ: date: 9 December (The Example); 10 December (Other Paper).",
        "Hardly possible as told: 280 km on foot in one day.",
        "How many people: inferred, not said in these words (the same group, counted before).",
        "check them before you publish",
        "imply no opinion on any territory",
        "Made with Natural Earth",
    ):
        assert words in text, words
    assert "None" not in text


@pytest.mark.parametrize("kind", sorted(REPORTS))
def test_the_same_legs_give_the_same_bytes_in_any_process(kind: str, tmp_path: Path) -> None:
    code = (
        "import sys; sys.path[:0] = ['tests', 'tests/render/report']\n"
        "from test_report import story\n"
        "from evacmap.render.report import write_report\n"
        "write_report(story(), sys.argv[1])\n"
    )
    root = Path(__file__).parents[3]
    digests = set()
    for seed, zone in (("1", "UTC"), ("77", "Pacific/Kiritimati")):
        path = tmp_path / seed / f"report{kind}"
        path.parent.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run(
            [sys.executable, "-c", code, str(path)], cwd=root, env=environment, check=True
        )
        files = sorted(path.parent.iterdir())
        digests.add(tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in files))
    assert len(digests) == 1


def test_a_word_document_has_headings_a_repeated_table_head_links_and_a_described_picture(
    written: Path,
) -> None:
    document = docx.Document(str(written / "report.docx"))
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style is not None and paragraph.style.name.startswith(("Heading", "Title"))
    ]
    assert headings[0] == ("Title", "Leaving & arriving")
    assert [text for style, text in headings if style == "Heading 1"] == [
        "Summary", "Movements", "Sources", "What is uncertain", "Method", "Credits",
    ]  # fmt: skip
    xml = document.element.xml
    assert xml.count("<w:tblHeader") == 1
    assert 'descr="Map of the movements. 2 movements are reported' in xml
    links = [part.target_ref for part in document.part.rels.values() if part.is_external]
    assert links == ["https://example.org/report", "https://example.org/b?c=1&d=2"]
    with zipfile.ZipFile(written / "report.docx") as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_table_in_word_stands_in_thin_rules_in_the_order_of_the_schema(written: Path) -> None:
    (table,) = docx.Document(str(written / "report.docx")).tables
    names = [child.tag.rpartition("}")[2] for child in table._tbl.tblPr]
    assert names.index("tblStyle") < names.index("tblBorders") < names.index("tblLayout")
    assert names.index("tblLayout") < names.index("tblLook")
    inside = table._tbl.tblPr.find(".//{*}insideH")
    assert [value for key, value in inside.items() if key.endswith("color")] == ["C9C4BA"]


def test_long_numbers_are_grouped_in_sentences_and_tables(tmp_path: Path) -> None:
    people = Count(low=40000, high=40000, text="40000")
    told = leg("Damascus", "Beirut", people=people, party=Party(text="families"))
    write_report([route_leg(told)], tmp_path / "x.md")
    text = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert "40,000 families" in text
    assert "families (40,000)" in text


def test_a_web_report_may_load_and_run_nothing(written: Path) -> None:
    for name in ("report", "hostile"):
        page = Page((written / f"{name}.html").read_text(encoding="utf-8"))
        tags = {tag for tag, _ in page.tags}
        assert not tags & {"script", "iframe", "object", "link", "form", "svg"}
        policy = next(a["content"] for tag, a in page.tags if tag == "meta" and "http-equiv" in a)
        assert policy is not None
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        sources = [a["src"] for tag, a in page.tags if tag == "img"]
        assert len(sources) == 1
        assert str(sources[0]).startswith("data:image/svg+xml;base64,")
        links = [str(a["href"]) for tag, a in page.tags if tag == "a"]
        assert links
        assert all(link.startswith("https://example.org/") for link in links)
        assert not any(name.startswith("on") for _, a in page.tags for name in a)


def test_hostile_text_is_only_text(written: Path) -> None:
    for kind in (".html", ".docx", ".md"):
        text = text_of(written / f"hostile{kind}")
        assert "<script>alert(1)</script>" in text
        assert "{{7*7}} ${8*8}" in text
        assert "\u202e" not in text
    markdown = (written / "hostile.md").read_text(encoding="utf-8")
    # No link but those made by us, no tag, no table cell of its own.
    assert re.findall(r"(?<!\\)\]\(([^)]*)\)", markdown) == [
        "<hostile-figure.png>",
        "<https://example.org/%3C%3E%22%27%28%29>",
    ]
    assert not re.search(r"(?<!\\)<(?!https://example|hostile-figure)", markdown)
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {9}


def test_markdown_shows_text_as_it_is() -> None:
    assert escaped("1. a *b* [c](d) <e> | `f`") == r"1\. a \*b\* \[c\](d) \<e\> \| \`f\`"
    assert escaped("- x") == r"\- x"
    assert escaped("see www.example.org") == r"see www\.example.org"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("https://example.org/سوريا", "https://example.org/%D8%B3%D9%88%D8%B1%D9%8A%D8%A7"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("https:", None),
        ("http://[", None),
        ("java\nscript:alert(1)", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, link: str | None) -> None:
    assert safe_url(url) == link


def test_a_pdf_has_a_title_bookmarks_links_and_numbered_pages(written: Path) -> None:
    document = pypdfium2.PdfDocument(written / "report.pdf")
    assert document.get_metadata_dict()["Title"] == "Leaving & arriving"
    titles = [mark.get_title() for mark in document.get_toc()]
    assert titles[:4] == ["Leaving & arriving", "Summary", "Movements", "Sources"]
    data = (written / "report.pdf").read_bytes()
    assert b"/URI (https://example.org/report)" in data
    assert b"javascript" not in data
    last = document[len(document) - 1].get_textpage().get_text_range().split()
    assert str(len(document)) in last


def test_markdown_has_its_figure_beside_it(written: Path) -> None:
    assert "](<report-figure.png>)" in (written / "report.md").read_text(encoding="utf-8")
    assert (written / "report-figure.png").read_bytes()[:4] == b"\x89PNG"


def test_long_stories_tell_the_best_attested_movements_in_the_summary() -> None:
    legs = [leg(id=f"n{n}", date=f"2024-01-{n + 1:02}") for n in range(30)]
    both = (evidence(publisher="One"), evidence("Elsewhere told.", publisher="Two"))
    legs[20] = leg(id="best", date="2024-02-01", quotes=both)
    contents = contents_of([route_leg(each) for each in legs])
    assert len(contents.movements) == 30
    assert len(contents.told) == 15
    assert contents.told[-1].endswith("according to One and Two. (30)")


@pytest.mark.parametrize("kind", sorted(REPORTS))
def test_a_report_of_nothing_says_so(kind: str, tmp_path: Path) -> None:
    write_report((), tmp_path / f"x{kind}")
    assert "No movement is reported." in text_of(tmp_path / f"x{kind}")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_word_document_and_finds_the_same_text(
    written: Path, tmp_path: Path
) -> None:
    for name in ("report", "hostile"):
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
             "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path),
             str(written / f"{name}.docx")],
            capture_output=True, text=True, timeout=180, check=True,
        )  # fmt: skip
        errors = [line for line in done.stderr.splitlines() if "javaldx" not in line]
        assert errors == []
        opened = " ".join((tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig").split())
        document = docx.Document(str(written / f"{name}.docx"))
        for paragraph in document.paragraphs:
            assert " ".join(paragraph.text.split()) in opened


def test_what_cannot_be_written_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match=r"ends with none of \.docx, \.html, \.md, \.pdf"):
        write_report((), tmp_path / "x.odt")
    with pytest.raises(UnwritableOutputError, match="the folder does not exist"):
        write_report((), tmp_path / "no" / "x.html")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingPackageError, match=r"evacmap\[reports\]"):
        write_report((), tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


def test_pictures_of_reports_have_no_caption_of_their_own(written: Path) -> None:
    from PIL import Image

    picture = Image.open(io.BytesIO((written / "report-figure.png").read_bytes()))
    assert picture.info["Title"] == "Leaving & arriving"
    assert 1480 <= picture.width <= 1520
