"""Where a report is set: the place that people leave or come to, for legs that name one end only.

A report of an evacuation names the place that is left once, often in its title or first words,
and then tells who was taken where. This comes after reading and joining: what a sentence or its
neighbours say goes first, and what is filled here is marked as inferred.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evacmap.languages import word_set
from evacmap.legs.drafts import Draft, coarseness, contains, distance_km
from evacmap.legs.nations import codes_of_countries
from evacmap.legs.spans import offsets_of
from evacmap.model import (
    BlockKind,
    GeocodedToponym,
    Mode,
    PartyKind,
    PlaceKind,
    Sentence,
    Status,
    ToponymRole,
)

BASIS = "where the report is set"
# The clues of one place, in sum: 0.3 is a place named two sentences before ("in Homs").
ENOUGH = 0.3
BY_SENTENCE = 0.3
LATER, LATER_GOAL = 0.6, 0.8
FARTHEST = 7
GOING_BACK_WEIGHT = -2.0
# How many names before and after a movement are looked at, and how many of a report's first.
BEFORE, AFTER, FIRST = 60, 12, 10
# How much speaks for people leaving a place that stands after these words of the language.
SCORES = (("left", 1.5), ("struck", 1.2), ("goal", -1.5), ("inside", 1.0))
GOAL_SCORES = (("left", -1.5), ("struck", -1.2), ("goal", 0.8), ("inside", 0.6))
# "Homs has taken in 300", "Homs is full".
HOSTING = 1.2
ENOUGH_FOR_GOAL = 0.3
TOWN = 1
HOMEWARD = frozenset({"home", "back"})
NEAR_SENTENCES = 2
# A place of which the words right after its name say that something befell it.
FALLEN = 1.0
# So near to where people come a place behind its name says where that is.
BESIDE_KM = 80
# Their goal is where the report is set, not their origin.
GOING_BACK = frozenset({"return", "resettle"})
FARTHEST_KM = {Mode.FOOT: 300.0, Mode.BUS: 1500.0, Mode.CAR: 1500.0, Mode.HELICOPTER: 900.0}
# Those who flee go by land, or not far over sea.
FARTHEST_FLIGHT_KM = 2000.0
SPOKEN_OF = frozenset({ToponymRole.PLACE, ToponymRole.DATELINE})
ASIDE = frozenset({BlockKind.RELATED, BlockKind.BOILERPLATE, BlockKind.CAPTION})
# How many words of the clause behind a name may say what befell it.
AFTER_NAME = 6
_WORD = re.compile(r"[\w'’-]+")
_CLAUSE = re.compile(r"[^,;:.()]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A place as it is named once in a report, with how much speaks for people leaving it."""

    item: GeocodedToponym
    number: int
    score: float


def fill_from_scene(
    drafts: Sequence[Draft],
    sentences: Sequence[Sentence],
    places: Sequence[GeocodedToponym],
    acting: Collection[int] = (),
) -> list[Draft]:
    """Return the drafts; those that name no origin get it from where the report is set.

    ``places`` are the geocoded toponyms of the report, ``acting`` the offsets of those that only
    act or qualify ("Russia said", "US troops").
    """
    told = list(drafts)
    if not all(draft.origins for draft in told):
        settings = list(_settings(told, sentences, places, acting))
        starts = [setting.item.toponym.start for setting in settings]
        codes = codes_of_countries(places)
        told = [
            _filled(draft, _in_their_country(draft, beside, codes), starts, sentences)
            for draft in told
            for beside in [_not_reached_beside(draft, told, settings)]
        ]
    if any(map(_comes_here, told)):
        goals = list(_settings(told, sentences, places, acting, is_goal=True))
        for at, draft in enumerate(told):
            before = told[at - 1] if at else None
            told[at] = _with_goal(draft, goals, sentences, before)
    return told


