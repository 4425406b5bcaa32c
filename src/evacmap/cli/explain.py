"""``evacmap explain``: what was found in each sentence of a report, and why."""

from pathlib import Path

import click

EPILOG = """\b
Examples:
  evacmap explain report.txt
  evacmap explain report.md | less
"""


@click.command(epilog=EPILOG)
@click.argument("report", type=click.Path(path_type=Path))
def explain(report: Path) -> int:
    """Print each sentence of REPORT with what was found in it and the rule behind each field.

    Sentences with a word of movement that gave no leg say why.
    """
    from evacmap import pipeline

    for line in pipeline.explain(report):
        click.echo(line)
    return 0
