"""The lines of logs, bulletins and tables: what stands before the ends that they name.

Both who chooses the sentences worth a parse and who reads their legs ask this.
"""

import re
from functools import cache

from evacmap.languages import load_words

# A longer line is a sentence.
LONGEST_ENTRY = 200
_SORT = r"(?:the\s+)?(?:(?:city|town|village|port|island|camp|region|province)\s+of\s+)?"
# "dep. 21.00 from Homs", "ETA Jeddah", "Origin: Homs"
_AFTER = r"[.:]?\s+(?:(?:\d{{1,2}}[.:h]?\d{{2}}|at|in|{links})\s+){{0,2}}"
_LINKS = {"from": "from", "to": "from|to|for", "via": "to|for"}
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_DASH = re.compile(r"[–—-]\s*$")


@cache
def entry_mark(way: str) -> re.Pattern[str]:
    """Return the pattern of what stands right before a place that is "from", "to" or "via".

    >>> bool(entry_mark("from").search("dep. 21.00 ")), bool(entry_mark("to").search("ETA "))
    (True, True)
    """
    words = "|".join(re.escape(word) for word in load_words()["entries"][way])
    arrow = r"|→|->|>" if way == "to" else ""
    # "left for Homs" goes there.
    after = _AFTER.format(links=_LINKS[way])
    return re.compile(rf"(?:^|[\s,;.(])(?:{words}{arrow}){after}{_SORT}$", re.IGNORECASE)


def joins_ends(text: str, start: int) -> bool:
    """Whether what stands before a place at ``start`` makes it an end of an entry."""
    before = text[max(0, start - LONGEST_ENTRY) : start]
    return bool(
        _DASH.search(before)
        or _BETWEEN.search(before)
        or entry_mark("to").search(before)
        or entry_mark("from").search(before)
    )
