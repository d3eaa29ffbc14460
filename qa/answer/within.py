"""Comparisons that one paper answers by itself: of the two things that it studies, or of what it measures itself against."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qa.answer.described import best_fit
from qa.asked.grammar import expand
from qa.mentions import find_mentions, is_name
from qa.parts import Parts, Work
from qa.sentences import sentence_spans
from qa.types import Paper
from qa.words import STOPWORDS, index_terms

# What a paper is better than, by no name of its own.
_USUAL = re.compile(
    r"\b(?:regular|standard|plain|pure|normal|usual|ordinary|conventional|traditional|vanilla|typical|common)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3}")  # more than the "al." of "Doe et al. 2011"
# A compound of which a part is no term by itself: "decoder-only" is more than a decoder.
_LEFT_OUT = re.compile(rf"\b[\w-]+-(?:{'|'.join(sorted(STOPWORDS))})\b", re.IGNORECASE)
_OF_THE_FIRST = re.compile(r"(?:its|their) (?!own\b)", re.IGNORECASE)
# A side that is a paper by what it offers: "the method that merges models".
_OFFERED = re.compile(expand(r"(?:the|that) (?:[\w-]+ ){0,3}?<work> (?:that|which) "), re.IGNORECASE)
_LOOKED_AT = 30  # papers in whose titles both sides may stand
_PAIR = 2  # sides at least


def within_one(parts: Parts, work: Work) -> int | None:
    """The one paper that has both sides of a comparison, of which at most one is a paper of its own; None without one."""
    sides, named = work.routed.sides, _named(parts, work.text)
    if len(sides) < _PAIR or len(named) > 1 or any(map(_OFFERED.match, sides)):
        return None
    if named:
        others = [side for side in sides if named[0] not in _named(parts, side)]
        ordinal = parts.index.ordinal(named[0])
        measured = (_is_baseline(parts, work, side, ordinal) for side in others)
        own = 0 < len(others) < len(sides) and work.admits(ordinal) and all(measured)
        return ordinal if own else None
    return _of_both(parts, work, sides)


def _named(parts: Parts, text: str) -> list[str]:
    """The papers that a text names, without those that merely introduce a short form that it has."""
    return [
        paper_id
        for mention in parts.names.mentions(text)
        for paper_id in mention.paper_ids
        if _is_called(parts, parts.paper(parts.index.ordinal(paper_id)), text[mention.start : mention.end])
    ]


def _is_called(parts: Parts, paper: Paper, name: str) -> bool:
    return bool(find_mentions(name, f"{parts.names.short_name(paper.id)}: {paper.title}"))


def _is_baseline(parts: Parts, work: Work, side: str, ordinal: int) -> bool:
    """Whether a side is what a named paper measures itself against: by its name, or "regular" and what it then has."""
    text = parts.paper(ordinal).text
    plain = _USUAL.sub(" ", side).strip()
    if plain != side:
        return has_side(plain, text)
    if not any(map(is_name, side.split())):
        # What no paper has in these words may be what this one says in others.
        return not having(parts, work, side) and _nearest(parts, work, side)[:1] == [ordinal]
    return bool(find_mentions(side, text)) and not any(
        has_side(side, parts.paper(other).title) for other in _nearest(parts, work, side)
    )


def _of_both(parts: Parts, work: Work, sides: Sequence[str]) -> int | None:
    """The paper with both sides in its title that the question is asked of; else the nearest, if its abstract has both.

    "Its residue", of the first, is where that is.
    """
    sides = [side for side in sides if not _OF_THE_FIRST.match(side)]
    titled = [
        ordinal
        for ordinal in _nearest(parts, work, work.text)
        if all(has_side(side, parts.paper(ordinal).title) for side in sides)
    ]
    if titled:
        return best_fit(parts, replace(work, ordinals=tuple(titled)), work.text, least=-math.inf)
    best = best_fit(parts, work, work.text)
    return (
        best if best is not None and all(_has_plain(side, parts.paper(best).text) for side in sides) else None
    )


def has_side(side: str, text: str) -> bool:
    """Whether a text has all words of a side, in any form."""
    if any(not find_mentions(compound, text) for compound in _LEFT_OUT.findall(side)):
        return False
    terms, words = {*index_terms(side)}, index_terms(text)
    written_apart = {f"{one}{other}" for one, other in pairwise(words)}  # "zebra fish", "data set"
    return bool(terms) and (terms <= {*words, *written_apart} or bool(find_mentions(side, text)))


def _has_plain(side: str, text: str) -> bool:
    """Whether a sentence has a side, or what is left of "pure X": it need not say that what stands by itself is pure."""
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    return any(has_side(side, each) or has_side(_USUAL.sub(" ", side), each) for each in sentences)


def having(parts: Parts, work: Work, side: str) -> tuple[int, ...]:
    """The papers nearest to a side that have all its words, best first; none for an author or a year."""
    if not _WORD.search(side) or parts.names.people(side):
        return ()
    return tuple(o for o in _nearest(parts, work, side) if has_side(side, parts.paper(o).text))


def _nearest(parts: Parts, work: Work, text: str) -> list[int]:
    hits = parts.retriever.search(text, parts.question(text).vector, work.ordinals, k=_LOOKED_AT)
    return [hit.ordinal for hit in hits]
