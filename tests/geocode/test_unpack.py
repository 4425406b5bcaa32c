"""The packed gazetteer is unpacked once; a damaged one is recognised."""

import shutil
from pathlib import Path

import pytest

from evacmap.errors import DamagedDataError
from evacmap.geocode import Gazetteer, unpack


@pytest.fixture(autouse=True)
def _fresh_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folders = (tmp_path / "cache", tmp_path / "temporary")
    monkeypatch.setattr(unpack, "_cache_folders", lambda: folders)
    unpack.unpacked_path.cache_clear()
    yield
    unpack.unpacked_path.cache_clear()


def test_the_second_opening_uses_the_file_of_the_first(tmp_path: Path) -> None:
    first = unpack.unpacked_path()
    stamp = first.stat().st_mtime_ns
    unpack.unpacked_path.cache_clear()
    assert unpack.unpacked_path() == first
    assert first.stat().st_mtime_ns == stamp
    assert first.parent == tmp_path / "cache"
    assert [path.suffix for path in first.parent.iterdir()] == [".sqlite"]


def test_a_cache_that_cannot_be_written_gives_way_to_the_temporary_folder(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert unpack.unpacked_path().parent == tmp_path / "temporary"


@pytest.mark.parametrize("cut", [0, 40, 100_000])
def test_a_truncated_package_file_is_recognised(cut: int, tmp_path: Path) -> None:
    damaged = tmp_path / "gazetteer.sqlite.zst"
    damaged.write_bytes(unpack.BUNDLED.read_bytes()[:cut])
    with pytest.raises(DamagedDataError) as caught:
        Gazetteer.open(unpack.unpacked_path(damaged))
    assert "reinstall evacmap" in str(caught.value)


def test_a_flipped_byte_is_recognised(tmp_path: Path) -> None:
    data = bytearray(unpack.BUNDLED.read_bytes())
    data[len(data) // 2] ^= 0xFF
    damaged = tmp_path / "gazetteer.sqlite.zst"
    damaged.write_bytes(data)
    with pytest.raises(DamagedDataError, match="damaged"):
        unpack.unpacked_path(damaged)


def test_a_file_that_is_no_gazetteer_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    path.write_text("not a database, " * 100)
    with pytest.raises(DamagedDataError, match=r"other\.sqlite"):
        Gazetteer.open(path)


def test_an_unpacked_file_cut_short_is_recognised(tmp_path: Path) -> None:
    whole = unpack.unpacked_path()
    path = tmp_path / "cut.sqlite"
    shutil.copy(whole, path)
    with path.open("r+b") as stream:
        stream.truncate(1_000_000)
    with pytest.raises(DamagedDataError, match=r"cut\.sqlite"):
        Gazetteer.open(path)
