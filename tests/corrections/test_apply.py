import dataclasses

import pytest

import builders
from evacmap.corrections import Corrected, Entry, apply_corrections
from evacmap.errors import BadCellError
from evacmap.model import Correction, Count, Endpoint, Inference, Leg, Mode, Status
from evacmap.tables import given_place
from evacmap.tables.flat import flat_row


def find(written, others, notes) -> Endpoint:
    """A gazetteer of the test's places."""
    if written.lon is not None:
        return Endpoint(name=written.name or "there", place=given_place(written), score=1.0)
    if written.name not in builders.PLACES:
        raise BadCellError(written.column, written.name, "is not in the gazetteer")
    end = builders.endpoint(written.name)
    assert end is not None
    return end


def entry(number: int = 1, do: str = "change", leg: str | None = "leg1", **fields) -> Entry:
    return Entry(number=number, do=do, leg=leg, **fields)


def corrected(*entries: Entry, legs: tuple[Leg, ...] | None = None) -> Corrected:
    return apply_corrections(legs or (builders.leg(),), entries, find=find)


def said(leg: Leg) -> dict:
    return {key: value for key, value in flat_row(leg).items() if value is not None}


def only(made: Corrected) -> Leg:
    assert made.problems == ()
    (leg,) = made.legs
    return leg


def test_a_changed_field_bears_who_and_why():
    people = Count(low=80, high=80, text="about 80")
    leg = builders.leg(people=people, inferred=(Inference(field="people", basis="elsewhere"),))
    made = corrected(entry(set={"people": 77}, by="Ann", why="ministry"), legs=(leg,))
    changed = only(made)
    assert changed.people == Count(low=77, high=77, text="77")
    assert changed.corrected == (
        Correction(field="people", was="about 80", who="Ann", why="ministry"),
    )
    assert changed.inferred == ()
    assert (changed.id, changed.evidence, changed.origin) == (leg.id, leg.evidence, leg.origin)
    assert made.applied == ((1, "leg1"),)


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"date": "2024-12-10"}, {"date": "2024-12-10"}),
        ({"mode": "air", "status": "planned"}, {"mode": Mode.AIR, "status": Status.PLANNED}),
        ({"date": ""}, {"date": None}),
    ],
)
def test_fields_take_the_values_of_the_table(cells, fields):
    leg = only(corrected(entry(set=cells)))
    found = {name: getattr(leg, name) for name in fields}
    assert {name: value and str(value) for name, value in found.items()} == {
        name: value and str(value) for name, value in fields.items()
    }


def test_a_place_is_moved_by_name_or_position():
    leg = only(corrected(entry(set={"destination": "Tartus"})))
    assert leg.destination == builders.endpoint("Tartus")
    assert leg.corrected[0].was == "Khmeimim (35.9487, 35.4011)"
    cells = {"destination_lon": 35.8, "destination_lat": 35.5}
    leg = only(corrected(entry(set=cells)))
    assert leg.destination is not None
    assert (leg.destination.name, leg.destination.place.lon) == ("Khmeimim", 35.8)
    assert [item.field for item in leg.corrected] == ["destination"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"destination": "Nowhere"}, "'Nowhere' is not in the gazetteer"),
        ({"date": "soon"}, "column 'date': 'soon'"),
        ({"status": "maybe"}, "'maybe' is no status; write one of"),
        ({"origin_lon": 33.5, "origin_lat": 136.3}, "136.3 is no latitude"),
        ({"origin_lon": 200.0, "origin_lat": 36.3}, "200.0 is no longitude"),
        ({"destination_lon": 37.0, "destination_lat": 55.0}, None),
    ],
)
def test_what_a_field_cannot_be_is_told_and_the_leg_stays(cells, reason):
    made = corrected(entry(set=cells))
    assert [item.entry for item in made.problems] == ([1] if reason else [])
    if reason:
        assert reason in made.problems[0].reason
        assert made.legs == (builders.leg(),)


def test_coordinates_that_look_swapped_are_told():
    leg = builders.leg("Moscow", "Beirut")
    (problem,) = corrected(
        entry(set={"origin_lon": 55.75, "origin_lat": 37.6}), legs=(leg,)
    ).problems
    assert "'55.75, 37.6' looks swapped; write longitude, then latitude" in problem.reason


