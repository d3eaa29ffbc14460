"""Small papers, questions and answers, made by hand so that a test can do the arithmetic."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from evals.cases import Case, Evidence, Kind, Question
from evals.running import Asked, Outcome
from qa.types import Abstention, Answer, Citation, Paper, Quote, Sentence, Trace

ALPHA = Paper(
    "alpha", "Alpha: Fast Decoding",
    "Decoding is slow. Alpha adds draft heads and reaches a 2.2x speedup on GSM8K. It needs no training.",
)  # fmt: skip
BETA = Paper(
    "beta", "Beta Prunes Networks",
    "Networks are large. Beta removes 30% of the weights without loss. The code is public.",
)  # fmt: skip
GAMMA = Paper("gamma", "Gamma Merges Models", "Merging models is hard. Gamma averages three models at once.")
PAPERS = (ALPHA, BETA, GAMMA)
BY_ID = {paper.id: paper for paper in PAPERS}

SPEEDUP = "Alpha adds draft heads and reaches a 2.2x speedup on GSM8K."
WEIGHTS = "Beta removes 30% of the weights without loss."


def evidence(paper: Paper, text: str) -> Evidence:
    """The span of ``text`` in the abstract of ``paper``."""
    start = paper.abstract.index(text)
    return Evidence(paper.id, start, start + len(text), text)


def quote(paper: Paper, text: str) -> Quote:
    """The same as a quote."""
    found = evidence(paper, text)
    return Quote(paper.id, found.start, found.end, text)


def answer(*quoted: tuple[Paper, str], confidence: float = 0.9, **more: Any) -> Answer:
    """An extractive answer: one sentence a quote, numbers in the order of the papers."""
    papers = list(dict.fromkeys(paper for paper, _ in quoted))
    numbers = {paper.id: number for number, paper in enumerate(papers, start=1)}
    sentences = tuple(Sentence(text, (numbers[paper.id],)) for paper, text in quoted)
    citations = tuple(
        Citation(numbers[p.id], p.id, p.title, tuple(quote(p, text) for q, text in quoted if q is p))
        for p in papers
    )
    text = " ".join(f"{s.text} [{s.citations[0]}]" for s in sentences)
    made = Answer("?", "?", text, sentences, citations, confidence=confidence)
    return replace(made, **more)


def abstention(reason: str = "not_stated", confidence: float = 0.1) -> Answer:
    """An answer that declines."""
    said = Abstention(reason, "The collection does not answer this.")  # type: ignore[arg-type]
    return Answer("?", "?", said.message, abstention=said, confidence=confidence)


def smalltalk() -> Answer:
    """A word of courtesy without a quote."""
    return Answer("hi", "hi", "Hello.", lead="Hello.", trace=Trace("smalltalk"))


def question(**more: Any) -> Question:
    """A question whose answer is the speedup of Alpha."""
    made = Question(
        "q-1", "How fast is Alpha?", "How fast is Alpha?", "answer",
        ("alpha",), (evidence(ALPHA, SPEEDUP),), (("2.2x",),), (), "2.2x.",
    )  # fmt: skip
    return replace(made, **more)


def outcome(asked: Asked | None = None, kind: Kind = "fact", **more: Any) -> Outcome:
    """A case of one turn as it went."""
    asked = asked or Asked(question(), answer((ALPHA, SPEEDUP)))
    return Outcome(replace(Case(asked.question.id, kind, "dev", (asked.question,)), **more), (asked,))
