"""What people call a paper: short names, learnt from the collection itself.

A name is the part of a title before a colon, a coined word ("CamelCase", "X-2", an
acronym) that the title holds, or one that the abstract introduces ("we present X",
"called X"). Names that several papers share belong to none of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from qa.types import Paper
from qa.words import STOPWORDS, edit_distance_one, fold

_PIECE = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_][\w+.\-]*[\w+]|[^\W_]")
_LONGEST_NAME = 4  # words; a longer start of a title is a phrase, not a name
_MIN_TYPO = 5  # letters; shorter names have too many neighbours
_INTRODUCES = re.compile(
    r"\b(?:we|paper|work|study|article|by|and)\s+(?:\w+\s+){0,2}?"
    r"(?:propos|present|introduc|develop|describ|design|releas|report)\w*\b"
    r"|\b(?:call(?:ed|\s+it)?|named?|dubbed|termed|coined|namely|denoted(?:\s+as)?|(?:known|referred to)\s+as)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[A-Z][\w+.\-]*(?:\s+[A-Z][\w+\-]*){0,3}")
_REACH = 110  # characters from the verb to the name: "we propose a simple, general framework called X"


class Mention(NamedTuple):
    """``text[start:end]`` names these papers."""

    start: int
    end: int
    paper_ids: tuple[str, ...]


@dataclass(frozen=True)
class _Candidate:
    name: str
    score: float


class NameIndex:
    """The short names of a collection's papers, and where a text mentions them."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        papers = list(papers)
        self._common = _lower_case_words(papers)
        used = Counter(word for paper in papers for word in set(_words(f"{paper.title} {paper.abstract}")))
        self._short: dict[str, str] = {}
        self._aliases: dict[str, list[str]] = {}
        self._proper: dict[str, bool] = {}
        self._titles: list[tuple[str, str]] = []
        for paper in papers:
            self._add(paper, used)

    def _add(self, paper: Paper, used: Counter[str]) -> None:
        names = sorted(_candidates(paper, used), key=lambda c: -c.score)
        self._short[paper.id] = names[0].name if names else _start_of(paper.title)
        for name in dict.fromkeys(c.name for c in names):
            key = _key(name)
            owners = self._aliases.setdefault(key, [])
            if paper.id not in owners:
                owners.append(paper.id)
            # An ordinary word that is also a name counts only where it is capitalised.
            pieces = _PIECE.findall(fold(name))
            self._proper[key] = " " not in name.strip() and all(p in self._common for p in pieces)
        for title in {paper.title, _start_of(paper.title)}:
            if len(_key(title)) >= 12:
                self._titles.append((_key(title), paper.id))

    def short_name(self, paper_id: str) -> str:
        """What people call this paper; the title, or its part before a colon, when it has no name."""
        return self._short[paper_id]

    def has_name(self, paper_id: str) -> bool:
        """Whether the short name is a name rather than a title."""
        return _key(self._short[paper_id]) in self._aliases

    def mentioned(self, text: str) -> tuple[str, ...]:
        """Ids of the papers that the text names, in the order of first mention."""
        return tuple(dict.fromkeys(pid for m in self.mentions(text) for pid in m.paper_ids))

    def mentions(self, text: str) -> list[Mention]:
        """Where the text names papers, in order; of overlapping names the longest."""
        pieces = list(_PIECE.finditer(fold(text)))
        found = self._title_mentions(pieces)
        at = 0
        while at < len(pieces):
            size = next((n for n in range(_LONGEST_NAME + 2, 0, -1) if self._match(text, pieces[at : at + n])), 0)
            if size:
                window = pieces[at : at + size]
                ids = tuple(self._match(text, window))
                if not any(m.start <= window[0].start() < m.end for m in found):
                    found.append(Mention(window[0].start(), window[-1].end(), ids))
            at += size or 1
        return sorted(found)

    def _match(self, text: str, window: list[re.Match[str]]) -> list[str]:
        key = "".join(m[0] for m in window)
        owners = self._aliases.get(key)
        if owners is None and len(window) == 1:
            owners = self._misspelt(key)
        if not owners or (self._proper.get(key) and not text[window[0].start()].isupper()):
            return []
        return owners

    def _misspelt(self, word: str) -> list[str] | None:
        if len(word) < _MIN_TYPO or word in self._common or word in STOPWORDS:
            return None
        near = [k for k in edit_distance_one(word, self._aliases) if len(k) >= _MIN_TYPO and k[0] == word[0]]
        return self._aliases[near[0]] if len(near) == 1 and not self._proper[near[0]] else None

    def _title_mentions(self, pieces: list[re.Match[str]]) -> list[Mention]:
        joined, offsets = "", []
        for piece in pieces:
            offsets += [piece.start() + i for i in range(len(piece[0]))]
            joined += piece[0]
        found: list[Mention] = []
        for key, paper_id in sorted(self._titles, key=lambda t: -len(t[0])):
            at = joined.find(key)
            if at >= 0 and not any(m.start <= offsets[at] < m.end for m in found):
                found.append(Mention(offsets[at], offsets[at + len(key) - 1] + 1, (paper_id,)))
        return found


