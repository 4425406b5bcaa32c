"""CSV and TSV: one report a row; a table of legs is no table of reports."""

import pytest

from evacmap.errors import UnreadableReportError
from evacmap.read import read_document, read_records

FRENCH = (
    "Près de 40 familles ont été évacuées vers Besançon puis les blessés sont soignés à l’hôpital."
)


def test_a_row_is_a_report_and_a_bad_one_hides_no_other(tmp_path):
    path = tmp_path / "all.csv"
    path.write_text(
        "Title,Published,Publisher,URL,Text\n"
        'One,2031-03-14,The Daily,https://example.org/a,"Ten ""red"" buses left Homs,\nat night."\n'
        "Two,,,,\n"
        "Three,,,,They left Hama.\n",
        encoding="utf-8",
    )
    first, empty, third = read_records(path)
    assert (first.name, first.text) == ("all#2", 'One\n\nTen "red" buses left Homs, at night.')
    source = first.source
    assert (str(source.published), source.publisher, source.url) == (
        "2031-03-14",
        "The Daily",
        "https://example.org/a",
    )
    assert str(empty) == f'{path}: row 3: the record holds no text; give it a "text"'
    assert third.text == "Three\n\nThey left Hama."


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_spreadsheets_of_any_country_are_read(tmp_path, delimiter, encoding):
    lines = [["id", "date", "body"], ["a", "2031-03-14", FRENCH]]
    text = "\n".join(delimiter.join(cells) for cells in lines)
    (tmp_path / "all.csv").write_bytes(text.encode(encoding))
    (document,) = read_document(tmp_path / "all.csv")
    assert (document.name, document.text) == ("a", FRENCH)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("origin,destination,text\nHoms,Idlib,They left.\n", "a table of legs, not of reports"),
        ("name,count\nHoms,4\n", "a table without a column of texts (it has name, count); name it"),
        ("title,text\n", "a table without a row of data"),
        ("PK\x03\x04", "a Word file or other zip archive by its first bytes"),
        ('title,text\n"One,They left\n', "a quotation mark is opened and never closed"),
    ],
)
def test_what_is_no_table_of_reports_is_said_in_one_line(tmp_path, text, reason):
    (tmp_path / "all.csv").write_text(text)
    with pytest.raises(UnreadableReportError) as caught:
        read_document(tmp_path / "all.csv")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
