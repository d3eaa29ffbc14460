"""The opened parts that answering needs, and one question's work on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from qa.answer.numbering import Numbering
from qa.conversation import NameIndex, Understood
from qa.embedding import Matrix
from qa.index import Index
from qa.kinds import KindModel
from qa.mentions import find_mentions
from qa.passages import kind_of
from qa.places import Places
from qa.query import Vocabulary
from qa.read import PaperCandidate, Question, Reader, Reading
from qa.retrieve import HybridRetriever, PaperHit
from qa.route import Routed
from qa.spelling import Spelling
from qa.types import Abstention, Draft, Paper, Passage, Quote, ScoredPassage
from qa.words import Token, index_terms

_APART = re.compile(r"[\s\-‐‑–]+")
_OPENING = re.compile(r"\d+|\D{1,3}")  # of a word, which a text without these has in no form
# Letters with which a word begins as others of its family do: so many at least, and so much of it.
_BEGINNING, _ALIKE = 6, 0.7


@dataclass(frozen=True)
class Parts:
    """Everything that is opened once and shared by all questions. Safe between threads."""

    index: Index
    retriever: HybridRetriever
    reader: Reader
    vocabulary: Vocabulary
    spelling: Spelling
    names: NameIndex
    kinds: KindModel
    places: Places
    question: Callable[[str], Question]  # as it is read, with its vector

    def paper(self, ordinal: int) -> Paper:
        return self.index.papers[ordinal]

    def sentences(self, ordinal: int) -> tuple[Passage, ...]:
        """A paper's sentences, in order."""
        return tuple(p for p in self.index.passages(ordinal) if kind_of(p) == "sentence")

    def scored(self, passage: Passage | Quote, score: float = 1.0) -> ScoredPassage:
        """A passage or quote with its paper's title and a score."""
        title = self.paper(self.index.ordinal(passage.paper_id)).title
        return ScoredPassage(passage.paper_id, title, score, passage.start, passage.end, passage.text)

    def knows_any_word(self, text: str) -> bool:
        """Whether the collection has any word of a text; without one, what is nearest is so by chance."""
        return any(term in self.index.lexical.vocabulary for term in index_terms(text))

    def idf(self, stem: str) -> float:
        """How rare a word is; a place is as rare as what is from it, where only this is there."""
        lexical = self.index.lexical
        known = (stem,) if stem in lexical.vocabulary else self.places.akin(stem)
        return min(map(lexical.idf, known), default=lexical.idf(stem))

    def having(self, token: Token) -> tuple[int, ...]:
        """The papers that have a word as it is, within a longer one ("nanoplastics") or as one of the same long beginning
        ("recidivist" for "recidivism"); where none has, those with it apart or with signs ("methyl mercury", "LC(50)")."""
        lexical = self.index.lexical
        beginning = _beginning(token)
        alike = [stem for stem in lexical.vocabulary if beginning in stem] if beginning else [token.stem]
        alike += self.places.akin(token.stem)
        found = np.flatnonzero(lexical.scores(dict.fromkeys(alike, 1.0)))
        if found.size:
            return tuple(map(int, found))
        texts = (f"{paper.title} {paper.abstract}" for paper in self.index.papers)
        return tuple(ordinal for ordinal, text in enumerate(texts) if _has_apart(token, text))

    def candidate(self, hit: PaperHit) -> PaperCandidate:
        """A retrieved paper with all that the reader wants to know of it."""
        sentences = self.sentences(hit.ordinal)
        vectors: Matrix = self.index.vectors(hit.ordinal)[-len(sentences) :]
        return PaperCandidate(
            hit.ordinal, self.paper(hit.ordinal), sentences, vectors,
            hit.dense, hit.sentence, hit.lexical, hit.score,
        )  # fmt: skip

    def read(self, question: Question, hits: Sequence[PaperHit]) -> Reading:
        """The reader's view of these papers."""
        return self.reader.read(question, [self.candidate(hit) for hit in hits], self.idf)


def _beginning(token: Token) -> str:
    """The letters by which a word is known in its family; empty for a short one."""
    return (
        token.stem[: max(_BEGINNING, round(_ALIKE * len(token.stem)))]
        if len(token.stem) >= _BEGINNING
        else ""
    )


def _has_apart(token: Token, text: str) -> bool:
    text, beginning = text.lower(), _beginning(token)
    if _OPENING.match(token.surface)[0] not in text:  # type: ignore[index]
        return False
    return bool(beginning and beginning in _APART.sub("", text)) or bool(find_mentions(token.surface, text))


@dataclass(frozen=True)
class Work:
    """One question on its way: as understood, routed, limited and numbered."""

    understood: Understood
    routed: Routed
    numbering: Numbering
    ordinals: tuple[int, ...] | None  # None: the whole collection

    @property
    def text(self) -> str:
        return self.understood.standalone

    def admits(self, ordinal: int) -> bool:
        """Whether the question may use this paper."""
        return self.ordinals is None or ordinal in self.ordinals


@dataclass(frozen=True)
class Outcome:
    """What a route comes to: a draft or an abstention, and how it got there.

    ``evidence`` are the sentences that a language model may use, best first.
    """

    draft: Draft | None = None
    abstention: Abstention | None = None
    evidence: tuple[ScoredPassage, ...] = ()
    passages: tuple[ScoredPassage, ...] = ()
    answerable: float | None = None
    notes: tuple[str, ...] = field(default=())
