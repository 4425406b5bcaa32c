"""Shares of a movement told without a verb: "600 were flown to Oslo, 110 to Riga, 13 to Bern".

After its first clause English leaves out the verb and gives each number with its place alone. A
parser hangs these places anywhere, so they are read by the words between number and place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from evacmap.languages import word_set
from evacmap.legs.drafts import Draft, is_of_kind
from evacmap.legs.judge import THRESHOLD
from evacmap.legs.spans import field_spans, offsets_of
from evacmap.legs.written import is_vehicle_word
from evacmap.model import (
    Count,
    CountMention,
    GeocodedToponym,
    PlaceKind,
    Sentence,
    ToponymRole,
)

# "110 to", "8 in", "200 prisoners went to the", "some 950 to the city of"
# and "175 detainees from Israeli prisons to": where these came from has no name.
_BETWEEN = re.compile(
    r"(?P<whose>(?:\s+[\w'’-]+){0,3}?)(?P<left>\s+(?:from|out\s+of)(?:\s+[\w'’-]+){1,4}?)?"
    r"\s+(?P<marker>to|into|in|at|from|out\s+of)"
    r"(?:\s+the)?(?:\s+(?:city|town|village|port|island|state|province)\s+of)?\s+",
    re.IGNORECASE,
)
# "Hama (2,300 people), Idlib (450) and Aleppo (120 families)"
_BRACKET = re.compile(r"\s*\(\s*")
_BRACKETED = re.compile(
    r"(?P<whose>\s+(?:individuals?|people|persons?|refugees|returnees|idps|arrivals|migrants"
    r"|civilians|evacuees|famil(?:y|ies)|households|hhs?))?\s*\)",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"(?!\s+by\s)(?:\s+[\w-]+)?\s+([\w-]+)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FAMILIES = re.compile(r"\b(?:famil|household|hh)", re.IGNORECASE)
# What may stand between one bracket and the next place of a list.
_NEXT = re.compile(
    r"[\s,;]*(?:and|as well as|followed by)?\s*(?:(?:in|to|from)\s+)?(?:the\s+)?", re.IGNORECASE
)
MOST_SHARES = 40
LONGEST_LINE = 40
COUNTED = ("told share by share", 0.2)
# "Hama: 140 people", "Hama – 140"
_LINE = re.compile(r"\s*(?::|[–—-]|\|)\s*(?:some|about|around|nearly|over)?\s*", re.IGNORECASE)
_OF_THINGS = re.compile(
    r"[\d%]|\s*(?:%|per ?cent|km|kilomet|dead|killed|injured|cases|houses|homes|tons|tonnes)",
    re.IGNORECASE,
)
# Parts told without a number: "some went to Homs, the rest to Hama".
_PART = re.compile(
    r"\b(?:the (?:rest|remainder|others?|second|third|last|remaining \w+)|others|some|many|most"
    r"|(?:the other )?half|(?:a|one|two)[ -](?:thirds?|quarters?|few)|several|everyone else)"
    r"(?: of (?:them|these|those|whom))?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A number or part with the place it is told with, and the preposition between them.

    ``start`` is where it begins in the report; ``count`` is None where it has no number.

    Of families, as of vehicles, the number is not that of the people (``is_counted``). ``left``
    are words for where they left that may name no place.
    """

    count: CountMention | None
    item: GeocodedToponym
    marker: str
    of_vehicles: bool
    start: int
    is_counted: bool = True
    left: str | None = None
    left_country: GeocodedToponym | None = None


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
    for shares in (_shares(sentence, items, counts), _in_brackets(sentence, items, counts)):
        for number, draft in enumerate(drafts):
            is_weak = draft.score + COUNTED[1] < THRESHOLD
            if len(shares) < 2 or is_weak or _are_nations(shares, items):
                continue
            inner = [d for d in drafts if d is not draft and _is_inside(d, shares)]
            others = [d for d in drafts if d is not draft and d not in inner]
            split = _split(draft, shares, others, sentence)
            if split:
                before = (other for other in drafts[:number] if other not in inner)
                after = (other for other in drafts[number + 1 :] if other not in inner)
                return [*before, *split, *after]
    return list(drafts)


def _are_nations(shares: Sequence[Share], items: Sequence[GeocodedToponym]) -> bool:
    """ "40 people from Chile, 30 Mexicans and 20 from Sweden": who they are, not whence."""
    named = [share.item for share in shares]
    if any(share.marker != "from" for share in shares) or not all(
        is_of_kind(item, PlaceKind.COUNTRY) for item in named
    ):
        return False
    first, last = min(s.start for s in shares), max(i.toponym.end for i in named)
    people = (i.toponym for i in items if i.toponym.role is ToponymRole.DEMONYM)
    return any(first < one.start < last and one.text.endswith("s") for one in people)


