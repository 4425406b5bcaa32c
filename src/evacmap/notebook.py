"""Maps to look at in a notebook: ``evacmap.show``."""

from collections.abc import Iterable
from pathlib import Path

from evacmap.geometry import main_roads
from evacmap.model import Leg, Route
from evacmap.pipeline import extract, join_legs, route_legs
from evacmap.read.rows import ROW_READERS, read_rows
from evacmap.render import map_of
from evacmap.render.embed import HEIGHT_PX, MapView, map_page, read_map
from evacmap.tabled import routes_of_table
from evacmap.tables import recognise_columns


def show(
    what: str | Path | Iterable[Leg | Route],
    *,
    title: str = "Reported movements",
    height: int = HEIGHT_PX,
    language: str = "en",
) -> MapView:
    """Return a view of a map, which Jupyter, Quarto and marimo show by itself.

    ``what`` is the path of a map that was written, of a table of legs, of reports or of a folder
    of them; or legs, or routes. Legs are joined and routed first, as ``build`` does. ``height``
    is in pixels.

    Raises:
        NotAMapError: the path is a web page but no map of evacmap.
        NothingToReadError: the path holds no report.
        ValueError: the page has no words in ``language``.
    """
    if isinstance(what, str | Path):
        if Path(what).suffix.lower() in (".html", ".htm"):
            return MapView(read_map(what), height=height)
        what = routes_of_table(what).routes if _is_table(Path(what)) else extract([what]).legs
    routes = _routes(what)
    made = map_of(routes, title=title, language=language, roads=main_roads)
    text = made.get_root().render()
    return MapView(map_page(text), height=height)


def _is_table(path: Path) -> bool:
    # A CSV may hold legs or reports; only legs have ends.
    if path.suffix.lower() not in ROW_READERS:
        return False
    rows = read_rows(path)
    return not {"origin", "destination"}.isdisjoint(recognise_columns(rows.columns, tags=rows.tags))


def _routes(items: Iterable[Leg | Route]) -> tuple[Route, ...]:
    listed = tuple(items)
    legs = tuple(item for item in listed if isinstance(item, Leg))
    routes = tuple(item for item in listed if isinstance(item, Route))
    return (*routes, *route_legs(join_legs(legs)))
