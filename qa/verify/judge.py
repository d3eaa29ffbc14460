"""A language model as a second opinion on one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core.llms import LLM

from qa.answer.briefing import defuse, fill
from qa.answer.telling import Telling
from qa.errors import LLMError
from qa.prompts import Prompt

_LONGEST = 200  # characters of a reply; the answer is its first word


class LLMJudge:
    """Asks a model yes or no. An unreadable reply or a failure is no opinion."""

    def __init__(self, llm: LLM, prompt: Prompt, timeout: float) -> None:
        self._llm = llm
        self._prompt = prompt
        self._timeout = timeout

    def supports(self, sentence: str, quotes: Sequence[str]) -> bool | None:
        """Whether the model finds the sentence stated by the quotes."""
        sources = "\n".join(defuse(quote) for quote in quotes)
        messages = fill(self._prompt, lines=sources, line=sentence)
        telling = Telling(self._llm, messages, self._timeout, back_off=())
        try:
            for _ in telling.pieces():
                if len(telling.text) > _LONGEST:
                    break
        except LLMError:
            return None
        word = telling.text.strip().lower().strip("*\"'“ ")
        return True if word.startswith("yes") else False if word.startswith("no") else None
