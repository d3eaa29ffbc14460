"""A conversation to take along: Markdown, and the bibliography of what it cites."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from qa.bibliography import to_bibtex, to_csl_json, to_ris
from qa.render import escape_markdown, title_text
from qa.types import Answer, Paper, Turn


class File(NamedTuple):
    """A file for the browser to save."""

    name: str
    mime: str
    text: str


class _Format(NamedTuple):
    name: str
    mime: str
    write: Callable[[Sequence[Paper]], str]


BIBLIOGRAPHIES: Mapping[str, _Format] = {
    "bibtex": _Format("references.bib", "application/x-bibtex", to_bibtex),
    "ris": _Format("references.ris", "application/x-research-info-systems", to_ris),
    "csl": _Format("references.json", "application/vnd.citationstyles.csl+json", to_csl_json),
}


def answer_markdown(answer: Answer, papers: Mapping[str, Paper]) -> str:
    """One answer with its question and its sources, each with the exact quotes."""
    parts = [f"## {escape_markdown(answer.question)}", answer.text.strip()]
    sources = [_source(c.number, papers[c.paper_id], [q.text for q in c.quotes])
               for c in answer.citations if c.paper_id in papers]  # fmt: skip
    if sources:
        parts += ["### Sources", "\n\n".join(sources)]
    return "\n\n".join(parts) + "\n"


def conversation_markdown(turns: Sequence[Turn], papers: Mapping[str, Paper], name: str) -> str:
    """Every turn in order, under the collection's name."""
    answers = [turn.answer for turn in turns if isinstance(turn.answer, Answer)]
    body = "\n".join(answer_markdown(answer, papers) for answer in answers)
    return f"# Questions about {escape_markdown(name)}\n\n{body}"


def cited_papers(turns: Sequence[Turn], papers: Mapping[str, Paper]) -> list[Paper]:
    """The papers cited in these turns, once each, by their number."""
    numbers = {
        c.paper_id: c.number for t in turns if isinstance(t.answer, Answer) for c in t.answer.citations
    }
    return [papers[i] for i in sorted(numbers, key=lambda i: numbers[i]) if i in papers]


def bibliography(kind: str, papers: Sequence[Paper]) -> File:
    """The bibliography in one of :data:`BIBLIOGRAPHIES`. Raises KeyError for another kind."""
    form = BIBLIOGRAPHIES[kind]
    return File(form.name, form.mime, form.write(papers))


def _source(number: int, paper: Paper, quotes: Sequence[str]) -> str:
    facts = [", ".join(paper.authors), str(paper.year or ""), paper.url or ""]
    known = ". ".join(escape_markdown(fact) for fact in facts if fact)
    head = f"[{number}] *{title_text(paper.title)}*{f'. {known}' if known else ''}"
    # A quote is given as the source has it: escaped for Markdown, not cleaned.
    return "\n".join([head, *(f"\n> {escape_markdown(quote)}" for quote in quotes)])
