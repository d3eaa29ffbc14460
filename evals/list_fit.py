"""Makes ``qa/models/list.json``: what makes a paper belong in a list, from the dev lists and topics.

``python -m evals.list_fit`` fits two logistic regressions of belonging over the features of
qa/answer/matching.py, the second for the papers that the first leaves open; every topic is of equal
influence whatever the length of its list. A third tells whether any paper belongs: from each topic as it is, and
without the papers that fit it. It prints the cross-validated F1, and how many topics without papers are declined
where so many with papers are lost. ``fitting/topics.jsonl`` holds topics of the
seed collection and of the four invented ones of ``fitting/collections``, most as a question, with the papers that fit
them by reading, and those over which readers may differ.

The shipped weights were made of 130 topics and 110 dev lists of the seeds, drawn by chance, and of all topics of the
other collections; the papers that fit were taken away from what had been read rather than read anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evals.dataset import load_dev
from evals.linear import logistic, write_models
from qa.answer.matching import (
    FEATURES,
    READ,
    SCANNED,
    SOME,
    WHOLE,
    Weights,
    compare,
    decided,
    left_open,
    likely_length,
    penalised,
    read_whole,
    some_features,
)
from qa.assistant import Assistant
from qa.read import Linear
from qa.route import route, strip_frame
from qa.settings import Settings

FITTING = Path(__file__).with_name("fitting")
TOPICS, COLLECTIONS = FITTING / "topics.jsonl", FITTING / "collections"
SEEDS = "seeds"
_FOLDS = 8
_RIDGE = 0.001
_UNREAD = -5.0  # the logits of a paper that is not read: it is not among the first
_LOST = (0.0, 0.02, 0.03, 0.05, 0.07, 0.1)  # shares of the topics with papers


@dataclass(frozen=True)
class Example:
    """A topic of ``source``, a collection or the dev lists: per paper its features, what its whole abstract says where it is
    read, and 1 where it fits.

    ``fits`` is 0 where it does not, and -1 where that is doubtful; ``answers`` is the other logit of the whole.
    """

    source: str
    text: str
    features: NDArray[np.float32]
    whole: NDArray[np.float32]
    answers: NDArray[np.float32]
    fits: NDArray[np.int8]

    @property
    def some(self) -> NDArray[np.int8]:
        """1 where any paper fits, else 0; shape (1,)."""
        return np.array([int((self.fits == 1).any())], dtype=np.int8)

    def logits(self, first: Linear) -> NDArray[np.float32]:
        """What the first model makes of each paper."""
        return penalised(first.logits(self.features), self.features)

    def scores(self, models: Weights) -> NDArray[np.float32]:
        """What the two models make of each paper."""
        return decided(models.second, self.logits(models.first), self.features, self.whole)

    def told(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """What tells whether any paper fits, from the papers' scores."""
        best = int(np.argmax(scores))
        whole = np.nan_to_num([self.whole[best], self.answers[best]], nan=_UNREAD)
        phrase, words = (self.features[best, FEATURES.index(name)] for name in ("phrase", "words"))
        return some_features(np.sort(scores)[::-1], (*whole.tolist(), float(phrase), float(words)))


class Labelled(NamedTuple):
    """What is asked for, the topic of it where it is told, the papers that fit, and those over which readers may differ."""

    question: str
    topic: str
    papers: Sequence[str]
    doubtful: Sequence[str] = ()


def labelled(collection: str) -> list[Labelled]:
    """The topics of the file that are of a collection."""
    rows = map(json.loads, TOPICS.read_text(encoding="utf-8").splitlines())
    return [
        Labelled(row.get("question") or row["topic"], row.get("topic", ""), row["papers"], row["doubtful"])
        for row in rows
        if row["collection"] == collection
    ]


def collected() -> list[Example]:
    """All that is learnt from: dev lists and topics, on the seeds and on the invented collections."""
    with Assistant.open() as assistant:
        dev = [case.turns[0] for case in load_dev(assistant.papers) if case.kind == "list"]
        data = examples(assistant, "dev", [Labelled(turn.question, "", turn.relevant) for turn in dev])
        data += examples(assistant, SEEDS, labelled(SEEDS))
    for path in sorted(COLLECTIONS.glob("*.jsonl")):
        with TemporaryDirectory() as folder:
            settings = Settings(corpus=str(path), index_dir=Path(folder) / "index")
            with Assistant.open(settings) as assistant:
                data += examples(assistant, path.stem, labelled(path.stem))
    return data


def examples(assistant: Assistant, source: str, rows: Sequence[Labelled]) -> list[Example]:
    """The topics as they are, and those with papers again without these."""
    found = []
    for row in rows:
        found.append(_example(assistant, source, row))
        if row.papers:
            found.append(_example(assistant, source, row, without=True))
    return found


def topic_of(assistant: Assistant, question: str) -> str:
    """What the product would look for; the question itself where it takes it for no list."""
    parts = assistant.parts
    routed = route(question, parts.names.mentioned(question), parts.kinds.tell(strip_frame(question)))
    return routed.topic or question


