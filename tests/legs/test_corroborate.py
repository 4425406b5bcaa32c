"""Legs of many reports become movements."""

import builders as build
from evacmap.legs.corroborate import corroborate_legs
from evacmap.model import Count, Leg, Mode, Party, PartyKind, Status

RUSSIANS = Party(text="Russian citizens", kind=PartyKind.CIVILIANS, nationality="Russia")


def told(
    origin: str | None,
    destination: str | None,
    document: str,
    *,
    publisher: str = "The Example",
    published: str = "2013-01-22",
    date: str | None = "2013-01-22",
    people: tuple[int | None, int | None, str] | None = (80, 80, "about 80"),
    party: Party | None = RUSSIANS,
    **fields: object,
) -> Leg:
    quote = f"{document}: {origin} to {destination}"
    return build.leg(
        origin,
        destination,
        date=date,
        party=party,
        people=Count(low=people[0], high=people[1], text=people[2]) if people else None,
        quotes=(
            build.evidence(quote, document=document, publisher=publisher, published=published),
        ),
        **{"mode": Mode.BUS, **fields},  # type: ignore[arg-type]
    )


def test_a_coarse_a_fine_and_a_planned_telling_are_one_movement_through_the_crossing() -> None:
    legs = (
        told("Syria", "Lebanon", "first", publisher="One", published="2013-01-23"),
        told("Syria", "Masnaa", "second", publisher="Two"),
        told("Masnaa", "Beirut", "second", publisher="Two", status=Status.PLANNED),
        told("Beirut", "Moscow", "first", publisher="One", mode=Mode.AIR),
    )
    flight, bus = sorted(corroborate_legs(legs), key=lambda leg: leg.mode.value)
    assert [end.name for end in bus.ends] == ["Syria", "Masnaa", "Beirut"]
    assert (bus.mode, bus.status) == (Mode.BUS, Status.COMPLETED)
    assert [item.document for item in bus.evidence] == ["second", "second", "first"]
    assert bus.disagreements == (
        "status: completed from Syria to Masnaa (Two); planned from Masnaa to Beirut (Two);"
        " completed (One)",
    )
    assert [end.name for end in flight.ends] == ["Beirut", "Moscow"]


def test_the_same_route_on_another_day_is_another_movement() -> None:
    legs = (told("Syria", "Beirut", "a"), told("Syria", "Beirut", "b", date="2013-01-25"))
    assert len(corroborate_legs(legs)) == 2


def test_the_way_back_is_another_movement() -> None:
    legs = (told("Damascus", "Beirut", "a"), told("Beirut", "Damascus", "b"))
    assert len(corroborate_legs(legs)) == 2


def test_joining_twice_changes_nothing_and_order_does_not_matter() -> None:
    legs = (
        told("Syria", "Lebanon", "a"),
        told("Syria", "Masnaa", "b", people=(100, 100, "about 100")),
        told("Damascus", None, "c", people=None),
    )
    joined = corroborate_legs(legs)
    assert corroborate_legs(joined) == joined
    assert corroborate_legs(reversed(legs)) == joined
