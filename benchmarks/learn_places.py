"""Learn the weights of the clues for choosing places from corpora with marked toponyms.

    python benchmarks/learn_places.py CORPUS.jsonl... [--folds]

Writes ``weights.json`` of the stage and ``calibration.svg`` beside this script.

A conditional logit over the candidates of each name: the probability of those within 161 km of
the marked position, or around it where they are areas, is made large. The spans are the marked
ones. The calibration is learned on choices of documents that the weights did not see. With
``--folds`` nothing is written.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from evacmap.geocode import Gazetteer
from evacmap.geocode.clues import CLUES, clue_matrix, softmax_by_owner
from evacmap.geocode.gazetteer import great_circle_km
from evacmap.geocode.geocode import document_names, is_same_spot, sureness
from evacmap.model import AREA_KINDS
from toponyms import corpus_document, gold_toponyms

OUTPUT = Path(__file__).parents[1] / "src" / "evacmap" / "geocode" / "weights.json"
PLOT = Path(__file__).with_name("calibration.svg")
NEAR_KM = 161.0
PENALTY = 2.0
# What the corpora say little of: weights are drawn to these instead of to 0.
PRIOR = {
    "role word agrees": 3.0,
    "home of the publisher": 0.5,
    "stated container agrees": 2.0,
    "national capital": 1.5,
}
# In small-town papers, which one corpus is made of, Paris is in Texas; in news of the world it is
# not. This weight is set by hand, and the others are learned around it.
FIXED = frozenset({"national capital"})
FIXED_PENALTY = 1e4
ROUNDS = 3
FOLDS = 10


def read_corpus(path: Path, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """Return for each document its names and the marked positions of each name."""
    documents = []
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        document = corpus_document(row)
        names = document_names(document.text, gold_toponyms(row), gazetteer)
        positions: dict[str, list[tuple[float, float]]] = {}
        for gold in row["toponyms"]:
            if gold["lat"] is not None:
                name = row["text"][gold["start"] : gold["end"]]
                positions.setdefault(name, []).append((gold["lon"], gold["lat"]))
        documents.append({"names": names, "gold": positions})
    return documents


def examples(document: dict[str, Any], table: dict[str, float]) -> tuple[np.ndarray, ...]:
    """Return clues, owners, whether each candidate is right, and the weight of each name."""
    names = document["names"]
    clues, owners = clue_matrix(names, table)
    right = np.zeros(len(owners))
    count = np.zeros(len(names))
    for row, owner in enumerate(owners):
        gold = document["gold"].get(names[owner].text, [])
        place = clues_place(names, owners, row)
        reach_km = max(NEAR_KM, place.extent_km) if place.kind in AREA_KINDS else NEAR_KM
        hits = [great_circle_km(place.lon, place.lat, lon, lat) <= reach_km for lon, lat in gold]
        right[row] = bool(hits) and sum(hits) * 2 > len(hits)
        count[owner] = len(gold)
    return clues, owners, right, count


def clues_place(names: list[Any], owners: np.ndarray, row: int) -> Any:
    first = int(np.searchsorted(owners, owners[row]))
    return names[owners[row]].found[row - first].named.place


def learn(documents: list[dict[str, Any]]) -> dict[str, float]:
    """Return the weights; the surroundings are read anew with the weights of the last round."""
    table = {"prominence": 0.9}
    for _ in range(ROUNDS):
        parts = [examples(document, table) for document in documents]
        offsets = np.cumsum([0] + [len(part[3]) for part in parts])
        clues = np.vstack([part[0] for part in parts])
        owners = np.concatenate(
            [part[1] + offset for part, offset in zip(parts, offsets, strict=False)]
        )
        right = np.concatenate([part[2] for part in parts])
        count = np.sqrt(np.concatenate([part[3] for part in parts]))
        table = dict(zip(CLUES, fit(clues, owners, right, count), strict=True))
    return table


def fit(clues: np.ndarray, owners: np.ndarray, right: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Maximise the summed logarithm of the probability of the right candidates."""
    size = len(count)
    known = np.zeros(size)
    np.maximum.at(known, owners, right)
    kept = (known * count)[owners] > 0
    clues, owners, right = clues[kept], owners[kept], right[kept]
    _, owners = np.unique(owners, return_inverse=True)
    weight = count[(known * count) > 0]

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        belief = softmax_by_owner(clues @ vector, owners)
        mass = np.zeros(len(weight))
        np.add.at(mass, owners, belief * right)
        mass = np.maximum(mass, 1e-9)
        posterior = belief * right / mass[owners]
        slope = clues.T @ (weight[owners] * (belief - posterior))
        away = vector - prior
        value = -(weight * np.log(mass)).sum() + (penalty * away) @ away / 2
        return float(value), slope + penalty * away

    penalty = np.array([FIXED_PENALTY if clue in FIXED else PENALTY for clue in CLUES])
    prior = np.array([PRIOR.get(clue, 0.0) for clue in CLUES])
    return minimize(loss, prior, jac=True, method="L-BFGS-B").x


