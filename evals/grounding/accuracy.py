"""How right the two checkers are themselves: python -m evals.grounding.accuracy FOLDER [--write].

FOLDER holds RAGTruth and Check-COVID as :mod:`evals.grounding.labelled` describes. The weights
of the second checker are fitted on one half of the sources; all figures are of the other half.
With --write they go to ``entailment.json`` and the figures to ``accuracy.json``, which the
report shows beside every grounding figure.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.grounding.entailment import FEATURES, WEIGHTS, Model, Vectors, features, pieces
from evals.grounding.labelled import Labelled, load_labelled
from evals.grounding.spans import check_text
from evals.measures.confidence import auroc
from qa.embedding import embed_texts, load_embedder
from qa.settings import Settings

Array = NDArray[np.float64]
ACCURACY = Path(__file__).with_name("accuracy.json")
_RIDGE = 1.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="keep the weights and the figures")
    parser.add_argument("--queries", type=int, default=150, help="queries of RAGTruth to draw")
    options = parser.parse_args(arguments)
    cases = load_labelled(options.folder, options.queries)
    values = _features(cases)
    fitting = np.array([case.fitting for case in cases])
    labels = np.array([case.supported for case in cases], dtype=np.float64)
    weights = _balance(cases, fitting)
    model = fit(values[fitting], labels[fitting], weights[fitting])
    table = figures(cases, probability(model, values), model.threshold)
    for row in table:
        print(json.dumps(row))
    if options.write:
        WEIGHTS.write_text(json.dumps(asdict(model), indent=1) + "\n", encoding="utf-8")
        ACCURACY.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def fit(values: Array, labels: Array, weights: Array) -> Model:
    """Weighted ridge logistic regression by Newton steps; the threshold that balances both classes best."""
    mean, scale = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    rows = np.hstack([(values - mean) / scale, np.ones((len(values), 1))])
    beta = np.zeros(rows.shape[1])
    ridge = np.diag([_RIDGE] * (rows.shape[1] - 1) + [0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-rows @ beta))
        gradient = rows.T @ (weights * (p - labels)) + ridge @ beta
        hessian = (rows * (weights * p * (1 - p))[:, None]).T @ rows + ridge
        beta -= np.linalg.solve(hessian, gradient)
    p = 1 / (1 + np.exp(-rows @ beta))
    steps = np.linspace(0.05, 0.95, 91)
    best = steps[int(np.argmax([_balanced(p >= t, labels, weights) for t in steps]))]
    return Model(tuple(mean), tuple(scale), tuple(beta[:-1]), float(beta[-1]), float(best))


def probability(model: Model, values: Array) -> Array:
    """P(supported) of rows of features."""
    z = (values - np.array(model.mean)) / np.array(model.scale) @ np.array(model.weights) + model.bias
    result: Array = 1 / (1 + np.exp(-z))
    return result


def figures(cases: Sequence[Labelled], p: Array, threshold: float) -> list[dict[str, object]]:
    """Both checkers on the half that was not fitted on, by set."""
    said = {
        "spans": np.array([float(check_text(c.sentence, [c.source]).grounded) for c in cases]),
        "entailment": p,
    }
    table: list[dict[str, object]] = []
    for origin in sorted({case.origin for case in cases}):
        rows = np.array([case.origin == origin and not case.fitting for case in cases])
        labels = np.array([float(case.supported) for case in cases])[rows]
        for checker, scores in said.items():
            good = scores[rows] >= (threshold if checker == "entailment" else 0.5)
            table.append(
                {
                    "checker": checker,
                    "set": origin,
                    "sentences": int(rows.sum()),
                    "supported": round(float(labels.mean()), 3),
                    "accuracy": round(float((good == (labels > 0.5)).mean()), 3),
                    "balanced": round(_balanced(good, labels, np.ones(len(labels))), 3),
                    "caught": round(float((~good[labels < 0.5]).mean()), 3),
                    "auroc": round(auroc(scores[rows], labels), 3),
                }
            )
    return table


def _features(cases: Sequence[Labelled]) -> Array:
    embedder = load_embedder(Settings().embed_model)
    vectors = Vectors(lambda texts: embed_texts(embedder, list(texts)))
    vectors.add([text for case in cases for text in (case.sentence, *pieces(case.source))])
    empty = np.zeros(len(FEATURES))
    rows = [features(case.sentence, case.source, vectors) for case in cases]
    return np.array([empty if row is None else row for row in rows])


def _balance(cases: Sequence[Labelled], fitting: NDArray[np.bool_]) -> Array:
    """Weights by which each set and each verdict counts alike among the fitted cases."""
    keys = [(case.origin, case.supported) for case in cases]
    counts = {key: sum(k == key and f for k, f in zip(keys, fitting, strict=True)) for key in set(keys)}
    return np.array([1000 / max(counts[key], 1) for key in keys])


def _balanced(good: NDArray[np.bool_], labels: Array, weights: Array) -> float:
    """Mean of the two classes' recalls."""
    sides = [labels > 0.5, labels <= 0.5]
    right = good == (labels > 0.5)
    return float(np.mean([np.average(right[side], weights=weights[side]) for side in sides]))


if __name__ == "__main__":
    main()
