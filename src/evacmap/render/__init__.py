"""Takes routes; gives the map page, the tables and the exchange formats."""

from collections.abc import Callable, Sequence
from pathlib import Path

from evacmap.model import Route
from evacmap.render.coarsen import coarsen_routes
from evacmap.render.csv_table import write_csv
from evacmap.render.files import write_whole
from evacmap.render.geojson import write_geojson
from evacmap.render.html_map import map_of, write_map

WRITERS: dict[str, Callable[[Sequence[Route], str | Path], None]] = {
    ".geojson": write_geojson,
    ".csv": write_csv,
}

__all__ = [
    "WRITERS",
    "coarsen_routes",
    "map_of",
    "write_csv",
    "write_geojson",
    "write_map",
    "write_whole",
]
