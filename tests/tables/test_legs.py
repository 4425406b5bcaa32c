"""A table gives back the legs it was made of, and what a person changed in it."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
from evacmap import tables
from evacmap.errors import BadCellError
from evacmap.model import (
    Count,
    EdtfDate,
    Endpoint,
    Evidence,
    FieldSpan,
    Inference,
    Leg,
    Mode,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Route,
    RouteMethod,
    Status,
)
from render.samples import small_story

texts = st.text(max_size=12)
counts = st.builds(
    Count, low=st.none() | st.integers(0, 10**6), high=st.none() | st.integers(), text=texts
)
places = st.builds(
    Place,
    id=texts,
    name=texts,
    kind=st.sampled_from(PlaceKind),
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    extent_km=st.floats(0, 5000),
    country=st.none() | texts,
    population=st.none() | st.integers(0, 10**7),
    source=texts,
    source_id=texts,
)
endpoints = st.builds(Endpoint, name=texts, place=places, score=st.floats(0, 1))
spans = st.builds(
    FieldSpan, field=texts, start=st.integers(0, 99), end=st.integers(0, 99), document=texts
)
evidence = st.builds(
    Evidence,
    document=texts,
    publisher=st.none() | texts,
    title=st.none() | texts,
    published=st.none() | st.dates().map(str),
    url=st.none() | texts,
    quote=texts,
    start=st.integers(0, 10**6),
    end=st.integers(0, 10**6),
    said_by=st.none() | texts,
    spans=st.lists(spans, max_size=2).map(tuple),
)
dates = st.sampled_from(
    ["2024-12-09", "2024-12", "2013-01-22~", "../2024-12-06", "2024-12-09/2024-12-16", "2024-12/.."]
).map(EdtfDate)


@st.composite
def legs(draw: st.DrawFn) -> Leg:
    origin = draw(st.none() | endpoints)
    return Leg(
        id=draw(texts),
        origin=origin,
        destination=draw(endpoints if origin is None else st.none() | endpoints),
        waypoints=tuple(draw(st.lists(endpoints, max_size=2))),
        date=draw(st.none() | dates),
        mode=draw(st.sampled_from(Mode)),
        party=draw(
            st.none()
            | st.builds(
                Party,
                text=texts,
                kind=st.sampled_from(PartyKind),
                nationality=st.none() | texts,
            )
        ),
        people=draw(st.none() | counts),
        vehicles=draw(st.none() | counts),
        status=draw(st.sampled_from(Status)),
        inferred=tuple(draw(st.lists(st.builds(Inference, field=texts, basis=texts), max_size=2))),
        evidence=tuple(draw(st.lists(evidence, min_size=1, max_size=3))),
        confidence=draw(st.floats(0, 1)),
        confidence_parts=tuple(draw(st.lists(st.tuples(texts, st.floats(0, 1)), max_size=2))),
        disagreements=tuple(draw(st.lists(texts, max_size=2))),
        flags=tuple(draw(st.lists(texts, max_size=2))),
    )


@given(legs())
def test_a_row_gives_back_its_leg(leg: Leg) -> None:
    assert tables.legs_from_rows([tables.leg_row(leg)]) == (leg,)


@given(legs())
def test_a_row_as_text_gives_back_its_leg(leg: Leg) -> None:
    """As from CSV: every cell is text, and emptiness is all there is of None and of spaces."""
    row = {
        column: str(value) if value is not None and str(value).strip() else None
        for column, value in tables.leg_row(leg).items()
    }
    assert tables.legs_from_rows([row]) == (leg,)


@given(legs())
def test_the_columns_a_person_leaves_out_are_taken_from_the_details(leg: Leg) -> None:
    assert tables.legs_from_rows([{"details": tables.leg_details(leg)}]) == (leg,)


def test_the_details_hold_how_the_line_was_found() -> None:
    lines = (((36.3, 33.5), (35.9, 35.4)),)
    route = Route(
        leg=builders.leg(), lines=lines, method=RouteMethod.ROAD, length_km=300.257, note="a note"
    )
    cells = tables.cells_of(tables.route_row(route))
    assert cells.base is not None
    assert cells.facts is not None
    assert tables.read_route(cells.base, cells.facts, lines) == route


def row_of(leg: Leg, **changes: object) -> dict[str, object]:
    row = dict(tables.leg_row(leg))
    assert changes.keys() <= row.keys()
    return {**row, **changes}


FULL = small_story()[0].leg


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"mode": "bus"}, {"mode": Mode.BUS}),
        ({"status": "Denied"}, {"status": Status.DENIED}),
        ({"date": "8 Dec 2024"}, {"date": EdtfDate("2024-12-08")}),
        ({"date": None, "date_earliest": None, "date_latest": None}, {"date": None}),
        ({"date_latest": "2024-12-12"}, {"date": EdtfDate("2024-12-09/2024-12-12")}),
        ({"people_min": 300}, {"people": Count(low=300, high=400, text="300–400")}),
        ({"people_max": None}, {"people": Count(low=400, high=None, text="at least 400")}),
        (
            {"people_min": 40, "people_max": 40, "people_text": "forty"},
            {"people": Count(low=40, high=40, text="forty")},
        ),
        ({"nationality": None}, {"party": replace(FULL.party, nationality=None)}),
        ({"party": "sailors"}, {"party": replace(FULL.party, text="sailors")}),
        ({"confidence": 0.5}, {"confidence": 0.5}),
        ({"id": "mine"}, {"id": "mine"}),
        ({"inferred": None}, {"inferred": ()}),
    ],
    ids=lambda value: " ".join(value),
)
def test_a_cell_that_was_changed_wins_over_the_details(changes, fields) -> None:
    assert tables.legs_from_rows([row_of(FULL, **changes)]) == (replace(FULL, **fields),)


def test_a_place_moved_by_its_coordinates_keeps_its_name_and_kind() -> None:
    (leg,) = tables.legs_from_rows([row_of(FULL, origin_lon=36.4, origin_lat="33.6")])
    old = FULL.origin.place
    expected = replace(
        old,
        id="at:36.40000,33.60000",
        lon=36.4,
        lat=33.6,
        source="table",
        source_id="36.40000,33.60000",
    )
    assert leg == replace(FULL, origin=Endpoint(name="Damascus", place=expected, score=1.0))


def test_a_renamed_place_is_looked_up_anew() -> None:
    asked = []

    def locate(written: tables.WrittenPlace) -> Endpoint:
        asked.append((written.column, written.name, written.lon))
        return builders.endpoint("Beirut")

    cells = tables.cells_of(row_of(FULL, destination="Beirut"))
    leg = tables.leg_of_row(cells, locate=locate, document="x")
    assert asked == [("destination", "Beirut", None)]
    assert leg == replace(FULL, destination=builders.endpoint("Beirut"))
    with pytest.raises(BadCellError, match="has no coordinates beside it"):
        tables.legs_from_rows([row_of(FULL, destination="Beirut")])


def test_an_end_taken_out_is_gone() -> None:
    parts = ("", "_lon", "_lat", "_id", "_kind")
    (leg,) = tables.legs_from_rows([row_of(FULL, **{f"destination{part}": None for part in parts})])
    assert leg == replace(FULL, destination=None)


def test_a_changed_quote_loses_the_spans_that_pointed_into_it() -> None:
    spans = (FieldSpan(field="origin", start=3, end=9),)
    first, second = FULL.evidence
    leg = replace(FULL, evidence=(replace(first, spans=spans), second))
    (read,) = tables.legs_from_rows([row_of(leg, quote="They went.", quote_end=10)])
    assert read.evidence == (replace(first, quote="They went.", start=0, end=10), second)


def test_publishers_are_renamed_each_in_its_place() -> None:
    (leg,) = tables.legs_from_rows([row_of(FULL, publisher="The Sample; Other News")])
    assert [item.publisher for item in leg.evidence] == ["The Sample", "Other News"]
    with pytest.raises(BadCellError, match=r"'A; B; C' names 3 where the leg's reports have 2"):
        tables.legs_from_rows([row_of(FULL, publisher="A; B; C")])


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "09.12.2024"},
        {"date": "12/9/2024"},
        {"id": "12345678"},
        {"origin_lon": "36,2913", "origin_lat": "33,5102"},
        {"people_min": "400.0"},
        {"confidence": "0,8"},
        {"quote": "They \r\n left."},
        {"party_kind": "unknown "},
    ],
    ids=str,
)
def test_what_a_spreadsheet_rewrites_is_no_change(changes) -> None:
    count = Count(low=400, high=400, text="400")
    leg = builders.leg(date="2024-12-09", people=count, id="0012345678")
    cells = tables.cells_of(row_of(leg, **changes), decimal_comma="," in str(changes))
    assert tables.leg_of_row(cells, locate=tables.locate_as_given, document="x") == leg


def test_a_month_that_excel_rewrote_is_no_change() -> None:
    leg = builders.leg(date="2024-12")
    assert tables.legs_from_rows([row_of(leg, date="Dez 24")]) == (leg,)


class TestRowsOfOthers:
    ROW = {"origin": "Homs", "origin_lon": "36.72", "origin_lat": "34.73", "date": "8 Dec 2024"}

    def read(self, **cells: object) -> Leg:
        row = tables.cells_of({**self.ROW, **cells})
        return tables.leg_of_row(
            row, locate=tables.locate_as_given, document="moves#2", words="Homs, 8 Dec 2024"
        )

    def test_it_says_what_the_cells_say_and_no_more(self) -> None:
        place = Place(
            id="at:36.72000,34.73000",
            name="Homs",
            kind=PlaceKind.SETTLEMENT,
            lon=36.72,
            lat=34.73,
            extent_km=1.0,
            source="table",
            source_id="36.72000,34.73000",
        )
        evidence = Evidence(
            document="moves#2",
            publisher=None,
            title=None,
            published=None,
            url=None,
            quote="Homs, 8 Dec 2024",
            start=0,
            end=16,
        )
        assert self.read() == Leg(
            id="",
            origin=Endpoint(name="Homs", place=place, score=1.0),
            destination=None,
            date=EdtfDate("2024-12-08"),
            evidence=(evidence,),
            confidence=1.0,
        )

    def test_words_of_any_hand_are_understood(self) -> None:
        leg = self.read(mode="By buses", status="en cours", party_kind="IDPs", people="1.500")
        assert (leg.mode, leg.status) == (Mode.BUS, Status.ONGOING)
        assert leg.party == Party(text="IDPs", kind=PartyKind.CIVILIANS)
        assert leg.people == Count(low=1500, high=1500, text="1.500")

    def test_a_party_is_of_the_kind_its_words_name(self) -> None:
        assert self.read(party="Ukrainian refugees").party.kind is PartyKind.REFUGEES

    def test_a_position_alone_is_its_own_name(self) -> None:
        assert self.read(origin=None).origin.name == "34.7300, 36.7200"

    def test_old_tables_without_details_give_their_inferences_back(self) -> None:
        inferred = self.read(inferred="mode: the word convoy; date: the day of the report").inferred
        assert inferred == (
            Inference(field="mode", basis="the word convoy"),
            Inference(field="date", basis="the day of the report"),
        )

    @pytest.mark.parametrize(
        ("cells", "note"),
        [
            ({"mode": "teleport"}, "column 'mode': 'teleport' is none of road, bus, car"),
            ({"people": "a few"}, "column 'people': 'a few' is no number or range"),
            ({"origin_kind": "planet"}, "column 'origin_kind': 'planet' is no kind of place"),
            ({"confidence": 80}, "column 'confidence': 80.0 is not within 0 and 1; left out"),
            ({"confidence": "high"}, "column 'confidence': 'high' is no number; left out"),
            ({"details": "{"}, "column 'details': '{' are not as evacmap writes them"),
            ({"details": "[]"}, "column 'details': '[]' are not as evacmap writes them"),
        ],
    )
    def test_what_is_read_in_part_is_noted(self, cells, note) -> None:
        read = tables.cells_of({**self.ROW, **cells})
        tables.leg_of_row(read, locate=tables.locate_as_given, document="x")
        assert [str(item)[: len(note)] for item in read.notes] == [note]

    @pytest.mark.parametrize(
        ("cells", "message"),
        [
            ({"status": "maybe"}, "column 'status': 'maybe' is no status; write one of completed"),
            ({"date": "soon"}, "column 'date': 'soon' is not an EDTF date; write 2024-12-09"),
            (
                {"date": "03/04/2022"},
                "column 'date': '03/04/2022' is one of two days; say whether the day or the month",
            ),
            ({"origin_lat": "121.5"}, "column 'origin_lat': 121.5 is no latitude, which ends"),
            (
                {"origin_lat": "121.5", "origin_lon": "14"},
                "column 'origin_lat': 121.5 is no latitude, which ends at 90; latitude and "
                "longitude look swapped",
            ),
            ({"origin_lon": "200"}, "column 'origin_lon': 200.0 is no longitude, which ends"),
            ({"origin_lon": "east"}, "column 'origin_lon': 'east' is no number"),
            ({"origin_lon": None}, "column 'origin_lon': None is empty, and the other coordinate"),
            ({"people_min": "4.5"}, "column 'people_min': '4.5' is no whole number"),
            ({"people_min": 5, "people_max": 4}, "column 'people_min': 5 is more than people_max"),
            ({"people_min": -5}, "column 'people_min': -5 is below 0"),
            (
                {"origin": None, "origin_lon": None, "origin_lat": None},
                "column 'origin': None is empty, and so is the destination",
            ),
            (
                {"date": None, "date_earliest": "2024-12-09", "date_latest": "2024-12-01"},
                "column 'date_latest': '2024-12-01' is before the start, 2024-12-09",
            ),
        ],
    )
    def test_what_cannot_be_is_named_with_its_column(self, cells, message) -> None:
        with pytest.raises(BadCellError) as caught:
            self.read(**cells)
        assert str(caught.value).startswith(message)

    def test_the_middle_of_the_gulf_of_guinea_is_no_known_position(self) -> None:
        row = tables.cells_of({**self.ROW, "origin_lon": 0, "origin_lat": 0.0})
        with pytest.raises(BadCellError, match="'Homs' has no coordinates"):
            tables.leg_of_row(row, locate=tables.locate_as_given, document="x")
        assert str(row.notes[0]).startswith("column 'origin_lon': 0 with latitude 0 is in the open")


def test_details_hold_no_character_that_some_format_cannot() -> None:
    leg = builders.leg(quotes=(builders.evidence("a\ud800\x00\x85\uffff\u2028'=b"),))
    text = tables.leg_details(leg)
    assert text.isprintable()
    assert text.startswith("{")
    assert json.loads(text)["leg"]["evidence"][0]["quote"] == "a\ud800\x00\x85\uffff\u2028'=b"
