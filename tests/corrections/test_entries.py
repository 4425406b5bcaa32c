import re
from pathlib import Path

import pytest

from evacmap.corrections import append_corrections, read_corrections
from evacmap.corrections.entries import Entry
from evacmap.errors import BadCorrectionsError


@pytest.fixture
def file(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "corrections.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_an_entry_holds_what_is_written(file):
    (entry,), problems = read_corrections(
        file(
            """
            [[correction]]
            leg = "3f8dd87aaa"
            by = "Ann"
            why = "the ministry's figure"
            set = { people = 77, date = 2013-01-23 }
            was = { people_min = 80 }
            """
        )
    )
    assert problems == ()
    assert entry == Entry(
        number=1,
        do="change",
        leg="3f8dd87aaa",
        by="Ann",
        why="the ministry's figure",
        set={"people": 77, "date": "2013-01-23"},
        was={"people_min": 80},
    )


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("35.9, 34.8", {"origin_lon": 35.9, "origin_lat": 34.8}),
        ("Port (35.9, 34.8)", {"origin": "Port", "origin_lon": 35.9, "origin_lat": 34.8}),
        ("-3, -120.5", {"origin_lon": -3.0, "origin_lat": -120.5}),
        ("Tartus", {"origin": "Tartus"}),
        ("Camp 4, 12", {"origin": "Camp 4, 12"}),
    ],
)
def test_a_place_is_a_name_or_a_position(file, written, fields):
    path = file(f'[[correction]]\nleg = "a"\nset = {{ origin = "{written}" }}')
    assert read_corrections(path)[0][0].set == fields


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("leg = 'a'\nwhat = 1", "unknown key 'what'"),
        ("leg = 'a'\ndo = 'alter'", "do cannot be 'alter'; write one of change, reject, add"),
        ("leg = 'a'", "it changes nothing; write set = { … } with the new values"),
        ("leg = 3\nset = { date = '2013' }", 'leg cannot be 3; write leg = "…"'),
        ("set = { date = '2013' }", "it does not say which leg it is about"),
        ("leg = 'a'\nset = { dat = '2013' }", "set: unknown field 'dat'; did you mean 'date'?"),
        ("leg = 'a'\nset = { date = true }", "set: date cannot be True; write a text or a number"),
        ("leg = 'a'\nset = 3", "set cannot be 3; write set = { people = 80 }"),
        ("leg = 'a'\nset = { quote = 'x' }", "quote: that is the report's, and is not corrected"),
        ("do = 'join'\nleg = 'a'", "it does not say which legs to join"),
        ("do = 'split'\nleg = 'a'\ninto = [{ date = '2013' }]", "a leg is split into two or more"),
        ("do = 'add'\nset = { date = '2013' }", "has neither origin nor destination"),
        ("do = 'add'\nset = { origin = 'Homs' }", "has no source; set publisher, url or quote"),
        ("leg = ", "it is not TOML: "),
    ],
)
def test_an_entry_that_cannot_be_used_is_told_and_the_others_go_through(file, text, reason):
    good = "[[correction]]\ndo = 'reject'\nleg = 'b'\n"
    entries, (problem,) = read_corrections(file(f"{good}[[correction]]\n{text}\n{good}"))
    assert [entry.number for entry in entries] == [1, 3]
    assert problem.entry == 2
    assert reason in problem.reason
    assert "\n" not in problem.reason


def test_what_is_above_the_entries_is_told(file):
    entries, (problem,) = read_corrections(file("[[corection]]\nleg = 'a'\n"))
    assert entries == ()
    assert problem.reason == "unknown key 'corection'; each correction begins with [[correction]]"


def test_no_file_holds_no_corrections_and_one_in_another_encoding_is_an_error(tmp_path):
    assert read_corrections(tmp_path / "none.toml") == ((), ())
    (tmp_path / "x.toml").write_bytes(b"why = '\xe4'")
    with pytest.raises(BadCorrectionsError, match=r"x\.toml: it is not UTF-8; save it as UTF-8"):
        read_corrections(tmp_path / "x.toml")


def test_entries_are_added_below_what_a_person_wrote_and_a_copy_stays(file):
    path = file("# mine\n[[correction]]\ndo = 'reject'\nleg = 'a'")
    before = path.read_bytes()
    entry = Entry(
        number=2,
        do="split",
        leg="b",
        by='Ann "A" \\ B',
        why="two\nlines \x7f\ud800 «—»",
        into=({"people": 3, "origin_lon": 35.25}, {"people": 4}),
        said={"origin": "Homs", "quote": "'''"},
    )
    copy = append_corrections(path, [entry])
    assert copy is not None
    assert (copy.name, copy.read_bytes()) == ("corrections.before.toml", before)
    assert path.read_bytes().startswith(before)
    (first, second), problems = read_corrections(path)
    assert problems == ()
    assert first.leg == "a"
    assert second.into == entry.into
    assert (second.by, second.why) == (entry.by, "two\nlines \x7f\ufffd «—»")
    assert second.said == entry.said
    copies = append_corrections(path, [entry])
    assert copies is not None
    assert copies.name == "corrections.before2.toml"


def test_a_new_file_says_what_it_is(tmp_path):
    path = tmp_path / "corrections.toml"
    entry = Entry(number=1, do="join", leg="a", others=("b",), others_said=({"origin": "Homs"},))
    assert append_corrections(path, [entry]) is None
    assert path.read_text(encoding="utf-8").startswith("# What people have corrected")
    assert re.search(r'with = \["b"\]', path.read_text(encoding="utf-8"))
    (read,), _ = read_corrections(path)
    assert read == entry
