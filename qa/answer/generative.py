"""Answers written by a language model, each sentence checked before a person reads it.

The model is given numbered sentences of the abstracts and must cite their numbers. What it
writes is cut into sentences as it arrives; each is checked against the quotes it cites and
shown, or taken out with the reason. When the model fails, or nothing it wrote stands, the
extractive answer takes its place and says so.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.response.schema import Response
from llama_index.core.llms import LLM
from llama_index.core.prompts.mixin import PromptDictType
from llama_index.core.response_synthesizers import BaseSynthesizer
from llama_index.core.schema import NodeWithScore, QueryBundle

from qa.answer.briefing import Briefing, brief
from qa.answer.cache import AnswerCache, Kept, cache_key
from qa.answer.nodes import papers_of, passages_of_nodes, verbatim_draft
from qa.answer.numbering import Numbering
from qa.answer.rewriting import rewrite_question
from qa.answer.telling import BACK_OFF, BEAT, Telling
from qa.answer.written import SentenceReader, Written
from qa.errors import LLMError
from qa.llm import answer_tokens
from qa.prompts import load_prompts
from qa.settings import Settings
from qa.tokens import count_tokens
from qa.types import Checked, Draft, Paper, Quote, Route, ScoredPassage, Sentence, Shape, Stage
from qa.verify import Verifier
from qa.verify.judge import LLMJudge

__all__ = ["GenerativeSynthesizer", "rewrite_question"]

_PROMPT_OF: dict[Route, str] = {"compare": "compare", "list": "list"}  # every other route: "answer"
_SHAPE_OF: dict[Route, Shape] = {"list": "list"}


@runtime_checkable
class Formed(Protocol):
    """A model whose output can be held to a form: lines that cite one of so many sentences."""

    def form(self, sentences: int) -> Mapping[str, Any]:
        """Options for the model's stream."""


