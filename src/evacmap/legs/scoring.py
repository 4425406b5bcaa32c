"""How well predicted legs agree with hand-checked ones.

Takes both, by document; gives counts, precision and recall. Predicted and hand-checked legs of a
document are paired one to one by an optimal assignment; then each field of a pair is judged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evacmap.legs.cases import GoldLeg, PredictedLeg
from evacmap.legs.same_place import folded, is_same_place

COUNT_SLACK = 0.1
OPEN_COUNT_FACTOR = 1.5
"""A count open upwards is taken to reach so many times its lower end."""
ROADLIKE = frozenset(("road", "bus", "car", "convoy"))
AIRLIKE = frozenset(("air", "helicopter"))
CRITERIA = ("endpoints", "date", "mode", "mode_lenient", "status", "count", "all")
"""What can be right; each but the first counts only where the endpoints are right, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What one predicted leg has in common with one hand-checked leg."""

    endpoints: bool
    one_endpoint: bool
    date: bool
    mode: bool
    mode_lenient: bool
    status: bool
    count: bool

    def meets(self, criterion: str) -> bool:
        """Tell whether the pair counts as right by one of ``CRITERIA``."""
        if criterion == "all":
            fields = (self.date, self.mode_lenient, self.status, self.count)
            return self.endpoints and all(fields)
        return self.endpoints and bool(getattr(self, criterion))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScore:
    """The pairs of one document, and what was left over on either side.

    ``right`` counts the required legs met, by criterion. ``neutral`` is the number of predicted
    legs that met an optional leg: neither right nor wrong. ``half_right`` pairs a miss with a
    predicted leg that has one of its endpoints.
    """

    required: int
    predicted: int
    neutral: int
    right: Mapping[str, int]
    misses: tuple[GoldLeg, ...]
    false_alarms: tuple[PredictedLeg, ...]
    half_right: tuple[tuple[GoldLeg, PredictedLeg], ...]

    @property
    def judged(self) -> int:
        """How many predicted legs count: all but the neutral ones."""
        return self.predicted - self.neutral


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The scores of all documents; keys are document names."""

    documents: Mapping[str, DocumentScore]

    @property
    def required(self) -> int:
        """How many legs should have been found."""
        return sum(document.required for document in self.documents.values())

    @property
    def judged(self) -> int:
        """How many predicted legs count."""
        return sum(document.judged for document in self.documents.values())

    @property
    def neutral(self) -> int:
        """How many predicted legs met an optional leg."""
        return sum(document.neutral for document in self.documents.values())

    @property
    def without_legs(self) -> tuple[DocumentScore, ...]:
        """The documents in which no leg is required."""
        return tuple(item for item in self.documents.values() if not item.required)

    def right(self, criterion: str) -> int:
        """Return how many required legs were met by ``criterion``."""
        return sum(document.right[criterion] for document in self.documents.values())

    def share_of_found(self, criterion: str) -> float:
        """Return how many of the legs with right endpoints meet ``criterion``, 0..1."""
        found = self.right("endpoints")
        return self.right(criterion) / found if found else 0.0

    def micro(self, criterion: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 over all legs."""
        return precision_recall_f1(self.right(criterion), self.judged, self.required)

    def macro(self, criterion: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 averaged over documents.

        A document without a leg in which none was found counts 1.
        """
        each = [
            precision_recall_f1(item.right[criterion], item.judged, item.required)
            for item in self.documents.values()
        ]
        precision, recall, f1 = (
            sum(column) / max(1, len(each)) for column in zip(*each, strict=True)
        )
        return precision, recall, f1


def score_legs(
    gold: Mapping[str, Sequence[GoldLeg]], predicted: Mapping[str, Sequence[PredictedLeg]]
) -> Score:
    """Return the score of the predicted legs; a document without predictions counts as empty.

    Predictions for documents that ``gold`` does not know are not judged.
    """
    return Score(
        documents={
            document: score_document(legs, predicted.get(document, ()))
            for document, legs in sorted(gold.items())
        }
    )


def score_document(gold: Sequence[GoldLeg], predicted: Sequence[PredictedLeg]) -> DocumentScore:
    """Return the score of one document."""
    pairs = pair_legs(gold, predicted)
    met = [(g, p, agreement) for g, p, agreement in pairs if agreement.endpoints]
    right = [(g, p, agreement) for g, p, agreement in met if not gold[g].is_optional]
    found, used = {g for g, _, _ in right}, {p for _, p, _ in met}
    return DocumentScore(
        required=sum(not leg.is_optional for leg in gold),
        predicted=len(predicted),
        neutral=len(met) - len(right),
        right={
            criterion: sum(agreement.meets(criterion) for _, _, agreement in right)
            for criterion in CRITERIA
        },
        misses=tuple(
            leg for index, leg in enumerate(gold) if index not in found and not leg.is_optional
        ),
        false_alarms=tuple(leg for index, leg in enumerate(predicted) if index not in used),
        half_right=tuple(
            (gold[g], predicted[p])
            for g, p, agreement in pairs
            if not agreement.endpoints and not gold[g].is_optional
        ),
    )


def pair_legs(
    gold: Sequence[GoldLeg], predicted: Sequence[PredictedLeg]
) -> list[tuple[int, int, Agreement]]:
    """Return the best one-to-one pairs (gold index, predicted index) with an endpoint in common."""
    from scipy.optimize import linear_sum_assignment

    if not gold or not predicted:
        return []
    agreements = [[agreement(g, p) for p in predicted] for g in gold]
    merits = [
        [_merit(g, p, agreements[row][column]) for column, p in enumerate(predicted)]
        for row, g in enumerate(gold)
    ]
    rows, columns = linear_sum_assignment(merits, maximize=True)
    pairs = [(int(g), int(p)) for g, p in zip(rows, columns, strict=True)]
    return [(g, p, agreements[g][p]) for g, p in pairs if agreements[g][p].one_endpoint]


def agreement(gold: GoldLeg, predicted: PredictedLeg) -> Agreement:
    """Return what the two legs have in common; ends that ``gold`` leaves open are not judged."""
    ends = [
        any(is_same_place(place, end) for place in places) if end else False
        for places, end in (
            (gold.origin, predicted.origin),
            (gold.destination, predicted.destination),
        )
        if places
    ]
    return Agreement(
        endpoints=bool(ends) and all(ends),
        one_endpoint=any(ends),
        date=_dates_overlap(gold, predicted),
        mode=predicted.mode in gold.modes,
        mode_lenient=predicted.mode in gold.modes
        or any(predicted.mode in alike and gold.modes & alike for alike in (ROADLIKE, AIRLIKE)),
        status=predicted.status in gold.statuses,
        count=_counts_overlap(gold, predicted),
    )


def precision_recall_f1(right: int, predicted: int, gold: int) -> tuple[float, float, float]:
    """Return precision, recall and their harmonic mean; nothing expected and found is perfect.

    >>> precision_recall_f1(1, 2, 1)
    (0.5, 1.0, 0.6666666666666666)
    """
    precision = right / predicted if predicted else float(not gold)
    recall = right / gold if gold else float(not predicted)
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def _merit(gold: GoldLeg, predicted: PredictedLeg, agreed: Agreement) -> float:
    """Return how good a pair is for the assignment; the weights decide between rivals only.

    Endpoints outweigh all the rest together, and a required leg goes before an optional one.
    """
    if not agreed.one_endpoint:
        return 0.0
    merit = 20.0 if agreed.endpoints else 3.0
    merit += 2.0 * agreed.date + 1.5 * agreed.status + 1.5 * agreed.count
    merit += 0.5 * agreed.mode + 0.5 * agreed.mode_lenient
    merit += _shared_words(gold.quote, predicted.quote)
    merit += 0.5 * (bool(gold.origin) == bool(predicted.origin and predicted.origin.name))
    merit += 0.5 * (
        bool(gold.destination) == bool(predicted.destination and predicted.destination.name)
    )
    if gold.is_optional:
        merit -= 3.0 if agreed.endpoints else 2.5
    return max(merit, 0.01)


def _shared_words(one: str, other: str) -> float:
    """Return the Jaccard index of the words of two quotes, 0..1."""
    words, others = set(folded(one).split()), set(folded(other).split())
    return len(words & others) / len(words | others) if words and others else 0.0


def _dates_overlap(gold: GoldLeg, predicted: PredictedLeg) -> bool:
    if not gold.earliest and not gold.latest:
        return True
    if not predicted.earliest and not predicted.latest:
        return False
    starts_in_time = not predicted.earliest or not gold.latest or predicted.earliest <= gold.latest
    ends_late_enough = (
        not gold.earliest or not predicted.latest or gold.earliest <= predicted.latest
    )
    return starts_in_time and ends_late_enough


def _counts_overlap(gold: GoldLeg, predicted: PredictedLeg) -> bool:
    if gold.people == (None, None) or predicted.people == (None, None):
        return gold.people == predicted.people
    low, high = _with_slack(*gold.people)
    other_low, other_high = _with_slack(*predicted.people)
    return other_low <= high and low <= other_high


def _with_slack(low: int | None, high: int | None) -> tuple[float, float]:
    """Return a closed range around a count of which one side may be open."""
    least = low if low is not None else (high or 0) / 2
    most = high if high is not None else (low or 0) * OPEN_COUNT_FACTOR
    return least * (1 - COUNT_SLACK), most * (1 + COUNT_SLACK)
