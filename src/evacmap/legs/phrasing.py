"""Turns of phrase that say whose place a place is, for the roles of the places of a sentence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evacmap.languages import load_words, word_set
from evacmap.legs.frames import Frame, tells_whence
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.marking import Anaphor, Marked, is_place_noun
from evacmap.legs.syntax import DAYS, is_passive, object_of, patient_of, subject_of
from evacmap.model import PartyKind, PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

# "into exile in Rabat" names where, as a place does.
BANISHED = frozenset({"exile", "asylum", "banishment"})
BOARDED = frozenset({"board", "embark", "catch"})
INSIDE = frozenset({"in", "at", "on", "around", "near", "outside", "inside"})


def is_of_those_told(marked: Marked, trigger: "Token") -> bool:
    """ "told civilians in Homs to go to Hama": the parser hangs "in" on the telling."""
    order = marked.governor
    if trigger.dep_ not in ("xcomp", "ccomp", "advcl") or trigger.head != order:
        return False
    told = object_of(order)
    if told is None or people_kind(told) is None or marked.marker not in INSIDE:
        return False
    at = told.right_edge.i + 1
    return at < len(told.doc) and told.doc[at].is_ancestor(marked.token)


def is_emptied(marked: Marked, trigger: "Token") -> bool:
    """ "The hospital in Homs has been evacuated": those in it leave Homs."""
    inside = marked.marker in INSIDE and is_place_noun(marked.governor)
    return inside and is_passive(trigger) and people_kind(marked.governor) is None


def is_host(noun: "Token", trigger: "Token") -> bool:
    """ "were taken in by relatives in Hama", "moved in (sheltered, found refuge) with them"."""
    if noun.dep_ != "pobj":
        return False
    above = noun.head.head
    moves_in = any(child.lower_ == "in" for child in trigger.children)
    stays = trigger.lemma_.lower() in STAYING or (above.dep_ == "dobj" and above.head == trigger)
    beside = noun.head.lower_ == "with" and (stays or (above == trigger and moves_in))
    return noun.head.dep_ == "agent" or (beside and people_kind(noun) is not None)


def is_handed_over(marked: Marked, trigger: "Token", frame: Frame) -> bool:
    """ "transferred the man to waiting medics at the port of Homs": there they come to.

    The parser hangs "at" on the verb, on the medics or on their waiting.
    """
    if frame.name != "transport" or marked.marker not in ("at", "in"):
        return False
    holders = {trigger}
    for to in (child for child in trigger.children if child.lower_ == "to"):
        for taker in to.children:
            waits = taker.lower_ in AWAITING
            whom = object_of(taker) if waits else taker
            if to.i < marked.token.i and whom is not None and people_kind(whom) is not None:
                holders |= {taker, whom}
    node = marked.governor
    while is_place_noun(node) and node.dep_ == "pobj" and node.head.lower_ in INSIDE:
        node = node.head.head
    return len(holders) > 1 and node in holders


AWAITING = frozenset({"awaiting", "waiting"})
# Verbs of finding a place to be with someone: "found refuge with relatives in Hama".
STAYING = frozenset({"take", "find", "seek", "stay", "live", "shelter", "house", "lodge"})
SEEING = frozenset({"see", "witness", "watch", "experience"})


# Those of whom "in Homs" says where they live, not where they are for now.
LIVING = frozenset({"people", "person", "family", "household", "thousand", "hundred", "dozen"})


def goes_home_there(people: "Token", trigger: "Token", frame: Frame) -> bool:
    """ "Residents in Homs may return", "thousands of people in Homs went home": to Homs."""
    if frame.name != "return" or frame.is_noun:
        return False
    below = list(trigger.children)
    if any(child.lower_ in ("to", "from", "into") and _has_name(child) for child in below):
        return False
    if people.lemma_.lower() in word_set("en", "roles", "of_here"):
        return True
    home = any(child.lower_ == "home" for child in below)
    before = (child for child in people.children if child.dep_ in ("amod", "compound", "nmod"))
    described = any(child.text[0].isupper() for child in before)
    return home and not described and people.lemma_.lower() in LIVING


def _has_name(preposition: "Token") -> bool:
    return any(child.pos_ == "PROPN" for child in preposition.children)


def sees_them_leave(verb: "Token", trigger: "Token", frame: Frame) -> bool:
    """ "Homs has seen 300 people leave for Hama", "Homs saw an exodus of 300 people"."""
    if verb.lemma_.lower() not in SEEING or trigger.head != verb:
        return False
    if frame.is_noun:
        return trigger.dep_ == "dobj" and frame.name in LEAVING
    return trigger.dep_ in ("ccomp", "xcomp") and frame.object == "origin"


LEAVING = frozenset(
    {"exodus", "departure", "outflow", "evacuation", "withdrawal", "expulsion", "deportation"}
    | {"displacement", "pullout", "flight"}
)


def whose_movement(noun: "Token", frame: Frame) -> "Token | None":
    """ "the evacuation of the last residents of Homs"; those of Homs return to it, though."""
    if frame.name == "return":
        return None
    of = next((child for child in noun.children if child.lower_ == "of"), None)
    people = next((child for child in of.children if child.dep_ == "pobj"), None) if of else None
    return people if people is not None and people_kind(people) is not None else None


def is_boarded(path: Sequence["Token"]) -> bool:
    """ "marched aboard a ship in Aden": there the ship lies."""
    aboard = len(path) > 1 and path[1].lower_ in ("aboard", "onto", "on")
    return aboard and vehicle_mode(path[0]) is not None and path[0].dep_ == "pobj"


def is_come_off(node: "Token") -> bool:
    """ "arrived from HMS Albion in Hastings", "disembarked from a trawler in Nador"."""
    if node.dep_ == "pobj" and node.head.lower_ == "from" and vehicle_mode(node) is not None:
        return True
    before = (child for child in node.children if child.dep_ == "compound")
    return any(vehicle_mode(child) is not None for child in before)


# Verbs of taking people in where they are: "collected two patients at Balgo".
_TAKING = frozenset({"board", "embark", "collect", "fetch", "retrieve", "load"})
_PUTTING = frozenset({"put", "place", "crowd", "pack", "herd", "cram", "pile", "climb", "bundle"})
_ABOARD = {"pick": frozenset({"up"}), "take": frozenset({"aboard"})}


def takes_aboard(trigger: "Token") -> bool:
    """Whether a verb tells that people get in, or are taken in, where it happens."""
    lemma = trigger.lemma_.lower()
    particles = _ABOARD.get(lemma, frozenset())
    if lemma in _TAKING or any(child.lower_ in particles for child in trigger.children):
        return True
    return lemma in _PUTTING and is_put_aboard(trigger)


def is_put_aboard(trigger: "Token") -> bool:
    """ "were put on lorries in Homs", "climbed aboard a ship": there the vehicle stands."""
    on = [child for child in trigger.children if child.lower_ in ABOARD]
    nouns = [noun for child in on for noun in child.children if noun.dep_ == "pobj"]
    if any(child.dep_ == "prt" for child in on):
        # The parser may take "put on" for one verb.
        nouns += [child for child in trigger.children if child.dep_ == "dobj"]
    return any(vehicle_mode(noun) is not None for noun in nouns)


ABOARD = frozenset({"on", "onto", "into", "aboard"})


def is_load(path: Sequence["Token"]) -> bool:
    """ "left Homs with 278 people for Hama": the parser hangs "for" on those carried."""
    return len(path) > 1 and path[1].dep_ == "prep" and path[1].lower_ in ("with", "carrying")


# Parts of the day and the week: "left Homs at dawn for Hama".
HOURS = frozenset(
    {"dawn", "daybreak", "sunrise", "noon", "midday", "midnight", "dusk", "nightfall", "sunset"}
    | {"morning", "afternoon", "evening", "night", "day", "week", "weekend", "hour", "minute"}
    | {"month", "summer", "winter", "spring", "autumn", "yesterday", "today", "darkness", "gmt"}
    | {day.lower() for day in DAYS}
)


def is_hour(path: Sequence["Token"]) -> bool:
    """ "left Homs on Monday morning for Hama": the parser hangs "for" on the morning."""
    when = path[0]
    return len(path) > 1 and (when.lemma_.lower() in HOURS or when.like_num)


def have_come(trigger: "Token", holder: "Token") -> bool:
    """ "refugees in Chad who fled the fighting": where they are is where they came to.

    So it is of those of whom it is said that they are there: "There are 300 people in Chad who …".
    """
    fled = trigger.dep_ == "relcl" and trigger.head == holder and trigger.tag_ in ("VBD", "VBN")
    are_there = holder.dep_ == "attr" and any(c.dep_ == "expl" for c in holder.head.children)
    return fled and (people_kind(holder) is PartyKind.REFUGEES or are_there)


def is_home(marked: Marked, holder: "Token") -> bool:
    """ "Mariupol residents" live there; "United States troops" only belong to it."""
    place = getattr(marked.place, "place", None)
    is_country = place is not None and place.kind is PlaceKind.COUNTRY
    return not is_country and (people_kind(holder) is not None or holder.pos_ in ("PRON", "NUM"))


def is_elsewhere(marked: Marked) -> bool:
    """ "other parts of the island", which nobody has left."""
    if any(word.lemma_ == "distance" for word in (marked.governor, marked.governor.head)):
        # "2,400 miles, about the distance from Homs to Hama"
        return True
    words = [marked.token.doc[index] for index in marked.climbed]
    others = {child.lower_ for word in words for child in word.children}
    is_part = any(word.lower_ == "parts" for word in words) and "other" in others
    return is_part and isinstance(marked.place, Anaphor)


HOLDING = frozenset(
    {"hold", "occupy", "defend", "guard", "garrison", "control", "man", "capture", "seize", "take"}
    | {"inhabit", "patrol", "protect", "run", "staff", "besiege"}
)


def is_held(marked: Marked, trigger: "Token") -> bool:
    """ "the brigade that had held Homs pulled back": from there."""
    clause = marked.governor
    if not marked.is_object or clause.dep_ not in ("relcl", "acl") or clause == trigger:
        return False
    of_them = clause.head in (subject_of(trigger), patient_of(trigger))
    return of_them and clause.lemma_.lower() in HOLDING and clause.tag_ != "VBP"


ATTENDANT = frozenset({"with", "under", "despite", "amid", "after", "following", "without"})


def is_of_another(path: Sequence["Token"]) -> bool:
    """ "with help from Qatar", "under fire from Homs": that comes from there, not they."""
    noun = path[0]
    if noun.pos_ != "NOUN" or noun.dep_ != "pobj" or noun.head.lower_ not in ATTENDANT:
        return False
    travels = people_kind(noun) is not None or vehicle_mode(noun) is not None
    return not (travels or is_place_noun(noun))


BROUGHT = frozenset({"bring", "take", "carry", "fly", "drive", "ferry", "transfer", "bus", "send"})


def is_brought_where(trigger: "Token", frame: Frame) -> bool:
    """ "Homs, where a bus had brought them", but "Homs, where buses took them to Hama"."""
    if frame.name not in ("transport", "remove") or trigger.lemma_.lower() not in BROUGHT:
        return False
    words = load_words()["roles"]
    onward = {*words["destination"], *words["origin"], "for", "onward", "home", "back", "out"}
    return onward.isdisjoint(child.lower_ for child in trigger.children) and not any(
        child.lower_ == "on" and not any(word.dep_ == "pobj" for word in child.children)
        for child in trigger.children
    )


def takes_others(trigger: "Token", doer: "Token", people: "Token | None") -> bool:
    """ "The Homs coast guard asked to rescue a man": who takes others away is no traveller."""
    if people is None or people == doer or is_passive(trigger) or vehicle_mode(doer) is not None:
        return False
    crew = people_kind(doer) in (PartyKind.CREW, PartyKind.MILITARY) or doer.lemma_ in RESCUERS
    own = any(child.dep_ == "poss" for child in people.children)
    return crew and not own and people_kind(people) is not None


RESCUERS = frozenset({"watchstander", "rescuer", "crewmember", "paramedic", "team", "lifeboat"})


def comes_to_fetch(marked: Marked, trigger: "Token", frame: Frame) -> bool:
    """ "A helicopter from Homs rescued 12 people": the helicopter comes from there, not they."""
    vehicle, people = marked.governor, object_of(trigger)
    if vehicle.lemma_ == "lifeboat" and marked.marker == "from":
        return True
    fetches = frame.name in RESCUING and marked.marker == "from"
    if not fetches or people is None or people == vehicle:
        return False
    mode = vehicle_mode(vehicle)
    return mode == "helicopter" or (mode == "sea" and frame.name == "rescue")


RESCUING = frozenset({"evacuate", "rescue", "remove"})
FETCHED = "where they went to fetch"
FETCHING = frozenset(
    {"evacuate", "rescue", "remove", "transport", "evacuation", "airlift", "medevac", "extraction"}
)


def is_sent_for(marked: Marked, noun: "Token", frame: Frame) -> bool:
    """ "a rescue mission to Homs", "a mercy dash to Homs brought": for people who are there."""
    fetches = frame.name in FETCHING and marked.marker in ("to", "into")
    return fetches and noun.lemma_.lower() in word_set("en", "roles", "fetching_trips")


def is_of_its_own(patient: "Token", frame: Frame) -> bool:
    """ "The embassy in Khartoum evacuates its staff": they are where it is."""
    own = any(child.lower_ in ("its", "their", "his", "her") for child in patient.children)
    return own and frame.name in word_set("en", "roles", "leaves_setting")


def about_an_end(marked: Marked, trigger: "Token") -> str | None:
    """The mark of the end that a place says the whereabouts of: "taken to a shelter in Homs".

    The parser often hangs "in" on the verb.
    """
    node = marked.token
    while node.head != node:
        if node.dep_ == "pobj" and node.head.head.i in marked.climbed:
            # "in the town of Homs"
            node = node.head.head
        elif node.i in marked.climbed and node.dep_ != "pobj":
            node = node.head
        else:
            break
    before = node.head.nbor(-1) if node.dep_ == "pobj" and node.head.i else None
    if before is None or marked.marker not in ("in", "at", "near", "on", "outside"):
        return None
    stands = is_place_noun(before) or before.lower_ in BANISHED
    is_end = before.dep_ == "pobj" and before.pos_ == "NOUN" and stands
    ends = (*load_words()["roles"]["origin"], *load_words()["roles"]["destination"])
    on_verb = is_end and before.head.lower_ in ends and trigger in before.ancestors
    return before.head.lower_ if on_verb else None


FILLING = frozenset({"flood", "fill", "swell", "overwhelm", "swamp", "inundate", "look", "care"})


# What goes "between" two places goes there and back.
TO_AND_FRO = frozenset({"transport", "remove", "travel", "move"})


def is_to_and_fro(marked: Marked, trigger: "Token", frame: Frame) -> bool:
    """ "Buses shuttled between Homs and Hama with 300 refugees": from the one to the other.

    Those who "were flown between Homs and Hama" went both ways.
    """
    vehicle = subject_of(trigger)
    if marked.governor != trigger or is_passive(trigger) or vehicle is None:
        return False
    if frame.name not in TO_AND_FRO or frame.is_noun:
        return False
    return vehicle_mode(vehicle) is not None


def is_receiver(marked: Marked, trigger: "Token") -> bool:
    """ "Chad is preparing to receive 300 people", "schools in Chad house them", "hosted by Chad".

    Who receives people is where they come, and so is where those are who do.
    """
    filled = trigger.lemma_.lower() in FILLING
    if is_passive(trigger) and not filled:
        by = marked.governor
        return by.dep_ == "agent" and by.head == trigger and marked.marker is None
    host = subject_of(trigger)
    if host is None or (object_of(trigger) in (None, host) and not filled):
        return False
    if marked.is_subject or host.i in marked.climbed:
        return host.i in marked.climbed
    beside = marked.marker in ("in", "at", "on", "of") and marked.governor == host
    return beside and tells_whence(trigger)


def is_where_it_rages(marked: Marked, trigger: "Token") -> bool:
    """ "fled fighting that is raging in Homs", "fleeing a war now in its third year in Yemen"."""
    clause = marked.governor
    if marked.marker not in INSIDE or clause.dep_ not in ("relcl", "acl"):
        return False
    fled, noun = object_of(trigger), clause.head
    behind = (inner for c in trigger.children if c.lower_ == "from" for inner in c.children)
    is_fled = noun == fled or noun in behind or (fled is not None and fled.is_ancestor(noun))
    return is_fled and people_kind(noun) is None and noun.i > trigger.i


def is_stuck(marked: Marked) -> bool:
    """ "resettlement for those stuck in Homs": they are there still, it is not for there."""
    node = marked.token
    while node.dep_ != "pobj" and node.head != node:
        node = node.head
    if node.head.i == 0 or marked.marker not in ("in", "at", "on"):
        return False
    return node.head.nbor(-1).lower_ in word_set("en", "stuck", "words")


def taken_along(verb: "Token") -> "Token | None":
    """ "It was on its way to Homs with 300 people": those people."""
    for preposition in (word for word in verb.subtree if word.lower_ == "with"):
        for inside in preposition.children:
            if inside.dep_ == "pobj" and people_kind(inside) is not None:
                return inside
    return None
