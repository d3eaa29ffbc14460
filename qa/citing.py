"""The citations of a draft: its quotes gathered by paper, in the order of the numbers in the text."""

from __future__ import annotations

from qa.answer.numbering import Numbering
from qa.index import Index
from qa.types import Citation, Draft, Quote


def citations_of(draft: Draft, numbering: Numbering, index: Index) -> tuple[Citation, ...]:
    """One citation a paper, in the order in which the sentences cite them."""
    cited = dict.fromkeys(number for sentence in draft.sentences for number in sentence.citations)
    numbers = {numbering.paper_id(number): number for number in cited}
    quotes: dict[str, list[Quote]] = {}
    for quote in draft.quotes:
        if quote.paper_id in numbers and quote not in quotes.setdefault(quote.paper_id, []):
            quotes[quote.paper_id].append(quote)
    result = []
    for paper_id, number in numbers.items():
        paper = index.papers[index.ordinal(paper_id)]
        result.append(Citation(number, paper_id, paper.title, tuple(quotes.get(paper_id, ())), paper.url))
    return tuple(result)
