"""What a run prints: progress, the figures beside the baseline, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from evals.catalogue import MEASURES, Measure, measure_of
from evals.changes import Change
from evals.stats import Difference, Interval

_WIDE = 160  # columns: outside a terminal rich takes 80, which would cut off the figures


def console() -> Console:
    """Where a run is printed: as wide as the terminal, wide enough in a file or a log."""
    made = Console()
    if not made.is_terminal:
        made.width = max(made.width, _WIDE)
    return made


def progress_bar() -> Progress:
    """A bar that names the case in work; to be used as a context manager."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        transient=True,
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
        cells: list[Text | str] = [
            Text(f"    {name.partition('[')[2].rstrip(']')}" if "[" in name else f"  {name}"),
            shown(interval.value, measure),
            f"{shown(interval.low, measure)} to {shown(interval.high, measure)}",
            str(interval.n),
        ]
        if old:
            cells.append(shown(old[name].value, measure) if name in old else "new")
        table.add_row(*cells)
    return table


def comparison_table(
    old: Mapping[str, Interval], new: Mapping[str, Interval], differences: Mapping[str, Difference]
) -> Table:
    """Two runs side by side; the last column says whether the change is beyond chance."""
    table = Table(
        title="From the first run to the second", title_justify="left", header_style="bold", box=SIMPLE
    )
    for name in ("figure", "first", "second", "change", "99% interval", "n", ""):
        table.add_column(name, justify="left" if name == "figure" else "right", no_wrap=True)
    for name in old:
        measure = measure_of(name)
        if measure is None or name not in new:
            continue
        found = differences.get(name)
        sure = "" if not found else "up" if found.rise else "down" if found.drop else ""
        table.add_row(
            Text(name),
            shown(old[name].value, measure),
            shown(new[name].value, measure),
            shown(new[name].value - old[name].value, measure),
            f"{shown(found.low, measure)} to {shown(found.high, measure)}" if found else "",
            str(new[name].n),
            sure,
        )
    return table


def changes_table(changes: Sequence[Change]) -> Table:
    """The questions that pass on one side only."""
    table = Table(title=f"{len(changes)} questions changed", title_justify="left", box=SIMPLE)
    table.add_column("")
    table.add_column("question")
    table.add_column("what was or is wrong")
    for change in changes:
        mark = Text("now right", style="green") if change.better else Text("now wrong", style="red")
        table.add_row(mark, Text(f"{change.id} {change.question[:200]}"), Text(change.now or change.was))
    return table
