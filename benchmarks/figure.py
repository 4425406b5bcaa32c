"""How long a figure of 100 legs takes, in each format, in a process of its own.

Makes legs with a seed, as benchmarks/page.py does, and draws them at A4; the imports and the
reading of the basemap are counted, making the legs is not. Prints the fastest and the slowest of
the tries, in seconds of processor and of wall clock.

    python benchmarks/figure.py [--legs 100] [--tries 3]
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
FORMATS = (".png", ".svg", ".pdf")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--legs", type=int, default=100)
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--draw", nargs=1, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.draw:
        draw(options.legs, Path(options.draw[0]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for suffix in FORMATS:
            path = Path(folder) / f"figure{suffix}"
            tries = [measured(options.legs, path) for _ in range(options.tries)]
            spans = "  ".join(
                f"{name} {min(values):.2f} to {max(values):.2f} s"
                for name, values in zip(
                    ("processor", "wall clock"), zip(*tries, strict=True), strict=True
                )
            )
            size_kb = path.stat().st_size / 1000
            print(f"{options.legs} legs, {suffix}: {spans}, {size_kb:,.0f} kB", flush=True)
    return 0


def measured(legs: int, path: Path) -> tuple[float, float]:
    command = [sys.executable, __file__, "--legs", str(legs), "--draw", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    processor, wall_clock = map(float, done.stdout.split())
    return processor, wall_clock


def draw(legs: int, path: Path) -> None:
    from render.samples import many_routes

    routes = many_routes(legs)
    processor, wall_clock = time.process_time(), time.perf_counter()
    from evacmap.render import write_figure

    write_figure(routes, path)
    print(time.process_time() - processor, time.perf_counter() - wall_clock)


if __name__ == "__main__":
    sys.exit(main())
