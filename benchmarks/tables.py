"""Time and memory of writing and reading tables of legs, by suffix and number of rows.

    python benchmarks/tables.py [--rows 1000 20000 200000] [--suffixes .csv .xlsx] [--folder DIR]
    python benchmarks/tables.py --write-only

Printed are processor seconds, the memory that is added at the peak, the size of the file, and
milliseconds a row. Legs have one report and a line of 25 points; those read again bring their
places and, where the format holds it, their line. ``by hand`` is a CSV of a person with four
columns and names alone. Linux only, for the memory.
"""

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
BY_HAND = "by hand"
TOWNS = (
    *("Homs", "Hama", "Tartus", "Latakia", "Idlib", "Aleppo"),
    *("Damascus", "Beirut", "Tripoli", "Amman", "Irbid", "Gaziantep"),
)
# Seconds and bytes.
Figures = tuple[float, int]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 20_000, 200_000])
    parser.add_argument("--suffixes", nargs="+")
    parser.add_argument("--folder", type=Path, help="keep the files here")
    parser.add_argument("--write-only", action="store_true")
    options = parser.parse_args()
    from evacmap.read.rows import ROW_READERS
    from evacmap.render import WRITERS

    suffixes = options.suffixes or [*WRITERS, BY_HAND]
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        for number in options.rows:
            paths = {suffix: path_of(suffix, number, folder) for suffix in suffixes}
            alone(write_all, number, [path for name, path in paths.items() if name != BY_HAND])
            if BY_HAND in paths:
                write_by_hand(number, paths[BY_HAND])
            for suffix, path in paths.items():
                if path.suffix in ROW_READERS and not options.write_only:
                    print_one("read", suffix, number, path, alone(read, number, path))
    return 0


def path_of(suffix: str, number: int, folder: Path) -> Path:
    return folder / (f"{number}-by-hand.csv" if suffix == BY_HAND else f"{number}{suffix}")


def print_one(what: str, suffix: str, number: int, path: Path, figures: Figures) -> None:
    seconds, added = figures
    print(
        f"{what:<6}{suffix:<9}{number:>8,} rows{seconds:>8.1f} s{added / 1e6:>7,.0f} MB added"
        f"{path.stat().st_size / 1e6:>7,.1f} MB file{seconds / number * 1000:>7.2f} ms a row",
        flush=True,
    )


def alone(work: Callable[..., Any], *given: Any) -> Any:
    """Do the work in a process of its own, so that nothing is there before."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def write_all(number: int, paths: list[Path]) -> None:
    from evacmap.render import writer_of
    from render.samples import bend, many_routes

    routes = [
        replace(route, lines=(tuple(bend(*route.lines[0], 0.5)),))
        for route in many_routes(number, corridors=100)
    ]
    for path in paths:
        # What is imported at the first use is no part of it.
        writer_of(path)(routes[:2], path)
        figures = measured(lambda path=path: writer_of(path)(routes, path))  # type: ignore[misc]
        print_one("write", path.suffix, number, path, figures)


def write_by_hand(number: int, path: Path) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("From", "To", "Date", "People"))
        for n in range(number):
            start, end = TOWNS[n % 12], TOWNS[(n // 12 + n + 1) % 12]
            writer.writerow((start, end, f"{n % 28 + 1} March {2020 + n % 5}", n % 900 + 1))


def read(number: int, path: Path) -> Figures:
    from evacmap.geocode import Gazetteer
    from evacmap.tabled import routes_of_table

    gazetteer = Gazetteer.open()
    found: list[Any] = []
    figures = measured(lambda: found.append(routes_of_table(path, gazetteer=gazetteer)))
    (table,) = found
    assert len(table.routes) == number, (len(table.routes), table.set_aside[:3], table.notes[:3])
    return figures


def measured(work: Callable[[], object]) -> Figures:
    Path("/proc/self/clear_refs").write_text("5")
    before = memory("VmRSS")
    start = time.process_time()
    work()
    seconds = time.process_time() - start
    return seconds, max(0, memory("VmHWM") - before)


def memory(what: str) -> int:
    """Return a figure of this process in bytes: VmRSS is now, VmHWM the most since the reset."""
    status = Path("/proc/self/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith(what))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    sys.exit(main())
