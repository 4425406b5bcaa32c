"""Plain sentences of movement, one construction each: who moved from where to where."""

import pytest

from reading import extract

# Text; origin and destination of each leg, in the order of the text.
SENTENCES = [
    ("Hundreds have sought refuge in the Gode area of South-eastern Ethiopia.", [(None, "Gode")]),
    (
        "Some 300 families fled the Tigray region of Ethiopia for Kassala.",
        [("Tigray region", "Kassala")],
    ),
    ("Families fled from Kyiv to the Black Sea port of Odesa.", [("Kyiv", "Odesa")]),
    ("Most fled Northern Syria for Southern Turkey.", [("Northern Syria", "Turkey")]),
    # What lies in a country is named after it.
    ("Some 300 refugees were moved from Kenyan camps to Baidoa.", [("Kenya", "Baidoa")]),
    ("The wounded were evacuated to Turkish hospitals from Aleppo.", [("Aleppo", "Turkey")]),
    ("Diplomats were flown from the Ghanaian embassy to Accra.", []),
    ("Troops withdrew from Israeli positions in Lebanon.", [("Lebanon", None)]),
    # Where people are who are told to have fled.
    ("Some 900 people have registered in Kassala after fleeing Gondar.", [("Gondar", "Kassala")]),
    ("Thousands have gathered in Kassala after escaping from Gondar.", [("Gondar", "Kassala")]),
    ("Police sought two men in Leeds after they left York.", []),
    ("Some 1,200 families returned in Ramadi last month.", [(None, "Ramadi")]),
    ("In Goma, 300 refugees returned to Rwanda.", [("Goma", "Rwanda")]),
    ("The soldiers returned in armoured vehicles, a resident of Goma said.", []),
    # Where those were who were displaced.
    (
        "Some 5,300 families in Taiz were displaced by fighting. Most fled to Aden.",
        [("Taiz", "Aden")],
    ),
    (
        "Some 530 families in Taiz were displaced by fighting. Nurses from Lahij fled to Aden.",
        [("Lahij", "Aden")],
    ),
    # Which part of a country it is.
    ("Some 1,200 people fled on 3 December to southwestern Uganda.", [(None, "Uganda")]),
    (
        "Families fled to south-western Uganda from eastern Congo last week.",
        [("Congo", "Uganda")],
    ),
    ("Hundreds walked south from Juba to Bor.", [("Juba", "Bor")]),
    # Someone with others is not one person.
    ("She and her three children crossed from Sudan into Chad.", [("Sudan", "Chad")]),
    # Ends that the parser hangs on what stands between them and the verb.
    ("Some 900 fishermen fled Kokopo at dawn for Rabaul.", [("Kokopo", "Rabaul")]),
    ("The 65 engineers left Monrovia under army escort for Freetown.", [("Monrovia", "Freetown")]),
    ("About 150 students fled Monrovia without incident for Freetown.", [("Monrovia", "Freetown")]),
    (
        "Hundreds of families were moved late on Friday, officials said, from Goma to Bukavu.",
        [("Goma", "Bukavu")],
    ),
    (
        "Villagers walked with their belongings and goats from Goma to Bukavu.",
        [("Goma", "Bukavu")],
    ),
    (
        "Some 300 residents were moved with the help of the army from Goma to Bukavu.",
        [("Goma", "Bukavu")],
    ),
    (
        "A group of 85 pilgrims was airlifted before the truce ended out of Aden to Djibouti.",
        [("Aden", "Djibouti")],
    ),
    ("A group of 85 pilgrims landed without incident in Goma from Aden.", [("Aden", "Goma")]),
    ("Forty families came to Goma under guard from Bukavu on Friday.", [("Bukavu", "Goma")]),
    # … and what has an end of its own.
    ("Some 300 residents fled Goma despite warnings from Kigali.", [("Goma", None)]),
    ("Some 300 residents fled Goma under fire from Bukavu.", [("Goma", None)]),
    # The sort of place right before its name.
    (
        "The first plane, carrying 90 refugees from the main city Abidjan, landed in Paris.",
        [("Abidjan", "Paris")],
    ),
    (
        "Refugees fled the eastern city Goma for the Rwandan town Gisenyi.",
        [("Goma", "Gisenyi")],
    ),
    ("Two buses full of families made it out of Irpin to Kyiv.", [("Irpin", "Kyiv")]),
    ("Refugees made their way on foot from Poltava to Dnipro.", [("Poltava", "Dnipro")]),
    ("The 60 evacuated orphans from Kharkiv are safe in Lviv.", [("Kharkiv", "Lviv")]),
    (
        "The last 40 soldiers left Gao on Monday and will be home in Eindhoven by Friday.",
        [("Gao", "Eindhoven")],
    ),
    ("Police moved about 1,600 migrants out of Calais to hostels in Lille.", [("Calais", "Lille")]),
    (
        "The navy ship Sumedha left Port Sudan with 278 people for Jeddah.",
        [("Port Sudan", "Jeddah")],
    ),
    (
        "The guards let a plane carrying 200 foreigners leave Kabul for Doha.",
        [("Kabul", "Doha")],
    ),
    (
        "Families sheltering in Marawi since Tuesday were evacuated to Iligan.",
        [("Marawi", "Iligan")],
    ),
    (
        "Some 400 tourists stranded by floods in Manali were brought down to Chandigarh.",
        [("Manali", "Chandigarh")],
    ),
    (
        "The 300 withdrawn soldiers went aboard a ship in Mogadishu and sailed for Mombasa.",
        [("Mogadishu", "Mombasa")],
    ),
    ("The minister ordered all 500 troops home from Iraq.", [("Iraq", None)]),
    ("Most of those who fled Donetsk are living in Lviv.", [("Donetsk", "Lviv")]),
    ("Driven out of Homs, the 200 rebels regrouped in Hama.", [("Homs", "Hama")]),
    ("Some 70 residents of Homs slept in Hama after being told to leave.", [("Homs", "Hama")]),
    ("Hama is home to 900 refugees who fled Aleppo.", [("Aleppo", "Hama")]),
    (
        "The 40 orphans were evacuated from Homs by nuns, who are now in Damascus.",
        [("Homs", None)],
    ),
    ("People fleeing Kharkiv are staying with relatives in Poltava.", [("Kharkiv", "Poltava")]),
    ("The army told civilians in Homs to flee south to Damascus.", [("Homs", "Damascus")]),
    ("The army told reporters in Homs of a march to Damascus.", []),
    ("The 300 refugees from Homs were taken in by relatives in Hama.", [("Homs", "Hama")]),
    ("The 60 refugees from Homs were put up in a school in Hama.", [("Homs", "Hama")]),
    ("Rebels prevented the 400 refugees from leaving Homs for Hama.", [("Homs", "Hama")]),
    ("The hospital in Homs has been evacuated.", [("Homs", None)]),
    ("The 50 refugees rescued in Tripoli are to be flown to Rome.", [("Tripoli", "Rome")]),
    ("Displacement from Homs to Hama continues.", [("Homs", "Hama")]),
    ("The tourists took a train from Cairo to Luxor to see the temples.", []),
    ("Another 300 people turned up in Hama after walking from Homs.", [("Homs", "Hama")]),
    ("The 70 refugees reached Hama on Friday after a long drive from Homs.", [("Homs", "Hama")]),
    (
        "Residents of Homs were evacuated to Hama and those of Daraa to Damascus.",
        [("Homs", "Hama"), ("Daraa", "Damascus")],
    ),
    ("Six ambulances crossed at Rafah, carrying wounded girls to Arish.", [(None, "Arish")]),
    ("Helicopters plucked 80 people from roofs in Homs.", [("Homs", None)]),
    ("New arrivals in Hama (from Homs): 420 refugees.", [("Homs", "Hama")]),
    ("Fighters loyal to the general left Homs to attack Hama.", []),
    ("Tourists flock to Homs from Hama every year.", []),
    ("Remittances sent home to Homs from Hama have doubled.", []),
    ("The army withdrew from Homs and redeployed in Hama.", [("Homs", "Hama")]),
    (
        "The navy picked up 200 refugees in Mogadishu and sailed with them to Mombasa.",
        [("Mogadishu", "Mombasa")],
    ),
    ("Everyone in Homs has been ordered to leave for Hama.", [("Homs", "Hama")]),
    ("Those who could afford it took taxis from Sumy to Poltava.", [("Sumy", "Poltava")]),
    ("The evacuation of Sumy's last residents to Poltava began.", [("Sumy", "Poltava")]),
    (
        "Many of the refugees from Homs have moved in with relatives in Hama.",
        [("Homs", "Hama")],
    ),
    ("The return of Sumy residents from Poltava began.", [("Poltava", None)]),
    ("Trains packed with families pulled out of Sumy for Poltava.", [("Sumy", "Poltava")]),
    ("Some 90 civilians were trapped in Hama after leaving Homs.", [("Homs", "Hama")]),
    ("Up to 300 refugees were pushed back from Homs to Hama.", [("Homs", "Hama")]),
    ("All of the wounded from Homs were taken to Hama.", [("Homs", "Hama")]),
    ("Volunteers from Sumy drove to Poltava with medicine.", []),
    ("More than half of Sumy's population has fled to Poltava.", [("Sumy", "Poltava")]),
    ("With help from Qatar, 60 refugees were flown to Doha from Kabul.", [("Kabul", "Doha")]),
    (
        "The 40 orphans were reunited with relatives in Hama after being evacuated from Homs.",
        [("Homs", "Hama")],
    ),
    (
        "A second plane is on its way from Kabul to Doha with 45 refugees on board.",
        [("Kabul", "Doha")],
    ),
    ("Some 90 refugees from Homs reached safety in Hama.", [("Homs", "Hama")]),
    ("The villagers of Homs are being moved to tents in Hama.", [("Homs", "Hama")]),
    ("Villagers fled Goma and walked to the camp at Omombo, near Bukavu.", [("Goma", "Omombo")]),
    ("The bus is back in Leeds after its service.", []),
    ("Sales made it from Leeds to York in the report.", []),
]


@pytest.mark.parametrize(("text", "ends"), SENTENCES, ids=[text[:40] for text, _ in SENTENCES])
def test_ends_of_a_plain_sentence(text: str, ends: list[tuple[str | None, str | None]]) -> None:
    legs = extract(text, published="2024-12-06")
    found = [
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name) for leg in legs
    ]
    assert found == ends


NO_LEGS = [
    "The freighter set off from Odesa for Lebanon on Monday with thousands of tons of maize.",
    "Dozens of trucks with flour arrived in Fuaa from Damascus.",
    "Nadal withdrew from the tournament in Rotterdam after an operation.",
    "The government said it would leave the pact by March.",
    "Two rhinos were flown home to Rwanda.",
    "The plane, with several stopovers, reached Nairobi from Mombasa.",
]


@pytest.mark.parametrize("text", NO_LEGS)
def test_no_people_leave(text: str) -> None:
    assert extract(text, published="2024-12-06") == ()
