"""Whether a draft is a leg: small clues with weights, in one table, summed against a threshold.

The weights state what the annotation guideline calls a leg: evacuation, flight, withdrawal,
transfer, deportation and return are; attacks, aid, official visits, sport and travel are not.
"""

import datetime as dt
import re
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.languages.model import is_person
from evacmap.legs.aboard import carrier_clue
from evacmap.legs.doubts import doubts_of
from evacmap.legs.doubts_of_custom import COMING, SURE
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.motion import Motion
from evacmap.legs.nouns import is_body, is_by_trade, is_cargo, is_share_noun, travels_by_trade
from evacmap.legs.orders import ORDERED
from evacmap.legs.parties import (
    KIND_ADJECTIVES,
    PRONOUNS,
    Travellers,
    is_let_go,
    is_refugee_speaking,
    is_toppled,
    names_one_person,
)
from evacmap.legs.places import Role
from evacmap.legs.staying import WHERE_TOLD
from evacmap.legs.syntax import (
    is_compelled,
    is_passive,
    object_of,
    subject_of,
    with_conjuncts,
)
from evacmap.model import BlockKind, EdtfDate, PartyKind, PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

THRESHOLD = 0.6
HISTORY = dt.timedelta(days=400)

KIND_CLUES = {
    PartyKind.REFUGEES: 0.5,
    PartyKind.WOUNDED: 0.5,
    PartyKind.PRISONERS: 0.45,
    PartyKind.CIVILIANS: 0.3,
    PartyKind.DIPLOMATS: 0.25,
    PartyKind.CREW: 0.1,
    PartyKind.MILITARY: 0.25,
    PartyKind.EQUIPMENT: 0.1,
    PartyKind.OFFICIALS: -0.6,
    PartyKind.UNKNOWN: 0.15,
}
# Of these one alone makes journeys of every sort.
AT_WILL = frozenset(
    {
        PartyKind.CIVILIANS,
        PartyKind.MILITARY,
        PartyKind.CREW,
        PartyKind.UNKNOWN,
        PartyKind.DIPLOMATS,
    }
)
TAKEN = frozenset(
    {
        PartyKind.CIVILIANS,
        PartyKind.REFUGEES,
        PartyKind.WOUNDED,
        PartyKind.PRISONERS,
        PartyKind.DIPLOMATS,
        PartyKind.MILITARY,
    }
)
ENTERING = frozenset({"reach", "cross", "travel"})
SHARES = frozenset(
    {"most", "many", "all", "hundred", "thousand", "dozen", "group", "other", "half", "rest"}
)
WHOLES = frozenset({"total", "number", "majority", "handful", "batch", "rest", "remainder"})
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
# Several whom someone takes: "brought them from Homs to Hama", "those whom they flew out".
THEM = frozenset({"they", "them", "those", "whom", "who"})
ONE_PERSON = frozenset({"he", "him", "his", "she", "her", "i", "me", "my"})

BY_TELLING = 0.3
BY_BOTH_ENDS = 0.2
# More for "they were brought" or "they drove" than for "they went".
BY_TRANSPORT = 0.05

Clues = tuple[tuple[str, float], ...]


def clues_of(
    motion: Motion,
    travellers: Travellers,
    date: EdtfDate | None,
    *,
    theme: float,
    off_topic: float,
    is_of_withdrawal: bool,
    published: dt.date | None,
) -> Clues:
    """Return the named clues for and against this being a leg, each with its weight."""
    clues = [(f"motion word '{motion.trigger.text}'", motion.frame.weight)]
    clues += _mover_clues(motion, travellers, is_of_withdrawal=is_of_withdrawal)
    share = 0.4 * (1 - 0.5 * theme)
    if motion.frame.weight < 0.8:
        # As before the parse: a weak word in a report on other things and without flight.
        share = max(share, 0.7 * (1 - theme))
    if off_topic and (motion.frame.weight < 1.0 or off_topic >= 1.0):
        clues.append(("report is about something else", round(-share * off_topic, 2)))
    people = travellers.people
    if people is not None and (people.low or people.high or 0) >= 5:
        clues.append(("number of people", 0.2))
    if _is_taken_all_the_way(motion):
        clues.append(("taken from one place to another", BY_BOTH_ENDS))
    if motion.frame.weight < 0.5 and _is_errand(motion):
        clues.append(("an errand, not a journey", -0.6))
    if motion.frame.name in ("evacuate", "evacuation") and _is_clearing(motion):
        clues.append(("a building or vehicle is cleared", -1.2))
    if motion.frame.name == "free" and _hangs_on_one_of(motion, Role.ORIGIN, _listed("locked")):
        clues.append(("let out of prison, not taken anywhere", -0.8))
    if motion.frame.weight < SURE and is_compelled(motion.trigger):
        clues.append(("they have to", 0.3))
    whole = bool(motion.places(Role.ORIGIN) and motion.places(Role.DESTINATION) and people)
    if motion.frame.is_noun and not whole and _is_in_passing(motion):
        clues.append(("only named, in a sentence without a verb", -0.8))
    clues += doubts_of(motion)
    if _is_history(date, published):
        clues.append(("more than a year before the report", -1.0))
    return tuple(clues)


