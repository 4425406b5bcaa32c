"""The page's own words, one file a language."""

import tomllib
from importlib import resources
from typing import Any


def languages() -> tuple[str, ...]:
    """Return the languages that the page has words in, as ISO 639-1 codes."""
    folder = resources.files("evacmap.render") / "page" / "words"
    return tuple(
        sorted(
            item.name.removesuffix(".toml")
            for item in folder.iterdir()
            if item.name.endswith(".toml")
        )
    )


def read_words(language: str) -> dict[str, Any]:
    """Return the words of ``language``.

    Raises:
        ValueError: there are none.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise ValueError(f"the map page has no words in {language!r}; it has: {known}")
    file = resources.files("evacmap.render") / "page" / "words" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
