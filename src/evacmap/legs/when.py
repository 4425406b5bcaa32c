"""When a movement happened: the date expression that belongs to its motion word."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.motion import Motion
from evacmap.legs.spans import Words, offsets_of, span_between, words_at
from evacmap.legs.syntax import is_passive, subject_of
from evacmap.model import DateMention, EdtfDate, Sentence, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

DAY = dt.timedelta(days=1)
PLANNED = frozenset({Status.PLANNED, Status.URGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a movement happened, what that rests on, and the words.

    Where ``is_stated`` is false no word gives the date: the words are the motion word, whose
    tense tells how it lies to the day of the report, and the day on which someone said so.
    """

    date: EdtfDate | None
    is_stated: bool
    basis: str
    words: Words


def date_of(
    motion: Motion,
    dates: Sequence[DateMention],
    status: Status,
    *,
    published: dt.date | None,
    is_total: bool,
) -> When:
    """Return the date that the sentence gives for a movement, else what the guideline gives."""
    stated = stated_date(motion, dates, status)
    if stated is not None:
        date, mention = stated
        words: Words = ((mention.start, mention.end),)
        return When(date=date, is_stated=True, basis=f"'{mention.text}'", words=words)
    told = day_told(motion, dates)
    words = words_at(motion.sentence, motion.trigger)
    if told is not None and told[0] is not None:
        published, mention = told
        words = (*words, (mention.start, mention.end))
    by_default, basis = default_date(motion, status, published, is_total=is_total)
    return When(date=by_default, is_stated=False, basis=basis, words=words if by_default else ())


def stated_date(
    motion: Motion, dates: Sequence[DateMention], status: Status
) -> tuple[EdtfDate, DateMention] | None:
    """Return the date that the sentence gives for the movement, with its mention."""
    best: tuple[int, int, DateMention] | None = None
    for mention in dates:
        if not motion.sentence.start <= mention.start < motion.sentence.end:
            continue
        closeness = _closeness(motion, mention)
        if closeness is None:
            continue
        distance = abs(mention.start - motion.sentence.start - offsets_of(motion.trigger)[0])
        if best is None or (-closeness, distance) < (-best[0], best[1]):
            best = (closeness, distance, mention)
    if best is None:
        return None
    mention = best[2]
    date = mention.if_planned if status in PLANNED else mention.if_past
    if status in PLANNED and _dates_the_order(motion, mention):
        start = mention.if_past.earliest if mention.if_past is not None else None
        date = EdtfDate.from_bounds(start, None)
    return (date, mention) if date is not None else None


def day_told(
    motion: Motion, dates: Sequence[DateMention]
) -> tuple[dt.date | None, DateMention] | None:
    """Return the day on which the sentence has someone say so: "said on 10 December that …"."""
    reporting = word_set("en", "status", "reporting")
    for mention in dates:
        if not motion.sentence.start <= mention.start < motion.sentence.end:
            continue
        span = span_between(motion.sentence, mention.start, mention.end)
        verb = span and next((w for w in span.root.ancestors if w.pos_ in ("VERB", "AUX")), None)
        if not verb or verb.lemma_.lower() not in reporting or mention.if_past is None:
            continue
        if verb.tag_ == "VBD" and any(verb.is_ancestor(trigger) for trigger in motion.triggers):
            return mention.if_past.latest, mention
    return None


def _dates_the_order(motion: Motion, mention: DateMention) -> bool:
    """ "On Monday the army ordered the evacuation": the order is of Monday, what follows is not."""
    span = span_between(motion.sentence, mention.start, mention.end)
    if span is None:
        return False
    if mention.text.lower().startswith(("by ", "before ", "until ", "next ", "in ", "within ")):
        return False
    verb = next((word for word in span.root.ancestors if word.pos_ in ("VERB", "AUX")), None)
    if verb is not None and verb in motion.triggers and verb.dep_ == "xcomp":
        # "were ordered to leave on Thursday", told on Friday: the order is of Thursday.
        verb = verb.head if verb.head.lemma_ in word_set("en", "status", "urged") else None
    if verb is None or verb in motion.triggers or verb.tag_ not in ("VBD", "VBN"):
        return False
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return not helpers & {"will", "would", "to", "may", "could"} and any(
        verb.is_ancestor(trigger) for trigger in motion.triggers
    )


def _closeness(motion: Motion, mention: DateMention) -> int | None:
    """3: on the motion word; 2: on what carries it; 1: in its clause; None: another clause."""
    span = span_between(motion.sentence, mention.start, mention.end)
    if span is None:
        return None
    node = span.root
    if _is_of_another_event(node, motion) or _is_of_superlative(motion.sentence, mention):
        return None
    for _ in range(8):
        if node in motion.triggers or node.i in motion.group:
            return 3
        if node.pos_ in ("VERB", "AUX") and node != span.root:
            return _closeness_to_verb(node, motion)
        if node.head == node:
            break
        node = node.head
    return 1 if node in motion.trigger.ancestors or node is motion.trigger else None


