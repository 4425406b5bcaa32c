"""The files beside a map: tables, exchange formats, figures and reports, each by its name."""

import inspect
from collections.abc import Callable, Sequence
from pathlib import Path

from evacmap import tables
from evacmap.model import Route
from evacmap.render.csv_table import write_csv
from evacmap.render.figure import FIGURES
from evacmap.render.report import REPORTS, write_report

Writer = Callable[..., None]

# What every map has; none of them can be another file.
_OF_EVERY_MAP = ("map.html", "run.json", "texts.jsonl")


def output_writer(name: str) -> Writer:
    """Return what writes the file ``name`` beside a map.

    .docx, .html and .md are reports. So is a .pdf whose name begins with "report"; another one
    is a figure.

    Raises:
        ValueError: no format has this suffix, or the name is that of a file every map has.
    """
    from evacmap.render import WRITERS

    path, writers = Path(name), {**WRITERS, **FIGURES}
    suffix = path.suffix.lower()
    if name.casefold() in _OF_EVERY_MAP:
        raise ValueError(f"{name!r} is the name of a file that every map has; choose another")
    if suffix in REPORTS and (suffix not in FIGURES or path.stem.casefold().startswith("report")):
        return write_report
    if suffix not in writers:
        known = ", ".join(dict.fromkeys((*writers, *REPORTS)))
        raise ValueError(f"{name!r} ends with none of {known}")
    return writers[suffix]


def write_outputs(
    routes: Sequence[Route],
    folder: Path,
    *,
    names: Sequence[str],
    title: str | None = None,
    subtitle: str | None = None,
) -> None:
    """Write legs.csv and the files of these ``names`` into ``folder``.

    Figures and reports bear ``title`` and ``subtitle``.

    Raises:
        MissingPackageError: a figure or report needs a package that is not installed.
        UnwritableOutputError: a file cannot be written.
        ValueError: there is no format for the suffix of a name.
    """
    heads = {"title": title, "subtitle": subtitle}
    with tables.keep_rows():
        for name in names:
            write = output_writer(name)
            taken = inspect.signature(write).parameters
            told = {key: text for key, text in heads.items() if text and key in taken}
            write(routes, folder / name, **told)
        write_csv(routes, folder / "legs.csv")
