"""Asks the assistant every question of the cases and keeps what it said, with the time it took."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from evals.cases import Case, Question
from evals.measures.variants import VARIANTS
from evals.stats import SEED
from qa.types import Answer, Filters, Paper, ScoredPassage, Turn


class Assistant(Protocol):
    """The part of :class:`qa.Assistant` that the evals use; a mutation wraps it."""

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The collection."""

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """An answer."""

    def retrieve(self, question: str, k: int = 10) -> list[ScoredPassage]:
        """The nearest papers, best first."""


@dataclass(frozen=True)
class Asked:
    """One question and what came of it.

    ``ranked`` is the retrieval for the question as understood, ``gold_ranked`` that for the
    gold stand-alone question (follow-ups only). ``seconds`` is the whole call of ``ask``,
    ``embedding`` that of embedding the question alone. ``variants`` maps the name of a
    variant to the papers that its answer cites.
    """

    question: Question
    answer: Answer
    ranked: tuple[ScoredPassage, ...] = ()
    gold_ranked: tuple[ScoredPassage, ...] = ()
    seconds: float = 0.0
    embedding: float = 0.0
    variants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """A case and its turns as they went."""

    case: Case
    turns: tuple[Asked, ...]


@dataclass(frozen=True)
class Plan:
    """What a run does beyond asking. ``embed`` times one embedding of the question.

    ``variants`` is how many fact questions are asked again in other clothes: four more
    questions each, which would take most of a run if all were.
    """

    embed: Callable[[str], object]
    variants: int = 50
    seed: int = SEED


def run_cases(
    assistant: Assistant, cases: Sequence[Case], plan: Plan, progress: Callable[[Case], None] | None = None
) -> list[Outcome]:
    """The outcomes in the order of the cases. ``progress`` is called after each."""
    dressed = _drawn(cases, plan)
    assistant.ask(cases[0].turns[0].question)  # the first question of a process pays for start-up
    outcomes = []
    for case in cases:
        outcomes.append(Outcome(case, _turns(assistant, case, plan, case.id in dressed)))
        if progress:
            progress(case)
    return outcomes


def _turns(assistant: Assistant, case: Case, plan: Plan, dressed: bool) -> tuple[Asked, ...]:
    history: list[Turn] = []
    asked = []
    for question in case.turns:
        start = time.perf_counter()
        answer = assistant.ask(question.question, history=tuple(history))
        seconds = time.perf_counter() - start
        start = time.perf_counter()
        plan.embed(question.question)
        embedding = time.perf_counter() - start
        ranked = _ranked(assistant, question, answer.standalone)
        gold = _ranked(assistant, question, question.standalone) if history else ()
        variants = _variants(assistant, question) if dressed else {}
        asked.append(Asked(question, answer, ranked, gold, seconds, embedding, variants))
        history.append(Turn(question.question, answer))
    return tuple(asked)


def _ranked(assistant: Assistant, question: Question, text: str) -> tuple[ScoredPassage, ...]:
    """Retrieval, where there is something to find: not for what is to be declined or only counted."""
    if question.expect == "abstain" or not question.relevant:
        return ()
    return tuple(assistant.retrieve(text, k=10))


def _variants(assistant: Assistant, question: Question) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(sorted(c.paper_id for c in assistant.ask(dress(question.question)).citations))
        for name, dress in VARIANTS.items()
    }


def _drawn(cases: Sequence[Case], plan: Plan) -> frozenset[str]:
    facts = [case.id for case in cases if case.kind == "fact"]
    return frozenset(random.Random(plan.seed).sample(facts, min(plan.variants, len(facts))))
