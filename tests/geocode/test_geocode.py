"""Each toponym gets the place that the report means, or none with the reason."""

import pytest

from builders import document
from evacmap.geocode import Gazetteer, geocode
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import GeocodedToponym, Toponym


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def geocoded(text: str, gazetteer: Gazetteer) -> dict[str, GeocodedToponym]:
    report = document(text)
    items = geocode(report, find_toponyms(report, gazetteer), gazetteer)
    return {item.toponym.text: item for item in items}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Boats from Tripoli reached Tunis; others from Benghazi in Libya.", "Tripoli", "LY"),
        ("They drove from Tripoli to Beirut, and on to Sidon in Lebanon.", "Tripoli", "LB"),
        ("Buses from Khan Younis to Rafah stopped in Gaza.", "Rafah", "PS"),
        ("From Homs they went to Hama and Aleppo in Syria.", "Homs", "SY"),
        ("The family left Paris, Texas, for Dallas.", "Paris", "US"),
        ("They flew from Tbilisi in Georgia to Yerevan.", "Georgia", "GE"),
        ("The highway from Macon to Atlanta in Georgia was full.", "Georgia", "US"),
    ],
)
def test_the_places_around_decide_which_one_is_meant(
    text: str, name: str, country: str, gazetteer: Gazetteer
) -> None:
    place = geocoded(text, gazetteer)[name].place
    assert place is not None
    assert place.country == country


def test_a_stated_state_decides(gazetteer: Gazetteer) -> None:
    place = geocoded("A bus left Springfield, Ill., at noon.", gazetteer)["Springfield"].place
    assert place is not None
    assert abs(place.lat - 39.80) < 0.1


def test_the_bare_name_means_the_town_and_the_word_province_the_area(
    gazetteer: Gazetteer,
) -> None:
    bare = geocoded("People fled from Idlib to Turkey.", gazetteer)["Idlib"].place
    area = geocoded("People fled from Idlib province to Turkey.", gazetteer)["Idlib province"].place
    assert bare is not None
    assert area is not None
    assert (bare.kind.value, area.kind.value) == ("settlement", "admin1")


def test_a_name_means_one_place_throughout_a_report(gazetteer: Gazetteer) -> None:
    text = "From Tripoli to Benghazi. Later, Tripoli was calm. Libya closed Tripoli airport."
    report = document(text)
    items = geocode(report, find_toponyms(report, gazetteer), gazetteer)
    chosen = {item.place.id for item in items if item.toponym.text == "Tripoli" and item.place}
    assert chosen == {"gn:2210247"}


def test_the_answer_has_the_order_and_length_of_the_question(gazetteer: Gazetteer) -> None:
    text = "From Damascus to Beirut, then Qwxyzzq."
    asked = [
        Toponym(text="Qwxyzzq", start=30, end=37),
        Toponym(text="Beirut", start=17, end=23),
        Toponym(text="Damascus", start=5, end=13),
        Toponym(text="Beirut", start=17, end=23),
    ]
    answer = geocode(document(text), asked, gazetteer)
    assert [item.toponym for item in answer] == asked
    assert [item.place.name if item.place else None for item in answer] == [
        "Qwxyzzq, Lebanon",
        "Beirut",
        "Damascus",
        "Beirut",
    ]
    assert answer[0].reason == "not in the gazetteer; its report is set in Lebanon"


def test_a_choice_too_close_to_call_is_left_open_with_both_named(gazetteer: Gazetteer) -> None:
    item = geocoded("A fire burned in Madison County on Friday.", gazetteer)["Madison County"]
    assert item.place is None
    assert item.reason.startswith("too close to call: Madison County")
    assert len(item.candidates) > 1


def test_words_for_people_mean_their_country(gazetteer: Gazetteer) -> None:
    item = geocoded("Two Russians were hurt near Homs.", gazetteer)["Russians"]
    assert item.place == gazetteer.country("RU")


def test_a_spelling_that_nobody_bears_is_said_to_be_guessed(gazetteer: Gazetteer) -> None:
    report = document("They reached Zaporizhziya.")
    asked = [Toponym(text="Zaporizhziya", start=13, end=25)]
    item = geocode(report, asked, gazetteer)[0]
    assert item.place is not None
    assert item.place.country == "UA"


