"""Sentences with evidence and a person's verdict, from two public data sets.

RAGTruth (QA part, training split): answers of real models, the unsupported spans marked; each
sentence is a case, and its evidence are the three sentences of the source text that share most
of its words. Check-COVID (training split): claims with the sentences of an abstract. Neither is
part of this project: the folder is an argument.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.sentences import sentence_spans
from qa.words import content_tokens

_MARKED = 8  # characters of a marked span that make a sentence unsupported
_ABOUT_SOURCES = re.compile(
    r"\b(?:passages?|provided|given (?:text|information|context)|unable to answer)\b", re.I
)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s*")


@dataclass(frozen=True)
class Case:
    """One sentence, its evidence, and whether a person found it supported. ``source`` groups cases."""

    data: str
    source: str
    sentence: str
    evidence: tuple[str, ...]
    supported: bool
    kind: str = ""

    @property
    def held_out(self) -> bool:
        """Three of ten sources are held out, by a hash of the source."""
        return int(hashlib.sha256(self.source.encode()).hexdigest(), 16) % 10 < 3


def ragtruth(folder: Path) -> Iterator[Case]:
    """Cases of RAGTruth; sentences about the passages themselves and bare headings are left out."""
    known: dict[str, list[tuple[str, Counter[str]]]] = {}
    with (folder / "ragtruth_qa_train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["quality"] != "good":
                continue
            context = row["context"]
            known.setdefault(context, [(s, Counter(_stems(s))) for s in _sentences(context)])
            yield from _ragtruth_cases(row, known[context])


def _ragtruth_cases(row: dict[str, Any], pool: list[tuple[str, Counter[str]]]) -> Iterator[Case]:
    response = row["response"]
    rarity = _rarity(pool)
    for span in sentence_spans(response):
        text = _BULLET.sub("", response[span.start : span.end]).strip()
        stems = _stems(text)
        if len(stems) < 3 or text.endswith(":") or _ABOUT_SOURCES.search(text):
            continue
        marks = [m for m in row["labels"] if min(m["end"], span.end) - max(m["start"], span.start) >= _MARKED]
        ranked = sorted(pool, key=lambda item: -sum(rarity.get(s, 0.0) for s in set(stems) if item[1][s]))
        evidence = tuple(sentence for sentence, _ in ranked[:3])
        kind = marks[0]["label_type"] if marks else ""
        yield Case("ragtruth", row["context"], text, evidence, not marks, kind)


def checkcovid(folder: Path) -> Iterator[Case]:
    """Cases of Check-COVID: only SUPPORT is supported."""
    with (folder / "checkcovid_corpus.json").open(encoding="utf-8") as lines:
        abstracts = {row["cord_id"]: row["abstract"] for row in map(json.loads, lines)}
    for part in ("composed", "extracted"):
        path = folder / "checkcovid_train" / f"covidCheck_train_{part}.json"
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            sentences = abstracts.get(str(row["cord_id"]), [])
            chosen = [e["sent_index"] for e in row["evidence_set"]]
            evidence = tuple(sentences[at] for at in sorted(set(chosen)) if at < len(sentences))
            if evidence:
                yield Case(
                    "checkcovid",
                    row["cord_id"],
                    row["claim"].strip(),
                    evidence,
                    row["label"] == "SUPPORT",
                    row["label"],
                )


def _sentences(context: str) -> list[str]:
    return [p[s.start : s.end] for p in re.split(r"\n+", context) for s in sentence_spans(p)]


def _stems(text: str) -> list[str]:
    return [t.stem for t in content_tokens(text)]


def _rarity(pool: list[tuple[str, Counter[str]]]) -> dict[str, float]:
    holding = Counter(stem for _, stems in pool for stem in stems)
    return {stem: math.log(1 + len(pool) / count) for stem, count in holding.items()}
