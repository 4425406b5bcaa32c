"""What a run did: what was read, what was set aside and why."""

from dataclasses import dataclass

from evacmap.model.document import Document
from evacmap.model.leg import Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A report that was not used, with the reason in one line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """A report that was read, and what it gave.

    ``sha256`` is of the file, in hexadecimal. ``sentences_parsed`` of its ``sentences`` could
    tell a movement. ``notes`` say what the report lacks, such as a date.
    """

    document: Document
    sha256: str
    sentences: int
    sentences_parsed: int
    legs: tuple[Leg, ...]
    notes: tuple[str, ...] = ()
