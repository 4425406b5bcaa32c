"""The line at the head of a page: how many movements, sources and reports, in its language."""

from collections.abc import Mapping
from typing import Any

# CLDR: what stands between groups of three digits, where it is no comma.
SEPARATORS = {"fr": "\u202f", "ru": "\u00a0", "uk": "\u00a0"}


def counts_text(
    words: Mapping[str, Any],
    *,
    language: str,
    movements: int,
    sources: int,
    reports: int | None = None,
    set_aside: int = 0,
) -> str:
    """Return what the page says of itself before its scripts have run, and until they filter.

    >>> from evacmap.render.words import read_words
    >>> counts_text(read_words("en"), language="en", movements=1200, sources=1, set_aside=2)
    '1,200 movements reported by 1 source · 2 set aside'
    """

    def told(key: str, n: int, **more: str) -> str:
        number = f"{n:,}".replace(",", SEPARATORS.get(language, ","))
        pattern: str = words["ui"].get(f"{key}_{plural_form(language, n)}", words["ui"][key])
        return pattern.format(n=number, **more)

    parts = [told("counts", movements, sources=told("sources", sources))]
    if reports is not None:
        parts.append(told("reports", reports))
    if set_aside:
        parts.append(told("set_aside", set_aside))
    return " · ".join(parts)


def plural_form(language: str, n: int) -> str:
    """Return the form of words that goes with a whole number (CLDR's cardinal rules).

    >>> [plural_form("ru", n) for n in (1, 2, 5, 11, 22, 101)]
    ['one', 'few', 'many', 'many', 'few', 'one']
    >>> [plural_form("ar", n) for n in (0, 1, 2, 3, 11, 100)]
    ['zero', 'one', 'two', 'few', 'many', 'other']
    """
    tens, ones = n % 100, n % 10
    if language == "ar":
        if n < 3:
            return ("zero", "one", "two")[n]
        return "few" if 3 <= tens <= 10 else "many" if tens >= 11 else "other"
    if language in ("ru", "uk"):
        if ones == 1 and tens != 11:
            return "one"
        return "few" if 2 <= ones <= 4 and not 12 <= tens <= 14 else "many"
    return "one" if n == 1 or (n == 0 and language == "fr") else "other"