@dataclass
class _Progress:
    """What has come of one answer so far."""

    kept: list[Sentence] = field(default_factory=list)
    removed: list[Sentence] = field(default_factory=list)
    quotes: dict[Quote, None] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    usage: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class GenerativeSynthesizer(BaseSynthesizer):
    """A LlamaIndex response synthesizer over a model that is not trusted."""

    def __init__(
        self,
        llm: LLM,
        settings: Settings,
        embedder: BaseEmbedding | None = None,
        others: Sequence[Paper] = (),
        verifier: Verifier | None = None,
        back_off: Sequence[float] = BACK_OFF,
    ) -> None:
        """``others`` are the papers of the collection, to say whose name a stray name is.

        Without a ``verifier`` of its own it makes one of the embedder and, where the settings ask
        for it, of the model as a judge. ``back_off`` are the seconds before each further attempt.
        """
        super().__init__(llm=llm)
        self._prompts = load_prompts()
        judge = LLMJudge(llm, self._prompts["judge"], settings.llm_timeout) if settings.llm_judge else None
        self._verifier = verifier or Verifier(embedder, judge)
        self._settings = settings
        self._others = others
        self._back_off = back_off
        self._cache = AnswerCache() if settings.cache else None

    @property
    def engine(self) -> str:
        """The name that answers of this synthesizer carry."""
        provider, _, model = (self._settings.llm or self._llm.metadata.model_name).partition("/")
        return (
            f"{provider}/{Path(model).name}" if provider == "llama-cpp" else f"{provider}/{model}".rstrip("/")
        )

    def stream(
        self,
        question: str,
        route: Route,
        evidence: Sequence[ScoredPassage],
        papers: Mapping[str, Paper],
        numbering: Numbering,
        fallback: Callable[[], Draft],
    ) -> Iterator[Stage | Checked | Draft]:
        """Stages and checked sentences as they come; the Draft comes last.

        ``evidence`` are sentences of abstracts, best first. Whoever stops reading stops the model.
        """
        yield Stage("write")
        prompt = self._prompts[_PROMPT_OF.get(route, "answer")]
        briefing = brief(
            prompt, question, evidence, papers, self._settings.llm_context, answer_tokens(self._settings)
        )
        progress = _Progress(notes=_left_out(briefing))
        try:
            for written in self._written(briefing, progress):
                if written is None:
                    yield Stage("write")
                    continue
                yield Stage("check", written.text)
                yield self._check(written, briefing, papers, numbering, progress)
        except LLMError as error:
            yield self._stand_in(fallback, f"The quotes stand in, because {error}.", progress)
            return
        if not any(sentence.verdict == "supported" for sentence in progress.kept):
            progress.removed += progress.kept  # weak sentences alone are no answer where quotes are at hand
            yield self._stand_in(fallback, _nothing_left(progress), progress)
            return
        yield Draft(
            notes=progress.notes,
            sentences=tuple(progress.kept),
            quotes=tuple(progress.quotes),
            shape=_SHAPE_OF.get(route, "prose"),
            removed=tuple(progress.removed),
            engine=self.engine,
            notice=_dropped(briefing),
            usage=progress.usage,
        )

    def _written(self, briefing: Briefing, progress: _Progress) -> Iterator[Written | None]:
        """Sentences of the model, or of an earlier run on the very same prompt.

        None while a sentence takes long, so that whoever reads can stop before it ends.
        """
        if not briefing.sources:
            raise LLMError("no sentence of the evidence fits the model's window; raise QA_LLM_CONTEXT")
        key = cache_key(self._llm, self.engine, briefing.messages)
        reader = SentenceReader()
        kept = self._cache.get(key) if self._cache else None
        if kept:
            progress.usage.update(cached=1, prompt_tokens=0, completion_tokens=0)
            yield from [*reader.feed(kept.text), *reader.close()]
            return
        options = self._llm.form(len(briefing.sources)) if isinstance(self._llm, Formed) else {}
        timeout = self._settings.llm_timeout
        telling = Telling(self._llm, briefing.messages, timeout, self._back_off, options)
        told = time.monotonic()
        for piece in telling.pieces():
            sentences: list[Written | None] = [*reader.feed(piece)]
            if sentences or time.monotonic() - told > BEAT:
                yield from sentences or [None]
                told = time.monotonic()
        yield from reader.close()
        if not telling.text.strip():
            raise LLMError("the model wrote nothing")
        progress.usage.update(
            prompt_tokens=telling.usage.get("prompt_tokens", briefing.tokens),
            completion_tokens=telling.usage.get("completion_tokens", count_tokens(telling.text)),
        )
        if self._cache is not None:
            self._cache.put(key, Kept(telling.text, briefing.tokens, progress.usage["completion_tokens"]))

    def _check(
        self,
        written: Written,
        briefing: Briefing,
        papers: Mapping[str, Paper],
        numbering: Numbering,
        progress: _Progress,
    ) -> Checked:
        """The sentence with its verdict, kept or removed."""
        quotes = tuple(briefing.sources[n] for n in written.cites if n in briefing.sources)
        reason = _refusal(written, briefing, progress)
        if reason:
            sentence = Sentence(written.text, (), "unsupported", reason=reason)
        else:
            check = self._verifier.check(written.text, quotes, papers, self._others)
            if check.verdict == "unsupported":
                sentence = Sentence(written.text, (), "unsupported", reason=check.reason)
            else:
                quotes = self._verifier.needed(written.text, quotes, papers, self._others)
                numbers = dict.fromkeys(numbering.number(quote.paper_id) for quote in quotes)
                sentence = Sentence(written.text, tuple(numbers), check.verdict, reason=check.reason)
        progress.seen.add(_bare(written.text))
        if sentence.verdict == "unsupported":
            progress.removed.append(sentence)
            return Checked(sentence, removed=True)
        progress.kept.append(sentence)
        progress.quotes.update(dict.fromkeys(quotes))
        return Checked(sentence)

    def _stand_in(self, fallback: Callable[[], Draft], notice: str, progress: _Progress) -> Draft:
        """The extractive answer, with why, what was removed, and what the model had cost."""
        draft = fallback()
        removed = (*progress.removed, *draft.removed)
        return replace(draft, notice=notice, removed=removed, usage=progress.usage, notes=progress.notes)

    def synthesize(
        self,
        query: str | QueryBundle,
        nodes: list[NodeWithScore],
        additional_source_nodes: Sequence[NodeWithScore] | None = None,
        **_: Any,
    ) -> Response:
        """The same over LlamaIndex's nodes; the draft is in ``response.metadata["draft"]``."""
        question = query if isinstance(query, str) else query.query_str
        started = time.perf_counter()
        passages = passages_of_nodes(nodes)
        papers = papers_of(nodes)
        numbering = Numbering()
        draft = Draft()
        for event in self.stream(
            question, "fact", passages, papers, numbering, lambda: verbatim_draft(passages, numbering)
        ):
            if isinstance(event, Draft):
                draft = event
        text = " ".join(s.text + "".join(f" [{n}]" for n in s.citations) for s in draft.sentences)
        return Response(
            text,
            source_nodes=[*nodes, *(additional_source_nodes or [])],
            metadata={"draft": draft, "seconds": time.perf_counter() - started},
        )

    async def asynthesize(
        self,
        query: str | QueryBundle,
        nodes: list[NodeWithScore],
        additional_source_nodes: Sequence[NodeWithScore] | None = None,
        **kwargs: Any,
    ) -> Response:
        """As synthesize, in a thread, so that the loop goes on."""
        return await asyncio.to_thread(self.synthesize, query, nodes, additional_source_nodes, **kwargs)

    def get_response(self, query_str: str, text_chunks: Sequence[str], **_: Any) -> str:  # noqa: ARG002
        """Refused: bare strings have no source that could be quoted."""
        raise LLMError("this synthesizer needs nodes, to quote from them; call synthesize(query, nodes)")

    async def aget_response(self, query_str: str, text_chunks: Sequence[str], **_: Any) -> str:
        """Refused, as get_response."""
        return self.get_response(query_str, text_chunks)

    def _get_prompts(self) -> PromptDictType:
        return {name: prompt.template for name, prompt in self._prompts.items()}

    def _update_prompts(self, prompts: PromptDictType) -> None:  # noqa: ARG002  # LlamaIndex's signature
        raise LLMError("prompts are files: edit prompts/*.md, where their slots are checked")


