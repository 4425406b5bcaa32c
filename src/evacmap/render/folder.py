"""The files of a run are put in place together, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evacmap.errors import UnwritableOutputError
from evacmap.render.files import WAYS_OUT


@contextmanager
def replace_files(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write into; on success its files replace those in ``folder``.

    When the body fails or is interrupted, nothing in ``folder`` changes, and a folder that did
    not exist does not stay behind.

    Raises:
        UnwritableOutputError: the folder cannot be made or written, or the disk is full.
    """
    existed = folder.exists()
    draft = None
    try:
        with _named(folder):
            folder.mkdir(parents=True, exist_ok=True)
            draft = Path(tempfile.mkdtemp(prefix=".evacmap-", dir=folder))
        try:
            yield draft
        except UnwritableOutputError as error:
            raise UnwritableOutputError(folder, error.reason, error.way_out) from None
        with _named(folder):
            for path in sorted(draft.iterdir()):
                os.replace(path, folder / path.name)
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
        if not existed and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    """Turn the system's errors into one line that names the folder and the way out."""
    try:
        yield
    except FileExistsError:
        raise UnwritableOutputError(folder, "a file stands there", "choose a folder") from None
    except OSError as error:
        reason, way_out = WAYS_OUT.get(error.errno or 0, (error.strerror or str(error), ""))
        raise UnwritableOutputError(folder, reason, way_out) from None
