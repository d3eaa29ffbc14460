"""Is this sentence supported by these quotes?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from llama_index.core.base.embeddings.base import BaseEmbedding

from qa.types import Paper, Quote, Verdict
from qa.verify.facts import names, numbers
from qa.words import content_tokens, fold


@dataclass(frozen=True)
class Check:
    """What the check says. ``score`` is the calibrated probability that the quotes support it."""

    verdict: Verdict
    score: float
    reason: str = ""


class Verifier:
    """Checks sentences against quotes; works without any model."""

    def __init__(self, embedder: BaseEmbedding | None = None) -> None:
        self._embedder = embedder

    def check(
        self, sentence: str, quotes: Sequence[Quote], papers: Mapping[str, Paper], others: Sequence[Paper] = ()
    ) -> Check:
        """The verdict on one sentence."""
        texts = [quote.text for quote in quotes]
        if any(" ".join(fold(sentence).split()).rstrip(".") in " ".join(fold(t).split()) for t in texts):
            return Check("supported", 1.0)
        titles = [papers[q.paper_id].title for q in quotes if q.paper_id in papers]
        known = " ".join([*texts, *titles])
        for number in numbers(sentence):
            if not any(n.value == number.value and n.unit == number.unit for t in texts for n in numbers(t)):
                return Check("unsupported", 0.0, f"{number.text!r} is in no cited quote")
        stems = {t.stem for t in content_tokens(known)}
        for name in names(sentence):
            if name.sure and name.key not in {n.key for n in names(known)} and name.key not in stems:
                return Check("unsupported", 0.0, f"{name.text!r} is in no cited quote")
        mine = {t.stem for t in content_tokens(sentence)}
        score = len(mine & stems) / len(mine) if mine else 0.0
        return Check("supported" if score > 0.6 else "weak" if score > 0.4 else "unsupported", score, "")
