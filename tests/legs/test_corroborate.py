"""Legs of many reports become movements."""

from dataclasses import replace

import builders as build
from evacmap.legs.corroborate import corroborate_legs
from evacmap.legs.corroborate_merge import merge_evidence
from evacmap.model import Count, FieldSpan, Leg, Mode, Party, PartyKind, Status

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


def test_what_the_sources_dispute_is_listed_with_who_says_it() -> None:
    (movement,) = corroborate_legs(
        (
            told("Damascus", "Beirut", "a", publisher="One", people=(80, 80, "about 80")),
            told("Damascus", "Beirut", "b", publisher="Two", people=(80, 80, "about eighty")),
            told("Damascus", "Beirut", "c", publisher="Three", people=(77, 77, "77")),
            told("Damascus", "Beirut", "d", publisher="Four", people=(100, 100, "about 100")),
        )
    )
    assert movement.disagreements == ("people: about 80 (One, Two); 77 (Three); about 100 (Four)",)
    assert movement.people == Count(low=77, high=77, text="77")


def test_tuesday_and_wednesday_are_one_movement_if_the_number_is_the_same() -> None:
    legs = (
        told("Damascus", "Beirut", "a", publisher="One"),
        told("Damascus", "Beirut", "b", publisher="Two", date="2013-01-23"),
    )
    (movement,) = corroborate_legs(legs)
    assert movement.disagreements == ("date: 2013-01-22 (One); 2013-01-23 (Two)",)


def test_one_paper_with_two_days_tells_of_two_movements() -> None:
    legs = (
        told("Damascus", "Beirut", "a"),
        told("Damascus", "Beirut", "b", date="2013-01-23"),
    )
    assert len(corroborate_legs(legs)) == 2


def test_a_coarser_telling_is_no_disagreement() -> None:
    legs = (
        told("Damascus", "Beirut", "a"),
        told("Syria", "Lebanon", "b", mode=Mode.ROAD, date="2013-01-20/2013-01-25", people=None),
    )
    (movement,) = corroborate_legs(legs)
    assert movement.disagreements == ()
    assert (str(movement.date), movement.mode) == ("2013-01-22", Mode.BUS)
    assert [end.name for end in movement.ends] == ["Damascus", "Beirut"]


def test_a_country_and_then_a_town_of_it_are_one_way() -> None:
    legs = (
        told("Syria", "Lebanon", "a"),
        told("Lebanon", "Beirut", "a", mode=Mode.UNKNOWN, status=Status.PLANNED),
    )
    (movement,) = corroborate_legs(legs)
    assert [end.name for end in movement.ends] == ["Syria", "Beirut"]
    assert movement.disagreements == (
        "status: completed from Syria to Lebanon (The Example);"
        " planned from Lebanon to Beirut (The Example)",
    )


def test_another_nation_on_the_same_day_and_way_is_another_movement() -> None:
    germans = Party(text="German citizens", kind=PartyKind.CIVILIANS, nationality="Germany")
    legs = (told("Syria", "Beirut", "a"), told("Syria", "Beirut", "b", party=germans))
    assert len(corroborate_legs(legs)) == 2


def test_two_legs_that_one_report_tells_apart_stay_apart() -> None:
    legs = (told("Syria", "Beirut", "a"), told("Damascus", "Beirut", "a"))
    assert len(corroborate_legs(legs)) == 2


def test_a_party_is_told_by_words_of_its_own() -> None:
    about = Party(
        text="about 100 of their citizens", kind=PartyKind.CIVILIANS, nationality="Russia"
    )
    legs = (told("Syria", "Beirut", "a", party=about), told("Syria", "Beirut", "b"))
    (movement,) = corroborate_legs(legs)
    assert movement.party == RUSSIANS


def test_two_papers_that_quote_one_agency_make_a_leg_no_surer() -> None:
    def reports(first: str, second: str) -> tuple[Leg, ...]:
        return tuple(
            build.leg(
                "Damascus",
                "Beirut",
                quotes=(
                    build.evidence(
                        f"{name} has it.", document=name, publisher=name, said_by=said_by
                    ),
                ),
            )
            for name, said_by in (("One", first), ("Two", second))
        )

    (copied,) = corroborate_legs(reports("AFP", "AFP"))
    (independent,) = corroborate_legs(reports("AFP", "a witness"))
    assert (copied.confidence, independent.confidence) == (0.8, 0.96)


def test_the_words_behind_each_field_stay_with_the_report_that_says_them() -> None:
    first = FieldSpan(field="origin", start=0, end=5)
    second = FieldSpan(field="destination", start=7, end=9)
    legs = [
        told("Syria", "Beirut", name, publisher=publisher)
        for name, publisher in (("a", "One"), ("b", "Two"))
    ]
    legs = [
        replace(leg, evidence=(replace(leg.evidence[0], spans=(span,)),))
        for leg, span in zip(legs, (first, second), strict=True)
    ]
    (movement,) = corroborate_legs(legs)
    assert {item.document: item.spans for item in movement.evidence} == {
        "a": (first,),
        "b": (second,),
    }


def test_the_same_words_given_twice_are_one_piece_of_evidence_with_the_spans_of_both() -> None:
    spans = [FieldSpan(field=field, start=0, end=4) for field in ("people", "origin", "people")]
    merged = merge_evidence(build.evidence(spans=(span,)) for span in spans)
    assert merged == (build.evidence(spans=(spans[1], spans[0])),)
