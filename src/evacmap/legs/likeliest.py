"""The likeliest of the places of a report for an end that the words of a movement leave open.

Takes the drafts of a report; gives those that name one end only the other, marked as inferred,
where the report makes one likely. What the clues weigh is learned from reports with hand-checked
legs (``benchmarks/learn_ends.py``).
"""

import json
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from evacmap.languages import load_words, word_set
from evacmap.legs.company import SEVERAL
from evacmap.legs.drafts import Draft, coarseness, contains, distance_km
from evacmap.legs.scene import ASIDE, SPOKEN_OF, can_be_left, can_be_reached
from evacmap.legs.scene import BASIS as SCENE
from evacmap.legs.spans import offsets_of
from evacmap.model import BlockKind, GeocodedToponym, PlaceKind, Sentence, ToponymRole

BASIS = "the likeliest place of the report"
# So sure an end has to be to be filled in.
ENOUGH = 0.5
# How many names before and after a movement are looked at, and how many of a report's first.
BEFORE, AFTER, FIRST = 30, 12, 8
# How much of the text beside a name says what it is, in characters and in words.
BESIDE, BEHIND_WORDS, BEFORE_WORDS, MARK_WORDS, SAID_WORDS = 80, 8, 5, 4, 3
COARSEST = 4
FAR_BACK = 3
SIZES = ("facility", "town", "district", "region", "country")
STEPS_KM = (
    (15.0, "under 15 km"),
    (60.0, "under 60 km"),
    (400.0, "under 400 km"),
    (2000.0, "under 2000 km"),
    (math.inf, "farther"),
)
TIMES = {1: "named once", 2: "named twice"}
SPECIAL_MARKS = {("out", "of"): "from", ("away", "from"): "away from"}
COUNTS = ("no place", "one place", "two places", "more places")
TOLD_BESIDE = (
    (("scene", "hosting"), "after"),
    (("scene", "falling"), "after"),
    (("scene", "struck"), "ahead"),
    (("scene", "offices"), "ahead"),
    (("likeliest", "saying"), "ahead"),
    (("likeliest", "saying"), "after"),
)
_WORD = re.compile(r"[\w'’-]+")
_LISTED = re.compile(r",?\s*(and|or)?\s*")


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a report names it: the number of its sentence, and clues from around it."""

    item: GeocodedToponym
    number: int
    clues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """What an end may be, with the clues to it; no place is an option too."""

    item: GeocodedToponym | None
    clues: tuple[str, ...]


def fill_likeliest(
    drafts: Sequence[Draft],
    sentences: Sequence[Sentence],
    places: Sequence[GeocodedToponym],
    acting: Collection[int] = (),
) -> list[Draft]:
    """Return the drafts; those that name one end only get the other that the report makes likely.

    ``places`` are the geocoded toponyms of the report, ``acting`` the offsets of those that only
    act or qualify ("Russia said", "US troops").
    """
    if len(sentences) < SEVERAL:
        return list(drafts)
    options = options_of(drafts, sentences, places, acting)
    return [
        _filled(draft, some) if some else draft for draft, some in zip(drafts, options, strict=True)
    ]


def options_of(
    drafts: Sequence[Draft],
    sentences: Sequence[Sentence],
    places: Sequence[GeocodedToponym],
    acting: Collection[int] = (),
) -> list[list[Option]]:
    """Return for each draft what its open end may be; nothing where both or neither are told."""
    if not any(map(open_end, drafts)):
        return [[] for _ in drafts]
    namings = list(_namings(sentences, places, acting))
    others = _stated_ends(drafts)
    taken = {end.toponym.start for draft in drafts for end in (*draft.origins, *draft.destinations)}
    return [
        _options(draft, at, namings, sentences, others, taken) if open_end(draft) else []
        for at, draft in enumerate(drafts)
    ]


def open_end(draft: Draft) -> str | None:
    """Return which end a draft leaves open, or has from where the report is set; None for none."""
    by_scene = {item.field for item in draft.inferred if item.basis == SCENE}
    if draft.is_entry:
        return None
    if draft.destinations and "destination" not in by_scene:
        return "origin" if not draft.origins or "origin" in by_scene else None
    return "destination" if draft.origins and "origin" not in by_scene else None


def likeliest(
    options: Sequence[Option], table: Mapping[str, float]
) -> tuple[GeocodedToponym | None, float]:
    """Return the place most believed in over all its namings, and the belief; or none."""
    sums = [sum(table.get(clue, 0.0) for clue in option.clues) for option in options]
    top = max(sums)
    shares = [math.exp(one - top) for one in sums]
    whole = sum(shares)
    belief: dict[str, float] = {}
    clearest: dict[str, tuple[float, GeocodedToponym]] = {}
    for option, share in zip(options, shares, strict=True):
        place = option.item.place if option.item else None
        key = place.id if place else ""
        belief[key] = belief.get(key, 0.0) + share / whole
        if option.item and share > clearest.get(key, (-1.0, option.item))[0]:
            clearest[key] = (share, option.item)
    best = max(belief, key=lambda key: (belief[key], key))
    return (clearest[best][1] if best in clearest else None), belief[best]


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return what each clue weighs, for origins and for destinations."""
    text = (files("evacmap.legs") / "likeliest.json").read_text(encoding="utf-8")
    table: dict[str, dict[str, float]] = json.loads(text)
    return table