def test_a_rejected_leg_goes_and_others_stay():
    other = builders.leg("Moscow", "Beirut", id="other")
    made = corrected(entry(do="reject"), legs=(builders.leg(), other))
    assert made.legs == (other,)
    assert made.applied == ((1, "leg1"),)


def test_an_added_leg_has_its_source_and_an_id_of_its_own():
    cells = {"origin": "Moscow", "destination": "Beirut", "date": "2013-01-22", "mode": "air"}
    source = {"publisher": "The Example", "url": "https://example.org/3", "quote": "Two planes."}
    made = corrected(entry(do="add", leg=None, set={**cells, **source}, by="Ann"))
    added = made.legs[1]
    assert (added.origin, added.destination) == tuple(map(builders.endpoint, ("Moscow", "Beirut")))
    assert (added.mode, str(added.date)) == (Mode.AIR, "2013-01-22")
    (evidence,) = added.evidence
    assert (evidence.publisher, evidence.url, evidence.quote) == tuple(source.values())
    assert added.corrected == (Correction(field="leg", was="added", who="Ann"),)
    assert len(added.id) == 10
    again = corrected(entry(do="add", leg=None, set={**source, **cells}))
    assert again.legs[1].id == added.id


def test_a_leg_added_twice_is_told():
    cells = {"origin": "Moscow", "publisher": "The Example"}
    adds = [entry(number, do="add", leg=None, set=cells) for number in (1, 2)]
    made = corrected(*adds)
    assert [(item.entry, item.reason) for item in made.problems] == [
        (2, "it adds the same leg as entry 1")
    ]
    assert len(made.legs) == 2


def test_joined_legs_are_one_with_all_evidence_and_what_either_knows():
    first = builders.leg(date=None, mode=Mode.UNKNOWN, quotes=(builders.evidence("One."),))
    second = builders.leg(
        "Damascus", "Tartus", id="b", people=Count(low=5, high=5, text="five"),
        quotes=(builders.evidence("Two."),),
    )  # fmt: skip
    joined = only(corrected(entry(do="join", others=("b",), by="Ann"), legs=(first, second)))
    assert [item.quote for item in joined.evidence] == ["One.", "Two."]
    assert (joined.id, joined.mode, str(joined.date)) == ("leg1", Mode.CONVOY, str(second.date))
    assert (joined.destination, joined.people) == (first.destination, second.people)
    assert joined.corrected == (Correction(field="leg", was="joined", who="Ann"),)


def test_a_split_leg_becomes_its_parts():
    parts = ({"destination": "Beirut", "people": 30}, {"people": 50})
    other = builders.leg("Moscow", "Beirut", id="other")
    made = corrected(entry(do="split", into=parts), legs=(builders.leg(), other))
    assert made.problems == ()
    found = {leg.id: leg for leg in made.legs}
    assert set(found) == {"leg1.1", "leg1.2", "other"}
    assert found["leg1.1"].destination == builders.endpoint("Beirut")
    assert [found[f"leg1.{n}"].people.low for n in (1, 2)] == [30, 50]
    assert Correction(field="leg", was="split") in found["leg1.2"].corrected


def test_a_part_of_a_split_leg_and_an_added_leg_can_be_changed():
    cells = {"origin": "Moscow", "publisher": "The Example"}
    added = corrected(entry(do="add", leg=None, set=cells)).legs[1].id
    made = corrected(
        entry(1, do="add", leg=None, set=cells),
        entry(2, do="split", into=({"people": 30}, {"people": 50})),
        entry(3, leg="leg1.2", set={"people": 55}),
        entry(4, leg=added, set={"mode": "air"}),
    )
    assert made.problems == ()
    found = {leg.id: leg for leg in made.legs}
    assert found["leg1.2"].people.low == 55
    assert found[added].mode is Mode.AIR


