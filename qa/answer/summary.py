"""A summary: the sentences that state problem, method and result, each under its name."""

from __future__ import annotations

from qa.answer import fact
from qa.answer.described import described
from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.answer.roles import Outline, outlined
from qa.parts import Outcome, Parts, Work
from qa.types import Draft, ScoredPassage


def answer(parts: Parts, work: Work) -> Outcome:
    """The outline of the paper that is meant; where it is unclear which, the question is asked as a fact."""
    ordinal = _meant(parts, work)
    if ordinal is None:
        return fact.answer(parts, work)
    paper = parts.paper(ordinal)
    draft = summary_draft(outlined(parts, ordinal), work.numbering)
    evidence = tuple(
        ScoredPassage(paper.id, paper.title, 1.0, p.start, p.end, p.text) for p in parts.sentences(ordinal)
    )
    return Outcome(draft, evidence=evidence, passages=evidence[:1], answerable=1.0)


def _meant(parts: Parts, work: Work) -> int | None:
    """The paper named, or the one that is described."""
    named = work.understood.paper_ids or parts.names.mentioned(work.text)
    if named:
        admitted = (o for o in map(parts.index.ordinal, named) if work.admits(o))
        return next(admitted, None)
    return next(iter(described(parts, work, work.routed.topic or work.text)), None)


def summary_draft(outline: Outline, numbering: Numbering) -> Draft:
    """The outline of one abstract, each role under its name."""
    labelled = (("Problem", outline.problem), ("Method", outline.method), ("Result", outline.result))
    kept = [(label, passage) for label, passages in labelled for passage in passages]
    return Draft(
        sentences=tuple(quoted_sentence(passage, numbering, label=label) for label, passage in kept),
        quotes=tuple(quote_of(passage) for _, passage in kept),
        shape="sections",
    )
