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
from evals.changes import compare_values, on_shared
from evals.errors import EvalError
from evals.figures import figures_of, flips
from evals.gate import BASELINE, Thresholds, judge, load_thresholds
from evals.measures.retrieval import ir_library
from evals.options import Options
from evals.record import load_record, save_record
from evals.scoring import Scored
from evals.terminal import changes_table, comparison_table, console, figures_table
from qa.errors import QAError

if TYPE_CHECKING:
    from evals.session import Run

_SPLITS: Mapping[str, Split] = MappingProxyType({"dev": "dev", "test": "test"})
_out = console()
_err = Console(stderr=True, highlight=False)


def run(
    corpus: Annotated[
        list[str] | None,
        typer.Option(help="Papers to ask about, may be repeated; the seed collection when unset."),
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
    thresholds: Annotated[
        Path | None, typer.Option(help="TOML file of floors and ceilings, as evals/thresholds.toml.")
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(help="The run to compare with: a file that --update-baseline wrote, or a folder."),
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
    options = Options(
        tuple(corpus) if corpus else None, dataset, _split(split), only, llm, llm_judge, out, index_dir, thresholds, baseline
    )  # fmt: skip
    if llm_judge and not llm:
        raise EvalError("--judge needs a language model: give --llm provider/model")
    _check_baseline(options, update_baseline)
    ir_library()
    from evals.session import evaluate  # brings the product with all its libraries

    _finish(evaluate(options), update_baseline, failed)


def _split(name: str) -> Split:
    if name not in _SPLITS:
        raise EvalError(f"--split is {name!r}; known are {', '.join(_SPLITS)}")
    return _SPLITS[name]


def _check_baseline(options: Options, update: bool) -> None:
    """Before anything is asked: a run that may become the baseline, a place to keep it, a baseline that is there."""
    file = options.baseline
    if not update:
        if file and not file.exists():
            raise EvalError(f"--baseline {file}: no such file; make it with --update-baseline")
    elif file is None and not options.whole:
        raise EvalError(
            "--update-baseline keeps a whole run of the project's own test split without a model; "
            "name a file with --baseline to keep another"
        )
    elif options.only:
        raise EvalError("--update-baseline keeps a whole run, not one kind of question; leave --only out")
    elif file and (file.is_dir() or not file.parent.is_dir()):
        raise EvalError(f"--baseline {file}: is no place for a file; name a file in a folder that is there")


def _finish(done: Run, update_baseline: bool, failed: bool) -> None:
    """Prints a run; a new baseline needs the floors only, since it differs from the old one on purpose."""
    if failed:
        _print_failed(done.scored)
    _print(done)
    if update_baseline:
        file = done.options.baseline or BASELINE
        if not judge(done.record, done.thresholds, None).passed:
            raise EvalError("no new baseline: the run is below a floor")
        save_record(done.record, file, done.thresholds.figures)
        _out.print(f"baseline written: {file}", soft_wrap=True)
    elif not done.judgement.passed:
        raise typer.Exit(1)


def _compare(first: Path, second: Path) -> None:
    """Prints both runs; exit code 1 when a figure that the project's gate watches is down beyond chance."""
    old, new = load_record(first), load_record(second)
    judgement = judge(new, Thresholds({}, {}, load_thresholds().figures), old)
    if old.questions.keys() != new.questions.keys():
        shared = len(old.questions.keys() & new.questions.keys())
        _out.print(
            f"compared over the {shared} questions of both; {len(old.questions)} are in the first, "
            f"{len(new.questions)} in the second"
        )
        old, new = on_shared(old, new), on_shared(new, old)
    _out.print(comparison_table(old.figures, new.figures, compare_values(new, old)))
    _out.print(changes_table(judgement.changes))
    _print_failures(judgement.failures)
    if judgement.failures:
        raise typer.Exit(1)


def _print_failures(failures: Sequence[str]) -> None:
    for line in failures:
        _out.print(f"fails: {line}", markup=False, style="red")


def _print(done: Run) -> None:
    baseline, judgement, scored = done.baseline, done.judgement, done.scored
    _out.print(figures_table(figures_of(scored), baseline.figures if baseline else None))
    changed, asked = flips(scored)
    _out.print(
        f"{sum(one.passed for one in scored)} of {len(scored)} questions right; "
        f"{changed} of {asked} answers in other clothes changed their papers"
    )
    if judgement.changes:
        _out.print(changes_table(judgement.changes))
    if done.agreement:
        _out.print(str(done.agreement), markup=False)
    _out.print(f"report: {done.folder / 'report.html'}", soft_wrap=True, highlight=False)
    _print_failures(judgement.failures)
    if judgement.passed:
        _out.print(f"[bold green]passes[/]{_left_unjudged(done)}")


def _left_unjudged(done: Run) -> str:
    """For one's own set without limits of its own: what "passes" does not say."""
    options = done.options
    if not options.own or options.thresholds or options.baseline:
        return ""
    return ": the quotes are exact and the sentences grounded; whether the answers are right is judged with --thresholds or --baseline"


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
