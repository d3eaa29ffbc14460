"""How well each paper fits what a list is asked for: features of the two, weighed by a linear model.

Every paper is compared with the topic by words and vectors; the first few are also read with the
question by the cross-encoder, in their title and the sentences nearest to it. Of those that this
leaves open the whole abstract is read, and a second model decides. The weights of both lie in
models/list.json, made by evals/list_fit.py from dev questions and topics with the papers that fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from qa.answer.topic import Pairs, Topic, alternatives, singular, tied_pairs
from qa.cross_encoder import Close
from qa.embedding import Matrix
from qa.parts import Parts
from qa.read import Linear, stored_models
from qa.retrieve import PaperHit
from qa.types import Paper, Passage
from qa.words import abbreviations, content_tokens, index_terms, stem

# Of a topic's words, by weight: in the best sentence, in the title, how often they come, side by side, as
# typed. Then the best cosine, and how far the paper stands out of its collection; how early the best
# sentence stands; all this against the best paper; how many words the topic has.
FEATURES = (
    "sentence", "title", "often", "phrase", "exact", "cosine", "dense_z", "cosine_z", "early", "relative", "words",
    "lacking", "fits", "shows", "fits_relative", "shows_relative",
)  # fmt: skip
WHOLE = (*FEATURES, "whole")  # what the second model looks at
# What tells whether any paper qualifies: the two best scores, the log of the chance that none of the first does, how many
# are to be expected; and of the best paper what its whole abstract says, and two of the features above.
SOME = ("best", "next", "none", "expected", "whole", "answers", "phrase", "words")
# Between these logits the whole abstract is read: 4.5 papers a list. By cross-validation F1 is .765 then,
# as where that of all 20 is read, and .750 without.
_OPEN = (-3.0, 2.0)
# A topic of so many words is a phrase: "heart regeneration" needs both. What a paper without any of them
# loses besides, as a logit; chosen by the cross-validated F1 of evals/list_fit.py (.734; .729 without).
_PHRASE_WORDS = (2, 3)
_LACKING = 1.5
# Of a topic's alternatives ("x or y") the one counts that fits best by the plain sum of these.
_SIMPLE = [FEATURES.index(name) for name in ("sentence", "often", "phrase", "cosine", "relative")]
READ = 20  # papers that are read
# Among so many of the best a list ends. What is added to scores, by Platt's scaling of the cross-validated ones.
LONGEST, _SHIFT = 20, 0.3
_UNLIKELY, _TINY = -8.0, 1e-9  # the score of a paper that is not there, and the least chance
_NEAREST = 2  # sentences of each that are read
_LAST = 5  # of the papers read, whose mean stands for those that are not
_SAMPLE = 100  # papers that tell what cosines are usual in a collection
SCANNED = 300  # papers looked at closely; beyond these none qualifies in a collection of 5,000
ON_TOPIC = "Which papers are about {}?"


class Match(NamedTuple):
    """A paper that may qualify: how well (a logit), the sentence that shows it, and two of the FEATURES."""

    ordinal: int
    score: float
    passage: Passage
    phrase: float = 0.0
    words: float = 0.0


class PaperText(NamedTuple):
    """What is compared of a paper, its words as stems."""

    sentences: tuple[Mapping[str, float], ...]
    title: Mapping[str, float]
    counts: Mapping[str, float]
    tied: Pairs  # neighbours with nothing but a space or hyphens between
    near: Pairs  # all neighbours, and those with a word between
    surfaces: frozenset[str]
    short_forms: tuple[tuple[str, frozenset[str]], ...]


class Compared(NamedTuple):
    """Papers beside a topic: the features, shape (len(papers), len(FEATURES)), and each one's best sentence."""

    ordinals: tuple[int, ...]
    features: Matrix
    passages: tuple[Passage, ...]


class Weights(NamedTuple):
    """The model of all papers, that of those which it leaves open, and that of whether any qualifies."""

    first: Linear
    second: Linear
    some: Linear


def match(parts: Parts, question: str, topic: str, hits: Sequence[PaperHit]) -> list[Match]:
    """The papers of ``hits`` with their scores, in the same order; none for none."""
    if not hits:
        return []
    compared = compare(parts, question, topic, hits)
    logits = penalised(weights().first.logits(compared.features), compared.features)
    whole = np.full(len(hits), np.nan, dtype=np.float32)
    for row in left_open(logits):
        whole[row] = read_whole(parts, question, hits[row].ordinal).fits
    scores = decided(weights().second, logits, compared.features, whole)
    told = compared.features[:, [FEATURES.index("phrase"), FEATURES.index("words")]].tolist()
    rows = zip(compared.ordinals, scores, compared.passages, told, strict=True)
    return [Match(ordinal, float(score), passage, *two) for ordinal, score, passage, two in rows]


