"""Words of each language, as data: en.toml and those that follow it."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load_words(language: str = "en") -> dict[str, Any]:
    """Return the table of words of ``language`` (ISO 639-1), as read from its TOML file.

    Raises:
        LookupError: there is no table for this language.
    """
    table = resources.files(__name__) / f"{language}.toml"
    if not table.is_file():
        raise LookupError(f"there is no table of words for the language {language!r}")
    return tomllib.loads(table.read_text(encoding="utf-8"))


@cache
def word_set(language: str, *keys: str) -> frozenset[str]:
    """Return the list of words at ``keys`` of the language's table as a set."""
    node: Any = load_words(language)
    for key in keys:
        node = node[key]
    return frozenset(node)