def _filled(draft: Draft, options: Sequence[Option]) -> Draft:
    field = open_end(draft)
    # An origin from where the report is set stays, and one that is named but not known.
    if field is None or (field == "origin" and (draft.origins or draft.names_origin)):
        return draft
    item, belief = likeliest(options, weights()[field])
    if item is None or belief < ENOUGH:
        return draft
    if any(
        end.place and item.place and end.place.id == item.place.id for end in draft.destinations
    ):
        return draft
    kept = tuple(one for one in draft.inferred if one.field != field)
    filled = (
        replace(draft, origins=(item,), inferred=kept)
        if field == "origin"
        else replace(draft, destinations=(item,), inferred=kept)
    )
    return filled.inferring(field, BASIS)


# ------------------------------------------------------------------------------------ the options


def _options(
    draft: Draft,
    at: int,
    namings: Sequence[Naming],
    sentences: Sequence[Sentence],
    others: Mapping[str, Mapping[str, set[int]]],
    taken: Collection[int],
) -> list[Option]:
    verb = draft.motion.sentence.start + offsets_of(draft.motion.trigger)[0]
    number = bisect_right(sentences, draft.motion.sentence.start, key=lambda one: one.start) - 1
    here = bisect_left(namings, verb, key=lambda one: one.item.toponym.start)
    near = namings[max(FIRST, here - BEFORE) : here + AFTER]
    ends = draft.origins, draft.destinations
    told, own = ends if open_end(draft) == "destination" else ends[::-1]
    kept = {end.place.id for end in (*told, *draft.via) if end.place}
    by_scene = {end.place.id for end in own if end.place}
    can_be = can_be_reached if open_end(draft) == "destination" else can_be_left
    options: list[Option] = []
    seen: set[str] = set()
    for naming in (*namings[:FIRST], *near):
        place = naming.item.place
        if place is None or place.id in kept or not can_be(naming.item, draft):
            continue
        if can_be is can_be_reached and naming.item.toponym.start in taken:
            # A name told as the end of one movement says nothing of where another went.
            continue
        clues = [
            *_of_position(naming, number, verb),
            *_beside(naming.item, told[0]),
            *_of_others(others.get(place.id, {}), at),
        ]
        if place.id in by_scene:
            clues.append("the setting")
        options.append(Option(naming.item, (*naming.clues, *clues)))
        seen.add(place.id)
    some = COUNTS[min(len(seen), len(COUNTS) - 1)]
    options.append(Option(None, (*_of_draft(draft, told[0]), some)))
    return options


def _of_position(naming: Naming, number: int, verb: int) -> Iterator[str]:
    """Where a name stands, and what is said around it there."""
    back = number - naming.number
    if back == 0:
        side = "same"
        yield "before the word" if naming.item.toponym.start < verb else "after the word"
    elif back < 0:
        side = "later"
        yield f"{-back} later" if -back < FAR_BACK else "far later"
    else:
        side = "back"
        yield f"{back} back" if back <= FAR_BACK else "far back"
    yield from (f"{clue}, {side}" for clue in naming.clues if clue.startswith(("mark", "staying")))


def _beside(item: GeocodedToponym, told: GeocodedToponym) -> Iterator[str]:
    """How a place lies to the end that is told."""
    one, other = item.place, told.place
    if one is None or other is None or not one.country or not other.country:
        return
    yield "same country" if one.country == other.country else "other country"
    if contains(item, told):
        yield "around the other end"
    if contains(told, item):
        yield "inside the other end"
    far = distance_km(item, told)
    if far < math.inf:
        yield next(name for below, name in STEPS_KM if far < below)


def _stated_ends(drafts: Sequence[Draft]) -> dict[str, dict[str, set[int]]]:
    """Which drafts state each place as their origin, and as their goal."""
    found: dict[str, dict[str, set[int]]] = {}
    for at, draft in enumerate(drafts):
        inferred = {item.field for item in draft.inferred}
        for field, ends in (("origin", draft.origins), ("destination", draft.destinations)):
            if field in inferred:
                continue
            for end in ends:
                if end.place:
                    found.setdefault(end.place.id, {}).setdefault(field, set()).add(at)
    return found


def _of_others(stated: Mapping[str, set[int]], at: int) -> Iterator[str]:
    """What the other movements of the report have to do with a place."""
    for field, numbers in stated.items():
        if at - 1 in numbers:
            yield f"{field} just before"
        if at + 1 in numbers:
            yield f"{field} just after"
        if len(numbers) > sum(near in numbers for near in (at - 1, at, at + 1)):
            yield f"{field} elsewhere"


