"""Write a file whole or not at all, at once or bit by bit, and tell how far it is."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from evacmap.errors import UnwritableOutputError
from evacmap.model import Route

Progress = Callable[[str, int, int], None]
"""Told of each step: the stage in a word, how many of it are done, how many there are."""
# A bar that is told of every route costs more than the route.
TELL_EVERY = 200

WAYS_OUT = {
    errno.EACCES: ("no permission to write here", "choose another folder with -o"),
    errno.EPERM: ("no permission to write here", "choose another folder with -o"),
    errno.EROFS: ("the file system is read-only", "choose another folder with -o"),
    errno.ENOSPC: ("the disk is full", "free some space or choose another folder with -o"),
    errno.EDQUOT: ("your disk quota is used up", "free some space or choose another folder"),
    errno.ENOENT: ("the folder does not exist", "make it first, or choose another with -o"),
    errno.ENOTDIR: ("a file stands where the folder should be", "choose another folder with -o"),
    errno.EISDIR: ("it is a folder", "name a file in it"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
}


def write_whole(path: str | Path, data: bytes) -> None:
    """Write ``data`` to ``path``; a failure or interruption leaves an earlier file untouched.

    Raises:
        UnwritableOutputError: the folder or file cannot be written; ``path`` is as before.
    """
    with whole_stream(path) as file:
        file.write(data)


def write_texts(path: str | Path, texts: Iterable[str]) -> None:
    """Write texts one after the other, in UTF-8, and keep none of them.

    Raises:
        UnwritableOutputError: the folder or file cannot be written; ``path`` is as before.
    """
    with whole_stream(path) as file:
        file.writelines(text.encode() for text in texts)


def told(
    routes: Sequence[Route], progress: Progress | None, *, stage: str = "writing"
) -> Iterator[Route]:
    """Yield the routes, and tell ``progress`` how many were asked for."""
    if progress is None:
        yield from routes
        return
    for done, route in enumerate(routes):
        if done % TELL_EVERY == 0:
            progress(stage, done, len(routes))
        yield route
    progress(stage, len(routes), len(routes))


@contextlib.contextmanager
def whole_stream(path: str | Path) -> Iterator[BinaryIO]:
    """Give a stream to write into; on success what it holds takes the place of ``path``.

    Raises:
        UnwritableOutputError: the folder or file cannot be written; ``path`` is as before.
    """
    with whole_file(path) as temporary, temporary.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Give a file of the same suffix to write into; on success it takes the place of ``path``.

    Raises:
        UnwritableOutputError: the folder or file cannot be written; ``path`` is as before.
    """
    path = Path(path)
    if path.is_dir():
        raise UnwritableOutputError(path, *WAYS_OUT[errno.EISDIR])
    try:
        folder = tempfile.mkdtemp(prefix=".evacmap-", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    temporary = Path(folder) / f"new{path.suffix}"
    try:
        yield temporary
        os.chmod(temporary, _mode_of(path))
        os.replace(temporary, path)
    except OSError as error:
        if isinstance(error, UnwritableOutputError):
            raise
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _mode_of(path: Path) -> int:
    # mkstemp makes files that only their owner can read; a map is for others too.
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _unwritable(path: Path, error: OSError) -> UnwritableOutputError:
    reason, way_out = WAYS_OUT.get(
        error.errno or 0, (error.strerror or str(error), "choose another folder with -o")
    )
    return UnwritableOutputError(path, reason, way_out)
