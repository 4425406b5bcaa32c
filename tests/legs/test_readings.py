"""What is no leg, no end or no count, and when a movement is only planned: sentences of our own."""

import pytest

from reading import extract

FRIDAY = "2024-12-06"

# What describes a place without being an end of its own.
ENDS = [
    (
        "Saudi Arabia evacuated its citizens from the Republic of Sudan to the Kingdom.",
        [("Sudan", None)],
    ),
    (
        "Thousands of people have arrived from Rutshuru territory in the Democratic Republic of "
        "the Congo.",
        [("Rutshuru", None)],
    ),
    (
        "Families fled Cuba by boat. Those caught at sea will be returned to the country they "
        "departed from.",
        [("Cuba", None)],
    ),
]

# Whether a movement is told as done, under way, planned or urged.
STATUS = [
    ("The 18 buses with 1,100 people were getting ready to leave Homs for Idlib.", "planned"),
    ("Rescuers are racing to evacuate 300 villagers from Homs.", "ongoing"),
    ("France has scrambled to evacuate hundreds of its citizens from Khartoum.", "ongoing"),
    ("Troops were rushed in to evacuate hundreds of residents from Khartoum.", "planned"),
    ("The council recommended that residents of Homs leave.", "urged"),
    ("Lines of refugees crossing into Uganda have declined.", "completed"),
    ("Residents have declined to leave Homs.", "denied"),
    ("Buses bringing families from Homs are on their way to Damascus.", "ongoing"),
    ("The flood prompted officials in Homs to evacuate 350 residents.", "completed"),
]


@pytest.mark.parametrize(("text", "ends"), ENDS)
def test_what_only_describes_a_place_is_no_end(text, ends):
    found = [
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name)
        for leg in extract(text, published=FRIDAY)
    ]

    assert found == ends


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_words_above_a_movement_tell_whether_it_happened(text, status):
    assert [leg.status.value for leg in extract(text, published=FRIDAY)] == [status]


def test_passengers_disembark_from_planes_as_well():
    (leg,) = extract("Some 200 refugees disembarked in Delhi on Friday.", published=FRIDAY)

    assert leg.mode.value == "unknown"


# Words of movement that tell no leg.
NO_LEGS = [
    "Some 700,000 people displaced by the floods live in South Sudan. About 240,000 were displaced "
    "in Diffa as of 31 March.",
    "The engine maker is relocating its headquarters from Chicago to Dallas.",
    "A bus travelling from Homs to Hama crashed into a tree, killing five passengers.",
    "An airliner was hit by gunfire while preparing to take off from Khartoum with passengers.",
    "If you want to leave Khartoum, call the embassy.",
    "Refugees said that they might go to Russia if there was room for them.",
    "A convoy loaded with munitions crossed into Syria, to help fighters in the town of Saraqib.",
    "A convoy of 30 ambulances crossed into Syria for the evacuation on Monday.",
    "By Agence News, Egypt\n\nThousands of refugees fled on Sunday.",
]


@pytest.mark.parametrize("text", NO_LEGS)
def test_what_moves_nobody_is_no_leg(text):
    assert extract(text, published=FRIDAY) == ()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("France urged Rwanda to withdraw its soldiers from Congolese territory.", "origin"),
        ("Thousands of refugees crossed onto Congolese soil on Monday.", "destination"),
    ],
)
def test_the_land_of_a_nation_is_its_country(text, ends):
    (leg,) = extract(text, published=FRIDAY)

    assert getattr(leg, ends).name == "Democratic Republic of the Congo"


def test_a_dateline_is_no_origin():
    (leg,) = extract(
        "Poland pulls out last troops\n\nBerlin, Oct 28, ABCD\n\n"
        "Poland ended its mission in Iraq. A plane with 100 soldiers landed in Szczecin.",
        published="2008-10-28",
    )

    assert leg.origin is None or leg.origin.name != "Berlin"


# How many, and whose they are.
COUNTS = [
    (
        "She is one of 80 patients who were flown from El Arish to Abu Dhabi.",
        [("El Arish", "Abu Dhabi", (80, 80))],
    ),
    (
        "He was among 40 wounded soldiers and their relatives who were flown from Kabul to Doha.",
        [("Kabul", "Doha", (40, 40))],
    ),
    (
        "One of the 16 migrants was taken to Guantanamo Bay.",
        [(None, "Guantanamo Bay", (1, 1))],
    ),
    (
        "Trucks carrying 120 soldiers from Chad, Niger and Benin reached Gao on Monday.",
        [(None, "Gao", (120, 120))],
    ),
    (
        "More than 300 evacuees arrived outside Melbourne on Tuesday.",
        [(None, "Melbourne", (300, None))],
    ),
]

COUNTS += [
    (
        "More than 500 passengers were evacuated from a burning ship on Wednesday. Boats brought "
        "passengers into the harbour of San Juan.",
        [(None, "San Juan", (500, None))],
    ),
    (
        "Marines flew 97 foreign nationals out of Buchanan on Monday. The foreigners were taken to "
        "Freetown.",
        [("Buchanan", "Freetown", (97, 97))],
    ),
    (
        "In Borneo, over 5,000 people have been evacuated in the flood-hit state of Sarawak.",
        [("Sarawak", None, (5000, None))],
    ),
]

