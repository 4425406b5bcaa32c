"""Find the movements that one sentence tells: motion word, mover, and places in their roles."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.fetching import with_fetched, with_seized
from evacmap.legs.frames import Frame, frame_of
from evacmap.legs.journeys import joined_journeys
from evacmap.legs.lexicon import people_kind
from evacmap.legs.marking import Anaphor, Marked, is_landmark, is_place_noun, place_tokens
from evacmap.legs.motion import Motion
from evacmap.legs.movers import nearer_people, noun_roles, those_aboard, vehicle_of, verb_roles
from evacmap.legs.orders import ordered_for
from evacmap.legs.places import AT_BORDER, PlaceArgument, Role, role_of
from evacmap.legs.staying import MERE_STAYS, where_they_are, where_they_go
from evacmap.legs.straying import teller_of
from evacmap.legs.syntax import is_passive, object_of
from evacmap.legs.townsfolk import LEFT, told_for_people
from evacmap.model import GeocodedToponym, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token


# How surely a town that leaves tells flight.
OF_TOWN = 0.9
# What begins where it is told of: "… to Goma, where they were flown on to Kinshasa".
ONWARD = frozenset({"transport", "remove", "travel", "leave", "cross"})


def find_motions(
    sentence: Sentence, tokens: Mapping[int, "GeocodedToponym | Anaphor"]
) -> tuple[Motion, ...]:
    """Return the movements of a parsed sentence; ``tokens`` gives the place at a word."""
    if sentence.parse is None:
        return ()
    words = list(sentence.parse)
    triggers = [(word, frame) for word in words if (frame := frame_of(word)) is not None]
    marked = place_tokens(tokens, words)
    owned = _owned_places(triggers, marked)
    motions = [
        _motion(sentence, word, frame, owned.get(word.i, ()), frozenset(tokens))
        for word, frame in triggers
    ]
    return joined_journeys(with_seized(with_fetched(motions, marked), marked))


def _owned_places(
    triggers: list[tuple["Token", Frame]], marked: list[Marked]
) -> dict[int, tuple[PlaceArgument, ...]]:
    """Give each place to the one motion word that governs it most closely."""
    owned: dict[int, list[PlaceArgument]] = {}
    names = frozenset(index for place in marked for index in place.climbed)
    for place in marked:
        offers = []
        gone = where_they_go(place, triggers)
        for word, frame in triggers if gone is None else ():
            found = role_of(place, word, frame)
            if found is not None:
                direct = place.governor == word
                setting = found[0] is Role.SETTING
                offers.append((setting, not direct, abs(word.i - place.token.i), word.i, found))
        if gone is not None:
            index, found = gone
        elif (told := told_for_people(place, triggers)) is not None:
            index, found = told
        elif offers:
            *_, index, found = min(offers, key=lambda offer: offer[:4])
        elif (ordered := ordered_for(place, triggers)) is not None:
            index, found = ordered
        elif (strayed := teller_of(place, triggers, names)) is not None:
            index, found = strayed
        elif (stay := where_they_are(place, triggers)) is not None:
            index, found = stay
        else:
            continue
        argument = PlaceArgument(
            place=place.place,
            role=found[0],
            token=place.token,
            rule=found[1],
            marker=place.marker,
        )
        owned.setdefault(index, []).append(argument)
    return {index: tuple(arguments) for index, arguments in owned.items()}


def _motion(
    sentence: Sentence,
    word: "Token",
    frame: Frame,
    arguments: tuple[PlaceArgument, ...],
    places: frozenset[int],
) -> Motion:
    if frame.is_noun:
        mover, carrier, agent = noun_roles(word, frame.weight)
    else:
        mover, carrier, agent = verb_roles(word, frame, places)
    mover = _meant_beside(mover, word)
    if mover is not None and carrier is None:
        mover, carrier = vehicle_of(nearer_people(mover, word))
    if mover is None and carrier is not None:
        mover = those_aboard(word)
    if any(argument.rule == LEFT for argument in arguments):
        # A town does not travel: its people do, and nobody else is told of.
        mover, frame = None, replace(frame, weight=max(frame.weight, OF_TOWN))
    group = {token.i for token in (mover, carrier) if token is not None}
    if frame.is_noun and people_kind(word) is not None:
        # "evacuees from the city arrived": those who arrived came from it.
        group.add(word.i)
    return Motion(
        sentence=sentence,
        triggers=(word,),
        frame=frame,
        mover=mover,
        carrier=carrier,
        agent=agent,
        group=frozenset(group),
        arguments=_settled(arguments, word, frame),
    )


def _meant_beside(mover: "Token | None", verb: "Token") -> "Token | None":
    """ "found 300 people on the road and drove them to Homs": these, where nothing moves them."""
    if mover is None or mover.lower_ not in ("them", "they") or verb.dep_ != "conj":
        return mover
    met = object_of(verb.head)
    if met is None or met.i > mover.i or frame_of(verb.head) is not None:
        return mover
    return met if people_kind(met) is not None else mover


def _settled(
    arguments: tuple[PlaceArgument, ...], word: "Token", frame: Frame
) -> tuple[PlaceArgument, ...]:
    """Decide what a mere setting is: where people are evacuated is where they leave from."""
    arguments = _without_landmarks(_without_mere_stays(arguments))
    roles = frozenset(argument.role for argument in arguments)
    settled = []
    for argument in arguments:
        role, rule = _settled_role(argument, word, frame, roles)
        settled.append(replace(argument, role=role, rule=rule))
    return tuple(settled)


def _without_mere_stays(arguments: tuple[PlaceArgument, ...]) -> tuple[PlaceArgument, ...]:
    """Where people stay is an end of their way only if no other such end is told."""
    told = {a.role for a in arguments if a.rule not in MERE_STAYS}
    return tuple(a for a in arguments if not (a.rule in MERE_STAYS and a.role in told))


def _without_landmarks(arguments: tuple[PlaceArgument, ...]) -> tuple[PlaceArgument, ...]:
    """ "from Wadi Seidna, north of the capital": what only says where an end lies is none."""
    landmarks = [argument for argument in arguments if is_landmark(argument.token)]
    named = {argument.role for argument in arguments if argument not in landmarks}
    return tuple(
        argument
        for argument in arguments
        if argument not in landmarks
        or (argument.role not in named and argument.marker not in ("from", "off", "adverb"))
    )


HOMES = frozenset({"home", "house", "village", "town", "base", "position", "camp", "post"})


def _leaves_homes(verb: "Token") -> bool:
    """Whether homes or posts are left: "left their homes in the valley"."""
    left = object_of(verb)
    return left is not None and (left.lemma_.lower() in HOMES or is_place_noun(left))


def _settled_role(
    argument: PlaceArgument, word: "Token", frame: Frame, roles: frozenset[Role]
) -> tuple[Role, str]:
    role, marker = argument.role, argument.marker
    open_origin = Role.ORIGIN not in roles
    if open_origin and frame.name in word_set("en", "roles", "leaves_setting"):
        throughout = role is Role.VIA and marker in ("across", "over", "throughout")
        if role is Role.SETTING or throughout:
            return Role.ORIGIN, "where it takes place"
    if role is Role.SETTING and open_origin and frame.object == "origin" and _leaves_homes(word):
        return Role.ORIGIN, "where the homes left are"
    awaited = word.lemma_.lower() in ("expect", "await") and is_passive(word)
    if role is Role.SETTING and awaited and marker in (None, "adverb", "in", "at", "on"):
        return Role.DESTINATION, "where they are expected"
    received = frame.name in ("receive", "expect") and Role.DESTINATION not in roles
    if role is Role.SETTING and received and marker in ("in", "at", "on"):
        return Role.DESTINATION, "where they are received"
    back = frame.name == "return" and not frame.is_noun and argument.token.i > word.i
    if role is Role.SETTING and back and marker in ("in", "at") and Role.DESTINATION not in roles:
        # "Some 1,200 families returned in Ramadi", as relief workers write
        return Role.DESTINATION, "where they returned"
    if role is Role.SETTING and frame.name == "cross" and marker == "at":
        return Role.DESTINATION, AT_BORDER
    # "At Kadena, on Okinawa, the aircraft were flown to Misawa."
    begins = frame.name in ONWARD and argument.token.i < word.i
    if role is Role.SETTING and begins and open_origin and Role.DESTINATION in roles:
        return Role.ORIGIN, "where it is told of"
    return role, argument.rule
