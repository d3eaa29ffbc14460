"""Answers that come back from a browser: read strictly, and believed only where the quotes still hold.

What a browser kept may be stale, cut off or forged. An answer is rebuilt field by field,
and only if every quote is where it says it is in this collection; its titles and links are
taken from the collection, never from the browser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qa.types import Answer, Citation, Paper, Quote, Turn

MAX_TURNS = 60  # what a browser keeps of a conversation
_ANSWER = TypeAdapter(Answer)
_DERIVED = ("titles", "route", "grounded")  # as_dict adds them; they are properties


def answer_of(data: object, papers: Mapping[str, Paper]) -> Answer | None:
    """The answer that ``Answer.as_dict`` gave, or None where it is not one of this collection."""
    if not isinstance(data, Mapping):
        return None
    plain = {key: value for key, value in data.items() if key not in _DERIVED}
    try:
        answer = _ANSWER.validate_python(plain)
    except ValidationError:
        return None
    citations = tuple(_checked(citation, papers) for citation in answer.citations)
    near = answer.abstention.quotes if answer.abstention else ()
    if None in citations or not _numbers_hold(answer) or not all(_holds(quote, papers) for quote in near):
        return None
    passages = tuple(p for p in answer.trace.passages if p.paper_id in papers)
    return replace(
        answer,
        citations=tuple(c for c in citations if c is not None),
        trace=replace(answer.trace, passages=passages),
    )


def turns_of(data: object, papers: Mapping[str, Paper]) -> tuple[dict[int, Turn], int]:
    """The turns that hold by their place in ``data``, and how many were left out."""
    if not isinstance(data, Sequence) or isinstance(data, str | bytes):
        return {}, 0
    start = max(0, len(data) - MAX_TURNS)
    answers = {place: answer_of(item, papers) for place, item in enumerate(data[start:], start)}
    turns = {place: Turn(answer.question, answer) for place, answer in answers.items() if answer is not None}
    return turns, len(data) - len(turns)


def _checked(citation: Citation, papers: Mapping[str, Paper]) -> Citation | None:
    paper = papers.get(citation.paper_id)
    if paper is None or citation.number < 1:
        return None
    if not all(quote.paper_id == paper.id and _holds(quote, papers) for quote in citation.quotes):
        return None
    return replace(citation, title=paper.title, url=paper.url)


def _holds(quote: Quote, papers: Mapping[str, Paper]) -> bool:
    """Whether the quote is where it says it is."""
    paper = papers.get(quote.paper_id)
    within = paper is not None and 0 <= quote.start < quote.end <= len(paper.abstract)
    return paper is not None and within and paper.abstract[quote.start : quote.end] == quote.text


def _numbers_hold(answer: Answer) -> bool:
    numbers = {citation.number for citation in answer.citations}
    return all(n in numbers for sentence in answer.sentences for n in sentence.citations)


def history_of(data: Sequence[Any] | None, papers: Mapping[str, Paper]) -> list[Turn]:
    """Earlier turns as a machine sends them: ``{"question": ..., "answer": text or Answer JSON}``.

    Raises ValueError with the place of what is not a turn.
    """
    turns = []
    for place, item in enumerate(data or ()):
        if not isinstance(item, Mapping) or not isinstance(item.get("question"), str):
            raise ValueError(f"history[{place}] must be an object with 'question' and 'answer'")
        answer = item.get("answer", "")
        if isinstance(answer, Mapping):
            answer = answer_of(answer, papers)
            if answer is None:
                raise ValueError(f"history[{place}].answer is not an answer about this collection")
        elif not isinstance(answer, str):
            raise ValueError(f"history[{place}].answer must be text or an answer's JSON")
        turns.append(Turn(item["question"], answer))
    return turns
