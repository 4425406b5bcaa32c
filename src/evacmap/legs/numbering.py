"""Which numbers of a sentence count the people of a movement, and what they come to together."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.motion import Motion
from evacmap.legs.nouns import is_collective
from evacmap.legs.spans import span_between
from evacmap.model import Count, CountMention, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Numbered = tuple[CountMention, "Token"]
"""A number with the noun that it counts."""

# Those in "498 people, among them 30 children" are counted already.
_AMONG = re.compile(r"\b(?:(?:among|of) (?:them|whom|these)|including)\W+(?:[a-z]+ ){0,2}$", re.I)
# … and in "498 people, 30 of them children".
_OF_THEM = re.compile(r" of (?:them|whom|these)\b", re.IGNORECASE)
# "five families comprising 63 individuals", "20 households (112 people)"
_OF_PEOPLE = re.compile(
    r"[\s,(–—-]*(?:(?:comprising|comprised|comprises|consisting|made\s+up|totall?ing|numbering|with|or"
    r"|a\s+total)\s+)?(?:of\s+)?(?:(?:about|some|around|nearly|more\s+than)\s+)?",
    re.IGNORECASE,
)


def numbered_nouns(motion: Motion, counts: Sequence[CountMention]) -> list[Numbered]:
    """Return each number of the sentence with the noun that it counts."""
    sentence = motion.sentence
    found: list[Numbered] = []
    for count in counts:
        if not sentence.start <= count.start < sentence.end:
            continue
        span = span_between(sentence, count.start, count.end)
        noun = counted_noun(span[-1]) if span is not None else None
        if span is None or noun is None or _is_type_number(span[0]) or _is_of_parts(span[-1]):
            continue
        # "Of these, 860 went back": those who went back are not counted yet.
        is_mover = motion.mover in (noun, span.root)
        if not is_mover and _AMONG.search(sentence.text, 0, count.start - sentence.start):
            continue
        of_them = _OF_THEM.match(sentence.text, count.end - sentence.start)
        if found and of_them and span.root != motion.mover:
            continue
        part = _part_of_whole(span[0])
        if found and part is not None and (part.like_num or part.pos_ == "NUM"):
            # "one of the 16 migrants" is one; "one of 16 who were taken" tells of the 16.
            if not _is_told_of_whole(noun, motion):
                continue
            found.pop()
        elif part is not None and not _is_told_of_whole(noun, motion):
            count = _share_of(count, part)
        found.append((count, noun))
    return found


def _is_type_number(first: "Token") -> bool:
    """ "an Airbus 320 aircraft", "flight 302": the number counts nothing."""
    before = first.nbor(-1) if first.i else None
    if before is None or before.tag_ in ("NNS", "NNPS") or vehicle_mode(before) is None:
        return False
    return before.text[:1].isupper() or before.lower_ in ("flight", "train", "bus")


def counts_of_people(
    motion: Motion, numbered: Sequence[Numbered], group: "Collection[Token]"
) -> list[CountMention]:
    """Return the numbers of the people in ``group``, those listed beside them included."""
    chosen = [
        n
        for n, (count, noun) in enumerate(numbered)
        if noun in group or _says_how_many(count, motion)
    ]
    listed = {
        m for n in chosen if _is_human(numbered[n][1]) for m in _list_around(n, numbered, motion)
    }
    found = [numbered[n] for n in sorted({*chosen, *listed}) if counts_people(numbered[n][1])]
    found += [
        within
        for n in chosen
        if (within := _inside_families(n, numbered, motion)) is not None and within not in found
    ]
    counts = [count for count, _ in _without_breakdown(found)]
    return counts or list(_tallied(motion, numbered, group))


def _tallied(
    motion: Motion, numbered: Sequence[Numbered], group: "Collection[Token]"
) -> "Iterator[CountMention]":
    """ "The number of those who fled Homs has risen to 900": the number told of a number."""
    words = (word for word in {motion.trigger, *group} if not numbered or word != numbered[0][1])
    tallies = [tally for word in words if (tally := _tally_of(word, motion)) is not None]
    for count, noun in numbered if tallies else ():
        span = span_between(motion.sentence, count.start, count.end)
        if span is None or not (noun in span or counts_people(noun)):
            continue
        if _is_rise(span):
            # "rose by 300 to 900", "from 600 to 900"
            count, span = replace(count, low=count.high), span[-1:]
        verb = _verb_telling(span, tallies)
        if verb is None or not any(_is_told_by(tally, verb) for tally in tallies):
            continue
        above = word_set("en", "tallies", "passing")
        yield replace(count, high=None) if verb.lemma_.lower() in above else count
        return


def _is_rise(number: "Span") -> bool:
    """Whether two numbers are no range but how far another rose: "by 300 to 900"."""
    before = number.doc[number.start - 1].lower_ if number.start else ""
    return before in ("by", "from") and any(word.lower_ == "to" for word in number)


def _tally_of(word: "Token", motion: Motion) -> "Token | None":
    """Return "number" in "the number of refugees", for the word for the people or the move."""
    tallies = word_set("en", "tallies", "words")
    tally = word
    if word.lemma_.lower() not in tallies:
        first = word.left_edge.i if word.pos_ in ("NOUN", "PROPN", "PRON") else 0
        if first < 2 or word.doc[first - 1].lower_ not in ("of", "for"):
            return None
        if not (counts_people(word) or word.lower_ == "those") or word.lemma_ in FAMILIES:
            return None
        tally = word.doc[first - 2]
    elif any(noun.lemma_ in FAMILIES for of in word.children for noun in of.children):
        return None
    told = any(tally == trigger or tally.is_ancestor(trigger) for trigger in motion.triggers)
    return tally if told and tally.lemma_.lower() in tallies else None


def _verb_telling(number: "Span", tallies: "Sequence[Token]") -> "Token | None":
    """Return the verb that a number is told by: "has risen to about", "put at", "reached"."""
    reaching = word_set("en", "tallies", "reaching")
    before = number.root.head
    if before.lower_ in TOLD_WITH and before.head.lemma_.lower() in reaching:
        return before.head
    for word in reversed(number.doc[max(0, number.start - 6) : number.start]):
        if word.lemma_.lower() in reaching:
            return word
        counted = any(one.like_num for one in number.doc[word.i + 1 : number.start])
        is_other = word.lower_ in ("by", "from") and not counted
        if word.pos_ == "VERB" or word.lower_ == "," or is_other:
            # "rose by 300", "up from 900": how far it rose, or what it was before.
            break
    if number.start and number.doc[number.start - 1].lower_ in TOLD_WITH:
        # "put the number of those who fled Homs at 900"
        return next((one.head for one in tallies if one.head.lemma_.lower() in reaching), None)
    return None


TOLD_WITH = ("to", "at", "above", "past")


def _is_told_by(tally: "Token", verb: "Token") -> bool:
    """Whether a verb says how great a number is, as its subject or its object."""
    told = tally.head
    while told.pos_ in ("VERB", "AUX") and told != verb and told.head != told:
        told = told.head
    return verb in (told, tally.head)


def _says_how_many(count: CountMention, motion: Motion) -> bool:
    """ "the caravan, by now some 7,200 strong", "passengers numbering 450": of those who move."""
    text = motion.sentence.text
    start, end = count.start - motion.sentence.start, count.end - motion.sentence.start
    if not (
        text[end:].startswith(" strong") or text[:start].endswith(("numbering ", "totalling "))
    ):
        return False
    span, mover = span_between(motion.sentence, count.start, count.end), motion.mover
    if span is None or mover is None:
        return False
    return mover in span.root.ancestors or mover.i < span[0].i < motion.trigger.i


def _is_human(noun: "Token") -> bool:
    return counts_people(noun) and people_kind(noun) is not None


def _list_around(at: int, numbered: Sequence[Numbered], motion: Motion) -> list[int]:
    """Return the numbers that stand in one list with that at ``at``, itself included."""
    found = [at]
    for step in (1, -1):
        near = at + step
        while 0 <= near < len(numbered) and _are_listed(
            min(near, near - step), max(near, near - step), numbered, motion
        ):
            found.append(near)
            near += step
    first, last = numbered[min(found)][1], numbered[max(found)][1]
    # "Thanks to 30 nurses, dozens of children were saved": a comma alone makes no list.
    is_list = any(word.lower_ in JOINING for word in first.doc[first.i : last.i])
    return found if is_list else [at]


def _are_listed(first: int, second: int, numbered: Sequence[Numbered], motion: Motion) -> bool:
    """Whether two numbers follow one another in a list: "64 Greeks and 26 foreigners"."""
    (_, noun), (count, other) = numbered[first], numbered[second]
    if not (_is_human(noun) and _is_human(other)):
        return False
    span = span_between(motion.sentence, count.start, count.end)
    if span is None or not noun.i < span[0].i:
        return False
    between = noun.doc[noun.i + 1 : span[0].i]
    if between and between[0].lower_ == "of":
        # "eleven members of staff and four children"
        between = noun.doc[between[0].right_edge.i + 1 : span[0].i]
    words = [token.lower_ for token in between]
    if not words or any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in between):
        return False
    elsewhere = other.dep_ in ("nsubj", "nsubjpass") and other.head not in motion.triggers
    if elsewhere and other.head.i > other.i and other.head != noun.head:
        # "300 people were taken out and 20 soldiers died": those are others.
        return False
    if " ".join(words).endswith(("as well as", "along with", "together with")):
        return len(words) <= MOST_BETWEEN
    return all(word in (",", *JOINING) for word in words)


JOINING = ("and", "plus", "or", "as", "with")
# "evacuated seven people wounded in the shelling of the city as well as 20 women"
MOST_BETWEEN = 12
# Those of whom the others in a list are a part: "90 people, 30 women and 60 children".
ALL_KINDS = frozenset(
    {"people", "person", "civilian", "resident", "individual", "evacuee", "passenger"}
    | {"refugee", "migrant", "survivor", "foreigner", "returnee", "patient"}
)
PARTS = frozenset(
    {"woman", "man", "child", "girl", "boy", "infant", "baby", "toddler", "minor", "elderly"}
    | {"adult", "male", "female", "newborn", "teenager"}
)


def _without_breakdown(found: list[Numbered]) -> list[Numbered]:
    """Leave out the parts of a number that is told as a whole first."""
    if len(found) < 2:
        return found
    (whole, noun), parts = found[0], found[1:]
    sums = sum(count.low or 0 for count, _ in parts)
    if len(parts) > 1 and whole.low == sums:
        return found[:1]
    if noun.lemma_.lower() not in ALL_KINDS:
        return found
    behind = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    kept = [part for part in parts if part[1].lemma_.lower() not in PARTS]
    return [found[0], *kept] if behind.lower_ in (",", "(", "-", "–", "—", ":") else found


def _inside_families(at: int, numbered: Sequence[Numbered], motion: Motion) -> Numbered | None:
    """Return the number of people that a number of families comes to, where it follows."""
    count, noun = numbered[at]
    if noun.lemma_.lower() not in FAMILIES or at + 1 == len(numbered):
        return None
    behind, people = numbered[at + 1]
    if not counts_people(people) or people_kind(people) is None:
        return None
    begin = count.end - motion.sentence.start
    text = motion.sentence.text[begin : behind.start - motion.sentence.start]
    _, found, rest = text.partition(noun.text)
    return numbered[at + 1] if found and _OF_PEOPLE.fullmatch(rest) else None


def _part_of_whole(first: "Token") -> "Token | None":
    """Return the word for the part where a number is the whole: "90 of the town's 120"."""
    doc, at = first.doc, first.i
    while at and (doc[at - 1].pos_ in ("DET", "ADJ", "ADV") or doc[at - 1].tag_ in _DESCRIBING):
        at -= 1
    if at > 1 and doc[at - 1].tag_ == "POS":
        # "the town's", "Homs's": whose they are.
        at = doc[at - 2].left_edge.i
    if at < 2 or doc[at - 1].lower_ != "of":
        return None
    return doc[at - 2]


_DESCRIBING = ("VBN", "VBG", "PRP$")
# "two-thirds", "three quarters": the number of the parts, not of people.
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_MOST = frozenset({"most", "majority", "bulk"})
_SOME = frozenset({"some", "many", "several", "few", "part", "handful", "couple"})


def _is_of_parts(last: "Token") -> bool:
    """Whether a number counts thirds or quarters of a whole: "two-thirds of the 900"."""
    behind = [word for word in last.doc[last.i + 1 : last.i + 3] if word.text != "-"]
    return bool(behind) and behind[0].lower_.removesuffix("s") in _PARTS


def _share_of(whole: CountMention, part: "Token") -> CountMention:
    """Return how many a share of a number of people is: "half of the town's 8,000"."""
    low = whole.low
    if low is None:
        return whole
    word = part.lower_.removesuffix("s")
    before = [one.lower_ for one in part.doc[max(0, part.i - 3) : part.i] if one.text != "-"]
    if word in _PARTS:
        times = 3 if before[-1:] == ["three"] else 2 if before[-1:] == ["two"] else 1
        share = round(low * times * _PARTS[word])
        if before[-2:] == ["more", "than"] or before[-1:] == ["over"]:
            return replace(whole, low=share, high=low)
        return replace(whole, low=share, high=share)
    if word in _MOST:
        return replace(whole, low=low // 2 + 1, high=low)
    return replace(whole, low=None, high=low - 1) if word in _SOME else whole


def _is_told_of_whole(noun: "Token", motion: Motion) -> bool:
    """Whether the movement is told in a clause on the whole: "one of the 80 who were flown out"."""
    return any(
        trigger.head == noun or noun.is_ancestor(trigger.head)
        for trigger in motion.triggers
        if trigger.dep_ in ("relcl", "acl")
    )


def counted_noun(last: "Token") -> "Token | None":
    """Return the noun that a number ending at ``last`` counts; the number itself where none."""
    doc = last.doc
    at = last.i + 1
    noun = None
    while at < len(doc) and at <= last.i + 7:
        token = doc[at]
        if noun is None and token.nbor(1 if at + 1 < len(doc) else 0).tag_ == "POS":
            # "40 of the town's 60 nurses"
            at += 2
            continue
        if token.pos_ in ("NOUN", "PROPN") and not _is_adjective(token):
            noun = token
        elif noun is not None or not _may_stand_between(token):
            break
        at += 1
    if noun is not None:
        return noun
    behind = doc[last.i + 1] if last.i + 1 < len(doc) else last
    # "210 Maltese, six Croats": a people named by an adjective.
    return behind if behind.pos_ == "ADJ" and behind.text[:1].isupper() else last


def _may_stand_between(token: "Token") -> bool:
    """Whether a word may stand between a number and its noun: "400 of the remaining soldiers"."""
    if token.pos_ in ("DET", "ADV", "NUM", "CCONJ", "PRON") or _is_adjective(token):
        return True
    if token.lower_ == "," and 0 < token.i < len(token.doc) - 1:
        # "185 Portuguese, Brazilian and French employees"
        return _is_adjective(token.nbor(-1)) and _is_adjective(token.nbor())
    return token.lower_ in ("of", "-") or token.tag_ in ("VBN", "VBG")


def _is_adjective(token: "Token") -> bool:
    return token.pos_ == "ADJ" or token.dep_ == "amod"


# Their number is not one of people.
FAMILIES = frozenset({"family", "household"})


def counts_people(noun: "Token") -> bool:
    """Whether the number of a noun is one of people: not of families, ships or weapons."""
    if is_collective(noun.lemma_.lower()):
        return False
    if people_kind(noun) is PartyKind.EQUIPMENT:
        return False
    if vehicle_mode(noun) is not None:
        return False
    return people_kind(noun) is not None or noun.pos_ == "NUM" or noun.like_num


def counts_vehicles(noun: "Token") -> bool:
    """Whether the number of a noun is one of vehicles or of arms."""
    is_equipment = people_kind(noun) is PartyKind.EQUIPMENT
    return vehicle_mode(noun) is not None or is_equipment or noun.lower_ in ("pieces", "items")


def added(counts: Sequence[CountMention]) -> Count | None:
    """Numbers of the same group are added: 1,600 students and 3,500 residents are 5,100."""
    if not counts:
        return None
    lows = [count.low for count in counts]
    highs = [count.high for count in counts]
    low = None if all(value is None for value in lows) else sum(value or 0 for value in lows)
    high = None if any(value is None for value in highs) else sum(value or 0 for value in highs)
    return Count(low=low, high=high, text=" and ".join(count.text for count in counts))
