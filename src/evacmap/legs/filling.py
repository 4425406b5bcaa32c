"""What a telling leaves out of the group told of before: who, how many, and from where."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.legs.discourse import COUNTED_BEFORE, PART_OF
from evacmap.legs.drafts import Draft, contains, same_place
from evacmap.legs.joining import DONE, status_fits
from evacmap.legs.lexicon import is_bare_share, people_kind
from evacmap.legs.merging import AHEAD
from evacmap.legs.parties import PRONOUNS, is_part_of_group
from evacmap.legs.resting import OF_TRAVELLERS, resting
from evacmap.legs.tales import OWN_REACH, is_teller, names_of
from evacmap.legs.telling import is_same_group
from evacmap.model import EdtfDate, GeocodedToponym, PlaceKind, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

# People may be on their way as long, from the day they left to the day they came.
LONGEST_DAYS = 10
# Movements told when they are over.
COMING = frozenset({"reach", "cross"})
ONWARD = frozenset({"continue", "proceed"})


def fill_from_before(
    draft: Draft, earlier: list[Draft], *, named: Sequence[GeocodedToponym] = ()
) -> Draft:
    """Fill who, how many and where from out of the last movement of the same group.

    A place that the sentence has ``named`` in another part is not where they set out.
    """
    known = [one for one in reversed(earlier[-12:]) if _is_told_of(draft, one)]
    if is_teller(draft.motion.mover):
        # "I" and "we" are those who tell, rather than those of whom they told between.
        known.sort(key=lambda one: not is_teller(one.motion.mover))
    if not known:
        return draft
    if draft.status in AHEAD:
        # "The group is expected to go on": the one that came, not another that may.
        known.sort(key=lambda one: one.status not in DONE)
    counted = [one for one in known if one.travellers.people is not None]
    if draft.status in DONE:
        # Those who are still to come are not those who came.
        counted = [one for one in counted if one.status not in AHEAD]
    draft = with_travellers_of(draft, (counted or known)[0])
    if draft.origins:
        return _dated_as_before(draft, known)
    if not draft.destinations or draft.names_origin:
        return draft
    for one in known:
        if _is_beside_them(draft, one):
            return draft
        if one.number != draft.number and any(
            same_place(place, other) and not contains(place, other)
            for place in one.destinations
            for other in named
        ):
            continue
        if _sets_out_from_there(one, draft):
            draft = replace(draft, origins=one.origins)
            return draft.inferring("origin", "where the same group's journey began")
        if one.destinations and _goes_on(one, draft):
            draft = replace(draft, origins=one.destinations)
            if not draft.is_dated and one.date is not None:
                draft = replace(draft, date=one.date).inferring("date", "the same group's journey")
                draft = resting(draft, one, fields=("date",))
            return draft.inferring("origin", "where the same group had come to")
        if one.origins and not one.destinations and _is_side_by_side(one, draft):
            draft = _since_departure(replace(draft, origins=one.origins), one)
            return draft.inferring("origin", "where the same group left from")
    return draft


def _since_departure(draft: Draft, departure: Draft) -> Draft:
    """ "500 left Homs on Monday. They arrived in Hama on Tuesday.": one way of two days."""
    left, came = departure.date, draft.date
    frame, triggers = draft.motion.frame, draft.motion.triggers
    comes = frame.at or any(trigger.lemma_.lower() in COMING for trigger in triggers)
    if not comes or not (departure.is_dated and draft.is_dated):
        return draft
    if left is None or came is None or None in (left.earliest, left.latest, came.earliest):
        return draft
    assert left.latest is not None
    assert came.earliest is not None
    days = (came.earliest - left.latest).days
    if not 0 < days <= LONGEST_DAYS:
        return draft
    words = tuple(span for span in departure.words if span.field == "date")
    whole = EdtfDate.from_bounds(left.earliest, came.latest)
    return replace(draft, date=whole, words=(*draft.words, *words))


def _dated_as_before(draft: Draft, known: Sequence[Draft]) -> Draft:
    """ "crossed at Masnaa today. The group is due to go on from Masnaa": the same journey."""
    if draft.is_dated or draft.date is not None or draft.status is not Status.PLANNED:
        return draft
    for one in known:
        reached = any(same_place(a, b) for a in one.destinations for b in draft.origins)
        if reached and one.status in DONE and one.date is not None and one.date.latest:
            words = tuple(span for span in one.words if span.field == "date")
            onward = EdtfDate.from_bounds(one.date.latest, None)
            draft = replace(draft, date=onward, words=(*draft.words, *words))
            return draft.inferring("date", "after the same group came there")
    return draft


def _sets_out_from_there(one: Draft, draft: Draft) -> bool:
    """ "flown from Dili to Darwin. … They were driven to the airport": the airport of Dili."""
    if not one.origins or not one.destinations or len(draft.destinations) != 1:
        return False
    (reached,) = draft.destinations
    if reached.place is None or reached.place.kind not in (PlaceKind.AIRPORT, PlaceKind.PORT):
        return False
    near = any(same_place(reached, place) for place in one.origins)
    return near and not any(same_place(reached, place) for place in one.destinations)


def _is_side_by_side(one: Draft, other: Draft) -> bool:
    """Whether two tellings stand in neighbouring sentences and can both be so."""
    near = abs(one.number - other.number) <= 1
    return near and _can_follow(one, other) and not _have_same_end(one, other)


def _can_follow(one: Draft, other: Draft) -> bool:
    """Whether both can be so; "We decided to leave Homs" is done once "we went to Hama" is."""
    if status_fits(one.status, other.status) or other.status in AHEAD:
        return True
    movers = (one.motion.mover, other.motion.mover)
    if one.status is Status.PLANNED and other.status in DONE and one.number < other.number:
        # "A plane flew to Homs to fetch them. It brought them to Hama."
        return True
    decided = one.status is Status.PLANNED and not one.destinations and other.status in DONE
    return decided and all(map(is_teller, movers))


def _have_same_end(known: Draft, draft: Draft) -> bool:
    return any(same_place(a, b) for a in known.origins for b in draft.destinations)


def _is_told_of(draft: Draft, known: Draft) -> bool:
    """Whether a draft speaks of the group of an earlier one, near enough to be understood."""
    mover = draft.motion.mover
    if not names_of(mover).isdisjoint(names_of(known.motion.mover)):
        return draft.number - known.number <= OWN_REACH
    if not is_same_group(draft, known):
        return False
    if known.motion is draft.motion:
        # "fled to Homs (900) and Hama (450)": two shares, side by side.
        return False
    if is_teller(mover) and is_teller(known.motion.mover):
        return draft.number - known.number <= OWN_REACH
    if mover is not None and draft.number != known.number and _is_some_of_those_beside(mover):
        return False
    named = mover is not None and mover.lower_ not in PRONOUNS and not _is_some_of_them(mover)
    return draft.number - known.number <= (14 if named else 3)


def _is_beside_them(draft: Draft, one: Draft) -> bool:
    """ "Others head for Riga": those set out where the first did, not where they came to.

    So do some of whom only the place is told that all of them left.
    """
    mover = draft.motion.mover
    some = mover is not None and is_bare_share(mover) and bool(one.destinations)
    if draft.status in AHEAD or any(one.lemma_.lower() in ONWARD for one in draft.motion.triggers):
        some = False
    return (draft.is_added or some) and not any(
        child.lower_ in ("on", "onward", "onwards")
        for trigger in draft.motion.triggers
        for child in trigger.children
    )


def _is_some_of_those_beside(mover: "Token") -> bool:
    """ "109,000 have come back, with 76,000 of them going to Homs": of those in the sentence."""
    return _is_some_of_them(mover) and any(
        word.pos_ == "NUM" and word.dep_ == "nummod" and people_kind(word.head) is not None
        for word in mover.doc[: mover.left_edge.i]
    )


def _is_some_of_them(mover: "Token") -> bool:
    """ "30 of them", "half of those": as near to whom they mean as the pronoun."""
    return is_bare_share(mover) or any(
        word.lower_ in PRONOUNS
        for of in mover.children
        if of.lower_ == "of"
        for word in of.children
    )


def _tells_arrival(known: Draft, draft: Draft) -> bool:
    """ "were flown from Homs to Italy. The group landed in Rome": the end of that way, told finer.

    On another day it is a way on.
    """
    if not draft.motion.frame.at:
        return False
    return not (known.is_dated and draft.is_dated and known.date != draft.date)


def _goes_on(known: Draft, draft: Draft) -> bool:
    """Whether a second leg can begin where the first one ended."""
    if any(contains(a, b) for a in known.destinations for b in draft.destinations):
        if any(item.field == "destination" for item in known.inferred):
            # "sent home 300 Nigerians. They are being brought to Geidam": home is Geidam.
            return False
        if _tells_arrival(known, draft):
            return False
        # Into Lebanon, then on to Beirut.
        return _can_follow(known, draft)
    if any(same_place(a, b) for a in known.destinations for b in draft.destinations):
        # Masnaa in Lebanon, then the Lebanese capital: on from a finer place within the area.
        return False
    return _can_follow(known, draft)


def with_travellers_of(draft: Draft, earlier: Draft) -> Draft:
    """Return ``draft`` with the party and numbers that an earlier telling gives for its group."""
    own, known = draft.travellers, earlier.travellers
    mover = draft.motion.mover
    if mover is not None and (mover.lemma_.lower() in PART_OF or is_part_of_group(mover)):
        known = replace(known, people=None)
    filled = replace(
        own,
        people=own.people or known.people,
        party=known.party if known.party is not None else own.party,
    )
    draft = resting(replace(draft, travellers=filled), draft, earlier, fields=OF_TRAVELLERS)
    if own.people is None and known.people is not None:
        draft = draft.inferring("people", COUNTED_BEFORE)
    return draft
