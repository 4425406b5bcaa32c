import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
from evacmap.errors import BadDateError
from evacmap.model import (
    Block,
    BlockKind,
    Count,
    Document,
    Endpoint,
    Inference,
    Leg,
    Mode,
    Party,
    Route,
    RouteMethod,
    Source,
    Status,
)
from evacmap.model.plain import from_plain, to_json, to_plain

texts = st.text(max_size=20)
counts = st.builds(Count, low=st.none() | st.integers(), high=st.none() | st.integers(), text=texts)


@st.composite
def legs(draw: st.DrawFn) -> Leg:
    return builders.leg(
        origin=draw(st.sampled_from([None, "Damascus", "Syria"])),
        waypoints=draw(st.sampled_from([(), ("Masnaa", "Beirut")])),
        date=draw(st.sampled_from([None, "2024-12-09", "../2024-12-06", "2013-01-22~"])),
        mode=draw(st.sampled_from(Mode)),
        status=draw(st.sampled_from(Status)),
        party=draw(st.none() | st.builds(Party, text=texts)),
        people=draw(st.none() | counts),
        inferred=tuple(draw(st.lists(st.builds(Inference, field=texts, basis=texts), max_size=2))),
        flags=tuple(draw(st.lists(texts, max_size=2))),
        confidence_parts=(("place", draw(st.floats(0, 1))),),
        quotes=(builders.evidence(draw(texts), said_by=draw(st.none() | texts)),),
    )


@given(legs())
def test_a_leg_comes_back_through_json_as_it_was(leg: Leg):
    assert from_plain(Leg, json.loads(json.dumps(to_plain(leg)))) == leg


def test_a_route_comes_back_as_it_was():
    route = Route(
        leg=builders.leg(),
        lines=(((36.3, 33.5), (35.9, 35.4)), ((179.0, 1.0), (180.0, 2.0))),
        method=RouteMethod.ROAD,
        length_km=300.25,
        note="cut",
    )
    assert from_plain(Route, json.loads(json.dumps(to_plain(route)))) == route


def test_a_document_comes_back_as_it_was():
    import datetime as dt

    document = Document(
        name="report",
        text="They left.",
        blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=10),),
        source=Source(publisher="The Example", published=dt.date(2024, 12, 16)),
    )
    assert from_plain(Document, json.loads(json.dumps(to_plain(document)))) == document


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mode", "teleport"),
        ("confidence", "0.9"),
        ("confidence", True),
        ("flags", "text"),
        ("evidence", {}),
        ("origin", 7),
        ("unheard_of", 1),
        ("confidence_parts", [["place"]]),
    ],
)
def test_what_is_no_leg_is_refused(field, value):
    with pytest.raises(ValueError, match=r"."):
        from_plain(Leg, {**to_plain(builders.leg()), field: value})


def test_a_date_that_is_none_is_refused():
    with pytest.raises(BadDateError):
        from_plain(Leg, {**to_plain(builders.leg()), "date": "soon"})


def test_a_leg_without_evidence_field_is_refused():
    plain = to_plain(builders.leg())
    del plain["evidence"]
    with pytest.raises(ValueError, match="not the fields of a Leg"):
        from_plain(Leg, plain)


@given(legs())
def test_json_is_written_as_json_writes_what_is_plain(leg: Leg):
    assert to_json(leg) == json.dumps(to_plain(leg), ensure_ascii=False, separators=(",", ":"))


def test_json_of_a_route_holds_its_numbers_and_nothing():
    route = Route(
        leg=builders.leg(), lines=(((36.0, -0.0),),), method=RouteMethod.POINT, length_km=None
    )
    assert from_plain(Route, json.loads(to_json(route))) == route
    assert '"lines":[[[36.0,-0.0]]]' in to_json(route)


def test_legs_that_are_read_share_their_places():
    plain = json.dumps(to_plain(builders.leg()))
    one, other = (from_plain(Leg, json.loads(plain)) for _ in range(2))
    assert one.origin is not None
    assert other.origin is not None
    assert one.origin.place is other.origin.place


def test_a_place_is_never_taken_for_one_whose_numbers_only_compare_equal():
    """0.0 equals -0.0, and 1 equals True, but they are written in other bytes."""
    plain = to_plain(builders.leg().origin)
    first = from_plain(Endpoint, {**plain, "place": {**plain["place"], "lon": 0.0}})
    second = from_plain(Endpoint, {**plain, "place": {**plain["place"], "lon": -0.0}})
    assert [str(each.place.lon) for each in (first, second)] == ["0.0", "-0.0"]
    from_plain(Endpoint, {**plain, "place": {**plain["place"], "population": 1}})
    with pytest.raises(ValueError, match="True"):
        from_plain(Endpoint, {**plain, "place": {**plain["place"], "population": True}})
