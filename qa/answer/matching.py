"""How well each paper fits a topic: features of the two, weighed by a linear model.

The weights lie in models/list.json, made by evals/list_fit.py from dev questions and topics
with the papers that fit them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np

from qa.answer.topic import Topic, singular
from qa.embedding import Matrix
from qa.parts import Parts
from qa.read import Linear
from qa.retrieve import PaperHit
from qa.types import Paper, Passage
from qa.words import abbreviations, content_tokens, index_terms, stem

# Of a topic's words, by weight: in the best sentence, in the title, how often they come, side by side, as
# typed. Then the best cosine, and how far the paper stands out of its collection; how early the best
# sentence stands; all this against the best paper; how many words the topic has.
FEATURES = (
    "sentence", "title", "often", "phrase", "exact", "cosine", "dense_z", "cosine_z", "early", "relative", "words",
)  # fmt: skip
# A topic of so many words is a phrase: "heart regeneration" needs both. What a paper without any of them
# loses, as a logit; chosen on the topics of evals/list_fit.py (F1 .834; .822 without, .802 with 4).
_PHRASE_WORDS = (2, 3)
_LACKING = 2.0
_SAMPLE = 100  # papers that tell what cosines are usual in a collection


class Match(NamedTuple):
    """A paper that may qualify: how well (a logit), and the sentence that shows it."""

    ordinal: int
    score: float
    passage: Passage


class PaperText(NamedTuple):
    """What is compared of a paper, its words as stems."""

    sentences: tuple[Mapping[str, float], ...]
    title: Mapping[str, float]
    counts: Mapping[str, float]
    pairs: frozenset[tuple[str, str]]
    surfaces: frozenset[str]
    short_forms: tuple[tuple[str, frozenset[str]], ...]


class Compared(NamedTuple):
    """The features of papers for one topic, shape (len(papers), len(FEATURES)), each one's best sentence,
    and the share of a phrase's words that each one lacks (0 for any other topic)."""

    features: Matrix
    passages: tuple[Passage, ...]
    lacking: Matrix


def match(parts: Parts, text: str, vector: Matrix, hits: Sequence[PaperHit]) -> list[Match]:
    """The papers of ``hits`` with their score for the topic, in the order of the hits."""
    compared = compare(parts, text, vector, hits)
    scores = weights().logits(compared.features) - _LACKING * compared.lacking
    return [
        Match(hit.ordinal, float(score), passage)
        for hit, score, passage in zip(hits, scores, compared.passages, strict=True)
    ]


def compare(parts: Parts, text: str, vector: Matrix, hits: Sequence[PaperHit]) -> Compared:
    """The features of every hit for a topic; there is at least one hit."""
    texts = [paper_text(parts.paper(hit.ordinal), parts.sentences(hit.ordinal)) for hit in hits]
    forms = {form for paper in texts for form in paper.short_forms}
    topic = Topic.of(text, parts.index.lexical.idf, forms)
    rows, best = [], []
    for hit, paper in zip(hits, texts, strict=True):
        sentences = parts.sentences(hit.ordinal)
        cosines = parts.index.vectors(hit.ordinal)[-len(sentences) :] @ vector
        shares = np.array([topic.share(terms) for terms in paper.sentences])
        rows.append(_row(topic, paper, shares, hit.dense, float(cosines.max())))
        best.append(sentences[int(np.argmax(shares + cosines))])
    table = np.array(rows, dtype=np.float32)
    usual = _usual(parts, text, vector, hits)
    dense_z, cosine_z = (
        np.clip((table[:, column] - mean) / (deviation + 1e-6), -3, 5)
        for column, (mean, deviation) in zip((6, 7), usual, strict=True)
    )
    whole, sentence, title, often, phrase, exact, dense, cosine, early = table.T
    simple = whole + sentence + often + dense + cosine
    columns = [
        sentence, title, often, phrase, exact, cosine, dense_z, cosine_z, early,
        simple / max(float(simple.max()), 1e-6), np.full(len(hits), len(topic.terms)),
    ]  # fmt: skip
    lacking = 1 - whole if len(topic.terms) in _PHRASE_WORDS else np.zeros_like(whole)
    return Compared(np.stack(columns, axis=1).astype(np.float32), tuple(best), lacking)


def _row(topic: Topic, paper: PaperText, shares: Matrix, dense: float, cosine: float) -> list[float]:
    present = dict.fromkeys(paper.counts, 1.0)
    phrase = topic.phrase(paper.pairs, present)
    often = {term: count / (count + 1) for term, count in paper.counts.items()}
    best = float(shares.max())
    return [
        topic.share(present), best, topic.share(paper.title), topic.share(often), phrase,
        1.0 if phrase == 1.0 else topic.exact(paper.surfaces), dense, cosine,
        best * (1 - int(np.argmax(shares)) / len(shares)),
    ]  # fmt: skip


def _usual(
    parts: Parts, text: str, vector: Matrix, hits: Sequence[PaperHit]
) -> tuple[tuple[float, float], ...]:
    """Mean and deviation of the cosines of wholes and of best sentences, over a sample of the collection."""
    count = len(parts.index.papers)
    if count > _SAMPLE:
        hits = parts.retriever.search(text, vector, range(0, count, -(-count // _SAMPLE)), k=_SAMPLE)
    values = np.array([[hit.dense, hit.sentence] for hit in hits])
    return tuple(zip(values.mean(axis=0).tolist(), values.std(axis=0).tolist(), strict=True))


@lru_cache(maxsize=4096)
def paper_text(paper: Paper, passages: tuple[Passage, ...]) -> PaperText:
    """The words of a paper whose sentences are ``passages``."""
    rows = [
        [token.stem for token in content_tokens(text)] for text in (paper.title, *(p.text for p in passages))
    ]
    pairs = {pair for row in rows for gap in (1, 2) for pair in zip(row, row[gap:], strict=False)}
    forms = abbreviations(f"{paper.title}. {paper.abstract}").items()
    return PaperText(
        tuple(dict.fromkeys(index_terms(passage.text), 1.0) for passage in passages),
        dict.fromkeys(index_terms(paper.title), 1.0),
        Counter(index_terms(paper.title) * 2 + index_terms(paper.abstract)),
        frozenset(pairs),
        frozenset(singular(t.surface) for t in content_tokens(f"{paper.title}. {paper.abstract}")),
        tuple(
            (stem(short.lower()), frozenset(t.stem for t in content_tokens(long))) for short, long in forms
        ),
    )


@lru_cache(maxsize=1)
def weights() -> Linear:
    """The weights that come with the package. Raises ValueError if they are for other features."""
    data = json.loads((resources.files("qa") / "models" / "list.json").read_text(encoding="utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise ValueError("models/list.json is for other features; run evals/list_fit.py")
    rows = np.array([data["features"][name] for name in FEATURES], dtype=np.float32).T
    return Linear(rows[0], rows[1], rows[2], float(data["bias"]))
