"""Whether a movement happened: from tense, modality, negation and the words above it."""

from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.frames import frame_of
from evacmap.legs.syntax import child_with, children_with, is_passive, said_of
from evacmap.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

URGING_MODALS = frozenset({"should", "must", "ought"})
PLANNING_MODALS = frozenset({"will", "would", "could", "may", "might", "can", "shall", "'ll", "wo"})
# Words over a movement that turn it round only when they are its negation or refusal.
CLAUSES = frozenset(
    {"xcomp", "ccomp", "advcl", "acl", "pcomp", "relcl", "dobj", "pobj", "conj", "csubj"}
)


def status_of(trigger: "Token") -> tuple[Status, "Token"]:
    """Return the status of the movement that ``trigger`` tells, and the word that shows it."""
    denial = _disputed(trigger)
    if denial is not None:
        return Status.DENIED, denial
    found = _told_status(trigger)
    if found[0] in (Status.PLANNED, Status.ONGOING):
        undone = _undone(trigger) or _unfulfilled(trigger)
    else:
        undone = _unfulfilled(trigger) if _was_to_have(trigger) else None
    return (Status.DENIED, undone) if undone is not None else found


def _was_to_have(trigger: "Token") -> bool:
    """ "were to have set out yesterday": a plan, of which the rest says what became of it."""
    helpers = {child.lower_ for child in trigger.children if child.dep_ == "aux"}
    return {"to", "have"} <= helpers


def _unfulfilled(trigger: "Token") -> "Token | None":
    """ "The train that was to take 90 people to Lviv did not run": what became of the plan."""
    for node in (trigger, *trigger.ancestors):
        if node.dep_ not in ("relcl", "acl", "xcomp", "ccomp", "conj"):
            break
        if node.dep_ not in ("relcl", "acl"):
            continue
        verb = node.head.head
        if node.head.dep_ not in ("nsubj", "nsubjpass") or verb.i < trigger.i:
            return None
        negated = any(child.dep_ == "neg" for child in verb.children)
        listed = word_set("en", "status", "done" if negated else "undone")
        return verb if verb.lemma_.lower() in listed else None
    return None


def _told_status(trigger: "Token") -> tuple[Status, "Token"]:
    own = _own_status(trigger)
    frame = frame_of(trigger) if own is not None and own[0] is Status.ONGOING else None
    if own is not None and frame is not None and frame.name == "shelter":
        # "are sheltering in Hama": they have come there.
        own = Status.COMPLETED, own[1]
    # "were sent to fetch them and took 28 away": a past tense goes on with no infinitive.
    if own is not None and (trigger.tag_, trigger.dep_, trigger.head.tag_) == ("VBD", "conj", "VB"):
        return own
    above = _status_above(trigger)
    if above is not None and (own is None or own[0] in (Status.COMPLETED, Status.PLANNED)):
        # "announced that troops had left": what is told as done stays done.
        is_done = own is not None and own[0] is Status.COMPLETED and trigger.pos_ != "NOUN"
        if not (is_done and above[0] in (Status.PLANNED, Status.URGED, Status.ONGOING)):
            return above
    if own is not None:
        return own
    if above is not None:
        return above
    return (Status.PLANNED if _is_purpose(trigger) else Status.COMPLETED), trigger


