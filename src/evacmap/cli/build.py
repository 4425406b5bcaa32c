"""``evacmap build``: reports in, map out."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evacmap.cli.options import (
    counted,
    distances_of,
    period_option,
    progress_bar,
    say,
    say_notes,
    say_set_aside,
    tiles_option,
    url_option,
)

if TYPE_CHECKING:
    from evacmap.description import Description
    from evacmap.pipeline import Build

EPILOG = """\b
Examples:
  evacmap build reports/ more.txt -o map/
  evacmap build reports/ -o map/ --lang ar --coarsen planned=10km
  evacmap build                the map that evacmap.toml here describes
  evacmap build --check        exit status 1 where that map is out of date
"""


@click.command(epilog=EPILOG)
@click.argument("sources", nargs=-1, metavar="[SOURCES]...")
@click.option("-o", "--output", "folder", help="Folder to write into.  [default: maps]")
@click.option("--title", help="Title of the map; otherwise made from the name of the sources.")
@click.option(
    "--router",
    metavar="URL",
    help="Ask a Valhalla or OSRM server of your own for the roads, not the bundled ones.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "ar", "fr", "ru", "uk"]),
    help="Language of the page's own words; quotes stay in that of the reports.  [default: en]",
)
@click.option(
    "--coarsen",
    "coarsened",
    metavar="STATUS=KM",
    multiple=True,
    help="Blur places and days of legs that could put people in danger, as planned=10km.",
)
@period_option
@tiles_option
@url_option
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False),
    help="File of what you have corrected, as evacmap correct writes it.",
)
@click.option(
    "--check",
    "is_check",
    is_flag=True,
    help="Write nothing; exit with 1 where the map in the folder is not what would be made.",
)
@click.option(
    "--fresh", "is_fresh", is_flag=True, help="Use nothing that earlier runs have worked out."
)
def build(
    sources: tuple[str, ...],
    is_check: bool,
    is_fresh: bool,
    coarsened: tuple[str, ...],
    **options: Any,
) -> int:
    """Make a map of the movements that reports tell.

    SOURCES are files (.txt, .md, .html, .pdf, .docx, .eml, .rss, .jsonl, .csv) or folders of
    them; or one evacmap.toml, or the folder it is in, which describes the map; without any, the
    evacmap.toml here. The output folder gets map.html, legs.geojson, legs.csv, run.json (what
    was read, kept and set aside) and texts.jsonl (the texts that quotes point into). Prints the
    path of the map; what is new, changed and gone since the last run goes to standard error.
    """
    from evacmap.remake import remake

    description = _with_options(_described(sources), coarsened, options)
    with progress_bar() as progress:
        built = remake(description, is_check=is_check, is_fresh=is_fresh, progress=progress)
    _say(built)
    if is_check:
        return _say_stale(built)
    click.echo(built.map_path)
    return 3 if built.extraction.set_aside else 0


def _described(sources: tuple[str, ...]) -> "Description":
    """Return the description that the command line names, or one of its own making."""
    from evacmap.description import Description, find_description, read_description

    path = find_description(sources[0] if sources else ".") if len(sources) < 2 else None
    if path:
        return read_description(path)
    if not sources:
        raise click.UsageError(
            "there is no evacmap.toml here; name the reports, or run evacmap init to write one"
        )
    return Description(path=Path(), sources=tuple(map(Path, sources)), folder=Path("maps"))


def _with_options(
    description: "Description", coarsened: tuple[str, ...], options: Mapping[str, Any]
) -> "Description":
    """Return the description with what the command line says instead."""
    from dataclasses import replace

    from evacmap.geometry import Engine

    given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    try:
        Engine(url=given["router"]) if "router" in given else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--router") from error
    for name in given.keys() & {"folder", "corrections"}:
        given[name] = Path(given[name])
    if coarsened:
        given["coarsen_km"] = distances_of(coarsened)
    return replace(description, **given)


def _say(built: "Build") -> None:
    """Print what was read, set aside, left out and copied, and what changed, to stderr."""
    from evacmap.changes import describe

    extraction = built.extraction
    say_notes(extraction.reports)
    say_set_aside(extraction.set_aside)
    say(
        f"{counted(len(extraction.reports), 'report')}, {counted(len(extraction.legs), 'leg')}, "
        f"{counted(len(built.routes), 'movement')} on the map"
    )
    if built.left_out:
        say(f"{counted(len(built.left_out), 'movement')} outside the period or region left out")
    if built.corrected:
        for note in built.corrected.notes:
            place = f"{built.corrected.file}, entry {note.entry}"
            click.echo(f"evacmap: {place}: {note.reason}", err=True)
    for copy in built.kept:
        click.echo(f"evacmap: a file edited by hand is kept as {copy}", err=True)
    if built.changes:
        click.echo(f"since the last run: {built.changes.summary}", err=True)
        for line in describe(built.changes):
            click.echo(f"  {line}", err=True)


def _say_stale(built: "Build") -> int:
    """Print which files are out of date; return the exit status."""
    folder = built.map_path.parent
    if not built.stale:
        say(f"{folder} is up to date")
        return 0
    files = ", ".join(built.stale)
    click.echo(f"evacmap: {folder} is stale: {files}; make it again without --check", err=True)
    return 1
