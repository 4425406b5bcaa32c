"""Join the drafts of one report: a movement told several times, or in parts, is one leg."""

from itertools import starmap

from evacmap.languages import word_set
from evacmap.legs.apart import are_of_elsewhere, is_inside, is_of_more, is_share_of, told_apart
from evacmap.legs.batches import is_apart
from evacmap.legs.beginnings import tells_where_from
from evacmap.legs.drafts import Draft, coarseness, same_place
from evacmap.legs.merging import AHEAD, ROADLIKE, is_title, merged, through_crossing
from evacmap.model import (
    BlockKind,
    Count,
    EdtfDate,
    GeocodedToponym,
    Mode,
    Party,
    PartyKind,
    Status,
)

DONE = frozenset({Status.COMPLETED, Status.ONGOING})
AIRLIKE = frozenset({Mode.AIR, Mode.HELICOPTER})
# A movement is not retold after so many others; without a bound a book would take hours.
IN_MIND = 120
# How far down the text of a report its title is told again.
LEAD = 2
# So few may be as many as others by chance.
FEW = 20
# How many times as many as "more than n" those may be of whom it is told.
MOST_ABOVE = 1.6
WITHDRAWING = frozenset({"withdraw", "withdrawal", "redeploy"})


def join_drafts(drafts: list[Draft]) -> list[Draft]:
    """Return one draft a movement, each with the finest of what its tellings say."""
    joined: list[Draft] = []
    for draft in drafts:
        last = range(max(0, len(joined) - IN_MIND), len(joined))
        fits = [n for n in last if tells_same(joined[n], draft)]
        if fits:
            nearest = max(fits, key=lambda n: (_agreement(joined[n], draft), joined[n].number))
            apart = told_apart(joined[nearest], draft)
            if apart is not None:
                joined[nearest], draft = apart
                joined.append(draft)
            else:
                joined[nearest] = merged(joined[nearest], draft)
        else:
            joined.append(draft)
    return _carried_out(joined)


def _carried_out(joined: list[Draft]) -> list[Draft]:
    """Join each plan without a day with the telling that it is carried out."""
    kept: list[Draft] = []
    for draft in joined:
        near = [n for n, other in enumerate(kept[-IN_MIND:], max(0, len(kept) - IN_MIND))]
        fits = [n for n in near if _plan_done(kept[n], draft) or _plan_done(draft, kept[n])]
        if fits:
            kept[fits[-1]] = merged(kept[fits[-1]], draft)
        else:
            kept.append(draft)
    return kept


def tells_same(one: Draft, other: Draft) -> bool:
    """Whether two drafts of a report can tell the same movement."""
    if is_apart(one, other):
        return False
    one, other = through_crossing(one, other), through_crossing(other, one)
    ahead = _arrival_ahead(one, other) or _order_followed(one, other) or _heads(one, other)
    if not (ahead or status_fits(one.status, other.status)) or not _mode_fits(one.mode, other.mode):
        return False
    if not party_fits(one, other) or _is_staff_beside_public(one, other):
        return False
    timely = ahead or _dates_fit(one, other) or _tells_beginning(one, other)
    if not timely and not _is_one_voyage(one, other):
        return False
    if not _people_fit(one.travellers.people, other.travellers.people):
        return False
    if is_share_of(one, other) or is_share_of(other, one):
        return False
    if one.is_entry and other.is_entry and one.travellers.people != other.travellers.people:
        # Each line of a log is a movement of its own.
        return False
    ends = [
        _end_fit(one.origins, other.origins),
        _end_fit(one.destinations, other.destinations),
    ]
    if "differ" in ends:
        return False
    if (is_of_more(one) or is_of_more(other)) and not _is_retold(one, other, ends):
        return False
    if ends == ["within", "within"] and _is_way_back(one, other):
        return False
    if "same" in ends or ends == ["within", "within"]:
        return True
    if "within" in ends:
        # "left Syria" and "flew from Khmeimim to Russia" need more than the country in common.
        alike = one.mode is other.mode is not Mode.UNKNOWN and one.is_dated and other.is_dated
        near = abs(one.number - other.number) <= 1 or _is_headline(one) or _is_headline(other)
        return alike or near or _is_one_group(one, other)
    return _complementary(one, other, reach=_reach(one, other, ahead=ahead))


