import pytest

from evacmap.render import WRITERS, output_writer, write_figure, write_report


@pytest.mark.parametrize(
    ("name", "writer"),
    [
        ("legs.xlsx", WRITERS[".xlsx"]),
        ("figure.PNG", write_figure),
        ("figure.pdf", write_figure),
        ("report.pdf", write_report),
        ("Report of May.pdf", write_report),
        ("week 20.docx", write_report),
        ("summary.md", write_report),
        ("summary.html", write_report),
    ],
)
def test_the_name_of_an_output_says_what_it_is(name, writer):
    assert output_writer(name) is writer


@pytest.mark.parametrize("name", ["map.html", "Map.html", "run.json", "texts.jsonl"])
def test_an_output_never_takes_the_place_of_the_map(name):
    with pytest.raises(ValueError, match="every map has; choose another"):
        output_writer(name)


def test_an_output_without_a_format_is_told_with_all_there_are():
    with pytest.raises(ValueError, match=r"none of \.geojson, .*\.pdf, \.docx, \.html, \.md$"):
        output_writer("report.odt")
