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
# Comparatives that limit a size.
_SIZED = {
    "upper": re.compile(r"\b(?:smaller|lower|shorter|cheaper|lighter) than\W*$", re.IGNORECASE),
    "lower": re.compile(r"\b(?:larger|bigger|longer) than\W*$", re.IGNORECASE),
}
# A limit without a unit is at least so much: "more than two drugs" is no figure that is looked for.
_COUNT = 100
# What is counted stands behind its number. A part of it that is small ("200 trainable parameters") tells nothing of the whole.
_COUNTED = {"upper": r"[ -]", "lower": r"[ -](?:[\w-]+ ){0,2}"}
_TO_ANOTHER = r"(?: ?(?:to|and|or|[-–]) ?[\d.,]+[\w-]*)?"
# Words that measure the same.
_SPEED = frozenset(
    token.stem for token in content_tokens("speedup speed faster quicker accelerate acceleration")
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
            if not self._measures().isdisjoint(index_terms(text[token.start : token.end]))
        ]
        if not self.limit.unit:
            behind = re.compile(_TO_ANOTHER + _COUNTED[self.limit.bound])
            return any(
                self._within(number) and behind.fullmatch(text[number.end : token.start])
                for number in found
                for token in places
                if token.start > number.end
            )
        return any(
            self._within(number) and any(_beside(number, token.start, token.end, found) for token in places)
            for number in found
        )

    def _measures(self) -> frozenset[str]:
        """The stem of what is measured, and of what measures the same."""
        return _SPEED if self.measure in _SPEED else frozenset((self.measure,))

    def _within(self, number: Number) -> bool:
        if number.unit != self.limit.unit:
            return False
        above = number.value - self.limit.value
        return (self.included and not above) or (above > 0 if self.limit.bound == "lower" else above < 0)


def threshold_of(topic: str) -> Threshold | None:
    """The figure with a unit, or the large count, that a topic limits, and what it measures; None without one."""
    limits = [each for number in numbers(topic) if (each := _limiting(topic, number))]
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


def _limiting(topic: str, number: Number) -> Number | None:
    """The number with the side to which it limits; None where it is no limit of a figure or of a large count."""
    sized = (bound for bound, form in _SIZED.items() if form.search(topic[: number.start]))
    bound = number.bound or next(sized, "")
    figure = number.unit or (number.value >= _COUNT and not number.version)
    return number._replace(bound=bound) if figure and bound in ("lower", "upper") else None


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
    there = {*index_terms(paper.text)}
    return sum(idf(stem) for stem in stems if stem in there) >= _SHARE * sum(map(idf, stems))


def _beside(number: Number, start: int, end: int, others: Sequence[Number]) -> bool:
    """Whether what stands from ``start`` to ``end`` is near a figure, with none of another unit between them."""
    first, last = (number.end, start) if start >= number.end else (end, number.start)
    between = any(first <= other.start < last and other.unit != number.unit for other in others)
    return last - first <= _NEAR and not between
