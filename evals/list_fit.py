"""Makes ``qa/models/list.json``: what makes a paper belong in a list, from the dev lists and topics.

``python -m evals.list_fit`` fits two logistic regressions of belonging over the features of
qa/answer/matching.py, the second for the papers that the first leaves open; every topic is of equal
influence whatever the length of its list. It prints the cross-validated F1. ``fitting/topics.jsonl`` holds topics of the
seed collection, some with a question, with the papers that fit them by reading, and those over which
readers may differ.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evals.dataset import load_dev
from evals.linear import write_models
from qa.answer.listing import SCANNED, qualifying
from qa.answer.matching import (
    FEATURES,
    READ,
    WHOLE,
    Match,
    Weights,
    compare,
    decided,
    left_open,
    penalised,
    read_whole,
)
from qa.assistant import Assistant
from qa.read import Linear
from qa.route import route, strip_frame
from qa.types import Passage

TOPICS = Path(__file__).with_name("fitting") / "topics.jsonl"
_FOLDS = 8
_RIDGE = 0.001


@dataclass(frozen=True)
class Example:
    """A topic: per paper its features, what its whole abstract says where it is read, and 1 where it fits.

    ``fits`` is 0 where it does not, and -1 where that is doubtful.
    """

    source: str
    text: str
    features: NDArray[np.float32]
    whole: NDArray[np.float32]
    fits: NDArray[np.int8]

    def logits(self, first: Linear) -> NDArray[np.float32]:
        """What the first model makes of each paper."""
        return penalised(first.logits(self.features), self.features)

    def scores(self, models: Weights) -> NDArray[np.float32]:
        """What the two models make of each paper."""
        return decided(models.second, self.logits(models.first), self.features, self.whole)


def examples(assistant: Assistant) -> list[Example]:
    """The lists of the dev split, and the topics of the file."""
    lines = TOPICS.read_text(encoding="utf-8").splitlines()
    found = [
        ("topics", row.get("question", row["topic"]), row["topic"], row["papers"], row["doubtful"])
        for row in map(json.loads, lines)
    ]
    for case in load_dev(assistant.papers):
        if case.kind == "list":
            question = case.turns[0].question
            found.append(("dev", question, _topic(assistant, question), list(case.turns[0].relevant), []))
    return [_example(assistant, *row) for row in found]


def _topic(assistant: Assistant, question: str) -> str:
    """What the product would look for; the question itself where it takes it for no list."""
    parts = assistant.parts
    routed = route(question, parts.names.mentioned(question), parts.kinds.tell(strip_frame(question)))
    return routed.topic or question


def _example(
    assistant: Assistant,
    source: str,
    question: str,
    topic: str,
    papers: Sequence[str],
    doubtful: Sequence[str],
) -> Example:
    parts = assistant.parts
    hits = parts.retriever.search(topic, parts.question(topic).vector, k=SCANNED)
    ids = [parts.paper(hit.ordinal).id for hit in hits]
    fits = np.array([1 if i in papers else -1 if i in doubtful else 0 for i in ids], dtype=np.int8)
    whole = np.full(len(hits), np.nan, dtype=np.float32)
    whole[:READ] = [read_whole(parts, question, hit) for hit in hits[:READ]]
    return Example(source, topic, compare(parts, question, topic, hits).features, whole, fits)


def fit(data: Sequence[Example]) -> Weights:
    """The two models, the second of what the first leaves open."""
    first = _regression([(e.features, e.fits) for e in data])
    undecided = [(e, left_open(e.logits(first))) for e in data]
    tables = [
        (np.hstack([e.features[rows], e.whole[rows, None]]), e.fits[rows]) for e, rows in undecided if rows
    ]
    return Weights(first, _regression(tables))


def _regression(data: Sequence[tuple[NDArray[np.float32], NDArray[np.int8]]]) -> Linear:
    """Logistic regression; a topic's papers weigh less the longer its list is."""
    rows = np.concatenate([features for features, _ in data]).astype(float)
    fits = np.concatenate([each for _, each in data])
    shares = np.concatenate([np.full(len(each), 1 / np.sqrt(max((each == 1).sum(), 1))) for _, each in data])
    mean, deviation = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    sure = fits >= 0
    table = np.hstack([(rows[sure] - mean) / deviation, np.ones((int(sure.sum()), 1))])
    target, weights = fits[sure].astype(float), shares[sure] / shares[sure].sum()
    ridge = np.r_[np.full(rows.shape[1], _RIDGE), 0.0]

    def loss(weight: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = table @ weight
        losses = np.logaddexp(0, logits) - target * logits
        slope = table.T @ (weights * (1 / (1 + np.exp(-logits)) - target))
        return float(weights @ losses + 0.5 * (ridge * weight) @ weight), slope + ridge * weight

    weight = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return Linear(mean.astype(np.float32), deviation.astype(np.float32),
                  weight[:-1].astype(np.float32), float(weight[-1]))  # fmt: skip


def f1(example: Example, scores: NDArray[np.float32]) -> float:
    """F1 of the list that the scores make; doubtful papers count neither way. 1 where none fits and none is listed."""
    nothing = Passage("", "", 0, 0, "")
    matches = sorted((Match(n, float(s), nothing) for n, s in enumerate(scores)), key=lambda m: -m.score)
    listed = {match.ordinal for match in qualifying(matches)}
    right = set(np.flatnonzero(example.fits == 1).tolist())
    wrong = listed & set(np.flatnonzero(example.fits == 0).tolist())
    if not right:
        return float(not listed)
    hits = len(listed & right)
    return 2 * hits / (2 * hits + len(wrong) + len(right - listed))


def cross_validated(data: Sequence[Example]) -> list[NDArray[np.float32]]:
    """The scores of each example from a model that never saw it."""
    scores: dict[int, NDArray[np.float32]] = {}
    for fold in range(_FOLDS):
        models = fit([example for n, example in enumerate(data) if n % _FOLDS != fold])
        for n in range(fold, len(data), _FOLDS):
            scores[n] = data[n].scores(models)
    return [scores[n] for n in range(len(data))]


def main() -> None:
    """Fits, prints the cross-validated F1, and writes the weights."""
    with Assistant.open() as assistant:
        data = examples(assistant)
    scores = cross_validated(data)
    values = [f1(example, own) for example, own in zip(data, scores, strict=True)]
    dev = [value for value, example in zip(values, data, strict=True) if example.source == "dev"]
    print(f"F1 {np.mean(values):.3f}, of the {len(dev)} dev lists {np.mean(dev):.3f}")
    models = fit(data)
    named = {"first": (models.first, FEATURES), "second": (models.second, WHOLE)}
    write_models("list.json", named, "evals/list_fit.py")


if __name__ == "__main__":
    main()
