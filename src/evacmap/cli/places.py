"""``evacmap places``: look places up, see how one is chosen, and keep places of your own."""

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evacmap.errors import UnknownToponymError

if TYPE_CHECKING:
    from rich.table import Table

    from evacmap.cli.options import Progress
    from evacmap.geocode import FoundName
    from evacmap.model import GeocodedToponym, Place

# Of the CSV of many names.
COLUMNS = ("name", "place", "kind", "country", "lat", "lon", "id", "likeness")
TELL_EVERY = 100
EPILOG = """\b
Examples:
  evacmap places find Qudsaya
  evacmap places find --from names.txt > found.csv
  evacmap places near 33.7 35.9
  evacmap places explain Tripoli --in report.md
"""


@click.group(epilog=EPILOG)
def places() -> None:
    """Look up places, see how one was chosen, add your own."""


@places.command(
    epilog="\b\nExamples:\n  evacmap places find Qudsaya\n"
    "  evacmap places find --from names.txt > found.csv\n"
)
@click.argument("name", required=False)
@click.option("--from", "source", metavar="FILE", help="Look up each line of FILE; - is stdin.")
@click.option("--limit", type=click.IntRange(min=1), help="Most places to list; 10, or 1 a line.")
@click.option("--online", metavar="SERVICE", help="Ask this geopy service where nobody bears it.")
def find(name: str | None, source: str | None, limit: int | None, online: str | None) -> int | None:
    """List the places that bear NAME, most prominent first.

    Where no place bears it, the places with the likest spelling are listed, marked with "~".
    With --online an answer of the service is kept among your own places, marked as such.

    With --from many names are looked up, one a line, and a CSV is printed: the name, the place,
    how like its spelling is, and where it lies. A name that no place bears has a row without one,
    and the exit status is then 3.
    """
    if (name is None) == (source is None):
        raise click.UsageError("give either a NAME or --from FILE")
    if source is not None:
        if online:
            raise click.UsageError("--online asks for one NAME only")
        return _find_many(source, limit=limit or 1)
    assert name
    _find_one(name, limit=limit or 10, online=online)
    return None


def _find_one(name: str, *, limit: int, online: str | None) -> None:
    from evacmap.geocode import Gazetteer

    gazetteer = Gazetteer.open()
    found = gazetteer.by_name(name)[:limit]
    if not found and online and _ask_online(name, online):
        gazetteer = Gazetteer.open()
        found = gazetteer.by_name(name)[:limit]
    if found:
        _print_places([(place, _online_mark(place)) for place in found])
        return
    similar = gazetteer.similar(name, limit)
    if not similar:
        raise UnknownToponymError(name)
    _print_places([(place, f"~{likeness:.2f}") for place, likeness in similar])


def _find_many(source: str, *, limit: int) -> int:
    """Print a CSV of the places of the names in a file; return the exit status."""
    from evacmap.cli.options import counted, progress_bar
    from evacmap.geocode import Gazetteer, find_places

    names = _read_names(source)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    unknown: dict[str, None] = {}
    with progress_bar() as progress:
        asked = _told(names, progress)
        for found in find_places(asked, gazetteer=Gazetteer.open(), limit=limit):
            writer.writerow(_cells(found))
            if found.place is None:
                unknown[found.name] = None
    if unknown:
        told = f"{counted(len(unknown), 'name')} of no known place"
        click.echo(f"evacmap: {told}, such as {next(iter(unknown))!r}", err=True)
    return 3 if unknown else 0


def _read_names(source: str) -> list[str]:
    """Return the lines of a file, or of standard input, that are not empty."""
    from evacmap.read.decode import decode, normalise, read_text

    if source == "-":
        text = normalise(decode(sys.stdin.buffer.read(), Path("stdin")))
    else:
        text = read_text(Path(source), max_bytes=None)
    return [line.strip() for line in text.splitlines() if line.strip()]


def _told(names: Sequence[str], progress: "Progress | None") -> Iterator[str]:
    for done, name in enumerate(names):
        if progress and done % TELL_EVERY == 0:
            progress("finding", done, len(names))
        yield name


def _cells(found: "FoundName") -> list[str]:
    """Return a row of the CSV; what would run as a formula is made harmless."""
    from evacmap.tables import as_harmless

    place = found.place
    if place is None or found.likeness is None:
        return [as_harmless(found.name), *[""] * (len(COLUMNS) - 1)]
    texts = (found.name, place.name, place.kind.value, place.country or "", place.id)
    name, *said, id = map(as_harmless, texts)
    return [name, *said, f"{place.lat:.5f}", f"{place.lon:.5f}", id, f"{found.likeness:.2f}"]


def _ask_online(name: str, service: str) -> bool:
    from evacmap.geocode.online import geocode_online, open_service
    from evacmap.geocode.overlay import Overlay, overlay_path

    ask = open_service(service)
    return bool(geocode_online(name, service=service, ask=ask, overlay=Overlay(overlay_path())))


def _online_mark(place: "Place") -> str:
    return place.source if place.source.startswith("online: ") else ""


