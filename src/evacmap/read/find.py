"""Which files of the sources are reports."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from evacmap.model import SetAside
from evacmap.read.documents import READERS

# Files that may well be reports, so that leaving them out has to be said.
_UNREAD_FORMATS = (
    *(".doc", ".docm", ".odt", ".rtf", ".pages", ".epub", ".msg", ".mbox", ".mhtml"),
    *(".xlsx", ".parquet", ".warc", ".gz", ".zip"),
)


# What a run writes; where these stand together they are no reports.
_RUN = frozenset({"map.html", "run.json", "texts.jsonl"})
_OWN_TABLE = b"id,doc,origin"
# In the name of a copy that a run keeps of a file that someone has edited.
_EDITED = re.compile(r"\.edited\d*(?=\.[^.]*$)")


def find_reports(
    sources: Iterable[str | Path],
) -> tuple[tuple[Path, ...], tuple[SetAside, ...]]:
    """Return the files to read, each once, and what was set aside with its reason.

    A folder gives every file below it with a known suffix, sorted by path; hidden files, files
    that are plainly no reports (pictures, code) and what evacmap wrote itself are passed over.
    A file named outright is always read.
    """
    found: dict[Path, Path] = {}
    aside: list[SetAside] = []
    for source in map(Path, sources):
        if source.is_dir():
            paths = sorted(_files_below(source, aside))
        elif source.exists():
            paths = [source]
        else:
            aside.append(SetAside(path=str(source), reason="no such file or folder"))
            continue
        for path in paths:
            if path == source or path.suffix.lower() in READERS:
                found.setdefault(path.resolve(), path)
            elif path.suffix.lower() in _UNREAD_FORMATS:
                reason = f"no reader for {path.suffix.lower()}; save it as text"
                aside.append(SetAside(path=str(path), reason=reason))
    return tuple(found.values()), tuple(aside)


def _files_below(folder: Path, aside: list[SetAside]) -> Iterator[Path]:
    try:
        listed = list(folder.iterdir())
    except OSError as error:
        reason = f"the folder cannot be read ({(error.strerror or 'unknown').lower()})"
        aside.append(SetAside(path=str(folder), reason=reason))
        return
    own = _written_here(folder) if {path.name for path in listed} >= _RUN else frozenset()
    for path in listed:
        if path.name.startswith((".", "~$", "__")) or _is_own_table(path):
            continue
        if path.name in own or _EDITED.sub("", path.name) in own:
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _files_below(path, aside)
        elif path.is_file():
            yield path


def _written_here(folder: Path) -> Collection[str]:
    """Return the names of the files in ``folder`` that a run wrote, as its record says."""
    try:
        outputs = json.loads((folder / "run.json").read_bytes())["outputs"]
        return _RUN | {str(name) for name in outputs}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return _RUN


def _is_own_table(path: Path) -> bool:
    if path.suffix.lower() != ".csv":
        return False
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").startswith(_OWN_TABLE)
    except OSError:
        return False
