"""The assistant: the only module that knows the order in which an answer comes about.

question -> cleaned -> understood (follow-ups) -> routed -> retrieved, read and drafted
by the route -> written by a language model where one is configured -> cited -> Answer
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from types import TracebackType

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms.llm import LLM

from qa.answer import fact
from qa.answer.generative import GenerativeSynthesizer
from qa.answer.numbering import Numbering
from qa.answering import read
from qa.asked.length import sentences_wished
from qa.asking import Asking, allowed, confined
from qa.citing import citations_of
from qa.conversation import NameIndex, Understood
from qa.embedding import Progress, embed_query, load_embedder
from qa.handed_over import refuse_types
from qa.index import Index, open_index
from qa.intake import MAX_CHARACTERS, clean_question, without_markup
from qa.kinds import shared_kinds
from qa.llm import load_llm
from qa.origin import papers_of
from qa.parts import Outcome, Parts, Work
from qa.places import Places
from qa.query import Vocabulary
from qa.read import Question, shared_reader
from qa.render import abstention_text, answer_text
from qa.retrieve import HybridRetriever
from qa.route import Routed, strip_frame
from qa.settings import Settings
from qa.spelling import Spelling
from qa.types import (
    Abstention,
    Answer,
    Checked,
    Corpus,
    Draft,
    Event,
    Filters,
    Paper,
    Route,
    ScoredPassage,
    Stage,
    Trace,
    Turn,
)  # fmt: skip

_TOLD_FIRST = ("Method", "Result", "Problem")  # of a summary that is to be short
# What is counted exactly is not left to a language model to retell.
_WRITTEN_BY_MODEL = frozenset({"fact", "summary", "list", "compare"})


class Assistant:
    """Answers questions about one collection. Open it once and share it between threads.

    >>> with Assistant.open(Settings(corpus="papers.bib")) as assistant:
    ...     print(assistant.ask("What does the first paper find?").text)
    """

    def __init__(
        self, settings: Settings, index: Index, embedder: BaseEmbedding, llm: LLM | None = None
    ) -> None:
        self.settings = settings
        self.index = index
        self.embedder = embedder
        self.llm = llm
        vocabulary = Vocabulary(index.papers, index.lexical.vocabulary)
        self.retriever = HybridRetriever(index, embedder, vocabulary)
        names = NameIndex(index.papers)

        # One question is read for several papers and parts of an answer. No method: the parts would hold the assistant.
        @lru_cache(maxsize=256)
        def question(text: str) -> Question:
            return Question.of(text, embed_query(embedder, text), names.without(text))

        self.parts = Parts(
            index,
            self.retriever,
            shared_reader(),
            vocabulary,
            Spelling(index.papers, index.lexical.vocabulary),
            names,
            shared_kinds(),
            Places(index.papers),
            question,
        )
        self._asking = Asking(self.parts, llm)
        self._writer = GenerativeSynthesizer(llm, settings, embedder, index.papers) if llm else None

    @classmethod
    def open(
        cls, settings: Settings | None = None, progress: Progress | None = None, corpus: Corpus | None = None
    ) -> Assistant:
        """An assistant on the collection of ``settings``, its index built or brought up to date.

        ``progress(done, total)`` counts papers embedded; ``corpus`` stands in for reading the
        files. Where the settings name none, those count that the index was built from. Raises a
        QAError with one line that says what to do.
        """
        settings = settings or Settings()
        embedder = load_embedder(settings.embed_model)
        llm = load_llm(settings)
        settings, corpus = papers_of(settings, corpus)
        return cls(settings, open_index(settings, embedder, progress, corpus), embedder, llm)

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The collection, in the order of its file."""
        return self.index.papers

    @property
    def engine(self) -> str:
        """Who writes the answers: "extractive", or the language model's name."""
        return self._writer.engine if self._writer else "extractive"

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        quotes_only: bool = False,
    ) -> Answer:
        """The answer to a question, in the light of earlier turns, limited by filters.

        ``quotes_only`` leaves a configured language model out of it.
        """
        *_, last = self.stream(question, history, filters, quotes_only)
        if not isinstance(last, Answer):
            raise TypeError("a stream of events must end with the answer")
        return last

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        quotes_only: bool = False,
    ) -> Iterator[Event]:
        """The same as :meth:`ask`, as events while it happens; the last is the Answer."""
        refuse_types(question, history, filters)
        clock = _Clock()
        yield Stage("understand")
        asked = clean_question(question)
        plain = without_markup(asked)
        numbering = Numbering.from_history(history)
        told = self._asking.at_once(plain or asked)
        if told:
            kind: Route = "smalltalk" if told.draft else "fact"
            yield self._finish(asked, Understood(asked, False), kind, told, numbering, clock)
            return
        understood = self._asking.understood(plain, history, quotes_only)
        in_full = understood
        routed = self._asking.kind_of(understood, plain)
        wished = sentences_wished(plain)
        if wished.sentences and routed.route == "fact":  # of how long an answer is wanted no paper speaks
            understood = replace(understood, standalone=sentences_wished(understood.standalone).text)
        limited = self._asking.limits(understood, routed)
        if limited:
            understood = confined(understood, limited)
            routed = Routed("fact") if routed.route == "compare" else self._asking.routed(limited.text, plain)
        unsearched = self._asking.unsearched(plain, understood, routed, limited)
        if unsearched:
            known = Understood(asked, False) if unsearched.draft else in_full
            kind = "smalltalk" if unsearched.draft else "fact"
            yield self._finish(asked, known, kind, unsearched, numbering, clock)
            return
        work = Work(
            understood, routed, numbering, allowed(self.papers, understood, routed, filters, bool(limited))
        )
        clock.lap("understand")
        yield Stage("read")
        work, outcome = read(self.parts, work, plain, bool(filters), bool(limited))
        understood, routed = work.understood, work.routed
        clock.lap("read")
        # A language model reads itself how long the answer is to be.
        brief = understood.brief or (0 if self._writer and not quotes_only else wished.sentences)
        if brief and outcome.draft and outcome.draft.shape in ("prose", "sections"):
            outcome = replace(outcome, draft=_shortened(outcome.draft, brief))
        elif outcome.draft and self._writer and not quotes_only and routed.route in _WRITTEN_BY_MODEL:
            outcome = yield from self._write(self._writer, work, outcome)
            clock.lap("write")
        if limited:  # what is asked next needs the condition again
            understood = replace(understood, standalone=in_full.standalone)
        yield self._finish(asked, understood, routed.route, outcome, numbering, clock)

    def retrieve(self, question: str, k: int = 10) -> list[ScoredPassage]:
        """The ``k`` papers nearest to a question, best first, each with its best sentence; of a long one the beginning counts."""
        plain = self.parts.spelling.mended(strip_frame(clean_question(question)[:MAX_CHARACTERS]))
        return fact.ranked(self.parts, plain.text, k)

    def refused(self, question: str) -> Abstention | None:
        """Why :meth:`ask` would not search for a question: too long, without words, in another language."""
        asked = clean_question(question)
        return self._asking.refused(without_markup(asked) or asked)

    def close(self) -> None:
        """Frees the index folder. The assistant cannot be used afterwards."""
        self.index.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(
        self, writer: GenerativeSynthesizer, work: Work, outcome: Outcome
    ) -> Generator[Stage | Checked, None, Outcome]:
        """The outcome with the model's draft in place of the quotes."""
        quotes = outcome.draft
        papers = {paper.id: paper for paper in self.papers}
        written = Draft()
        for event in writer.stream(
            work.text, work.routed.route, outcome.evidence, papers, work.numbering, lambda: quotes or Draft()
        ):
            if isinstance(event, Draft):
                written = event
            else:
                yield event
        notes = (*outcome.notes, *written.notes)
        return Outcome(written, None, outcome.evidence, outcome.passages, outcome.answerable, notes)

    def _finish(
        self,
        asked: str,
        understood: Understood,
        kind: Route,
        outcome: Outcome,
        numbering: Numbering,
        clock: _Clock,
    ) -> Answer:
        """The outcome as an Answer: cited, rendered and timed."""
        draft = outcome.draft or Draft()
        citations = citations_of(draft, numbering, self.index)
        trace = Trace(kind, outcome.passages, outcome.answerable, understood.changed,
                      tuple(note for note in (understood.note, *outcome.notes) if note))  # fmt: skip
        text = abstention_text(outcome.abstention) if outcome.abstention else answer_text(draft, citations)
        clock.lap("render")
        return Answer(
            question=asked, standalone=understood.standalone, text=text, sentences=draft.sentences,
            citations=citations, abstention=outcome.abstention, lead=draft.lead, shape=draft.shape,
            removed=draft.removed, engine=draft.engine, notice=draft.notice, confidence=outcome.answerable,
            trace=trace, timings=clock.seconds, usage=draft.usage,
        )  # fmt: skip


def _shortened(draft: Draft, count: int) -> Draft:
    """So many sentences of an answer: the first, which are the likeliest; of a summary what was done, then what came out."""
    labels = [sentence.label for sentence in draft.sentences]
    parts = [labels.index(label) for label in _TOLD_FIRST if label in labels]
    chosen = sorted(list(dict.fromkeys([*parts, *range(len(labels))]))[:count])
    said = tuple(draft.sentences[at] for at in chosen)
    alone = len(said) == 1 and draft.shape == "sections"
    if alone:
        said = (replace(said[0], label=""),)
    texts = {draft.quotes[at].text for at in chosen}
    kept = tuple(quote for quote in draft.quotes if quote.text in texts)
    return replace(draft, sentences=said, quotes=kept, shape="prose" if alone else draft.shape)


class _Clock:
    """Seconds by stage, and in total."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self._laps[stage] = now - self._last
        self._last = now

    @property
    def seconds(self) -> dict[str, float]:
        return {**self._laps, "total": time.perf_counter() - self._start}
