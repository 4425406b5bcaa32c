"""``evacmap build``: reports in, map out."""

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

if TYPE_CHECKING:
    from evacmap.model import Status

EPILOG = """\b
Examples:
  evacmap build reports/ more.txt -o map/
  evacmap build reports/ -o map/ --lang ar --coarsen planned=10km
"""


@click.command(epilog=EPILOG)
@sources_argument
@click.option(
    "-o", "--output", "folder", default="maps", show_default=True, help="Folder to write into."
)
@click.option("--title", help="Title of the map; otherwise made from the name of the sources.")
@click.option(
    "--router",
    "url",
    metavar="URL",
    help="Ask a Valhalla or OSRM server of your own for the roads, not the bundled ones.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "ar", "fr", "ru", "uk"]),
    default="en",
    show_default=True,
    help="Language of the page's own words; quotes stay in that of the reports.",
)
@click.option(
    "--coarsen",
    "coarsened",
    metavar="STATUS=KM",
    multiple=True,
    help="Blur places and days of legs that could put people in danger, as planned=10km.",
)
def build(
    sources: tuple[str, ...],
    folder: str,
    title: str | None,
    url: str | None,
    language: str,
    coarsened: tuple[str, ...],
) -> int:
    """Make a map of the movements that reports tell.

    SOURCES are files (.txt, .md, .html, .jsonl) or folders of them. The output folder gets
    map.html, legs.geojson, legs.csv, run.json (what was read, kept and set aside) and
    texts.jsonl (the texts that quotes point into). Prints the path of the map.
    """
    from evacmap import pipeline
    from evacmap.geometry import Engine

    try:
        engine = Engine(url=url) if url else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--router") from error
    with progress_bar() as progress:
        built = pipeline.build(
            sources,
            folder,
            title=title,
            engine=engine,
            language=language,
            coarsen_km=_distances(coarsened),
            progress=progress,
        )
    extraction = built.extraction
    say_notes(extraction.reports)
    say_set_aside(extraction.set_aside)
    say(
        f"{counted(len(extraction.reports), 'report')}, {counted(len(extraction.legs), 'leg')}, "
        f"{counted(len(built.routes), 'movement')} on the map"
    )
    click.echo(built.map_path)
    return 3 if extraction.set_aside else 0


def _distances(coarsened: tuple[str, ...]) -> "dict[Status, float]":
    from evacmap.model import Status

    distances = {}
    for item in coarsened:
        status, _, distance = item.partition("=")
        try:
            distances[Status(status)] = float(distance.lower().removesuffix("km"))
        except ValueError as error:
            raise click.BadParameter(
                f"{item!r} is not a status and a distance, such as planned=10km",
                param_hint="--coarsen",
            ) from error
        if not distances[Status(status)] > 0:
            raise click.BadParameter(
                f"{item!r}: the distance must be above 0", param_hint="--coarsen"
            )
    return distances
