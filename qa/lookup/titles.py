"""Is there a paper of this title: exactly, in part, or nearly."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa.types import Paper
from qa.words import content_tokens, tokenize

_NEARLY = 0.93  # of the characters alike: a slip or two in a whole title, not another title
_MIN_NEARLY = 20  # characters; in a shorter title one slip may make another word
_REMEMBERED = 0.6  # of the words asked for, two at least: a title half remembered
_ACRONYM = re.compile(r"\b([A-Z]{2,6})s?\b")
_MOST = 0.7  # of the words asked for belong to the title: "Title, by Someone" still names it


@dataclass(frozen=True)
class TitleMatch:
    """``exact``: papers of that title, up to case, punctuation and a slip. ``partial``: titles
    that hold the phrase. ``remembered``: the one that has most of its words. ``nearest``: the closest
    of the others, best first."""

    exact: tuple[Paper, ...] = ()
    partial: tuple[Paper, ...] = ()
    remembered: tuple[Paper, ...] = ()
    nearest: tuple[Paper, ...] = ()


def key(text: str) -> str:
    """The words of a text in lower case, without punctuation: what makes two titles the same."""
    return " ".join(token.surface for token in tokenize(text))


def find_title(asked: str, papers: Sequence[Paper]) -> TitleMatch:
    """The papers whose title is ``asked``, or holds it, or comes near."""
    wanted = key(asked)
    exact = tuple(paper for paper in papers if _same(wanted, key(paper.title)))
    if exact:
        return TitleMatch(exact=exact)
    heads = tuple(p for p in papers if wanted and ":" in p.title and key(p.title.split(":")[0]) == wanted)
    partial = heads or tuple(paper for paper in papers if _holds(wanted, key(paper.title)))
    partial = partial or tuple(paper for paper in papers if _begins(wanted, key(paper.title)))
    if partial:
        return TitleMatch(partial=partial)
    return TitleMatch(remembered=_remembered(asked, papers), nearest=_nearest(asked, papers))


def _remembered(asked: str, papers: Sequence[Paper]) -> tuple[Paper, ...]:
    wanted = {token.stem for token in content_tokens(asked)}
    short = [letters.lower() for letters in _ACRONYM.findall(asked)]
    held = [(_shared(wanted, short, paper.title), paper) for paper in papers]
    most, paper = max(held, key=lambda pair: pair[0], default=(0, None))
    return (paper,) if paper and most >= max(2, _REMEMBERED * len(wanted)) else ()


def _shared(wanted: set[str], short: Sequence[str], title: str) -> int:
    """How many of the words a title has; capitals count where its words begin with them: "SVM"."""
    tokens = content_tokens(title)
    initials = "".join(token.surface[0] for token in tokens)
    return len(wanted & {token.stem for token in tokens}) + sum(letters in initials for letters in short)


def _same(wanted: str, title: str) -> bool:
    if wanted == title or wanted.replace(" ", "") == title.replace(" ", ""):
        return bool(wanted)
    words = wanted.split()
    if f" {title} " in f" {wanted} " and len(title.split()) >= max(3, _MOST * len(words)):
        return True
    return _near(_bare(wanted), _bare(title))


def _begins(wanted: str, title: str) -> bool:
    """Whether a title begins nearly so: it is shortened, with a slip in what is left."""
    words = _bare(wanted).split()
    return _near(" ".join(words), " ".join(_bare(title).split()[: len(words)]))


def _near(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _MIN_NEARLY or abs(len(one) - len(other)) > 3:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEARLY


def _bare(words: str) -> str:
    """Words without their articles, which are easily left out."""
    return re.sub(r"\b(?:an?|the) ", "", words)


def _holds(wanted: str, title: str) -> bool:
    return bool(wanted) and f" {wanted} " in f" {title} "


def _nearest(asked: str, papers: Sequence[Paper], most: int = 3) -> tuple[Paper, ...]:
    """Titles that share the rarest words with the one asked for."""
    stems = {paper.id: {token.stem for token in content_tokens(paper.title)} for paper in papers}
    spread = Counter(stem for words in stems.values() for stem in words)
    wanted = {token.stem for token in content_tokens(asked)}

    def weight(words: set[str]) -> float:
        return sum(math.log(1 + len(papers) / spread[word]) for word in words if spread[word])

    scored = [(weight(wanted & stems[p.id]) / (1 + weight(stems[p.id]) ** 0.5), p) for p in papers]
    best = sorted((item for item in scored if item[0] > 0), key=lambda item: -item[0])
    return tuple(paper for _, paper in best[:most])
