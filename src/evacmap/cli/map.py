"""``evacmap map``: a table of legs in, the map page out."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from evacmap.cli.options import tiles_option, url_option
from evacmap.cli.tables import read_tables, refuse_overwriting, say_done, table_options

if TYPE_CHECKING:
    from evacmap.model import Route

EPILOG = """\b
Examples:
  evacmap map legs.csv -o map.html
  evacmap map moves.xlsx more.gpkg -o map.html --map "Place left=origin"
"""


@click.command(name="map", epilog=EPILOG)
@table_options
@click.option(
    "-o", "--output", "output", default="map.html", show_default=True, help="Page to write."
)
@click.option("--title", help="Title of the map; otherwise made from the name of the table.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "ar", "fr", "ru", "uk"]),
    default="en",
    show_default=True,
    help="Language of the page's own words.",
)
@tiles_option
@url_option
@click.option(
    "--image", metavar="PNG", help="A picture that will stand beside it, for a link to it: --url."
)
def map_(
    tables: tuple[str, ...],
    output: str,
    title: str | None,
    language: str,
    tiles: str | None,
    url: str | None,
    image: str | None,
    **reading: Any,
) -> int:
    """Draw a table of legs, from any hand or program, on a map.

    LEGS are tables (.csv, .tsv, .xlsx, .geojson, .gpkg, .parquet) with an origin, a destination
    and a date in each row. Columns are recognised by the names in common use or by HXL tags;
    places without coordinates are looked up in the gazetteer, and routes are found. A row that
    cannot be used is named with its reason, and the others are drawn. Prints the path of the map.
    """
    from evacmap.geometry import main_roads
    from evacmap.render import write_map
    from evacmap.render.embed import read_picture
    from evacmap.render.headline import period_of, title_of

    if image is not None and url is None:
        raise click.UsageError("--image needs the map's address on the web: --url https://…")
    picture = read_picture(image) if image else None
    refuse_overwriting(output, tables)
    table = read_tables(tables, **reading)
    write_map(
        _distinct(table.routes),
        output,
        title=title or title_of(tables),
        subtitle=period_of(table.routes, language=language),
        set_aside=table.set_aside,
        language=language,
        tiles=tiles,
        url=url,
        picture=picture,
        roads=main_roads,
    )
    say_done(table, tables)
    click.echo(output)
    return 3 if table.set_aside else 0


def _distinct(routes: "tuple[Route, ...]") -> "tuple[Route, ...]":
    """Return the routes with ids that differ, as the page needs; two tables can tell one leg."""
    seen: dict[str, int] = {}
    told = []
    for route in routes:
        id = route.leg.id
        seen[id] = seen.get(id, 0) + 1
        if seen[id] > 1:
            number = next(n for n in range(seen[id], len(routes) + 2) if f"{id}-{n}" not in seen)
            seen[f"{id}-{number}"] = 1
            route = replace(route, leg=replace(route.leg, id=f"{id}-{number}"))
        told.append(route)
    return tuple(told)
