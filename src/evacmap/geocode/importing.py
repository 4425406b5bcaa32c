"""Read a user's own places: CSV, GeoJSON, Linked Places and GeoNames dumps."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from evacmap.errors import BadTableError
from evacmap.geocode.overlay import OwnPlace
from evacmap.model import PlaceKind

GEONAMES_COLUMNS = 19
_NAMES_OF_COLUMNS = {
    "name": ("name", "title", "toponym", "place"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "lat": ("lat", "latitude", "y"),
    "kind": ("kind", "type"),
    "aliases": ("aliases", "names", "alternatenames", "alt_names"),
    "country": ("country", "iso2", "country_code", "countrycode"),
    "extent_km": ("extent_km", "radius_km"),
    "id": ("id", "@id", "source_id"),
}
_GEONAMES_KINDS = {
    "PCL": PlaceKind.COUNTRY,
    "ADM1": PlaceKind.ADMIN1,
    "ADM": PlaceKind.ADMIN2,
    "AIRB": PlaceKind.AIRBASE,
    "AIR": PlaceKind.AIRPORT,
    "PRT": PlaceKind.PORT,
    "NVB": PlaceKind.NAVAL_BASE,
    "MILB": PlaceKind.BASE,
    "CMP": PlaceKind.CAMP,
    "PSTB": PlaceKind.CROSSING,
    "PPLX": PlaceKind.DISTRICT,
    "PPL": PlaceKind.SETTLEMENT,
    "ISL": PlaceKind.ISLAND,
    "RGN": PlaceKind.REGION,
    "SEA": PlaceKind.SEA,
    "GULF": PlaceKind.SEA,
    "STRT": PlaceKind.SEA,
}
_GEONAMES_CLASSES = {
    "A": PlaceKind.ADMIN2,
    "H": PlaceKind.SEA,
    "L": PlaceKind.REGION,
    "P": PlaceKind.SETTLEMENT,
    "R": PlaceKind.FACILITY,
    "S": PlaceKind.FACILITY,
    "T": PlaceKind.REGION,
    "U": PlaceKind.SEA,
    "V": PlaceKind.REGION,
}
# A village of a full dump must not push aside the town that the bundled gazetteer knows.
_DUMP_PROMINENCE = 1.0


def read_places(path: Path) -> Iterator[OwnPlace]:
    """Yield the places of a CSV, GeoJSON or Linked Places file.

    Raises:
        BadTableError: the file lacks a name or a position, or is of none of these formats.
    """
    suffix = path.suffix.lower()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadTableError(path, f"cannot be read as UTF-8 text ({error})") from error
    if suffix in (".csv", ".tsv"):
        yield from _read_table(path, text)
    elif suffix in (".json", ".geojson", ".jsonl", ".jsonld"):
        yield from _read_features(path, text)
    else:
        raise BadTableError(path, "is not .csv, .tsv, .geojson, .json or a GeoNames .zip or .txt")


def is_geonames_dump(path: Path) -> bool:
    """Return whether a file is GeoNames' own table: 19 columns, tabs between, no heading."""
    if path.suffix.lower() == ".zip":
        return True
    if path.suffix.lower() != ".txt":
        return False
    with path.open(encoding="utf-8") as stream:
        return stream.readline().count("\t") == GEONAMES_COLUMNS - 1


def read_geonames_dump(path: Path, *, skip: int = 0) -> Iterator[tuple[int, OwnPlace | None]]:
    """Yield each line's number and place from a dump, after the first ``skip`` lines.

    The file is read line by line, also out of a .zip, so that memory stays bounded.

    Raises:
        BadTableError: a line does not have GeoNames' 19 columns.
    """
    with _open_dump(path) as stream:
        for number, line in enumerate(stream, start=1):
            if number > skip:
                yield number, _geonames_place(path, number, line)


@contextmanager
def _open_dump(path: Path) -> Iterator[TextIO]:
    if path.suffix.lower() != ".zip":
        with path.open(encoding="utf-8") as stream:
            yield stream
        return
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise BadTableError(path, f"is no readable .zip ({error})") from error
    with archive:
        members = [name for name in archive.namelist() if name.endswith(".txt")]
        members = [name for name in members if "readme" not in name.lower()]
        if not members:
            raise BadTableError(path, "holds no .txt of GeoNames")
        with archive.open(members[0]) as raw:
            yield io.TextIOWrapper(raw, encoding="utf-8", newline="\n")


