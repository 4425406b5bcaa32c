"""Takes routes; gives the map page, the tables and the exchange formats."""

from collections.abc import Callable, Sequence
from pathlib import Path

from evacmap.model import Route
from evacmap.render.coarsen import coarsen_routes
from evacmap.render.csv_table import write_csv
from evacmap.render.figure import FIGURES, write_figure
from evacmap.render.files import write_whole
from evacmap.render.geojson import write_geojson
from evacmap.render.html_map import map_of, write_map

WRITERS: dict[str, Callable[[Sequence[Route], str | Path], None]] = {
    ".geojson": write_geojson,
    ".csv": write_csv,
}


def writer_of(name: str | Path) -> Callable[[Sequence[Route], str | Path], None]:
    """Return what writes a file of this name, by its suffix.

    Raises:
        ValueError: no format has this suffix.
    """
    suffix = Path(name).suffix.lower()
    writers = {**WRITERS, **FIGURES}
    if suffix not in writers:
        raise ValueError(f"{str(name)!r} ends with none of {', '.join(writers)}")
    return writers[suffix]


__all__ = [
    "FIGURES",
    "WRITERS",
    "coarsen_routes",
    "map_of",
    "write_csv",
    "write_figure",
    "write_geojson",
    "write_map",
    "write_whole",
    "writer_of",
]
