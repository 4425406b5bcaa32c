"""Join the drafts of one report: a movement told several times, or in parts, is one leg."""

from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.legs.drafts import Draft, coarseness, distance_km, finest, same_place
from evacmap.legs.parties import Travellers
from evacmap.legs.resting import resting
from evacmap.model import Count, EdtfDate, GeocodedToponym, Mode, PartyKind, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

DONE = frozenset({Status.COMPLETED, Status.ONGOING})
AHEAD = frozenset({Status.PLANNED, Status.URGED})
ROADLIKE = frozenset({Mode.ROAD, Mode.BUS, Mode.CAR, Mode.CONVOY})
AIRLIKE = frozenset({Mode.AIR, Mode.HELICOPTER})
# A movement is not retold after so many others; without a bound a book would take hours.
IN_MIND = 120


def join_drafts(drafts: list[Draft]) -> list[Draft]:
    """Return one draft a movement, each with the finest of what its tellings say."""
    joined: list[Draft] = []
    for draft in drafts:
        last = range(max(0, len(joined) - IN_MIND), len(joined))
        fits = [n for n in last if tells_same(joined[n], draft)]
        if fits:
            nearest = max(fits, key=lambda n: (_agreement(joined[n], draft), joined[n].number))
            joined[nearest] = merged(joined[nearest], draft)
        else:
            joined.append(draft)
    return joined


def tells_same(one: Draft, other: Draft) -> bool:
    """Whether two drafts of a report can tell the same movement."""
    ahead = _arrival_ahead(one, other) or _order_followed(one, other)
    if not (ahead or status_fits(one.status, other.status)) or not _mode_fits(one.mode, other.mode):
        return False
    if not party_fits(one, other) or not (ahead or _dates_fit(one, other)):
        return False
    if not _people_fit(one.travellers.people, other.travellers.people):
        return False
    ends = [
        _end_fit(one.origins, other.origins),
        _end_fit(one.destinations, other.destinations),
    ]
    if "differ" in ends:
        return False
    if (is_added(one) or is_added(other)) and not _is_retold(one, other, ends):
        return False
    if ends == ["within", "within"] and _is_way_back(one, other):
        return False
    if "same" in ends or ends == ["within", "within"]:
        return True
    if "within" in ends:
        # "left Syria" and "flew from Khmeimim to Russia" need more than the country in common.
        alike = one.mode is other.mode is not Mode.UNKNOWN and one.is_dated and other.is_dated
        return alike or abs(one.number - other.number) <= 1 or _is_one_group(one, other)
    return _complementary(one, other, reach=_reach(one, other, ahead=ahead))


def _is_way_back(one: Draft, other: Draft) -> bool:
    """Whether one goes as well from where the other goes to: within one province, both ways."""
    return (
        _end_fit(one.origins, other.destinations) != "differ"
        and _end_fit(one.destinations, other.origins) != "differ"
    )


# Words that set a group beside one told of before: "another 90", "the others", "80 more".
BESIDE = frozenset({"another", "other", "others", "more", "rest", "remaining", "further", "second"})


def is_added(draft: Draft) -> bool:
    """Whether a draft tells of a group besides those told of before: "soldiers there also left"."""
    motion = draft.motion
    words = {
        word.lower_
        for one in (motion.mover, motion.carrier)
        if one is not None
        for word in (one, *one.children)
    }
    if motion.agent is not None:
        words.add(motion.agent.lower_)
    also = any(
        _means_also(word)
        for trigger in motion.triggers
        for child in trigger.children
        for word in (child, *child.children)
        if child.pos_ not in ("VERB", "AUX") or word == child
    )
    return also or bool(words & BESIDE)


def _means_also(word: "Token") -> bool:
    """ "also", "too" and "as well", which is not the "as well" of "as well as"."""
    if word.lower_ in ("also", "too"):
        return True
    nearby = [near.lower_ for near in word.doc[max(0, word.i - 1) : word.i + 2]]
    return nearby[:2] == ["as", "well"] and nearby[2:] != ["as"]


def _is_retold(one: Draft, other: Draft, ends: list[str]) -> bool:
    """Whether both give the same ends; two groups beside others may leave the same end open."""
    if not (is_added(one) and is_added(other)):
        return ends == ["same", "same"]
    pairs = ((one.origins, other.origins), (one.destinations, other.destinations))
    return all(
        end == "same" or not (first or second)
        for end, (first, second) in zip(ends, pairs, strict=True)
    )