def _comes_here(draft: Draft) -> bool:
    """Whether people come to where the report looks from: "400 came from Homs", "flown in"."""
    if not draft.origins or draft.destinations or draft.status is Status.DENIED:
        return False
    beside = {
        child.lower_
        for trigger in draft.motion.triggers
        for child in trigger.children
        if not any(word.dep_ == "pobj" for word in child.children)
    }
    verbs = {trigger.lemma_.lower() for trigger in draft.motion.triggers}
    # Who "comes out" is seen to come all the same.
    aside = HOMEWARD if verbs & {"come", "arrive"} else word_set("en", "scene", "away")
    if beside & aside:
        return False
    coming = verbs & word_set("en", "scene", "coming")
    return bool(coming or beside & word_set("en", "scene", "hither"))


def _with_goal(
    draft: Draft,
    settings: Sequence[Setting],
    sentences: Sequence[Sentence],
    before: Draft | None,
) -> Draft:
    """Give those who come from somewhere the place where the report sees them come.

    That is where those told of ``before`` came to, if they came there by the report's setting.
    """
    if not _comes_here(draft):
        return draft
    if before is not None and draft.number - before.number <= NEAR_SENTENCES:
        by_setting = any(
            item.field == "destination" and item.basis == BASIS for item in before.inferred
        )
        if by_setting and all(can_be_reached(end, draft) for end in before.destinations):
            goal = replace(draft, destinations=before.destinations)
            return goal.inferring("destination", BASIS)
    here = draft.motion.sentence.start
    at = bisect_left(settings, here, key=lambda setting: setting.item.toponym.start)
    found = _likeliest(settings, draft, sentences, _nearness_of_goal, can_be_reached, at)
    if found is None or found[0] < ENOUGH_FOR_GOAL:
        return draft
    return replace(draft, destinations=(found[1],)).inferring("destination", BASIS)


def _likeliest(
    settings: Sequence[Setting | None],
    draft: Draft,
    sentences: Sequence[Sentence],
    nearness: Callable[[Setting, int, Draft], float],
    fits: Callable[[GeocodedToponym, Draft], bool],
    at: int,
) -> tuple[float, GeocodedToponym] | None:
    """Return how much speaks for the likeliest setting, and its place; the later of two alike.

    Looked at are the first names of the report and those around name number ``at``, where the
    movement is told, so that long reports take time in line with their length.
    """
    number = bisect_right(sentences, draft.motion.sentence.start, key=lambda one: one.start) - 1
    first = max(FIRST, at - BEFORE)
    ranks = [
        (setting.score + nearness(setting, number, draft), setting.item.toponym.start, setting.item)
        for setting in (*settings[:FIRST], *settings[first : at + AFTER])
        if setting is not None and fits(setting.item, draft)
    ]
    if not ranks:
        return None
    score, _, item = max(ranks, key=lambda rank: rank[:2])
    return score, item


def _nearness_of_goal(setting: Setting, number: int, draft: Draft) -> float:
    back = number - setting.number
    if back == 0:
        verb = draft.motion.sentence.start + offsets_of(draft.motion.trigger)[0]
        return 1.3 if setting.item.toponym.start < verb else -0.5
    if back < 0:
        return -LATER_GOAL + BY_SENTENCE * max(back, -FARTHEST)
    fading = BY_SENTENCE * (0.5 if setting.number == 0 else 1.0)
    if setting.item.toponym.role is ToponymRole.DATELINE:
        fading = 0.0
    return -fading * min(back, FARTHEST)


def can_be_reached(item: GeocodedToponym, draft: Draft) -> bool:
    """Whether a movement as told can end at a place."""
    farthest = FARTHEST_KM.get(draft.mode, FARTHEST_FLIGHT_KM)
    if draft.mode in (Mode.AIR, Mode.SEA):
        farthest = float("inf")
    return not any(
        end.place is None
        or item.place is None
        or end.place.id == item.place.id
        or contains(end, item)
        or contains(item, end)
        or farthest < distance_km(end, item) < float("inf")
        for end in (*draft.origins, *draft.via)
    )


OUT_OF_OTHERS = frozenset({"deport", "repatriate", "deportation", "repatriation"})


