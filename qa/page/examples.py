"""Examples made from the collection that is loaded: one question of each kind, each one tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa.assistant import Assistant
from qa.conversation import NameIndex
from qa.display import readable
from qa.page.topics import shared_phrases
from qa.sentences import sentence_spans
from qa.types import Paper

_TRIES = 6  # candidates of a kind; each is answered once, in milliseconds
_SAMPLE = 400  # papers that candidates are made from
_MEASURES = ("speedup", "accuracy", "sensitivity", "improvement")


class Example(NamedTuple):
    """A question that this collection answers; ``kind`` names what it shows, for people."""

    kind: str
    question: str


def make_examples(assistant: Assistant) -> tuple[Example, ...]:
    """At most one example of each kind, only those that are answered with a citation or a count."""
    papers = [paper for paper in assistant.papers if paper.abstract][:_SAMPLE]
    names = NameIndex(papers)
    found = []
    for kind, route, candidates in (
        ("A fact", "fact", _facts(papers, names)),
        ("A summary", "summary", _summaries(papers, names)),
        ("A comparison", "compare", _comparisons(assistant, papers, names)),
        ("Every paper on a topic", "list", _lists(papers)),
        ("About the collection", "collection", _counts(papers)),
    ):
        question = _first_answered(assistant, route, candidates)
        if question:
            found.append(Example(kind, question))
    return tuple(found)


def _first_answered(assistant: Assistant, route: str, candidates: Iterator[str]) -> str:
    for _, question in zip(range(_TRIES), candidates, strict=False):
        answer = assistant.ask(question, quotes_only=True)
        if answer.abstention is None and answer.route == route and (answer.sentences or answer.lead):
            return question
    return ""


def _named(papers: Sequence[Paper], names: NameIndex) -> list[tuple[Paper, str]]:
    """Papers with a name of their own, such as "Medusa": those that people ask about by it."""
    pairs = [(paper, readable(names.short_name(paper.id))) for paper in papers]
    return [(paper, name) for paper, name in pairs if len(name.split()) <= 2 and name != paper.title]


def _facts(papers: Sequence[Paper], names: NameIndex) -> Iterator[str]:
    """What a named paper reaches, where its abstract puts a number on it; else what it proposes."""
    for measure in _MEASURES:
        for paper, name in _named(papers, names):
            texts = [paper.abstract[span.start : span.end] for span in sentence_spans(paper.abstract)]
            if any(name in t and measure in t.lower() and any(c.isdigit() for c in t) for t in texts):
                yield f"What {measure} does {name} reach?"
                break
    for paper in papers:
        yield f"What does {names.spoken(paper.id)} propose?"


def _summaries(papers: Sequence[Paper], names: NameIndex) -> Iterator[str]:
    # From the end, so that the examples do not all speak of the same papers.
    for _, name in reversed(_named(papers, names)):
        yield f"Summarize {name}"
    for paper in papers:
        yield f"Summarize {names.spoken(paper.id)}"


def _comparisons(assistant: Assistant, papers: Sequence[Paper], names: NameIndex) -> Iterator[str]:
    """A named paper and the nearest other named one."""
    named = {paper.id: name for paper, name in _named(papers, names)}
    index = assistant.index
    for paper_id in named:
        vector = index.vectors(index.ordinal(paper_id))[0]
        for hit in index.nearest(vector, 6, "whole"):
            other = assistant.papers[hit.ordinal].id
            if other != paper_id and other in named:
                yield f"Compare {named[paper_id]} and {named[other]}"
                break


def _lists(papers: Sequence[Paper]) -> Iterator[str]:
    for topic in shared_phrases(papers):
        yield f"Which papers are about {topic}?"


def _counts(papers: Sequence[Paper]) -> Iterator[str]:
    yield "How many papers give a link to code?"
    for topic in shared_phrases(papers):
        yield f"How many abstracts mention {topic}?"
    yield "How many papers are there?"
