"""Learn the weights of the clues for ends that the words of a movement leave open.

    python benchmarks/learn_ends.py [--folds]

Reads the extracts of ``extracts``; writes ``likeliest.json`` of the stage. A conditional logit over
what each open end may be, a place or none: the probability of those that the hand-checked legs
name is made large. With ``--folds`` nothing is written: each tenth of the reports is judged by
weights learned on the others.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from evacmap.geocode import Gazetteer, geocode
from evacmap.legs import assemble, likeliest
from evacmap.legs.cases import GoldLeg
from evacmap.legs.drafts import Draft
from evacmap.legs.same_place import NamedPlace, is_same_place
from evacmap.mentions import find_mentions
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import Document, GeocodedToponym
from evacmap.read import read_document

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "src" / "evacmap" / "legs" / "likeliest.json"
EXTRACTS = HERE / "extracts" / "extracts.jsonl"
PENALTY = 1.0
# What a movement weighs that no hand-checked leg tells.
UNTOLD = 0.5
LEAST, DIGITS = 0.02, 3
FOLDS = 10
SPREAD = 7919
# So many places of one name are taken for an end of an extract, which is given by name alone.
NAMESAKES = 6


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """A movement with an open end: which it is, what it may be, and which options are right."""

    document: str
    field: str
    options: Sequence[likeliest.Option]
    right: tuple[bool, ...]
    is_told: bool


def open_ends(gazetteer: Gazetteer) -> Iterator[OpenEnd]:
    """Yield the open ends of all reports to learn from."""
    for document, legs in _extracts(gazetteer):
        for drafts, options in _options_of(document, gazetteer):
            for draft, some in zip(drafts, options, strict=True):
                if some:
                    yield _marked(document.name, draft, some, legs)


def _extracts(gazetteer: Gazetteer) -> Iterator[tuple[Document, Sequence[GoldLeg]]]:
    lines = EXTRACTS.read_text(encoding="utf-8").rstrip("\n").split("\n")
    documents = read_document(EXTRACTS)
    for line, document in zip(lines, documents, strict=True):
        row = json.loads(line)
        yield (
            document,
            [
                _gold_leg(leg, gazetteer, is_optional=field == "optional")
                for field in ("legs", "optional")
                for leg in row[field]
            ],
        )


def _gold_leg(leg: Sequence[str | None], gazetteer: Gazetteer, *, is_optional: bool) -> GoldLeg:
    origin, destination, status = leg
    return GoldLeg(
        origin=_named(origin, gazetteer),
        destination=_named(destination, gazetteer),
        modes=frozenset({"unknown"}),
        statuses=frozenset({status or "completed"}),
        earliest=None,
        latest=None,
        people=(None, None),
        quote="",
        is_optional=is_optional,
    )


def _named(name: str | None, gazetteer: Gazetteer) -> tuple[NamedPlace, ...]:
    if name is None:
        return ()
    found = list(gazetteer.by_name(name))[:NAMESAKES]
    places = [NamedPlace(name=name, lon_lat=(place.lon, place.lat)) for place in found]
    return tuple(places) or (NamedPlace(name=name),)


def _options_of(document: Document, atlas: Gazetteer) -> Iterator[Any]:
    """Yield the drafts of each story with the options of their open ends."""
    seen = []

    def look(drafts: Any, *told: Any) -> Any:
        seen.append((drafts, likeliest.options_of(drafts, *told)))
        return drafts

    places = geocode(document, find_toponyms(document, atlas), atlas)
    with mock.patch.object(assemble, "fill_likeliest", look):
        assemble.assemble_legs(document, find_mentions(document, places), places, atlas=atlas)
    yield from seen


def _marked(
    name: str, draft: Draft, options: Sequence[likeliest.Option], legs: Sequence[GoldLeg]
) -> OpenEnd:
    field = likeliest.open_end(draft) or ""
    told = [leg for leg in legs if _fits(leg, draft, field)]
    ends = [leg.origin if field == "origin" else leg.destination for leg in told]
    right = [
        any(_is_one_of(end, option.item) for end in ends)
        if option.item
        else not ends or not all(ends)
        for option in options
    ]
    right[-1] = right[-1] or not any(right)
    return OpenEnd(name, field, options, tuple(right), bool(told))


def _fits(leg: GoldLeg, draft: Draft, field: str) -> bool:
    """Whether a leg has the end that a draft tells besides the open one."""
    if field == "origin":
        return any(_is_one_of(leg.destination, end) for end in draft.destinations)
    return any(_is_one_of(leg.origin, end) for end in draft.origins)


def _is_one_of(gold: Sequence[NamedPlace], item: GeocodedToponym) -> bool:
    if item.place is None:
        return False
    point = (item.place.lon, item.place.lat)
    names = (item.toponym.text, item.place.name)
    return any(
        is_same_place(one, NamedPlace(name=name, lon_lat=point)) for one in gold for name in names
    )


def learn(ends: Sequence[OpenEnd]) -> dict[str, float]:
    """Return the weight of each clue."""
    clues = sorted({clue for end in ends for option in end.options for clue in option.clues})
    column = {clue: at for at, clue in enumerate(clues)}
    options = [(at, option) for at, end in enumerate(ends) for option in end.options]
    owners = np.array([at for at, _ in options])
    right = np.array([one for end in ends for one in end.right], dtype=float)
    cells = [
        (row, column[clue]) for row, (_, option) in enumerate(options) for clue in option.clues
    ]
    rows, columns = zip(*cells, strict=True)
    matrix = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(options), len(clues)))
    weight = np.array([1.0 if end.is_told else UNTOLD for end in ends])

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        sums = matrix @ vector
        top = np.full(len(ends), -np.inf)
        np.maximum.at(top, owners, sums)
        shares = np.exp(sums - top[owners])
        belief = shares / np.bincount(owners, shares)[owners]
        mass = np.maximum(np.bincount(owners, belief * right), 1e-9)
        slope = matrix.T @ (weight[owners] * (belief - belief * right / mass[owners]))
        value = -(weight * np.log(mass)).sum() + PENALTY * (vector @ vector) / 2
        return float(value), slope + PENALTY * vector

    learned = minimize(loss, np.zeros(len(clues)), jac=True, method="L-BFGS-B").x
    table = {clue: round(float(one), DIGITS) for clue, one in zip(clues, learned, strict=True)}
    return {clue: one for clue, one in table.items() if abs(one) >= LEAST}


def cross_judge(ends: Sequence[OpenEnd]) -> str:
    """Return how many ends are filled rightly by weights learned on other reports."""
    names = sorted({end.document for end in ends})
    fold = {name: at * SPREAD % FOLDS for at, name in enumerate(names)}
    filled = {True: 0, False: 0}
    for one in range(FOLDS):
        table = learn([end for end in ends if fold[end.document] != one])
        for end in (end for end in ends if fold[end.document] == one):
            item, belief = likeliest.likeliest(end.options, table)
            if item is not None and belief >= likeliest.ENOUGH:
                marked = zip(end.options, end.right, strict=True)
                filled[any(ok and option.item is item for option, ok in marked)] += 1
    told = sum(not end.right[-1] for end in ends)
    counts = f"{filled[True]} right, {filled[False]} wrong"
    return f"{len(ends)} ends, {told} of them told elsewhere; filled: {counts}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folds", action="store_true", help="judge only, write nothing")
    arguments = parser.parse_args()
    every = list(open_ends(Gazetteer.open()))
    table = {}
    for field in ("origin", "destination"):
        ends = [end for end in every if end.field == field]
        print(f"{field}: {cross_judge(ends)}")
        table[field] = learn(ends)
    if not arguments.folds:
        OUTPUT.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
