"""The reader: which sentences of the retrieved papers answer a question, and whether any does.

The seam between retrieval and answering. ``Reader.read`` takes a question and its candidate
papers, with everything about the papers computed beforehand, and gives back the papers in
a new order, every sentence with the probability that it holds the answer, and the
probability that the collection answers at all. A neural reader can take its place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.embedding import Matrix
from qa.types import Paper, Passage
from qa.words import Token, content_tokens, index_terms


@dataclass(frozen=True)
class Question:
    """A question as it is read: its text, its content words, its unit vector of shape (dimension,)."""

    text: str
    tokens: tuple[Token, ...]
    vector: Matrix

    @classmethod
    def of(cls, text: str, vector: Matrix) -> Question:
        """The question with this text and vector."""
        return cls(text, tuple(content_tokens(text)), vector)


@dataclass(frozen=True)
class PaperCandidate:
    """One retrieved paper: its sentences in order, their unit vectors, its retrieval scores.

    ``vectors`` has shape (len(passages), dimension). ``dense`` is the cosine of the whole
    abstract, ``sentence`` the best cosine of a sentence, ``lexical`` the BM25 score.
    """

    ordinal: int
    paper: Paper
    passages: tuple[Passage, ...]
    vectors: Matrix
    states: None
    dense: float
    sentence: float
    lexical: float


@dataclass(frozen=True)
class ReadSentence:
    """A sentence and the probability that it holds the answer."""

    ordinal: int
    passage: Passage
    score: float


@dataclass(frozen=True)
class Reading:
    """What the reader found: papers and sentences, best first, and P(the collection answers).

    ``named_missing`` are the names in the question that occur nowhere in the collection.
    """

    papers: tuple[tuple[int, float], ...]
    sentences: tuple[ReadSentence, ...]
    answerable: float
    named_missing: tuple[str, ...]


class Reader:
    """Reads by sentence vectors and the coverage of the question's words. Safe between threads."""

    def read(
        self, question: Question, candidates: Sequence[PaperCandidate], idf: Callable[[str], float]
    ) -> Reading:
        """The reading of a question over its candidate papers; ``idf`` is the collection's."""
        missing = named_missing(question, idf)
        if not candidates:
            return Reading((), (), 0.0, missing)
        terms = {term: idf(term) for term in index_terms(question.text)}
        total = sum(terms.values()) or 1.0
        fused = _z(np.array([[c.dense, c.sentence, c.lexical] for c in candidates])).sum(axis=1)
        fused -= fused.max()
        found: list[ReadSentence] = []
        best: list[float] = []
        for candidate, standing in zip(candidates, fused, strict=True):
            title = set(index_terms(candidate.paper.title))
            scores = []
            for passage, cosine in zip(candidate.passages, candidate.vectors @ question.vector, strict=True):
                words = set(index_terms(passage.text))
                own = sum(weight for term, weight in terms.items() if term in words) / total
                context = sum(weight for term, weight in terms.items() if term in words | title) / total
                logit = 5.0 * float(cosine) + 2.0 * own + 2.0 * context + 0.5 * float(standing) - 5.0
                scores.append(1.0 / (1.0 + math.exp(-logit)))
                found.append(ReadSentence(candidate.ordinal, passage, scores[-1]))
            best.append(max(scores, default=0.0))
        found.sort(key=lambda sentence: -sentence.score)
        order = sorted(range(len(candidates)), key=lambda row: -(float(fused[row]) + 2.0 * best[row]))
        papers = tuple((candidates[row].ordinal, float(fused[row]) + 2.0 * best[row]) for row in order)
        answerable = found[0].score if found else 0.0
        return Reading(papers, tuple(found), answerable * 0.3 if missing else answerable, missing)


def named_missing(question: Question, idf: Callable[[str], float]) -> tuple[str, ...]:
    """Names in the question (a capital or a digit within) that no paper of the collection holds."""
    unknown = idf("\0")  # what a term without any paper weighs
    missing = []
    for token in question.tokens:
        surface = question.text[token.start : token.end]
        named = any(c.isdigit() for c in surface) or any(c.isupper() for c in surface[1:])
        named = named or (surface[:1].isupper() and token.start > 0)
        if named and any(c.isalpha() for c in surface) and idf(token.stem) >= unknown:
            missing.append(surface)
    return tuple(dict.fromkeys(missing))


def _z(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    return (columns - columns.mean(axis=0)) / (columns.std(axis=0) + 1e-9)
