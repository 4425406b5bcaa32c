"""Takes routes; gives the map page, the tables and the exchange formats."""

from collections.abc import Callable, Iterable
from pathlib import Path

from evacmap.model import Route
from evacmap.render.coarsen import coarsen_routes
from evacmap.render.csv_table import write_csv, write_tsv
from evacmap.render.figure import FIGURES, write_figure
from evacmap.render.files import Progress, write_whole
from evacmap.render.frames import write_geoparquet, write_gpkg
from evacmap.render.geojson import write_geojson
from evacmap.render.gpx import write_gpx
from evacmap.render.html_map import map_of, write_map
from evacmap.render.kml import write_kml, write_kmz
from evacmap.render.outputs import output_writer, write_outputs
from evacmap.render.report import write_report
from evacmap.render.selection import select_routes
from evacmap.render.xlsx import write_xlsx

Writer = Callable[..., None]
"""Takes routes and a path, and perhaps options by name, such as ``progress`` or ``title``."""
WRITERS: dict[str, Writer] = {
    ".geojson": write_geojson,
    ".csv": write_csv,
    ".tsv": write_tsv,
    ".xlsx": write_xlsx,
    ".gpkg": write_gpkg,
    ".parquet": write_geoparquet,
    ".kml": write_kml,
    ".kmz": write_kmz,
    ".gpx": write_gpx,
}


def writer_of(name: str | Path) -> Writer:
    """Return what writes a file of this name, by its suffix.

    Raises:
        ValueError: no format has this suffix.
    """
    suffix = Path(name).suffix.lower()
    writers = {**WRITERS, **FIGURES}
    if suffix not in writers:
        raise ValueError(f"{str(name)!r} ends with none of {', '.join(writers)}")
    return writers[suffix]


def write_table(
    routes: Iterable[Route], path: str | Path, *, progress: Progress | None = None
) -> None:
    """Write routes as a table or exchange file, by the suffix of ``path``: see ``WRITERS``.

    Each has the columns of ``tables.COLUMNS``; lines are in degrees, EPSG:4326. ``progress`` is
    told the stage, how many legs are written and how many there are.

    Raises:
        ValueError: no table has this suffix.
        MissingPackageError: its format needs a package that is not installed.
        UnwritableOutputError: ``path`` cannot be written; a file that was there is as before.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in WRITERS:
        raise ValueError(f"{str(path)!r} ends with none of {', '.join(WRITERS)}")
    WRITERS[suffix](tuple(routes), path, progress=progress)


__all__ = [
    "FIGURES",
    "WRITERS",
    "coarsen_routes",
    "map_of",
    "output_writer",
    "select_routes",
    "write_csv",
    "write_figure",
    "write_geojson",
    "write_geoparquet",
    "write_gpkg",
    "write_gpx",
    "write_kml",
    "write_kmz",
    "write_map",
    "write_outputs",
    "write_report",
    "write_table",
    "write_tsv",
    "write_whole",
    "write_xlsx",
    "writer_of",
]
