"""A follow-up question -> one that can be understood alone, by the model."""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core.llms import LLM

from qa.answer.briefing import defuse, fill
from qa.answer.telling import Telling
from qa.errors import LLMError
from qa.prompts import load_prompt
from qa.types import Answer, Turn
from qa.verify.facts import names, numbers
from qa.words import content_tokens

_TURNS = 4  # how far back a follow-up reaches
_LONGEST = 400  # characters; a rewrite that is longer is an answer, not a question
_SECONDS = 20.0


def rewrite_question(
    llm: LLM, question: str, history: Sequence[Turn], timeout: float = _SECONDS
) -> str | None:
    """The question, understood alone; None when the model fails or makes something up.

    A rewrite may only use names and numbers of the question and the history, and at most
    half of its content words may be new: otherwise the caller's own rewrite is safer.
    """
    told = "\n".join(_turn(turn) for turn in history[-_TURNS:])
    messages = fill(load_prompt("rewrite"), lines=told, line=question)
    telling = Telling(llm, messages, timeout, back_off=())
    try:
        for _ in telling.pieces():
            if len(telling.text) > 2 * _LONGEST:
                return None
    except LLMError:
        return None
    lines = [line.strip().strip("\"'“”*`") for line in telling.text.splitlines() if line.strip()]
    rewrite = lines[0] if lines else ""
    known = f"{told}\n{question}"
    return rewrite if rewrite and len(rewrite) <= _LONGEST and adds_nothing(rewrite, known) else None


def adds_nothing(rewrite: str, known: str) -> bool:
    """Whether a rewrite keeps to the names, numbers and most of the words of what is known."""
    if {n.key for n in names(rewrite)} - {n.key for n in names(known)} - _stems(known):
        return False
    if {n.value for n in numbers(rewrite)} - {n.value for n in numbers(known)}:
        return False
    stems = _stems(rewrite)
    return bool(stems) and 2 * len(stems - _stems(known)) <= len(stems)


def _stems(text: str) -> set[str]:
    return {token.stem for token in content_tokens(text)}


def _turn(turn: Turn) -> str:
    answer = turn.answer
    if isinstance(answer, Answer):
        answer = f"{' '.join(s.text for s in answer.sentences)} (from: {'; '.join(answer.titles)})"
    return f"Question: {defuse(turn.question)}\nAnswer: {defuse(answer)}"
