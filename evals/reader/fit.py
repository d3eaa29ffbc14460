"""Makes ``qa/models/reader.json``: the weights of the reader, from the dev questions only.

``python -m evals.reader.fit`` fits three linear models. *sentence*: listwise logistic regression,
the sentences of the gold evidence against all others of the papers read. *close*: the same over
the papers that come first and are read closely. *answerable*: logistic regression of whether the
question is answered, with questions about papers of material/ as further ones that are not: the
collection has none of these papers. All are checked by cross-validation over papers, and the report is
printed. The cross-encoder itself never saw these questions or papers (train.py).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evals.cases import Question as Gold
from evals.dataset import load_dev
from evals.linear import write_models
from evals.reader.material import FOLDER
from qa.answer.fact import READ
from qa.assistant import Assistant
from qa.cross_encoder import Close, CrossEncoder
from qa.read import (
    ANSWERABLE,
    CLOSE,
    SENTENCE,
    Linear,
    PaperCandidate,
    Question,
    Table,
    answerable_features,
    close_features,
    closer,
    named_missing,
    near_papers,
    read_again,
    standing,
    tabulate,
)
from qa.types import Paper, Passage

Floats = NDArray[np.float64]
Rows = NDArray[np.float32]
_KINDS = ("fact", "false_premise", "unanswerable", "conversation")
_FOLDS = 5
_SENTENCE_RIDGE, _CLOSE_RIDGE, _ANSWERABLE_RIDGE = 0.05, 0.1, 0.002
_ELSEWHERE = 0.1  # weight of a question about a paper of material/, against a real one
# As many such questions of each of these files: of the field of the collection and of others.
_OF_EACH_FILE = 40
_FILES = (
    "inference", "running", "adapting", "language-models-1", "efficiency", "vision", "medicine", "society", "physical",
    "biology",
)  # fmt: skip
# Questions about nothing that papers are about.
_EVERYDAY = Path(__file__).parents[1] / "fitting" / "everyday.txt"
_ALONE = ("named", "described", "how_why")  # styles of questions that stand alone


class Models(NamedTuple):
    """The three linear models of the reader."""

    sentence: Linear
    close: Linear
    answerable: Linear


@dataclass(frozen=True)
class Example:
    """One question with its candidates, and which of their sentences are gold."""

    group: str
    question: Question
    candidates: Sequence[PaperCandidate]
    table: Table
    gold: NDArray[np.bool_]
    answered: bool
    missing: bool
    weight: float
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

    def logits(self, sentence: Linear, close: Linear) -> Rows:
        """What the two steps make of each sentence."""
        first = sentence.logits(self.table.features)
        return closer(first, self.table, self.closely(sentence), close)

    def evidence(self, sentence: Linear, close: Linear) -> Rows:
        """The features of whether it is answered."""
        read, logits = self.closely(sentence), self.logits(sentence, close)
        again = read_again(self._told, self.question, self.candidates, self.table, logits)
        return answerable_features(
            self.question, self.candidates, self.table, read, logits, again, self.missing
        )

    def _told(self, question: str, paper: Paper, passages: Sequence[Passage]) -> Close:
        key = (question, passages[0].id, len(passages))
        if key not in self.known:
            self.known[key] = self.encoder.read(question, paper, passages)
        return self.known[key]


def examples(assistant: Assistant) -> list[Example]:
    """The dev questions as they are read, and questions about papers that are not in the collection."""
    encoder = CrossEncoder()
    asked = [
        turn
        for case in load_dev(assistant.papers)
        if case.kind in _KINDS
        for turn in case.turns
        if turn.expect == "abstain" or turn.evidence  # no small talk, which says nothing to be read
    ]
    real = [_example(assistant, encoder, gold, 1.0) for gold in asked]
    return [*real, *(_example(assistant, encoder, gold, _ELSEWHERE) for gold in elsewhere())]


def elsewhere() -> list[Gold]:
    """Questions about papers of material/, evenly from each file, and about everyday things."""
    lines = _EVERYDAY.read_text(encoding="utf-8").splitlines()
    found = [Gold(f"everyday-{n}", text, text, "abstain") for n, text in enumerate(lines)]
    for name in _FILES:
        rows = map(json.loads, (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
        texts = [each["q"] for row in rows for each in row["questions"] if each["style"] in _ALONE]
        chosen = texts[:: max(1, len(texts) // _OF_EACH_FILE)][:_OF_EACH_FILE]
        found += [Gold(f"{name}-{n}", text, text, "abstain") for n, text in enumerate(chosen)]
    return found


def _example(assistant: Assistant, encoder: CrossEncoder, gold: Gold, weight: float) -> Example:
    parts = assistant.parts
    question: Question = parts.question(gold.standalone)
    hits = parts.retriever.search(question.text, question.vector, k=READ)
    candidates = [parts.candidate(hit) for hit in hits]
    idf = assistant.index.lexical.idf
    table = tabulate(question, candidates, idf)
    is_gold = np.array(
        [
            any(e.paper_id == p.paper_id and p.start < e.end and e.start < p.end for e in gold.evidence)
            for p in table.passages
        ]
    )
    answered = gold.expect == "answer"
    group = (gold.relevant or (gold.id,))[0]
    missing = bool(named_missing(question, idf))
    return Example(group, question, candidates, table, is_gold, answered, missing, weight, encoder)


def fit(data: Sequence[Example]) -> Models:
    """The three models, each on what the one before it gives."""
    answered = [e for e in data if e.answered and e.gold.any()]
    sentence = _listwise([(e.table.features, e.gold) for e in answered], _SENTENCE_RIDGE)
    close = _listwise([_near(e, sentence) for e in answered], _CLOSE_RIDGE)
    return Models(sentence, close, _answerable(data, sentence, close))


def _near(example: Example, sentence: Linear) -> tuple[Rows, NDArray[np.bool_]]:
    read = example.closely(sentence)
    rows = ~np.isnan(read[:, 0])
    return np.hstack([example.table.features[rows], read[rows]]), example.gold[rows]


def _listwise(lists: Sequence[tuple[Rows, NDArray[np.bool_]]], ridge: float) -> Linear:
    """Softmax over the sentences of a question; the loss is -log of the share of the gold ones."""
    lists = [(features, gold) for features, gold in lists if gold.any()]
    mean, deviation = _scale(np.concatenate([features for features, _ in lists]))
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


def _answerable(data: Sequence[Example], sentence: Linear, close: Linear) -> Linear:
    """Weighted logistic regression of being answered."""
    features = np.array([example.evidence(sentence, close) for example in data])
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


class Found(NamedTuple):
    """What models that never saw an example's paper make of it."""

    answerable: float
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
    evidence = example.evidence(models.sentence, models.close)
    chance = float(1 / (1 + np.exp(-models.answerable.logits(evidence[None])[0])))
    order = np.argsort(-example.logits(models.sentence, models.close), kind="stable")
    own = example.table.paper == example.table.paper[order[0]]
    three = [row for row in order if own[row]][:3]
    gold = example.gold
    return Found(chance, bool(gold[own].any()), bool(gold[order[0]]), bool(gold[three].any()))


