"""Every error evacmap raises, under one root.

Each is also a built-in kind, keeps its facts in ``args`` so that it survives pickling,
and says in one line what was wrong, where, and the way out.
"""

from pathlib import Path


class EvacmapError(Exception):
    """Root of all errors raised by evacmap."""


class UnreadableReportError(EvacmapError, ValueError):
    """A report that cannot be read: missing, empty, binary, too large or undecodable."""

    def __init__(self, path: str | Path, reason: str, way_out: str = "") -> None:
        super().__init__(str(path), reason, way_out)
        self.path = str(path)
        self.reason = reason
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" + (f"; {self.way_out}" if self.way_out else "")


class NothingToReadError(EvacmapError, ValueError):
    """The sources hold no readable report at all."""

    def __init__(self, sources: tuple[str, ...], reason: str) -> None:
        super().__init__(sources, reason)
        self.sources = sources
        self.reason = reason

    def __str__(self) -> str:
        return f"{', '.join(self.sources)}: {self.reason}"


class UnwritableOutputError(EvacmapError, OSError):
    """An output that cannot be written: read-only, full disk, a file where a folder should be."""

    def __init__(self, path: str | Path, reason: str, way_out: str = "") -> None:
        super().__init__(str(path), reason, way_out)
        self.path = str(path)
        self.reason = reason
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" + (f"; {self.way_out}" if self.way_out else "")


class UnknownToponymError(EvacmapError, LookupError):
    """No place in the gazetteer bears this name."""

    def __init__(self, toponym: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(toponym, nearest)
        self.toponym = toponym
        self.nearest = nearest

    def __str__(self) -> str:
        hint = f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        return f"the gazetteer has no place named {self.toponym!r}{hint}"


class UnknownServiceError(EvacmapError, LookupError):
    """An online geocoder that geopy does not know or cannot use without a key."""

    def __init__(self, service: str, reason: str) -> None:
        super().__init__(service, reason)
        self.service = service
        self.reason = reason

    def __str__(self) -> str:
        return f"no online geocoder {self.service!r} can be used ({self.reason}); try nominatim"


class DamagedDataError(EvacmapError, ValueError):
    """A bundled data file (gazetteer, road graph, basemap) that is not what was built."""

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(str(path), reason)
        self.path = str(path)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}; reinstall evacmap to restore it"


class BadDescriptionError(EvacmapError, ValueError):
    """A description of a map (``evacmap.toml``) that cannot be used."""

    def __init__(self, path: str | Path, reason: str, way_out: str = "") -> None:
        super().__init__(str(path), reason, way_out)
        self.path = str(path)
        self.reason = reason
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" + (f"; {self.way_out}" if self.way_out else "")


class NotAMapError(EvacmapError, ValueError):
    """A file that should be a map page and is none, or cannot be read."""

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(str(path), reason)
        self.path = str(path)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}; name the map.html that evacmap build writes"


class UnreadablePictureError(EvacmapError, ValueError):
    """A picture that cannot be read or is in a format that is not known."""

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(str(path), reason)
        self.path = str(path)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}; give a PNG picture of the map"


class BadTableError(EvacmapError, ValueError):
    """A table of legs that does not have the columns or values it needs."""

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(str(path), reason)
        self.path = str(path)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class MissingPackageError(EvacmapError, ImportError):
    """An optional package that a format or command needs is not installed."""

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(purpose, extra)
        self.purpose = purpose
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.purpose} needs a package that is missing: pip install evacmap[{self.extra}]"


class BadCellError(EvacmapError, ValueError):
    """A cell of a table that cannot be what its column says."""

    def __init__(self, column: str, value: object, reason: str) -> None:
        super().__init__(column, value, reason)
        self.column = column
        self.value = value
        self.reason = reason

    def __str__(self) -> str:
        shown = repr(self.value)
        shown = shown if len(shown) <= 80 else f"{shown[:79]}…"
        return f"column {self.column!r}: {shown} {self.reason}"


class BadDateError(EvacmapError, ValueError):
    """A text that is not an EDTF date, or that leaves open which."""

    def __init__(self, text: str, reason: str = "") -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason = reason or (
            "is not an EDTF date; write 2024-12-09, 2024-12 or 2024-12-09/2024-12-16"
        )

    def __str__(self) -> str:
        return f"{self.text!r} {self.reason}"


class BadCorrectionsError(EvacmapError, ValueError):
    """A file of corrections that cannot be read at all."""

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(str(path), reason)
        self.path = str(path)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"