def coined(word: str) -> bool:
    """Whether a word looks made up: capitals inside it, letters with digits, or "++" at its end."""
    letters = [char for char in word if char.isalpha()]
    if len(word) < 2 or not letters or not any(char.isupper() for char in letters):
        return False
    inner = any(char.isupper() and before.isalnum() for before, char in zip(word, word[1:], strict=False))
    return inner or any(char.isdigit() for char in word) or word.endswith("+")


def _candidates(paper: Paper, used: Counter[str]) -> Iterable[_Candidate]:
    text = f"{paper.title}. {paper.abstract}"
    head = paper.title.split(":")[0].strip() if ":" in paper.title else ""
    counts = Counter(_words(text))
    if head and len(head.split()) <= _LONGEST_NAME:
        inside = _key(head) in _key(paper.abstract)
        if inside or len(head.split()) == 1:
            yield _Candidate(_best_spelling(head, paper.abstract), 4.0)
    introduced = _introduced(paper.abstract)
    for name in introduced | {w for w in _words(paper.title) if coined(w)}:
        first = name.split()[0]
        shared = used[first] - 1 if " " not in name else 0
        score = 2.0 * (name in introduced) + 1.5 * (name in _words(paper.title)) + 0.4 * min(counts[first], 5)
        if score - 0.7 * shared > 2.0:
            yield _Candidate(name, score - 0.7 * shared)


def _introduced(abstract: str) -> set[str]:
    """Names that stand soon after "we present", "called" and the like."""
    found: set[str] = set()
    for match in _INTRODUCES.finditer(abstract):
        reach = re.split(r"\.\s|;", abstract[match.end() : match.end() + _REACH])[0]
        for name in _CAPITALISED.findall(reach):
            words = name.split()
            if coined(words[0]) or (name == reach.strip()[: len(name)] and len(words[0]) > 2):
                found.add(words[0] if coined(words[0]) and not reach.strip().startswith(name) else name)
        found |= {w for w in _words(reach) if coined(w)}
    return {name.strip(".-,") for name in found}


def _best_spelling(name: str, abstract: str) -> str:
    """The abstract's spelling of a title's name, since titles are often set in capitals."""
    found = re.search(re.escape(name), abstract, re.IGNORECASE)
    return found[0] if found and any(char.isupper() for char in found[0]) else name


def _start_of(title: str) -> str:
    head = title.split(":")[0].strip()
    return head if len(head.split()) > 1 else title.strip()


def _lower_case_words(papers: Iterable[Paper]) -> frozenset[str]:
    return frozenset(
        word for paper in papers for word in _PIECE.findall(paper.abstract) if word == word.lower()
    )


def _words(text: str) -> list[str]:
    return [word.rstrip(".-") for word in _WORD.findall(text)]


def _key(name: str) -> str:
    return "".join(_PIECE.findall(fold(name)))
