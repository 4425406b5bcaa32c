"""Who moved and how many: the party of a movement, its kind, nationality and numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.languages.model import is_person
from evacmap.legs.lexicon import frame_of, people_kind, vehicle_mode
from evacmap.legs.marking import Country
from evacmap.legs.motion import Motion
from evacmap.legs.spans import Words, field_spans, span_between, words_at
from evacmap.legs.syntax import noun_phrase, noun_text, with_conjuncts
from evacmap.model import Count, CountMention, FieldSpan, Party, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = frozenset({"they", "them", "he", "she", "him", "her", "we", "us", "it", "those"})
# Those in "498 people, among them 30 children" are counted already.
_AMONG = re.compile(r"\b(?:(?:among|of) (?:them|whom|these)|including)\W+(?:[a-z]+ ){0,2}$", re.I)
OF_THEM = frozenset({"them", "these", "those", "whom", "us"})
KIND_ADJECTIVES = {
    "wounded": PartyKind.WOUNDED,
    "injured": PartyKind.WOUNDED,
    "sick": PartyKind.WOUNDED,
    "ill": PartyKind.WOUNDED,
    "displaced": PartyKind.REFUGEES,
    "military": PartyKind.MILITARY,
    "diplomatic": PartyKind.DIPLOMATS,
    "captured": PartyKind.PRISONERS,
    "detained": PartyKind.PRISONERS,
    "freed": PartyKind.PRISONERS,
    "released": PartyKind.PRISONERS,
    "stranded": PartyKind.CIVILIANS,
}
# Words for a group told of before: their number and kind are those of that group.
GROUP_WORDS = frozenset(
    {"group", "convoy", "party", "column", "evacuee", "other", "rest", "all", "most"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Travellers:
    """The party of one movement, with its numbers; None where the sentence does not say."""

    party: Party | None
    people: Count | None
    vehicles: Count | None
    refers_back: bool


Found = tuple[Travellers, tuple[FieldSpan, ...]]


def find_travellers(
    motion: Motion,
    counts: Sequence[CountMention],
    nationalities: Mapping[int, Country],
) -> Found:
    """Return who a motion tells of, and the words that say so.

    ``nationalities`` gives the country that a word names.
    """
    mover = motion.mover
    tokens = _group_tokens(motion)
    numbered = _numbered(motion, counts)
    people = [count for count, noun in numbered if noun in tokens and _counts_people(noun)]
    vehicles = [
        count
        for count, noun in numbered
        if noun in tokens and _counts_vehicles(noun) and not _carries_elsewhere(noun, motion)
    ]
    people_count, people_words = _added(people), _words_of(people)
    if not people and mover is not None and _is_one_person(mover):
        people_count = Count(low=1, high=1, text=noun_text(mover))
        people_words = words_at(motion.sentence, noun_phrase(mover))
    party, words = _party(motion, nationalities)
    travellers = Travellers(
        party=party,
        people=people_count,
        vehicles=_added(vehicles),
        refers_back=_refers_back(mover or motion.carrier, _added(people)),
    )
    words += field_spans("people", people_words)
    return travellers, words + field_spans("vehicles", _words_of(vehicles))


def _carries_elsewhere(vehicle: "Token", motion: Motion) -> bool:
    """ "to go on to Beirut and be flown home on two planes": nobody goes to Beirut on those."""
    if vehicle.dep_ != "pobj":
        return False
    verb = next((word for word in vehicle.ancestors if word.pos_ == "VERB"), None)
    return verb is not None and verb not in motion.triggers and frame_of(verb) is not None


def _words_of(counts: Sequence[CountMention]) -> Words:
    return tuple((count.start, count.end) for count in counts)


def _group_tokens(motion: Motion) -> set["Token"]:
    doc = motion.trigger.doc
    tokens = {doc[index] for index in motion.group}
    if motion.mover is not None:
        tokens |= set(with_conjuncts(motion.mover))
    tokens |= {head for token in list(tokens) for head in _companions(token, motion)}
    for token in list(tokens):
        # "hundreds of people": the number's noun is the head, the people stand below it.
        for child in token.children:
            # Those in "1,100 people, including 238 fighters" are counted already.
            if child.dep_ == "prep" and child.lower_ in ("of", "with", "carrying"):
                tokens |= {inner for inner in child.children if inner.dep_ == "pobj"}
            if child.dep_ == "appos":
                tokens.add(child)
    return tokens


def _companions(token: "Token", motion: Motion) -> "Iterator[Token]":
    """ "80 patients and their relatives who were flown out": the patients, too, were."""
    described = any(trigger.dep_ in ("relcl", "acl") for trigger in motion.triggers)
    while described and token.dep_ == "conj" and people_kind(token.head) is not None:
        token = token.head
        yield token


def _numbered(motion: Motion, counts: Sequence[CountMention]) -> list[tuple[CountMention, "Token"]]:
    """Return each number of the sentence with the noun that it counts."""
    sentence = motion.sentence
    found: list[tuple[CountMention, Token]] = []
    for count in counts:
        if not sentence.start <= count.start < sentence.end:
            continue
        if _AMONG.search(sentence.text, 0, count.start - sentence.start):
            continue
        span = span_between(sentence, count.start, count.end)
        noun = counted_noun(span[-1]) if span is not None else None
        if span is None or noun is None:
            continue
        if found and _is_whole_of(span[0]):
            # "one of the 16 migrants" is one; "one of 16 who were taken" tells of the 16.
            if not _is_told_of_whole(noun, motion):
                continue
            found.pop()
        found.append((count, noun))
    return found


def _is_whole_of(first: "Token") -> bool:
    """Whether a number is the whole that another is a part of: "of the 16"."""
    doc, at = first.doc, first.i
    if at and doc[at - 1].lower_ in ("the", "these", "those", "their", "its"):
        at -= 1
    if at < 2 or doc[at - 1].lower_ != "of":
        return False
    part = doc[at - 2]
    return part.like_num or part.pos_ == "NUM"


def _is_told_of_whole(noun: "Token", motion: Motion) -> bool:
    """Whether the movement is told in a clause on the whole: "one of the 80 who were flown out"."""
    return any(
        trigger.head == noun or noun.is_ancestor(trigger.head)
        for trigger in motion.triggers
        if trigger.dep_ in ("relcl", "acl")
    )


def _is_age(count: CountMention, noun: "Token") -> bool:
    """ "children under five": a number after a noun and "under" counts years."""
    bare = noun.like_num and count.text.lower().startswith(("under", "over", "below", "above"))
    return bare and noun.i > 1 and noun.doc[noun.i - 2].pos_ == "NOUN"


def counted_noun(last: "Token") -> "Token | None":
    """Return the noun that a number ending at ``last`` counts; the number itself where none."""
    doc = last.doc
    at = last.i + 1
    noun = None
    while at < len(doc) and at <= last.i + 7:
        token = doc[at]
        if token.pos_ in ("NOUN", "PROPN"):
            noun = token
        elif noun is not None or not _may_stand_between(token):
            break
        at += 1
    if noun is not None:
        return noun
    return last


def _may_stand_between(token: "Token") -> bool:
    """Whether a word may stand between a number and its noun: "400 of the remaining soldiers"."""
    if token.pos_ in ("ADJ", "DET", "ADV", "NUM", "CCONJ", "PRON"):
        return True
    return token.lower_ in ("of", "-") or token.tag_ in ("VBN", "VBG")


# Their number is not one of people.
COLLECTIVES = frozenset(
    {"group", "wave", "party", "unit", "contingent", "company", "batch", "column"}
    | {"brigade", "battalion", "regiment", "division", "platoon", "community"}
)


def _counts_people(noun: "Token") -> bool:
    if noun.lemma_.lower() in COLLECTIVES:
        return False
    if people_kind(noun) is PartyKind.EQUIPMENT:
        return False
    if vehicle_mode(noun) is not None:
        return False
    return people_kind(noun) is not None or noun.pos_ == "NUM" or noun.like_num


def _counts_vehicles(noun: "Token") -> bool:
    is_equipment = people_kind(noun) is PartyKind.EQUIPMENT
    return vehicle_mode(noun) is not None or is_equipment or noun.lower_ in ("pieces", "items")


def _added(counts: Sequence[CountMention]) -> Count | None:
    """Numbers of the same group are added: 1,600 students and 3,500 residents are 5,100."""
    if not counts:
        return None
    lows = [count.low for count in counts]
    highs = [count.high for count in counts]
    low = None if all(value is None for value in lows) else sum(value or 0 for value in lows)
    high = None if any(value is None for value in highs) else sum(value or 0 for value in highs)
    return Count(low=low, high=high, text=" and ".join(count.text for count in counts))


def _is_one_person(mover: "Token") -> bool:
    if any(child.dep_ == "conj" for child in mover.children):
        return False
    if mover.tag_ == "NN" and mover.lemma_.lower() in word_set("en", "one_person", "words"):
        # "the president"; but "every president", and "president" among other words of a headline
        return any(child.lower_ in ("the", "a", "an", "his", "her") for child in mover.children)
    return mover.pos_ == "PROPN" and mover.tag_ == "NNP" and is_person(mover)


def _refers_back(mover: "Token | None", people: Count | None) -> bool:
    """Whether the mover is a pronoun, a group word, or a plain definite told of before."""
    if mover is None:
        return False
    if is_part_of_group(mover):
        return True
    if people is not None:
        return False
    if any(child.lower_ in ("another", "a", "an", "some") for child in mover.children):
        # "another group", "a convoy": one not told of before.
        return False
    if mover.lower_ in PRONOUNS or mover.lemma_.lower() in GROUP_WORDS:
        return True
    return any(child.lower_ in ("the", "these", "those", "this") for child in mover.children)


def is_part_of_group(mover: "Token") -> bool:
    """Whether the mover is some of those told of before: "500 of them", "the remaining 300"."""
    is_whole = mover.lower_ in ("all", "both", "each")
    for child in mover.children:
        if child.lower_ == "remaining":
            return True
        if (
            not is_whole
            and child.lower_ == "of"
            and any(inner.lower_ in OF_THEM for inner in child.children)
        ):
            return True
    return mover.lower_ in ("rest", "remainder")


def _party(
    motion: Motion, nationalities: Mapping[int, Country]
) -> tuple[Party | None, tuple[FieldSpan, ...]]:
    mover = motion.mover or motion.carrier
    if mover is None:
        return None, ()
    kind, kind_word = _kind(mover)
    nation = _nationality(mover, nationalities)
    party = Party(
        text=noun_text(mover), kind=kind, nationality=nation.place.name if nation else None
    )
    words = field_spans("party", words_at(motion.sentence, noun_phrase(mover)))
    if kind is not PartyKind.UNKNOWN:
        words += field_spans("party_kind", words_at(motion.sentence, kind_word))
    return party, words + field_spans("nationality", nation.words if nation else ())


def _kind(mover: "Token") -> tuple[PartyKind, "Token"]:
    """Return what sort of people a noun names, and the word that says so."""
    for child in mover.children:
        if child.dep_ in ("amod", "compound") and child.lower_ in KIND_ADJECTIVES:
            return KIND_ADJECTIVES[child.lower_], child
    kind, word = _counted_kind(mover) or (people_kind(mover), mover)
    kinds = {people_kind(one) for one in with_conjuncts(mover)} - {None, PartyKind.UNKNOWN}
    if len(kinds) > 1:
        # "fighters and civilians" are neither alone.
        return PartyKind.UNKNOWN, word
    if kind is PartyKind.EQUIPMENT and vehicle_mode(mover) is not None:
        return PartyKind.UNKNOWN, word
    if kind in (None, PartyKind.UNKNOWN) and is_person(mover):
        return PartyKind.CIVILIANS, mover
    return kind or PartyKind.UNKNOWN, word


def _counted_kind(mover: "Token") -> tuple[PartyKind, "Token"] | None:
    """ "hundreds of soldiers" are soldiers."""
    for child in mover.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for noun in child.children:
                if noun.dep_ == "pobj" and (kind := people_kind(noun)) is not None:
                    return kind, noun
    return None


def _nationality(mover: "Token", nationalities: Mapping[int, Country]) -> Country | None:
    if mover.i in nationalities:
        return nationalities[mover.i]
    near = [child for child in mover.children if child.dep_ in ("amod", "compound", "nmod", "poss")]
    for child in near:
        if child.i in nationalities:
            return nationalities[child.i]
    for child in mover.children:
        if child.dep_ != "prep" or child.lower_ != "of":
            continue
        for noun in child.children:
            for inner in (noun, *noun.children):
                if inner.i in nationalities and inner.dep_ != "prep":
                    return nationalities[inner.i]
    return None
