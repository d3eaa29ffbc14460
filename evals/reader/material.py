"""What the cross-encoder is trained on: questions about abstracts, and which sentences answer them.

``material/*.jsonl`` was written for this purpose: 12,082 questions about 1,030 papers, of which two
thirds are invented; the others are abstracts of SciFact, named by ``doc_id``. A third of the
questions are not answered by their abstract though it is about them. Added are SciFact's claims and
SQuAD 2.0's questions, but for those that are kept to be measured on. No seed paper and no question of evals/datasets is among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.external_sets import load_external, unseen_claim
from qa.sentences import sentence_spans

FOLDER = Path(__file__).parent / "material"
_SQUAD_EVERY = 3  # its questions are many and about another kind of text: a third is taken


@dataclass(frozen=True)
class Text:
    """One abstract in sentences."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """A question about a text, and the numbers of the sentences that answer it, if any does."""

    question: str
    text: Text
    gold: tuple[int, ...]
    kind: str  # of text: "written", "scifact" or "squad"


def load_material(data: Path) -> list[Item]:
    """All items; ``data`` is the folder with the public copies ``scifact`` and ``squad``."""
    scifact = {str(row["doc_id"]): _text(row) for row in _rows(data / "scifact" / "corpus.jsonl")}
    items = [item for file in sorted(FOLDER.glob("*.jsonl")) for item in _written(file, scifact)]
    for claim in _rows(data / "scifact" / "claims_train.jsonl"):
        if unseen_claim(claim):
            continue
        for document in claim["cited_doc_ids"]:
            proofs = claim["evidence"].get(str(document), [])
            gold = sorted({number for proof in proofs for number in proof["sentences"]})
            items.append(Item(claim["claim"], scifact[str(document)], tuple(gold), "scifact"))
    return items + list(_squad(data / "squad"))[::_SQUAD_EVERY]


def _written(file: Path, scifact: Mapping[str, Text]) -> Iterator[Item]:
    for row in _rows(file):
        text = scifact[str(row["doc_id"])] if "doc_id" in row else _text(row)
        for asked in row["questions"]:
            kind = "scifact" if "doc_id" in row else "written"
            yield Item(asked["q"], text, tuple(sorted(set(asked["evidence"]))), kind)


def _squad(folder: Path) -> Iterator[Item]:
    held = load_external("squad", folder)
    papers = {paper.id: paper for paper in held.papers}
    for probe in held.probes:
        if probe.unseen:
            continue
        paper = papers[probe.relevant[0]]
        spans = sentence_spans(paper.abstract)
        text = Text(paper.title, tuple(paper.abstract[a:b] for a, b in spans))
        gold = [
            n for n, (a, b) in enumerate(spans) if any(a < end and start < b for _, start, end in probe.spans)
        ]
        yield Item(probe.text, text, tuple(gold) if probe.answerable else (), "squad")


def _text(row: Mapping[str, Any]) -> Text:
    return Text(row["title"], tuple(sentence.strip() for sentence in row["abstract"]))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