def _refusal(written: Written, briefing: Briefing, progress: _Progress) -> str:
    """Why a sentence is out before its words are looked at; empty when it is not."""
    unknown = [n for n in written.cites if n not in briefing.sources]
    if unknown:
        return f"it cites {', '.join(f'S{n}' for n in unknown)}, and there is no such sentence"
    if not written.whole:
        return "it breaks off"
    if not written.cites:
        return "it cites no sentence of the abstracts"
    if _bare(written.text) in progress.seen:
        return "it repeats an earlier sentence"
    return ""


def _bare(text: str) -> str:
    return " ".join(text.lower().split()).strip(".!? ")


def _nothing_left(progress: _Progress) -> str:
    if not progress.removed:
        return "The quotes stand in, because the model wrote no sentence."
    count = len(progress.removed)
    what = "the model's one sentence" if count == 1 else f"none of the model's {count} sentences"
    return f"The quotes stand in, because the check found {what} {'un' if count == 1 else ''}supported."


def _dropped(briefing: Briefing) -> str:
    if not briefing.dropped:
        return ""
    count = len(briefing.dropped)
    what = "one lower-ranked sentence" if count == 1 else f"{count} lower-ranked sentences"
    return f"The model did not read {what}: its window is full."


def _left_out(briefing: Briefing) -> tuple[str, ...]:
    """A note for the trace on each sentence that the model did not read."""
    return tuple(f"Not read by the model, its window was full: {p.title}: {p.text}" for p in briefing.dropped)
