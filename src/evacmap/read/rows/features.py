"""Rows of GeoJSON, GeoPackage and Parquet, each with its geometry."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evacmap.errors import BadTableError, MissingPackageError, UnreadableReportError
from evacmap.read.decode import decode
from evacmap.read.rows.rows import Record, Rows, named_columns, plain

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame
    from shapely.geometry.base import BaseGeometry


def read_geojson_rows(path: Path) -> Rows:
    """Return one row a feature of a FeatureCollection, or one an object of a JSON array."""
    features = _features(path)
    kept = [item for item in features if isinstance(item, Mapping)]
    if not kept:
        raise BadTableError(path, "no feature in it")
    are_features = any(item.get("type") == "Feature" for item in kept)
    facts = [(item.get("properties") or {}) if are_features else item for item in kept]
    written = list(dict.fromkeys(key for item in facts for key in item))
    records: list[Record] = []
    for number, (item, row) in enumerate(zip(kept, facts, strict=True), 1):
        cells = tuple(plain(row.get(key)) for key in written)
        records.append((number, cells, _shape(path, number, item) if are_features else None))
    return Rows(
        path=str(path), columns=named_columns(written), records=records, tags={}, unit="feature"
    )


def _features(path: Path) -> Sequence[Any]:
    try:
        content = json.loads(decode(path.read_bytes(), path))
    except UnreadableReportError as error:
        raise BadTableError(path, f"{error.reason}; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise BadTableError(path, f"line {error.lineno} is not JSON ({error.msg})") from None
    except RecursionError:
        raise BadTableError(path, "nested too deeply for a table") from None
    if isinstance(content, Mapping):
        content = [content] if content.get("type") == "Feature" else content.get("features")
    if not isinstance(content, list):
        raise BadTableError(path, "no FeatureCollection and no list of objects")
    return content


def _shape(path: Path, number: int, feature: Mapping[str, Any]) -> "BaseGeometry | None":
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    if not feature.get("geometry"):
        return None
    try:
        found = shape(feature["geometry"])
    except (ShapelyError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise BadTableError(path, f"feature {number} has no valid geometry") from None
    return None if found.is_empty else found


def read_gpkg_rows(path: Path) -> Rows:
    """Return the rows of a GeoPackage: of its layer legs, or else of the first."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        if not layers:
            raise BadTableError(path, "no layer in it")
        layer = "legs" if "legs" in layers else layers[0]
        frame = pyogrio.read_dataframe(path, layer=layer, fid_as_index=True)
    except (DataLayerError, DataSourceError) as error:
        raise BadTableError(path, f"cannot be read as GeoPackage ({_said(error)})") from None
    return _of_frame(path, frame, numbers=[int(number) for number in frame.index], unit="feature")


def read_parquet_rows(path: Path) -> Rows:
    """Return the rows of a GeoParquet file, or of plain Parquet without geometry."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingPackageError("reading Parquet", "parquet") from None
    try:
        is_geo = b"geo" in (pyarrow.parquet.read_schema(path).metadata or {})
        if is_geo:
            import geopandas

            frame = geopandas.read_parquet(path)
        else:
            frame = pyarrow.parquet.read_table(path).to_pandas()
    except (pyarrow.ArrowException, ValueError, KeyError) as error:
        raise BadTableError(path, f"cannot be read as Parquet ({_said(error)})") from None
    return _of_frame(path, frame, numbers=range(1, len(frame) + 1), unit="row")


def rows_of_frame(frame: "GeoDataFrame | DataFrame", *, name: str = "table") -> Rows:
    """Return the rows of a GeoDataFrame, or of a DataFrame, counted from 1."""
    return _of_frame(Path(name), frame, numbers=range(1, len(frame) + 1), unit="row")


def _of_frame(
    path: Path, frame: "GeoDataFrame | DataFrame", *, numbers: Iterable[int], unit: str
) -> Rows:
    shapes: Sequence[BaseGeometry | None] = [None] * len(frame)
    geometry = getattr(frame, "_geometry_column_name", None)
    if geometry in frame.columns:
        if frame.crs is not None and frame.crs.to_epsg() != 4326:
            frame = frame.to_crs(4326)
        shapes = [None if item is None or item.is_empty else item for item in frame.geometry]
    columns = [name for name in frame.columns if name != geometry]
    cells = [[plain(_native(value)) for value in frame[name]] for name in columns]
    rows = zip(*cells, strict=True) if columns else (() for _ in shapes)
    return Rows(
        path=str(path),
        columns=named_columns(columns),
        records=list(zip(numbers, rows, shapes, strict=True)),
        tags={},
        unit=unit,
    )


def _native(value: Any) -> object:
    """Return a value of numpy or pandas as one of Python; pandas' marks of absence as None."""
    if value is None or isinstance(value, str | bytes | int | float):
        return value
    import numpy
    import pandas

    if isinstance(value, pandas.Timestamp):
        return value.to_pydatetime()
    if value is pandas.NaT or value is pandas.NA:
        return None
    if isinstance(value, numpy.ndarray):
        return value.tolist()
    return value.item() if isinstance(value, numpy.generic) else value


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
