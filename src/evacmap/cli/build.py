"""``evacmap build``: reports in, map out."""

import click

from evacmap.cli.options import (
    counted,
    progress_bar,
    say,
    say_notes,
    say_set_aside,
    sources_argument,
)

EPILOG = """\b
Example:
  evacmap build reports/ more.txt -o map/
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
def build(sources: tuple[str, ...], folder: str, title: str | None, url: str | None) -> int:
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
        built = pipeline.build(sources, folder, title=title, engine=engine, progress=progress)
    extraction = built.extraction
    say_notes(extraction.reports)
    say_set_aside(extraction.set_aside)
    say(
        f"{counted(len(extraction.reports), 'report')}, {counted(len(extraction.legs), 'leg')}, "
        f"{counted(len(built.routes), 'movement')} on the map"
    )
    click.echo(built.map_path)
    return 3 if extraction.set_aside else 0
