"""The other end of a way, told in another clause or in the sentence beside."""

import pytest

from reading import extract, summary

CASES = [
    # Where people are afterwards.
    ("Four nurses were evacuated from Goma on Monday; they are in Kampala.", [("Goma", "Kampala")]),
    ("About 90 families fled Homs in May and live in tents in Hama.", [("Homs", "Hama")]),
    (
        "Residents who fled Goma were sheltering in a church in Bukavu on Monday.",
        [("Goma", "Bukavu")],
    ),
    (
        "Kassala had 30,000 newcomers by Thursday, most of whom had come from Gondar and Mekele.",
        [("Gondar", "Kassala"), ("Mekele", "Kassala")],
    ),
    (
        "Helicopters lifted out 300 people from Goma, who were set down at Bukavu.",
        [("Goma", "Bukavu")],
    ),
    # … and where they are not, were before, or others are.
    ("Thousands of refugees fled Sudan but are not in Chad.", [("Sudan", None)]),
    ("The families who fled Goma had been in Bukavu before.", [("Goma", None)]),
    ("About 500 people fled Goma, and the minister was in Kampala.", [("Goma", None)]),
    ("Refugees who plan to leave Goma are staying in Bukavu.", [("Goma", None)]),
    # Where those had come from who have come.
    (
        "Another 9,000 people arrived in Kampala on Friday. They fled Goma because of clashes.",
        [("Goma", "Kampala")],
    ),
    ("Some 700 people reached Homs. Most of the arrivals came from Aleppo.", [("Aleppo", "Homs")]),
    (
        "Some 700 migrants landed on Lampedusa on Friday. They had left Zarzis on Tuesday.",
        [("Zarzis", "Lampedusa")],
    ),
    (
        "Some 700 people reached Homs on Friday. They fled Homs on Saturday.",
        [(None, "Homs"), ("Homs", None)],
    ),
    (
        "Some 1,400 refugees reached Homs today, with 600 of them coming from Aleppo.",
        [(None, "Homs"), ("Aleppo", "Homs")],
    ),
    (
        "The 90 were picked up from Bucharest, Romania, after leaving Ukraine to escape war.",
        [("Bucharest", None), ("Ukraine", "Bucharest")],
    ),
    # A flight that comes with people does not come to fetch them.
    (
        "A flight landed in Hanoi on Sunday from Athens, bringing 326 Vietnamese back home.",
        [("Athens", "Hanoi")],
    ),
    (
        "From 3 to 9 June our counters at Adre registered 3,214 new arrivals from West Darfur.",
        [("West Darfur", "Adre")],
    ),
    ("Goma has seen 3,000 arrivals since Friday.", [(None, "Goma")]),
    ("New arrivals at Goma proceed to Bukavu.", [(None, "Goma"), ("Goma", "Bukavu")]),
    # Where they embark, and where another of the vehicles told of goes.
    (
        "The convoy went from Sumy to Poltava, where the students boarded trains for Lviv.",
        [("Sumy", "Poltava"), ("Poltava", "Lviv")],
    ),
    (
        "The buses took 90 people from Kabul to Jalalabad, and a third went to Kandahar.",
        [("Kabul", "Jalalabad"), ("Kabul", "Kandahar")],
    ),
    ("A train with 500 evacuees from Kharkiv pulled into Lviv.", [("Kharkiv", "Lviv")]),
    ("HMS Albion, with 90 evacuees, arrived at Larnaca from Beirut.", [("Beirut", "Larnaca")]),
    # People named by where they come from, where the model does not know the word.
    (
        "A special flight arrived in Larnaca, carrying 102 Cypriots from Damascus.",
        [("Damascus", "Larnaca")],
    ),
    # A town after the sort of place that it says the whereabouts of.
    (
        "Some 230 people were evacuated from Colima. Officials said many went to a shelter in the "
        "town of Comala.",
        [("Colima", "Comala")],
    ),
    # They left a place that the gazetteer does not know, not the one told of before.
    (
        "About 80 people fled Tecoman. Another 26 were evacuated from a hamlet known as "
        "Xyzzyville, 17 of whom went to a shelter in Colima.",
        [("Tecoman", None), (None, "Colima")],
    ),
    # The two sides of a border: the one left is told elsewhere.
    (
        "Families crossed the Tunisia-Libya border and were taken to hotels on Djerba.",
        [("Libya", "Djerba")],
    ),
    (
        "Refugees crossed the border between Sudan and Chad and were taken to Adre.",
        [("Sudan", "Adre")],
    ),
    (
        "The last families left Iraq on Friday. The convoy rolled across the Iraq-Kuwait border "
        "at dawn.",
        [("Iraq", "Kuwait")],
    ),
    ("Hundreds of people crossed the Iraq-Kuwait border on Friday.", []),
    # Where they stayed before, even if they had set out elsewhere.
    (
        "Four buses with 90 people left Mariupol. "
        "They spent the night in Berdyansk and are heading to Orikhiv.",
        [("Mariupol", None), ("Berdyansk", "Orikhiv")],
    ),
    ("The families were in a camp in Homs and fled to Hama.", [("Homs", "Hama")]),
    # Parts of those told of, in a sentence without a verb of movement.
    (
        "Some 4,500 people had been evacuated from Ukraine. They included 950 to Romania, 2,800 "
        "to Poland and 660 to Hungary.",
        [
            ("Ukraine", None),
            ("Ukraine", "Romania"),
            ("Ukraine", "Poland"),
            ("Ukraine", "Hungary"),
        ],
    ),
    (
        "Some 65 people have been moved out of Winnipeg, with 40 now in Thompson.",
        [("Winnipeg", "Thompson")],
    ),
    # "Close to" a place is near it; "where" is the last place, known or not.
    (
        "Troops withdrew from three bases, including from Manbij and another close to Kobane.",
        [("Manbij", None)],
    ),
    (
        "Ninety families went south from Nasiriyah to the Xyzzy crossing, from where they will "
        "head to Kuwait.",
        [("Nasiriyah", "Xyzzy crossing"), ("Xyzzy crossing", "Kuwait")],
    ),
    (
        "A plane flew 40 refugees to Jeddah, and a ship took 200 people from Port Sudan.",
        [("Port Sudan", "Jeddah"), ("Port Sudan", "Jeddah")],
    ),
    (
        "Saudi Arabia said a ship left Port Sudan. Some 22 evacuees arrived in the Kingdom.",
        [("Port Sudan", "Saudi Arabia")],
    ),
    (
        "Some 290 people arrived at the Xyzzy Quay port in Nunukan on the ferry from Tawau.",
        [("Tawau", "Xyzzy Quay")],
    ),
    # A number of people who leave where something has just been told to happen.
    (
        "Heavy rain has flooded the town of Solhan. More than 3,300 people have been evacuated.",
        [("Solhan", None)],
    ),
    (
        "Families fled Homs. The army shelled Homs again. Some 300 people have been evacuated.",
        [("Homs", None)],
    ),
    ("A storm hit Chad. Some 300 people have been evacuated.", []),
    # On to a place in the country that they came to.
    (
        "Some 900 workers came to Egypt through Salloum and are being driven to Alexandria.",
        [("Egypt", "Alexandria")],
    ),
    # Several countries are several goals; "that district" is the one just named.
    (
        "About 1,000 refugees left Macedonia on Monday for Turkey and Norway.",
        [("Macedonia", "Turkey"), ("Macedonia", "Norway")],
    ),
    # On from where those told of before had come to.
    (
        "Villagers near Taal fled to Tagaytay, and many went on to Manila.",
        [("Taal", "Tagaytay"), ("Tagaytay", "Manila")],
    ),
    (
        "About 900 people fled to Homs. Some 300 travelled onward to Hama.",
        [(None, "Homs"), ("Homs", "Hama")],
    ),
    ("They boarded a bus in Homs and went on Friday to Hama.", [("Homs", "Hama")]),
    # Who sends home the people of another country, and a place with the one it lies in.
    ("Iran repatriated 1,200 Afghans through the Islam Qala crossing.", [("Iran", "Afghanistan")]),
    ("India repatriated 1,200 Indians on Sunday.", []),
    # Some are brought to one town, others to another instead.
    (
        "Ships took 6,300 refugees from Aleppo and put most ashore at Homs; about 1,500 chose to "
        "be taken to Hama instead.",
        [("Aleppo", "Homs"), ("Aleppo", "Hama")],
    ),
    # Home told finer is no way on.
    (
        "Niger has sent home 300 Nigerians from Diffa. They are being driven to Maiduguri.",
        [("Diffa", "Maiduguri")],
    ),
    ("Afghans expelled from Iran are arriving at Islam Qala in Herat.", [("Iran", "Islam Qala")]),
    # A sea alone is no place that people leave.
    ("Some 3,800 migrants have been rescued in the Mediterranean since Friday.", []),
    # A crossing is where people leave one country for the other.
    (
        "A total of 470 Afghan families crossed the Torkham border into Afghanistan.",
        [("Torkham", "Afghanistan")],
    ),
    ("Some 50,000 from Gondar have crossed the border near Kassala.", [("Gondar", "Kassala")]),
    # The parser hangs "at" on the verb.
    (
        "About 900 people displaced from Tal Afar have reached the screening site at Mosul.",
        [("Tal Afar", "Mosul")],
    ),
    (
        "The units shall vacate Bani Walid and withdraw to their barracks at Tripoli.",
        [("Bani Walid", "Tripoli")],
    ),
    # Where they are welcomed, or due.
    (
        "About 300 evacuees from Kabul were welcomed at the airport in Madrid.",
        [("Kabul", "Madrid")],
    ),
    ("Four hundred refugees from Lesbos were received in Berlin.", [("Lesbos", "Berlin")]),
    ("Two ships with 700 people aboard left Misrata and are due in Izmir.", [("Misrata", "Izmir")]),
    ("The last bus out of Mariupol pulled up in Zaporizhzhia.", [("Mariupol", "Zaporizhzhia")]),
    ("Villagers who fled Homs met reporters in Hama.", [("Homs", None)]),
    # Back from where they had gone before.
    (
        "Some 20 families, who had migrated to Chad because of the war, have returned to Darfur.",
        [("Chad", "Darfur")],
    ),
    # A ship is no place to leave.
    ("The last evacuees arrived from HMAS Choules in Melbourne.", [(None, "Melbourne")]),
    # The name of a place without one, and the country of those who go there.
    ("Families are being moved to a place called Jacmel.", [(None, "Jacmel")]),
    ("About 300 Haitians were deported to their country from Miami.", [("Miami", "Haiti")]),
    # The subject stands behind its verb.
    ("Also docked at Aden was the warship Athena with 900 evacuees aboard.", [(None, "Aden")]),
    ("Arriving in Rome on Friday were 30 refugees from Beirut.", [("Beirut", "Rome")]),
    ("Among those flown to Madrid were 12 patients from Gaza.", [("Gaza", "Madrid")]),
    (
        "Aboard the plane that landed in Delhi were 90 people evacuated from Kyiv.",
        [("Kyiv", "Delhi")],
    ),
    ("Waiting in Paris were his parents.", []),
    ("Aboard the ship in Haifa were 30 tonnes of flour.", []),
    # Where a journey ends people arrive, and who is sent for people takes them from there.
    ("A flight to evacuate a doctor from Goma ended in Kigali on Thursday.", [("Goma", "Kigali")]),
    ("The voyage that took 200 refugees from Beirut ended in Mersin.", [("Beirut", "Mersin")]),
    (
        "A rescue mission to Tanna has evacuated a sick teacher to Port Vila.",
        [("Tanna", "Port Vila")],
    ),
    ("The minister's trip to Homs ended in Damascus.", []),
    ("The general's operation in Homs ended in failure.", []),
    # Out of the sea before a town, into that town.
    (
        "A patrol boat rescued 44 men off Samos on Friday. They were taken to the port of Samos.",
        [(None, "Samos")],
    ),
    (
        "The coast guard intercepted 120 migrants off Zawiya and returned them to Tripoli.",
        [("Zawiya", "Tripoli")],
    ),
    ("Fighter jets intercepted two bombers off Alaska on Monday.", []),
    # What a sure word tells without any end goes on with a weak one that has it.
    (
        "The navy rescued nine fishermen from a trawler on Monday. They were taken to Aden.",
        [(None, "Aden")],
    ),
    (
        "An injured hiker was winched off a ridge. The woman was flown to hospital in Inverness.",
        [(None, "Inverness")],
    ),
    ("Police rescued a stolen painting on Friday. It was taken to Vienna.", []),
    # Hospitals and the like, by the town that they stand in.
    ("Two wounded were airlifted to Toulouse University Hospital.", [(None, "Toulouse")]),
    (
        "Ten sailors were airlifted from Homs to Lerwick's Gilbert Bain Hospital.",
        [("Homs", "Lerwick")],
    ),
    (
        "Four crew were airlifted from the rig to Raigmore Hospital in Inverness.",
        [(None, "Inverness")],
    ),
    ("Staff at Toulouse University Hospital voted to withdraw from the talks.", []),
    (
        "The cruise ship is due to arrive in Limassol carrying a second group of 600 Canadians "
        "fleeing Lebanon.",
        [("Lebanon", "Limassol")],
    ),
    # Who fetches people comes from elsewhere, and is no traveller.
    ("A helicopter from Homs rescued 12 people from a roof on Monday.", []),
    ("A lifeboat from Newlyn rescued two men and brought them to Penzance.", [(None, "Penzance")]),
    ("The Aleppo rescue team evacuated 30 children to Idlib.", [(None, "Idlib")]),
    ("Fighters from Daraya evacuated their families to Idlib.", [("Daraya", "Idlib")]),
    ("Buses from Homs evacuated 300 people to Idlib.", [("Homs", "Idlib")]),
    ("Some 90 migrants disembarked from a trawler in the port of Kalamata.", [(None, "Kalamata")]),
    ("A helicopter flew 12 men to Raigmore Hospital, Inverness.", [(None, "Inverness")]),
    # Those of a place go back to it.
    ("Residents of Goma have returned from Bukavu.", [("Bukavu", "Goma")]),
    ("Homs residents returned to Hama on Monday.", [(None, "Hama")]),
    ("It was unclear when the 11,000 residents of Ambae would be able to return.", []),
    ("It is not known whether the crew will be flown to Doha.", []),
    ("It was not clear how many people had fled to Chad.", [(None, "Chad")]),
    # To whom people are handed over stand where those come to.
    ("The navy handed 20 fishermen to officials in Colombo on Monday.", [(None, "Colombo")]),
    ("They transferred 30 survivors to waiting ambulances in Falmouth.", [(None, "Falmouth")]),
    ("The 40 migrants were handed over to police at the port of Nador.", [(None, "Nador")]),
    ("He sent the letter to officials in Paris.", []),
    # A ship in distress on any journey, and one with refugees.
    ("The ferry, sailing from Piraeus to Hydra, became immobilised after striking a rock.", []),
    ("A ferry carrying 105 passengers from Piraeus to Hydra ran aground on Tuesday.", []),
    ("A boat carrying 90 migrants from Libya to Malta capsized on Monday.", [("Libya", "Malta")]),
    # One voyage, told by the day it began and by the day it ended.
    (
        "A ship left Aden with 698 people aboard for Kochi on Tuesday. "
        "The ship brought 698 people from Aden to Kochi on Thursday.",
        [("Aden", "Kochi")],
    ),
    # The sea is no end beside the coast.
    (
        "A rescue ship sailed to Italy on Monday to disembark some 90 people rescued in the "
        "Mediterranean Sea off Libya.",
        [("Libya", "Italy")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_other_end_is_found(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    context = "Families fled the fighting. The evacuation of civilians goes on, officials said. "
    legs = summary(extract(context + text, published="2024-12-06"))
    assert [leg[:2] for leg in legs] == expected


def test_a_crossing_lies_on_the_way_that_another_sentence_tells() -> None:
    text = (
        "Russians fled Syria for Lebanon on Friday. "
        "Five coaches with 70 people crossed into Lebanon at Masnaa border crossing on Friday.\n"
    )
    (leg,) = extract(text, published="2024-12-06")
    assert (leg.origin.name, leg.destination.name) == ("Syria", "Lebanon")
    assert [stop.name for stop in leg.waypoints] == ["Masnaa border crossing"]


def test_a_crossing_is_where_a_way_begins_that_no_other_sentence_tells() -> None:
    text = (
        "Families left Kabul for Kandahar on Thursday. "
        "Some 70 people crossed into Lebanon at Masnaa border crossing on Friday.\n"
    )
    legs = summary(extract(text, published="2024-12-06"))
    expected = [("Kabul", "Kandahar"), ("Masnaa border crossing", "Lebanon")]
    assert [leg[:2] for leg in legs] == expected


AROUND = (
    "Families fled the fighting. The evacuation of civilians goes on, officials said. The road is "
    "open again. Shops were shut on Monday. "
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who only goes, comes or is brought: the other end is in the report, or nobody fled.
        ("Traders from Goma arrived on Friday in two lorries.", []),
        ("Another 300 people reached Kampala.", []),
        ("A plane carried 90 nurses from Kampala.", []),
        ("About 300 people fled to Bukavu from a hamlet known as Xyzzyville.", []),
        # A word of flight says enough, and so does being taken to shelter.
        ("About 300 people fled Goma.", [("Goma", None)]),
        ("About 300 refugees were taken from Goma to shelters.", [("Goma", None)]),
        ("Some 90 soldiers were moved out of Goma.", [("Goma", None)]),
        ("Another 300 people reached Kampala from Goma.", [("Goma", "Kampala")]),
    ],
)
def test_in_a_full_report_a_weak_word_tells_a_way_by_both_its_ends(
    text: str, expected: list[tuple[str | None, str | None]]
) -> None:
    legs = summary(extract(AROUND + text + " Rain fell all day.", published="2024-12-06"))
    assert [leg[:2] for leg in legs] == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The train that was to take 90 people from Goma to Bukavu did not run.", "denied"),
        ("Some 250 people who were to have left Goma for Bukavu did not do so.", "denied"),
        ("A flight that was to bring 120 people from Goma to Kampala was cancelled.", "denied"),
        ("The train that is to take 90 people from Goma to Bukavu is late.", "planned"),
        ("The 90 who were to be moved from Goma to Bukavu were not told.", "planned"),
        ("The buses that were to take 90 people from Goma to Bukavu have arrived.", "completed"),
    ],
)
def test_a_plan_is_denied_by_what_is_told_of_those_who_were_to_go(text: str, status: str) -> None:
    legs = summary(extract("Families fled the fighting. " + text, published="2024-12-06"))
    assert [leg[3] for leg in legs] == [status]


def test_the_nations_of_a_group_are_not_where_its_shares_came_from() -> None:
    text = (
        "The rescued tourists were taken to Patmos. They included 40 people from Chile, 30 "
        "Mexicans and 20 from Sweden."
    )
    legs = summary(extract(text, published="2024-12-06"))
    assert len(legs) < 2
    assert all(leg[0] != "Japan" for leg in legs)
