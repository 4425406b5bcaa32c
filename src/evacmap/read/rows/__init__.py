"""Takes the file of a table; gives its rows as written, whatever they hold."""

from evacmap.read.rows.features import rows_of_frame
from evacmap.read.rows.reader import ROW_READERS, read_rows
from evacmap.read.rows.rows import RawRow, Rows, Value

__all__ = ["ROW_READERS", "RawRow", "Rows", "Value", "read_rows", "rows_of_frame"]
