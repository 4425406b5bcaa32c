"""``evacmap correct``: an edited table of legs becomes corrections that last."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evacmap.cli.options import counted, progress_bar, say

if TYPE_CHECKING:
    from evacmap.correcting import Edited
    from evacmap.description import Description

EPILOG = """\b
Examples:
  evacmap correct map/legs.edited.csv --by "Ann Example" --why "the ministry's figures"
  evacmap correct legs.xlsx --in reports/ --dry-run
  evacmap correct            makes entries written by hand last

\b
In the table: change cells; write "rejected" as status to reject a leg; add a row without
an id, but with its source, to add one; copy a row to split its leg; write the id of
another leg into a column named join to join the two.
"""


@click.command(epilog=EPILOG)
@click.argument("table", required=False, type=click.Path(path_type=Path))
@click.option("--in", "place", default=".", help="The evacmap.toml of the map, or its folder.")
@click.option("--by", help="Who corrects; a column named by says it for a row.")
@click.option("--why", help="Why; a column named why says it for a row.")
@click.option("--reject-missing", is_flag=True, help="Reject the legs of the map that have no row.")
@click.option("--dry-run", is_flag=True, help="Only show what was understood; write nothing.")
def correct(
    table: Path | None,
    place: str,
    by: str | None,
    why: str | None,
    reject_missing: bool,
    dry_run: bool,
) -> int:
    """Keep what you have changed in TABLE, so that every later map has it.

    TABLE is a table of legs that evacmap wrote and you have edited: .csv, .xlsx, .gpkg,
    .geojson or .parquet. What you changed is added to the corrections.toml of the map, of
    which a copy is kept; evacmap build applies it, also when reports are reworded or new ones
    come. Without TABLE, entries that you wrote by hand and that name their leg by its id alone
    get what the leg says added, by which it is found when its id changes. Prints the path of
    the corrections.
    """
    from evacmap.correcting import read_edited, unpinned
    from evacmap.corrections import append_corrections, pin_corrections
    from evacmap.remake import legs_of_today
    from evacmap.tabled.places import TablePlaces

    description = _described(place)
    assert description.corrections
    with progress_bar() as progress:
        gazetteer, extracted, corrected, entries = legs_of_today(description, progress=progress)
    if table is None:
        pins = unpinned(extracted, entries)
        copy = pin_corrections(description.corrections, pins) if pins and not dry_run else None
        say(f"{counted(len(pins), 'entry')} made to last")
        return _said(description, copy)
    edited = read_edited(
        table,
        extracted=extracted,
        corrected=corrected,
        existing=entries,
        places=TablePlaces(gazetteer),
        by=by,
        why=why,
        reject_missing=reject_missing,
    )
    _say(edited)
    copy = None
    if edited.entries and not dry_run:
        copy = append_corrections(description.corrections, edited.entries)
    _said(description, copy)
    return 3 if edited.problems else 0


def _described(place: str) -> "Description":
    from evacmap.description import find_description, read_description

    path = find_description(place)
    if path is None:
        raise click.UsageError(
            f"there is no evacmap.toml in {place}; name its folder with --in, or run evacmap init "
            "to write one"
        )
    return read_description(path)


def _say(edited: "Edited") -> None:
    for problem in edited.problems:
        click.echo(f"evacmap: {problem}", err=True)
    for line in edited.understood:
        click.echo("".join(letter if letter.isprintable() else " " for letter in line), err=True)
    if not edited.understood:
        click.echo("nothing new to correct", err=True)
    if edited.missing:
        legs = counted(len(edited.missing), "leg")
        click.echo(
            f"{legs} of the map without a row in the table stay; --reject-missing rejects them",
            err=True,
        )


def _said(description: "Description", copy: Path | None) -> int:
    if copy:
        click.echo(f"evacmap: the corrections as they were are kept as {copy}", err=True)
    click.echo(description.corrections)
    return 0