def _is_purpose(verb: "Token") -> bool:
    """Whether a verb is an infinitive with "to", its own or that of the verb it goes on from."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _undone(trigger: "Token") -> "Token | None":
    """ "was to leave for Hanover on Wednesday, but the flight was postponed"."""
    for node in (trigger, *trigger.ancestors):
        for child in node.children:
            if child.dep_ == "conj" and child.i > trigger.i:
                undoes = child.lemma_.lower() in word_set("en", "status", "undone")
                if undoes and any(word.lower_ == "but" for word in node.children):
                    return child
    return None


DISPUTING = frozenset({"deny", "dismiss", "reject", "refute", "denial", "disprove"})


def _disputed(trigger: "Token") -> "Token | None":
    """ "dismissed reports that this was the beginning of an exodus": what is disputed is denied."""
    node = trigger
    for head in trigger.ancestors:
        if head.lemma_.lower() in DISPUTING and node.dep_ in ("dobj", "ccomp", "prep", "xcomp"):
            return head
        if node.dep_ in ("relcl", "advcl", "parataxis"):
            return None
        node = head
    return None


def _own_status(trigger: "Token") -> tuple[Status, "Token"] | None:
    """What the verb's own auxiliaries, tense and negation say; None for a noun or infinitive."""
    if trigger.pos_ == "NOUN" or trigger.pos_ == "PROPN":
        return _noun_status(trigger)
    helpers = [child for child in trigger.children if child.dep_ in ("aux", "auxpass")]
    # "would be brought to Lebanon and (be) flown home": the second shares the first one's "would".
    bare = all(helper.tag_ == "VB" for helper in helpers)
    shares = trigger.dep_ == "conj" and bare and trigger.tag_ not in ("VBD", "VBZ", "VBP")
    if shares and trigger.head.pos_ in ("VERB", "AUX"):
        helpers += [c for c in trigger.head.children if c.dep_ in ("aux", "auxpass")]
    negation = child_with(trigger, "neg") or _no_one(trigger)
    if negation is not None:
        return Status.DENIED, negation
    for helper in helpers:
        if helper.lower_ in URGING_MODALS:
            return Status.URGED, helper
        if helper.lower_ in PLANNING_MODALS:
            return Status.PLANNED, helper
    if _is_imperative(trigger):
        return Status.URGED, trigger
    if any(helper.lower_ == "to" for helper in helpers):
        return _of_infinitive(trigger, helpers)
    if _is_subjunctive(trigger, helpers):
        return None
    if trigger.lemma_.lower() == "order":
        return Status.URGED, trigger
    if trigger.lemma_.lower() in ("expect", "schedule", "await"):
        return Status.PLANNED, trigger
    due = child_with(trigger, "acomp")
    if due is not None and due.lower_ == "due":
        return Status.PLANNED, due
    return _by_tense(trigger, helpers)


RAISING = frozenset(
    {"appear", "seem", "believe", "think", "report", "say", "know", "understand", "rumour", "rumor"}
)


def _of_infinitive(trigger: "Token", helpers: list["Token"]) -> tuple[Status, "Token"] | None:
    """ "are said to have fled" tells what is done, "appears to be heading" what goes on."""
    if any(helper.lower_ == "have" for helper in helpers):
        aimed = _aim_above(trigger)
        return (Status.PLANNED, aimed) if aimed is not None else (Status.COMPLETED, trigger)
    if _is_one_of_a_kind(trigger):
        return Status.COMPLETED, trigger
    is_raised = trigger.head.lemma_.lower() in RAISING and trigger.dep_ in ("xcomp", "ccomp")
    if is_raised and trigger.tag_ == "VBG":
        return Status.ONGOING, trigger
    return None


WATCHING = frozenset({"see", "watch", "let", "make"})


def _aim_above(infinitive: "Token") -> "Token | None":
    """ "hopes to have left by May", "the goal is to have withdrawn": it is still to be done."""
    head = infinitive.head
    planned = word_set("en", "status", "planned")
    named = [head, *(child for child in head.children if child.dep_ in ("nsubj", "attr"))]
    return next((word for word in named if word.lemma_.lower() in planned), None)


def _is_subjunctive(trigger: "Token", helpers: list["Token"]) -> bool:
    """ "recommended that residents of the valley leave", "will see 90 residents leave".

    The verb above says what is made of it.
    """
    bare = trigger.tag_ in ("VB", "VBP") and trigger.dep_ == "ccomp" and not helpers
    lemma = trigger.head.lemma_.lower()
    return bare and (lemma in WATCHING or lemma in word_set("en", "status", "urged"))


def _is_one_of_a_kind(infinitive: "Token") -> bool:
    """ "the last convoy of troops to leave the country": it has left."""
    begin = min((child.i for child in infinitive.children if child.lower_ == "to"), default=0)
    phrase = []
    for word in reversed(list(infinitive.doc[max(0, begin - 8) : begin])):
        if word.pos_ in ("VERB", "AUX", "PUNCT"):
            break
        phrase.append(word.lower_)
    return "the" in phrase and not {"last", "first", "only", "latest", "final"}.isdisjoint(phrase)


def _no_one(trigger: "Token") -> "Token | None":
    """ "no troops had been withdrawn", "nobody has left": the word that denies it."""
    subject = child_with(trigger, "nsubj", "nsubjpass")
    if subject is None:
        return None
    if subject.lower_ in ("nobody", "none", "no-one"):
        return subject
    return next((child for child in subject.children if child.lower_ == "no"), None)


