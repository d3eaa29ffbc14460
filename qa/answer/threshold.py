"""A list of papers that reach a figure: "papers with a speedup of more than 2x", "who trains under 1% of the weights?".

Judged by reading a figure in the sentences, not by likeness: it must have the unit that is asked for, lie on that side of the limit,
and stand beside what it measures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer.matching import Match
from qa.answer.naming import SAYS_NO_MORE
from qa.parts import Parts
from qa.verify.facts import Number, numbers
from qa.words import content_tokens, index_terms

_OR_SO = re.compile(r" ?(?:\+|or (?:more|higher|greater|above|less|fewer|lower|below)\b)", re.IGNORECASE)
_REACHED = re.compile(r"\b(?:at (?:least|most)|no (?:more|less|fewer) than)\W*$", re.IGNORECASE)
_LIMIT_BEFORE = re.compile(
    r"(?: of| by| a| an)*(?: (?:at least|at most|over|above|under|below|beyond|exceeding|(?:no )?[a-z]+ than))(?: an?)?\W*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r" ?(?:of )?(?:(?:the|its|their|all|a|an) )*(?P<what>(?:(?!(?:on|in|for|with|at|by|to|over|than)\b)[\w'’-]+ ?)*)"
)
_NEAR = 40  # characters between a figure and what it measures
_SHARE = 0.5  # of what else is asked for, by weight, an abstract has at least


@dataclass(frozen=True)
class Threshold:
    """The figure that limits; ``measure`` is the stem of what it measures, ``rest`` what else is asked for, as stems."""

    limit: Number
    included: bool
    measure: str
    rest: tuple[str, ...]

    def met(self, text: str) -> bool:
        """Whether a sentence has a figure of this unit on that side of the limit, beside what it measures."""
        found = numbers(text)
        places = [
            token
            for token in content_tokens(text)
            if self.measure in {*index_terms(text[token.start : token.end])}
        ]
        return any(
            self._within(number) and any(_beside(number, token.start, token.end, found) for token in places)
            for number in found
        )

    def _within(self, number: Number) -> bool:
        if number.unit != self.limit.unit:
            return False
        above = number.value - self.limit.value
        return (self.included and not above) or (above > 0 if self.limit.bound == "lower" else above < 0)


def threshold_of(topic: str) -> Threshold | None:
    """The figure with a unit that a topic limits, and what it measures; None without one."""
    limits = [number for number in numbers(topic) if number.unit and number.bound in ("lower", "upper")]
    if len(limits) != 1:
        return None
    (limit,) = limits
    said, behind = topic[: limit.start], topic[limit.end :]
    before, after = _LIMIT_BEFORE.sub("", f" {said}"), _OR_SO.sub("", behind, count=1)
    if (before, after) == (f" {said}", behind):  # "up to 2x", "within a week"
        return None
    what = _BEHIND.match(after)
    measured = content_tokens(what["what"]) if what else ()
    rest = content_tokens(f"{before} {after}")
    measure = (measured or content_tokens(before))[-1:]
    if not measure:
        return None
    included = bool(_REACHED.search(said) or _OR_SO.match(behind))
    stems = (token.stem for token in rest if token.stem not in (measure[0].stem, *SAYS_NO_MORE))
    return Threshold(limit, included, measure[0].stem, tuple(dict.fromkeys(stems)))


def reaching(parts: Parts, topic: str, ordinals: Sequence[int]) -> list[Match]:
    """The papers that reach the figure which a topic limits, each with the sentence that says so; empty where none can be told."""
    asked = threshold_of(topic)
    found = []
    for ordinal in ordinals if asked else ():
        shown = next((each for each in parts.sentences(ordinal) if asked and asked.met(each.text)), None)
        if asked and shown and _has(parts, ordinal, asked.rest):
            found.append(Match(ordinal, 0.0, shown))
    return found


def _has(parts: Parts, ordinal: int, stems: Sequence[str]) -> bool:
    paper, idf = parts.paper(ordinal), parts.index.lexical.idf
    there = {*index_terms(f"{paper.title}. {paper.abstract}")}
    return sum(idf(stem) for stem in stems if stem in there) >= _SHARE * sum(map(idf, stems))


def _beside(number: Number, start: int, end: int, others: Sequence[Number]) -> bool:
    """Whether what stands from ``start`` to ``end`` is near a figure, with none of another unit between them."""
    first, last = (number.end, start) if start >= number.end else (end, number.start)
    between = any(first <= other.start < last and other.unit != number.unit for other in others)
    return last - first <= _NEAR and not between
