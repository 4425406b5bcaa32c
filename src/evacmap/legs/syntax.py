"""Grammatical relations over a spaCy parse: subject, object, what a clause hangs on."""

from calendar import day_name, month_name
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.spans import written

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

DAYS = frozenset((*day_name, *month_name))
PREVENTING = frozenset({"stop", "prevent", "keep", "bar", "block", "discourage", "ban", "dissuade"})
RELATIVES = frozenset({"who", "that", "which", "whom"})


def child_with(token: "Token", *deps: str) -> "Token | None":
    """Return the first child of ``token`` with one of these dependency labels."""
    return next((child for child in token.children if child.dep_ in deps), None)


def children_with(token: "Token", *deps: str) -> list["Token"]:
    """Return the children of ``token`` with one of these dependency labels, in order."""
    return [child for child in token.children if child.dep_ in deps]


UNCHANGED = frozenset({"put", "set"})


def is_passive(verb: "Token") -> bool:
    """Whether ``verb`` is in the passive, a bare participle after a noun included."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    if verb.dep_ in ("conj", "dep") and verb.lower_ in UNCHANGED and _is_boarding(verb):
        # "were taken to Homs and put on a plane"
        return child_with(verb, "nsubj") is None and is_passive(verb.head)
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl" and _is_main_verb(verb):
        return False
    if verb.dep_ in ("acl", "amod", "relcl"):
        return not any(child.dep_ in ("aux", "nsubj") for child in verb.children)
    # The second verb of "were taken to Lebanon and flown home" shares the first one's voice.
    if verb.dep_ == "conj":
        return child_with(verb, "nsubj") is None and is_passive(verb.head)
    return False


def _is_boarding(verb: "Token") -> bool:
    """Whether nobody is put "on a plane", which the parser takes for what is "put on"."""
    found = child_with(verb, "dobj")
    return found is None or (
        vehicle_mode(found) is not None and any(c.lower_ == "on" for c in verb.children)
    )


INTRANSITIVE = frozenset({"leave", "flee", "arrive", "return", "depart", "escape", "land", "cross"})


def _is_main_verb(verb: "Token") -> bool:
    """Mend a slip of the parser: in "420 of the migrants left by coach" there is no passive."""
    others = any(word.tag_ in FINITE for word in verb.sent if word != verb)
    return verb.lemma_ in INTRANSITIVE and not others


FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _lacks_main_verb(root: "Token", verb: "Token") -> bool:
    """Whether all other verbs of the sentence stand in clauses on its nouns: "people who …"."""
    return all(
        any(node.dep_ in ("relcl", "ccomp", "advcl") for node in (word, *word.ancestors))
        for word in verb.sent
        if word.tag_ in FINITE and word != verb
    )


def subject_of(verb: "Token", *, depth: int = 0) -> "Token | None":
    """Return the understood subject of ``verb``, active or passive, following control.

    "people forced to flee": the people. "the buses that left": the buses. For a noun, None.
    """
    if depth > 6:
        return None
    # "Families sheltering there since Tuesday were moved": no day is moved.
    own = [c for c in children_with(verb, "nsubj", "nsubjpass") if c.text not in DAYS]
    if own:
        # "From Manston, the site in Kent, the last seekers were moved": those of two who can move.
        subject = next((c for c in own if people_kind(c) is not None), own[0])
        if vehicle_mode(own[0]) is not None and any(c.lemma_ == "carry" for c in own[0].children):
            # "A flight carrying 64 Greeks and 26 Swedes arrived": the flight did.
            subject = own[0]
        return _antecedent(verb, subject)
    head = verb.head
    spent = head.head if head.lemma_ in SPANS else head
    if verb.tag_ == "VBG" and spent.lemma_ == "spend" and spent != verb:
        # "They spent two months travelling from Homs": they, not the months.
        return subject_of(spent, depth=depth + 1)
    inverted = _inverted_subject(verb)
    if inverted is not None:
        return inverted
    stranded = _stranded_subject(verb)
    if stranded is not None:
        return stranded
    if verb.dep_ in ("acl", "relcl") and _is_infinitive(verb) and not _may_travel(head):
        # "Refugees waited for hours to enter Armenia": they enter, not the hours.
        governor = next((a for a in verb.ancestors if a.pos_ in ("VERB", "AUX")), None)
        found = subject_of(governor, depth=depth + 1) if governor is not None else None
        return found if found is not None else head
    if verb.dep_ in ("acl", "relcl", "amod"):
        return _whole_of(head)
    if verb.dep_ in ("acomp", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        # "500 were due to sail": those who were due.
        return subject_of(head, depth=depth + 1)
    if verb.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ"):
        return _controller(head, depth)
    urged = word_set("en", "status", "urged")
    if verb.dep_ == "advcl" and head.lemma_.lower() in (urged | HELPING):
        ordered = child_with(head, "dobj") if _is_infinitive(verb) else None
        if ordered is not None:
            return ordered
    if verb.dep_ == "xcomp" and head.pos_ == "NOUN":
        return subject_of(head.head, depth=depth + 1) if head.head.pos_ == "VERB" else None
    if verb.dep_ in ("pcomp", "pobj") and head.lower_ == "into":
        # "pushed thousands of villagers into fleeing"
        pushed = object_of(head.head) if head.head.pos_ == "VERB" else None
        if pushed is not None:
            return pushed
    if verb.dep_ == "pcomp" and head.lower_ == "from" and head.head.lemma_ in PREVENTING:
        # "stopped the buses from leaving": it is the buses that do not leave.
        return patient_of(head.head)
    if verb.dep_ == "pcomp" and head.lower_ in ("in", "with") and head.head.lemma_ in HELPING:
        # "assisted 150 people in leaving"
        return patient_of(head.head)
    if verb.dep_ in ("conj", "advcl", "pcomp", "dep", "parataxis"):
        verbs = [a for a in verb.ancestors if a.pos_ in ("VERB", "AUX")]
        if len(verbs) > 1 and _is_infinitive(verb) and verbs[0].dep_ == "relcl":
            # "fled the fighting that rages there to seek refuge": they seek it, not the fighting.
            verbs = verbs if _may_travel(verbs[0].head) else verbs[1:]
        return subject_of(verbs[0], depth=depth + 1) if verbs else None
    return None


def _inverted_subject(verb: "Token") -> "Token | None":
    """ "Also docked at Homs was a ship", "Arriving in Homs were 30 people", "Aboard were 90"."""
    state = next((c for c in verb.children if c.dep_ == "auxpass" and c.i > verb.i), None)
    if state is None and verb.tag_ in ("VBG", "VBN"):
        above = verb.head
        if verb.dep_ == "acl" and above.lower_ == "those" and above.head.dep_ == "prep":
            # "Among those flown to Homs were 12 patients."
            above = above.head.head
        state = above if verb.i < above.i else None
    elif state is None and any(c.dep_ == "prep" and c.i < verb.i for c in verb.children):
        state = verb
    if (
        state is None
        or state.lemma_ != "be"
        or child_with(state, "nsubj", "expl")
        not in (
            None,
            verb,
        )
    ):
        return None
    told = child_with(state, "attr", "nsubjpass")
    return told if told is not None and told.i > state.i else None


def _antecedent(verb: "Token", subject: "Token") -> "Token":
    """Return whom the subject of a clause means: the noun before "who", or before a name.

    In "the ferry Ariadne arrived" the parser takes "Ariadne arrived" for a relative clause.
    """
    if verb.dep_ != "relcl":
        return subject
    named = subject.pos_ == "PROPN" and verb.head.i == subject.i - 1 and verb.head.pos_ == "NOUN"
    return _whole_of(verb.head) if named or subject.lower_ in RELATIVES else subject


def _whole_of(part: "Token") -> "Token":
    """ "266 people including three infants who were flown out": all 266 were."""
    if part.dep_ != "pobj" or part.head.lower_ != "including":
        return part
    whole = part.head.head
    return whole if people_kind(whole) is not None else part


def _stranded_subject(verb: "Token") -> "Token | None":
    """Mend a common slip of the parser: "Four buses carrying people fleeing war crossed …".

    A past tense that hangs on a noun or an infinitive, in a sentence whose root is a noun, is the
    main verb; its subject is that root.
    """
    intransitive = verb.tag_ == "VBN" and verb.lemma_ in INTRANSITIVE
    if verb.dep_ == "acl":
        root = verb.sent.root
        if verb.tag_ != "VBD" and not (intransitive and _lacks_main_verb(root, verb)):
            return None
    elif verb.dep_ not in ("acomp", "xcomp", "oprd") or not (verb.tag_ == "VBD" or intransitive):
        return None
    root = verb.sent.root
    return root if root.pos_ in ("NOUN", "PROPN") and root.i < verb.i else None


def _may_travel(noun: "Token") -> bool:
    return people_kind(noun) is not None or vehicle_mode(noun) is not None or noun.pos_ == "PRON"


def _is_infinitive(verb: "Token") -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _controller(head: "Token", depth: int) -> "Token | None":
    """The subject of an infinitive is the object of the verb above, else that verb's subject."""
    for label in ("dobj", "dative"):
        found = child_with(head, label)
        if found is not None:
            return found
    if head.lemma_.lower() in CALLING:
        # "called on New Zealanders in Iraq to leave"
        for preposition in children_with(head, "prep", "prt"):
            found = child_with(preposition, "pobj") if preposition.lower_ in CALLED_ON else None
            if found is not None and people_kind(found) is not None:
                return found
    if head.lemma_.lower() in LETTING and depth < 6:
        # "let a plane with 200 people leave": the parser makes two clauses of it.
        for clause in children_with(head, "ccomp"):
            found = child_with(clause, "nsubj")
            if found is not None:
                return found
    return subject_of(head, depth=depth + 1)


