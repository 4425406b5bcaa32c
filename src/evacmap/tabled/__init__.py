"""A table of legs, from any hand, becomes routes: read, recognised, placed and routed."""

from evacmap.tabled.frames import from_geodataframe
from evacmap.tabled.routes import RoutedTable, routes_of_rows, routes_of_table

__all__ = ["RoutedTable", "from_geodataframe", "routes_of_rows", "routes_of_table"]
