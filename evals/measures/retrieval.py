"""Retrieval, on papers and on evidence spans. The library ir-measures does the arithmetic."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

from evals.cases import Evidence
from evals.errors import EvalError
from qa.types import ScoredPassage

# Ours -> the library's name. "Success@k" is 1 when a relevant one is among the first k.
_PAPERS = {"hit@1": "Success@1", "hit@5": "Success@5", "recall@5": "R@5", "recall@10": "R@10",
           "mrr": "RR@10", "ndcg@10": "nDCG@10"}  # fmt: skip
_SPANS = {"span_hit@1": "Success@1", "span_hit@5": "Success@5", "span_recall@10": "R@10", "span_mrr": "RR@10",
          "span_ndcg@10": "nDCG@10"}  # fmt: skip


def paper_measures(ranked: Sequence[str], relevant: Sequence[str]) -> dict[str, float]:
    """hit@1, hit@5, recall@5, recall@10, MRR (to rank 10) and nDCG@10 of a ranking of papers.

    hit@k = 1 if a relevant one is among the first k; recall@k = found / relevant;
    MRR = 1 / rank of the first relevant; nDCG as in Järvelin & Kekäläinen (2002), binary gains.
    Empty without relevant papers: the measures do not apply.
    """
    return _measure(list(dict.fromkeys(ranked)), relevant, _PAPERS)


def span_measures(ranked: Sequence[ScoredPassage], gold: Sequence[Evidence]) -> dict[str, float]:
    """The same on spans: a hit is a span that covers at least half of an evidence span.

    Each evidence span counts once, at the first rank that covers it. A paper yields one span
    here (its best), so two evidence spans of one paper cannot both be found: recall is over
    the papers with evidence, any of whose spans counts.
    """
    found: list[str] = []
    for rank, passage in enumerate(ranked):
        hit = any(covers(passage, evidence) for evidence in gold)
        found.append(passage.paper_id if hit else f"miss-{rank}")
    return _measure(found, list(dict.fromkeys(e.paper_id for e in gold)), _SPANS)


def covers(passage: ScoredPassage, evidence: Evidence) -> bool:
    """Whether a span of the same paper holds at least half of the characters of the evidence."""
    if passage.paper_id != evidence.paper_id:
        return False
    shared = min(passage.end, evidence.end) - max(passage.start, evidence.start)
    return 2 * shared >= evidence.end - evidence.start


def _measure(ranked: Sequence[str], relevant: Sequence[str], names: Mapping[str, str]) -> dict[str, float]:
    if not relevant:
        return {}
    library = ir_library()
    wanted = {ours: library.parse_measure(theirs) for ours, theirs in names.items()}
    qrels = [library.Qrel("q", paper_id, 1) for paper_id in relevant]
    run = [library.ScoredDoc("q", paper_id, float(-rank)) for rank, paper_id in enumerate(ranked)]
    if not run:
        return dict.fromkeys(names, 0.0)
    values = library.calc_aggregate(list(wanted.values()), qrels, run)
    return {ours: float(values[measure]) for ours, measure in wanted.items()}


def ir_library() -> Any:
    """The module ir_measures. Raises EvalError that names the extra which brings it."""
    try:
        return importlib.import_module("ir_measures")
    except ImportError as error:
        raise EvalError("the evals need 'ir-measures': pip install 'abstract-qa[evals]'") from error
