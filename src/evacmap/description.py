"""``evacmap.toml``: what a map is made of and how, so that it can be made again.

Takes the file; gives a checked description, its paths ready for use.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from evacmap.errors import BadDateError, BadDescriptionError, UnwritableOutputError
from evacmap.model import EdtfDate, Status

NAME = "evacmap.toml"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A map to be made: from which sources, into which folder, how.

    ``outputs`` are the names of further files for the folder, their format by suffix.
    ``region`` is a place by name or id, or west, south, east, north in degrees. ``path`` is that
    of the file; the other paths, which the file gives relative to itself, can be used as they are.
    """

    path: Path
    sources: tuple[Path, ...]
    folder: Path
    corrections: Path | None = None
    title: str | None = None
    subtitle: str | None = None
    period: EdtfDate | None = None
    region: str | Box | None = None
    outputs: tuple[str, ...] = ("legs.geojson",)
    language: str = "en"
    credits: tuple[str, ...] = ()
    coarsen_km: Mapping[Status, float] = field(default_factory=dict)
    router: str | None = None
    tiles: str | None = None
    url: str | None = None
    own_places: bool = True


def find_description(place: str | Path) -> Path | None:
    """Return the description that ``place`` is, or the one in the folder ``place``, or None."""
    path = Path(place)
    if path.is_dir():
        path = path / NAME
    return path if path.suffix == ".toml" and path.is_file() else None


def read_description(path: str | Path) -> Description:
    """Return the description in the file at ``path``.

    Raises:
        BadDescriptionError: the file cannot be read, or a key or value in it is none.
    """
    path = Path(path)
    values = _toml(path)
    for key in values:
        if key not in _KEYS:
            raise BadDescriptionError(path, f"unknown key {key!r}", _nearest(key))
    try:
        read = {key: _KEYS[key](key, value) for key, value in values.items()}
        read["coarsen_km"] = read.pop("coarsen", {})
    except _WrongValueError as error:
        raise BadDescriptionError(path, error.reason, error.way_out) from None
    # The name of the folder goes into the map, so it may not depend on where evacmap was started.
    base = path.parent if path.parent.name not in ("", "..") else path.parent.resolve()
    return Description(
        **{
            **read,
            "path": path,
            "sources": tuple(base / source for source in read.get("sources", (".",))),
            "folder": Path(os.path.normpath(path.parent / read.get("folder", "map"))),
            "corrections": path.parent / read.get("corrections", "corrections.toml"),
        }
    )


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        reason = f"it cannot be read ({(error.strerror or 'unknown').lower()})"
        raise BadDescriptionError(path, reason) from error
    except UnicodeDecodeError as error:
        raise BadDescriptionError(path, "it is not UTF-8", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        way_out = 'write text in quotes, as title = "My map"'
        raise BadDescriptionError(path, f"it is not TOML: {error}", way_out) from error


class _WrongValueError(Exception):
    """A value that does not fit its key."""

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(reason, way_out)
        self.reason = reason
        self.way_out = way_out


def _nearest(key: str) -> str:
    from rapidfuzz import process

    found = process.extractOne(key, list(_KEYS), score_cutoff=60)
    hint = f"did you mean {found[0]!r}? " if found else ""
    return f"{hint}known are {', '.join(_KEYS)}"


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(key, value, f'write {key} = "…"')
    return value.strip()


def _texts(key: str, value: Any) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        raise _wrong(key, value, f'write {key} = ["…", "…"]')
    return tuple(listed)


def _sources(key: str, value: Any) -> tuple[str, ...]:
    listed = _texts(key, value)
    if not listed:
        raise _wrong(key, value, 'name a file or folder, as sources = ["reports"]')
    return listed


def _outputs(key: str, value: Any) -> tuple[str, ...]:
    listed = _texts(key, value)
    for name in listed:
        if Path(name).name != name or name.startswith("."):
            raise _wrong(key, name, 'write plain file names, as outputs = ["legs.geojson"]')
    return listed


def _period(key: str, value: Any) -> EdtfDate:
    text = str(value) if not isinstance(value, str | bool | list | dict) else _text(key, value)
    try:
        return EdtfDate(text)
    except BadDateError:
        way_out = 'write period = "2024-12", "2024-12-06/2024-12-16" or "2024-12-06/.."'
        raise _wrong(key, value, way_out) from None


def _region(key: str, value: Any) -> str | Box:
    way_out = 'write a place, region = "Syria", or a box, region = [west, south, east, north]'
    if isinstance(value, str):
        return _text(key, value)
    if not isinstance(value, list) or len(value) != 4 or not all(map(_is_number, value)):
        raise _wrong(key, value, way_out)
    west, south, east, north = map(float, value)
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise _wrong(key, value, f"{way_out}, in degrees")
    return (west, south, east, north)


def _coarsen(key: str, value: Any) -> Mapping[Status, float]:
    way_out = 'write coarsen = { planned = "10km" }'
    if not isinstance(value, dict):
        raise _wrong(key, value, way_out)
    distances = {}
    for status, distance in value.items():
        text = str(distance).lower().removesuffix("km")
        try:
            distances[Status(status)] = float(text)
        except ValueError:
            raise _wrong(f"{key}.{status}", distance, way_out) from None
        if isinstance(distance, bool) or not 0 < float(text) < float("inf"):
            raise _wrong(f"{key}.{status}", distance, "the distance must be above 0")
    return distances


def _flag(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _wrong(key, value, f"write {key} = true or {key} = false")
    return value


def _address(key: str, value: Any) -> str:
    way_out = 'write the map\'s own address, as url = "https://example.org/maps/map.html"'
    text = _text(key, value)
    if not is_web_address(text):
        raise _wrong(key, value, way_out)
    return text


def is_web_address(text: str) -> bool:
    """Return whether a text is a whole address on the web.

    >>> is_web_address("https://example.org/map.html"), is_web_address("maps/map.html")
    (True, False)
    """
    parts = urlsplit(text)
    is_plain = text.isascii() and text.isprintable() and " " not in text
    return is_plain and parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _wrong(key: str, value: Any, way_out: str) -> _WrongValueError:
    return _WrongValueError(f"{key} cannot be {value!r:.80}", way_out)


_KEYS: Mapping[str, Callable[[str, Any], Any]] = {
    "title": _text,
    "subtitle": _text,
    "sources": _sources,
    "folder": _text,
    "outputs": _outputs,
    "period": _period,
    "region": _region,
    "corrections": _text,
    "language": _text,
    "credits": _texts,
    "coarsen": _coarsen,
    "router": _text,
    "tiles": _text,
    "url": _address,
    "own_places": _flag,
}


def write_template(folder: Path) -> Path:
    """Write a commented description into ``folder`` and return its path.

    Raises:
        BadDescriptionError: there is one already.
        UnwritableOutputError: the folder cannot be written.
    """
    path = folder / NAME
    text = (files("evacmap") / "description.toml").read_bytes()
    try:
        with path.open("xb") as file:
            file.write(text)
    except FileExistsError:
        raise BadDescriptionError(path, "it is there already", "edit or rename it") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnwritableOutputError(path, reason, "name a folder that is there") from error
    return path
