"""Words of tables from any hand: names of columns, HXL tags, modes, statuses, kinds, months."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, TypeVar

Kind = TypeVar("Kind", bound=StrEnum)
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return ``text`` in small letters, without accents and marks, words apart by one space.

    >>> fold("  Départ_Ville (FROM)")
    'depart ville from'
    """
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(_WORD.findall(bare))


@cache
def load_table_words() -> Mapping[str, Any]:
    """Return the words of the data file beside this module."""
    return tomllib.loads((files("evacmap.tables") / "words.toml").read_text(encoding="utf-8"))


@cache
def _folded(section: str) -> Mapping[str, str]:
    words = load_table_words()[section]
    return {fold(word): value for value, listed in words.items() for word in (value, *listed)}


def find_kind(kind: type[Kind], section: str, text: str) -> Kind | None:
    """Return the one of ``kind`` that ``text`` names, whole or by its first telling word.

    >>> from evacmap.model import Mode
    >>> find_kind(Mode, "modes", "By buses").value
    'bus'
    """
    known = _folded(section)
    folded = fold(text)
    if folded in known:
        return kind(known[folded])
    words = folded.split()
    pairs = [" ".join(pair) for pair in pairwise(words)]
    return next((kind(known[word]) for word in (*pairs, *words) if word in known), None)


def month_number(name: str) -> int | None:
    """Return 1 to 12 for the name of a month, or its first letters, in one of several languages.

    >>> month_number("March"), month_number("déc"), month_number("мая"), month_number("May or")
    (3, 12, 5, None)
    """
    folded = fold(name)
    if len(folded) < 3 or not folded.isalpha():
        return None
    found = {
        number
        for names in load_table_words()["months"].values()
        for number, listed in enumerate(names, 1)
        if any(fold(form).startswith(folded) for form in listed.split())
    }
    return found.pop() if len(found) == 1 else None
