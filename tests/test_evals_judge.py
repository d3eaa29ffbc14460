"""A model as a judge, and its agreement with what was measured."""

import pytest
from evals_builders import ALPHA, PAPERS, SPEEDUP, abstention, answer, outcome, question
from llama_index.core.base.llms.types import CompletionResponse, CompletionResponseGen, LLMMetadata
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.llms import CustomLLM

from evals.errors import EvalError
from evals.judge import Pairs, judge_answers
from evals.running import Asked
from evals.scoring import Scorer


class Judge(CustomLLM):
    """Says YES to everything and remembers what it read."""

    _read: list[str] = PrivateAttr(default_factory=list)

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata()

    def complete(self, prompt: str, formatted: bool = False, **kwargs: object) -> CompletionResponse:
        del formatted, kwargs
        self._read.append(prompt)
        return CompletionResponse(text="YES")

    def stream_complete(
        self, prompt: str, formatted: bool = False, **kwargs: object
    ) -> CompletionResponseGen:
        raise NotImplementedError


def test_agreement_and_kappa() -> None:
    """Both yes twice, both no once, once apart: agreement 3/4; chance 0.75*0.5 + 0.25*0.5 = 0.5; kappa 0.5."""
    pairs = Pairs("x", (True, True, True, False), (True, True, False, False))
    assert (0.75, 0.5) == (pairs.agreement, pairs.kappa)
    assert 0 == Pairs("x", (True,), (True,)).kappa


def test_only_what_was_said_is_judged() -> None:
    """The judge reads answer and quotes; of two answers, one is right and one is not."""
    scorer = Scorer(PAPERS, None)
    told = [
        Asked(question(), answer((ALPHA, SPEEDUP))),
        Asked(question(), answer((ALPHA, "Decoding is slow."))),
    ]
    scored = [
        one for asked in (*told, Asked(question(), abstention())) for one in scorer.score(outcome(asked))
    ]
    judge = Judge()
    faithful, relevant = judge_answers(judge, scored).pairs
    assert ((True, True), (True, True)) == (faithful.measured, faithful.judged)
    assert ((True, False), (True, True)) == (relevant.measured, relevant.judged)
    assert any(SPEEDUP in prompt for prompt in judge._read)
    assert "agrees on 50%" in str(judge_answers(judge, scored))


def test_without_a_model() -> None:
    """One line says what to give."""
    with pytest.raises(EvalError, match="--llm provider/model"):
        judge_answers(None, [])
    with pytest.raises(EvalError, match="nothing to judge"):
        judge_answers(Judge(), [])
