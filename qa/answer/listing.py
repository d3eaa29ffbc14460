"""A list: one line a paper, with the quote that qualifies it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.types import Draft, Passage


def list_draft(lead: str, passages: Sequence[Passage], question: str, numbering: Numbering) -> Draft:
    """One quoted sentence a paper, under a line that states the count."""
    return Draft(
        sentences=tuple(quoted_sentence(passage, numbering, question) for passage in passages),
        quotes=tuple(quote_of(passage) for passage in passages),
        lead=lead,
        shape="list",
    )
