"""Who moves, what carries them and where it goes, in the turns that reports like."""

import pytest

from reading import extract, summary

CONTEXT = "The evacuation of civilians went on this week, officials said. "

CASES = [
    (
        "The foreigners left Monrovia on Sunday night in a convoy bound for Buchanan.",
        ("Monrovia", "Buchanan"),
    ),
    ("A ship with 450 evacuees, bound for Jeddah, sailed from Aden.", ("Aden", "Jeddah")),
    ("A train destined for Lviv left Kharkiv with 900 evacuees.", ("Kharkiv", "Lviv")),
    ("Buses carrying 200 evacuees are en route to Tripoli from Misrata.", ("Misrata", "Tripoli")),
    ("A plane with 90 evacuees on board was en route to Amman.", (None, "Amman")),
    ("About 400 evacuees from Homs are on their way to Tartus by bus.", ("Homs", "Tartus")),
    ("A convoy of evacuees is on its way from Sumy to Poltava.", ("Sumy", "Poltava")),
    (
        "Evacuation buses heading to Zaporizhzhia left Mariupol on Thursday.",
        ("Mariupol", "Zaporizhzhia"),
    ),
    ("Two evacuation flights from Kabul to Doha took off on Thursday.", ("Kabul", "Doha")),
    ("Buses packed with evacuees from Homs reached Tartus on Monday.", ("Homs", "Tartus")),
    ("Uganda has received 2,000 refugees from Congo since Monday.", ("Congo", "Uganda")),
    ("The arrival of 1,200 refugees in Beirut from Homs was no surprise.", ("Homs", "Beirut")),
    ("An influx of 3,000 refugees from Mali into Mauritania went on.", ("Mali", "Mauritania")),
    ("Refugees continued to Tripoli from Misrata by truck.", ("Misrata", "Tripoli")),
    ("Thousands were forced from their homes in Aleppo into Turkey.", ("Aleppo", "Turkey")),
    ("Families waited for days to leave Aleppo.", ("Aleppo", None)),
    ("Thousands queued for a chance to enter Poland from Ukraine.", ("Ukraine", "Poland")),
    ("A refugee said he had left Homs for Hama with his relatives.", ("Homs", "Hama")),
    ("A ferry crowded with refugees sailed from Aden to Djibouti.", ("Aden", "Djibouti")),
]


@pytest.mark.parametrize(("text", "ends"), CASES)
def test_a_vehicle_goes_where_it_is_bound_for(text: str, ends: tuple[str | None, str | None]):
    legs = extract(CONTEXT + text, published="2024-12-06")
    assert [row[:2] for row in summary(legs)] == [ends]


def test_those_said_to_be_on_board_travel():
    text = "Fighting raged in Aden. Six people were on board the frigate, which heads for Djibouti."
    ((_, destination, _, _, _, people),) = summary(extract(CONTEXT + text, published="2024-12-06"))
    assert (destination, people) == ("Djibouti", (6, 6))


@pytest.mark.parametrize(
    "text",
    [
        "A rescue ship left Marseille on Monday.",
        "A minister said he had left Homs.",
        "The firm has plans to leave Russia.",
        "The crew received food in Malta.",
        "The minister received the ambassador in Ankara.",
        "The arrival of the president in Paris was delayed.",
        "The route to Lviv was closed on Monday.",
        "The companies are bound by the treaty of Lisbon.",
    ],
)
def test_a_vehicle_or_a_way_alone_is_no_leg(text: str):
    assert extract(CONTEXT + text, published="2024-12-06") == ()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The king and his family fled Homs for Beirut on a plane.", ("Homs", "Beirut")),
        ("The president left Kabul for Doha as the Taliban entered the city.", ("Kabul", "Doha")),
        ("The ousted president flew to Beirut from Aden.", ("Aden", "Beirut")),
        ("The prime minister left Goma for Kampala hours after a coup.", ("Goma", "Kampala")),
        ("Ruler Ali Hassan left Homs for Beirut after mutineers seized it.", ("Homs", "Beirut")),
        ("Syrian President Ali Hassan fled the country on Monday.", ("Syria", None)),
        ("The deposed king left Aden on Monday for exile in Oman.", ("Aden", "Oman")),
        ("The deposed king went from Aden into exile in Oman.", ("Aden", "Oman")),
        ("Hundreds of monks fled Homs into exile in Beirut.", ("Homs", "Beirut")),
        ("Thousands of Syrians have fled the country in recent months.", ("Syria", None)),
    ],
)
def test_a_ruler_who_falls_makes_no_journey_of_state(
    text: str, ends: tuple[str, str | None]
) -> None:
    assert [leg[:2] for leg in summary(extract(text, published="2024-12-06"))] == [ends]


@pytest.mark.parametrize(
    "text",
    [
        "The president left Kabul for Doha on Thursday for talks.",
        "The president flew to Homs from Beirut as troops advanced on the rebels.",
        "The queen left Beirut for her palace in Tripoli on Friday.",
        "The leader of the rebels left Goma for a summit in Kampala.",
        "The ousted president will stand trial in Kabul on Monday.",
    ],
)
def test_a_ruler_in_office_makes_no_leg(text: str) -> None:
    assert extract(text, published="2024-12-06") == ()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The buses held fighters with their wives and will head to Idlib.", [(None, "Idlib")]),
        ("Lorries were packed with women and left for Homs at dawn.", [(None, "Homs")]),
        ("The lorries were loaded with flour and left for Homs at dawn.", []),
    ],
)
def test_those_a_vehicle_is_told_to_hold_go_with_it(
    text: str, ends: list[tuple[str | None, str]]
) -> None:
    assert [leg[:2] for leg in summary(extract(CONTEXT + text, published="2024-12-06"))] == ends
