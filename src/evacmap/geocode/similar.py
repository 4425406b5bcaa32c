"""Find spellings never seen before, by distance; never better than an exact name."""

import string
from collections.abc import Callable, Iterator, Sequence

from evacmap.geocode.folding import loosen, skeleton

# Below this likeness (Jaro-Winkler over the loosened names) other names are other places.
MIN_LIKENESS = 0.86
# The names as written are compared first, which is quick, and only so many of them closely.
_MIN_LIKENESS_AS_WRITTEN = 0.75
_COMPARED_CLOSELY = 60
_LETTERS = "".join(letter for letter in string.ascii_lowercase if letter not in "aeiouhcfgjpvz")


def similar_folds(
    fold: str, folds_under: Callable[[Sequence[str]], list[str]]
) -> list[tuple[str, float]]:
    """Return (folded name, likeness in 0..1) of names spelt like ``fold``, likest first.

    ``folds_under`` gives the names under keys of consonants.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    loose = loosen(fold)
    keys = list(neighbours(skeleton(loose)))
    close = process.extract(
        fold,
        folds_under(keys),
        scorer=JaroWinkler.normalized_similarity,
        score_cutoff=_MIN_LIKENESS_AS_WRITTEN,
        limit=_COMPARED_CLOSELY,
    )
    found: dict[str, float] = {}
    for other, _, _ in close:
        likeness = JaroWinkler.normalized_similarity(
            loose, loosen(other), score_cutoff=MIN_LIKENESS
        )
        if likeness and other != fold:
            # Another spelling is never as sure as the name itself.
            found[other] = min(0.99 if _are_same_words(fold, other) else 0.94, likeness)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _are_same_words(fold: str, other: str) -> bool:
    """Return whether each word is spelt like its counterpart: no Elbow Cay for Elbow Lake."""
    from rapidfuzz.distance import JaroWinkler

    words, others = fold.split(), other.split()
    return len(words) == len(others) and all(
        JaroWinkler.normalized_similarity(loosen(word), loosen(counterpart)) >= MIN_LIKENESS
        for word, counterpart in zip(words, others, strict=True)
    )


def neighbours(key: str) -> Iterator[str]:
    """Yield a key of consonants and those one letter away from it, each once."""
    seen = {key}
    yield key
    if len(key) < 3:
        return
    splits = [(key[:cut], key[cut:]) for cut in range(1, len(key) + 1)]
    for left, right in splits:
        for other in (
            left + right[1:],
            *(left + letter + right for letter in _LETTERS),
            *(left + letter + right[1:] for letter in _LETTERS if right),
        ):
            if other not in seen:
                seen.add(other)
                yield other
