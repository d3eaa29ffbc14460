"""From scored questions to the figures of a run: means with intervals, over all and by slice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from evals.catalogue import MEASURES
from evals.measures import confidence
from evals.measures.answers import declined
from evals.scoring import Scored
from evals.stats import Array, Interval, mean_interval, statistic_interval

Figures = Mapping[str, Interval]


def figures_of(scored: Sequence[Scored]) -> dict[str, Interval]:
    """All figures by name, "measure" or "measure[slice]", in the order of the catalogue."""
    found: dict[str, Interval] = {}
    whole = {**_confidence_figures(scored), **_speed_figures(scored)}
    for name, measure in MEASURES.items():
        if name in whole:
            found[name] = whole[name]
        columns = sliced_values(scored, name, measure.sliced)
        for key, values in columns.items():
            found[key] = mean_interval(list(values.values()))
    return found


def sliced_values(scored: Sequence[Scored], name: str, by: str) -> dict[str, dict[str, float]]:
    """Values by question id, for the measure and for each of its slices that has any."""
    columns: dict[str, dict[str, float]] = {}
    rows = _variant_rows(scored) if name == "same_papers" else _rows(scored, name, by)
    for question_id, label, value in rows:
        columns.setdefault(name, {})[question_id] = value
        if label:
            # A question has one variant of each kind; its id is enough within the slice.
            columns.setdefault(f"{name}[{label}]", {})[question_id.partition("~")[0]] = value
    return columns


def flips(scored: Sequence[Scored]) -> tuple[int, int]:
    """How many answers changed their papers in other clothes, of how many."""
    values = [value for _, _, value in _variant_rows(scored)]
    return sum(value == 0.0 for value in values), len(values)


def confidence_columns(scored: Iterable[Scored]) -> tuple[Array, Array, Array]:
    """Confidence, whether the question was answered rightly, whether it can be answered.

    Of single questions whose answer states a confidence. An abstention on an answerable
    question is not an answer, and nothing is a right answer to an unanswerable one.
    """
    rows = [
        (
            s.asked.answer.confidence,
            s.passed and not declined(s.asked.answer),
            s.asked.question.expect == "answer",
        )
        for s in scored
        if s.case.kind != "conversation" and s.asked.answer.confidence is not None
    ]
    array = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return array[:, 0], array[:, 1], array[:, 2]


def speed_ratios(scored: Iterable[Scored]) -> Array:
    """Seconds of each ``ask`` over the median seconds of embedding a question in the same run."""
    timed = [s.asked for s in scored if s.asked.embedding > 0]
    if not timed:
        return np.zeros(0)
    return np.array([asked.seconds for asked in timed]) / float(
        np.median([asked.embedding for asked in timed])
    )


def _rows(scored: Sequence[Scored], name: str, by: str) -> Iterable[tuple[str, str, float]]:
    for one in scored:
        if name in one.values:
            yield one.id, one.slices.get(by, ""), one.values[name]


def _variant_rows(scored: Sequence[Scored]) -> list[tuple[str, str, float]]:
    rows = []
    for one in scored:
        papers = tuple(sorted(c.paper_id for c in one.asked.answer.citations))
        for variant, cited in one.asked.variants.items():
            rows.append((f"{one.id}~{variant}", variant, float(tuple(cited) == papers)))
    return rows


def _confidence_figures(scored: Sequence[Scored]) -> dict[str, Interval]:
    stated, right, answerable = confidence_columns(scored)
    if not len(stated):
        return {}
    found = {
        "aurc": statistic_interval(stated, right, confidence.aurc),
        "ece": statistic_interval(stated, answerable, confidence.expected_calibration_error),
    }
    if 0 < answerable.sum() < len(answerable):
        found["auroc"] = statistic_interval(stated, answerable, confidence.auroc)
    return found


def _speed_figures(scored: Sequence[Scored]) -> dict[str, Interval]:
    ratios = speed_ratios(scored)
    if not len(ratios):
        return {}
    return {
        "speed_p50": statistic_interval(ratios, ratios, lambda a, _: float(np.percentile(a, 50))),
        "speed_p95": statistic_interval(ratios, ratios, lambda a, _: float(np.percentile(a, 95))),
    }
