"""How the movements of a report speak for one another.

A report is about one thing: where several of its sentences tell a movement, "300 people went to
Homs" is likely one as well, and where no other does, it likely is none. Takes a first reading of
the report; gives a clue for each draft of the next.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from evacmap.legs.doubts_of_custom import USUAL
from evacmap.legs.drafts import Draft
from evacmap.legs.judge import THRESHOLD

BY_EACH = 0.1
MOST = 0.3
ALONE = -0.2
EMPTY = -0.3
FIRM = 0.5
# "Left A for B" is a leg by weak words, too, where the report is of leaving.
WHOLE = 0.3
LITTLE = 0.4
# A shorter text is a note or an extract, in which no other sentence need tell anything.
SEVERAL = 4

WITH_GOODS = frozenset({"a vehicle with goods"})
CARGO = "carries cargo"

Clue = tuple[str, float]


def speaks_for_others(draft: Draft) -> bool:
    """Whether a draft names an end itself, or has a sure word of movement.

    A weak word with an end that is only inferred ("students are bused in the district") is too
    little to speak for another sentence, and whether it is parsed at all depends on its report.
    """
    if draft.motion.frame.weight >= FIRM:
        return True
    inferred = {item.field for item in draft.inferred}
    origin = bool(draft.origins) and "origin" not in inferred
    return origin or (bool(draft.destinations) and "destination" not in inferred)


def laden_in(drafts: Iterable[Draft]) -> frozenset[str]:
    """Return the sorts of vehicles that some drafts have carry goods."""
    return frozenset(
        draft.motion.carrier.lemma_.lower()
        for draft in drafts
        if draft.motion.carrier is not None
        and any(name in WITH_GOODS or name.endswith(CARGO) for name, _ in draft.clues)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The numbers of the sentences in which a first reading found a movement.

    ``told`` is None for a short text, which has its words alone to speak for it: ``theme`` is how
    much they are about evacuation or flight, ``off_topic`` how much about other things, 0 to 1.
    ``laden`` are the sorts of vehicles that are
    told to carry goods: "another convoy" then carries them, too.
    """

    told: frozenset[int] | None
    theme: float
    off_topic: float = 0.0
    laden: frozenset[str] = frozenset()

    def clue(self, number: int) -> Clue:
        """Return what the rest of the report says for or against a draft of this sentence."""
        if self.told is None:
            return "report tells of evacuation or flight", round(MOST * self.theme, 2)
        others = len(self.told - {number})
        if not others:
            return "no other sentence tells a movement", ALONE
        return "other sentences tell movements", round(min(MOST, BY_EACH * others), 2)

    def clues(self, draft: Draft) -> tuple[Clue, ...]:
        """Return the clues of a draft: a vehicle by itself tells less where nothing else does."""
        name, weight = self.clue(draft.number)
        is_whole = bool(draft.origins and draft.destinations)
        if weight < 0 and not self.off_topic and (is_whole or self.theme > 0):
            # A report on nothing else may tell one movement only.
            weight = 0.0
        carrier = draft.motion.carrier
        # One of which it is told how many are aboard is a vehicle with people.
        is_bare = carrier is not None and draft.motion.mover is None
        is_bare = is_bare and draft.travellers.people is None
        if is_bare and carrier is not None and carrier.lemma_.lower() in self.laden:
            return (name, weight), ("such vehicles carry goods in this report", EMPTY)
        if is_whole and weight >= 0 and self._is_of_this(draft):
            name, weight = f"{name}, and both ends are named", round(weight + WHOLE, 2)
        is_of_flight = self.theme >= 1 if self.told is None else weight > 0
        if is_bare and not is_of_flight:
            return (name, weight), ("a vehicle by itself, in a report of other things", EMPTY)
        return ((name, weight),)

    def _is_of_this(self, draft: Draft) -> bool:
        """Whether the words name both ends in a report that is of evacuation or flight at all."""
        inferred = {item.field for item in draft.inferred} & {"origin", "destination"}
        if inferred or any(name == USUAL for name, _ in draft.clues):
            return False
        return not self.off_topic and self.theme > (0.0 if self.told is None else LITTLE)

    def beside(self, draft: Draft) -> Draft:
        """Return the draft with the clues of its company."""
        return replace(draft, clues=(*draft.clues, *self.clues(draft)))

    def changes_any(self, judged: Iterable[tuple[Draft, float]]) -> bool:
        """Whether a draft comes over the threshold or below it: each with a score it had."""
        return any(
            (score >= THRESHOLD)
            != (round(score + sum(weight for _, weight in self.clues(draft)), 2) >= THRESHOLD)
            for draft, score in judged
        )