def _split(
    draft: Draft, shares: Sequence[Share], others: Sequence[Draft], sentence: Sentence
) -> list[Draft]:
    """Return a draft share by share; nothing where it is not told so."""
    side = _side(draft, shares)
    told = {item.toponym.start for other in others for item in _ends(other)}
    own = [share for share in shares if share.item.toponym.start not in told]
    if side is None or len(own) < 2:
        return []
    begins = [min(share.start, share.item.toponym.start) for share in own]
    ranges = zip(begins, (*begins[1:], sentence.end), strict=True)
    return [
        _with_own_other_end(_of_share(draft, share, side, within), share, side, within)
        for share, within in zip(own, ranges, strict=True)
    ]


def _is_inside(draft: Draft, shares: Sequence[Share]) -> bool:
    """ "40 by bus to Homs": a vehicle between number and place tells no way of its own."""
    if not draft.motion.frame.is_noun or draft.motion.mover is not None or draft.origins:
        return False
    at = draft.motion.sentence.start + offsets_of(draft.motion.trigger)[0]
    return any(share.start < at < share.item.toponym.start for share in shares)


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


def _of_share(draft: Draft, share: Share, side: str, within: tuple[int, int]) -> Draft:
    people = None
    words = tuple(span for span in draft.words if span.field not in ("people", "vehicles"))
    # "Six boats arrived (5 in Pemba and 1 in Ibo)": without a noun, of what was counted before.
    count, of_vehicles = share.count, share.of_vehicles or draft.travellers.vehicles is not None
    if count is not None and share.is_counted and not of_vehicles:
        people = Count(low=count.low, high=count.high, text=count.text)
        words += field_spans("people", ((count.start, count.end),))
    shared = replace(
        draft,
        travellers=replace(draft.travellers, people=people, vehicles=None),
        words=words,
        clues=(*draft.clues, COUNTED),
        rules=(*draft.rules, (side[:-1], "a share told without a verb")),
    )
    own = _between(getattr(draft, side), within)
    if share.item not in own:
        own = (share.item,)
    if side == "origins":
        return replace(shared, origins=own, names_origin=True)
    return replace(shared, destinations=own)


def _shares(
    sentence: Sentence, items: Sequence[GeocodedToponym], counts: Sequence[CountMention]
) -> list[Share]:
    """Return the shares of a sentence, those with the preposition that the last one has first."""
    found: list[Share] = []
    of_vehicles = False
    places = _places(items)
    for start, begin, count in _quantities(sentence, counts):
        # "on seven planes, two from Oslo and one from Riga": what was counted before.
        counted = _NEXT_WORD.match(sentence.text[begin : begin + 60])
        of_vehicles = of_vehicles or bool(counted and is_vehicle_word(counted[1]))
        seen: set[str] = set()
        for item in places:
            at = item.toponym.start - sentence.start
            match = _BETWEEN.fullmatch(sentence.text, begin, at) if at > begin else None
            marker = _family(match["marker"].lower()) if match is not None else ""
            if match is None or marker in seen or (seen and not match["left"]):
                continue
            if any(share.item is item for share in found):
                # "40 from two villages to Homs": 40 went there.
                continue
            seen.add(marker)
            whose = re.sub(r"\beach\b|\bby\s+\w+", "", match["whose"], flags=re.IGNORECASE).split()
            carried = any(map(is_vehicle_word, whose)) or (of_vehicles and not whose)
            # "three planes to Hama and one to Idlib": one plane.
            of_vehicles = of_vehicles or carried
            found.append(
                Share(
                    count=count,
                    item=item,
                    marker=marker,
                    of_vehicles=carried,
                    start=sentence.start + start,
                    is_counted=not _FAMILIES.search(match["whose"]),
                    left=match["left"],
                    left_country=_country_in(items, sentence.start, match.span("left")),
                )
            )
    wanted = next((share.marker for share in found if share.start == found[-1].start), "")
    found = [share for share in found if share.marker == wanted]
    # A part by itself ("most of them fled to Homs") is told by its verb.
    return found if len(found) > 1 else [share for share in found if share.count is not None]


def _quantities(
    sentence: Sentence, counts: Sequence[CountMention]
) -> list[tuple[int, int, CountMention | None]]:
    """Return where each number and each word for a part begins and ends, in their order."""
    found: list[tuple[int, int, CountMention | None]] = [
        (count.start - sentence.start, count.end - sentence.start, count)
        for count in counts[:MOST_SHARES]
    ]
    taken = [(start, end) for start, end, _ in found]
    for part in islice(_PART.finditer(sentence.text), MOST_SHARES):
        if not any(start < part.end() and part.start() < end + 9 for start, end in taken):
            found.append((part.start(), part.end(), None))
    return sorted(found, key=lambda one: one[:2])


