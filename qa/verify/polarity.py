"""Negation, hedges and direction: where two texts use the same words to say the opposite.

Each function compares a sentence with quotes and returns words for a person, or "" when nothing
is wrong. They speak up only when the two texts talk about the same thing; else the score decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.verify.english import HEDGE, IMPLICITLY_NEGATIVE, NEGATION, POLES, SWEEPING, Pole
from qa.verify.reading import Reading
from qa.words import Token, stem

_NEGATION = re.compile(NEGATION, re.IGNORECASE)
_HEDGE = re.compile(HEDGE, re.IGNORECASE)
_SWEEPING = re.compile(SWEEPING, re.IGNORECASE)
CLAUSE_END = re.compile(
    r"[,;:()]|[.!?](?:\s|$)|\b(?:but|while|whereas|although|though|however|unless|because)\b", re.IGNORECASE
)
_STRICT = re.compile(r"not|no|never|cannot|\w+n['’]t", re.IGNORECASE)
# What a "not" in a sentence may well sum up: a quote with one of these is no proof of the contrary.
_NEGATIVE = re.compile(f"{NEGATION}|{IMPLICITLY_NEGATIVE}", re.IGNORECASE)
_WENT = re.compile(r"\b(?:go|goes|going|went|gone|mov(?:e[sd]?|ing))\s+$", re.IGNORECASE)
_BROUGHT_ABOUT = re.compile(r"\b(?:by(?!\s+\d)|with|when|as|if)\b", re.IGNORECASE)
_SCOPE = 5  # content words that a negation reaches at most


class Scope(NamedTuple):
    """A negation: the cue as written, the stems of the content words that it reaches, their places."""

    cue: str
    stems: tuple[str, ...]
    starts: frozenset[int]


@lru_cache(maxsize=4096)
def negations(text: str) -> tuple[Scope, ...]:
    """Every negation of a text with its reach: to the end of the clause, five content words at most."""
    from_here = Reading(text).content
    found = []
    for match in _NEGATION.finditer(text):
        end = CLAUSE_END.search(text, match.end())
        limit = end.start() if end else len(text)
        reach = [t for t in from_here if match.end() <= t.start < limit][:_SCOPE]
        found.append(Scope(match[0], tuple(t.stem for t in reach), frozenset(t.start for t in reach)))
    return tuple(found)


def polarity_clash(sentence: Reading, quotes: Sequence[Reading]) -> str:
    """What the sentence denies and the quotes affirm, or the other way; "" when they agree."""
    mine = negations(sentence.text)
    for scope in mine:
        if word := _denied_alone(sentence, scope, mine, quotes):
            return word
    for quote in quotes:
        theirs = negations(quote.text)
        for scope in theirs:
            head = scope.stems[0] if scope.stems else ""
            if not head or head not in _plain(sentence, mine) or head in _plain(quote, theirs):
                continue
            elsewhere = any(q is not quote and head in _plain(q, negations(q.text)) for q in quotes)
            if not elsewhere and not _overlap(scope, mine) and _near(sentence, quote, head):
                return head
    return ""


def _denied_alone(sentence: Reading, scope: Scope, mine: Sequence[Scope], quotes: Sequence[Reading]) -> str:
    """The word that the sentence denies and no quote does."""
    if not scope.stems or any(_overlap(scope, negations(q.text)) for q in quotes):
        return ""
    said = _plain(sentence, mine)
    for word in scope.stems[:2]:  # "not trained independently" denies the second as well
        for quote in quotes:
            affirmed = word in _plain(quote, negations(quote.text)) and word not in said
            if affirmed and _near(sentence, quote, word):
                return word
    strict = _STRICT.fullmatch(scope.cue) and any(s in q.stems for s in scope.stems for q in quotes)
    return scope.stems[0] if strict and not any(_sums_up(scope, q) for q in quotes) else ""


def _sums_up(scope: Scope, quote: Reading) -> bool:
    """Whether the quote has a negative word of another kind, which a "not" may well sum up."""
    words = [match[0] for match in _NEGATIVE.finditer(quote.text)]
    return any(stem(word.lower()) not in scope.stems for word in words)


def _overlap(scope: Scope, others: Sequence[Scope]) -> bool:
    return any(set(scope.stems) & set(other.stems) for other in others)


def _plain(reading: Reading, scopes: Sequence[Scope]) -> set[str]:
    """Stems of the content words that stand outside every negation."""
    denied = frozenset().union(*(scope.starts for scope in scopes))
    return {t.stem for t in reading.content if t.start not in denied}


def _near(one: Reading, other: Reading, word: str, reach: int = 4) -> bool:
    """Whether a word has a neighbour in common in the two texts."""
    return bool(_around(one, word, reach) & _around(other, word, reach))


def _around(reading: Reading, word: str, reach: int) -> set[str]:
    stems = [t.stem for t in reading.content]
    found: set[str] = set()
    for at, this in enumerate(stems):
        if this == word:
            found |= set(stems[max(0, at - reach) : at + reach + 1])
    return found - {word}


def lost_hedges(sentence: Reading, quotes: Sequence[Reading]) -> str:
    """The "may" or "often" of a quote that the sentence left out."""
    if _HEDGE.search(sentence.text) or re.search(r"\bcan\b", sentence.text):
        return ""
    for quote in quotes:
        for match in _HEDGE.finditer(quote.text):
            after = [t.stem for t in quote.content if t.start >= match.end()][:3]
            if sum(s in sentence.stems for s in after) >= 2 and not _plainly(sentence, quotes, quote):
                return match[0]
    return ""


def _plainly(sentence: Reading, quotes: Sequence[Reading], hedged: Reading) -> bool:
    """Whether another quote says as much without a hedge."""
    share = len(sentence.stems & hedged.stems)
    return any(
        q is not hedged and len(sentence.stems & q.stems) > share and not _HEDGE.search(q.text)
        for q in quotes
    )


def sweeping(sentence: Reading, quotes: Sequence[Reading]) -> str:
    """A word such as "all" or "always" that makes the sentence say more than any quote."""
    said = {t.stem for q in quotes for t in q.tokens}
    for match in _SWEEPING.finditer(sentence.text):
        if stem(match[0].lower()) not in said:
            return match[0]
    return ""


def opposite_word(sentence: Reading, quotes: Sequence[Reading]) -> tuple[str, str]:
    """(word of the sentence, its opposite in the quotes) about the same thing; ("", "") when there is none."""
    for mine in sentence.tokens:
        for pole in _poles(sentence, mine):
            same = [(q, t) for q in quotes for t in q.tokens if pole in _poles(q, t)]
            for quote in quotes:
                for theirs in quote.tokens:
                    if _turned(pole) not in _poles(quote, theirs):
                        continue
                    if not same and _about_the_same(sentence, mine, quote, theirs, _turned(pole)):
                        return mine.surface, theirs.surface
                    if same and _moved(sentence, mine, quote, theirs, same):
                        return mine.surface, theirs.surface
    return "", ""


def _poles(reading: Reading, token: Token) -> frozenset[Pole]:
    if token.surface in {"up", "down"} and not _WENT.search(reading.text[: token.start]):
        return frozenset()  # "up to 40%"
    return POLES.get(token.stem, frozenset())


def _turned(pole: Pole) -> Pole:
    """The other side of a pair."""
    return pole[0], 1 - pole[1]


def _moved(a: Reading, at: Token, b: Reading, bt: Token, same: Sequence[tuple[Reading, Token]]) -> bool:
    """Whether a word behind "higher" stands behind "lower" in the quote, and behind no "higher" there."""
    there = set().union(*(_ruled(quote, token) for quote, token in same))
    return bool((_ruled(a, at) & _ruled(b, bt)) - there)


def _ruled(reading: Reading, token: Token) -> set[str]:
    """What stands just behind a word, up to the next direction or who and what brings it about."""
    stop = _BROUGHT_ABOUT.search(reading.text, token.end)
    others = [t.start for t in reading.tokens if t.start > token.start and _pairs(t) & _pairs(token)]
    end = min([*others, stop.start() if stop else len(reading.text)])
    words = _window(reading, token)[1]
    return words & {t.stem for t in reading.tokens if token.end <= t.start < end}


def _pairs(token: Token) -> set[int]:
    return {pair for pair, _ in POLES.get(token.stem, frozenset())}


def _about_the_same(a: Reading, at: Token, b: Reading, bt: Token, theirs: Pole) -> bool:
    """Whether the same word or number follows, or two words around are the same; and neither is denied."""
    if any(at.stem in scope.stems for scope in negations(a.text)) != any(
        bt.stem in scope.stems for scope in negations(b.text)
    ):
        return False
    if any(theirs in _poles(a, t) for t in a.tokens):
        return False  # the sentence holds both words, as the quote may
    left, right = _window(a, at), _window(b, bt)
    return bool(left[1] & right[1]) or len((left[0] | left[1]) & (right[0] | right[1])) >= 2


def _window(reading: Reading, token: Token) -> tuple[set[str], set[str]]:
    """Content stems and digits just before and just after a word: (before, after), two at most each way."""
    around = [t for t in reading.tokens if t in reading.content or t.surface[0].isdigit()]
    before = [t.stem for t in around if t.end <= token.start][-2:]
    after = [t.stem for t in around if t.start >= token.end][:2]
    return set(before), set(after)
