"""Takes legs and routes; gives the rows of the one flat table."""

from evacmap.tables.cells import as_harmless, as_written, read_float, read_whole
from evacmap.tables.columns import FIELDS, field_named, own_tags, recognise_columns
from evacmap.tables.dates import day_order, read_date
from evacmap.tables.details import leg_details, read_details, read_route, route_details
from evacmap.tables.ends import Locate, WrittenPlace, given_place, locate_as_given, name_of
from evacmap.tables.flat import (
    COLUMNS,
    COPIED_LENGTH,
    NUMBERS,
    WHOLE_NUMBERS,
    Row,
    independent_sources,
    keep_rows,
    leg_row,
    route_geometry,
    route_row,
    source_numbers,
    to_geodataframe,
)
from evacmap.tables.legs import cells_of, leg_of_row, legs_from_rows
from evacmap.tables.row import Cells

__all__ = [
    "COLUMNS",
    "COPIED_LENGTH",
    "FIELDS",
    "NUMBERS",
    "WHOLE_NUMBERS",
    "Cells",
    "Locate",
    "Row",
    "WrittenPlace",
    "as_harmless",
    "as_written",
    "cells_of",
    "day_order",
    "field_named",
    "given_place",
    "independent_sources",
    "keep_rows",
    "leg_details",
    "leg_of_row",
    "leg_row",
    "legs_from_rows",
    "locate_as_given",
    "name_of",
    "own_tags",
    "read_date",
    "read_details",
    "read_float",
    "read_route",
    "read_whole",
    "recognise_columns",
    "route_details",
    "route_geometry",
    "route_row",
    "source_numbers",
    "to_geodataframe",
]
