"""Fits the score of the check and measures it: python -m evals.verify_fit FOLDER [--write].

FOLDER holds RAGTruth and Check-COVID as evals/verify_data.py describes. Only their training
parts are read; three of ten source documents are held out and never fitted on. With --write
the weights go to qa/verify/weights.json. The figures are printed beside two plain baselines:
the share of the sentence's words that the evidence holds, and the embedding similarity.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.verify_data import Case, checkcovid, ragtruth
from qa.embedding import LOCAL, load_embedder
from qa.types import Paper, Quote
from qa.verify import Verifier
from qa.verify.features import LEXICAL, SEMANTIC, semantic_features
from qa.verify.reading import read
from qa.verify.vectors import Vectors

Array = NDArray[np.float64]
_RIDGE = 1.0
_WEIGHTS = Path(__file__).resolve().parents[1] / "qa" / "verify" / "weights.json"
_PRECISION = 0.93  # "supported" is for sentences that are so this often


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--cache", type=Path, help="keep the embeddings in this .npz file between runs")
    arguments = parser.parse_args()
    cases = [*ragtruth(arguments.folder), *checkcovid(arguments.folder)]
    vectors = _vectors(cases, arguments.cache)
    values = _values(cases, vectors)
    models = {}
    for name, fields in (("lexical", LEXICAL), ("semantic", SEMANTIC)):
        models[name] = _model(cases, values[:, : len(fields)], fields)
    if arguments.write:
        _WEIGHTS.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")
        print(f"written: {_WEIGHTS}")
    _report(cases, values, models, vectors)


def _vectors(cases: list[Case], cache: Path | None) -> Vectors:
    """Every text and word that the features need, embedded."""
    vectors = Vectors(load_embedder(LOCAL), most=10**6)
    if cache and cache.exists():
        vectors.load(cache)
    readings = [read(text) for c in cases for text in (c.sentence, *c.evidence)]
    words = [token.surface for reading in readings for token in reading.content]
    started = time.time()
    vectors.fill([*(r.text for r in readings), *words], lambda done, total: _tell(done, total, started))
    if cache:
        vectors.save(cache)
    return vectors


def _values(cases: list[Case], vectors: Vectors) -> Array:
    """The features of all cases, shape (cases, len(SEMANTIC))."""
    return np.array(
        [semantic_features(read(c.sentence), [read(e) for e in c.evidence], (), vectors) for c in cases]
    )


def _tell(done: int, total: int, started: float) -> None:
    print(
        f"\r{done}/{total} texts embedded, {time.time() - started:.0f} s", end="", file=sys.stderr, flush=True
    )


def _model(cases: list[Case], values: Array, fields: tuple[str, ...]) -> dict[str, object]:
    """Weights fitted on the part that is not held out, thresholds chosen there too."""
    fit = np.array([not c.held_out for c in cases])
    truth = np.array([c.supported for c in cases], dtype=float)
    weight = _balance(cases)
    mean, spread = values[fit].mean(axis=0), values[fit].std(axis=0) + 1e-9
    coefficients = logistic((values[fit] - mean) / spread, truth[fit], weight[fit])
    slopes = coefficients[1:] / spread
    intercept = float(coefficients[0] - (slopes * mean).sum())
    scores = _sigmoid(values[fit] @ slopes + intercept)
    supported = _threshold(scores, truth[fit], weight[fit], _PRECISION)
    return {
        "intercept": round(intercept, 4),
        "weights": {name: round(float(w), 4) for name, w in zip(fields, slopes, strict=True)},
        "supported": round(supported, 3),
        "weak": round(supported / 2, 3),
    }


def _balance(cases: list[Case]) -> Array:
    """The smaller set counts as much as half of the larger one: its evidence is what the check sees."""
    sizes = {data: sum(c.data == data for c in cases) for data in {c.data for c in cases}}
    largest = max(sizes.values())
    return np.array([1.0 if sizes[c.data] == largest else largest / sizes[c.data] / 4 for c in cases])


def logistic(x: Array, y: Array, weight: Array, ridge: float = _RIDGE) -> Array:
    """Intercept and slopes of a ridge-penalised logistic regression, by Newton's method."""
    design = np.column_stack([np.ones(len(x)), x])
    penalty = np.diag([0.0] + [ridge] * x.shape[1])
    beta = np.zeros(design.shape[1])
    for _ in range(50):
        p = _sigmoid(design @ beta)
        gradient = design.T @ (weight * (y - p)) - penalty @ beta
        hessian = (design * (weight * p * (1 - p))[:, None]).T @ design + penalty
        step = np.linalg.solve(hessian, gradient)
        beta = beta + step
        if np.abs(step).max() < 1e-8:
            break
    return beta


def _sigmoid(z: Array) -> Array:
    result: Array = 1 / (1 + np.exp(-np.clip(z, -40, 40)))
    return result


