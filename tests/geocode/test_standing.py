"""A place that the gazetteer lacks stands at the town or area that it is said to lie in."""

import pytest

from builders import document
from evacmap.geocode import geocode
from evacmap.mentions.toponyms import find_toponyms
from reading import gazetteer


@pytest.mark.parametrize(
    ("text", "name", "stands_at"),
    [
        ("The plane landed at Addis Ababa's Bole airport.", "Bole airport", "Addis Ababa"),
        ("They slept at Bole airport in Kigali for a week.", "Bole airport", "Kigali"),
        ("They slept at Bole airport, North Kivu, for a week.", "Bole airport", "North Kivu"),
        ("They slept at Bole airport in Kenya for a week.", "Bole airport", None),
        ("They slept at Bole airport and in Kigali.", "Bole airport", None),
    ],
)
def test_an_unknown_place_stands_where_it_lies(text: str, name: str, stands_at: str | None) -> None:
    report = document(text)
    found = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    (item,) = (item for item in found if item.toponym.text == name)
    where = item.place.name if item.place else None
    assert where == stands_at or (where or "").startswith(f"{stands_at} ")
    assert stands_at is None or item.score <= 0.5
    assert ("lies in" in item.reason) == (stands_at is not None)
