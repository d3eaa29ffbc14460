"""Which records become papers: those with a title and an abstract, each kept once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.corpus import fields
from qa.corpus.fields import Draft
from qa.corpus.ids import unique_ids
from qa.types import Paper, Skipped


class Screen:
    """Collects the papers of several files in order, and says what it left out.

    A paper is a repetition if it has the DOI of an earlier one, or its abstract and,
    apart from case and punctuation, its title.
    """

    def __init__(self) -> None:
        self._papers: list[Paper] = []
        self._seen: dict[tuple[str, ...], str] = {}
        self._ids: set[str] = set()

    def add(self, source: str, drafts: Iterable[Draft]) -> list[Skipped]:
        """Takes the records of one file; says which it left out or kept with a remark."""
        skipped: list[Skipped] = []
        for draft in drafts:
            paper, label = draft.paper, _label(draft)
            reason = self._reason(paper, label, f"{source}:{draft.line}")
            if not reason:
                self._papers.append(paper)
                if paper.id and paper.id in self._ids:
                    reason = f"{label} has an id used before; a number is added to it"
                self._ids.add(paper.id)
            if reason:
                skipped.append(Skipped(source, draft.line, reason))
        return skipped

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers kept, with an id each."""
        return tuple(unique_ids(self._papers))

    def _reason(self, paper: Paper, label: str, where: str) -> str:
        if not paper.title:
            return f"{label} has no title"
        if not paper.abstract:
            return f"{label} has no abstract"
        keys = _keys(paper)
        first = next((self._seen[key] for key in keys if key in self._seen), None)
        if first:
            return f"{label} repeats the paper at {first}; kept once"
        self._seen.update(dict.fromkeys(keys, where))
        return ""


def _label(draft: Draft) -> str:
    paper = draft.paper
    return draft.label or f"record {fields.shorten(paper.title or paper.id or paper.abstract)}"


def _keys(paper: Paper) -> list[tuple[str, ...]]:
    """What two records of one paper have in common."""
    keys: list[tuple[str, ...]] = [("text", _normal(paper.title), _normal(paper.abstract))]
    if paper.doi:
        keys.append(("doi", paper.doi.lower()))
    return keys


def _normal(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
