"""The ``evacmap`` command: finds the command asked for, and turns errors into one line."""

import importlib
import importlib.util
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from types import FrameType

import click

from evacmap.errors import EvacmapError

EXIT_UNUSABLE_INPUT = 1
EXIT_WRONG_USAGE = 2
EXIT_SET_ASIDE = 3
EXIT_INTERRUPTED = 130

# One module a command; it is imported only when the command or the list of commands is asked for.
COMMANDS: Mapping[str, str] = {
    "build": "evacmap.cli.build",
    "init": "evacmap.cli.init",
    "correct": "evacmap.cli.correct",
    "extract": "evacmap.cli.extract",
    "map": "evacmap.cli.map",
    "export": "evacmap.cli.export",
    "report": "evacmap.cli.report",
    "explain": "evacmap.cli.explain",
    "places": "evacmap.cli.places",
    "score": "evacmap.cli.score",
    "embed": "evacmap.cli.embed",
}


class LazyGroup(click.Group):
    """A group whose commands are modules, each with a command of the module's name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands whose module is installed."""
        return [name for name, module in COMMANDS.items() if importlib.util.find_spec(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, its module imported now; None where there is no such command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(COMMANDS[cmd_name])
        # The command map is called map_ in its module, which uses Python's own map too.
        command = getattr(module, cmd_name, None) or getattr(module, f"{cmd_name}_")
        assert isinstance(command, click.Command)
        return command


EPILOG = """\b
Examples:
  evacmap build reports/ -o map/       a map of the reports in a folder
  evacmap extract reports/ -o legs.csv the legs as a table
  evacmap build --help                 what a command takes

\b
Exit status: 0 all was read, 3 something was set aside (and said so),
1 the input or output cannot be used, 2 the command is mistyped.
"""


@click.command(
    cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="evacmap", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn reports of evacuations, withdrawals and flight into dated, sourced maps."""


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    signal.signal(signal.SIGTERM, _leave)
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; each error is one line on stderr."""
    try:
        status = cli.main(args=args, prog_name="evacmap", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "evacmap"
        return _failed(f"{error.format_message()} (see {command} --help)", EXIT_WRONG_USAGE)
    except click.ClickException as error:
        return _failed(error.format_message(), error.exit_code)
    except EvacmapError as error:
        return _failed(str(error), EXIT_UNUSABLE_INPUT)
    except (click.Abort, KeyboardInterrupt):
        return _failed("interrupted; files from earlier runs are as they were", EXIT_INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output left, as `head` does. Python must not write on at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if "EVACMAP_DEBUG" in os.environ:
            raise
        return _failed(
            f"unexpected {type(error).__name__}: {error}; set EVACMAP_DEBUG=1 to see where",
            EXIT_UNUSABLE_INPUT,
        )
    return status if isinstance(status, int) else 0


def _failed(message: str, status: int) -> int:
    click.echo(f"evacmap: {' '.join(message.split())}", err=True)
    return status


def _leave(signum: int, frame: FrameType | None) -> None:
    # Leaving by an exception removes the drafts that a kill would leave behind.
    sys.exit(128 + signum)
