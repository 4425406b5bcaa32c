"""The index gives what the queries give, value for value, and is never in the way."""

import os
import sqlite3
from pathlib import Path

import pytest

from evacmap.geocode import Gazetteer
from evacmap.geocode.index import index_path, make_index, open_index
from evacmap.geocode.unpack import unpacked_path


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def queried(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Return the same gazetteer at a path beside which no index lies."""
    return Gazetteer.open(_alone(tmp_path_factory.mktemp("alone")))


def _alone(folder: Path) -> Path:
    path = folder / "gazetteer.sqlite"
    path.symlink_to(unpacked_path())
    return path


def test_names_have_the_same_places_in_the_same_order_with_and_without_index(
    gazetteer: Gazetteer, queried: Gazetteer
) -> None:
    assert gazetteer._index is not None
    assert queried._index is None
    with sqlite3.connect(unpacked_path()) as store:
        folds = [fold for (fold,) in store.execute("SELECT fold FROM name")][::199]
        names = [name for (name,) in store.execute("SELECT name FROM place WHERE rank % 97 = 0")]
    assert len(folds) > 4000
    for name in (*folds, *names, "", "Kamishly", "St. John's", "no such place", "x" * 300):
        assert gazetteer.by_name(name) == queried.by_name(name), name
        assert gazetteer.named(name) == queried.named(name), name


def test_rows_are_the_same_with_and_without_index(gazetteer: Gazetteer, queried: Gazetteer) -> None:
    for rank in range(1, 280_000, 61):
        assert gazetteer._read_row(rank) == queried._read_row(rank)
        assert hash(gazetteer._read_row(rank)) == hash(queried._read_row(rank))


def test_a_place_read_from_the_index_cannot_be_changed(gazetteer: Gazetteer) -> None:
    place = gazetteer.by_name("Damascus")[0]
    with pytest.raises(AttributeError):
        place.lon = 0.0  # type: ignore[misc]


@pytest.mark.parametrize("size", [0, 10, 20_000, 1_000_000])
def test_an_index_cut_short_is_left_aside(size: int, tmp_path: Path) -> None:
    path = _alone(tmp_path)
    whole = index_path(unpacked_path()).read_bytes()
    index_path(path).write_bytes(whole[:size])
    assert open_index(path) is None
    assert Gazetteer.open(path).by_name("Masnaa")[0].country == "LB"


def test_an_index_of_another_format_is_left_aside(tmp_path: Path) -> None:
    path = _alone(tmp_path)
    whole = index_path(unpacked_path()).read_bytes()
    index_path(path).write_bytes(whole.replace(b"evacmap names", b"evacmap nomes", 1))
    assert open_index(path) is None


def test_two_makings_of_the_index_give_the_same_bytes(tmp_path: Path) -> None:
    path = _alone(tmp_path)
    make_index(path)
    assert index_path(path).read_bytes() == index_path(unpacked_path()).read_bytes()
    assert sorted(os.listdir(tmp_path)) == ["gazetteer.names", "gazetteer.sqlite"]


def test_a_place_for_the_index_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    path = _alone(tmp_path)
    index_path(path).mkdir()
    make_index(path)
    assert open_index(path) is None
    assert sorted(os.listdir(tmp_path)) == ["gazetteer.names", "gazetteer.sqlite"]
