"""A GeoDataFrame, from any hand, becomes routes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from evacmap.geocode import Gazetteer
from evacmap.geometry import Engine
from evacmap.read.rows import rows_of_frame
from evacmap.tabled.routes import RoutedTable, routes_of_rows

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame


def from_geodataframe(
    frame: "GeoDataFrame | DataFrame",
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    gazetteer: Gazetteer | None = None,
    engine: Engine | None = None,
) -> RoutedTable:
    """Return the routes of a frame: those that ``to_geodataframe`` made it of, or any others.

    Columns are recognised as in ``routes_of_table``; a frame without geometry will do.

    Raises:
        BadTableError: no column says where anyone came from or went.
    """
    return routes_of_rows(
        rows_of_frame(frame),
        columns=columns,
        day_first=day_first,
        gazetteer=gazetteer,
        engine=engine,
    )
