"""The reader: which sentences of the retrieved papers answer a question, and whether any does.

The seam between retrieval and answering. ``Reader.read`` takes a question and its candidate
papers, with everything about the papers computed beforehand, and gives back the papers in
order, every sentence with its score, and the probability that the collection answers at all.

It reads in two steps. All candidates are read by their words and vectors: a linear model over the
features of features.py. The first few are then read closely, by cross_encoder.py, and two linear
models over both readings choose the sentences and say whether they answer. The weights of the
three lie in models/reader.json, made by evals/reader/fit.py and, whether it is answered, by
evals/reader/declining_fit.py, which print their cross-validated figures.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np

from qa.cross_encoder import Close, CrossEncoder
from qa.embedding import Matrix
from qa.expected import asks_name, asks_number, has_new_name, has_number, quantity_asked, tells_quantity
from qa.features import PAIR, STATIC, Asked, PaperWords, Pool, is_bare, pair_features
from qa.terms import is_term
from qa.types import Paper, Passage
from qa.words import Token, content_tokens, index_terms

SENTENCE = (*PAIR, *STATIC)
CLOSE = (*SENTENCE, "close", "close_in_paper", "answers", "fits")
ANSWERABLE = (
    "best", "margin", "in_paper", "in_sentences", "rarest", "name_missing", "name_elsewhere", "dense", "cosine",
    "close", "answers", "fits", "bare", "bare_answers", "again", "strange",
    "number", "number_lacking", "number_lacking_in_all", "name", "name_lacking", "name_lacking_in_all",
    "quantity", "quantity_told", "quantity_told_in_any",
)  # fmt: skip
CLOSELY = 4  # papers that are read closely at most; most questions name one, which is alone in reach
_REACH = 4.0  # how far below the first a paper may stand to be read closely too
_FEW = 3  # sentences that an answer has at most
# Cosine of the nearest abstract, from which words that no paper has do not make a question strange.
_NEAR = 0.35


@dataclass(frozen=True)
class Question:
    """A question as it is read: its text, its content words, its unit vector of shape (dimension,).

    ``unnamed`` is the text without the names of papers.
    """

    text: str
    tokens: tuple[Token, ...]
    vector: Matrix
    unnamed: str

    @classmethod
    def of(cls, text: str, vector: Matrix, unnamed: str | None = None) -> Question:
        """The question with this text and vector; ``unnamed`` is the text itself where none is given."""
        return cls(text, content_tokens(text), vector, unnamed if unnamed and unnamed.strip() else text)


@dataclass(frozen=True)
class PaperCandidate:
    """One retrieved paper: its sentences in order, their unit vectors, its retrieval scores.

    ``vectors`` has shape (len(passages), dimension). ``dense`` is the cosine of the whole
    abstract, ``sentence`` the best cosine of a sentence, ``lexical`` the BM25 score, and
    ``standing`` what retrieval made of the three.
    """

    ordinal: int
    paper: Paper
    passages: tuple[Passage, ...]
    vectors: Matrix
    dense: float
    sentence: float
    lexical: float
    standing: float


@dataclass(frozen=True)
class ReadSentence:
    """A sentence and its probability to be the one that answers, if any of those read does."""

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


class Linear(NamedTuple):
    """A linear model over standardised features, each limited to five deviations. Shapes (n,)."""

    mean: Matrix
    deviation: Matrix
    weight: Matrix
    bias: float

    def logits(self, features: Matrix) -> Matrix:
        """One logit a row of ``features``, shape (rows,)."""
        limited: Matrix = np.clip((features - self.mean) / self.deviation, -5, 5)
        result: Matrix = limited @ self.weight + np.float32(self.bias)
        return result


class Table(NamedTuple):
    """The sentences of all candidates in one table, and their features."""

    passages: tuple[Passage, ...]
    paper: Matrix  # the candidate of each sentence, shape (n,)
    features: Matrix  # shape (n, len(SENTENCE))
    asked: Asked
    words: Sequence[PaperWords]


# A close reading of a question and some sentences of a paper.
Read = Callable[[str, Paper, Sequence[Passage]], Close]


class Reader:
    """Reads all candidates by their words and vectors, and the first few closely."""

    def __init__(
        self, weights: Mapping[str, Linear] | None = None, cross_encoder: CrossEncoder | None = None
    ) -> None:
        self._weights = weights or load_weights()
        self._cross_encoder = cross_encoder or CrossEncoder()

    def read(
        self, question: Question, candidates: Sequence[PaperCandidate], idf: Callable[[str], float]
    ) -> Reading:
        """The reading of a question over its candidate papers; ``idf`` is the collection's."""
        missing = named_missing(question, idf)
        candidates = [candidate for candidate in candidates if candidate.passages]
        if not candidates:
            return Reading((), (), 0.0, missing)
        table = tabulate(question, candidates, idf)
        logits = self._weights["sentence"].logits(table.features)
        near = near_papers(standing(candidates, table, logits))
        closely = {
            row: self.closely(question.text, candidates[row].paper, candidates[row].passages) for row in near
        }
        close = close_features(table, closely)
        logits = closer(logits, table, close, self._weights["close"])
        again = read_again(self.closely, question, candidates, table, logits)
        evidence = answerable_features(question, candidates, table, close, logits, again, bool(missing))
        return _reading(candidates, table, logits, self.chance(evidence), missing)

    def chance(self, evidence: Matrix) -> float:
        """The probability that a question is answered, by the features of :func:`answerable_features`."""
        return float(_sigmoid(self._weights["answerable"].logits(evidence[None]))[0])

    def closely(self, question: str, paper: Paper, passages: Sequence[Passage]) -> Close:
        """The close reading of some sentences of one paper."""
        return self._cross_encoder.read(question, paper, passages)