def _heads(one: Draft, other: Draft) -> bool:
    """Whether one is the title of what the lead tells as still to come: "X flies 300 home"."""
    title, lead = (one, other) if is_title(one) else (other, one)
    if not is_title(title) or is_title(lead) or lead.number > LEAD or lead.is_dated:
        return False
    if Status.DENIED in (title.status, lead.status) or not (title.origins and lead.origins):
        return False
    return _end_fit(title.origins, lead.origins) == "same"


def _is_staff_beside_public(one: Draft, other: Draft) -> bool:
    """ "ordered its staff out of Chad and advised citizens to leave": two groups, two orders."""
    sides = {_side(one), _side(other)}
    return sides == {"staff", "public"}


def _side(draft: Draft) -> str | None:
    """Whether a party is those who serve a mission, or its countrymen at large; None if both."""
    party = draft.travellers.party
    if party is None or draft.travellers.refers_back:
        return None
    words = set(party.text.lower().replace("-", " ").split())
    is_staff = not words.isdisjoint(word_set("en", "sides", "staff"))
    named = party.nationality is not None and party.text.split()[-1][:1].isupper()
    is_public = named or not words.isdisjoint(word_set("en", "sides", "public"))
    if is_staff == is_public:
        return None
    return "staff" if is_staff else "public"


def _tells_beginning(one: Draft, other: Draft) -> bool:
    """ "1,171 migrants landed on Tuesday. They had been rescued off Libya over the weekend." """
    first, second = (one, other) if one.number <= other.number else (other, one)
    return tells_where_from(first, second)


VOYAGE_DAYS = 4


def _is_one_voyage(one: Draft, other: Draft) -> bool:
    """ "left Aden on Friday with 698 people", "the 698 reached Kochi on Sunday": one way."""
    ends = (one.origins, one.destinations, other.origins, other.destinations)
    a, b = one.date, other.date
    if not _is_same_number(one, other) or not all(ends) or a is None or b is None:
        return False
    apart = one.is_entry or other.is_entry or one.is_added or other.is_added
    if a.earliest is None or b.earliest is None or apart:
        return False
    near = abs((a.earliest - b.earliest).days) <= VOYAGE_DAYS
    return near and Mode.SEA in (one.mode, other.mode)


def _is_way_back(one: Draft, other: Draft) -> bool:
    """Whether one goes as well from where the other goes to: within one province, both ways."""
    return (
        _end_fit(one.origins, other.destinations) != "differ"
        and _end_fit(one.destinations, other.origins) != "differ"
    )


def _is_retold(one: Draft, other: Draft, ends: list[str]) -> bool:
    """Whether both give the same ends; two groups beside others may leave the same end open."""
    first, second = (one, other) if one.number <= other.number else (other, one)
    is_next = is_of_more(second) and not is_of_more(first) and first.number >= LEAD
    if _is_same_number(one, other) and one.status is other.status and not is_next:
        # "A second flight with 290 students lands": told again in full below.
        return "differ" not in ends
    if not (is_of_more(one) and is_of_more(other)):
        # "The rest went to Homs" does not tell again of those who went to Syria.
        areas = ((one.destinations, other.destinations), (one.origins, other.origins))
        return ends == ["same", "same"] and not any(starmap(is_inside, areas))
    pairs = ((one.origins, other.origins), (one.destinations, other.destinations))
    return all(
        end == "same" or not (first or second)
        for end, (first, second) in zip(ends, pairs, strict=True)
    )


def _is_same_number(one: Draft, other: Draft) -> bool:
    a, b = one.travellers.people, other.travellers.people
    return a is not None and b is not None and a.low == b.low and (a.low or 0) >= FEW


def _is_headline(draft: Draft) -> bool:
    """Whether a draft is of a headline, which names the country of what is told below."""
    return draft.motion.sentence.kind in (BlockKind.TITLE, BlockKind.HEADING)


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
    if _is_new_group(first, second) or are_of_elsewhere(first, second):
        return False
    if tells_where_from(first, second):
        return not first.origins
    if first.motion.sentence.kind is BlockKind.TITLE and first.destinations and second.origins:
        # "Evacuees reach Cyprus": the lead says where from.
        return not first.origins and not second.destinations
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
        bool(second.destinations)
        and (not second.origins or _left_as_told(first, second))
        and (come or second.travellers.refers_back)
    )


