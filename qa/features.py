"""What the reader looks at: numbers about a question, about a sentence, and about the two together.

Nothing here is a rule: each number is an input of the learned combination in read.py. The word
lists are plain English (question words, connectives of cause and means, the verbs of scientific
prose), none of any field. What depends on a paper alone is computed once and kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from qa.types import Paper, Passage
from qa.words import content_tokens, index_terms

Floats = NDArray[np.float32]
Ids = NDArray[np.uint32]

_NUMBER = re.compile(r"(?<![\w.-])[~<>≈±$]?\d[\d.,]*(?![\w-]*[A-Za-z]{2}-?\d)")
_MEASURE = re.compile(r"\d\s?(?:\\?%|×|\\times|x\b|times\b|-?fold\b|percent|points?\b)")
_NAME = re.compile(r"\b(?:[A-Z][\w+]*[A-Z0-9][\w+-]*|[A-Z]{2,}[\w-]*)\b")
_PROPER = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]+")
_SENTENCE_CUES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "means": r"\b(?:by|via|through|using|based on|with the help of|leverag\w+|utili[sz]\w+|combin\w+|consists? of"
        r"|compris\w+|augment\w+|incorporat\w+|integrat\w+)\b",
        "proposes": r"\b(?:we|this (?:paper|work|study|article)) (?:\w+ ){0,2}?(?:propos|introduc|present|develop|design|describ|investigat"
        r"|stud|examin|adopt|appl|use|train|construct|build|built|curat|employ)\w*",
        "reason": r"\b(?:because|since|due to|owing to|thus|thereby|therefore|hence|so that|allow\w*|enabl\w+|lead\w* to|result\w* in"
        r"|caus\w+|which (?:is|are|makes?)|in order to|attribut\w+|as a result)\b",
        "problem": r"\b(?:however|but|despite|although|challeng\w+|problem\w*|lack\w*|limit\w+|suffer\w*|costly|expensive|difficult\w*|remain\w*"
        r"|unclear|unknown|existing|traditional\w*|previous\w*|often|typically|fail\w*)\b",
        "result": r"\b(?:show\w*|demonstrat\w+|achiev\w+|outperform\w*|results?|improv\w+|reduc\w+|increas\w+|experiment\w*|find\w*|found|observ\w+"
        r"|reveal\w*|evaluat\w+|significant\w*|compared (?:to|with)|conclu\w+|suggest\w*)\b",
        "aim": r"\b(?:aims?|goal|purpose|objective|to (?:address|overcome|tackle|mitigate|solve|determine|assess|evaluate|investigate))\b",
        "example": r"\b(?:such as|including|include\w*|namely|e\.g|for example|i\.e)\b|: |\(1\)|\(i\)",
    }.items()
}
_LEANS = re.compile(r"\W*(?:this|that|these|those|it|its|they|their|such)\b", re.IGNORECASE)

_ASKS = re.compile(
    r"\?(?=\s|$)|\b(?:explain|tell|describe|clarify|know)\b.{0,60}?\b(?:how|why|what|which|whether|where|when|who)\b"
    r"|^\W*(?:\w+ )?(?:who|whom|whose|what|which|when|where|why|how)\b"
    r"|^\W*(?:is|are|was|were|do|does|did|can|could|has|have|will|would|should)\b",
    re.IGNORECASE,
)

STATIC = (
    "numbers", "has_number", "measure", "names", "proper", *_SENTENCE_CUES,
    "leans", "length", "first", "last", "relative", "parenthesis",
)  # fmt: skip


def is_bare(text: str) -> bool:
    """Whether a question is bare words, as in a search box: they ask to be shown what there is."""
    return not _ASKS.search(text)


def term_id(term: str) -> int:
    """A number that stands for a stem; 32 bits, so that two rarely share one."""
    return crc32(term.encode())


@dataclass(frozen=True)
class PaperWords:
    """What the features need of a paper's words, computed once.

    ``terms`` are the ids of the stems, sentence after sentence, distinct within each; those of
    sentence ``i`` begin at ``starts[i]``; ``title`` has those of the title. ``lengths`` counts
    each sentence's content words. ``static`` has shape (n_sentences, len(STATIC)).
    """

    terms: Ids
    starts: NDArray[np.int64]
    title: Ids
    lengths: Floats
    static: Floats

    @classmethod
    def of(cls, paper: Paper, passages: Sequence[Passage]) -> PaperWords:
        """The words of a paper whose sentences are ``passages``."""
        rows = [sorted({term_id(t) for t in index_terms(p.text)}) or [0] for p in passages]
        starts = np.cumsum([0, *(len(row) for row in rows)])[:-1]
        flat = np.array([i for row in rows for i in row], dtype=np.uint32)
        title = np.array(sorted({term_id(t) for t in index_terms(paper.title)}), dtype=np.uint32)
        lengths = np.array([len(content_tokens(p.text)) for p in passages], dtype=np.float32)
        static = np.array(
            [_static(p.text, n, len(passages)) for n, p in enumerate(passages)], dtype=np.float32
        )
        return cls(flat, starts, title, lengths, static.reshape(len(passages), len(STATIC)))


def _static(text: str, position: int, count: int) -> list[float]:
    numbers = len(_NUMBER.findall(text))
    return [
        float(np.log1p(numbers)),
        float(numbers > 0),
        float(np.log1p(len(_MEASURE.findall(text)))),
        float(np.log1p(len(_NAME.findall(text)))),
        float(np.log1p(len(_PROPER.findall(text)))),
        *(min(float(len(pattern.findall(text))), 2.0) for pattern in _SENTENCE_CUES.values()),
        float(bool(_LEANS.match(text))),
        float(np.log1p(len(text.split()))),
        float(position == 0),
        float(position == count - 1 and count > 1),
        position / max(count - 1, 1),
        float("(" in text),
    ]


@dataclass(frozen=True)
class Asked:
    """A question's words: ids of its stems and their idf, of shape (n,); the share, by idf, that no paper has."""

    ids: Ids
    weights: Floats
    unknown: float

    @classmethod
    def of(cls, text: str, idf: Callable[[str], float]) -> Asked:
        """The distinct stems of a question and what the collection makes of them."""
        terms = list(dict.fromkeys(index_terms(text)))
        weights = np.array([idf(t) for t in terms], dtype=np.float32)
        unknown = float(weights[weights >= idf("\0")].sum() / max(float(weights.sum()), 1e-6))
        return cls(np.array([term_id(t) for t in terms], dtype=np.uint32), weights, unknown)


