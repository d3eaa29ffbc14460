"""The same retrieval and reading on public sets, beside plain BM25.

    python -m evals.external scifact FOLDER [--unseen] [--limit 200] [--papers 2000] [--index-dir DIR]

Prints nDCG@10 of papers, word F1 of the quoted evidence, and the AUROC of answerability (the
confidence, against the best BM25 score). Needs no network; no test of the project needs it.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

import bm25s
import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from evals.cases import Evidence
from evals.external_sets import ExternalSet, Probe, load_external
from evals.measures.answers import span_words
from evals.measures.confidence import auroc
from evals.measures.retrieval import paper_measures
from evals.stats import SEED, Interval, mean_interval, statistic_interval
from evals.terminal import progress_bar
from qa.assistant import Assistant
from qa.characters import Span
from qa.errors import QAError
from qa.sentences import sentence_spans
from qa.settings import Settings
from qa.types import Corpus, Paper, Quote

_out = Console()


@dataclass(frozen=True)
class Reply:
    """What a system makes of a question: papers in order, quotes, how sure it is."""

    ranked: tuple[str, ...]
    quotes: tuple[Quote, ...]
    confidence: float


@dataclass
class Tally:
    """Values of one system, question by question."""

    ndcg: list[float] = field(default_factory=list)
    f1: list[float] = field(default_factory=list)
    confidence: list[float] = field(default_factory=list)
    answerable: list[float] = field(default_factory=list)

    def add(self, probe: Probe, reply: Reply, abstracts: dict[str, str]) -> None:
        """Scores one reply; what does not apply to the question is left out."""
        self.confidence.append(reply.confidence)
        self.answerable.append(float(probe.answerable))
        if not probe.answerable:
            return
        self.ndcg.append(paper_measures(reply.ranked, probe.relevant)["ndcg@10"])
        gold = [Evidence(p, start, end, abstracts[p][start:end]) for p, start, end in probe.spans]
        words = span_words(reply.quotes, gold, abstracts)
        if words:
            self.f1.append(words.f1)


class BM25:
    """bm25s as it comes (Lucene's variant, English stop words, no stemming), over title and abstract."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers
        self._index = bm25s.BM25()
        texts = [f"{paper.title} {paper.abstract}" for paper in papers]
        self._index.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def reply(self, question: str) -> Reply:
        """Ten papers, and the sentence of the first that shares most words with the question."""
        tokens = bm25s.tokenize([question], stopwords="en", show_progress=False)
        k = min(10, len(self._papers))
        rows, scores = self._index.retrieve(tokens, k=k, show_progress=False)
        best = self._papers[int(rows[0][0])]
        return Reply(
            tuple(self._papers[int(row)].id for row in rows[0]),
            (_best_sentence(question, best),),
            float(scores[0][0]),
        )


def _best_sentence(question: str, paper: Paper) -> Quote:
    asked = set(question.lower().split())
    spans = sentence_spans(paper.abstract) or [Span(0, len(paper.abstract))]
    start, end = max(spans, key=lambda s: len(asked & set(paper.abstract[s[0] : s[1]].lower().split())))
    return Quote(paper.id, start, end, paper.abstract[start:end])


def ask_assistant(assistant: Assistant, question: str) -> Reply:
    """The assistant's papers, its quotes (none when it declines) and its confidence."""
    answer = assistant.ask(question)
    ranked = tuple(passage.paper_id for passage in assistant.retrieve(question, k=10))
    quotes = tuple(quote for citation in answer.citations for quote in citation.quotes)
    return Reply(ranked, quotes, answer.confidence or 0.0)


def sampled(found: ExternalSet, limit: int, papers: int | None) -> ExternalSet:
    """``limit`` drawn questions, and ``papers`` papers among which are all that they need."""
    draw = random.Random(SEED)
    probes = draw.sample(found.probes, min(limit, len(found.probes)))
    needed = {paper_id for probe in probes for paper_id in probe.relevant}
    others = [paper for paper in found.papers if paper.id not in needed]
    more = len(others) if papers is None else max(0, min(len(others), papers - len(needed)))
    kept = needed | {paper.id for paper in draw.sample(others, more)}
    return replace(found, papers=tuple(p for p in found.papers if p.id in kept), probes=tuple(probes))


def run(
    name: Annotated[str, typer.Argument(help="scifact, bioasq or squad")],
    folder: Annotated[Path, typer.Argument(help="Where its files lie.")],
    limit: Annotated[int, typer.Option(help="Questions to draw.")] = 200,
    papers: Annotated[int | None, typer.Option(help="Papers to search at most; all when unset.")] = None,
    index_dir: Annotated[Path | None, typer.Option(help="Keep the index here between runs.")] = None,
    unseen: Annotated[bool, typer.Option("--unseen", help="Only what training left out.")] = False,
) -> None:
    """Measure retrieval, evidence and answerability on a public set."""
    whole = load_external(name, folder)
    asked = tuple(probe for probe in whole.probes if probe.unseen or not unseen)
    found = sampled(replace(whole, probes=asked), limit, papers)
    with tempfile.TemporaryDirectory() as scratch:
        file = _corpus_file(found.papers, Path(scratch))
        settings = Settings(corpus=str(file), index_dir=index_dir or Path(scratch) / "index")
        tallies = _measure(found, settings)
    _out.print(_table(found, tallies))


def _measure(found: ExternalSet, settings: Settings) -> dict[str, Tally]:
    tallies = {"assistant": Tally(), "BM25": Tally()}
    with progress_bar() as bar:
        embedding = bar.add_task("indexing", total=None)
        assistant = Assistant.open(
            settings,
            progress=lambda done, total: bar.update(embedding, completed=done, total=total),
            corpus=Corpus(found.papers, sources=(found.name,)),
        )
        with assistant:
            abstracts = {paper.id: paper.abstract for paper in assistant.papers}
            plain = BM25(assistant.papers)
            for probe in bar.track(found.probes, description="asking"):
                tallies["assistant"].add(probe, ask_assistant(assistant, probe.text), abstracts)
                tallies["BM25"].add(probe, plain.reply(probe.text), abstracts)
    return tallies


def _corpus_file(papers: Sequence[Paper], folder: Path) -> Path:
    """The papers as a file, since an index belongs to one."""
    file = folder / "papers.jsonl"
    rows: list[dict[str, Any]] = [{"id": p.id, "title": p.title, "abstract": p.abstract} for p in papers]
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return file


def _table(found: ExternalSet, tallies: dict[str, Tally]) -> Table:
    table = Table(
        title=f"{found.name}: {len(found.probes)} questions, {len(found.papers)} papers", title_justify="left"
    )
    for column in ("system", "nDCG@10", "evidence F1", "answerability AUROC"):
        table.add_column(column)
    for system, tally in tallies.items():
        cells = ["-", "-", "-"]
        if tally.ndcg:
            cells[0] = _cell(mean_interval(tally.ndcg))
        if found.evidence and tally.f1:
            cells[1] = _cell(mean_interval(tally.f1))
        if found.answerability and len(set(tally.answerable)) == 2:
            cells[2] = _cell(
                statistic_interval(np.array(tally.confidence), np.array(tally.answerable), auroc)
            )
        table.add_row(system, *cells)
    return table


def _cell(interval: Interval) -> str:
    return f"{interval.value:.3f} ({interval.low:.3f} to {interval.high:.3f}, n {interval.n})"


if __name__ == "__main__":
    try:
        typer.run(run)
    except QAError as error:
        Console(stderr=True).print(f"error: {error}", markup=False)
        sys.exit(2)
