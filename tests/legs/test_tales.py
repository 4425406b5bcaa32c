"""Journeys told over several sentences by those who made them, or of one family that fled."""

import pytest

from reading import extract


def ends(text: str) -> list[tuple[str | None, str | None]]:
    return [
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name)
        for leg in extract(text, published="2023-06-14")
    ]


TALES = {
    "I escaped from Kabul with my brother. We took a bus to Herat and crossed into Iran. "
    "I reached Tehran after ten days. From there I went on to Istanbul.": [
        ("Kabul", "Herat"),
        ("Herat", "Iran"),
        ("Iran", "Tehran"),
        ("Tehran", "Istanbul"),
    ],
    "Olena had to leave Kherson. She got to Odesa by car. A week later she moved to Chisinau, "
    "where she stayed with friends. She is glad. Her town is shelled.": [
        ("Kherson", "Odesa"),
        ("Odesa", "Chisinau"),
    ],
    "We had to leave Aleppo in a hurry. We made our way to Gaziantep. We ended up in Mersin.": [
        ("Aleppo", "Gaziantep"),
        ("Gaziantep", "Mersin"),
    ],
    "Abdul, mother and I had to leave Kunduz today. The Taliban are in the city. "
    "We are walking to Kabul.": [("Kunduz", "Kabul")],
    "We were evacuated from Slave Lake at night. We drove to Athabasca and slept in the car. "
    "In the morning we started out for Edmonton.": [
        ("Slave Lake", "Athabasca"),
        ("Athabasca", "Edmonton"),
    ],
    "We decided to evacuate Galveston. We went to my aunt's house in Austin. "
    "Our return to Galveston was slow.": [("Galveston", "Austin"), ("Austin", "Galveston")],
    "Salima Noor fled from Maungdaw. Her house was burned. Soldiers took her sons. The neighbours "
    "hid her. There was no food. Salima reached Bangladesh with all her girls.": [
        ("Maungdaw", "Bangladesh")
    ],
}


@pytest.mark.parametrize("text", TALES)
def test_weak_words_go_on_with_a_flight_told_before(text):
    assert ends(text) == TALES[text]


@pytest.mark.parametrize(
    "text",
    [
        "We had a lovely week. I arrived in Lisbon on Monday. We drove to Porto and took a train "
        "to Braga. My parents returned to Madrid.",
        "The choir left Bergen in May. She got to Oslo by car. They went on to Malmo for a "
        "concert, and the couple moved to Lund.",
        "I had to leave early. The meeting in Geneva was dull. I got to the point.",
    ],
)
def test_ordinary_journeys_of_those_who_tell_are_none(text):
    assert ends(text) == []


def test_residents_who_return_go_home():
    text = (
        "Residents of Fort McMurray who are staying in Edmonton will return today, and another "
        "140 will be taken back from the city on Friday."
    )
    assert ends(text) == [("Edmonton", "Fort McMurray"), ("Edmonton", "Fort McMurray")]


def test_people_go_to_stay_somewhere():
    text = "They decided to leave Donetsk and go stay with relatives in Kyiv."
    assert ends(text) == [("Donetsk", "Kyiv")]


def test_those_who_spend_time_travelling_travel():
    text = (
        "The family fled Aleppo in July. They spent nine weeks travelling on foot and by boat from "
        "Aleppo to Sweden."
    )
    assert ends(text) == [("Aleppo", "Sweden")]


def test_a_row_of_stops_is_one_way():
    (leg,) = extract(
        "Refugees left Izmir and went to Chios, then Athens, Skopje and Belgrade.",
        published="2016-02-01",
    )
    assert (leg.origin.name, leg.destination.name) == ("Izmir", "Belgrade")
    assert [stop.name for stop in leg.waypoints] == ["Chios", "Athens", "Skopje"]


def test_a_train_is_boarded_where_those_before_it_came():
    text = "They fled Kharkiv. The couple came to Poltava, where they boarded a train to Lviv."
    assert ("Poltava", "Lviv") in ends(text)