def standing(candidates: Sequence[PaperCandidate], table: Table, logits: Matrix) -> Matrix:
    """How far up each candidate is after the first step: by retrieval and by its best sentence."""
    result: Matrix = np.array([c.standing for c in candidates], dtype=np.float32) + _best_of_papers(
        table, logits
    )
    return result


def near_papers(standings: Matrix) -> list[int]:
    """The papers to read closely: the first, and the next few that come near it."""
    order = np.argsort(-standings, kind="stable")[:CLOSELY]
    return [int(row) for row in order if standings[order[0]] - standings[row] < _REACH]


def close_features(table: Table, closely: Mapping[int, Close]) -> Matrix:
    """What close reading adds to a sentence's features, shape (n, 4); not a number where a paper was not read so.

    The sentence's logit, the log of its share in its paper, and the logits that its paper answers
    and that it is the one asked about.
    """
    result = np.full((len(table.passages), 4), np.nan, dtype=np.float32)
    for row, close in closely.items():
        share = close.sentences - np.logaddexp.reduce(close.sentences)
        paper = (np.full_like(share, logit) for logit in (close.answers, close.fits))
        result[table.paper == row] = np.stack([close.sentences, share, *paper], axis=1)
    return result


def closer(logits: Matrix, table: Table, close: Matrix, model: Linear) -> Matrix:
    """The logits with those of the sentences read closely made anew, all others below the papers they follow."""
    read = ~np.isnan(close[:, 0])
    result = np.empty_like(logits)
    result[read] = model.logits(np.hstack([table.features[read], close[read]]))
    floor = _best_of_papers(table, np.where(read, result, np.inf)).min()
    result[~read] = logits[~read] - logits[~read].max(initial=-np.inf) + floor - 1
    return result


def tabulate(question: Question, candidates: Sequence[PaperCandidate], idf: Callable[[str], float]) -> Table:
    """The features of every sentence of the candidates, each of which has at least one."""
    words = [_words(c.paper, c.passages) for c in candidates]
    pool = Pool.of(words)
    asked = Asked.of(question.text, idf)
    cosine = np.concatenate([c.vectors @ question.vector for c in candidates])
    columns = np.array([[c.dense, c.lexical, c.standing] for c in candidates], dtype=np.float32)
    pair = pair_features(asked, pool, cosine, *columns.T)
    static = np.concatenate([w.static for w in words])
    passages = tuple(passage for c in candidates for passage in c.passages)
    return Table(passages, pool.paper.astype(np.float32), np.hstack([pair, static]), asked, words)


