"""``evacmap score``: legs found against legs that a careful reader wrote down."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evacmap.cli.options import counted, progress_bar, say_set_aside

if TYPE_CHECKING:
    from evacmap.legs.cases import GoldLeg, PredictedLeg
    from evacmap.legs.same_place import NamedPlace
    from evacmap.legs.scoring import Score

EPILOG = """\b
Examples:
  evacmap score benchmarks/cases --only open --list
  evacmap score benchmarks/cases --pred legs.csv

\b
A case is docs/NAME.txt with its hand-checked legs in gold/NAME.json; held-out.txt lists the
names of those held out.
"""

LABELS = {
    "endpoints": "endpoints",
    "date": "endpoints + date",
    "mode": "endpoints + mode (strict)",
    "mode_lenient": "endpoints + mode (lenient)",
    "status": "endpoints + status",
    "count": "endpoints + count",
    "all": "all (lenient mode)",
}
QUOTE_WIDTH = 160


@click.command(epilog=EPILOG)
@click.argument("cases", type=click.Path(exists=True, file_okay=False))
@click.option(
    "--pred",
    "predictions",
    type=click.Path(exists=True),
    help="Score this table of legs (.csv, .geojson, .json) instead of extracting now.",
)
@click.option("--docs", help="Folder of the reports, if not CASES/docs.")
@click.option("--gold", help="Folder of the hand-checked legs, if not CASES/gold.")
@click.option(
    "--only",
    type=click.Choice(["held-out", "open"]),
    help="Only the cases that CASES/held-out.txt lists, or only the others.",
)
@click.option("--list", "is_listed", is_flag=True, help="List misses and false alarms.")
def score(
    cases: str,
    predictions: str | None,
    docs: str | None,
    gold: str | None,
    only: str | None,
    is_listed: bool,
) -> int:
    """Score the legs found in CASES against hand-checked ones.

    Prints precision, recall and F1: by endpoints alone, and with each other field right as well.
    """
    from evacmap.legs.cases import read_gold, read_held_out, read_predictions
    from evacmap.legs.scoring import score_legs

    held_out = read_held_out(cases) if only else frozenset()
    expected = {
        document: legs
        for document, legs in read_gold(gold or Path(cases) / "gold").items()
        if only is None or (document in held_out) == (only == "held-out")
    }
    if predictions:
        result, status = score_legs(expected, read_predictions(predictions)), 0
    else:
        found, status = _extracted(Path(docs or Path(cases) / "docs"), expected)
        result = score_legs(expected, found)
    _print_figures(result)
    if is_listed:
        _print_errors(result)
    return status


def _extracted(
    folder: Path, documents: Iterable[str]
) -> "tuple[Mapping[str, Sequence[PredictedLeg]], int]":
    """Return the legs found in each report, and the exit status: 3 where one was set aside."""
    from evacmap import pipeline
    from evacmap.legs.cases import predicted_leg
    from evacmap.tables import leg_row

    wanted = set(documents)
    paths = sorted(path for path in folder.glob("*.*") if path.stem in wanted)
    missing = wanted - {path.stem for path in paths}
    if missing:
        raise click.ClickException(f"{folder} has no report for {', '.join(sorted(missing))}")
    with progress_bar() as progress:
        extraction = pipeline.extract(paths, progress=progress)
    say_set_aside(extraction.set_aside)
    found = {
        report.document.name: [predicted_leg(leg_row(leg)) for leg in report.legs]
        for report in extraction.reports
    }
    return found, 3 if extraction.set_aside else 0


def _print_figures(result: "Score") -> None:
    click.echo(
        f"{counted(len(result.documents), 'document')}, {counted(result.required, 'leg')};"
        f" found {result.judged:,}, and {result.neutral:,} that are optional"
    )
    click.echo(f"{'':27} {'over all legs':^23}   {'mean over documents':^23}")
    click.echo(f"{'':27} {'precision recall    F1':>23}   {'precision recall    F1':>23}")
    for criterion, label in LABELS.items():
        figures = (result.micro(criterion), result.macro(criterion))
        columns = (f"{p:9.3f} {r:6.3f} {f1:6.3f}" for p, r, f1 in figures)
        click.echo(f"{label:27} {'   '.join(columns)}")
    shares = (
        f"{criterion.replace('_', ' ')} {result.share_of_found(criterion):.3f}"
        for criterion in list(LABELS)[1:]
    )
    click.echo(f"of the legs with right endpoints: {', '.join(shares)}")
    empty = result.without_legs
    kept = sum(document.judged == 0 for document in empty)
    click.echo(f"documents without a leg kept empty: {kept} of {len(empty)}")


def _print_errors(result: "Score") -> None:
    documents = result.documents.items()
    misses = [(name, leg) for name, document in documents for leg in document.misses]
    alarms = [(name, leg) for name, document in documents for leg in document.false_alarms]
    click.echo(f"\nmisses: {len(misses)}")
    for name, miss in misses:
        ends = (miss.origin[:1], miss.destination[:1])
        origin, destination = (_name(end[0] if end else None) for end in ends)
        values = (*sorted(miss.modes), *sorted(miss.statuses))
        click.echo(f"  {name}  {origin} > {destination} | {_facts(miss, values)}")
        click.echo(f"       {_shortened(miss.quote)}")
    click.echo(f"\nfalse alarms: {len(alarms)}")
    for name, alarm in alarms:
        origin, destination = _name(alarm.origin), _name(alarm.destination)
        values = (alarm.mode, alarm.status)
        click.echo(f"  {name}  {origin} > {destination} | {_facts(alarm, values)}")
        click.echo(f"       {_shortened(alarm.quote)}")


def _facts(leg: "GoldLeg | PredictedLeg", values: Iterable[str]) -> str:
    low, high = leg.people
    dates = f"{leg.earliest or ''}..{leg.latest or ''}"
    people = f"{'' if low is None else low}..{'' if high is None else high}"
    return f"{'/'.join(values)} | {dates} | people {people}"


def _name(end: "NamedPlace | None") -> str:
    return "-" if end is None else end.name or "an unnamed point"


def _shortened(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= QUOTE_WIDTH else line[: QUOTE_WIDTH - 1] + "…"
