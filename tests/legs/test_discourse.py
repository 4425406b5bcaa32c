"""Places that a report names by a description: the war-torn country, the port city, Thai soil."""

import pytest

from reading import extract, summary

CONTEXT = "The evacuation of civilians went on this week, officials said. "

CASES = [
    (
        "Some 290 refugees arrived in Hama from Homs. They had been held in Daraa. Most will"
        " continue to Aleppo next week.",
        [("Homs", "Hama"), ("Hama", "Aleppo")],
    ),
    # Who is told to be somewhere is fetched from there, not from where others came to.
    (
        "Some 300 villagers were stranded in Homs when the bridge fell. On Monday army helicopters"
        " lifted them to Hama.",
        [("Homs", "Hama")],
    ),
    (
        "Some 400 people fled Goma for Bukavu. About 90 nuns had been hiding in a church in Kindu."
        " They were driven to Uvira under escort on Monday.",
        [("Goma", "Bukavu"), ("Kindu", "Uvira")],
    ),
    (
        "Some 400 people fled Goma for Bukavu. The governor ordered the evacuation of Homs. Buses"
        " are taking people to Aleppo.",
        [("Goma", "Bukavu"), ("Homs", "Aleppo")],
    ),
    (
        "Some 300 prisoners were taken out of Goma at night. Their families say they are now held"
        " in Bukavu.",
        [("Goma", "Bukavu")],
    ),
    (
        "Residents of Homs began to flee on Monday. By Tuesday evening 1,200 had been registered in"
        " Hama.",
        [("Homs", "Hama")],
    ),
    (
        "Embassy staff were driven from Doha to Dubai. There they boarded a plane for Kabul.",
        [("Doha", "Dubai"), ("Dubai", "Kabul")],
    ),
    (
        "Some 90 refugees were taken by bus from Goma to Bukavu and put on a plane to Nairobi.",
        [("Goma", "Bukavu"), ("Bukavu", "Nairobi")],
    ),
    (
        "Families fled Goma. A priest in Bukavu said 400 refugees had gone from there to Uvira.",
        [("Goma", None), ("Bukavu", "Uvira")],
    ),
    # Two hamlets that no gazetteer has, named in one breath, are one end.
    (
        "Families fled Daraa. Helicopters took 90 villagers from Oqtarrin and Belwazeh to Hama.",
        [("Daraa", None), ("Oqtarrin", "Hama")],
    ),
    (
        "Homs is emptying: the mayor of Hama said 5,000 people had arrived from there since"
        " Monday.",
        [("Homs", "Hama")],
    ),
    (
        "Most of those leaving Doha go to Kabul. Others head for Dubai.",
        [("Doha", "Kabul"), ("Doha", "Dubai")],
    ),
    (
        "Some 300 refugees were flown from Homs to Hama. In the other direction 90 were brought"
        " from Hama.",
        [("Homs", "Hama"), ("Hama", "Homs")],
    ),
    (
        "Some 300 refugees withdrew from Homs to Hama. Another 150 people crossed the other way.",
        [("Homs", "Hama"), ("Hama", "Homs")],
    ),
    (
        "Families fled Doha for Dubai. A charter flight from Kabul landed in Doha, where buses had"
        " brought 300 refugees from Dubai.",
        [("Doha", "Dubai"), ("Kabul", "Doha"), ("Dubai", "Doha")],
    ),
    (
        "The brigade that had held Homs pulled back to Hama, and families fled Daraa.",
        [("Homs", "Hama"), ("Daraa", None)],
    ),
    (
        "Some 300 refugees were brought to Homs by bus, and planes carried them on to Aleppo.",
        [(None, "Homs"), ("Homs", "Aleppo")],
    ),
    (
        "Families fled Daraa. The last thirty people came down in lorries from Homs to Hama.",
        [("Daraa", None), ("Homs", "Hama")],
    ),
    (
        "The catamaran Blue Star left Doha on Monday evening with 450 refugees, due Dubai on"
        " Tuesday.",
        [("Doha", "Dubai")],
    ),
    (
        "The ferry left Doha on Monday with 200 refugees on board. It is due in Dubai tonight.",
        [("Doha", "Dubai")],
    ),
    (
        "Some 300 residents fled Homs. Some are in Hama, others in Aleppo.",
        [("Homs", "Hama"), ("Homs", "Aleppo")],
    ),
    (
        "The 90 people who left Homs yesterday slept on cots in the town hall in Hama.",
        [("Homs", "Hama")],
    ),
    # "There" is where the last movement went, unless another place has been spoken of since.
    (
        "Some 90 families fled Goma for Bukavu. From there they were flown to Nairobi.",
        [("Goma", "Bukavu"), ("Bukavu", "Nairobi")],
    ),
    (
        "Some 90 families fled Goma for Bukavu. The base at Kindu will close next. An advance party"
        " of 40 soldiers has been flown from there to Nairobi.",
        [("Goma", "Bukavu"), ("Kindu", "Nairobi")],
    ),
    (
        "Some 90 families fled Goma for Bukavu. Lorries ran from dawn, taking 400 refugees to"
        " Uvira.",
        [("Goma", "Bukavu"), ("Goma", "Uvira")],
    ),
    (
        "Some 90 families fled Goma for Bukavu. There was no taxi to the embassy, so friends drove"
        " the nuns there.",
        [("Goma", "Bukavu")],
    ),
    (
        "France will send planes to Yemen to fetch its nationals from the war-torn country.",
        [("Yemen", None)],
    ),
    (
        "Fighting raged in Haiti. The army flew 40 tourists out of the Caribbean nation on Monday.",
        [("Haiti", None)],
    ),
    (
        "Shells fell on Kidal on Monday. The last column pulled out of the desert town.",
        [("Kidal", None)],
    ),
    (
        "Rebels entered Goma on Monday. Thousands of people fled the eastern city on foot.",
        [("Goma", None)],
    ),
    (
        "Bombs fell on Aden. Some 90 families fled the Yemeni city on Tuesday.",
        [("Aden", None)],
    ),
    (
        "Helicopters flew into Monrovia and began evacuating Americans from the chaotic capital.",
        [("Monrovia", None)],
    ),
    (
        "In Jakarta, a minister said that planes will go to Yemen to evacuate Indonesians from the "
        "war-torn country.",
        [("Yemen", None)],
    ),
    (
        "Ships took 90 migrants from Tripoli to the airport on Lampedusa.",
        [("Tripoli", "Lampedusa")],
    ),
    ("The police accompanied the migrants to Lampedusa.", [(None, "Lampedusa")]),
    ("The navy rescued 90 migrants off Libya and took them to Malta.", [("Libya", "Malta")]),
    ("Some 90 evacuees from Homs were taken by bus to a camp near Tartus.", [("Homs", "Tartus")]),
    ("The wounded were flown on Monday to a hospital in Amman.", [(None, "Amman")]),
    (
        "The sick were moved on Sunday from a hospital in Aleppo to clinics in Hama.",
        [("Aleppo", "Hama")],
    ),
    ("The police moved the migrants to a detention centre outside Tripoli.", [(None, "Tripoli")]),
    ("Some 300 soldiers withdrew at dawn from a base in Agadez.", [("Agadez", None)]),
    (
        "The last group of 60 Indian soldiers left Eritrea for their home country.",
        [("Eritrea", "India")],
    ),
    # where it lies only
    ("Officials moved people close to the volcano to other parts of the island.", []),
    ("Ships brought 28 migrants to Lampedusa, off Sicily, on Monday.", [(None, "Lampedusa")]),
    # another place than the one spoken of
    ("Fighting raged in Goma. Thousands of people fled to the next town.", [("Goma", None)]),
    (
        "Fighting raged in Goma. Thousands of people fled to the neighbouring country.",
        [("Goma", None)],
    ),
    # all that is said of that city is its country
    ("Bombs fell on Aden. Some 90 families fled the Syrian city.", [("Syria", None)]),
    # whose soil it is
    ("Some 700 refugees crossed into Turkish territory from Syria.", [("Syria", "Turkey")]),
    ("Some 400 soldiers fled onto Uzbek soil on Monday.", [(None, "Uzbekistan")]),
    ("About 600 villagers fled to the Thai side of the border.", [(None, "Thailand")]),
    ("The army ordered its soldiers to leave Lebanese soil.", [("Lebanon", None)]),
]


