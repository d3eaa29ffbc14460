"""The HTML report of a run: one file that needs nothing else and asks the network for nothing."""

from __future__ import annotations

import importlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evals import charts
from evals.catalogue import MEASURES, Measure, measure_of
from evals.errors import EvalError
from evals.figures import confidence_columns, flips, speed_ratios
from evals.gate import Judgement, Thresholds
from evals.grounding.accuracy import ACCURACY
from evals.highlight import Piece, pieces_of
from evals.measures.answers import declined
from evals.measures.confidence import reliability, risk_coverage
from evals.record import Record
from evals.scoring import Scored
from evals.stats import Interval
from evals.terminal import shown
from evals.text import groups_said
from qa.types import Paper

_TEMPLATES = Path(__file__).resolve().parent / "templates"
# What a reader wants to know first, in this order.
_HEADLINE = ("right", "right[fact]", "grounded_spans", "grounded_entailed", "cited_precision", "abstain_recall",
             "hit@1", "followup_mrr", "same_papers", "speed_p50")  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A figure as the table shows it."""

    name: str
    measure: Measure
    value: str
    interval: str
    n: int
    chart: str
    limit: str
    was: str
    failed: bool

    @property
    def sliced(self) -> str:
        """The slice's name, empty for the whole."""
        return self.name.partition("[")[2].rstrip("]")


@dataclass(frozen=True)
class PaperRow:
    """A paper with the questions about it, passed and failed."""

    paper: Paper
    questions: tuple[Scored, ...]

    @property
    def passed(self) -> int:
        """How many of them passed."""
        return sum(one.passed for one in self.questions)


@dataclass(frozen=True)
class Source:
    """An abstract beside a failed answer, in pieces."""

    title: str
    number: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Failure:
    """A failed question with all that is needed to see why."""

    scored: Scored
    musts: tuple[tuple[str, bool], ...]
    sources: tuple[Source, ...]


def render_report(
    record: Record,
    scored: Sequence[Scored],
    papers: Sequence[Paper],
    judgement: Judgement | None,
    thresholds: Thresholds | None,
    baseline: Record | None,
) -> str:
    """The page as text. ``judgement`` is None when the run was not judged."""
    rows = [_row(name, interval, thresholds, baseline) for name, interval in record.figures.items()]
    return str(
        _environment().get_template("report.html.j2").render(
            manifest=record.manifest,
            manifest_json=json.dumps(record.manifest, indent=2, ensure_ascii=False),
            headline=[row for name in _HEADLINE for row in rows if row.name == name],
            groups=_grouped(rows),
            judgement=judgement,
            baseline=baseline.manifest if baseline else None,
            passed=sum(one.passed for one in scored),
            total=len(scored),
            kinds=Counter(one.case.kind for one in scored if not one.passed),
            flips=flips(scored),
            accuracy=json.loads(ACCURACY.read_text(encoding="utf-8")) if ACCURACY.exists() else [],
            papers=paper_rows(scored, papers),
            failures=[_failure(one, {p.id: p for p in papers}) for one in scored if not one.passed],
            **_charts(scored),
        )
    )  # fmt: skip


def paper_rows(scored: Sequence[Scored], papers: Sequence[Paper]) -> list[PaperRow]:
    """Every paper of the collection in its order, also one without a question."""
    about: dict[str, list[Scored]] = {}
    for one in scored:
        for paper_id in one.asked.question.relevant:
            about.setdefault(paper_id, []).append(one)
    return [PaperRow(paper, tuple(about.get(paper.id, ()))) for paper in papers]


def _environment() -> Any:
    try:
        jinja2 = importlib.import_module("jinja2")
    except ImportError as error:
        raise EvalError("the report needs 'jinja2': pip install 'abstract-qa[evals]'") from error
    loader = jinja2.FileSystemLoader(_TEMPLATES)
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )


def _row(name: str, interval: Interval, thresholds: Thresholds | None, baseline: Record | None) -> Row:
    measure = measure_of(name) or MEASURES["right"]
    limits = {**thresholds.floors, **thresholds.ceilings} if thresholds else {}
    limit = limits.get(name)
    old = baseline.figures.get(name) if baseline else None
    top = 1.0 if measure.unit in ("share", "score") else max(interval.high, old.value if old else 0.0)
    return Row(
        name=name,
        measure=measure,
        value=shown(interval.value, measure),
        interval=f"{shown(interval.low, measure)} – {shown(interval.high, measure)}",
        n=interval.n,
        chart=charts.whisker(interval, top, old.value if old else None),
        limit="" if limit is None else f"{'≥' if measure.better > 0 else '≤'} {shown(limit, measure)}",
        was=shown(old.value, measure) if old else "",
        failed=limit is not None and measure.better * (interval.value - limit) < -1e-9,
    )


def _grouped(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.measure.group, []).append(row)
    return groups


def _charts(scored: Sequence[Scored]) -> dict[str, str]:
    stated, right, answerable = confidence_columns(scored)
    ratios = speed_ratios(scored)
    found = {"risk_chart": "", "reliability_chart": "", "speed_chart": ""}
    if len(stated):
        coverage, risk = risk_coverage(stated, right)
        single = [
            one
            for one in scored
            if one.case.kind != "conversation" and one.asked.answer.confidence is not None
        ]
        answered = sum(not declined(one.asked.answer) for one in single) / len(single)
        found["risk_chart"] = charts.risk_coverage_chart(coverage.tolist(), risk.tolist(), answered)
        found["reliability_chart"] = charts.reliability_chart(reliability(stated, answerable))
    if len(ratios):
        marks = [(f"p{p} {np.percentile(ratios, p):.1f}x", float(np.percentile(ratios, p))) for p in (50, 95)]
        found["speed_chart"] = charts.histogram(ratios.tolist(), marks)
    return found


def _failure(one: Scored, papers: Mapping[str, Paper]) -> Failure:
    question, answer = one.asked.question, one.asked.answer
    text = " ".join([answer.lead, *(s.text for s in answer.sentences)])
    musts = tuple((" / ".join(group), groups_said(text, [group]) == 1) for group in question.must)
    numbers = {c.paper_id: c.number for c in answer.citations}
    sources = []
    for paper_id in dict.fromkeys([*(e.paper_id for e in question.evidence), *numbers]):
        if paper_id not in papers:
            continue
        quoted = [(q.start, q.end) for c in answer.citations if c.paper_id == paper_id for q in c.quotes]
        gold = [(e.start, e.end) for e in question.evidence if e.paper_id == paper_id]
        paper = papers[paper_id]
        sources.append(
            Source(paper.title, numbers.get(paper_id), tuple(pieces_of(paper.abstract, quoted, gold)))
        )
    return Failure(one, musts, tuple(sources))
