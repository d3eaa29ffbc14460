"""Whether a run may pass: floors that hold always, and no significant drop from the baseline."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from evals.catalogue import measure_of
from evals.changes import Change, changes, compare_values
from evals.errors import EvalError
from evals.record import Record
from evals.stats import Difference, Interval
from evals.terminal import shown

THRESHOLDS = Path(__file__).resolve().parent / "thresholds.toml"
BASELINE = Path(__file__).resolve().parent / "baseline.json"
# Their floors need no tuning: they hold for every set, whoever wrote it.
_ALWAYS = ("quotes_exact", "grounded_spans", "shown", "titles")


@dataclass(frozen=True)
class Thresholds:
    """Figures that must not be lower (floors) or higher (ceilings) than a number.

    ``watched`` are compared with the baseline besides; ``spared`` may be missing from a run.
    """

    floors: Mapping[str, float]
    ceilings: Mapping[str, float]
    watched: tuple[str, ...] = ()
    spared: frozenset[str] = frozenset()

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of all figures that are judged."""
        return tuple(dict.fromkeys((*self.floors, *self.ceilings, *self.watched)))

    def of_kind(self, kind: str) -> Thresholds:
        """Those that hold for one kind of question alone; what holds for all is only compared.

        Most floors are means over every kind: one kind may lie below them and be as good as ever.
        """
        return replace(
            self,
            floors={name: limit for name, limit in self.floors.items() if _holds_for(name, kind)},
            ceilings={name: limit for name, limit in self.ceilings.items() if _holds_for(name, kind)},
            watched=self.figures,
        )


def _holds_for(name: str, kind: str) -> bool:
    measure = measure_of(name)
    return (
        name.endswith(f"[{kind}]")
        or name in _ALWAYS
        or (measure is not None and measure.group == "Grounding")
    )


@dataclass(frozen=True)
class Judgement:
    """``failures`` are sentences for a person; without any, the run passes."""

    failures: tuple[str, ...]
    differences: Mapping[str, Difference]
    changes: tuple[Change, ...]

    @property
    def passed(self) -> bool:
        """Whether the build may go on."""
        return not self.failures


def load_thresholds(path: Path = THRESHOLDS) -> Thresholds:
    """Reads the file. Raises EvalError on an unknown table, an unknown figure or what is no number."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise EvalError(f"{path}: cannot be read ({error})") from error
    for table, rows in data.items():
        if table not in ("floors", "ceilings") or not isinstance(rows, dict):
            raise EvalError(f"{path}: unknown table {table!r}; known are floors, ceilings")
        for name, value in rows.items():
            measure = measure_of(name)
            if measure is None:
                raise EvalError(f"{path}: [{table}] {name!r} is no figure of a run")
            if (measure.better > 0) != (table == "floors"):
                raise EvalError(
                    f"{path}: {name!r} is better {'higher' if measure.better > 0 else 'lower'}, see [{table}]"
                )
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise EvalError(f"{path}: [{table}] {name!r} is {value!r}, not a number")
    return Thresholds(data.get("floors", {}), data.get("ceilings", {}))


def thresholds_for_own(path: Path | None) -> Thresholds:
    """What a user's own set is judged by: the floors that always hold, and those of a file if there is one."""
    project = load_thresholds()
    always = {name: project.floors[name] for name in _ALWAYS}
    own = load_thresholds(path) if path else Thresholds({}, {})
    spared = frozenset(always) - set(own.floors)
    return Thresholds({**always, **own.floors}, own.ceilings, project.figures, spared)


def judge(run: Record, thresholds: Thresholds, baseline: Record | None, partial: bool = False) -> Judgement:
    """A run against the thresholds, and against the baseline where there is one.

    A judged figure that the run does not have fails, unless the run is ``partial``
    (only some kinds were asked): a measure must not vanish unnoticed.
    """
    failures = _below(run.figures, thresholds, partial)
    differences = compare_values(run, baseline, thresholds.figures) if baseline else {}
    for name, difference in differences.items():
        measure = measure_of(name)
        if measure and (difference.drop if measure.better > 0 else difference.rise):
            failures.append(
                f"{name} is worse than before by {shown(abs(difference.value), measure)} "
                f"over {difference.n} questions, beyond chance"
            )
    return Judgement(tuple(failures), differences, changes(run, baseline) if baseline else ())


def _below(figures: Mapping[str, Interval], thresholds: Thresholds, partial: bool) -> list[str]:
    failures = []
    for sign, table, word in (
        (1, thresholds.floors, "below its floor"),
        (-1, thresholds.ceilings, "above its ceiling"),
    ):
        for name, limit in table.items():
            measure = measure_of(name)
            if name not in figures or measure is None:
                if not partial and name not in thresholds.spared:
                    failures.append(f"{name} was not measured: no question has it")
            elif sign * (figures[name].value - limit) < -1e-9:
                failures.append(
                    f"{name} is {shown(figures[name].value, measure)}, {word} of {shown(limit, measure)}"
                )
    return failures