def _country_in(
    items: Sequence[GeocodedToponym], start: int, within: tuple[int, int]
) -> GeocodedToponym | None:
    """Return the country of a word of nationality in a part of the sentence: "Kenyan camps"."""
    for item in items:
        toponym = item.toponym
        inside = within[0] <= toponym.start - start < within[1]
        if inside and toponym.role is ToponymRole.DEMONYM and item.place is not None:
            named = replace(toponym, text=item.place.name)
            return replace(item, toponym=named, rests_on=((toponym.start, toponym.end),))
    return None


def _places(items: Sequence[GeocodedToponym]) -> list[GeocodedToponym]:
    return [
        item for item in items if item.place is not None and item.toponym.role is ToponymRole.PLACE
    ]


def _in_brackets(
    sentence: Sentence, items: Sequence[GeocodedToponym], counts: Sequence[CountMention]
) -> list[Share]:
    """ "fled to Hama (2,300 people), Idlib (450) and Aleppo (120)": each with its number."""
    text = sentence.text
    run: list[Share] = []
    end = 0
    for item in _places(items)[:MOST_SHARES]:
        bracket = _BRACKET.match(text, item.toponym.end - sentence.start)
        start = bracket.end() + sentence.start if bracket is not None else -1
        count = next((one for one in counts if one.start == start), None)
        if count is None:
            continue
        closed = _BRACKETED.match(text, count.end - sentence.start)
        if closed is None or (closed["whose"] is None and _YEAR.fullmatch(count.text)):
            continue
        if run and not _NEXT.fullmatch(text, end, item.toponym.start - sentence.start):
            if len(run) > 1:
                break
            run = []
        end = closed.end()
        is_counted = not _FAMILIES.search(closed["whose"] or "")
        run.append(
            Share(
                count=count,
                item=item,
                marker="",
                of_vehicles=False,
                start=item.toponym.start,
                is_counted=is_counted,
            )
        )
    return run


def _with_own_other_end(draft: Draft, share: Share, side: str, within: tuple[int, int]) -> Draft:
    """ "300 from Homs to Hama and 200 from Daraa to Idlib": each with its own two ends."""
    if side == "origins":
        ends = _between(draft.destinations, within)
        return replace(draft, destinations=ends) if ends and len(draft.destinations) > 1 else draft
    ends = _between(draft.origins, within)
    if share.left and not ends:
        # "three from Homs to Hama and 90 from two prisons to Idlib": not from Homs.
        # What is "Israeli" and no people is in Israel.
        lies = (share.left_country,) if share.left_country is not None else ()
        return replace(draft, origins=lies, names_origin=True)
    return replace(draft, origins=ends) if ends else draft


def _between(
    ends: tuple[GeocodedToponym, ...], within: tuple[int, int]
) -> tuple[GeocodedToponym, ...]:
    """Those of several ends that stand in a part of the text."""
    return tuple(end for end in ends if within[0] <= end.toponym.start < within[1])


def _family(marker: str) -> str:
    return {"into": "to", "at": "in"}.get(marker, "from" if marker.startswith("out") else marker)


@dataclass(slots=True)
class Tally:
    """A list of places with numbers that goes on with the movement told before a colon."""

    base: Draft | None = None
    number: int = -1

    def line(
        self,
        last: Draft | None,
        number: int,
        sentence: Sentence,
        items: Sequence[GeocodedToponym],
        counts: Sequence[CountMention],
    ) -> Draft | None:
        """ "People from Homs are housed as follows: … Hama: 140 people": what a line tells.

        ``last`` is the last movement told, ``number`` that of the line among the sentences.
        """
        heads = last is not None and last.motion.sentence.text.rstrip().endswith(":")
        if (
            last is not None
            and heads
            and (self.base is None or self.base.motion is not last.motion)
        ):
            self.base, self.number = last, last.number
        if self.base is None or number - self.number != 1:
            return None
        share = _share_of_line(sentence, items, counts)
        if share is None or self.base.destinations or not self.base.origins:
            return None
        self.number = number
        draft = _of_share(self.base, share, "destinations", (sentence.start, sentence.end))
        spans = tuple(sorted({*draft.spans, (sentence.start, sentence.end)}))
        return replace(draft, number=number, spans=spans)


def _share_of_line(
    sentence: Sentence, items: Sequence[GeocodedToponym], counts: Sequence[CountMention]
) -> Share | None:
    """Return the place and number of a line that gives nothing else: "- Hama: 140 people"."""
    if len(items) != 1 or len(counts) != 1:
        return None
    (item,), (count,), text = items, counts, sentence.text
    begin, until = count.start - sentence.start, count.end - sentence.start
    before = text[: item.toponym.start - sentence.start].strip("-–—•* \t0123456789.)")
    if before or item.place is None or len(text) - until > LONGEST_LINE:
        return None
    apart = _LINE.fullmatch(text, item.toponym.end - sentence.start, begin)
    if apart is None or _OF_THINGS.match(text, until):
        return None
    return Share(count=count, item=item, marker="in", of_vehicles=False, start=item.toponym.start)
