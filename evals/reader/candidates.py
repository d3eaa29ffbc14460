"""What a question is not about, though it looks so: texts near it, by the public vectors and by BM25."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

import bm25s
import Stemmer

from evals.reader.material import Item, Material, Text
from evals.reader.network import EmbeddingNetwork
from evals.reader.vectors import all_vectors

_BEST, _MOST = 8, 10  # of each of the two; of both


def mined(material: Material, public: EmbeddingNetwork) -> list[Item]:
    """All items; those that are no lists have got their negatives, from the texts of their source."""
    items = [item for item in material.items if item.kind == "list"]
    for source, texts in material.texts.items():
        items += _mined([item for item in material.items if item.kind == source], texts, public)
    return items


def _mined(items: Sequence[Item], texts: Sequence[Text], public: EmbeddingNetwork) -> Iterator[Item]:
    if not items:
        return
    wholes, questions = [text.whole for text in texts], [item.question for item in items]
    best = min(_BEST, len(texts))
    cosines = all_vectors(public, questions) @ all_vectors(public, wholes).T
    near = cosines.topk(best).indices.tolist()
    for item, *found in zip(items, near, _alike(questions, wholes, best), strict=True):
        order = chain.from_iterable(zip(*found, strict=True))
        others = dict.fromkeys(texts[n] for n in order if texts[n] != item.positives[0].text)
        yield replace(item, negatives=tuple(others)[:_MOST])


def _alike(questions: Sequence[str], wholes: Sequence[str], best: int) -> list[list[int]]:
    """For each question the numbers of the texts that BM25 finds first."""
    stemmer, index = Stemmer.Stemmer("english"), bm25s.BM25()
    asked, told = (
        bm25s.tokenize(list(t), stemmer=stemmer, stopwords="en", show_progress=False)
        for t in (questions, wholes)
    )
    index.index(told, show_progress=False)
    found, _ = index.retrieve(asked, k=best, show_progress=False)
    numbers: list[list[int]] = found.tolist()
    return numbers
