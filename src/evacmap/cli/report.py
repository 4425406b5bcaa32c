"""``evacmap report``: a table of legs in, a document with figure, sentences and sources out."""

from pathlib import Path
from typing import Any

import click

from evacmap.cli.tables import read_tables, refuse_overwriting, say_done, table_options

EPILOG = """\b
Examples:
  evacmap report map/legs.csv -o report.docx --title "Leaving Syria"
  evacmap report legs.geojson -o report.pdf
"""


@click.command(epilog=EPILOG)
@table_options
@click.option(
    "-o", "--output", "output", required=True, help="File to write: .docx, .html, .md or .pdf."
)
@click.option("--title", help="Title of the report.")
@click.option("--subtitle", help="What stands below the title, before the period.")
def report(
    tables: tuple[str, ...], output: str, title: str | None, subtitle: str | None, **reading: Any
) -> int:
    """Write a report of a table of legs, to hand on or to edit.

    LEGS are tables as evacmap map takes them, best those that evacmap build writes: they hold
    the quotes. The report has the figure, a summary in sentences, the table of movements, every
    source with its words and link, what is uncertain, method and credits. Markdown has its
    figure in a file beside it.
    """
    from evacmap.render.report import REPORTS, write_report

    refuse_overwriting(output, tables)
    if Path(output).suffix.lower() not in REPORTS:
        raise click.BadParameter(
            f"{output!r} ends with none of {', '.join(REPORTS)}", param_hint="'-o'"
        )
    table = read_tables(tables, **reading)
    write_report(table.routes, output, title=title, subtitle=subtitle)
    say_done(table, tables)
    return 3 if table.set_aside else 0
