"""The id of a leg: a short hash of what it says."""

import hashlib
from collections.abc import Container

from evacmap.model import EdtfDate, Endpoint, Mode, Party


def leg_id(
    *,
    origin: Endpoint | None,
    destination: Endpoint | None,
    date: EdtfDate | None,
    mode: Mode,
    party: Party | None,
) -> str:
    """Return ten hexadecimal digits, the same in every run for the same five values.

    Ends count by the place they mean, not by how a report writes it; a party by its words,
    whatever their case and spacing.
    """
    said = (
        origin.place.id if origin else "",
        destination.place.id if destination else "",
        str(date) if date else "",
        mode.value,
        " ".join(party.text.casefold().split()) if party else "",
    )
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:10]


def next_id(id: str, taken: Container[str]) -> str:
    """Return an id for one more leg that says the same five values, such as a second flight."""
    while id in taken:
        id = hashlib.sha256(f"{id}\x1fnext".encode()).hexdigest()[:10]
    return id
