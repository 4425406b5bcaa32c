"""Those told of in one sentence, where the next one says only "they", "home" or "we"."""

import pytest

from reading import extract

PUBLISHED = "2024-07-12"
Ends = set[tuple[str | None, str | None]]


def ends_of(text: str) -> Ends:
    return {
        (
            leg.origin.place.name if leg.origin else None,
            leg.destination.place.name if leg.destination else None,
        )
        for leg in extract(text, published=PUBLISHED)
    }


REST = " Aid groups say that tents are short. The government has promised help. Water is scarce."
THERE = ("Malakal", "Juba")
BACK = ("Juba", "Malakal")
HOME = [
    "Some 900 villagers fled Malakal in March and stayed in Juba. On Monday 300 of them returned"
    " home.",
    "Fighting drove 4,000 people from Malakal to Juba. Most have since gone home.",
    "The villagers fled from Malakal to Juba in March. They returned to their homes on Monday.",
    "About 300 people were bused from Malakal to Juba in May. They went back home last week.",
    "Some 900 people fled from Malakal to Juba. They were sent back on Tuesday.",
    "Some 900 people fled from Malakal to Juba. On Tuesday police drove them back.",
]


@pytest.mark.parametrize("text", HOME)
def test_those_who_fled_go_home_where_they_had_left(text: str) -> None:
    assert ends_of(text + REST) == {THERE, BACK}


NOT_HOME = [
    "Some 900 people fled from Malakal to Juba. The minister went home.",
    "Some 900 people fled from Malakal to Juba. They hope that the war ends.",
]


@pytest.mark.parametrize("text", NOT_HOME)
def test_others_who_go_home_turn_nothing_round(text: str) -> None:
    assert ends_of(text + REST) == {THERE}


PASSED_ON = [
    ("Some 60 miners were trapped in Malakal. They were flown to Juba on Monday.", (60, None)),
    ("The 62 students were stuck in Malakal for a week. They were taken to Juba.", (62, 62)),
    ("Eighty prisoners were held in Malakal. They were flown to Juba on Monday.", (80, 80)),
]


@pytest.mark.parametrize(("text", "people"), PASSED_ON)
def test_they_are_those_counted_in_the_sentence_before(
    text: str, people: tuple[int, int | None]
) -> None:
    (leg,) = extract(text + REST, published=PUBLISHED)
    assert leg.origin is not None
    assert leg.destination is not None
    assert (leg.origin.place.name, leg.destination.place.name) == THERE
    assert leg.people is not None
    assert leg.people.low == people[0]
    assert "people" in {inference.field for inference in leg.inferred}


@pytest.mark.parametrize(
    "text",
    [
        "Some 60 lorries stood in Malakal. They were sent to Juba on Monday.",
        "Some 200 soldiers stood near Malakal. They were sent to Juba on Monday.",
        "The council has 62 members. They went to Juba on Monday.",
    ],
)
def test_things_troops_and_those_who_only_travel_are_not_passed_on(text: str) -> None:
    assert ends_of(text + REST) == set()


TELLERS = [
    '"We left Malakal at night with nothing," said a farmer of 51 in Juba.',
    '"We fled Malakal at night," Mary Deng, 51, said at a school in Juba, where she sleeps.',
    '"We escaped from Malakal on foot," John, who is now in Juba, told reporters.',
    '"I left Malakal with only my papers," said Mary Deng, a teacher, outside a hotel in Juba.',
]


@pytest.mark.parametrize("text", TELLERS)
def test_who_tells_of_the_own_flight_came_to_where_that_is_told(text: str) -> None:
    assert ends_of(text + REST) == {THERE}


def test_who_speaks_for_others_came_nowhere() -> None:
    text = '"We withdrew from Malakal," the commander said in Nairobi.'
    assert ("Malakal", "Nairobi") not in ends_of(text + REST)
    assert ends_of('"They fled Malakal," a spokesman said in Geneva.' + REST) == {("Malakal", None)}


TAKEN = [
    ("Norway moved its diplomats from Malakal to Juba.", {THERE}),
    ("The UN moved its staff from Malakal to Juba.", {THERE}),
    ("The ministry transferred the pupils from Malakal to Juba.", {THERE}),
    ("The club flew its players from Malakal to Juba.", set()),
    ("Buses carry commuters from Malakal to Juba.", set()),
    ("The tourists took a bus from Malakal to Juba.", set()),
]


@pytest.mark.parametrize(("text", "ends"), TAKEN)
def test_who_is_taken_from_one_place_to_another_does_not_travel_at_will(
    text: str, ends: Ends
) -> None:
    assert ends_of(text + REST) == ends


BEFALLEN = [
    "Malakal has been under siege for three weeks.",
    "Malakal is still in flames.",
    "Malakal came under heavy bombardment, officials say.",
]


@pytest.mark.parametrize("before", BEFALLEN)
def test_what_befell_a_place_may_be_told_a_few_words_behind_its_name(before: str) -> None:
    text = f"{before} Eighty patients were taken to Juba by bus."
    assert ends_of(text + REST) == {THERE}


def test_the_first_to_arrive_tomorrow_are_of_those_who_left_today() -> None:
    text = (
        "We shall do all we can to evacuate our people from Malakal. Over 90 people were evacuated "
        "from Malakal today. They had fled the shelling of the town. The first evacuees will "
        "arrive in Juba tomorrow morning."
    )
    found = {
        (leg.destination.place.name if leg.destination else None, leg.status.value)
        for leg in extract(text, published=PUBLISHED)
    }
    assert found == {("Juba", "completed")}
