"""Late interaction: what the word pieces of a question find among those of the papers.

Two signals per sentence, both dot products in the projected space of states.py. *Match*: each
piece of the question looks for its best counterpart in the sentence and in the paper (the
MaxSim of ColBERT), weighted by the rarity of its word. *Answer*: from the question as a whole a
few vectors are made that look for what an answer to it looks like; a small network weighs them
with how much of the question stands nearby. The weights are learned (evals/reader_fit.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.embedding import Matrix
from qa.states import TokenStates

INTERACTION = (
    "match", "match_paper", "match_in_paper", "match_paper_in_all", "pooled", "pooled_in_paper", "match_in_all",
    "answer_best", "answer", "answer_in_paper",
)  # fmt: skip
_WIDE, _NEAR = 9, 3  # pieces to either side that count as nearby
_LEAST, _LIMIT = -1.0, 20.0


class InteractionWeights(NamedTuple):
    """What is learned; d is the embedder's dimension, r the projected one, k the answer vectors."""

    query: Matrix  # (d, r), with its bias of shape (r,)
    query_bias: Matrix
    importance: Matrix  # (d,)
    importance_bias: Matrix
    gain: Matrix  # ()
    intent: Matrix  # (2 d, r): from the pooled vector and the mean of the first three pieces
    intent_bias: Matrix
    answer: Matrix  # (r, k r)
    answer_bias: Matrix
    token: Matrix  # (k + 4, h)
    token_bias: Matrix
    token_out: Matrix  # (h,)
    token_out_bias: Matrix


@dataclass(frozen=True)
class Layout:
    """Where the pieces of a pool of papers stand. Built anew for each question, in one sweep."""

    states: Matrix  # (n, r)
    of_sentence: NDArray[np.int64]  # rows of pieces that belong to a sentence
    sentences: NDArray[np.int64]  # the sentences that have any, ascending
    sentence_starts: NDArray[np.int64]  # where each begins within of_sentence
    papers: NDArray[np.int64]
    paper_starts: NDArray[np.int64]

    @classmethod
    def of(cls, states: Sequence[TokenStates], begins: Sequence[NDArray[np.int64]]) -> Layout:
        """The pieces of these papers; ``begins`` are where each paper's sentences begin in its abstract."""
        first = 0
        owners = []
        for paper, starts in zip(states, begins, strict=True):
            owner = np.searchsorted(starts, paper.starts, side="right") - 1
            owners.append(np.where((paper.starts < 0) | (owner < 0), -1, owner + first))
            first += len(starts)
        owner = np.concatenate(owners)
        of_sentence = np.flatnonzero(owner >= 0)
        sentences, sentence_starts = _runs(owner[of_sentence])
        papers, paper_starts = _runs(np.repeat(np.arange(len(states)), [len(s.codes) for s in states]))
        values = np.concatenate([s.codes.astype(np.float32) * np.float32(s.scale) for s in states])
        return cls(values, of_sentence, sentences, sentence_starts, papers, paper_starts)


