"""Why a draft is no leg: it names no end, only one that says too little, or it is too weak."""

from collections.abc import Sequence

from evacmap.languages import word_set
from evacmap.legs.drafts import Draft, is_of_kind, same_place
from evacmap.legs.inferring import JUST_SPOKEN_OF
from evacmap.legs.judge import THRESHOLD
from evacmap.legs.opening import FRONT, OF_MISSION
from evacmap.legs.tales import goes_on_with_flight
from evacmap.legs.turning import HOME_AGAIN, OTHER_WAY
from evacmap.model import GeocodedToponym, PartyKind, PlaceKind, Status, ToponymRole

# How sure a telling must be whose other end no sentence tells. Of those less sure, fewer than a
# third were legs in reports that nobody had seen: most have another end, or nobody moves.
SURE_OF_ONE_END = 0.8
# Words of less weight only tell that someone goes, comes or is brought. In a report long enough to
# tell both ends, one in seven of those with one end is a leg as told.
OF_ITSELF = 0.5
FULL_REPORT = 6
# Words of this weight and more tell of refuge or rescue, whatever the place it is found in.
OF_REFUGE = 0.8
# Of those who are held it is told where they are brought, and seldom from where.
FREED = frozenset({PartyKind.PRISONERS})


def why_not(draft: Draft) -> str | None:
    """Return why a draft is no leg; None where it is one."""
    if not draft.has_end:
        return "names neither origin nor destination"
    if not draft.destinations and all(is_of_kind(item, PlaceKind.SEA) for item in draft.origins):
        return "its only end is a sea"
    if all(is_of_kind(item, PlaceKind.CONTINENT) for item in (*draft.origins, *draft.destinations)):
        return "its only end is a continent"
    if not _is_stated(draft):
        return "its only end is 'home', or inferred"
    if draft.score < THRESHOLD:
        clues = ", ".join(f"{name} {weight:+.2f}" for name, weight in draft.clues)
        return f"too weak ({draft.score:.2f}): {clues}"
    return None


def _is_stated(draft: Draft) -> bool:
    """Whether an end is more than a bare "home", and in the words of the telling.

    An order to leave is enough by itself: the place just spoken of is where its people live. So
    is a number beside others: "the remaining 300 will leave".
    """
    ends = (*draft.origins, *draft.destinations)
    if draft.status is Status.URGED or (draft.is_added and draft.travellers.people is not None):
        return True
    known = (FRONT, HOME_AGAIN, JUST_SPOKEN_OF, OF_MISSION, OTHER_WAY)
    if any(item.basis in known for item in draft.inferred):
        return True
    return any(
        item.toponym.text.lower().split()[-1] != "home"
        and any(start <= item.toponym.start < end for start, end in draft.spans)
        for item in ends
    )


def is_half_told(draft: Draft, *, sentences: int, places: Sequence[GeocodedToponym] = ()) -> bool:
    """Whether a draft has one end only, and is not sure enough to be a leg by that.

    An order to leave needs no destination, and of troops it is told which place they give up.
    ``sentences`` is how many the report has: a note need not tell both ends. ``places`` are those
    that it names.
    """
    if (draft.origins and draft.destinations) or draft.status is Status.URGED:
        return False
    party = draft.travellers.party
    if draft.origins and party is not None and party.kind is PartyKind.MILITARY:
        return False
    if sentences >= FULL_REPORT and _is_told_in_part(draft):
        return True
    if not draft.origins and _comes_from_elsewhere(draft, places):
        return True
    return draft.score < SURE_OF_ONE_END


def _comes_from_elsewhere(draft: Draft, places: Sequence[GeocodedToponym]) -> bool:
    """ "A boat brought 60 to Kos", where other sentences name other places: they came from one.

    Of those who go back it is seldom told from where, nor of those who are freed. Of the others
    told so, one in ten was a leg without an origin.
    """
    frame = draft.motion.frame
    if frame.weight >= OF_REFUGE or frame.name == "return" or _are_freed(draft):
        return False
    return any(
        item.place is not None
        and item.toponym.role is ToponymRole.PLACE
        and not any(start <= item.toponym.start < end for start, end in draft.spans)
        and not any(same_place(item, end) for end in draft.destinations)
        for item in places
    )


def _are_freed(draft: Draft) -> bool:
    party = draft.travellers.party
    return party is not None and party.kind in FREED


def _is_told_in_part(draft: Draft) -> bool:
    """Whether the words tell of another end that nobody knows, or say too little with one."""
    if draft.names_origin and not draft.origins:
        return True
    if goes_on_with_flight(draft):
        return False
    if draft.motion.frame.weight >= OF_ITSELF or _is_taken_to_shelter(draft):
        return False
    freed = _are_freed(draft) and bool(draft.destinations)
    return not freed or draft.score < SURE_OF_ONE_END


def _is_taken_to_shelter(draft: Draft) -> bool:
    """ "Residents of Homs were taken to shelters": where to has no name, and needs none."""
    shelters = word_set("en", "shelters", "words")
    return bool(draft.origins) and any(
        noun.dep_ == "pobj" and noun.pos_ == "NOUN" and noun.lemma_.lower() in shelters
        for trigger in draft.motion.triggers
        for preposition in trigger.children
        if preposition.lower_ in ("to", "into", "in")
        for noun in preposition.children
    )
