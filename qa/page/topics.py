"""What a group of papers is about, in the words that set it apart from the other groups."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from qa.display import readable
from qa.types import Paper
from qa.words import PLAIN, STOPWORDS, Token, tokenize

WORDS = 3
_COMMON = 0.3  # a term that more of all papers use sets no group apart
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+\.(?:com|org|io|net|ai|edu)\b\S*", re.I)
_PAIR = re.compile(r"[ -]")


def name_topics(papers: Sequence[Paper], groups: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """For each group its most distinctive words and word pairs, best first.

    A term's weight is the share of the group's papers that use it times the log of how much
    more often they do than all papers (class-based tf-idf, counted by paper, not by use).
    """
    used = [Counter(set(_terms(paper))) for paper in papers]
    everywhere = sum(used, Counter())
    names = {}
    for group in sorted(set(groups)):
        members = [terms for terms, g in zip(used, groups, strict=True) if g == group]
        inside = sum(members, Counter())
        shares = {t: (n / len(members), everywhere[t] / len(papers)) for t, n in inside.items() if n > 1}
        weights = {t: _weight(*share, t) for t, share in shares.items() if _sets_apart(*share)}
        names[group] = _distinct(sorted(weights or inside, key=lambda t: (-weights.get(t, 0), t)))
    return names


def shared_phrases(papers: Sequence[Paper]) -> list[str]:
    """Word pairs that at least three papers use, but not more than a seventh of all; commonest first."""
    used = Counter(term for paper in papers for term in set(_terms(paper)) if _PAIR.search(term))
    most = max(3, len(papers) // 7)
    return [term for term, n in sorted(used.items(), key=lambda item: (-item[1], item[0])) if 3 <= n <= most]


def _sets_apart(share: float, overall: float) -> bool:
    """Whether few papers use the term, or the group uses it far more than all do."""
    return overall <= _COMMON or share >= 1.5 * overall


def _weight(share: float, overall: float, term: str) -> float:
    return share * math.log(share / overall + 1) * (1.35 if _PAIR.search(term) else 1.0)


def _distinct(terms: Sequence[str]) -> tuple[str, ...]:
    """The first few that do not repeat a word of another."""
    chosen: list[str] = []
    taken: set[str] = set()
    for term in terms:
        stems = {token.stem for token in tokenize(term)}
        if not stems & taken:
            chosen.append(term)
            taken |= stems
        if len(chosen) == WORDS:
            break
    return tuple(chosen)


def _terms(paper: Paper) -> Iterator[str]:
    """The words of title and abstract, and the pairs of neighbouring ones, as first written."""
    first: dict[str, str] = {}
    for text in (paper.title, paper.abstract):
        text = _LINK.sub(" ", readable(text))
        words = [t for t in tokenize(text) if re.fullmatch(r"[^\W\d_]{2,}", t.surface)]
        for token in words:
            if _topical(token):
                yield first.setdefault(token.stem, _singular(token))
        for left, right in pairwise(words):
            if _topical(left) and _topical(right) and text[left.end : right.start] in (" ", "-"):
                yield f"{left.surface}{text[left.end : right.start]}{_singular(right)}"


def _singular(token: Token) -> str:
    word = token.surface
    if len(word) > 5 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return (
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    )


def _topical(token: Token) -> bool:
    word = token.surface
    return word not in STOPWORDS and word not in PLAIN and len(word) > 2 and not word.endswith("ly")
