"""``evacmap extract``: reports in, table of legs out."""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evacmap.cli.options import (
    counted,
    progress_bar,
    say,
    say_notes,
    say_set_aside,
    sources_argument,
)
from evacmap.cli.tables import write_routes

if TYPE_CHECKING:
    from evacmap.model import Route

EPILOG = """\b
Examples:
  evacmap extract reports/ -o legs.geojson
  evacmap extract report.txt -o - | head
"""


@click.command(epilog=EPILOG)
@sources_argument
@click.option(
    "-o",
    "--output",
    "output",
    default="-",
    show_default=True,
    help="File to write; its suffix says how, as .csv, .xlsx or .gpkg. - prints the table.",
)
@click.option(
    "--fresh", "is_fresh", is_flag=True, help="Use nothing that earlier runs have worked out."
)
def extract(sources: tuple[str, ...], output: str, is_fresh: bool) -> int:
    """List the legs that each report tells, before reports are joined.

    SOURCES are files (.txt, .md, .html, .pdf, .docx, .eml, .rss, .jsonl, .csv) or folders of them.
    """
    from evacmap import pipeline
    from evacmap.geocode import Gazetteer
    from evacmap.remake import open_cache
    from evacmap.render import writer_of

    try:
        write = writer_of("-.csv" if output == "-" else output)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'-o'") from None
    gazetteer = Gazetteer.open()
    with progress_bar() as progress, open_cache(gazetteer, is_fresh=is_fresh) as cache:
        extraction = pipeline.extract(sources, gazetteer=gazetteer, cache=cache, progress=progress)
        routes = pipeline.route_legs(extraction.legs, cache=cache, progress=progress)
    if output == "-":
        _print_table(routes)
    else:
        write_routes(write, routes, output)
    say_notes(extraction.reports)
    say_set_aside(extraction.set_aside)
    say(f"{counted(len(extraction.reports), 'report')}, {counted(len(extraction.legs), 'leg')}")
    return 3 if extraction.set_aside else 0


def _print_table(routes: "tuple[Route, ...]") -> None:
    from evacmap.render import write_csv

    with tempfile.TemporaryDirectory(prefix="evacmap-") as folder:
        path = Path(folder) / "legs.csv"
        write_csv(routes, path)
        sys.stdout.flush()
        sys.stdout.buffer.write(path.read_bytes())
