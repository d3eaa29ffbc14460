"""What a collection is about, without judging: phrases that several of its papers share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from qa.display import readable
from qa.types import Paper
from qa.words import PLAIN, STOPWORDS, fold, stem

_MOST = 16  # phrases that are told
_TITLED = 3.0  # how much a paper with a phrase in its title counts, where it is surely the subject
_IN_PASSING = 0.25  # ... and one that says it once: "mouse model", "signaling pathway"
# "Code" says in abstracts where it is, and in titles what it is about.
_SUBJECTS = frozenset(("code",))
# What tells how a study was made, of whichever subject: no phrase of these alone is a topic.
_OF_STUDIES = frozenset(
    map(
        stem,
        "systematic review literature meta analysis randomized randomised controlled control trial cohort case cross sectional study clinical"
        " prospective retrospective observational double blind placebo risk factor factors extensive experiment data set year old age group"
        " follow long short term real world wide range open source end high low large small scale level time pilot double single center"
        " centre multicenter population based evidence quality life side effect effects primary secondary outcome outcomes human mouse"
        " model models patients women men children adults pre post non multi self well known training trained national".split(),
    )
)
_FEWEST = 2  # papers of a phrase
_LONGEST = 3  # words of a phrase
_PART = 0.5  # of the papers of a phrase have it in a longer one: then it is a part of that
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑–][^\W\d_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_HYPHEN = re.compile(r"[-‐‑–]")
# A word alone is a topic where so many titles have it, so large a share of its papers in the title, and nearly all of them in
# the title or more than once: "pruning", not "specific". It counts less than a phrase, which says more.
_TITLES, _SHARE_TITLED, _SHARE_SUBJECT, _ALONE = 3, 0.5, 0.8, 0.6
_LETTERS_ALONE = 6
_LETTERS = 3  # of a word that says something
_LINK = "of"  # "mixture of experts", "expert mixture"

Phrase = tuple[str, ...]  # the stems of its words, sorted: their order and hyphens do not matter


class _Word(NamedTuple):
    start: int
    end: int
    roots: tuple[str, ...]
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
    chosen, covered = _covering(_whole(having, titled, repeated), titled, repeated)
    said_most = ((written[phrase].most_common(1)[0][0], len(having[phrase])) for phrase in chosen)
    return Themes(tuple(sorted(said_most, key=lambda theme: -theme[1])), len(covered))


def common_words(texts: Sequence[str]) -> list[tuple[str, int]]:
    """The words that stand in most texts, each form by itself, with the number of these; stop words are none."""
    counts = Counter(
        word
        for text in texts
        for word in {_in_small(match[0]) for match in _WORD.finditer(_ADDRESS.sub(" ", readable(text)))}
        if len(word) >= _LETTERS and word.lower() not in STOPWORDS
    )
    return counts.most_common(_MOST)


def _whole(
    having: Mapping[Phrase, set[int]],
    titled: Mapping[Phrase, set[int]],
    repeated: Mapping[Phrase, set[int]],
) -> dict[Phrase, set[int]]:
    """Phrases of several papers, without those that are mostly a part of a longer one."""
    shared = {
        phrase: own
        for phrase, own in having.items()
        if len(own) >= _FEWEST and (len(phrase) > 1 or _is_subject(own, titled[phrase], repeated[phrase]))
    }
    parts = {
        part
        for phrase, own in shared.items()
        for size in range(1, len(phrase))
        for part in combinations(phrase, size)
        if part in shared and len(own) >= _PART * len(shared[part])
    }
    return {phrase: own for phrase, own in shared.items() if phrase not in parts}


def _is_subject(having: set[int], titled: set[int], repeated: set[int]) -> bool:
    """Whether the papers that have a word are mostly about it."""
    count = len(having)
    in_titles = len(titled) >= max(_TITLES, _SHARE_TITLED * count)
    return in_titles and len(titled | repeated) >= _SHARE_SUBJECT * count


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
        own = sum(weights.get(number, 1.0) * weight(phrase, number) for number in having[phrase])
        return own if len(phrase) > 1 else own * _ALONE

    left = sorted(having, key=lambda phrase: (-len(having[phrase]), -len(phrase), phrase))
    while left and len(chosen) < _MOST:
        best = max(left, key=gain)
        weights |= {number: weights.get(number, 1.0) / 2 for number in having[best]}
        chosen.append(best)
        left = [phrase for phrase in left if not _overlap(phrase, best)]
    return chosen, set(weights)


def _overlap(one: Phrase, other: Phrase) -> bool:
    """Whether one of two phrases is the other or a part of it."""
    shorter, longer = sorted((set(one), set(other)), key=len)
    return shorter <= longer


def _phrases(text: str) -> Iterator[tuple[Phrase, str]]:
    """Words side by side, up to three, and how they are written.

    All must tell something; of three the first may be plain.
    """
    for run in _runs(text):
        for at in range(len(run)):
            for end in range(at + 1, min(at + _LONGEST, len(run)) + 1):
                words = run[at:end]
                if not all(word.tells for word in words[1:]):
                    break
                roots = {root for word in words for root in word.roots}
                telling = len(roots) > 1 or (
                    len(words) == 1 and words[0].end - words[0].start >= _LETTERS_ALONE
                )
                if telling and (words[0].tells or len(words) == _LONGEST) and not roots <= _OF_STUDIES:
                    yield tuple(sorted(roots)), text[words[0].start : words[-1].end]


def _runs(text: str) -> Iterator[list[_Word]]:
    """The words of a text between its stop words and signs."""
    run: list[_Word] = []
    linked = False
    for match in _WORD.finditer(text):
        roots, tells = _read(match[0])
        start, end = match.span()
        if run and match[0] == _LINK and text[run[-1].end : start] == " ":
            linked = True
            continue
        between = f" {_LINK} " if linked else " "
        if run and (not roots or text[run[-1].end : start] != between):
            yield run
            run = []
        linked = False
        if roots:
            run.append(_Word(start, end, roots, tells))
    yield run


@lru_cache(maxsize=65536)
def _read(word: str) -> tuple[tuple[str, ...], bool]:
    """The stems of a word and of what a hyphen joins in it, none where it may be in no phrase, and whether it says something."""
    small = [part for part in _HYPHEN.split(fold(word)) if part != _LINK]
    if any(part in STOPWORDS for part in small) or all(len(part) < _LETTERS for part in small):
        return (), False
    tells = any(part not in PLAIN or part in _SUBJECTS for part in small)
    return tuple(stem(part) for part in small), tells


def _in_small(word: str) -> str:
    """A word in small letters, unless more than its first is a capital."""
    return word.lower() if word[1:] == word[1:].lower() else word


def _without_capitals(title: str) -> str:
    """A title's words as a sentence has them; capitals within a word stay."""
    return re.sub(r"\b[A-Z](?=[a-z]+\b)", lambda match: match[0].lower(), title)
