"""From the motions of a sentence to drafts of legs, with what the report said before in mind."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.anaphors import ENDS, nationality_tokens, tokens_of_places
from evacmap.legs.discourse import Discourse
from evacmap.legs.drafts import Draft, coarseness
from evacmap.legs.ends import all_ends, names_origin
from evacmap.legs.judge import clues_of
from evacmap.legs.lexicon import are_aboard, people_kind
from evacmap.legs.marking import Anaphor, Country, is_measured_from, is_place_noun, mark
from evacmap.legs.modes import mode_of
from evacmap.legs.motion import Motion
from evacmap.legs.motions import find_motions
from evacmap.legs.movers import is_of_others
from evacmap.legs.nouns import is_cargo
from evacmap.legs.orders import with_return
from evacmap.legs.parties import GROUP_WORDS, PRONOUNS, find_travellers, is_part_of_group
from evacmap.legs.places import Role
from evacmap.legs.spans import field_spans, span_between, words_at
from evacmap.legs.status import status_of
from evacmap.legs.syntax import agent_of, noun_phrase, noun_text
from evacmap.legs.when import date_of
from evacmap.model import (
    BlockKind,
    CountMention,
    DateMention,
    GeocodedToponym,
    Inference,
    PartyKind,
    Sentence,
    Status,
    ToponymRole,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

TOTAL = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the drafts of one report share."""

    published: dt.date | None
    dates: Sequence[DateMention]
    counts: Sequence[CountMention]
    theme: float
    off_topic: float
    is_of_withdrawal: bool
    is_of_flight: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one sentence tells by itself, whatever the report said before it.

    ``acting`` are the offsets of the places that only act or qualify, ``speaking`` of those whose
    officials speak, ``nationalities`` the countries that words name; the ``drafts`` have no ends
    yet.
    """

    acting: frozenset[int]
    speaking: frozenset[int]
    nationalities: dict[int, Country]
    drafts: tuple[Draft, ...]


def hear(
    sentence: Sentence, number: int, items: Sequence[GeocodedToponym], report: Report
) -> Heard:
    """Return what a parsed sentence tells by itself: the long part of reading it."""
    tokens = tokens_of_places(sentence, items)
    nationalities = nationality_tokens(sentence, items)
    # "the Parliament of Iraq voted to expel troops from the country": named just before.
    acting = frozenset(item.toponym.start for item in items if _is_attribute(item, sentence))
    speaking = frozenset(item.toponym.start for item in items if _is_speakers(item, sentence))
    return Heard(
        acting=acting,
        speaking=speaking,
        nationalities=nationalities,
        drafts=tuple(
            draft_of(motion, number, nationalities, report)
            for motion in find_motions(sentence, tokens)
        ),
    )


def drafts_of(
    heard: Heard, sentence: Sentence, items: Sequence[GeocodedToponym], discourse: Discourse
) -> list[Draft]:
    """Return a draft for each movement that a parsed sentence tells, named ends or not."""
    discourse.hear(sentence, items, heard.acting, heard.speaking)
    return [_with_ends(draft, heard.nationalities, discourse) for draft in heard.drafts]


def _with_ends(draft: Draft, nationalities: dict[int, Country], discourse: Discourse) -> Draft:
    ends = all_ends(draft.motion, nationalities, discourse)
    inferred = [Inference(field=f, basis=b) for role in ends for f, b in ends[role][1]]
    told = replace(
        draft,
        origins=ends[Role.ORIGIN][0],
        destinations=ends[Role.DESTINATION][0],
        via=ends[Role.VIA][0],
        inferred=(*inferred, *draft.inferred),
    )
    if told.names_origin and not told.origins and not names_origin(draft.motion):
        # "out of the community", of which nobody knows which it is.
        unclear = all(isinstance(one.place, Anaphor) for one in draft.motion.places(Role.ORIGIN))
        told = replace(told, names_origin=not unclear)
    return with_return(told)


def fragment_ends(
    sentence: Sentence, items: Sequence[GeocodedToponym]
) -> tuple[tuple[GeocodedToponym, ...], tuple[GeocodedToponym, ...]] | None:
    """Return origins and destinations of a sentence without a verb; None for any other sentence.

    "From the city of Sumy to Poltava.", "Izyum - Lozova.", and a bare list of places, which
    are origins: those from which the sentence beside it says people were taken.
    """
    doc = sentence.parse
    ends = [item for item in items if item.toponym.role in LISTED and item.place is not None]
    if doc is None or not ends or any(token.tag_.startswith("VB") for token in doc):
        return None
    tokens = tokens_of_places(sentence, ends)
    origins, destinations, bare = [], [], []
    for item in ends:
        before = sentence.text[: item.toponym.start - sentence.start].rstrip()
        index = next((i for i, found in tokens.items() if found is item), None)
        marker = mark(doc[index], item).marker if index is not None else None
        if marker in ("from", "out"):
            origins.append(item)
        elif marker in ("to", "into") or before.endswith(DASHES):
            destinations.append(item)
        elif marker in ("in", "at", "near", "on", None):
            bare.append(item)
    others = [
        token
        for token in doc
        if token.is_alpha and token.i not in tokens and not _may_be_listed(token)
    ]
    if not origins and (len(others) > MOST_BEFORE_GOAL or any(map(is_cargo, others))):
        # "A letter to Doha.", "Price of a ticket to Oslo: 900 dollars."
        return None
    if bare and (
        len(others) > MOST_OTHERS or (destinations and not origins and len(destinations) > 1)
    ):
        return None
    if bare and (_DIGIT.search(sentence.text) or not _is_list(sentence, bare, len(others))):
        return None
    return tuple(origins or bare), tuple(destinations)


# "Spokane, Washington, 19 May 1883" heads a page.
_DIGIT = re.compile(r"\d")
# How many words that say something else may stand in a bare list of places.
MOST_OTHERS = 1
MOST_BEFORE_GOAL = 2


def _may_be_listed(token: "Token") -> bool:
    """Whether a word may stand beside the names of a list: "the villages of", "and", "region"."""
    return token.lower_ in SMALL or token.is_stop or is_place_noun(token)


def _is_list(sentence: Sentence, bare: Sequence[GeocodedToponym], others: int) -> bool:
    """Whether bare names are a list of towns, not a byline, a slug or the sections of a page."""
    if " " not in sentence.text.strip() and len(bare) > 1:
        return False
    if sentence.kind is BlockKind.HEADING and len(bare) == 1:
        # "UPPER NILE" heads what is told of it.
        return False
    countries = sum(coarseness(item) >= 4 for item in bare)
    return not countries and (len(bare) > 1 or others <= 0)


ATTRIBUTES = frozenset({"compound", "amod", "nmod", "poss", "nsubj", "agent"})
SMALL = frozenset({"at", "in", "near", "on", "from", "to", "the", "and"})
# In a list of places alone no name is part of another.
LISTED = ENDS | {ToponymRole.NESTED}
DASHES = ("-", "–", "—", "→", ">")


def _is_attribute(item: GeocodedToponym, sentence: Sentence) -> bool:
    """Whether a name only qualifies a noun, or acts: "United States troops", "Russia said".

    In "Kahului Airport" it says which airport, and so is the place itself.
    """
    assert sentence.parse is not None
    if is_measured_from(sentence.text, item.toponym.start - sentence.start):
        return True
    span = span_between(sentence, item.toponym.start, item.toponym.end)
    if span is None or is_place_noun(span.root.head):
        return False
    name = span.root
    if name.dep_ == "nsubj" and name.head.lower_ in word_set("en", "scene", "falling"):
        # "Goma has fallen": it does nothing itself.
        return False
    return name.dep_ in ATTRIBUTES or _says_whose(name) or _is_where_said(name)


def _is_speakers(item: GeocodedToponym, sentence: Sentence) -> bool:
    """ "the mayor of Homs said that they had come from there": not from Homs."""
    span = span_between(sentence, item.toponym.start, item.toponym.end)
    if span is None or span.root.dep_ != "pobj" or span.root.head.lower_ not in ("of", "in", "at"):
        return False
    speaker = span.root.head.head
    said = speaker.head.lemma_.lower() in word_set("en", "status", "reporting")
    if speaker.dep_ != "nsubj" or not said:
        return False
    # "… that 400 had gone from there": from where the speaker is, for all that we know.
    comes = word_set("en", "scene", "coming")
    return any(word.lemma_.lower() in comes for word in speaker.head.subtree)


def _is_where_said(name: "Token") -> bool:
    """ "In Jakarta, a minister said": where that was said, not where it happens."""
    if name.dep_ != "pobj" or name.head.lower_ not in ("in", "at"):
        return False
    verb = name.head.head
    reporting = word_set("en", "status", "reporting")
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in reporting:
        return False
    speaker = agent_of(verb)
    # Residents and officials of a place tell what happens there; a minister may be anywhere.
    is_local = speaker is not None and speaker.tag_ in ("NNS", "NNPS")
    return not is_local


def _says_whose(name: "Token") -> bool:
    """ "the peacekeepers from Chad": who they are, not a place that is spoken of."""
    is_from = name.dep_ == "pobj" and name.head.lower_ == "from"
    return is_from and people_kind(name.head.head) is PartyKind.MILITARY


def draft_of(
    motion: Motion,
    number: int,
    nationalities: dict[int, Country],
    report: Report,
) -> Draft:
    """Return what a motion tells by itself, its ends left open."""
    status, status_word = status_of(motion.trigger)
    mode, mode_word = mode_of(motion)
    travellers, words = find_travellers(motion, report.counts, nationalities)
    people = travellers.people
    when = date_of(
        motion,
        report.dates,
        status,
        published=report.published,
        is_total=people is not None and (people.low or 0) >= TOTAL,
    )
    speaker = _speaker(motion)
    sentence = motion.sentence
    is_guessed = not when.is_stated and when.date is not None
    words += field_spans("date", when.words)
    words += field_spans("status", words_at(sentence, *{motion.trigger, status_word}))
    words += field_spans("mode", words_at(sentence, mode_word) if mode_word else ())
    words += field_spans("said_by", words_at(sentence, noun_phrase(speaker)) if speaker else ())
    return Draft(
        names_origin=bool(motion.places(Role.ORIGIN)) or names_origin(motion),
        motion=motion,
        number=number,
        origins=(),
        destinations=(),
        via=(),
        status=status,
        mode=mode,
        date=when.date,
        is_dated=when.is_stated,
        travellers=travellers,
        said_by=noun_text(speaker) if speaker is not None else None,
        spans=((sentence.start, sentence.end),),
        inferred=(Inference(field="date", basis=when.basis),) if is_guessed else (),
        clues=clues_of(
            motion,
            travellers,
            when.date,
            theme=report.theme,
            off_topic=report.off_topic,
            is_of_withdrawal=report.is_of_withdrawal,
            published=report.published,
        ),
        rules=_rules(motion, status_word, mode_word, when.basis),
        words=words,
        is_added=is_of_others(motion) or _adds_up(motion),
    )


def _rules(
    motion: Motion, status_word: "Token", mode_word: "Token | None", date_basis: str
) -> tuple[tuple[str, str], ...]:
    """Name the rule behind each field, for explaining."""
    rules = [(argument.role.value, argument.rule) for argument in motion.arguments]
    rules.append(("status", f"'{status_word.text}'"))
    if mode_word is not None:
        rules.append(("mode", f"'{mode_word.text}'"))
    rules.append(("date", date_basis))
    return tuple(rules)


def _speaker(motion: Motion) -> "Token | None":
    """Return who is quoted as saying so: who does what the reporting verb above the motion says.

    Those who "were told to leave" say nothing.
    """
    for head in motion.trigger.ancestors:
        if head.lemma_.lower() in word_set("en", "status", "reporting") and head.pos_ == "VERB":
            speaker = agent_of(head)
            if speaker is not None and speaker not in motion.triggers and speaker.pos_ != "PRON":
                return speaker
    return _according_to(motion.trigger)


def _according_to(trigger: "Token") -> "Token | None":
    for token in trigger.doc:
        if token.lower_ == "according" and token.i + 2 < len(trigger.doc):
            for child in token.subtree:
                if child.dep_ == "pobj" and child.head.lower_ == "to":
                    return child
    return None


def is_same_group(draft: Draft, earlier: Draft) -> bool:
    """Whether a draft that refers back can mean the group of an earlier one."""
    if not draft.travellers.refers_back:
        return False
    one, other = draft.travellers.party, earlier.travellers.party
    if one is None or other is None:
        return True
    mover = draft.motion.mover
    if mover is not None and mover.lower_ not in PRONOUNS and not is_part_of_group(mover):
        # "97 foreign nationals … The foreigners left": the same stem is enough.
        stem = mover.lemma_.lower()[:7]
        same_word = mover.lemma_.lower() in GROUP_WORDS or stem in other.text.lower()
        same_word = same_word or (are_aboard(mover) and earlier.motion.carrier is not None)
        if not same_word and (one.nationality is None or one.nationality != other.nationality):
            return False
    kinds = {one.kind, other.kind}
    if len(kinds) > 1 and PartyKind.UNKNOWN not in kinds and PartyKind.CIVILIANS not in kinds:
        return False
    if one.nationality and other.nationality and one.nationality != other.nationality:
        return False
    return earlier.status is not Status.DENIED


def _adds_up(motion: Motion) -> bool:
    """ "… , bringing the number of evacuees to 800": with those told of before, not of them."""
    tallies = word_set("en", "tallies", "words")
    return any(
        word.dep_ == "dobj"
        and word.lemma_.lower() in tallies
        and word.head.lemma_.lower() in ("bring", "take", "raise", "push", "lift")
        for trigger in motion.triggers
        for word in trigger.ancestors
    )
