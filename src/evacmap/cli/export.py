"""``evacmap export``: a table of legs in, the same legs in another format out."""

import inspect
from typing import Any

import click

from evacmap.cli.options import figure_options
from evacmap.cli.tables import (
    read_tables,
    refuse_overwriting,
    say_done,
    table_options,
    write_routes,
)
from evacmap.errors import EvacmapError

EPILOG = """\b
Examples:
  evacmap export legs.csv -o legs.gpkg
  evacmap export moves.xlsx -o moves.csv --hxl
  evacmap export legs.csv -o figure.pdf --size slide --title "Leaving Syria"
  evacmap export legs.csv -o december.svg --period 2024-12 --status completed
  evacmap export legs.csv -o weeks.png --series week --dpi 300
"""


@click.command(epilog=EPILOG)
@table_options
@click.option("-o", "--output", "output", required=True, help="File to write; its suffix counts.")
@click.option("--hxl", is_flag=True, default=None, help="Put a row of HXL tags under the names.")
@figure_options
def export(
    tables: tuple[str, ...],
    output: str,
    hxl: bool | None,
    title: str | None,
    size: str | None,
    dpi: int | None,
    width_mm: float | None,
    series: str | None,
    **reading: Any,
) -> int:
    """Write a table of legs, from any hand or program, in another format.

    LEGS are tables as evacmap map takes them. The format goes by the suffix of the output:
    GeoJSON, GeoPackage, GeoParquet, KML, GPX, CSV, TSV or XLSX. All have the same columns, and all
    but KML and GPX can be read again without loss. SVG, PNG and PDF are figures for print.
    """
    refuse_overwriting(output, tables)
    write, options = _writer(
        output, hxl=hxl, title=title, size=size, dpi=dpi, width_mm=width_mm, series=series
    )
    table = read_tables(tables, **reading)
    try:
        write_routes(write, table.routes, output, **options)
    except ValueError as error:
        if isinstance(error, EvacmapError):
            raise
        raise click.BadParameter(str(error)) from None
    say_done(table, tables)
    return 3 if table.set_aside else 0


def _writer(output: str, **options: Any) -> tuple[Any, dict[str, Any]]:
    """Return the writer for the suffix of a file, and the options given that it takes."""
    from evacmap.render import writer_of

    try:
        write = writer_of(output)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'-o'") from None
    given = {name: value for name, value in options.items() if value is not None}
    taken = inspect.signature(write).parameters
    for name in given:
        if name not in taken:
            flag = f"--{name.removesuffix('_mm')}"
            raise click.BadParameter(f"there is no {flag} for {output!r}", param_hint=flag)
    return write, given
