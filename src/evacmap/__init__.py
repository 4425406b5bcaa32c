"""evacmap: news reports of people on the move, as dated and sourced routes on a map.

``build`` does all at once. Step by step: ``read_document`` reads a file, ``extract`` finds the
legs that reports tell, ``join_legs`` makes those one that tell the same movement, ``route_legs``
finds the line of each, and ``show``, ``write_table``, ``write_figure`` and ``write_report`` give
them out. ``to_geodataframe`` and ``from_geodataframe`` lead to pandas and back,
``routes_of_table`` reads a table of legs from any hand, and ``find_places`` looks names up.

>>> import evacmap
>>> documents = evacmap.read_document("seeds/masnaa/report.md")  # doctest: +SKIP
>>> evacmap.build(["seeds"], "maps").map_path  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evacmap.errors import EvacmapError
    from evacmap.geocode import FoundName, Gazetteer, find_places
    from evacmap.notebook import show
    from evacmap.pipeline import build, extract, extract_document, join_legs, route_legs
    from evacmap.read import read_document
    from evacmap.render import write_figure, write_report, write_table
    from evacmap.tabled import from_geodataframe, routes_of_table
    from evacmap.tables import to_geodataframe

__all__ = [
    "EvacmapError",
    "FoundName",
    "Gazetteer",
    "build",
    "extract",
    "extract_document",
    "find_places",
    "from_geodataframe",
    "join_legs",
    "read_document",
    "route_legs",
    "routes_of_table",
    "show",
    "to_geodataframe",
    "write_figure",
    "write_report",
    "write_table",
]

_HOMES = {
    "EvacmapError": "evacmap.errors",
    "FoundName": "evacmap.geocode",
    "Gazetteer": "evacmap.geocode",
    "build": "evacmap.pipeline",
    "extract": "evacmap.pipeline",
    "extract_document": "evacmap.pipeline",
    "find_places": "evacmap.geocode",
    "from_geodataframe": "evacmap.tabled",
    "join_legs": "evacmap.pipeline",
    "read_document": "evacmap.read",
    "route_legs": "evacmap.pipeline",
    "routes_of_table": "evacmap.tabled",
    "show": "evacmap.notebook",
    "to_geodataframe": "evacmap.tables",
    "write_figure": "evacmap.render",
    "write_report": "evacmap.render",
    "write_table": "evacmap.render",
}


def __getattr__(name: str) -> object:
    # Importing evacmap must stay light; the pipeline brings every stage with it.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