def _left_as_told(first: Draft, second: Draft) -> bool:
    """Whether the second leaves it to be inferred where the first has them leave."""
    told = any(item.field == "origin" for item in second.inferred)
    return told and _end_fit(first.origins, second.origins) == "same"


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


def _plan_done(plan: Draft, deed: Draft) -> bool:
    """Whether one tells a plan without a day and the other that it is carried out."""
    if plan.status is not Status.PLANNED or deed.status not in DONE:
        return False
    if _is_same_number_and_day(plan, deed):
        return True
    if plan.is_dated:
        return False
    if not plan.origins or max(map(coarseness, plan.origins)) > 1:
        return False
    if not party_fits(plan, deed) or plan.is_added or deed.is_added:
        return False
    if not _mode_fits(plan.mode, deed.mode):
        return False
    if not _people_fit(plan.travellers.people, deed.travellers.people):
        return False
    if plan.destinations and _end_fit(plan.destinations, deed.destinations) != "same":
        return False
    return _end_fit(plan.origins, deed.origins) == "same"


def _is_same_number_and_day(plan: Draft, deed: Draft) -> bool:
    """ "flew into the country on Monday to fetch 97 people … the 97 were taken out of the port"."""
    people = plan.travellers.people
    if people is None or people != deed.travellers.people or not plan.origins:
        return False
    fits = _end_fit(plan.origins, deed.origins) in ("same", "within")
    open_end = _end_fit(plan.destinations, deed.destinations) != "differ"
    return fits and open_end and plan.is_dated and _dates_fit(plan, deed)


def _is_later(date: EdtfDate | None, than: EdtfDate | None) -> bool:
    if date is None or than is None or date.earliest is None or than.latest is None:
        return False
    return date.earliest > than.latest


def party_fits(one: Draft, other: Draft) -> bool:
    """Whether two drafts can speak of the same travellers."""
    a, b = one.travellers.party, other.travellers.party
    if a is None or b is None:
        return True
    if _of_two_armies(a, b):
        return False
    if one.travellers.refers_back or other.travellers.refers_back:
        return True
    if one.own_nations and other.own_nations and one.own_nations.isdisjoint(other.own_nations):
        return False
    withdraws = {one.motion.frame.name, other.motion.frame.name} & WITHDRAWING
    if withdraws and PartyKind.REFUGEES in (a.kind, b.kind) and a.kind is not b.kind:
        # "The mission began pulling out of Kosovo" does not tell of the refugees from there.
        return False
    military = PartyKind.MILITARY
    if military in (a.kind, b.kind) and a.kind is not b.kind:
        return PartyKind.UNKNOWN in (a.kind, b.kind) or PartyKind.EQUIPMENT in (a.kind, b.kind)
    return True


def _of_two_armies(one: Party, other: Party) -> bool:
    """ "Spanish troops" and "the last Ukrainian troops" are never the same."""
    armed = one.kind is other.kind is PartyKind.MILITARY
    nations = {one.nationality, other.nationality} - {None}
    return armed and len(nations) > 1


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
    if None in (one.high, other.high) and one.high != other.high:
        # "More than 50,000" are not 96,000: a number that is told so is not far below the true one.
        open_ended, told = (one, other) if one.high is None else (other, one)
        if (told.low or 0) > MOST_ABOVE * (open_ended.low or 10**12):
            return False
    high = min(one.high or 10**12, other.high or 10**12)
    # Two tellings of one number differ a little; a different number is a different group.
    # A headline's "hundreds" may turn out to be 1,500.
    vague = any(c.low and c.high and c.high >= 4 * c.low for c in (one, other))
    return low <= high * (2.0 if vague else 1.3)


def _names_one_party(one: Draft, other: Draft) -> bool:
    a, b = one.travellers.party, other.travellers.party
    return a is not None and b is not None and a.text == b.text


def _agreement(one: Draft, other: Draft) -> tuple[int, int]:
    same = [
        _end_fit(one.origins, other.origins) == "same",
        _end_fit(one.destinations, other.destinations) == "same",
        one.status is other.status or _arrival_ahead(one, other),
        one.mode is other.mode,
        _names_one_party(one, other),
    ]
    return sum(same), -abs(one.number - other.number)
