"""Which files of the sources are reports."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from evacmap.model import SetAside
from evacmap.read.documents import READERS

# Files that may well be reports, so that leaving them out has to be said.
_UNREAD_FORMATS = (
    *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".pages", ".epub", ".eml", ".msg", ".mhtml"),
    *(".xml", ".rss", ".atom", ".csv", ".xlsx", ".parquet", ".warc", ".gz", ".zip"),
)


def find_reports(
    sources: Iterable[str | Path], *, skip: Iterable[str | Path] = ()
) -> tuple[tuple[Path, ...], tuple[SetAside, ...]]:
    """Return the files to read, each once, and what was set aside with its reason.

    A folder gives every file below it with a known suffix, sorted by path; hidden files and
    files that are plainly no reports (pictures, tables of legs, code) are passed over. A file
    named outright is always read. Folders in ``skip`` are not entered.
    """
    found: dict[Path, Path] = {}
    aside: list[SetAside] = []
    skipped = {Path(folder).resolve() for folder in skip}
    for source in map(Path, sources):
        if source.is_dir():
            paths = sorted(_files_below(source, skipped, aside))
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


def _files_below(folder: Path, skipped: set[Path], aside: list[SetAside]) -> Iterator[Path]:
    try:
        listed = list(folder.iterdir())
    except OSError as error:
        reason = f"the folder cannot be read ({(error.strerror or 'unknown').lower()})"
        aside.append(SetAside(path=str(folder), reason=reason))
        return
    for path in listed:
        if path.name.startswith((".", "~$", "__")) or path.resolve() in skipped:
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _files_below(path, skipped, aside)
        elif path.is_file():
            yield path
