"""How long the main job takes on the seeds, how much memory, and which stage takes it.

Run from the checkout: python benchmarks/build.py [SOURCES...]
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

RUNS = 3
STAGES = {
    "read": ["_read"],
    "toponyms": ["find_toponyms"],
    "geocode": ["geocode"],
    "parse and mentions (loads spaCy and its model)": ["find_mentions"],
    "legs": ["assemble_legs"],
    "join": ["join_legs"],
    "route (loads the road graph)": ["route_legs"],
    "map page (loads folium and the basemap)": ["write_map"],
    "tables and record": ["write_csv", "run_json", "texts_jsonl"],
}


def main(sources: list[str]) -> None:
    seconds = [_run([*_evacmap(), "build", "--fresh", *sources]) for _ in range(RUNS)]
    memory_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"evacmap build {' '.join(sources)}: best of {RUNS} {min(seconds):.2f} s", end="")
    print(f", all {', '.join(f'{each:.2f}' for each in seconds)}; peak memory {memory_mb:.0f} MB")
    help_seconds = min(_run([*_evacmap(), "--help"], folder=False) for _ in range(RUNS))
    print(f"evacmap --help: {help_seconds:.2f} s\n\nseconds  stage, in one run")
    for stage, each in _by_stage(sources).items():
        print(f"{each:7.2f}  {stage}")


def _evacmap() -> list[str]:
    return [sys.executable, "-c", "from evacmap.cli.main import main; main()"]


def _run(command: list[str], *, folder: bool = True) -> float:
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        output = ["-o", out] if folder else []
        subprocess.run([*command, *output], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start


def _by_stage(sources: list[str]) -> dict[str, float]:
    started = time.perf_counter()
    from evacmap import pipeline

    spent = {"import of the pipeline": time.perf_counter() - started}
    for stage, names in STAGES.items():
        spent[stage] = 0.0
        for name in names:
            setattr(pipeline, name, _timed(getattr(pipeline, name), spent, stage))
    with tempfile.TemporaryDirectory() as out:
        pipeline.build(sources, Path(out))
    spent["all"] = time.perf_counter() - started
    return spent


def _timed(function: Callable[..., Any], spent: dict[str, float], stage: str) -> Callable[..., Any]:
    def timed(*args: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*args, **named)
        finally:
            spent[stage] += time.perf_counter() - start

    return timed


if __name__ == "__main__":
    main(sys.argv[1:] or ["seeds"])
