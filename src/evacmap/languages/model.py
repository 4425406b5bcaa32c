"""The statistical model of a language, run only as far as reading needs it.

Gives the same words, tags and tree as the whole spaCy pipeline for less than half of the time:
names are looked for in a sentence only when someone asks for one, and the rules that turn tags
into parts of speech are worked out once for each word with its tag.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from evacmap.languages import load_words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

BATCH = 64
Answer = tuple[int, int, int]
"""Part of speech, lemma (0 for none) and morphology of a word, as spaCy numbers them."""
_NAMED = "evacmap names found"
# What the rules may ask of a word for their answer to be kept.
_ASKED = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})


@cache
def load_parser() -> "Language":
    """Return the whole spaCy pipeline: tagger, parser, lemmatizer and names."""
    import spacy

    return spacy.load(load_words()["model"])


def parse_docs(docs: Iterable["Doc"]) -> Iterator["Doc"]:
    """Yield the docs with tags, parts of speech, lemmas and tree, but without names."""
    parser = load_parser()
    for name, pipe in parser.pipeline:
        if name == "attribute_ruler":
            docs = map(_quick_rules(), docs)
        elif name == "lemmatizer":
            docs = map(_quick_lemmas(), docs)
        elif name != "ner":
            docs = pipe.pipe(docs, batch_size=BATCH)  # type: ignore[attr-defined]
    return iter(docs)


def entity_type(token: "Token") -> str:
    """Return the label of the name that a word is part of, such as PERSON; "" for other words.

    ``Doc.user_data`` may say which words stand for known ``places`` or name ``peoples``, which
    needs no looking.
    """
    doc = token.doc
    if token.i in doc.user_data.get("places", ()):
        return "GPE"
    if token.i in doc.user_data.get("peoples", ()):
        return "NORP"
    if _NAMED not in doc.user_data:
        load_parser().get_pipe("ner")(doc)
        doc.user_data[_NAMED] = True
    return str(token.ent_type_)


def is_person(token: "Token") -> bool:
    """Whether a word is part of the name of a person, which begins with a capital."""
    if not token.text[:1].isupper() or token.pos_ == "PRON":
        return False
    return entity_type(token) == "PERSON"


class QuickRules:
    """spaCy's rules from tags to parts of speech, each answer kept for the next such word.

    A rule looks at one word or at two ("gon na"), and so the words beside one decide at most.
    """

    def __init__(self, ruler: Any) -> None:
        from spacy.matcher import Matcher

        self.ruler = ruler
        self.pairs = Matcher(ruler.vocab)
        patterns = [pattern for rule in ruler.patterns for pattern in rule["patterns"]]
        single = [pattern[0] for pattern in patterns if len(pattern) == 1]
        for number, pattern in enumerate(patterns):
            if len(pattern) > 1:
                self.pairs.add(str(number), [pattern])
        asked = [word["LOWER"] for word in single if "LOWER" in word]
        self.words = frozenset(word for each in asked for word in _listed(each))
        self.patterns = [re.compile(_pattern(each)) for each in asked if not _listed(each)]
        self.can_keep = max(map(len, patterns)) <= 2 and all(
            word.keys() <= _ASKED for word in single
        )
        self.own_rules: dict[int, bool] = {}
        self.known: dict[tuple[int, int, int], Answer] = {}

    def __call__(self, doc: "Doc") -> "Doc":
        """Set part of speech, morphology and, for words with one of their own, the lemma."""
        if not self.can_keep:
            return self.ruler(doc)  # type: ignore[no-any-return]
        paired = {i for _, start, end in self.pairs(doc) for i in range(start, end)}
        beside = {i: self._answer(doc[max(i - 1, 0) : i + 2], i - max(i - 1, 0)) for i in paired}
        for token in doc:
            answer = beside.get(token.i) or self._alone(token)
            token.pos, lemma, morph = answer
            token.set_morph(morph)  # type: ignore[attr-defined]
            if lemma:
                token.lemma = lemma
        return doc

    def _alone(self, token: "Token") -> Answer:
        lower = token.lower if self._has_own_rules(token) else int(token.is_space)
        key = (lower, token.tag, token.dep)
        answer = self.known.get(key)
        if answer is None:
            answer = self.known[key] = self._answer((token,), 0)
        return answer

    def _has_own_rules(self, token: "Token") -> bool:
        """Whether some rule asks for this word, not only for its tag."""
        found = self.own_rules.get(token.lower)
        if found is None:
            word = token.lower_
            found = word in self.words or any(pattern.search(word) for pattern in self.patterns)
            self.own_rules[token.lower] = found
        return found

    def _answer(self, tokens: "Sequence[Token] | Span", index: int) -> Answer:
        """Return what the ruler says of the word at ``index`` among these alone."""
        from spacy.tokens import Doc

        alone = Doc(
            self.ruler.vocab,
            words=[token.text for token in tokens],
            tags=[token.tag_ for token in tokens],
            deps=[token.dep_ for token in tokens],
            heads=[0 for _ in tokens],
        )
        word = self.ruler(alone)[index]
        return word.pos, word.lemma, word.vocab.morphology.add(str(word.morph))


class QuickLemmas:
    """spaCy's rules for lemmas, each answer kept for the next word so written and so tagged."""

    def __init__(self, lemmatizer: Any) -> None:
        self.lemmatizer = _with_quick_index(lemmatizer)
        self.known: dict[tuple[int, int, str], str] = {}

    def __call__(self, doc: "Doc") -> "Doc":
        """Set the lemma of each word that has none."""
        for token in doc:
            if token.lemma:
                continue
            key = (token.orth, token.pos, str(token.morph))
            lemma = self.known.get(key)
            if lemma is None:
                lemma = self.known[key] = self.lemmatizer.lemmatize(token)[0]
            token.lemma_ = lemma
        return doc


def _with_quick_index(lemmatizer: Any) -> Any:
    """Return a lemmatizer like this one whose 90,000 known forms are sets.

    spaCy keeps them as lists, and goes through one for each word that it meets anew.
    """
    from spacy.lookups import Lookups

    if lemmatizer.mode != "rule":
        return lemmatizer
    lookups = Lookups()
    for name in lemmatizer.lookups.tables:
        table = dict(lemmatizer.lookups.get_table(name).items())
        if name == "lemma_index":
            table = {key: frozenset(forms) for key, forms in table.items()}
        lookups.add_table(name, table)
    quick = type(lemmatizer)(lemmatizer.vocab, None, mode="rule")
    quick.initialize(lookups=lookups)
    return quick


def _listed(asked: str | Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words that a rule asks for; none where it asks for a pattern."""
    if isinstance(asked, str):
        return (asked,)
    words = asked.get("IN", ()) if asked.keys() == {"IN"} else ()
    return tuple(words) if all(isinstance(word, str) for word in words) else ()


def _pattern(asked: str | Mapping[str, Any]) -> str:
    """Return the pattern of the words that a rule asks for; of any where it excludes some."""
    if isinstance(asked, str):
        return rf"\A{re.escape(asked)}\Z"
    if asked.keys() == {"IN"}:
        return "|".join(map(_pattern, asked["IN"]))
    return str(asked["REGEX"]) if asked.keys() == {"REGEX"} else ""


@cache
def _quick_rules() -> QuickRules:
    return QuickRules(load_parser().get_pipe("attribute_ruler"))


@cache
def _quick_lemmas() -> QuickLemmas:
    return QuickLemmas(load_parser().get_pipe("lemmatizer"))
