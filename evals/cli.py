"""``qa eval``: asks the questions, prints the figures, judges them, leaves a report."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from evals.cases import Split
from evals.changes import changes, compare_values
from evals.errors import EvalError
from evals.figures import figures_of, flips
from evals.gate import BASELINE, judge, load_thresholds
from evals.measures.retrieval import ir_library
from evals.options import Options
from evals.record import load_record, save_record
from evals.scoring import Scored
from evals.terminal import changes_table, comparison_table, figures_table
from qa.errors import QAError

if TYPE_CHECKING:
    from evals.session import Run

_SPLITS: Mapping[str, Split] = MappingProxyType({"dev": "dev", "test": "test"})
_out = Console()
_err = Console(stderr=True, highlight=False)


def run(
    corpus: Annotated[
        str | None, typer.Option(help="Papers to ask about; the seed collection when unset.")
    ] = None,
    dataset: Annotated[
        Path | None, typer.Option(help="Question file or folder; the project's own when unset.")
    ] = None,
    split: Annotated[str, typer.Option(help="dev or test; only dev may be tuned on.")] = "test",
    only: Annotated[str | None, typer.Option(help="Only cases of this kind, such as fact or list.")] = None,
    llm: Annotated[
        str | None, typer.Option(help="provider/model that writes the prose; quotes only when unset.")
    ] = None,
    llm_judge: Annotated[
        bool, typer.Option("--judge", help="Let that model judge the answers too, and say how far it agrees.")
    ] = False,
    compare: Annotated[
        tuple[Path, Path] | None, typer.Option(help="Two result folders: what changed from one to the other.")
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Keep this run as the new baseline.")
    ] = False,
    failed: Annotated[
        bool, typer.Option("--failed", help="Print every failed question and what is wrong with it.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the results; evals/results/<time>-<rev> when unset.")
    ] = None,
    index_dir: Annotated[
        Path | None, typer.Option(help="Where the index lives; one of the evals' own when unset.")
    ] = None,
) -> None:
    """Measure the assistant on questions with known answers; exit code 1 when it got worse."""
    if compare:
        _compare(*compare)
        return
    options = Options(corpus, dataset, _split(split), only, llm, llm_judge, out, index_dir)
    if corpus and not dataset:
        raise EvalError("--corpus needs --dataset: the project's own questions are about the seed collection")
    if update_baseline and not options.whole:
        raise EvalError("--update-baseline keeps a whole run of the project's own test split without a model")
    ir_library()
    from evals.session import evaluate  # brings the product with all its libraries

    _finish(evaluate(options), update_baseline, failed)


def _split(name: str) -> Split:
    if name not in _SPLITS:
        raise EvalError(f"--split is {name!r}; known are {', '.join(_SPLITS)}")
    return _SPLITS[name]


def _finish(done: Run, update_baseline: bool, failed: bool) -> None:
    """Prints a run; a new baseline needs the floors only, since it differs from the old one on purpose."""
    if failed:
        _print_failed(done.scored)
    _print(done)
    if update_baseline:
        thresholds = load_thresholds()
        if not judge(done.record, thresholds, None).passed:
            raise EvalError("no new baseline: the run is below a floor")
        save_record(done.record, BASELINE, thresholds.figures)
        _out.print(f"baseline written: {BASELINE}", soft_wrap=True)
    elif done.judgement is not None and not done.judgement.passed:
        raise typer.Exit(1)


def _compare(first: Path, second: Path) -> None:
    old, new = load_record(first), load_record(second)
    _out.print(comparison_table(old.figures, new.figures, compare_values(new, old)))
    _out.print(changes_table(changes(new, old)))


def _print(done: Run) -> None:
    baseline, judgement, scored = done.baseline, done.judgement, done.scored
    _out.print(figures_table(figures_of(scored), baseline.figures if baseline else None))
    changed, asked = flips(scored)
    _out.print(
        f"{sum(one.passed for one in scored)} of {len(scored)} questions right; "
        f"{changed} of {asked} answers in other clothes changed their papers"
    )
    if judgement and judgement.changes:
        _out.print(changes_table(judgement.changes))
    if done.agreement:
        _out.print(str(done.agreement), markup=False)
    _out.print(f"report: {done.folder / 'report.html'}", soft_wrap=True, highlight=False)
    if judgement is None:
        _out.print("not judged: the thresholds are for the project's own questions")
    elif judgement.passed:
        _out.print("[bold green]passes[/]")
    else:
        for line in judgement.failures:
            _out.print(f"fails: {line}", markup=False, style="red")


def _print_failed(scored: Sequence[Scored]) -> None:
    for one in scored:
        if not one.passed:
            told = f"{one.id} {one.case.kind} as {one.asked.answer.route}: {one.fault}: {one.asked.question.question}"
            _out.print(told, markup=False, highlight=False, soft_wrap=True)


def main() -> None:
    """Entry point of ``python -m evals``."""
    try:
        typer.run(run)
    except QAError as error:
        _err.print(f"error: {error}", markup=False, soft_wrap=True)
        sys.exit(2)
