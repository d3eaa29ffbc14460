"""Effects that a quote denies and a sentence reports: "no effect on mortality" against "reduced mortality"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.verify.english import CHANGES, EFFECTS, NEGATION, POLES, UNTOUCHED, Pole
from qa.verify.polarity import CLAUSE_END, negations
from qa.verify.reading import Reading
from qa.words import Token

_DENIAL = re.compile(f"{NEGATION}|(?P<whole>{UNTOUCHED})", re.IGNORECASE)
_REACH = 4  # words from the "no" to what it denies: "no evidence of an effect"
_ON = tuple(re.compile(rf"\b{word}\b", re.IGNORECASE) for word in ("on", "in", "between", "of"))
_PREPOSITION = re.compile(
    r"\b(?:on|in|between|of|with|by|for|from|to|at|among|under|during|after|before|was|were|is|are)\b",
    re.IGNORECASE,
)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_PRONOUN = re.compile(r"\s+(?:it|them|this|that|these|those|both)\b", re.IGNORECASE)


class Denial(NamedTuple):
    """An effect denied. ``head``: the stem of what is not affected; ``clause``: all that stands with it.

    ``sides`` are the directions that alone are denied ("no increase"), empty for "no effect".
    """

    start: int
    end: int
    head: str
    clause: frozenset[str]
    sides: frozenset[Pole]


@lru_cache(maxsize=4096)
def denials(text: str) -> tuple[Denial, ...]:
    """Every "no effect on", "did not affect", "no significant increase in", "was unaffected by" of a text."""
    return tuple(_denials(Reading(text)))


def _denials(reading: Reading) -> Iterator[Denial]:
    for match in _DENIAL.finditer(reading.text):
        start, end = _clause(reading.text, match.start(), match.end())
        behind = [t for t in reading.tokens if match.end() <= t.start < end]
        what = next((t for t in behind[:_REACH] if t.stem in EFFECTS | CHANGES), None)
        if not what and not match["whole"]:
            continue
        words = [t for t in reading.content if start <= t.start < end and t.stem not in EFFECTS | CHANGES]
        words = [t for t in words if not match.start() <= t.start < match.end()]
        head = _head(reading, words, what.end if what else match.end(), end)
        if head:
            sides = _sides(what) if what and what.stem in CHANGES else frozenset()
            yield Denial(match.start(), end, head.stem, frozenset(t.stem for t in words), sides)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    before = [m.end() for m in CLAUSE_END.finditer(text, 0, start)]
    after = CLAUSE_END.search(text, end)
    return (before[-1] if before else 0), (after.start() if after else len(text))


def _head(reading: Reading, words: Sequence[Token], start: int, end: int) -> Token | None:
    """What is not affected: "no effect of A on [B]", "did not affect [B]", "[B] did not change"."""
    preposition = next((m for word in _ON if (m := word.search(reading.text, start, end))), None)
    start_of = preposition.end() if preposition else start
    stop = _PREPOSITION.search(reading.text, start_of, end)
    named = [t for t in words if start_of <= t.start < (stop.start() if stop else end)]
    return named[-1] if named else next((t for t in reversed(words) if t.start < start), None)


def reported_though_denied(sentence: Reading, quotes: Sequence[Reading]) -> str:
    """The word with which a sentence reports an effect that a quote denies; "" when there is none."""
    for change in _reports(sentence):
        said = _said(sentence, change)
        for quote in quotes:
            for denial in denials(quote.text):
                if _denied(said, change, denial, quote) and not _affirmed(said, change, denial, quotes):
                    return change.surface
    return ""


def _reports(reading: Reading) -> list[Token]:
    """The words of a text that say that something was brought about, those that deny it left out."""
    denied = denials(reading.text)
    changes = [t for t in reading.tokens if t.stem in CHANGES]
    return [t for t in changes if not any(d.start <= t.start < d.end for d in denied)]


def _said(sentence: Reading, change: Token) -> frozenset[str]:
    """The other content words of the clause that reports a change, what is negated in it left out."""
    start, end = _clause(sentence.text, change.start, change.end)
    negated = frozenset().union(*(scope.starts for scope in negations(sentence.text)))
    inside = [t for t in sentence.content if start <= t.start < end and t.start not in negated]
    return frozenset(t.stem for t in inside) - EFFECTS - CHANGES


def _denied(said: frozenset[str], change: Token, denial: Denial, quote: Reading) -> bool:
    """Whether a clause speaks of what the denial does, and of nothing else that the quote speaks of."""
    if denial.sides and not denial.sides & _sides(change):
        return False
    enough = len(said & denial.clause) >= min(2, len(denial.clause), len(said))
    return denial.head in said and enough and said & quote.stems <= denial.clause


def _affirmed(said: frozenset[str], change: Token, denial: Denial, quotes: Sequence[Reading]) -> bool:
    """Whether the quotes report such a change of the same thing as well, or may do so."""
    for quote in quotes:
        if denial.head in quote.stems and not any(d.head == denial.head for d in denials(quote.text)):
            return True
        for token in _reports(quote):
            if token.stem == change.stem or _sides(token) & _sides(change):
                changed = _changed(quote, token)
                if not changed or changed & said or _PRONOUN.match(quote.text, token.end):
                    return True
    return False


def _sides(token: Token) -> frozenset[Pole]:
    return POLES.get(token.stem, frozenset())


def _changed(reading: Reading, token: Token, reach: int = 2) -> frozenset[str]:
    """The content words next to a verb on the side of what it changes."""
    before = [t.stem for t in reading.content if t.end <= token.start][-reach:]
    after = [t.stem for t in reading.content if t.start >= token.end][:reach]
    return frozenset(before if _BE.search(reading.text[: token.start]) else after)
