"""Where people are after a movement, told in a sentence of its own that has no word of movement.

"About 80 families fled Mueda. They are sheltering in schools in Pemba." The end of a way that
another sentence began: "They are now in Y", "the rest are in Z", "all were met in Y".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evacmap.legs.discourse import COUNTED_BEFORE
from evacmap.legs.drafts import Draft, coarseness, contains, is_of_kind, same_place
from evacmap.legs.joining import DONE
from evacmap.legs.judge import KIND_CLUES, goes_unbidden
from evacmap.legs.nouns import kind_of_noun
from evacmap.legs.spans import field_spans
from evacmap.model import (
    Count,
    CountMention,
    GeocodedToponym,
    PartyKind,
    PlaceKind,
    Sentence,
    ToponymRole,
)

BASIS = "where they are told to be after it"
WAITED = ("those told to be somewhere just before", 0.3)
ONE_THING = frozenset({"it", "he", "she", "him", "her"})
BEFORE = "where they are told to be before it"
THEY = frozenset({"they", "them", "all", "both", "these", "those", "group"})
# How many sentences may stand between a movement and where its people are.
REACH = 2
# "They are sheltering in schools and mosques in Y": how far the place may stand from the state.
LONGEST = 70
_PEOPLE = (
    r"(?:people|families|residents|villagers|evacuees|refugees|survivors|students|workers|women"
    r"|children|passengers|migrants|arrivals|newcomers|displaced|households|islanders|patients"
    r"|inhabitants|civilians|nationals|citizens|returnees|fishermen|tourists|inmates|prisoners)"
)
_NUMBER = (
    r"(?:some|about|around|nearly|almost|more than|over|at least|an estimated)?\s*[\d,.]*\d\w*"
)
_SHARE = (
    rf"(?:the rest|others|the others|some|a few|several|the remainder|half|the other half"
    rf"|(?:a|about a|nearly a|one|two)[ -](?:third|quarter)s?|(?:a|the) (?:small )?minority"
    rf"|(?:a further|another|some|about|the other)\s+[\d,.]*\d(?:\s+{_PEOPLE})?"
    rf"|(?!none|neither|all|most|many|both)(?:an? )?[\w-]+ of (?:them|these|those)"
    rf"|{_NUMBER}(?: (?:of them|more|others|{_PEOPLE}))?)"
)
_ALL = (
    rf"(?:they|all|both|most|many|all of them|most of them|many of them"
    rf"|nearly all|almost all|all but [\w-]+|the (?:(?:vast|great|large) )?(?:majority|bulk)"
    rf"|(?:the|these|those)\s+(?:[\w-]+\s+){{0,3}}{_PEOPLE})"
)
_NOW = r"(?:now|currently|still|all|mostly|also|already|temporarily|since|being|safely)"
_STATE = (
    rf"(?:are|were|is|have been|has been|will be)\s+(?:{_NOW}\s+)*"
    r"(?:(?:sheltering|sheltered|staying|living|housed|accommodated|hosted|lodged|quartered"
    r"|treated|sleeping|camped|camping|hospitali[sz]ed|put up|received|welcomed|met|settled"
    r"|held|detained|kept|interned|stranded|crowded|registered|scattered|spread|split"
    r"|distributed)\b|(?=in\b|at\b|with\b))"
    r"|had been\s+(?:registered|lodged|housed|received)\b"
    r"|(?:now\s+)?(?:live|stay|sleep|shelter)(?=\s)"
)
_VEHICLE = (
    r"(?:it|(?:the|these|those|all|both) (?:[\w-]+ ){0,2}?(?:ship|ferry|boat|vessel|convoy|plane"
    r"|aircraft|train|flight|bus(?=es)|coach(?=es)|lorry|lorrie|truck|car|vehicle|minibus(?=es)"
    r"|helicopter|column)(?:e?s)?)"
)
_DUE = r"(?:is|are|was|were)\s+(?:now\s+)?(?:due|expected)\s+(?:to (?:arrive|dock|land|be)\s+)?"
_LEAD = (
    r"(?:(?:by|on|at|since|as of|within|before|after)\s[^,.;]{2,28}?,?\s+"
    r"|(?:of|among) (?:these|those|them|the (?!\w+ (?:are|were))[^,.;]{2,28}),\s+"
    r"|[^.;:,]{3,50}\s(?:say|says|said)\s+(?:that\s+)?)?"
)
_TOLD = re.compile(
    rf"^\W*{_LEAD}(?:(?P<who>(?P<share>{_SHARE})|{_ALL})\s+(?:{_STATE})"
    rf"|(?:{_VEHICLE}\s+{_DUE}|(?!it\b){_VEHICLE}\s+(?:is|are|was|were)\s+(?:{_NOW}\s+)*)"
    r"(?=in\b|at\b))",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^,?\s*(?:and\s+|while\s+)?(?:others|the rest|the others|some|a few|many|more|another \d+"
    r"|\d[\d,.]*)\s+(?:are\s+|were\s+)?(?:in|at|on)(?:\s+the)?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:in|at|on|near|outside|around|of)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$")
_NOT = re.compile(r"\b(?:not|n't|no longer|had been|before|until|used to)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Where people are told to be, and whether these are only some of those told of."""

    places: tuple[GeocodedToponym, ...]
    is_share: bool


