"""The same dev questions three times: quotes alone, a model with the check, the model without it.

python -m evals.verify_sides PROVIDER/MODEL [--questions 90] [--context 2048] [--jsonl OUT]

Every question goes the whole way: routed, retrieved, read, written. The model writes once; what
it wrote is shown once as the check lets it through and once as it stands. Printed are the figures
of the three side by side and what became of the model's sentences. --jsonl keeps each sentence
with its verdict and the quotes that it cites, to be judged by hand.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from llama_index.core.llms import LLM

from evals.cases import Case, Kind
from evals.dataset import load_dev
from evals.grounding.entailment import EntailmentChecker
from evals.running import Asked, Outcome
from evals.scoring import Scorer
from evals.stats import mean_interval
from qa.answer.generative import GenerativeSynthesizer
from qa.assistant import Assistant
from qa.embedding import LOCAL, embed_texts, load_embedder
from qa.errors import LLMError
from qa.settings import Settings
from qa.types import Answer, Paper, Quote
from qa.verify import Check, Verifier

_KINDS: tuple[Kind, ...] = ("fact", "false_premise", "summary", "list", "compare")
_FIGURES = (
    "right", "decisive", "first_sentence", "grounded_spans", "grounded_entailed", "cited_precision",
    "cited_recall", "alce_precision", "quotes_exact", "words",
)  # fmt: skip
Row = dict[str, object]


class Recording(Verifier):
    """The check, with a row for each sentence that it saw."""

    rows: list[Row]

    def check(
        self,
        sentence: str,
        quotes: Sequence[Quote],
        papers: Mapping[str, Paper],
        others: Sequence[Paper] = (),
    ) -> Check:
        """As the check itself; kept."""
        found = super().check(sentence, quotes, papers, others)
        cited = [f"{papers[quote.paper_id].title}: {quote.text}" for quote in quotes]
        self.rows.append(
            {"verdict": found.verdict, "reason": found.reason, "text": sentence, "quotes": cited}
        )
        return found


class Credulous(Verifier):
    """No check at all."""

    def check(
        self,
        sentence: str,  # noqa: ARG002  # the check's signature
        quotes: Sequence[Quote],  # noqa: ARG002
        papers: Mapping[str, Paper],  # noqa: ARG002
        others: Sequence[Paper] = (),  # noqa: ARG002
    ) -> Check:
        """Everything is supported."""
        return Check("supported", 1.0)


@dataclass(frozen=True)
class Sides:
    """One case's answers: by quotes, by the model with the check, by the model without it."""

    case: Case
    quotes: Answer
    checked: Answer
    unchecked: Answer
    rows: tuple[Row, ...]


def ask_all(settings: Settings, most: int) -> Iterator[tuple[Sides, Assistant]]:
    """Every chosen question put to the three, one after the other."""
    embedder = load_embedder(LOCAL)
    recording = Recording(embedder)
    with Assistant.open(settings) as assistant:
        if assistant.llm is None:
            raise LLMError("this measures a language model: name one as provider/model")
        writers = [_writer(assistant, assistant.llm, v) for v in (recording, Credulous())]
        writers[1]._cache = writers[0]._cache  # the second reads what the first paid for
        for case in _chosen(load_dev(assistant.papers), most):
            question = case.turns[0].question
            recording.rows = []
            answers = [assistant.ask(question, quotes_only=True)]
            for writer in writers:
                assistant._writer = writer
                answers.append(assistant.ask(question))
            yield Sides(case, answers[0], answers[1], answers[2], tuple(recording.rows)), assistant


def _writer(assistant: Assistant, llm: LLM, verifier: Verifier) -> GenerativeSynthesizer:
    return GenerativeSynthesizer(llm, assistant.settings, others=assistant.papers, verifier=verifier)


def _chosen(cases: Sequence[Case], most: int) -> list[Case]:
    """As many cases, spread evenly over those that a model may write on."""
    fit = [case for case in cases if case.kind in _KINDS]
    return [fit[at * len(fit) // most] for at in range(min(most, len(fit)))]


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("llm", help="provider/model")
    parser.add_argument("--questions", type=int, default=90)
    parser.add_argument("--context", type=int, default=2048, help="tokens that the model reads at most")
    parser.add_argument("--index-dir", type=Path, help="where the index lives; the user's cache when unset")
    parser.add_argument("--jsonl", type=Path, help="write every sentence with its verdict and quotes here")
    arguments = parser.parse_args()
    settings = Settings(llm=arguments.llm, llm_context=arguments.context, index_dir=arguments.index_dir)
    done: list[Sides] = []
    scorer: Scorer | None = None
    for sides, assistant in ask_all(settings, arguments.questions):
        scorer = scorer or _scorer(assistant)
        done.append(sides)
        print(f"\r{len(done)} questions", end="", flush=True)
    print()
    assert scorer is not None
    _figures(done, scorer)
    _sentences(done)
    if arguments.jsonl:
        _write(arguments.jsonl, done)


def _scorer(assistant: Assistant) -> Scorer:
    embedder = assistant.embedder
    return Scorer(assistant.papers, EntailmentChecker(lambda texts: embed_texts(embedder, list(texts))))


def _figures(done: Sequence[Sides], scorer: Scorer) -> None:
    """One row a figure: its mean for each of the three, with the 95% interval."""
    columns = []
    ways: tuple[Callable[[Sides], Answer], ...] = (
        lambda s: s.quotes,
        lambda s: s.checked,
        lambda s: s.unchecked,
    )
    for way in ways:
        outcomes = [Outcome(s.case, (Asked(s.case.turns[0], way(s)),)) for s in done]
        columns.append([one.values for outcome in outcomes for one in scorer.score(outcome)])
    print(f"{'':20}{'quotes':>24}{'model, checked':>24}{'model, unchecked':>24}")
    for name in _FIGURES:
        cells = []
        for values in columns:
            interval = mean_interval([v[name] for v in values if name in v])
            cells.append(f"{interval.value:.3f} ({interval.low:.3f}-{interval.high:.3f})")
        print(f"{name:20}" + "".join(f"{cell:>24}" for cell in cells))


def _sentences(done: Sequence[Sides]) -> None:
    """What became of the model's sentences, and how long answers took."""
    written = [s for s in done if s.checked.usage]
    removed = [one for s in written for one in s.checked.removed]
    kept = [one for s in written if s.checked.engine != "extractive" for one in s.checked.sentences]
    weak = sum(one.verdict == "weak" for one in kept)
    stood_in = sum(s.checked.engine == "extractive" for s in written)
    seconds = [s.checked.timings["write"] for s in written]
    print(f"\n{len(done)} questions, {len(written)} put to the model, the quotes stood in for {stood_in}")
    print(
        f"{len(kept) + len(removed)} sentences: {len(kept) - weak} supported, {weak} weak, {len(removed)} removed"
    )
    print(
        f"seconds of writing an answer: median {statistics.median(seconds):.1f}, longest {max(seconds):.1f}"
    )
    tokens = [
        s.checked.usage.get("prompt_tokens", 0) + s.checked.usage.get("completion_tokens", 0) for s in written
    ]
    print(f"tokens an answer: median {statistics.median(tokens):.0f}")
    reasons = Counter(re.sub(r"'[^']*'|\"[^\"]*\"", "...", one.reason) for one in removed)
    for reason, count in reasons.most_common(12):
        print(f"{count:5}  {reason[:100]}")


def _write(path: Path, done: Sequence[Sides]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for sides in done:
            for row in sides.rows:
                full = {"id": sides.case.id, "question": sides.case.turns[0].question, **row}
                out.write(json.dumps(full, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