def test_scores_are_probabilities_and_candidates_are_best_first(gazetteer: Gazetteer) -> None:
    text = "From Paris and London to Moscow, Springfield, Tripoli, Georgia and Victoria."
    for item in geocoded(text, gazetteer).values():
        scores = [candidate.score for candidate in item.candidates]
        assert 0 <= item.score <= 1
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) <= 1.01


def test_a_capital_that_is_only_described_is_found(gazetteer: Gazetteer) -> None:
    items = geocoded("They drove to the Lebanese capital and flew home.", gazetteer)
    assert items["Lebanese capital"].place == gazetteer.by_name("Beirut")[0]


def test_a_description_beside_the_name_is_not_a_second_place(gazetteer: Gazetteer) -> None:
    text = "They drove to Beirut, the Lebanese capital, and to the Syrian capital, Damascus."
    assert set(geocoded(text, gazetteer)) == {"Beirut", "Lebanese", "Syrian", "Damascus"}


def test_a_name_of_several_words_is_not_guessed_from_one_that_differs_in_a_word(
    gazetteer: Gazetteer,
) -> None:
    report = document("They waited at Elbow Isle.")
    item = geocode(report, [Toponym(text="Elbow Isle", start=15, end=25)], gazetteer)[0]
    assert (item.place, item.reason) == (None, "not in the gazetteer")


def test_a_transliteration_that_no_source_lists_is_found_after_in(gazetteer: Gazetteer) -> None:
    items = geocoded("They waited in Tel Abyad and in Tel Rifaat.", gazetteer)
    assert [items[name].place.country for name in ("Tel Abyad", "Tel Rifaat")] == ["SY", "SY"]


def test_a_world_capital_is_meant_rather_than_an_area_of_its_name(gazetteer: Gazetteer) -> None:
    text = "They met in Washington. Poland and Ukraine waited for word."
    place = geocoded(text, gazetteer)["Washington"].place
    assert place is not None
    assert place == gazetteer.capital_of(gazetteer.country("US"))


def test_a_small_place_elsewhere_than_the_country_written_after_it_is_left_open(
    gazetteer: Gazetteer,
) -> None:
    item = geocoded("Rescuers reached Monito Island, Puerto Rico.", gazetteer)["Monito Island"]
    assert item.is_unlocated
    assert item.place is not None
    assert item.place.country == "PR"


def test_a_town_far_away_is_not_the_crossing_that_the_text_names(gazetteer: Gazetteer) -> None:
    text = "The troops left Nasiriya in Iraq by the Khabari border crossing for Kuwait."
    item = geocoded(text, gazetteer)["Khabari border crossing"]
    assert item.is_unlocated
    assert item.place is not None
    assert item.place.country in ("IQ", "KW")


def test_a_place_elsewhere_that_is_only_spelt_alike_is_not_meant(gazetteer: Gazetteer) -> None:
    text = "Refugees from Pristina and Prizren were moved from Skopje to the Karpina refugee camp."
    item = geocoded(text, gazetteer)["Karpina refugee camp"]
    assert item.is_unlocated


def test_a_village_that_only_an_airfield_tells_of_is_found(gazetteer: Gazetteer) -> None:
    text = "Families were flown from Kashechewan and Fort Albany to Timmins, Ontario."
    places = geocoded(text, gazetteer)
    place = places["Kashechewan"].place
    assert place is not None
    assert (place.country, place.source) == ("CA", "OurAirports, place served")
    assert (round(place.lon, 1), round(place.lat, 1)) == (-81.7, 52.3)


def test_small_new_places_do_not_take_a_famous_name(gazetteer: Gazetteer) -> None:
    text = "Trains from Birmingham, Edinburgh and Manchester were full. London was quiet."
    places = geocoded(text, gazetteer)
    assert {places[name].place.country for name in places} == {"GB"}


def test_islands_and_the_one_word_names_of_airports_are_known(gazetteer: Gazetteer) -> None:
    assert [place.id for place in gazetteer.by_name("Siau")][:1] == ["own:siau"]
    assert [place.id for place in gazetteer.by_name("Heathrow")][:1] == ["oa:EGLL"]
