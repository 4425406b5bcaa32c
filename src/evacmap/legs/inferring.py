"""Ends that a sentence leaves out and its reader supplies, each marked with what it rests on.

Only what the report itself puts before the reader is used: the place a line is headed with, the
place the people before them left, the place just spoken of.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.beginnings import is_earlier
from evacmap.legs.discourse import Discourse
from evacmap.legs.drafts import Draft, coarseness, distance_km, same_place
from evacmap.legs.joining import DONE, party_fits, status_fits
from evacmap.legs.lexicon import people_kind
from evacmap.legs.motion import Motion
from evacmap.legs.opening import (
    OPENED,
    OWNED,
    TAKEN,
    from_front,
    from_mission,
    from_opening,
    from_owner,
    from_taken,
    from_whole,
    is_one_place,
    to_opening,
)
from evacmap.legs.orders import from_actor, leaves_unnamed, with_return
from evacmap.legs.spans import offsets_of, span_between
from evacmap.legs.turning import STORY_SENTENCES, turned_back
from evacmap.model import BlockKind, GeocodedToponym, PlaceKind, Sentence, Status, ToponymRole

if TYPE_CHECKING:
    from spacy.tokens import Token

JUST_SPOKEN_OF = "the place just spoken of"
# Fewer may be spoken of one by one.
FEW = 20
NEAR_SENTENCES = 3
# The number of the first sentence after a title.
FIRST_LINE = 1
NEAR_CHARACTERS = 400
STORY_KM = 600
_HEADING = re.compile(r"^[\s•*-]*([^:.!?]{2,60}):\s")
HEADED = frozenset({ToponymRole.PLACE, ToponymRole.NESTED})
CARRYING = frozenset({"transport", "remove"})
ONWARD = frozenset({"continue", "proceed"})
LATER = frozenset({"later", "then", "subsequently", "eventually", "afterwards"})
GOING = frozenset({"travel", "return", "leave", "transport"})
DRIVEN = frozenset({"flee", "evacuate", "displacement", "evacuation", "exodus", "remove"})
CAUSES = frozenset({"after", "amid", "following", "because", "due", "since", "by", "as", "over"})
AWAY = frozenset({"evacuate", "flee", "evacuation", "relocation", "displacement"})


def infer_ends(
    draft: Draft, earlier: Sequence[Draft], discourse: Discourse, sentence: Sentence
) -> Draft:
    """Return the draft with its missing end, where the report before it supplies one."""
    draft = turned_back(draft, earlier, discourse, sentence)
    draft = to_opening(draft, discourse)
    if draft.origins:
        return _with_end_of_companions(draft, earlier)
    if draft.names_origin and (draft.destinations or not leaves_unnamed(draft.motion)):
        return draft
    found = (
        _from_heading(draft, discourse, sentence)
        or _from_way_on(draft, earlier)
        or _from_cause(draft, discourse)
        or from_taken(draft, discourse)
        or _from_way_there(draft, discourse)
        or from_owner(draft, discourse)
        or from_mission(draft, discourse)
        or _from_sentence(draft, discourse, earlier)
        or from_opening(draft, discourse)
        or from_whole(draft, earlier)
        or from_actor(draft, discourse)
        or _from_companions(draft, earlier)
        or _from_setting(draft, discourse, earlier)
        or _from_known_spot(draft, discourse)
        or _from_story(draft, earlier)
        or from_front(draft, earlier)
    )
    if found is None:
        return draft
    place, basis = found
    near = is_one_place if basis in (OPENED, OWNED, TAKEN) else same_place
    if any(near(place, end) for end in draft.destinations):
        return draft
    return with_return(replace(draft, origins=(place,)).inferring("origin", basis))


Found = tuple[GeocodedToponym, str] | None


def _from_heading(draft: Draft, discourse: Discourse, sentence: Sentence) -> Found:
    """ "Kineta: residents were directed to Megara.": the place the line is headed with."""
    heading = _HEADING.match(sentence.text)
    is_headline = sentence.kind is BlockKind.TITLE
    if draft.motion.frame.name == "return":
        # "Homs: Hundreds return home" is where they come to, if anything.
        return None
    if heading is None or (draft.number <= FIRST_LINE and not is_headline):
        # "Rome: More than 2,000 migrants have arrived" begins a report.
        return None
    end = sentence.start + heading.end(1)
    named = [
        item
        for item in discourse.heard
        if sentence.start <= item.toponym.start < end
        and item.place is not None
        and item.toponym.role in HEADED
    ]
    return (named[0], "the place the line is headed with") if named else None


def _from_sentence(draft: Draft, discourse: Discourse, earlier: Sequence[Draft]) -> Found:
    """ "Denmark closed its embassy in Baghdad and brought its diplomats home": from Baghdad."""
    motion = draft.motion
    if not draft.destinations or not _sets_out_here(motion):
        return None
    begin = motion.sentence.start
    verb = begin + offsets_of(motion.trigger)[0]
    for item in reversed(discourse.heard):
        start, end = item.toponym.start, item.toponym.end
        if end > verb:
            continue
        if start < begin:
            return None
        before = motion.sentence.text[: start - begin].lower().split()[-1:]
        is_place = item.toponym.role is ToponymRole.PLACE and item.place is not None
        if is_place and start not in discourse.acting and before in (["in"], ["at"], ["near"]):
            others = _brought_there(draft, earlier, item)
            if others is not None:
                return (others.origins[0], "the place the others left") if others.origins else None
            return item, "the place spoken of in the same sentence"
    return None


def _brought_there(draft: Draft, earlier: Sequence[Draft], item: GeocodedToponym) -> Draft | None:
    """ "Most were put ashore at Poti; 90 were taken to Sochi instead": others came to Poti."""
    people = draft.travellers.people
    if people is None or draft.travellers.refers_back:
        return None
    return next(
        (
            other
            for other in reversed(earlier[-3:])
            if other.number == draft.number
            and other.travellers.people != people
            and any(same_place(item, end) for end in other.destinations)
        ),
        None,
    )


def _sets_out_here(motion: Motion) -> bool:
    """Whether people are taken, or go on after a stay: "spent the night in Homs and left"."""
    if motion.frame.name in ("transport", "remove"):
        return True
    verb = motion.trigger
    stays = verb.dep_ == "conj" and verb.head.lemma_.lower() in word_set("en", "roles", "staying")
    return stays and motion.frame.name in ("travel", "leave")


def _from_companions(draft: Draft, earlier: Sequence[Draft]) -> Found:
    """ "41 patients were flown from Houma …. Another 90 were driven to Baton Rouge." """
    if not draft.destinations and draft.motion.frame.object != "origin":
        return None
    for known in reversed(earlier):
        if draft.number - known.number > NEAR_SENTENCES:
            return None
        if known.origins and draft.is_added:
            first = _first_stage(known, earlier)
            return first.origins[0], "the place the others left"
    return None


def _first_stage(known: Draft, earlier: Sequence[Draft]) -> Draft:
    """ "took a bus from Homs to Hama and flew to Tartus": others, too, set out from Homs."""
    for other in earlier:
        before = other is not known and other.number == known.number and other.origins
        if before and any(same_place(a, b) for a in other.destinations for b in known.origins):
            return other
    return known


def _with_end_of_companions(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """ "A flight from Riyadh brought 900 to Addis Ababa. A second, from Jeddah, brought 438." """
    if draft.destinations or draft.motion.frame.name not in CARRYING:
        return draft
    if not (draft.is_added or _is_carried_beside(draft, earlier)):
        return draft
    for known in reversed(earlier):
        if draft.number - known.number > NEAR_SENTENCES:
            break
        if known.destinations and status_fits(known.status, draft.status):
            draft = replace(draft, destinations=known.destinations)
            return draft.inferring("destination", "the place the others were brought to")
    return draft


def _is_carried_beside(draft: Draft, earlier: Sequence[Draft]) -> bool:
    """ "A plane flew 40 to Jeddah, and a ship took 200 from Port Sudan": to Jeddah, too."""
    if not earlier or earlier[-1].number != draft.number:
        return False
    verb, last = draft.motion.trigger, earlier[-1].motion
    side_by_side = verb.dep_ == "conj" and verb.head in last.triggers
    by_other = draft.motion.carrier is not None and draft.motion.carrier != last.carrier
    return side_by_side and by_other and last.frame.name in CARRYING


def _from_way_there(draft: Draft, discourse: Discourse) -> Found:
    """ "Planes take them from Larnaca to Baltimore. The first landed there": from Larnaca."""
    last = discourse.last
    if last is None or not last.origins or draft.number - last.number > NEAR_SENTENCES:
        return None
    if not any(item.toponym.text.lower() == "there" for item in draft.destinations):
        return None
    return last.origins[0], "where the way there began"


def _from_way_on(draft: Draft, earlier: Sequence[Draft]) -> Found:
    """ "They fled to Homs, and many went on to Hama": on from where they had come to."""
    onward = any(
        child.lower_ in ("on", "onward", "onwards") and child.dep_ in ("prt", "advmod", "prep")
        for trigger in draft.motion.triggers
        for child in trigger.children
        if child.i == trigger.i + 1 and not any(w.dep_ == "pobj" for w in child.children)
    ) or any(trigger.lemma_.lower() in ONWARD for trigger in draft.motion.triggers)
    later = _are_taken_later(draft.motion)
    if not draft.destinations or not (later or (onward and draft.motion.frame.name in GOING)):
        return None
    for known in reversed(earlier):
        if draft.number - known.number > (0 if later and not onward else NEAR_SENTENCES):
            return None
        beside = known.number == draft.number and known.status in DONE
        if beside and known.origins and not known.destinations:
            # They came to a place that is not told, and went on from there.
            return None
        if known.is_added or is_earlier(known.motion.trigger):
            continue
        if known.destinations and status_fits(known.status, draft.status):
            return known.destinations[0], "where those told of before had come to"
    return None


def _are_taken_later(motion: Motion) -> bool:
    """ "deported to Homs, among them 8 women who were later sent back to Hama": from Homs."""
    return motion.frame.name in CARRYING | {"return"} and any(
        trigger.dep_ == "relcl"
        and any(child.lower_ in LATER and child.dep_ == "advmod" for child in trigger.children)
        for trigger in motion.triggers
    )


def _from_cause(draft: Draft, discourse: Discourse) -> Found:
    """ "Thousands have fled after fighting in Buthidaung": from where what drives them happens."""
    if draft.motion.frame.name not in DRIVEN:
        return None
    sentence = draft.motion.sentence
    for item in discourse.heard:
        if not sentence.start <= item.toponym.start < sentence.end or item.place is None:
            continue
        span = span_between(sentence, item.toponym.start, item.toponym.end)
        above = list(span.root.ancestors) if span is not None else []
        if draft.motion.trigger in above:
            above = above[: above.index(draft.motion.trigger)]
        elif not _is_cause(above):
            continue
        marked = bool(above) and above[0].lower_ in ("in", "at", "near", "around", "of")
        if marked and _is_cause(above) and item.toponym.start not in discourse.acting:
            return item, "where what drives them away happened"
    return None


def _is_cause(above: Sequence["Token"]) -> bool:
    """Whether the words above a place say that something happened there before the flight."""
    words = [word.lower_ for word in above]
    happened = any(word.lemma_.lower() in word_set("en", "driving", "words") for word in above)
    return happened and any(word in CAUSES for word in words)


def _from_known_spot(draft: Draft, discourse: Discourse) -> Found:
    """ "carried 130 from the embassy to Cyprus": the embassy is in the town last spoken of."""
    if not draft.destinations or not any(map(_leaves_known_spot, draft.motion.triggers)):
        return None
    last = discourse.last_named({PlaceKind.SETTLEMENT}, draft.motion.sentence.start)
    if last is None or draft.motion.sentence.start - last.toponym.end > NEAR_CHARACTERS:
        return None
    return last, "the town last spoken of"


def _leaves_known_spot(trigger: "Token") -> bool:
    return any(
        word.dep_ == "pobj"
        and word.head.lower_ == "from"
        and word.lemma_.lower() in word_set("en", "spots", "words")
        and any(child.lower_ == "the" for child in word.children)
        for word in trigger.subtree
    )


def _from_story(draft: Draft, earlier: Sequence[Draft]) -> Found:
    """The place that this report has people leave, for others who reach a place nearby."""
    mover = draft.motion.mover
    if not draft.destinations or (mover is None and draft.motion.carrier is None):
        return None
    if mover is not None and people_kind(mover) is None and not mover.like_num:
        return None
    for known in reversed(earlier):
        if draft.number - known.number > STORY_SENTENCES:
            return None
        ordered = known.status is Status.URGED and draft.status is not Status.DENIED
        if not known.origins or not (ordered or status_fits(known.status, draft.status)):
            continue
        if not party_fits(known, draft) or coarseness(known.origins[0]) > 2:
            continue
        if distance_km(known.origins[0], draft.destinations[0]) <= STORY_KM:
            return known.origins[0], "the place that others in this report left"
    return None


def _from_setting(draft: Draft, discourse: Discourse, earlier: Sequence[Draft]) -> Found:
    """The place just spoken of: for people told to go, its residents, and a number who flee."""
    if draft.motion.frame.name not in AWAY:
        return None
    mover = draft.motion.mover
    if mover is None and draft.motion.frame.is_noun:
        return None
    of_here = mover is not None and mover.lemma_.lower() in word_set("en", "roles", "of_here")
    counted = _are_counted(draft)
    if not (of_here or counted) and (draft.destinations or draft.status is not Status.URGED):
        return None
    start = draft.motion.sentence.start
    for item in reversed(discourse.heard):
        if item.toponym.start >= draft.motion.sentence.end or item.place is None:
            continue
        if item.toponym.start in discourse.acting or item.toponym.role is not ToponymRole.PLACE:
            continue
        if start - item.toponym.end > 250:
            return None
        if counted and not of_here and not _is_scene(item, draft, discourse, earlier):
            return None
        if coarseness(item) <= 4 and item.place.kind is not PlaceKind.SEA:
            return item, JUST_SPOKEN_OF
    return None


def _are_counted(draft: Draft) -> bool:
    """Whether a number of people leave, and where is told beside: "3,000 had fled to hamlets"."""
    people, mover = draft.travellers.people, draft.motion.mover
    if draft.has_end or people is None or mover is None or (people.low or 0) < FEW:
        return False
    return draft.status in DONE and (people_kind(mover) is not None or mover.like_num)


def _is_scene(
    item: GeocodedToponym, draft: Draft, discourse: Discourse, earlier: Sequence[Draft]
) -> bool:
    """Whether a place is told as where something happens that people leave just now."""
    if coarseness(item) > 3 or item.place is None or item.place.kind is PlaceKind.REGION:
        return False
    told = (end for one in earlier for end in (*one.origins, *one.destinations))
    return not any(same_place(item, end) for end in told)
