"""One of several ends told again with a number of its own: a leg apart from the list of them.

"People flee to Chad, Egypt and South Sudan. … 10,000 had come to South Sudan": the number is that
of one way, and joining the two tellings would give it to all of them, or to none.
"""

from dataclasses import replace

from evacmap.legs.drafts import Draft, contains, same_place
from evacmap.legs.merging import clusters
from evacmap.model import GeocodedToponym, Mode, PartyKind, PlaceKind

Ends = tuple[GeocodedToponym, ...]
# Why some of those told of before left a place.
OF_ALL = "the place that all of them left"
MORE = frozenset({"another", "additional", "further", "extra"})


def told_apart(one: Draft, other: Draft) -> tuple[Draft, Draft] | None:
    """Return two tellings as two movements, one of them that of a list without the other's end.

    None where neither tells one of several ends of the other with a number of its own.
    """
    return _apart(one, other) or _apart(other, one)


def _apart(listed: Draft, single: Draft) -> tuple[Draft, Draft] | None:
    people = single.travellers.people
    if people is None or people == listed.travellers.people or single.number == listed.number:
        return None
    destinations = _without(listed.destinations, single.destinations)
    if destinations is not None:
        own = replace(_completed(single, listed), origins=single.origins or listed.origins)
        return replace(listed, destinations=destinations), own
    origins = _without(listed.origins, single.origins)
    if origins is None or not single.destinations:
        return None
    return replace(listed, origins=origins), _completed(single, listed)


def _completed(single: Draft, listed: Draft) -> Draft:
    """Return the single telling with the day and mode that the list has and it lacks."""
    if listed.is_dated and not single.is_dated:
        single = replace(single, date=listed.date, is_dated=True)
    if single.mode is Mode.UNKNOWN:
        single = replace(single, mode=listed.mode)
    return single


def _without(ends: Ends, own: Ends) -> Ends | None:
    """Return several ends without the one that is told apart; None where none of them is."""
    if len(clusters(ends)) < 2 or len(clusters(own)) != 1:
        return None
    rest = tuple(end for end in ends if not any(same_place(end, one) for one in own))
    return rest if rest and len(rest) < len(ends) else None


def is_share_of(part: Draft, whole: Draft) -> bool:
    """Whether one is of fewer, who left the place as some of those of whom the other tells."""
    some, of_all = part.travellers.people, whole.travellers.people
    if some is None or of_all is None or whole.number > part.number or whole.destinations:
        return False
    is_part = any(item.field == "origin" and item.basis == OF_ALL for item in part.inferred)
    return is_part and (some.low or 0) < (of_all.low or 0)


def are_of_elsewhere(first: Draft, second: Draft) -> bool:
    """Whether the second tells of refugees from another country than the first has people leave."""
    party = second.travellers.party
    if party is None or party.kind is not PartyKind.REFUGEES or party.nationality is None:
        return False
    left = [end.place for end in first.origins if end.place is not None]
    countries = [place.name for place in left if place.kind is PlaceKind.COUNTRY]
    return bool(countries) and party.nationality not in countries


def is_of_more(draft: Draft) -> bool:
    """Whether a group is told to come on top of others: "another 3,000"."""
    people = draft.travellers.people
    words = people.text.lower().split()[:4] if people is not None else ()
    return draft.is_added or not MORE.isdisjoint(words)


def is_inside(one: Ends, other: Ends) -> bool:
    """Whether a place of one lies within a place of the other, either way round."""
    return any(contains(a, b) or contains(b, a) for a in one for b in other)
