"""Routes as the formats of GDAL and Arrow: GeoPackage and GeoParquet."""

import io
import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evacmap import tables
from evacmap.errors import MissingPackageError
from evacmap.model import Route
from evacmap.render.files import Progress, whole_file
from evacmap.render.text import encodable

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pyarrow import Table

LAYER = "legs"
# A GeoPackage bears the time of its last change; the same routes are to give the same bytes.
# What QGIS and GDAL of the last years read without a warning.
GPKG_VERSION = "1.2"
# Rows at a time: more of them take memory and no less time.
STEP = 10_000
TIMELESS = "1970-01-01T00:00:00.000Z"


def write_gpkg(
    routes: Sequence[Route], path: str | Path, *, progress: Progress | None = None
) -> None:
    """Write a GeoPackage with one layer, ``legs``, of one feature a route.

    Raises:
        UnwritableOutputError: ``path`` cannot be written.
    """
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": TIMELESS})
    try:
        with whole_file(path) as temporary:
            for frame in _frames(routes, progress):
                _append(frame, temporary)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _append(frame: "GeoDataFrame", path: Path) -> None:
    import pyogrio

    is_first = not path.exists()
    new = {
        "dataset_options": {"VERSION": GPKG_VERSION},
        "layer_options": {"DESCRIPTION": "Movements of people, by evacmap"},
    }
    pyogrio.write_dataframe(
        frame,
        path,
        layer=LAYER,
        driver="GPKG",
        geometry_type="Unknown",
        promote_to_multi=False,
        append=not is_first,
        **(new if is_first else {}),
    )


def write_geoparquet(
    routes: Sequence[Route], path: str | Path, *, progress: Progress | None = None
) -> None:
    """Write GeoParquet 1.1, with the box of each geometry in a column that readers filter by.

    Raises:
        MissingPackageError: pyarrow is not installed.
        UnwritableOutputError: ``path`` cannot be written.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        raise MissingPackageError("writing Parquet", "parquet") from None
    parts = map(_arrow_table, _frames(routes, progress))
    first = next(parts)
    # Stands at the head of the file, before most of the rows are made.
    metadata = {**first.schema.metadata, b"geo": _geo_of(first, routes)}
    schema = first.schema.with_metadata(metadata)
    with (
        whole_file(path) as temporary,
        pyarrow.parquet.ParquetWriter(temporary, schema, compression="zstd") as writer,
    ):
        for part in itertools.chain((first,), parts):
            writer.write_table(part.replace_schema_metadata(metadata))


def _geo_of(part: "Table", routes: Sequence[Route]) -> bytes:
    """Return the metadata of GeoParquet as geopandas writes it of a part, for all routes."""
    geo = json.loads(part.schema.metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    types = {_type_of(route) for route in routes}
    column["geometry_types"] = sorted(filter(None, types))
    # Two corners a line: all points of 200,000 legs would be a gigabyte.
    boxes = [_box(line) for route in routes for line in route.lines if line]
    if boxes:
        west, south, east, north = zip(*boxes, strict=True)
        column["bbox"] = [min(west), min(south), max(east), max(north)]
    return json.dumps(geo).encode()


def _box(line: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    lons, lats = zip(*line, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _type_of(route: Route) -> str | None:
    lines = [line for line in route.lines if line]
    if len(lines) > 1:
        return "MultiLineString"
    return ("Point" if len(lines[0]) == 1 else "LineString") if lines else None


def _arrow_table(frame: "GeoDataFrame") -> "Table":
    """Return a part of the table as geopandas writes it, but each with the same types."""
    import pyarrow
    import pyarrow.parquet

    made = io.BytesIO()
    frame.to_parquet(made, index=False, schema_version="1.1.0", write_covering_bbox=True)
    made.seek(0)
    table = pyarrow.parquet.read_table(made)
    texts = set(tables.COLUMNS).difference(tables.NUMBERS, tables.WHOLE_NUMBERS)
    fields = [
        field.with_type(pyarrow.string()) if field.name in texts else field
        for field in table.schema
    ]
    return table.cast(pyarrow.schema(fields, metadata=table.schema.metadata))


def _frames(routes: Sequence[Route], progress: Progress | None) -> "Iterator[GeoDataFrame]":
    """Yield the table in parts, and one without rows where there are no routes."""
    for first in range(0, len(routes), STEP) or (0,):
        if progress:
            progress("writing", first, len(routes))
        yield _frame(routes[first : first + STEP])
    if progress:
        progress("writing", len(routes), len(routes))


def _frame(routes: Sequence[Route]) -> "GeoDataFrame":
    """Return the table with texts that UTF-8 and C can hold."""
    frame = tables.to_geodataframe(routes)
    for column in frame.columns:
        if frame[column].dtype == object:
            frame[column] = frame[column].map(_storable, na_action="ignore")
    return frame


def _storable(text: str) -> str:
    return encodable(text).replace("\0", "�")
