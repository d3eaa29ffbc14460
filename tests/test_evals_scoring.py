"""When an answer passes, and which measure applies to it."""

from dataclasses import replace

import pytest
from evals_builders import (
    ALPHA,
    BETA,
    GAMMA,
    PAPERS,
    SPEEDUP,
    WEIGHTS,
    abstention,
    answer,
    evidence,
    outcome,
    question,
    smalltalk,
)  # fmt: skip

from evals.cases import Case, Kind, Question
from evals.running import Asked, Outcome
from evals.scoring import Scorer, fault
from qa.types import Answer, ScoredPassage

_BOTH = question(relevant=("alpha", "beta"), must=(("2.2x",), ("30%",)))
_NONE = question(expect="abstain", relevant=(), evidence=(), must=(), reason="off_topic")
_PRUNED = (BETA, WEIGHTS)
_FAST = (ALPHA, SPEEDUP)
_SLOW = (ALPHA, "Decoding is slow.")


@pytest.mark.parametrize(
    ("kind", "asked", "told", "wrong"),
    [
        ("fact", question(), answer(_FAST), ""),
        ("fact", question(), answer(_SLOW), "says 0 of 1 decisive facts"),
        ("fact", question(relevant=("beta",)), answer(_FAST), "cites no relevant paper"),
        ("fact", question(), answer(_FAST, _SLOW, _SLOW, _SLOW), "4 sentences"),
        ("fact", question(), abstention(), "declined"),
        ("summary", question(), answer(_FAST, _SLOW, _SLOW, _SLOW), ""),
        ("compare", _BOTH, answer(_FAST, _PRUNED), ""),
        ("compare", replace(_BOTH, must=()), answer(_FAST), "cites 50% of the sides"),
        ("list", question(must=(), relevant=("alpha", "beta")), answer(_FAST, _PRUNED), ""),
        ("list", question(must=(), relevant=("alpha", "beta", "gamma")), answer(_FAST), "F1 0.50"),
        (
            "collection",
            question(must=(("77",),), relevant=()),
            replace(Answer("?", "?", ""), lead="77 papers."),
            "",
        ),
        (
            "collection",
            question(must=(), relevant=("beta",)),
            answer(_FAST, _PRUNED),
            "F1 0.67 of an exact set",
        ),
        ("unanswerable", _NONE, abstention(), ""),
        ("unanswerable", _NONE, answer(_FAST), "should be declined"),
        ("hostile", _NONE, smalltalk(), ""),
        ("hostile", replace(_NONE, must_not=("does not",)), abstention(), "says what is forbidden"),
    ],
)
def test_faults(kind: Kind, asked: Question, told: Answer, wrong: str) -> None:
    """Each kind has its own idea of right; a fault says what is missing."""
    assert wrong == fault(kind, asked, told)


def test_values_of_a_fact() -> None:
    """A right answer with its one quote: everything that applies is full, nothing else is there."""
    scored = Scorer(PAPERS, None).score(outcome())[0]
    assert scored.passed
    assert {
        "right": 1, "decisive": 1, "first_sentence": 1, "shown": 1, "evidence_precision": 1, "evidence_recall": 1,
        "evidence_f1": 1, "words": 12, "cited_precision": 1, "cited_recall": 1, "alce_recall": 1, "alce_precision": 1,
        "titles": 1, "quotes_exact": 1, "verbatim": 1, "grounded_spans": 1, "answered": 1,
    } == dict(scored.values)  # fmt: skip


def test_values_of_an_abstention() -> None:
    """Nothing is said, so nothing but the abstention is measured."""
    scored = Scorer(PAPERS, None).score(outcome(Asked(_NONE, abstention("not_stated")), "unanswerable"))[0]
    assert {"right": 1, "abstain_precision": 1, "abstain_recall": 1, "abstain_reason": 0} == dict(
        scored.values
    )
    wrong = Scorer(PAPERS, None).score(outcome(Asked(question(), abstention())))[0]
    assert (0, 0) == (wrong.values["answered"], wrong.values["abstain_precision"])


def test_values_of_a_list() -> None:
    """Two of three papers: recall 2/3, precision 1, F1 0.8."""
    asked = question(must=(), relevant=("alpha", "beta", "gamma"))
    values = Scorer(PAPERS, None).score(outcome(Asked(asked, answer(_FAST, _PRUNED)), "list"))[0].values
    assert (1, pytest.approx(2 / 3), pytest.approx(0.8)) == (
        values["list_precision"], values["list_recall"], values["list_f1"],
    )  # fmt: skip


def _passages(*ids: str) -> tuple[ScoredPassage, ...]:
    return tuple(ScoredPassage(paper_id, "", 1.0, 0, 5, "") for paper_id in ids)


def test_values_of_a_follow_up() -> None:
    """Understood: rank 2, gold: rank 1; beta's number moved. The first turn has none of these."""
    first = Asked(question(id="c.1"), answer(_FAST, _PRUNED), _passages("alpha"))
    second = Asked(question(id="c.2"), answer(_PRUNED), _passages("beta", "alpha"), _passages("alpha"))
    case = Case("c", "conversation", "dev", (first.question, second.question))
    one, two = Scorer(PAPERS, None).score(Outcome(case, (first, second)))
    assert "followup_mrr" not in one.values
    assert "numbers_stable" not in one.values
    assert (0.5, 1, 0, 0) == tuple(
        two.values[name] for name in ("followup_mrr", "followup_mrr_gold", "followup_kept", "numbers_stable")
    )


def test_evidence_from_two_papers() -> None:
    """Both evidence spans are found among the retrieved spans."""
    asked = replace(_BOTH, evidence=(evidence(*_FAST), evidence(*_PRUNED)))
    ranked = tuple(ScoredPassage(e.paper_id, "", 1.0, e.start, e.end, e.text) for e in asked.evidence)
    values = (
        Scorer(PAPERS, None).score(outcome(Asked(asked, answer(_FAST, _PRUNED), ranked), "compare"))[0].values
    )
    assert (1, 1, 1) == (values["sides"], values["span_recall@10"], values["ndcg@10"])


def test_a_foreign_paper_is_no_crash() -> None:
    """An answer over another collection is wrong, not an exception."""
    scored = Scorer((GAMMA,), None).score(outcome())[0]
    assert 0 == scored.values["quotes_exact"]
