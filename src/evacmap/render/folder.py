"""The files of a run are put in place together, or not at all."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from evacmap.errors import UnwritableOutputError
from evacmap.render.files import WAYS_OUT

RECORD = "run.json"


@contextmanager
def replace_files(folder: Path, *, kept: list[Path]) -> Iterator[Path]:
    """Give an empty folder to write into; on success its files replace those in ``folder``.

    When the body fails or is interrupted, nothing in ``folder`` changes, and a folder that did
    not exist does not stay behind. A file that someone has edited since the last run stays as a
    copy, which is added to ``kept``.

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
            kept += _copy_edited(folder, draft)
            for path in sorted(draft.iterdir()):
                os.replace(path, folder / path.name)
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
        if not existed and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _copy_edited(folder: Path, draft: Path) -> list[Path]:
    """Copy each file that would be lost and that no run of ours wrote; return the copies."""
    written = _written_hashes(folder)
    copies = []
    for path in sorted(draft.iterdir()):
        standing = folder / path.name
        if not standing.is_file() or (path.name == RECORD and written):
            continue
        data = standing.read_bytes()
        if data != path.read_bytes() and hashlib.sha256(data).hexdigest() != written.get(path.name):
            copies.append(_free_name(standing))
            shutil.copy2(standing, copies[-1])
    return copies


def _written_hashes(folder: Path) -> Mapping[str, str]:
    """Return the SHA-256 of each file that the last run wrote; none where no record says."""
    try:
        outputs = json.loads((folder / RECORD).read_bytes())["outputs"]
        return {str(name): str(entry["sha256"]) for name, entry in outputs.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def _free_name(path: Path) -> Path:
    """Return ``legs.edited.csv`` for ``legs.csv``, with a number where that is taken."""
    names = (f"{path.stem}.edited{number}{path.suffix}" for number in ("", *range(2, 10_000)))
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


@contextmanager
def draft_files() -> Iterator[Path]:
    """Give an empty folder to write into, which goes again."""
    with tempfile.TemporaryDirectory(prefix="evacmap-") as draft:
        yield Path(draft)


def differing_files(folder: Path, draft: Path) -> tuple[str, ...]:
    """Return the names of files in ``draft`` that are missing in ``folder`` or other there."""
    return tuple(
        path.name
        for path in sorted(draft.iterdir())
        if not (folder / path.name).is_file()
        or (folder / path.name).read_bytes() != path.read_bytes()
    )


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