def _mover_clues(
    motion: Motion, travellers: Travellers, *, is_of_withdrawal: bool
) -> list[tuple[str, float]]:
    mover, weight, name = motion.mover, motion.frame.weight, motion.frame.name
    if is_compelled(motion.trigger):
        weight = 1.0
    if mover is None:
        return [carrier_clue(motion)] if motion.carrier is not None else []
    beside = [child for child in mover.children if child.dep_ in ("compound", "conj", "nmod")]
    if any(child.tag_ == "$" or child.text in "$€£¥" for child in mover.children):
        return [(f"'{mover.text}' is money, not people", -1.5)]
    goods = people_kind(mover) is PartyKind.EQUIPMENT and any(is_cargo(word) for word in beside)
    if goods or (is_cargo(mover) and people_kind(mover) is None):
        return [(f"'{mover.text}' is cargo, not people", -1.5)]
    if is_toppled(motion):
        return [(f"'{mover.text}' falls from power", 0.3)]
    if name != "free" and is_let_go(motion):
        count = travellers.people
        several = mover.tag_ == "NNS" or (count is not None and (count.low or 0) > 1)
        several = several or mover.lower_ in ("they", "them", "those")
        return [(f"'{mover.text}' come from captivity", 0.45 if several else 0.1)]
    for_show = travels_by_trade(mover) and _takes_vehicle(motion) and not _is_in_need(mover)
    carried = people_kind(mover) is not None or mover.like_num
    if motion.carrier is not None and carried and not for_show:
        return [(f"'{motion.carrier.text}' carries '{mover.text}'", 0.4)]
    if any(argument.rule == WHERE_TOLD for argument in motion.arguments):
        return [("those who came tell of it", BY_TELLING)]
    if mover.lower_ in ONE_PERSON and not any(map(people_kind, _listed_beside(mover))):
        flees = (weight >= 1.0 and not _goes_at_will(motion)) or is_refugee_speaking(motion.trigger)
        return [("one person", 0.0 if flees else -0.5)]
    if mover.lower_ in ("nothing", "something", "what", "whatever"):
        return [("what moves is no traveller", -0.8)]
    if mover.lower_ in PRONOUNS or (mover.pos_ == "PRON" and not _is_anyone_who(mover)):
        return [("pronoun as traveller", _pronoun_weight(motion, mover.lower_))]
    kind = _kind_of_group(mover)
    beside_people = [word for word in _listed_beside(mover) if people_kind(word) is not None]
    at_will = not (beside_people or _is_in_need(mover) or _is_told_to(motion))
    if at_will and travels_by_trade(mover) and weight < 1.0:
        return [(f"'{mover.text}' travels for work or show", -0.8)]
    if kind is None and beside_people:
        mover, kind = beside_people[0], _kind_of_group(beside_people[0])
    if kind is None:
        return [_other_mover_clue(mover, weight)]
    if _may_advance(motion, kind) and not _goes_home(motion):
        if _has_both_ends(motion) and not goes_unbidden(motion):
            return [(f"'{mover.text}' are taken from one place to another", 0.1)]
        if (is_of_withdrawal and motion.places(Role.ORIGIN)) or _is_by_agreement(motion):
            return [(f"'{mover.text}' are on their way out", 0.1)]
        return [(f"'{mover.text}' may be an advance", -0.3)]
    alone = kind in AT_WILL and not beside_people and names_one_person(mover)
    if alone and goes_unbidden(motion) and (weight < 1.0 or _goes_at_will(motion)):
        return [(f"'{mover.text}' is one person", 0.0 if _is_in_need(mover) else -0.5)]
    if kind is PartyKind.MILITARY and name == "leave" and _leaves_area(motion):
        return [(f"'{mover.text}' leave where they stood", 0.4)]
    if is_by_trade(mover.lemma_.lower()) or (kind, name) == (PartyKind.OFFICIALS, "flee"):
        kind = PartyKind.UNKNOWN
    return [(f"'{mover.text}' are {kind.value}", KIND_CLUES[kind])]


