"""Time and memory of writing and reading tables of legs, by suffix and number of rows.

    python benchmarks/tables.py [--rows 1000 20000 200000] [--suffixes .csv .xlsx] [--folder DIR]

Each file is written and read in a process of its own. Printed are processor seconds, the memory
that each adds at its peak, and the size of the file. Reading gives routes and takes their places
from the details; ``by hand`` is a CSV of a person with names alone.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
BY_HAND = "by hand"
TOWNS = (
    *("Homs", "Hama", "Tartus", "Latakia", "Idlib", "Aleppo"),
    *("Damascus", "Beirut", "Tripoli", "Amman", "Irbid", "Gaziantep"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 20_000, 200_000])
    parser.add_argument("--suffixes", nargs="+")
    parser.add_argument("--folder", type=Path, help="keep the files here")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        what, number, path = options.one
        print(json.dumps(STEPS[what](int(number), Path(path))))
        return 0
    from evacmap.render import WRITERS

    print(f"{'':<10}{'rows':>8}{'write':>10}{'added':>10}{'file':>10}{'read':>10}{'added':>10}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        for suffix in options.suffixes or (*WRITERS, BY_HAND):
            for number in options.rows:
                print_one(suffix, number, folder)
    return 0


def print_one(suffix: str, number: int, folder: Path) -> None:
    from evacmap.read.rows import ROW_READERS

    is_ours = suffix != BY_HAND
    path = folder / (f"{number}{suffix}" if is_ours else f"{number}-by-hand.csv")
    wrote = run("write" if is_ours else "write by hand", number, path)
    line = f"{suffix:<10}{number:>8,}{wrote['s']:>8.1f} s{wrote['mb']:>7,.0f} MB"
    line += f"{path.stat().st_size / 1e6:>7,.0f} MB"
    if path.suffix in ROW_READERS:
        read = run("read", number, path)
        line += f"{read['s']:>8.1f} s{read['mb']:>7,.0f} MB"
    print(line, flush=True)


def run(what: str, number: int, path: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", what, str(number), str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def write(number: int, path: Path) -> dict[str, float]:
    from evacmap.render import writer_of
    from render.samples import bend, many_routes

    routes = [
        replace(route, lines=(tuple(bend(*route.lines[0], 0.5)),))
        for route in many_routes(number, corridors=100)
    ]
    return measured(lambda: writer_of(path)(routes, path))


def write_by_hand(number: int, path: Path) -> dict[str, float]:
    def rows() -> None:
        with path.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("From", "To", "Date", "People"))
            for n in range(number):
                start, end = TOWNS[n % 12], TOWNS[(n // 12 + n + 1) % 12]
                writer.writerow((start, end, f"{n % 28 + 1} March {2020 + n % 5}", n % 900 + 1))

    return measured(rows)


def read(number: int, path: Path) -> dict[str, float]:
    from evacmap.geocode import Gazetteer
    from evacmap.tabled import routes_of_table

    gazetteer = Gazetteer.open()
    found: list[Any] = []
    figures = measured(lambda: found.append(routes_of_table(path, gazetteer=gazetteer)))
    (table,) = found
    assert len(table.routes) == number, (len(table.routes), table.set_aside[:3], table.notes[:3])
    return figures


def measured(work: Callable[[], object]) -> dict[str, float]:
    before = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    start = time.process_time()
    work()
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"s": seconds, "mb": max(0, peak - before) / 1e6}


STEPS: dict[str, Callable[[int, Path], dict[str, float]]] = {
    "write": write,
    "write by hand": write_by_hand,
    "read": read,
}


if __name__ == "__main__":
    sys.exit(main())
