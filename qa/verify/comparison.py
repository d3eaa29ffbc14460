"""Comparisons and who did what: where the two sides changed places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.verify.binding import labels
from qa.verify.english import COMPARISON, DOWNWARD, POLES
from qa.verify.reading import Reading
from qa.words import Token

_BETTER = re.compile(COMPARISON, re.IGNORECASE)
_DOWN = re.compile(DOWNWARD, re.IGNORECASE)


class Comparison(NamedTuple):
    """``left`` is above ``right`` where ``up``, else below; both are stems of content words."""

    left: frozenset[str]
    right: frozenset[str]
    up: bool
    cue: str


@lru_cache(maxsize=4096)
def comparisons(text: str) -> tuple[Comparison, ...]:
    """Every "A outperforms B", "A is faster than B", "B is outperformed by A" of a text."""
    reading = Reading(text)
    found = []
    for match in _BETTER.finditer(text):
        left = _side(reading, _clause_start(text, match.start()), match.start())
        right = _side(reading, match.end(), _clause_stop(text, match.end()))
        if match["by"] and (match["passive"] or match["end"] in {"ed", "en"}):
            left, right = right, left
        both = left & right
        found.append(Comparison(left - both, right - both, not _DOWN.match(_cue(match)), match[0].strip()))
    return tuple(found)


def _cue(match: re.Match[str]) -> str:
    return str(match["verb"] or match["comparative"] or match["fixed"])


def _clause_start(text: str, at: int) -> int:
    breaks = [
        m.end() for m in re.finditer(r"[;:()]|\b(?:while|whereas|but|although|that)\b", text[:at], re.I)
    ]
    return breaks[-1] if breaks else 0


def _clause_stop(text: str, at: int) -> int:
    found = re.search(
        r"[;:,()]|\b(?:while|whereas|but|although|which|by|when|with|on|in|across)\b", text[at:], re.I
    )
    return at + found.start() if found else len(text)


def _side(reading: Reading, start: int, end: int) -> frozenset[str]:
    words = [(t.start, t.stem) for t in reading.content if t.stem not in POLES]
    return frozenset(word for at, word in [*words, *labels(reading)] if start <= at < end)


def comparison_turned(sentence: Reading, quotes: Sequence[Reading]) -> str:
    """The comparison of the sentence that the quotes state the other way round, as its cue."""
    theirs = [c for q in quotes for c in comparisons(q.text)]
    for mine in comparisons(sentence.text):
        ways = [_way(mine, other) for other in theirs]
        if ways and min(ways) < 0 and max(ways) <= 0:
            return mine.cue
    return ""


def compared_alike(sentence: Reading, quotes: Sequence[Reading]) -> str:
    """The cues of the sentence's comparisons that a quote makes too, be it from the other side."""
    theirs = [c for q in quotes for c in comparisons(q.text)]
    alike = [c.cue for c in comparisons(sentence.text) if any(_way(c, other) > 0 for other in theirs)]
    return " ".join(alike).lower()


def _way(mine: Comparison, other: Comparison) -> int:
    """1 when the two agree, -1 when one is turned round, 0 when they compare other things."""
    direct = len(mine.left & other.left) + len(mine.right & other.right)
    crossed = len(mine.left & other.right) + len(mine.right & other.left)
    if direct == crossed:
        return 0
    same = 1 if direct > crossed else -1
    return same if mine.up == other.up else -same


def roles_swapped(sentence: Reading, quotes: Sequence[Reading]) -> str:
    """The verb whose subject and object changed places, where no quote has them as they are."""
    for mine in sentence.content:
        if mine.stem in POLES or not _VERB.search(mine.surface):
            continue
        ways = [
            _order(sentence, mine, quote, theirs)
            for quote in quotes
            for theirs in quote.content
            if theirs.stem == mine.stem
        ]
        if ways and min(ways) < 0 and max(ways) <= 0:
            return mine.surface
    return ""


_VERB = re.compile(r"(?:ed|en|ing|ates?|[iy][sz]es?|if(?:y|ies)|[^aious]s)$")
_BE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:(?:\w+ly|not|most|more|also|further|then|now|thus|first|only|both)\s+){0,2}$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:()]|[.!?]\s|\b(?:and|or|but|while|which|that|who|whereas)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\s+(?:an?|the|its|their|our|new|\w{4,})\b", re.IGNORECASE)


def _order(a: Reading, at: Token, b: Reading, bt: Token) -> int:
    """-1 when what stands before and behind the verb changed places, 1 when not, 0 when it cannot be told."""
    left, right = _sides(a, at)
    other_left, other_right = _sides(b, bt)
    if _passive(a, at) != _passive(b, bt):
        left, right = right, left
    if left & other_left or (right & other_right and not left & other_right):
        return 1
    crossed = left & other_right and right & other_left
    return -1 if crossed and _OBJECT.match(a.text[at.end :]) and _OBJECT.match(b.text[bt.end :]) else 0


def _sides(reading: Reading, token: Token, reach: int = 3) -> tuple[set[str], set[str]]:
    """Stems of up to three content words before and behind a verb, within its clause."""
    start = max((m.end() for m in _BREAK.finditer(reading.text, 0, token.start)), default=0)
    stop = _BREAK.search(reading.text, token.end)
    end = stop.start() if stop else len(reading.text)
    left = [t.stem for t in reading.content if start <= t.start and t.end <= token.start][-reach:]
    right = [t.stem for t in reading.content if token.end <= t.start < end][:reach]
    return set(left), set(right)


def _passive(reading: Reading, token: Token) -> bool:
    by = re.match(r"\s+(?:\w+ly\s+)?by\b", reading.text[token.end : token.end + 20])
    be = _BE.search(reading.text[max(0, token.start - 24) : token.start]) and not token.surface.endswith(
        "ing"
    )
    return bool(by or be)
