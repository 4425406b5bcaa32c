"""Files packed into a zip archive whose bytes do not depend on the clock."""

import zipfile
from collections.abc import Iterable

# The first time that zip can write.
EPOCH = (1980, 1, 1, 0, 0, 0)
# An entry of 2 GB and more needs sizes of 64 bits, which not every program reads. How much will
# come is not known before; so many legs would have 40 KB each, which is ten times the usual.
MANY = 50_000


def write_entry(
    archive: zipfile.ZipFile, name: str, texts: Iterable[str], *, legs: int = 0
) -> None:
    """Pack texts, in UTF-8, into one file of the archive, without times and rights.

    ``legs`` is how many the texts hold.
    """
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    with archive.open(entry, "w", force_zip64=legs > MANY) as packed:
        for text in texts:
            packed.write(text.encode())
