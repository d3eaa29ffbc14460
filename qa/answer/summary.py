"""A summary: the sentences that state problem, method and result, each under its name."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer import fact
from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.answer.roles import outline
from qa.parts import Outcome, Parts, Work
from qa.types import Draft, Passage, ScoredPassage


def answer(parts: Parts, work: Work) -> Outcome:
    """The outline of the paper that is named; a topic that names none is asked as a fact."""
    named = work.understood.paper_ids or parts.names.mentioned(work.text)
    if not named:
        return fact.answer(parts, work)
    ordinal = parts.index.ordinal(named[0])
    paper = parts.paper(ordinal)
    draft = summary_draft(parts.sentences(ordinal), parts.names.short_name(paper.id), work.numbering)
    evidence = tuple(
        ScoredPassage(paper.id, paper.title, 1.0, p.start, p.end, p.text) for p in parts.sentences(ordinal)
    )
    return Outcome(draft, evidence=evidence, passages=evidence[:1], answerable=1.0)


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