def _not_reached_beside(
    draft: Draft, drafts: Sequence[Draft], settings: Sequence[Setting]
) -> list[Setting | None]:
    """Leave out where others go by the same words: "10 were flown to Oslo, 30 to Riga".

    And their own country, of those who are deported: "Georgians deported as row deepens".
    """
    own: frozenset[str] = frozenset()
    if any(trigger.lemma_.lower() in OUT_OF_OTHERS for trigger in draft.motion.triggers):
        own = draft.own_nations
    beside = {
        end.place.id
        for other in drafts
        if other.motion is draft.motion and other is not draft
        for end in other.destinations
        if end.place
    }
    if not beside and not own:
        return list(settings)
    places = [setting.item.place for setting in settings]
    return [
        setting if place and place.id not in beside and place.name not in own else None
        for setting, place in zip(settings, places, strict=True)
    ]


def _in_their_country(
    draft: Draft, settings: Sequence[Setting | None], codes: Mapping[str, str]
) -> Sequence[Setting | None]:
    """Leave out what lies outside the country of refugees: "South Sudanese came to Sudan"."""
    party = draft.travellers.party
    if party is None or party.kind is not PartyKind.REFUGEES or party.nationality is None:
        return settings
    code = codes.get(party.nationality)
    ends = (end.place for end in (*draft.destinations, *draft.via))
    if code is None or any(place is not None and place.country == code for place in ends):
        # Those who are at home, or come back, come from anywhere.
        return settings
    return [
        one if one and one.item.place and one.item.place.country == code else None
        for one in settings
    ]


def _filled(
    draft: Draft,
    settings: Sequence[Setting | None],
    starts: Sequence[int],
    sentences: Sequence[Sentence],
) -> Draft:
    if draft.origins or draft.names_origin or not draft.destinations:
        return draft
    at = bisect_left(starts, draft.motion.sentence.start)
    found = _likeliest(settings, draft, sentences, _nearness, can_be_left, at)
    if found is None or found[0] < ENOUGH:
        return draft
    return replace(draft, origins=(found[1],)).inferring("origin", BASIS)


def _nearness(setting: Setting, number: int, draft: Draft) -> float:
    """How a place gains or loses by where it is named, seen from sentence ``number``."""
    back = number - setting.number
    if back == 0:
        verb = draft.motion.sentence.start + offsets_of(draft.motion.trigger)[0]
        # A dateline says where it is reported from.
        told = setting.item.toponym.role is ToponymRole.PLACE
        return 1.0 if told and setting.item.toponym.start < verb else 0.0
    going_back = GOING_BACK_WEIGHT if draft.motion.frame.name in GOING_BACK else 0.0
    if back < 0:
        return going_back - LATER - BY_SENTENCE * min(-back, FARTHEST)
    # What the title names stays in mind.
    fading = BY_SENTENCE * (0.5 if setting.number == 0 else 1.0)
    return going_back - fading * min(back, FARTHEST)


def can_be_left(item: GeocodedToponym, draft: Draft) -> bool:
    """Whether a movement as told can begin at a place."""
    farthest = FARTHEST_KM.get(draft.mode, float("inf"))
    if draft.mode is Mode.UNKNOWN and draft.motion.frame.name == "flee":
        farthest = FARTHEST_FLIGHT_KM
    if _says_where_goal_is(item, draft):
        return False
    return not any(
        end.place is None
        or item.place is None
        or end.place.id == item.place.id
        or contains(end, item)
        or contains(item, end)
        or distance_km(end, item) > farthest
        for end in (*draft.destinations, *draft.via)
    )


def _says_where_goal_is(item: GeocodedToponym, draft: Draft) -> bool:
    """ "bound for Hythe, near Dover in Kent"."""
    sentence, start = draft.motion.sentence, item.toponym.start
    return start < sentence.end and any(
        sentence.start <= end.toponym.start < start and distance_km(end, item) <= BESIDE_KM
        for end in draft.destinations
    )