def _by_tense(trigger: "Token", helpers: list["Token"]) -> tuple[Status, "Token"] | None:
    be = [h for h in helpers if h.lemma_ == "be" and h.tag_ in ("VBZ", "VBP", "VBD", "VBN")]
    if trigger.tag_ == "VBG":
        if be:
            return Status.ONGOING, trigger
        begun = trigger.head.lemma_.lower() in word_set("en", "status", "ongoing")
        if trigger.dep_ == "xcomp" and begun:
            # "would start moving": that it begins says whether it does.
            return None
        if trigger.dep_ == "acl" and _is_where_now(trigger.head):
            return Status.ONGOING, trigger
        if trigger.dep_ in ("acl", "advcl", "amod", "pcomp", "csubj"):
            return None
        return Status.ONGOING, trigger
    present = [h for h in be if h.tag_ in ("VBZ", "VBP")]
    if present and is_passive(trigger) and not any(h.lemma_ == "have" for h in helpers):
        return Status.ONGOING, trigger
    if trigger.tag_ in ("VBD", "VBN", "VBZ", "VBP") or helpers:
        return Status.COMPLETED, trigger
    return None


def _is_where_now(noun: "Token") -> bool:
    """ "Buses bringing families from Homs are on their way": what is told of is under way."""
    be = noun.head
    if noun.dep_ != "nsubj" or be.lemma_ != "be" or be.tag_ not in ("VBZ", "VBP"):
        return False
    return any(child.dep_ == "prep" for child in be.children)


def _is_imperative(trigger: "Token") -> bool:
    if trigger.tag_ != "VB" or trigger.dep_ != "ROOT":
        return False
    return not any(child.dep_ in ("nsubj", "aux", "nsubjpass") for child in trigger.children)


def _noun_status(noun: "Token") -> tuple[Status, "Token"] | None:
    for child in (*noun.children, *said_of(noun)):
        if child.lower_ in ("no", "failed", "cancelled", "canceled", "aborted"):
            return Status.DENIED, child
        if child.lower_ in ("planned", "possible", "future", "proposed", "expected", "imminent"):
            return Status.PLANNED, child
        # A "voluntary evacuation" is one that is advised; a "voluntary return" is a return.
        bidden = child.lower_ == "urgent" or (
            child.lower_ == "voluntary" and noun.lemma_.lower() in ("evacuation", "departure")
        )
        if child.lower_ in ("mandatory", "compulsory") or (child.dep_ == "amod" and bidden):
            return Status.URGED, child
        if child.lower_ in ("ongoing", "continuing", "continued"):
            return Status.ONGOING, child
    if noun.dep_ == "compound" and noun.head.lemma_.lower() in ORDERS:
        return Status.URGED, noun.head
    if noun.dep_ == "compound" and noun.head.lemma_.lower() in ("plan", "deal", "agreement"):
        return Status.PLANNED, noun.head
    if noun.dep_ == "compound" and noun.head.lemma_.lower() in ("attempt", "effort", "bid"):
        return Status.ONGOING, noun.head
    return None


ORDERS = frozenset({"order", "warning", "advisory", "notice", "alert", "directive", "instruction"})


def _status_above(trigger: "Token") -> tuple[Status, "Token"] | None:
    """What the words that govern the movement make of it, the nearest first."""
    node = trigger
    for step, head in enumerate(trigger.ancestors):
        if step > 4 or node.dep_ not in CLAUSES | {"nsubj", "nsubjpass", "compound", "prep"}:
            return None
        purpose = any(c.dep_ == "aux" and c.lower_ == "to" for c in node.children)
        if (
            (node.dep_ == "relcl" and not purpose)
            or node.dep_ == "conj"
            or (node.dep_ == "advcl" and node.tag_ != "VB")
        ):
            if node.dep_ != "conj":
                return None
            node = head
            continue
        found = _governing_status(head, node)
        if found is not None:
            return found
        node = head
    return None


OPEN_ENDED = frozenset({"pcomp", "pobj", "compound", "csubj", "prep"})


