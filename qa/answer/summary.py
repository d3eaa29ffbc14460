"""A summary: the sentences that state problem, method and result, each under its name."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.answer.roles import outline
from qa.types import Draft, Passage


def summary_draft(sentences: Sequence[Passage], name: str, numbering: Numbering) -> Draft:
    """The outline of one abstract, given its sentences in order and the paper's short name."""
    parts = outline(sentences, name)
    labelled = [("Problem", parts.problem), ("Method", parts.method), ("Result", parts.result)]
    kept = [(label, passage) for label, passage in labelled if passage]
    return Draft(
        sentences=tuple(quoted_sentence(passage, numbering, label=label) for label, passage in kept),
        quotes=tuple(quote_of(passage) for _, passage in kept),
        shape="sections",
    )
