"""Answers about the collection itself: computed over all papers, never estimated by retrieval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qa.collection_request import CollectionRequest
from qa.collection_words import condition_of, lead_for
from qa.mentions import find_mentions, links, sentence_with
from qa.sentences import Span, sentence_spans
from qa.titles import TitleMatch, find_title, key
from qa.types import Paper, Reason
from qa.words import content_tokens, fold, tokenize

__all__ = ["CollectionRequest", "CollectionResult", "answer_request"]

_CODE = (
    "code",
    "codes",
    "codebase",
    "implementation",
    "implementations",
    "repository",
    "software",
    "package",
)
_HOSTS = ("github", "gitlab", "bitbucket", "codeberg", "4open", "gitee", "sourceforge")
_OPENING = 3  # words
_RELEASED = (
    "available",
    "release",
    "released",
    "releasing",
    "open-source",
    "open-sourced",
    "opensource",
    "public",
)


@dataclass(frozen=True)
class CollectionResult:
    """``lead`` says it in one line; ``papers`` are those it speaks of, in the collection's order.

    ``spans`` has one entry a paper: the sentence of the abstract that shows it, or None where
    the title or the record does. ``reason`` is set when there is nothing to show, ``nearest``
    are titles close to one that is not there.
    """

    lead: str
    papers: tuple[Paper, ...] = ()
    spans: tuple[Span | None, ...] = ()
    reason: Reason | None = None
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Shown:
    """That a paper qualifies, and where its abstract shows it."""

    span: Span | None


def answer_request(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """The exact answer over all ``papers``."""
    if request.want == "title":
        return _membership(request, papers)
    if request.want == "duplicates":
        return _duplicates(papers)
    if request.want == "topics":
        return _topics(papers)
    if request.want == "years":
        return _years(papers)
    if request.order:
        return _ordered(request, papers)
    return _filtered(request, papers)


def _filtered(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    missing = _missing(request, papers)
    if missing:
        return CollectionResult(missing, reason="not_stated")
    shown = [(paper, _shows(request, paper)) for paper in papers]
    if request.negated:
        chosen = [(paper, _Shown(None)) for paper, evidence in shown if evidence is None]
    else:
        chosen = [(paper, evidence) for paper, evidence in shown if evidence is not None]
    return CollectionResult(
        lead=lead_for(request, len(chosen), len(papers)),
        papers=tuple(paper for paper, _ in chosen),
        spans=tuple(evidence.span for _, evidence in chosen),
        # "None" answers "how many?" and "is there one?"; to "which?" it is no answer.
        reason="no_match" if request.want == "list" and not chosen else None,
    )


def _missing(request: CollectionRequest, papers: Sequence[Paper]) -> str:
    """What the records do not hold, in words, if the request needs it; else empty."""
    if request.years != (None, None) or request.order in ("newest", "oldest") or request.want == "years":
        if not any(paper.year for paper in papers):
            return (
                f"The {len(papers)} papers are recorded without a year, so I cannot tell when they appeared."
            )
    if request.author and not any(paper.authors for paper in papers):
        return (
            f"The {len(papers)} papers are recorded without their authors, so I cannot tell who wrote them."
        )
    return ""


def _shows(request: CollectionRequest, paper: Paper) -> _Shown | None:
    """Whether the paper meets every condition, and the first sentence that shows it."""
    if request.years != (None, None) and not _in_years(paper, request.years):
        return None
    if request.author and not any(_is_author(request.author, author) for author in paper.authors):
        return None
    if request.link:
        return _linked(request, paper)
    if request.phrases:
        found = [_mentioned(phrase, request, paper) for phrase in request.phrases]
        hits = [shown for shown in found if shown is not None]
        if not hits or (len(hits) < len(found) and not request.either):
            return None
        return next((shown for shown in hits if shown.span), hits[0])
    return _Shown(None)


def _mentioned(phrase: str, request: CollectionRequest, paper: Paper) -> _Shown | None:
    if request.opening:
        return _opens_with(phrase, request, paper)
    if request.field != "title":
        found = find_mentions(phrase, paper.abstract)
        if found:
            return _Shown(sentence_with(paper.abstract, found[0].start))
    if request.field != "abstract" and find_mentions(phrase, paper.title):
        return _Shown(None)
    return None


def _opens_with(phrase: str, request: CollectionRequest, paper: Paper) -> _Shown | None:
    """The text begins with the phrase, or its first sentence holds every content word of it."""
    text = paper.title if request.field == "title" else paper.abstract
    first = next(iter(sentence_spans(text)), Span(0, len(text)))
    opening = text[: first.end].strip()
    words = [token.stem for token in content_tokens(phrase)]
    said = [token.stem for token in tokenize(opening)]
    # "opens with a content warning": the last word is the thing, the ones before it say which.
    if fold(opening).startswith(fold(phrase)) or (words and words[-1] in said[:_OPENING]):
        return _Shown(None if request.field == "title" else first)
    return None


def _linked(request: CollectionRequest, paper: Paper) -> _Shown | None:
    text = paper.abstract
    for link in links(text):
        span = sentence_with(text, link.start)
        address = text[link.start : link.end].lower()
        words = {token.surface for token in tokenize(text[span.start : span.end])}
        if request.link == "url" or any(host in address for host in _HOSTS) or words & set(_CODE):
            return _Shown(span)
    if request.link == "released":
        for span in sentence_spans(text):
            sentence = text[span.start : span.end].lower()
            if any(find_mentions(word, sentence) for word in _CODE) and any(
                word in sentence for word in _RELEASED
            ):
                return _Shown(span)
    return None


def _in_years(paper: Paper, years: tuple[int | None, int | None]) -> bool:
    first, last = years
    return (
        paper.year is not None
        and (first is None or first <= paper.year)
        and (last is None or paper.year <= last)
    )


def _is_author(asked: str, author: str) -> bool:
    """Every part of the name asked for is in the author's; an initial stands for a name."""
    parts = {token.surface for token in tokenize(author)}
    return all(
        part in parts or (len(part) == 1 and any(other.startswith(part) for other in parts))
        for part in (token.surface for token in tokenize(asked))
    )


