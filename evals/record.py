"""A run as it is kept: figures, the values behind them, and what was wrong with which question."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.catalogue import MEASURES
from evals.errors import EvalError
from evals.figures import figures_of, sliced_values
from evals.scoring import Scored
from evals.stats import Interval

DIGITS = 4  # of a value as it is written


@dataclass(frozen=True)
class Record:
    """What two runs are compared by.

    ``values``: figure name -> question id -> value, for the figures that are means.
    ``questions``: question id -> its text. ``faults``: question id -> what was wrong, if anything was.
    """

    manifest: Mapping[str, Any]
    figures: Mapping[str, Interval]
    values: Mapping[str, Mapping[str, float]]
    questions: Mapping[str, str]
    faults: Mapping[str, str]


def record_of(manifest: Mapping[str, Any], scored: Sequence[Scored]) -> Record:
    """The record of a run."""
    values: dict[str, dict[str, float]] = {}
    for name, measure in MEASURES.items():
        values.update(sliced_values(scored, name, measure.sliced))
    return Record(
        manifest,
        figures_of(scored),
        values,
        {one.id: one.asked.question.question for one in scored},
        {one.id: one.fault for one in scored if one.fault},
    )


def save_record(record: Record, path: Path, figures: Sequence[str] | None = None) -> None:
    """Writes JSON; with ``figures`` only the values of these, so that a baseline stays small. Raises EvalError."""
    kept = record.values if figures is None else {k: v for k, v in record.values.items() if k in figures}
    data = {
        "manifest": record.manifest,
        "figures": {name: asdict(interval) for name, interval in record.figures.items()},
        "values": {
            name: {key: round(value, DIGITS) for key, value in column.items()}
            for name, column in kept.items()
        },
        "questions": record.questions,
        "faults": record.faults,
    }
    lines = ",\n".join(f"{json.dumps(key)}: {_dump(value)}" for key, value in data.items())
    try:
        path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{path}: cannot be written ({error.strerror})") from error


def load_record(path: Path) -> Record:
    """A record from ``baseline.json``, or from ``record.json`` of a run's folder. Raises EvalError."""
    file = path / "record.json" if path.is_dir() else path
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        figures = {name: Interval(**interval) for name, interval in data["figures"].items()}
        return Record(data["manifest"], figures, data["values"], data["questions"], data["faults"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError(f"{file}: not the record of a run ({error})") from error


def _dump(value: Mapping[str, Any]) -> str:
    """One line an entry, so that a change of one figure is one line of a diff."""
    if not value:
        return "{}"
    rows = (f" {json.dumps(key)}: {json.dumps(item, ensure_ascii=False)}" for key, item in value.items())
    return "{\n" + ",\n".join(rows) + "\n}"