# Tellings of one movement.
ONE_MOVEMENT = [
    "The government plans to evacuate Homs. On Thursday 300 residents were evacuated from Homs.",
    "An Italian ship carrying 1,171 migrants from Libya docked in Taranto on Tuesday. They had "
    "been rescued off Libya over the weekend.",
    "An evacuation flight left Kabul airport on Thursday. It was the first since August. Officials "
    "in Doha had prepared for it. The plane landed in Doha with 110 people.",
]


@pytest.mark.parametrize(("text", "told"), COUNTS)
def test_who_and_how_many_are_those_told_to_move(text, told):
    found = [
        (
            leg.origin and leg.origin.name,
            leg.destination and leg.destination.name,
            leg.people and (leg.people.low, leg.people.high),
        )
        for leg in extract(text, published=FRIDAY)
    ]

    assert found == told


@pytest.mark.parametrize("text", ONE_MOVEMENT)
def test_a_plan_and_its_deed_or_two_halves_are_one_leg(text):
    assert len(extract(text, published=FRIDAY)) == 1


def test_more_than_was_planned_is_a_movement_of_its_own():
    legs = extract(
        "The army will evacuate 300 people from Homs. Some 2,000 people have already been "
        "evacuated from Homs.",
        published=FRIDAY,
    )

    assert {leg.status.value for leg in legs} == {"planned", "completed"}


def test_the_day_of_an_attack_is_not_that_of_the_flight():
    (leg,) = extract(
        "Survivors of the October 7 attack were flown from Tel Aviv to Larnaca.", published=FRIDAY
    )

    assert leg.date is None or leg.date.latest is None or leg.date.latest.month != 10


def test_an_aim_is_a_plan():
    (leg,) = extract(
        "The aim remains to have withdrawn the soldiers from Mali by 31 December.", published=FRIDAY
    )

    assert (leg.status.value, str(leg.date)) == ("planned", "2024-12-06/2024-12-31")


NO_LEGS += [
    "Registration, which allows the refugees to move on to Vienna and Munich, is painfully slow.",
    "A bomb scare forced the evacuation of the main hospital in Homs.",
    "About 400 residents were evacuated to a hall in Wellington Street.",
]


@pytest.mark.parametrize("text", NO_LEGS[-3:])
def test_what_is_only_allowed_alarmed_or_in_a_street_is_no_leg(text):
    assert extract(text, published=FRIDAY) == ()


def test_those_who_came_to_fetch_and_those_fetched_are_one_movement():
    (leg,) = extract(
        "Marines flew helicopters into Liberia on Monday to evacuate 97 foreigners. The 97 "
        "foreigners were airlifted from Buchanan on Monday.",
        published="1990-08-14",
    )

    assert (leg.origin.name, leg.status.value) == ("Buchanan", "completed")


# Journeys that are work, show or crime, in a report that is about an evacuation.
JOURNEYS = [
    "Some 200 rescue workers from Japan arrived in Antakya to help search for survivors.",
    "About 300 soldiers of the brigade arrived in Haiti overnight to keep order.",
    "Millions of pilgrims travelled to Mecca for the hajj.",
    "Thousands of protesters marched from Lviv to Kyiv.",
    "The aircraft carrier left Norfolk on a routine deployment.",
    "The warship entered the port of Haifa on Monday for a visit.",
    "The suspect fled to Mexico after the shooting in Houston.",
    "Passengers waited for hours after the train to Paris broke down near Dijon.",
    "The minister is due in Cairo on Thursday for talks on the return of refugees to Syria.",
    "Aid workers reached the village of Langtang by helicopter with tents.",
]


@pytest.mark.parametrize("text", JOURNEYS)
def test_other_journeys_are_no_legs_even_in_a_report_of_an_evacuation(text):
    theme = (
        "\n\nThe refugees were displaced by fighting before the evacuation. Corridors are closed."
    )

    assert extract(text + theme, published=FRIDAY) == ()


def test_men_and_women_of_a_team_are_people_at_work():
    (leg,) = extract(
        "The last 79 men and women of the survey team were lifted from Bamyan to Bagram on Monday.",
        published=FRIDAY,
    )

    assert (leg.people.low, leg.destination.name) == (79, "Bagram")


def test_an_airport_is_not_a_town_that_bears_its_name_elsewhere():
    (leg,) = extract(
        "Some 300 people were flown from Dili's Komoro Airport to Darwin.", published=FRIDAY
    )

    assert leg.origin is not None
    assert leg.origin.place.country == "TL"


def test_one_end_alone_is_told_surely_or_is_no_leg():
    """Where the other end is open, a weak sentence is as often no movement as one."""
    assert extract("A ferry left Aden at noon.", published=FRIDAY) == ()
    (surely,) = extract("About 300 residents fled Aden on Monday.", published=FRIDAY)
    (ordered,) = extract("Residents of Aden were told to leave.", published=FRIDAY)
    assert [leg.origin.name for leg in (surely, ordered)] == ["Aden", "Aden"]
