"""Which records become papers: those with a title and an abstract, each kept once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from qa.corpus import fields
from qa.corpus.fields import Draft
from qa.corpus.ids import unique_ids
from qa.types import Paper, Skipped


class _Seen(NamedTuple):
    """Of a paper that was kept: where it stands, and the words that tell it from another."""

    where: str
    title: tuple[str, ...]
    abstract: tuple[str, ...]


class Screen:
    """Collects the papers of several files in order, and says what it left out.

    A paper is a repetition of an earlier one if the abstract and the title are the same, apart
    from case and punctuation; with the same DOI, either will do, and a title may be the other's
    with some words more. The abstracts of a supplement often share its DOI; these are kept.
    """

    def __init__(self) -> None:
        self._papers: list[Paper] = []
        self._texts: dict[tuple[tuple[str, ...], ...], str] = {}
        self._dois: dict[str, list[_Seen]] = {}
        self._ids: set[str] = set()

    def add(self, source: str, drafts: Iterable[Draft]) -> list[Skipped]:
        """Takes the records of one file; says which it left out or kept with a remark."""
        skipped: list[Skipped] = []
        for draft in drafts:
            paper, label = draft.paper, _label(draft)
            seen = _Seen(f"{source}:{draft.line}", _words(paper.title), _words(paper.abstract))
            fault = self._fault(paper, label, seen)
            reasons = [fault] if fault else self._take(paper, label, seen)
            skipped += [Skipped(source, draft.line, reason, kept=not fault) for reason in reasons]
        return skipped

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers kept, with an id each."""
        return tuple(unique_ids(self._papers))

    def _fault(self, paper: Paper, label: str, seen: _Seen) -> str:
        """Why a paper is left out, or an empty string."""
        if not paper.title:
            return f"{label} has no title"
        if not paper.abstract:
            return f"{label} has no abstract"
        first = self._texts.get(seen[1:]) or next(
            (other.where for other in self._of_doi(paper) if _is_same(seen, other)), None
        )
        return f"{label} repeats the paper at {first}; kept once" if first else ""

    def _take(self, paper: Paper, label: str, seen: _Seen) -> list[str]:
        """Keeps a paper; what is to be said of it."""
        reasons = []
        others = self._of_doi(paper)
        if others:
            reasons.append(
                f"{label} has the DOI of the paper at {others[0].where}, but another text; both are kept"
            )
        if paper.id and paper.id in self._ids:
            reasons.append(f"{label} has an id used before; a number is added to it")
        self._papers.append(paper)
        self._ids.add(paper.id)
        self._texts[seen[1:]] = seen.where
        if paper.doi:
            self._dois.setdefault(paper.doi.lower(), []).append(seen)
        return reasons

    def _of_doi(self, paper: Paper) -> list[_Seen]:
        return self._dois.get(paper.doi.lower(), []) if paper.doi else []


def _label(draft: Draft) -> str:
    paper = draft.paper
    return draft.label or f"record {fields.shorten(paper.title or paper.id or paper.abstract)}"


def _is_same(paper: _Seen, other: _Seen) -> bool:
    """Whether two papers of one DOI are one: a subtitle or markup of a title may be left out."""
    shorter, longer = sorted((set(paper.title), set(other.title)), key=len)
    return paper.abstract == other.abstract or shorter <= longer


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))
