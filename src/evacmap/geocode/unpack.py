"""Unpack the bundled gazetteer once into the user's cache, and open SQLite files read-only."""

import os
import sqlite3
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from evacmap.errors import DamagedDataError

BUNDLED = Path(__file__).parents[1] / "data" / "gazetteer.sqlite.zst"
FORMAT = "2"


@lru_cache(maxsize=4)
def unpacked_path(packed: Path = BUNDLED) -> Path:
    """Return the unpacked gazetteer, unpacking it where that has not been done yet.

    The file lies in the user's cache under a name made of its size and checksum; where the
    cache cannot be written it goes to a temporary file that lives as long as the process.

    Raises:
        DamagedDataError: the packed file is missing or damaged.
    """
    key = _key(packed)
    for folder in _cache_folders():
        target = folder / f"gazetteer-{key}.sqlite"
        if target.is_file() and target.stat().st_size > 0:
            return target
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            return _unpack_to(packed, target)
    raise DamagedDataError(packed, "no folder to unpack it in can be written")


def _key(packed: Path) -> str:
    """Return a name for the content: its length and zstd's own checksum at its end."""
    try:
        with packed.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - 64))
            return f"{size:x}-{stream.read()[-8:].hex()}"
    except OSError as error:
        raise DamagedDataError(packed, f"cannot be read ({error.strerror})") from error


def _cache_folders() -> tuple[Path, ...]:
    from platformdirs import user_cache_path

    own = f"evacmap-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    return user_cache_path("evacmap"), Path(tempfile.gettempdir()) / own


def _unpack_to(packed: Path, target: Path) -> Path:
    """Unpack beside ``target`` and move it there whole, so that no reader sees half a file."""
    import zstandard

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.stem, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as output, packed.open("rb") as source:
            zstandard.ZstdDecompressor(max_window_size=1 << 27).copy_stream(source, output)
        os.replace(name, target)
    except zstandard.ZstdError as error:
        raise DamagedDataError(packed, f"is damaged ({error})") from error
    finally:
        Path(name).unlink(missing_ok=True)
    return target


def open_readonly(path: Path) -> sqlite3.Connection:
    """Return a read-only connection that any thread may use.

    Raises:
        DamagedDataError: the file is not a gazetteer of this format.
    """
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        connection.execute("PRAGMA mmap_size=67108864")
        row = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        connection.execute("SELECT max(rank) FROM place").fetchone()
        connection.execute("SELECT max(skeleton) FROM name").fetchone()
    except sqlite3.Error as error:
        raise DamagedDataError(path, f"is not a readable gazetteer ({error})") from error
    if row is None or row[0] != FORMAT:
        raise DamagedDataError(path, f"has format {row and row[0]}, this version reads {FORMAT}")
    return connection