def read_again(
    read: Read, question: Question, candidates: Sequence[PaperCandidate], table: Table, logits: Matrix
) -> float:
    """The logit that the best sentence answers, read with its neighbours alone.

    The mean of the question as asked and without the names of papers, which are in the title.
    """
    best = int(np.argmax(logits))
    row = int(table.paper[best])
    at = best - int(np.flatnonzero(table.paper == row)[0])
    around = candidates[row].passages[max(0, at - 1) : at + 2]
    wordings = dict.fromkeys((question.text, question.unnamed))
    return float(np.mean([read(text, candidates[row].paper, around).answers for text in wordings]))


def answerable_features(
    question: Question,
    candidates: Sequence[PaperCandidate],
    table: Table,
    close: Matrix,
    logits: Matrix,
    again: float,
    missing: bool,
) -> Matrix:
    """What tells an answered question from another, shape (len(ANSWERABLE),); ``again`` as by :func:`read_again`.

    The words of the question are looked for in the paper of the best sentence and in the few
    sentences that an answer would show; a name that stands only in other papers speaks against it.
    """
    order = np.argsort(-logits)
    top = int(table.paper[order[0]])
    candidate, words = candidates[top], table.words[top]
    shown = [row for row in order[: 4 * _FEW] if table.paper[row] == top][:_FEW]
    said = {term for row in shown for term in index_terms(table.passages[row].text)}
    said |= set(index_terms(candidate.paper.title))
    weights = table.asked.weights / max(float(table.asked.weights.sum()), 1e-6)
    in_paper = np.isin(table.asked.ids, np.concatenate([words.terms, words.title]))
    terms = list(dict.fromkeys(index_terms(question.text)))
    in_shown = np.array([term in said for term in terms], dtype=bool)
    rarest = bool(in_paper[int(np.argmax(weights))]) if len(weights) else False
    names = {token.stem for token in question.tokens if _is_name(question.text, token)}
    elsewhere = sum(term in names and not held for term, held in zip(terms, in_paper, strict=True))
    bare = is_bare(question.text) and not missing
    dense = max(c.dense for c in candidates)
    runner_up = next((float(logits[row]) for row in order if table.paper[row] != top), float(logits.min()))
    return np.array(
        [
            logits[order[0]], logits[order[0]] - runner_up, in_paper @ weights, in_shown @ weights, rarest,
            missing, min(elsewhere, 3), dense, max(c.sentence for c in candidates),
            close[table.paper == top, 0].max(), close[order[0], 2], close[order[0], 3],
            bare, bare * close[order[0], 2], again, table.asked.unknown * max(0.0, _NEAR - dense),
            *_expected(question.text, candidate.paper.title, [table.passages[row].text for row in shown]),
        ],
        dtype=np.float32,
    )  # fmt: skip


def _expected(question: str, title: str, shown: Sequence[str]) -> list[bool]:
    """Whether a number is asked for, and lacking in the best sentence and in all shown; the same of a name. Then whether it is
    said what is counted, and told how many by the best sentence and by any.
    """
    number, name = asks_number(question), asks_name(question)
    numbers = [has_number(text) for text in shown]
    names = [has_new_name(text, (question, title)) for text in shown]
    quantity = quantity_asked(question)
    told = [quantity is not None and tells_quantity(quantity, text) for text in shown]
    return [
        number, number and not numbers[0], number and not any(numbers),
        name, name and not names[0], name and not any(names),
        quantity is not None, told[0], any(told),
    ]  # fmt: skip


@lru_cache(maxsize=1)
def shared_reader() -> Reader:
    """The reader that all assistants of this process share: its networks take much memory."""
    return Reader()


