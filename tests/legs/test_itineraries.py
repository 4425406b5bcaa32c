"""A party's legs follow one another, and only what fits is filled in."""

import builders as build
from evacmap.legs.itineraries import chain_legs, itineraries
from evacmap.model import Count, Inference, Leg, Mode, Party, PartyKind, Status

RUSSIANS = Party(text="Russian citizens", kind=PartyKind.CIVILIANS, nationality="Russia")
SYRIANS = Party(text="Syrian officers", kind=PartyKind.MILITARY, nationality="Syria")
EIGHTY = Count(low=80, high=80, text="about 80")


def told(origin: str | None, destination: str | None, **fields: object) -> Leg:
    return build.leg(
        origin,
        destination,
        **{  # type: ignore[arg-type]
            "id": f"{origin}-{destination}",
            "date": "2013-01-22",
            "party": RUSSIANS,
            "people": EIGHTY,
            "mode": Mode.AIR,
            **fields,
        },
    )


def names(leg: Leg) -> list[str | None]:
    return [end.name if end else None for end in (leg.origin, leg.destination)]


def test_a_flight_with_no_origin_starts_where_the_bus_had_come_to() -> None:
    bus, flight = chain_legs(
        [
            told(None, "Moscow", date="2013-01-23"),
            told("Damascus", "Beirut", mode=Mode.BUS, quotes=(build.evidence(publisher="One"),)),
        ]
    )
    assert (names(bus), names(flight)) == (["Damascus", "Beirut"], ["Beirut", "Moscow"])
    basis = "where the same party, as told by One, had come to"
    assert flight.inferred == (Inference(field="origin", basis=basis),)
    assert flight.confidence == 0.56
    assert flight.id != "None-Moscow"
    assert bus.inferred == ()


def test_a_leg_with_no_destination_ends_where_the_same_party_went_on() -> None:
    first, second = chain_legs([told("Damascus", None), told("Beirut", "Moscow")])
    assert names(first) == ["Damascus", "Beirut"]
    assert [item.field for item in first.inferred] == ["destination"]
    assert names(second) == ["Beirut", "Moscow"]


def test_another_party_fills_nothing() -> None:
    legs = (told("Damascus", "Beirut", party=SYRIANS, people=None), told(None, "Moscow"))
    assert chain_legs(legs) == legs


def test_a_leg_weeks_later_is_another_journey() -> None:
    legs = (told("Damascus", "Beirut"), told(None, "Moscow", date="2013-02-10"))
    assert chain_legs(legs) == legs


def test_two_legs_that_fit_as_well_fill_nothing() -> None:
    legs = (told("Damascus", "Beirut"), told("Damascus", "Khmeimim"), told(None, "Moscow"))
    assert [names(leg) for leg in chain_legs(legs)][-1] == [None, "Moscow"]


def test_a_country_is_too_vague_to_start_from() -> None:
    legs = (told("Damascus", "Lebanon"), told(None, "Moscow"))
    assert chain_legs(legs) == legs


def test_a_plan_does_not_go_on_from_what_happened() -> None:
    legs = (told("Damascus", "Beirut"), told(None, "Moscow", status=Status.PLANNED))
    assert chain_legs(legs) == legs


def test_undated_legs_are_left_as_they_are() -> None:
    legs = (told("Damascus", "Beirut", date=None), told(None, "Moscow", date=None))
    assert chain_legs(legs) == legs


def test_an_itinerary_holds_its_legs_in_order_of_travel() -> None:
    flight, bus, other = (
        told("Beirut", "Moscow", date="2013-01-23"),
        told("Damascus", "Beirut", mode=Mode.BUS),
        told("Tartus", "Khmeimim", party=SYRIANS, people=None, mode=Mode.CAR),
    )
    assert itineraries([flight, bus, other]) == ((bus, flight), (other,))


def test_a_leg_there_and_back_does_not_run_in_circles() -> None:
    there, back = told("Damascus", "Beirut"), told("Beirut", "Damascus")
    assert sorted(chain_legs([there, back]), key=lambda leg: leg.id) == sorted(
        [there, back], key=lambda leg: leg.id
    )
