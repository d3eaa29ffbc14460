"""``qa eval``: asks the questions, prints the figures, judges them, leaves a report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from evals.cases import Case, Split
from evals.changes import changes, compare_values
from evals.dataset import load_for_judging, question_files
from evals.errors import EvalError
from evals.figures import figures_of, flips
from evals.gate import BASELINE, Judgement, Thresholds, judge, load_thresholds
from evals.grounding.entailment import EntailmentChecker
from evals.judge import Agreement, judge_answers
from evals.manifest import make_manifest
from evals.measures.retrieval import ir_library
from evals.record import Record, load_record, record_of, save_record
from evals.report import render_report
from evals.results import results_folder, save_run
from evals.running import Outcome, Plan, run_cases
from evals.scoring import Scored, Scorer
from evals.terminal import changes_table, comparison_table, figures_table, progress_bar
from qa.assistant import Assistant
from qa.embedding import embed_query, embed_texts
from qa.errors import QAError
from qa.settings import Settings

_out = Console()
_err = Console(stderr=True, highlight=False)


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line, as the manifest keeps it."""

    corpus: str | None
    dataset: Path | None
    split: Split
    only: str | None
    llm: str | None

    @property
    def own(self) -> bool:
        """Whether a user's own collection or questions are measured; the thresholds are not for these."""
        return self.corpus is not None or self.dataset is not None


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
    if split not in ("dev", "test"):
        raise EvalError(f"--split is {split!r}; known are dev, test")
    options = Options(corpus, dataset, "dev" if split == "dev" else "test", only, llm)
    if update_baseline and (options.own or options.only or options.llm or options.split != "test"):
        raise EvalError("--update-baseline keeps a whole run of the project's own test split without a model")
    ir_library()
    judgement = _evaluate(options, llm_judge, update_baseline, failed, out, index_dir)
    if judgement is not None and not judgement.passed:
        raise typer.Exit(1)


def _evaluate(
    options: Options,
    llm_judge: bool,
    update_baseline: bool,
    failed: bool,
    out: Path | None,
    index_dir: Path | None,
) -> Judgement | None:
    settings = _settings(options, index_dir)
    with Assistant.open(settings) as assistant:
        cases = _chosen(assistant, options)
        outcomes = _ask(assistant, cases)
        scored = _score(assistant, outcomes)
        if llm_judge:
            _print_agreement(judge_answers(assistant.llm, scored))
        papers, engine = assistant.papers, assistant.engine
    manifest = make_manifest(settings, papers, question_files(options.dataset), _listed(options), engine)
    record = record_of(manifest, scored)
    thresholds, baseline = _yardsticks(options)
    judgement = judge(record, thresholds, baseline, partial=options.only is not None) if thresholds else None
    folder = results_folder(manifest, out)
    save_run(folder, record, scored, render_report(record, scored, papers, judgement, thresholds, baseline))
    if failed:
        _print_failed(scored)
    _print(scored, judgement, baseline, folder)
    if update_baseline:
        save_record(record, BASELINE, load_thresholds().figures)
        _out.print(f"baseline written: {BASELINE}", soft_wrap=True)
    return judgement


def _settings(options: Options, index_dir: Path | None) -> Settings:
    """The user's settings, with an index apart from the one that a running chat page holds.

    Without --llm no model is used, whatever the environment says: the figures that the gate
    knows are those of the quotes.
    """
    settings = Settings(corpus=options.corpus)
    folder = (
        index_dir or settings.index_dir or settings.index_path.with_name(f"{settings.index_path.name}-evals")
    )
    return Settings(corpus=options.corpus, index_dir=folder, llm=options.llm)


def _chosen(assistant: Assistant, options: Options) -> Sequence[Case]:
    cases = load_for_judging(assistant.papers, options.split, options.dataset)
    cases = tuple(case for case in cases if options.only in (None, case.kind))
    if not cases:
        wanted = f" of kind {options.only!r}" if options.only else ""
        raise EvalError(f"no case{wanted} in the split {options.split!r}")
    return cases


def _ask(assistant: Assistant, cases: Sequence[Case]) -> list[Outcome]:
    embedder = assistant.embedder
    plan = Plan(embed=lambda text: embed_query(embedder, text))
    with progress_bar() as bar:
        task = bar.add_task("asking", total=len(cases))
        return run_cases(assistant, cases, plan, lambda _: bar.advance(task))


def _score(assistant: Assistant, outcomes: Sequence[Outcome]) -> list[Scored]:
    embedder = assistant.embedder
    scorer = Scorer(assistant.papers, EntailmentChecker(lambda texts: embed_texts(embedder, list(texts))))
    with progress_bar() as bar:
        return [
            one for outcome in bar.track(outcomes, description="scoring") for one in scorer.score(outcome)
        ]


def _yardsticks(options: Options) -> tuple[Thresholds | None, Record | None]:
    """What a run is judged by: nothing for a user's own set, the floors alone off the test split or with a model."""
    if options.own:
        return None, None
    same = options.split == "test" and not options.llm
    return load_thresholds(), load_record(BASELINE) if same and BASELINE.exists() else None


def _listed(options: Options) -> dict[str, Any]:
    """Names, not places: a record is shared, the folders of a machine are not."""
    return {
        "corpus": Path(options.corpus).name if options.corpus else None,
        "dataset": options.dataset.name if options.dataset else None,
        "split": options.split,
        "only": options.only,
    }


def _compare(first: Path, second: Path) -> None:
    old, new = load_record(first), load_record(second)
    _out.print(comparison_table(old.figures, new.figures, compare_values(new, old)))
    _out.print(changes_table(changes(new, old)))


def _print(
    scored: Sequence[Scored], judgement: Judgement | None, baseline: Record | None, folder: Path
) -> None:
    _out.print(figures_table(figures_of(scored), baseline.figures if baseline else None))
    changed, asked = flips(scored)
    _out.print(f"{sum(one.passed for one in scored)} of {len(scored)} questions right; "
               f"{changed} of {asked} answers in other clothes changed their papers")  # fmt: skip
    if judgement and judgement.changes:
        _out.print(changes_table(judgement.changes))
    _out.print(f"report: {folder / 'report.html'}", soft_wrap=True, highlight=False)
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


def _print_agreement(agreement: Agreement) -> None:
    _out.print(str(agreement), markup=False)


def main() -> None:
    """Entry point of ``python -m evals``."""
    try:
        typer.run(run)
    except QAError as error:
        _err.print(f"error: {error}", markup=False, soft_wrap=True)
        sys.exit(2)
