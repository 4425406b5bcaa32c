"""Vehicles that come to fetch people: those they take leave from where they came to."""

import pytest

from reading import extract, summary

FRIDAY = "2024-12-06"
CASES = [
    (
        "The Ministry said families fled Goma on Monday. As two ferries have come to Bukavu and "
        "many want to go, the navy is prepared to take them away.",
        [
            ("Goma", None, "unknown", "completed", "2024-12-02", None),
            ("Bukavu", None, "sea", "planned", None, None),
        ],
    ),
    (
        "Evacuees from Goma wait. The ship came to Bukavu with food, and on its way home it would "
        "carry those who wanted to leave.",
        [("Bukavu", None, "sea", "planned", None, None)],
    ),
    (
        # Those who are taken on to another place came by the vehicle themselves.
        "A bus with 40 evacuees reached Lviv on Monday; they will be taken to Kielce on Sunday.",
        [
            (None, "Lviv", "bus", "completed", "2024-12-02", (40, 40)),
            ("Lviv", "Kielce", "unknown", "planned", "2024-12-08", (40, 40)),
        ],
    ),
    ("Refugees fled. A plane came to Goma with tents.", []),
    ("Refugees fled. Two lorries arrived in Goma with blankets on Monday.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_an_empty_or_laden_vehicle_tells_no_leg_of_its_own(text, expected):
    assert summary(extract(text, published=FRIDAY)) == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The soldiers were captured in Goma and taken to Kampala.", ("Goma", "Kampala")),
        ("Seized in Homs in May, the tourists were later moved to Idlib.", ("Homs", "Idlib")),
        ("Gunmen seized the nurses in Goma and took them to Bukavu.", ("Goma", "Bukavu")),
        ("The pilots, abducted in Homs, were brought to Beirut.", ("Homs", "Beirut")),
        ("After being captured near Homs, the fighters were moved to Amman.", ("Homs", "Amman")),
        (
            "Police arrested migrants in Tripoli and sent them to Misrata.",
            ("Tripoli", "Misrata"),
        ),
        ("The kidnapped engineers were flown to Beirut from Homs.", ("Homs", "Beirut")),
        ("Two freed lawmakers were flown to Beirut from Aden.", ("Aden", "Beirut")),
        (
            "Three officials who are part of a prisoner swap have landed in Doha from Kabul.",
            ("Kabul", "Doha"),
        ),
        ("Five leaders came to Doha from Kabul after being freed.", ("Kabul", "Doha")),
    ],
)
def test_those_who_are_seized_leave_where_they_were_seized(
    text: str, ends: tuple[str, str]
) -> None:
    assert [leg[:2] for leg in summary(extract(text, published=FRIDAY))] == [ends]


@pytest.mark.parametrize(
    "text",
    [
        "Negotiators came to Doha from Kabul for talks on a prisoner swap.",
        "The president flew to Doha from Kabul to discuss the release of the hostages.",
        "The minister who negotiated the exchange came to Doha from Kabul on Sunday.",
        "The army seized weapons in Goma and took them to Bukavu.",
        "The suspect was arrested in Goma and taken to a police station in Bukavu.",
        "The team travelled to Beirut from Aden after releasing an album.",
        "Troops captured Homs and moved on to Idlib.",
    ],
)
def test_those_who_only_speak_of_captives_make_no_leg(text: str) -> None:
    assert extract(text, published=FRIDAY) == ()