def _example(assistant: Assistant, source: str, row: Labelled, *, without: bool = False) -> Example:
    parts = assistant.parts
    question, papers, doubtful = row.question, row.papers, row.doubtful
    topic = row.topic or topic_of(assistant, question)
    left = [n for n, p in enumerate(assistant.papers) if not (without and p.id in {*papers, *doubtful})]
    hits = parts.retriever.search(topic, parts.question(topic).vector, left, k=SCANNED)
    ids = [parts.paper(hit.ordinal).id for hit in hits]
    fits = np.array([1 if i in papers else -1 if i in doubtful else 0 for i in ids], dtype=np.int8)
    whole, answers = np.full((2, len(hits)), np.nan, dtype=np.float32)
    read = [read_whole(parts, question, hit.ordinal) for hit in hits[:READ]]
    whole[:READ], answers[:READ] = [each.fits for each in read], [each.answers for each in read]
    features = compare(parts, question, topic, hits).features
    return Example("without" if without else source, f"{source}: {topic}", features, whole, answers, fits)


def fit(data: Sequence[Example]) -> Weights:
    """The three models: the second of what the first leaves open, the third of what both make of a topic.

    The first two learn from the topics that have papers: from others they would learn to make all lists shorter.
    """
    real = [e for e in data if e.some[0]]
    first = _regression([(e.features, e.fits) for e in real])
    undecided = [(e, left_open(e.logits(first))) for e in real]
    tables = [
        (np.hstack([e.features[rows], e.whole[rows, None]]), e.fits[rows]) for e, rows in undecided if rows
    ]
    models = Weights(first, _regression(tables), first)
    told = [(e.told(e.scores(models))[None], e.some) for e in data]
    return models._replace(some=_regression(told))


def _regression(data: Sequence[tuple[NDArray[np.float32], NDArray[np.int8]]]) -> Linear:
    """Logistic regression; a topic's papers weigh less the longer its list is."""
    rows = np.concatenate([features for features, _ in data]).astype(float)
    fits = np.concatenate([each for _, each in data])
    shares = np.concatenate([np.full(len(each), 1 / np.sqrt(max((each == 1).sum(), 1))) for _, each in data])
    mean, deviation = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    sure = fits >= 0
    table = (rows[sure] - mean) / deviation
    weight, bias = logistic(table, fits[sure].astype(float), shares[sure], _RIDGE)
    return Linear(mean.astype(np.float32), deviation.astype(np.float32), weight.astype(np.float32), bias)


def f1(example: Example, scores: NDArray[np.float32], listed: bool = True) -> float:
    """F1 of the list that the scores make; doubtful papers count neither way. 1 where none fits and none is ``listed``."""
    order = np.argsort(-scores)
    chosen = set(order[: likely_length(scores[order])].tolist()) if listed else set()
    right = set(np.flatnonzero(example.fits == 1).tolist())
    wrong = chosen & set(np.flatnonzero(example.fits == 0).tolist())
    if not right:
        return float(not chosen)
    hits = len(chosen & right)
    return 2 * hits / (2 * hits + len(wrong) + len(right - chosen))


def cross_validated(data: Sequence[Example]) -> list[tuple[NDArray[np.float32], float]]:
    """The scores of each example, and the logit that any paper fits, from models that saw its topic in no form."""
    topics = sorted({example.text for example in data})
    fold = {text: n % _FOLDS for n, text in enumerate(topics)}
    told: list[tuple[NDArray[np.float32], float]] = [(np.zeros(0, dtype=np.float32), 0.0)] * len(data)
    for held in range(_FOLDS):
        models = fit([example for example in data if fold[example.text] != held])
        for n, example in enumerate(data):
            if fold[example.text] == held:
                scores = example.scores(models)
                told[n] = scores, float(models.some.logits(example.told(scores)[None])[0])
    return told


def report(data: Sequence[Example], told: Sequence[tuple[NDArray[np.float32], float]]) -> None:
    """Prints, by how many lists with papers are lost: how many without are declined, and the F1 of the dev lists."""
    some = np.array([bool(example.some[0]) for example in data])
    logits = np.array([logit for _, logit in told])
    print("lost  chance  declined  F1 of dev")
    for lost in _LOST:
        cut = float(np.quantile(logits[some], lost))
        dev = [
            f1(e, scores, logit >= cut)
            for e, (scores, logit) in zip(data, told, strict=True)
            if e.source == "dev"
        ]
        declined = (logits[~some] < cut).mean()
        print(
            f"{lost:.2f}  {1 / (1 + np.exp(-cut)):.3f}   {declined:.3f}     {np.mean(dev):.3f} of {len(dev)}"
        )


def main() -> None:
    """Fits, prints the cross-validated figures, and writes the weights."""
    data = collected()
    report(data, cross_validated(data))
    models = fit(data)
    named = {"first": (models.first, FEATURES), "second": (models.second, WHOLE), "some": (models.some, SOME)}
    write_models("list.json", named, "evals/list_fit.py")


if __name__ == "__main__":
    main()
