"""A telling with one end: enough by itself in a note, too little where the report names more."""

import pytest

from reading import extract

ELSEWHERE = "Fires burned all night around Igoumenitsa and Parga, where roads are cut."


def _ends(text: str) -> list[tuple[str | None, str | None]]:
    legs = extract(text, published="2024-12-06")
    return [
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name) for leg in legs
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A ferry has carried 60 people over to Kerkyra since noon.",
        "Some 140 pupils reached Kerkyra at dusk in three launches.",
        "The 25 nurses leave for Kerkyra on Monday.",
    ],
)
def test_who_come_by_a_weak_word_come_from_a_place_named_elsewhere(text: str) -> None:
    assert (None, "Kerkyra") not in _ends(f"{text} {ELSEWHERE}")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("A ferry has carried 60 people over to Kerkyra since noon. Tents are short.", "Kerkyra"),
        (f"Some 140 pupils were evacuated to Kerkyra at dusk. {ELSEWHERE}", "Kerkyra"),
        (f"Some 140 villagers have gone back to Kerkyra. {ELSEWHERE}", "Kerkyra"),
    ],
)
def test_one_end_is_enough_where_no_other_is_to_be_missed(text: str, end: str) -> None:
    assert any(destination == end for _, destination in _ends(text))


def test_who_go_on_from_where_they_came_leave_it_open_whence() -> None:
    text = "Some 300 refugees were brought to Homs by bus, and planes carried them on to Aleppo."
    assert _ends(f"{text} Tents are short.") == [(None, "Homs"), ("Homs", "Aleppo")]
