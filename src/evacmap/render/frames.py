"""Routes as the formats of GDAL and Arrow: GeoPackage and GeoParquet."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evacmap import tables
from evacmap.errors import MissingPackageError
from evacmap.model import Route
from evacmap.render.files import whole_file
from evacmap.render.text import encodable

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

LAYER = "legs"
# A GeoPackage bears the time of its last change; the same routes are to give the same bytes.
# What QGIS and GDAL of the last years read without a warning.
GPKG_VERSION = "1.2"
TIMELESS = "1970-01-01T00:00:00.000Z"


def write_gpkg(routes: Sequence[Route], path: str | Path) -> None:
    """Write a GeoPackage with one layer, ``legs``, of one feature a route.

    Raises:
        UnwritableOutputError: ``path`` cannot be written.
    """
    import pyogrio

    frame = _frame(routes)
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": TIMELESS})
    try:
        with whole_file(path) as temporary:
            pyogrio.write_dataframe(
                frame,
                temporary,
                layer=LAYER,
                driver="GPKG",
                geometry_type="Unknown",
                promote_to_multi=False,
                dataset_options={"VERSION": GPKG_VERSION},
                layer_options={"DESCRIPTION": "Movements of people, by evacmap"},
            )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def write_geoparquet(routes: Sequence[Route], path: str | Path) -> None:
    """Write GeoParquet 1.1, with the box of each geometry in a column that readers filter by.

    Raises:
        MissingPackageError: pyarrow is not installed.
        UnwritableOutputError: ``path`` cannot be written.
    """
    try:
        import pyarrow  # noqa: F401 - geopandas would tell how to install it, not the extra
    except ImportError:
        raise MissingPackageError("writing Parquet", "parquet") from None
    with whole_file(path) as temporary:
        _frame(routes).to_parquet(
            temporary,
            index=False,
            schema_version="1.1.0",
            write_covering_bbox=True,
            compression="zstd",
        )


def _frame(routes: Sequence[Route]) -> "GeoDataFrame":
    """Return the table with texts that UTF-8 and C can hold."""
    frame = tables.to_geodataframe(routes)
    for column in frame.columns:
        if frame[column].dtype == object:
            frame[column] = frame[column].map(_storable, na_action="ignore")
    return frame


def _storable(text: str) -> str:
    return encodable(text).replace("\0", "�")
