"""``qa eval``: asks the questions, prints the figures, judges them, leaves a report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evals.cases import Case, Split
from evals.dataset import load_for_judging
from evals.errors import EvalError
from evals.figures import figures_of, flips
from evals.grounding.entailment import EntailmentChecker
from evals.measures.retrieval import ir_library
from evals.running import Plan, run_cases
from evals.scoring import Scored, Scorer
from evals.terminal import figures_table, progress_bar
from qa.assistant import Assistant
from qa.embedding import embed_query, embed_texts
from qa.errors import QAError
from qa.settings import Settings

_out = Console()
_err = Console(stderr=True, highlight=False)


def run(
    corpus: Annotated[str | None, typer.Option(help="Papers to ask about; the seed collection when unset.")] = None,
    dataset: Annotated[Path | None, typer.Option(help="Question file or folder; the project's own when unset.")] = None,
    split: Annotated[str, typer.Option(help="dev or test; only dev may be tuned on.")] = "test",
    only: Annotated[str | None, typer.Option(help="Only cases of this kind.")] = None,
    index_dir: Annotated[Path | None, typer.Option(help="Where the index lives; one of the evals' own when unset.")] = None,
) -> None:
    """Measure the assistant on questions with known answers."""
    ir_library()
    with Assistant.open(_settings(corpus, index_dir)) as assistant:
        cases = _chosen(assistant, split, dataset, only)
        embedder = assistant.embedder
        plan = Plan(embed=lambda text: embed_query(embedder, text))
        with progress_bar() as bar:
            task = bar.add_task("asking", total=len(cases))
            outcomes = run_cases(assistant, cases, plan, lambda _: bar.advance(task))
        scorer = Scorer(assistant.papers, EntailmentChecker(lambda texts: embed_texts(embedder, list(texts))))
        scored = [one for outcome in outcomes for one in scorer.score(outcome)]
    _out.print(figures_table(figures_of(scored)))
    changed, asked = flips(scored)
    _out.print(f"{changed} of {asked} answers in other clothes changed their papers")
    _print_failed(scored)


def _settings(corpus: str | None, index_dir: Path | None) -> Settings:
    """The user's settings, with an index apart from the one that a running chat page holds."""
    settings = Settings(corpus=corpus)
    folder = index_dir or settings.index_dir or settings.index_path.with_name(f"{settings.index_path.name}-evals")
    return Settings(corpus=corpus, index_dir=folder)


def _chosen(assistant: Assistant, split: str, dataset: Path | None, only: str | None) -> Sequence[Case]:
    if split not in ("dev", "test"):
        raise EvalError(f"--split is {split!r}; known are dev, test")
    chosen: Split = "dev" if split == "dev" else "test"
    cases = [c for c in load_for_judging(assistant.papers, chosen, dataset) if only in (None, c.kind)]
    if not cases:
        raise EvalError(f"no case of kind {only!r} in the split {split!r}")
    return cases


def _print_failed(scored: Sequence[Scored]) -> None:
    for one in scored:
        if not one.passed:
            answer = one.asked.answer
            _out.print(f"{one.id} {one.case.kind} as {answer.route}: {one.fault}: {one.asked.question.question}", markup=False, highlight=False)


def main() -> None:
    """Entry point of ``python -m evals``."""
    try:
        typer.run(run)
    except QAError as error:
        _err.print(f"error: {error}", markup=False, soft_wrap=True)
        sys.exit(2)
