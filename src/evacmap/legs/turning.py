"""Movements that go back the way others came: the other way, the way back, home again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from evacmap.legs.discourse import PART_OF, Discourse
from evacmap.legs.drafts import Draft, same_place
from evacmap.legs.joining import DONE, party_fits
from evacmap.legs.syntax import children_with, patient_of
from evacmap.model import Sentence

OTHER_WAY = "the other way of those told of before"
HOME_AGAIN = "they go back where they had left"
NEAR_SENTENCES = 3
STORY_SENTENCES = 5
# Verbs by which some are brought back: "were sent back".
OURSELVES = frozenset({"i", "we", "he", "she", "it"})
BACK = frozenset({"remove", "transport", "return"})
HOMES = frozenset({"home", "house", "village", "farm"})
_OTHER_WAY = re.compile(
    r"\b(?:the (?:other|opposite|reverse) (?:way|direction)"
    r"|on (?:the|its|their) (?:way back|return(?: trip| journey| flight| leg| voyage)?))\b",
    re.IGNORECASE,
)


def turned_back(
    draft: Draft, earlier: Sequence[Draft], discourse: Discourse, sentence: Sentence
) -> Draft:
    """Return the draft with the ends of those before it turned round, where it goes their way."""
    turned = _OTHER_WAY.search(sentence.text)
    if turned:
        told_here = _names_a_place(discourse, sentence, sentence.start + turned.start())
        known = [other for other in earlier if other.number == draft.number or not told_here]
        draft = _the_other_way(draft, known)
    return _home_again(draft, earlier)


def _names_a_place(discourse: Discourse, sentence: Sentence, end: int) -> bool:
    """ "Planes had come to Beirut, and on the way back": a way that is told right before."""
    return any(sentence.start <= item.toponym.start < end for item in discourse.heard)


def _the_other_way(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """ "In the other direction 90 were flown from Hama": to where those before them set out."""
    reach = STORY_SENTENCES * 3 if draft.has_end else NEAR_SENTENCES
    for known in reversed(earlier):
        if draft.number - known.number > reach:
            break
        if not (known.origins and known.destinations) or known.motion is draft.motion:
            continue
        back = (draft.origins or known.destinations, draft.destinations or known.origins)
        reversed_ends = zip(back, (known.destinations, known.origins), strict=True)
        if all(any(same_place(a, b) for a in ends for b in told) for ends, told in reversed_ends):
            for field, own in (("origin", draft.origins), ("destination", draft.destinations)):
                draft = draft if own else draft.inferring(field, OTHER_WAY)
            return replace(draft, origins=back[0], destinations=back[1])
    return draft


def _home_again(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """ "They fled Homs for Hama. Most have since gone home.": from Hama to Homs."""
    if draft.destinations or not _goes_home(draft) or not _are_those_before(draft):
        return draft
    for known in reversed(earlier):
        if draft.number - known.number > STORY_SENTENCES:
            break
        if known.motion is draft.motion or not known.origins or known.status not in DONE:
            continue
        left, is_back = known.destinations, known.motion.frame.name == "return"
        if not left and not draft.origins:
            continue
        elsewhere = draft.origins and not any(same_place(a, b) for a in draft.origins for b in left)
        if elsewhere or is_back or not party_fits(known, draft):
            break
        draft = replace(draft, destinations=known.origins).inferring("destination", HOME_AGAIN)
        if draft.origins:
            return draft
        return replace(draft, origins=left).inferring("origin", HOME_AGAIN)
    return draft


def _goes_home(draft: Draft) -> bool:
    """ "went home", "were sent back", "returned to their homes"."""
    for trigger in draft.motion.triggers:
        for child in trigger.children:
            if child.lower_ == "home" and child.dep_ in ("advmod", "prt", "npadvmod", "dobj"):
                return True
            brought = draft.motion.frame.name in BACK and draft.motion.carrier is None
            if child.lower_ == "back" and brought and draft.motion.mover == patient_of(trigger):
                return True
            for noun in children_with(child, "pobj"):
                if noun.lemma_.lower() in HOMES and any(children_with(noun, "poss")):
                    return True
    return False


def _are_those_before(draft: Draft) -> bool:
    """Whether those who move are those told of before, or some of them."""
    mover = draft.motion.mover
    if mover is None:
        return False
    if mover.lower_ in OURSELVES:
        return False
    return draft.travellers.refers_back or mover.lemma_.lower() in PART_OF or mover.like_num
