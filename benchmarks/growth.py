"""How the time of reading grows with the length of a text: it should double where that does.

    python benchmarks/growth.py [--megabytes 1] [--kind NAME]

Each text is read and worked through at a quarter, a half and the whole of the length, timed by
the processor time it takes. A last figure above 2 says by how much more than the length it grew.
"""

import argparse
import time
from collections.abc import Callable, Mapping
from itertools import cycle, islice
from pathlib import Path

from evacmap.geocode import Gazetteer
from evacmap.legs.cases import read_held_out
from evacmap.pipeline import extract_document
from evacmap.read.plain_text import read_plain_text

MOVE = "About 300 people fled Homs for Tartus on Monday"
CASES = Path(__file__).parent / "cases"


def repeated(text: str) -> Callable[[int], str]:
    # Without a movement the gazetteer would not be asked.
    return lambda length: f"{MOVE}. " + "".join(islice(cycle(text), length))


def cases(length: int) -> str:
    held_out = read_held_out(CASES)
    paths = [path for path in sorted(CASES.glob("docs/*.txt")) if path.stem not in held_out]
    whole = "\n\n".join(path.read_text(encoding="utf-8") for path in paths)
    return repeated(whole + "\n\n")(length)


KINDS: Mapping[str, Callable[[int], str]] = {
    "the open cases in a row": cases,
    "one endless sentence": repeated(f"{MOVE}, and "),
    "a list of toponyms": repeated("Homs, Hama, Kabul, Doha, Kyiv, Lviv and "),
    "brackets in brackets": lambda length: "(" * (length // 2) + MOVE + ")" * (length // 2),
    "quotes in quotes": lambda length: "“‘" * (length // 4) + MOVE + "’”" * (length // 4),
    "right to left": repeated("\u202e\u200fعاد \u200f. "),
    "emoji": repeated("🚌👩‍👧 left Homs. "),
    "NULs": repeated("\0 a. "),
    "lines of one word": repeated("Homs\n"),
    "one word": repeated("x"),
}


def seconds(text: str, gazetteer: Gazetteer) -> float:
    begin = time.process_time()
    document = read_plain_text(text, name="text", path=Path("text.txt"))
    extract_document(document, gazetteer)
    return time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--kind", choices=KINDS)
    arguments = parser.parse_args()
    length = int(arguments.megabytes * 1_000_000)
    gazetteer = Gazetteer.open()
    seconds(cases(20_000), gazetteer)
    for kind in (arguments.kind,) if arguments.kind else KINDS:
        taken = [seconds(KINDS[kind](length // part), gazetteer) for part in (4, 2, 1)]
        listed = "".join(f"{each:9.2f} s" for each in taken)
        print(f"{kind:<26}{listed}   × {taken[2] / max(taken[1], 1e-9):.1f}", flush=True)


if __name__ == "__main__":
    main()