@places.command(
    epilog="\b\nExample:\n  evacmap places near 33.7 35.9\n",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("lat", type=float)
@click.argument("lon", type=float)
@click.option("--radius", "radius_km", default=25.0, show_default=True, help="In kilometres.")
@click.option("--limit", default=10, show_default=True, help="How many places to list.")
def near(lat: float, lon: float, radius_km: float, limit: int) -> None:
    """List the places nearest to LAT LON, in degrees, nearest first."""
    from evacmap.geocode import Gazetteer
    from evacmap.geocode.gazetteer import great_circle_km

    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise click.UsageError(f"{lat} {lon} is no latitude and longitude in degrees")
    found = Gazetteer.open().near(lon, lat, radius_km=radius_km, limit=limit)
    _print_places(
        [(place, f"{great_circle_km(lon, lat, place.lon, place.lat):.1f} km") for place in found]
    )


@places.command(epilog='\b\nExample:\n  evacmap places explain "Tripoli" --in report.md\n')
@click.argument("name")
@click.option("--in", "report", required=True, help="The report that names it.")
def explain(name: str, report: str) -> None:
    """Show how the place for NAME was chosen in a report: candidates, clues and weights."""
    from evacmap.geocode import Gazetteer, geocode
    from evacmap.mentions.toponyms import find_toponyms
    from evacmap.read import read_document

    gazetteer = Gazetteer.open()
    for document in read_document(report):
        geocoded = geocode(document, find_toponyms(document, gazetteer), gazetteer)
        mentions = [item for item in geocoded if item.toponym.text.casefold() == name.casefold()]
        if not mentions:
            texts = dict.fromkeys(item.toponym.text for item in geocoded)
            raise UnknownToponymError(name, tuple(texts)[:8])
        _print_choice(mentions)


@places.command(
    epilog="\b\nExample:\n  evacmap places add 'Camp Nine' 33.31 38.7 --kind camp\n",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("name")
@click.argument("lat", type=float)
@click.argument("lon", type=float)
@click.option("--kind", default="settlement", show_default=True, help="What sort of place it is.")
@click.option("--alias", "aliases", multiple=True, help="Another name; may be given repeatedly.")
@click.option("--country", help="Two-letter code.")
@click.option("--extent", "extent_km", default=1.0, show_default=True, help="Radius in kilometres.")
def add(
    name: str,
    lat: float,
    lon: float,
    kind: str,
    aliases: tuple[str, ...],
    country: str | None,
    extent_km: float,
) -> None:
    """Keep a place of your own; it comes before the gazetteer's of the same name."""
    from evacmap.geocode.overlay import Overlay, OwnPlace, overlay_path
    from evacmap.model import PlaceKind

    kinds = [item.value for item in PlaceKind if item is not PlaceKind.UNLOCATED]
    if kind not in kinds:
        raise click.UsageError(f"{kind!r} is no kind of place; there are {', '.join(kinds)}")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise click.UsageError(f"{lat} {lon} is no latitude and longitude in degrees")
    place = OwnPlace(
        id=f"own:{name} {lat:.4f} {lon:.4f}",
        name=name,
        kind=PlaceKind(kind),
        lon=lon,
        lat=lat,
        extent_km=extent_km,
        country=country.upper() if country else None,
        names=aliases,
    )
    _, doubled = Overlay(overlay_path()).add([place])
    _say_doubled(doubled)
    click.echo(overlay_path())


@places.command("import", epilog="\b\nExample:\n  evacmap places import camps.csv\n")
@click.argument("file", type=click.Path(path_type=Path))
def import_places(file: Path) -> None:
    """Keep the places of FILE: CSV, GeoJSON, Linked Places, or a GeoNames dump (.zip, .txt).

    A dump of any size is read in steps; when stopped, the same command goes on where it was.
    """
    from evacmap.errors import UnreadableReportError
    from evacmap.geocode.importing import is_geonames_dump, read_geonames_dump, read_places
    from evacmap.geocode.overlay import Overlay, overlay_path

    if not file.is_file():
        raise UnreadableReportError(file, "there is no such file")
    overlay = Overlay(overlay_path())
    if is_geonames_dump(file):
        key = f"{file.name} {file.stat().st_size}"
        lines = read_geonames_dump(file, skip=overlay.lines_done(key))
        for done in overlay.add_in_steps(key, lines):
            click.echo(f"\r{done:,} lines", nl=False, err=True)
        click.echo("", err=True)
    else:
        count, doubled = overlay.add(read_places(file))
        _say_doubled(doubled)
        click.echo(f"{count:,} places", err=True)
    click.echo(overlay.path)


def _say_doubled(names: list[str]) -> None:
    for name in names:
        click.echo(f"evacmap: another place of your own is named {name} too", err=True)


def _print_places(rows: "list[tuple[Place, str]]") -> None:
    """Print one line a place: name, kind, country, latitude and longitude, id, remark."""
    for place, remark in rows:
        fields = [
            place.name,
            place.kind.value,
            place.country or "-",
            f"{place.lat:.4f}",
            f"{place.lon:.4f}",
            place.id,
            remark,
        ]
        click.echo("\t".join(fields).rstrip())


def _print_choice(mentions: "list[GeocodedToponym]") -> None:
    from rich.console import Console
    from rich.text import Text

    first = mentions[0]
    console = Console(soft_wrap=True)
    place = f"{first.place.name}, {first.place.id}" if first.place else "undecided"
    roles = ", ".join(dict.fromkeys(item.toponym.role.value for item in mentions))
    head = (
        f"{first.toponym.text} ({len(mentions)} times, {roles}): {place}; score {first.score:.2f}"
    )
    console.print(Text(f"{head}; {first.reason}"))
    if first.candidates:
        console.print(_candidate_table(first))


def _candidate_table(item: "GeocodedToponym") -> "Table":
    from rich.table import Table
    from rich.text import Text

    clues = list(dict.fromkeys(name for each in item.candidates for name, _ in each.clues))
    table = Table("clue")
    for each in item.candidates:
        table.add_column(Text(_title(each.place)))
    table.add_row("probability", *(f"{each.score:.3f}" for each in item.candidates))
    for clue in clues:
        parts = [dict(each.clues).get(clue) for each in item.candidates]
        table.add_row(clue, *("" if part is None else f"{part:+.2f}" for part in parts))
    return table


def _title(place: "Place") -> str:
    return f"{place.name}\n{place.kind.value}, {place.country or '-'}\n{place.id}"
