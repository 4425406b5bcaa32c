"""One file becomes Rows, by the reader for its suffix."""

from collections.abc import Callable, Mapping
from pathlib import Path

from evacmap.errors import BadTableError
from evacmap.read.rows.features import read_geojson_rows, read_gpkg_rows, read_parquet_rows
from evacmap.read.rows.rows import Rows
from evacmap.read.rows.sheet import read_xlsx_rows
from evacmap.read.rows.text import read_csv_rows, read_tsv_rows

ROW_READERS: Mapping[str, Callable[[Path], Rows]] = {
    ".csv": read_csv_rows,
    ".tsv": read_tsv_rows,
    ".xlsx": read_xlsx_rows,
    ".geojson": read_geojson_rows,
    ".json": read_geojson_rows,
    ".gpkg": read_gpkg_rows,
    ".parquet": read_parquet_rows,
    ".geoparquet": read_parquet_rows,
}


def read_rows(path: str | Path) -> Rows:
    """Return the rows of a table, read by the suffix of its file.

    Raises:
        BadTableError: the file cannot be read, or there is no table in it.
        MissingPackageError: its format needs a package that is not installed.
    """
    path = Path(path)
    reader = ROW_READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(ROW_READERS)
        raise BadTableError(path, f"no table; evacmap reads tables in {known}")
    try:
        if path.stat().st_size == 0:
            raise BadTableError(path, "the file is empty; save the table again")
        return reader(path)
    except FileNotFoundError:
        raise BadTableError(path, "no such file; check the path") from None
    except PermissionError:
        raise BadTableError(path, "not allowed to read it; check its rights") from None
    except IsADirectoryError:
        raise BadTableError(path, "a folder, not a table; name the file in it") from None
    except OSError as error:
        reason = error.strerror or "the disk cannot read it"
        raise BadTableError(path, reason.lower()) from None