def left_open(logits: Matrix) -> list[int]:
    """The rows of the papers read that the first model leaves open."""
    low, high = _OPEN
    return [int(row) for row in np.flatnonzero((logits > low) & (logits < high)) if row < READ]


def read_whole(parts: Parts, question: str, ordinal: int) -> Close:
    """The reading of a paper's whole abstract."""
    return parts.reader.closely(question, parts.paper(ordinal), parts.sentences(ordinal))


def decided(second: Linear, logits: Matrix, features: Matrix, whole: Matrix) -> Matrix:
    """The first model's logits, with the second's where it leaves a paper open; ``whole`` is there for these."""
    result, rows = logits.copy(), left_open(logits)
    if rows:
        open_ones = features[rows]
        result[rows] = penalised(second.logits(np.hstack([open_ones, whole[rows, None]])), open_ones)
    return result


def chances(scores: Matrix) -> Matrix:
    """How likely each of the best papers qualifies, by their scores, best first; shape (at most LONGEST,)."""
    result: Matrix = 1 / (1 + np.exp(-scores[:LONGEST] - _SHIFT))
    return result


def likely_length(scores: Matrix) -> int:
    """How many of the best papers make the list whose F1 is likely the highest, by the scores of all, best first; one at least.

    Of the first k, twice the sum of their chances by k and the sum of all is F1 as it is to be expected.
    """
    likely = chances(scores)
    expected = 2 * np.cumsum(likely) / (np.arange(1, len(likely) + 1) + likely.sum())
    return int(np.argmax(expected)) + 1


def some_fits(parts: Parts, question: str, matches: Sequence[Match]) -> float:
    """The chance that any paper qualifies, by the matches of all, best first and at least one."""
    best = matches[0]
    whole = read_whole(parts, question, best.ordinal)
    first = (whole.fits, whole.answers, best.phrase, best.words)
    (logit,) = weights().some.logits(some_features(np.array([each.score for each in matches]), first)[None])
    return float(1 / (1 + np.exp(-logit)))


def some_features(scores: Matrix, first: tuple[float, float, float, float]) -> Matrix:
    """What tells whether any paper qualifies, shape (len(SOME),), from the scores of all, best first, and from the first paper."""
    likely = chances(scores)
    best = np.r_[scores[:2], [_UNLIKELY] * 2][:2]
    none = np.log(np.prod(1 - likely) + _TINY)
    return np.array([*best, none, likely.sum(), *first], dtype=np.float32)


def penalised(logits: Matrix, features: Matrix) -> Matrix:
    """The logits less what a paper loses that lacks a word of a phrase."""
    result: Matrix = logits - np.float32(_LACKING) * features[:, FEATURES.index("lacking")]
    return result


def compare(parts: Parts, question: str, topic: str, hits: Sequence[PaperHit]) -> Compared:
    """The features of the papers of ``hits``, best first and at least one, for a question and its topic."""
    tables, best = zip(*(_by_words(parts, text, hits) for text in alternatives(topic)), strict=True)
    stacked = np.stack(tables)
    choice = stacked[:, :, _SIMPLE].sum(axis=2).argmax(axis=0)
    rows = np.arange(len(hits))
    passages = [best[n][row] for row, n in enumerate(choice)]
    close = _closely(parts, question, hits, passages)
    relative = close - close.max(axis=0)
    features = np.hstack([stacked[choice, rows], close, relative]).astype(np.float32)
    return Compared(tuple(hit.ordinal for hit in hits), features, tuple(passages))


def _closely(parts: Parts, question: str, hits: Sequence[PaperHit], passages: list[Passage]) -> Matrix:
    """What the cross-encoder makes of each paper, shape (len(hits), 2): whether it fits, its best sentence.

    It also chooses, of the sentences that it reads, the one that is shown.
    """
    vector = parts.question(question).vector
    result = np.empty((len(hits), 2), dtype=np.float32)
    for row, hit in enumerate(hits[:READ]):
        sentences = parts.sentences(hit.ordinal)
        cosines = parts.index.vectors(hit.ordinal)[-len(sentences) :] @ vector
        near = {sentences[int(n)] for n in np.argsort(-cosines)[:_NEAREST]} | {passages[row]}
        read = [sentence for sentence in sentences if sentence in near]
        close = parts.reader.closely(question, parts.paper(hit.ordinal), read)
        result[row] = close.fits, close.sentences.max()
        passages[row] = read[int(np.argmax(close.sentences))]
    result[READ:] = result[max(0, min(len(hits), READ) - _LAST) : READ].mean(axis=0)
    return result


