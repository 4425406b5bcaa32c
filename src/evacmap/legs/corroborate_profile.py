"""A leg made ready to be compared with others: its days, its party's words, its sources."""

import datetime as dt
import re
from dataclasses import dataclass

from evacmap.model import Leg, PartyKind, Status

# A report without a date for a movement tells of the days about its own.
BEFORE_DAYS, AFTER_DAYS, AHEAD_DAYS = 21, 1, 45

HAPPENED = frozenset({Status.COMPLETED, Status.ONGOING})
INTENDED = frozenset({Status.PLANNED, Status.URGED})

# Words that set a party apart from one named before: "another group", "90 more students".
_OTHERS = re.compile(r"\b(another|further|additional|second|third|next|more(?! than))\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that fit any party; two parties are neither alike nor unlike for them.
_EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        """about all and another approximately around at citizen civilian crowd dozen dozens evacuee
        everyone families family few first from group hundred hundreds including inhabitant last
        least local mainly many member men more mostly national nearly nobody number other others
        over people person population refugee remaining resident second several some than the
        their them they thing thousand thousands those traveller were who with women""",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """A leg with what the comparison needs, worked out once.

    ``first_day`` and ``last_day`` are proleptic ordinals, the last one included; where
    ``is_dated`` is False they are guessed from the day of the report, or as wide as time where
    the report bears none either and the leg is not ``is_anchored``.
    """

    leg: Leg
    first_day: int
    last_day: int
    is_dated: bool
    is_anchored: bool
    publishers: frozenset[str]
    documents: frozenset[str]
    words: frozenset[str]
    is_another: bool
    nationality: str | None
    kind: PartyKind
    quotes: frozenset[str]


def profile(leg: Leg) -> Profile:
    """Return the profile of ``leg``."""
    first_day, last_day = _window(leg)
    party = leg.party.text.casefold() if leg.party else ""
    return Profile(
        leg=leg,
        first_day=first_day,
        last_day=last_day,
        is_dated=leg.date is not None,
        is_anchored=leg.date is not None or any(item.published for item in leg.evidence),
        publishers=frozenset(item.publisher for item in leg.evidence if item.publisher),
        documents=frozenset(item.document for item in leg.evidence),
        words=frozenset(_stem(word) for word in _WORD.findall(party)) - _EMPTY_WORDS,
        is_another=bool(_OTHERS.search(party)),
        nationality=leg.party.nationality if leg.party else None,
        kind=leg.party.kind if leg.party else PartyKind.UNKNOWN,
        quotes=frozenset(" ".join(item.quote.casefold().split()) for item in leg.evidence),
    )


def _window(leg: Leg) -> tuple[int, int]:
    """Return the first and last day of a leg as ordinals, guessed where the report is silent."""
    reported = _report_days(leg)
    ahead = leg.status in INTENDED or leg.status is Status.DENIED
    guess_first = reported[0] - (0 if leg.status in INTENDED else BEFORE_DAYS)
    guess_last = reported[1] + (AHEAD_DAYS if ahead else AFTER_DAYS)
    if leg.date is None:
        return guess_first, guess_last
    earliest, latest = leg.date.earliest, leg.date.latest
    last_day = latest.toordinal() if latest else None
    first_day = earliest.toordinal() if earliest else None
    if first_day is None:
        first_day = (last_day or guess_last) - BEFORE_DAYS
    if last_day is None:
        last_day = max(guess_last, first_day)
    return first_day, last_day


def _report_days(leg: Leg) -> tuple[int, int]:
    """Return the days of the first and last report; all of time where none bears a date."""
    days = [
        dt.date.fromisoformat(item.published[:10]).toordinal()
        for item in leg.evidence
        if item.published
    ]
    return (min(days), max(days)) if days else (1, 3_000_000)


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 4 else word
