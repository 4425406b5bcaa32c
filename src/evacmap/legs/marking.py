"""Which word marks each place of a sentence, and which word that hangs on.

A place name is climbed from to the word that its whole phrase hangs on: "the city of Omsk",
"villages including Bucha", "Sumy and Izyum".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.frames import frame_of
from evacmap.legs.lexicon import people_kind
from evacmap.legs.spans import Words
from evacmap.model import GeocodedToponym, Place

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A place with the preposition that marks it and the word that the phrase hangs on.

    ``climbed`` are the positions of the words that stand for the place: itself, and "city" in
    "the city of Omsk".
    """

    place: "GeocodedToponym | Anaphor"
    token: "Token"
    marker: str | None
    governor: "Token"
    climbed: frozenset[int] = frozenset()
    is_object: bool = False
    is_subject: bool = False
    is_possessor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anaphor:
    """A place named by a pronoun or description: "there", "the country", "home".

    ``sentence`` is where its sentence begins. ``of`` is the country that a word of nationality
    on it names ("the Lebanese capital"). ``is_left`` is true of one that people leave.
    """

    kind: str
    text: str
    start: int
    end: int
    sentence: int
    of: "Country | None" = None
    is_left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country and the words that name it: "Russian" for Russia."""

    place: Place
    words: Words


def mark(token: "Token", place: "GeocodedToponym | Anaphor") -> Marked:
    """Climb from a place name to the word that its phrase hangs on."""
    node = token
    climbed = {token.i}
    while node.head != node and len(climbed) < 12:
        head = node.head
        of_place = node.dep_ == "pobj" and head.lower_ == "of" and is_place_noun(head.head)
        if (
            (node.dep_ in ("conj", "appos") and head.pos_ in ("NOUN", "PROPN", "ADV"))
            or (_qualifies(node, head) and is_place_noun(head))
            or _is_address(node, head)
            or _is_beside(node, head)
            or (node.dep_ == "nummod" and head.pos_ == "PROPN")
        ):
            node = head
        elif of_place:
            node = head.head
        elif (named := _named_so(node)) is not None:
            node = named
        elif node.dep_ == "pobj" and (whole := _whole_of(head)) is not None:
            node = whole
        else:
            break
        climbed.add(node.i)
    if node.dep_ in ("pobj", "pcomp") and node.head.dep_ != "agent":
        marked_by: tuple[str | None, Token] = _marker(node.head)
    else:
        marked_by = ("adverb" if node.dep_ in ADVERBIAL else None), node.head
    return Marked(
        place=place,
        token=token,
        marker=marked_by[0],
        governor=marked_by[1],
        climbed=frozenset(climbed),
        is_object=node.dep_ == "dobj",
        is_subject=node.dep_ in ("nsubj", "nsubjpass"),
        is_possessor=(node.dep_ in ("compound", "nmod", "amod") and not _is_named_after(node.head))
        or (node.dep_ == "poss" and people_kind(node.head) is not None),
    )


def _is_address(name: "Token", house: "Token") -> bool:
    """ "to St Mary's Hospital, London": the parser takes the town for a time."""
    return (
        name.dep_ == "npadvmod"
        and name.pos_ == "PROPN"
        and is_place_noun(house)
        and name.i > house.i
        and name.nbor(-1).text == ","
    )


def _is_beside(name: "Token", head: "Token") -> bool:
    """ "from Homs/Hama", "reached Homs thanks to them": the parser puts the name under the next."""
    if name.dep_ not in ("compound", "nmod") or name.pos_ != "PROPN":
        return False
    joined = name.nbor(1).text == "/" and head.pos_ == "PROPN"
    return joined or (head.lower_ == "thanks" and head.i == name.i + 1)


def _named_so(name: "Token") -> "Token | None":
    """ "a place called Jacmel", "a hamlet known as Dar": the noun of which this is the name."""
    word = name.head
    if name.dep_ == "pobj" and word.lower_ == "as":
        word = word.head
    elif name.dep_ not in ("oprd", "attr", "dobj"):
        return None
    is_name = word.lower_ in ("called", "named", "known") and word.dep_ == "acl"
    return word.head if is_name and word.head.pos_ == "NOUN" else None


def _whole_of(preposition: "Token") -> "Token | None":
    """ "villages including Metula", "towns, among them Metula": what the places are some of."""
    word, above = preposition.lower_, preposition.head
    such_as = word == "as" and any(child.lower_ == "such" for child in preposition.children)
    if such_as or word in ("including", "like", "notably", "especially"):
        return above if is_place_noun(above) else None
    if word != "among" or not any(c.lower_ in ("them", "these") for c in preposition.children):
        return None
    before = reversed(preposition.doc[max(0, preposition.i - 15) : preposition.i])
    return next((word for word in before if is_place_noun(word) and word.tag_ == "NNS"), None)


# What lies "north of" or "60 km from" a place is near it, not in it.
BEARINGS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"}
    | {"north-east", "north-west", "south-east", "south-west", "upstream", "downstream", "inland"}
)
LENGTHS = frozenset({"km", "kilometre", "kilometer", "mile", "metre", "meter", "hour", "minute"})
NEARNESS = BEARINGS | LENGTHS | {"border", "frontier"}


# "about 710 kilometres northwest of", "60 miles (97 kilometers) north of"
_MEASURED = re.compile(
    r"(\d[\d,.]*)[\s-](km|kms|kilomet(?:er|re)s?|mi|miles?)\b\)?"
    r"(?:\s\(?\d[\d,.]*[\s-](?:km|kms|kilomet(?:er|re)s?|mi|miles?)\)?)?"
    r"(?:\s(?:to\sthe|due|[a-z]*(?:north|south|east|west)[a-z]*|away|inland|upstream|offshore))*"
    r"\s(?:of|from)\s(?:the\s(?:[a-z]+\s){0,2}(?:of\s)?)?$"
)
FAR_KM = 60.0
LONGEST_MEASURE = 90


def is_measured_from(text: str, start: int) -> bool:
    """Whether a name at an offset is only what a far place is so many kilometres away from."""
    measured = _MEASURED.search(text, max(0, start - LONGEST_MEASURE), start)
    if measured is None:
        return False
    km = float(measured[1].replace(",", "").rstrip(".") or 0)
    return km * (1.6 if measured[2].startswith("mi") else 1.0) >= FAR_KM


def is_landmark(token: "Token") -> bool:
    """Whether a place name only says where another place lies: "a camp 60 km from Goma"."""
    node = token
    while node.dep_ in ("conj", "appos", "compound", "nmod") and node.head != node:
        node = node.head
    if node.dep_ != "pobj" or node.head.lower_ not in ("of", "from", "with", "off"):
        return False
    before = node.doc[node.head.i - 1] if node.head.i else node
    if node.head.lower_ == "off":
        # "on Lampedusa, off Sicily"; but "rescued migrants off Libya"
        return before.text == ","
    if node.head.lower_ == "from" and before.lower_ in BEARINGS:
        # "made the journey south from Omsk": there it begins.
        return False
    words = {before.lower_, before.lemma_.lower(), node.head.head.lower_}
    return not words.isdisjoint(NEARNESS)


# "close to the border" is near it, and nobody goes there.
BESIDE = frozenset({"close", "near", "next", "adjacent", "opposite"})
STATES = frozenset({"wounded", "injured", "displaced", "sick", "stranded"})


def _qualifies(node: "Token", head: "Token") -> bool:
    """Whether a name before a noun says which it is: "Kyiv's station", not "Moscow's X base"."""
    if _is_named_after(head):
        return False
    if node.dep_ == "poss":
        if head.lower_ in OF_TOWNS:
            # "Kyiv's Okhmatdyt hospital"
            return True
        return not any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in head.children)
    return node.dep_ in ("compound", "nmod", "amod", "nn")


# What a town has within it, whatever its name: a capital's base may be anywhere.
OF_TOWNS = frozenset(
    {"hospital", "infirmary", "clinic", "airport", "harbour", "harbor", "port", "quay", "pier"}
    | {"station", "stadium", "hotel", "school", "church", "mosque", "university", "prison"}
)


LYING_IN = frozenset({"area", "areas", "region", "zone", "enclave"})


def _is_named_after(noun: "Token") -> bool:
    """Whether a name that follows says which: "the Black Sea port of Odesa" is no sea.

    "The Gode area of Ethiopia" is Gode, and lies in Ethiopia.
    """
    if noun.lower_ in LYING_IN:
        return False
    return any(
        child.lower_ == "of" and any(inner.pos_ == "PROPN" for inner in child.children)
        for child in noun.children
    )


ONWARD = frozenset({"on", "over", "up", "down", "across", "in", "off"})
ADVERBIAL = frozenset({"advmod", "npadvmod", "prt"})


def _marker(preposition: "Token") -> tuple[str, "Token"]:
    """Return what marks a place and what that hangs on, through "out of", "home to"."""
    marker, governor = preposition.lower_, preposition.head
    if governor == preposition:
        # Mend a slip of the parser: "From Taranto, 420 of the migrants left by coach."
        verb = next((word for word in preposition.sent if word.pos_ == "VERB"), preposition)
        return marker, verb
    if marker == "to" and governor.lower_ in BESIDE:
        marker = "near"
    elif governor.lower_ == "direction" and marker == "of" and governor.dep_ == "pobj":
        # "taken in the direction of Homs"
        marker, governor = "toward", governor.head.head
    elif governor.lower_ in ("out", "outside") and marker == "of":
        marker, governor = "from", governor.head
    elif governor.dep_ in ("prep", "conj") and governor.pos_ in ("ADP", "ADV", "SCONJ"):
        # "to near the border" is "to"; in "from Kyiv to Lviv" the parser may hang "to" on "from".
        adjacent = preposition.i == governor.i + 1 and preposition.dep_ != "conj"
        # "took them on to Homs" is "to".
        adjacent = adjacent and not (marker in ("to", "into") and governor.lower_ in ONWARD)
        marker = governor.lower_ if adjacent else marker
        while governor.pos_ in ("ADP", "ADV", "SCONJ") and governor.head != governor:
            governor = governor.head
    for _ in range(3):
        if governor.lower_ == "including":
            # "from three bases, including from Manbij"
            governor = governor.head
        elif governor.dep_ in ADVERBIAL and governor.head != governor:
            # "taken overland to Lebanon", "brought home to the United States"
            governor = governor.head
        elif is_state(governor):
            # "took 90 wounded from Homs to Hama": the parser takes "wounded" for a verb.
            governor = governor.head
        elif _is_en_route(governor) and frame_of(governor.head.head) is not None:
            # "sailed en route to Malta"
            governor = governor.head.head
        else:
            break
    return marker, governor


def is_state(word: "Token") -> bool:
    """Whether "wounded" or "seriously injured" only says how those are who move."""
    if word.lower_ not in STATES or word.dep_ not in ("acl", "amod", "advcl"):
        return False
    return not any(child.dep_ in ("nsubj", "nsubjpass", "mark", "aux") for child in word.children)


def _is_en_route(word: "Token") -> bool:
    return word.lower_ == "route" and word.head.lower_ == "en"


def is_place_noun(token: "Token") -> bool:
    """Whether a noun is a sort of place, so that a name before it names that place."""
    listed = word_set("en", "place_nouns", "words")
    # The lemmatizer makes "basis" of "bases".
    written = token.lower_
    # "Barracks" and "headquarters" are listed as they are.
    return not listed.isdisjoint({token.lemma_.lower(), written, written.removesuffix("s")})


def place_tokens(
    tokens: Mapping[int, "GeocodedToponym | Anaphor"], sentence_tokens: Sequence["Token"]
) -> list[Marked]:
    """Return every place of the sentence with its marker, in order.

    A place that only says where another one lies ("Omsk in Siberia") is left out.
    """
    found = [mark(sentence_tokens[index], tokens[index]) for index in sorted(tokens)]
    return [one for one in found if not any(_lies_in(other, one) for other in found)]


def _lies_in(inner: Marked, area: Marked) -> bool:
    if inner is area or area.marker not in ("in", "of", "near", "on", "outside"):
        return False
    if isinstance(inner.place, GeocodedToponym) and inner.place.place is None:
        # Of a place not known, where it lies is all there is to say.
        return False
    return area.governor.i in inner.climbed