def _governing_status(head: "Token", below: "Token") -> tuple[Status, "Token"] | None:
    lemma = head.lemma_.lower()
    negation = child_with(head, "neg") or next(
        (child for child in head.children if child.lower_ == "no"), None
    )
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in below.children)
    # "recommended that the troops withdraw": the bare form asks, it does not tell.
    infinitive = infinitive or (below.tag_ in ("VB", "VBP") and below.dep_ == "ccomp")
    is_noun = below.pos_ in ("NOUN", "PROPN")
    # "would start moving", "stopped leaving"
    gerund = below.dep_ == "xcomp" and below.tag_ == "VBG"
    open_ended = infinitive or is_noun or gerund or below.dep_ in OPEN_ENDED
    if lemma in word_set("en", "status", "denied") and _denies(head, below, open_ended=open_ended):
        return Status.DENIED, head
    if negation is not None and open_ended and lemma not in word_set("en", "status", "reporting"):
        return Status.DENIED, negation
    if lemma in word_set("en", "status", "urged") and open_ended:
        return Status.URGED, head
    if lemma == "have" and infinitive and head.tag_ in ("VBP", "VBZ", "VB"):
        # "plans in case they have to leave" are plans; "residents have to leave" is an order.
        ordered = head.dep_ in ("ROOT", "ccomp", "conj")
        return (Status.URGED if ordered else Status.PLANNED), head
    if lemma == "get" and any(child.lower_ in ("ready", "set") for child in head.children):
        return Status.PLANNED, head
    if lemma in word_set("en", "status", "implicative") and open_ended:
        return _told_status(head)
    if lemma in ("remain", "stay") and infinitive and _aim_above(below) is not None:
        return Status.PLANNED, head
    if lemma in word_set("en", "status", "ongoing") and open_ended:
        # "troops were rushed to the capital to evacuate staff": they were sent, and that is a plan.
        return None if lemma == "rush" and is_passive(head) else _begun(head)
    if lemma == "go" and head.tag_ == "VBG" and below.dep_ == "xcomp":
        return Status.PLANNED, head
    if lemma in word_set("en", "status", "planned") and (open_ended or head.pos_ == "ADJ"):
        return Status.PLANNED, head
    if head.lemma_ == "be" and open_ended:
        found = _status_of_predicate(head)
        if found is not None:
            return found
    if head.pos_ in ("VERB", "AUX") and open_ended:
        return _light_status(head)
    return None


def _status_of_predicate(be: "Token") -> tuple[Status, "Token"] | None:
    """ "negotiations are underway to evacuate", "the plan is to leave", "are ready to go"."""
    for child in be.children:
        if child.dep_ not in ("nsubj", "acomp", "attr"):
            continue
        for status in (Status.DENIED, Status.PLANNED, Status.URGED):
            if child.lemma_.lower() in word_set("en", "status", status.value):
                return status, child
    # "The convoy is to leave on Friday."
    if any(child.dep_ == "xcomp" for child in be.children) and be.dep_ == "ROOT":
        return Status.PLANNED, be
    return None


def _denies(head: "Token", below: "Token", *, open_ended: bool) -> bool:
    lemma = head.lemma_.lower()
    if lemma in ("deny", "dismiss", "reject", "denial"):
        return True
    if lemma == "call":
        return any(child.lower_ == "off" for child in head.children)
    if lemma == "rule":
        return any(child.lower_ == "out" for child in head.children)
    if lemma == "decline" and below.dep_ == "nsubj":
        # "the lines of refugees have declined" grow shorter; nobody refuses.
        return False
    if lemma == "turn":
        return any(child.lower_ in ("back", "away", "down") for child in head.children)
    return open_ended


def _begun(head: "Token") -> tuple[Status, "Token"]:
    modal = _modal(head)
    if modal is not None:
        return modal
    if any(helper.lower_ == "to" for helper in children_with(head, "aux", "auxpass")):
        return _status_above(head) or (Status.PLANNED, head)
    return Status.ONGOING, head


def _modal(head: "Token") -> tuple[Status, "Token"] | None:
    """What "will", "may", "must" and the like make of a verb."""
    helpers = children_with(head, "aux", "auxpass")
    for status, modals in (
        (Status.URGED, URGING_MODALS),
        (Status.PLANNED, PLANNING_MODALS),
    ):
        for helper in helpers:
            if helper.lower_ in modals:
                return status, helper
    return None


def _light_status(head: "Token") -> tuple[Status, "Token"] | None:
    """A verb that only carries the movement ("will conduct an evacuation") lends its tense."""
    modal = _modal(head)
    if modal is not None:
        # "in case an evacuation should become necessary" asks nobody to go.
        asks = modal[0] is Status.URGED and head.dep_ not in ("acl", "advcl", "relcl")
        return (Status.URGED if asks else Status.PLANNED), modal[1]
    if head.tag_ == "VBG" and any(c.lemma_ == "be" for c in head.children if c.dep_ == "aux"):
        return Status.ONGOING, head
    return None
