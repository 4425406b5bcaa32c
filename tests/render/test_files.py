import errno
import os
from pathlib import Path

import pytest

from evacmap.errors import UnwritableOutputError
from evacmap.render import write_table, write_whole
from render.samples import small_story


def test_the_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.bin", b"\x00\r\n\xff")
    assert (tmp_path / "a.bin").read_bytes() == b"\x00\r\n\xff"
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_a_full_disk_leaves_the_earlier_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(b"earlier")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableOutputError) as caught:
        write_whole(path, b"later")
    assert str(caught.value) == (
        f"{path}: the disk is full; free some space or choose another folder with -o"
    )
    assert path.read_bytes() == b"earlier"
    assert [each.name for each in tmp_path.iterdir()] == ["map.html"]


def test_an_interruption_leaves_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(source: str, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "map.html", b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "it is a folder; name a file in it"),
        ("no/map.html", "the folder does not exist; make it first, or choose another with -o"),
        (
            "file/map.html",
            "a file stands where the folder should be; choose another folder with -o",
        ),
    ],
)
def test_a_path_that_cannot_be_written_names_the_way_out(
    tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UnwritableOutputError) as caught:
        write_whole(tmp_path / name, b"x")
    assert str(caught.value) == f"{tmp_path / name}: {reason}"


def test_a_table_is_written_by_its_suffix(tmp_path: Path) -> None:
    write_table((item for item in small_story()), tmp_path / "legs.CSV")
    assert len((tmp_path / "legs.CSV").read_bytes().splitlines()) == 12
    with pytest.raises(ValueError, match=r"legs\.odt' ends with none of \.geojson, \.csv"):
        write_table(small_story(), tmp_path / "legs.odt")
