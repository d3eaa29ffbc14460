"""One run from start to end: open the assistant, ask, score, judge, write the results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.cases import Case
from evals.changes import on_shared
from evals.dataset import load_for_judging, question_files
from evals.errors import EvalError
from evals.gate import BASELINE, Judgement, Thresholds, judge, load_thresholds, thresholds_for_own
from evals.grounding.entailment import EntailmentChecker
from evals.judge import Agreement, judge_answers
from evals.manifest import make_manifest
from evals.options import Options
from evals.record import Record, load_record, record_of
from evals.report import render_report
from evals.results import check_writable, results_folder, save_run
from evals.running import Outcome, Plan, run_cases
from evals.scoring import Scored, Scorer
from evals.terminal import progress_bar
from qa.assistant import Assistant
from qa.embedding import embed_query, embed_texts
from qa.settings import Settings


@dataclass(frozen=True)
class Run:
    """What came of a run, and what it was judged by."""

    options: Options
    record: Record
    scored: tuple[Scored, ...]
    judgement: Judgement
    thresholds: Thresholds
    baseline: Record | None
    agreement: Agreement | None
    folder: Path


def evaluate(options: Options) -> Run:
    """Asks, scores, judges, and writes the results. Raises QAError."""
    settings = _settings(options)
    check_writable(options.out)
    thresholds, baseline = _yardsticks(options)
    with Assistant.open(settings) as assistant:
        scored = _score(assistant, _ask(assistant, _chosen(assistant, options)))
        agreement = judge_answers(assistant.llm, scored) if options.llm_judge else None
        papers, engine = assistant.papers, assistant.engine
    manifest = make_manifest(settings, papers, question_files(options.dataset), _listed(options), engine)
    record = record_of(manifest, scored)
    if baseline and options.only:
        baseline = on_shared(baseline, record)
    judgement = judge(record, thresholds, baseline, partial=options.only is not None)
    folder = results_folder(manifest, options.out)
    save_run(folder, record, scored, render_report(record, scored, papers, judgement, thresholds, baseline))
    return Run(options, record, tuple(scored), judgement, thresholds, baseline, agreement, folder)


def _settings(options: Options) -> Settings:
    """The user's settings, with an index apart from the one that a running chat page holds.

    Without --llm no model is used, whatever the environment says: the figures that the gate
    knows are those of the quotes.
    """
    given = {"corpus": options.corpus} if options.corpus else {}
    settings = Settings(**given)
    if settings.corpus and not options.own:
        raise EvalError(
            "--corpus and QA_CORPUS need --dataset: the project's own questions are about the seed collection"
        )
    folder = (
        options.index_dir
        or settings.index_dir
        or settings.index_path.with_name(f"{settings.index_path.name}-evals")
    )
    return Settings(**given, index_dir=folder, llm=options.llm)


def _chosen(assistant: Assistant, options: Options) -> Sequence[Case]:
    cases = load_for_judging(assistant.papers, options.split, options.dataset)
    cases = tuple(case for case in cases if options.only in (None, case.kind))
    if not cases:
        wanted = f" of kind {options.only!r}" if options.only else ""
        raise EvalError(
            f"no case{wanted} in the split {options.split!r} of {options.dataset or 'the project'}"
        )
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


def _yardsticks(options: Options) -> tuple[Thresholds, Record | None]:
    """What a run is judged by; the project's baseline is of the test split without a model, and of nothing else."""
    if options.own or options.thresholds:
        thresholds = thresholds_for_own(options.thresholds)
    else:
        thresholds = load_thresholds()
    if options.only:
        thresholds = thresholds.of_kind(options.only)
    same = not options.own and options.split == "test" and not options.llm
    file = options.baseline or (BASELINE if same else None)
    return thresholds, load_record(file) if file and file.exists() else None


def _listed(options: Options) -> dict[str, Any]:
    """Names, not places: a record is shared, the folders of a machine are not."""
    return {
        "corpus": ", ".join(Path(path).name for path in options.corpus) if options.corpus else None,
        "dataset": options.dataset.name if options.dataset else None,
        "split": options.split,
        "only": options.only,
    }
