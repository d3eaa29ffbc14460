"""Answers about the collection itself: computed over all papers, never estimated by retrieval."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from qa.asked.phrases import halves
from qa.asked.request import CollectionRequest, Want
from qa.lookup.conditions import meeting, meets
from qa.lookup.holdings import HOLDINGS, ordered
from qa.lookup.result import CollectionResult
from qa.lookup.wording import by_initials_line, lead_for, missing_line, more_forms_line, other_forms_line
from qa.mentions import is_name
from qa.types import Paper
from qa.words import edit_distance_one, fold, stem

_SHOWN: tuple[Want, ...] = ("list", "count", "any")
_LONG = 7  # letters, from which on one that is wrong is rather a slip than another word
__all__ = ["CollectionRequest", "CollectionResult", "answer_request"]


def answer_request(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """The exact answer over all ``papers``."""
    missing = missing_line(request, papers)
    if missing:
        return CollectionResult(missing, reason="not_stated")
    if request.want in HOLDINGS:
        result = HOLDINGS[request.want](request, papers)
        if request.want != "names" or result.papers:
            return result
        request = replace(request, want="list")  # who speaks of such things at all
    if request.order:
        return ordered(request, papers)
    if request == CollectionRequest("count"):  # the number is the answer; nobody asked to see them all
        return CollectionResult(lead_for(request, len(papers), len(papers)))
    result = _filtered(request, papers)
    for wider in _wider(request) if not result.papers else ():
        again = _filtered(wider, papers)
        if again.papers:
            return again
    return result if result.papers else _in_other_forms(request, papers) or result


def _in_other_forms(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult | None:
    """The papers that have plain words of a request in other forms, or what a slip made of them; None if none has.

    Names have no forms: another letter makes another name.
    """
    plain = request.phrases and not any(is_name(phrase) for phrase in request.phrases)
    if not plain or request.negated or request.place != "anywhere" or request.want not in _SHOWN:
        return None
    mended = tuple(_mended(phrase, papers) for phrase in request.phrases)
    tries = [replace(request, forms=True)]
    if mended != request.phrases:
        tries += [replace(request, phrases=mended), replace(request, phrases=mended, forms=True)]
    for each in tries:
        found = _filtered(each, papers)
        if found.papers:
            among = len(meeting(request.among, papers))
            return replace(found, lead=other_forms_line(request, each, len(found.papers), among))
    return None


def _mended(phrase: str, papers: Sequence[Paper]) -> str:
    """A phrase with each word that no paper has as the one word of the papers that is a slip away."""
    words = _vocabulary(tuple(f"{paper.title} {paper.abstract}" for paper in papers))
    said = phrase
    for word in re.findall(r"[^\W\d_]+", fold(phrase)):
        near = edit_distance_one(word, words) if len(word) >= _LONG and word not in words else []
        if len({stem(other) for other in near}) == 1:
            said = re.sub(rf"\b{word}\b", near[0], fold(said))
    return said


@lru_cache(maxsize=2)
def _vocabulary(texts: tuple[str, ...]) -> frozenset[str]:
    """The long words of the papers, in small letters."""
    return frozenset(
        word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) >= _LONG - 1
    )


def _filtered(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    papers = meeting(request.among, papers)
    shown = [(paper, meets(request, paper)) for paper in papers]
    chosen = [(paper, evidence) for paper, evidence in shown if evidence is not None]
    lead = lead_for(request, len(chosen), len(papers))
    if request.exact and chosen:
        forms = meeting([replace(request, exact=False)], papers)
        lead += more_forms_line(request, len(forms) - len(chosen))
    return CollectionResult(
        lead=f"{lead}{by_initials_line(request, [paper for paper, _ in chosen])}",
        papers=tuple(paper for paper, _ in chosen),
        spans=tuple(evidence.span for _, evidence in chosen),
        # "None" answers "how many?" and "is there one?"; to "which?" it is no answer.
        reason="no_match" if request.want == "list" and not chosen else None,
    )


def _wider(request: CollectionRequest) -> Iterator[CollectionRequest]:
    """What to look for when no paper has the phrases as written: in the plural, any case, then within longer names."""
    if request.negated:
        return
    if request.exact:
        request = replace(request, exact=False)
        yield request
    parts = halves(request.phrases[0]) if len(request.phrases) == 1 and request.place == "anywhere" else ()
    if len(parts) > 1:
        yield replace(request, phrases=parts, either=" or " in request.phrases[0])
    if request.place != "anywhere":  # "titles that begin with 'Un'"
        yield replace(request, inside=True)
    if not any(is_name(phrase) for phrase in request.phrases):
        return
    yield replace(request, phrases=tuple(phrase.lower() for phrase in request.phrases))
    yield replace(request, inside=True)
    names = tuple(word for phrase in request.phrases for word in phrase.split() if is_name(word))
    if names and names != request.phrases:  # a word beside a name may be a slip: "menton GSM8K"
        yield replace(request, phrases=names)
