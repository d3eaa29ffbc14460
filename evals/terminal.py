"""What a run prints: progress, the figures beside the baseline, what changed."""

from __future__ import annotations

from collections.abc import Mapping

from rich.box import SIMPLE
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from evals.catalogue import MEASURES, Measure, measure_of
from evals.stats import Interval


def progress_bar() -> Progress:
    """A bar that names the case in work; to be used as a context manager."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), transient=True
    )


def shown(value: float, measure: Measure) -> str:
    """A value in the unit of its measure."""
    if measure.unit == "share":
        return f"{100 * value:.1f}%"
    return {"words": f"{value:.0f}", "times": f"{value:.1f}x"}.get(measure.unit, f"{value:.3f}")


def figures_table(figures: Mapping[str, Interval], old: Mapping[str, Interval] | None = None) -> Table:
    """One row a figure, its slices under it; with ``old``, its value there as well."""
    table = Table(title="Figures, with 95% intervals", title_justify="left", header_style="bold", box=SIMPLE)
    for name in ("figure", "value", "95% interval", "n", *(("baseline",) if old else ())):
        table.add_column(name, justify="left" if name == "figure" else "right", no_wrap=True)
    group = ""
    for name, interval in figures.items():
        measure = measure_of(name) or MEASURES["right"]
        if measure.group != group:
            table.add_section()
            table.add_row(Text(measure.group, style="bold"))
            group = measure.group
        cells = [
            Text(f"    {name.partition('[')[2].rstrip(']')}" if "[" in name else f"  {name}"),
            shown(interval.value, measure),
            f"{shown(interval.low, measure)} to {shown(interval.high, measure)}",
            str(interval.n),
        ]
        if old:
            cells.append(shown(old[name].value, measure) if name in old else "new")
        table.add_row(*cells)
    return table
