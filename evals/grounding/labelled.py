"""Sentences with a person's verdict, from two public sets, to measure the checkers on.

RAGTruth (Niu et al. 2024): answers of real models; a sentence is unsupported when a marked
span overlaps it. Check-COVID (Wang et al. 2023): a claim with sentences of an abstract that
support it, refute it or say too little; only "support" counts as supported.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import EvalError


@dataclass(frozen=True)
class Labelled:
    """A sentence, its source text, whether the source supports it. ``fitting``: which half it is in."""

    origin: str
    sentence: str
    source: str
    supported: bool
    fitting: bool


def load_labelled(folder: Path, queries: int = 150, seed: int = 7) -> list[Labelled]:
    """Both sets from the folder; of RAGTruth the answers to ``queries`` drawn queries.

    The halves are split by source, so that no text is in both. Raises EvalError.
    """
    try:
        return [*_ragtruth(folder / "ragtruth_qa_train.jsonl", queries, seed), *_checkcovid(folder)]
    except OSError as error:
        raise EvalError(f"{folder}: the grounding sets are not there ({error})") from error


def _ragtruth(path: Path, queries: int, seed: int) -> Iterator[Labelled]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    asked = sorted({row["query"] for row in rows})
    drawn = set(random.Random(seed).sample(asked, min(queries, len(asked))))
    for row in rows:
        if row["query"] not in drawn:
            continue
        bad = [(label["start"], label["end"]) for label in row["labels"]]
        for match in re.finditer(r"[^\n.!?]+(?:[.!?](?!\s|$)[^\n.!?]*)*[.!?]?", row["response"]):
            text = match[0].strip()
            if len(text.split()) >= 4:
                overlaps = any(start < match.end() and match.start() < end for start, end in bad)
                yield Labelled("RAGTruth", text, row["context"], not overlaps, _half(row["query"]))


def _checkcovid(folder: Path) -> Iterator[Labelled]:
    abstracts = {row["cord_id"]: row["abstract"] for row in _rows(folder / "checkcovid_corpus.json")}
    for row in _rows(folder / "checkcovid_train" / "covidCheck_train_composed+extracted.json"):
        sentences = abstracts.get(row["cord_id"], [])
        chosen = sorted({e["sent_index"] for e in row["evidence_set"] if e["sent_index"] < len(sentences)})
        if chosen:
            source = " ".join(sentences[i] for i in chosen)
            yield Labelled(
                "Check-COVID", row["claim"].strip(), source, row["label"] == "SUPPORT", _half(row["cord_id"])
            )


def _rows(path: Path) -> Sequence[dict[str, Any]]:
    """A JSON list, or one object a line."""
    text = path.read_text(encoding="utf-8")
    try:
        data = json.loads(text)
    except json.JSONDecodeError:
        data = [json.loads(line) for line in text.splitlines() if line.strip()]
    return data if isinstance(data, list) else [data]


def _half(key: str) -> bool:
    return zlib.crc32(key.encode()) % 2 == 0