def _ordered(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    missing = _missing(request, papers)
    if missing:
        return CollectionResult(missing, reason="not_stated")
    if request.order in ("newest", "oldest"):
        dated = [paper for paper in papers if paper.year is not None]
        ranked = sorted(dated, key=lambda p: p.year or 0, reverse=request.order == "newest")
    else:
        ranked = sorted(papers, key=lambda p: _length(request, p), reverse=request.order == "longest")
    if not ranked:
        return CollectionResult("The collection holds no papers.", reason="no_match")
    chosen = tuple(ranked[: request.limit])
    size = (
        f"of {chosen[0].year}"
        if request.order in ("newest", "oldest")
        else f"of {_length(request, chosen[0])} words"
    )
    what = condition_of(request, len(chosen))
    return CollectionResult(f"{what}, {size}: “{chosen[0].title}”.", chosen, (None,) * len(chosen))


def _length(request: CollectionRequest, paper: Paper) -> int:
    return len((paper.title if request.field == "title" else paper.abstract).split())


def _membership(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    match: TitleMatch = find_title(request.title, papers)
    if match.exact:
        lead = f"Yes: “{match.exact[0].title}” is in the collection."
        return CollectionResult(lead, match.exact, (None,) * len(match.exact))
    if match.partial:
        count = len(match.partial)
        lead = (
            f"Yes: “{match.partial[0].title}”."
            if count == 1
            else f"No paper is titled just “{request.title}”, but {count} titles contain it."
        )
        return CollectionResult(lead, match.partial, (None,) * count)
    nearest = tuple(paper.title for paper in match.nearest)
    lead = f"No: no paper titled “{request.title}” is in the collection."
    if nearest:
        lead += " Nearest titles: " + "; ".join(f"“{title}”" for title in nearest) + "."
    return CollectionResult(lead, nearest=nearest)


def _duplicates(papers: Sequence[Paper]) -> CollectionResult:
    titles = Counter(key(paper.title) for paper in papers)
    texts = Counter(key(paper.abstract) for paper in papers)
    again = tuple(
        p for p in papers if titles[key(p.title)] > 1 or (p.abstract and texts[key(p.abstract)] > 1)
    )
    if not again:
        return CollectionResult(f"No two of the {len(papers)} papers share a title or an abstract.")
    return CollectionResult(
        f"{len(again)} of {len(papers)} papers share their title or abstract with another.",
        again,
        (None,) * len(again),
    )


def _topics(papers: Sequence[Paper]) -> CollectionResult:
    """The words that most titles share: all that can be said of a collection without judging."""
    counts: Counter[str] = Counter()
    form: dict[str, Counter[str]] = {}
    for paper in papers:
        for term, surface in _title_terms(paper.title).items():
            counts[term] += 1
            form.setdefault(term, Counter())[surface] += 1
    common = [(form[term].most_common(1)[0][0], n) for term, n in counts.most_common(8) if n > 1]
    words = ", ".join(f"{word} ({n})" for word, n in common)
    lead = f"The collection holds {len(papers)} papers."
    return CollectionResult(lead + (f" Most frequent in their titles: {words}." if words else ""))


def _title_terms(title: str) -> dict[str, str]:
    """Pairs of neighbouring content words of a title: stems -> as written."""
    tokens = content_tokens(title)
    return {
        f"{a.stem} {b.stem}": fold(title[a.start : b.end])
        for a, b in zip(tokens, tokens[1:], strict=False)
        if b.start - a.end == 1
    }


def _years(papers: Sequence[Paper]) -> CollectionResult:
    missing = _missing(CollectionRequest(want="years"), papers)
    if missing:
        return CollectionResult(missing, reason="not_stated")
    years = Counter(paper.year for paper in papers if paper.year is not None)
    each = ", ".join(f"{year}: {years[year]}" for year in sorted(years))
    return CollectionResult(f"The {len(papers)} papers are from {min(years)} to {max(years)} ({each}).")
