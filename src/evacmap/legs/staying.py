"""Where people are after a movement: "left Kherson and are now in Warsaw".

English often tells the end of a way by a state: those who have left are, live or sleep somewhere.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.frames import Frame
from evacmap.legs.lexicon import people_kind
from evacmap.legs.marking import Marked, is_place_noun
from evacmap.legs.places import Role
from evacmap.legs.syntax import agent_of, child_with, is_passive, object_of, patient_of
from evacmap.model import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

WITHIN = frozenset({"in", "at", "on", "inside", "near", "outside"})
# "were divided between Homs and Hama", "are scattered among three towns"
AMONG = frozenset({"between", "among", "across", "over"})
PARTING = frozenset({"divide", "split", "distribute", "share", "scatter", "disperse", "spread"})
THEY = frozenset({"they", "he", "she", "all", "most", "both", "many"})
NOW = frozenset({"now", "already", "currently", "still"})
PAST = frozenset({"VBD", "VBN"})
# "People displaced by floods live in Chad": how many there are, not where they went.
STOCK = frozenset({"displace", "uproot"})
AFTERWARDS = frozenset({"after", "since"})
SHARES = frozenset({"most", "many", "some", "half", "all", "majority", "hundred", "thousand"})
WHERE_NOW = "where they are now"
WHERE_BEFORE = "where they stayed before"
WHERE_TOLD = "where those tell of it who came"
MERE_STAYS = (WHERE_NOW, WHERE_BEFORE, WHERE_TOLD)
# How far above a place the verb may stand by which someone there speaks.
MOST_ABOVE = 5
OWN_FLIGHT = frozenset({"flee", "leave", "travel", "cross"})
SPEAKING_FOR_OTHERS = frozenset({PartyKind.OFFICIALS, PartyKind.DIPLOMATS, PartyKind.MILITARY})
WHERE_DUE = "where they are due"

Told = tuple["Token", Frame]
Stay = tuple[int, tuple[Role, str]]


def where_they_are(place: Marked, triggers: Sequence[Told]) -> Stay | None:
    """Return the position of the motion word after which people are at a place, with its role."""
    if place.is_subject:
        word = _left_for_host(place.governor, triggers)
        return (word.i, (Role.DESTINATION, WHERE_NOW)) if word is not None else None
    counted = _counted_at(place, triggers) or _left_with_some(place, triggers)
    if counted is not None:
        return counted.i, (Role.DESTINATION, WHERE_NOW)
    coming = _due_at(place, triggers)
    if coming is not None:
        return coming.i, (Role.DESTINATION, WHERE_DUE)
    teller = _told_at(place, triggers)
    if teller is not None:
        return teller.i, (Role.DESTINATION, WHERE_TOLD)
    verb = _verb_of_stay(place)
    if verb is None:
        return None
    went_on = _left_after(verb, triggers)
    if went_on is not None:
        return went_on.i, (Role.ORIGIN, WHERE_BEFORE)
    if not _is_of_those_come(verb):
        return None
    word = (
        _left_before(verb, triggers)
        or _left_by_subject(verb, triggers)
        or _left_at_first(verb, triggers)
        or _brought_whom(verb, triggers)
    )
    return (word.i, (Role.DESTINATION, WHERE_NOW)) if word is not None else None


def _told_at(place: Marked, triggers: Sequence[Told]) -> "Token | None":
    """The flight of those who tell of it: "We left Homs at night," said a farmer in Hama."""
    if place.marker not in WITHIN:
        return None
    above = [place.governor, *place.governor.ancestors][:MOST_ABOVE]
    said = next((word for word in above if word.pos_ == "VERB"), None)
    if said is None or said.lemma_.lower() not in word_set("en", "status", "reporting"):
        return None
    speaker = agent_of(said)
    if speaker is None or speaker.pos_ == "PRON" or people_kind(speaker) in SPEAKING_FOR_OTHERS:
        return None
    for word, frame in triggers:
        mover = child_with(word, "nsubj", "nsubjpass")
        tells = mover is not None and mover.lower_ in ("we", "i") and frame.name in OWN_FLIGHT
        if tells and not (speaker.i < place.token.i < word.i) and word.tag_ in PAST:
            return word
    return None


def where_they_go(place: Marked, triggers: Sequence[Told]) -> Stay | None:
    """ "went to stay with friends in Homs", "to go and live in Homs"."""
    word = _gone_to_stay(place, triggers)
    return (word.i, (Role.DESTINATION, "where they go to stay")) if word is not None else None


def _gone_to_stay(place: Marked, triggers: Sequence[Told]) -> "Token | None":
    if place.marker not in WITHIN:
        return None
    node = place.governor
    while node.dep_ == "pobj" and _says_how(node):
        node = node.head.head
    if node.lemma_.lower() not in word_set("en", "roles", "abiding") or node.lemma_ == "be":
        return None
    above = node.head
    helped = any(child.dep_ == "aux" and child.lower_ == "to" for child in node.children)
    goes = above.lemma_ in ("go", "come")
    bare = goes and node.tag_ == "VB" and node.dep_ in ("xcomp", "ccomp", "advcl", "conj")
    beside = goes and node.dep_ == "conj" and node.tag_ == above.tag_
    if not (bare or beside or (helped and node.dep_ in ("xcomp", "advcl"))):
        return None
    return next((word for word, frame in triggers if word == above and not frame.is_noun), None)


def _due_at(place: Marked, triggers: Sequence[Told]) -> "Token | None":
    """The movement of those who are due: "A ship carrying 300 people is due in Larnaca"."""
    departed = _due_after_departure(place, triggers)
    if departed is not None:
        return departed
    due = place.governor
    if place.marker not in WITHIN or due.lower_ != "due" or due.head.lemma_ != "be":
        return None
    subject = child_with(due.head, "nsubj", "nsubjpass")
    if subject is None:
        return None
    told = [word for word, _ in triggers if word == subject or subject.is_ancestor(word)]
    return told[-1] if told else None


def _due_after_departure(place: Marked, triggers: Sequence[Told]) -> "Token | None":
    """ "left Misrata on Monday with 450 nurses, due Valletta on Tuesday"."""
    at = min(word.i for word in place.token.subtree)
    before = place.token.doc[max(0, at - 2) : at]
    words = [word.lower_ for word in before]
    if words[-1:] != ["due"] and words not in (["due", "in"], ["due", "at"], ["due", "off"]):
        return None
    due = next(word for word in before if word.lower_ == "due")
    if due.i and due.nbor(-1).lemma_ == "be":
        return None
    told = [word for word, frame in triggers if word.i < due.i and not (frame.is_noun or frame.at)]
    return told[-1] if told and told[-1].tag_ in (*PAST, "VBZ", "VBP") else None


def _counted_at(place: Marked, triggers: Sequence[Told]) -> "Token | None":
    """The arrivals that a place counts: "counters at Adré registered 300 new arrivals"."""
    node = place.governor
    while node.dep_ == "pobj" and node.head.lower_ in WITHIN:
        node = node.head.head
    verb = node.head if node.dep_ in ("nsubj", "nsubjpass") else node
    if place.marker not in WITHIN or verb.pos_ not in ("VERB", "AUX"):
        return None
    if verb.lemma_.lower() not in word_set("en", "roles", "hosting"):
        return None
    coming = (word for word, frame in triggers if frame.is_noun and frame.at)
    return next((word for word in coming if word.head == verb), None)


def _left_with_some(place: Marked, triggers: Sequence[Told]) -> "Token | None":
    """ "65 have been moved out of Homs, with 40 now in Hama": where some of them are now."""
    some = place.governor
    if place.marker not in WITHIN or some.dep_ != "pobj" or some.head.lower_ != "with":
        return None
    if not any(child.lower_ in NOW for child in some.children):
        return None
    verb = some.head.head
    return verb if any(verb == word and word.tag_ in PAST for word, _ in triggers) else None


def _verb_of_stay(place: Marked) -> "Token | None":
    """The verb that tells of a stay at a place: "are sleeping in a school in Juba"."""
    parted = place.marker in AMONG and place.governor.lemma_.lower() in PARTING
    if place.marker not in WITHIN and not parted:
        return None
    node = place.governor
    while node.dep_ == "pobj" and _says_how(node):
        node = node.head.head
    if node.lower_ == "due" and node.head.lemma_ == "be":
        # "left Homs and are due in Hama tonight"
        node = node.head
    if node.pos_ not in ("VERB", "AUX"):
        return None
    stops = node.lemma_.lower() in word_set("en", "roles", "staying")
    if not stops and not _is_of_those_come(node):
        return None
    helpers = {child.lower_ for child in node.children if child.dep_ in ("aux", "neg", "auxpass")}
    # "had been in Goma" was before; "would be in Goma" and "not" are not so.
    unsure = helpers & {"had", "not", "n't", "would", "could", "might", "to"}
    return None if unsure else node


def _is_of_those_come(verb: "Token") -> bool:
    """Whether a verb tells of people where they have come: "live in", "were welcomed in"."""
    lemma = verb.lemma_.lower()
    if lemma in PARTING:
        return is_passive(verb) or verb.tag_ == "VBN"
    welcomed = lemma in word_set("en", "roles", "welcoming") and is_passive(verb)
    return welcomed or lemma in word_set("en", "roles", "abiding")


def _says_how(noun: "Token") -> bool:
    """ "in a school in Juba", "with relatives in Juba", "in quarantine in Juba"."""
    if noun.head.lower_ in ("with", "among"):
        parted = noun.head.lower_ == "among" and noun.head.head.lemma_.lower() in PARTING
        return people_kind(noun) is not None or (parted and is_place_noun(noun))
    in_care = noun.lemma_.lower() in word_set("en", "roles", "care")
    return noun.head.lower_ in WITHIN and (in_care or is_place_noun(noun))


def _left_after(verb: "Token", triggers: Sequence[Told]) -> "Token | None":
    """The movement that goes on from a stay: "spent the night in Homs and left for Hama"."""
    for word, frame in triggers:
        goes_on = word.dep_ == "conj" and word.head == verb and not frame.is_noun
        if goes_on and child_with(word, "nsubj", "nsubjpass") is None:
            return word
    return None


def _left_before(verb: "Token", triggers: Sequence[Told]) -> "Token | None":
    """The movement that a stay goes on from: "drove all night and were in Homs by morning"."""
    subject = child_with(verb, "nsubj", "nsubjpass")
    if subject is not None and subject.lower_ not in THEY:
        return None
    above = verb.head
    while subject is None and verb.dep_ == "conj" and above.dep_ == "conj":
        if any(word == above for word, _ in triggers):
            break
        above = above.head
    if subject is None:
        on_from = verb.dep_ == "conj" and any(word == above for word, _ in triggers)
        return above if on_from and above.i < verb.i else None
    before = [word for word, frame in triggers if word.i < subject.i and not frame.is_noun]
    beside = verb.dep_ in ("ROOT", "conj", "parataxis", "ccomp")
    return before[-1] if beside and before and before[-1].tag_ in PAST else None


def _left_by_subject(verb: "Token", triggers: Sequence[Told]) -> "Token | None":
    """The movement told of those who stay: "Refugees who came from Wau sleep in a school".

    Or of those who are there: "In Juba there are 300 people who fled Wau".
    """
    subject = child_with(verb, "nsubj", "nsubjpass")
    if subject is None and child_with(verb, "expl") is not None:
        subject = child_with(verb, "attr")
    if subject is None or not (people_kind(subject) is not None or _is_share(subject)):
        return None
    stayers = (subject, *(noun for of in subject.children for noun in _those(of, subject)))
    for word, frame in triggers:
        of_them = word.dep_ in ("relcl", "acl") and word.head in stayers
        if word == subject and frame.is_noun:
            return word
        if word.lemma_.lower() in STOCK:
            continue
        if of_them and (word.tag_ in PAST or frame.name == "flee"):
            return word
    return None


def _is_share(noun: "Token") -> bool:
    """ "Most of those who fled", "some 300 of them": a part of the people."""
    return noun.like_num or noun.lemma_.lower() in SHARES


def _those(of: "Token", subject: "Token") -> Iterator["Token"]:
    """Of whom a share is: "most of those who fled"."""
    if of.lower_ == "of" and _is_share(subject):
        yield from (noun for noun in of.children if noun.dep_ == "pobj")


def _left_at_first(verb: "Token", triggers: Sequence[Told]) -> "Token | None":
    """ "Forced out of Homs, they are in Hama", "live in Hama after they had to leave Homs"."""
    for word, _ in triggers:
        clause = _clause_below(word, verb)
        if clause is None:
            continue
        marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
        after = clause.dep_ == "prep" and clause.lower_ in AFTERWARDS
        bare = clause.tag_ in ("VBN", "VBG") and clause.i < verb.i and not marks
        done = word.tag_ in PAST or word.tag_ == "VBG"
        since = clause.dep_ == "advcl" and (bare or not marks.isdisjoint(AFTERWARDS))
        if after or (since and done):
            return word
    return None


def _clause_below(word: "Token", verb: "Token") -> "Token | None":
    """The clause or phrase right below ``verb`` in which a word stands; None if it stands out."""
    node = word
    while node.head != node:
        if node.head == verb:
            return node if node.dep_ in ("advcl", "prep") else None
        if node.dep_ not in ("pcomp", "xcomp", "ccomp", "conj"):
            return None
        node = node.head
    return None


def _brought_whom(verb: "Token", triggers: Sequence[Told]) -> "Token | None":
    """ "brought back 700 nationals, who are now in quarantine in Seoul"."""
    if verb.dep_ != "relcl" or not any(child.lower_ == "now" for child in verb.children):
        return None
    before = [word for word, frame in triggers if word.i < verb.i and not frame.is_noun]
    moved = (word for word in reversed(before) if word.tag_ in PAST)
    return next((word for word in moved if patient_of(word) == verb.head), None)


def _left_for_host(verb: "Token", triggers: Sequence[Told]) -> "Token | None":
    """The movement of those whom a place has: "Kassala has 300 newcomers, who fled Gondar"."""
    guests = _at_home(verb) if verb.lemma_ == "be" else object_of(verb) or _awaited(verb)
    hosts = verb.lemma_ == "be" or verb.lemma_.lower() in word_set("en", "roles", "hosting")
    if guests is None or not hosts:
        return None
    for word, frame in triggers:
        if word == guests and frame.at:
            return word
        of_them = word.dep_ in ("relcl", "acl") and guests in word.ancestors
        if (of_them or _is_told_of_whom(word, verb)) and (
            word.tag_ in PAST or frame.name == "flee"
        ):
            return word
    return None


def _awaited(verb: "Token") -> "Token | None":
    """ "is bracing for the arrival of 300 people", "is coping with 150 new arrivals"."""
    beside = (p for p in verb.children if p.dep_ == "prep" and p.lower_ in ("for", "with"))
    return next((child_with(preposition, "pobj") for preposition in beside), None)


def _at_home(verb: "Token") -> "Token | None":
    """ "Hama is home to 900 people who fled Homs": those 900."""
    homes = (child for child in verb.children if child.lower_ == "home")
    beside = (to for home in homes for to in home.children if to.lower_ == "to")
    return next((child_with(to, "pobj") for to in beside), None)


def _is_told_of_whom(word: "Token", verb: "Token") -> bool:
    """ "…, most of whom had come from Gondar": the parser hangs that on the verb before."""
    if word.dep_ != "ccomp" or word.head != verb:
        return False
    subject = child_with(word, "nsubj", "nsubjpass")
    return subject is not None and any(inner.lower_ == "whom" for inner in subject.subtree)
