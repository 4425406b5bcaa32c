"""Turns of phrase that tell no leg, beside those like them that do."""

import pytest

from reading import extract

CONTEXT = (
    "Residents fled Idlib on Sunday. Some 200 villagers were evacuated from Aleppo. "
    "Families fled Raqqa on foot. "
)


def _ends(text: str) -> set[tuple[str | None, str | None]]:
    legs = extract(CONTEXT + text, published="2024-12-06")
    found = {
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name) for leg in legs
    }
    return found - {("Idlib", None), ("Aleppo", None), ("Raqqa", None)}


@pytest.mark.parametrize(
    "text",
    [
        "Some 4,000 miners walked to Sofia to protest.",
        "Thousands travelled to Sofia to demand bread.",
        "Guests arrive from Hamburg on Tuesdays.",
        "The ferry leaves Ancona on Fridays.",
        "Seven lions were evacuated from a zoo near Kharkiv.",
        "The firm is to relocate its headquarters from Hamburg to Sofia.",
        "The complaint was forwarded to Sofia.",
        "The ship unloaded 300 tonnes of wheat in Ancona.",
    ],
)
def test_no_leg(text: str) -> None:
    assert _ends(text) == set()


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Thousands fled to Sofia to demand asylum.", "Sofia"),
        ("Herders and their cattle left Hamburg for Sofia.", "Sofia"),
        ("The ship unloaded 300 survivors in Ancona.", "Ancona"),
        ("The refugees were forwarded by bus to Sofia.", "Sofia"),
        ("Soldiers marched the prisoners to Sofia.", "Sofia"),
        ("The villagers took the road to Sofia.", "Sofia"),
    ],
)
def test_where_people_go(text: str, end: str) -> None:
    assert [destination for _, destination in _ends(text)] == [end]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("The garrison left its headquarters in Hamburg for Sofia.", "Hamburg"),
        ("Rescuers got 40 patients out of Hamburg.", "Hamburg"),
        ("About 90 pupils were evacuated by bus from a school in Hamburg.", "Hamburg"),
    ],
)
def test_where_people_leave(text: str, end: str) -> None:
    assert [origin for origin, _ in _ends(text)] == [end]
