"""One movement that goes on with another, of the same sentence or told just before.

A vehicle is often told of in halves: where it set out, where it came to, who was on it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from evacmap.legs.beginnings import lies_before
from evacmap.legs.drafts import Draft, contains, same_place
from evacmap.legs.joining import status_fits
from evacmap.legs.judge import THRESHOLD
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.movers import ONE_OF
from evacmap.legs.parties import names_one_person
from evacmap.legs.resting import OF_TRAVELLERS, resting
from evacmap.legs.telling import is_same_group
from evacmap.model import Sentence, Status

# How many sentences apart the parts of one telling may stand, and how many drafts are looked at.
REACH = 2
# A report of one person is of that person to its end.
FAR = 8
IN_MIND = 8
STRONG = 0.8
GOES_ON = "goes on with the movement told just before"

Dropped = Sequence[tuple[Draft, str]]
# Those who are on a vehicle told of just before.
_ABOARD = re.compile(
    r"^\W*(?:(?:on board|aboard|on it)\b|(?:those|all|everyone|(?:the|its|her|all) [\w,. -]{1,30}?)"
    r"\s(?:aboard|on board)\b|(?:its|her|their|the) (?:[\w,.-]+ ){0,3}(?:passengers|occupants)\b)",
    re.IGNORECASE,
)
# A clue of this weight says that nobody moves: goods, an attack, what is usual.
AGAINST = -0.5
DOUBTED = -0.8
NEARBY = 8
GONE_ON = ("goes on with a departure told just before", 0.4)


def begun_before(draft: Draft, told: Dropped) -> Draft:
    """ "The last trucks rolled out of Homs. They pulled into Hama.": one way, told in halves.

    ``told`` is what was set aside: each half says little by itself.
    """
    if draft.origins or draft.names_origin or not draft.destinations or is_doubted(draft):
        return draft
    for known, _ in reversed(told[-NEARBY:]):
        if draft.number - known.number != 1 or not known.origins or known.destinations:
            continue
        against = any(weight <= AGAINST for _, weight in known.clues)
        if against or not status_fits(known.status, draft.status) or not _is_it(draft, known):
            continue
        if any(same_place(a, b) for a in known.origins for b in draft.destinations):
            continue
        draft = replace(draft, origins=known.origins, clues=(*draft.clues, GONE_ON))
        return draft.inferring("origin", "where the same group left from")
    return draft


def is_doubted(draft: Draft) -> bool:
    """Whether the words of a telling say that nobody moves: "it arrived in Hama with flour"."""
    return any(weight <= DOUBTED for _, weight in draft.clues)


def _is_it(draft: Draft, known: Draft) -> bool:
    """Whether those who come can be those who left: "they", "it", "the trucks"."""
    if not draft.travellers.refers_back:
        return False
    word, left = draft.motion.carrier or draft.motion.mover, known.motion
    if word is None or word.lower_ in ("he", "him", "we", "us"):
        return False
    if word.lower_ in ("it", "she", "her"):
        return left.carrier is not None or (left.mover is not None and left.mover.tag_ == "NN")
    if word.pos_ == "PRON":
        return left.carrier is not None or left.mover is not None
    return any(word.lemma_ == one.lemma_ for one in (left.carrier, left.mover) if one is not None)


def is_vehicle_of(draft: Draft, known: Draft) -> bool:
    """ "They were put on lorries in Homs. The lorries crossed into Hama.": those lorries."""
    vehicle = draft.motion.carrier
    if vehicle is None or draft.motion.mover is not None or not draft.travellers.refers_back:
        return False
    return any(word.lemma_ == vehicle.lemma_ for word in known.motion.trigger.doc)


def come_aboard(draft: Draft, told: Sequence[Draft], sentence: Sentence) -> Draft:
    """ "A plane landed in Homs. On board were 90 people flown out of Hama.": to Homs."""
    if draft.destinations or not draft.origins or draft.status is Status.DENIED:
        return draft
    if _ABOARD.match(sentence.text) is None:
        return draft
    for known in told:
        arrives = known.motion.carrier is not None or known.motion.frame.at
        if draft.number - known.number != 1 or not (known.destinations and arrives):
            continue
        if not any(same_place(a, b) for a in known.destinations for b in draft.origins):
            draft = replace(draft, destinations=known.destinations)
            return draft.inferring("destination", "where what carried them came to")
    return draft


def on_its_way(draft: Draft, told: Dropped) -> Draft:
    """ "A train leaves Homs for Hama every day. On Monday it carried 90 evacuees.": that way."""
    carrier, mover = draft.motion.agent or draft.motion.carrier, draft.motion.mover
    if draft.has_end or draft.names_origin or mover is None or people_kind(mover) is None:
        return draft
    if carrier is None or not (carrier.lower_ in ("it", "they") or vehicle_mode(carrier)):
        return draft
    for known, _ in reversed(told[-NEARBY:]):
        vehicle = known.motion.carrier
        if draft.number - known.number != 1 or vehicle is None or known.motion.mover is not None:
            continue
        if not (known.origins and known.destinations):
            continue
        if carrier.pos_ != "PRON" and carrier.lemma_ != vehicle.lemma_:
            continue
        spans = tuple(sorted({*draft.spans, *known.spans}))
        draft = replace(draft, origins=known.origins, destinations=known.destinations, spans=spans)
        for field in ("origin", "destination"):
            draft = draft.inferring(field, "the way of the vehicle, told just before")
        return draft
    return draft


def going_on(draft: Draft, last: Draft) -> Draft:
    """ "fled to Malé on Wednesday and arrived in Singapore on Thursday": one journey, two legs."""
    clue = ("the same people, in the same sentence", 0.8)
    draft = replace(draft, clues=(*draft.clues, clue))
    if lies_before(draft, last):
        draft = replace(draft, destinations=last.origins)
        return draft.inferring("destination", "from where the same people went on")
    if draft.origins or not last.destinations or not draft.destinations:
        return draft
    others = draft.is_added and draft.motion.mover != last.motion.mover
    if others or _is_one_more(draft):
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


def carried_on(draft: Draft, dropped: Dropped) -> Draft:
    """ "Nine men were rescued from a trawler. They were taken to Doha.": surely they were.

    What a firm word tells without any end is told to the end by a weak one.
    """
    motion = draft.motion
    is_weak = motion.frame.weight < STRONG and motion.mover is not None
    if not is_weak or not draft.destinations or draft.origins or not draft.travellers.refers_back:
        return draft
    for known in _firm_without_ends(draft, dropped):
        if known.score >= THRESHOLD and (is_same_group(draft, known) or _is_same_one(draft, known)):
            frame = replace(motion.frame, weight=known.motion.frame.weight)
            draft = replace(
                draft,
                motion=replace(motion, frame=frame),
                clues=(*draft.clues, (GOES_ON, round(max(0.6, known.score - draft.score), 2))),
                names_origin=draft.names_origin or known.names_origin,
            )
            return _with_date(_counted_as(draft, known), known)
    return draft


def _is_of_one(draft: Draft) -> bool:
    """Whether one person told of before moves: "a helicopter flew him to Homs"."""
    mover = draft.motion.mover
    return mover is not None and (mover.lower_ in ONE or names_one_person(mover))


ONE = frozenset({"he", "him", "she", "her"})


def _is_same_one(draft: Draft, known: Draft) -> bool:
    """ "An injured hiker was winched to safety. The woman was flown to Homs.": one person."""
    one, other = draft.motion.mover, known.motion.mover
    if one is None or other is None:
        return False
    return names_one_person(one) and names_one_person(other)


def _with_date(draft: Draft, known: Draft) -> Draft:
    if draft.is_dated or not known.is_dated:
        return draft
    inferred = tuple(item for item in draft.inferred if item.field != "date")
    draft = replace(draft, date=known.date, inferred=inferred)
    return draft.inferring("date", GOES_ON)


def counted_before(draft: Draft, dropped: Dropped) -> Draft:
    """ "500 passengers were evacuated from a ship. … brought passengers ashore in Homs"."""
    mover = draft.motion.mover
    if mover is None or draft.travellers.people is not None or not draft.has_end:
        return draft
    if any(child.dep_ not in ("det", "prep", "acl", "relcl") for child in mover.children):
        return draft
    for known in _firm_without_ends(draft, dropped):
        other = known.motion.mover
        if known.travellers.people and other is not None and other.lemma_ == mover.lemma_:
            return _counted_as(draft, known)
    return draft


def _firm_without_ends(draft: Draft, dropped: Dropped) -> list[Draft]:
    """Return the sure tellings just before a draft that name no end, the last one first."""
    return [
        known
        for known, _ in reversed(dropped[-IN_MIND:])
        if known.motion.frame.weight >= STRONG
        and not known.has_end
        and known.motion.mover is not None
        and 0 <= draft.number - known.number <= (FAR if _is_of_one(draft) else REACH)
        and status_fits(known.status, draft.status)
    ]


def _counted_as(draft: Draft, known: Draft) -> Draft:
    people = known.travellers.people
    if draft.travellers.people is not None or people is None:
        return draft
    counted = replace(draft, travellers=replace(draft.travellers, people=people))
    counted = resting(counted, draft, known, fields=OF_TRAVELLERS)
    return counted.inferring("people", "the same people, counted before")