def named_missing(question: Question, idf: Callable[[str], float]) -> tuple[str, ...]:
    """Names (a capital or a digit within) and terms in the question that no paper of the collection holds."""
    unknown = idf("\0")  # what a term without any paper weighs
    missing = (token for token in naming(question) if idf(token.stem) >= unknown)
    return tuple(dict.fromkeys(question.text[token.start : token.end] for token in missing))


def naming(question: Question) -> list[Token]:
    """The words of a question that are names (a capital or a digit within) or technical terms."""
    return [
        token
        for token in question.tokens
        if (_is_name(question.text, token) or is_term(token.surface))
        and not _AGAINST.search(question.text, 0, token.start)
    ]


def load_weights() -> dict[str, Linear]:
    """The weights that come with the package. Raises ValueError if they are for other features."""
    features = {"sentence": SENTENCE, "close": CLOSE, "answerable": ANSWERABLE}
    return stored_models("reader.json", features, "evals/reader/fit.py")


def stored_models(file: str, features: Mapping[str, Sequence[str]], maker: str) -> dict[str, Linear]:
    """The models of a file of models/, by name. Raises ValueError, naming its maker, if they are for other features."""
    data = json.loads((resources.files("qa") / "models" / file).read_text(encoding="utf-8"))
    found = {}
    for name, wanted in features.items():
        if tuple(data[name]["features"]) != tuple(wanted):
            raise ValueError(f"models/{file}: {name!r} is for other features; run {maker}")
        rows = np.array([data[name]["features"][f] for f in wanted], dtype=np.float32).T
        found[name] = Linear(rows[0], rows[1], rows[2], float(data[name]["bias"]))
    return found


_BREAK = re.compile(r"[.?!]\s|\n")  # between two words: a sentence ends here
_CALENDAR = frozenset(
    ("monday tuesday wednesday thursday friday saturday sunday january february march april june july august"
     " september october november december").split()
)  # fmt: skip


_AGAINST = re.compile(r"\banti-$", re.IGNORECASE)  # what acts against a thing goes by a name of its own
_AMOUNT = re.compile(r"\d[\d.,]*[A-Za-z]{0,2}")  # "208M" is no name, nor is "3D"


def _is_name(text: str, token: Token) -> bool:
    surface = text[token.start : token.end]
    if not any(char.isalpha() for char in surface) or _AMOUNT.fullmatch(surface):
        return False
    inside = any(char.isdigit() for char in surface) or any(char.isupper() for char in surface[1:])
    if surface.lower() in _CALENDAR:
        return False
    return inside or (surface[:1].isupper() and not _opens(text, token.start))


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins with the word that begins there."""
    end = start
    while end and not text[end - 1].isalnum():
        end -= 1
    return not end or _BREAK.search(text, end, start) is not None


def _reading(
    candidates: Sequence[PaperCandidate],
    table: Table,
    logits: Matrix,
    answerable: float,
    missing: tuple[str, ...],
) -> Reading:
    scores = np.exp(logits - logits.max())
    scores /= scores.sum()
    owner = table.paper.astype(int)
    sentences = tuple(
        ReadSentence(candidates[owner[row]].ordinal, table.passages[row], float(scores[row]))
        for row in np.argsort(-logits, kind="stable")
    )
    best = _best_of_papers(table, logits)
    papers = tuple((candidates[row].ordinal, float(best[row])) for row in np.argsort(-best, kind="stable"))
    return Reading(papers, sentences, answerable, missing)


def _best_of_papers(table: Table, logits: Matrix) -> Matrix:
    """The best logit of each paper's sentences, in the order of the candidates."""
    first = np.flatnonzero(np.r_[True, np.diff(table.paper) > 0])
    best: Matrix = np.maximum.reduceat(logits, first)
    return best


@lru_cache(maxsize=8192)
def _words(paper: Paper, passages: tuple[Passage, ...]) -> PaperWords:
    return PaperWords.of(paper, passages)


def _sigmoid(logits: Matrix) -> Matrix:
    result: Matrix = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return result
