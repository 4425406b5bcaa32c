"""Many names are looked up in the order asked, and none is lost."""

import pytest

from evacmap.geocode import Gazetteer, find_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def test_each_name_has_its_most_prominent_place(gazetteer: Gazetteer) -> None:
    names = ["Homs", "Kamishly", "Homs", "Kyiv"]
    found = list(find_places(names, gazetteer=gazetteer))
    assert [item.name for item in found] == names
    assert [item.place and item.place.country for item in found] == ["SY", "SY", "SY", "UA"]
    assert {item.likeness for item in found} == {1.0}
    assert found[0].place == gazetteer.by_name("Homs")[0]


def test_a_wrong_spelling_has_the_likest_place_and_its_likeness(gazetteer: Gazetteer) -> None:
    (found,) = find_places(["Mariupool"], gazetteer=gazetteer)
    assert found.place
    assert found.place.country == "UA"
    assert found.likeness
    assert 0.8 <= found.likeness < 1


def test_a_name_of_no_place_is_given_without_one(gazetteer: Gazetteer) -> None:
    (found,) = find_places(["Qwxyzzq Vbnm"], gazetteer=gazetteer)
    assert (found.name, found.place, found.likeness) == ("Qwxyzzq Vbnm", None, None)
    (found,) = find_places(["Mariupool"], gazetteer=gazetteer, least_likeness=1.0)
    assert found.place is None


def test_the_limit_is_one_of_places_a_name(gazetteer: Gazetteer) -> None:
    found = list(find_places(["Tripoli", "Masnaa"], gazetteer=gazetteer, limit=4))
    assert [item.name for item in found] == ["Tripoli"] * 4 + ["Masnaa"]
    assert tuple(item.place for item in found[:4]) == gazetteer.by_name("Tripoli")[:4]
    with pytest.raises(ValueError, match="not 0"):
        next(find_places(["Homs"], gazetteer=gazetteer, limit=0))
