"""How long it takes to make a map again after one of many reports has changed.

Writes reports made of the open cases' own texts, each in a mixture, with days, numbers and
publishers of its own; builds them all, builds again with nothing changed, then with one report
changed. All in one run, each in a process of its own, as a user does it.

Run from the checkout: python benchmarks/remake.py [NUMBER]
"""

import datetime as dt
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASES = Path(__file__).parent / "cases" / "docs"
PUBLISHERS = ("The Example", "Daily Sample", "Agency One", "Radio North", "The Harbour Post")
FIRST_DAY = dt.date(2021, 1, 4)
TEXTS_A_REPORT = 3
EVACMAP = [sys.executable, "-c", "from evacmap.cli.main import main; main()"]


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = folder / "reports"
        sources.mkdir()
        for index in range(number):
            (sources / f"{index:05}.txt").write_text(_report(index), encoding="utf-8")
        full = _seconds(folder)
        unchanged = _seconds(folder)
        changed = sources / f"{number // 2:05}.txt"
        added = "\n\nOn Tuesday 340 people left Homs for Hama by bus.\n"
        changed.write_text(changed.read_text(encoding="utf-8") + added, encoding="utf-8")
        one = _seconds(folder)
        legs = (
            (folder / "map" / "legs.geojson")
            .read_text(encoding="utf-8")
            .count('"type": "Feature",')
        )
        size_mb = (folder / "cache.sqlite").stat().st_size / 1e6
    print(f"{number:,} reports, {legs:,} movements; cache {size_mb:.1f} MB")
    for what, seconds in (("all", full), ("nothing changed", unchanged), ("one changed", one)):
        print(f"{seconds[0]:8.1f} s  {seconds[1]:8.1f} s of processor  {what}")
    shares = [100 * part / whole for part, whole in zip(one, full, strict=True)]
    print(f"one changed takes {shares[0]:.1f} % of the time, {shares[1]:.1f} % of the processor's")


def _report(index: int) -> str:
    cases = sorted(path for path in CASES.glob("*.txt") if int(path.stem.split("-")[0]) % 3)
    day = FIRST_DAY + dt.timedelta(days=index % 700)
    head = f"title: Report {index}\npublisher: {PUBLISHERS[index % len(PUBLISHERS)]}\n"
    chosen = [
        cases[(index * (7 + turn) + 31 * turn) % len(cases)] for turn in range(TEXTS_A_REPORT)
    ]
    bodies = [path.read_text(encoding="utf-8").split("\n\n", 1)[1].strip() for path in chosen]
    body = re.sub(r"\b[1-9]\d{1,2}\b", lambda found: _other(found[0], index), "\n\n".join(bodies))
    return f"{head}published: {day}\n\n{body}\n"


def _other(number: str, index: int) -> str:
    return str(max(10, int(number) + index % 17))


def _seconds(folder: Path) -> tuple[float, float]:
    """Return the seconds on the clock, and those of the processor, that a build takes."""
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(
        [*EVACMAP, "build", "reports", "-o", "map"],
        cwd=folder,
        env={**os.environ, "EVACMAP_CACHE": str(folder / "cache.sqlite")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode not in (0, 3):
        sys.exit(done.stderr.decode())
    after = os.times()
    spent = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return time.perf_counter() - start, spent


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