def _is_taken_all_the_way(motion: Motion) -> bool:
    """ "The UN moved its staff from Homs to Hama": who is taken so does not travel at will."""
    mover = motion.mover
    if motion.frame.name != "transport" or mover is None or goes_unbidden(motion):
        return False
    are_taken = people_kind(mover) in TAKEN or mover.lower_ in THEM
    return _has_both_ends(motion) and are_taken and not travels_by_trade(mover)


def _has_both_ends(motion: Motion) -> bool:
    return bool(motion.places(Role.ORIGIN) and motion.places(Role.DESTINATION))


def goes_unbidden(motion: Motion) -> bool:
    """Whether the traveller goes, and is not taken: "his nephew flew", not "was flown"."""
    return not is_passive(motion.trigger) and object_of(motion.trigger) != motion.mover


def _may_advance(motion: Motion, kind: PartyKind) -> bool:
    """Whether soldiers come, or their arms: "tanks", but not "vehicles", which others have."""
    if kind is PartyKind.EQUIPMENT and motion.mover is not None:
        return motion.frame.name in ENTERING and vehicle_mode(motion.mover) is None
    return kind is PartyKind.MILITARY and motion.frame.name in COMING


def _listed_beside(mover: "Token") -> "list[Token]":
    """Those who go with someone: "the bishop and about fifty nuns"."""
    return list(with_conjuncts(mover))[1:]


def _leaves_area(motion: Motion) -> bool:
    """ "All foreign troops left Chad": no patrol, but a withdrawal."""
    ends = (getattr(argument.place, "place", None) for argument in motion.places(Role.ORIGIN))
    return any(place is not None and place.kind is PlaceKind.COUNTRY for place in ends)


# What makes those who fought go where others do not want them.
AGREED = frozenset({"deal", "agreement", "accord", "ceasefire", "truce", "surrender", "evacuation"})


def _is_by_agreement(motion: Motion) -> bool:
    """ "Under the deal, 2,000 fighters will go to Idlib": they leave, and attack nobody."""
    return any(word.lemma_.lower() in AGREED for word in motion.trigger.doc)


def _is_in_need(mover: "Token") -> bool:
    """ "tourists stranded by floods", "the trapped climbers": their journey is for no pleasure."""
    listed = _listed("in_need")
    return any(
        child.lemma_.lower() in listed or child.lower_ in listed
        for child in mover.children
        if child.dep_ in ("acl", "amod", "relcl")
    )


def _goes_at_will(motion: Motion) -> bool:
    """ "she relocated to Homs", "he flew home to Hama": what one person does unbidden."""
    trigger = motion.trigger
    own = trigger.lemma_ == "relocate" or motion.frame.name == "remove"
    return own and goes_unbidden(motion) and not motion.frame.is_noun


def _is_told_to(motion: Motion) -> bool:
    """ "tourists were told to leave": of their own will they would not."""
    trigger = motion.trigger
    told = trigger.head.lemma_.lower() in word_set("en", "status", "urged")
    return told and trigger.dep_ in ("xcomp", "ccomp") and trigger.head.pos_ == "VERB"


def _kind_of_group(mover: "Token") -> PartyKind | None:
    """What sort of people a noun names: "most of the wounded" are wounded."""
    kind = people_kind(mover)
    for child in mover.children:
        described = child.lower_ in KIND_ADJECTIVES and child.dep_ in ("amod", "compound", "acl")
        # "a total of 40 wounded": the parser hangs them on the total.
        if described and (kind is not None or mover.like_num or mover.lower_ in WHOLES):
            return KIND_ADJECTIVES[child.lower_]
    is_share = (
        mover.like_num or mover.lemma_.lower() in SHARES or is_share_noun(mover.lemma_.lower())
    )
    if kind is not None and kind is not PartyKind.UNKNOWN and not is_share:
        return kind
    inside = (inner for of in mover.children if of.lower_ == "of" for inner in of.children)
    return next((found for inner in inside if (found := people_kind(inner)) is not None), kind)


