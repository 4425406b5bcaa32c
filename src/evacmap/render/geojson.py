"""Routes as GeoJSON (RFC 7946)."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evacmap import tables
from evacmap.model import Route
from evacmap.render.files import Progress, told, write_texts
from evacmap.render.text import encodable

# RFC 7946, section 11.2: five decimals are about a metre, six ten centimetres.
DECIMALS = 5


def write_geojson(
    routes: Sequence[Route], path: str | Path, *, progress: Progress | None = None
) -> None:
    """Write one feature a route, its properties in the order of ``tables.COLUMNS``.

    A leg with one known end is a Point. Lines are in degrees, EPSG:4326, to five decimals.

    Raises:
        UnwritableOutputError: ``path`` cannot be written.
    """
    write_texts(path, _collection(told(routes, progress)))


def _collection(routes: Iterable[Route]) -> Iterator[str]:
    mark = '{"type": "FeatureCollection", "features": [\n'
    for route in routes:
        yield mark + _json(feature(route))
        mark = ",\n"
    yield "\n]}\n" if mark == ",\n" else f"{mark}\n]}}\n"


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
    lines = [[[_rounded(lon), _rounded(lat)] for lon, lat in line] for line in route.lines if line]
    if not lines:
        return None
    if len(lines) > 1:
        return {"type": "MultiLineString", "coordinates": lines}
    if len(lines[0]) == 1:
        return {"type": "Point", "coordinates": lines[0][0]}
    return {"type": "LineString", "coordinates": lines[0]}


def _rounded(degrees: float) -> float:
    # Adding zero turns -0.0 into 0.0.
    return round(degrees, DECIMALS) + 0.0


_as_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _json(value: Any) -> str:
    return encodable(_as_json(value))
