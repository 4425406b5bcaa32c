"""The colours, widths, dashes and icons that the map page and the figures share.

They stand in ``page/symbols.json``. Hues are after Okabe and Ito, made darker or lighter until
each stands out 3:1 from land and sea.
"""

import json
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def read_symbols() -> dict[str, Any]:
    """Return lines by theme and mode, themes, widths by people, dashes by status, and icons."""
    file = resources.files("evacmap.render") / "page" / "symbols.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def width_of(people: int | None) -> float:
    """Return the width of a line in pixels; those not counted have a width of their own.

    >>> width_of(None), width_of(80), width_of(4000)
    (2.0, 2.5, 5.0)
    """
    symbols = read_symbols()
    if people is None or people < 1:
        return float(symbols["unknown_width"])
    widths = [width for least, width in symbols["people_classes"] if people >= least]
    return float(widths[-1])
