"""One movement that goes on with another of the same sentence."""

from dataclasses import replace

from evacmap.legs.beginnings import lies_before
from evacmap.legs.drafts import Draft, contains, same_place
from evacmap.legs.judge import THRESHOLD
from evacmap.legs.movers import ONE_OF


def going_on(draft: Draft, last: Draft) -> Draft:
    """ "fled to Malé on Wednesday and arrived in Singapore on Thursday": one journey, two legs."""
    clue = ("the same people, in the same sentence", 0.8)
    draft = replace(draft, clues=(*draft.clues, clue))
    if lies_before(draft, last):
        draft = replace(draft, destinations=last.origins)
        return draft.inferring("destination", "from where the same people went on")
    if draft.origins or not last.destinations or not draft.destinations:
        return draft
    if draft.is_added or _is_one_more(draft):
        # "Two flights left Kabul for Doha and a third went to Oslo": from Kabul.
        draft = replace(draft, origins=last.origins)
        return draft.inferring("origin", "the place the others left") if last.origins else draft
    if any(same_place(a, b) for a in last.destinations for b in draft.destinations):
        if draft.status is not last.status and _lies_within(draft, last):
            # "came to Egypt through Salloum and are being driven to Cairo": on from there.
            draft = replace(draft, origins=last.via[-1:] or last.destinations)
            return draft.inferring("origin", "where the same people had come to")
        # "put them on a flight to Washington, where they landed": the same leg.
        return replace(draft, origins=last.origins)
    draft = replace(draft, origins=last.destinations)
    return draft.inferring("origin", "where the same people had come to")


def _lies_within(draft: Draft, last: Draft) -> bool:
    """Whether people go on to a place inside the country or area that they came to."""
    return all(contains(area, end) for area in last.destinations for end in draft.destinations)


def _is_one_more(draft: Draft) -> bool:
    """Whether those who move are one more beside those told of: "a third", "the other"."""
    words = (draft.motion.carrier, draft.motion.mover)
    return any(word is not None and word.lemma_.lower() in ONE_OF for word in words)


def only_says_where(last: Draft, draft: Draft) -> bool:
    """ "Refugees who had fled to Chad returned home": the flight is told for who they are."""
    verb = last.motion.trigger
    had = any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)
    own_day = last.is_dated and last.date != draft.date
    if verb.dep_ != "relcl" or not had or own_day or draft.score < THRESHOLD:
        return False
    goes_on = any(same_place(a, b) for a in last.destinations for b in draft.origins)
    return goes_on and not last.origins and bool(draft.destinations)
