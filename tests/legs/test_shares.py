"""Shares of a movement told without a verb are legs of their own, each with its number."""

import pytest

from reading import extract, summary

FRIDAY = "2024-12-06"

CASES = [
    (
        "On Thursday, 600 refugees were flown to Oslo from Skopje, 110 to Riga and 13 to Bern.",
        [
            ("Skopje", "Oslo", "air", "completed", "2024-12-05", (600, 600)),
            ("Skopje", "Riga", "air", "completed", "2024-12-05", (110, 110)),
            ("Skopje", "Bern", "air", "completed", "2024-12-05", (13, 13)),
        ],
    ),
    (
        "Six boats with displaced people from Palma arrived on Sunday (5 in Pemba and 1 in "
        "Nacala).",
        [
            ("Palma", "Pemba", "sea", "completed", "2024-12-01", None),
            ("Palma", "Nacala", "sea", "completed", "2024-12-01", None),
        ],
    ),
    (
        # Each origin has the goal that follows it.
        "The evacuation went on. Buses took 300 people from Homs to Hama, and 200 from Daraa to "
        "Idlib.",
        [
            ("Homs", "Hama", "bus", "completed", "../2024-12-06", (300, 300)),
            ("Daraa", "Idlib", "bus", "completed", "../2024-12-06", (200, 200)),
        ],
    ),
    (
        # Each number has its own verb.
        "Some 300 residents fled from Bunia to Goma by bus and 200 walked from Rutshuru to Masisi.",
        [
            ("Bunia", "Goma", "bus", "completed", "../2024-12-06", (300, 300)),
            ("Rutshuru", "Masisi", "foot", "completed", "../2024-12-06", (200, 200)),
        ],
    ),
    (
        # Each number stands in brackets behind its place.
        "Families fled from Homs to Hama (2,300 people), Idlib (450) and Aleppo (120 households).",
        [
            ("Homs", "Hama", "unknown", "completed", "../2024-12-06", (2300, 2300)),
            ("Homs", "Idlib", "unknown", "completed", "../2024-12-06", (450, 450)),
            ("Homs", "Aleppo", "unknown", "completed", "../2024-12-06", None),
        ],
    ),
    (
        "The displaced fled to Beledweyne (12,300 individuals) and to Kismayo (800 individuals).",
        [
            (None, "Beledweyne", "unknown", "completed", "../2024-12-06", (12300, 12300)),
            (None, "Kismayo", "unknown", "completed", "../2024-12-06", (800, 800)),
        ],
    ),
    (
        # Years and distances are no shares.
        "The families fled to Hama (2013) and Idlib (2014).",
        [
            (None, "Hama", "unknown", "completed", "../2024-12-06", None),
            (None, "Idlib", "unknown", "completed", "../2024-12-06", None),
        ],
    ),
    (
        # Where the second group left has no name: it is not where the first one did.
        "Buses took 120 people out of Sumy to Poltava, and 40 from two front-line villages to "
        "Kharkiv and Dnipro.",
        [
            ("Sumy", "Poltava", "bus", "completed", "../2024-12-06", (120, 120)),
            (None, "Kharkiv", "bus", "completed", "../2024-12-06", None),
            (None, "Dnipro", "bus", "completed", "../2024-12-06", None),
        ],
    ),
    (
        "The Red Cross moved three captives out of Gaza to Cairo, and 75 from Israeli prisons to "
        "Jericho.",
        [
            ("Gaza", "Cairo", "unknown", "completed", "../2024-12-06", (3, 3)),
            ("Israel", "Jericho", "unknown", "completed", "../2024-12-06", (75, 75)),
        ],
    ),
    (
        # One number, one movement.
        "Some 300 residents fled from Bunia to Goma, and in Masisi 200 houses burned.",
        [("Bunia", "Goma", "unknown", "completed", "../2024-12-06", (300, 300))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda value: str(value)[:40])
def test_shares_are_told_apart(text: str, expected: list[object]) -> None:
    assert summary(extract(text, published=FRIDAY)) == expected


def test_a_share_rests_on_its_own_number() -> None:
    text = CASES[0][0]
    for leg in extract(text, published=FRIDAY):
        (span,) = (span for span in leg.evidence[0].spans if span.field == "people")
        assert leg.people is not None
        assert text[span.start : span.end] == leg.people.text


def test_shares_with_one_origin_left_open_are_no_chain() -> None:
    text = (
        "Bagram released 90 men. Previously, 56 detainees were transferred to the control of other "
        "governments (29 to Pakistan, 5 to Morocco and 4 to France)."
    )
    ends = [
        (leg.origin.name if leg.origin else None, leg.destination.name)
        for leg in extract(text, published=FRIDAY)
        if leg.destination
    ]
    assert {origin for origin, _ in ends} <= {None, "Bagram"}
    assert [goal for _, goal in ends] == ["Pakistan", "Morocco", "France"]


def test_those_who_go_to_several_countries_go_several_ways() -> None:
    text = "More than 900 refugees fled Sudan on Monday for Chad and Egypt."
    assert summary(extract(text, published=FRIDAY)) == [
        ("Sudan", "Chad", "unknown", "completed", "2024-12-02", None),
        ("Sudan", "Egypt", "unknown", "completed", "2024-12-02", None),
    ]


def test_those_who_come_from_several_countries_together_go_one_way() -> None:
    text = "More than 900 refugees fleeing Sudan and Chad reached Cairo on Monday."
    (leg,) = extract(text, published=FRIDAY)
    assert leg.destination is not None
    assert leg.destination.name == "Cairo"
    assert leg.people is not None


PARTS = [
    ("Some 300 villagers fled Homs on Monday. Some went to Hama, the rest to Idlib.", None),
    ("Some 300 villagers left Homs on Monday: 120 by bus to Hama and 30 by air to Idlib.", 120),
    ("People from Homs are being hosted in Hama (140) and Idlib (90).", 140),
    ("Some 300 villagers were evacuated from Homs and divided between Hama and Idlib.", None),
    (
        "Some 300 people were taken out of Homs on Monday. The wounded were flown to Hama; "
        "everyone else was bused to Idlib.",
        None,
    ),
    ("Some 300 people fled Homs. Most are in Hama; others have reached Idlib.", None),
    (
        "Some 300 people have fled Homs. Of these, 40 are staying with relatives in Hama and 25 "
        "have crossed to Idlib.",
        None,
    ),
    (
        "Some 300 people have been displaced from Homs, most of them to Hama. Smaller numbers have "
        "reached Idlib.",
        None,
    ),
]


@pytest.mark.parametrize(("text", "people"), PARTS, ids=lambda value: str(value)[:40])
def test_parts_of_a_group_go_their_own_ways(text: str, people: int | None) -> None:
    ends = {
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name): leg.people
        for leg in extract(text, published=FRIDAY)
    }
    assert set(ends) == {("Homs", "Hama"), ("Homs", "Idlib")}
    if people is not None:
        counted = ends["Homs", "Hama"]
        assert counted is not None
        assert counted.low == people


@pytest.mark.parametrize(
    "text",
    [
        "A fire in Homs hurt 40 people. Of these, 12 were from Hama and five from Idlib.",
        "Some 300 people voted in Homs on Monday. In Hama there were 210; in Idlib, 90.",
        "Doctors in Homs counted 300 cases of cholera. Hama had 200 of them and Idlib 90.",
        "The prize was divided between Homs and Hama.",
    ],
)
def test_parts_of_those_who_go_nowhere_are_no_legs(text: str) -> None:
    assert extract(text, published=FRIDAY) == ()


def test_parts_from_several_countries_are_read() -> None:
    text = "Some 300 people fled to Cairo on Monday, most from Sudan and others from Libya."
    legs = extract(text, published=FRIDAY)
    assert {leg.destination.name for leg in legs if leg.destination} == {"Cairo"}
