"""A comparison: the same aspect of each side, each quoted, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import fact
from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.answer.roles import outline
from qa.parts import Outcome, Parts, Work
from qa.types import Draft, Passage, Quote, ScoredPassage, Sentence

_PER_CELL = 2


@dataclass(frozen=True)
class Side:
    """One side: its paper, and per aspect the passages that speak of it."""

    ordinal: int
    aspects: tuple[tuple[str, tuple[Passage, ...]], ...]


def answer(parts: Parts, work: Work) -> Outcome:
    """Both sides quoted; with fewer than two papers found it is asked as a fact."""
    ordinals = _papers(parts, work)
    if len(ordinals) < 2:
        return fact.answer(parts, work)
    sides = [_side(parts, work, ordinal) for ordinal in ordinals]
    draft = compare_draft(work.text, sides, work.numbering)
    evidence = tuple(
        ScoredPassage(q.paper_id, parts.paper(parts.index.ordinal(q.paper_id)).title, 1.0, q.start, q.end, q.text)
        for q in draft.quotes
    )
    return Outcome(draft, evidence=evidence, passages=evidence, answerable=1.0)


def compare_draft(question: str, sides: Sequence[Side], numbering: Numbering) -> Draft:
    """Every side's passages, aspect by aspect, so that each aspect is one row of a table."""
    sentences: list[Sentence] = []
    quotes: list[Quote] = []
    for label in dict.fromkeys(label for side in sides for label, _ in side.aspects):
        for side in sides:
            for passage in dict(side.aspects).get(label, ()):
                sentences.append(quoted_sentence(passage, numbering, question, label))
                quotes.append(quote_of(passage))
    return Draft(tuple(sentences), tuple(quotes), shape="table")


def _papers(parts: Parts, work: Work) -> list[int]:
    """The papers of the sides: named ones by name, described ones by search, none twice."""
    named = dict.fromkeys((*work.understood.paper_ids, *parts.names.mentioned(work.text)))
    found = [parts.index.ordinal(paper_id) for paper_id in named]
    for side in work.routed.sides:
        if parts.names.mentioned(side):
            continue
        hits = parts.retriever.search(side, ordinals=work.ordinals, k=len(found) + 1)
        if len(found) < max(2, len(work.routed.sides)):
            found += [hit.ordinal for hit in hits if hit.ordinal not in found][:1]
    return found


def _side(parts: Parts, work: Work, ordinal: int) -> Side:
    """With an aspect asked for, the sentences that speak of it; else method and result."""
    sentences = parts.sentences(ordinal)
    if not work.routed.aspect:
        part = outline(sentences, parts.names.short_name(parts.paper(ordinal).id))
        rows = (("Method", part.method), ("Result", part.result))
        return Side(ordinal, tuple((label, (passage,)) for label, passage in rows if passage))
    name = parts.names.short_name(parts.paper(ordinal).id)
    question = parts.question(f"{name}: {work.routed.aspect}")
    hits = parts.retriever.search(question.text, question.vector, [ordinal], k=1)
    reading = parts.read(question, hits)
    passages = tuple(sorted((s.passage for s in reading.sentences[:_PER_CELL]), key=lambda p: p.start))
    return Side(ordinal, ((work.routed.aspect, passages),))
