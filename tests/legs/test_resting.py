"""Every field of a leg names the words it rests on."""

import pytest

import builders as build
from evacmap.legs.corroborate import corroborate_legs
from evacmap.legs.itineraries import chain_legs
from evacmap.model import Evidence, FieldSpan, Leg, Mode, Party, PartyKind
from reading import extract
from resting import check_words

FRIDAY = "2024-12-06"

CASES = [
    (
        "About 300 civilians were evacuated by bus from Homs to Tartus on Thursday.",
        [
            *(("origin", "Homs"), ("destination", "Tartus"), ("date", "Thursday"), ("mode", "bus")),
            *(("status", "evacuated"), ("party", "About 300 civilians")),
            *(("party_kind", "civilians"), ("people", "About 300")),
        ],
    ),
    (
        "The governor said that 40 Kenyan nurses will be flown from Goma\nto Nairobi via Kigali.",
        [
            *(("origin", "Goma"), ("waypoint", "Kigali"), ("destination", "Nairobi")),
            *(("mode", "flown"), ("status", "will"), ("status", "flown")),
            *(("party", "40 Kenyan nurses"), ("party_kind", "nurses"), ("nationality", "Kenyan")),
            *(("people", "40"), ("said_by", "The governor")),
        ],
    ),
    (
        # A default date rests on the motion word, and a denial on what makes it one.
        "No soldiers have left Homs.",
        [
            *(("origin", "Homs"), ("date", "left"), ("status", "No"), ("status", "left")),
            *(("party", "No soldiers"), ("party_kind", "soldiers")),
        ],
    ),
    (
        # The words of a pronoun and of what it means.
        "Families fled Syria on Monday. They left the country in 12 buses for Beirut.",
        [
            *(("origin", "Syria"), ("destination", "Beirut"), ("date", "Monday")),
            *(("mode", "buses"), ("status", "fled"), ("status", "left"), ("party", "Families")),
            *(("party_kind", "Families"), ("vehicles", "12")),
        ],
    ),
    (
        "Kyrgyz workers were evacuated from Tripoli on Tuesday and will be flown home.",
        [
            *(("origin", "Tripoli"), ("destination", "Kyrgyz"), ("destination", "home")),
            *(("date", "Tuesday"), ("mode", "flown"), ("status", "evacuated")),
            *(("party", "Kyrgyz workers"), ("party_kind", "workers"), ("nationality", "Kyrgyz")),
        ],
    ),
    (
        "Four  nurses fled Homs  for Tartus  on Thursday.",
        [
            *(("origin", "Homs"), ("destination", "Tartus"), ("date", "Thursday")),
            *(("status", "fled"), ("party", "Four nurses"), ("party_kind", "nurses")),
            ("people", "Four"),
        ],
    ),
    (
        # Numbers that are added rest on each of them.
        "Some 1,600 students and 3,500 residents were taken from Sumy to Poltava on Thursday.",
        [
            *(("origin", "Sumy"), ("destination", "Poltava"), ("date", "Thursday")),
            *(("status", "taken"), ("party", "Some 1,600 students"), ("party_kind", "students")),
            *(("people", "Some 1,600"), ("people", "3,500")),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_the_words_are_those_of_the_report(text, expected):
    (leg,) = extract(text, published=FRIDAY)
    assert check_words(leg, {"report": text}) == expected


def test_those_who_are_told_to_leave_do_not_say_so():
    (leg,) = extract("Residents of Tartus were told to leave on Thursday.", published=FRIDAY)
    assert leg.evidence[0].said_by is None


def at(field: str, start: int = 0, document: str | None = None) -> FieldSpan:
    return FieldSpan(field=field, start=start, end=start + 4, document=document)


def told(origin: str | None, destination: str, quote: Evidence, mode: Mode = Mode.AIR) -> Leg:
    russians = Party(text="Russian citizens", kind=PartyKind.CIVILIANS, nationality="Russia")
    return build.leg(
        *(origin, destination),
        id=f"{origin}-{destination}",
        date="2013-01-22",
        party=russians,
        mode=mode,
        quotes=(quote,),
    )


def test_an_end_filled_from_another_report_rests_on_the_words_of_that_report():
    arrival = build.evidence(document="one", spans=(at("origin"), at("destination", 20)))
    onward = build.evidence(document="two", spans=(at("destination", 9),))
    _, flight = chain_legs(
        [told("Damascus", "Beirut", arrival, Mode.BUS), told(None, "Moscow", onward)]
    )
    assert flight.origin is not None
    assert flight.evidence[0].spans == (at("origin", 20, "one"), at("destination", 9))


def test_an_end_filled_from_the_same_report_rests_on_its_words():
    arrival = build.evidence(spans=(at("destination", 20),))
    onward = build.evidence("They flew on.", spans=(at("destination", 9),))
    _, flight = chain_legs(
        [told("Damascus", "Beirut", arrival, Mode.BUS), told(None, "Moscow", onward)]
    )
    assert flight.evidence[0].spans == (at("origin", 20), at("destination", 9))


def test_a_crossing_that_becomes_a_stop_rests_on_the_words_that_named_it_as_an_end():
    first = build.evidence(document="one", spans=(at("origin"), at("destination", 9)))
    second = build.evidence(document="two", spans=(at("origin"), at("destination", 9)))
    (movement,) = corroborate_legs(
        [
            told("Damascus", "Masnaa", first, Mode.BUS),
            told("Damascus", "Beirut", second, Mode.BUS),
        ]
    )
    assert [stop.name for stop in movement.waypoints] == ["Masnaa"]
    assert [item.spans for item in movement.evidence] == [
        (at("origin"), at("waypoint", 9), at("destination", 9)),
        (at("origin"), at("destination", 9)),
    ]
