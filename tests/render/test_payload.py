"""The columns of the page: the first legs apart, the others after them, quotes in blocks."""

from typing import Any

import pytest

from evacmap.model import Route
from evacmap.render import payload
from render.samples import many_routes, small_story


@pytest.fixture
def few_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "FIRST_LEGS", 4)
    monkeypatch.setattr(payload, "LEGS_A_BLOCK", 4)


def joined(first: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    legs = {
        name: first["legs"].get(name, [None] * first["n"])
        + more["legs"].get(name, [None] * more["n"])
        for name in {**first["legs"], **more["legs"]}
    }
    places = {
        name: first["places"].get(name, []) + more["places"].get(name, [])
        for name in {**first["places"], **more["places"]}
    }
    tables = {name: first[name] + more[name] for name in ("counts", "lines")}
    return {**first, "n": first["n"] + more["n"], "legs": legs, "places": places, **tables}


def told(columns: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What the columns say of each leg, without the numbers of tables."""
    legs, ids = columns["legs"], columns["places"]["id"]

    def place(number: int | None) -> str | None:
        return None if number is None else ids[number]

    def line(number: Any) -> Any:
        return columns["lines"][number] if type(number) is int else number

    return [
        (
            place(legs["from"][leg]),
            place(legs["to"][leg]),
            [place(number) for number, _ in (legs["via"][leg] or [])],
            legs["mode"][leg],
            legs["people"][leg] is not None and columns["counts"][legs["people"][leg]][:2],
            line(legs["line"][leg]),
        )
        for leg in range(columns["n"])
    ]


def test_the_first_legs_and_the_others_make_the_whole(few_first: None) -> None:
    routes: list[Route] = small_story()
    first, more = payload.lines(routes, payload.Tables())
    assert first["n"] == 4
    assert more is not None
    assert more["n"] == 7
    # Masnaa is a waypoint of the first legs only; legs with an open end are among the others.
    assert "via" not in more["legs"]
    assert None not in first["legs"]["to"]
    payload.FIRST_LEGS = 11
    whole, none = payload.lines(routes, payload.Tables())
    assert none is None
    assert told(joined(first, more)) == told(whole)


def test_quotes_stand_in_blocks_of_legs(few_first: None) -> None:
    blocks = list(payload.evidence(small_story()))
    assert [len(block["quote"]) for block in blocks] == [5, 4, 3]  # the first leg has two
    assert blocks[2]["quote"][-1] == "Wounded men arrived in Beirut."
    assert payload.story(small_story(), payload.Tables())["legs_a_block"] == 4


def test_a_story_of_no_legs_has_one_empty_block_of_quotes() -> None:
    assert [block["strings"] for block in payload.evidence([])] == [[]]


def test_places_of_the_others_are_not_repeated() -> None:
    first, more = payload.lines(many_routes(2500), payload.Tables())
    assert more is not None
    ids = first["places"]["id"] + more["places"].get("id", [])
    assert len(ids) == len(set(ids)) <= 600