def _geonames_place(path: Path, number: int, line: str) -> OwnPlace | None:
    fields = line.rstrip("\r\n").split("\t")
    if len(fields) != GEONAMES_COLUMNS:
        raise BadTableError(path, f"line {number} has {len(fields)} columns, GeoNames has 19")
    feature = fields[7]
    kind = next(
        (_GEONAMES_KINDS[feature[:size]] for size in (4, 3) if feature[:size] in _GEONAMES_KINDS),
        _GEONAMES_CLASSES.get(fields[6]),
    )
    if kind is None:
        return None
    population = int(fields[14] or 0) or None
    return OwnPlace(
        id=f"gn:{fields[0]}",
        name=fields[1],
        kind=kind,
        lon=float(fields[5]),
        lat=float(fields[4]),
        country=fields[8] or None,
        population=population,
        names=tuple(name for name in [fields[2], *fields[3].split(",")] if name),
        source="GeoNames",
        feature=feature,
        prominence=_DUMP_PROMINENCE + len(str(population or 0)) * 0.9,
    )


def _read_table(path: Path, text: str) -> Iterator[OwnPlace]:
    dialect = "excel-tab" if path.suffix.lower() == ".tsv" else "excel"
    reader = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect)
    columns = {
        field: next((c for c in reader.fieldnames or () if c.strip().lower() in written), None)
        for field, written in _NAMES_OF_COLUMNS.items()
    }
    missing = [field for field in ("name", "lon", "lat") if columns[field] is None]
    if missing:
        raise BadTableError(path, f"has no column for {', '.join(missing)}")
    for number, row in enumerate(reader, start=2):
        fields = {field: row.get(column or "") or "" for field, column in columns.items()}
        yield _own_place(path, f"line {number}", fields)


def _read_features(path: Path, text: str) -> Iterator[OwnPlace]:
    try:
        features = (
            [json.loads(line) for line in text.splitlines() if line.strip()]
            if path.suffix.lower() == ".jsonl"
            else json.loads(text)["features"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BadTableError(path, f"is no GeoJSON or Linked Places file ({error})") from error
    for number, feature in enumerate(features, start=1):
        facts = {str(key).lower(): value for key, value in (feature["properties"] or {}).items()}
        lon, lat = _point_of(feature.get("geometry"))
        names = [item.get("toponym", "") for item in feature.get("names", ())]
        written = facts.get("aliases") or facts.get("names") or ""
        aliases = written if isinstance(written, str) else "|".join(map(str, written))
        codes = facts.get("ccodes") or [facts.get("country") or ""]
        yield _own_place(
            path,
            f"feature {number}",
            {
                "name": str(facts.get("name") or facts.get("title") or ""),
                "lon": str(lon),
                "lat": str(lat),
                "kind": str(facts.get("kind") or ""),
                "country": str(codes[0]),
                "extent_km": str(facts.get("extent_km") or ""),
                "id": str(feature.get("@id") or feature.get("id") or facts.get("id") or ""),
                "aliases": "|".join([aliases, *names]),
            },
        )


def _point_of(geometry: Mapping[str, Any] | None) -> tuple[Any, Any]:
    """Return a point of a geometry: its own, or the middle of its shape; "" where there is none."""
    if not geometry:
        return "", ""
    from shapely.geometry import shape

    point = shape(geometry).representative_point()
    return point.x, point.y


def _own_place(path: Path, where: str, fields: Mapping[str, str]) -> OwnPlace:
    name = fields["name"].strip()
    try:
        lon, lat = float(fields["lon"]), float(fields["lat"])
        extent_km = float(fields["extent_km"] or 1.0)
        kind = PlaceKind((fields["kind"] or "settlement").strip().lower())
    except ValueError as error:
        raise BadTableError(path, f"{where}: {error}") from error
    if not name or not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadTableError(path, f"{where}: a name, and lon and lat in degrees, are needed")
    aliases = fields["aliases"].replace(";", "|").split("|")
    return OwnPlace(
        id="own:" + (fields["id"] or f"{name} {lat:.4f} {lon:.4f}"),
        name=name,
        kind=kind,
        lon=lon,
        lat=lat,
        extent_km=extent_km,
        country=fields["country"].strip().upper() or None,
        names=tuple(alias.strip() for alias in aliases if alias.strip()),
        source=path.name,
    )
