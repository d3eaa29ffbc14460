"""The values that flow through the package. All are frozen; none does I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

Verdict = Literal["supported", "weak", "unsupported"]
Route = Literal["fact", "summary", "list", "compare", "collection", "smalltalk"]
Shape = Literal["prose", "sections", "list", "table"]
Reason = Literal[
    "off_topic",  # nothing in the collection is about this
    "not_in_collection",  # the thing asked about is named in no paper
    "not_stated",  # the paper is there, its abstract does not say
    "no_match",  # a filter, a list or a lookup came out empty
    "not_a_question",  # blank, unreadable, or an order to the program
    "language",  # a language that the embedder does not read
]


@dataclass(frozen=True)
class Paper:
    """One record of the collection. ``abstract`` is the source text, untouched."""

    id: str
    title: str
    abstract: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    url: str | None = None
    doi: str | None = None
    keywords: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Title and abstract as one text, to look for words in."""
        return f"{self.title}. {self.abstract}"


@dataclass(frozen=True)
class Passage:
    """A span of an abstract: ``paper.abstract[start:end] == text``. Offsets count characters."""

    id: str
    paper_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class ScoredPassage:
    """One hit of :meth:`Assistant.retrieve`: the paper, its score, and its best span."""

    paper_id: str
    title: str
    score: float
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Quote:
    """An exact span that backs a sentence: ``paper.abstract[start:end] == text``."""

    paper_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Citation:
    """A number, the paper it stands for, and the quotes taken from it.

    One paper keeps one number for the whole conversation.
    """

    number: int
    paper_id: str
    title: str
    quotes: tuple[Quote, ...]
    url: str | None = None
    why: str = ""


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer, the numbers it cites, and what the check said of it.

    ``label`` names the section or the aspect it stands under ("Method"), if any.
    ``marks`` are the decisive spans within ``text``, as (start, end) offsets.
    ``reason`` says why the verdict is not "supported".
    """

    text: str
    citations: tuple[int, ...]
    verdict: Verdict = "supported"
    label: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Abstention:
    """Why there is no answer, in words for the reader, and the nearest titles.

    ``quotes`` are of the first of these, in the same order, the sentence of each that comes nearest. ``missing`` are the names in
    the question that no paper has.
    """

    reason: Reason
    message: str
    nearest: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trace:
    """How an answer came about; shown on demand, never needed to read it."""

    route: Route
    passages: tuple[ScoredPassage, ...] = ()
    answerable: float | None = None
    rewritten: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What :meth:`Assistant.ask` returns; every exit only renders it.

    ``text`` is Markdown with ``[n]`` markers. ``lead`` is an introductory line that
    the program computed itself ("3 of 77 papers ..."); it makes no claim about a
    paper's content and carries no citation. ``removed`` are sentences of a language
    model that the check took out. ``engine`` is "extractive" or the model's name.
    ``confidence`` is the calibrated probability that the question is answered.
    ``usage`` counts the language model's tokens, empty without one.
    """

    question: str
    standalone: str
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    abstention: Abstention | None = None
    lead: str = ""
    shape: Shape = "prose"
    removed: tuple[Sentence, ...] = ()
    engine: str = "extractive"
    notice: str = ""
    confidence: float | None = None
    trace: Trace = field(default_factory=lambda: Trace(route="fact"))
    timings: Mapping[str, float] = field(default_factory=dict)
    usage: Mapping[str, int] = field(default_factory=dict)

    @property
    def titles(self) -> tuple[str, ...]:
        """Titles of the cited papers, in citation order."""
        return tuple(c.title for c in self.citations)

    @property
    def route(self) -> Route:
        """What kind of question this was taken for."""
        return self.trace.route

    @property
    def grounded(self) -> bool:
        """Whether every sentence shown is supported."""
        return all(s.verdict == "supported" for s in self.sentences)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; the same shape on every exit."""
        data: dict[str, Any] = _plain(asdict(self))
        data["titles"] = list(self.titles)
        data["route"] = self.route
        data["grounded"] = self.grounded
        return data

    def with_timings(self, timings: Mapping[str, float]) -> Answer:
        """The same answer with these seconds by stage."""
        return replace(self, timings=dict(timings))


@dataclass(frozen=True)
class Turn:
    """One earlier exchange of a conversation. ``answer`` may be plain text from elsewhere."""

    question: str
    answer: Answer | str = ""


@dataclass(frozen=True)
class Draft:
    """What a synthesizer hands on: sentences with their numbers, and every quote behind them.

    ``quotes`` are in the order of first use, ``notes`` are for the trace. The other fields are those
    of :class:`Answer`.
    """

    sentences: tuple[Sentence, ...] = ()
    quotes: tuple[Quote, ...] = ()
    lead: str = ""
    shape: Shape = "prose"
    removed: tuple[Sentence, ...] = ()
    engine: str = "extractive"
    notice: str = ""
    usage: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stage:
    """A stage of the work has begun: "understand", "search", "read", "write", "check".

    ``text`` is what is being worked on, such as the sentence that is being checked.
    """

    name: str
    text: str = ""


@dataclass(frozen=True)
class Checked:
    """A sentence has passed the check, or was taken out by it."""

    sentence: Sentence
    removed: bool = False


Event = Stage | Checked | Answer  # what Assistant.stream yields; the Answer comes last


@dataclass(frozen=True)
class Filters:
    """Limits a question to some papers; an empty field does not limit."""

    paper_ids: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    author: str = ""
    words: str = ""

    def admits(self, paper: Paper) -> bool:
        """Whether this paper passes every limit set."""
        first, last = self.years
        if self.paper_ids and paper.id not in self.paper_ids:
            return False
        if first is not None and (paper.year is None or paper.year < first):
            return False
        if last is not None and (paper.year is None or paper.year > last):
            return False
        if self.author and not any(self.author.lower() in a.lower() for a in paper.authors):
            return False
        text = f"{paper.title} {paper.abstract}".lower()
        return all(word in text for word in self.words.lower().split())

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True)
class Skipped:
    """Something in a corpus file that did not become a paper, or only with a remark."""

    source: str
    line: int
    reason: str
    kept: bool = False  # read all the same, with care

    def __str__(self) -> str:
        return f"{self.source}:{self.line}: {self.reason}"


@dataclass(frozen=True)
class Corpus:
    """What the readers return: the papers in file order, and what was skipped."""

    papers: tuple[Paper, ...]
    skipped: tuple[Skipped, ...] = ()
    sources: tuple[str, ...] = ()


def _plain(value: Any) -> Any:
    """Tuples to lists, recursively, as JSON wants them."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
