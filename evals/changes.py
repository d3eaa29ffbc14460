"""What differs between two runs: figures beyond chance, and questions one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evals.record import DIGITS, Record
from evals.stats import Difference, mean_interval, paired_difference

# Some twenty figures are watched: at 95% each, one of them would often seem to drop by chance.
_LEVEL = 0.99


@dataclass(frozen=True)
class Change:
    """A question that passes on one side only; ``was`` and ``now`` say what was wrong, if anything."""

    id: str
    question: str
    was: str
    now: str

    @property
    def better(self) -> bool:
        """Whether it passes now."""
        return not self.now


def compare_values(
    run: Record, other: Record, figures: tuple[str, ...] | None = None
) -> dict[str, Difference]:
    """Paired differences (run minus other) of the figures that both have, over the questions that both have."""
    found = {}
    for name in figures if figures is not None else tuple(run.values):
        new, old = run.values.get(name, {}), other.values.get(name, {})
        shared = [key for key in new if key in old]
        if shared:
            # What was written is rounded: of a run that is not, the rest would be a difference without chance.
            now, before = ([round(side[key], DIGITS) for key in shared] for side in (new, old))
            found[name] = paired_difference(now, before, _LEVEL)
    return found


def on_shared(record: Record, other: Record) -> Record:
    """The record with its figures over the questions that the other has as well.

    Only means can be told of a part; what is no mean (speed, calibration) is left out.
    """
    values = {
        name: {key: value for key, value in column.items() if key in other.values.get(name, {})}
        for name, column in record.values.items()
    }
    values = {name: column for name, column in values.items() if column}
    return replace(
        record,
        figures={
            name: mean_interval(list(values[name].values())) for name in record.figures if name in values
        },
        values=values,
    )


def changes(run: Record, other: Record) -> tuple[Change, ...]:
    """Questions that passed there and fail here, then those that the other way round."""
    both = [key for key in run.questions if key in other.questions]
    found = [
        Change(key, run.questions[key], other.faults.get(key, ""), run.faults.get(key, ""))
        for key in both
        if (key in run.faults) != (key in other.faults)
    ]
    return tuple(sorted(found, key=lambda change: change.better))
