"""Three public sets as one shape: papers, and questions with relevant papers and evidence spans.

SciFact (Wadden et al. 2020): claims against abstracts, with the sentences that decide.
BioASQ (Krithara et al. 2023): questions against PubMed abstracts; no spans in this copy.
SQuAD 2.0 (Rajpurkar et al. 2018): paragraphs stand for abstracts; near misses have no answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from evals.errors import EvalError
from qa.types import Paper


@dataclass(frozen=True)
class Probe:
    """A question: the papers that answer it, its evidence as (paper, start, end), whether it has an answer.

    ``unseen``: training leaves it out (evals/reader/material.py), so that it can be measured on.
    """

    text: str
    relevant: tuple[str, ...]
    spans: tuple[tuple[str, int, int], ...] = ()
    answerable: bool = True
    unseen: bool = False


@dataclass(frozen=True)
class ExternalSet:
    """``answerability`` and ``evidence`` say whether the set can measure these."""

    name: str
    papers: tuple[Paper, ...]
    probes: tuple[Probe, ...]
    evidence: bool = True
    answerability: bool = True


_UNSEEN_SHARE = 20  # percent of the SciFact claims, by the hash of their ids
_UNSEEN_ARTICLES = frozenset({"Packet_switching", "Steam_engine"})  # of SQuAD
_UNSEEN_BATCH = "9"  # of BioASQ


def unseen_claim(claim: Mapping[str, Any]) -> bool:
    """Whether training leaves a SciFact claim out."""
    return int(hashlib.md5(str(claim["id"]).encode()).hexdigest(), 16) % 100 < _UNSEEN_SHARE


def load_external(name: str, path: Path) -> ExternalSet:
    """The set "scifact", "bioasq" or "squad" from its folder. Raises EvalError."""
    if name not in _READERS:
        raise EvalError(f"unknown set {name!r}; known are {', '.join(_READERS)}")
    try:
        return _READERS[name](path)
    except (OSError, KeyError, ValueError) as error:
        raise EvalError(f"{path}: not a copy of {name!r} ({error})") from error


def _scifact(path: Path) -> ExternalSet:
    papers: dict[str, Paper] = {}
    offsets: dict[str, list[tuple[int, int]]] = {}
    for row in _lines(path / "corpus.jsonl"):
        paper_id, text = str(row["doc_id"]), ""
        offsets[paper_id] = []
        for sentence in (s.strip() for s in row["abstract"]):
            start = len(text) + bool(text)
            text = f"{text} {sentence}".strip()
            offsets[paper_id].append((start, len(text)))
        papers[paper_id] = Paper(paper_id, row["title"], text)
    probes = []
    for row in _lines(path / "claims_train.jsonl"):
        spans = [
            (paper_id, *offsets[paper_id][index])
            for paper_id, groups in row["evidence"].items()
            for group in groups
            for index in group["sentences"]
        ]
        # A claim without evidence still names the abstract that it was written about.
        relevant = tuple(row["evidence"]) or tuple(str(d) for d in row["cited_doc_ids"])
        probes.append(Probe(row["claim"], relevant, tuple(spans), bool(spans), unseen_claim(row)))
    return ExternalSet("scifact", tuple(papers.values()), tuple(probes))


def _bioasq(path: Path) -> ExternalSet:
    papers = {
        row["_id"]: Paper(row["_id"], row["title"] or " ".join(row["text"].split()[:12]), row["text"])
        for row in _lines(path / "abstracts_partial.jsonl")
        if row["text"].strip()
    }
    probes = [
        Probe(
            row["question"],
            tuple(d for d in row["docs"] if d in papers),
            unseen=str(row.get("batch", "")).startswith(_UNSEEN_BATCH),
        )
        for row in _lines(path / "questions_7b_9b.jsonl")
    ]
    probes = [probe for probe in probes if probe.relevant]
    return ExternalSet("bioasq", tuple(papers.values()), tuple(probes), evidence=False, answerability=False)


def _squad(path: Path) -> ExternalSet:
    papers: list[Paper] = []
    probes: list[Probe] = []
    for article in json.loads((path / "squad2_part.json").read_text(encoding="utf-8"))["data"]:
        for number, paragraph in enumerate(article["paragraphs"], start=1):
            title = f"{article['title'].replace('_', ' ')}, part {number}"
            paper = Paper(f"{article['title']}-{number}", title, paragraph["context"].strip())
            papers.append(paper)
            shift = len(paragraph["context"]) - len(paragraph["context"].lstrip())
            for asked in paragraph["qas"]:
                spans = {
                    (paper.id, *_sentence_around(paper.abstract, a["answer_start"] - shift))
                    for a in asked["answers"]
                }
                probes.append(
                    Probe(
                        asked["question"], (paper.id,), tuple(sorted(spans)), not asked["is_impossible"],
                        article["title"] in _UNSEEN_ARTICLES,
                    )
                )  # fmt: skip
    return ExternalSet("squad", tuple(papers), tuple(probes))


def _sentence_around(text: str, at: int) -> tuple[int, int]:
    """The sentence that holds an offset, by full stops: the evidence is a sentence, the answer a few words."""
    start = max(text.rfind(mark, 0, at) for mark in (". ", "? ", "! "))
    ends = [end for end in (text.find(mark, at) for mark in (". ", "? ", "! ")) if end >= 0]
    return (start + 2 if start >= 0 else 0), (min(ends) + 1 if ends else len(text))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


_READERS: Mapping[str, Callable[[Path], ExternalSet]] = MappingProxyType(
    {"scifact": _scifact, "bioasq": _bioasq, "squad": _squad}
)
