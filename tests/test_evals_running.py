"""Asking: what is recorded of each question."""

from collections.abc import Sequence
from dataclasses import replace

from evals_builders import ALPHA, BETA, PAPERS, SPEEDUP, WEIGHTS, answer, question

from evals.cases import Case
from evals.running import Plan, run_cases
from qa.types import Answer, Filters, Paper, ScoredPassage, Turn


class Scripted:
    """Answers from alpha, except in capitals; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.searched: list[str] = []

    @property
    def papers(self) -> tuple[Paper, ...]:
        return PAPERS

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        assert filters is None
        self.asked.append((question, len(history)))
        told = answer((BETA, WEIGHTS)) if question.isupper() else answer((ALPHA, SPEEDUP))
        return replace(told, question=question, standalone=f"understood: {question}")

    def retrieve(self, question: str, k: int = 10) -> list[ScoredPassage]:
        self.searched.append(question)
        return [ScoredPassage(p.id, p.title, 1.0, 0, 5, "") for p in PAPERS[:k]]


def test_a_fact_in_other_clothes() -> None:
    """The question, then four variants; the papers of each are kept."""
    scripted = Scripted()
    (outcome,) = run_cases(scripted, [Case("f", "fact", "dev", (question(),))], Plan(embed=len))
    (asked,) = outcome.turns
    assert {
        "upper": ("beta",),
        "typo": ("alpha",),
        "bare": ("alpha",),
        "polite": ("alpha",),
    } == asked.variants
    assert ("alpha", "beta", "gamma") == tuple(passage.paper_id for passage in asked.ranked)
    assert asked.seconds > 0
    assert asked.embedding > 0


def test_a_conversation() -> None:
    """Each turn sees the turns before it; a follow-up is searched as understood and as it should be."""
    scripted = Scripted()
    turns = (question(id="c.1"), question(id="c.2", question="and beta?", standalone="How fast is Beta?"))
    run_cases(scripted, [Case("c", "conversation", "dev", turns)], Plan(embed=len))
    assert [("How fast is Alpha?", 0), ("and beta?", 1)] == scripted.asked[1:]
    assert [
        "understood: How fast is Alpha?",
        "understood: and beta?",
        "How fast is Beta?",
    ] == scripted.searched


def test_nothing_is_searched_where_nothing_is_to_be_found() -> None:
    """A question to be declined has no ranking and no variants."""
    scripted = Scripted()
    none = question(expect="abstain", relevant=(), evidence=(), must=())
    told: list[Case] = []
    (outcome,) = run_cases(
        scripted, [Case("u", "unanswerable", "dev", (none,))], Plan(embed=len), told.append
    )
    assert ((), {}) == (outcome.turns[0].ranked, outcome.turns[0].variants)
    assert [] == scripted.searched
    assert ["u"] == [case.id for case in told]


def test_variants_are_drawn() -> None:
    """As many facts as planned, the same ones every time."""
    cases = [Case(f"f{i}", "fact", "dev", (question(id=f"f{i}"),)) for i in range(9)]
    drawn = [
        [
            outcome.case.id
            for outcome in run_cases(Scripted(), cases, Plan(len, variants=3))
            if outcome.turns[0].variants
        ]
        for _ in range(2)
    ]
    assert drawn[0] == drawn[1]
    assert 3 == len(drawn[0])
