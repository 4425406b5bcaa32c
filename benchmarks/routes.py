"""Measure the ways: known roads and sea lanes against their lengths, and the speed.

    python benchmarks/routes.py [--legs 1000]

Prints one line a bar, with the figure and whether it holds. Positions are in the bars, so that
nothing but the routers is measured.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import pairwise

from evacmap.geometry import air, graph, road, sea
from evacmap.geometry.antimeridian import cut_at_antimeridian
from evacmap.geometry.coast import open_coast
from evacmap.geometry.geodesic import Point, geodesic_length_km
from evacmap.model import RouteMethod

MASNAA = (35.924, 33.7025)
ROADS: dict[str, tuple[tuple[Point, ...], float]] = {
    "Damascus-Masnaa-Beirut": (((36.2913, 33.5102), MASNAA, (35.5016, 33.8933)), 101),
    "Damascus-Homs-Tartus-Latakia": (
        ((36.2913, 33.5102), (36.7168, 34.7268), (35.8866, 34.889), (35.7833, 35.5167)),
        329,
    ),
    "Qudsayya-Khmeimim": (((36.2266, 33.5376), (35.9487, 35.4011)), 313),
    "Khartoum-Port Sudan": (((32.5324, 15.5518), (37.2164, 19.6175)), 775),
    "Mariupol-Zaporizhzhia": (((37.5413, 47.0951), (35.1171, 47.8229)), 212),
    "Stepanakert-Goris": (((46.7528, 39.8153), (46.3383, 39.5111)), 55),
}
SEAS: dict[str, tuple[Point, Point]] = {
    "Tartus-Novorossiysk": ((35.867, 34.9), (37.783, 44.717)),
    "Beirut-Limassol": ((35.517, 33.9), (33.05, 34.667)),
    "Port Sudan-Jeddah": ((37.233, 19.617), (39.15, 21.467)),
    "Latakia-Mersin": ((35.767, 35.517), (34.65, 36.8)),
}
# Land masses whose main roads hang together, as boxes of lon and lat to draw points from.
REGIONS = (
    (-9.0, 36.5, 60.0, 60.0),
    (26.0, 28.0, 120.0, 50.0),
    (68.0, 10.0, 90.0, 30.0),
    (-125.0, 15.0, -65.0, 50.0),
    (-75.0, -40.0, -35.0, -3.0),
    (10.0, -34.0, 40.0, 15.0),
    (115.0, -38.0, 150.0, -20.0),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--legs", type=int, default=1000)
    options = parser.parse_args()
    # First, before anything else warms up.
    results = [*opening(), *lengths(), *lanes(), *flights(), *speed(options.legs)]
    for name, figure, holds in results:
        print(f"{'ok  ' if holds else 'MISS'}  {name}: {figure}")
    return 0 if all(holds for _, _, holds in results) else 1


Result = tuple[str, str, bool]


def opening() -> Iterator[Result]:
    import numpy  # noqa: F401
    import zstandard  # noqa: F401

    before_mb = peak_mb()
    start = time.perf_counter()
    graph.open_graph("road")
    seconds = time.perf_counter() - start
    yield "road graph opened", f"{seconds:.2f} s", seconds < 0.5
    yield "peak memory then", f"{peak_mb():.0f} MB ({before_mb:.0f} before)", peak_mb() < 200


def lengths() -> Iterator[Result]:
    for name, (stops, expected) in ROADS.items():
        stretches = [road.route_stretch(one, two) for one, two in pairwise(stops)]
        found = sum(item.length_km for item in stretches)
        by_road = all(item.method is RouteMethod.ROAD for item in stretches)
        close = abs(found / expected - 1) <= 0.1
        yield name, f"{found:.0f} km, expected {expected} km", by_road and close
    line = road.route_stretch((36.2913, 33.5102), (35.5016, 33.8933)).line
    off = min(geodesic_length_km(point, MASNAA) for point in line)
    yield "Damascus-Beirut passes the crossing", f"{off:.2f} km off", off <= 1


def lanes() -> Iterator[Result]:
    for name, (start, end) in SEAS.items():
        stretch = sea.route_stretch(start, end)
        # The first and last hop lead from the middle of the port to the water.
        land = open_coast().land_km([p for p in stretch.line if p not in (start, end)])
        whole = open_coast().land_km(stretch.line)
        share = whole / stretch.length_km
        if name == "Tartus-Novorossiysk":
            holds = abs(stretch.length_km / 2387 - 1) <= 0.1 and share < 0.02
        else:
            holds = land == 0
        figure = f"{stretch.length_km:.0f} km, {whole:.1f} km over land with the ports"
        yield name, f"{figure}, {land:.1f} km between them", holds


def flights() -> Iterator[Result]:
    anchorage, vladivostok = (-149.9, 61.2181), (131.8735, 43.1056)
    stretch = air.route_stretch(anchorage, vladivostok)
    geodesic_km = geodesic_length_km(anchorage, vladivostok)
    drawn_km = sum(geodesic_length_km(one, two) for one, two in pairwise(stretch.line))
    off = abs(drawn_km / geodesic_km - 1)
    pieces = len(cut_at_antimeridian(stretch.line))
    yield (
        "Anchorage-Vladivostok by air",
        f"{100 * off:.4f} % off, {pieces} lines",
        (off < 0.001 and pieces == 2),
    )


def speed(legs: int) -> Iterator[Result]:
    pairs = sample_pairs(legs)
    start, start_own = time.perf_counter(), time.process_time()
    found = [road.route_stretch(one, two) for one, two in pairs]
    seconds, own = time.perf_counter() - start, time.process_time() - start_own
    by_road = sum(item.method is RouteMethod.ROAD for item in found)
    name = f"{legs} road legs of 50-1,500 km"
    yield (
        name,
        f"{seconds:.1f} s ({own:.1f} s of processor), {by_road} by road",
        seconds < 60 * legs / 1000,
    )
    start = time.perf_counter()
    for one, two in pairs:
        road.route_stretch(one, two)
    again = time.perf_counter() - start
    yield "the same again", f"{1000 * again:.1f} ms", again < 0.05 * seconds
    yield "peak memory at the end", f"{peak_mb():.0f} MB", True


def sample_pairs(count: int) -> list[tuple[Point, Point]]:
    """Return pairs of nodes of the road graph 50 to 1,500 km apart, the same in every run."""
    roads = graph.open_graph("road")
    nodes = list(zip(roads.lon.tolist(), roads.lat.tolist(), strict=True))
    draw = random.Random(20241209)
    pairs: list[tuple[Point, Point]] = []
    pools = [
        [p for p in nodes if west <= p[0] <= east and south <= p[1] <= north]
        for west, south, east, north in REGIONS
    ]
    while len(pairs) < count:
        one, two = draw.sample(pools[len(pairs) % len(pools)], 2)
        if 50 <= geodesic_length_km(one, two) <= 1500:
            pairs.append((one, two))
    return pairs


def peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    raise SystemExit(main())
