"""Words in like places: "under blue light" and "under red light", "women scored" and "men scored"."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import NamedTuple

from qa.verify.binding import anchored, surface
from qa.verify.case import Case, Finding
from qa.verify.reading import Reading
from qa.words import STOPWORDS

_ARTICLE = r"(?:(?:the|an?|its|their|both|those|these)\s+)?"
_BEFORE = re.compile(rf"(?:(?<![\w-])([^\W\d]+)\s+{_ARTICLE}|(\())$", re.IGNORECASE)
_AFTER = re.compile(r"[\w-]*\s+(?!(?:and|or|of|to)\b)([^\W\d][\w-]*)")
_CONDITION = frozenset({"in", "under", "among", "during", "at", "within", "for"})
# What follows "in" or "for" in a set phrase is no condition.
_PHRASED = frozenset(
    "order addition additional contrast favour favor general particular total case fact".split()
)
_NEAR = 40  # characters around a word in which two texts must have as much in common
_IN_COMMON = 2


class Place(NamedTuple):
    """A word of a text with the words right before it (articles passed over) and right behind it, or ""."""

    word: str
    start: int
    before: str
    after: str


@lru_cache(maxsize=4096)
def places(text: str) -> tuple[Place, ...]:
    """Where each word stands that carries topic."""
    found = []
    for at, word in anchored(Reading(text)):
        before, after = _BEFORE.search(text[:at]), _AFTER.match(text, at)
        left = (before[1] or before[2]).lower() if before else ""
        found.append(Place(word, at, left, after[1].lower() if after else ""))
    return tuple(found)


@lru_cache(maxsize=4096)
def rivals(text: str) -> frozenset[tuple[str, str]]:
    """Pairs of words of a text that stand in like places."""
    words: dict[tuple[str, str], set[str]] = {}
    for place in places(text):
        for side, neighbour in (("before", place.before), ("after", place.after)):
            if neighbour and (side == "after" or neighbour in _CONDITION or neighbour not in STOPWORDS):
                words.setdefault((side, neighbour), set()).add(place.word)
    return frozenset(pair for alike in words.values() for pair in itertools.permutations(alike, 2))


def other_conditions(case: Case) -> list[Finding]:
    """The one word that no quote holds, in a place where a quote has another: "in humans" for "in mice"."""
    known: set[str] = set().union(*(r.stems | r.keys | {p.word for p in places(r.text)} for r in case.texts))
    absent = [place for place in places(case.sentence.text) if place.word not in known]
    if len(absent) != 1 or absent[0].before not in _CONDITION:
        return []
    mine, said = absent[0], case.sentence.stems | case.sentence.keys
    new = surface(case.sentence, mine.word)
    if new.endswith("ing") or new in _PHRASED:
        return []
    for quote in case.quotes:
        for theirs in places(quote.text):
            alike = (theirs.before, theirs.after) == (mine.before, mine.after) and theirs.word not in said
            common = _around(case.sentence, mine) & _around(quote, theirs)
            old = surface(quote, theirs.word)
            spelled_alike = sorted(old) == sorted(new)  # "centre", "center"
            if alike and len(common) >= _IN_COMMON and old not in _PHRASED and not spelled_alike:
                reason = f"the quote says {mine.before} {old!r}, not {mine.before} {new!r}"
                return [Finding("weak", reason)]
    return []


def _around(reading: Reading, place: Place) -> set[str]:
    return {t.stem for t in reading.content if 0 < abs(t.start - place.start) < _NEAR}
