"""The verbs of a line, and those that a log clips: "Departed Tartus 1900, arr. Larnaca".

A line that a verb tells is a sentence, and no entry.
"""

from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.syntax import FINITE
from evacmap.model import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def has_verb(sentence: Sentence) -> bool:
    """Whether a verb tells something in a sentence, be it one of a log."""
    return sentence.parse is not None and bool(verbs_of(sentence.parse))


def verbs_of(doc: "Doc") -> dict[int, bool]:
    """Return where verbs tell something, other than in brackets, and whether a log clips such.

    "3,110 people from Homs, who came by bus": these only say more of those who are counted.
    """
    offsets: tuple[tuple[int, int], ...] = doc.user_data["offsets"]
    found: dict[int, bool] = {}
    depth = 0
    for token in doc:
        depth += (token.text in "([") - (token.text in ")]")
        if depth or token.tag_ not in FINITE or _is_clipped(token) or _only_adds(token):
            continue
        if token.text in _MAY or (token.dep_ in _DESCRIBING and token.head.pos_ != "VERB"):
            # "28 May", "4 wounded men", "fighters and wounded"
            continue
        found[offsets[token.i][0]] = token.lower_ in word_set("en", "entries", "clipped")
    return found


_MAY = frozenset({"May", "March"})
_DESCRIBING = frozenset({"amod", "conj", "acl"})


def _only_adds(verb: "Token") -> bool:
    """Whether a verb is of a relative clause: "who came", "where they are housed"."""
    words = [verb, *verb.ancestors]
    return any(word.dep_ == "relcl" for word in words[:-1] or words)


def _is_clipped(verb: "Token") -> bool:
    """ "Departed Tartus 1900, arr. Larnaca": nobody is said to do it."""
    if verb.lower_ not in word_set("en", "entries", "clipped"):
        return False
    return not any(
        child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for child in verb.children
    )
