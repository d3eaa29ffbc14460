"""A summary: the sentences that state problem, method and result, each under its name."""

from __future__ import annotations

import re

from qa.answer import fact
from qa.answer.concept import explained
from qa.answer.described import best_fit, described, speaks_of
from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.answer.roles import OF_RESULTS, TURNS, Outline, outlined
from qa.asked.summary import asks_what_was_found
from qa.parts import Outcome, Parts, Work
from qa.types import Draft

_NAMED = re.compile(r"\"[^\"]+\"|\b(?:the|this|that|in|of) (?:[\w-]+ )*stud(?:y|ies)\b")
# What came out is asked for, rather than what it is about.
_RESULTS = re.compile(
    r"\b(?:findings?|results?|find|found|take-?(?:aways?|home)|conclu\w+|outcomes?|what happened|came out|effects?)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:problems?|ideas?|how|why|methods?|approach\w*|investigat\w+|stud(?:y|ied|ies)|propos\w+|contribut\w+|about|do|does)\b",
    re.IGNORECASE,
)
# Cosine of the first paper below which no gist of it is asked for, unless it has the words; those of dev are at .28 or above.
_OFF_TOPIC = 0.2
_FITS = 1.5  # logit from which a paper that does not stand out is the one whose gist is asked for


def answer(parts: Parts, work: Work) -> Outcome:
    """The outline of the paper that is meant; where it is unclear which, the question is asked as a fact."""
    ordinal = _meant(parts, work)
    if ordinal is None:
        return fact.answer(parts, work)
    lesser = explained(parts, work) if parts.names.mentioned(work.text) else None
    if lesser and lesser.told:  # a thing that a paper introduces, not the paper
        return fact.answer(parts, work)
    results = bool(_RESULTS.search(work.text) and not _MORE.search(_NAMED.sub(" ", work.text)))
    outline = outlined(parts, ordinal, OF_RESULTS if results else TURNS)
    draft = summary_draft(outline, work.numbering)
    evidence = tuple(map(parts.scored, parts.sentences(ordinal)))
    return Outcome(draft, evidence=evidence, passages=evidence[:1], answerable=1.0)


def _meant(parts: Parts, work: Work) -> int | None:
    """The paper named, or the one that is described."""
    mentioned = parts.names.mentioned(work.text)
    named = work.understood.paper_ids or mentioned
    if len(named) > 1 and not mentioned:  # papers of an author: the one of them that is told
        told = best_fit(parts, work, work.routed.topic or work.text)
        return parts.index.ordinal(named[0]) if told is None else told
    if named:
        admitted = (o for o in map(parts.index.ordinal, named) if work.admits(o))
        return next(admitted, None)
    if asks_what_was_found(work.text):  # by whom is not said
        return None
    topic = work.routed.topic or work.text
    nearest = parts.retriever.search(work.text, parts.question(work.text).vector, work.ordinals, k=1)
    if not nearest or (nearest[0].dense < _OFF_TOPIC and not speaks_of(parts, topic, nearest[0].ordinal)):
        return None
    one = described(parts, work, topic)
    return one[0] if one else best_fit(parts, work, work.text, least=_FITS)


def summary_draft(outline: Outline, numbering: Numbering) -> Draft:
    """The outline of one abstract, each role under its name."""
    labelled = (("Problem", outline.problem), ("Method", outline.method), ("Result", outline.result))
    kept = [(label, passage) for label, passages in labelled for passage in passages]
    return Draft(
        sentences=tuple(quoted_sentence(passage, numbering, label=label) for label, passage in kept),
        quotes=tuple(quote_of(passage) for _, passage in kept),
        shape="sections",
    )
