"""Hybrid retrieval: dense and lexical scores, fused to papers. A LlamaIndex retriever.

A paper's score is the sum of three z-scores over the candidates: the cosine of the
whole abstract, the best cosine of its sentences, and BM25. Rank fusion would throw away
what the scores know; see docs/retrieval.md for the figures.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle
from numpy.typing import NDArray

from qa.embedding import Matrix, embed_query
from qa.index import Index
from qa.passages import kind_of, to_node
from qa.query import Vocabulary
from qa.types import ScoredPassage

# How many are taken from each side before the exact scores are computed. On 5,000
# abstracts more than this changes no first page.
_POOL = 100
_SENTENCE_POOL = 300


@dataclass(frozen=True)
class PaperHit:
    """A candidate paper: exact scores, and the row of its best sentence among its passages."""

    ordinal: int
    score: float
    dense: float
    sentence: float
    lexical: float
    best_row: int


class HybridRetriever(BaseRetriever):
    """Papers for a question, best first; ``_retrieve`` gives their best passages as nodes."""

    def __init__(
        self, index: Index, embedder: BaseEmbedding, vocabulary: Vocabulary, top_k: int = 10
    ) -> None:
        super().__init__()
        self._index = index
        self._embedder = embedder
        self._vocabulary = vocabulary
        self._top_k = top_k

    def search(
        self, question: str, vector: Matrix | None = None, ordinals: Sequence[int] | None = None, k: int = 30
    ) -> list[PaperHit]:
        """The ``k`` best papers among ``ordinals`` (all when None), with their scores."""
        if vector is None:
            vector = embed_query(self._embedder, question)
        lexical = self._index.lexical.scores(self._vocabulary.terms(question))
        pool = self._pool(vector, lexical, ordinals)
        if not pool:
            return []
        exact = [self._exact(ordinal, vector) for ordinal in pool]
        columns = np.array(
            [[dense, sentence, lexical[o]] for o, (dense, sentence, _) in zip(pool, exact, strict=True)]
        )
        fused = _z_scores(columns).sum(axis=1)
        order = np.argsort(-fused, kind="stable")[:k]
        return [
            PaperHit(pool[i], float(fused[i]), exact[i][0], exact[i][1], float(lexical[pool[i]]), exact[i][2])
            for i in order
        ]

    def passages(self, question: str, k: int) -> list[ScoredPassage]:
        """The ``k`` best papers, each with its best sentence."""
        hits = self.search(question, k=k)
        result = []
        for hit in hits:
            paper = self._index.papers[hit.ordinal]
            passage = self._index.passages(hit.ordinal)[hit.best_row]
            result.append(
                ScoredPassage(paper.id, paper.title, hit.score, passage.start, passage.end, passage.text)
            )
        return result

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        vector = None
        if query_bundle.embedding is not None:
            vector = np.asarray(query_bundle.embedding, dtype=np.float32)
        nodes = []
        for hit in self.search(query_bundle.query_str, vector, k=self._top_k):
            paper = self._index.papers[hit.ordinal]
            passage = self._index.passages(hit.ordinal)[hit.best_row]
            nodes.append(NodeWithScore(node=to_node(paper, passage), score=hit.score))
        return nodes

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)  # the search would block the loop

    def _pool(
        self, vector: Matrix, lexical: NDArray[np.float32], ordinals: Sequence[int] | None
    ) -> list[int]:
        """Ordinals that any of the three sides ranks high."""
        found = {hit.ordinal for hit in self._index.nearest(vector, _POOL, "whole", ordinals)}
        found |= {hit.ordinal for hit in self._index.nearest(vector, _SENTENCE_POOL, "sentence", ordinals)}
        if ordinals is None:
            return sorted(found | _best_lexical(lexical))
        allowed = np.zeros(len(lexical), dtype=bool)
        allowed[list(ordinals)] = True
        return sorted(o for o in found | _best_lexical(np.where(allowed, lexical, 0)) if allowed[o])

    def _exact(self, ordinal: int, vector: Matrix) -> tuple[float, float, int]:
        """Cosine of the best whole, cosine of the best sentence, and that sentence's row."""
        passages = self._index.passages(ordinal)
        cosines = self._index.vectors(ordinal) @ vector
        wholes = sum(kind_of(passage) == "whole" for passage in passages)
        if wholes == len(passages):
            return float(cosines.max(initial=0.0)), 0.0, 0
        best = wholes + int(np.argmax(cosines[wholes:]))
        return float(cosines[:wholes].max()), float(cosines[best]), best


def _best_lexical(scores: NDArray[np.float32]) -> set[int]:
    top = np.argpartition(-scores, min(_POOL, len(scores) - 1))[:_POOL]
    return {int(ordinal) for ordinal in top if scores[ordinal] > 0}


def _z_scores(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    scores: NDArray[np.float64] = (columns - columns.mean(axis=0)) / (columns.std(axis=0) + 1e-9)
    return scores