def main() -> None:
    """Fits, prints the cross-validated figures, and writes the weights."""
    with Assistant.open() as assistant:
        data = examples(assistant)
    report(data, cross_validated(data))
    models = fit(data)
    for name, value in zip(CLOSE[-4:], models.close.weight[-4:], strict=True):
        print(f"weight of {name}: {value:.2f}")
    features = (SENTENCE, CLOSE, ANSWERABLE)
    named = {
        name: (model, names) for (name, model), names in zip(models._asdict().items(), features, strict=True)
    }
    write_models("reader.json", named, "evals/reader/fit.py from the dev questions")


def report(data: Sequence[Example], found: Sequence[Found]) -> None:
    """Prints what the cross-validated models find, and what each threshold would decline."""
    read = [f for e, f in zip(data, found, strict=True) if e.answered and e.gold.any()]
    paper, first, three = np.mean([(f.paper, f.first, f.three) for f in read], axis=0)
    print(f"{len(data)} examples; paper {paper:.3f}, sentence first {first:.3f}, within three {three:.3f}")
    real = [(e.answered, f) for e, f in zip(data, found, strict=True) if e.weight == 1]
    unanswered = sum(not answered for answered, _ in real)
    for cut in np.arange(0.2, 0.85, 0.05):
        declined = [answered for answered, f in real if f.answerable < cut]
        caught = sum(not answered for answered in declined)
        print(
            f"decline below {cut:.2f}: precision {caught / max(len(declined), 1):.2f}, "
            f"recall {caught / unanswered:.2f}, good answers lost {len(declined) - caught}"
        )


def _scale(features: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return features.mean(axis=0), features.std(axis=0) + np.float32(0.02)


if __name__ == "__main__":
    main()
