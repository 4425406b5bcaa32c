"""Shares of a movement told without a verb: "600 were flown to Oslo, 110 to Riga, 13 to Bern".

After its first clause English leaves out the verb and gives each number with its place alone. A
parser hangs these places anywhere, so they are read by the words between number and place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evacmap.languages import word_set
from evacmap.legs.drafts import Draft
from evacmap.legs.judge import THRESHOLD
from evacmap.legs.spans import field_spans
from evacmap.legs.written import is_vehicle_word
from evacmap.model import Count, CountMention, GeocodedToponym, Sentence, ToponymRole

# "110 to", "8 in", "200 prisoners went to the", "some 950 to the city of"
_BETWEEN = re.compile(
    r"(?P<whose>(?:\s+[\w'’-]+){0,3}?)\s+(?P<marker>to|into|in|at|from)"
    r"(?:\s+the)?(?:\s+(?:city|town|village|port|island|state|province)\s+of)?\s+",
    re.IGNORECASE,
)
MOST_SHARES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A number with the place that it is told with, and the preposition between them."""

    count: CountMention
    item: GeocodedToponym
    marker: str
    of_vehicles: bool


_PARTS = re.compile(
    r"(?:they|these|those|the (?:group|total|figure|number))\s+(?:also\s+)?"
    r"(?:include[sd]?|comprise[sd]?|consist(?:s|ed) of|were made up of)\b",
    re.IGNORECASE,
)


def tells_parts(sentence: Sentence) -> bool:
    """Whether a sentence says of whom those told of just before are made up."""
    return _PARTS.match(sentence.text.lstrip()) is not None


def with_shares(
    drafts: Sequence[Draft],
    sentence: Sentence,
    items: Sequence[GeocodedToponym],
    counts: Sequence[CountMention],
) -> list[Draft]:
    """Return the drafts of a sentence; one told in shares becomes one draft a share."""
    shares = _shares(sentence, items, counts)
    for number, draft in enumerate(drafts):
        if len(shares) < 2 or draft.score < THRESHOLD:
            continue
        side = _side(draft, shares)
        if side is None:
            continue
        told = {
            item.toponym.start for other in drafts if other is not draft for item in _ends(other)
        }
        own = [share for share in shares if share.item.toponym.start not in told]
        if len(own) < 2:
            continue
        nexts = [share.item.toponym.start for share in own[1:]]
        split = [
            _with_own_other_end(_of_share(draft, share, side), side, until=until)
            for share, until in zip(own, (*nexts, sentence.end), strict=True)
        ]
        return [*drafts[:number], *split, *drafts[number + 1 :]]
    return list(drafts)


def _ends(draft: Draft) -> tuple[GeocodedToponym, ...]:
    return (*draft.origins, *draft.destinations)


def _side(draft: Draft, shares: Sequence[Share]) -> str | None:
    """Return which ends of a draft the shares are: those that it has, or else by preposition."""
    starts = {share.item.toponym.start for share in shares}
    for side in ("destinations", "origins"):
        if any(item.toponym.start in starts for item in getattr(draft, side)):
            return side
    open_side = {"to": "destinations", "from": "origins"}.get(shares[0].marker)
    if shares[0].marker == "in":
        # One arrives in a place, and is evacuated in it.
        frame = draft.motion.frame
        leaves = frame.name in word_set("en", "roles", "leaves_setting")
        open_side = "destinations" if frame.at else "origins" if leaves else None
    return open_side if open_side and not getattr(draft, open_side) else None


def _of_share(draft: Draft, share: Share, side: str) -> Draft:
    people = None
    words = tuple(span for span in draft.words if span.field not in ("people", "vehicles"))
    # "Six boats arrived (5 in Pemba and 1 in Ibo)": without a noun, of what was counted before.
    if not share.of_vehicles and draft.travellers.vehicles is None:
        count = share.count
        people = Count(low=count.low, high=count.high, text=count.text)
        words += field_spans("people", ((count.start, count.end),))
    shared = replace(
        draft,
        travellers=replace(draft.travellers, people=people, vehicles=None),
        words=words,
        rules=(*draft.rules, (side[:-1], "a share told without a verb")),
    )
    if side == "origins":
        return replace(shared, origins=(share.item,), names_origin=True)
    return replace(shared, destinations=(share.item,))


def _shares(
    sentence: Sentence, items: Sequence[GeocodedToponym], counts: Sequence[CountMention]
) -> list[Share]:
    """Return the shares of a sentence, those with the preposition of the last one."""
    found: list[Share] = []
    of_vehicles = False
    places = [
        item for item in items if item.place is not None and item.toponym.role is ToponymRole.PLACE
    ]
    for count in counts[:MOST_SHARES]:
        begin = count.end - sentence.start
        # "on seven planes, two from Oslo and one from Riga": what was counted before.
        counted = re.match(r"(?:\s+[\w-]+)?\s+([\w-]+)", sentence.text[begin : begin + 60])
        of_vehicles = of_vehicles or bool(counted and is_vehicle_word(counted[1]))
        for item in places:
            at = item.toponym.start - sentence.start
            match = _BETWEEN.fullmatch(sentence.text, begin, at) if at > begin else None
            if match is not None:
                whose = [word for word in match["whose"].split() if word.lower() != "each"]
                found.append(
                    Share(
                        count=count,
                        item=item,
                        marker=_family(match["marker"].lower()),
                        of_vehicles=any(map(is_vehicle_word, whose)) or (of_vehicles and not whose),
                    )
                )
                break
    last = found[-1].marker if found else ""
    return [share for share in found if share.marker == last]


def _with_own_other_end(draft: Draft, side: str, *, until: int) -> Draft:
    """ "300 from Homs to Hama and 200 from Daraa to Idlib": to each origin what follows it."""
    if side == "origins":
        following = _between(draft.destinations, draft.origins, until)
        return replace(draft, destinations=following) if following else draft
    following = _between(draft.origins, draft.destinations, until)
    return replace(draft, origins=following) if following else draft


def _between(
    ends: tuple[GeocodedToponym, ...], own: tuple[GeocodedToponym, ...], until: int
) -> tuple[GeocodedToponym, ...]:
    """Those of several ends that stand after the share's own and before ``until``."""
    if len(ends) < 2:
        return ()
    return tuple(end for end in ends if own[0].toponym.start < end.toponym.start < until)


def _family(marker: str) -> str:
    return {"into": "to", "at": "in"}.get(marker, marker)
