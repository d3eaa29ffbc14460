"""A comparison: the same aspect of each side, each quoted, side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import fact
from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.answer.roles import outline
from qa.parts import Outcome, Parts, Work
from qa.types import Draft, Passage, Quote, ScoredPassage, Sentence
from qa.words import content_tokens

_COMPARING = re.compile(
    r"\b(?:compar\w+|contrast\w*|differ(?:s|ent|ence|ences)?|versus|vs\.?|against|each|both|either|respectively"
    r"|main|key|between|side by side|in common|similarit\w+)(?!\w)|(?<=\s)'s\b",
    re.IGNORECASE,
)
_PER_CELL = 3  # sentences that speak of the aspect asked for
_PER_SIDE = 3


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
        ScoredPassage(
            q.paper_id, parts.paper(parts.index.ordinal(q.paper_id)).title, 1.0, q.start, q.end, q.text
        )
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
    """The papers of the sides: named ones by name, described ones by search.

    Two sides that one paper answers best are its own ("A vs B" within a study): no comparison of papers.
    """
    named = dict.fromkeys((*work.understood.paper_ids, *parts.names.mentioned(work.text)))
    found = dict.fromkeys(o for o in map(parts.index.ordinal, named) if work.admits(o))
    for side in work.routed.sides:
        if not parts.names.mentioned(side) and len(found) < max(2, len(work.routed.sides)):
            found.update(
                (hit.ordinal, None) for hit in parts.retriever.search(side, ordinals=work.ordinals, k=1)
            )
    return list(found)


def _side(parts: Parts, work: Work, ordinal: int) -> Side:
    """What the paper says of the aspect asked for, then its method and result, none twice."""
    sentences = parts.sentences(ordinal)
    part = outline(sentences, parts.names.short_name(parts.paper(ordinal).id))
    rows: list[tuple[str, tuple[Passage, ...]]] = []
    aspect = _aspect(parts, work)
    if aspect:
        rows.append((work.routed.aspect or "What is asked", _speaking_of(parts, aspect, ordinal)))
    taken = {passage for _, passages in rows for passage in passages}
    for label, passages in (("Method", part.method), ("Result", part.result)):
        fresh = [passage for passage in passages if passage not in taken][: _PER_SIDE - len(taken)]
        if fresh:
            rows.append((label, tuple(fresh)))
            taken.update(fresh)
    return Side(ordinal, tuple(rows))


def _aspect(parts: Parts, work: Work) -> str:
    """The question without the names of its sides and the words that say "compare"; "" when nothing is left.

    The names go because every sentence that has one would match it.
    """
    text = work.text
    for mention in reversed(parts.names.mentions(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    text = _COMPARING.sub(" ", text)
    return " ".join(text.split()) if content_tokens(text) else ""


def _speaking_of(parts: Parts, aspect: str, ordinal: int) -> tuple[Passage, ...]:
    """The sentences of a paper that speak most of an aspect, in order."""
    question = parts.question(aspect)
    hits = parts.retriever.search(aspect, question.vector, [ordinal], k=1)
    reading = parts.read(question, hits)
    return tuple(sorted((s.passage for s in reading.sentences[:_PER_CELL]), key=lambda p: p.start))