def interaction_features(
    weights: InteractionWeights,
    states: Matrix,
    rarity: Matrix,
    vector: Matrix,
    layout: Layout,
    paper: NDArray[np.int64],
    first: NDArray[np.int64],
) -> Matrix:
    """One row per sentence, one column per name of INTERACTION.

    ``states`` are the question's pieces, shape (m, d), ``rarity`` how rare the word of each is, shape
    (m,), ``vector`` its pooled vector; ``paper`` and ``first`` are those of features.Pool.
    """
    count, papers = len(paper), len(first)
    wanted = states @ weights.query + weights.query_bias
    share = (rarity + 0.05) * np.exp(np.tanh(4 * (states @ weights.importance + weights.importance_bias)))
    share = share / share.sum()
    similar = layout.states @ wanted.T
    match = weights.gain * (_best(similar, layout, count) @ share)
    best = np.full((papers, len(wanted)), _LEAST, dtype=np.float32)
    best[layout.papers] = np.maximum.reduceat(similar, layout.paper_starts, axis=0)
    match_paper = (weights.gain * (np.maximum(best, _LEAST) @ share))[paper]
    pooled = weights.gain * (_mean(layout, count) @ (vector @ weights.query + weights.query_bias))
    likely = _answer_likeness(weights, states, vector, layout, similar, share)
    peak, total = _peaks(likely, layout, count)
    columns = [
        match, match_paper, match - match_paper, match_paper - match_paper.max(),
        pooled, pooled - np.maximum.reduceat(pooled, first)[paper], match - match.max(),
        np.maximum(peak, -_LIMIT), total, total - np.maximum.reduceat(total, first)[paper],
    ]  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def _answer_likeness(
    weights: InteractionWeights, states: Matrix, vector: Matrix, layout: Layout, similar: Matrix, share: Matrix
) -> Matrix:
    """How much each piece looks like part of an answer, shape (n,)."""
    opening = np.concatenate([8 * vector, 4 * states[:3].mean(axis=0)])
    hidden = np.maximum(opening @ weights.intent + weights.intent_bias, 0)
    sought = (hidden @ weights.answer + weights.answer_bias).reshape(-1, layout.states.shape[1])
    near = similar @ share
    itself = (similar * (share / share.max())).max(axis=1)
    seen = [near, itself, _smoothed(near, _WIDE), _smoothed(near, _NEAR)]
    inputs = np.concatenate([2 * (layout.states @ sought.T), 4 * np.stack(seen, axis=1)], axis=1)
    hidden = np.maximum(inputs @ weights.token + weights.token_bias, 0)
    result: Matrix = hidden @ weights.token_out + weights.token_out_bias
    return result


def _runs(values: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The values of runs of equal values, and where each run starts."""
    if not len(values):
        return values, np.zeros(0, dtype=np.int64)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(values)) + 1])
    return values[starts], starts


def _best(similar: Matrix, layout: Layout, count: int) -> Matrix:
    """The best counterpart of each piece of the question in each sentence, shape (count, m)."""
    best = np.full((count, similar.shape[1]), _LEAST, dtype=np.float32)
    if len(layout.sentences):
        found = np.maximum.reduceat(similar[layout.of_sentence], layout.sentence_starts, axis=0)
        best[layout.sentences] = np.maximum(found, _LEAST)
    return best


def _mean(layout: Layout, count: int) -> Matrix:
    """The mean state of each sentence, shape (count, r); zero where it has no piece."""
    mean = np.zeros((count, layout.states.shape[1]), dtype=np.float32)
    if len(layout.sentences):
        sizes = np.diff([*layout.sentence_starts, len(layout.of_sentence)])
        sums = np.add.reduceat(layout.states[layout.of_sentence], layout.sentence_starts, axis=0)
        mean[layout.sentences] = sums / sizes[:, None]
    return mean


def _peaks(likely: Matrix, layout: Layout, count: int) -> tuple[Matrix, Matrix]:
    """The maximum and the log of the summed exponentials over each sentence's pieces."""
    peak, total = np.full(count, -_LIMIT, np.float32), np.full(count, -_LIMIT, np.float32)
    if len(layout.sentences):
        own = likely[layout.of_sentence]
        top = np.maximum.reduceat(own, layout.sentence_starts)
        sizes = np.diff([*layout.sentence_starts, len(own)])
        sums = np.add.reduceat(np.exp(own - np.repeat(top, sizes)), layout.sentence_starts)
        peak[layout.sentences] = top
        total[layout.sentences] = np.clip(np.log(sums) + top, -_LIMIT, _LIMIT)
    return peak, total


def _smoothed(values: Matrix, reach: int) -> Matrix:
    """The mean over ``reach`` neighbours to either side, those beyond the ends counting as zero."""
    sums = np.cumsum(np.concatenate([np.zeros(reach + 1), values, np.zeros(reach)]))
    result: Matrix = ((sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)).astype(np.float32)
    return result
