"""The lexical side: BM25 over titles and abstracts, by bm25s on our own terms."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from qa.errors import IndexError_
from qa.types import Paper
from qa.words import index_terms

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets DEBUG itself and would fill every log

# A term of the title counts as often as this many in the abstract.
TITLE_WEIGHT = 2


class Lexical:
    """BM25 (Lucene's variant, k1 1.5, b 0.75) with one row per paper, in corpus order."""

    def __init__(self, model: bm25s.BM25) -> None:
        self._model = model
        self._data: NDArray[np.float32] = model.scores["data"]
        self._papers: NDArray[np.int32] = model.scores["indices"]
        self._starts: list[int] = [int(n) for n in model.scores["indptr"]]
        self._count = int(model.scores["num_docs"])
        self.vocabulary: Mapping[str, int] = model.vocab_dict

    @classmethod
    def build(cls, papers: Iterable[Paper]) -> Lexical:
        """Counts the terms of each paper's title and abstract."""
        vocabulary: dict[str, int] = {}
        rows = []
        for paper in papers:
            terms = index_terms(paper.title) * TITLE_WEIGHT + index_terms(paper.abstract)
            rows.append([vocabulary.setdefault(term, len(vocabulary)) for term in terms])
        if not vocabulary:  # not a single word: bm25s would divide by the mean length
            vocabulary, rows = {"": 0}, [[0] for _ in rows]
        model = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
        # An empty token would only serve bm25s's own query methods, which are not used.
        model.index((rows, vocabulary), create_empty_token=False, show_progress=False)
        return cls(model)

    def save(self, path: Path) -> None:
        """Writes the index into the folder ``path``."""
        self._model.save(path, show_progress=False)

    @classmethod
    def load(cls, path: Path) -> Lexical:
        """Reads what :meth:`save` wrote. Raises IndexError_ if it is not whole."""
        try:
            return cls(bm25s.BM25.load(path, load_vocab=True, show_progress=False))
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise IndexError_(
                f"{path}: the lexical index is unreadable ({error}); open the index again"
            ) from error

    def __len__(self) -> int:
        return self._count

    def scores(self, weights: Mapping[str, float]) -> NDArray[np.float32]:
        """The BM25 score of every paper, shape (n_papers,): the sum over terms of weight times score.

        The matrix of bm25s holds each term's finished score per paper, so a weighted query
        is exact; terms that are not in the vocabulary add nothing.
        """
        total = np.zeros(self._count, dtype=np.float32)
        for term, weight in weights.items():
            column = self.vocabulary.get(term)
            if column is not None:
                span = slice(self._starts[column], self._starts[column + 1])
                total[self._papers[span]] += np.float32(weight) * self._data[span]
        return total

    def document_frequency(self, term: str) -> int:
        """The number of papers that hold the term."""
        column = self.vocabulary.get(term)
        return 0 if column is None else self._starts[column + 1] - self._starts[column]

    def idf(self, term: str) -> float:
        """ln(1 + (N - df + 0.5) / (df + 0.5)), as in the scores; an unknown term has df 0."""
        df = self.document_frequency(term)
        return math.log(1 + (self._count - df + 0.5) / (df + 0.5))