def _of_draft(draft: Draft, told: GeocodedToponym) -> Iterator[str]:
    """What speaks for an end to stay open."""
    party = draft.travellers.party
    yield "nowhere"
    yield "told by: " + draft.motion.frame.name
    yield "status: " + draft.status.value
    yield "end: " + _size(told)
    yield "party: " + (party.kind.value if party else "none")
    yield "score: " + ("high" if draft.score >= 1.2 else "middle" if draft.score >= 0.8 else "low")
    if draft.names_origin and not draft.origins:
        yield "an origin is named"
    if draft.motion.frame.is_noun:
        yield "told by a noun"
    if draft.travellers.people is not None:
        yield "counted"
    if draft.motion.sentence.kind is BlockKind.TITLE:
        yield "told by the title"


# ------------------------------------------------------------------------------------ the namings


def _namings(
    sentences: Sequence[Sentence], places: Sequence[GeocodedToponym], acting: Collection[int]
) -> Iterator[Naming]:
    """Yield the places that a report names, in order, with what is said around them."""
    times: dict[str, int] = {}
    for item in places:
        if item.place:
            times[item.place.id] = times.get(item.place.id, 0) + 1
    told: dict[int, tuple[str, ...]] = {}
    mark, last_end = "", -1
    for item in sorted(places, key=lambda one: one.toponym.start):
        start, end = item.toponym.start, item.toponym.end
        number = max(0, bisect_right(sentences, start, key=lambda one: one.start) - 1)
        sentence = sentences[number]
        if not _is_spoken_of(item, sentence):
            continue
        if number not in told:
            told[number] = tuple(_of_sentence(sentence))
        at = start - sentence.start
        before = sentence.text[max(0, at - BESIDE) : at]
        if _is_said_from(before):
            continue
        behind = sentence.text[end - sentence.start :][:BESIDE]
        gap = sentence.text[max(0, last_end - sentence.start) : at]
        is_listed = last_end >= sentence.start and _LISTED.fullmatch(gap) is not None
        mark = mark if is_listed else _mark(before)
        last_end = end
        assert item.place is not None
        clues = [
            "mark: " + mark,
            "size: " + _size(item),
            TIMES.get(times[item.place.id], "named often"),
            *_of_role(item, sentence),
            *_said(before, behind),
            *told[number],
        ]
        clues += ["in a list"] * is_listed + ["acting"] * (start in acting)
        yield Naming(item, number, tuple(clues))


def _of_sentence(sentence: Sentence) -> Iterator[str]:
    words = _WORD.findall(sentence.text.lower())
    if not word_set("en", "likeliest", "staying").isdisjoint(words):
        yield "staying"


def _is_spoken_of(item: GeocodedToponym, sentence: Sentence) -> bool:
    if item.place is None or item.place.kind is PlaceKind.SEA or coarseness(item) > COARSEST:
        return False
    return item.toponym.role in SPOKEN_OF and sentence.kind not in ASIDE


def _is_said_from(before: str) -> bool:
    """Whether somebody speaks in the place: "a spokesman said in X", "the officer in X"."""
    words = _WORD.findall(before.lower())[-SAID_WORDS:]
    is_inside = bool(words) and words[-1] in word_set("en", "scene", "inside")
    return is_inside and not word_set("en", "likeliest", "saying").isdisjoint(words)


def _of_role(item: GeocodedToponym, sentence: Sentence) -> Iterator[str]:
    if sentence.kind is BlockKind.TITLE:
        yield "in the title"
    if item.toponym.role is ToponymRole.DATELINE:
        yield "dateline"


def _size(item: GeocodedToponym) -> str:
    return SIZES[min(coarseness(item), COARSEST)]


def _mark(before: str) -> str:
    """What word ties a name to its sentence."""
    tail = before.rstrip()
    words = _WORD.findall(tail.lower())
    if not words:
        return "first word"
    if tail[-1] in ",;(":
        return "after a comma"
    if tail[-1] == ":":
        return "after a colon"
    fillers = word_set("en", "likeliest", "fillers")
    for at, word in enumerate(reversed(words[-MARK_WORDS:])):
        mark = _marks().get(word)
        if mark:
            earlier = words[-at - 2] if len(words) > at + 1 else ""
            return SPECIAL_MARKS.get((earlier, word), mark)
        if at and word not in fillers:
            break
    return "other"


@cache
def _marks() -> dict[str, str]:
    table = load_words("en")["likeliest"]["marks"]
    return {word: mark for mark, words in table.items() for word in words}


def _said(before: str, behind: str) -> Iterator[str]:
    """What befalls a place, or is told of it, right beside its name."""
    after = _WORD.findall(behind.lower())[:BEHIND_WORDS]
    ahead = _WORD.findall(before.lower())[-BEFORE_WORDS:]
    if behind[:2] in ("'s", "’s"):
        yield "of it"
    for key, words in TOLD_BESIDE:
        if not word_set("en", *key).isdisjoint(after if words == "after" else ahead):
            yield f"{key[-1]}, {words}"
    if after[:1] in (["where"], ["which"]):
        yield "where"