PAIR = (
    "cosine", "cosine_before", "cosine_after", "cosine_in_paper", "cosine_in_all",
    "dense", "dense_in_all", "lexical_in_all", "standing",
    "cover", "cover_context", "cover_asked", "cover_rarest", "cover_count", "cover_before", "cover_after",
    "cover_in_paper", "cover_in_all", "density", "title_cover", "asked_in_paper",
)  # fmt: skip


@dataclass(frozen=True)
class Pool:
    """The candidate papers' sentences in one table. ``paper`` gives each sentence's paper, shape (n,)."""

    words: Sequence[PaperWords]
    paper: NDArray[np.int64]
    first: NDArray[np.int64]  # the row of each paper's first sentence

    @classmethod
    def of(cls, words: Sequence[PaperWords]) -> Pool:
        """The table of these papers, in this order; each has at least one sentence."""
        counts = np.array([len(w.lengths) for w in words])
        return cls(words, np.repeat(np.arange(len(words)), counts), np.cumsum(counts) - counts)


def pair_features(
    asked: Asked, pool: Pool, cosine: Floats, dense: Floats, lexical: Floats, standing: Floats
) -> Floats:
    """One row per sentence, one column per name of PAIR.

    ``cosine`` is per sentence, shape (n,); ``dense``, ``lexical`` and ``standing`` (the fused
    retrieval score) are per paper.
    """
    paper, first = pool.paper, pool.first
    weights = asked.weights / max(float(asked.weights.sum()), 1e-6)
    present = _present(asked.ids, pool)
    title = np.array([np.isin(asked.ids, w.title) for w in pool.words]).reshape(
        len(pool.words), len(asked.ids)
    )
    context = present | title[paper]
    for row in range(1, len(paper)):  # what an earlier sentence of the paper has said counts as said
        if paper[row] == paper[row - 1]:
            context[row] |= context[row - 1]
    cover = present @ weights
    asked_weights = np.where(title, 0.0, weights)  # what the title does not say is what is asked
    asked_total = np.maximum(asked_weights.sum(axis=1), 1e-6)
    cover_asked = (present * asked_weights[paper]).sum(axis=1) / asked_total[paper]
    rarest = present[:, int(np.argmax(asked.weights))] if len(asked.ids) else np.zeros(len(paper))
    in_paper = np.maximum.reduceat(present, first, axis=0) | title
    lengths = np.concatenate([w.lengths for w in pool.words])
    lexical_top = max(float(lexical.max(initial=0.0)), 1e-6)
    columns = [
        cosine, before(cosine, paper), after(cosine, paper),
        cosine - np.maximum.reduceat(cosine, first)[paper], cosine - cosine.max(),
        dense[paper], (dense - dense.max())[paper], (lexical / lexical_top)[paper], standing[paper],
        cover, context @ weights, cover_asked, rarest, present.sum(axis=1),
        before(cover, paper), after(cover, paper),
        cover - np.maximum.reduceat(cover, first)[paper], cover - cover.max(),
        present.sum(axis=1) / np.maximum(lengths, 1.0), (title @ weights)[paper], (in_paper @ weights)[paper],
    ]  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def _present(ids: Ids, pool: Pool) -> NDArray[np.bool_]:
    """Which sentence holds which term, shape (n_sentences, n_terms)."""
    terms = np.concatenate([w.terms for w in pool.words])
    sizes = np.array([len(w.terms) for w in pool.words])
    starts = np.concatenate(
        [w.starts + shift for w, shift in zip(pool.words, np.cumsum(sizes) - sizes, strict=True)]
    )
    found: NDArray[np.bool_] = np.logical_or.reduceat(terms[:, None] == ids[None, :], starts, axis=0)
    return found


def before(column: Floats, paper: NDArray[np.int64]) -> Floats:
    """Each sentence's value of the sentence before it in its paper, 0 where it is the first."""
    shifted = np.zeros_like(column)
    shifted[1:] = np.where(paper[1:] == paper[:-1], column[:-1], 0.0)
    return shifted


def after(column: Floats, paper: NDArray[np.int64]) -> Floats:
    """Each sentence's value of the sentence after it in its paper, 0 where it is the last."""
    shifted = np.zeros_like(column)
    shifted[:-1] = np.where(paper[1:] == paper[:-1], column[1:], 0.0)
    return shifted
