"""Who moved and how many: the party of a movement, its kind, nationality and numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.languages.model import is_person
from evacmap.legs.frames import frame_of
from evacmap.legs.lexicon import are_aboard, is_bare_share, people_kind, vehicle_mode
from evacmap.legs.marking import Country
from evacmap.legs.motion import Motion
from evacmap.legs.nouns import is_called, is_several
from evacmap.legs.numbering import added, counts_of_people, counts_vehicles, numbered_nouns
from evacmap.legs.spans import Words, field_spans, words_at
from evacmap.legs.syntax import (
    is_passive,
    noun_phrase,
    noun_text,
    object_of,
    subject_of,
    with_conjuncts,
)
from evacmap.model import Count, CountMention, FieldSpan, Party, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = frozenset(
    {"they", "them", "he", "she", "him", "her", "we", "us", "i", "me", "it", "those"}
    | {"their", "his", "our", "my"}
)
# "our return": we return.
WHOSE = {"our": "we", "my": "I", "their": "they", "his": "he"}
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
    "kidnapped": PartyKind.PRISONERS,
    "abducted": PartyKind.PRISONERS,
    "jailed": PartyKind.PRISONERS,
    "imprisoned": PartyKind.PRISONERS,
    "liberated": PartyKind.PRISONERS,
    "stranded": PartyKind.CIVILIANS,
}
# Words for a group told of before: their number and kind are those of that group.
GROUP_WORDS = frozenset(
    ("group", "convoy", "party", "column", "evacuee", "other", "rest", "all", "most")
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
    numbered = numbered_nouns(motion, counts)
    people = counts_of_people(motion, numbered, tokens)
    vehicles = [
        count
        for count, noun in numbered
        if noun in tokens and counts_vehicles(noun) and not _carries_elsewhere(noun, motion)
    ]
    people_count, people_words = added(people), _words_of(people)
    if not people and mover is not None and _is_one_person(mover, motion):
        people_count = Count(low=1, high=1, text=noun_text(mover))
        people_words = words_at(motion.sentence, noun_phrase(mover))
    party, words = _party(motion, nationalities)
    travellers = Travellers(
        party=party,
        people=people_count,
        vehicles=added(vehicles),
        refers_back=_refers_back(mover or motion.carrier, added(people)),
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
    return tokens | set(_carried(motion))


def _carried(motion: Motion) -> "Iterator[Token]":
    """ "the plane left with 150 on board", "a ship that docked on Monday, carrying 90 people"."""
    carrier = motion.carrier
    if carrier is None and motion.mover is not None and motion.mover.lower_ == "it":
        carrier = motion.mover
    if carrier is None:
        return
    for word in (carrier, *motion.triggers):
        for child in word.children:
            is_loaded = child.lower_ in ("with", "carrying", "bringing")
            if is_loaded and child.i > carrier.i:
                yield from (noun for noun in child.children if noun.dep_ in ("pobj", "dobj"))


def _companions(token: "Token", motion: Motion) -> "Iterator[Token]":
    """ "80 patients and their relatives who were flown out": the patients, too, were."""
    described = any(trigger.dep_ in ("relcl", "acl") for trigger in motion.triggers)
    while described and token.dep_ == "conj" and people_kind(token.head) is not None:
        token = token.head
        yield token


def names_one_person(noun: "Token") -> bool:
    """Whether a noun in the singular is one person: "a bishop", but neither "crew" nor "half"."""
    kind = people_kind(noun) if noun.tag_ == "NN" and noun.pos_ == "NOUN" else None
    lemma = noun.lemma_.lower()
    if kind in (None, PartyKind.EQUIPMENT) or is_several(lemma) or is_called(noun.lower_):
        return False
    return not any(child.lower_ == "every" for child in noun.children)


def _is_one_person(mover: "Token", motion: Motion) -> bool:
    if any(child.dep_ == "conj" for child in mover.children):
        return False
    if mover.lower_ in ("he", "him", "she", "her"):
        return True
    if names_one_person(mover):
        # "the president"; but not "president" among other words of a headline
        return any(child.lower_ in ("the", "a", "an", "his", "her") for child in mover.children)
    return mover.pos_ == "PROPN" and mover.tag_ == "NNP" and _is_named(mover, motion)


def rules(mover: "Token") -> bool:
    """Whether someone rules, or did: "the king", "President Juan Calles", "the prime minister"."""
    listed = word_set("en", "rulers", "words")
    beside = ("compound", "appos", "nmod", "amod")
    words = (mover, *(child for child in mover.children if child.dep_ in beside))
    titles = [word for word in words if word.lemma_.lower() in listed]
    # "a minister" and "the army chief" rule nothing; what follows "of" is no title.
    return bool(titles) or any(
        word.lemma_.lower() == "minister" and word.i > 0 and word.nbor(-1).lower_ == "prime"
        for word in words
    )


def is_toppled(motion: Motion) -> bool:
    """ "The ousted king flew to Cairo", "The president left as rebels came": no journey of state.

    Whoever flees does so against his will; of other words the sentence tells why.
    """
    mover = motion.mover
    if mover is None or motion.frame.is_noun or not rules(mover):
        return False
    if motion.frame.name == "flee":
        return True
    fall = word_set("en", "rulers", "fall")
    doc = motion.trigger.doc
    if any(word.lemma_.lower() in fall or word.lower_ in fall for word in doc):
        return True
    return any(_are_coming(clause) for trigger in motion.triggers for clause in trigger.children)


def is_let_go(motion: Motion) -> bool:
    """ "The freed pilots landed in Doha", "leaders who were part of a swap", "flew home after being
    released": whatever they do for a living, they come from captivity.
    """
    freed = word_set("en", "captivity", "freed")
    described = motion.mover.children if motion.mover is not None else ()
    for word in described:
        if word.dep_ not in ("amod", "acl", "relcl"):
            continue
        if word.lemma_.lower() in freed or word.lower_ in freed:
            return True
        if word.lemma_ in ("be", "include", "involve") and _names_swap(word):
            return True
    return seizure_of(motion) is not None


def seizure_of(motion: Motion) -> "Token | None":
    """Return the verb that tells how those who move were taken or let go: "captured in Homs and
    brought to Hama", "seized at sea, they were flown home", "landed after being freed".
    """
    freed = word_set("en", "captivity", "freed")
    for trigger in motion.triggers:
        clauses = [*trigger.children, *(motion.mover.children if motion.mover else ())]
        for child in clauses:
            clause: Token = next((c for c in child.children if c.dep_ == "pcomp"), child)
            if clause.lemma_.lower() in freed and _is_of_those_moved(clause, child):
                return clause
        above: Token = trigger.head
        if trigger.dep_ == "conj" and above.lemma_.lower() in freed and above.pos_ == "VERB":
            both = is_passive(above) and trigger.tag_ == "VBN"
            them = motion.mover is not None and motion.mover.lower_ in ("them", "him", "her")
            seized = object_of(above)
            kind = people_kind(seized) if seized is not None else None
            people = kind not in (None, PartyKind.EQUIPMENT)
            if both or (them and people and not is_passive(above)):
                return above
    return None


def _is_of_those_moved(clause: "Token", child: "Token") -> bool:
    """Whether a clause tells what was done to those who move: "after being freed", "captured"."""
    if child.dep_ == "prep":
        return child.lower_ in ("after", "upon", "following", "since") and is_passive(clause)
    own = any(word.dep_ == "nsubj" for word in clause.children)
    told = clause.tag_ == "VBN" and object_of(clause) is None and not own
    return told and child.dep_ in ("acl", "relcl", "advcl")


def _names_swap(clause: "Token") -> bool:
    """Whether a clause speaks of an exchange of prisoners: "who are part of a prisoner swap"."""
    words = {word.lemma_.lower() for word in clause.subtree}
    return not words.isdisjoint(word_set("en", "captivity", "swap"))


def _are_coming(clause: "Token") -> bool:
    """ "… as rebels closed in", "… after soldiers seized the palace": why a ruler leaves."""
    if clause.dep_ not in ("advcl", "ccomp", "pcomp"):
        return False
    comers = subject_of(clause)
    if comers is None or clause.lemma_.lower() not in word_set("en", "rulers", "coming"):
        return False
    return comers.lemma_.lower() in word_set("en", "rulers", "attackers")


ONE_PERSON_LEAVES = 0.5


def _is_named(mover: "Token", motion: Motion) -> bool:
    """Whether the mover is a person with a name.

    A weak word of movement tells of one person no leg, and looking for names takes long.
    """
    ends = len(motion.arguments)
    is_leg = ends > 1 or (ends and motion.frame.weight >= ONE_PERSON_LEAVES)
    return bool(is_leg) and is_person(mover)


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
    if mover.lower_ in PRONOUNS or mover.lemma_.lower() in GROUP_WORDS or are_aboard(mover):
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
    return mover.lower_ in ("rest", "remainder") or is_bare_share(mover)


def _party(
    motion: Motion, nationalities: Mapping[int, Country]
) -> tuple[Party | None, tuple[FieldSpan, ...]]:
    mover = motion.mover or motion.carrier
    if mover is None:
        return None, ()
    kind, kind_word = _kind(mover, motion)
    nation = _nationality(mover, nationalities) or _of_their_own(mover, motion, nationalities)
    text = WHOSE.get(mover.lower_) or noun_text(mover)
    party = Party(text=text, kind=kind, nationality=nation.place.name if nation else None)
    words = field_spans("party", words_at(motion.sentence, noun_phrase(mover)))
    if kind is not PartyKind.UNKNOWN:
        words += field_spans("party_kind", words_at(motion.sentence, kind_word))
    return party, words + field_spans("nationality", nation.words if nation else ())


def _kind(mover: "Token", motion: Motion) -> tuple[PartyKind, "Token"]:
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
    if kind in (None, PartyKind.UNKNOWN) and _is_named(mover, motion):
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


def _of_their_own(
    mover: "Token", motion: Motion, nationalities: Mapping[int, Country]
) -> Country | None:
    """ "Norway has evacuated 26 of its citizens": they are Norway's."""
    of = (inner for child in mover.children if child.lower_ == "of" for inner in child.children)
    own = any(
        child.dep_ == "poss" and child.lower_ in ("its", "their")
        for word in (mover, *of)
        for child in word.children
    )
    agent = motion.agent
    return nationalities.get(agent.i) if own and agent is not None else None


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


def is_refugee_speaking(trigger: "Token") -> bool:
    """ "A refugee said he had left Homs": "he" is the one who says so."""
    above = next((word for word in trigger.ancestors if word.pos_ == "VERB"), None)
    reporting = word_set("en", "status", "reporting")
    speaker = subject_of(above) if above is not None and above.lemma_ in reporting else None
    return speaker is not None and people_kind(speaker) is PartyKind.REFUGEES