def stay_told(sentence: Sentence, items: Sequence[GeocodedToponym]) -> Stay | None:
    """Return where a sentence says that the people told of before are; None if it does not."""
    told = _TOLD.match(sentence.text)
    if told is None:
        return None
    begin = sentence.start
    places: list[GeocodedToponym] = []
    for item in sorted(items, key=lambda one: one.toponym.start):
        start = item.toponym.start - begin
        if start < told.end() - 1 or not _can_be_reached(item):
            continue
        lead = sentence.text[told.end() - 1 : start]
        if places:
            between = sentence.text[places[-1].toponym.end - begin : start]
            listed = between.strip() in (",", "and", ", and", "or", "and in", "and at")
            if not listed and not _OTHERS.match(between.strip()):
                break
        elif len(lead) > LONGEST or _NOT.search(lead) or not _BEFORE.search(lead):
            return None
        places.append(item)
    if not places:
        return None
    return Stay(places=tuple(places), is_share=told["share"] is not None)


_NEGATED = re.compile(r"\b(?:not|no longer|nobody|no one)\b|n.t\b", re.IGNORECASE)
_EARLIER = re.compile(r"^\W*(?:they|all|most|many|both)\b[^.]{0,20}?\bhad\b", re.IGNORECASE)
_STAYING = re.compile(
    r"\b(?:stranded|trapped|stuck|marooned|besieged|cut off|waiting|waited|camped|hiding|hidden"
    r"|sheltering|sheltered|remain|remained|remaining|stayed|staying|held|detained|gathered"
    r"|assembled|formed up|lined up|mustered|living|sleeping|interned|spent|rounded up"
    r"|put on (?:buses|lorries|trains))\b"
    r"[^.;:]{0,60}\b(?:in|at|on|near|outside)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)


Before = tuple[int, GeocodedToponym]


def stay_before(sentence: Sentence, items: Sequence[GeocodedToponym], number: int) -> Before | None:
    """ "Some 300 villagers were stranded in Homs.": where those are who are fetched after it."""
    if not items or _EARLIER.match(sentence.text):
        # "They reached Hama. They had been held in Homs.": before the way just told.
        return None
    for item in items:
        before = sentence.text[: item.toponym.start - sentence.start]
        if _can_be_reached(item) and _STAYING.search(before) and not _NEGATED.search(before):
            return number, item
    return None


def from_stay(draft: Draft, stay: Before | None, told: Sequence[Draft]) -> Draft:
    """ "Helicopters lifted them to Hama", after it: from where they were stranded."""
    mover = draft.motion.mover
    if stay is None or mover is None or not draft.travellers.refers_back:
        return draft
    number, place = stay
    told_since = bool(told) and told[-1].number >= number
    if told_since or not 0 < draft.number - number <= REACH or mover.lower_ in ONE_THING:
        return draft
    if draft.origins or draft.names_origin or not draft.destinations:
        return draft
    if any(_is_one(end, place) or _is_one(place, end) for end in draft.destinations):
        return draft
    draft = replace(draft, origins=(place,), clues=(*draft.clues, WAITED))
    return draft.inferring("origin", BEFORE)


STOCK = "people displaced within a place, not from it"
# "The displaced fled to Hama": those who were said to be displaced, not others that are counted.
_ANYONE = frozenset(
    {"people", "they", "most", "many", "some", "others", "family", "majority", "civilian"}
    | {"displaced", "idp", "resident", "villager", "household"}
)


def from_displacement(draft: Draft, dropped: Sequence[tuple[Draft, str]]) -> Draft:
    """ "300 families in Homs were displaced. Most fled to Hama.": from Homs."""
    mover = draft.motion.mover
    if draft.origins or draft.names_origin or not draft.destinations or mover is None:
        return draft
    counted = draft.travellers.people is not None and not draft.travellers.refers_back
    if counted or mover.lemma_.lower() not in _ANYONE:
        return draft
    for known, _ in reversed(dropped[-3:]):
        told = known.origins and any(name == STOCK for name, _ in known.clues)
        if not told or not 0 < draft.number - known.number <= REACH:
            continue
        # "to other districts of Homs or to Hama": some of them left Homs.
        away = [b for b in draft.destinations if not any(_is_one(a, b) for a in known.origins)]
        if not away or any(contains(b, a) for b in away for a in known.origins):
            continue
        moved = replace(draft, origins=known.origins)
        return moved.inferring("origin", "where those displaced were")
    return draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Those with whom a sentence begins, and how many they are: "Some 60 miners were trapped"."""

    number: int
    kind: PartyKind
    count: CountMention
    sentence: Sentence


# Troops who "were brought to Homs" may attack it, officials visit.
PASSED_ON = frozenset(KIND_CLUES) - {PartyKind.MILITARY, PartyKind.OFFICIALS, PartyKind.EQUIPMENT}
# How many words may stand before a number with which a sentence begins, and behind it.
MOST_BEFORE, MOST_BETWEEN = 4, 4
ENOUGH_PEOPLE = 5
SURE_TO_LEAVE = 0.5


def group_told(sentence: Sentence, counts: Sequence[CountMention], number: int) -> Group | None:
    """Return those with whom a sentence begins; None where it tells of nobody in number.

    ``counts`` are the numbers of the sentence.
    """
    if not counts or (counts[0].low or counts[0].high or 0) < ENOUGH_PEOPLE:
        return None
    before = sentence.text[: counts[0].start - sentence.start]
    if len(before.split()) > MOST_BEFORE:
        return None
    behind = sentence.text[counts[0].end - sentence.start :]
    for word in behind.split()[:MOST_BETWEEN]:
        plain = word.strip(",.;:").lower()
        kind = kind_of_noun(plain, plain)
        if kind in PASSED_ON:
            return Group(number=number, kind=kind, count=counts[0], sentence=sentence)
        if word != plain or plain in ("of", "and", "in"):
            return None
    return None


def of_group(draft: Draft, group: Group | None, told: Sequence[Draft]) -> Draft:
    """ "They were flown to Hama", after it: who they are, and how many."""
    mover = draft.motion.mover
    if group is None or mover is None or mover.lower_ not in THEY or not draft.has_end:
        return draft
    told_since = bool(told) and told[-1].number >= group.number
    if told_since or not 0 < draft.number - group.number <= 1:
        return draft
    if draft.motion.frame.weight < SURE_TO_LEAVE and goes_unbidden(draft.motion):
        # "The council has 62 members. They went to Homs."
        return draft
    clues = (
        (f"those spoken of just before are {group.kind.value}", KIND_CLUES[group.kind]),
        ("number of people", 0.2),
    )
    draft = replace(draft, clues=(*draft.clues, *clues))
    if draft.travellers.people is not None:
        return draft
    return with_count(draft, group.count, group.sentence).inferring("people", COUNTED_BEFORE)


_HAILING = re.compile(
    r"^\W*(?:(?:most|many|some|all|several|nearly all|almost all|both|the majority|the bulk|half)"
    r"(?:\s+of\s+(?:them|these|those|the\s+[\w-]+(?:\s[\w-]+)?))?|they"
    rf"|(?:the|these|those)\s+(?:[\w-]+\s+){{0,2}}{_PEOPLE})\s+"
    r"(?:are|were|had been)\s+(?:mostly|mainly|all|reportedly|largely|said to be|originally"
    r"|believed to be)?\s*(?:from|(?:residents|inhabitants|natives|people|villagers|families)"
    r"\s+(?:of|from))\s",
    re.IGNORECASE,
)
HAILING = "where they are told to be from"


def with_beginning(
    draft: Draft, sentence: Sentence, items: Sequence[GeocodedToponym], number: int
) -> Draft | None:
    """ "Some 300 families reached Homs. Most are from the village of Hama.": from there."""
    stated = draft.origins and all(item.field != "origin" for item in draft.inferred)
    if stated or not draft.destinations or number - draft.number > 1:
        return None
    told = _HAILING.match(sentence.text) if draft.status in DONE else None
    if told is None:
        return None
    for item in sorted(items, key=lambda one: one.toponym.start):
        start = item.toponym.start - sentence.start
        between = sentence.text[told.end() : start]
        if start < told.end() or not _can_be_reached(item) or is_of_kind(item, PlaceKind.CONTINENT):
            continue
        if len(between) > LONGEST // 2 or any(_is_one(item, end) for end in draft.destinations):
            return None
        span = (sentence.start, sentence.end)
        begun = replace(draft, origins=(item,), spans=tuple(sorted({*draft.spans, span})))
        return begun.inferring("origin", HAILING)
    return None


def _can_be_reached(item: GeocodedToponym) -> bool:
    place = item.place
    is_place = item.toponym.role is ToponymRole.PLACE
    return is_place and place is not None and place.kind is not PlaceKind.SEA


def with_stay(draft: Draft, stay: Stay | None, sentence: Sentence, number: int) -> Draft | None:
    """Return the last movement with its end; None where the stay says nothing of it."""
    if stay is None or number - draft.number > REACH:
        return None
    if draft.status not in DONE or not draft.origins:
        return None
    if any(_is_one(a, b) for a in draft.origins for b in stay.places):
        return None
    if draft.destinations and not stay.is_share:
        return None
    if any(same_place(a, b) for a in draft.destinations for b in stay.places):
        return None
    span = (sentence.start, sentence.end)
    ended = replace(
        draft, destinations=_fine(stay.places), spans=tuple(sorted({*draft.spans, span}))
    )
    if stay.is_share:
        # The number told before is that of all.
        ended = replace(ended, travellers=replace(draft.travellers, people=None))
    return ended.inferring("destination", BASIS)


def comes_to_any(told: Sequence[Draft], places: Sequence[GeocodedToponym]) -> bool:
    """Whether some movement already told ends at one of these places."""
    return any(same_place(a, b) for draft in told for a in draft.destinations for b in places)


def _fine(places: tuple[GeocodedToponym, ...]) -> tuple[GeocodedToponym, ...]:
    """ "in Cox's Bazar, Bangladesh": the town alone."""
    return tuple(
        place
        for place in places
        if not any(contains(place, other) for other in places if other is not place)
    )


def _is_one(one: GeocodedToponym, other: GeocodedToponym) -> bool:
    same = one.place is not None and other.place is not None and one.place.id == other.place.id
    return same or (coarseness(one) <= coarseness(other) and contains(other, one))


def with_count(draft: Draft, count: CountMention, sentence: Sentence) -> Draft:
    """Return a draft with the number that another sentence gives for its people."""
    people = Count(low=count.low, high=count.high, text=count.text)
    return replace(
        draft,
        travellers=replace(draft.travellers, people=people),
        spans=tuple(sorted({*draft.spans, (sentence.start, sentence.end)})),
        words=(*draft.words, *field_spans("people", ((count.start, count.end),))),
    )