CALLING = frozenset({"call", "appeal", "plead", "arrange", "prevail"})
CALLED_ON = frozenset({"on", "upon", "to", "with", "for"})
# "assisted 160 migrants to return": they do, not who helps.
HELPING = frozenset(
    {"assist", "help", "enable", "allow", "permit", "force", "compel", "support", "get", "aid"}
)
LETTING = frozenset({"let", "help", "make", "see", "watch", "have"})


# What people spend on their way.
SPANS = frozenset({"hour", "day", "night", "week", "month", "year", "fortnight", "time"})
FORCING = frozenset({"force", "compel", "oblige", "drive", "order", "tell"})


def is_compelled(verb: "Token") -> bool:
    """ "had to leave", "were forced to leave", "had no choice but to leave"."""
    if not _is_infinitive(verb):
        return False
    above = verb.head
    if verb.dep_ == "xcomp" and not any(child.dep_ == "neg" for child in above.children):
        if above.lower_ == "had":
            return object_of(above) is None
        return above.lemma_ in FORCING and above.tag_ in ("VBN", "VBD")
    words = {word.lower_ for word in verb.doc[max(0, verb.i - 6) : verb.i]}
    return "no" in words and not words.isdisjoint({"choice", "option", "alternative"})


def object_of(verb: "Token") -> "Token | None":
    """Return the direct object of ``verb``, a relative pronoun replaced by what it stands for."""
    found = child_with(verb, "dobj")
    if found is not None and found.lower_ in RELATIVES and verb.dep_ == "relcl":
        return verb.head
    return found if found is not None else _brought_home(verb)


