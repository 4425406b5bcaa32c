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


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What a set of sources gave: each report with its legs, and what was set aside.

    Paths are as found; the written record names them below their source.
    """

    reports: tuple[RunReport, ...]
    set_aside: tuple[SetAside, ...]

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs of all reports, in order of the reports, before joining."""
        return tuple(leg for report in self.reports for leg in report.legs)