class TestFindingTheLegAgain:
    def test_a_new_id_is_found_by_what_the_leg_said(self):
        leg = builders.leg()
        now = builders.leg(id="new", date="2024-12-10")
        made = corrected(entry(set={"people": 7}, said=said(leg)), legs=(now,))
        assert only(made).people.low == 7
        assert made.applied == ((1, "new"),)

    def test_a_reworded_report_keeps_its_correction(self):
        leg = builders.leg(quotes=(builders.evidence("Forty lorries left Damascus on Monday."),))
        quote = builders.evidence("On Monday some forty lorries drove out of Damascus.")
        now = builders.leg(id="new", quotes=(quote,))
        assert (
            only(corrected(entry(set={"people": 7}, said=said(leg)), legs=(now,))).people.low == 7
        )

    def test_a_leg_that_is_gone_is_told(self):
        made = corrected(entry(leg="x", set={"people": 7}, said=said(builders.leg("Moscow"))))
        assert [item.reason for item in made.problems] == [
            "the leg x from Moscow to Khmeimim is no longer told by any report"
        ]
        assert made.legs == (builders.leg(),)

    def test_two_legs_that_fit_as_well_are_told(self):
        legs = (builders.leg(id="a"), builders.leg(id="b"))
        made = corrected(entry(set={"people": 7}, said=said(builders.leg())), legs=legs)
        assert "could now be any of a, b; name one" in made.problems[0].reason
        assert made.legs == legs

    def test_twins_that_changed_numbers_are_told_apart_by_what_they_say(self):
        one = builders.leg(id="a", quotes=(builders.evidence("A convoy left on Monday."),))
        two = builders.leg(id="a-2", quotes=(builders.evidence("Others drove off at dawn."),))
        swapped = (dataclasses.replace(two, id="a"), dataclasses.replace(one, id="a-2"))
        made = corrected(entry(leg="a", set={"people": 7}, said=said(one)), legs=swapped)
        assert made.applied == ((1, "a-2"),)

    def test_an_id_alone_that_is_gone_is_told(self):
        made = corrected(entry(leg="x", set={"people": 7}))
        assert "no leg has the id 'x' any more" in made.problems[0].reason


class TestContradictions:
    def test_two_values_for_one_field_are_both_left_out_and_named(self):
        made = corrected(entry(1, set={"people": 7}), entry(2, set={"people": 8, "mode": "air"}))
        assert made.legs == (builders.leg(),)
        assert [(item.entry, item.reason) for item in made.problems] == [
            (
                1,
                "it contradicts entry 2 on people of leg leg1; neither is applied: "
                "remove one of them",
            )
        ]

    def test_the_same_value_twice_is_no_contradiction(self):
        leg = only(corrected(entry(1, set={"people": 7}), entry(2, set={"people": 7})))
        assert leg.people.low == 7

    def test_a_later_change_that_knows_the_earlier_one_follows_it(self):
        made = corrected(
            entry(1, set={"people_min": 7, "people_max": 7}),
            entry(2, set={"people_max": 9}, was={"people_max": 7}),
        )
        leg = only(made)
        assert (leg.people.low, leg.people.high) == (7, 9)

    def test_a_change_of_a_leg_rejected_before_contradicts(self):
        made = corrected(entry(1, do="reject"), entry(2, set={"people": 7}))
        assert "it contradicts entry 2 on the keeping of leg leg1" in made.problems[0].reason
        assert made.legs == (builders.leg(),)

    def test_a_leg_changed_and_then_rejected_goes(self):
        made = corrected(entry(1, set={"people": 7}), entry(2, do="reject"))
        assert (made.legs, made.problems) == ((), ())

    def test_a_change_of_a_leg_joined_to_another_names_the_joining(self):
        legs = (builders.leg(), builders.leg("Moscow", "Beirut", id="b"))
        made = corrected(
            entry(1, do="join", others=("b",)), entry(2, leg="b", set={"people": 7}), legs=legs
        )
        assert made.problems[0].reason == "leg b is joined to leg1 by entry 1"


def test_what_the_reports_now_say_otherwise_is_noted():
    leg = builders.leg(people=Count(low=90, high=90, text="90"))
    made = corrected(entry(set={"people_min": 77}, was={"people_min": 80}), legs=(leg,))
    assert [item.reason for item in made.notes] == [
        "people was 80 when it was corrected; the reports now give 90"
    ]


def test_corrections_of_what_was_corrected_are_the_same_again():
    first = corrected(entry(set={"people": 7}))
    again = corrected(entry(set={"people": 7}))
    assert first == again