def _threshold(scores: Array, truth: Array, weight: Array, precision: float) -> float:
    """The lowest score from which on the sentences are supported this often."""
    order = np.argsort(-scores)
    hits = np.cumsum(truth[order] * weight[order]) / np.cumsum(weight[order])
    enough = np.flatnonzero(hits >= precision)
    return float(scores[order][enough[-1]]) if len(enough) else 1.0


def auroc(scores: Array, truth: Array) -> float:
    """The probability that a supported sentence scores above an unsupported one; ties count half."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    for value in np.unique(scores):
        same = scores == value
        ranks[same] = ranks[same].mean()
    positives = truth.astype(bool)
    n, m = positives.sum(), (~positives).sum()
    return float((ranks[positives].sum() - n * (n + 1) / 2) / (n * m))


def _report(cases: list[Case], values: Array, models: dict[str, dict[str, object]], vectors: Vectors) -> None:
    truth = np.array([c.supported for c in cases], dtype=float)
    for data in ("ragtruth", "checkcovid"):
        held = np.array([c.held_out and c.data == data for c in cases])
        fit = np.array([not c.held_out and c.data == data for c in cases])
        print(f"\n{data}: {held.sum()} held-out sentences, {truth[held].mean():.3f} of them supported")
        print(f"{'':22}{'AUROC':>8}{'precision':>11}{'recall':>8}{'caught':>8}   at the chosen point")
        for name, scores, threshold in _rows(values, models, truth, fit):
            chosen = scores[held] >= threshold
            good = truth[held].astype(bool)
            precision = good[chosen].mean() if chosen.any() else float("nan")
            print(
                f"{name:22}{auroc(scores[held], truth[held]):8.3f}{precision:11.3f}"
                f"{chosen[good].mean():8.3f}{(~chosen)[~good].mean():8.3f}   {threshold:.3f}"
            )
        recall = _with_rules([c for c, inside in zip(cases, held, strict=True) if inside], vectors)
        _overlap_at(recall, values[held, SEMANTIC.index("coverage")], truth[held].astype(bool))
        _calibration(values, models, truth, held)


def _with_rules(cases: list[Case], vectors: Vectors) -> float:
    """The whole check as it runs: the score and the rules. Returns its recall."""
    verifier = Verifier()
    verifier.use(vectors)
    paper = Paper("p", "", "")
    verdicts = []
    for case in cases:
        quotes = [Quote("p", 0, len(text), text) for text in case.evidence]
        abstract = " ".join(case.evidence)
        verdicts.append(
            verifier.check(case.sentence, quotes, {"p": replace(paper, abstract=abstract)}).verdict
        )
    chosen = np.array([v == "supported" for v in verdicts])
    removed = np.array([v == "unsupported" for v in verdicts])
    good = np.array([c.supported for c in cases])
    print(
        f"{'with the rules':22}{'':8}{good[chosen].mean():11.3f}{chosen[good].mean():8.3f}"
        f"{(~chosen)[~good].mean():8.3f}   taken out: {removed.mean():.3f}, rightly {(~good)[removed].mean():.3f}"
    )
    return float(chosen[good].mean())


def _overlap_at(recall: float, coverage: Array, good: NDArray[np.bool_]) -> None:
    """Plain word overlap at the recall of the whole check, for comparison."""
    chosen = coverage >= np.quantile(coverage[good], 1 - recall)
    row = f"{good[chosen].mean():11.3f}{chosen[good].mean():8.3f}{(~chosen)[~good].mean():8.3f}"
    print(f"{'overlap, same recall':22}{'':8}{row}")


def _rows(
    values: Array, models: dict[str, dict[str, object]], truth: Array, fit: NDArray[np.bool_]
) -> list[tuple[str, Array, float]]:
    rows: list[tuple[str, Array, float]] = []
    for name, column in (("word overlap", "coverage"), ("embedding similarity", "cosine")):
        scores = values[:, SEMANTIC.index(column)]
        rows.append((name, scores, _threshold(scores[fit], truth[fit], np.ones(fit.sum()), _PRECISION)))
    for name, model in models.items():
        rows.append((f"the check, {name}", _score(values, model), float(str(model["supported"]))))
    return rows


def _score(values: Array, model: dict[str, object]) -> Array:
    weights = model["weights"]
    assert isinstance(weights, dict)
    slopes = np.array(list(weights.values()))
    return _sigmoid(values[:, : len(slopes)] @ slopes + float(str(model["intercept"])))


def _calibration(
    values: Array, models: dict[str, dict[str, object]], truth: Array, held: NDArray[np.bool_]
) -> None:
    scores = _score(values, models["semantic"])[held]
    edges = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01]
    parts = []
    for low, high in itertools.pairwise(edges):
        inside = (scores >= low) & (scores < high)
        if inside.any():
            parts.append(f"{low:.1f}-{min(high, 1):.1f}: {truth[held][inside].mean():.2f} (n={inside.sum()})")
    print("supported by score:   " + "  ".join(parts))


if __name__ == "__main__":
    main()