def _by_words(parts: Parts, text: str, hits: Sequence[PaperHit]) -> tuple[Matrix, list[Passage]]:
    """The features that need no reading, shape (len(hits), n), and each paper's best sentence."""
    vector = parts.question(text).vector
    texts = [paper_text(parts.paper(hit.ordinal), parts.sentences(hit.ordinal)) for hit in hits]
    forms = {form for paper in texts for form in paper.short_forms}
    topic = Topic.of(text, parts.index.lexical.idf, forms)
    rows, best = [], []
    for hit, paper in zip(hits, texts, strict=True):
        sentences = parts.sentences(hit.ordinal)
        vectors = parts.index.vectors(hit.ordinal)
        cosines = vectors @ vector
        near = cosines[-len(sentences) :]
        shares = np.array([topic.share(terms) for terms in paper.sentences])
        dense = float(cosines[: len(vectors) - len(sentences)].max(initial=-1.0))
        rows.append(_row(topic, paper, shares, dense, float(near.max())))
        best.append(sentences[int(np.argmax(shares + near))])
    table = np.array(rows, dtype=np.float32)
    usual = _usual(parts, text, vector, table)
    dense_z, cosine_z = (
        np.clip((table[:, column] - mean) / (deviation + 1e-6), -3, 5)
        for column, (mean, deviation) in zip((6, 7), usual, strict=True)
    )
    whole, sentence, title, often, phrase, exact, dense, cosine, early = table.T
    simple = whole + sentence + often + dense + cosine
    columns = [
        sentence, title, often, phrase, exact, cosine, dense_z, cosine_z, early,
        simple / max(float(simple.max()), 1e-6), np.full(len(hits), len(topic.terms)),
        1 - whole if len(topic.terms) in _PHRASE_WORDS else np.zeros_like(whole),
    ]  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32), best


def _row(topic: Topic, paper: PaperText, shares: Matrix, dense: float, cosine: float) -> list[float]:
    present = dict.fromkeys(paper.counts, 1.0)
    phrase = topic.phrase(paper.tied, paper.near, present)
    often = {term: count / (count + 1) for term, count in paper.counts.items()}
    best = float(shares.max())
    return [
        topic.share(present), best, topic.share(paper.title), topic.share(often), phrase,
        1.0 if phrase == 1.0 else topic.exact(paper.surfaces), dense, cosine,
        best * (1 - int(np.argmax(shares)) / len(shares)),
    ]  # fmt: skip


def _usual(parts: Parts, text: str, vector: Matrix, table: Matrix) -> tuple[tuple[float, float], ...]:
    """Mean and deviation of the cosines of wholes and of best sentences, over a sample of the collection."""
    count = len(parts.index.papers)
    values = table[:, [6, 7]]
    if count > _SAMPLE:
        hits = parts.retriever.search(text, vector, range(0, count, -(-count // _SAMPLE)), k=_SAMPLE)
        values = np.array([[hit.dense, hit.sentence] for hit in hits])
    return tuple(zip(values.mean(axis=0).tolist(), values.std(axis=0).tolist(), strict=True))


@lru_cache(maxsize=4096)
def paper_text(paper: Paper, passages: tuple[Passage, ...]) -> PaperText:
    """The words of a paper whose sentences are ``passages``."""
    texts = (paper.title, *(p.text for p in passages))
    rows = [[token.stem for token in content_tokens(text)] for text in texts]
    near = {pair for row in rows for gap in (1, 2) for pair in zip(row, row[gap:], strict=False)}
    forms = abbreviations(paper.text).items()
    return PaperText(
        tuple(dict.fromkeys(index_terms(passage.text), 1.0) for passage in passages),
        dict.fromkeys(index_terms(paper.title), 1.0),
        Counter(index_terms(paper.title) * 2 + index_terms(paper.abstract)),
        frozenset(pair for text in texts for pair in tied_pairs(text)),
        frozenset(near),
        frozenset(singular(t.surface) for t in content_tokens(paper.text)),
        tuple(
            (stem(short.lower()), frozenset(t.stem for t in content_tokens(long))) for short, long in forms
        ),
    )


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that come with the package. Raises ValueError if they are for other features."""
    features = {"first": FEATURES, "second": WHOLE, "some": SOME}
    return Weights(**stored_models("list.json", features, "evals/list_fit.py"))
