"""Find in a sentence the words that name a place by a pronoun or description, and nationalities.

Takes a parsed sentence with its geocoded toponyms; gives the place or anaphor at each word. What
an anaphor means is for ``discourse`` to say.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from evacmap.legs.marking import Anaphor, Country, is_measured_from, is_place_noun
from evacmap.legs.spans import offsets_of, span_between
from evacmap.model import GeocodedToponym, PlaceKind, Sentence, ToponymRole

if TYPE_CHECKING:
    from spacy.tokens import Token

ENDS = frozenset({ToponymRole.PLACE, ToponymRole.GOVERNMENT})
KIND_OF_WORD = {
    **dict.fromkeys(("country", "nation", "republic", "kingdom"), "country"),
    **dict.fromkeys(("city", "town", "village", "municipality", "hamlet", "township"), "city"),
    **dict.fromkeys(("community", "settlement", "suburb"), "city"),
    **dict.fromkeys(("base", "airbase", "garrison"), "base"),
    **dict.fromkeys(("airport", "airfield"), "airport"),
    **dict.fromkeys(("port", "harbour", "harbor"), "port"),
    **dict.fromkeys(("province", "region", "district", "county", "governorate"), "province"),
    "island": "island",
    "camp": "camp",
}


# "Turkish soil" is Turkey.
SOIL = frozenset({"territory", "soil", "side"})
# Before "town" these mean one that is not the one spoken of; others tell more of that: "the port
# city", "the war-torn country".
OTHER = frozenset(
    {"other", "next", "neighbouring", "neighboring", "nearby", "adjacent", "second", "third"}
    | {"opposite", "new", "old", "host", "receiving", "native", "rival", "different", "various"}
    | {"former", "surrounding", "respective", "own", "particular", "certain", "main"}
)


# Such a capital is not the capital of the country.
LESSER = frozenset({"provincial", "regional", "state", "district", "county", "departmental"})


def tokens_of_places(
    sentence: Sentence, items: Sequence[GeocodedToponym]
) -> dict[int, "GeocodedToponym | Anaphor"]:
    """Return the word at which each place of a parsed sentence stands, anaphors included."""
    doc = sentence.parse
    if doc is None:
        return {}
    found: dict[int, GeocodedToponym | Anaphor] = {}
    covered: set[int] = set()
    unknown: set[int] = set()
    wider: set[int] = set()
    for item in items:
        span = span_between(sentence, item.toponym.start, item.toponym.end)
        if span is None:
            continue
        covered |= {token.i for token in span}
        if item.place is None:
            unknown |= {token.i for token in span}
        if is_measured_from(sentence.text, item.toponym.start - sentence.start):
            continue
        if _says_where_about(span.root, item):
            wider.add(span.root.i)
        elif item.toponym.role in ENDS:
            # The root of "Khmeimim airbase" is its last word; its head lies outside the span.
            found[span.root.i] = item
    nations = nationality_tokens(sentence, items)
    for token in doc:
        if token.lower_ not in _MAY_REFER:
            continue
        of = None
        if nations:
            of = next((nations[child.i] for child in token.children if child.i in nations), None)
        kind = _anaphor_kind(token, of, wider)
        if kind is None and _is_which_place(token, found):
            kind = "which"
        if kind is None or token.i in covered or _is_where_unknown(token, covered - unknown):
            continue
        if kind == "there" and _is_there_unknown(token, covered):
            continue
        if kind == "soil" or not _is_told_of_here(token, covered):
            text = _anaphor_text(token)
            start, end = (sentence.start + offset for offset in offsets_of(token))
            found[token.i] = Anaphor(
                kind=kind, text=text, start=start, end=end, sentence=sentence.start, of=of
            )
    return found


def _is_which_place(token: "Token", found: Collection[int]) -> bool:
    """ "Ar-Rutbah, which they withdrew from in May", "Kidal, from which the army withdrew"."""
    if token.lower_ != "which" or token.dep_ not in ("dobj", "pobj"):
        return False
    at = token.i - (1 if token.dep_ == "dobj" else 2)
    while at > 0 and token.doc[at].is_punct:
        at -= 1
    if at in found:
        # Right behind the name, whatever the parser hangs it on.
        return True
    clause = next((word for word in token.ancestors if word.dep_ == "relcl"), None)
    if clause is None or clause.i < token.i:
        return False
    named = clause.head
    of_it = named.i in found or any(word.i in found for word in named.subtree if word.i < token.i)
    return of_it and (named.i in found or is_place_noun(named))


def _is_where_unknown(where: "Token", covered: Collection[int]) -> bool:
    """ "from Homs to a camp, where …": a place without a name, or with one not known."""
    if where.lower_ != "where":
        return False
    at = where.i - 1
    while at >= 0 and (where.doc[at].is_punct or where.doc[at].lower_ == "from"):
        at -= 1
    last = where.doc[at] if at >= 0 else where
    if last.i in covered or not is_place_noun(last) or last.dep_ != "pobj":
        return False
    return not any(word.i in covered for word in last.subtree if word.i <= last.i)


def _is_there_unknown(there: "Token", covered: Collection[int]) -> bool:
    """ "we walked to the market and slept there": a spot without a name."""
    if there.dep_ != "advmod":
        return False
    before = (word for word in there.doc[: there.i] if word.dep_ == "pobj")
    last = next((word for word in reversed(list(before)) if is_place_noun(word)), None)
    return last is not None and not any(word.i in covered for word in there.doc[last.i : there.i])


def _is_told_of_here(token: "Token", covered: Collection[int]) -> bool:
    """Whether its own phrase says which it is: "the town of X", "the airport on X"."""
    if _bears_name_beside(token, covered):
        return True
    for child in token.children:
        if child.lower_ == "of" or child.dep_ == "appos":
            return True
        if child.dep_ == "relcl" and token.i + 1 < len(token.doc) and token.nbor(1).text != ",":
            # "the island that they had left"; what follows a comma does not say which it is.
            return True
        lies = child.dep_ == "prep" and child.lower_ in ("in", "on", "at", "near", "outside")
        if lies and any(inner.i in covered for inner in child.children):
            # "the airport on Malta"
            return True
    # "The airport Malta", but "where Russian troops".
    return token.i + 1 in covered and token.pos_ in ("NOUN", "PROPN")


def _bears_name_beside(token: "Token", covered: Collection[int]) -> bool:
    """ "the provincial capital, Pemba" and "Pemba, the provincial capital": the name says it."""
    if token.dep_ == "appos" and token.head.i in covered:
        return True
    at = token.i + 1
    words = token.doc[at : at + 2]
    return len(words) == 2 and words[0].text in (",", "(") and at + 1 in covered


def _anaphor_text(token: "Token") -> str:
    before = [child for child in token.children if child.dep_ in ("det", "poss", "amod")]
    return " ".join((*(child.text for child in before), token.text))


WIDE = frozenset({PlaceKind.SEA, PlaceKind.CONTINENT, PlaceKind.REGION})


def _says_where_about(name: "Token", item: GeocodedToponym) -> bool:
    """ "this Mediterranean island", "the Middle East country": it lies there, it is not that."""
    noun = name.head
    described = noun.lower_ in KIND_OF_WORD and noun.lower_ not in ("region", "area")
    wide = item.place is not None and item.place.kind in WIDE
    definite = any(child.lower_ in ("the", "this") for child in noun.children)
    named = any(child.lower_ == "of" for child in noun.children)
    return (
        wide and described and definite and not named and name.dep_ in ("compound", "amod", "nmod")
    )


# The words of which one of the rules below speaks: most words are none, and need no rule.
_MAY_REFER = (
    SOIL
    | KIND_OF_WORD.keys()
    | {*("there", "here", "where", "which", "home", "homeland", "capital", "countries")}
)


def _anaphor_kind(token: "Token", of: Country | None, wider: Collection[int]) -> str | None:
    lower = token.lower_
    if lower == "there" and token.dep_ in ("advmod", "pcomp", "pobj"):
        return "there"
    if lower == "here" and token.dep_ == "advmod" and token.head.pos_ == "VERB":
        # "the troops here in Niger"
        return None if token.nbor(1).lower_ in ("in", "near") else "here"
    if lower == "where" and token.head.dep_ in ("relcl", "pcomp"):
        return "where"
    is_home = lower in ("home", "homeland") or _is_home_country(token)
    if is_home and token.dep_ in ("advmod", "npadvmod", "pobj", "prt"):
        return "home"
    if lower == "capital" and of is not None:
        return "capital"
    if lower in SOIL and of is not None:
        return "soil"
    kind = "capital" if lower == "capital" else KIND_OF_WORD.get(lower)
    if lower == "community" and not _is_where_people_live(token):
        return None
    if lower == "nation" and any(child.lower_ == "first" for child in token.children):
        # "flown out of the First Nation": a community of Canada.
        kind = "city"
    definite = any(child.lower_ in ("the", "their", "this") for child in token.children)
    definite = definite or any(c.lower_ == "that" and c.dep_ == "det" for c in token.children)
    return kind if definite and not _is_another(token, of, kind, wider) else None


# "The remote northern community" is a place, "the Jewish community" its people.
LYING = frozenset(
    {"remote", "small", "tiny", "entire", "whole", "rural", "coastal", "fly-in", "isolated"}
    | {"northern", "southern", "eastern", "western", "island", "mountain", "lakeside", "seaside"}
    | {"beach", "fishing", "farming", "mining", "resort", "beachside", "riverside", "hillside"}
)


def _is_where_people_live(community: "Token") -> bool:
    said = (child for child in community.children if child.dep_ in ("amod", "compound", "nmod"))
    return all(child.lower_ in LYING for child in said) and community.tag_ in ("NN", "NNP")


def _is_home_country(token: "Token") -> bool:
    """ "their home country" is home, and so is "their country" for those who go there."""
    if token.lower_ not in ("country", "nation", "countries"):
        return False
    described = {child.lower_ for child in token.children}
    goes = token.dep_ == "pobj" and token.head.lower_ in ("to", "into")
    own = goes and not described.isdisjoint({"their", "his", "her"})
    return own or not described.isdisjoint({"home", "native"})


def _is_another(
    token: "Token", of: Country | None, kind: str | None, wider: Collection[int]
) -> bool:
    """Whether words before "the town" say that it is not the one spoken of: "the next town"."""
    if of is not None and kind == "country":
        return True
    for child in token.children:
        if child.dep_ not in ("amod", "nmod", "compound") or child.i in wider:
            continue
        if kind == "capital" and child.lower_ in LESSER:
            return True
        # "the West African nation" is one told of, "the Homs region" bears its own name.
        is_name = child.pos_ == "PROPN" and kind != "country" and of is None
        is_name = is_name and child.lower_ != "first"
        if is_name or child.tag_ == "JJS" or child.lower_ in OTHER:
            return True
    return False


def nationality_tokens(sentence: Sentence, items: Sequence[GeocodedToponym]) -> dict[int, Country]:
    """Return the country that each word of nationality in a parsed sentence names."""
    doc = sentence.parse
    found: dict[int, Country] = {}
    if doc is None:
        return found
    for item in items:
        if item.place is None or item.place.kind is not PlaceKind.COUNTRY:
            continue
        if item.toponym.role is ToponymRole.NESTED:
            continue
        span = span_between(sentence, item.toponym.start, item.toponym.end)
        if span is not None:
            found[span.root.i] = Country(place=item.place, words=item.words)
    return found


def country_of(nationalities: Mapping[int, Country], words: Sequence["Token"]) -> Country | None:
    """Return the country of the first of ``words``, or of a word on it, that names one."""
    for word in words:
        for one in (word, *word.children):
            if one.i in nationalities:
                return nationalities[one.i]
    return None
