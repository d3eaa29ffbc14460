"""The assistant: the only module that knows the order in which an answer comes about.

question -> cleaned -> understood (follow-ups) -> routed -> retrieved, read and drafted
by the route -> written by a language model where one is configured -> cited -> Answer
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from types import TracebackType

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms.llm import LLM

from qa.answer import collection, compare, fact, listing, summary
from qa.answer.abstain import abstention
from qa.answer.beyond import beyond
from qa.answer.generative import GenerativeSynthesizer
from qa.answer.numbering import Numbering
from qa.answer.rewriting import rewrite_question
from qa.asked.concept import thing_asked
from qa.asked.expansion import short_forms_asked
from qa.asked.grammar import expand
from qa.asked.length import sentences_wished
from qa.asked.marked import detail_wanted
from qa.asked.records import details_besides
from qa.asked.request import CollectionRequest
from qa.citing import citations_of
from qa.conversation import NameIndex, Understood, told_of, understand
from qa.conversation.asked import MOST_NAMES
from qa.conversation.clause import AUXILIARIES
from qa.conversation.cues import COMPARATIVE
from qa.conversation.focus import THESE
from qa.embedding import Progress, embed_query, load_embedder
from qa.features import is_bare
from qa.handed_over import refuse_types
from qa.index import Index, open_index
from qa.intake import NO_TOPIC, clean_question, refuse, without_markup
from qa.kinds import shared_kinds
from qa.llm import load_llm
from qa.origin import papers_of
from qa.parts import Outcome, Parts, Work
from qa.query import Vocabulary
from qa.read import Question, named_missing, shared_reader
from qa.recorded import Limited, Recorded
from qa.render import abstention_text, answer_text
from qa.retrieve import HybridRetriever, PaperHit
from qa.route import Routed, route, strip_frame
from qa.settings import Settings
from qa.smalltalk import smalltalk_kind, smalltalk_reply
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
from qa.words import content_tokens

_ROUTES: Mapping[Route, Callable[[Parts, Work], Outcome]] = {
    "fact": fact.answer,
    "summary": summary.answer,
    "list": listing.answer,
    "compare": compare.answer,
    "collection": collection.answer,
}
# Of bare words that would make a list, what the paper at hand answers at least as surely is what they ask for.
_SHORT_FACT = 0.6
_SURELY = 0.6  # that another paper of the conversation answers what the one at hand does not
_MORE_SURELY = 0.8  # the same, where the one at hand does answer, but not surely
_SHORT = 4  # words
# "What about rats in X?", of a follow-up that names rats, asks of X for these.
_WHAT_ABOUT = re.compile(r"what about .+ in ", re.IGNORECASE)
_SUMMED_UP = re.compile(
    r"\b(?:summar\w*|overview|gist|tl;?dr|in short|findings?|results?|conclusions?|contributions?|method|main)\b",
    re.IGNORECASE,
)
# What asks what a thing is may look like these where the thing is no paper.
_OF_A_THING = frozenset({"summary", "list"})
_NEAREST = 3  # papers named beside one that is not there
# What people had done whom papers are about: "how long had they worked?"
_BEFORE_THAT = re.compile(rf"\bhad {THESE}\b", re.IGNORECASE)
_TOLD_FIRST = ("Method", "Result", "Problem")  # of a summary that is to be short
# "What is different about it?" asks of the thing alone.
_OF_ITS_OWN = re.compile(
    r"\bwhat(?:'s| is| was|s)? (?:so )?(?:different|special|new|unusual) (?:about|in)\b", re.IGNORECASE
)
_YES_OR_NO = re.compile(rf"(?:(?:and|but|so|ok|okay)[, ]+)*(?:{AUXILIARIES})\b", re.IGNORECASE)
_BY_WHOM = re.compile(
    r"\b(?:paper|article|study|work|one|that|summary|tl;?dr)s? (?:by|from) (?P<who>[\w'’-]+)", re.IGNORECASE
)
_OWNED = re.compile(r"['’]s?$")
_LOOKED_UP = 0.5  # chance that a question is a look-up
_FOREIGN = "asked in another language: only the names in it were understood"
# What may be asked of the papers of some authors, a journal or some years.
_LIMITED = frozenset({"fact", "summary", "list"})
_OF_PAPERS = re.compile(expand(r"\b(?:<papers>|<paper>|<collection>|other|else|any|more)\b"), re.IGNORECASE)
_OF_TEXT = re.compile(
    r"\b(?:titles?|abstracts?|words?|characters?|sentences?|text|length|long\w*|short\w*)\b", re.IGNORECASE
)
_WHICH = re.compile(r"\b(?:which|any|all|how many)\b", re.IGNORECASE)
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

        def question(text: str) -> Question:  # no method: the parts would hold the assistant that holds them
            return Question.of(text, embed_query(embedder, text), names.without(text))

        self.parts = Parts(
            index,
            self.retriever,
            shared_reader(),
            vocabulary,
            Spelling(index.papers, index.lexical.vocabulary),
            names,
            shared_kinds(),
            question,
        )
        self._recorded = Recorded(index.papers, index.lexical.vocabulary)
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
        told = self._at_once(plain or asked)
        if told:
            kind: Route = "smalltalk" if told.draft else "fact"
            yield self._finish(asked, Understood(asked, False), kind, told, numbering, clock)
            return
        understood = self._understand(plain, history, quotes_only)
        in_full = understood
        routed = self._kind_of(understood, plain)
        wished = sentences_wished(plain)
        if wished.sentences and routed.route == "fact":  # of how long an answer is wanted no paper speaks
            understood = replace(understood, standalone=sentences_wished(understood.standalone).text)
        limited = self._limits(understood, routed)
        if limited:
            understood = _confined(understood, limited)
            routed = Routed("fact") if routed.route == "compare" else self._routed(limited.text, plain)
        unsearched = self._unsearched(plain, understood, routed, limited)
        if unsearched:
            known = Understood(asked, False) if unsearched.draft else in_full
            kind = "smalltalk" if unsearched.draft else "fact"
            yield self._finish(asked, known, kind, unsearched, numbering, clock)
            return
        work = Work(understood, routed, numbering, self._allowed(understood, routed, filters, bool(limited)))
        clock.lap("understand")
        yield Stage("read")
        work, outcome = self._read(work, plain, bool(filters), bool(limited))
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
        """The ``k`` papers nearest to a question, best first, each with its best sentence."""
        plain = self.parts.spelling.mended(strip_frame(clean_question(question)))
        return fact.ranked(self.parts, plain.text, k)

    def refused(self, question: str) -> Abstention | None:
        """Why :meth:`ask` would not search for a question: too long, without words, in another language."""
        asked = clean_question(question)
        return self._refused(without_markup(asked) or asked)

    def close(self) -> None:
        """Frees the index folder. The assistant cannot be used afterwards."""
        self.index.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _leans(self, text: str) -> float:
        return self.parts.kinds.tell(text).leans

    def _kind_of(self, understood: Understood, plain: str) -> Routed:
        """The kind of a question in the light of the papers that it was found to be about."""
        if understood.foreign:
            return Routed("fact")
        text = plain if understood.as_typed else understood.standalone
        routed = self._routed(text, plain)
        one = understood.rewritten and len(understood.paper_ids) == 1 and not understood.exclude
        if understood.within or (one and routed.route == "list" and not _OF_PAPERS.search(text)):
            return Routed("fact")
        if _side_by_side(understood, routed) or _by_property(understood, routed, plain):
            return Routed("compare", aspect=plain.strip(" ?!."))
        if one and routed.route == "compare" and _OF_ITS_OWN.search(plain):
            return Routed("fact")
        detail = _WHAT_ABOUT.match(text) or _YES_OR_NO.match(plain)
        of_it = one and routed.route == "summary" and detail and not _SUMMED_UP.search(plain)
        return Routed("fact") if of_it or _no_title(understood, routed) else routed

    def _limits(self, understood: Understood, routed: Routed) -> Limited | None:
        """The authors, the journal or the years to whose papers a question about what papers say is confined."""
        # "Doe and Roe 2010: ...?" puts no two things side by side, if they wrote it together.
        of_both = routed.route == "compare" and self._recorded.wrote_together(routed.sides)
        limitable = (routed.route in _LIMITED or of_both) and not understood.paper_ids
        return self._recorded.limited(understood.standalone) if limitable else None

    def _unsearched(
        self, plain: str, understood: Understood, routed: Routed, limited: Limited | None
    ) -> Outcome | None:
        """What is said where nothing is there to be searched, or nothing to be searched for."""
        if limited and not limited.ids:
            reason = Abstention("no_match", f"No paper of the collection is {limited.said}.")
            return Outcome(abstention=reason)
        missing = self._missing(understood, routed.topic) if routed.route == "summary" else ()
        if missing:
            nearest = [self.parts.paper(hit.ordinal) for hit in self._near(understood.standalone)]
            return Outcome(abstention=abstention("not_in_collection", nearest, missing), answerable=0.0)
        topic = understood.paper_ids or content_tokens(understood.standalone)
        if routed.route in ("fact", "smalltalk") and not topic:
            return Outcome(abstention=NO_TOPIC)
        if routed.route == "smalltalk":
            return Outcome(Draft(lead=smalltalk_reply(plain, len(self.papers))))
        return None

    def _missing(self, understood: Understood, topic: str) -> tuple[str, ...]:
        """The names by which a paper is told that is to be summed up, and that no paper has; none where it is known which."""
        text, names, idf = understood.standalone, self.parts.names, self.index.lexical.idf
        if understood.paper_ids or names.mentions(text):
            return ()
        question = self.parts.question(text)
        who = _BY_WHOM.search(text)
        unknown = [token for token in question.tokens if idf(token.stem) >= idf("\0")]
        by = [text[token.start : token.end] for token in unknown if who and token.start == who.start("who")]
        found = dict.fromkeys(_OWNED.sub("", name) for name in (*by, *named_missing(question, idf)))
        return tuple(name for name in found if name in (topic or text) and not names.people(name))

    def _near(self, text: str) -> list[PaperHit]:
        return self.retriever.search(text, self.parts.question(text).vector, None, k=_NEAREST)

    def _routed(self, text: str, typed: str) -> Routed:
        names = self.parts.names
        if short_forms_asked(text):
            return Routed("fact")
        recorded = self._recorded.request(strip_frame(text))
        if recorded and not names.mentioned(typed):
            return Routed("collection", request=recorded)
        told = self.parts.kinds.tell(text)
        untitled = names.untitled(text)
        if untitled != text:  # of the words of a long title the model makes too much
            plain = self.parts.kinds.tell(untitled)
            detail = detail_wanted(plain)
            if detail and plain.chances["collection"] > _LOOKED_UP:
                return Routed(
                    "collection",
                    request=CollectionRequest(
                        "detail",
                        named=names.mentioned(text),
                        detail=detail,
                        told=details_besides(untitled, detail),
                    ),
                )
            told = told._replace(chances=plain.chances) if text != typed else told
        routed = route(text, names.mentioned(text), told, names.mentioned(typed), names.without(text))
        if routed.route in _OF_A_THING and thing_asked(text) and not names.mentioned(text):
            return Routed("fact")
        venue = routed.request.venue if routed.request else ""
        return Routed("list", topic=venue) if venue and self._recorded.is_topic(venue, text) else routed

    def _refused(self, plain: str) -> Abstention | None:
        """Why this is not searched; in another language, the names in it may be understood."""
        refused = refuse(plain)
        named = refused and refused.reason == "language" and self.parts.names.mentions(plain)
        return None if named else refused

    def _at_once(self, plain: str) -> Outcome | None:
        """What needs no search: a refusal, or the reply to small talk."""
        refused = self._refused(plain)
        if refused:
            return Outcome(abstention=refused)
        talk = next((text for text in (plain, strip_frame(plain)) if smalltalk_kind(text)), None)
        return Outcome(Draft(lead=smalltalk_reply(talk, len(self.papers)))) if talk else None

    def _understand(self, asked: str, history: Sequence[Turn], quotes_only: bool) -> Understood:
        if refuse(asked):  # in another language: only the names in it are understood
            named = self.parts.names.mentioned(asked)
            if len(named) == 1:
                return Understood(asked, False, named, note=_FOREIGN, foreign=True)
            return replace(told_of(asked, self.parts.names) or Understood(asked, False), note=_FOREIGN)
        plain = self.parts.spelling.mended(strip_frame(asked))
        understood = understand(plain.text, history, self.parts.names, self._leans).noting(plain.note)
        if not understood.paper_ids and not understood.exclude:
            understood = replace(understood, paper_ids=self.parts.names.called(understood.standalone))
        if self.llm is None or quotes_only or not understood.rewritten:
            return understood
        better = rewrite_question(self.llm, asked, history)
        if better is None:
            return understood
        return Understood(better, True, understood.paper_ids, understood.exclude, understood.note)

    def _allowed(
        self, understood: Understood, routed: Routed, filters: Filters | None, confined: bool = False
    ) -> tuple[int, ...] | None:
        """The papers a question may use; None when all. ``confined``: to those that it is about, be it only one."""
        about = understood.paper_ids
        # "Which of them ...?" asks for a list of some; a list asked for in view of one paper goes beyond it.
        of_several = routed.route in ("list", "collection") and len(about) > 1
        limited = about if confined or routed.route in ("fact", "summary") or of_several else ()
        if not (filters or limited or understood.exclude):
            return None
        return tuple(
            ordinal
            for ordinal, paper in enumerate(self.papers)
            if (not filters or filters.admits(paper))
            and (not limited or paper.id in limited)
            and paper.id not in understood.exclude
        )

    def _outcome(self, work: Work) -> Outcome:
        if work.ordinals is not None and not work.ordinals:
            reason = Abstention("no_match", "No paper passes the filters. Widen them.")
            return Outcome(abstention=reason, answerable=0.0)
        return _ROUTES[work.routed.route](self.parts, work)

    def _read(self, work: Work, plain: str, filtered: bool, limited: bool) -> tuple[Work, Outcome]:
        """What the question comes to as it is understood, or as it may be meant besides; ``filtered`` papers are all there are."""
        outcome = self._outcome(work)
        if filtered:
            return work, outcome
        if work.understood.nearby and (work.routed.route == "fact" or _may_be_short(plain, work.routed)):
            work, outcome = self._nearer(work, outcome)
        unsure = outcome.abstention is not None or (outcome.answerable or 0.0) < _SURELY
        if unsure and work.understood.otherwise and work.routed.route == "fact":
            again, other = self._as_meant(work, work.understood.otherwise)
            if other.draft and (other.answerable or 0.0) >= (_SURELY if outcome.abstention else _MORE_SURELY):
                work, outcome = again, other
        none_of_several = work.routed.route == "list" and len(work.understood.paper_ids) > 1
        if outcome.abstention and none_of_several and not limited:
            outcome = beyond(self.parts, work, listing.answer) or outcome
        return work, outcome

    def _nearer(self, work: Work, outcome: Outcome) -> tuple[Work, Outcome]:
        """The question in the other ways in which it may be meant, if one of them is answered better.

        What another paper would answer without being sure is declined where the paper at hand does not say it.
        """
        best = work, outcome
        likeliest = (outcome.answerable or 0.0) if work.routed.route == "fact" else _SHORT_FACT
        if work.understood.subjectless:
            likeliest = min(likeliest, fact.ANSWERABLE)
        asked = []
        for meant in work.understood.nearby:
            again, other = self._as_meant(work, meant)
            asked.append((again, other))
            likely = other.answerable or 0.0
            if likely >= likeliest:
                best, likeliest = (again, other), likely
        unsure = best[1] is outcome and work.routed.route == "fact" and outcome.draft and likeliest < _SURELY
        return asked[0] if unsure and asked and asked[0][1].abstention else best

    def _as_meant(self, work: Work, meant: Understood) -> tuple[Work, Outcome]:
        """The question asked as a fact in another way in which it may be meant."""
        fact_asked = Routed("fact")
        allowed = self._allowed(meant, fact_asked, None)
        again = replace(work, understood=meant, routed=fact_asked, ordinals=allowed)
        return again, self._outcome(again)

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


def _confined(understood: Understood, limited: Limited) -> Understood:
    """The question about the papers that the condition in it leaves, without the condition."""
    papers = "one paper" if len(limited.ids) == 1 else f"{len(limited.ids)} papers"
    note = f"asked of the {papers} {limited.said}"
    return replace(
        understood, standalone=limited.text, paper_ids=limited.ids, note=note, nearby=(), otherwise=None
    )


def _side_by_side(understood: Understood, routed: Routed) -> bool:
    """Whether "they" are a few papers without names, each to be asked: "what do they conclude?", "which has more?"."""
    text, few = understood.standalone, 1 < len(understood.paper_ids) <= MOST_NAMES
    if not few or understood.as_typed or THESE not in text or _BEFORE_THAT.search(text):
        return False
    if _WHICH.search(text):
        return routed.route in ("fact", "list") and bool(COMPARATIVE.search(text))
    topics = routed.request is not None and routed.request.want == "topics"
    return routed.route in ("fact", "summary") or topics


def _by_property(understood: Understood, routed: Routed, plain: str) -> bool:
    """Whether a few papers shown are compared in what they have, and not in how long their texts are: "which is smallest?"."""
    few = understood.rewritten and 1 < len(understood.paper_ids) <= MOST_NAMES
    by_length = routed.request is not None and routed.request.order in ("longest", "shortest")
    return few and by_length and not _OF_TEXT.search(plain)


def _no_title(understood: Understood, routed: Routed) -> bool:
    """Whether what is asked of papers shown was taken for the title of another: "was either tested on animals?"."""
    by_title = routed.request is not None and routed.request.want == "title" and routed.request.recalled
    return by_title and understood.rewritten and THESE in understood.standalone


def _may_be_short(text: str, routed: Routed) -> bool:
    """Whether what would be a list may be short for a fact of the paper at hand: "stress hormones?"."""
    few = len(text.split()) <= _SHORT
    return routed.route == "list" and few and is_bare(text.rstrip(" ?")) and not _OF_PAPERS.search(text)


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
