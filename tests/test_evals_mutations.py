"""The suite can fail: each way of breaking the product turns the gate red.

Real answers of the real assistant to some development questions are recorded once, then broken.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from evals.cases import Case
from evals.dataset import load_dev
from evals.gate import Thresholds, judge, load_thresholds
from evals.grounding.entailment import EntailmentChecker
from evals.record import Record, record_of
from evals.running import Asked, Outcome, Plan, run_cases
from evals.scoring import Scorer
from qa.assistant import Assistant
from qa.embedding import embed_query, embed_texts
from qa.settings import Settings
from qa.types import Answer, Citation, Paper, Quote, ScoredPassage, Sentence

_PER_KIND = {"fact": 16, "summary": 4, "list": 4, "compare": 4, "conversation": 3, "unanswerable": 12}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real one, on the seed collection."""
    with Assistant.open(Settings(index_dir=tmp_path_factory.mktemp("index"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def outcomes(assistant: Assistant) -> list[Outcome]:
    """What it answers, recorded once."""
    cases: list[Case] = []
    for kind, n in _PER_KIND.items():
        cases += [case for case in load_dev(assistant.papers) if case.kind == kind][:n]
    return run_cases(assistant, cases, Plan(lambda text: embed_query(assistant.embedder, text), variants=0))


@pytest.fixture(scope="module")
def scorer(assistant: Assistant) -> Scorer:
    """Both grounding checkers at work."""
    return Scorer(
        assistant.papers, EntailmentChecker(lambda texts: embed_texts(assistant.embedder, list(texts)))
    )


@pytest.fixture(scope="module")
def sound(scorer: Scorer, outcomes: list[Outcome]) -> Record:
    """The record of the unbroken run: here the baseline."""
    return _recorded(scorer, outcomes)


def _recorded(scorer: Scorer, outcomes: list[Outcome]) -> Record:
    return record_of({}, [one for outcome in outcomes for one in scorer.score(outcome)])


def _limits() -> Thresholds:
    """The exact floors as they are; the others at zero, since a part of one split has its own means."""
    limits = load_thresholds()
    return Thresholds({name: floor if floor >= 0.99 else 0.0 for name, floor in limits.floors.items()}, {})


def _mapped(outcomes: list[Outcome], change: Callable[[Asked], Asked]) -> list[Outcome]:
    return [replace(outcome, turns=tuple(change(asked) for asked in outcome.turns)) for outcome in outcomes]


def test_unbroken_is_green(scorer: Scorer, outcomes: list[Outcome], sound: Record) -> None:
    """The same answers again pass, so that red below means the break and nothing else."""
    assert () == judge(_recorded(scorer, outcomes), _limits(), sound, partial=True).failures


def _shuffled(asked: Asked, papers: tuple[Paper, ...]) -> Asked:
    """Ten papers at random where the ranking was."""
    drawn = random.Random(asked.question.id).sample(papers, 10)
    ranked = tuple(ScoredPassage(p.id, p.title, 1.0, 0, len(p.abstract), p.abstract) for p in drawn)
    return replace(asked, ranked=ranked if asked.ranked else ())


def _shift_numbers(answer: Answer) -> Answer:
    """Each sentence cites the next number."""
    sentences = tuple(replace(s, citations=tuple(n + 1 for n in s.citations)) for s in answer.sentences)
    return replace(answer, sentences=sentences)


def _offset_quotes(answer: Answer) -> Answer:
    """Each quote claims to stand one character further on."""
    citations = tuple(
        replace(c, quotes=tuple(replace(q, start=q.start + 1, end=q.end + 1) for q in c.quotes))
        for c in answer.citations
    )
    return replace(answer, citations=citations)


def _swap_number(answer: Answer) -> Answer:
    """The first digit of the first number of each sentence is another one."""

    def swap(text: str) -> str:
        return re.sub(r"\d", lambda m: str((int(m[0]) + 3) % 10), text, count=1)

    return replace(answer, sentences=tuple(replace(s, text=swap(s.text)) for s in answer.sentences))


def _never_abstain(answer: Answer, paper: Paper) -> Answer:
    """An abstention becomes a quote from some paper."""
    if answer.abstention is None:
        return answer
    end = paper.abstract.index(".") + 1
    quote = Quote(paper.id, 0, end, paper.abstract[:end])
    return replace(
        answer, abstention=None, text=f"{quote.text} [1]", sentences=(Sentence(quote.text, (1,)),),
        citations=(Citation(1, paper.id, paper.title, (quote,)),),
    )  # fmt: skip


def _on_answers(change: Callable[[Answer], Answer]) -> Callable[[Asked], Asked]:
    return lambda asked: replace(asked, answer=change(asked.answer))


@pytest.mark.parametrize(
    ("change", "figure"),
    [
        (_shift_numbers, "grounded_spans"),
        (_offset_quotes, "quotes_exact"),
        (_swap_number, "grounded_spans"),
    ],
)
def test_broken_answers_are_red(
    scorer: Scorer, outcomes: list[Outcome], sound: Record, change: Callable[[Answer], Answer], figure: str
) -> None:
    """Shifted numbers, offset quotes, a swapped figure: the gate says which measure fell."""
    found = judge(_recorded(scorer, _mapped(outcomes, _on_answers(change))), _limits(), sound, partial=True)
    assert any(line.startswith(f"{figure} ") for line in found.failures)


def test_shuffled_retrieval_is_red(
    scorer: Scorer, outcomes: list[Outcome], sound: Record, assistant: Assistant
) -> None:
    """Papers at random: the drop of hit@1 and nDCG is beyond chance."""
    broken = _mapped(outcomes, lambda asked: _shuffled(asked, assistant.papers))
    found = judge(_recorded(scorer, broken), _limits(), sound, partial=True)
    assert {"hit@1", "ndcg@10"} <= {line.split(" ")[0] for line in found.failures}


def test_never_abstaining_is_red(
    scorer: Scorer, outcomes: list[Outcome], sound: Record, assistant: Assistant
) -> None:
    """Every question answered with something: what was to be declined was not."""
    broken = _mapped(outcomes, _on_answers(lambda answer: _never_abstain(answer, assistant.papers[0])))
    found = judge(_recorded(scorer, broken), _limits(), sound, partial=True)
    assert any(line.startswith("abstain_recall ") for line in found.failures)