def judge(documents: list[dict[str, Any]], table: dict[str, float]) -> list[dict[str, Any]]:
    """Return for each name the clues to sureness, whether the choice is right, and mentions."""
    vector = np.array([table.get(clue, 0.0) for clue in CLUES])
    judged = []
    for document in documents:
        names = document["names"]
        clues, owners, right, count = examples(document, table)
        belief = softmax_by_owner(clues @ vector, owners)
        for owner, name in enumerate(names):
            rows = np.flatnonzero(owners == owner)
            if not count[owner]:
                continue
            item = {"clues": {}, "right": False, "count": int(count[owner])}
            if len(rows):
                best = rows[np.argmax(belief[rows])]
                place = clues_place(names, owners, best)
                here = sum(
                    belief[row]
                    for row in rows
                    if is_same_spot(clues_place(names, owners, row), place)
                )
                found = name.found[best - rows[0]]
                item |= {"clues": dict(sureness(name, found, here)), "right": bool(right[best])}
            judged.append(item)
    return judged


def cross_judge(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Judge each tenth of the documents by weights learned on the others."""
    judged = []
    for fold in range(FOLDS):
        table = learn([d for index, d in enumerate(documents) if index % FOLDS != fold])
        judged += judge([d for i, d in enumerate(documents) if i % FOLDS == fold], table)
    return judged


def calibrate(judged: list[dict[str, Any]]) -> dict[str, float]:
    """Return the weights of a logistic that turns sureness into the share that is right."""
    known = [item for item in judged if item["clues"]]
    names = sorted(known[0]["clues"])
    clues = np.array([[item["clues"][name] for name in names] for item in known])
    signs = np.array([1.0 if item["right"] else -1.0 for item in known])
    count = np.sqrt([item["count"] for item in known])

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (clues @ vector)
        value = (count * np.logaddexp(0, -margins)).sum() + 0.5 * vector @ vector
        return float(value), clues.T @ (-count * signs / (1 + np.exp(margins))) + vector

    learned = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, learned, strict=True))


def reliability(
    judged: list[dict[str, Any]], calibration: dict[str, float]
) -> list[tuple[float, float, int]]:
    """Return (middle of the bin, share right, mentions) for scores in steps of a tenth."""
    bins: dict[int, list[int]] = {}
    for item in judged:
        if not item["clues"]:
            continue
        score = sum(calibration[name] * value for name, value in item["clues"].items())
        step = bins.setdefault(min(9, int(10 / (1 + np.exp(-score)))), [0, 0])
        step[0] += item["count"]
        step[1] += item["count"] * item["right"]
    return [(step / 10 + 0.05, hits / n, n) for step, (n, hits) in sorted(bins.items())]


def plot(shares: list[tuple[float, float, int]]) -> str:
    """Return an SVG of the share that was right over the score, with the diagonal."""
    size, edge = 320, 40

    def at(score: float, share: float) -> tuple[float, float]:
        return edge + score * size, edge + (1 - share) * size

    most = max(count for _, _, count in shares)
    marks = "".join(
        f'<circle cx="{at(score, share)[0]:.1f}" cy="{at(score, share)[1]:.1f}" '
        f'r="{3 + 9 * (count / most) ** 0.5:.1f}" fill="#2b6cb0" fill-opacity=".7">'
        f"<title>{count} mentions scored about {score:.2f}: {share:.1%} right</title></circle>"
        for score, share, count in shares
    )
    left, top = at(0, 1)
    right, bottom = at(1, 0)
    whole = size + 2 * edge
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" '
        f'font-family="sans-serif" font-size="12">'
        f'<rect x="{left}" y="{top}" width="{size}" height="{size}" fill="none" stroke="#888"/>'
        f'<path d="M{left} {bottom}L{right} {top}" stroke="#888" stroke-dasharray="4"/>{marks}'
        f'<text x="{whole / 2}" y="{whole - 12}" text-anchor="middle">score</text>'
        f'<text x="14" y="{whole / 2}" text-anchor="middle" '
        f'transform="rotate(-90 14 {whole / 2})">share of choices that were right</text>'
        f"</svg>\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--folds", action="store_true")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.open()
    corpora = [read_corpus(path, gazetteer) for path in arguments.corpora]
    judged = []
    for path, corpus in zip(arguments.corpora, corpora, strict=True):
        own = cross_judge(corpus)
        judged += own
        total = sum(item["count"] for item in own)
        hits = sum(item["count"] for item in own if item["right"])
        print(path.name, round(hits / total, 4))
    calibration = calibrate(judged)
    shares = reliability(judged, calibration)
    for score, share, count in shares:
        print(f"scored about {score:.2f}: {share:.3f} right of {count}")
    if not arguments.folds:
        PLOT.write_text(plot(shares), encoding="utf-8")
        table = learn([document for corpus in corpora for document in corpus])
        table |= calibration
        rounded = {name: round(float(value), 3) for name, value in table.items()}
        OUTPUT.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