def _brought_home(verb: "Token") -> "Token | None":
    """Mend a slip of the parser: in "flew 70 Ghanaians home" it hangs them on "home"."""
    for child in verb.children:
        if child.lower_ in ("home", "back") and child.dep_ in ("advmod", "prt", "npadvmod"):
            for word in child.children:
                if word.i < child.i and word.i > verb.i and people_kind(word) is not None:
                    return word
    return None


def patient_of(verb: "Token") -> "Token | None":
    """Return who or what the deed is done to: direct object, or subject of the passive."""
    if is_passive(verb):
        return subject_of(verb)
    return object_of(verb)


def agent_of(verb: "Token") -> "Token | None":
    """Return who does the deed: the subject, or what follows "by" in the passive."""
    if not is_passive(verb):
        return subject_of(verb)
    by = child_with(verb, "agent")
    return child_with(by, "pobj") if by is not None else None


def with_conjuncts(token: "Token") -> Iterator["Token"]:
    """Yield ``token`` and what is coordinated with it or set beside it, in order."""
    yield token
    for child in token.children:
        if child.dep_ == "conj":
            yield from with_conjuncts(child)


def noun_phrase(token: "Token", *, longest: int = 140) -> "Span":
    """Return the noun phrase of ``token`` without relative clauses; the noun where it is long."""
    skip = {"relcl", "acl", "appos", "cc", "conj", "punct", "prep"}
    parts = {token.i}
    for child in token.children:
        if child.dep_ in skip and not (child.dep_ == "prep" and child.lower_ == "of"):
            continue
        parts |= {word.i for word in child.subtree if not word.is_space}
    first, last = min(parts), max(parts)
    if len(written(token.doc, first, last)) > longest:
        first = last = token.i
    return token.doc[first : last + 1]


def noun_text(token: "Token") -> str:
    """Return the noun phrase of ``token`` as the report writes it."""
    phrase = noun_phrase(token)
    return written(token.doc, phrase.start, phrase.end - 1)


def said_of(noun: "Token") -> list["Token"]:
    """Return what is said of a noun by "be": "mandatory" of "the evacuation is mandatory"."""
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_ != "be":
        return []
    return children_with(verb, "acomp")
