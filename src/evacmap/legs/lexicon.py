"""What sort of people or vehicle a word of a parse names, from the table of the language."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.languages.model import entity_type
from evacmap.legs.nouns import (
    PLURAL_PEOPLES,
    ends_like_people,
    is_body,
    is_cargo,
    is_inhabited,
    is_of_stairs,
    is_several,
    is_share_noun,
    kind_of_called,
    kind_of_noun,
    last_words_of_people,
    last_words_of_vehicles,
    mode_of_aircraft,
    mode_of_designation,
    stands_alone,
    vehicle_modes,
)
from evacmap.model import Mode, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token


def people_kind(token: "Token") -> PartyKind | None:
    """Return what sort of people, or military things, a noun names; None for other nouns."""
    lemma = token.lemma_.lower()
    if is_share_noun(lemma) and token.pos_ not in ("VERB", "AUX"):
        return _kind_of_share(token)
    before = token.nbor(-1).lower_ if token.i and lemma in last_words_of_people() else ""
    kind = kind_of_noun(f"{before} {lemma}".strip(), token.lower_) or kind_of_noun(lemma, "")
    if kind is not None and not (_counts_things(token) or _only_describes(token)):
        is_name = token.tag_ == "NNP" and token.text[:1].isupper()
        if not is_name or is_several(lemma) or kind in (PartyKind.OFFICIALS, PartyKind.DIPLOMATS):
            # The Grand Pioneer is a ship, the Royal Guard a unit.
            return kind
    if token.lower_ in kind_of_called() and _names_those(token):
        return kind_of_called()[token.lower_]
    if any(child.dep_ == "det" for child in token.children) and _is_of_a_people(token):
        # "the last American"; a storm or a person has no article.
        return PartyKind.UNKNOWN
    if token.pos_ == "PROPN" or _is_of_a_people(token) or _is_counted_name(token):
        return PartyKind.UNKNOWN if _is_named_people(token) else None
    is_plural = token.tag_ in ("NNS", "NNPS")
    if (
        (is_plural or token.tag_ == "NN")
        and ends_like_people(lemma, token.lower_, is_plural=is_plural)
        and not is_cargo(token)
    ):
        return PartyKind.UNKNOWN if vehicle_mode(token) is None else None
    return None


def _only_describes(token: "Token") -> bool:
    """ "a major evacuation", "private planes": no major and no private."""
    if token.dep_ not in ("amod", "compound") or token.pos_ != "ADJ":
        return False
    return token.lower_ in word_set("en", "only_describing", "words")


NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "dative", "ROOT"})
THOSE = frozenset({"the", "its", "their", "our", "most", "more", "these", "those", "many", "all"})


def _names_those(word: "Token") -> bool:
    """Whether an adjective stands for people: "the most vulnerable", "the old and the infirm"."""
    if word.dep_ not in NOMINAL or (word.pos_ == "VERB" and word.dep_ in ("ROOT", "conj")):
        return False
    if any(child.lower_ in THOSE or child.dep_ == "nummod" for child in word.children):
        return True
    return word.dep_ == "conj" and word.head.pos_ != "VERB" and people_kind(word.head) is not None


def _kind_of_share(share: "Token") -> PartyKind | None:
    """ "half of the nuns", "a stream of refugees" are people; "part of the cargo" is not."""
    inside = list(_inside(share))
    for noun in inside:
        if noun.pos_ == "PRON":
            return PartyKind.UNKNOWN
        kind = people_kind(noun)
        if kind is not None or is_inhabited(noun):
            return kind or PartyKind.CIVILIANS
    alone = share.lower_ in stands_alone() or is_sized_number(share)
    alone = alone and share.dep_ in NOMINAL
    return PartyKind.UNKNOWN if alone and not inside else None


_SIZES = frozenset({"small", "large", "great", "similar", "equal", "huge"})


def is_sized_number(noun: "Token") -> bool:
    """ "Smaller numbers reached Homs", "a similar number left": of people, since they go."""
    sizes = (child.lemma_.lower() for child in noun.children if child.dep_ == "amod")
    return noun.lemma_.lower() == "number" and any(
        size in _SIZES or size.removesuffix("r") in _SIZES or size.removesuffix("er") in _SIZES
        for size in sizes
    )


def _inside(whole: "Token") -> "Iterator[Token]":
    """The nouns after "of"."""
    for of in whole.children:
        if of.dep_ == "prep" and of.lower_ == "of":
            yield from (noun for noun in of.children if noun.dep_ == "pobj")


def _counts_things(number: "Token") -> bool:
    """ "thousands of tons of corn", "dozens of trucks": what is counted is no people."""
    if number.lemma_.lower() not in word_set("en", "shares", "counting"):
        return False
    counted = list(_inside(number))
    return bool(counted) and all(
        noun.pos_ == "NOUN" and people_kind(noun) in (None, PartyKind.EQUIPMENT) for noun in counted
    )


def _is_named_people(token: "Token") -> bool:
    """Whether a name is of people: a plural, or counted ("200 Houthi", "45,000 Rohingya")."""
    plural = token.lower_.endswith(PLURAL_PEOPLES) and token.pos_ == "ADJ"
    if token.tag_ in ("NNPS", "NNS") or (plural and token.dep_ in NOMINAL):
        return True
    counted = any(child.dep_ == "nummod" and child.i < token.i for child in token.children)
    return counted and vehicle_mode(token) is None


def _is_counted_name(token: "Token") -> bool:
    """Whether a plural with a capital has a number: "102 Cypriots"."""
    is_name = token.tag_ == "NNS" and token.text[:1].isupper() and token.i > 0
    return is_name and any(child.dep_ == "nummod" for child in token.children)


def _is_of_a_people(token: "Token") -> bool:
    """Whether a word such as "American" names people by where they come from."""
    # Only a capital begins such a name, and looking for names takes longer than the parse.
    if token.pos_ == "PRON" or not token.text[:1].isupper():
        return False
    # "Police left the town": a capital begins every sentence.
    if token.pos_ == "NOUN" and token.i == 0 and not token.doc.user_data.get("peoples"):
        return False
    return not is_body(token) and entity_type(token) == "NORP"


def vehicle_mode(token: "Token") -> Mode | None:
    """Return the mode of travel of a vehicle; None for other nouns."""
    if token.lemma_ == "flight" and any(child.lower_ == "of" for child in token.children):
        return None if is_of_stairs(token) else Mode.AIR
    lemma = token.lemma_.lower()
    before = token.nbor(-1).lower_ if token.i and lemma in last_words_of_vehicles() else ""
    # The lemmatizer leaves plurals of rare words as they are: "sampans", "two Antonovs".
    forms = (f"{before} {lemma}", lemma, token.lower_, token.lower_.removesuffix("s"))
    known = (mode for form in forms if (mode := vehicle_modes().get(form)))
    return next(known, None) or mode_of_aircraft(token.text) or mode_of_designation(token)


def is_bare_share(mover: "Token") -> bool:
    """Whether a word for a part stands for some of those told of: "most are in Riga".

    In "some of the nuns", "half the town" it is said of whom, and in "everyone else" that there
    are others.
    """
    if mover.lower_ in ("everyone", "everybody", "all"):
        return any(child.lower_ in ("else", "others") for child in mover.children)
    if mover.like_num:
        return _is_of_these(mover)
    if not is_sized_number(mover) and mover.lemma_.lower() not in word_set("en", "shares", "bare"):
        return False
    return not any(child.lower_ == "of" or child.dep_ == "relcl" for child in mover.children)


def _is_of_these(number: "Token") -> bool:
    """ "Of these, 40 went to Riga": a bare number behind that counts some of them."""
    words = [word.lower_ for word in number.doc[:2]]
    return (
        words[:1] == ["of"]
        and words[-1] in ("these", "those", "them", "whom")
        and number.dep_ in ("nsubj", "nsubjpass")
    )


def are_aboard(mover: "Token") -> bool:
    """ "A ferry docked. Its passengers were driven on.": those of a vehicle told of before."""
    whose = {child.lower_ for child in mover.children if child.dep_ == "poss"} & {"its", "her"}
    return bool(whose) and mover.lemma_.lower() in ("passenger", "occupant")
