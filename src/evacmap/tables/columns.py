"""Which column of a table from any hand holds which field."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from evacmap.tables.flat import COLUMNS
from evacmap.tables.words import fold, load_table_words

# Fields that only tables of others have: a number in words or figures, and where places lie.
FURTHER_FIELDS = (
    *("people", "vehicles", "country"),
    *("origin_area", "origin_country", "destination_area", "destination_country"),
)
FIELDS = (*COLUMNS, *FURTHER_FIELDS)
_BRACKETED = re.compile(r"\(.*?\)|\[.*?\]")
# Attributes of codes, beside which a column of names stands.
_CODES = frozenset(("code", "pcode", "id", "type"))


def recognise_columns(
    columns: Sequence[str],
    *,
    tags: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
) -> Mapping[str, str]:
    """Return the column of each field that the table has.

    ``given`` names the field of a column outright, and comes first; then come the HXL ``tags``,
    our own names, and the names in common use. No column counts twice.

    >>> dict(recognise_columns(["Von", "Nach", "Datum", "Quelle"]))
    {'origin': 'Von', 'destination': 'Nach', 'date': 'Datum', 'publisher': 'Quelle'}
    """
    found = {field: column for column, field in (given or {}).items()}
    for column, tag in (tags or {}).items():
        tagged = _field_of_tag(tag)
        if tagged:
            _take(found, tagged, column)
    if not tags:
        for field in FIELDS:
            # Our column counts sources, beside that of their names; others name them there.
            if field in columns and (field != "sources" or "publisher" in columns):
                _take(found, field, field)
        for field in FIELDS:
            best = _best(field, [name for name in columns if name not in found.values()])
            if best is not None:
                _take(found, field, best)
    return _promoted({field: found[field] for field in FIELDS if field in found})


def field_named(name: str) -> str | None:
    """Return the field that a person means by ``name``; None where there is none."""
    folded = fold(name)
    return next((field for field in FIELDS if folded in _names(field)), None)


def own_tags() -> Mapping[str, str]:
    """Return the HXL tag of each column of our own table."""
    words = load_table_words()["columns"]
    return {column: words[column]["tag"] for column in COLUMNS}


def _take(found: dict[str, str], field: str, column: str) -> None:
    if field not in found and column not in found.values():
        found[field] = column


def _best(field: str, columns: Iterable[str]) -> str | None:
    """Return the column whose name stands first among the names of ``field``."""
    names = _names(field)
    ranked = [
        (names[written], place, column)
        for place, column in enumerate(columns)
        for written in (fold(column), fold(_BRACKETED.sub(" ", column)))
        if written in names
    ]
    return min(ranked)[2] if ranked else None


@cache
def _names(field: str) -> Mapping[str, int]:
    """Return the folded names of a field with their rank, its own first."""
    listed = (field, *load_table_words()["columns"][field]["names"])
    ranks: dict[str, int] = {}
    for rank, name in enumerate(listed):
        ranks.setdefault(fold(name), rank)
    return ranks


def _field_of_tag(tag: str) -> str | None:
    hashtag, *attributes = tag.split("+")
    own = {frozenset(written.split("+")): field for field, written in own_tags().items()}
    known = own.get(frozenset((hashtag, *attributes)))
    if known:
        return known
    for rule_tag, needed, field in load_table_words()["hxl"]["rules"]:
        if hashtag == rule_tag and set(needed) <= set(attributes):
            is_code = _CODES & set(attributes) and not field.endswith(("_kind", "id"))
            return None if is_code else str(field)
    return None


def _promoted(found: dict[str, str]) -> Mapping[str, str]:
    """Return the fields with an area as the end where the table names nothing finer."""
    for side in ("origin", "destination"):
        if side in found or f"{side}_lon" in found:
            continue
        for coarser in (f"{side}_area", f"{side}_country"):
            if coarser in found:
                found[side] = found.pop(coarser)
                break
    return found