def _is_one_group(one: Draft, other: Draft) -> bool:
    """Whether two drafts speak of one group: the same number, or "the" group told of before."""
    first, second = (one, other) if one.number <= other.number else (other, one)
    a, b = first.travellers, second.travellers
    if a.people is not None and b.people is not None:
        return a.people.low == b.people.low
    if a.party is None or b.party is None or not b.refers_back:
        return False
    nations = {a.party.nationality, b.party.nationality} - {None}
    return len(nations) < 2 and second.number - first.number <= 8


def _reach(one: Draft, other: Draft, *, ahead: bool) -> int:
    """How many sentences may lie between the two halves of one telling."""
    known_mode = one.mode is not Mode.UNKNOWN and _mode_fits(one.mode, other.mode)
    if known_mode and other.mode is not Mode.UNKNOWN and _is_one_group(one, other):
        return 8
    a, b = one.travellers, other.travellers
    if a.refers_back != b.refers_back and a.people is not None and a.people == b.people:
        return 6
    return 4 if ahead else 2


def _end_fit(one: tuple[GeocodedToponym, ...], other: tuple[GeocodedToponym, ...]) -> str:
    if not one or not other:
        return "open"
    if not any(same_place(a, b) for a in one for b in other):
        return "differ"
    sizes = {min(coarseness(item) for item in items) >= 3 for items in (one, other)}
    return "within" if len(sizes) > 1 else "same"


def _complementary(one: Draft, other: Draft, *, reach: int) -> bool:
    """One tells where from, the next where to: "evacuation from X. … 156 people reached Y." """
    if abs(one.number - other.number) > reach:
        return False
    if not one.has_end or not other.has_end:
        return False
    first, second = (one, other) if one.number <= other.number else (other, one)
    if _is_new_group(first, second):
        return False
    return bool(first.origins and second.destinations and not first.destinations)


def _is_new_group(first: Draft, second: Draft) -> bool:
    """Whether the second tells of a group of its own: 827 people left; "45 buses went to …"."""
    a, b = first.travellers, second.travellers
    if b.refers_back or b.people is not None or b.vehicles is None:
        return False
    return a.people is not None and a.vehicles is None


def _arrival_ahead(one: Draft, other: Draft) -> bool:
    """People were taken out; "the first evacuees will arrive" is the end of that movement."""
    first, second = (one, other) if one.number <= other.number else (other, one)
    if first.status not in DONE or second.status is not Status.PLANNED or first.destinations:
        return False
    party = second.travellers.party
    come = party is not None and party.kind is PartyKind.REFUGEES
    return (
        bool(second.destinations) and not second.origins and (come or second.travellers.refers_back)
    )


def status_fits(one: Status, other: Status) -> bool:
    """Whether two statuses can be of one movement: both done, or both still to come."""
    return one is other or {one, other} <= DONE or {one, other} <= AHEAD


def _mode_fits(one: Mode, other: Mode) -> bool:
    if one is other or Mode.UNKNOWN in (one, other):
        return True
    return {one, other} <= ROADLIKE or {one, other} <= AIRLIKE


def _order_followed(one: Draft, other: Draft) -> bool:
    """Whether one tells the order to leave a town and the other that it was left."""
    statuses = {one.status, other.status}
    if Status.URGED not in statuses or not statuses & DONE:
        return False
    if not one.origins or not other.origins or max(map(coarseness, one.origins)) > 1:
        return False
    order, deed = (one, other) if one.status is Status.URGED else (other, one)
    if order.number > deed.number and deed.is_dated and _is_later(order.date, deed.date):
        # Some had left the day before the order that the report tells last.
        return False
    return _end_fit(one.origins, other.origins) == "same"


def _is_later(date: EdtfDate | None, than: EdtfDate | None) -> bool:
    if date is None or than is None or date.earliest is None or than.latest is None:
        return False
    return date.earliest > than.latest


def party_fits(one: Draft, other: Draft) -> bool:
    """Whether two drafts can speak of the same travellers."""
    a, b = one.travellers.party, other.travellers.party
    if a is None or b is None or one.travellers.refers_back or other.travellers.refers_back:
        return True
    if a.nationality and b.nationality and a.nationality != b.nationality:
        return False
    military = PartyKind.MILITARY
    if military in (a.kind, b.kind) and a.kind is not b.kind:
        return PartyKind.UNKNOWN in (a.kind, b.kind) or PartyKind.EQUIPMENT in (a.kind, b.kind)
    return True


def _dates_fit(one: Draft, other: Draft) -> bool:
    a, b = one.date, other.date
    if a is None or b is None or not (one.is_dated and other.is_dated):
        return True
    if a.latest and b.earliest and a.latest < b.earliest:
        return False
    return not (b.latest and a.earliest and b.latest < a.earliest)


