"""Is this sentence supported by these quotes?

Two parts decide. A score, the calibrated probability of support, from how much of the sentence
the quotes hold in words and in meaning (a small logistic regression; its weights and the script
that fits them: weights.json, evals/verify_fit.py). And rules, which look for the slips that
leave nearly every word in place: a wrong number, a name from elsewhere, a negation lost. A
sentence is supported when its score is high and no rule objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from llama_index.core.base.embeddings.base import BaseEmbedding

from qa.embedding import LocalEmbedding
from qa.types import Paper, Quote, Verdict
from qa.verify.case import Case, Finding
from qa.verify.features import lexical_features, semantic_features
from qa.verify.reading import Reading, Source, read, sources
from qa.verify.rules import findings
from qa.verify.score import load_model
from qa.verify.vectors import Vectors
from qa.words import fold

__all__ = ["Check", "Judge", "Verifier"]

_VERBATIM = 0.99
_FEWEST_WORDS = 2
_ADDS = 2  # content words that a quote must hold alone; one may be there by chance
_RANKS: tuple[Verdict, ...] = ("unsupported", "weak", "supported")


@dataclass(frozen=True)
class Check:
    """What the check says. ``score`` is the calibrated probability that the quotes support it.

    ``reason`` says why the verdict is not "supported".
    """

    verdict: Verdict
    score: float
    reason: str = ""


class Judge(Protocol):
    """A second opinion, such as a language model or an NLI cross-encoder; it can only object."""

    def supports(self, sentence: str, quotes: Sequence[str]) -> bool | None:
        """Whether the quotes state the sentence; None when it cannot tell."""


class Verifier:
    """Checks sentences against quotes. Needs no model; an embedder makes the score better.

    Only the bundled embedder is used for the score, because its weights were fitted on it.
    Safe between threads: the vectors kept are only ever added to.
    """

    def __init__(self, embedder: BaseEmbedding | None = None, judge: Judge | None = None) -> None:
        self._vectors = Vectors(embedder) if isinstance(embedder, LocalEmbedding) else None
        self._model = load_model("semantic" if self._vectors else "lexical")
        self._judge = judge

    def use(self, vectors: Vectors) -> None:
        """Takes over vectors of the bundled embedder that were computed elsewhere, in bulk."""
        self._vectors = vectors
        self._model = load_model("semantic")

    def check(
        self,
        sentence: str,
        quotes: Sequence[Quote],
        papers: Mapping[str, Paper],
        others: Sequence[Paper] = (),
    ) -> Check:
        """The verdict on one sentence against the quotes that it cites.

        ``papers`` gives the quotes' papers by id: their titles and abbreviations count.
        ``others`` are further papers, only to say whose name a stray name is.
        """
        found = self._compared(sentence, quotes, papers, others)
        if found.verdict != "supported" or not self._judge:
            return found
        if self._judge.supports(sentence, [q.text for q in quotes]) is False:
            return Check("unsupported", found.score, "the judging model finds it unsupported")
        return found

    def needed(
        self,
        sentence: str,
        quotes: Sequence[Quote],
        papers: Mapping[str, Paper],
        others: Sequence[Paper] = (),
    ) -> tuple[Quote, ...]:
        """The quotes on which the sentence rests, of those that it cites.

        These are each that alone gives the verdict, without which it gets worse, or that holds
        words of the sentence that no other does.
        """

        def rank(some: Sequence[Quote]) -> int:
            return _RANKS.index(self._compared(sentence, some, papers, others).verdict)

        said = {token.stem for token in read(sentence).content}
        whole, kept = rank(quotes), list(quotes)
        for quote in reversed(quotes):
            rest = [q for q in kept if q is not quote]
            elsewhere: set[str] = set().union(*(read(q.text).stems for q in rest))
            adds = len((said & read(quote.text).stems) - elsewhere) >= _ADDS
            if rest and not adds and rank(rest) >= whole > rank([quote]):
                kept = rest
        return tuple(kept)

    def _compared(
        self, sentence: str, quotes: Sequence[Quote], papers: Mapping[str, Paper], others: Sequence[Paper]
    ) -> Check:
        """The verdict of the score and the rules."""
        if not quotes:
            return Check("unsupported", 0.0, "it cites no sentence of the abstracts")
        mine, behind = read(" ".join(sentence.split())), sources(quotes, papers)
        if len(mine.content) + len(mine.numbers) < _FEWEST_WORDS:
            return Check("unsupported", 0.0, "it says nothing that a quote could back")
        cited = {quote.paper_id for quote in quotes}
        around = [paper for paper in papers.values() if paper.id not in cited]
        found = findings(Case(mine, behind, [*around, *others]))
        score = self._score(mine, behind)
        verdict = self._verdict(score, found)
        if verdict == "supported":
            return Check(verdict, score)
        return Check(verdict, _capped(score, verdict), found[0].reason if found else _loose(mine, behind))

    def _score(self, sentence: Reading, behind: Sequence[Source]) -> float:
        if any(_bare(sentence.text) in _bare(source.reading.text) for source in behind):
            return _VERBATIM
        evidence = [source.reading for source in behind]
        titles = [read(text) for text in dict.fromkeys(s.title.text for s in behind) if text]
        if self._vectors:
            return self._model.score(semantic_features(sentence, evidence, titles, self._vectors))
        return self._model.score(lexical_features(sentence, evidence, titles))

    def _verdict(self, score: float, found: Sequence[Finding]) -> Verdict:
        if score < self._model.weak or any(finding.severity == "wrong" for finding in found):
            return "unsupported"
        return "supported" if score >= self._model.supported and not found else "weak"


def _capped(score: float, verdict: Verdict) -> float:
    """A rule that objects also speaks against the score: no refused sentence is called probable."""
    return round(min(score, 0.5 if verdict == "weak" else 0.1), 3)


def _loose(sentence: Reading, behind: Sequence[Source]) -> str:
    """What of a sentence no quote holds, in words."""
    known: set[str] = set().union(*(s.reading.stems | s.reading.keys | s.title.stems for s in behind))
    absent = list(dict.fromkeys(t.surface for t in sentence.content if t.stem not in known))
    if not absent:
        return "its words are in the quotes, but not put together like this"
    return f"no cited quote speaks of {', '.join(repr(word) for word in absent[:3])}"


def _bare(text: str) -> str:
    return " ".join(fold(text).split()).strip(" .!?\"'“”")
