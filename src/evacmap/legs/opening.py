"""Origins that a sentence or the one before it sets the scene with, before the movement is told.

"In Mariupol, officials said 3,000 people were taken to Zaporizhzhia"; "Irpin was shelled for
weeks. Most of its residents fled to Kyiv".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.apart import OF_ALL
from evacmap.legs.discourse import Discourse
from evacmap.legs.drafts import Draft, coarseness, contains, distance_km, same_place
from evacmap.legs.joining import DONE, party_fits
from evacmap.legs.lexicon import people_kind
from evacmap.legs.motion import Motion
from evacmap.legs.parties import is_part_of_group
from evacmap.legs.places import Role
from evacmap.legs.spans import offsets_of, span_between
from evacmap.legs.syntax import subject_of
from evacmap.model import GeocodedToponym, Mode, PartyKind, PlaceKind, ToponymRole

if TYPE_CHECKING:
    from spacy.tokens import Token

OPENED = "the place the sentence begins with"
OWNED = "the place whose people they are"
TAKEN = "the place that others take as they leave"
OF_MISSION = "where their mission is"
Found = tuple[GeocodedToponym, str] | None

OPENING = frozenset({"in", "at", "on", "near", "around", "outside", "across"})
# "In", "in rural", "near the town of", "in the flood-hit district of"; not "in talks on".
_KINDS = r"(?:city|town|village|community|state|province|district|county|region|island|area|suburb)"
_OPENS = re.compile(
    rf"\b(?:{'|'.join(sorted(OPENING))})\s(?:the\s)?"
    rf"(?:(?:rural|nearby|neighbou?ring|remote|coastal|central|mountainous|[a-z]+-[a-z]+|[a-z]*"
    rf"(?:ern|north|south|east|west))\s){{0,2}}(?:{_KINDS}\sof\s)?$",
    re.IGNORECASE,
)
# What opens a sentence before its place: "On Friday in Homs", "Further north, in Homs".
LONGEST_LEAD = 40
# "on the Greek island of Samos": between a name and that of what lies in it.
WITHIN_IT = 12
FARTHEST_KM = 700.0
BY_AIR = frozenset({Mode.AIR, Mode.SEA})
AWAY = frozenset(
    {"flee", "evacuate", "leave", "withdraw", "remove", "rescue", "transport", "travel"}
    | {"evacuation", "exodus", "displacement", "departure", "withdrawal", "redeploy"}
)
FRONT = "the place that other forces leave"
FRONT_SENTENCES = 10
PULLING_OUT = frozenset({"withdraw", "withdrawal", "pullout", "leave", "remove", "departure"})
GIVING_UP = frozenset({"flee", "withdraw", "leave", "evacuate"})
OWN = frozenset({"its", "their"})
PEOPLE = frozenset({"people", "family", "person", "household", "child", "woman", "patient"})
NEAR_CHARACTERS = 250
PARTS_SENTENCES = 2
_FROM_NAME = re.compile(
    r"\b(?:from|left|leaving|fled)\s+(?:(?!to\b|into\b|for\b|in\b|towards?\b)[a-z-]+\s+){0,4}[A-Z]"
)


def from_opening(draft: Draft, discourse: Discourse) -> Found:
    """Return the place that the sentence of a movement begins with: "In Homs, …"."""
    motion = draft.motion
    if motion.frame.name not in AWAY:
        return None
    if not draft.destinations and not _leaves_where_told(motion):
        return None
    item = _opening_place(motion, discourse, is_alone=not draft.destinations)
    return (item, OPENED) if item is not None and _may_leave(item, draft) else None


def to_opening(draft: Draft, discourse: Discourse) -> Draft:
    """ "In Homs, residents were allowed to return home": that is where they go back to."""
    motion = draft.motion
    if draft.has_end or draft.names_origin or not _goes_home(motion):
        return draft
    opening = _opening_place(motion, discourse, is_alone=True)
    back = _places_of_return(motion) if opening is None else [opening]
    if not back or any(map(_is_country, back)):
        return draft
    return replace(draft, destinations=tuple(back)).inferring("destination", OPENED)


def _is_country(item: GeocodedToponym) -> bool:
    return item.place is None or item.place.kind is PlaceKind.COUNTRY


def _leaves_where_told(motion: Motion) -> bool:
    """ "In Homs, a fire forced the evacuation of two camps": people leave from where it is told.

    In "In Homs, families evacuated in March spoke of hunger" they have come there.
    """
    away = motion.frame.name in word_set("en", "roles", "leaves_setting")
    of_others = motion.trigger.dep_ in ("acl", "relcl", "amod")
    if not away or of_others or motion.frame.name == "remove":
        return False
    # "In Homs, a minister dismissed reports that evacuations had begun": that is said there.
    return not any(word.dep_ in ("ccomp", "acl", "relcl") for word in _up_to_root(motion.trigger))


def _up_to_root(word: "Token") -> "Iterator[Token]":
    yield word
    yield from word.ancestors


def _goes_home(motion: Motion) -> bool:
    home = any(child.lower_ == "home" for word in motion.triggers for child in word.children)
    return motion.frame.name == "return" or (home and motion.frame.name == "travel")


def _places_of_return(motion: Motion) -> list[GeocodedToponym]:
    """ "were allowed to return home in Homs": the place where it happens."""
    home = any(child.lower_ == "home" for word in motion.triggers for child in word.children)
    told = [argument for argument in motion.places(Role.SETTING) if argument.marker == "in"]
    named = [one.place for one in told if isinstance(one.place, GeocodedToponym)]
    return named if home and len(named) == len(told) else []


def _opening_place(
    motion: Motion, discourse: Discourse, *, is_alone: bool
) -> GeocodedToponym | None:
    """Return the place that opens a sentence; the only end of its movement if ``is_alone``."""
    begin = motion.sentence.start
    verb = begin + offsets_of(motion.trigger)[0]
    named = [
        item
        for item in discourse.heard
        if begin <= item.toponym.start < min(verb, begin + LONGEST_LEAD)
    ]
    for item in named:
        lead = motion.sentence.text[: item.toponym.start - begin]
        opens = _OPENS.search(lead)
        if opens is None or item.place is None:
            continue
        if is_alone and lead[: opens.start()].strip()[-1:] not in ("", ","):
            # "The conflict in Homs has uprooted 300, of whom 200 returned.": no opening.
            continue
        if item.toponym.role is not ToponymRole.PLACE or item.toponym.start in discourse.acting:
            continue
        if any(char.isalpha() and char.isupper() for char in lead[1:]) and "," not in lead:
            # "Police in Homs said": no opening.
            continue
        if len(lead.split()) > 1 and not lead[0].isupper():
            continue
        beside = (one for one in named if 0 < one.toponym.start - item.toponym.end <= WITHIN_IT)
        return next((one for one in beside if contains(item, one)), item)
    return None


def is_one_place(one: GeocodedToponym, other: GeocodedToponym) -> bool:
    """Whether one is the other or lies in it; neighbouring towns are two."""
    same = one.place is not None and other.place is not None and one.place.id == other.place.id
    return same or contains(one, other) or contains(other, one)


def _may_leave(item: GeocodedToponym, draft: Draft) -> bool:
    """Whether people can go from a place to where these go: neither far off nor the same."""
    if item.place is None or item.place.kind is PlaceKind.SEA or coarseness(item) > 4:
        return False
    for end in draft.destinations:
        if is_one_place(item, end):
            return False
        if draft.mode not in BY_AIR and distance_km(item, end) > FARTHEST_KM:
            return False
    return True


def from_owner(draft: Draft, discourse: Discourse) -> Found:
    """ "Irpin was shelled. Most of its residents fled to Kyiv.": from what is theirs."""
    motion = draft.motion
    if motion.frame.name not in AWAY or motion.mover is None:
        return None
    if motion.mover.dep_ == "dobj":
        # "Kenya backs Goma, and getting its people out …": they are of who gets them out.
        return None
    own = next((word for word in _phrase(motion.mover) if _is_of_it(word)), None)
    if own is None:
        return None
    at = motion.sentence.start + offsets_of(own)[0]
    for item in reversed(discourse.heard):
        if item.toponym.end > at or item.place is None:
            continue
        if at - item.toponym.end > NEAR_CHARACTERS:
            return None
        if item.toponym.role not in (ToponymRole.PLACE, ToponymRole.GOVERNMENT):
            continue
        if coarseness(item) <= 3 and _may_leave(item, draft):
            return item, OWNED
    return None


def from_taken(draft: Draft, discourse: Discourse) -> Found:
    """ "Rebels seized Goma as soldiers fled", "The army retook Homs after the rebels withdrew".

    Those who flee or withdraw while others take a place leave that place.
    """
    motion = draft.motion
    if motion.frame.name not in GIVING_UP or motion.mover is None or motion.frame.is_noun:
        return None
    begin, end = motion.sentence.start, motion.sentence.end
    for item in reversed(discourse.heard):
        if item.toponym.start < begin:
            return None
        span = span_between(motion.sentence, item.toponym.start, item.toponym.end)
        if item.toponym.start >= end or span is None or coarseness(item) > 3:
            continue
        verb = _takes(span.root)
        if verb is None or subject_of(verb) in (None, motion.mover):
            continue
        beside = verb in motion.trigger.ancestors or motion.trigger in verb.ancestors
        if beside and item.place is not None and item.toponym.role is ToponymRole.PLACE:
            return item, TAKEN
    return None


def _takes(name: "Token") -> "Token | None":
    """Return the verb by which a place falls to others: "seized control of the town, Homs"."""
    word = name
    while word.dep_ in ("appos", "compound", "pobj", "prep", "dobj", "nsubjpass", "nmod"):
        above = word.head
        listed = word_set("en", "scene", "taking")
        striking = above.lemma_.lower() in listed or above.lower_ in listed
        if above.pos_ == "VERB":
            falls = word.dep_ in ("dobj", "nsubjpass") or word.lower_ == "into"
            return above if striking and falls else None
        plain = word.dep_ != "prep" or word.lower_ in ("of", "into")
        word = above
        if not plain:
            return None
    return None


def from_front(draft: Draft, earlier: Sequence[Draft]) -> Found:
    """ "Spain will leave Iraq. Italy, too, is to pull its contingent out.": out of Iraq, too."""
    nation = _nation_at_arms(draft)
    if draft.has_end or draft.motion.frame.name not in PULLING_OUT or nation is None:
        return None
    for known in reversed(earlier):
        if draft.number - known.number > FRONT_SENTENCES:
            return None
        other = _nation_at_arms(known)
        countries = [end for end in known.origins if coarseness(end) >= 4 and end.place is not None]
        if other not in (None, nation) and len(countries) == 1 and len(known.origins) == 1:
            place = countries[0].place
            return None if place is None or place.name == nation else (countries[0], FRONT)
    return None


def _nation_at_arms(draft: Draft) -> str | None:
    """Whose forces move; None where they are no forces, or of no country that is told."""
    party = draft.travellers.party
    return party.nationality if party is not None and party.kind is PartyKind.MILITARY else None


_MISSION = re.compile(
    r"\b(?:embass(?:y|ies)|consulates?|(?:diplomatic|consular) (?:mission|office)s?|legations?"
    r"|high commissions?)\b[^.;:]{0,40}\b(?:in|at) (?:the )?$",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"\s?,?\s?(?:said|says|told|added|tweeted|wrote|warned|has said|posted)\b")


def from_mission(draft: Draft, discourse: Discourse) -> Found:
    """ "It closed its embassy in Goma. All diplomats have been evacuated.": out of Goma."""
    motion, party = draft.motion, draft.travellers.party
    if motion.frame.name not in AWAY or motion.frame.is_noun or party is None:
        return None
    words = party.text.lower().replace("-", " ").split()
    if word_set("en", "sides", "staff").isdisjoint(words):
        return None
    verb = motion.sentence.start + offsets_of(motion.trigger)[0]
    for item, text, start in reversed(discourse.missions):
        if item.toponym.start < verb:
            at = item.toponym.start - start
            near = motion.sentence.start - item.toponym.end <= 2 * NEAR_CHARACTERS
            speaks = _SPEAKS.match(text, item.toponym.end - start)
            if near and not speaks and _MISSION.search(text, 0, at) and _may_leave(item, draft):
                return item, OF_MISSION
    return None


def _phrase(mover: "Token") -> "Iterator[Token]":
    """The words that those who move are named by: "11,350 of its people"."""
    yield mover
    for child in mover.children:
        if child.lower_ == "of":
            yield from (noun for noun in child.children if noun.dep_ == "pobj")


def _is_of_it(noun: "Token") -> bool:
    """ "its residents", "its thirty thousand people"; "its troops" belong to a state."""
    lemma = noun.lemma_.lower()
    living = lemma in PEOPLE or lemma in word_set("en", "roles", "of_here")
    if not living or people_kind(noun) is None:
        return False
    return any(child.lower_ == "its" and child.dep_ == "poss" for child in noun.children)


def from_whole(draft: Draft, earlier: Sequence[Draft]) -> Found:
    """ "Over 12,000 have fled Kosovo. About 10,000 have come to Serbia": of those told of."""
    people = draft.travellers.people
    if not draft.destinations or people is None or draft.status not in DONE or draft.is_added:
        return None
    if _FROM_NAME.search(draft.motion.sentence.text):
        return None
    for known in reversed(earlier):
        if draft.number - known.number > PARTS_SENTENCES:
            return None
        whole = known.travellers.people
        if known.number == draft.number or not known.origins or whole is None:
            continue
        is_part = any(item.basis == OF_ALL for item in known.inferred)
        is_more = (whole.low or 0) >= max(people.low or 0, people.high or 0)
        if known.status not in DONE or not (is_part or is_more):
            continue
        left = any(same_place(a, b) for a in known.origins for b in draft.destinations)
        is_total = is_part or not known.destinations or _all_hold(known, draft)
        if is_total and not left and party_fits(known, draft) and _may_be_some_of(draft, known):
            return known.origins[0], OF_ALL
    return None


def _may_be_some_of(part: Draft, whole: Draft) -> bool:
    """Whether those told of are called as those before them, or by their number alone."""
    mover, one, other = part.motion.mover, part.travellers.party, whole.travellers.party
    if mover is None or other is None or part.mode not in (Mode.UNKNOWN, whole.mode):
        return False
    if mover.pos_ == "NUM" or mover.like_num or is_part_of_group(mover):
        return True
    if one is not None and one.kind is other.kind is PartyKind.REFUGEES:
        return True
    of_one_nation = one is not None and one.nationality and one.nationality == other.nationality
    return bool(of_one_nation) or mover.lemma_.lower()[:7] in other.text.lower()


def _all_hold(whole: Draft, part: Draft) -> bool:
    """Whether the goal of all holds that of some: to Sudan, of whom some to Khartoum."""
    return all(any(contains(a, b) for a in whole.destinations) for b in part.destinations)