def _pronoun_weight(motion: Motion, pronoun: str) -> float:
    """ "They were bused to Homs", "some flew to Hama": not as anyone goes."""
    if pronoun == "it":
        return 0.0
    others = pronoun not in ("nobody", "none", "anybody", "anyone", "i", "we", "us", "you")
    return 0.1 + (BY_TRANSPORT if others and motion.frame.name == "transport" else 0.0)


def _other_mover_clue(mover: "Token", weight: float) -> tuple[str, float]:
    if vehicle_mode(mover) is not None:
        return f"'{mover.text}' is a vehicle", 0.1
    if mover.tag_ == "NNP" or is_person(mover):
        return f"'{mover.text}' is one person", 0.0 if weight >= 1.0 else -0.5
    if _CLOCK.fullmatch(mover.text):
        return f"'{mover.text}' is a time of day", -0.5
    if weight >= 1.0 and is_body(mover):
        return f"'{mover.text}' stands for its people", 0.1
    if mover.like_num or mover.pos_ == "NUM":
        return "a number stands for the travellers", 0.2
    return f"'{mover.text}' is not known to be people", -0.5 if weight >= 1.0 else -0.8


def _is_anyone_who(mover: "Token") -> bool:
    """ "everyone in Homs", "those who could", "those flown out": people, told of just here."""
    if any(child.lower_ == "of" for child in mover.children):
        # "some of the wounded"
        return _kind_of_group(mover) is not None
    return people_kind(mover) is not None and any(
        child.dep_ in ("prep", "relcl", "acl") for child in mover.children
    )


def _takes_vehicle(motion: Motion) -> bool:
    """ "The tourists took a train": of their own will."""
    return motion.carrier is not None and object_of(motion.trigger) == motion.carrier


def _is_errand(motion: Motion) -> bool:
    """ "people who have gone to the consulate in Damascus": they come back.

    Those who are taken there are not on an errand of their own.
    """
    listed = word_set("en", "errands", "words")
    if motion.frame.mover in ("object", "either") and motion.mover is not None:
        listed -= word_set("en", "errands", "sheltering")
    return _hangs_on_one_of(motion, Role.DESTINATION, listed)


def _listed(table: str) -> frozenset[str]:
    return word_set("en", table, "words")


def _is_clearing(motion: Motion) -> bool:
    """ "passengers were evacuated from an aircraft in Vancouver": nobody leaves the town.

    Those "evacuated by bus from a school in Vancouver" do.
    """
    if motion.places(Role.DESTINATION) or motion.carrier is not None:
        return False
    return _hangs_on_one_of(motion, Role.ORIGIN, word_set("en", "cleared", "words"))


def _hangs_on_one_of(motion: Motion, role: Role, listed: frozenset[str]) -> bool:
    """Whether a place in this role stands under one of these nouns: "the consulate in Homs"."""
    return any(
        word.lemma_.lower() in listed and not (role is Role.DESTINATION and _is_left(word))
        for argument in motion.places(role)
        for word in argument.token.ancestors
        if any(trigger.is_ancestor(word) for trigger in motion.triggers)
    )


def _is_left(word: "Token") -> bool:
    """ "from the embassy to Cyprus": the parser hangs Cyprus on the embassy."""
    return word.dep_ == "pobj" and word.head.lower_ == "from"


def _is_in_passing(motion: Motion) -> bool:
    """ "For courage during the evacuation of the wounded.": named, not told."""
    is_ordered = any(argument.rule == ORDERED for argument in motion.arguments)
    if is_ordered or motion.sentence.kind is not BlockKind.PARAGRAPH:
        return False
    finite = {"VBD", "VBZ", "VBP", "MD", "VBN"}
    return not any(
        (word.tag_ in finite and word.dep_ != "pobj") or _is_bare_verb(word)
        for word in motion.trigger.doc
    )


def _is_bare_verb(word: "Token") -> bool:
    """ "Deportations to Haiti continue": the tagger takes the plural's verb for an infinitive."""
    return word.tag_ == "VB" and word.dep_ == "ROOT" and subject_of(word) is not None


def _goes_home(motion: Motion) -> bool:
    return any(
        child.lower_ in ("home", "back")
        for trigger in motion.triggers
        for child in trigger.children
    )


def _is_history(date: EdtfDate | None, published: dt.date | None) -> bool:
    if date is None or published is None or date.latest is None:
        return False
    return date.latest < published - HISTORY
