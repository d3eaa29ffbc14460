"""Makes two of the models of ``qa/models/reader.json``: which sentences answer, from the dev questions only.

``python -m evals.reader.fit`` fits two linear models. *sentence*: listwise logistic regression,
the sentences of the gold evidence against all others of the papers read. *close*: the same over
the papers that come first and are read closely. Both are checked by cross-validation over papers, and the
report is printed. The cross-encoder itself never saw these questions or papers (train.py). What tells whether
a question is answered at all rests on both: run declining_fit.py after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evals.cases import Question as Gold
from evals.dataset import load_dev
from evals.linear import write_models
from qa.answer.reading import READ
from qa.assistant import Assistant
from qa.cross_encoder import Close, CrossEncoder
from qa.read import (
    CLOSE,
    SENTENCE,
    Linear,
    PaperCandidate,
    Question,
    Table,
    close_features,
    closer,
    near_papers,
    standing,
    tabulate,
)
from qa.types import Paper, Passage

Floats = NDArray[np.float64]
Rows = NDArray[np.float32]
_KINDS = ("fact", "false_premise", "conversation")
_FOLDS = 5
_SENTENCE_RIDGE, _CLOSE_RIDGE = 0.05, 0.1


class Models(NamedTuple):
    """The two linear models that choose sentences."""

    sentence: Linear
    close: Linear


@dataclass(frozen=True)
class Example:
    """One answered question with its candidates, and which of their sentences are gold."""

    group: str
    question: Question
    candidates: Sequence[PaperCandidate]
    table: Table
    gold: NDArray[np.bool_]
    encoder: CrossEncoder
    known: dict[tuple[str, str, int], Close] = field(default_factory=dict)

    def closely(self, sentence: Linear) -> Rows:
        """The features of close reading, of the papers that come first by the first step."""
        near = near_papers(standing(self.candidates, self.table, sentence.logits(self.table.features)))
        papers = {row: self.candidates[row] for row in near}
        text = self.question.text
        return close_features(
            self.table, {row: self._told(text, c.paper, c.passages) for row, c in papers.items()}
        )

    def logits(self, models: Models) -> Rows:
        """What the two steps make of each sentence."""
        first = models.sentence.logits(self.table.features)
        return closer(first, self.table, self.closely(models.sentence), models.close)

    def _told(self, question: str, paper: Paper, passages: Sequence[Passage]) -> Close:
        key = (question, passages[0].id, len(passages))
        if key not in self.known:
            self.known[key] = self.encoder.read(question, paper, passages)
        return self.known[key]


def examples(assistant: Assistant) -> list[Example]:
    """The dev questions that are answered, as they are read."""
    encoder = CrossEncoder()
    asked = [
        turn
        for case in load_dev(assistant.papers)
        if case.kind in _KINDS
        for turn in case.turns
        if turn.evidence
    ]
    read = (_example(assistant, encoder, gold) for gold in asked if gold.expect == "answer")
    return [example for example in read if example.gold.any()]


def _example(assistant: Assistant, encoder: CrossEncoder, gold: Gold) -> Example:
    parts = assistant.parts
    question: Question = parts.question(gold.standalone)
    hits = parts.retriever.search(question.text, question.vector, k=READ)
    candidates = [parts.candidate(hit) for hit in hits]
    table = tabulate(question, candidates, assistant.index.lexical.idf)
    is_gold = np.array(
        [
            any(e.paper_id == p.paper_id and p.start < e.end and e.start < p.end for e in gold.evidence)
            for p in table.passages
        ]
    )
    return Example((gold.relevant or (gold.id,))[0], question, candidates, table, is_gold, encoder)


def fit(data: Sequence[Example]) -> Models:
    """The two models, the second on what the first gives."""
    sentence = _listwise([(e.table.features, e.gold) for e in data], _SENTENCE_RIDGE)
    return Models(sentence, _listwise([_near(e, sentence) for e in data], _CLOSE_RIDGE))


def _near(example: Example, sentence: Linear) -> tuple[Rows, NDArray[np.bool_]]:
    read = example.closely(sentence)
    rows = ~np.isnan(read[:, 0])
    return np.hstack([example.table.features[rows], read[rows]]), example.gold[rows]


def _listwise(lists: Sequence[tuple[Rows, NDArray[np.bool_]]], ridge: float) -> Linear:
    """Softmax over the sentences of a question; the loss is -log of the share of the gold ones."""
    lists = [(features, gold) for features, gold in lists if gold.any()]
    rows = np.concatenate([features for features, _ in lists])
    mean, deviation = rows.mean(axis=0), rows.std(axis=0) + np.float32(0.02)
    scaled = [(np.clip((f - mean) / deviation, -5, 5).astype(float), gold) for f, gold in lists]

    def loss(weight: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weight)
        for row, gold in scaled:
            logits = row @ weight
            share = np.exp(logits - logits.max())
            share /= share.sum()
            held = share[gold].sum()
            total -= float(np.log(held + 1e-30))
            slope += row.T @ (share - np.where(gold, share, 0) / held)
        pull = ridge * weight
        return total / len(scaled) + 0.5 * float(pull @ weight), slope / len(scaled) + pull

    weight = minimize(loss, np.zeros(len(mean)), jac=True, method="L-BFGS-B").x
    return Linear(mean, deviation, weight.astype(np.float32), 0.0)


class Found(NamedTuple):
    """What models that never saw an example's paper make of it."""

    paper: bool  # the paper of its first sentence holds gold
    first: bool  # its first sentence is gold
    three: bool  # one of the first three of the first paper is


def cross_validated(data: Sequence[Example]) -> list[Found]:
    """Each example as found by models fitted on the other papers."""
    groups = sorted({example.group for example in data})
    fold = {group: n % _FOLDS for n, group in enumerate(groups)}
    found: dict[int, Found] = {}
    for held in range(_FOLDS):
        models = fit([example for example in data if fold[example.group] != held])
        for row, example in enumerate(data):
            if fold[example.group] == held:
                found[row] = _found(example, models)
    return [found[row] for row in range(len(data))]


def _found(example: Example, models: Models) -> Found:
    order = np.argsort(-example.logits(models), kind="stable")
    own = example.table.paper == example.table.paper[order[0]]
    three = [row for row in order if own[row]][:3]
    gold = example.gold
    return Found(bool(gold[own].any()), bool(gold[order[0]]), bool(gold[three].any()))


def main() -> None:
    """Fits, prints the cross-validated figures, and writes the weights."""
    with Assistant.open() as assistant:
        data = examples(assistant)
    paper, first, three = np.mean(cross_validated(data), axis=0)
    print(f"{len(data)} examples; paper {paper:.3f}, sentence first {first:.3f}, within three {three:.3f}")
    models = fit(data)
    for name, value in zip(CLOSE[-4:], models.close.weight[-4:], strict=True):
        print(f"weight of {name}: {value:.2f}")
    named = {"sentence": (models.sentence, SENTENCE), "close": (models.close, CLOSE)}
    write_models("reader.json", named, "evals/reader/fit.py and declining_fit.py")


if __name__ == "__main__":
    main()
