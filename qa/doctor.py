"""Checks of the parts that answering needs, each with what to do when it fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from llama_index.core.base.llms.types import ChatMessage, MessageRole

from qa.answer.telling import Telling
from qa.assistant import Assistant
from qa.embedding import embed_query, load_embedder
from qa.errors import LLMError, QAError
from qa.llm import load_llm
from qa.origin import papers_of
from qa.settings import Settings
from qa.tokens import count_tokens


@dataclass(frozen=True)
class Check:
    """One part, whether it works, and what was seen."""

    name: str
    ok: bool
    detail: str


def checks(settings: Settings) -> Iterator[Check]:
    """One check a part, in the order in which an answer needs them."""
    steps: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("collection", _collection),
        ("tokens", lambda _: f"{count_tokens('one two three')} tokens in 'one two three'"),
        ("embedder", _embedder),
        ("language model", _llm),
        ("index and answer", _answer),
    )
    for name, step in steps:
        try:
            yield Check(name, True, step(settings))
        except QAError as error:
            yield Check(name, False, str(error))


def _collection(settings: Settings) -> str:
    settings, corpus = papers_of(settings)
    places = ", ".join(map(str, settings.corpus_paths))
    return f"{len(corpus.papers)} papers in {places}, {len(corpus.skipped)} remarks"


def _embedder(settings: Settings) -> str:
    vector = embed_query(load_embedder(settings.embed_model), "a question")
    return f"{settings.embed_model}, {len(vector)} dimensions"


def _llm(settings: Settings) -> str:
    llm = load_llm(settings)
    if llm is None:
        return "none: answers are quotes"
    greeting = ChatMessage(role=MessageRole.USER, content="Say yes.")
    pieces = Telling(llm, [greeting], settings.llm_timeout, back_off=()).pieces()
    with closing(pieces):  # its first word is enough
        if not any(pieces):
            raise LLMError(f"{settings.llm} takes questions and answers nothing; try another model")
    return f"{settings.llm} answers"


def _answer(settings: Settings) -> str:
    with Assistant.open(settings) as assistant:
        start = time.perf_counter()
        assistant.retrieve(assistant.papers[0].title, k=1)  # goes through every part that reads
        seconds = time.perf_counter() - start
        return f"{len(assistant.papers)} papers in {settings.index_path}, a question takes {seconds * 1000:.0f} ms"
