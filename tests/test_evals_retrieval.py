"""Retrieval measures: the library's arithmetic, and what counts as a hit."""

import importlib
import math

import pytest
from evals_builders import ALPHA, BETA, SPEEDUP, WEIGHTS, evidence

from evals.errors import EvalError
from evals.measures import retrieval
from evals.measures.retrieval import covers, paper_measures, span_measures
from qa.types import ScoredPassage


def _passage(paper_id: str, start: int, end: int) -> ScoredPassage:
    return ScoredPassage(paper_id, "", 1.0, start, end, "")


def test_ranking_of_papers() -> None:
    """Relevant b and z, b at rank 2: hit@1 0, hit@5 1, recall 1/2, MRR 1/2, nDCG (1/log2 3) / (1 + 1/log2 3)."""
    found = paper_measures(["a", "b", "c"], ["b", "z"])
    gain = 1 / math.log2(3)
    assert {"hit@1": 0, "hit@5": 1, "recall@5": 0.5, "recall@10": 0.5, "mrr": 0.5} == {
        key: value for key, value in found.items() if key != "ndcg@10"
    }
    assert pytest.approx(gain / (1 + gain)) == found["ndcg@10"]


def test_nothing_relevant() -> None:
    """Without relevant papers nothing applies; without a ranking everything is zero."""
    assert {} == paper_measures(["a"], [])
    assert 0 == paper_measures([], ["a"])["ndcg@10"]


def test_half_of_the_evidence_is_a_hit() -> None:
    """Of 10 characters of evidence, 5 are enough and 4 are not; another paper never is."""
    gold = evidence(ALPHA, "Decoding i")
    assert covers(_passage("alpha", 5, 40), gold)
    assert not covers(_passage("alpha", 6, 40), gold)
    assert not covers(_passage("beta", 0, 40), gold)


def test_ranking_of_spans() -> None:
    """The right span of alpha is second, beta's span is missed: MRR 1/2, recall 1/2."""
    first, second = evidence(ALPHA, SPEEDUP), evidence(BETA, WEIGHTS)
    ranked = [_passage("beta", 0, 5), _passage("alpha", first.start, first.end)]
    found = span_measures(ranked, [first, second])
    assert (0.0, 1.0, 0.5, 0.5) == (
        found["span_hit@1"], found["span_hit@5"], found["span_recall@10"], found["span_mrr"],
    )  # fmt: skip


def test_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says how to install it."""

    def refuse(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", refuse)
    with pytest.raises(EvalError, match=r"pip install 'abstract-qa\[evals\]'"):
        retrieval.ir_library()
