"""Examples made from the collection that is loaded: one question of each kind, each one tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qa.assistant import Assistant
from qa.conversation import NameIndex
from qa.display import readable
from qa.page.topics import shared_phrases
from qa.sentences import sentence_spans
from qa.types import Answer, Paper

_TRIES = 6  # candidates of a kind; each is answered once, in milliseconds
_SAMPLE = 400  # papers that candidates are made from
_MEANS = re.compile(r"\b(?:by \w+ing|uses|using|employs|leverag\w+|via|combines)\b")
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
        ("How it works", "fact", _hows(papers, names)),
        ("A summary", "summary", _summaries(papers, names)),
        ("A comparison", "compare", _comparisons(assistant, papers, names)),
        ("Every paper on a topic", "list", _lists(papers)),
        ("About the collection", "collection", _counts(papers)),
    ):
        question = _first_answered(
            assistant, route, candidates, _told_how if kind == "How it works" else None
        )
        if question:
            found.append(Example(kind, question))
    return tuple(found)


def _first_answered(
    assistant: Assistant, route: str, candidates: Iterator[str], fits: Callable[[Answer], bool] | None
) -> str:
    for _, question in zip(range(_TRIES), candidates, strict=False):
        answer = assistant.ask(question, quotes_only=True)
        answered = answer.abstention is None and answer.route == route and (answer.sentences or answer.lead)
        if answered and (fits is None or fits(answer)):
            return question
    return ""


def _told_how(answer: Answer) -> bool:
    """Whether the answer opens with the means, not with what they achieve."""
    first = answer.sentences[0].text if answer.sentences else ""
    return bool(_MEANS.search(first)) and not any(char.isdigit() for char in first)


def _named(papers: Sequence[Paper], names: NameIndex) -> list[tuple[Paper, str]]:
    """Papers with a name of their own, such as "Medusa": those that people ask about by it."""
    pairs = [(paper, readable(names.given_name(paper.id))) for paper in papers]
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


def _hows(papers: Sequence[Paper], names: NameIndex) -> Iterator[str]:
    """How a named paper works, where its abstract tells by what means."""
    named = _named(papers, names)
    for paper, name in named[len(named) // 3 :] + named[: len(named) // 3]:
        texts = [paper.abstract[span.start : span.end] for span in sentence_spans(paper.abstract)]
        if any(name in text and _MEANS.search(text) for text in texts):
            yield f"How does {name} work?"


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
    """Phrases that several titles have come first; hyphenated ones ("low-rank") rarely name a topic."""
    titles = " ".join(readable(paper.title).lower() for paper in papers)
    abstracts = " ".join(readable(paper.abstract) for paper in papers)
    topics = [topic for topic in shared_phrases(papers) if "-" not in topic]
    for topic in sorted(topics, key=lambda topic: -titles.count(topic)):
        written = re.search(re.escape(topic), abstracts, re.IGNORECASE)
        yield f"Which papers are about {written[0] if written else topic}?"


def _counts(papers: Sequence[Paper]) -> Iterator[str]:
    yield "How many papers give a link to code?"
    for topic in shared_phrases(papers):
        yield f"How many abstracts mention {topic}?"
    yield "How many papers are there?"