def _people_fit(one: Count | None, other: Count | None) -> bool:
    if one is None or other is None:
        return True
    low = max(one.low or 0, other.low or 0)
    high = min(one.high or 10**12, other.high or 10**12)
    # Two tellings of one number differ a little; a different number is a different group.
    return low <= high * 1.3


def _names_one_party(one: Draft, other: Draft) -> bool:
    a, b = one.travellers.party, other.travellers.party
    return a is not None and b is not None and a.text == b.text


def _agreement(one: Draft, other: Draft) -> tuple[int, int]:
    same = [
        _end_fit(one.origins, other.origins) == "same",
        _end_fit(one.destinations, other.destinations) == "same",
        one.status is other.status,
        one.mode is other.mode,
        _names_one_party(one, other),
    ]
    return sum(same), -abs(one.number - other.number)


def merged(one: Draft, other: Draft) -> Draft:
    """Return both drafts as one: the finest places, the stated date, the fuller numbers."""
    main, extra = (one, other) if _fullness(one) >= _fullness(other) else (other, one)
    joined = replace(
        main,
        number=max(one.number, other.number),
        origins=_finer(main.origins, extra.origins),
        destinations=_finer(main.destinations, extra.destinations),
        via=finest((*main.via, *extra.via)),
        mode=_finer_mode(main.mode, extra.mode),
        date=_merged_date(main, extra),
        is_dated=main.is_dated or extra.is_dated,
        status=_merged_status(main, extra),
        travellers=_merged_travellers(main, extra),
        said_by=main.said_by or extra.said_by,
        spans=tuple(sorted({*one.spans, *other.spans})),
        inferred=tuple(dict.fromkeys((*main.inferred, *extra.inferred))),
        rules=tuple(dict.fromkeys((*main.rules, *extra.rules))),
    )
    return resting(joined, main, extra)


def _fullness(draft: Draft) -> tuple[int, float]:
    """How much a telling says: the ends it states, then how surely it tells a leg."""
    inferred = {item.field for item in draft.inferred}
    ends = bool(draft.origins and "origin" not in inferred) + bool(draft.destinations)
    return ends, draft.score


def _merged_date(main: Draft, extra: Draft) -> EdtfDate | None:
    if main.is_dated != extra.is_dated:
        return main.date if main.is_dated else extra.date
    if main.date is None or extra.date is None:
        return main.date or extra.date
    return min((main.date, extra.date), key=_width)


def _width(date: EdtfDate) -> int:
    if date.earliest is None or date.latest is None:
        return 10**6
    return (date.latest - date.earliest).days


def _merged_status(main: Draft, extra: Draft) -> Status:
    if Status.COMPLETED in (main.status, extra.status):
        return Status.COMPLETED
    return main.status


def _finer(
    one: tuple[GeocodedToponym, ...], other: tuple[GeocodedToponym, ...]
) -> tuple[GeocodedToponym, ...]:
    if not one or not other:
        return one or other
    if len(one) > 1 or len(other) > 1:
        return one if len(one) >= len(other) else other
    return one if coarseness(one[0]) <= coarseness(other[0]) else other


def _finer_mode(one: Mode, other: Mode) -> Mode:
    if one is Mode.UNKNOWN:
        return other
    return other if one is Mode.ROAD and other in ROADLIKE else one


def _merged_travellers(main: Draft, extra: Draft) -> Travellers:
    a, b = main.travellers, extra.travellers
    party = a.party
    if party is None or (a.refers_back and b.party is not None and not b.refers_back):
        party = b.party
    return replace(
        a,
        party=party,
        people=_finer_count(a.people, b.people),
        vehicles=_finer_count(a.vehicles, b.vehicles),
        refers_back=a.refers_back and b.refers_back,
    )


def _finer_count(one: Count | None, other: Count | None) -> Count | None:
    """Return the number that says more: "at least 400" before "hundreds"."""
    if one is None or other is None:
        return one or other
    vague = [count.high is not None and count.low != count.high for count in (one, other)]
    return other if vague[0] and not vague[1] else one


def clusters(
    items: tuple[GeocodedToponym, ...], *, near_km: float = 50.0
) -> list[tuple[GeocodedToponym, ...]]:
    """Group places within about 50 km of the first of each group, as the guideline asks.

    Several countries left by one group ("fleeing Libya and Tunisia") stay one group.
    """
    if items and all(coarseness(item) >= 4 for item in items):
        return [items]
    groups: list[list[GeocodedToponym]] = []
    for item in items:
        for group in groups:
            if distance_km(group[0], item) <= near_km:
                group.append(item)
                break
        else:
            groups.append([item])
    return [tuple(group) for group in groups]
