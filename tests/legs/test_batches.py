"""More people who go the way that others were told to go just before them."""

import pytest

from reading import extract
from resting import check_words

FRIDAY = "2024-12-06"
TOLD = "A ferry took 300 families from Tripoli to Malta on Tuesday"


def ways(text: str) -> list[tuple[str | None, str | None, int | None, str, str]]:
    """Return the ends, number, status and day of each leg, in the order of the text."""
    return [
        (
            leg.origin and leg.origin.name,
            leg.destination and leg.destination.name,
            leg.people.low if leg.people else None,
            leg.status.value,
            str(leg.date),
        )
        for leg in extract(text, published=FRIDAY)
    ]


@pytest.mark.parametrize(
    ("after", "people", "status", "day"),
    [
        (", and a further 45 are booked on the next one.", 45, "planned", "None"),
        (". Another 210 people made the crossing on Wednesday.", 210, "completed", "2024-12-04"),
        (". The sea was calm. Some 80 others followed on Thursday.", 80, "completed", "2024-12-05"),
        ("; a second is due on Sunday.", None, "planned", "2024-12-08"),
        (". A third ferry with 150 people aboard sails tomorrow.", 150, "planned", "2024-12-07"),
        (". Six hundred more are to follow.", 600, "planned", "None"),
        (", 120 on Wednesday.", 120, "completed", "2024-12-04"),
        (", and the remainder went on Thursday.", None, "completed", "2024-12-05"),
    ],
)
def test_they_go_the_same_way(after: str, people: int | None, status: str, day: str) -> None:
    first, second = ways(TOLD + after)
    assert first[:2] == ("Tripoli", "Malta")
    assert second == ("Tripoli", "Malta", people, status, day)


@pytest.mark.parametrize(
    "after",
    [
        ". Another 40 people drowned on Wednesday.",
        ". A further 90 are waiting on the quay.",
        ". Two more tonnes of flour were brought on Wednesday.",
        ". A second, planned for Thursday, never came.",
        ". Another 40 refused to go.",
        ". The next days were quiet. The ferry is a small one.",
        ". It was hot. It was dry. Nobody slept. Another 40 followed on Thursday.",
    ],
)
def test_nobody_else_goes(after: str) -> None:
    assert [way[:2] for way in ways(TOLD + after)] == [("Tripoli", "Malta")]


def test_who_goes_elsewhere_is_not_one_of_them() -> None:
    found = ways(TOLD + ". Another 40 went to Tunis on Wednesday.")
    assert [way[1] for way in found] == ["Malta", "Tunis"]


def test_a_batch_rests_on_its_own_words() -> None:
    text = TOLD + ". Another 210 people made the crossing on Wednesday."
    legs = extract(text, published=FRIDAY)
    assert len({leg.id for leg in legs}) == 2
    batch = legs[1]
    assert batch.evidence[0].quote == "Another 210 people made the crossing on Wednesday."
    words = check_words(batch, {"report": text})
    assert {("people", "Another 210"), ("date", "Wednesday"), ("origin", "Tripoli")} <= set(words)
    bases = {item.field: item.basis for item in batch.inferred}
    assert bases["origin"] == bases["destination"] == "the way of those told of before"


def test_batches_that_say_the_same_have_ids_of_their_own() -> None:
    text = TOLD + ". Another 210 people made the crossing. Another 55 people made the crossing."
    legs = extract(text, published=FRIDAY)
    assert [leg.people.low for leg in legs if leg.people] == [210, 55]
    assert len({leg.id for leg in legs}) == 3
