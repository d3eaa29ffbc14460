"""A language model as a judge, and how far it agrees with the deterministic measures. Off by default."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from llama_index.core.evaluation import BaseEvaluator, FaithfulnessEvaluator, RelevancyEvaluator
from llama_index.core.llms import LLM

from evals.errors import EvalError
from evals.scoring import Scored


@dataclass(frozen=True)
class Pairs:
    """Two verdicts on each of some answers: the measure's and the model's."""

    name: str
    measured: tuple[bool, ...]
    judged: tuple[bool, ...]

    @property
    def agreement(self) -> float:
        """Share on which both say the same."""
        return sum(a == b for a, b in zip(self.measured, self.judged, strict=True)) / len(self.measured)

    @property
    def kappa(self) -> float:
        """Cohen's kappa (1960): (agreement - chance) / (1 - chance); 0 when chance alone agrees fully."""
        a, b = (sum(side) / len(side) for side in (self.measured, self.judged))
        chance = a * b + (1 - a) * (1 - b)
        return (self.agreement - chance) / (1 - chance) if chance < 1 else 0.0


@dataclass(frozen=True)
class Agreement:
    """What the judge said, beside what was measured."""

    pairs: tuple[Pairs, ...]

    def __str__(self) -> str:
        return "\n".join(
            f"judge on {p.name}: {sum(p.judged)} of {len(p.judged)} good (measured {sum(p.measured)}); "
            f"agrees on {p.agreement:.0%}, kappa {p.kappa:.2f}"
            for p in self.pairs
        )


def judge_answers(llm: LLM | None, scored: Sequence[Scored]) -> Agreement:
    """Asks LlamaIndex's evaluators about every answer that says something.

    Faithfulness is set beside ``grounded_spans``, relevancy beside ``right``. Raises
    EvalError without a model.
    """
    if llm is None:
        raise EvalError("--judge needs a language model: give --llm provider/model")
    told = [one for one in scored if one.asked.answer.sentences]
    if not told:
        raise EvalError("--judge has nothing to judge: every question was declined")
    return Agreement(
        (
            Pairs(
                "faithfulness",
                tuple(one.values["grounded_spans"] == 1.0 for one in told),
                asyncio.run(_verdicts(FaithfulnessEvaluator(llm=llm), told)),
            ),
            Pairs(
                "relevancy",
                tuple(one.passed for one in told),
                asyncio.run(_verdicts(RelevancyEvaluator(llm=llm), told)),
            ),
        )
    )


async def _verdicts(evaluator: BaseEvaluator, scored: Sequence[Scored]) -> tuple[bool, ...]:
    """One at a time: a local model serves one request, and order costs nothing here."""
    verdicts = []
    for one in scored:
        answer = one.asked.answer
        contexts = [quote.text for citation in answer.citations for quote in citation.quotes]
        text = " ".join(sentence.text for sentence in answer.sentences)
        result = await evaluator.aevaluate(query=answer.standalone, response=text, contexts=contexts)
        verdicts.append(bool(result.passing))
    return tuple(verdicts)
