"""Whether two places are the same, as the scoring sees it: by name, distance or country.

Takes names and points; gives yes or no.
"""

import math
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TOLERANCE_KM = {"place": 50.0, "region": 100.0, "country": 300.0}
EARTH_RADIUS_KM = 6371.0

ARTICLES = frozenset(("al", "el"))
# A list of these words would fill twenty lines.
KIND_WORDS = frozenset(
    "the of city town village province governorate region district county area island camp port "  # noqa: SIM905
    "air airport international airbase base naval border crossing".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A name, a point, or both; the point is lon, lat in degrees of WGS 84.

    ``kind`` is place, region or country and says how near a point has to be. ``country`` is an
    ISO 3166-1 code.
    """

    name: str | None
    lon_lat: tuple[float, float] | None = None
    kind: str = "place"
    country: str | None = None


def is_same_place(gold: NamedPlace, predicted: NamedPlace) -> bool:
    """Tell whether a predicted end is the hand-checked one, by name or by distance.

    A country is met by any point inside it, but the name of a country is never a finer place.

    >>> homs = NamedPlace(name="Homs", lon_lat=(36.71, 34.73))
    >>> is_same_place(homs, NamedPlace(name="city of Homs"))
    True
    >>> is_same_place(homs, NamedPlace(name="Syria", lon_lat=(36.8, 34.8)))
    False
    """
    if gold.name and predicted.name and is_same_name(gold.name, predicted.name):
        return True
    if gold.lon_lat is None or predicted.lon_lat is None:
        return False
    country = _country_codes().get(folded(predicted.name)) if predicted.name else None
    if country and (gold.kind != "country" or country != gold.country):
        return False
    if gold.kind == "country" and _is_inside(predicted.lon_lat, gold.country):
        return True
    return _distance_km(gold.lon_lat, predicted.lon_lat) <= TOLERANCE_KM.get(
        gold.kind, TOLERANCE_KM["place"]
    )


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names mean the same: accents, articles and words of kind set aside.

    >>> is_same_name("Türkiye", "Turkey"), is_same_name("Idlib", "Idlib Governorate")
    (True, True)
    """
    plain, other_plain = folded(one), folded(other)
    if plain == other_plain:
        return True
    codes = _country_codes()
    if plain in codes or other_plain in codes:
        return codes.get(plain) == codes.get(other_plain)
    return _core(plain) == _core(other_plain)


def folded(text: str) -> str:
    """Return lower-case ASCII letters and digits, words apart by one space, no apostrophes.

    >>> folded("Ba'qūba, al-Anbār")
    'baquba al anbar'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", plain)))


def _distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance on a sphere, by the haversine formula."""
    (lon, lat), (other_lon, other_lat) = (map(math.radians, point) for point in (one, other))
    square = (
        math.sin((other_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(square)))


def _is_inside(lon_lat: tuple[float, float], country: str | None) -> bool:
    lon, lat = lon_lat
    return any(
        south <= lat <= north and west <= lon <= east
        for south, north, west, east in _countries().get(country or "", {}).get("boxes", ())
    )


@cache
def _countries() -> Mapping[str, Mapping[str, list[list[float]]]]:
    text = files("evacmap.legs").joinpath("countries.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _country_codes() -> Mapping[str, str]:
    return {str(name): code for code, item in _countries().items() for name in item["names"]}


def _core(plain: str) -> str:
    words = [word for word in plain.split() if word not in KIND_WORDS]
    return " ".join([word for word in words if word not in ARTICLES] or words) or plain
