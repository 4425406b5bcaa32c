import builders
from evacmap.changes import MOST_LINES, compare, describe, read_table
from evacmap.geometry import route_leg
from evacmap.model import Count, Mode
from evacmap.render import write_csv


def table(tmp_path, *legs):
    path = tmp_path / "legs.csv"
    write_csv([route_leg(leg) for leg in legs], path)
    rows = read_table(path)
    assert rows is not None
    return rows


def people(low, high=None):
    return Count(low=low, high=high or low, text=str(low))


def test_the_same_legs_are_no_change(tmp_path):
    rows = table(tmp_path, builders.leg())
    assert not compare(rows, rows)


def test_what_is_new_changed_and_gone_is_told_in_lines(tmp_path):
    same = builders.leg("Moscow", "Beirut", id="same")
    earlier = table(
        tmp_path,
        same,
        builders.leg(id="a", people=people(80)),
        builders.leg("Tartus", "Moscow", id="old", mode=Mode.SEA, date="2024-12-09"),
    )
    now = table(
        tmp_path,
        same,
        builders.leg(id="a", people=people(70, 77), mode=Mode.BUS),
        builders.leg("Beirut", "Moscow", id="new", mode=Mode.AIR, date=None, people=people(120)),
    )
    changes = compare(earlier, now)
    assert changes.summary == "1 new, 1 changed, 1 gone"
    assert list(describe(changes)) == [
        "+ Beirut > Moscow, no date, air, 120 people, completed [new] by The Example",
        "~ Damascus > Khmeimim [a]: mode convoy -> bus; people 80 -> 70-77",
        "- Tartus > Moscow, 2024-12-09, sea, soldiers, completed [old] by The Example",
    ]


def test_a_leg_with_a_new_id_that_says_nearly_the_same_has_changed(tmp_path):
    earlier = table(tmp_path, builders.leg(id="old", date="2024-12-09"))
    now = table(tmp_path, builders.leg(id="new", date="2024-12-10"))
    changes = compare(earlier, now)
    assert changes.summary == "0 new, 1 changed, 0 gone"
    assert list(describe(changes)) == ["~ Damascus > Khmeimim [new]: date 2024-12-09 -> 2024-12-10"]


def test_a_place_that_moved_is_told(tmp_path):
    earlier = table(tmp_path, builders.leg())
    now = tuple({**row, "origin_lon": "36.5"} for row in earlier)
    assert list(describe(compare(earlier, now))) == [
        "~ Damascus > Khmeimim [leg1]: from moved, 36.29128, 33.5102 -> 36.5, 33.5102"
    ]


def test_reworded_reports_and_new_sources_are_told(tmp_path):
    one = builders.evidence("They left by bus.")
    two = builders.evidence("They left in buses.", publisher="Other", document="other")
    earlier = table(tmp_path, builders.leg(quotes=(one,)))
    now = table(tmp_path, builders.leg(quotes=(two, one)))
    assert list(describe(compare(earlier, now))) == [
        "~ Damascus > Khmeimim [leg1]: sources 1 -> 2; other words quoted"
    ]


def test_many_changes_are_cut_and_counted(tmp_path):
    legs = [builders.leg(id=f"l{number}") for number in range(MOST_LINES + 5)]
    lines = list(describe(compare((), table(tmp_path, *legs))))
    assert len(lines) == MOST_LINES + 1
    assert lines[-1] == "and 5 more; compare legs.csv with the earlier one"


def test_text_of_reports_cannot_steer_the_terminal(tmp_path):
    leg = builders.leg(quotes=(builders.evidence(publisher="\x1b[2J\u202eThe\nExample"),))
    (line,) = describe(compare((), table(tmp_path, leg)))
    assert line.isprintable()


def test_a_leg_of_very_many_reports_is_read(tmp_path):
    leg = builders.leg(quotes=tuple(builders.evidence(f"{n} " * 900) for n in range(100)))
    (row,) = table(tmp_path, leg)
    assert len(row["details"]) > 131072


def test_what_is_no_table_of_ours_is_not_compared(tmp_path):
    path = tmp_path / "legs.csv"
    assert read_table(path) is None
    path.write_text("name;value\r\n1;2\r\n")
    assert read_table(path) is None
    path.write_bytes(b"\xff\xfe\x00")
    assert read_table(path) is None
