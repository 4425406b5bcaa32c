"""Which column of a table from any hand holds which field."""

import pytest

from evacmap.model import Mode, PartyKind, Status
from evacmap.tables import COLUMNS, FIELDS, field_named, own_tags, recognise_columns
from evacmap.tables.words import find_kind, fold, load_table_words


def test_every_field_has_words_and_every_column_a_tag_of_its_own():
    words = load_table_words()["columns"]
    assert set(words) == set(FIELDS)
    assert tuple(own_tags()) == COLUMNS
    assert len(set(own_tags().values())) == len(COLUMNS)


def test_no_name_stands_for_two_fields_but_source():
    """'source' is where people came from beside 'target', and who says so beside 'from'.

    'sources' is our number of them beside 'publisher', and who says so elsewhere.
    """
    listed = [
        (fold(name), field)
        for field, entry in load_table_words()["columns"].items()
        for name in {fold(name) for name in (field, *entry["names"])}
    ]
    names = [name for name, _ in listed]
    assert {name for name in names if names.count(name) > 1} == {"source", "sources"}


def test_our_own_columns_and_tags_stand_for_themselves():
    assert recognise_columns(COLUMNS) == {column: column for column in COLUMNS}
    numbered = {f"c{number}": tag for number, tag in enumerate(own_tags().values())}
    found = recognise_columns(tuple(numbered), tags=numbered)
    assert found == {column: f"c{number}" for number, column in enumerate(COLUMNS)}


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (("source", "target", "date"), {"origin": "source", "destination": "target"}),
        (("from", "to", "source"), {"origin": "from", "destination": "to", "publisher": "source"}),
        (("from", "to", "sources"), {"publisher": "sources"}),
        (("from", "publisher", "sources"), {"publisher": "publisher", "sources": "sources"}),
        (("From (city)", "TO [city]"), {"origin": "From (city)", "destination": "TO [city]"}),
        (("from", "from_name"), {"origin": "from"}),
        (
            ("Country of origin", "Country of asylum", "Individuals"),
            {"origin": "Country of origin", "destination": "Country of asylum"},
        ),
        (
            ("lat1", "lon1", "lat2", "lon2"),
            {"origin_lat": "lat1", "origin_lon": "lon1", "destination_lat": "lat2"},
        ),
        (("start date", "end date"), {"date_earliest": "start date", "date_latest": "end date"}),
        (("name", "geometry", "height"), {}),
    ],
    ids=str,
)
def test_names_in_common_use_stand_for_fields(columns, found):
    recognised = recognise_columns(columns)
    assert recognised.items() >= found.items()
    assert bool(recognised) is bool(found)


@pytest.mark.parametrize(
    ("tag", "field"),
    [
        ("#adm2+origin+name", "origin"),
        ("#adm2+code+origin", None),
        ("#country+origin", "origin"),
        ("#geo+lat+origin", "origin_lat"),
        ("#loc+to", "destination"),
        ("#affected+refugees+ind", "people"),
        ("#date", "date"),
        ("#date+start", "date_earliest"),
        ("#meta+source", "publisher"),
        ("#sector", None),
    ],
)
def test_tags_of_others_stand_for_fields(tag, field):
    expected = {field: "x"} if field else {}
    assert recognise_columns(("x",), tags={"x": tag}) == expected


def test_what_is_given_comes_first_and_no_column_counts_twice():
    found = recognise_columns(("from", "to", "x"), given={"x": "origin", "from": "said_by"})
    assert found == {"origin": "x", "destination": "to", "said_by": "from"}


def test_a_field_is_named_as_people_name_it():
    assert field_named("Pax") == "people"
    assert field_named("people_min") == "people_min"
    assert field_named("nonsense") is None


@pytest.mark.parametrize(
    ("kind", "section", "text", "found"),
    [
        (Mode, "modes", "BUS", Mode.BUS),
        (Mode, "modes", "by two planes", Mode.AIR),
        (Mode, "modes", "zu Fuß", Mode.FOOT),
        (Mode, "modes", "автобусами", Mode.BUS),
        (Mode, "modes", "broom", None),
        (Status, "statuses", "In progress", Status.ONGOING),
        (Status, "statuses", "cancelled", Status.DENIED),
        (Status, "statuses", "did not happen", Status.DENIED),
        (Status, "statuses", "maybe", None),
        (PartyKind, "party_kinds", "about 20 wounded soldiers", PartyKind.WOUNDED),
    ],
)
def test_words_of_tables_are_understood(kind, section, text, found):
    assert find_kind(kind, section, text) is found


@pytest.mark.parametrize(
    ("kind", "section"),
    [(Mode, "modes"), (Status, "statuses"), (PartyKind, "party_kinds")],
)
def test_each_value_is_its_own_word(kind, section):
    assert set(load_table_words()[section]) == {item.value for item in kind}
    assert all(find_kind(kind, section, item.value) is item for item in kind)
