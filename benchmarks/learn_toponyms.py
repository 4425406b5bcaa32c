"""Learn the weights of the clues for place names from corpora with marked toponyms.

    python benchmarks/learn_toponyms.py CORPUS.jsonl... [--folds]

Logistic regression with a quadratic penalty. A span is right where it overlaps a marked
toponym. With ``--folds`` nothing is written: each tenth of the documents is judged by weights
learned on the others, and precision, recall and F1 are printed.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from evacmap.geocode import Gazetteer
from evacmap.mentions.toponyms_clues import span_clues
from evacmap.mentions.toponyms_spans import find_spans
from evacmap.mentions.toponyms_words import split_words
from toponyms import corpus_document

OUTPUT = Path(__file__).parents[1] / "src" / "evacmap" / "mentions" / "toponyms_weights.json"
PENALTY = 1.0


def read_examples(path: Path, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """Return for each document its clues, their answers and the number of marked toponyms."""
    documents = []
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        document = corpus_document(row)
        words = split_words(document.text, 0, len(document.text), gazetteer)
        spans = list(find_spans(document.text, words, gazetteer))
        kept = [index for index, span in enumerate(spans) if not gazetteer.demonym(span.text)]
        clues = span_clues(document.text, [(words, spans)], gazetteer)[0]
        gold = [(item["start"], item["end"]) for item in row["toponyms"]]
        answers = [
            any(start < spans[index].end and spans[index].start < end for start, end in gold)
            for index in kept
        ]
        documents.append({"clues": [clues[i] for i in kept], "answers": answers, "gold": len(gold)})
    return documents


def matrix(documents: list[dict[str, Any]], names: dict[str, int]) -> tuple[csr_matrix, np.ndarray]:
    rows, columns, values, answers = [], [], [], []
    for document in documents:
        for clues, answer in zip(document["clues"], document["answers"], strict=True):
            for name, value in clues.items():
                if name in names:
                    rows.append(len(answers))
                    columns.append(names[name])
                    values.append(value)
            answers.append(answer)
    shape = (len(answers), len(names))
    return csr_matrix((values, (rows, columns)), shape=shape), np.array(answers, dtype=float)


def learn(documents: list[dict[str, Any]], names: dict[str, int]) -> np.ndarray:
    """Return the weights, shape (number of clues,)."""
    clues, answers = matrix(documents, names)
    signs = 2 * answers - 1

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (clues @ weights)
        losses = np.logaddexp(0, -margins)
        slopes = -signs / (1 + np.exp(margins))
        value = losses.sum() + PENALTY / 2 * weights @ weights
        return float(value), clues.T @ slopes + PENALTY * weights

    return minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x


def print_folds(documents: list[dict[str, Any]], names: dict[str, int]) -> None:
    scores, answers, gold = [], [], sum(document["gold"] for document in documents)
    for fold in range(10):
        train = [item for index, item in enumerate(documents) if index % 10 != fold]
        test = [item for index, item in enumerate(documents) if index % 10 == fold]
        clues, right = matrix(test, names)
        scores.append(1 / (1 + np.exp(-(clues @ learn(train, names)))))
        answers.append(right)
    probability, right = np.concatenate(scores), np.concatenate(answers)
    for least in (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        chosen = probability >= least
        hits = right[chosen].sum()
        precision, recall = hits / chosen.sum(), hits / gold
        print(
            f"{least:.2f}  P {precision:.3f}  R {recall:.3f}  "
            f"F1 {2 * precision * recall / (precision + recall):.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--folds", action="store_true")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.open()
    corpora = [read_examples(path, gazetteer) for path in arguments.corpora]
    documents = [item for corpus in corpora for item in corpus]
    found = {name for document in documents for clues in document["clues"] for name in clues}
    names = {name: index for index, name in enumerate(sorted(found))}
    if arguments.folds:
        for path, corpus in zip(arguments.corpora, corpora, strict=True):
            print(path.name)
            print_folds(corpus, names)
        return
    learned = learn(documents, names)
    table = {name: round(float(learned[index]), 3) for name, index in names.items()}
    OUTPUT.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