def _is_of_another_event(root: "Token", motion: Motion) -> bool:
    """ "the October 7 attack", "by an August 31 deadline": the day of that, not of the journey."""
    head = root.head
    before = root.dep_ in ("compound", "nmod", "amod", "nummod") and head.i > root.i
    if not before or head in motion.triggers or head.i in motion.group:
        return False
    return head.lemma_.lower() in word_set("en", "driving", "words") | NOT_THEN


_SUPERLATIVE = re.compile(
    r"\b(?:largest|biggest|highest|greatest|heaviest|fastest|worst|deadliest|bloodiest|busiest"
    r"|smallest|lowest|first\s+(?:time|such|of\s+(?:its|their)\s+kind)|only"
    r"|first\s+[^.;:,]{1,40}\s+to\s+\w+)\s[^.;:]{0,80}$",
    re.IGNORECASE,
)
_LONG = re.compile(r"\b(?:hours|days|weeks|months|years?|decades?|century|generations?)\b", re.I)


def _is_of_superlative(sentence: Sentence, mention: DateMention) -> bool:
    """ "the largest influx in the past 10 days": how long none was so large, not when it was."""
    at = mention.start - sentence.start
    found = _SUPERLATIVE.search(sentence.text, 0, at)
    if found is None:
        return False
    told = f"{found.group()}{mention.text} ".lower()
    if " since " in told:
        return True
    opened = mention.text.lower().startswith(("in ", "for "))
    before = sentence.text[:at].rstrip().lower()
    is_within = opened or before.endswith((" in", " for", " in at least", " in over"))
    return is_within and _LONG.search(mention.text) is not None


# What has a day of its own: "ahead of the August 31 deadline".
NOT_THEN = frozenset({"deadline", "election", "anniversary", "summit", "ceremony", "referendum"})


def _closeness_to_verb(verb: "Token", motion: Motion) -> int | None:
    if any(verb.is_ancestor(trigger) for trigger in motion.triggers):
        lemma = verb.lemma_.lower()
        # "were told on Monday to leave": the order is dated, not the telling.
        ordered = lemma in word_set("en", "status", "urged") and any(
            trigger.dep_ == "xcomp" and trigger.head == verb for trigger in motion.triggers
        )
        # "On Monday alone 4,500 are estimated to have crossed": that dates the crossing.
        believed = is_passive(verb) and any(
            trigger.dep_ == "xcomp" and trigger.head == verb for trigger in motion.triggers
        )
        reporting = lemma in word_set("en", "status", "reporting") and not (ordered or believed)
        if any(map(_is_before_or_after, motion.triggers)):
            return None
        # "said on Monday that they would leave" dates the saying.
        return None if reporting else 2
    if any(trigger.is_ancestor(verb) for trigger in motion.triggers):
        # "fled clashes that began on 19 January": that dates the clashes.
        event = verb.head.lemma_.lower() in word_set("en", "driving", "words")
        if event and verb.dep_ in ("relcl", "acl"):
            return None
        # "arrived after the embassy this month urged them to leave": that dates the urging.
        return None if _is_before_or_after(verb) and subject_of(verb) is not None else 1
    # Coordinated clauses share a date set before both.
    return 1 if verb.dep_ == "conj" and verb.head in motion.triggers else None


def _is_before_or_after(trigger: "Token") -> bool:
    """ "seized the town on 15 August, weeks after troops had left": those left on another day."""
    while trigger.dep_ in ("xcomp", "conj"):
        # "after troops had begun withdrawing"
        trigger = trigger.head
    if trigger.dep_ not in ("advcl", "pcomp"):
        return False
    if trigger.dep_ == "pcomp":
        return trigger.head.lower_ in ("after", "before", "since")
    marks = (child for child in trigger.children if child.dep_ in ("mark", "advmod"))
    return any(mark.lower_ in ("after", "before", "since") for mark in marks)


def _is_errand_of_the_sent(trigger: "Token") -> bool:
    """Whether others are told to have been sent to do this: "planes were sent to fetch them"."""
    if not any(child.lower_ == "to" and child.dep_ == "aux" for child in trigger.children):
        return False
    verb = next((word for word in trigger.ancestors if word.pos_ == "VERB"), None)
    return verb is not None and verb.tag_ in ("VBD", "VBN", "VBZ") and verb.lemma_ in SENDING


SENDING = frozenset({"send", "rush", "deploy", "dispatch", "fly", "land", "arrive", "go", "sail"})


def default_date(
    motion: Motion, status: Status, published: dt.date | None, *, is_total: bool
) -> tuple[EdtfDate | None, str]:
    """Return the date of a movement told without one, and what it rests on.

    As the guideline has it: an order begins on the day it is given, a plan without a time has
    none, what has just happened lies on the day of publication or the day before.
    """
    if published is None:
        return None, "the report bears no date"
    if status is Status.URGED:
        return EdtfDate.from_bounds(published, None), "an order begins on the day it is given"
    if status is Status.PLANNED:
        if any(map(_is_errand_of_the_sent, motion.triggers)):
            return EdtfDate.from_bounds(published, None), "what others were sent to do"
        return None, "a plan without a time"
    just_now = motion.trigger.tag_ in ("VBZ", "VBP", "VBG") and status is not Status.DENIED
    if just_now and not is_total:
        return EdtfDate.from_bounds(published - DAY, published), "present tense on publication"
    return EdtfDate.from_bounds(None, published), "before publication"
