"""What stands before the first words of a report or an entry: a time, a dateline, a heading."""

import re
from functools import lru_cache

MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
# A text shorter than this after its lead is not told by a sentence.
LEAST_TOLD = 15
LONGEST_LEAD = 90
MOST_NAMES = 9
_TIME = re.compile(r"\s*\d{1,2}[.:]\d{2}\s*(?:[ap]\.?m\.?|GMT|UTC|Z)?[\s,:–—-]+")
_HEADING = re.compile(r"\s*(?:[\w'’./-]+\s+){0,3}[\w'’./-]+:\s+(?=\S)")
_MARK = re.compile(r"\s*—\s*|\s+(?:–|--?)\s+|(?<=\w)--\s*|(?<=[\w)]):\s+")
_BRACKETS = re.compile(r"[(\[][^()\[\]]{2,40}[)\]]")
_MONTH = rf"(?:{'|'.join(month.title() for month in MONTHS)})[a-z]{{0,6}}\.?"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\.?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})(?:,?\s+\d{{4}})?\b|\b\d{{1,2}}[./]\d{{1,2}}\b"
)
_JOINING = frozenset({"of", "de", "la", "del", "al", "el", "and", "the", "on", "near", "by", "in"})
_WORD = re.compile(r"[^\s,/]+")


def lead_length(text: str) -> int:
    """Return how many characters of a sentence are a time, dateline or heading before it.

    "KYIV, March 5 (Agency) — Families left …", "Odisha: 1,200 people …": the parser takes the
    place for the subject.
    """
    length = 0
    match = _TIME.match(text)
    if match is not None and len(text) - match.end() > LEAST_TOLD:
        length = match.end()
    length += dateline_length(text[length : length + LONGEST_LEAD + LEAST_TOLD + 1])
    match = _HEADING.match(text, length)
    if match is not None and len(text) - match.end() > LEAST_TOLD:
        length = match.end()
    return length


@lru_cache(maxsize=4096)
def dateline_length(line: str) -> int:
    """Return how many characters of a line are a dateline: names, perhaps a day and an agency.

    >>> dateline_length("Goma (RND) – Some 300 families left.")
    13
    >>> dateline_length("Families left the town - all of it - by bus.")
    0
    """
    for mark in _MARK.finditer(line, 0, LONGEST_LEAD):
        told = line[mark.end() :]
        if len(told) > LEAST_TOLD and _is_dateline(line[: mark.start()], mark[0].strip(), told):
            return mark.end()
    return 0


def _is_dateline(lead: str, mark: str, told: str) -> bool:
    names, brackets = _BRACKETS.subn(" ", lead)
    names, dates = _DATE.subn(" ", names)
    words = _WORD.findall(names)
    if not words or len(words) > MOST_NAMES or not _is_name(words[0]):
        return False
    if not all(_is_name(word) or word in _JOINING or word.isdigit() for word in words):
        return False
    in_capitals = len(words[0]) > 2 and words[0].isupper()
    if mark == ":":
        return in_capitals or bool(brackets and dates)
    begins = told.lstrip("\"'“‘«([")[:1]
    if not (begins.isupper() or begins.isdigit()):
        return in_capitals and begins.isalpha()
    return in_capitals or bool(brackets or dates) or mark in ("—", "--")


def _is_name(word: str) -> bool:
    return word[:1].isupper() or word[:3] in ("al-", "el-", "an-", "ar-", "as-", "ad-")
