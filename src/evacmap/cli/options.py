"""What several commands share: the sources, the progress bar, what was set aside."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from evacmap.model import SetAside
from evacmap.model.run import RunReport

if TYPE_CHECKING:
    from evacmap.model import EdtfDate, Status

Progress = Callable[[str, int, int], None]

sources_argument: Callable[[Any], Any] = click.argument(
    "sources", nargs=-1, required=True, metavar="SOURCES..."
)


def _known_tiles(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    from evacmap.render.tiles import find_tiles

    try:
        find_tiles(name) if name else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return name


tiles_option: Callable[[Any], Any] = click.option(
    "--tiles",
    metavar="NAME|URL",
    callback=_known_tiles,
    help="Show online tiles below the legs: OpenStreetMap, OpenTopoMap, or a template with "
    "{z}, {x} and {y}. The map then needs the network for them.",
)


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """Give a bar on the terminal, and None where messages go into a file or pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield tell


def say(message: str) -> None:
    """Print a message on a terminal; a pipe or log gets only what went wrong."""
    if sys.stderr.isatty():
        click.echo(message, err=True)


def say_set_aside(set_aside: Iterable[SetAside]) -> None:
    """Print one line for each report that was not used, wherever the messages go."""
    for item in set_aside:
        click.echo(f"evacmap: set aside {item.path}: {item.reason}", err=True)


def say_notes(reports: Iterable[RunReport]) -> None:
    """Print one line for each thing that a report lacks, wherever the messages go."""
    for report in reports:
        for note in report.notes:
            click.echo(f"evacmap: {report.document.path}: {note}", err=True)


def counted(number: int, thing: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "report"), counted(2, "report")
    ('1 report', '2 reports')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def distances_of(coarsened: tuple[str, ...]) -> "dict[Status, float]":
    """Return the distance of each status of ``--coarsen``.

    Raises:
        BadParameter: an item is not a status and a distance above 0.
    """
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


def _known_address(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    from evacmap.description import is_web_address

    if text is not None and not is_web_address(text):
        raise click.BadParameter(f"{text!r} is no web address; give it whole, as https://…")
    return text


url_option: Callable[[Any], Any] = click.option(
    "--url",
    metavar="URL",
    callback=_known_address,
    help="Where the map will stand on the web, for those that show a link to it.",
)


def _known_period(_: click.Context, __: click.Parameter, text: str | None) -> "EdtfDate | None":
    from evacmap.errors import BadDateError
    from evacmap.model import EdtfDate

    try:
        return EdtfDate(text) if text else None
    except BadDateError:
        reason = f"{text!r} is no period; give a day, a month or two of them with a slash between"
        raise click.BadParameter(f"{reason}, as 2024-12-06/2024-12-16") from None


period_option: Callable[[Any], Any] = click.option(
    "--period",
    metavar="FROM/TO",
    callback=_known_period,
    help="Only legs that may be of this time, as 2024-12, 2024-12-06/2024-12-16 or 2024-12-06/..",
)


def figure_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of figures; each is None where it is not given."""
    for option in reversed(_FIGURE_OPTIONS):
        command = option(command)
    return command


_FIGURE_OPTIONS = (
    click.option("--title", help="Title of a figure; otherwise made from its places."),
    click.option(
        "--size",
        type=click.Choice(["a4", "a4-portrait", "half", "slide", "square"]),
        help="Sheet of a figure; a4 if not given.",
    ),
    click.option("--dpi", type=int, metavar="N", help="Dots per inch of a .png; 200 if not given."),
    click.option(
        "--width",
        "width_mm",
        type=float,
        metavar="MM",
        help="Width of a figure in millimetres, its shape kept.",
    ),
    click.option(
        "--series",
        type=click.Choice(["day", "week"]),
        help="One small map a day or week, all of the same extent.",
    ),
)
