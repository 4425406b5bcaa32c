"""Read our own tables: places, names and codes of areas, words for people, fixes."""

from collections.abc import Iterator

from inputs import Inputs, own_rows
from rows import NameQuality, Row


def read_own_places() -> Iterator[Row]:
    """Yield the places of ``own_places.csv``.

    What stands after ``~`` is a weak name: a word, or the name of better known places elsewhere.
    """
    for fields in own_rows("own_places.csv"):
        row = Row(
            id=f"own:{fields['id']}",
            source=fields["source"],
            name=fields["name"],
            kind=fields["kind"],
            lon=float(fields["lon"]),
            lat=float(fields["lat"]),
            extent_km=float(fields["extent_km"]),
            country=fields["country"] or None,
            feature="OWN",
        )
        aliases = fields["aliases"].split("|")
        weak = {alias[1:] for alias in aliases if alias.startswith("~")}
        for name in [fields["name"], *(alias.removeprefix("~") for alias in aliases)]:
            row.add_name(name, NameQuality.WEAK if name in weak else NameQuality.MAIN)
        yield row


def merge_replaced(rows: dict[str, Row]) -> None:
    """Give each own place the names of the row it replaces, and drop that row."""
    for fields in own_rows("own_places.csv"):
        replaced = rows.pop(fields["replaces"], None) if fields["replaces"] else None
        if fields["replaces"] and replaced is None:
            raise ValueError(
                f"own_places.csv: {fields['id']} replaces {fields['replaces']}, unknown"
            )
        for name, quality in replaced.names.items() if replaced else ():
            rows[f"own:{fields['id']}"].add_name(name, quality)


def add_area_names(rows: dict[str, Row]) -> None:
    """Add abbreviations, whole names and codes; a code such as NY is a weak name."""
    for fields in own_rows("area_names.csv"):
        row = rows[fields["id"]]
        row.name = fields["name"]
        for name in [fields["name"], *fields["aliases"].split("|")]:
            row.add_name(name, NameQuality.MAIN)
        row.add_name(fields["codes"], NameQuality.WEAK)


def read_demonyms(countries: dict[str, Row]) -> dict[str, str]:
    """Return the id of the place that a word for people or an adjective belongs to."""
    words = {
        word: countries[fields["iso2"]].id
        for fields in own_rows("countries.csv")
        for word in fields["demonyms"].split("|")
        if word
    }
    for fields in own_rows("area_names.csv"):
        words |= {word: fields["id"] for word in fields["demonyms"].split("|") if word}
    return words | {fields["word"]: fields["id"] for fields in own_rows("demonyms.csv")}


def apply_fixes(rows: dict[str, Row]) -> None:
    """Apply ``fixes.csv``; a fix of a place that is not there is an error.

    Raises:
        ValueError: the place or the field is unknown.
    """
    for fix in own_rows("fixes.csv"):
        row = rows.get(fix["id"])
        if row is None:
            raise ValueError(f"fixes.csv: no place has the id {fix['id']}")
        if fix["field"] in ("lon", "lat", "extent_km"):
            setattr(row, fix["field"], float(fix["value"]))
        elif fix["field"] == "name":
            row.name = fix["value"]
            row.add_name(fix["value"], NameQuality.MAIN)
        elif fix["field"] == "add name":
            row.add_name(fix["value"], NameQuality.MAIN)
        elif fix["field"] == "drop name":
            row.names.pop(fix["value"], None)
        else:
            raise ValueError(f"fixes.csv: no field is called {fix['field']}")


def read_ambiguous_words(inputs: Inputs) -> frozenset[str]:
    """Return in small letters the words of a dictionary, names in it too, and names of people.

    A hamlet that happens to be called Ramadan, Betty or Edinburgh is not what news means.
    """
    lines = inputs.member_of_deb("words", "./usr/share/dict/american-english").splitlines()
    return frozenset(line.lower() for line in lines if line.isalpha()) | read_words(inputs).keys()


def read_words(inputs: Inputs) -> dict[str, tuple[int, int, int]]:
    """Return (common, given name, surname) by lower-case word.

    ``common`` is 1 for a word that a dictionary writes small; names count in steps of
    frequency from 0 to 9.
    """
    words: dict[str, list[int]] = {}
    for line in inputs.member_of_deb("words", "./usr/share/dict/american-english").splitlines():
        if line.isalpha() and line.islower() and len(line) > 1:
            words.setdefault(line, [0, 0, 0])[0] = 1
    for member, column in (("dist.male.first", 1), ("dist.female.first", 1), ("dist.all.last", 2)):
        for line in inputs.text("given_names", f"names-0.3.0/names/{member}").splitlines():
            name, percent, *_ = line.split()
            steps = 1 + sum(float(percent) >= step for step in _STEPS)
            facts = words.setdefault(name.lower(), [0, 0, 0])
            facts[column] = max(facts[column], steps)
    return {word: tuple(facts) for word, facts in words.items() if facts[0] or max(facts) > 1}


_STEPS = (0.001, 0.002, 0.004, 0.01, 0.02, 0.05, 0.1, 0.3)
