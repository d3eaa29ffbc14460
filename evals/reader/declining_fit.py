"""Makes the third model of ``qa/models/reader.json``: whether the collection answers what is asked.

``python -m evals.reader.declining_fit`` asks the product the dev questions and those of
``evals/fitting/asked.jsonl``, whole conversations among them, and keeps of each the evidence by which it was answered
or declined (``ANSWERABLE`` in qa/read.py). A logistic regression learns from these whether it should have been.
Questions about papers of material/, which the collection does not have, and about everyday things are further ones
without an answer, of less weight. It prints what each threshold declines, by cross-validation.

``asked.jsonl`` was written by people who had read the papers and had not seen the product: on the seeds, and on three
invented collections of other fields, in ``evals/fitting/collections``. A turn without ``answered`` is there for what
follows it. No question of the test split is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from evals.dataset import load_dev
from evals.linear import logistic, write_models
from evals.reader.material import FOLDER
from qa.answer.fact import ANSWERABLE as THRESHOLD
from qa.assistant import Assistant
from qa.read import ANSWERABLE, Linear, Reader
from qa.settings import Settings
from qa.types import Turn

Rows = NDArray[np.float32]
FITTING = Path(__file__).parents[1] / "fitting"
_SEEDS = "seeds"
_KINDS = ("fact", "false_premise", "unanswerable", "hostile", "conversation")
_FOLDS = 8
_RIDGE = 0.005
_ELSEWHERE = 0.1  # weight of a question about a paper of material/, against a real one
# As many such questions of each of these files: of the field of the collection and of others.
_OF_EACH_FILE = 40
_FILES = (
    "inference", "running", "adapting", "language-models-1", "efficiency", "vision", "medicine", "society", "physical",
    "biology",
)  # fmt: skip
_ALONE = ("named", "described", "how_why")  # styles of questions that stand alone


class Asked(NamedTuple):
    """A conversation, or one question: each turn with whether it is answered, None where that is open."""

    source: str
    group: str
    turns: tuple[tuple[str, bool | None], ...]


class Told(NamedTuple):
    """One question as the product read it, and whether it is answered."""

    source: str
    group: str
    follows: bool
    evidence: Rows  # shape (len(ANSWERABLE),)
    answered: bool


class Recorder(Reader):
    """A reader that keeps the evidence of what it read, by the chance that it made of it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[float, Rows] = {}

    def chance(self, evidence: Rows) -> float:
        chance = super().chance(evidence)
        self.seen[chance] = evidence
        return chance


def told(assistant: Assistant, asked: Sequence[Asked]) -> Iterator[Told]:
    """The questions as they are read for their answers; those that are answered without one are left out."""
    recorder = Recorder()
    assistant.parts = replace(assistant.parts, reader=recorder)
    for case in asked:
        history: list[Turn] = []
        for question, answered in case.turns:
            recorder.seen.clear()
            answer = assistant.ask(question, history)
            history.append(Turn(question, answer))
            evidence = recorder.seen.get(answer.confidence or 0.0)
            if answered is not None and evidence is not None:
                follows = bool(history[1:]) and answer.standalone != question
                yield Told(case.source, case.group, follows, evidence, answered)


def on_seeds(assistant: Assistant) -> list[Asked]:
    """The dev questions, those of ``asked.jsonl`` on the seeds, and those about other things."""
    dev = [
        Asked("dev", (case.turns[0].relevant or (case.id,))[0],
              tuple((turn.question, turn.expect == "answer") for turn in case.turns))
        for case in load_dev(assistant.papers) if case.kind in _KINDS
    ]  # fmt: skip
    return [*dev, *asked_of(_SEEDS), *(Asked("elsewhere", text, ((text, False),)) for text in elsewhere())]


def asked_of(collection: str) -> list[Asked]:
    """What ``asked.jsonl`` asks of a collection."""
    rows = map(json.loads, (FITTING / "asked.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Asked("asked", row["turns"][0]["question"], tuple((t["question"], t.get("answered")) for t in row["turns"]))
        for row in rows if row["collection"] == collection
    ]  # fmt: skip


def elsewhere() -> list[str]:
    """Questions about papers of material/, evenly from each file, and about everyday things."""
    found = (FITTING / "everyday.txt").read_text(encoding="utf-8").splitlines()
    for name in _FILES:
        rows = map(json.loads, (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
        texts = [each["q"] for row in rows for each in row["questions"] if each["style"] in _ALONE]
        found += texts[:: max(1, len(texts) // _OF_EACH_FILE)][:_OF_EACH_FILE]
    return found


def collected() -> list[Told]:
    """All questions as they are read."""
    with Assistant.open() as assistant:
        data = list(told(assistant, on_seeds(assistant)))
    for path in sorted((FITTING / "collections").glob("*.jsonl")):
        with TemporaryDirectory() as folder:
            settings = Settings(corpus=str(path), index_dir=Path(folder) / "index")
            with Assistant.open(settings) as assistant:
                data += told(assistant, asked_of(path.stem))
    return data


def fit(data: Sequence[Told]) -> Linear:
    """Logistic regression of being answered."""
    evidence, answered = (
        np.array([each.evidence for each in data]),
        np.array([each.answered for each in data]),
    )
    weights = np.array([_ELSEWHERE if each.source == "elsewhere" else 1.0 for each in data])
    mean, deviation = evidence.mean(axis=0), evidence.std(axis=0) + np.float32(0.02)
    rows = np.clip((evidence - mean) / deviation, -5, 5).astype(float)
    weight, bias = logistic(rows, answered.astype(float), weights, _RIDGE)
    return Linear(mean, deviation, weight.astype(np.float32), bias)


def cross_validated(data: Sequence[Told]) -> Rows:
    """The chance of each by a model that saw none of its group, shape (len(data),)."""
    fold = np.array([crc32(each.group.encode()) % _FOLDS for each in data])
    logits = np.zeros(len(data), dtype=np.float32)
    for held in range(_FOLDS):
        model = fit([each for each, n in zip(data, fold, strict=True) if n != held])
        logits[fold == held] = model.logits(np.array([each.evidence for each in data])[fold == held])
    return (1 / (1 + np.exp(-logits))).astype(np.float32)


def report(data: Sequence[Told], chances: Rows) -> None:
    """Prints, by source and whether a question follows another: what is declined below each threshold, and how much of it rightly."""
    answered = np.array([each.answered for each in data])
    kinds: Mapping[str, NDArray[np.bool_]] = {
        f"{source}, {'following' if follows else 'alone'}": np.array(
            [each.source == source and each.follows == follows for each in data]
        )
        for source in ("dev", "asked") for follows in (False, True)
    }  # fmt: skip
    for kind, rows in kinds.items():
        print(f"{kind}: {rows.sum()}, {(rows & ~answered).sum()} without an answer")
        for cut in (0.1, 0.2, 0.3, 0.4, THRESHOLD, 0.6, 0.7):
            declined = rows & (chances < cut)
            right = (declined & ~answered).sum()
            print(
                f"  below {cut:.2f}: precision {right / max(declined.sum(), 1):.3f}, "
                f"recall {right / max((rows & ~answered).sum(), 1):.3f}"
            )


def main() -> None:
    """Fits, prints the cross-validated figures, and writes the weights."""
    data = collected()
    report(data, cross_validated(data))
    write_models(
        "reader.json", {"answerable": (fit(data), ANSWERABLE)}, "evals/reader/fit.py and declining_fit.py"
    )


if __name__ == "__main__":
    main()