def _settings(
    drafts: Sequence[Draft],
    sentences: Sequence[Sentence],
    places: Sequence[GeocodedToponym],
    acting: Collection[int],
    *,
    is_goal: bool = False,
) -> Iterator[Setting]:
    left = {item.place.id for draft in drafts for item in draft.origins if item.place}
    reached = {item.place.id for draft in drafts for item in draft.destinations if item.place}
    onward = {
        item.place.id
        for draft in drafts
        if any(item.place and item.place.id in reached for item in draft.origins)
        for item in draft.destinations
        if item.place
    }
    times = Counter(item.place.id for item in places if item.place)
    for item in sorted(places, key=lambda one: one.toponym.start):
        place, start = item.place, item.toponym.start
        number = max(0, bisect_right(sentences, start, key=lambda one: one.start) - 1)
        sentence = sentences[number]
        if place is None or item.toponym.role not in SPOKEN_OF:
            continue
        # "Homs has taken in 300": a town that acts is where they come; a state need not be.
        if start in acting and not (is_goal and coarseness(item) <= TOWN):
            continue
        if coarseness(item) > 4 or place.kind is PlaceKind.SEA or sentence.kind in ASIDE:
            continue
        clues = (
            _as_goal(sentence, item) if is_goal else _as_named(sentence, item),
            0.8 if sentence.kind is BlockKind.TITLE else 0.0,
            _as_end(place.id, left, reached, onward) if is_goal else 0.0,
            1.0 if place.id in left and not is_goal else 0.0,
            -1.0 if place.id in reached and not is_goal else 0.0,
            min(0.2 * (times[place.id] - 1), 0.8),
            -0.3 if place.kind is PlaceKind.COUNTRY else 0.0,
        )
        yield Setting(item=item, number=number, score=sum(clues))


def _as_end(
    place: str, left: Collection[str], reached: Collection[str], onward: Collection[str]
) -> float:
    """What speaks for people coming to a place that other movements begin or end at.

    Where some come and go on from is where the report looks from; farther on is not.
    """
    if place in reached:
        return 1.2 if place in left else 0.0 if place in onward else 1.0
    return -1.0 if place in left else 0.0


def _as_named(sentence: Sentence, item: GeocodedToponym) -> float:
    """What the word before a name says: "from Homs" is left, "in Homs" may be, "to Homs" is not."""
    if item.toponym.role is ToponymRole.DATELINE:
        # Where it is reported from, unless more speaks for it.
        return 0.0
    before = sentence.text[: item.toponym.start - sentence.start].lower()
    if before.rstrip().endswith(", off"):
        # "Lampedusa, off Sicily" only lies there.
        return -1.0
    words = _WORD.findall(before)[-4:]
    offices = word_set("en", "scene", "offices")
    if words[-1:] in (["in"], ["at"]) and not offices.isdisjoint(words[-3:-1]):
        return -1.0
    for word in reversed(words):
        for table, score in SCORES:
            if word in word_set("en", "scene", table):
                return score
    return FALLEN if _is_told_to_fall(sentence, item) else 0.3


def _as_goal(sentence: Sentence, item: GeocodedToponym) -> float:
    """What is told around a name: "to Homs" is reached, "in Homs" may be, "from Homs" is not."""
    if item.toponym.role is ToponymRole.DATELINE:
        return 0.6
    before = sentence.text[: item.toponym.start - sentence.start].lower()
    for word in reversed(_WORD.findall(before)[-4:]):
        for table, score in GOAL_SCORES:
            if word in word_set("en", "scene", table):
                return score
    after = set(_WORD.findall(sentence.text[item.toponym.end - sentence.start :].lower())[:12])
    if not before.strip() and not after.isdisjoint(word_set("en", "scene", "hosting")):
        return HOSTING
    return -FALLEN if _is_told_to_fall(sentence, item) else 0.3


def _is_told_to_fall(sentence: Sentence, item: GeocodedToponym) -> bool:
    """ "Goma has fallen", "Irpin was shelled for weeks", "Homs has been under siege"."""
    clause = _CLAUSE.match(sentence.text, item.toponym.end - sentence.start)
    after = _WORD.findall(clause.group().lower())[:AFTER_NAME] if clause is not None else []
    return not word_set("en", "scene", "falling").isdisjoint(after)
