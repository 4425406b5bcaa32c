"""The id of a leg: a short hash of what it says."""

import hashlib

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
