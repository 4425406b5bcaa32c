"""A leg: one movement between two places, as reported."""

from dataclasses import dataclass
from enum import StrEnum

from evacmap.model.dates import EdtfDate
from evacmap.model.place import Place


class Mode(StrEnum):
    """How people travelled, as far as the report says."""

    ROAD = "road"
    BUS = "bus"
    CAR = "car"
    CONVOY = "convoy"
    FOOT = "foot"
    RAIL = "rail"
    AIR = "air"
    HELICOPTER = "helicopter"
    SEA = "sea"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Whether the movement happened, as the report tells it."""

    COMPLETED = "completed"
    ONGOING = "ongoing"
    PLANNED = "planned"
    URGED = "urged"
    DENIED = "denied"


class PartyKind(StrEnum):
    """What sort of people, or things, moved."""

    CIVILIANS = "civilians"
    MILITARY = "military"
    DIPLOMATS = "diplomats"
    OFFICIALS = "officials"
    WOUNDED = "wounded"
    PRISONERS = "prisoners"
    REFUGEES = "refugees"
    CREW = "crew"
    EQUIPMENT = "equipment"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An end or waypoint of a leg: the name as the report writes it, and the place it means."""

    name: str
    place: Place
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who moved, in the report's words. ``nationality`` is an English country name."""

    text: str
    kind: PartyKind = PartyKind.UNKNOWN
    nationality: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number as reported. ``low`` or ``high`` is None where that side is open."""

    low: int | None
    high: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """A field that the quoted words do not state, and what it was inferred from."""

    field: str
    basis: str


# The fields of a leg that rest on words of a report, in the order in which they are shown.
RESTING_FIELDS = (
    *("origin", "waypoint", "destination", "date", "mode", "status"),
    *("party", "party_kind", "nationality", "people", "vehicles", "said_by"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpan:
    """Words on which a field of a leg rests: characters ``start`` to ``end`` of a report's text.

    ``field`` is one of ``RESTING_FIELDS``. The report is that of the evidence, or the one that
    ``document`` names, where an end was inferred from a leg of another report.
    """

    field: str
    start: int
    end: int
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The exact words of one report behind a leg.

    ``quote`` is ``Document.text[start:end]`` of the document named. ``said_by`` is the person
    or body that the report quotes as saying so; None where the report says it itself.
    ``spans`` are the words on which each field rests: its own, and where it is inferred those it
    is inferred from, which may stand outside the quote. A field that has a value has a span in
    some evidence of its leg; a mode or kind that is unknown rests on nothing. A status rests on
    the motion word, and on "will", "denied" and the like where they make it. So does a date
    that ``Leg.inferred`` says no word gives: its motion word shows the tense.
    """

    document: str
    publisher: str | None
    title: str | None
    published: str | None
    url: str | None
    quote: str
    start: int
    end: int
    said_by: str | None = None
    spans: tuple[FieldSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person has changed of a leg: a ``field`` of it, or the whole ("leg").

    ``was`` is what was extracted, in words; None where the sources do not say, or for the whole
    leg what was done to it: "added", "joined", "split". ``who`` and ``why`` are as the person
    gives them.
    """

    field: str
    was: str | None
    who: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One movement between two places, as reported.

    At least one of ``origin`` and ``destination`` is set. None means the sources do not say.
    ``evidence`` holds one entry a report and telling, oldest first, and is never empty.
    ``disagreements`` lists, after corroboration, what the sources tell differently.
    ``flags`` lists what makes the leg implausible. ``confidence`` is 0..1. ``corrected`` says
    which values are a person's, not the sources'; its id is that of the leg as extracted.
    """

    id: str
    origin: Endpoint | None
    destination: Endpoint | None
    waypoints: tuple[Endpoint, ...] = ()
    date: EdtfDate | None = None
    mode: Mode = Mode.UNKNOWN
    party: Party | None = None
    people: Count | None = None
    vehicles: Count | None = None
    status: Status = Status.COMPLETED
    inferred: tuple[Inference, ...] = ()
    evidence: tuple[Evidence, ...]
    confidence: float
    confidence_parts: tuple[tuple[str, float], ...] = ()
    disagreements: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    corrected: tuple[Correction, ...] = ()

    @property
    def ends(self) -> tuple[Endpoint, ...]:
        """Origin, waypoints and destination in order of travel, those that are known."""
        stops = (self.origin, *self.waypoints, self.destination)
        return tuple(stop for stop in stops if stop is not None)
