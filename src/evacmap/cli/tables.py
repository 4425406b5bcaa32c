"""What the commands share that take tables of legs: their options, and reading the tables."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evacmap.cli.options import (
    counted,
    distances_of,
    period_option,
    progress_bar,
    say,
    say_set_aside,
)
from evacmap.model import Mode, Status

if TYPE_CHECKING:
    from evacmap.geometry import Engine
    from evacmap.model import EdtfDate, Route
    from evacmap.tabled import RoutedTable

Command = Callable[..., Any]
# The most lines about one table on the terminal; a wrong column would fill it otherwise.
MOST_LINES = 200


def table_options(command: Command) -> Command:
    """Add the argument LEGS and the options that say how tables are read."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.argument("tables", nargs=-1, required=True, metavar="LEGS..."),
    click.option(
        "--map",
        "columns",
        metavar="COLUMN=FIELD",
        multiple=True,
        help="Say which field a column holds, as 'Place left=origin'; others are recognised.",
    ),
    click.option(
        "--day-first/--month-first",
        "--dayfirst/--monthfirst",
        "day_first",
        default=None,
        help="How 03/04/2022 is meant; otherwise as other rows tell, or not at all.",
    ),
    click.option(
        "--router",
        "router",
        metavar="URL",
        help="Ask a Valhalla or OSRM server of your own for the roads, not the bundled ones.",
    ),
    click.option(
        "--coarsen",
        "coarsened",
        metavar="STATUS=KM",
        multiple=True,
        help="Blur places and days of legs that could put people in danger, as planned=10km.",
    ),
    period_option,
    click.option(
        "--mode",
        "modes",
        multiple=True,
        type=click.Choice([mode.value for mode in Mode]),
        help="Only legs of this way of travel; more than once for more ways.",
    ),
    click.option(
        "--status",
        "statuses",
        multiple=True,
        type=click.Choice([status.value for status in Status]),
        help="Only legs of this status; more than once for more.",
    ),
)


def read_tables(
    tables: tuple[str, ...],
    *,
    columns: tuple[str, ...],
    day_first: bool | None,
    router: str | None,
    coarsened: tuple[str, ...],
    period: "EdtfDate | None",
    modes: tuple[str, ...],
    statuses: tuple[str, ...],
) -> "RoutedTable":
    """Return the routes of tables together, and print a line for each thing wrong with them.

    Raises:
        BadTableError: a file is no table of legs.
        BadParameter: an option is mistyped.
        UsageError: the tables have legs, but none of those asked for.
    """
    from evacmap.geocode import Gazetteer
    from evacmap.render import coarsen_routes
    from evacmap.tabled import RoutedTable, routes_of_table

    distances = distances_of(coarsened)
    options: dict[str, Any] = {"columns": _columns(columns), "day_first": day_first}
    options |= {"engine": _engine(router), "gazetteer": Gazetteer.open()}
    read = []
    for path in tables:
        with progress_bar() as progress:
            table = routes_of_table(path, **options, progress=progress)
        say_problems(path, table)
        read.append(table)
    routes = _selected(
        [route for table in read for route in table.routes],
        period=period,
        modes=[Mode(mode) for mode in modes],
        statuses=[Status(status) for status in statuses],
    )
    for status, within_km in distances.items():
        routes = coarsen_routes(routes, within_km=within_km, statuses=(status,))
    return RoutedTable(
        routes=tuple(routes),
        set_aside=tuple(item for table in read for item in table.set_aside),
        notes=tuple(note for table in read for note in table.notes),
    )


def _selected(routes: "list[Route]", **wanted: Any) -> "list[Route]":
    """Return the routes asked for, and print on a terminal how many others there are."""
    from evacmap.render import select_routes

    found = select_routes(routes, **wanted)
    if routes and not found:
        raise click.UsageError(
            f"none of the {counted(len(routes), 'leg')} is of this --period, --mode and --status"
        )
    if len(found) < len(routes):
        left_out = counted(len(routes) - len(found), "leg")
        say(f"{left_out} of another period, mode or status left out")
    return found


def write_routes(
    write: Callable[..., None], routes: "Sequence[Route]", output: str, **options: Any
) -> None:
    """Write a file of routes, with a bar on the terminal where its format takes long."""
    with progress_bar() as progress:
        if progress and "progress" in inspect.signature(write).parameters:
            options["progress"] = progress
        write(routes, output, **options)


def say_problems(path: str, table: "RoutedTable") -> None:
    """Print a line for each row set aside and each remark about the table, to stderr."""
    for note in table.notes[:MOST_LINES]:
        click.echo(f"evacmap: {path}: {note}", err=True)
    say_set_aside(table.set_aside[:MOST_LINES])
    for what, listed in (("remarks", table.notes), ("rows set aside", table.set_aside)):
        if len(listed) > MOST_LINES:
            more = len(listed) - MOST_LINES
            click.echo(f"evacmap: {path}: and {more:,} more {what}", err=True)


def say_done(table: "RoutedTable", tables: tuple[str, ...]) -> None:
    """Print on a terminal how many legs of how many tables were read."""
    say(f"{counted(len(tables), 'table')}, {counted(len(table.routes), 'leg')}")


def refuse_overwriting(output: str, tables: tuple[str, ...]) -> None:
    """Stop where the output would take the place of a table that is read.

    Raises:
        BadParameter: it would.
    """
    if any(Path(path).resolve() == Path(output).resolve() for path in tables):
        reason = f"{output} is the table itself, which is never overwritten; name another file"
        raise click.BadParameter(reason, param_hint="'-o'")


def _columns(given: tuple[str, ...]) -> Mapping[str, str]:
    columns = {}
    for item in given:
        column, equals, field = item.rpartition("=")
        if not equals or not column or not field:
            reason = f"{item!r} is not a column and a field, such as Left=origin"
            raise click.BadParameter(reason, param_hint="--map")
        columns[column.strip()] = field.strip()
    return columns


def _engine(url: str | None) -> "Engine | None":
    from evacmap.geometry import Engine

    try:
        return Engine(url=url) if url else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--router") from error
