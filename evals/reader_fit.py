"""Makes ``qa/models/reader.json``: the weights of the reader, from the dev questions only.

``python -m evals.reader_fit`` fits two linear models. *sentence*: listwise logistic regression,
the sentences of the gold evidence against all others of the papers read. *answerable*: logistic
regression of whether the question is answered; for each answerable question there is also one
that is not: the same question with its papers taken away. Both are checked by cross-validation
over papers, and the report is printed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

import qa
from evals.cases import Question as Gold
from evals.dataset import load_dev
from qa.answer.fact import READ
from qa.assistant import Assistant
from qa.read import ANSWERABLE, SENTENCE, Linear, Question, answerable_features, named_missing, tabulate

Floats = NDArray[np.float64]
_KINDS = ("fact", "false_premise", "unanswerable", "conversation")
_FOLDS = 5
_SENTENCE_RIDGE, _ANSWERABLE_RIDGE = 0.05, 0.02
_WITHOUT_PAPER = 0.25  # weight of a question whose papers were taken away, against a real one


@dataclass(frozen=True)
class Example:
    """One question, read: the features of its sentences and which of them are gold."""

    group: str
    features: NDArray[np.float32]
    gold: NDArray[np.bool_]
    answered: bool
    weight: float
    judge: Callable[[Linear], NDArray[np.float32]]


def examples(assistant: Assistant) -> list[Example]:
    """The dev questions as they are read, and each answerable one again without its papers."""
    found = []
    for case in load_dev(assistant.papers):
        if case.kind in _KINDS:
            for turn in case.turns:
                found.append(_example(assistant, turn, ()))
                if turn.expect == "answer" and turn.relevant:
                    found.append(_example(assistant, turn, turn.relevant))
    return [example for example in found if example is not None]


def _example(assistant: Assistant, gold: Gold, without: Sequence[str]) -> Example:
    parts = assistant.parts
    question: Question = parts.question(gold.standalone)
    ordinals = [n for n, paper in enumerate(assistant.papers) if paper.id not in without]
    hits = parts.retriever.search(question.text, question.vector, ordinals if without else None, k=READ)
    candidates = [parts.candidate(hit) for hit in hits]
    idf = assistant.index.lexical.idf
    table = tabulate(question, candidates, idf)
    missing = bool(named_missing(question, idf))
    is_gold = np.array(
        [
            any(e.paper_id == p.paper_id and p.start < e.end and e.start < p.end for e in gold.evidence)
            for p in table.passages
        ]
    )

    def judge(model: Linear) -> NDArray[np.float32]:
        return answerable_features(question, candidates, table, model.logits(table.features), missing)

    answered = gold.expect == "answer" and not without
    group = (gold.relevant or (gold.id,))[0]
    return Example(group, table.features, is_gold, answered, _WITHOUT_PAPER if without else 1.0, judge)


def fit_sentence(data: Sequence[Example]) -> Linear:
    """Softmax over the sentences of a question; the loss is -log of the share of the gold ones."""
    used = [e for e in data if e.answered and e.gold.any()]
    mean, deviation = _scale(np.concatenate([e.features for e in used]))
    rows = [np.clip((e.features - mean) / deviation, -5, 5).astype(float) for e in used]

    def loss(weight: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weight)
        for row, example in zip(rows, used, strict=True):
            logits = row @ weight
            share = np.exp(logits - logits.max())
            share /= share.sum()
            held = share[example.gold].sum()
            total -= float(np.log(held + 1e-30))
            slope += row.T @ (share - np.where(example.gold, share, 0) / held)
        ridge = _SENTENCE_RIDGE * weight
        return total / len(used) + 0.5 * float(ridge @ weight), slope / len(used) + ridge

    weight = minimize(loss, np.zeros(len(SENTENCE)), jac=True, method="L-BFGS-B").x
    return Linear(mean, deviation, weight.astype(np.float32), 0.0)


def fit_answerable(data: Sequence[Example], sentence: Linear) -> Linear:
    """Weighted logistic regression of being answered."""
    features = np.array([example.judge(sentence) for example in data])
    answered = np.array([example.answered for example in data], dtype=float)
    weights = np.array([example.weight for example in data])
    mean, deviation = _scale(features)
    rows = np.hstack([np.clip((features - mean) / deviation, -5, 5), np.ones((len(data), 1))]).astype(float)
    ridge = np.r_[np.full(len(ANSWERABLE), _ANSWERABLE_RIDGE), 0.0]

    def loss(weight: Floats) -> tuple[float, Floats]:
        logits = rows @ weight
        losses = np.logaddexp(0, logits) - answered * logits
        slope = rows.T @ (weights * (1 / (1 + np.exp(-logits)) - answered)) / weights.sum()
        return float(
            weights @ losses / weights.sum() + 0.5 * (ridge * weight) @ weight
        ), slope + ridge * weight

    weight = minimize(loss, np.zeros(len(ANSWERABLE) + 1), jac=True, method="L-BFGS-B").x
    return Linear(mean, deviation, weight[:-1].astype(np.float32), float(weight[-1]))


def cross_validated(data: Sequence[Example]) -> tuple[list[float], list[bool], list[bool]]:
    """Per example P(answered) from models that never saw its paper; per answered one, whether the first
    and whether one of the first three sentences is gold."""
    groups = sorted({example.group for example in data})
    fold = {group: n % _FOLDS for n, group in enumerate(groups)}
    chances = np.zeros(len(data))
    first, three = [], []
    for held in range(_FOLDS):
        known = [example for example in data if fold[example.group] != held]
        sentence = fit_sentence(known)
        answerable = fit_answerable(known, sentence)
        for row, example in enumerate(data):
            if fold[example.group] == held:
                chances[row] = 1 / (1 + np.exp(-answerable.logits(example.judge(sentence)[None])[0]))
                if example.answered and example.gold.any():
                    order = np.argsort(-sentence.logits(example.features))
                    first.append(bool(example.gold[order[0]]))
                    three.append(bool(example.gold[order[:3]].any()))
    return list(chances), first, three


def main() -> None:
    """Fits, prints the cross-validated figures, and writes the weights."""
    with Assistant.open() as assistant:
        data = examples(assistant)
        chances, first, three = cross_validated(data)
        print(
            f"{len(data)} examples; gold sentence first {np.mean(first):.3f}, in three {np.mean(three):.3f}"
        )
        for cut in np.arange(0.2, 0.85, 0.05):
            real = [(e.answered, c) for e, c in zip(data, chances, strict=True) if e.weight == 1]
            declined = [answered for answered, chance in real if chance < cut]
            caught = sum(not answered for answered in declined)
            unanswered = sum(not answered for answered, _ in real)
            print(
                f"decline below {cut:.2f}: precision {caught / max(len(declined), 1):.2f}, "
                f"recall {caught / unanswered:.2f}, good answers lost {len(declined) - caught}"
            )
        sentence = fit_sentence(data)
        _write(sentence, fit_answerable(data, sentence))


def _scale(features: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return features.mean(axis=0), features.std(axis=0) + np.float32(0.02)


def _write(sentence: Linear, answerable: Linear) -> None:
    def told(model: Linear, names: Sequence[str]) -> dict[str, object]:
        rows = zip(model.mean, model.deviation, model.weight, strict=True)
        values = [[round(float(value), 5) for value in row] for row in rows]
        return {"bias": round(model.bias, 5), "features": dict(zip(names, values, strict=True))}

    path = Path(qa.__file__).parent / "models" / "reader.json"
    weights = {"sentence": told(sentence, SENTENCE), "answerable": told(answerable, ANSWERABLE)}
    note = "feature: [mean, deviation, weight]; made by evals/reader_fit.py from the dev questions"
    text = json.dumps({"note": note, **weights}, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
