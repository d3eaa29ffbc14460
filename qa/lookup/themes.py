"""What a collection is about, without judging: phrases that several of its papers share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.display import readable
from qa.types import Paper
from qa.words import PLAIN, STOPWORDS, fold, stem

_MOST = 12  # phrases that are told
_TITLED = 3.0  # how much a paper with a phrase in its title counts, where it is surely the subject
_IN_PASSING = 0.25  # ... and one that says it once: "mouse model", "signaling pathway"
# "Code" says in abstracts where it is, and in titles what it is about.
_SUBJECTS = frozenset(("code",))
_FEWEST = 2  # papers of a phrase
_LONGEST = 3  # words of a phrase
_PART = 0.5  # of the papers of a phrase have it in a longer one: then it is a part of that
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = 3  # of a word that says something

Phrase = tuple[str, ...]  # the stems of its words


class _Word(NamedTuple):
    start: int
    end: int
    root: str
    tells: bool


class Themes(NamedTuple):
    """Phrases as most papers write them, each with the number of its papers, and how many papers have any of them."""

    phrases: tuple[tuple[str, int], ...]
    covered: int


def themes(papers: Sequence[Paper]) -> Themes:
    """The phrases of titles that together stand in most papers.

    What no title says is no subject, however many abstracts say it ("a wide range").
    """
    titled: dict[Phrase, set[int]] = defaultdict(set)
    written: dict[Phrase, Counter[str]] = defaultdict(Counter)
    for number, paper in enumerate(papers):
        for phrase, said in _phrases(readable(paper.title)):
            titled[phrase].add(number)
            written[phrase].setdefault(_without_capitals(said), 0)
    having = {phrase: set(own) for phrase, own in titled.items()}
    repeated: dict[Phrase, set[int]] = defaultdict(set)
    for number, paper in enumerate(papers):
        told: set[Phrase] = set()
        for phrase, said in _phrases(readable(paper.abstract)):
            if phrase in having:
                having[phrase].add(number)
                written[phrase][said] += 1
                if phrase in told:
                    repeated[phrase].add(number)
                told.add(phrase)
    chosen, covered = _covering(_whole(having), titled, repeated)
    said_most = ((written[phrase].most_common(1)[0][0], len(having[phrase])) for phrase in chosen)
    return Themes(tuple(said_most), len(covered))


def _whole(having: Mapping[Phrase, set[int]]) -> dict[Phrase, set[int]]:
    """Phrases of several papers, without those that are mostly a part of a longer one."""
    shared = {phrase: own for phrase, own in having.items() if len(own) >= _FEWEST}
    parts = {
        part
        for phrase, own in shared.items()
        for part in (phrase[:-1], phrase[1:])
        if part in shared and len(own) >= _PART * len(shared[part])
    }
    return {phrase: own for phrase, own in shared.items() if phrase not in parts}


def _covering(
    having: Mapping[Phrase, set[int]],
    titled: Mapping[Phrase, set[int]],
    repeated: Mapping[Phrase, set[int]],
) -> tuple[list[Phrase], set[int]]:
    """The phrases that add most papers, one after the other, and all their papers.

    A paper counts half as much with every phrase that it has already: else the broadest phrase would leave nothing to
    those that say more.
    """
    chosen: list[Phrase] = []
    weights: dict[int, float] = {}

    def weight(phrase: Phrase, number: int) -> float:
        if number in titled[phrase]:
            return _TITLED
        return 1.0 if number in repeated[phrase] else _IN_PASSING

    def gain(phrase: Phrase) -> float:
        return sum(weights.get(number, 1.0) * weight(phrase, number) for number in having[phrase])

    left = sorted(having, key=lambda phrase: (-len(having[phrase]), -len(phrase), phrase))
    while left and len(chosen) < _MOST:
        best = max(left, key=gain)
        weights |= {number: weights.get(number, 1.0) / 2 for number in having[best]}
        chosen.append(best)
        left = [phrase for phrase in left if not _overlap(phrase, best)]
    return chosen, set(weights)


def _overlap(one: Phrase, other: Phrase) -> bool:
    """Whether one of two phrases is the other or a part of it."""
    shorter, longer = sorted((one, other), key=len)
    return any(shorter == longer[at : at + len(shorter)] for at in range(len(longer) - len(shorter) + 1))


def _phrases(text: str) -> Iterator[tuple[Phrase, str]]:
    """Two or three words side by side, and how they are written. All must tell something; of three the first may be plain."""
    for run in _runs(text):
        for at in range(len(run) - 1):
            for end in range(at + 2, min(at + _LONGEST, len(run)) + 1):
                words = run[at:end]
                if not all(word.tells for word in words[1:]):
                    break
                if words[0].tells or len(words) == _LONGEST:
                    yield tuple(word.root for word in words), text[words[0].start : words[-1].end]


def _runs(text: str) -> Iterator[list[_Word]]:
    """The words of a text between its stop words and signs."""
    run: list[_Word] = []
    for match in _WORD.finditer(text):
        root, tells = _read(match[0])
        start, end = match.span()
        if run and (not root or start != run[-1].end + 1 or text[start - 1] != " "):
            yield run
            run = []
        if root:
            run.append(_Word(start, end, root, tells))
    yield run


@lru_cache(maxsize=65536)
def _read(word: str) -> tuple[str, bool]:
    """The stem of a word, empty where it may be in no phrase, and whether it says something."""
    small = fold(word)
    if len(small) < _LETTERS or small in STOPWORDS:
        return "", False
    return stem(small.replace("-", "")), small not in PLAIN or small in _SUBJECTS


def _without_capitals(title: str) -> str:
    """A title's words as a sentence has them; capitals within a word stay."""
    return re.sub(r"\b[A-Z](?=[a-z]+\b)", lambda match: match[0].lower(), title)
