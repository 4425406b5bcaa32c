"""Takes legs and routes; gives the rows of the one flat table."""

from evacmap.tables.cells import as_harmless, as_written, read_float, read_whole
from evacmap.tables.flat import (
    COLUMNS,
    COPIED_LENGTH,
    Row,
    independent_sources,
    leg_row,
    route_geometry,
    route_row,
    source_numbers,
    to_geodataframe,
)

__all__ = [
    "COLUMNS",
    "COPIED_LENGTH",
    "Row",
    "as_harmless",
    "as_written",
    "independent_sources",
    "leg_row",
    "read_float",
    "read_whole",
    "route_geometry",
    "route_row",
    "source_numbers",
    "to_geodataframe",
]