@pytest.mark.parametrize(("text", "ends"), CASES)
def test_a_description_means_the_place_spoken_of(
    text: str, ends: list[tuple[str | None, str | None]]
):
    legs = extract(CONTEXT + text, published="2024-12-06")
    assert [row[:2] for row in summary(legs)] == ends


HERE = [
    (
        "LARNACA, Cyprus (Agency) -- A ship brought 900 evacuees from Beirut to this small "
        "Mediterranean island on Thursday.",
        [("Beirut", "Cyprus")],
    ),
    (
        "GOMA (Agency) - Hundreds of families fled this eastern city on Monday.",
        [("Goma", None)],
    ),
    (
        "KABUL, Afghanistan -- Germany will fly its diplomats out of this war-torn country.",
        [("Afghanistan", None)],
    ),
]


@pytest.mark.parametrize(("text", "ends"), HERE)
def test_this_town_is_that_of_the_dateline(text: str, ends: list[tuple[str | None, str | None]]):
    assert [row[:2] for row in summary(extract(text, published="2024-12-06"))] == ends


def test_the_lead_says_from_where_those_of_the_title_come():
    text = "Evacuees reach Cyprus\n\nA ship brought 900 evacuees from Lebanon on Thursday."
    assert [row[:2] for row in summary(extract(text, published="2024-12-06"))] == [
        ("Lebanon", "Cyprus")
    ]


def test_the_way_back_of_planes_is_not_that_of_the_buses_before():
    legs = extract(
        "Some 80 refugees were taken by bus from Homs to Hama on Monday. Two planes had come to "
        "Tartus with flour, and on the way back they would carry whoever wished to leave.",
        published="2024-05-17",
    )

    assert [leg.destination and leg.destination.name for leg in legs][:1] == ["Hama"]
    assert all(leg.destination is None for leg in legs[1:])
