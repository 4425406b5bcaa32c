"""Routes as GeoJSON (RFC 7946)."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evacmap import tables
from evacmap.model import Route
from evacmap.render.files import write_whole
from evacmap.render.text import encodable

# RFC 7946, section 11.2: five decimals are about a metre, six ten centimetres.
DECIMALS = 5


def write_geojson(routes: Sequence[Route], path: str | Path) -> None:
    """Write one feature a route, its properties in the order of ``tables.COLUMNS``.

    A leg with one known end is a Point. Lines are in degrees, EPSG:4326, to five decimals.

    Raises:
        UnwritableOutputError: ``path`` cannot be written.
    """
    features = ",\n".join(_json(feature(route)) for route in routes)
    text = f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n'
    write_whole(path, text.encode())


def feature(route: Route) -> dict[str, Any]:
    """Return the GeoJSON feature of ``route``; its geometry is null where no end is known."""
    row = tables.route_row(route)
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": geometry(route),
        "properties": {column: row[column] for column in tables.COLUMNS},
    }


def geometry(route: Route) -> dict[str, Any] | None:
    """Return a Point, LineString or MultiLineString, rounded so that the bytes are stable."""
    from shapely import get_coordinates, get_parts

    shape = tables.route_geometry(route)
    if shape is None:
        return None
    lines = [
        [[_rounded(lon), _rounded(lat)] for lon, lat in get_coordinates(part)]
        for part in get_parts(shape)
    ]
    if shape.geom_type == "Point":
        return {"type": "Point", "coordinates": lines[0][0]}
    if shape.geom_type == "LineString":
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _rounded(degrees: float) -> float:
    # Adding zero turns -0.0 into 0.0.
    return round(float(degrees), DECIMALS) + 0.0


def _json(value: Any) -> str:
    return encodable(json.dumps(value, ensure_ascii=False, allow_nan=False))
