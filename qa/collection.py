"""Answers about the collection itself: computed over all papers, never estimated by retrieval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.asked.phrases import halves
from qa.asked.request import CollectionRequest
from qa.lookup.conditions import meeting, meets
from qa.lookup.holdings import HOLDINGS, ordered
from qa.lookup.result import CollectionResult
from qa.lookup.wording import lead_for, missing_line
from qa.mentions import is_name
from qa.types import Paper

__all__ = ["CollectionRequest", "CollectionResult", "answer_request"]


def answer_request(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """The exact answer over all ``papers``."""
    missing = missing_line(request, papers)
    if missing:
        return CollectionResult(missing, reason="not_stated")
    if request.want in HOLDINGS:
        return HOLDINGS[request.want](request, papers)
    if request.order:
        return ordered(request, papers)
    if request == CollectionRequest("count"):  # the number is the answer; nobody asked to see them all
        return CollectionResult(lead_for(request, len(papers), len(papers)))
    result = _filtered(request, papers)
    for wider in _wider(request) if not result.papers else ():
        again = _filtered(wider, papers)
        if again.papers:
            return again
    return result


def _filtered(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    papers = meeting(request.among, papers)
    shown = [(paper, meets(request, paper)) for paper in papers]
    chosen = [(paper, evidence) for paper, evidence in shown if evidence is not None]
    return CollectionResult(
        lead=lead_for(request, len(chosen), len(papers)),
        papers=tuple(paper for paper, _ in chosen),
        spans=tuple(evidence.span for _, evidence in chosen),
        # "None" answers "how many?" and "is there one?"; to "which?" it is no answer.
        reason="no_match" if request.want == "list" and not chosen else None,
    )


def _wider(request: CollectionRequest) -> Iterator[CollectionRequest]:
    """What to look for when no paper has the phrases as written: any case, then within longer names."""
    if request.negated:
        return
    parts = halves(request.phrases[0]) if len(request.phrases) == 1 and request.place == "anywhere" else ()
    if len(parts) > 1:
        yield replace(request, phrases=parts, either=" or " in request.phrases[0])
    if not any(is_name(phrase) for phrase in request.phrases):
        return
    yield replace(request, phrases=tuple(phrase.lower() for phrase in request.phrases))
    yield replace(request, inside=True)
    names = tuple(word for phrase in request.phrases for word in phrase.split() if is_name(word))
    if names and names != request.phrases:  # a word beside a name may be a slip: "menton GSM8K"
        yield replace(request, phrases=names)
