"""Questions about the collection itself: counted over all papers, each listed paper quoted."""

from __future__ import annotations

from dataclasses import replace

from qa.answer import listing
from qa.answer.quoting import quote_of, quoted_sentence
from qa.asked.request import CollectionRequest
from qa.collection import answer_request
from qa.mentions import is_name
from qa.parts import Outcome, Parts, Work
from qa.route import Routed
from qa.types import Abstention, Draft, Paper, Passage


def answer(parts: Parts, work: Work) -> Outcome:
    """The exact result of the request, as a line and, where it lists papers, one quote each."""
    papers = parts.index.papers
    if work.ordinals is not None:
        papers = tuple(papers[ordinal] for ordinal in work.ordinals)
    if work.routed.request is None:
        raise ValueError("a collection question without a request")
    request = work.routed.request
    result = answer_request(request, papers)
    if result.reason == "no_match" and _describes(request):
        return _fitting(parts, work, " ".join(request.phrases))
    passages = [_passage(parts, paper, span) for paper, span in zip(result.papers, result.spans, strict=True)]
    if result.reason:
        return Outcome(abstention=Abstention(result.reason, result.lead, result.nearest), answerable=0.0)
    draft = Draft(
        sentences=tuple(quoted_sentence(passage, work.numbering) for passage in passages),
        quotes=tuple(quote_of(passage) for passage in passages),
        lead=result.lead,
        shape="list",
    )
    return Outcome(draft, answerable=1.0)


def _describes(request: CollectionRequest) -> bool:
    """Whether the phrase is a description of several words, that papers may fit without using them."""
    phrase = request.phrases[0] if len(request.phrases) == 1 else ""
    loose = request.want == "list" and request.place == "anywhere" and request.field != "title"
    return loose and not request.negated and len(phrase.split()) > 1 and not any(map(is_name, phrase.split()))


def _fitting(parts: Parts, work: Work, phrase: str) -> Outcome:
    """The papers on a topic of which none uses the words, with a note that says so."""
    listed = listing.answer(parts, replace(work, routed=Routed("list", topic=phrase)))
    return replace(listed, notes=(*listed.notes, f"No paper says “{phrase}” word for word."))


def _passage(parts: Parts, paper: Paper, span: tuple[int, int] | None) -> Passage:
    """The span that shows it, or the abstract's first sentence where the title does."""
    if span is None:
        return parts.sentences(parts.index.ordinal(paper.id))[0]
    start, end = span
    return Passage(f"{paper.id}#{start}", paper.id, start, end, paper.abstract[start:end])
