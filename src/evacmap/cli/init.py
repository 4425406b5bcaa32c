"""``evacmap init``: a commented description of a map, to edit."""

from pathlib import Path

import click

EPILOG = """\b
Example:
  evacmap init reports/     writes reports/evacmap.toml
  evacmap build reports/    makes the map it describes
"""


@click.command(epilog=EPILOG)
@click.argument("folder", default=".", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a commented evacmap.toml into FOLDER, or here.

    It says what a map is made of and how, so that "evacmap build" alone makes it again. One that
    is there already stays as it is. Prints its path.
    """
    from evacmap.description import write_template

    click.echo(write_template(folder))
