"""Papers and questions that a program hands over: what no reader and no page would give is refused in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qa.errors import CorpusError, QuestionError
from qa.types import Answer, Corpus, Filters, Paper, Turn

_NEEDED = ("id", "title", "abstract")
_OPTIONAL = ("venue", "url", "doi")
_SEVERAL = ("authors", "keywords")


def checked(corpus: object) -> Corpus:
    """The corpus, if its papers can be quoted. Raises CorpusError."""
    if not isinstance(corpus, Corpus) or not isinstance(corpus.papers, (tuple, list)):
        raise CorpusError("corpus must be a Corpus of papers: Corpus((Paper(...), Paper(...)))")
    if not corpus.papers:
        raise CorpusError("the collection holds no paper; give at least one")
    for place, paper in enumerate(corpus.papers, start=1):
        if not isinstance(paper, Paper):
            raise CorpusError(f"paper {place} of the corpus must be a Paper, not {type(paper).__name__}")
        problem = _problem(paper)
        if problem:
            raise CorpusError(f"paper {paper.id!r}, number {place} of the corpus, {problem}")
    return replace(corpus, papers=tuple(corpus.papers))


def _problem(paper: Paper) -> str:
    """What is wrong with it, "" if nothing."""
    fields: dict[str, Any] = vars(paper)
    for name in _NEEDED:
        if not isinstance(fields[name], str):
            return f"has {'a' if name == 'title' else 'an'} {name} that must be a text, not {fields[name]!r}"
        if not fields[name].strip():
            return f"has no {name}; give it one or leave it out"
    for name in _OPTIONAL:
        if not isinstance(fields[name], (str, type(None))):
            return f"has a {name} that must be a text or None, not {fields[name]!r}"
    for name in _SEVERAL:
        if not isinstance(fields[name], tuple) or not all(isinstance(text, str) for text in fields[name]):
            return f"has {name} that must be a tuple of texts, not {fields[name]!r}"
    if isinstance(paper.year, bool) or not isinstance(paper.year, (int, type(None))):
        return f"has a year that must be a whole number or None, not {paper.year!r}"
    texts = [value for value in fields.values() if isinstance(value, str)]
    if not _writable("".join([*texts, *paper.authors, *paper.keywords])):
        return "holds half a character (a lone surrogate); decode its text anew"
    return ""


def _writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def refuse_types(question: object, history: object, filters: object) -> None:
    """Raises QuestionError for what is no question, no turns or no filters."""
    if not isinstance(question, str):
        raise QuestionError(f"the question must be a text, not {question!r}")
    if not isinstance(history, Sequence) or not all(_is_turn(turn) for turn in history):
        raise QuestionError("history must be a list of Turn(question, answer), the earliest first")
    if not isinstance(filters, (Filters, type(None))):
        raise QuestionError(f"filters must be Filters(...) or None, not {filters!r}")


def _is_turn(turn: object) -> bool:
    return (
        isinstance(turn, Turn) and isinstance(turn.question, str) and isinstance(turn.answer, (str, Answer))
    )
